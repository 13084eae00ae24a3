//! Dates seen from today: days, weeks, months ago, and parts of a period.

use super::{
    Days, add_days, add_months,
    grammar::{Found, Grammar},
    words::{Unit, number, one_unit, unit, weekday},
};
use crate::query::date_value::year_days;

impl Grammar<'_> {
    /// `hari ini`, `kemarin`, `tadi malam`.
    pub(super) fn relative_day(&self, at: usize) -> Option<Found> {
        let day = |back: i32, length: usize, certain: bool| {
            let day = add_days(self.today, -back);
            Some(Found::days((day, day), at + length, certain))
        };
        match (self.first(at), self.at(at + 1)) {
            ("hari" | "pagi" | "siang" | "sore" | "malam", "ini") => day(0, 2, true),
            ("tadi", "pagi" | "siang" | "sore") => day(0, 2, true),
            ("tadi", "malam") => Some(Found::days(
                (add_days(self.today, -1), self.today),
                at + 2,
                true,
            )),
            ("hari", "kemarin") => day(1, 2, true),
            ("kemarin", "lusa" | "dulu") => day(2, 2, true),
            ("kemarin", _) => day(1, 1, true),
            ("besok", "lusa") => day(-2, 2, false),
            ("besok", _) => day(-1, 1, false),
            ("lusa", _) => day(-2, 1, false),
            _ => None,
        }
    }

    /// `pekan lalu`, `bulan ini`, `3 hari terakhir`, `dua tahun lalu`, `setahun belakangan`.
    pub(super) fn relative(&self, at: usize) -> Option<Found> {
        if let Some(unit) = unit(self.first(at)) {
            let back = match self.at(at + 1) {
                "lalu" | "kemarin" | "silam" => 1,
                "ini" => 0,
                "depan" => -1,
                _ => return None,
            };
            return Some(Found::days(self.calendar(unit, back)?, at + 2, back >= 0));
        }
        let (count, unit, mut end) = match one_unit(self.first(at)) {
            Some(unit) => (1, unit, at + 1),
            None => (number(self.first(at))?, unit(self.at(at + 1))?, at + 2),
        };
        if self.at(end) == "yang" {
            end += 1;
        }
        match self.at(end) {
            "terakhir" | "belakangan" => {
                if self.at(end + 1) == "ini" {
                    end += 1;
                }
                Some(Found::days(self.last(unit, count), end + 1, true))
            }
            "ke" if self.at(end + 1) == "belakang" => {
                Some(Found::days(self.last(unit, count), end + 2, true))
            }
            "lalu" | "silam" => Some(Found::days(self.calendar(unit, count)?, end + 1, true)),
            _ => None,
        }
    }

    /// The last so many days, weeks…, today included.
    fn last(&self, unit: Unit, count: i32) -> Days {
        let before = match unit {
            Unit::Day => add_days(self.today, -count),
            Unit::Week => add_days(self.today, -7 * count),
            Unit::Month => add_months(self.today, -count),
            Unit::Year => add_months(self.today, -12 * count),
            Unit::Decade => add_months(self.today, -120 * count),
        };
        (add_days(before, 1), self.today)
    }

    /// The calendar day, week (Monday to Sunday), month… so many back.
    fn calendar(&self, unit: Unit, back: i32) -> Option<Days> {
        Some(match unit {
            Unit::Day => {
                let day = add_days(self.today, -back);
                (day, day)
            }
            Unit::Week => {
                let since_monday = i32::from(self.today.weekday().to_monday_zero_offset());
                let monday = add_days(self.today, -since_monday - 7 * back);
                (monday, add_days(monday, 6))
            }
            Unit::Month => {
                let day = add_months(self.today.first_of_month(), -back);
                (day, day.last_of_month())
            }
            Unit::Year => year_days(self.today.year().checked_sub(i16::try_from(back).ok()?)?)?,
            Unit::Decade => {
                let decade = self.today.year() / 10 - i16::try_from(back).ok()?;
                (year_days(decade * 10)?.0, year_days(decade * 10 + 9)?.1)
            }
        })
    }

    /// `awal 2023`, `pertengahan Mei 2024`, `akhir tahun lalu`, `akhir pekan ini`.
    pub(super) fn part(&self, at: usize) -> Option<Found> {
        let third = match self.first(at) {
            "awal" => 0,
            "pertengahan" | "tengah" => 1,
            "akhir" => 2,
            _ => return None,
        };
        if !self.spaced(at + 1) {
            return None;
        }
        let whole = self
            .relative(at + 1)
            .or_else(|| self.month_and_year(at + 1))
            .or_else(|| self.decade(at + 1))
            .or_else(|| self.year(at + 1))?;
        let (from, to) = (whole.from?, whole.to?);
        let length = (to - from).get_days() + 1;
        let days = match length {
            1..=6 => return None,
            7 if third == 2 => (add_days(from, 5), to),
            7 => (from, add_days(from, 2)),
            28..=31 => [
                (from, add_days(from, 9)),
                (add_days(from, 10), add_days(from, 19)),
                (add_days(from, 20), to),
            ][third],
            365 | 366 => {
                let month = |n: i32| add_months(from, n);
                [
                    (from, add_days(month(4), -1)),
                    (month(4), add_days(month(8), -1)),
                    (month(8), to),
                ][third]
            }
            _ => {
                let month = |n: i32| add_months(from, n);
                [
                    (from, add_days(month(36), -1)),
                    (month(36), add_days(month(84), -1)),
                    (month(84), to),
                ][third]
            }
        };
        Some(Found::days(days, whole.end, false))
    }

    /// `Senin lalu`, `hari Jumat kemarin`: the latest before today.
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let place = at + usize::from(self.first(at) == "hari");
        let wanted = weekday(if place > at {
            self.at(place)
        } else {
            self.first(at)
        })?;
        if !matches!(self.at(place + 1), "lalu" | "kemarin") {
            return None;
        }
        let today = self.today.weekday().to_monday_zero_offset();
        let back = (today - wanted).rem_euclid(7);
        let back = if back == 0 { 7 } else { back };
        let day = add_days(self.today, -i32::from(back));
        Some(Found::days((day, day), place + 2, true))
    }
}
