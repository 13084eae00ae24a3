//! Numbers and dates as Indonesian readers write them.

use jiff::civil::Date;

use crate::{article::Moment, engine::Curated, query};

/// `1.234`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// `0,8`: milliseconds with one decimal.
pub fn milliseconds(microseconds: u64) -> String {
    format!(
        "{},{}",
        count(microseconds / 1000),
        microseconds % 1000 / 100
    )
}

/// A day as the API writes it.
pub fn parsed_day(text: Option<&str>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

/// What editors did with a hit.
pub fn curated(curated: Curated) -> &'static str {
    match curated {
        Curated::Pin => "Disematkan redaksi",
        Curated::Boost => "Diangkat redaksi",
        Curated::Bury => "Diturunkan redaksi",
    }
}

/// A step of a search.
pub fn step(name: &str) -> &str {
    match name {
        "parse" => "Kueri",
        "spelling" => "Ejaan",
        "dates" => "Tanggal",
        "synonyms" => "Padanan",
        "stopwords" => "Kata umum",
        "plan" => "Rencana",
        "curation" => "Redaksi",
        "search" => "Pencarian",
        "coverage" => "Kelengkapan",
        "feedback" => "Kata kunci bersama",
        "fallback" => "Dicari lagi",
        "snippets" => "Cuplikan",
        other => other,
    }
}

/// What to do about a parameter that was refused, beside the API's remedy in English.
pub fn refused(parameter: &str) -> &'static str {
    match parameter {
        "from" | "to" => {
            "Tulis tanggal yang ada di kalender, misalnya 2024-05-31, dan tanggal awal sebelum tanggal akhir."
        }
        "limit" => "Terlalu banyak atau terlalu sedikit hasil yang diminta.",
        "cursor" => "Tautan ke halaman ini tidak berlaku lagi; mulailah dari halaman pertama.",
        "sort" | "interval" | "facets" | "snippet_chars" | "explain" | "collapse" | "correct" => {
            "Nilainya tidak dikenal."
        }
        _ => "Alamat halaman ini salah tulis.",
    }
}

/// `1 Mei 2024`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `Mei`.
pub fn month(date: Date) -> &'static str {
    query::month_name(date.month())
}

/// `1 Mei 2024, 09.38 WIB`. Midnight stands for "no time known" in most archives and is left out.
pub fn moment(moment: &Moment) -> String {
    let local = moment.offset.to_datetime(moment.at);
    let mut text = day(local.date());
    if local.hour() == 0 && local.minute() == 0 {
        return text;
    }
    text.push_str(&format!(", {:02}.{:02}", local.hour(), local.minute()));
    match moment.offset.seconds() {
        25_200 => text.push_str(" WIB"),
        28_800 => text.push_str(" WITA"),
        32_400 => text.push_str(" WIT"),
        0 => text.push_str(" UTC"),
        _ => {}
    }
    text
}

/// The same from RFC 3339.
pub fn published(text: &str) -> Option<String> {
    text.parse().ok().map(|parsed: Moment| moment(&parsed))
}

/// The range of days of a bucket or a filter, short.
pub fn range(from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => day(from),
        (Some(from), Some(to)) if from.day() == 1 && to == from.last_of_month() => {
            format!("{} {}", month(from), from.year())
        }
        (Some(from), Some(to)) if from == from.first_of_year() && to == from.last_of_year() => {
            from.year().to_string()
        }
        (Some(from), Some(to)) if from.first_of_month() == to.first_of_month() => {
            format!("{}–{}", from.day(), day(to))
        }
        (Some(from), Some(to)) => format!("{} – {}", day(from), day(to)),
        (Some(from), None) => format!("sejak {}", day(from)),
        (None, Some(to)) => format!("sampai {}", day(to)),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_read_as_in_a_newspaper() {
        assert_eq!(count(0), "0");
        assert_eq!(count(123), "123");
        assert_eq!(count(1_234_567), "1.234.567");
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(
            range(day("2026-11-26"), day("2026-11-27")),
            "26–27 November 2026"
        );
        assert_eq!(milliseconds(1_850), "1,8");
        assert_eq!(
            published("2024-05-01T09:38:00+07:00").as_deref(),
            Some("1 Mei 2024, 09.38 WIB")
        );
        assert_eq!(
            published("2024-12-31T18:05:00+08:00").as_deref(),
            Some("31 Desember 2024, 18.05 WITA")
        );
        assert_eq!(
            published("2024-05-01T00:00:00+07:00").as_deref(),
            Some("1 Mei 2024")
        );
        let date = |text: &str| text.parse::<Date>().ok();
        assert_eq!(range(date("2024-05-01"), date("2024-05-31")), "Mei 2024");
        assert_eq!(range(date("2024-01-01"), date("2024-12-31")), "2024");
        assert_eq!(range(date("2024-05-01"), None), "sejak 1 Mei 2024");
    }
}
