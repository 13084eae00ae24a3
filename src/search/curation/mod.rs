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

mod file;
#[cfg(test)]
mod tests;

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
};

use jiff::civil::Date;
use serde::Serialize;

use crate::{article::Article, language::fold, query::FilterField};
pub use file::CurationError;

/// Factor on the score of what is boosted, and its inverse on what is buried.
pub const BOOST: f32 = 3.0;

/// What a rule is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// One article.
    Id(String),
    /// Articles with this value.
    Field(FilterField, String),
}

impl Target {
    /// Whether it means this article.
    pub fn matches(&self, article: &Article) -> bool {
        let same = |value: &str, wanted: &str| fold(value) == fold(wanted);
        match self {
            Target::Id(id) => article.id == *id,
            Target::Field(FilterField::Source, wanted) => article
                .source
                .as_deref()
                .is_some_and(|source| same(source, wanted)),
            Target::Field(FilterField::Author, wanted) => {
                article.authors.iter().any(|author| same(author, wanted))
            }
            Target::Field(FilterField::Tag, wanted) => {
                article.tags.iter().any(|tag| same(tag, wanted))
            }
            Target::Field(FilterField::Category, wanted) => {
                // A category holds those below it.
                let wanted = fold(wanted);
                let path = fold(&article.category.join("/"));
                path == wanted
                    || path
                        .strip_prefix(&wanted)
                        .is_some_and(|rest| rest.starts_with('/'))
            }
        }
    }
}

/// Which queries a rule is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Pattern {
    Whole(String),
    Beginning(String),
}

impl Pattern {
    fn matches(&self, query: &str) -> bool {
        match self {
            Pattern::Whole(text) => query == text,
            Pattern::Beginning(text) => query.starts_with(text),
        }
    }
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

    /// Whether an article is hidden.
    pub fn hides(&self, article: &Article) -> bool {
        self.hides.iter().any(|target| target.matches(article))
    }

    /// Where an article is pinned, from 0.
    pub fn pin_of(&self, id: &str) -> Option<usize> {
        self.pins.iter().position(|pinned| pinned == id)
    }

    /// The factor on an article's score.
    pub fn factor(&self, article: &Article) -> f32 {
        let boosted = self.boosts.iter().any(|target| target.matches(article));
        let buried = self.buries.iter().any(|target| target.matches(article));
        match (boosted, buried) {
            (true, false) => BOOST,
            (false, true) => BOOST.recip(),
            _ => 1.0,
        }
    }
}

/// The rules in force. Queries take a snapshot; a reload swaps it.
#[derive(Debug, Default)]
pub struct Curation {
    file: Option<PathBuf>,
    rules: RwLock<Arc<Vec<Rule>>>,
}

impl Curation {
    /// The rules of a file; none without one.
    pub fn load(file: Option<PathBuf>) -> Result<Curation, CurationError> {
        let curation = Curation {
            file,
            rules: RwLock::default(),
        };
        curation.reload()?;
        Ok(curation)
    }

    /// Reads the file again. When it has a fault the rules in force stay.
    pub fn reload(&self) -> Result<usize, CurationError> {
        let rules = match &self.file {
            Some(path) => file::read(path)?,
            None => Vec::new(),
        };
        let count = rules.len();
        *self.rules.write().unwrap_or_else(|e| e.into_inner()) = Arc::new(rules);
        Ok(count)
    }

    /// What to do with the results of this query today.
    pub fn apply(&self, query: &str, today: Date) -> Actions {
        let rules = self.rules.read().unwrap_or_else(|e| e.into_inner()).clone();
        let mut actions = Actions::default();
        if rules.is_empty() {
            return actions;
        }
        let query = query_key(query);
        let in_force = |rule: &&Rule| {
            rule.from.is_none_or(|from| from <= today)
                && rule.to.is_none_or(|to| today <= to)
                && rule.patterns.iter().any(|pattern| pattern.matches(&query))
        };
        for rule in rules.iter().filter(in_force) {
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
