//! The shapes of dates and times among a line's tokens. Nothing here asks the calendar.

use std::ops::Range;

use jiff::{civil::Time, tz::Offset};

use super::{
    lex::{Kind, Token},
    names,
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub year: Option<i64>,
    pub month: i64,
    pub day: i64,
}

/// A day that starts at token `at`, and the token after it.
pub(super) fn day_at(tokens: &[Token<'_>], at: usize) -> Option<(Day, usize)> {
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

/// A time of day, if there is such a time, and its offset.
pub(super) type Clock = (Result<Time, ()>, Option<Offset>);

/// The time that follows a day, past separators and fillers.
pub(super) fn clock_after(tokens: &[Token<'_>], from: usize) -> (Option<Clock>, usize) {
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
pub(super) fn time_at(
    tokens: &[Token<'_>],
    at: usize,
) -> Option<(Result<Time, ()>, Option<Offset>, usize)> {
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
pub(super) fn label_before(tokens: &[Token<'_>], at: usize) -> bool {
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
pub(super) fn range_of(
    tokens: &[Token<'_>],
    from: usize,
    until: usize,
    line: &str,
) -> Range<usize> {
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
