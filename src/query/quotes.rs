//! Quotes as punctuation. In `"harga beras" bulog` they ask for a phrase; in a headline or a
//! sentence that somebody pasted they are part of the text, and demanding them to the letter
//! would find nothing where the article quotes a little differently.

use super::{Node, ParseContext, Query, parser::parse_as_typed};
use crate::language::stopword_weight;

/// A query with so many telling words outside of its quotes is pasted text.
const OUTSIDE: usize = 5;

/// Reads a query as [`super::parse`] does, but words in quotes as plain words: for when the
/// phrases are found nowhere.
pub fn parse_freely(text: &str, context: &ParseContext) -> Query {
    let mut query = parse_as_typed(text, context);
    if has_quotes(&query) {
        read_as_words(&mut query, context);
        query.warn(
            "quotes-not-found",
            "Tidak ada berita dengan frasa persis di dalam kutipan; isinya dicari sebagai kata biasa.",
        );
    }
    query
}

/// Reads the words in quotes of pasted text as plain words.
pub(super) fn read_pasted(query: &mut Query, context: &ParseContext) {
    if !has_quotes(query) || !looks_pasted(query) {
        return;
    }
    read_as_words(query, context);
    query.warn(
        "quotes-as-words",
        "Kueri panjang dengan tanda kutip dibaca sebagai teks; isi kutipan dicari sebagai kata biasa.",
    );
}

/// Whether phrases stand among so many words that quotes around them would be punctuation.
pub(super) fn looks_pasted(query: &Query) -> bool {
    let telling = |text: &str| stopword_weight(&text.to_lowercase()) >= 1.0;
    let outside = query.words().iter().filter(|word| telling(&word.text));
    phrases_among_words(query) && outside.count() >= OUTSIDE
}

fn read_as_words(query: &mut Query, context: &ParseContext) {
    // A blank is as long as a quote: the words stay where they are in the text.
    let plain = parse_as_typed(&query.text.replace('"', " "), context);
    query.root = plain.root;
    query.words = plain.words;
    query
        .warnings
        .retain(|warning| warning.code != "unbalanced-quote");
}

/// Whether a query is phrases in quotes with words beside them, and nothing else. Who types
/// nothing but quotes wants nothing but the phrase; parentheses around it all say so too.
pub(super) fn has_quotes(query: &Query) -> bool {
    query.text.contains('"') && !query.text.starts_with('(') && phrases_among_words(query)
}

fn phrases_among_words(query: &Query) -> bool {
    let is_phrase = |node: &Node| matches!(node, Node::Phrase { slop: 0, .. });
    let is_words = |node: &Node| matches!(node, Node::Words { .. } | Node::Word { .. });
    match &query.root {
        Some(Node::All { nodes }) => {
            nodes.iter().any(is_phrase)
                && nodes.iter().any(is_words)
                && nodes.iter().all(|node| is_phrase(node) || is_words(node))
        }
        _ => false,
    }
}
