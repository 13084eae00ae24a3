//! Holidays and elections: names to days.
//!
//! Sources: Islamic holidays are the government's dates (sidang isbat of the Ministry of
//! Religious Affairs, and the yearly joint decree of three ministers on public holidays, "SKB
//! Tiga Menteri"); years after 2026 are computed (imkan rukyat) and may shift by a day. Imlek,
//! Nyepi and Waisak are from the same decrees; Easter is computed (Meeus/Jones/Butcher). Election
//! days are those set by the KPU (General Elections Commission).

use jiff::civil::Date;

use super::{Days, add_days};

/// Month and day in a year.
type Yearly = &'static [(i16, i8, i8)];

/// Year, and month and day of the first and the last voting day.
type Elections = &'static [(i16, (i8, i8), (i8, i8))];

/// A name in words, and year, month and day of its beginning and its end.
type TurningPoints = &'static [(&'static [&'static str], (i16, i8, i8), (i16, i8, i8))];

/// First day of fasting; it lasts until the day before Idulfitri.
#[rustfmt::skip]
const RAMADAN: Yearly = &[
    (2001, 11, 17), (2002, 11, 6), (2003, 10, 27), (2004, 10, 15), (2005, 10, 5), (2006, 9, 24),
    (2007, 9, 13), (2008, 9, 1), (2009, 8, 22), (2010, 8, 11), (2011, 8, 1), (2012, 7, 21),
    (2013, 7, 10), (2014, 6, 29), (2015, 6, 18), (2016, 6, 6), (2017, 5, 27), (2018, 5, 17),
    (2019, 5, 6), (2020, 4, 24), (2021, 4, 13), (2022, 4, 3), (2023, 3, 23), (2024, 3, 12),
    (2025, 3, 1), (2026, 2, 19), (2027, 2, 8), (2028, 1, 28), (2029, 1, 16), (2030, 1, 6),
];

/// 1 Syawal. In 2000 there were two (8 January and 27 December); the second is kept.
#[rustfmt::skip]
const IDULFITRI: Yearly = &[
    (2000, 12, 27), (2001, 12, 16), (2002, 12, 6), (2003, 11, 25), (2004, 11, 14), (2005, 11, 3),
    (2006, 10, 24), (2007, 10, 13), (2008, 10, 1), (2009, 9, 20), (2010, 9, 10), (2011, 8, 31),
    (2012, 8, 19), (2013, 8, 8), (2014, 7, 28), (2015, 7, 17), (2016, 7, 6), (2017, 6, 25),
    (2018, 6, 15), (2019, 6, 5), (2020, 5, 24), (2021, 5, 13), (2022, 5, 2), (2023, 4, 22),
    (2024, 4, 10), (2025, 3, 31), (2026, 3, 21), (2027, 3, 10), (2028, 2, 27), (2029, 2, 15),
    (2030, 2, 5),
];

/// 10 Zulhijah.
#[rustfmt::skip]
const IDULADHA: Yearly = &[
    (2005, 1, 21), (2006, 1, 10), (2007, 12, 20), (2008, 12, 8), (2009, 11, 27), (2010, 11, 17),
    (2011, 11, 6), (2012, 10, 26), (2013, 10, 15), (2014, 10, 5), (2015, 9, 24), (2016, 9, 12),
    (2017, 9, 1), (2018, 8, 22), (2019, 8, 11), (2020, 7, 31), (2021, 7, 20), (2022, 7, 10),
    (2023, 6, 29), (2024, 6, 17), (2025, 6, 6), (2026, 5, 27),
];

#[rustfmt::skip]
const IMLEK: Yearly = &[
    (2000, 2, 5), (2001, 1, 24), (2002, 2, 12), (2003, 2, 1), (2004, 1, 22), (2005, 2, 9),
    (2006, 1, 29), (2007, 2, 18), (2008, 2, 7), (2009, 1, 26), (2010, 2, 14), (2011, 2, 3),
    (2012, 1, 23), (2013, 2, 10), (2014, 1, 31), (2015, 2, 19), (2016, 2, 8), (2017, 1, 28),
    (2018, 2, 16), (2019, 2, 5), (2020, 1, 25), (2021, 2, 12), (2022, 2, 1), (2023, 1, 22),
    (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6), (2028, 1, 26), (2029, 2, 13),
    (2030, 2, 3),
];

#[rustfmt::skip]
const NYEPI: Yearly = &[
    (2005, 3, 11), (2006, 3, 30), (2007, 3, 19), (2008, 3, 7), (2009, 3, 26), (2010, 3, 16),
    (2011, 3, 5), (2012, 3, 23), (2013, 3, 12), (2014, 3, 31), (2015, 3, 21), (2016, 3, 9),
    (2017, 3, 28), (2018, 3, 17), (2019, 3, 7), (2020, 3, 25), (2021, 3, 14), (2022, 3, 3),
    (2023, 3, 22), (2024, 3, 11), (2025, 3, 29), (2026, 3, 19),
];

#[rustfmt::skip]
const WAISAK: Yearly = &[
    (2010, 5, 28), (2011, 5, 17), (2012, 5, 6), (2013, 5, 25), (2014, 5, 15), (2015, 6, 2),
    (2016, 5, 22), (2017, 5, 11), (2018, 5, 29), (2019, 5, 19), (2020, 5, 7), (2021, 5, 26),
    (2022, 5, 16), (2023, 6, 4), (2024, 5, 23), (2025, 5, 12), (2026, 5, 31),
];

/// General elections: first and last voting day of the year (in 2004, 2009 and 2014 the
/// parliament was elected in April and the president later; 1955 had two votes).
#[rustfmt::skip]
const PEMILU: Elections = &[
    (1955, (9, 29), (12, 15)), (1977, (5, 2), (5, 2)), (1982, (5, 4), (5, 4)),
    (1987, (4, 23), (4, 23)), (1992, (6, 9), (6, 9)), (1997, (5, 29), (5, 29)),
    (1999, (6, 7), (6, 7)), (2004, (4, 5), (9, 20)), (2009, (4, 9), (7, 8)),
    (2014, (4, 9), (7, 9)), (2019, (4, 17), (4, 17)), (2024, (2, 14), (2, 14)),
];

/// Presidential elections, 2004 in two rounds.
#[rustfmt::skip]
const PILPRES: Elections = &[
    (2004, (7, 5), (9, 20)), (2009, (7, 8), (7, 8)), (2014, (7, 9), (7, 9)),
    (2019, (4, 17), (4, 17)), (2024, (2, 14), (2, 14)),
];

/// Parliamentary elections.
#[rustfmt::skip]
const PILEG: Elections = &[
    (2004, (4, 5), (4, 5)), (2009, (4, 9), (4, 9)), (2014, (4, 9), (4, 9)),
    (2019, (4, 17), (4, 17)), (2024, (2, 14), (2, 14)),
];

/// Simultaneous regional elections.
#[rustfmt::skip]
const PILKADA: Elections = &[
    (2015, (12, 9), (12, 9)), (2017, (2, 15), (2, 15)), (2018, (6, 27), (6, 27)),
    (2020, (12, 9), (12, 9)), (2024, (11, 27), (11, 27)),
];

/// An occasion that returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    Ramadan,
    Idulfitri,
    Iduladha,
    Imlek,
    Nyepi,
    Waisak,
    Easter,
    GoodFriday,
    Pemilu,
    Pilpres,
    Pileg,
    Pilkada,
    /// Christmas and New Year together, 24 December to 2 January.
    Nataru,
    /// The same day each year.
    Fixed(i8, i8),
}

