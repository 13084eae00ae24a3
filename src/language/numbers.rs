//! Numbers, money, dates and times in one canonical form.
//!
//! `Rp1,5 triliun` and `Rp 1.500.000.000.000` are the same term, `01/05/2024` gives the same
//! three terms as `1 Mei 2024`. The dot groups thousands, the comma starts the decimals.

mod scan;

use super::calendar::{month, month_name};
use super::token::Kind;
pub(crate) use scan::is_currency_code;
use scan::{
    Decimal, Literal, clock_precedes, continues_word, currency, digits_end, followed_by_word,
    is_day, is_month, letters_end, magnitude, skip_spaces, unpadded, value, zone_follows,
};

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
