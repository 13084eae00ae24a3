//! Whether a capital is evidence for a name, by where the word stands.

/// Whether an unlisted capitalised word at `start..end` is a name by where it stands.
pub(crate) fn is_name_here(text: &str, start: usize, end: usize) -> bool {
    !starts_sentence(text, start) && !in_title_case(text, start, end)
}

fn starts_sentence(text: &str, start: usize) -> bool {
    if text[..start].strip_suffix('-').is_some_and(|before| {
        before
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
    }) {
        // Gempol-Pandaan: the second of a pair, not what follows a dash.
        return false;
    }
    for c in text[..start].chars().rev().take(8) {
        match c {
            ' ' | '\t' | '\u{A0}' => {}
            '.' | '!' | '?' | ':' | '\n' | '\r' | '"' | '\u{201C}' | '\u{2018}' | '(' | '['
            | '\u{2013}' | '\u{2014}' | '-' | '|' | '•' => return true,
            _ => return false,
        }
    }
    true
}

/// Whether most long words around have a capital, as in a headline.
fn in_title_case(text: &str, start: usize, end: usize) -> bool {
    /// How far to look on each side, in bytes.
    const REACH: usize = 160;
    let from = text.floor_char_boundary(start.saturating_sub(REACH));
    let to = text.floor_char_boundary(end + REACH);
    let is_line_end = |c: char| matches!(c, '\n' | '\r');
    let before = text[from..start].rsplit(is_line_end).next().unwrap_or("");
    let after = text[end..to].split(is_line_end).next().unwrap_or("");
    // A sentence's end is an end too, but only with the space that tells it from `dr.`.
    let before = before.rsplit(". ").next().unwrap_or(before);
    let after = after.split(". ").next().unwrap_or(after);
    let (mut capitals, mut all) = (0, 0);
    for word in before.split(' ').chain(after.split(' ')) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if let Some(first) = letters.next()
            && letters.count() >= 3
        {
            all += 1;
            capitals += usize::from(first.is_uppercase());
        }
    }
    all >= 3 && capitals * 10 >= all * 8
}
