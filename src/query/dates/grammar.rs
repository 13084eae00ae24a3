//! The grammar of date phrases, over words. Each rule looks at a bounded number of words from
//! one place on and says how far it reached.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    Days, add_days, add_months,
    calendar::{self, Occasion},
    words::{Gap, Word, month, ordinal, year},
};
use crate::query::date_value::{month_days, year_days};

/// A phrase that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Behind its last word.
    pub end: usize,
    /// Says when, and nothing else.
    pub certain: bool,
}

impl Found {
    pub(super) fn days((from, to): Days, end: usize, certain: bool) -> Found {
        Found {
            from: Some(from),
            to: Some(to),
            end,
            certain,
        }
    }
}

pub(super) struct Grammar<'a> {
    pub words: &'a [Word],
    pub today: Date,
}

impl Grammar<'_> {
    /// The word at a place, if nothing but space separates it from the one before.
    pub(super) fn at(&self, place: usize) -> &str {
        match self.words.get(place) {
            Some(word) if word.gap == Gap::Space => &word.text,
            _ => "",
        }
    }

    /// The first word of a phrase: what stands before it does not matter.
    pub(super) fn first(&self, place: usize) -> &str {
        self.words.get(place).map_or("", |w| &w.text)
    }

    fn gap(&self, place: usize) -> Gap {
        self.words.get(place).map_or(Gap::Break, |w| w.gap)
    }

    /// Up to five words from a place on, until something other than space.
    fn run(&self, place: usize) -> Vec<&str> {
        let more = (place + 1..place + 5)
            .map(|i| self.at(i))
            .take_while(|w| !w.is_empty());
        std::iter::once(self.first(place)).chain(more).collect()
    }

    /// Any date phrase, with the preposition before it.
    pub fn phrase(&self, at: usize) -> Option<Found> {
        match self.first(at) {
            "sejak" | "semenjak" => {
                let (found, certain) = self.bounded_by(at + 1)?;
                Some(Found {
                    to: None,
                    certain,
                    ..found
                })
            }
            "sebelum" => {
                let (found, _) = self.bounded_by(at + 1)?;
                let to = found.from?.yesterday().ok()?;
                Some(Found {
                    from: None,
                    to: Some(to),
                    certain: false,
                    ..found
                })
            }
            "sesudah" | "setelah" | "pasca" | "usai" => {
                let (found, _) = self.bounded_by(at + 1)?;
                let from = found.to?.tomorrow().ok()?;
                Some(Found {
                    from: Some(from),
                    to: None,
                    certain: false,
                    ..found
                })
            }
            "sampai" | "hingga" => {
                let (found, _) = self.bounded_by(at + 1)?;
                Some(Found {
                    from: None,
                    certain: false,
                    ..found
                })
            }
            "jelang" | "menjelang" => {
                // The month before: what a newsroom calls the run-up.
                let (found, _) = self.bounded_by(at + 1)?;
                let to = found.from?.yesterday().ok()?;
                Some(Found {
                    from: Some(add_days(to, -29)),
                    to: Some(to),
                    certain: false,
                    ..found
                })
            }
            "antara" | "dari" => self.range(at + 1),
            "pada" | "di" | "dalam" | "selama" | "saat" | "sepanjang" => {
                self.spaced(at + 1).then(|| self.period(at + 1)).flatten()
            }
            _ => self.period(at),
        }
    }

    /// Whether an occasion or a turning point is named among these words.
    pub fn names_occasion(&self, words: Range<usize>) -> bool {
        words.into_iter().any(|at| {
            let run = self.run(at);
            Occasion::named(&run).is_some() || calendar::turning_point(&run).is_some()
        })
    }

    pub(super) fn spaced(&self, at: usize) -> bool {
        self.gap(at) == Gap::Space
    }

    /// What stands behind `sejak` and the like, and whether it is a plain date.
    fn bounded_by(&self, at: usize) -> Option<(Found, bool)> {
        if !self.spaced(at) {
            return None;
        }
        if let Some((days, length)) = calendar::turning_point(&self.run(at)) {
            return Some((Found::days(days, at + length, false), false));
        }
        let found = self.period(at).or_else(|| self.month_alone(at))?;
        let named = Occasion::named(&self.run(at)).is_some();
        Some((found, !named))
    }

    /// `X dan Y`, `X sampai Y`, `X - Y`.
    fn range(&self, at: usize) -> Option<Found> {
        if !self.spaced(at) {
            return None;
        }
        let left = self.single(at).or_else(|| self.month_alone(at));
        if let Some(left) = left
            && let Some(found) = self.joined(left)
        {
            return Some(found);
        }
        self.period(at).filter(|f| f.from != f.to)
    }

    /// A period with both ends.
    pub fn period(&self, at: usize) -> Option<Found> {
        if self.first(at).is_empty() {
            return None;
        }
        let single = self
            .days_of_one_month(at)
            .or_else(|| self.months_of_one_year(at))
            .or_else(|| self.single(at))?;
        Some(self.joined(single).unwrap_or(single))
    }

    /// The second end of a range, if there is one.
    fn joined(&self, left: Found) -> Option<Found> {
        let at = left.end;
        let start = match (self.gap(at), self.at(at)) {
            (Gap::Dash, _) => at,
            (_, "sampai" | "hingga" | "dan" | "ke") => at + 1,
            (_, "s") if self.gap(at + 1) == Gap::Slash && self.first(at + 1) == "d" => at + 2,
            (_, "sd") => at + 1,
            _ => return None,
        };
        // "2023 dan 2024" is a range only behind "antara"; elsewhere it is two years.
        if self.at(at) == "dan" && !self.follows_between(at) {
            return None;
        }
        let right = self.single(start).or_else(|| self.month_alone(start))?;
        let (from, to) = (left.from?, right.to?);
        (from <= to).then_some(Found::days((from, to), right.end, false))
    }

    /// Whether `antara` stands a few words before this place.
    fn follows_between(&self, end: usize) -> bool {
        const LONGEST_DATE: usize = 6;
        (end.saturating_sub(LONGEST_DATE)..end).any(|i| self.first(i) == "antara")
    }

    /// One day, month, year, season or occasion.
    fn single(&self, at: usize) -> Option<Found> {
        self.relative_day(at)
            .or_else(|| self.relative(at))
            .or_else(|| self.occasion(at))
            .or_else(|| self.part(at))
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.month_and_year(at))
            .or_else(|| self.fraction_of_year(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.year(at))
    }

    /// `Lebaran 2024`, `Idul Fitri 1445 H`, `mudik Lebaran 2023`, `Pilpres 2019`, `Natal lalu`.
    fn occasion(&self, at: usize) -> Option<Found> {
        // People travel for a week before and after.
        let travel = matches!(self.first(at), "mudik" | "libur" | "arus") && self.spaced(at + 1);
        let start = match (travel, self.first(at), self.at(at + 1)) {
            (true, "arus", "mudik" | "balik") => at + 2,
            (true, "arus", _) => return None,
            (true, ..) => at + 1,
            _ => at,
        };
        let (occasion, length) = Occasion::named(&self.run(start))?;
        if travel && occasion != Occasion::Idulfitri {
            return None;
        }
        let end = start + length;
        let (days, end) = match (self.at(end), self.at(end + 1)) {
            ("tahun", "lalu" | "kemarin") => (occasion.in_year(self.today.year() - 1)?, end + 2),
            ("tahun", "ini") => (occasion.in_year(self.today.year())?, end + 2),
            ("lalu" | "kemarin", _) => (occasion.last_until(self.today)?, end + 1),
            (_, "h" | "hijriah") => (occasion.of_hijri(self.at(end).parse().ok()?)?, end + 2),
            ("tahun", word) => (occasion.in_year(year(word)?)?, end + 2),
            (word, _) => match year(word) {
                Some(year) => (occasion.in_year(year)?, end + 1),
                None => return None,
            },
        };
        let days = if travel {
            (add_days(days.0, -7), add_days(days.0, 7))
        } else {
            days
        };
        Some(Found::days(days, end, false))
    }

    /// `12/5/2024`, `2024-05-12`, `12.5.2024`.
    fn numeric(&self, at: usize) -> Option<Found> {
        let skip = usize::from(matches!(self.first(at), "tanggal" | "tgl"));
        let at = at + skip;
        let gap = self.gap(at + 1);
        if !matches!(gap, Gap::Dash | Gap::Slash | Gap::Dot) || self.gap(at + 2) != gap {
            return None;
        }
        let part = |i: usize| self.first(at + i).parse::<i16>().ok();
        let (a, b, c) = (part(0)?, part(1)?, part(2)?);
        let (year, month, day) = if a >= 1900 { (a, b, c) } else { (c, b, a) };
        let day = Date::new(
            (1900..2100).contains(&year).then_some(year)?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        let day = day.ok()?;
        Some(Found::days((day, day), at + 3, false))
    }

    /// `17 Agustus 1945`, `tanggal 5 Mei`.
    fn day_and_month(&self, at: usize) -> Option<Found> {
        let at = at + usize::from(matches!(self.first(at), "tanggal" | "tgl"));
        let day = day_number(self.first(at))?;
        let month = month(self.at(at + 1))?;
        let (year, end) = self.year_or_nearest(at + 2, month, day)?;
        let day = Date::new(year, month, day).ok()?;
        Some(Found::days((day, day), end, false))
    }

    /// `1-5 Mei 2024`, `28 Mei sampai 3 Juni 2024`.
    fn days_of_one_month(&self, at: usize) -> Option<Found> {
        let at = at + usize::from(matches!(self.first(at), "tanggal" | "tgl"));
        let from_day = day_number(self.first(at))?;
        let from_month = month(self.at(at + 1));
        let mut next = at + 1 + usize::from(from_month.is_some());
        match (self.gap(next), self.at(next)) {
            (Gap::Dash, _) => {}
            (_, "sampai" | "hingga") => next += 1,
            (_, "s") if self.gap(next + 1) == Gap::Slash && self.first(next + 1) == "d" => {
                next += 2
            }
            _ => return None,
        }
        let to_day = day_number(self.first(next))?;
        let to_month = month(self.at(next + 1))?;
        let (year, end) = self.year_or_nearest(next + 2, to_month, to_day)?;
        let from_month = from_month.unwrap_or(to_month);
        let from_year = if from_month > to_month {
            year - 1
        } else {
            year
        };
        let from = Date::new(from_year, from_month, from_day).ok()?;
        let to = Date::new(year, to_month, to_day).ok()?;
        (from <= to).then_some(Found::days((from, to), end, false))
    }

    /// `Januari-Maret 2024`.
    fn months_of_one_year(&self, at: usize) -> Option<Found> {
        let from = month(self.first(at))?;
        let next = match (self.gap(at + 1), self.at(at + 1)) {
            (Gap::Dash, _) => at + 1,
            (_, "sampai" | "hingga") => at + 2,
            _ => return None,
        };
        let to = month(self.first(next))?;
        let year = year(self.at(next + 1))?;
        let from_year = if from > to { year - 1 } else { year };
        Some(Found::days(
            (month_days(from_year, from)?.0, month_days(year, to)?.1),
            next + 2,
            false,
        ))
    }

    /// The year at a place, else the one that brings a day closest before today.
    fn year_or_nearest(&self, at: usize, month: i8, day: i8) -> Option<(i16, usize)> {
        if let Some(year) = year(self.at(at)) {
            return Some((year, at + 1));
        }
        match (self.at(at), self.at(at + 1)) {
            ("tahun", "lalu") => return Some((self.today.year() - 1, at + 2)),
            ("tahun", "ini") => return Some((self.today.year(), at + 2)),
            ("lalu", _) => {
                return Some((self.nearest_year(month, day)?, at + 1));
            }
            _ => {}
        }
        Some((self.nearest_year(month, day)?, at))
    }

    fn nearest_year(&self, month: i8, day: i8) -> Option<i16> {
        let this_year = self.today.year();
        let past = (month, day) <= (self.today.month(), self.today.day());
        Some(if past { this_year } else { this_year - 1 })
    }

    /// `Mei 2024`, `bulan Mei 2024`, `Mei lalu`, `Mei tahun lalu`, `bulan Mei`.
    pub(super) fn month_and_year(&self, at: usize) -> Option<Found> {
        let named = self.first(at) == "bulan";
        let place = at + usize::from(named);
        let month = month(if named {
            self.at(place)
        } else {
            self.first(at)
        })?;
        let (year, end) = match (self.at(place + 1), self.at(place + 2)) {
            ("tahun", "lalu") => (self.today.year() - 1, place + 3),
            ("tahun", "ini") => (self.today.year(), place + 3),
            ("tahun", word) => (year(word)?, place + 3),
            ("lalu" | "kemarin", _) => (self.nearest_year(month, 1)?, place + 2),
            (word, _) => match year(word) {
                Some(year) => (year, place + 2),
                None if named => (self.nearest_year(month, 1)?, place + 1),
                None => return None,
            },
        };
        Some(Found::days(month_days(year, month)?, end, false))
    }

    /// `Mei`, where a date is expected: the latest one.
    pub fn month_alone(&self, at: usize) -> Option<Found> {
        let month = month(self.first(at))?;
        Some(Found::days(
            month_days(self.nearest_year(month, 1)?, month)?,
            at + 1,
            false,
        ))
    }

    /// `semester I 2024`, `kuartal kedua tahun 2023`, `triwulan III/2022`, `Q1 2024`.
    fn fraction_of_year(&self, at: usize) -> Option<Found> {
        let months = match self.first(at) {
            "semester" => 6,
            "kuartal" | "triwulan" | "q" | "tw" => 3,
            "caturwulan" => 4,
            _ => return None,
        };
        let nth = ordinal(self.at(at + 1))?;
        if nth > 12 / months {
            return None;
        }
        let mut end = at + 2;
        if self.at(end) == "tahun" {
            end += 1;
        }
        let slashed = matches!(self.gap(end), Gap::Slash | Gap::Dash);
        let (year, end) = match (self.at(end), slashed) {
            ("ini", _) if self.at(end - 1) == "tahun" => (self.today.year(), end + 1),
            ("lalu", _) if self.at(end - 1) == "tahun" => (self.today.year() - 1, end + 1),
            (_, true) => (year(self.first(end))?, end + 1),
            (word, _) => (year(word)?, end + 1),
        };
        let first = month_days(year, (nth - 1) * months + 1)?.0;
        let last = add_days(add_months(first, i32::from(months)), -1);
        Some(Found::days((first, last), end, false))
    }

    /// `90-an`, `tahun 1990-an`, `era 80-an`.
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let place = at + usize::from(matches!(self.first(at), "tahun" | "era" | "dekade"));
        let digits = self.first(place);
        let suffix =
            matches!(self.gap(place + 1), Gap::Dash | Gap::Space) && self.first(place + 1) == "an";
        if !suffix || !digits.ends_with('0') {
            return None;
        }
        let year: i16 = digits.parse().ok()?;
        let year = match digits.len() {
            2 if year >= 30 => 1900 + year,
            2 => 2000 + year,
            4 if (1900..2100).contains(&year) => year,
            _ => return None,
        };
        Some(Found::days(
            (year_days(year)?.0, year_days(year + 9)?.1),
            place + 2,
            false,
        ))
    }

    /// `2024`, `tahun 2024`.
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let place = at + usize::from(self.first(at) == "tahun");
        let digits = if place > at {
            self.at(place)
        } else {
            self.first(at)
        };
        Some(Found::days(year_days(year(digits)?)?, place + 1, false))
    }
}

fn day_number(word: &str) -> Option<i8> {
    (word.len() <= 2)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|day| (1..=31).contains(day))
}
