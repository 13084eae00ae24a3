//! Names of months, and Roman numerals.

/// Full names, in order.
pub(crate) const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
];

/// The name of the month with this number; out of range is the nearest.
pub(crate) fn month_name(number: u32) -> &'static str {
    MONTHS[(number as usize).clamp(1, 12) - 1]
}

/// The full name of a month written in full, shortened, or in an older spelling.
pub(crate) fn month(name: &str) -> Option<&'static str> {
    let index = match name {
        "januari" | "jan" => 0,
        "februari" | "pebruari" | "feb" => 1,
        "maret" | "mar" => 2,
        "april" | "apr" => 3,
        "mei" => 4,
        "juni" | "jun" => 5,
        "juli" | "jul" => 6,
        "agustus" | "agu" | "ags" | "agt" | "agst" => 7,
        "september" | "sep" | "sept" => 8,
        "oktober" | "okt" => 9,
        "november" | "nopember" | "nov" | "nop" => 10,
        "desember" | "des" => 11,
        _ => return None,
    };
    Some(MONTHS[index])
}

/// The value of a Roman numeral in capitals.
pub(crate) fn roman(text: &str) -> Option<u32> {
    let digit = |letter| match letter {
        b'I' => Some(1),
        b'V' => Some(5),
        b'X' => Some(10),
        b'L' => Some(50),
        b'C' => Some(100),
        b'D' => Some(500),
        b'M' => Some(1000),
        _ => None,
    };
    let mut total = 0_u32;
    let mut previous = 0;
    for &letter in text.as_bytes().iter().rev() {
        let value = digit(letter)?;
        if value < previous {
            total = total.checked_sub(value)?;
        } else {
            total += value;
        }
        previous = previous.max(value);
    }
    (total > 0 && text.len() <= 15).then_some(total)
}
