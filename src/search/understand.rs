//! How a query is understood before it is planned: dates, then spelling, then what else its
//! words are called.

use std::sync::{Arc, RwLock};

use super::{DateSuggestion, Expansion, planner::Extra, synonyms::Expander};
use crate::query::{self, Node, ParseContext, Query};

/// What queries are understood with; shared by all searches.
#[derive(Debug)]
pub struct Knowledge {
    expander: Arc<Expander>,
    switches: RwLock<Switches>,
}

#[derive(Debug, Clone, Copy)]
struct Switches {
    expand: bool,
}

impl Knowledge {
    /// The built-in knowledge alone.
    pub fn built_in() -> Self {
        // The built-in file is checked by a test; without it, queries are searched as typed.
        let expander = Expander::load(None).unwrap_or_default();
        Knowledge::new(Arc::new(expander))
    }

    /// Knowledge from an expander.
    pub fn new(expander: Arc<Expander>) -> Self {
        Knowledge {
            expander,
            switches: RwLock::new(Switches { expand: true }),
        }
    }

    /// The synonyms in force.
    pub fn expander(&self) -> &Arc<Expander> {
        &self.expander
    }

    /// Switches expansion on or off, for ablations.
    pub fn set_expand(&self, expand: bool) {
        let mut switches = self.switches.write().unwrap_or_else(|e| e.into_inner());
        switches.expand = expand;
    }

    /// Understands a parsed query.
    pub fn understand(&self, mut query: Query, context: &ParseContext) -> Understood {
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
        let switches = *self.switches.read().unwrap_or_else(|e| e.into_inner());
        let mut extras = Vec::new();
        let mut expanded = Vec::new();
        // Numbers of words and of the tree's words agree only where all words are plain.
        let plain = query.words().iter().all(|word| word.plain && !word.negated);
        if switches.expand && plain && !query.words().is_empty() {
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