/// Names of occasions, as words in lower case; longer names first where one begins another.
#[rustfmt::skip]
const NAMES: &[(&[&str], Occasion)] = &[
    (&["hari", "raya", "idul", "fitri"], Occasion::Idulfitri),
    (&["hari", "raya", "idulfitri"], Occasion::Idulfitri),
    (&["hari", "raya", "lebaran"], Occasion::Idulfitri),
    (&["idul", "fitri"], Occasion::Idulfitri),
    (&["idulfitri"], Occasion::Idulfitri),
    (&["lebaran"], Occasion::Idulfitri),
    (&["hari", "raya", "idul", "adha"], Occasion::Iduladha),
    (&["idul", "adha"], Occasion::Iduladha),
    (&["iduladha"], Occasion::Iduladha),
    (&["lebaran", "haji"], Occasion::Iduladha),
    (&["bulan", "ramadan"], Occasion::Ramadan),
    (&["ramadan"], Occasion::Ramadan),
    (&["ramadhan"], Occasion::Ramadan),
    (&["bulan", "puasa"], Occasion::Ramadan),
    (&["tahun", "baru", "imlek"], Occasion::Imlek),
    (&["imlek"], Occasion::Imlek),
    (&["hari", "raya", "nyepi"], Occasion::Nyepi),
    (&["nyepi"], Occasion::Nyepi),
    (&["hari", "raya", "waisak"], Occasion::Waisak),
    (&["waisak"], Occasion::Waisak),
    (&["paskah"], Occasion::Easter),
    (&["jumat", "agung"], Occasion::GoodFriday),
    (&["natal", "dan", "tahun", "baru"], Occasion::Nataru),
    (&["nataru"], Occasion::Nataru),
    (&["hari", "natal"], Occasion::Fixed(12, 25)),
    (&["natal"], Occasion::Fixed(12, 25)),
    (&["tahun", "baru", "masehi"], Occasion::Fixed(1, 1)),
    (&["tahun", "baru"], Occasion::Fixed(1, 1)),
    (&["hari", "pers", "nasional"], Occasion::Fixed(2, 9)),
    (&["valentine"], Occasion::Fixed(2, 14)),
    (&["hari", "kartini"], Occasion::Fixed(4, 21)),
    (&["hari", "buruh"], Occasion::Fixed(5, 1)),
    (&["may", "day"], Occasion::Fixed(5, 1)),
    (&["hardiknas"], Occasion::Fixed(5, 2)),
    (&["hari", "pendidikan", "nasional"], Occasion::Fixed(5, 2)),
    (&["hari", "kebangkitan", "nasional"], Occasion::Fixed(5, 20)),
    (&["hari", "lahir", "pancasila"], Occasion::Fixed(6, 1)),
    (&["hut", "jakarta"], Occasion::Fixed(6, 22)),
    (&["hari", "bhayangkara"], Occasion::Fixed(7, 1)),
    (&["hari", "anak", "nasional"], Occasion::Fixed(7, 23)),
    (&["hari", "kemerdekaan"], Occasion::Fixed(8, 17)),
    (&["hut", "ri"], Occasion::Fixed(8, 17)),
    (&["hari", "kesaktian", "pancasila"], Occasion::Fixed(10, 1)),
    (&["hari", "batik", "nasional"], Occasion::Fixed(10, 2)),
    (&["hut", "tni"], Occasion::Fixed(10, 5)),
    (&["hari", "santri"], Occasion::Fixed(10, 22)),
    (&["sumpah", "pemuda"], Occasion::Fixed(10, 28)),
    (&["hari", "pahlawan"], Occasion::Fixed(11, 10)),
    (&["hari", "guru", "nasional"], Occasion::Fixed(11, 25)),
    (&["hari", "ibu"], Occasion::Fixed(12, 22)),
    (&["pemilihan", "umum"], Occasion::Pemilu),
    (&["pemilu"], Occasion::Pemilu),
    (&["pemilihan", "presiden"], Occasion::Pilpres),
    (&["pilpres"], Occasion::Pilpres),
    (&["pemilihan", "legislatif"], Occasion::Pileg),
    (&["pileg"], Occasion::Pileg),
    (&["pilkada", "serentak"], Occasion::Pilkada),
    (&["pilkada"], Occasion::Pilkada),
];

