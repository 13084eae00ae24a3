//! What dates mean, asked on Wednesday 15 May 2024.

use proptest::prelude::*;

use super::*;
use crate::query::{parse, tests::context};

fn days(from: Option<Date>, to: Option<Date>) -> String {
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    format!("{}..{}", day(from), day(to))
}

fn found(text: &str) -> Vec<(String, String)> {
    find_dates(text, &context())
        .into_iter()
        .map(|p| (p.text, days(p.from, p.to)))
        .collect()
}

#[test]
fn a_phrase_names_its_days() {
    for (phrase, expected) in [
        ("hari ini", "2024-05-15..2024-05-15"),
        ("malam ini", "2024-05-15..2024-05-15"),
        ("kemarin", "2024-05-14..2024-05-14"),
        ("kemarin lusa", "2024-05-13..2024-05-13"),
        ("besok", "2024-05-16..2024-05-16"),
        ("tadi malam", "2024-05-14..2024-05-15"),
        ("minggu ini", "2024-05-13..2024-05-19"),
        ("pekan lalu", "2024-05-06..2024-05-12"),
        ("Minggu lalu", "2024-05-06..2024-05-12"),
        ("bulan lalu", "2024-04-01..2024-04-30"),
        ("bulan ini", "2024-05-01..2024-05-31"),
        ("tahun lalu", "2023-01-01..2023-12-31"),
        ("3 hari terakhir", "2024-05-13..2024-05-15"),
        ("dalam tiga hari terakhir", "2024-05-13..2024-05-15"),
        ("seminggu terakhir", "2024-05-09..2024-05-15"),
        ("sebulan belakangan ini", "2024-04-16..2024-05-15"),
        ("2 tahun terakhir", "2022-05-16..2024-05-15"),
        ("dua minggu lalu", "2024-04-29..2024-05-05"),
        ("10 tahun yang lalu", "2014-01-01..2014-12-31"),
        ("Mei 2024", "2024-05-01..2024-05-31"),
        ("bulan Februari 2023", "2023-02-01..2023-02-28"),
        ("bulan Juni", "2023-06-01..2023-06-30"),
        ("Maret lalu", "2024-03-01..2024-03-31"),
        ("awal 2023", "2023-01-01..2023-04-30"),
        ("pertengahan tahun 2023", "2023-05-01..2023-08-31"),
        ("akhir 2023", "2023-09-01..2023-12-31"),
        ("awal Mei 2024", "2024-05-01..2024-05-10"),
        ("akhir bulan lalu", "2024-04-21..2024-04-30"),
        ("akhir pekan lalu", "2024-05-11..2024-05-12"),
        ("sejak 2022", "2022-01-01.."),
        ("sejak Januari", "2024-01-01.."),
        ("sejak kemarin", "2024-05-14.."),
        ("sebelum Pilpres 2019", "..2019-04-16"),
        ("sesudah 17 April 2019", "2019-04-18.."),
        ("sebelum pandemi", "..2020-03-01"),
        ("jelang Pemilu 2024", "2024-01-15..2024-02-13"),
        ("Lebaran 2024", "2024-04-10..2024-04-11"),
        ("Idul Fitri 1445 H", "2024-04-10..2024-04-11"),
        ("Lebaran tahun lalu", "2023-04-22..2023-04-23"),
        ("mudik Lebaran 2023", "2023-04-15..2023-04-29"),
        ("Ramadan 2024", "2024-03-12..2024-04-09"),
        ("Natal 2023", "2023-12-25..2023-12-25"),
        ("Imlek 2024", "2024-02-10..2024-02-10"),
        ("Nyepi 2024", "2024-03-11..2024-03-11"),
        ("Pemilu 2014", "2014-04-09..2014-07-09"),
        ("Pilkada 2020", "2020-12-09..2020-12-09"),
        ("17 Agustus 1945", "1945-08-17..1945-08-17"),
        ("17 Agustus", "2023-08-17..2023-08-17"),
        ("tanggal 1-5 Mei 2024", "2024-05-01..2024-05-05"),
        ("28 Mei sampai 3 Juni 2023", "2023-05-28..2023-06-03"),
        ("28 Desember - 3 Januari 2024", "2023-12-28..2024-01-03"),
        ("Januari-Maret 2024", "2024-01-01..2024-03-31"),
        ("antara Mei 2023 dan Maret 2024", "2023-05-01..2024-03-31"),
        ("dari 2019 sampai 2021", "2019-01-01..2021-12-31"),
        ("2019-2021", "2019-01-01..2021-12-31"),
        ("12/5/2024", "2024-05-12..2024-05-12"),
        ("2024-05-12", "2024-05-12..2024-05-12"),
        ("semester I 2024", "2024-01-01..2024-06-30"),
        ("kuartal kedua tahun 2023", "2023-04-01..2023-06-30"),
        ("triwulan III/2022", "2022-07-01..2022-09-30"),
        ("Q4 2023", "2023-10-01..2023-12-31"),
        ("tahun 90-an", "1990-01-01..1999-12-31"),
        ("era 1980-an", "1980-01-01..1989-12-31"),
        ("Senin lalu", "2024-05-13..2024-05-13"),
        ("hari Rabu kemarin", "2024-05-08..2024-05-08"),
        ("tahun 2024", "2024-01-01..2024-12-31"),
    ] {
        assert_eq!(
            found(phrase),
            [(phrase.to_owned(), expected.to_owned())],
            "{phrase}"
        );
    }
}

