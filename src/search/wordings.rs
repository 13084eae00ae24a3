//! Where in a query words stand that may also be called otherwise. Every plain word, every word of a
//! phrase and of a speaker's name has a number, in the order of the tree; [`Extra`] and the planner
//! count in the same way.
//!
//! [`Extra`]: super::planner::Extra

use std::ops::Range;

use super::synonyms::Sameness;
use crate::query::{Node, Query};

/// Words side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Number of the first.
    pub first: usize,
    pub words: Vec<String>,
    pub place: Place,
}

/// What stands around words, and so how freely they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Words of the query, in a field too.
    Words,
    /// Words that must not be there.
    Excluded,
    /// Beside `DEKAT` and `KALIMAT`.
    Near,
    /// In quotes.
    Exact,
    /// In quotes with room between the words.
    Loose,
    /// Somebody's name.
    Speaker,
    /// Inside a direct quotation.
    Quoted,
}

impl Place {
    /// Whether another wording may stand here. `respell` reads phrases that are nowhere to be
    /// found in other spellings, too.
    pub fn allows(self, sameness: Sameness, respell: bool) -> bool {
        match self {
            Place::Words => true,
            Place::Near | Place::Speaker | Place::Quoted => sameness != Sameness::Narrower,
            // Who leaves something out means the name however it is spelled, and nothing else.
            Place::Excluded | Place::Loose => sameness == Sameness::Spelling,
            Place::Exact => respell && sameness == Sameness::Spelling,
        }
    }
}

/// The words of a text as they are counted.
pub fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

/// All runs of a tree.
pub fn runs(root: &Node) -> Vec<Run> {
    let mut walk = Walk::default();
    walk.node(root, Place::Words);
    walk.runs
}

/// The numbers by which a plan knows these of the query's words.
pub fn numbers(query: &Query, runs: &[Run], wanted: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut words = query
        .words()
        .iter()
        .enumerate()
        .filter(|(_, word)| !word.negated);
    for run in runs.iter().filter(|run| run.place == Place::Words) {
        for (number, text) in (run.first..).zip(&run.words) {
            match words.find(|(_, word)| word.text == *text) {
                Some((at, _)) if wanted.contains(&at) => found.push(number),
                Some(_) => {}
                None => return found,
            }
        }
    }
    found
}

#[derive(Default)]
struct Walk {
    next: usize,
    runs: Vec<Run>,
}

impl Walk {
    fn node(&mut self, node: &Node, place: Place) {
        match node {
            Node::Words { words } if place == Place::Near => self.nodes(words, place),
            Node::Words { words } => {
                let text: Vec<&str> = words.iter().filter_map(Node::plain_text).collect();
                self.run(text.into_iter(), place);
            }
            Node::Word { text } => self.run(std::iter::once(text.as_str()), place),
            Node::Phrase { text, slop } => {
                let place = match (place, slop) {
                    (_, 0) => Place::Exact,
                    _ => Place::Loose,
                };
                self.run(words_in(text), place);
            }
            Node::Near { left, right, .. } | Node::Sentence { left, right } => {
                let place = match place {
                    Place::Excluded => Place::Excluded,
                    _ => Place::Near,
                };
                self.node(left, place);
                self.node(right, place);
            }
            Node::Speaker { name } => self.run(words_in(name), Place::Speaker),
            Node::Quoted { inner } => self.quoted(inner, place),
            Node::In { inner, .. } => self.node(inner, place),
            Node::All { nodes } | Node::Any { nodes } => self.nodes(nodes, place),
            Node::Not { inner } => self.node(inner, Place::Excluded),
            Node::Exact { .. } | Node::Prefix { .. } | Node::Filter { .. } | Node::Dates { .. } => {
            }
        }
    }

    /// What `kutipan:` holds, in the order of the plan.
    fn quoted(&mut self, node: &Node, place: Place) {
        match node {
            Node::All { nodes } | Node::Any { nodes } => {
                for node in nodes {
                    self.quoted(node, place);
                }
            }
            Node::Not { inner } => self.quoted(inner, Place::Excluded),
            Node::Phrase { slop: 0, .. } | Node::Exact { .. } => self.node(node, place),
            _ => {
                let text = text_of(node);
                let place = match place {
                    Place::Excluded => place,
                    _ => Place::Quoted,
                };
                self.run(words_in(&text), place);
            }
        }
    }

