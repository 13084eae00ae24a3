//! Looking at bytes: where words begin and end, on the fast path and off it.

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{is_apostrophe, is_hyphen, is_invisible};

/// Longest stretch without a space that is looked at as one, in bytes.
const MAX_CHUNK: usize = 4096;

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    Nothing,
    Letter,
    Digit,
    Other,
}

const fn starts() -> [Start; 256] {
    let mut table = [Start::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Start::Letter,
            b'0'..=b'9' => Start::Digit,
            b'@' | b'#' | b'$' | b'_' | 0x80..=0xFF => Start::Other,
            _ => Start::Nothing,
        };
        byte += 1;
    }
    table
}

pub(crate) static STARTS: [Start; 256] = starts();

/// Whether a run of letters certainly ends before `byte`.
const fn closes() -> [bool; 256] {
    let mut table = [false; 256];
    let list = b" \n\t\r\"()!?;[]{}<>|*+=~%,/";
    let mut index = 0;
    while index < list.len() {
        table[list[index] as usize] = true;
        index += 1;
    }
    table
}

pub(crate) static CLOSES: [bool; 256] = closes();

/// Whether there is more than marks and invisible characters.
pub(crate) fn has_word(text: &str) -> bool {
    text.unicode_words().next().is_some()
}

#[inline]
pub(crate) fn letters_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_alphabetic() {
        end += 1;
    }
    end
}

/// Whether a run of ASCII letters that ends at `end` is certainly a word by itself.
#[inline]
pub(crate) fn ends_word(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(&byte) if CLOSES[usize::from(byte)] => true,
        Some(b'.' | b':') => match bytes.get(end + 1) {
            None => true,
            Some(b'/') => false,
            Some(&next) => CLOSES[usize::from(next)],
        },
        Some(_) => false,
    }
}

/// Whether the letters at `start..end` may be a currency sign before an amount.
#[inline]
pub(crate) fn is_currency(bytes: &[u8], start: usize, end: usize) -> bool {
    (1..=3).contains(&(end - start))
        && matches!(
            bytes[start],
            b'R' | b'r' | b'U' | b'u' | b'I' | b'i' | b'S' | b's' | b'E' | b'e'
        )
        && {
            let next = bytes.get(end).copied().unwrap_or(b' ');
            matches!(next, b'.' | b' ' | b'$' | b'0'..=b'9' | 0xC2)
                && bytes[end..].iter().take(4).any(u8::is_ascii_digit)
                && super::numbers::is_currency_code(&bytes[start..end])
        }
}

/// The end of the stretch without white space that starts at `at`.
pub(crate) fn chunk_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let limit = (at + MAX_CHUNK).min(bytes.len());
    match bytes[at..limit].iter().position(u8::is_ascii_whitespace) {
        Some(length) => at + length,
        None if limit == bytes.len() => limit,
        None => (text.floor_char_boundary(limit)).max(next_boundary(text, at)),
    }
}

/// The end of the character at `at`.
pub(crate) fn next_boundary(text: &str, at: usize) -> usize {
    text.ceil_char_boundary(at + 1)
}

/// Whether `gap`, what stands between two words, makes them one hyphenated word: one hyphen,
/// a backtick for an apostrophe (Ma`ruf), or invisible characters.
pub(crate) fn joins_words(gap: &str) -> bool {
    let mut visible = gap.chars().filter(|&c| !is_invisible(c));
    match (visible.next(), visible.next()) {
        (None, _) => !gap.is_empty(),
        (Some(c), None) => is_hyphen(c) && c != '\u{2212}' || (is_apostrophe(c) && c != '\''),
        _ => false,
    }
}

/// Where a UAX #29 word is cut on purpose: the end of its first part and the start of the next.
/// `None` for words that stay whole, which is nearly all.
pub(crate) fn inner_cut(word: &str) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let at = bytes
        .iter()
        .position(|byte| matches!(byte, b':' | b'_' | b'.'))?;
    if bytes[at] == b'.' {
        let digits = at > 0 && bytes[at - 1].is_ascii_digit();
        if digits || is_initialism(word) {
            return None;
        }
    }
    if at == 0 {
        // `_kata`: the underscore belongs to no word, but offsets must move on.
        let rest = bytes
            .iter()
            .position(|byte| !matches!(byte, b':' | b'_' | b'.'))?;
        return cut_after(word, rest);
    }
    let next = bytes[at..]
        .iter()
        .position(|byte| !matches!(byte, b':' | b'_' | b'.'))
        .map_or(bytes.len(), |length| at + length);
    Some((at, next))
}

/// A word with leading underscores stays one token; there is nothing to cut before it.
pub(crate) fn cut_after(word: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let end = bytes[start..]
        .iter()
        .position(|byte| matches!(byte, b':' | b'_' | b'.'))
        .map(|length| start + length)?;
    let next = bytes[end..]
        .iter()
        .position(|byte| !matches!(byte, b':' | b'_' | b'.'))
        .map_or(bytes.len(), |length| end + length);
    Some((end, next))
}

/// `S.H`, `a.n`, `U.S.A`: single letters with stops.
pub(crate) fn is_initialism(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
}
