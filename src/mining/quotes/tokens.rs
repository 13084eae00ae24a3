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

/// Where two words are glued, as where a link ended: `Yanitamengatakan`, `kataReni`. `inner` is
/// where the first capital behind the first letter stands.
fn glued(word: &str, capital: bool, inner: Option<usize>) -> Option<usize> {
    if word.len() < 7 || !(capital || inner.is_some()) || !word.is_ascii() {
        return None;
    }
    if capital && inner == Some(1) {
        // `BUMNReni`: an acronym and a name.
        let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
        let name =
            word.len() - capitals >= 3 && word[capitals..].bytes().all(|b| b.is_ascii_lowercase());
        return (capitals > 2 && name).then(|| capitals - 1);
    }
    if capital && let Some(cut) = inner {
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
        let cut = 3 + word.as_bytes()[3..]
            .windows(2)
            .position(|pair| pair == b"me")?;
        let tail = &word[cut..];
        let verb = tail.len() > 5
            && tail.bytes().all(|b| b.is_ascii_lowercase())
            && (words::verb(tail).before || (tail.len() > 8 && tail.ends_with("kan")));
        return verb.then_some(cut);
    }
    let cut = inner?;
    let verb = words::verb(&word[..cut]);
    (verb.before || verb.after || verb.according).then_some(cut)
}

/// The character at a byte; nearly always ASCII, which needs no decoding.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        None => None,
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        Some(_) => text[at..].chars().next(),
    }
}

/// What a sign between words says of them.
fn gap_of(text: &str, at: usize, sign: char) -> Break {
    match sign {
        ',' | ';' => Break::Comma,
        // `Slamet Riyadi/Budi Santoso`: two names, but not `Kodam IV/Diponegoro`.
        '/' if text[..at]
            .trim_end()
            .ends_with(|c: char| c.is_ascii_lowercase())
            && text[at + 1..]
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
    }
}

/// Cuts a text into words.
pub fn tokens(text: &str, out: &mut Vec<Token>) {
    tokens_and_signs(text, out, |_, _| ());
}

/// Cuts a text into words and hands on the signs between them that may be quotation marks.
pub fn tokens_and_signs(text: &str, out: &mut Vec<Token>, mut sign: impl FnMut(usize, char)) {
    out.clear();
    // Words have about six letters.
    out.reserve(text.len() / 6);
    let bytes = text.as_bytes();
    let mut gap = Break::Sentence;
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let start = at;
        at += c.len_utf8();
        if !(c.is_alphanumeric() || c == '@') {
            if c != ' ' {
                gap = gap.max(gap_of(text, start, c));
                if !c.is_ascii() || matches!(c, '"' | '\'') {
                    sign(start, c);
                }
            }
            continue;
        }
        let (mut upper, mut letters, mut inner) = (c.is_uppercase(), 1, None);
        while let Some(d) = char_at(text, at) {
            if d.is_ascii_lowercase() {
                // Nearly all of a text.
                letters += 1;
                upper = false;
                at += 1;
                continue;
            }
            let behind = at + d.len_utf8();
            let next = || bytes.get(behind).copied().unwrap_or(b' ');
            let inside = d.is_alphanumeric()
                || (matches!(d, '\'' | '’' | '-' | '_') && next().is_ascii_alphanumeric())
                || (d == '.' && next().is_ascii_lowercase());
            if !inside {
                break;
            }
            if d.is_alphabetic() {
                letters += 1;
                upper &= d.is_uppercase();
            }
            if d.is_ascii_uppercase() {
                inner = inner.or(Some(at - start));
            }
            at = behind;
        }
        let end = at;
        let first = Token {
            start,
            end,
            gap,
            capital: c.is_uppercase(),
            upper: upper && letters > 1,
        };
        match glued(&text[start..end], first.capital, inner) {
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
        if bytes.get(at) == Some(&b'.') && abbreviation(&text[start..end]) {
            at += 1;
        }
    }
}