    fn nodes(&mut self, nodes: &[Node], place: Place) {
        for node in nodes {
            self.node(node, place);
        }
    }

    fn run<'t>(&mut self, words: impl Iterator<Item = &'t str>, place: Place) {
        let words: Vec<String> = words.map(str::to_owned).collect();
        let first = self.next;
        self.next += words.len();
        if !words.is_empty() {
            self.runs.push(Run {
                first,
                words,
                place,
            });
        }
    }
}

/// The text of the words below a node.
pub fn text_of(node: &Node) -> String {
    fn add(node: &Node, text: &mut String) {
        match node {
            Node::Word { text: words }
            | Node::Exact { text: words }
            | Node::Prefix { text: words }
            | Node::Phrase { text: words, .. } => {
                text.push_str(words);
                text.push(' ');
            }
            Node::Words { words: nodes } | Node::All { nodes } | Node::Any { nodes } => {
                for node in nodes {
                    add(node, text);
                }
            }
            Node::In { inner, .. } | Node::Quoted { inner } => add(inner, text),
            Node::Near { left, right, .. } | Node::Sentence { left, right } => {
                add(left, text);
                add(right, text);
            }
            _ => {}
        }
    }
    let mut text = String::new();
    add(node, &mut text);
    text
}

/// Texts in which some of the words are replaced, the words as they are first; at most
/// [`MOST_TEXTS`]. `others` says what stands for which words.
pub fn rewordings(words: &[&str], others: &[(Range<usize>, &str)]) -> Vec<String> {
    // The texts from each word on, from the last word to the first.
    let mut from: Vec<Vec<String>> = vec![Vec::new(); words.len()];
    from.push(vec![String::new()]);
    for at in (0..words.len()).rev() {
        let own = std::iter::once((at..at + 1, words[at]));
        let here = others.iter().filter(|(range, _)| range.start == at);
        let mut texts = Vec::new();
        for (range, text) in own.chain(here.cloned()) {
            let rest = from.get(range.end).map_or(&[][..], Vec::as_slice);
            texts.extend(rest.iter().map(|rest| format!("{text} {rest}")));
        }
        texts.truncate(MOST_TEXTS);
        from[at] = texts;
    }
    from.swap_remove(0)
}

/// More wordings of one name or quotation would turn the query into a list.
const MOST_TEXTS: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{self, ParseContext};

    fn runs_of(text: &str) -> Vec<(usize, String, Place)> {
        let context = ParseContext {
            zone: jiff::tz::TimeZone::UTC,
            now: jiff::Timestamp::UNIX_EPOCH,
        };
        let root = query::parse(text, &context).root.expect("a tree");
        let runs = runs(&root).into_iter();
        runs.map(|run| (run.first, run.words.join(" "), run.place))
            .collect()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let at = |first, words: &str, place| (first, words.to_owned(), place);
        assert_eq!(
            runs_of("banjir Jogja -hujan +sawah tanggal:2024"),
            [
                at(0, "banjir Jogja", Place::Words),
                at(2, "hujan", Place::Excluded),
                at(3, "sawah", Place::Words),
            ]
        );
        assert_eq!(
            runs_of("(jogja ATAU \"kota solo\") judul:banjir \"a b\"~2"),
            [
                at(0, "jogja", Place::Words),
                at(1, "kota solo", Place::Exact),
                at(3, "banjir", Place::Words),
                at(4, "a b", Place::Loose),
            ]
        );
        assert_eq!(
            runs_of("jogja DEKAT/5 \"gunung api\" siapa:\"Mohammad Nuh\" kutipan:(puasa ramadhan)"),
            [
                at(0, "jogja", Place::Near),
                at(1, "gunung api", Place::Exact),
                at(3, "Mohammad Nuh", Place::Speaker),
                at(5, "puasa ramadhan", Place::Quoted),
            ]
        );
    }

    #[test]
    fn every_choice_of_wordings_is_made_once() {
        let texts = rewordings(
            &["Mohammad", "Ahmad", "Nuh"],
            &[(0..1, "Muhammad"), (1..2, "Achmad"), (0..3, "Menteri")],
        );
        let texts: Vec<&str> = texts.iter().map(|text| text.trim_end()).collect();
        assert_eq!(
            texts,
            [
                "Mohammad Ahmad Nuh",
                "Mohammad Achmad Nuh",
                "Muhammad Ahmad Nuh",
                "Muhammad Achmad Nuh",
                "Menteri"
            ]
        );
    }
}
