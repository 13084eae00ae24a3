//! Datelines: from `RABU, 01 MEI 2024 | 09:38 WIB` to a [`Moment`].
//!
//! One reader for every way in which Indonesian (and English) pages, feeds and files write a
//! moment: weekday and month names in any case, `|`, `-`, `,` or `/` between the parts, 24-hour
//! or AM/PM times with `:` or `.`, WIB/WITA/WIT or a numeric offset, RFC 2822 and ISO 8601.
//! What is not stated comes from the [`Context`], and the result says so.

mod lex;
mod names;

use std::ops::Range;

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};

use super::clean;
use crate::article::Moment;
use lex::{Kind, Token};

/// What a dateline may leave out.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The zone of times that state none.
    pub zone: &'a TimeZone,
    /// The date from which a missing year is taken: the nearest year that puts the day close
    /// to it. Without one, a date without a year is an error.
    pub near: Option<Date>,
}

/// A moment as a text states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The moment; midnight where only a date is stated.
    pub moment: Moment,
    /// Whether a time of day is stated.
    pub has_time: bool,
    /// Whether a zone or an offset is stated.
    pub has_zone: bool,
    /// Whether the text says that this is the last change ("Diperbarui …").
    pub is_update: bool,
    /// Where in the text it stands, in bytes.
    pub range: Range<usize>,
}

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing that looks like a date.
    #[error("{text:?} is not a date")]
    NotADate { text: String },
    /// Day, month and year are there and do not exist together.
    #[error("{text:?} is a day that does not exist")]
    NoSuchDay { text: String },
    /// A time of day that no clock shows.
    #[error("{text:?} has a time of day that does not exist")]
    NoSuchTime { text: String },
    /// A date without a year and nothing to take it from.
    #[error("{text:?} has no year")]
    NoYear { text: String },
}

impl DateError {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            DateError::NotADate { .. } => {
                "write it as 2024-05-01T09:38:00+07:00 or as \"Rabu, 1 Mei 2024 09:38 WIB\""
            }
            DateError::NoSuchDay { .. } => "correct the day or the month",
            DateError::NoSuchTime { .. } => "write the time between 00:00 and 23:59",
            DateError::NoYear { .. } => "add the year",
        }
    }
}

/// Longest text that is looked through for a date, in bytes: a dateline is a line, not a page.
const MAX_TEXT: usize = 2_000;

/// Reads a text that is a moment as a whole: a field of a record, an attribute, a dateline.
pub fn parse(text: &str, context: Context<'_>) -> Result<Dateline, DateError> {
    let trimmed = text.trim();
    if let Some(dateline) = parse_iso(trimmed, context) {
        return Ok(dateline);
    }
    match find(trimmed, context) {
        Some(found) => found,
        None => Err(DateError::NotADate {
            text: quote(trimmed),
        }),
    }
}

/// The first moment that a line states, or what is wrong with it; `None` if it states none.
pub fn find(line: &str, context: Context<'_>) -> Option<Result<Dateline, DateError>> {
    find_all(line, context).into_iter().next()
}

/// Every moment that a line states, in order.
pub fn find_all(line: &str, context: Context<'_>) -> Vec<Result<Dateline, DateError>> {
    let line = clean::head(line, MAX_TEXT);
    // Every date has a digit, and most lines of a page have none.
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let tokens = lex::tokens(line);
    let mut found = Vec::new();
    let mut at = 0;
    // A time that stands before its date ("09:38 WIB, Rabu 1 Mei 2024") is kept for it.
    let mut time_before: Option<(Time, Option<Offset>, usize, usize)> = None;
    while at < tokens.len() {
        if let Some((day, next)) = day_at(&tokens, at) {
            let end_of_day = next;
            let (clock, next) = clock_after(&tokens, next);
            let stated = Stated {
                day,
                clock,
                before: time_before.take(),
            };
            let range = range_of(&tokens, at, next.max(end_of_day), line);
            found.push(stated.resolve(line, range, label_before(&tokens, at), context));
            at = next.max(end_of_day);
            continue;
        }
        if let Some((Ok(time), zone, next)) = time_at(&tokens, at) {
            // Bare "9.38" is more often a number than a time; only a colon counts here.
            if tokens[at + 1].text == ":" {
                time_before = Some((time, zone, at, next));
                at = next;
                continue;
            }
        }
        if let Some((_, _, _, until)) = time_before
            && at > until + 2
        {
            time_before = None;
        }
        at += 1;
    }
    found
}

