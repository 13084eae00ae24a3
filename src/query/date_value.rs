//! Dates after a colon: `2024`, `2024-05`, `2024-05-01`, `1/5/2024`, and ranges of them.

use jiff::civil::Date;

use super::{ParseContext, dates, fields::DateSense};

/// First and last day, both included.
pub(super) type Days = (Date, Date);

/// A range, open where `None`.
pub(super) type Range = (Option<Date>, Option<Date>);

/// Reads what stands after `tanggal:`, `sebelum:` and so on.
pub(super) fn read(sense: DateSense, value: &str, context: &ParseContext) -> Option<Range> {
    let value = trimmed(value);
    let one = |value: &str| {
        numeric(value).or_else(|| match dates::whole(value, context)? {
            (Some(from), Some(to)) => Some((from, to)),
            _ => None,
        })
    };
    let days = range(value, one).or_else(|| dates::whole(value, context))?;
    bound(sense, days)
}

/// Whether a value needs no more words: digits and signs only.
pub(super) fn is_numeric(value: &str) -> bool {
    range(trimmed(value), numeric).is_some()
}

fn trimmed(value: &str) -> &str {
    let value = value.trim_matches(|c: char| c.is_whitespace() || ",;?!".contains(c));
    if value.ends_with("..") {
        value
    } else {
        value.trim_end_matches('.')
    }
}

/// Reads `value` as digits only: ISO (year first) or day first, with `-`, `/` or `.`.
pub(super) fn numeric(value: &str) -> Option<Days> {
    if !value
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.'))
    {
        return None;
    }
    let separator = value.bytes().find(|b| !b.is_ascii_digit()).unwrap_or(b'-') as char;
    let mut parts = value.split(separator);
    let (a, b, c) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let number = |s: &str, digits: usize| -> Option<i16> {
        (!s.is_empty() && s.len() <= digits)
            .then(|| s.parse().ok())
            .flatten()
    };
    let year = |s: &str| {
        (s.len() == 4)
            .then(|| number(s, 4))
            .flatten()
            .filter(|&y| y > 0)
    };
    match (a, b, c) {
        (y, None, None) => year_days(year(y)?),
        (y, Some(m), None) if y.len() == 4 => month_days(year(y)?, number(m, 2)? as i8),
        (m, Some(y), None) => month_days(year(y)?, number(m, 2)? as i8),
        (y, Some(m), Some(d)) if y.len() == 4 => day(year(y)?, number(m, 2)?, number(d, 2)?),
        (d, Some(m), Some(y)) => day(year(y)?, number(m, 2)?, number(d, 2)?),
        (_, None, Some(_)) => None,
    }
}

/// A whole year.
pub(super) fn year_days(year: i16) -> Option<Days> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// A whole month.
pub(super) fn month_days(year: i16, month: i8) -> Option<Days> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

fn day(year: i16, month: i16, day: i16) -> Option<Days> {
    let date = Date::new(year, month as i8, day as i8).ok()?;
    Some((date, date))
}

/// Reads a whole value: one date or `a..b`, where `one` reads each end.
pub(super) fn range(value: &str, one: impl Fn(&str) -> Option<Days>) -> Option<Range> {
    let comparison = [
        (">=", DateSense::Since),
        ("<=", DateSense::Until),
        (">", DateSense::After),
        ("<", DateSense::Before),
    ];
    for (sign, sense) in comparison {
        if let Some(rest) = value.strip_prefix(sign) {
            return bound(
                sense,
                (one(rest.trim()).map(|d| d.0), one(rest.trim()).map(|d| d.1)),
            );
        }
    }
    let Some((from, to)) = value.split_once("..") else {
        return one(value).map(|(from, to)| (Some(from), Some(to)));
    };
    let (from, to) = (from.trim(), to.trim_start_matches('.').trim());
    let from = if from.is_empty() {
        None
    } else {
        Some(one(from)?)
    };
    let to = if to.is_empty() { None } else { Some(one(to)?) };
    match (from, to) {
        (None, None) => None,
        // A range typed backwards is turned round.
        (Some(a), Some(b)) if a.0 > b.1 => Some((Some(b.0), Some(a.1))),
        (a, b) => Some((a.map(|d| d.0), b.map(|d| d.1))),
    }
}

/// What a range means after `sebelum:`, `sejak:` and so on; `None` when nothing can match.
pub(super) fn bound(sense: DateSense, (from, to): Range) -> Option<Range> {
    match sense {
        DateSense::On => (from.is_some() || to.is_some()).then_some((from, to)),
        DateSense::Before => Some((None, Some(from?.yesterday().ok()?))),
        DateSense::After => Some((Some(to?.tomorrow().ok()?), None)),
        DateSense::Since => Some((Some(from?), None)),
        DateSense::Until => Some((None, Some(to?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: &str) -> String {
        match range(value, numeric) {
            None => "-".into(),
            Some((from, to)) => format!(
                "{}..{}",
                from.map(|d| d.to_string()).unwrap_or_default(),
                to.map(|d| d.to_string()).unwrap_or_default()
            ),
        }
    }

    #[test]
    fn numbers_are_read_as_days_months_and_years() {
        for (value, days) in [
            ("2024", "2024-01-01..2024-12-31"),
            ("2024-02", "2024-02-01..2024-02-29"),
            ("02/2024", "2024-02-01..2024-02-29"),
            ("2024-5-1", "2024-05-01..2024-05-01"),
            ("17/8/1945", "1945-08-17..1945-08-17"),
            ("2024-05..2024-06", "2024-05-01..2024-06-30"),
            ("2024-06..2024-05", "2024-05-01..2024-06-30"),
            ("..2024", "..2024-12-31"),
            ("2024..", "2024-01-01.."),
            (">2024", "2025-01-01.."),
            ("<=2024-05", "..2024-05-31"),
            ("..", "-"),
            ("2024-13", "-"),
            ("0000", "-"),
            ("99999", "-"),
            ("1-2-3-4", "-"),
            ("", "-"),
        ] {
            assert_eq!(show(value), days, "{value}");
        }
    }
}