/// Events that divide the news into before and after; only with `sejak`, `sebelum`, `sesudah`.
/// Reformasi: Soeharto resigned on 21 May 1998. Aceh tsunami: 26 December 2004. Bali bombings:
/// 12 October 2002. Pandemic: first cases in Indonesia announced on 2 March 2020, its end decreed
/// by Keppres 17/2023 of 21 June 2023. Independence: 17 August 1945.
#[rustfmt::skip]
const TURNING_POINTS: TurningPoints = &[
    (&["kemerdekaan"], (1945, 8, 17), (1945, 8, 17)),
    (&["reformasi"], (1998, 5, 21), (1998, 5, 21)),
    (&["bom", "bali"], (2002, 10, 12), (2002, 10, 12)),
    (&["tsunami", "aceh"], (2004, 12, 26), (2004, 12, 26)),
    (&["pandemi", "covid"], (2020, 3, 2), (2023, 6, 21)),
    (&["pandemi"], (2020, 3, 2), (2023, 6, 21)),
];

impl Occasion {
    /// The occasion that begins these words, and how many words name it.
    pub(super) fn named(words: &[&str]) -> Option<(Occasion, usize)> {
        NAMES
            .iter()
            .filter(|(name, _)| words.starts_with(name))
            .max_by_key(|(name, _)| name.len())
            .map(|(name, occasion)| (*occasion, name.len()))
    }

