//! The second look at the best candidates, and the account of it for `explain`.

use std::collections::HashMap;

use super::{
    clause::Prepared,
    execute::{Factors, Ranked, compare},
    proximity::Proximity,
    snapshot::Snapshot,
    words::{Pooled, Scoring, WeightedWord},
};
use crate::engine::{EngineError, Part, Plan, Sort};

/// What the second look added to a document's score.
#[derive(Debug, Clone, Copy, Default)]
struct Added {
    proximity: f32,
    lead: f32,
    feedback: f32,
}

/// Looks at the best candidates again.
#[derive(Default)]
pub struct SecondLook {
    added: HashMap<(u32, u32), Added>,
}

impl SecondLook {
    /// Adds what neighbouring words and words in the lead bring. `head` is in document order.
    pub fn closeness(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        words: &[WeightedWord<'_>],
        factors: &Factors,
        head: &mut [Ranked],
    ) -> Result<(), EngineError> {
        let ranking = &plan.ranking;
        if ranking.proximity <= 0.0 && ranking.lead <= 0.0 {
            return Ok(());
        }
        let mut open: Option<(u32, Option<Proximity>)> = None;
        for hit in head {
            let segment = &snapshot.segments[hit.segment as usize];
            if open
                .as_ref()
                .is_none_or(|(number, _)| *number != hit.segment)
            {
                open = Some((
                    hit.segment,
                    Proximity::open(segment, hit.segment as usize, words)?,
                ));
            }
            let Some((_, Some(proximity))) = &mut open else {
                continue;
            };
            let found = proximity.look(hit.doc, ranking.k1);
            let recency = factors.recency(segment.days[hit.doc as usize]);
            let pairs = ranking.proximity * found.pairs * recency;
            let lead = ranking.lead * found.lead * recency;
            hit.score += pairs + lead;
            if plan.explain {
                let added = self.added.entry((hit.segment, hit.doc)).or_default();
                added.proximity += pairs;
                added.lead += lead;
            }
        }
        Ok(())
    }

    /// Adds what the keys bring that the very best candidates share (pseudo-relevance
    /// feedback): after RM3 (Abdul-Jaleel et al., "UMass at TREC 2004: Novelty and HARD"), on
    /// the articles' keys instead of whole texts, applied to the candidates at hand, with idf
    /// as the guard against drift. `head` is in document order.
    pub fn feedback(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        factors: &Factors,
        head: &mut [Ranked],
    ) {
        let ranking = &plan.ranking;
        let learn_from = ranking.feedback_docs;
        if ranking.feedback <= 0.0 || learn_from < 2 || head.len() < learn_from {
            return;
        }
        let mut best: Vec<Ranked> = head.to_vec();
        let order = |a: &Ranked, b: &Ranked| compare(snapshot, Sort::Relevance, a, b);
        if learn_from < best.len() {
            best.select_nth_unstable_by(learn_from, order);
            best.truncate(learn_from);
        }
        let terms = shared_keys(snapshot, &best, ranking.feedback_terms);
        for hit in head {
            let segment = &snapshot.segments[hit.segment as usize];
            let mut value = 0.0;
            for key in segment.keys_of(hit.doc) {
                if let Some((_, weight)) = terms.iter().find(|(term, _)| *term == key) {
                    value += weight;
                }
            }
            let recency = factors.recency(segment.days[hit.doc as usize]);
            let value = ranking.feedback * value * recency;
            hit.score += value;
            if plan.explain {
                let added = self.added.entry((hit.segment, hit.doc)).or_default();
                added.feedback += value;
            }
        }
    }

    /// The parts of one hit's score. They add up to it: factors are shown as what they add.
    pub fn parts(
        &self,
        snapshot: &Snapshot,
        scoring: &Scoring<'_>,
        main: Option<&Prepared<'_>>,
        plan: &Plan,
        hit: &Ranked,
    ) -> Result<Vec<Part>, EngineError> {
        let segment = &snapshot.segments[hit.segment as usize];
        let mut parts = Vec::new();
        let mut sum = 0.0;
        let mut count = 0u8;
        let mut required = 0u8;
        if let Some(Prepared::Words {
            words,
            fields,
            required: needed,
            count_optional,
        }) = main
        {
            required = *needed;
            let mut scratch = Pooled::take(0);
            for word in words {
                scratch.reset(segment.reader.max_doc() as usize);
                let word_alone = std::slice::from_ref(word);
                let number = hit.segment as usize;
                scoring.score(
                    segment,
                    number,
                    word_alone,
                    *fields,
                    *count_optional,
                    &mut scratch,
                )?;
                let value = scratch.score[hit.doc as usize];
                count += scratch.count[hit.doc as usize];
                if value > 0.0 {
                    sum += value;
                    parts.push(Part {
                        name: format!("word:{}", word.word.text),
                        value,
                    });
                }
            }
        }
        if plan.sort != Sort::Relevance {
            return Ok(parts);
        }
        let factors = Factors::new(plan, required);
        let added = self
            .added
            .get(&(hit.segment, hit.doc))
            .copied()
            .unwrap_or_default();
        let recency = factors.recency(segment.days[hit.doc as usize]);
        let coverage = factors.coverage(count);
        let first = hit.score - added.proximity - added.lead - added.feedback;
        // What clauses beside the words (phrases, prefixes) brought, before the factors.
        let base = first / (coverage.max(f32::MIN_POSITIVE) * recency);
        for (name, value) in [
            ("operators", base - sum),
            ("coverage", base * (coverage - 1.0)),
            ("recency", base * coverage * (recency - 1.0)),
            ("proximity", added.proximity),
            ("lead", added.lead),
            ("feedback", added.feedback),
        ] {
            if value.abs() > 1e-4 {
                parts.push(Part {
                    name: name.into(),
                    value,
                });
            }
        }
        Ok(parts)
    }
}

/// Together, all keys of the feedback weigh like a few rare words; puts the configured weight
/// on the scale of word scores.
const UNIT: f32 = 16.0;

/// The keys that the best candidates share and that are rare elsewhere, with weights.
fn shared_keys(snapshot: &Snapshot, best: &[Ranked], wanted: usize) -> Vec<(u32, f32)> {
    let total: f32 = best.iter().map(|hit| hit.score.max(0.0)).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut weights: rustc_hash::FxHashMap<u32, (f32, u32)> = Default::default();
    for hit in best {
        let segment = &snapshot.segments[hit.segment as usize];
        for key in segment.keys_of(hit.doc) {
            let entry = weights.entry(key).or_default();
            entry.0 += hit.score / total;
            entry.1 += 1;
        }
    }
    let mut terms: Vec<(u32, f32)> = weights
        .into_iter()
        .filter(|(_, (_, documents))| *documents >= 2)
        .map(|(key, (weight, _))| {
            let frequency: u32 = snapshot
                .segments
                .iter()
                .map(|segment| segment.key_count(key))
                .sum();
            (key, weight * snapshot.collection.idf(u64::from(frequency)))
        })
        .collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(wanted);
    let sum: f32 = terms.iter().map(|(_, weight)| weight).sum();
    if sum > 0.0 {
        for (_, weight) in &mut terms {
            *weight *= UNIT / sum;
        }
    }
    terms
}
