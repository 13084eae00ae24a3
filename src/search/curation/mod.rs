//! An editor's hand in the results: pins, boosts, buries and hides for certain queries, between
//! certain days, from a file. What was done is said in the response.
//!
//! ```toml
//! [[rule]]
//! name = "Banjir Jakarta 2025"          # shown with the results
//! query = ["banjir jakarta", "banjir*"] # any of these; `*` at the end for beginnings
//! from = "2025-01-01"                   # first and last day, both included; optional
//! to = "2025-03-31"
//! pin = ["id-artikel-1", "id-artikel-2"] # in this order, before all others
//! boost = ["sumber:Kantor Berita"]
//! bury = ["kategori:Iklan"]
//! hide = ["id-artikel-3"]
//! ```
//!
//! A target is an article's id, or `sumber:`, `kategori:`, `penulis:` or `tag:` with a value.
//!
//! Rules act where hits are ordered by relevance. A pinned article need not hold the query's
//! words, but passes every filter and operator of the search like any other.

mod file;
#[cfg(test)]
mod tests;

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::rule_file::RuleFileError;
use crate::{
    engine::{Clause, plan::Editing},
    language::fold,
    query::FilterField,
};

/// Factor on the score of what is boosted, and its inverse on what is buried.
pub const BOOST: f32 = 3.0;

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// One article.
    Id(String),
    /// Articles with this value.
    Field(FilterField, String),
}

/// Which queries a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    Whole(String),
    Beginning(String),
}

/// A rule of the file.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub name: String,
    pub patterns: Vec<Pattern>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub pin: Vec<String>,
    pub boost: Vec<Target>,
    pub bury: Vec<Target>,
    pub hide: Vec<Target>,
}

/// What to do with the results of one query.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actions {
    /// Ids that come first, in this order.
    pub pins: Vec<String>,
    /// Score times [`BOOST`].
    pub boosts: Vec<Target>,
    /// Score divided by [`BOOST`].
    pub buries: Vec<Target>,
    /// Not shown at all.
    pub hides: Vec<Target>,
    /// Names of the rules that apply.
    pub rules: Vec<String>,
}

impl Actions {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What the engine must do about the order of hits, if anything.
    pub fn editing(&self) -> Option<Box<Editing>> {
        if self.pins.is_empty() && self.boosts.is_empty() && self.buries.is_empty() {
            return None;
        }
        Some(Box::new(Editing {
            pins: self.pins.clone(),
            boosts: any_of(&self.boosts),
            buries: any_of(&self.buries),
            factor: BOOST,
        }))
    }

    /// A query's clause without what is hidden.
    pub fn without_hidden(&self, clause: Clause) -> Clause {
        let Some(hidden) = any_of(&self.hides) else {
            return clause;
        };
        let mut clauses = match clause {
            // Flat, so that the engine still finds the words whose number may be loosened.
            Clause::All { clauses } => clauses,
            other => vec![other],
        };
        clauses.push(Clause::Not {
            clause: Box::new(hidden),
        });
        Clause::All { clauses }
    }
}

/// Whatever one of the targets means.
fn any_of(targets: &[Target]) -> Option<Clause> {
    let mut ids = Vec::new();
    let mut clauses = Vec::new();
    for target in targets {
        match target {
            Target::Id(id) => ids.push(id.clone()),
            Target::Field(field, value) => clauses.push(Clause::Filter {
                field: *field,
                value: value.clone(),
            }),
        }
    }
    if !ids.is_empty() {
        clauses.push(Clause::Ids { ids });
    }
    (!clauses.is_empty()).then_some(Clause::Any { clauses })
}

/// The rules of a file.
#[derive(Debug, Clone, Default)]
pub struct Curation {
    rules: Vec<Rule>,
    /// Numbers of rules by their patterns' texts: for the whole query, and for its beginning.
    whole: FxHashMap<String, Vec<usize>>,
    beginning: FxHashMap<String, Vec<usize>>,
    /// Bytes of the longest of those beginnings.
    longest: usize,
}

impl Curation {
    /// The rules of a file; none without one.
    pub fn load(file: Option<&Path>) -> Result<Curation, RuleFileError> {
        let rules = file.map(file::read).transpose()?.unwrap_or_default();
        Ok(Curation::of(rules))
    }

    fn of(rules: Vec<Rule>) -> Curation {
        let mut curation = Curation::default();
        for (number, rule) in rules.iter().enumerate() {
            for pattern in &rule.patterns {
                let (numbers, text) = match pattern {
                    Pattern::Whole(text) => (&mut curation.whole, text),
                    Pattern::Beginning(text) => {
                        curation.longest = curation.longest.max(text.len());
                        (&mut curation.beginning, text)
                    }
                };
                numbers.entry(text.clone()).or_default().push(number);
            }
        }
        Curation { rules, ..curation }
    }

    /// The rules with a pattern that this query fits, in the order of the file.
    fn about(&self, query: &str) -> impl Iterator<Item = &Rule> {
        let letters = query.char_indices();
        let ends = letters.map(|(at, letter)| at + letter.len_utf8());
        let ends = ends.take_while(|end| *end <= self.longest);
        let begun = ends.filter_map(|end| self.beginning.get(&query[..end]));
        let numbers = self.whole.get(query).into_iter().chain(begun).flatten();
        let mut numbers: Vec<usize> = numbers.copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
            .into_iter()
            .filter_map(|number| self.rules.get(number))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What to do with the results of this query today.
    pub fn apply(&self, query: &str, today: Date) -> Actions {
        let mut actions = Actions::default();
        if self.is_empty() {
            return actions;
        }
        let query = query_key(query);
        let in_force = |rule: &&Rule| {
            rule.from.is_none_or(|from| from <= today) && rule.to.is_none_or(|to| today <= to)
        };
        for rule in self.about(&query).filter(in_force) {
            extend(&mut actions.pins, &rule.pin);
            extend(&mut actions.boosts, &rule.boost);
            extend(&mut actions.buries, &rule.bury);
            extend(&mut actions.hides, &rule.hide);
            actions.rules.push(rule.name.clone());
        }
        // Hidden is hidden.
        let Actions { pins, hides, .. } = &mut actions;
        pins.retain(|id| !hides.contains(&Target::Id(id.clone())));
        actions
    }
}

fn extend<T: Clone + PartialEq>(all: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !all.contains(item) {
            all.push(item.clone());
        }
    }
}

/// A query as patterns compare it: lower case, single spaces, no signs around words.
fn query_key(query: &str) -> String {
    let words = query
        .split_whitespace()
        .map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
