//! The second look at the best candidates, and the account of it for `explain`.

use std::{cmp::Ordering, collections::HashMap};

use tantivy::{
    DocSet, postings::Postings as _, postings::SegmentPostings, schema::IndexRecordOption,
};

use super::{
    clause::Prepared,
    execute::{Factors, Ranked, compare},
    proximity::Proximity,
    schema::{Fields, ZONES},
    snapshot::Snapshot,
    words::{Scoring, Scratch, WeightedWord},
};
use crate::engine::{EngineError, Feedback, FeedbackTerm, Part, Plan, Sort};

/// What the second look added to a document's score.
#[derive(Debug, Clone, Copy, Default)]
struct Added {
    proximity: f32,
    lead: f32,
    feedback: f32,
}

/// Looks at the best candidates again.
pub struct SecondLook<'f> {
    fields: &'f Fields,
    feedback: Option<&'f Feedback<'f>>,
    added: HashMap<(u32, u32), Added>,
}

impl<'f> SecondLook<'f> {
    /// Nothing looked at yet.
    pub fn new(fields: &'f Fields, feedback: Option<&'f Feedback<'f>>) -> Self {
        SecondLook {
            fields,
            feedback,
            added: HashMap::new(),
        }
    }

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
                open = Some((hit.segment, Proximity::open(segment, words)?));
            }
            let Some((_, Some(proximity))) = &mut open else {
                continue;
            };
            let found = proximity.look(hit.doc, ranking.k1);
            let recency = factors.recency(segment.day.get_val(hit.doc));
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

    /// Adds what the terms bring that the very best candidates share. `head` is in document
    /// order.
    pub fn feedback(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        factors: &Factors,
        head: &mut [Ranked],
    ) -> Result<(), EngineError> {
        let ranking = &plan.ranking;
        let Some(feedback) = self.feedback else {
            return Ok(());
        };
        if ranking.feedback <= 0.0 || head.len() < ranking.feedback_docs.max(2) {
            return Ok(());
        }
        let mut best: Vec<Ranked> = head.to_vec();
        let order =
            |a: &Ranked, b: &Ranked| -> Ordering { compare(snapshot, Sort::Relevance, a, b) };
        best.select_nth_unstable_by(ranking.feedback_docs - 1, order);
        best.truncate(ranking.feedback_docs);
        best.sort_unstable_by(order);
        let mut articles = Vec::with_capacity(best.len());
        for hit in &best {
            articles.push((
                snapshot.article(self.fields, hit.segment as usize, hit.doc)?,
                hit.score,
            ));
        }
        let terms = feedback(&articles);
        if terms.is_empty() {
            return Ok(());
        }
        let mut open: Option<(u32, FeedbackPostings)> = None;
        for hit in head {
            let segment = &snapshot.segments[hit.segment as usize];
            if open
                .as_ref()
                .is_none_or(|(number, _)| *number != hit.segment)
            {
                open = Some((
                    hit.segment,
                    FeedbackPostings::open(snapshot, hit.segment, &terms)?,
                ));
            }
            if let Some((_, postings)) = &mut open {
                let recency = factors.recency(segment.day.get_val(hit.doc));
                let value = ranking.feedback * postings.score(hit.doc, ranking.k1) * recency;
                hit.score += value;
                if plan.explain {
                    self.added
                        .entry((hit.segment, hit.doc))
                        .or_default()
                        .feedback += value;
                }
            }
        }
        Ok(())
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
            let mut scratch = Scratch::default();
            for word in words {
                scratch.reset(segment.reader.max_doc() as usize);
                let word_alone = std::slice::from_ref(word);
                scoring.score(segment, word_alone, *fields, *count_optional, &mut scratch)?;
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
        let recency = factors.recency(segment.day.get_val(hit.doc));
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

/// Postings of feedback terms in one segment, read forward through documents.
struct FeedbackPostings {
    /// Postings in title and body, and the term's weight.
    terms: Vec<([Option<SegmentPostings>; 2], f32)>,
}

impl FeedbackPostings {
    fn open(snapshot: &Snapshot, number: u32, terms: &[FeedbackTerm]) -> Result<Self, EngineError> {
        let segment = &snapshot.segments[number as usize];
        let mut opened = Vec::with_capacity(terms.len());
        for term in terms {
            let open = |zone| segment.postings(&term.term, zone, IndexRecordOption::WithFreqs);
            opened.push(([open(0)?, open(ZONES - 1)?], term.weight));
        }
        Ok(FeedbackPostings { terms: opened })
    }

    fn score(&mut self, doc: u32, k1: f32) -> f32 {
        let mut score = 0.0;
        for (zones, weight) in &mut self.terms {
            let mut frequency = 0.0;
            for postings in zones.iter_mut().flatten() {
                if postings.doc() <= doc && (postings.doc() == doc || postings.seek(doc) == doc) {
                    frequency += postings.term_freq() as f32;
                }
            }
            score += *weight * frequency * (k1 + 1.0) / (frequency + k1);
        }
        score
    }
}
