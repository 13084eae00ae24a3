//! Dates as people say them: `hari ini`, `pekan lalu`, `3 hari terakhir`, `Mei 2024`,
//! `sebelum Pilpres 2019`, `Lebaran 2024`. What enters is text and the moment of asking, what
//! leaves are phrases with first and last day in the site's zone.
//!
//! [`find_dates`] finds all of them; [`understand_dates`] decides which one of a query is a
//! filter (only a clear request, at the edge of the query) and which are offered.

mod calendar;
mod grammar;
mod relative;
mod understand;
mod words;

use std::ops::Range;

use jiff::{Span, civil::Date};

use super::{ParseContext, date_value::Days};
pub use understand::{DateReading, drop_dates, understand_dates};
pub(crate) use words::month_name;

/// A phrase that names days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatePhrase {
    /// Bytes of the text, on character boundaries.
    pub span: Range<usize>,
    /// First day; `None` is open.
    pub from: Option<Date>,
    /// Last day; `None` is open.
    pub to: Option<Date>,
    /// Clearly about when, not about what: `pekan lalu` is, `Pemilu 2024` is not.
    pub certain: bool,
    /// Names an occasion (`Pilpres 2019`), which is a subject itself.
    pub names_occasion: bool,
    /// The phrase as it stands in the text.
    pub text: String,
}

/// All date phrases of a text, in order, not overlapping.
pub fn find_dates(text: &str, context: &ParseContext) -> Vec<DatePhrase> {
    let words = words::words(text);
    let grammar = grammar::Grammar {
        words: &words,
        today: context.today(),
    };
    let mut phrases = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(found) = grammar.phrase(at).filter(|f| f.end > at) else {
            at += 1;
            continue;
        };
        let span = words[at].start..words[found.end - 1].end;
        phrases.push(DatePhrase {
            text: text[span.clone()].to_owned(),
            span,
            from: found.from,
            to: found.to,
            certain: found.certain,
            names_occasion: grammar.names_occasion(at..found.end),
        });
        at = found.end;
    }
    phrases
}

/// Reads a whole text as one period with both ends, for `tanggal:"Mei 2024"`.
pub(super) fn whole(text: &str, context: &ParseContext) -> Option<(Option<Date>, Option<Date>)> {
    let words = words::words(text);
    let grammar = grammar::Grammar {
        words: &words,
        today: context.today(),
    };
    let found = grammar.phrase(0).or_else(|| grammar.month_alone(0))?;
    (found.end == words.len()).then_some((found.from, found.to))
}

/// The longest date phrase at the beginning of a text, with its length in bytes: for
/// `tanggal:Mei 2024 banjir`, where no quotes say how far the date goes.
pub(super) fn leading(text: &str, context: &ParseContext) -> Option<(usize, Days)> {
    // No date phrase has more words, and looking no further keeps long queries linear.
    const MOST_BYTES: usize = 80;
    let words = words::words(&text[..text.floor_char_boundary(MOST_BYTES)]);
    let grammar = grammar::Grammar {
        words: &words,
        today: context.today(),
    };
    let found = grammar.period(0).or_else(|| grammar.month_alone(0))?;
    Some((
        words.get(found.end.checked_sub(1)?)?.end,
        (found.from?, found.to?),
    ))
}

fn add_days(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

fn add_months(date: Date, months: i32) -> Date {
    date.saturating_add(Span::new().months(months))
}

/// A range of days in words: `6–12 Mei 2024`, `sejak 1 Januari 2022`.
pub fn say_days(from: Option<Date>, to: Option<Date>) -> String {
    let day = |d: Date| format!("{} {} {}", d.day(), words::month_name(d.month()), d.year());
    match (from, to) {
        (None, None) => "semua tanggal".into(),
        (Some(from), None) => format!("sejak {}", day(from)),
        (None, Some(to)) => format!("sampai {}", day(to)),
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) if from.first_of_month() == to.first_of_month() => {
            format!("{}–{}", from.day(), day(to))
        }
        (Some(from), Some(to)) => format!("{} sampai {}", day(from), day(to)),
    }
}

#[cfg(test)]
mod tests;
