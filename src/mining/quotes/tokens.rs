//! Words of a text with the strongest mark between each and the one before.

use super::{
    kinds::common,
    words::{Kinds, between, chunk, kinds, look},
};
use crate::language::Common;

/// What separates a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Blanks only.
    None,
    /// A comma or semicolon.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A colon.
    Colon,
    /// A dash between blanks.
    Dash,
    /// A quotation mark.
    Quote,
    /// A full stop, question or exclamation mark, or a new text.
    Sentence,
}

/// A word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the text.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// Hash of the word in lower case.
    pub hash: u64,
    /// What it may be.
    pub kinds: Kinds,
    /// What stands before it.
    pub gap: Break,
    /// Has no capital at all.
    pub small: bool,
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

    /// Whether it may be one of these.
    #[inline]
    pub fn is(&self, kinds: Kinds) -> bool {
        self.kinds.has(kinds)
    }

    /// Whether it is one of these words, whatever its case.
    #[inline]
    pub fn like(&self, text: &str, words: &[&str]) -> bool {
        let own = &text.as_bytes()[self.start..self.end];
        // Most words differ in length.
        let same =
            |word: &&str| word.len() == own.len() && own.eq_ignore_ascii_case(word.as_bytes());
        words.iter().any(same)
    }

    /// Whether it points at somebody or something named before.
    pub fn points(&self, text: &str) -> bool {
        self.like(text, &["itu", "ini", "tersebut"])
    }
}

/// The token behind the run of capitals that starts at token `from`.
pub fn run_end(tokens: &[Token], from: usize) -> usize {
    let rest = tokens[from + 1..].iter();
    from + 1
        + rest
            .take_while(|t| t.capital && t.gap == Break::None)
            .count()
}

/// Short words whose full stop ends no sentence.
fn abbreviation(word: &str) -> bool {
    if word.len() > 4 {
        return false;
    }
    let one = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    one || matches!(
        word,
        "Dr" | "dr"
            | "Prof"
            | "Hj"
            | "KH"
            | "Ir"
            | "Drs"
            | "drs"
            | "Dra"
            | "dra"
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
            | "Sy"
            | "Plh"
            | "Plt"
            | "Pj"
            | "Pjs"
            | "PT"
            | "CV"
    )
}

/// A word without the one that was glued to its end: `Renidalam keterangannya`.
fn without_tail(word: &str) -> Option<&str> {
    // The last two letters tell which it may be; most words have others.
    let tail = match word.as_bytes() {
        [.., b'a', b'm'] => "dalam",
        [.., b'a', b'n'] => "dengan",
        [.., b'u', b'k'] => "untuk",
        [.., b'a', b't'] => "saat",
        [.., b'a', b'i'] => "usai",
        [.., b'c', b'o', b'm'] => "kepadadetikcom",
        [.., b'd', b'a'] if word.ends_with("kepada") => "kepada",
        [.., b'd', b'a'] => "pada",
        _ => return None,
    };
    word.strip_suffix(tail)
}

/// Where two words are glued, as where a link ended: `Yanitamengatakan`, `kataReni`. `inner` is
/// where the first capital behind the first letter stands. Where to cut, and what was lost there.
fn glued(word: &str, gap: Break, capital: bool, inner: Option<usize>) -> Option<(usize, Break)> {
    if word.len() < 7 || !(capital || inner.is_some()) || !word.is_ascii() {
        return None;
    }
    // `JAKARTA-Reni`: a dateline.
    if capital
        && let Some((city, name)) = word.split_once('-')
        && city.len() > 4
        && city.bytes().all(|b| b.is_ascii_uppercase())
        && name.len() > 2
        && name.as_bytes()[1].is_ascii_lowercase()
    {
        return Some((city.len() + 1, Break::Dash));
    }
    if capital && inner == Some(1) {
        // `BUMNReni`: an acronym and a name.
        let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
        let name =
            word.len() - capitals >= 3 && word[capitals..].bytes().all(|b| b.is_ascii_lowercase());
        return (capitals > 2 && name).then(|| (capitals - 1, Break::None));
    }
    if capital && let Some(cut) = inner {
        // `MenteriSlamet`, `BogorKompol`
        let (head, tail) = word.split_at(cut);
        let role = cut > 4 && kinds(head).has(Kinds::ROLE);
        // `CityReni`, `RenoLebih`: a firm before a name, a new sentence behind one.
        let firm = cut > 3 && tail.len() > 3 && kinds(head).has(Kinds::ORGANISATION);
        let title = cut > 2 && tail.len() > 3 && kinds(tail).has(Kinds::ROLE);
        if role || firm || title || head == tail {
            return Some((cut, Break::None));
        }
        // `YanitaDiketahui`
        let derived = || {
            cut > 3
                && !head.ends_with('-')
                && (tail.len() > 5 && common(tail) == Common::Derived || tail == "Dia")
        };
        let new = cut > 2 && tail.len() > 3 && kinds(tail).has(Kinds::COMMON) || derived();
        // `PerbesarReni`, `KronologiReni`: the end of a caption or a heading, where it opens a
        // sentence, but not `Menteri KeuanganReni`.
        let caption = || {
            let plain = common(head) != Common::No || kinds(head).has(Kinds::COMMON);
            cut > 3 && tail.len() > 2 && plain
        };
        let lost = if new { Break::Sentence } else { gap };
        return (new || caption()).then_some((cut, lost));
    }
    // `Renidalam keterangannya`: a word that no name ends in.
    if capital
        && let Some(stem) = without_tail(word)
        && stem.len() > 2
        && common(word) == Common::No
        && !kinds(word).has(Kinds::ORGANISATION)
    {
        return Some((stem.len(), Break::None));
    }
    if capital {
        let verb = |cut: &usize| {
            let tail = &word[*cut..];
            tail.len() > 5
                && tail.bytes().all(|b| b.is_ascii_lowercase())
                && (kinds(tail).has(Kinds::BEFORE) || (tail.len() > 8 && tail.ends_with("kan")))
        };
        // From behind: `Slametmengatakan`.
        let pairs = word.as_bytes()[3..].windows(2).enumerate().rev();
        let cuts = pairs.filter(|(_, pair)| *pair == b"me");
        let cut = cuts.map(|(i, _)| i + 3).find(verb)?;
        return Some((cut, Break::None));
    }
    let cut = inner?;
    kinds(&word[..cut])
        .has(Kinds::SPEECH)
        .then_some((cut, Break::None))
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
    out.clear();
    // Words have about six letters.
    out.reserve(text.len() / 6);
    tokens_and_signs(text, |t| out.push(t), |_, _| ());
}

