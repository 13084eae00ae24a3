//! Whether a quotation stands by itself: without a verb, or between marks that were lost.

use super::{Paragraph, marks::Span, words::Kinds};

/// `ujarnya. " Narasi. " Katanya`: a blank behind an opening mark, as where marks were lost.
pub fn orphaned(p: &Paragraph, span: &Span) -> bool {
    p.text[span.outer_start..].starts_with(['"', '”'])
        && p.text[span.start..span.end].starts_with(|c: char| c.is_whitespace())
}

/// Whether somebody in a quotation says `saya` or the like.
pub fn personal(p: &Paragraph, span: &Span) -> bool {
    let first = p.tokens.partition_point(|t| t.start < span.start);
    let within = p.tokens[first..].iter().take_while(|t| t.end <= span.end);
    within.into_iter().any(|t| t.is(Kinds::SELF))
}

/// Whether a quotation without a verb is one: a sentence of its own, not a title or a term.
pub fn standalone(p: &Paragraph, i: usize) -> bool {
    let span = &p.spans[i];
    if !span.opened {
        return false;
    }
    if orphaned(p, span) && !personal(p, span) {
        return false;
    }
    // `"Panen Kopi, Jangan Tidur Lagi!"`: a title or a slogan.
    let first = p.tokens.partition_point(|t| t.start < span.start);
    let words = p.tokens[first..].partition_point(|t| t.end <= span.end);
    let capitals = p.tokens[first..first + words]
        .iter()
        .filter(|t| t.capital && !t.upper);
    if capitals.count() * 3 >= words * 2 {
        return false;
    }
    let text = p.text[span.start..span.end].trim();
    let before = p.text[..span.outer_start].trim_end();
    let fresh = before.is_empty() || before.ends_with(['.', '?', '!', '"', '”', ')']);
    let rest = p.text[span.outer_end..].trim_start_matches([' ', '.', ',']);
    let ends = text.ends_with(['.', '?', '!', '…'])
        || rest.is_empty()
        || rest.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '“');
    fresh
        && ends
        && text
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
        && !is_law(text)
}

/// `Setiap orang dilarang …`, `… sebagaimana dimaksud dalam ayat (1)`: what no person says.
fn is_law(text: &str) -> bool {
    let opens = [
        "Setiap orang ",
        "Setiap Orang ",
        "Barang siapa ",
        "Barangsiapa ",
    ];
    opens.iter().any(|head| text.starts_with(head))
        && (text.contains("dilarang") || text.contains("pidana"))
        || text.contains("sebagaimana dimaksud")
}
