//! Day counts as a calendar histogram, empty buckets present.

use jiff::{ToSpan, civil::Date};

use super::{DateBucket, DateFacet, Interval};
use crate::{article::day_of, engine::plan::DayRange};

/// More buckets than this are never answered; the width grows instead.
const MOST_BUCKETS: usize = 1_000;

/// Buckets of the asked width over the days that have articles, of all so many that were found.
pub fn histogram(days: &[(i32, u64)], range: DayRange, asked: Interval, found: u64) -> DateFacet {
    let undated = found.saturating_sub(days.iter().map(|&(_, count)| count).sum());
    let (Some(&(first, _)), Some(&(last, _))) = (days.first(), days.last()) else {
        return DateFacet {
            interval: if asked == Interval::Auto {
                Interval::Month
            } else {
                asked
            },
            buckets: Vec::new(),
            undated,
        };
    };
    let first = range.from.map_or(first, |from| from.min(first));
    let last = range
        .to
        .map_or(last, |to| to.min(last.max(first)).max(last));
    let first = first.max(days[0].0.min(first)).max(last - 60_000);
    let span = (last - first + 1) as usize;
    let mut interval = match asked {
        Interval::Auto => automatic(span),
        fixed => fixed,
    };
    while span / width(interval) > MOST_BUCKETS && interval != Interval::Year {
        interval = wider(interval);
    }
    let mut buckets = Vec::new();
    let mut rest = days.iter().peekable();
    let mut start = floor(day_of(first), interval);
    let last_date = day_of(last);
    while start <= last_date {
        let next = advance(start, interval);
        let end = next.yesterday().unwrap_or(next);
        let end_day = crate::article::day_number(end);
        let mut count = 0;
        while let Some(&&(day, in_day)) = rest.peek() {
            if day > end_day {
                break;
            }
            count += in_day;
            rest.next();
        }
        buckets.push(DateBucket {
            from: start.to_string(),
            to: end.to_string(),
            count,
        });
        if next <= start {
            break;
        }
        start = next;
    }
    DateFacet {
        interval,
        buckets,
        undated,
    }
}

/// The narrowest width that gives at most about sixty bars.
fn automatic(span: usize) -> Interval {
    match span {
        0..=62 => Interval::Day,
        63..=420 => Interval::Week,
        421..=2_500 => Interval::Month,
        _ => Interval::Year,
    }
}

fn width(interval: Interval) -> usize {
    match interval {
        Interval::Auto | Interval::Day => 1,
        Interval::Week => 7,
        Interval::Month => 28,
        Interval::Year => 365,
    }
}

fn wider(interval: Interval) -> Interval {
    match interval {
        Interval::Auto | Interval::Day => Interval::Week,
        Interval::Week => Interval::Month,
        Interval::Month | Interval::Year => Interval::Year,
    }
}

/// The first day of the bucket that holds a date.
fn floor(date: Date, interval: Interval) -> Date {
    match interval {
        Interval::Auto | Interval::Day => date,
        Interval::Week => {
            let back = i32::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(back.days()).unwrap_or(date)
        }
        Interval::Month => date.first_of_month(),
        Interval::Year => date.first_of_year(),
    }
}

fn advance(start: Date, interval: Interval) -> Date {
    let next = match interval {
        Interval::Auto | Interval::Day => start.checked_add(1.day()),
        Interval::Week => start.checked_add(7.days()),
        Interval::Month => start.checked_add(1.month()),
        Interval::Year => start.checked_add(1.year()),
    };
    next.unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_months_are_present() {
        let day = |text: &str| crate::article::day_number(text.parse().unwrap());
        let days = [(day("2024-01-31"), 2), (day("2024-04-01"), 1)];
        let facet = histogram(&days, DayRange::default(), Interval::Month, 9);
        let counts: Vec<u64> = facet.buckets.iter().map(|bucket| bucket.count).collect();
        assert_eq!(counts, [2, 0, 0, 1]);
        assert_eq!(facet.undated, 6);
        assert_eq!(facet.buckets[1].from, "2024-02-01");
        assert_eq!(facet.buckets[1].to, "2024-02-29");
    }

    #[test]
    fn weeks_begin_on_monday() {
        let day = |text: &str| crate::article::day_number(text.parse().unwrap());
        let facet = histogram(
            &[(day("2024-05-01"), 1)],
            DayRange::default(),
            Interval::Week,
            1,
        );
        assert_eq!(facet.buckets[0].from, "2024-04-29");
        assert_eq!(facet.buckets[0].to, "2024-05-05");
    }
}
