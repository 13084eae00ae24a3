//! How a query is understood before it is planned: dates, then spelling, then what else its
//! words are called.

use super::{
    DateSuggestion, Expansion, Knowledge,
    planner::{Extra, ExtraKind},
    spelling::{Correction, Speller},
    trace::Trace,
};
use crate::{
    engine::{Engine, Level, Term},
    language::Analyzer,
    query::{self, Node, ParseContext, Query, QueryWord},
};

/// What may be done to a query.
#[derive(Debug, Clone, Copy)]
pub struct Liberties {
    /// Words that the archive does not know are searched in better spelling; otherwise the
    /// better spelling is only offered.
    pub correct: bool,
    /// Phrases that name days become filters; otherwise they are taken out, and it is said that
    /// nothing was found in these days.
    pub dates: bool,
}

impl Knowledge {
    /// Understands a parsed query.
    pub fn understand(
        &self,
        engine: &dyn Engine,
        mut query: Query,
        context: &ParseContext,
        liberties: Liberties,
        trace: &mut Trace,
    ) -> Understood {
        let mut corrected_from = None;
        let mut did_you_mean = None;
        let speller = self.speller();
        // What was found and only offered, to be searched beside what was typed.
        let mut offered = None;
        if let Some(speller) = &speller
            && let Some(better) = speller.correct_query(&query)
        {
            let mut inflections = Inflections::new(engine, speller);
            let mut is_rare = |word: &QueryWord| inflections.is_rare(&word.text);
            if liberties.correct && better.certain && !query.words().iter().any(&mut is_rare) {
                corrected_from = Some(std::mem::take(&mut query.text));
                query = query::parse(&better.text, context);
            } else {
                did_you_mean = Some(better.text);
                offered = Some((better.corrections, inflections));
            }
        }
        trace.step("spelling", || {
            match (&corrected_from, &did_you_mean, &speller) {
                (Some(typed), ..) => format!("“{typed}” dicari sebagai “{}”", query.text),
                (_, Some(better), _) => format!("ditawarkan: “{better}”"),
                (_, _, None) => "ejaan arsip belum dipelajari".to_owned(),
                _ => "tidak ada yang perlu diperbaiki".to_owned(),
            }
        });
        let readings = query::understand_dates(&mut query, context);
        let applied = readings.iter().find(|reading| reading.applied);
        let words_taken = applied.is_some();
        if let Some(reading) = applied.filter(|_| !liberties.dates) {
            query::drop_dates(&mut query, reading);
        }
        let applied = applied.filter(|_| liberties.dates);
        let days = applied
            .map(|reading| (reading.from, reading.to))
            .or_else(|| query.root.as_ref().and_then(dates_of));
        let dated = applied.is_some();
        trace.step("dates", || match (readings.as_slice(), liberties.dates) {
            ([], _) => "tidak ada tanggal dalam kata-kata".to_owned(),
            (readings, true) => readings
                .iter()
                .map(say_reading)
                .collect::<Vec<_>>()
                .join("; "),
            (_, false) => "tanggal dilepas karena tidak ada hasil".to_owned(),
        });
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
            for found in self.site().synonyms.expand(&words, days) {
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
                        kind: ExtraKind::Synonym,
                    });
                }
            }
            if let Some((found, inflections)) = offered.filter(|_| liberties.correct) {
                // A date that was read out of the words has changed who stands beside whom.
                let corrections = match words_taken {
                    false => found,
                    true => inflections.speller.correct(&words),
                };
                add_near(inflections, corrections, &mut extras, &mut expanded);
            }
        }
        trace.step("synonyms", || match expanded.as_slice() {
            [] => "tidak ada aturan untuk kata-kata ini".to_owned(),
            all => {
                let one = |e: &Expansion| format!("“{}” → “{}” ({})", e.from, e.to, e.rule);
                all.iter().map(one).collect::<Vec<_>>().join("; ")
            }
        });
        let latest = query.words().iter().any(|word| asks_for_latest(&word.text));
        Understood {
            has_days: days.is_some(),
            dated,
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
    /// A phrase of the query became the filter for these days.
    pub dated: bool,
    /// The query asks for the latest.
    pub latest: bool,
}

impl Understood {
    /// Whether it demands what a freer reading would not: days that a phrase names, or phrases
    /// in quotes to the letter.
    pub fn is_strict(&self) -> bool {
        self.dated || self.query.has_quotes()
    }
}

fn say_reading(reading: &query::DateReading) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let (from, to) = (day(reading.from), day(reading.to));
    let fate = if reading.applied {
        "saringan"
    } else {
        "hanya ditawarkan"
    };
    format!("“{}” = {from} sampai {to}, {fate}", reading.text)
}

/// What is only offered as a better spelling is searched beside what was typed: a name that few
/// articles spell so (`israil`, `shope`) is most often another one misspelled.
fn add_near(
    mut inflections: Inflections<'_>,
    corrections: Vec<Correction>,
    extras: &mut Vec<Extra>,
    expanded: &mut Vec<Expansion>,
) {
    for correction in corrections {
        let (place, word) = (correction.words, correction.word);
        let explained = extras
            .iter()
            .any(|extra| extra.words.contains(&place.start));
        let Some((near, _)) = correction.candidates.into_iter().next() else {
            continue;
        };
        if place.len() != 1
            || explained
            || inflections.speller.is_trusted(&word)
            || inflections.is_rare(&word)
        {
            continue;
        }
        expanded.push(Expansion {
            from: word.clone(),
            to: near.clone(),
            rule: format!("ejaan dekat: {word} → {near}"),
        });
        extras.push(Extra {
            words: place,
            text: near,
            weight: 1.0,
            kind: ExtraKind::Spelling,
        });
    }
}

/// Tells rare inflections of known words from misspellings.
struct Inflections<'a> {
    engine: &'a dyn Engine,
    speller: &'a Speller,
    analyzer: Analyzer,
}

impl<'a> Inflections<'a> {
    fn new(engine: &'a dyn Engine, speller: &'a Speller) -> Self {
        Inflections {
            engine,
            speller,
            analyzer: Analyzer::new(),
        }
    }

    /// Whether the archive knows an unknown form by its root.
    fn is_rare(&mut self, word: &str) -> bool {
        if self.speller.count(word) > 0 {
            return false;
        }
        let engine = self.engine;
        let mut known = false;
        self.analyzer.analyze(word, |token| {
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
    }
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
