//! Numbers, money, dates and times in one canonical form.
//!
//! `Rp1,5 triliun` and `Rp 1.500.000.000.000` are the same term, `01/05/2024` gives the same
//! three terms as `1 Mei 2024`. The dot groups thousands, the comma starts the decimals.

use unicode_normalization::char::is_combining_mark;

use super::calendar::{month, month_name};
use super::token::Kind;

/// A piece of a numeric expression.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) exact: String,
    /// Light and root: money loses its currency, so that `1,5 triliun` finds it.
    pub(crate) root: String,
}

/// A numeric expression: at most three pieces.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expression {
    pieces: [Piece; 3],
    count: usize,
    pub(crate) end: usize,
}

impl Expression {
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces[..self.count]
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) -> &mut Piece {
        let piece = &mut self.pieces[self.count];
        self.count += 1;
        piece.start = start;
        piece.end = end;
        piece.kind = kind;
        piece.exact.clear();
        piece.root.clear();
        self.end = end;
        piece
    }

    fn term(&mut self, start: usize, end: usize, kind: Kind, term: &str) {
        let piece = self.push(start, end, kind);
        piece.exact.push_str(term);
        piece.root.push_str(term);
    }

    /// Reads the expression that starts at `at`, if there is one. `expr` is reused.
    pub(crate) fn read(&mut self, text: &str, at: usize) -> bool {
        self.count = 0;
        let bytes = text.as_bytes();
        if !bytes[at].is_ascii_digit() {
            return self.money(text, at);
        }
        let literal = Literal::scan(bytes, at);
        if followed_by_word(text, literal.end) {
            return self.attached(text, &literal);
        }
        self.date(text, &literal) || self.time(text, &literal) || self.number(text, &literal)
    }

    fn money(&mut self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        let Some((code, mut digits)) = currency(bytes, at) else {
            return false;
        };
        if bytes.get(digits) == Some(&b'.') && code == "rp" {
            digits += 1;
        }
        digits = skip_spaces(bytes, digits, 2);
        if !bytes.get(digits).is_some_and(u8::is_ascii_digit) {
            return false;
        }
        let literal = Literal::scan(bytes, digits);
        let magnitude = magnitude(bytes, literal.end, code == "rp");
        if magnitude.is_none() && followed_by_word(text, literal.end) {
            return false;
        }
        let Some(number) = Decimal::parse(&bytes[literal.start..literal.end]) else {
            return false;
        };
        let (zeros, end) = magnitude.unwrap_or((0, literal.end));
        let piece = self.push(at, end, Kind::Money);
        piece.exact.push_str(code);
        number.write(zeros, true, &mut piece.exact);
        number.write(zeros, true, &mut piece.root);
        true
    }

    /// `5jt`, `50rb`, `19.30WIB`; anything else with letters is a code, not a number.
    fn attached(&mut self, text: &str, literal: &Literal) -> bool {
        let bytes = text.as_bytes();
        if let Some((zeros, end)) = magnitude(bytes, literal.end, false)
            && let Some(number) = Decimal::parse(&bytes[literal.start..literal.end])
        {
            let piece = self.push(literal.start, end, Kind::Number);
            number.write(zeros, true, &mut piece.exact);
            piece.root.push_str(&piece.exact);
            return true;
        }
        // `12.Jakarta`, a lost space, is handled by the scan: only letters directly behind.
        false
    }

    fn number(&mut self, text: &str, literal: &Literal) -> bool {
        let bytes = text.as_bytes();
        let digits = &bytes[literal.start..literal.end];
        let Some(number) = Decimal::parse(digits) else {
            // A version or an address: as it stands.
            self.term(
                literal.start,
                literal.end,
                Kind::Number,
                &text[literal.start..literal.end],
            );
            return true;
        };
        let (zeros, end) = magnitude(bytes, literal.end, false).unwrap_or((0, literal.end));
        let piece = self.push(literal.start, end, Kind::Number);
        number.write(zeros, zeros > 0, &mut piece.exact);
        piece.root.push_str(&piece.exact);
        true
    }

    fn time(&mut self, text: &str, literal: &Literal) -> bool {
        let bytes = text.as_bytes();
        let (hour, minute, end) = match literal.groups {
            2 if literal.separators == b'.' => {
                let (first, second) = (literal.group(0), literal.group(1));
                if !zone_follows(bytes, literal.end) && !clock_precedes(bytes, literal.start) {
                    return false;
                }
                (first, second, literal.end)
            }
            1 if bytes.get(literal.end) == Some(&b':') => {
                let start = literal.end + 1;
                let end = digits_end(bytes, start);
                (literal.group(0), (start, end), end)
            }
            _ => return false,
        };
        let valid = (1..=2).contains(&(hour.1 - hour.0))
            && minute.1 - minute.0 == 2
            && value(bytes, hour) < 25
            && value(bytes, minute) < 60
            && !followed_by_word(text, end);
        if !valid {
            return false;
        }
        let piece = self.push(literal.start, end, Kind::Number);
        if hour.1 - hour.0 == 1 {
            piece.exact.push('0');
        }
        piece.exact.push_str(&text[hour.0..hour.1]);
        piece.exact.push('.');
        piece.exact.push_str(&text[minute.0..minute.1]);
        piece.root.push_str(&piece.exact);
        true
    }

    fn date(&mut self, text: &str, literal: &Literal) -> bool {
        let bytes = text.as_bytes();
        // 01.05.2024
        if literal.groups == 3 && literal.separators == b'.' {
            return self.day_month_year(text, literal.group(0), literal.group(1), literal.group(2));
        }
        if literal.groups != 1 {
            return false;
        }
        let first = literal.group(0);
        let next = literal.end;
        match bytes.get(next) {
            Some(&separator @ (b'/' | b'-')) => {
                let second = (next + 1, digits_end(bytes, next + 1));
                if second.0 == second.1 {
                    return false;
                }
                if bytes.get(second.1) == Some(&separator) {
                    let third = (second.1 + 1, digits_end(bytes, second.1 + 1));
                    return self.day_month_year(text, first, second, third);
                }
                // (3/5): day and month, as datelines have it.
                let enclosed = separator == b'/'
                    && literal.start > 0
                    && bytes[literal.start - 1] == b'('
                    && bytes.get(second.1) == Some(&b')');
                if enclosed && is_day(bytes, first) && is_month(bytes, second) {
                    self.term(first.0, first.1, Kind::Date, unpadded(text, first));
                    self.term(
                        second.0,
                        second.1,
                        Kind::Date,
                        month_name(value(bytes, second)),
                    );
                    return true;
                }
                false
            }
            Some(b' ' | 0xC2) if is_day(bytes, first) => self.named_month(text, first),
            _ => false,
        }
    }

    /// `1 Mei 2024`, `17 Agustus`.
    fn named_month(&mut self, text: &str, day: (usize, usize)) -> bool {
        let bytes = text.as_bytes();
        let start = skip_spaces(bytes, day.1, 2);
        let end = letters_end(bytes, start);
        if !(3..=9).contains(&(end - start)) || continues_word(text, end) {
            return false;
        }
        let mut lower = [0_u8; 9];
        let name = &mut lower[..end - start];
        name.copy_from_slice(&bytes[start..end]);
        name.make_ascii_lowercase();
        let Some(name) = std::str::from_utf8(name).ok().and_then(month) else {
            return false;
        };
        self.term(day.0, day.1, Kind::Date, unpadded(text, day));
        self.term(start, end, Kind::Date, name);
        let start = skip_spaces(bytes, end, 2);
        let stop = digits_end(bytes, start);
        let year = start > end && stop - start == 4 && matches!(bytes[start], b'1' | b'2');
        let grouped = matches!(bytes.get(stop), Some(b'.' | b',' | b'-'))
            && bytes.get(stop + 1).is_some_and(u8::is_ascii_alphanumeric);
        if year && !grouped && !followed_by_word(text, stop) {
            self.term(start, stop, Kind::Date, &text[start..stop]);
        }
        true
    }

    fn day_month_year(
        &mut self,
        text: &str,
        first: (usize, usize),
        second: (usize, usize),
        third: (usize, usize),
    ) -> bool {
        let bytes = text.as_bytes();
        let length = |range: (usize, usize)| range.1 - range.0;
        if followed_by_word(text, third.1) || !is_month(bytes, second) {
            return false;
        }
        if length(third) == 4 && is_day(bytes, first) {
            self.term(first.0, first.1, Kind::Date, unpadded(text, first));
            self.term(
                second.0,
                second.1,
                Kind::Date,
                month_name(value(bytes, second)),
            );
            self.term(third.0, third.1, Kind::Date, &text[third.0..third.1]);
            return true;
        }
        // 2024-05-01: the terms stay in the order of the text.
        if length(first) == 4 && length(third) == 2 && is_day(bytes, third) {
            self.term(first.0, first.1, Kind::Date, &text[first.0..first.1]);
            self.term(
                second.0,
                second.1,
                Kind::Date,
                month_name(value(bytes, second)),
            );
            self.term(third.0, third.1, Kind::Date, unpadded(text, third));
            return true;
        }
        false
    }
}