/// Cuts a text into words and hands on the signs between them that may be quotation marks.
pub fn tokens_and_signs(
    text: &str,
    mut token: impl FnMut(Token),
    mut sign: impl FnMut(usize, char),
) {
    let bytes = text.as_bytes();
    let mut gap = Break::Sentence;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b' ' {
            at += 1;
            continue;
        }
        let start = at;
        let c = match byte.is_ascii() {
            true => char::from(byte),
            false => char_at(text, at).unwrap_or(' '),
        };
        if !(byte.is_ascii_alphabetic() || c.is_alphanumeric() || c == '@') {
            at += c.len_utf8();
            let between = gap_of(text, start, c);
            // `JAKARTA (ANTARA) - Reni`: a dateline, behind a caption without a full stop.
            gap = match (gap, between) {
                (Break::Close, Break::Dash) => Break::Sentence,
                _ => gap.max(between),
            };
            if !c.is_ascii() || matches!(c, '"' | '\'') {
                sign(start, c);
            }
            continue;
        }
        let word = word_at(text, start, c);
        let end = word.end;
        let may_be_glued = end - start >= 7 && (word.capital || word.inner.is_some());
        let mut first = start;
        let mut cut = may_be_glued
            .then(|| glued(&text[start..end], gap, word.capital, word.inner))
            .flatten();
        let mut capital = word.capital;
        // `kataRenimenambahkan` lost two blanks.
        while let Some((length, lost)) = cut {
            let next = first + length;
            token(word.token(text, first, next, gap, capital));
            (first, gap) = (next, lost);
            capital = bytes[first].is_ascii_uppercase();
            cut = capital
                .then(|| {
                    let inner = bytes[first + 1..end]
                        .iter()
                        .position(u8::is_ascii_uppercase);
                    glued(&text[first..end], gap, capital, inner.map(|i| i + 1))
                })
                .flatten();
        }
        token(word.token(text, first, end, gap, capital));
        gap = Break::None;
        at = end;
        if bytes.get(at) == Some(&b'.') && abbreviation(&text[start..end]) {
            at += 1;
        }
    }
}

/// A word's shape.
struct Shape {
    end: usize,
    capital: bool,
    upper: bool,
    ascii: bool,
    /// Where the first ASCII capital behind the first letter stands.
    inner: Option<usize>,
}

impl Shape {
    /// A token of the word, or of a part of it.
    #[inline]
    fn token(&self, text: &str, start: usize, end: usize, gap: Break, capital: bool) -> Token {
        let look = look(text, start, end, self.ascii);
        Token {
            start,
            end,
            hash: look.hash,
            kinds: look.kinds,
            gap,
            small: look.small,
            capital,
            upper: self.upper,
        }
    }
}

/// Whether a full stop before these bytes is inside a word: `Kompas.com`, but not `kata
/// Reni.detikcom bersama`.
fn is_domain(behind: &[u8]) -> bool {
    let letters = behind.iter().take_while(|b| b.is_ascii_lowercase()).count();
    letters < 6 && !behind.starts_with(b"dr")
}

/// The word that starts at a byte with `first`.
#[inline]
fn word_at(text: &str, start: usize, first: char) -> Shape {
    let bytes = text.as_bytes();
    let mut at = start + first.len_utf8();
    // Small letters behind the first are nearly all of a text: they are counted together.
    let small = if first.is_ascii() {
        let behind = chunk(bytes, start) >> 8;
        ((!between(behind, b'a', b'z') & (u128::MAX / 255 * 0x80)).trailing_zeros() / 8) as usize
    } else {
        0
    };
    at += small;
    let capital = first.is_uppercase();
    let (mut upper, mut letters) = (capital && small == 0, 1 + small);
    let (mut ascii, mut inner) = (first.is_ascii(), None);
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, b' ' | b',' | b'"' | b')' | b'\n') {
            break;
        }
        if byte.is_ascii_lowercase() {
            letters += 1;
            upper = false;
            at += 1;
            continue;
        }
        let Some(d) = char_at(text, at) else {
            break;
        };
        let behind = at + d.len_utf8();
        let next = || bytes.get(behind).copied().unwrap_or(b' ');
        let inside = d.is_alphanumeric()
            || (matches!(d, '\'' | '’' | '-' | '_') && next().is_ascii_alphanumeric())
            || (d == '.'
                && next().is_ascii_lowercase()
                && (first == '@' || is_domain(&bytes[behind..])));
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
        ascii &= d.is_ascii();
        at = behind;
    }
    Shape {
        end: at,
        capital,
        upper: upper && letters > 1,
        ascii,
        inner,
    }
}
