//! Scores plain words, term at a time, into dense arrays: BM25F (Robertson, Zaragoza & Taylor,
//! "Simple BM25 extension to multiple weighted fields", CIKM 2004) at each level of sameness.
//!
//! Facet counts need every matching document anyway, so skipping documents that cannot reach
//! the top would save nothing; dense arrays make each posting cost a few nanoseconds.

use tantivy::{DocSet, TERMINATED, postings::Postings as _, schema::IndexRecordOption};

use super::{
    columns::SegmentColumns,
    phrase::{phrase, zones},
    schema::ZONES,
};
use crate::{
    engine::{EngineError, Fields, Level, Slot, Term, Way, Word},
    search::Ranking,
};

/// Lengths and counts of the whole index, from which weights come.
#[derive(Debug, Clone, Default)]
pub struct Collection {
    pub documents: u64,
    /// Mean number of tokens in each zone, of documents that have the zone.
    pub mean_length: [f32; ZONES],
}

impl Collection {
    /// Inverse document frequency as in BM25 (always positive).
    pub fn idf(&self, frequency: u64) -> f32 {
        let n = self.documents as f32;
        let df = (frequency as f32).min(n);
        (1.0 + (n - df + 0.5) / (df + 0.5)).ln()
    }
}

/// Reused arrays of one search in one segment, as long as the segment has documents.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Score so far.
    pub score: Vec<f32>,
    /// Required words found so far.
    pub count: Vec<u8>,
    way: Vec<f32>,
    frequency: Vec<f32>,
    touched: Vec<u32>,
    way_touched: Vec<u32>,
    word: Vec<f32>,
    word_touched: Vec<u32>,
}

impl Scratch {
    /// Clears and sizes the arrays.
    pub fn reset(&mut self, documents: usize) {
        for array in [
            &mut self.score,
            &mut self.way,
            &mut self.frequency,
            &mut self.word,
        ] {
            array.clear();
            array.resize(documents, 0.0);
        }
        self.count.clear();
        self.count.resize(documents, 0);
    }
}

/// A word with the weights that the whole collection gives to its terms.
pub struct WeightedWord<'p> {
    pub word: &'p Word,
    pub ways: Vec<WeightedWay<'p>>,
    /// Weight of the word's most telling way, for proximity.
    pub idf: f32,
}

/// A way to match with its terms' weights.
pub struct WeightedWay<'p> {
    pub way: &'p Way,
    /// One for each term of a single slot; one for a phrase.
    pub idf: Vec<f32>,
}

/// Looks up how telling each term is over all segments.
pub fn weigh<'p>(
    words: &'p [Word],
    segments: &[std::sync::Arc<SegmentColumns>],
    collection: &Collection,
) -> Result<Vec<WeightedWord<'p>>, EngineError> {
    let frequency = |term: &Term| -> Result<u64, EngineError> {
        let mut by_zone = [0u64; ZONES];
        for segment in segments {
            for (zone, count) in by_zone.iter_mut().enumerate() {
                *count += segment.frequency(term, zone)?;
            }
        }
        Ok(by_zone.into_iter().max().unwrap_or(0))
    };
    let mut weighted = Vec::with_capacity(words.len());
    for word in words {
        let mut ways = Vec::with_capacity(word.ways.len());
        let mut best = 0f32;
        for way in &word.ways {
            let mut idf = Vec::new();
            match way.slots.as_slice() {
                [slot] => {
                    for term in &slot.terms {
                        idf.push(collection.idf(frequency(term)?));
                    }
                }
                slots => {
                    // A phrase is about as telling as its rarest word and a half of the rest.
                    let mut sum = 0f32;
                    let mut highest = 0f32;
                    for slot in slots {
                        let mut total = 0;
                        for term in &slot.terms {
                            total += frequency(term)?;
                        }
                        let weight = collection.idf(total);
                        sum += weight;
                        highest = highest.max(weight);
                    }
                    idf.push(highest + 0.5 * (sum - highest));
                }
            }
            best = best.max(idf.iter().copied().fold(0.0, f32::max) * way.weight);
            ways.push(WeightedWay { way, idf });
        }
        weighted.push(WeightedWord {
            word,
            ways,
            idf: best,
        });
    }
    Ok(weighted)
}

/// Length norms by field-norm id, for one zone.
pub struct Norms {
    table: Box<[f32; 256]>,
}

impl Norms {
    fn new(b: f32, mean: f32, weight: f32) -> Self {
        let mut table = Box::new([0f32; 256]);
        for (id, norm) in table.iter_mut().enumerate() {
            let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id as u8) as f32;
            *norm = weight / (1.0 - b + b * length / mean.max(1.0));
        }
        Norms { table }
    }
}

/// The per-query constants of scoring.
pub struct Scoring<'p> {
    ranking: &'p Ranking,
    norms: [Norms; ZONES],
}

