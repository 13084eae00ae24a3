//! Digits, separators, currencies and magnitude words, as they stand in a text.

use unicode_normalization::char::is_combining_mark;

/// Digits with dots or commas between them, as far as they go.
pub(super) struct Literal {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) groups: usize,
    /// The separator, if all are the same; 0 if mixed or none.
    pub(super) separators: u8,
    ends: [(usize, usize); 3],
}

impl Literal {
    pub(super) fn scan(bytes: &[u8], start: usize) -> Self {
        let mut literal = Self {
            start,
            end: start,
            groups: 0,
            separators: 0,
            ends: [(start, start); 3],
        };
        let mut at = start;
        loop {
            let end = digits_end(bytes, at);
            if literal.groups < 3 {
                literal.ends[literal.groups] = (at, end);
            }
            literal.groups += 1;
            literal.end = end;
            match bytes.get(end) {
                Some(&separator @ (b'.' | b','))
                    if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) =>
                {
                    literal.separators = if literal.groups == 1 || literal.separators == separator {
                        separator
                    } else {
                        0
                    };
                    at = end + 1;
                }
                _ => return literal,
            }
        }
    }

    pub(super) fn group(&self, index: usize) -> (usize, usize) {
        self.ends[index]
    }
}

/// A decimal number: its digits without separators, and how many of them are decimals.
pub(super) struct Decimal<'a> {
    whole: &'a [u8],
    decimals: &'a [u8],
}

impl<'a> Decimal<'a> {
    /// `None` for what is no number (`1.2.3`).
    pub(super) fn parse(literal: &'a [u8]) -> Option<Self> {
        let is_grouped = |part: &[u8], separator: u8| {
            let mut groups = part.split(|&byte| byte == separator);
            groups
                .next()
                .is_some_and(|first| (1..=3).contains(&first.len()))
                && groups.all(|group| group.len() == 3)
        };
        let dots = memchr::memchr_iter(b'.', literal).count();
        let commas = memchr::memchr_iter(b',', literal).count();
        let at = |separator| memchr::memrchr(separator, literal).unwrap_or(literal.len());
        let split = |index: usize| (&literal[..index], literal.get(index + 1..).unwrap_or(&[]));
        let (whole, decimals) = match (dots, commas) {
            (0, 0) => (literal, &literal[..0]),
            // 10,5 · 1.500,75 · 1,500,000.75 · 1,500,000 · 10.5 · 10.500
            (0, 1) => split(at(b',')),
            (1.., 1) if at(b',') > at(b'.') && is_grouped(split(at(b',')).0, b'.') => {
                split(at(b','))
            }
            (1, 1..) if at(b'.') > at(b',') && is_grouped(split(at(b'.')).0, b',') => {
                split(at(b'.'))
            }
            (0, 2..) if is_grouped(literal, b',') => (literal, &literal[..0]),
            (1.., 0) if is_grouped(literal, b'.') => (literal, &literal[..0]),
            (1, 0) => split(at(b'.')),
            _ => return None,
        };
        Some(Self { whole, decimals })
    }

    /// Appends the number times ten to the power of `zeros`. `exact` drops trailing zeros of the
    /// decimals, which amounts do not need and versions (`4.0`) do.
    pub(super) fn write(&self, zeros: usize, exact: bool, out: &mut String) {
        let start = out.len();
        let digits = self.whole.iter().filter(|byte| byte.is_ascii_digit());
        out.extend(digits.map(|&byte| char::from(byte)));
        let (shifted, rest) = self.decimals.split_at(zeros.min(self.decimals.len()));
        out.extend(shifted.iter().map(|&byte| char::from(byte)));
        for _ in shifted.len()..zeros {
            out.push('0');
        }
        if exact {
            // 0,5 juta is 500000, not 0500000.
            let padding = out[start..].len() - out[start..].trim_start_matches('0').len();
            let padding = padding.min(out.len() - start - 1);
            out.replace_range(start..start + padding, "");
        }
        let kept = if exact {
            rest.len() - rest.iter().rev().take_while(|&&byte| byte == b'0').count()
        } else {
            rest.len()
        };
        if kept > 0 {
            out.push(',');
            out.extend(rest[..kept].iter().map(|&byte| char::from(byte)));
        }
    }
}

