//! Cuts a line into words, numbers and marks.

use std::borrow::Cow;

use super::names;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// A piece of a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub start: usize,
    pub kind: Kind,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether nothing stands between `before` and this token.
    pub fn touches(&self, before: &Token<'_>) -> bool {
        before.end() == self.start
    }

    pub fn lower(&self) -> Cow<'_, str> {
        if self.text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(self.text.to_ascii_lowercase())
        } else {
            Cow::Borrowed(self.text)
        }
    }

    /// The number, if it has at most `digits` digits.
    pub fn number(&self, digits: usize) -> Option<i64> {
        (self.kind == Kind::Number && self.text.len() <= digits)
            .then(|| self.text.parse().ok())
            .flatten()
    }

    pub fn is_weekday(&self) -> bool {
        self.kind == Kind::Word && names::weekday(&self.lower())
    }
}

/// The tokens of a line; white space only separates.
pub(super) fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() || first == '\u{200b}' || first == '\u{feff}' {
            continue;
        }
        let kind = if first.is_ascii_digit() {
            Kind::Number
        } else if first.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark
        };
        let mut end = start + first.len_utf8();
        if kind != Kind::Mark {
            while let Some(&(at, next)) = chars.peek() {
                let goes_on = match kind {
                    Kind::Number => next.is_ascii_digit(),
                    // "Jum'at" is one word; a quote that ends a word is a mark of its own.
                    _ => {
                        next.is_alphabetic()
                            || (matches!(next, '\'' | '’' | '`')
                                && line[at + next.len_utf8()..]
                                    .starts_with(|after: char| after.is_alphabetic()))
                    }
                };
                if !goes_on {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        tokens.push(Token {
            text: &line[start..end],
            start,
            kind,
        });
    }
    tokens
}