/// Whether a line is a dateline and (nearly) nothing else: what stands outside the moment is
/// a weekday, a label, a source, separators or a byline of at most `MAX_REST` letters.
pub fn is_dateline(line: &str, dateline: &Dateline) -> bool {
    /// "Laporan: Muhammad Fadhlurrahman Hakim, Kontributor" is about the longest of them.
    const MAX_REST: usize = 60;
    let rest = line.len().saturating_sub(dateline.range.len());
    rest <= MAX_REST
}

/// What is read before the calendar is asked.
struct Stated {
    day: Day,
    clock: Option<(Result<Time, ()>, Option<Offset>)>,
    before: Option<(Time, Option<Offset>, usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Day {
    year: Option<i64>,
    month: i64,
    day: i64,
}

impl Stated {
    fn resolve(
        self,
        line: &str,
        range: Range<usize>,
        is_update: bool,
        context: Context<'_>,
    ) -> Result<Dateline, DateError> {
        let text = || quote(&line[range.clone()]);
        let Day { year, month, day } = self.day;
        let date = match year {
            Some(year) => date(year, month, day),
            None => match context.near {
                Some(near) => nearest(near, month, day),
                None => return Err(DateError::NoYear { text: text() }),
            },
        };
        let date = date.ok_or_else(|| DateError::NoSuchDay { text: text() })?;
        let (time, zone) = match (self.clock, self.before) {
            (Some((Ok(time), zone)), _) => (Some(time), zone),
            (Some((Err(()), _)), _) => return Err(DateError::NoSuchTime { text: text() }),
            (None, Some((time, zone, _, _))) => (Some(time), zone),
            (None, None) => (None, None),
        };
        let local = date.to_datetime(time.unwrap_or(Time::midnight()));
        let moment = place(local, zone, context.zone)
            .ok_or_else(|| DateError::NoSuchDay { text: text() })?;
        Ok(Dateline {
            moment,
            has_time: time.is_some(),
            has_zone: zone.is_some(),
            is_update,
            range,
        })
    }
}

/// Puts a local time on the time line.
fn place(local: DateTime, offset: Option<Offset>, zone: &TimeZone) -> Option<Moment> {
    match offset {
        Some(offset) => Some(Moment {
            at: offset.to_timestamp(local).ok()?,
            offset,
        }),
        None => {
            let at = zone.to_timestamp(local).ok()?;
            Some(Moment {
                at,
                offset: zone.to_offset(at),
            })
        }
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let date = Date::new(
        year.try_into().ok()?,
        month.try_into().ok()?,
        day.try_into().ok()?,
    );
    date.ok()
}

/// The date with this day and month that lies closest to `near`.
fn nearest(near: Date, month: i64, day: i64) -> Option<Date> {
    let year = i64::from(near.year());
    (year - 1..=year + 1)
        .filter_map(|year| date(year, month, day))
        .min_by_key(|date| (near.duration_until(*date)).abs())
}

/// ISO 8601 and RFC 3339 without the tokenizer: the common case of records and attributes.
fn parse_iso(text: &str, context: Context<'_>) -> Option<Dateline> {
    let bytes = text.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' || !bytes[0].is_ascii_digit() {
        return None;
    }
    let range = 0..text.len();
    if let Ok(moment) = text.parse::<Moment>() {
        let has_zone = true;
        return Some(Dateline {
            moment,
            has_time: true,
            has_zone,
            is_update: false,
            range,
        });
    }
    let (local, has_time) = match text.parse::<DateTime>() {
        Ok(local) => (local, bytes.len() > 10),
        Err(_) => return None,
    };
    let moment = place(local, None, context.zone)?;
    Some(Dateline {
        moment,
        has_time,
        has_zone: false,
        is_update: false,
        range,
    })
}

/// A day that starts at token `at`, and the token after it.
fn day_at(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    match tokens[at].kind {
        Kind::Number => named_month(tokens, at).or_else(|| numeric(tokens, at)),
        Kind::Word => month_first(tokens, at),
        Kind::Mark => None,
    }
}

/// `1 Mei 2024`, `04 November, 2015`, `01-Mei-2024`, `1 Mei`.
fn named_month(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let day = tokens[at].number(2)?;
    let mut next = at + 1;
    // "1st May 2024" and "1-Mei-2024".
    if matches!(
        tokens.get(next)?.lower().as_ref(),
        "st" | "nd" | "rd" | "th" | "-" | "/" | "."
    ) {
        next += 1;
    }
    let month = names::month(&tokens.get(next)?.lower())?;
    next += 1;
    while tokens
        .get(next)
        .is_some_and(|token| matches!(token.text, "." | "," | "-" | "/" | "'"))
    {
        next += 1;
    }
    match tokens.get(next).and_then(|token| token.number(4)) {
        Some(year) if year >= 1000 => Some((
            Day {
                year: Some(year),
                month: month.into(),
                day,
            },
            next + 1,
        )),
        // "1 Mei '24"; a bare "1 Mei 24" is a day followed by something else.
        Some(year) if tokens[next].text.len() == 2 && tokens[next - 1].text == "'" => Some((
            Day {
                year: Some(century(year)),
                month: month.into(),
                day,
            },
            next + 1,
        )),
        // Without a year only months that are no other word ("1 Mar", "2 Mei") in full.
        _ if tokens[at + 1..]
            .first()
            .is_some_and(|token| token.text.len() >= 3) =>
        {
            Some((
                Day {
                    year: None,
                    month: month.into(),
                    day,
                },
                at + 2,
            ))
        }
        _ => None,
    }
}

/// `May 1, 2024`.
fn month_first(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let month = names::month(&tokens[at].lower())?;
    let mut next = at + 1;
    if tokens.get(next).is_some_and(|token| token.text == ".") {
        next += 1;
    }
    let day = tokens.get(next)?.number(2)?;
    next += 1;
    while tokens
        .get(next)
        .is_some_and(|token| matches!(token.text, "," | "th" | "st" | "nd" | "rd"))
    {
        next += 1;
    }
    let year = tokens.get(next)?.number(4).filter(|year| *year >= 1000)?;
    Some((
        Day {
            year: Some(year),
            month: month.into(),
            day,
        },
        next + 1,
    ))
}

/// `2024-05-01`, `01/05/2024`, `1-5-2024`, `01.05.2024`, `01/05/24`, `(3/5)`.
fn numeric(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
    let first = &tokens[at];
    let mark = tokens
        .get(at + 1)
        .filter(|token| matches!(token.text, "/" | "-" | "."))?;
    let second = tokens
        .get(at + 2)
        .filter(|token| token.touches(mark))?
        .number(2)?;
    if !mark.touches(first) {
        return None;
    }
    let third = match tokens.get(at + 3) {
        Some(again) if again.text == mark.text && again.touches(&tokens[at + 2]) => tokens
            .get(at + 4)
            .filter(|token| token.kind == Kind::Number && token.touches(again)),
        _ => None,
    };
    match third {
        Some(third) => {
            if first.text.len() == 4 {
                let year = first.number(4).filter(|year| *year >= 1000)?;
                return Some((
                    Day {
                        year: Some(year),
                        month: second,
                        day: third.number(2)?,
                    },
                    at + 5,
                ));
            }
            let day = first.number(2)?;
            let year = match third.text.len() {
                4 => third.number(4)?,
                // "1.5.24" may be a version or a paragraph number.
                2 if mark.text != "." => century(third.number(2)?),
                _ => return None,
            };
            // American order is not used here, but a second number above 12 can be nothing else.
            let (day, month) = if second > 12 && day <= 12 {
                (second, day)
            } else {
                (day, second)
            };
            Some((
                Day {
                    year: Some(year),
                    month,
                    day,
                },
                at + 5,
            ))
        }
        // "Jumat (3/5)" and "Jumat, 3/5": a weekday makes a fraction a date.
        None if mark.text == "/" => {
            let day = first.number(2)?;
            let plausible = (1..=31).contains(&day) && (1..=12).contains(&second);
            let weekday_before = tokens[..at]
                .iter()
                .rev()
                .find(|token| !matches!(token.text, "(" | ","))
                .is_some_and(|token| token.is_weekday());
            (plausible && weekday_before).then_some((
                Day {
                    year: None,
                    month: second,
                    day,
                },
                at + 3,
            ))
        }
        None => None,
    }
}

/// The year of `'24`: this century up to 2069, as POSIX reads it.
fn century(two_digits: i64) -> i64 {
    if two_digits < 69 {
        2000 + two_digits
    } else {
        1900 + two_digits
    }
}

type Clock = (Result<Time, ()>, Option<Offset>);

/// The time that follows a day, past separators and fillers.
fn clock_after(tokens: &[Token<'_>], from: usize) -> (Option<Clock>, usize) {
    /// Separators between a date and its time: `) | - , – • pukul` at most.
    const MAX_BETWEEN: usize = 4;
    let mut at = from;
    let skippable = |token: &Token<'_>| {
        (token.kind == Kind::Mark && !matches!(token.text, "(" | "\"" | "“" | ";" | "?" | "!"))
            || (token.kind == Kind::Word && (names::filler(&token.lower()) || token.is_weekday()))
    };
    while at < tokens.len() && at - from < MAX_BETWEEN && skippable(&tokens[at]) {
        at += 1;
    }
    match tokens.get(at).and_then(|_| time_at(tokens, at)) {
        Some((time, zone, next)) => (Some((time, zone)), next),
        None => (None, from),
    }
}

/// `09:38`, `09.38`, `9:38:05.123 PM WIB`, `T09:38:00+07:00` at token `at`. The hour and the
/// minute must touch; a minute has two digits.
fn time_at(tokens: &[Token<'_>], at: usize) -> Option<(Result<Time, ()>, Option<Offset>, usize)> {
    let hour = tokens.get(at)?.number(2)?;
    let mark = tokens
        .get(at + 1)
        .filter(|token| matches!(token.text, ":" | "."))?;
    let minute = tokens.get(at + 2).filter(|token| token.text.len() == 2)?;
    if !mark.touches(&tokens[at]) || !minute.touches(mark) {
        return None;
    }
    let minute = minute.number(2)?;
    let mut second = 0;
    let mut next = at + 3;
    if tokens
        .get(next)
        .is_some_and(|token| token.text == mark.text)
        && let Some(seconds) = tokens.get(next + 1).filter(|token| token.text.len() == 2)
        && let Some(number) = seconds.number(2)
        && seconds.touches(&tokens[next])
    {
        second = number;
        next += 2;
        if tokens.get(next).is_some_and(|token| token.text == ".")
            && tokens
                .get(next + 1)
                .is_some_and(|token| token.kind == Kind::Number && token.touches(&tokens[next]))
        {
            next += 2;
        }
    }
    let mut hour = hour;
    if let Some(half) = tokens.get(next).map(|token| token.lower()) {
        match half.as_ref() {
            "pm" if hour < 12 => (hour, next) = (hour + 12, next + 1),
            "am" if hour == 12 => (hour, next) = (0, next + 1),
            "am" | "pm" => next += 1,
            _ => {}
        }
    }
    let (zone, next) = zone_at(tokens, next);
    let time = match (
        i8::try_from(hour),
        i8::try_from(minute),
        i8::try_from(second),
    ) {
        // 24:00 is written for the midnight that ends a day; 60 is a leap second.
        (Ok(24), Ok(0), Ok(0)) => Ok(Time::constant(23, 59, 59, 0)),
        (Ok(hour), Ok(minute), Ok(second)) => {
            Time::new(hour, minute, second.min(59), 0).map_err(|_| ())
        }
        _ => Err(()),
    };
    Some((time, zone, next))
}

/// `WIB`, `(WIB)`, `+07:00`, `+0700`, `GMT+7`, `UTC`, `Z` at token `at`, and the token after it.
fn zone_at(tokens: &[Token<'_>], at: usize) -> (Option<Offset>, usize) {
    let Some(token) = tokens.get(at) else {
        return (None, at);
    };
    if matches!(token.text, "(" | "," | "|" | "-") && token.text != "-" {
        let word = tokens
            .get(at + 1)
            .and_then(|token| names::zone(&token.lower()));
        if word.is_some() {
            return (word, at + 2);
        }
    }
    if let Some(offset) = names::zone(&token.lower()) {
        if offset == Offset::UTC
            && let (Some(shift), next) = numeric_offset(tokens, at + 1)
        {
            return (Some(shift), next);
        }
        return (Some(offset), at + 1);
    }
    numeric_offset(tokens, at)
}

fn numeric_offset(tokens: &[Token<'_>], at: usize) -> (Option<Offset>, usize) {
    let none = (None, at);
    let Some(sign) = tokens
        .get(at)
        .filter(|token| matches!(token.text, "+" | "-"))
    else {
        return none;
    };
    let Some(hours) = tokens.get(at + 1).filter(|token| token.touches(sign)) else {
        return none;
    };
    let (hours, minutes, next) = match (hours.text.len(), hours.number(4)) {
        (4, Some(both)) => (both / 100, both % 100, at + 2),
        (1 | 2, Some(hours)) => match (tokens.get(at + 2), tokens.get(at + 3)) {
            (Some(colon), Some(minutes)) if colon.text == ":" && minutes.text.len() == 2 => {
                (hours, minutes.number(2).unwrap_or(0), at + 4)
            }
            // " - 16" after a time is the next thing, not an offset; "GMT+7" touches.
            _ if sign.text == "-" => return none,
            _ => (hours, 0, at + 2),
        },
        _ => return none,
    };
    if hours > 14 || minutes > 59 {
        return none;
    }
    let seconds = (hours * 3600 + minutes * 60) as i32;
    let seconds = if sign.text == "-" { -seconds } else { seconds };
    (Offset::from_seconds(seconds).ok(), next)
}

/// Whether the words before token `at` say "Diperbarui" (and not "Terbit" after it).
fn label_before(tokens: &[Token<'_>], at: usize) -> bool {
    /// "Diperbarui pada hari Rabu, " is four words and marks.
    const REACH: usize = 6;
    for token in tokens[at.saturating_sub(REACH)..at].iter().rev() {
        let word = token.lower();
        if names::says_published(&word) {
            return false;
        }
        if names::says_updated(&word) {
            return true;
        }
        // An earlier moment on the same line ends the reach of this one.
        if token.kind == Kind::Number || names::zone(&word).is_some() {
            return false;
        }
    }
    false
}

/// The bytes of tokens `from..until`, with the weekday before them.
fn range_of(tokens: &[Token<'_>], from: usize, until: usize, line: &str) -> Range<usize> {
    let mut start = tokens[from].start;
    let mut back = from;
    while back > 0 && matches!(tokens[back - 1].text, "," | "(" | "|" | "-") {
        back -= 1;
    }
    if back > 0 && tokens[back - 1].is_weekday() {
        start = tokens[back - 1].start;
    }
    let end = tokens
        .get(until.wrapping_sub(1))
        .map_or(line.len(), |token| token.end());
    start..end.max(start)
}

/// A text short enough for an error message.
fn quote(text: &str) -> String {
    const MAX_QUOTE: usize = 80;
    clean::head(text.trim(), MAX_QUOTE).to_owned()
}

/// The calendar date of `now` in `zone`: what [`Context::near`] usually is.
pub fn local_date(now: Timestamp, zone: &TimeZone) -> Date {
    zone.to_offset(now).to_datetime(now).date()
}

#[cfg(test)]
mod tests;