pub(super) fn digits_end(bytes: &[u8], start: usize) -> usize {
    let count = bytes[start.min(bytes.len())..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    start + count
}

pub(super) fn letters_end(bytes: &[u8], start: usize) -> usize {
    let count = bytes[start.min(bytes.len())..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    start + count
}

/// Skips up to `most` spaces, plain or no-break.
pub(super) fn skip_spaces(bytes: &[u8], mut at: usize, most: usize) -> usize {
    for _ in 0..most {
        match bytes.get(at) {
            Some(b' ') => at += 1,
            Some(0xC2) if bytes.get(at + 1) == Some(&0xA0) => at += 2,
            _ => break,
        }
    }
    at
}

/// Whether a letter, digit or mark stands directly at `at`.
pub(super) fn followed_by_word(text: &str, at: usize) -> bool {
    if continues_word(text, at) {
        return true;
    }
    // 1970-an: the hyphen belongs to the word.
    let bytes = text.as_bytes();
    bytes.get(at) == Some(&b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
}

pub(super) fn continues_word(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        None => false,
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric() || *byte == b'_',
        Some(_) => text[at..]
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c)),
    }
}

/// The currency that starts at `at`, and where it ends.
pub(super) fn currency(bytes: &[u8], at: usize) -> Option<(&'static str, usize)> {
    const CODES: [(&[u8], &str); 12] = [
        (b"rp", "rp"),
        (b"idr", "rp"),
        (b"us$", "usd"),
        (b"usd", "usd"),
        (b"s$", "sgd"),
        (b"sgd", "sgd"),
        (b"$", "usd"),
        (b"rm", "myr"),
        (b"eur", "eur"),
        ("€".as_bytes(), "eur"),
        ("£".as_bytes(), "gbp"),
        ("¥".as_bytes(), "jpy"),
    ];
    CODES.iter().find_map(|(text, code)| {
        let end = at + text.len();
        let written = bytes.get(at..end)?;
        written.eq_ignore_ascii_case(text).then_some((*code, end))
    })
}

/// The magnitude word after a number: how many zeros it adds, and where it ends. Headlines cut
/// `miliar` and `triliun` to one letter after `Rp`.
pub(super) fn magnitude(bytes: &[u8], at: usize, money: bool) -> Option<(usize, usize)> {
    let start = skip_spaces(bytes, at, 2);
    let end = letters_end(bytes, start);
    let word = &bytes[start..end];
    if word.is_empty() || word.len() > 7 {
        return None;
    }
    // `5 juta-an`, `2 miliaran` are not that number; nor is a word that goes on.
    match bytes.get(end) {
        Some(byte) if !byte.is_ascii() || byte.is_ascii_digit() || *byte == b'_' => return None,
        Some(b'-') if bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) => return None,
        _ => {}
    }
    let is = |name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    let zeros = if is("ribu") || is("rb") {
        3
    } else if is("juta") || is("jt") {
        6
    } else if is("miliar") || is("milyar") || (money && word == b"M") {
        9
    } else if is("triliun") || is("trilyun") || (money && word == b"T") {
        12
    } else {
        return None;
    };
    Some((zeros, end))
}

pub(super) fn zone_follows(bytes: &[u8], at: usize) -> bool {
    let start = skip_spaces(bytes, at, 2);
    let word = &bytes[start..letters_end(bytes, start)];
    [&b"WIB"[..], b"WITA", b"WIT"]
        .iter()
        .any(|zone| word.eq_ignore_ascii_case(zone))
}

pub(super) fn clock_precedes(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    [&b"pukul"[..], b"jam"].iter().any(|word| {
        before.len() < at
            && before
                .len()
                .checked_sub(word.len())
                .is_some_and(|start| before[start..].eq_ignore_ascii_case(word))
    })
}

pub(super) fn value(bytes: &[u8], range: (usize, usize)) -> u32 {
    bytes[range.0..range.1].iter().fold(0_u32, |value, &byte| {
        value
            .saturating_mul(10)
            .saturating_add(u32::from(byte - b'0'))
    })
}

pub(super) fn is_day(bytes: &[u8], range: (usize, usize)) -> bool {
    range.1 - range.0 <= 2 && (1..=31).contains(&value(bytes, range))
}

pub(super) fn is_month(bytes: &[u8], range: (usize, usize)) -> bool {
    (1..=2).contains(&(range.1 - range.0)) && (1..=12).contains(&value(bytes, range))
}

pub(super) fn unpadded(text: &str, range: (usize, usize)) -> &str {
    text[range.0..range.1].trim_start_matches('0')
}

/// Whether `letters` are the letters of a currency (`Rp`, `US` of `US$`, `IDR`).
pub(crate) fn is_currency_code(letters: &[u8]) -> bool {
    ["rp", "idr", "us", "usd", "s", "sgd", "rm", "eur"]
        .iter()
        .any(|code| letters.eq_ignore_ascii_case(code.as_bytes()))
}