/// Digits with dots or commas between them, as far as they go.
struct Literal {
    start: usize,
    end: usize,
    groups: usize,
    /// The separator, if all are the same; 0 if mixed or none.
    separators: u8,
    ends: [(usize, usize); 3],
}

impl Literal {
    fn scan(bytes: &[u8], start: usize) -> Self {
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

    fn group(&self, index: usize) -> (usize, usize) {
        self.ends[index]
    }
}

/// A decimal number: its digits without separators, and how many of them are decimals.
struct Decimal<'a> {
    whole: &'a [u8],
    decimals: &'a [u8],
}

impl<'a> Decimal<'a> {
    /// `None` for what is no number (`1.2.3`).
    fn parse(literal: &'a [u8]) -> Option<Self> {
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
    fn write(&self, zeros: usize, exact: bool, out: &mut String) {
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

fn digits_end(bytes: &[u8], start: usize) -> usize {
    let count = bytes[start.min(bytes.len())..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    start + count
}

fn letters_end(bytes: &[u8], start: usize) -> usize {
    let count = bytes[start.min(bytes.len())..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    start + count
}

/// Skips up to `most` spaces, plain or no-break.
fn skip_spaces(bytes: &[u8], mut at: usize, most: usize) -> usize {
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
fn followed_by_word(text: &str, at: usize) -> bool {
    if continues_word(text, at) {
        return true;
    }
    // 1970-an: the hyphen belongs to the word.
    let bytes = text.as_bytes();
    bytes.get(at) == Some(&b'-') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
}

fn continues_word(text: &str, at: usize) -> bool {
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
fn currency(bytes: &[u8], at: usize) -> Option<(&'static str, usize)> {
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
fn magnitude(bytes: &[u8], at: usize, money: bool) -> Option<(usize, usize)> {
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

fn zone_follows(bytes: &[u8], at: usize) -> bool {
    let start = skip_spaces(bytes, at, 2);
    let word = &bytes[start..letters_end(bytes, start)];
    [&b"WIB"[..], b"WITA", b"WIT"]
        .iter()
        .any(|zone| word.eq_ignore_ascii_case(zone))
}

fn clock_precedes(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].trim_ascii_end();
    [&b"pukul"[..], b"jam"].iter().any(|word| {
        before.len() < at
            && before
                .len()
                .checked_sub(word.len())
                .is_some_and(|start| before[start..].eq_ignore_ascii_case(word))
    })
}

fn value(bytes: &[u8], range: (usize, usize)) -> u32 {
    bytes[range.0..range.1].iter().fold(0_u32, |value, &byte| {
        value
            .saturating_mul(10)
            .saturating_add(u32::from(byte - b'0'))
    })
}

fn is_day(bytes: &[u8], range: (usize, usize)) -> bool {
    range.1 - range.0 <= 2 && (1..=31).contains(&value(bytes, range))
}

fn is_month(bytes: &[u8], range: (usize, usize)) -> bool {
    (1..=2).contains(&(range.1 - range.0)) && (1..=12).contains(&value(bytes, range))
}

fn unpadded(text: &str, range: (usize, usize)) -> &str {
    text[range.0..range.1].trim_start_matches('0')
}

/// Whether `letters` are the letters of a currency (`Rp`, `US` of `US$`, `IDR`).
pub(crate) fn is_currency_code(letters: &[u8]) -> bool {
    ["rp", "idr", "us", "usd", "s", "sgd", "rm", "eur"]
        .iter()
        .any(|code| letters.eq_ignore_ascii_case(code.as_bytes()))
}
