//! A text as lower-case words with what stands between them, and the words for numbers,
//! months and weekdays.

/// One word or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// What stands between it and the word before.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    /// `1-5`, `2019 - 2024`.
    Dash,
    /// `12/5/2024`.
    Slash,
    /// `12.5.2024`.
    Dot,
    /// Anything else: phrases end here.
    Break,
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        // Digits and letters are separate words: "17agustus", "H-1", "90an".
        let digits = c.is_ascii_digit();
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            if !c.is_alphanumeric() || c.is_ascii_digit() != digits {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let before = words.last().map_or(0, |w| w.end);
        words.push(Word {
            text: text[start..end].to_lowercase(),
            start,
            end,
            gap: gap(&text[before..start]),
        });
    }
    words
}

fn gap(between: &str) -> Gap {
    match between.trim() {
        "" => Gap::Space,
        "-" | "–" => Gap::Dash,
        "/" => Gap::Slash,
        "." if between == "." => Gap::Dot,
        _ => Gap::Break,
    }
}

/// Month names, long, short and as typed in a hurry.
pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "januari" | "jan" => 1,
        "februari" | "pebruari" | "feb" => 2,
        "maret" | "mar" => 3,
        "april" | "apr" => 4,
        "mei" => 5,
        "juni" | "jun" => 6,
        "juli" | "jul" => 7,
        "agustus" | "agt" | "agu" | "ags" => 8,
        "september" | "sep" | "sept" => 9,
        "oktober" | "okt" => 10,
        "november" | "nopember" | "nov" => 11,
        "desember" | "des" => 12,
        _ => return None,
    })
}

/// The full name of a month.
pub(crate) fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    usize::try_from(month - 1)
        .ok()
        .and_then(|m| NAMES.get(m))
        .copied()
        .unwrap_or("?")
}

/// Days since Monday.
pub(super) fn weekday(word: &str) -> Option<i8> {
    Some(match word {
        "senin" => 0,
        "selasa" => 1,
        "rabu" => 2,
        "kamis" => 3,
        "jumat" => 4,
        "sabtu" => 5,
        "minggu" | "ahad" => 6,
        _ => return None,
    })
}

/// Small numbers in digits or letters.
pub(super) fn number(word: &str) -> Option<i32> {
    Some(match word {
        "satu" => 1,
        "dua" => 2,
        "tiga" => 3,
        "empat" => 4,
        "lima" => 5,
        "enam" => 6,
        "tujuh" => 7,
        "delapan" => 8,
        "sembilan" => 9,
        "sepuluh" => 10,
        "sebelas" => 11,
        word if word.len() <= 3 => word.parse().ok().filter(|&n| n > 0)?,
        _ => return None,
    })
}

/// `I`, `1`, `pertama`, up to four.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    Some(match word {
        "i" | "1" | "pertama" | "satu" => 1,
        "ii" | "2" | "kedua" | "dua" => 2,
        "iii" | "3" | "ketiga" | "tiga" => 3,
        "iv" | "4" | "keempat" | "empat" => 4,
        _ => return None,
    })
}

/// A year in four digits, near enough to be one.
pub(super) fn year(word: &str) -> Option<i16> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|year| (1900..2100).contains(year))
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
    Decade,
}

/// `hari`, `pekan`, `minggu`, `bulan`, `tahun`, `dekade`.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "hari" => Unit::Day,
        "minggu" | "pekan" => Unit::Week,
        "bulan" => Unit::Month,
        "tahun" => Unit::Year,
        "dekade" | "dasawarsa" => Unit::Decade,
        _ => return None,
    })
}

/// `sehari`, `seminggu`, `setahun`: one of a unit.
pub(super) fn one_unit(word: &str) -> Option<Unit> {
    unit(word.strip_prefix("se")?)
}
