use super::*;
use proptest::prelude::*;

fn jakarta() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

fn read(text: &str) -> String {
    let zone = jakarta();
    let context = Context {
        zone: &zone,
        near: Date::new(2024, 5, 6).ok(),
    };
    match parse(text, context) {
        Ok(dateline) => dateline.moment.to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn reads_what_newsrooms_write() {
    let table = [
        ("RABU, 01 MEI 2024 | 09:38 WIB", "2024-05-01T09:38:00+07:00"),
        (
            "RABU, 01 MEI 2024 | 09:38 WIB | LAPORAN: SITI RAHMA",
            "2024-05-01T09:38:00+07:00",
        ),
        (
            "Kompas.com - 01/05/2024, 09:38 WIB",
            "2024-05-01T09:38:00+07:00",
        ),
        ("Rabu, 1 Mei 2024 09:38", "2024-05-01T09:38:00+07:00"),
        ("01 Mei 2024 - 09.38 WITA", "2024-05-01T09:38:00+08:00"),
        (
            "Jum'at, 17 Februari 2017 - 13:30 wib",
            "2017-02-17T13:30:00+07:00",
        ),
        (
            "Jum’at , 17 Pebruari 2017 , 13.30 WIT",
            "2017-02-17T13:30:00+09:00",
        ),
        ("Selasa, 23/02/2016 15:32 WIB", "2016-02-23T15:32:00+07:00"),
        (
            "Kamis, 23 Muharram 1437 / 05 November 2015",
            "2015-11-05T00:00:00+07:00",
        ),
        (
            "Wednesday, 04 November, 2015 | 07:28 WIB",
            "2015-11-04T07:28:00+07:00",
        ),
        ("on 16 Feb 2016 at 09:09 WIB", "2016-02-16T09:09:00+07:00"),
        ("Senin, 3 Agt 2020 08:00 WIB", "2020-08-03T08:00:00+07:00"),
        ("Senin, 3 Ags. 2020 08:00 WIB", "2020-08-03T08:00:00+07:00"),
        ("9 Sept 2021", "2021-09-09T00:00:00+07:00"),
        ("Jumat (3/5)", "2024-05-03T00:00:00+07:00"),
        ("Selasa, 31/12", "2023-12-31T00:00:00+07:00"),
        (
            "Minggu 12 Mei 2024 pukul 21.05 WIB",
            "2024-05-12T21:05:00+07:00",
        ),
        ("09:38 WIB, Rabu, 1 Mei 2024", "2024-05-01T09:38:00+07:00"),
        ("May 1, 2024 9:38 PM", "2024-05-01T21:38:00+07:00"),
        ("May 1st, 2024, 12:05 AM (WIB)", "2024-05-01T00:05:00+07:00"),
        ("01-05-2024 09:38:07", "2024-05-01T09:38:07+07:00"),
        ("01.05.2024", "2024-05-01T00:00:00+07:00"),
        ("01/05/24 - 09:38", "2024-05-01T09:38:00+07:00"),
        ("1 Mei '24", "2024-05-01T00:00:00+07:00"),
        ("5/13/2024", "2024-05-13T00:00:00+07:00"),
        ("2024-05-01", "2024-05-01T00:00:00+07:00"),
        ("2024-05-01 09:38:00", "2024-05-01T09:38:00+07:00"),
        ("2024-05-01T09:38:00+08:00", "2024-05-01T09:38:00+08:00"),
        ("2024-05-01T09:38:00.123Z", "2024-05-01T09:38:00.123+00:00"),
        ("2016-02-23 T16:00:20Z", "2016-02-23T16:00:20+00:00"),
        ("2024-05-01T09:38+0700", "2024-05-01T09:38:00+07:00"),
        (
            "Wed, 01 May 2024 09:38:00 +0700",
            "2024-05-01T09:38:00+07:00",
        ),
        ("Wed, 01 May 2024 02:38:00 GMT", "2024-05-01T02:38:00+00:00"),
        ("1 Mei 2024 09:38 GMT+8", "2024-05-01T09:38:00+08:00"),
        (
            "Tayang: Rabu, 1 Mei 2024 09:38 WIB",
            "2024-05-01T09:38:00+07:00",
        ),
        ("1 Mei 2024, 24:00 WIB", "2024-05-01T23:59:59+07:00"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn says_what_is_wrong() {
    let table = [
        (
            "31 Februari 2024",
            "\"31 Februari 2024\" is a day that does not exist",
        ),
        (
            "Rabu, 31 April 2024 09:00",
            "\"Rabu, 31 April 2024 09:00\" is a day that does not exist",
        ),
        ("2023-02-29", "\"2023-02-29\" is a day that does not exist"),
        ("32/01/2024", "\"32/01/2024\" is a day that does not exist"),
        (
            "1 Mei 2024 25:10 WIB",
            "\"1 Mei 2024 25:10 WIB\" has a time of day that does not exist",
        ),
        ("kemarin", "\"kemarin\" is not a date"),
        ("", "\"\" is not a date"),
        ("harga 2/3 naik", "\"harga 2/3 naik\" is not a date"),
        ("versi 1.5.24", "\"versi 1.5.24\" is not a date"),
        ("Rp 1.500.000", "\"Rp 1.500.000\" is not a date"),
    ];
    for (text, expected) in table {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_date_without_a_year_needs_a_date_near_it() {
    let zone = jakarta();
    let error = parse(
        "Jumat (3/5)",
        Context {
            zone: &zone,
            near: None,
        },
    );
    assert!(matches!(error, Err(DateError::NoYear { .. })));
}

#[test]
fn tells_updates_from_publications() {
    let zone = jakarta();
    let context = Context {
        zone: &zone,
        near: None,
    };
    let line = "Diperbarui 19 Jun 2025, 06:09 WIB Diterbitkan 18 Jun 2025, 05:00 WIB";
    let found: Vec<_> = find_all(line, context).into_iter().flatten().collect();
    assert_eq!(found.len(), 2);
    assert!(found[0].is_update && !found[1].is_update);
    assert_eq!(&line[found[1].range.clone()], "18 Jun 2025, 05:00 WIB");
}

#[test]
fn the_range_covers_the_weekday() {
    let zone = jakarta();
    let line = "Vania Ika | Jum'at, 17 Februari 2017 - 13:30 wib";
    let found = find(
        line,
        Context {
            zone: &zone,
            near: None,
        },
    );
    let range = found.and_then(Result::ok).map(|dateline| dateline.range);
    assert_eq!(
        range.map(|range| &line[range]),
        Some("Jum'at, 17 Februari 2017 - 13:30 wib")
    );
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC*") {
        let _ = read(&text);
    }

    #[test]
    fn never_panics_on_date_like_text(text in "(Rabu|Jum'at|0?[0-9]{1,5}| |,|\\||/|-|:|\\.|Mei|Feb|WIB|\\+|T|Z|PM|é|'|\\(){0,14}") {
        let _ = read(&text);
    }

    #[test]
    fn reads_back_every_day(day in 1i8..=28, month in 1i8..=12, year in 1950i16..2100, hour in 0i8..24, minute in 0i8..60) {
        let months = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
        let text = format!("{day:02} {} {year} - {hour:02}.{minute:02} WIB", months[month as usize - 1]);
        prop_assert_eq!(read(&text), format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+07:00"));
    }
}
