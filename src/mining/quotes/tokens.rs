//! Words of a text with the strongest mark between each and the one before.

use super::words;

/// What separates a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Blanks only.
    None,
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    Colon,
    /// A dash between blanks.
    Dash,
    Quote,
    /// A full stop, question or exclamation mark, or a new text.
    Sentence,
}

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text.
    pub start: usize,
    pub end: usize,
    /// What stands before it.
    pub gap: Break,
    /// Starts with a capital.
    pub capital: bool,
    /// Has two letters or more and no lower-case one.
    pub upper: bool,
}

impl Token {
    /// The word as written.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    /// The word in lower case.
    pub fn lower(&self, text: &str) -> String {
        self.text(text).to_lowercase()
    }
}

/// Short words whose full stop ends no sentence.
fn abbreviation(word: &str) -> bool {
    let one = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    one || matches!(
        word,
        "Dr" | "dr"
            | "Prof"
            | "Hj"
            | "KH"
            | "Ir"
            | "Drs"
            | "Dra"
            | "Moh"
            | "Moch"
            | "Muh"
            | "Abd"
            | "St"
            | "Tgk"
            | "Rr"
            | "Ust"
            | "No"
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Jr"
            | "Tn"
            | "Ny"
            | "Sdr"
            | "drg"
            | "Pdt"
            | "Pol"
    )
}

/// Where two words are glued, as where a link ended: `Yanitamengatakan`, `kataReni`.
fn glued(word: &str, capital: bool) -> Option<usize> {
    if word.len() < 7 || !word.is_ascii() {
        return None;
    }
    let inner = word.bytes().skip(1).position(|b| b.is_ascii_uppercase());
    if capital && let Some(cut) = inner.map(|i| i + 1) {
        // `MenteriSlamet`, `BogorKompol`
        let known = |part: &str| {
            let lower = part.to_lowercase();
            words::is_role(&lower) || words::is_organisation(&lower)
        };
        let role = cut > 4 && words::is_role(&word[..cut].to_lowercase());
        let both = cut > 3 && word.len() - cut > 3 && known(&word[..cut]) && known(&word[cut..]);
        return (role || both).then_some(cut);
    }
    if capital {
        let cut = 3 + word[3..].find("me")?;
        let tail = &word[cut..];
        let verb = tail.len() > 5
            && tail.bytes().all(|b| b.is_ascii_lowercase())
            && (words::verb(tail).before || (tail.len() > 8 && tail.ends_with("kan")));
        return verb.then_some(cut);
    }
    let cut = inner? + 1;
    let verb = words::verb(&word[..cut]);
    (verb.before || verb.after || verb.according).then_some(cut)
}

/// Cuts a text into words.
pub fn tokens(text: &str, out: &mut Vec<Token>) {
    out.clear();
    let bytes = text.as_bytes();
    let mut gap = Break::Sentence;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !(c.is_alphanumeric() || c == '@') {
            let seen = match c {
                ',' | ';' => Break::Comma,
                // `Slamet Riyadi/Budi Santoso`: two names, but not `Kodam IV/Diponegoro`.
                '/' if text[..start]
                    .trim_end()
                    .ends_with(|c: char| c.is_ascii_lowercase())
                    && text[start + 1..]
                        .trim_start()
                        .starts_with(|c: char| c.is_ascii_alphabetic()) =>
                {
                    Break::Comma
                }
                '(' | '[' => Break::Open,
                ')' | ']' => Break::Close,
                ':' => Break::Colon,
                '-' | '–' | '—' => Break::Dash,
                '"' | '“' | '”' | '„' => Break::Quote,
                '.' | '?' | '!' | '…' | '\n' => Break::Sentence,
                _ => Break::None,
            };
            gap = gap.max(seen);
            continue;
        }
        let (mut end, mut upper, mut letters) = (start + c.len_utf8(), c.is_uppercase(), 1);
        while let Some(&(i, d)) = chars.peek() {
            let next = bytes.get(i + d.len_utf8()).copied().unwrap_or(b' ');
            let inside = d.is_alphanumeric()
                || (matches!(d, '\'' | '’' | '-' | '_') && next.is_ascii_alphanumeric())
                || (d == '.' && next.is_ascii_lowercase());
            if !inside {
                break;
            }
            if d.is_alphabetic() {
                letters += 1;
                upper &= d.is_uppercase();
            }
            end = i + d.len_utf8();
            chars.next();
        }
        let first = Token {
            start,
            end,
            gap,
            capital: c.is_uppercase(),
            upper: upper && letters > 1,
        };
        match glued(&text[start..end], first.capital) {
            Some(cut) => {
                let cut = start + cut;
                out.push(Token { end: cut, ..first });
                out.push(Token {
                    start: cut,
                    gap: Break::None,
                    capital: bytes[cut].is_ascii_uppercase(),
                    ..first
                });
            }
            None => out.push(first),
        }
        gap = Break::None;
        if chars.peek().is_some_and(|&(_, d)| d == '.') && abbreviation(&text[start..end]) {
            chars.next();
        }
    }
}
