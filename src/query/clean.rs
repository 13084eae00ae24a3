//! Unicode clean-up: what enters is what was typed, what leaves has straight quotes, plain
//! dashes, half-width letters and no invisible characters, in at most [`MAX_CHARS`] characters.

use unicode_normalization::UnicodeNormalization;

use super::{MAX_CHARS, Warning, push_warning};

/// Cleans a query and says what was changed.
pub(super) fn clean(typed: &str, warnings: &mut Vec<Warning>) -> String {
    // Some characters normalise to several, so cutting comes both before (bounds the work) and
    // after (bounds the result).
    let mut changed = false;
    let mut chars = typed.chars();
    let mut text: String = chars
        .by_ref()
        .take(MAX_CHARS)
        .filter_map(|c| {
            let clean = clean_char(c);
            changed |= clean.is_some_and(|clean| clean != c && clean != ' ');
            clean
        })
        .nfc()
        // Composing brings out a few signs of its own (U+1FEF is a backtick).
        .filter_map(clean_char)
        .collect();
    let mut cut = chars.next().is_some();
    if let Some((at, _)) = text.char_indices().nth(MAX_CHARS) {
        text.truncate(at);
        cut = true;
    }
    if changed {
        push_warning(
            warnings,
            "punctuation-normalised",
            "Tanda baca khusus (kutip miring, tanda hubung panjang, huruf lebar) dibaca sebagai tanda biasa.".into(),
        );
    }
    if cut {
        push_warning(
            warnings,
            "query-cut",
            format!("Kueri lebih dari {MAX_CHARS} karakter; sisanya diabaikan."),
        );
    }
    text
}

/// The plain character for a typed one; `None` for invisible ones.
fn clean_char(c: char) -> Option<char> {
    Some(match c {
        '\u{201C}'..='\u{201F}'
        | '\u{00AB}'
        | '\u{00BB}'
        | '\u{2033}'
        | '\u{300C}'..='\u{300F}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{02BC}' | '`' | '\u{00B4}' => '\'',
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' => '-',
        // Long dashes separate parts of a sentence; they are no operator.
        '\u{2014}' | '\u{2015}' => ' ',
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{FFFD}' => return None,
        c if c.is_control() || c.is_whitespace() => ' ',
        c => c,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curly_and_wide_characters_become_plain_and_are_reported() {
        let mut warnings = Vec::new();
        assert_eq!(
            clean("“harga”\u{200B} ＢＥＲＡＳ – naik", &mut warnings),
            "\"harga\" BERAS - naik"
        );
        assert_eq!(warnings[0].code, "punctuation-normalised");
    }

    #[test]
    fn long_queries_are_cut_between_characters() {
        let mut warnings = Vec::new();
        assert_eq!(
            clean(&"é".repeat(5_000), &mut warnings).chars().count(),
            MAX_CHARS
        );
        assert_eq!(warnings[0].code, "query-cut");
    }
}
