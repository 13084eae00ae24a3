//! The words and signs in a stretch of text without spaces, and the punctuation around them.

use super::fields::field;

/// Whether a `-` or `+` before this text is an operator.
pub(super) fn starts_item(next: &str) -> bool {
    let mut chars = next.chars();
    match chars.next() {
        Some('"' | '(' | '=') => true,
        Some(c) if c.is_alphanumeric() => true,
        Some(c) => is_word_start(c) && chars.next().is_some_and(char::is_alphanumeric),
        None => false,
    }
}

/// What words start with; other characters before a word are dropped.
fn is_word_start(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '#' | '@' | '$' | '€' | '£')
}

/// The digits of `DEKAT/5`.
pub(super) fn near_digits(raw: &str) -> Option<&str> {
    raw.strip_prefix("DEKAT/")
        .or_else(|| raw.strip_prefix("NEAR/"))
}

/// A chunk without punctuation before it.
pub(super) fn without_lead(raw: &str) -> &str {
    let mut word = raw;
    loop {
        word = word.trim_start_matches(|c: char| !is_word_start(c));
        let mut chars = word.chars();
        let Some(first) = chars.next() else {
            return word;
        };
        if first.is_alphanumeric() || chars.next().is_some_and(char::is_alphanumeric) {
            return word;
        }
        word = &word[first.len_utf8()..];
    }
}

/// A chunk without punctuation around it and without `~2` and `^3` behind it.
pub(super) fn bare(raw: &str) -> &str {
    let mut word = without_lead(raw);
    loop {
        word = word.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '+'));
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        match stem.strip_suffix(['~', '^']) {
            Some(shorter) if stem.len() < word.len() => word = shorter,
            _ => return word,
        }
    }
}

/// A word that will not be taken for an operator, or for a field with its value, when written in a
/// query again.
pub(super) fn safe_word(word: &str) -> String {
    // Behind another field it is no field (`judul:siapa:t`). Either sign parts two words.
    if let Some((name, rest)) = word.split_once(':')
        && field(name).is_some()
    {
        return format!("{name}/{rest}");
    }
    let is_operator = matches!(
        word,
        "OR" | "ATAU" | "AND" | "DAN" | "NOT" | "BUKAN" | "KALIMAT" | "SENTENCE"
    ) || near_digits(word)
        .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    if is_operator {
        word.to_ascii_lowercase()
    } else {
        word.to_owned()
    }
}

/// A phrase with single spaces; empty when it holds no letter or digit.
pub(super) fn phrase_text(inner: &str) -> String {
    if !inner.contains(char::is_alphanumeric) {
        return String::new();
    }
    inner.split_whitespace().collect::<Vec<_>>().join(" ")
}
