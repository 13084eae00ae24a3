//! Sections as paths, in one spelling.

use std::borrow::Cow;

use super::capitalize;
use crate::extract::clean;

/// A section as a path, broadest first: `Ekonomi/Bisnis`, `EKONOMI > BISNIS`, `["Ekonomi"]`.
pub fn category_path(text: &str) -> Vec<String> {
    let text = clean::line(text);
    let text = strip_label(&text);
    // A scraper's list of keywords or a remark is no section.
    const MAX_SECTION: usize = 100;
    if text.is_empty() || text.len() > MAX_SECTION {
        return Vec::new();
    }
    let mut path: Vec<String> = Vec::new();
    for part in text.split(['/', '>', '»', '›', '|', '→']) {
        let part = part.trim_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '[' | ']' | '(' | ')' | '*' | '.' | ',' | ':' | ';' | '-' | '"' | '#'
                )
        });
        let lower = part.to_lowercase();
        if part.is_empty() || is_no_section(&lower) {
            continue;
        }
        let part = title_case(part);
        // "Home > Bola > Bola" says it once.
        if path.last() != Some(&part) {
            path.push(part);
        }
    }
    path
}

fn is_no_section(lower: &str) -> bool {
    matches!(
        lower,
        "home"
            | "beranda"
            | "depan"
            | "awal"
            | "index"
            | "indeks"
            | "berita"
            | "read"
            | "uncategorized"
            | "tidak diketahui"
            | "tanpa kategori"
            | "lainnya"
            | "unknown"
            | "none"
            | "null"
            | "-"
            | "n/a"
    ) || lower.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Kategori: Hiburan", "Kategori berita ini adalah: agama."
fn strip_label(text: &str) -> &str {
    let has_label = text
        .get(..8)
        .is_some_and(|label| label.eq_ignore_ascii_case("kategori"));
    match text.split_once(':') {
        Some((_, rest)) if has_label => rest.trim(),
        _ => text.trim(),
    }
}

/// Title case for words in one case; words that mix cases (MotoGP, iPhone) stand as written.
/// Capitals of up to three letters are acronyms (DPR, NTT), unless they are ordinary words.
pub fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for (piece_index, piece) in word.split('-').enumerate() {
            if piece_index > 0 {
                out.push('-');
            }
            out.push_str(&title_case_word(piece, index == 0 && piece_index == 0));
        }
    }
    out
}

fn title_case_word(word: &str, first: bool) -> Cow<'_, str> {
    let letters = word
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let upper = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let lower_word = word.to_lowercase();
    if !first && is_small(&lower_word) && (upper == 0 || upper == letters) {
        return Cow::Owned(lower_word);
    }
    if is_acronym(&lower_word) {
        return Cow::Owned(word.to_uppercase());
    }
    if upper == letters && letters > 0 {
        let keeps = letters <= 3 && !is_short_word(&lower_word);
        return if keeps {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(capitalize(&lower_word))
        };
    }
    if upper == 0 {
        Cow::Owned(capitalize(word))
    } else {
        Cow::Borrowed(word)
    }
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "dan"
            | "di"
            | "ke"
            | "dari"
            | "untuk"
            | "yang"
            | "and"
            | "of"
            | "the"
            | "in"
            | "on"
            | "for"
            | "atau"
    )
}

/// Acronyms that sections use, however they are written and however long.
fn is_acronym(word: &str) -> bool {
    matches!(
        word,
        "dki"
            | "diy"
            | "ntt"
            | "ntb"
            | "tni"
            | "dpr"
            | "dprd"
            | "mpr"
            | "dpd"
            | "kpk"
            | "ham"
            | "mui"
            | "bumn"
            | "bumd"
            | "umkm"
            | "ukm"
            | "ihsg"
            | "pns"
            | "asn"
            | "pppk"
            | "pssi"
            | "asean"
            | "apbn"
            | "apbd"
            | "ri"
            | "ojk"
            | "tki"
            | "tv"
            | "it"
            | "ai"
            | "ikn"
            | "wni"
            | "uu"
            | "hut"
    )
}

/// Three-letter words that a section in capitals writes like an acronym.
fn is_short_word(word: &str) -> bool {
    matches!(
        word,
        "hot"
            | "oto"
            | "top"
            | "pop"
            | "art"
            | "our"
            | "new"
            | "now"
            | "fun"
            | "zig"
            | "ibu"
            | "kota"
            | "gol"
            | "haj"
            | "hit"
            | "mom"
            | "kid"
            | "jak"
            | "opi"
            | "era"
            | "tren"
            | "aja"
            | "ada"
            | "apa"
    )
}
