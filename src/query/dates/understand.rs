//! Which date phrases of a query become a filter, and which are only offered.

use std::ops::Range;

use jiff::civil::Date;

use super::{DatePhrase, find_dates, say_days};
use crate::language::is_question_word;
use crate::query::{Node, ParseContext, Query, build::all_nodes, parse};

/// A date phrase of a query and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateReading {
    /// The phrase.
    pub text: String,
    /// Its bytes of the query's text.
    pub span: Range<usize>,
    /// Names an occasion. See [`DatePhrase`].
    pub names_occasion: bool,
    /// First day; `None` is open.
    pub from: Option<Date>,
    /// Last day; `None` is open.
    pub to: Option<Date>,
    /// The query without the phrase.
    pub query: String,
    /// Whether the query was changed; otherwise offer it.
    pub applied: bool,
}

/// Warning code of a phrase that became a filter.
const DATE_APPLIED: &str = "date-applied";

/// Words that say only that news is wanted: `berita hari ini` asks for all of today's.
const GENERIC: [&str; 7] = [
    "berita", "kabar", "artikel", "news", "terbaru", "terkini", "info",
];

/// Finds date phrases among the plain words of a query. One that is clearly a request (`pekan
/// lalu`, `sejak 2022`) at the beginning or end becomes a filter, with a notice among the
/// warnings; the others are returned to be offered. A query with a date filter is left alone.
pub fn understand_dates(query: &mut Query, context: &ParseContext) -> Vec<DateReading> {
    if query.root.as_ref().is_some_and(has_dates) {
        return Vec::new();
    }
    let today = context.today();
    let phrases: Vec<DatePhrase> = find_dates(&query.text, context)
        .into_iter()
        // No article is from the future.
        .filter(|phrase| phrase.from.is_none_or(|from| from <= today))
        .filter(|phrase| is_plain(query, phrase))
        .collect();
    let applied = match query.root {
        Some(Node::Any { .. }) => None,
        // A question about a time (`siapa presiden sejak 2014`) does not ask for articles of it.
        _ if is_question(query) => None,
        _ => phrases
            .iter()
            .position(|phrase| phrase.certain && is_edge(query, phrase)),
    };
    let readings = phrases
        .iter()
        .enumerate()
        .map(|(i, phrase)| DateReading {
            text: phrase.text.clone(),
            span: phrase.span.clone(),
            names_occasion: phrase.names_occasion,
            from: phrase.from,
            to: phrase.to,
            query: without(query, phrase),
            applied: Some(i) == applied,
        })
        .collect();
    if let Some(phrase) = applied.and_then(|i| phrases.get(i)) {
        apply(query, phrase, context);
    }
    readings
}

fn is_question(query: &Query) -> bool {
    query
        .words()
        .iter()
        .any(|word| is_question_word(&word.text.to_lowercase()))
}

fn apply(query: &mut Query, phrase: &DatePhrase, context: &ParseContext) {
    // Blanks keep the other words where they are in the text.
    let mut text = query.text.clone();
    text.replace_range(phrase.span.clone(), &" ".repeat(phrase.span.len()));
    let rest = parse(&text, context);
    let dates = Node::Dates {
        from: phrase.from,
        to: phrase.to,
    };
    let root = rest.root.filter(|root| !is_generic(root));
    query.root = all_nodes(root.into_iter().chain([dates]).collect());
    query.words = rest.words;
    query.warn(
        DATE_APPLIED,
        format!(
            "“{}” dibaca sebagai tanggal terbit: {}.",
            phrase.text,
            say_days(phrase.from, phrase.to)
        ),
    );
}

/// Takes back the filter that [`understand_dates`] made of a phrase, and says so: nothing was
/// found in these days.
pub fn drop_dates(query: &mut Query, reading: &DateReading) {
    let nodes = match query.root.take() {
        Some(Node::All { nodes }) => nodes,
        other => other.into_iter().collect(),
    };
    let is_other = |node: &Node| !matches!(node, Node::Dates { .. });
    query.root = all_nodes(nodes.into_iter().filter(is_other).collect());
    query
        .warnings
        .retain(|warning| warning.code != DATE_APPLIED);
    query.warn(
        "date-dropped",
        format!(
            "Tidak ada yang cocok untuk {}; yang ditampilkan adalah hasil tanpa batas tanggal “{}”.",
            say_days(reading.from, reading.to),
            reading.text
        ),
    );
}

fn has_dates(node: &Node) -> bool {
    match node {
        Node::Dates { .. } => true,
        Node::All { nodes } | Node::Any { nodes } => nodes.iter().any(has_dates),
        Node::Not { inner } | Node::In { inner, .. } | Node::Quoted { inner } => has_dates(inner),
        _ => false,
    }
}

/// Whether the phrase stands outside of operators, quotes and fields.
fn is_plain(query: &Query, phrase: &DatePhrase) -> bool {
    let span = &phrase.span;
    let covered: usize = query
        .words()
        .iter()
        .filter(|w| w.plain && !w.negated && w.span.start < span.end && w.span.end > span.start)
        .map(|w| w.span.end.min(span.end) - w.span.start.max(span.start))
        .sum();
    let visible = query.text[span.clone()]
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-');
    covered >= visible.map(char::len_utf8).sum() && !cuts(query, phrase)
}

/// Whether the phrase is only a part of a word: the year of `2023-02-29`, a day that never was.
fn cuts(query: &Query, phrase: &DatePhrase) -> bool {
    let says = |part: Option<&str>| part.is_some_and(|p| p.contains(char::is_alphanumeric));
    query.words().iter().any(|word| {
        let (word, span) = (&word.span, &phrase.span);
        word.start < span.end
            && word.end > span.start
            && (says(query.text.get(word.start..span.start))
                || says(query.text.get(span.end..word.end)))
    })
}

/// Whether all other words stand on one side, and there are some.
fn is_edge(query: &Query, phrase: &DatePhrase) -> bool {
    let mut before = false;
    let mut after = false;
    for word in query.words() {
        before |= word.span.end <= phrase.span.start;
        after |= word.span.start >= phrase.span.end;
    }
    let others = query
        .root
        .as_ref()
        .is_some_and(|root| matches!(root, Node::All { .. }));
    before != after || (!before && !after && others)
}

/// The query text without the phrase.
fn without(query: &Query, phrase: &DatePhrase) -> String {
    let (before, after) = (
        &query.text[..phrase.span.start],
        &query.text[phrase.span.end..],
    );
    before
        .split_whitespace()
        .chain(after.split_whitespace())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_generic(node: &Node) -> bool {
    match node {
        Node::Word { text } => GENERIC.contains(&text.to_lowercase().as_str()),
        Node::Words { words } => words.iter().all(is_generic),
        _ => false,
    }
}
