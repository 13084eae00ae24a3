//! Datelines: from `RABU, 01 MEI 2024 | 09:38 WIB` to a [`Moment`].
//!
//! One reader for every way in which Indonesian (and English) pages, feeds and files write a
//! moment: weekday and month names in any case, `|`, `-`, `,` or `/` between the parts, 24-hour
//! or AM/PM times with `:` or `.`, WIB/WITA/WIT or a numeric offset, RFC 2822 and ISO 8601.
//! What is not stated comes from the [`Context`], and the result says so.

mod grammar;
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
use grammar::{Clock, Day, clock_after, day_at, label_before, range_of, time_at};

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
    clock: Option<Clock>,
    before: Option<(Time, Option<Offset>, usize, usize)>,
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