    /// Its days in a year.
    pub(super) fn in_year(self, year: i16) -> Option<Days> {
        match self {
            Occasion::Ramadan => {
                let first = yearly(RAMADAN, year)?;
                Some((first, yearly(IDULFITRI, year)?.yesterday().ok()?))
            }
            // Both holidays last two days by decree.
            Occasion::Idulfitri => yearly(IDULFITRI, year).map(|day| (day, add_days(day, 1))),
            Occasion::Iduladha => single(yearly(IDULADHA, year)),
            Occasion::Imlek => single(yearly(IMLEK, year)),
            Occasion::Nyepi => single(yearly(NYEPI, year)),
            Occasion::Waisak => single(yearly(WAISAK, year)),
            Occasion::Easter => single(easter(year)),
            Occasion::GoodFriday => single(easter(year).map(|day| add_days(day, -2))),
            Occasion::Pemilu => election(PEMILU, year),
            Occasion::Pilpres => election(PILPRES, year),
            Occasion::Pileg => election(PILEG, year),
            Occasion::Pilkada => election(PILKADA, year),
            Occasion::Nataru => {
                let eve = Date::new(year, 12, 24).ok()?;
                Some((eve, add_days(eve, 9)))
            }
            Occasion::Fixed(month, day) => single(Date::new(year, month, day).ok()),
        }
    }

    /// The last time it began, up to a day.
    pub(super) fn last_until(self, day: Date) -> Option<Days> {
        // Elections are five years apart.
        (0..=5)
            .filter_map(|back| self.in_year(day.year() - back))
            .find(|days| days.0 <= day)
    }

    /// The Gregorian year of an Islamic one (1445 H is 2024), where it is used with a year so.
    pub(super) fn of_hijri(self, hijri: i16) -> Option<Days> {
        // 1421 H, the first in the table, was 2000.
        matches!(
            self,
            Occasion::Ramadan | Occasion::Idulfitri | Occasion::Iduladha
        )
        .then(|| self.in_year(hijri.checked_add(579)?))
        .flatten()
    }
}

/// The turning point that begins these words, and how many words name it.
pub(super) fn turning_point(words: &[&str]) -> Option<(Days, usize)> {
    let (name, from, to) = TURNING_POINTS
        .iter()
        .find(|(name, ..)| words.starts_with(name))?;
    let date = |(year, month, day): (i16, i8, i8)| Date::new(year, month, day).ok();
    Some(((date(*from)?, date(*to)?), name.len()))
}

fn single(day: Option<Date>) -> Option<Days> {
    day.map(|day| (day, day))
}

fn yearly(table: Yearly, year: i16) -> Option<Date> {
    let &(year, month, day) = table.iter().find(|(y, ..)| *y == year)?;
    Date::new(year, month, day).ok()
}

fn election(table: Elections, year: i16) -> Option<Days> {
    let &(year, from, to) = table.iter().find(|(y, ..)| *y == year)?;
    Some((
        Date::new(year, from.0, from.1).ok()?,
        Date::new(year, to.0, to.1).ok()?,
    ))
}

/// Easter Sunday (Meeus/Jones/Butcher, Astronomical Algorithms, 1991).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(
        year,
        i8::try_from(n / 31).ok()?,
        i8::try_from(n % 31 + 1).ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_valid_dates_and_fasting_takes_29_or_30_days() {
        for year in 2001..=2030 {
            let (from, to) = Occasion::Ramadan.in_year(year).expect("a table row");
            let days = (to - from).get_days() + 1;
            assert!(matches!(days, 29 | 30), "{year}: {days}");
        }
        for (name, occasion) in NAMES {
            assert!(occasion.in_year(2024).is_some(), "{name:?}");
        }
    }

    #[test]
    fn easter_is_computed() {
        let day = |year| easter(year).expect("a date").to_string();
        assert_eq!(
            (day(2024), day(2025), day(2000)),
            (
                "2024-03-31".into(),
                "2025-04-20".into(),
                "2000-04-23".into()
            )
        );
    }
}
