//! Pseudo-relevance feedback: terms that the best candidates share and that are rare elsewhere.
//! After RM3 (Abdul-Jaleel et al., "UMass at TREC 2004: Novelty and HARD"), applied to the
//! candidates that are looked at again, with the collection's idf as the guard against drift.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    article::Article,
    engine::{Clause, Engine, FeedbackTerm, Level, Term},
    language::{self, Analyzer, Kind},
};

/// Of each article so many bytes are read: title and lead say what it is about.
const MOST_BYTES: usize = 1_500;
/// So many times the wanted terms are looked up in the index.
const LOOKED_UP: usize = 3;

/// Learns feedback terms from articles and their scores.
pub fn terms(
    engine: &dyn Engine,
    analyzer: &mut Analyzer,
    clause: Option<&Clause>,
    best: &[(Article, f32)],
    wanted: usize,
    documents: u64,
) -> Vec<FeedbackTerm> {
    let known = query_terms(clause);
    let total: f32 = best.iter().map(|(_, score)| score.max(0.0)).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    // Weight and number of articles of each term.
    let mut weights: FxHashMap<String, (f32, u32)> = FxHashMap::default();
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for (article, score) in best {
        counts.clear();
        let mut length = 0u32;
        let mut read = 0;
        for text in std::iter::once(&article.title).chain(&article.body) {
            if read > MOST_BYTES {
                break;
            }
            let end = text
                .floor_char_boundary((MOST_BYTES - read.min(MOST_BYTES)).max(200).min(text.len()));
            read += end;
            analyzer.analyze(&text[..end], |token| {
                length += 1;
                let telling = matches!(
                    token.kind,
                    Kind::Word | Kind::Name | Kind::Acronym | Kind::Foreign
                ) && token.root.len() > 2
                    && language::stopword_weight(token.exact) >= 1.0;
                if telling {
                    match counts.get_mut(token.root) {
                        Some(count) => *count += 1,
                        None => {
                            counts.insert(token.root.to_owned(), 1);
                        }
                    }
                }
            });
        }
        for (term, count) in counts.drain() {
            if known.contains(&term) || term.contains(' ') {
                continue;
            }
            let weight = score / total * count as f32 / length.max(1) as f32;
            let entry = weights.entry(term).or_default();
            entry.0 += weight;
            entry.1 += 1;
        }
    }
    let mut shared: Vec<(String, f32)> = weights
        .into_iter()
        .filter(|(_, (_, articles))| *articles >= 2)
        .map(|(term, (weight, _))| (term, weight))
        .collect();
    shared.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    shared.truncate(wanted * LOOKED_UP);
    let n = documents as f32;
    let mut terms: Vec<FeedbackTerm> = shared
        .into_iter()
        .filter_map(|(text, weight)| {
            let term = Term {
                level: Level::Root,
                text,
            };
            let frequency = engine.document_frequency(&term).ok()? as f32;
            let idf = (1.0 + (n - frequency + 0.5).max(0.5) / (frequency + 0.5)).ln();
            Some(FeedbackTerm {
                term,
                weight: weight * idf,
            })
        })
        .collect();
    terms.sort_unstable_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.term.cmp(&b.term))
    });
    terms.truncate(wanted);
    let sum: f32 = terms.iter().map(|term| term.weight).sum();
    if sum > 0.0 {
        // Together they weigh like one rare word.
        for term in &mut terms {
            term.weight *= UNIT / sum;
        }
    }
    terms
}

/// The idf of a rare word; puts the configured weight on the scale of word scores.
const UNIT: f32 = 8.0;

/// Roots that the query asks for already.
fn query_terms(clause: Option<&Clause>) -> FxHashSet<String> {
    let mut known = FxHashSet::default();
    if let Some(clause) = clause {
        collect(clause, &mut known);
    }
    known
}

fn collect(clause: &Clause, known: &mut FxHashSet<String>) {
    match clause {
        Clause::Words { words, .. } => {
            for slot in words
                .iter()
                .flat_map(|word| &word.ways)
                .flat_map(|way| &way.slots)
            {
                known.extend(slot.terms.iter().map(|term| term.text.clone()));
            }
        }
        Clause::All { clauses } | Clause::Any { clauses } => {
            for clause in clauses {
                collect(clause, known);
            }
        }
        _ => {}
    }
}
