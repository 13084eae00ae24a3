//! How a query is understood before it is planned: dates, then spelling, then what else its
//! words are called.

use std::{
    path::Path,
    sync::{Arc, RwLock},
};

use super::{DateSuggestion, Expansion, planner::Extra, spelling::Speller, synonyms::Expander};
use crate::{
    engine::{Engine, EngineError, Level, Term},
    language::Analyzer,
    mining::acronyms::{AcronymTable, FILE},
    query::{self, Node, ParseContext, Query},
};

/// What queries are understood with; shared by all searches.
#[derive(Debug)]
pub struct Knowledge {
    expander: Arc<Expander>,
    speller: RwLock<Option<Arc<Speller>>>,
}

impl Knowledge {
    /// The built-in knowledge alone.
    pub fn built_in() -> Self {
        // The built-in file is checked by a test; without it, queries are searched as typed.
        let expander = Expander::load(None).unwrap_or_default();
        Knowledge::new(Arc::new(expander))
    }

    /// The built-in knowledge, and the short forms that `warta acronyms` keeps beside an index.
    /// A damaged list is reported in the log and left out.
    pub fn beside(index: &Path) -> Self {
        let knowledge = Knowledge::built_in();
        let learned = AcronymTable::load(&index.join(FILE))
            .map_err(|error| error.to_string())
            .and_then(|table| {
                let pairs = table
                    .entries()
                    .iter()
                    .filter(|entry| entry.rank == 0)
                    .map(|entry| (entry.short.clone(), entry.long.clone()))
                    .collect();
                let expander = knowledge.expander();
                expander
                    .set_harvested(pairs)
                    .map_err(|error| error.to_string())
            });
        if let Err(reason) = learned {
            tracing::warn!(%reason, "searching without the short forms learned from the index");
        }
        knowledge
    }

    /// Knowledge from an expander.
    pub fn new(expander: Arc<Expander>) -> Self {
        Knowledge {
            expander,
            speller: RwLock::default(),
        }
    }

    /// The synonyms in force.
    pub fn expander(&self) -> &Arc<Expander> {
        &self.expander
    }

    /// Learns spelling from the archive; takes a second or two for 45,000 articles.
    pub fn learn(&self, engine: &dyn Engine) -> Result<(), EngineError> {
        let mut speller = Speller::build(engine)?;
        speller.trust(self.expander.rules().words());
        let speller = Arc::new(speller);
        *self.speller.write().unwrap_or_else(|e| e.into_inner()) = Some(speller);
        Ok(())
    }

    /// What the archive taught about spelling; `None` before [`Knowledge::learn`].
    pub fn speller(&self) -> Option<Arc<Speller>> {
        self.speller
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .clone()
    }

    /// Understands a parsed query. With `correct`, words that the archive does not know are
    /// searched in better spelling; otherwise the better spelling is only offered.
    pub fn understand(
        &self,
        engine: &dyn Engine,
        mut query: Query,
        context: &ParseContext,
        correct: bool,
    ) -> Understood {
        let mut corrected_from = None;
        let mut did_you_mean = None;
        if let Some(speller) = self.speller()
            && let Some(better) = speller.correct_query(&query)
        {
            if correct && better.certain && !known_by_root(engine, &speller, &query) {
                corrected_from = Some(std::mem::take(&mut query.text));
                query = query::parse(&better.text, context);
            } else {
                did_you_mean = Some(better.text);
            }
        }
        let readings = query::understand_dates(&mut query, context);
        let days = readings
            .iter()
            .find(|reading| reading.applied)
            .map(|reading| (reading.from, reading.to))
            .or_else(|| query.root.as_ref().and_then(dates_of));
        let suggestions = readings
            .into_iter()
            .filter(|reading| !reading.applied)
            .map(|reading| DateSuggestion {
                text: reading.text,
                from: reading.from.map(|day| day.to_string()),
                to: reading.to.map(|day| day.to_string()),
                query: reading.query,
            })
            .collect();
        let mut extras = Vec::new();
        let mut expanded = Vec::new();
        // Numbers of words and of the tree's words agree only where all words are plain.
        let plain = query.words().iter().all(|word| word.plain && !word.negated);
        if plain && !query.words().is_empty() {
            let words: Vec<&str> = query
                .words()
                .iter()
                .map(|word| word.text.as_str())
                .collect();
            for found in self.expander.expand(&words, days) {
                let from = words[found.words.clone()].join(" ");
                for text in found.alternatives {
                    expanded.push(Expansion {
                        from: from.clone(),
                        to: text.clone(),
                        rule: found.rule.clone(),
                    });
                    extras.push(Extra {
                        words: found.words.clone(),
                        text,
                        weight: found.weight,
                    });
                }
            }
        }
        let latest = query.words().iter().any(|word| asks_for_latest(&word.text));
        Understood {
            has_days: days.is_some(),
            latest,
            query,
            corrected_from,
            did_you_mean,
            extras,
            expanded,
            suggestions,
        }
    }
}

/// A query with what is known about it.
#[derive(Debug)]
pub struct Understood {
    pub query: Query,
    /// What was typed, when `query` is a correction of it.
    pub corrected_from: Option<String>,
    /// A better spelling that was not searched.
    pub did_you_mean: Option<String>,
    /// What to look for besides its words.
    pub extras: Vec<Extra>,
    /// The same, for the response.
    pub expanded: Vec<Expansion>,
    /// Date phrases that were not applied.
    pub suggestions: Vec<DateSuggestion>,
    /// The query names days.
    pub has_days: bool,
    /// The query asks for the latest.
    pub latest: bool,
}

/// Whether the archive knows an unknown form by its root: then it is a rare inflection, not a
/// misspelling.
fn known_by_root(engine: &dyn Engine, speller: &Speller, query: &Query) -> bool {
    let mut analyzer = Analyzer::new();
    query.words().iter().any(|word| {
        if speller.count(&word.text) > 0 {
            return false;
        }
        let mut known = false;
        analyzer.analyze(&word.text, |token| {
            if token.root != token.exact && token.root.len() > 3 {
                let root = Term {
                    level: Level::Root,
                    text: token.root.to_owned(),
                };
                known |= engine
                    .document_frequency(&root)
                    .is_ok_and(|count| count > 0);
            }
        });
        known
    })
}

/// Words with which readers ask for the latest rather than about something.
pub fn asks_for_latest(word: &str) -> bool {
    ["terbaru", "terkini", "sekarang", "update"]
        .iter()
        .any(|latest| word.eq_ignore_ascii_case(latest))
}

/// The days that a tree filters by.
fn dates_of(node: &Node) -> Option<(Option<jiff::civil::Date>, Option<jiff::civil::Date>)> {
    match node {
        Node::Dates { from, to } => Some((*from, *to)),
        Node::All { nodes } => nodes.iter().find_map(dates_of),
        _ => None,
    }
}
