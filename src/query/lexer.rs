//! Text to tokens, in one pass. Every string has tokens; nothing is an error.

use super::{
    MAX_SLOP, ParseContext, Warning,
    chunk::{bare, near_digits, phrase_text, safe_word, starts_item, without_lead},
    date_value::{self, Range},
    dates,
    fields::{DateSense, Field, field},
    push_warning,
};

/// A token with the bytes it came from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Word(String),
    Exact(String),
    Prefix(String),
    Phrase(String, u32),
    /// `kategori:`; its value is the next token.
    Field(Field),
    /// A whole date filter.
    Dates(Range),
    Open,
    Close,
    And,
    Or,
    /// `BUKAN`, or `-` before something.
    Not,
    /// `+` before something: must match.
    Plus,
    Near(u32),
    Sentence,
}

/// The tokens of a cleaned query.
pub(super) fn tokens(
    text: &str,
    context: &ParseContext,
    warnings: &mut Vec<Warning>,
) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        at: 0,
        tokens: Vec::new(),
        warnings,
        context,
        shouted: is_shouted(text),
    };
    while lexer.at < text.len() {
        lexer.next();
    }
    lexer.tokens
}

/// A headline in capitals, in which `BUKAN` and `DAN` are words: no small letter, five words or
/// more, and no sign that operators are meant.
pub(super) fn is_shouted(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
        && !text.contains(['"', '(', ':', '|', '*', '='])
        && text
            .split_whitespace()
            .filter(|w| w.chars().any(char::is_alphabetic))
            .count()
            >= 5
}