#[test]
fn other_words_are_no_dates() {
    for text in [
        "harga beras",
        "mei",
        "lebaran",
        "Minggu",
        "tahun baru",
        "5 hari",
        "H-7",
        "1 dan 2",
        "3.5.9",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn dates_are_found_inside_text() {
    assert_eq!(
        found("banjir Jakarta, pekan lalu dan Mei 2023 (tahun 2020)"),
        [
            ("pekan lalu".to_owned(), "2024-05-06..2024-05-12".to_owned()),
            ("Mei 2023".to_owned(), "2023-05-01..2023-05-31".to_owned()),
            ("tahun 2020".to_owned(), "2020-01-01..2020-12-31".to_owned()),
        ]
    );
}

/// The normal form, and for each reading whether it was applied, with the query left over.
fn understood(text: &str) -> (String, Vec<(bool, String)>) {
    let mut query = parse(text, &context());
    let readings = understand_dates(&mut query, &context());
    (
        query.normal_form(),
        readings.into_iter().map(|r| (r.applied, r.query)).collect(),
    )
}

#[test]
fn a_part_of_a_word_is_no_date() {
    // Without its year the rest would mean something else.
    for text in ["2023-02-29", "tanggal:2023-02-29", "beras 2023-02-29"] {
        assert_eq!(understood(text).1, [], "{text}");
    }
    for text in ["2023, beras", "beras 2023?", "beras 2023-02-28"] {
        assert_eq!(understood(text).1.len(), 1, "{text}");
    }
}

#[test]
fn a_clear_request_at_the_edge_becomes_a_filter() {
    for (text, expected) in [
        (
            "harga emas hari ini",
            "harga emas tanggal:2024-05-15..2024-05-15",
        ),
        (
            "pekan lalu banjir jakarta",
            "banjir jakarta tanggal:2024-05-06..2024-05-12",
        ),
        (
            "korupsi timah sejak 2022",
            "korupsi timah tanggal:2022-01-01..",
        ),
        (
            "gempa 3 hari terakhir kategori:Nasional",
            "gempa kategori:\"Nasional\" tanggal:2024-05-13..2024-05-15",
        ),
        ("berita terbaru hari ini", "tanggal:2024-05-15..2024-05-15"),
        (
            "\"harga emas\" kemarin",
            "\"harga emas\" tanggal:2024-05-14..2024-05-14",
        ),
    ] {
        let (normal, readings) = understood(text);
        assert_eq!(normal, expected, "{text}");
        assert!(readings[0].0);
        let mut query = parse(text, &context());
        understand_dates(&mut query, &context());
        assert!(query.warnings.iter().any(|w| w.code == "date-applied"));
        for word in query.words() {
            assert_eq!(query.text[word.span.clone()], word.text);
        }
    }
}

#[test]
fn other_dates_are_offered_and_change_nothing() {
    for (text, rest) in [
        ("banjir Mei 2024", "banjir"),
        ("hasil Pemilu 2024", "hasil"),
        ("harga hari ini naik", "harga naik"),
        ("kemarin", ""),
        ("banjir OR longsor pekan lalu", "banjir OR longsor"),
        ("sebelum Pilpres 2019 survei", "survei"),
    ] {
        let (normal, readings) = understood(text);
        assert_eq!(normal, parse(text, &context()).normal_form(), "{text}");
        assert_eq!(readings, [(false, rest.to_owned())], "{text}");
    }
}

#[test]
fn dates_in_quotes_fields_and_the_future_are_left_alone() {
    for text in [
        "\"hari ini\" gempa",
        "judul:kemarin gempa",
        "-kemarin gempa",
        "gempa besok",
        "Indonesia Emas 2045",
        "tanggal:2024 kemarin",
    ] {
        assert_eq!(understood(text).1, [], "{text}");
    }
}

#[test]
fn the_date_field_takes_phrases() {
    for (text, expected) in [
        (
            "tanggal:kemarin gempa",
            "tanggal:2024-05-14..2024-05-14 gempa",
        ),
        (
            "tanggal:\"pekan lalu\" gempa",
            "tanggal:2024-05-06..2024-05-12 gempa",
        ),
        (
            "tanggal:Mei 2024 banjir",
            "tanggal:2024-05-01..2024-05-31 banjir",
        ),
        ("tanggal:hari ini", "tanggal:2024-05-15..2024-05-15"),
        (
            "sebelum:\"Pilpres 2019\" survei",
            "tanggal:..2019-04-16 survei",
        ),
        ("sejak:Januari banjir", "tanggal:2024-01-01.. banjir"),
        ("tanggal:\"sejak 2022\"", "tanggal:2022-01-01.."),
        ("tanggal:Maret..Mei", "tanggal:2024-03-01..2024-05-31"),
        (
            "tanggal:(2022 OR 2023)",
            "tanggal:2022-01-01..2022-12-31 ATAU tanggal:2023-01-01..2023-12-31",
        ),
    ] {
        assert_eq!(parse(text, &context()).normal_form(), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_has_orderly_dates(text in "\\PC{0,80}", pieces in proptest::collection::vec(proptest::sample::select(vec![
        "sejak", "sebelum", "antara", "dan", "sampai", "awal", "akhir", "hari", "ini", "minggu", "lalu", "terakhir", "tahun",
        "mei", "juni", "1", "31", "2024", "1900", "2099", "-", "/", ".", "90", "an", "lebaran", "pilpres", "semester", "i", "999",
        "dekade", "tanggal", "h", "1445", "kemarin", "besok", "q", "4", "se", "setahun", "natal", "mudik",
    ]), 0..12)) {
        for text in [text, pieces.join(" ")] {
            let mut end = 0;
            for phrase in find_dates(&text, &context()) {
                prop_assert!(phrase.span.start >= end && phrase.span.end > phrase.span.start);
                prop_assert_eq!(text.get(phrase.span.clone()), Some(phrase.text.as_str()));
                if let (Some(from), Some(to)) = (phrase.from, phrase.to) {
                    prop_assert!(from <= to, "{} {} {}", phrase.text, from, to);
                }
                end = phrase.span.end;
            }
            let mut query = parse(&text, &context());
            understand_dates(&mut query, &context());
        }
    }
}
