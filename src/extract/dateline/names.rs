//! The words that datelines are made of: months, weekdays, zones and labels, Indonesian and
//! English, full and shortened, as newsrooms write them.

use jiff::tz::Offset;

/// The month that a word names (1 to 12). The word is compared in lower case without its full stop.
pub(super) fn month(word: &str) -> Option<i8> {
    // Misspellings stand here because they stand in real datelines.
    Some(match word {
        "januari" | "january" | "jan" | "jnuari" => 1,
        "februari" | "february" | "feb" | "pebruari" | "peb" | "febuari" => 2,
        "maret" | "march" | "mar" | "mrt" => 3,
        "april" | "apr" => 4,
        "mei" | "may" => 5,
        "juni" | "june" | "jun" => 6,
        "juli" | "july" | "jul" => 7,
        "agustus" | "august" | "agt" | "ags" | "agu" | "agst" | "agus" | "aug" | "agts" => 8,
        "september" | "sept" | "sep" => 9,
        "oktober" | "october" | "okt" | "oct" => 10,
        "november" | "nopember" | "nov" | "nop" => 11,
        "desember" | "december" | "des" | "dec" => 12,
        _ => return None,
    })
}

/// Whether a lower-case word (apostrophes removed) names a day of the week.
pub(super) fn weekday(word: &str) -> bool {
    matches!(
        word,
        "senin"
            | "selasa"
            | "rabu"
            | "kamis"
            | "jumat"
            | "jum'at"
            | "jum’at"
            | "jum`at"
            | "sabtu"
            | "minggu"
            | "ahad"
            | "sen"
            | "sel"
            | "rab"
            | "kam"
            | "jum"
            | "sab"
            | "min"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
    )
}

/// The offset that a zone's name stands for.
pub(super) fn zone(word: &str) -> Option<Offset> {
    Some(match word {
        "wib" => Offset::constant(7),
        "wita" => Offset::constant(8),
        "wit" => Offset::constant(9),
        "utc" | "gmt" | "z" => Offset::UTC,
        _ => return None,
    })
}

/// Whether a word says that the moment after it is the last change, not the publication.
pub(super) fn says_updated(word: &str) -> bool {
    matches!(
        word,
        "diperbarui"
            | "diperbaharui"
            | "diupdate"
            | "update"
            | "updated"
            | "diubah"
            | "modified"
            | "pembaruan"
            | "terakhir"
    )
}

/// Whether a word says that the moment after it is the publication.
pub(super) fn says_published(word: &str) -> bool {
    matches!(
        word,
        "diterbitkan"
            | "terbit"
            | "tayang"
            | "ditayangkan"
            | "dipublikasikan"
            | "dipublikasi"
            | "publikasi"
            | "dipublish"
            | "published"
            | "posted"
            | "diposting"
            | "dibuat"
            | "dirilis"
            | "rilis"
    )
}

/// Words that stand inside a dateline without meaning anything to us.
pub(super) fn filler(word: &str) -> bool {
    matches!(
        word,
        "pukul" | "jam" | "pkl" | "at" | "on" | "pada" | "tanggal" | "tgl" | "t" | "hari"
    )
}
