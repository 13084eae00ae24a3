//! Sentence boundaries of Indonesian news text.

use std::ops::Range;

/// Words that end in a full stop without ending a sentence.
const ABBREVIATIONS: &[&str] = &[
    "dr", "drs", "prof", "ir", "pt", "cv", "no", "tgl", "jl", "rp", "st", "kh", "h", "hj", "sdr",
    "yth", "dll", "dsb", "dkk", "hlm", "tbk", "kab", "kec", "a.n", "s.d", "gg", "muh", "moh",
];

/// Byte ranges of the sentences of a text, in order; white space between them belongs to none.
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &text[from..];
        let start = from + (rest.len() - rest.trim_start().len());
        if start >= text.len() {
            return None;
        }
        let end = sentence_end(text, start);
        from = end;
        Some(start..end)
    })
}

fn sentence_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => return at,
            b'.' | b'!' | b'?' => {
                let mut end = at + 1;
                while matches!(
                    bytes.get(end),
                    Some(b'.' | b'!' | b'?' | b'"' | b'\'' | b')')
                ) {
                    end += 1;
                }
                for quote in ["”", "’"] {
                    if text[end..].starts_with(quote) {
                        end += quote.len();
                    }
                }
                let after = &text[end..];
                let next = after.trim_start_matches([' ', '\t']);
                let spaced =
                    next.len() < after.len() || after.starts_with('\n') || after.is_empty();
                let opens = next.chars().next().is_none_or(|c| {
                    c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '\'' | '(' | '\n')
                });
                if spaced && opens && !(bytes[at] == b'.' && abbreviated(&text[start..at])) {
                    return end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Whether the text before a full stop ends in an abbreviation or an initial.
fn abbreviated(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '"')
        .next()
        .unwrap_or("");
    let single = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    single || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn abbreviations_and_decimals_do_not_end_sentences() {
        let text = "Menurut dr. Budi, harga naik 3.2 persen. \"Benar,\" kata H. Amin.\nSelesai!";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "Menurut dr. Budi, harga naik 3.2 persen.",
                "\"Benar,\" kata H. Amin.",
                "Selesai!"
            ]
        );
    }
}
