//! Folding: from a word as it stands in the text to the form that is compared.
//!
//! Case, width (NFKC), diacritics, apostrophes and invisible characters go; hyphens become the
//! plain one. `Jum’at`, `Jum'at` and `JUMAT` fold to `jumat`.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is one of the characters written for an apostrophe inside a word.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '\u{FF07}' | '`' | '\u{00B4}'
    )
}

/// Whether `c` is a hyphen (not a dash between words, except the ones people use for hyphens).
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{FF0D}' | '\u{2212}'
    )
}

/// Whether `c` is invisible and never part of what is meant.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}' | '\u{202A}'..='\u{202E}'
    )
}

/// Appends the folded form of `text` to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte != b'\'' && byte != b'`' {
                out.push(char::from(byte.to_ascii_lowercase()));
            }
        }
        return;
    }
    // Decompose, drop the Latin marks, lower-case, and compose what is left (other scripts keep
    // their marks: there they are letters).
    let start = out.len();
    let visible = text
        .chars()
        .filter(|&c| !is_invisible(c) && !is_apostrophe(c));
    let mut decomposed = String::with_capacity(text.len());
    for c in visible.nfkd() {
        if ('\u{0300}'..='\u{036F}').contains(&c) {
            continue;
        }
        if is_hyphen(c) {
            decomposed.push('-');
            continue;
        }
        // Some signs decompose to a space and a mark.
        if is_apostrophe(c) || c.is_whitespace() {
            continue;
        }
        match c {
            'ß' => decomposed.push_str("ss"),
            'Æ' | 'æ' => decomposed.push_str("ae"),
            'Œ' | 'œ' => decomposed.push_str("oe"),
            'Ø' | 'ø' => decomposed.push('o'),
            'Đ' | 'đ' | 'Ð' | 'ð' => decomposed.push('d'),
            'Ł' | 'ł' => decomposed.push('l'),
            'Þ' | 'þ' => decomposed.push_str("th"),
            'ı' => decomposed.push('i'),
            _ => {
                for lower in c.to_lowercase() {
                    match lower {
                        // `ẞ` lower-cases to `ß`, `İ` to `i` and a combining dot.
                        'ß' => decomposed.push_str("ss"),
                        '\u{0300}'..='\u{036F}' => {}
                        _ => decomposed.push(lower),
                    }
                }
            }
        }
    }
    out.extend(decomposed.nfc());
    if out.len() == start {
        // Only invisible characters and marks: never an empty term.
        out.extend(
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '`')),
        );
    }
}

/// The folded form of `text`.
///
/// ```
/// assert_eq!(warta::language::fold("Jum’at"), "jumat");
/// assert_eq!(warta::language::fold("Café"), "cafe");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_width_marks_apostrophes_and_invisibles_go() {
        for (input, expected) in [
            ("Jum'at", "jumat"),
            ("Jum’at", "jumat"),
            ("Ma`ruf", "maruf"),
            ("É", "e"),
            ("ＫＰＫ", "kpk"),
            ("pem\u{200B}bangunan", "pembangunan"),
            ("anak\u{2011}anak", "anak-anak"),
            ("ﬁlm", "film"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
        ] {
            assert_eq!(fold(input), expected, "{input}");
        }
    }
}
