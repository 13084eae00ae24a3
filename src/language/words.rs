//! Word boundaries by UAX #29, with a path of our own for ASCII.

use unicode_segmentation::UnicodeSegmentation;

/// A word's byte range.
pub(crate) type Range = (u32, u32);

/// Appends the words of `text` (ranges shifted by `offset`) to `out`: exactly those of
/// `unicode_word_indices`.
pub(crate) fn words_into(text: &str, offset: usize, out: &mut Vec<Range>) {
    if text.is_ascii() {
        ascii_words(text.as_bytes(), offset, out);
        return;
    }
    out.extend(text.unicode_word_indices().map(|(start, word)| {
        (
            (offset + start) as u32,
            (offset + start + word.len()) as u32,
        )
    }));
}

fn ascii_words(bytes: &[u8], offset: usize, out: &mut Vec<Range>) {
    let mut at = 0;
    while at < bytes.len() {
        if !is_core(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        let mut has_letter_or_digit = false;
        while at < bytes.len() {
            if is_core(bytes[at]) {
                has_letter_or_digit |= bytes[at] != b'_';
                at += 1;
            } else if joins(bytes, at) {
                at += 1;
            } else {
                break;
            }
        }
        if has_letter_or_digit {
            out.push(((offset + start) as u32, (offset + at) as u32));
        }
    }
}

fn is_core(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether the punctuation at `at` stands inside a word or number.
fn joins(bytes: &[u8], at: usize) -> bool {
    let (Some(&before), Some(&after)) = (bytes.get(at.wrapping_sub(1)), bytes.get(at + 1)) else {
        return false;
    };
    match bytes[at] {
        b'.' | b'\'' => {
            (before.is_ascii_digit() && after.is_ascii_digit())
                || (before.is_ascii_alphabetic() && after.is_ascii_alphabetic())
        }
        b',' | b';' => before.is_ascii_digit() && after.is_ascii_digit(),
        b':' => before.is_ascii_alphabetic() && after.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(text: &str) -> Vec<(usize, &str)> {
        let mut ranges = Vec::new();
        words_into(text, 0, &mut ranges);
        ranges
            .into_iter()
            .map(|(start, end)| (start as usize, &text[start as usize..end as usize]))
            .collect()
    }

    #[test]
    fn ascii_boundaries_are_those_of_uax_29() {
        for text in [
            "",
            "a",
            "_",
            "__a__",
            "3,2 10.000 a.b a:b a;b 1;2 1:2",
            "can't 'a' a'",
            "a_1.2_b",
            "x._y",
            "1.a",
            "a.1",
            "..a..",
            "a''b",
            "Rp2.499,50",
        ] {
            let reference: Vec<_> = text.unicode_word_indices().collect();
            assert_eq!(ours(text), reference, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn words_are_those_of_uax_29(text in "[a-c0-3_.,:;' \\-é\u{301}\u{200d}]{0,24}") {
            let reference: Vec<_> = text.unicode_word_indices().collect();
            prop_assert_eq!(ours(&text), reference);
        }
    }
}