/// Shorter prefixes would match a large part of all words.
const SHORTEST_PREFIX: usize = 2;

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token>,
    warnings: &'a mut Vec<Warning>,
    context: &'a ParseContext,
    shouted: bool,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let mut chars = rest.chars();
        let Some(first) = chars.next() else { return };
        let second = chars.next();
        match first {
            c if c.is_whitespace() => self.at += c.len_utf8(),
            '(' => self.one(Kind::Open),
            ')' => self.one(Kind::Close),
            '|' => {
                self.at += rest.len() - rest.trim_start_matches('|').len();
                self.push(Kind::Or, start);
            }
            '"' => self.phrase(),
            '-' | '+' if starts_item(&rest[1..]) && !self.is_glued() => {
                self.one(if first == '-' { Kind::Not } else { Kind::Plus })
            }
            '=' if second.is_some_and(char::is_alphanumeric) => {
                self.at += 1;
                self.exact(start);
            }
            _ => self.chunk(),
        }
    }

    /// Whether the last token touches this place (as in `"a"-b`).
    fn is_glued(&self) -> bool {
        self.tokens.last().is_some_and(|t| {
            t.end == self.at && !matches!(t.kind, Kind::Open | Kind::Not | Kind::Plus | Kind::Or)
        })
    }

    fn one(&mut self, kind: Kind) {
        let start = self.at;
        self.at += 1;
        self.push(kind, start);
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token {
            kind,
            start,
            end: self.at,
        });
    }

    fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        push_warning(self.warnings, code, message.into());
    }

    /// `"…"` and `"…"~3`.
    fn phrase(&mut self) {
        let start = self.at;
        let text = phrase_text(self.quoted());
        let slop = self.slop();
        if text.is_empty() {
            self.warn(
                "empty-phrase",
                "Tanda kutip tanpa kata di dalamnya diabaikan.",
            );
        } else {
            self.push(Kind::Phrase(text, slop), start);
        }
    }

    /// The text between the quote here and the next, else the end; moves behind it.
    fn quoted(&mut self) -> &'a str {
        let rest = &self.text[self.at + 1..];
        match rest.find('"') {
            Some(end) => {
                self.at += end + 2;
                &rest[..end]
            }
            None => {
                self.at = self.text.len();
                self.warn(
                    "unbalanced-quote",
                    "Tanda kutip tidak ditutup; frasa dibaca sampai akhir kueri.",
                );
                rest
            }
        }
    }

    /// `~3` behind a phrase.
    fn slop(&mut self) -> u32 {
        let Some(rest) = self.text[self.at..].strip_prefix('~') else {
            return 0;
        };
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        self.at += 1 + digits;
        self.distance(&rest[..digits]).unwrap_or(0)
    }

    /// A distance in words, at most [`MAX_SLOP`].
    fn distance(&mut self, digits: &str) -> Option<u32> {
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let distance = digits.parse().unwrap_or(u32::MAX);
        if distance > MAX_SLOP {
            self.warn(
                "distance-cut",
                format!("Jarak {digits:.12} terlalu jauh; dipakai {MAX_SLOP} kata."),
            );
        }
        Some(distance.min(MAX_SLOP))
    }

    /// Everything up to a space, quote, parenthesis or bar; moves behind it.
    fn raw(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')' | '|'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// `=kata`, behind the sign.
    fn exact(&mut self, start: usize) {
        let raw = self.raw().replace('*', "");
        let word = bare(&raw);
        if !word.is_empty() {
            self.push(Kind::Exact(word.to_owned()), start);
        }
    }

    /// A word, an operator in letters, or a field.
    fn chunk(&mut self) {
        let whole = self.at;
        let raw = self.raw();
        if let Some(kind) = self.operator(raw) {
            return self.push(kind, whole);
        }
        let inner = without_lead(raw);
        let start = whole + raw.len() - inner.len();
        if let Some((name, _)) = inner.split_once(':') {
            if let Some(field) = field(name) {
                self.at = start + name.len() + 1;
                return self.field_value(field, name, start);
            }
            self.unknown_field(name, &inner[name.len() + 1..]);
        }
        self.word(raw, whole);
    }

    /// Operators in capital letters.
    fn operator(&mut self, raw: &str) -> Option<Kind> {
        let kind = match raw {
            "OR" => return Some(Kind::Or),
            "AND" | "&&" => return Some(Kind::And),
            "NOT" => return Some(Kind::Not),
            "ATAU" => Kind::Or,
            "DAN" => Kind::And,
            "BUKAN" => Kind::Not,
            "KALIMAT" | "SENTENCE" => Kind::Sentence,
            _ => {
                let digits = near_digits(raw)?;
                Kind::Near(self.distance(digits)?.max(1))
            }
        };
        if self.shouted {
            self.warn(
                "operators-as-words",
                format!(
                    "Kueri seluruhnya huruf kapital, jadi {raw:.10} dibaca sebagai kata biasa."
                ),
            );
            return None;
        }
        Some(kind)
    }

    /// Says so when something looks like a field but is none.
    fn unknown_field(&mut self, name: &str, value: &str) {
        let looks_like_one = (3..=20).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphabetic())
            && value.starts_with(char::is_alphanumeric);
        if looks_like_one {
            self.warn(
                "unknown-field",
                format!("Bidang “{name}” tidak dikenal; dicari sebagai kata biasa."),
            );
        }
    }

    /// A raw chunk as a word or a prefix.
    fn word(&mut self, raw: &str, start: usize) {
        let inner = without_lead(raw);
        let kind = match inner.find('*') {
            None => {
                if raw.starts_with('*') {
                    self.warn(
                        "leading-star",
                        "Tanda * hanya dapat dipakai di akhir kata (korup*).",
                    );
                }
                Kind::Word(safe_word(bare(raw)))
            }
            Some(at) => {
                let prefix = bare(&inner[..at]);
                if inner[at..].contains(|c: char| c != '*') {
                    self.warn(
                        "inner-star",
                        "Tanda * hanya dapat dipakai di akhir kata; huruf sesudahnya diabaikan.",
                    );
                }
                if prefix.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_PREFIX {
                    Kind::Prefix(safe_word(prefix))
                } else {
                    self.warn(
                        "short-prefix",
                        format!("Sebelum * perlu sedikitnya {SHORTEST_PREFIX} huruf; dicari sebagai kata."),
                    );
                    Kind::Word(safe_word(prefix))
                }
            }
        };
        if raw.contains('~') && bare(raw).len() + 1 < raw.len() {
            self.warn(
                "tilde-ignored",
                "Tanda ~ hanya berlaku di belakang frasa; diabaikan.",
            );
        }
        match kind {
            Kind::Word(word) | Kind::Prefix(word) if word.is_empty() => {}
            kind => self.push(kind, start),
        }
    }

    /// What follows a field's colon.
    fn field_value(&mut self, field: Field, name: &str, start: usize) {
        let rest = &self.text[self.at..];
        let spaces = rest.len() - rest.trim_start().len();
        let next = rest.trim_start().chars().next();
        // "Sumber: PSSI …" opens many a headline; only small letters ask for a field then.
        let reads_on = spaces == 0 || !name.starts_with(char::is_uppercase);
        if !reads_on || matches!(next, None | Some(')' | '|')) {
            self.warn(
                "empty-field",
                format!("“{name}:” tanpa nilai dibaca sebagai kata biasa."),
            );
            return self.push(Kind::Word(safe_word(name)), start);
        }
        self.at += spaces;
        match (field, next) {
            (Field::Date(_), Some('(')) | (_, Some('(')) => self.push(Kind::Field(field), start),
            (Field::Date(sense), Some('"')) => {
                let at = self.at + 1;
                let value = self.quoted();
                self.date(sense, value, at, start, name);
            }
            (Field::Date(sense), _) => {
                let at = self.at;
                let value = self.date_text();
                self.date(sense, value, at, start, name);
            }
            (_, Some('"')) => {
                self.push(Kind::Field(field), start);
                let fields = self.tokens.len();
                self.phrase();
                self.drop_empty_field(fields);
            }
            (Field::Text(_) | Field::Quoted, _) => {
                self.push(Kind::Field(field), start);
                let fields = self.tokens.len();
                let value = self.at;
                if next == Some('=') {
                    self.at += 1;
                    self.exact(value);
                } else {
                    let raw = self.raw();
                    self.word(raw, value);
                }
                self.drop_empty_field(fields);
            }
            (Field::Filter(_) | Field::Speaker, _) => {
                self.push(Kind::Field(field), start);
                let fields = self.tokens.len();
                let value = self.at;
                let text = self.raw().trim_end_matches([',', '.', ';', ':', '!', '?']);
                if text.contains(char::is_alphanumeric) {
                    self.push(Kind::Phrase(text.to_owned(), 0), value);
                }
                self.drop_empty_field(fields);
            }
        }
    }

    /// A date without quotes: digits, else as many words as belong to a date phrase.
    fn date_text(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let raw = self.raw();
        if date_value::is_numeric(raw) || raw.contains("..") {
            return raw;
        }
        match dates::leading(rest, self.context) {
            Some((length, _)) if length > raw.len() => {
                self.at += length - raw.len();
                &rest[..length]
            }
            _ => raw,
        }
    }

    /// Takes a field back when no value came of what followed.
    fn drop_empty_field(&mut self, tokens: usize) {
        if self.tokens.len() == tokens {
            self.tokens.pop();
            self.warn("empty-field", "Bidang tanpa nilai diabaikan.");
        }
    }

    /// A date filter whose value stands `at` a place; what is no date is searched as words.
    fn date(&mut self, sense: DateSense, value: &str, at: usize, start: usize, name: &str) {
        match date_value::read(sense, value, self.context) {
            Some(range) => self.push(Kind::Dates(range), start),
            None => {
                self.warn(
                    "bad-date",
                    format!("“{name}:{value:.40}” bukan tanggal yang dikenal; dicari sebagai kata. Contoh: {name}:2024-05-01."),
                );
                let piece_end =
                    |c: char| c.is_whitespace() || matches!(c, ':' | '(' | ')' | '|' | '*');
                let mut start = at;
                for piece in value.split_inclusive(piece_end) {
                    let word = safe_word(bare(piece.trim_end_matches(piece_end)));
                    let end = start + piece.len();
                    if !word.is_empty() {
                        self.tokens.push(Token {
                            kind: Kind::Word(word),
                            start,
                            end,
                        });
                    }
                    start = end;
                }
            }
        }
    }
}