impl<'p> Scoring<'p> {
    /// Prepares tables for a ranking over a collection.
    pub fn new(ranking: &'p Ranking, collection: &Collection) -> Self {
        let [title, summary, body] = collection.mean_length;
        Scoring {
            ranking,
            norms: [
                Norms::new(ranking.b_title, title, ranking.title),
                Norms::new(ranking.b_summary, summary, ranking.summary),
                Norms::new(ranking.b_body, body, 1.0),
            ],
        }
    }

    fn level(&self, level: Level) -> f32 {
        match level {
            Level::Exact => self.ranking.exact,
            Level::Light => self.ranking.light,
            Level::Root => self.ranking.root,
        }
    }

    fn saturate(&self, frequency: f32) -> f32 {
        frequency * (self.ranking.k1 + 1.0) / (frequency + self.ranking.k1)
    }

    /// Adds the words' scores and counts to `scratch`.
    pub fn score(
        &self,
        segment: &SegmentColumns,
        words: &[WeightedWord<'_>],
        fields: Fields,
        count_optional: bool,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        for weighted in words {
            scratch.word_touched.clear();
            for way in &weighted.ways {
                self.way(segment, way, fields, scratch)?;
                let weight = way.way.weight;
                for &doc in &scratch.way_touched {
                    let score = &mut scratch.way[doc as usize];
                    let word = &mut scratch.word[doc as usize];
                    if *word == 0.0 {
                        scratch.word_touched.push(doc);
                    }
                    // A synonym must not add to the word that it stands for.
                    *word = word.max(*score * weight);
                    *score = 0.0;
                }
            }
            let counted = u8::from(count_optional || !weighted.word.optional);
            for &doc in &scratch.word_touched {
                let doc = doc as usize;
                scratch.score[doc] += scratch.word[doc] * weighted.word.weight;
                scratch.count[doc] += counted;
                scratch.word[doc] = 0.0;
            }
        }
        Ok(())
    }

    /// Fills `scratch.way` and `scratch.way_touched` with the scores of one way.
    fn way(
        &self,
        segment: &SegmentColumns,
        way: &WeightedWay<'_>,
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        scratch.way_touched.clear();
        match way.way.slots.as_slice() {
            [slot] => {
                for (term, &idf) in slot.terms.iter().zip(&way.idf) {
                    let weight = self.level(term.level);
                    if weight > 0.0 {
                        self.collect_term(segment, term, fields, scratch)?;
                        self.settle(idf * weight, scratch);
                    }
                }
            }
            slots => {
                self.collect_phrase(segment, slots, fields, scratch)?;
                let idf = way.idf.first().copied().unwrap_or(0.0);
                self.settle(idf * self.ranking.root, scratch);
            }
        }
        Ok(())
    }

    fn collect_term(
        &self,
        segment: &SegmentColumns,
        term: &Term,
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        scratch.touched.clear();
        for zone in zones(fields) {
            let norms = &segment.norms[zone];
            let table = &self.norms[zone].table;
            for mut postings in segment.postings(term, zone, IndexRecordOption::WithFreqs)? {
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    let norm = table[usize::from(norms.fieldnorm_id(doc))];
                    let frequency = &mut scratch.frequency[doc as usize];
                    if *frequency == 0.0 {
                        scratch.touched.push(doc);
                    }
                    *frequency += norm * postings.term_freq() as f32;
                    doc = postings.advance();
                }
            }
        }
        Ok(())
    }

    fn collect_phrase(
        &self,
        segment: &SegmentColumns,
        slots: &[Slot],
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        scratch.touched.clear();
        for zone in zones(fields) {
            let norms = &segment.norms[zone];
            let table = &self.norms[zone].table;
            let (frequencies, touched) = (&mut scratch.frequency, &mut scratch.touched);
            phrase(segment, zone, slots, 0, true, |doc, occurrences| {
                let frequency = &mut frequencies[doc as usize];
                if *frequency == 0.0 {
                    touched.push(doc);
                }
                *frequency += table[usize::from(norms.fieldnorm_id(doc))] * occurrences as f32;
            })?;
        }
        Ok(())
    }

    /// Turns collected frequencies into scores of the way.
    fn settle(&self, weight: f32, scratch: &mut Scratch) {
        for &doc in &scratch.touched {
            let at = doc as usize;
            if scratch.way[at] == 0.0 {
                scratch.way_touched.push(doc);
            }
            scratch.way[at] += weight * self.saturate(scratch.frequency[at]);
            scratch.frequency[at] = 0.0;
        }
    }

    /// Score of a phrase clause from its occurrences in a zone.
    pub fn phrase_score(
        &self,
        segment: &SegmentColumns,
        zone: usize,
        doc: u32,
        occurrences: u32,
    ) -> f32 {
        let norm = self.norms[zone].table[usize::from(segment.norms[zone].fieldnorm_id(doc))];
        self.saturate(norm * occurrences as f32)
    }
}
