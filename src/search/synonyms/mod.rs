//! What is searched in addition to what was typed: acronyms, places, equivalent words and who
//! held an office. Knowledge is in files (`knowledge/` is built in; a site adds its own) that
//! are checked on load. Expansion happens when a query
//! is planned; the index holds nothing of it.

mod file;
mod rules;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use rules::Rules;

/// The knowledge that every installation has. Of two files that add the same, the first does it.
const BUILT_IN: [(&str, &str); 7] = [
    (
        "knowledge/names.toml",
        include_str!("../knowledge/names.toml"),
    ),
    (
        "knowledge/news.toml",
        include_str!("../knowledge/news.toml"),
    ),
    (
        "knowledge/readers.toml",
        include_str!("../knowledge/readers.toml"),
    ),
    (
        "knowledge/stories.toml",
        include_str!("../knowledge/stories.toml"),
    ),
    (
        "knowledge/daily.toml",
        include_str!("../knowledge/daily.toml"),
    ),
    (
        "knowledge/spoken.toml",
        include_str!("../knowledge/spoken.toml"),
    ),
    (
        "knowledge/events.toml",
        include_str!("../knowledge/events.toml"),
    ),
];

/// One rule that fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Expansion {
    /// The words of the query that it stands for, by number.
    pub words: Range<usize>,
    /// Words and phrases to search as well.
    pub alternatives: Vec<String>,
    /// Factor against what was typed.
    pub weight: f32,
    /// How nearly it means the same, which decides where it may be searched.
    pub sameness: Sameness,
    /// The rule, in words for people: `singkatan: KPK`.
    pub rule: String,
}

/// How much alternatives are the same as what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// The same word, spelled otherwise.
    Spelling,
    /// Another word for the same.
    Meaning,
    /// Part of what was typed: one of several that it may stand for.
    Narrower,
}

/// Words of a phrase as rules compare them: lower case, without full stops and plain commas.
fn folded(phrase: &str) -> String {
    let mut key = String::with_capacity(phrase.len());
    for word in phrase.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(
            word.chars()
                .filter(|c| *c != '.')
                .flat_map(char::to_lowercase),
        );
    }
    key
}
