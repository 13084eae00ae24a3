//! Scores plain words, term at a time, into dense arrays: BM25F (Robertson, Zaragoza & Taylor,
//! "Simple BM25 extension to multiple weighted fields", CIKM 2004) at each level of sameness.
//!
//! Facet counts need every matching document anyway, so skipping documents that cannot reach
//! the top would save nothing; dense arrays make each posting cost a few nanoseconds.

use std::sync::{Arc, Mutex, PoisonError};

use tantivy::{InvertedIndexReader, postings::TermInfo, schema::IndexRecordOption};

use super::{
    columns::{Located, SegmentColumns},
    phrase::zones,
    phrases::Phrase,
    schema::ZONES,
};
use crate::{
    engine::{EngineError, Fields, Level, Term, Way, Word},
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

/// Arrays of one search in one segment, as long as the segment has documents.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Score so far.
    pub score: Vec<f32>,
    /// Required words found so far.
    pub count: Vec<u8>,
    /// Documents with a count, in no order.
    pub matched: Vec<u32>,
    // The rest is zero or empty between words.
    way: Vec<f32>,
    frequency: Vec<f32>,
    touched: Vec<u32>,
    way_touched: Vec<u32>,
    word: Vec<f32>,
    word_touched: Vec<u32>,
}

/// Arrays that wait for the next search: fresh memory costs more than the scoring itself.
static POOL: Mutex<Vec<Scratch>> = Mutex::new(Vec::new());
/// Arrays that may wait.
const MOST_POOLED: usize = 64;

/// A [`Scratch`] that goes back to the pool.
#[derive(Debug)]
pub struct Pooled(Scratch);

impl Pooled {
    /// Cleared arrays for a segment of so many documents.
    pub fn take(documents: usize) -> Self {
        let mut scratch = POOL
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_default();
        scratch.reset(documents);
        Pooled(scratch)
    }
}

impl Drop for Pooled {
    fn drop(&mut self) {
        let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
        if pool.len() < MOST_POOLED {
            pool.push(std::mem::take(&mut self.0));
        }
    }
}

impl std::ops::Deref for Pooled {
    type Target = Scratch;

    fn deref(&self) -> &Scratch {
        &self.0
    }
}

impl std::ops::DerefMut for Pooled {
    fn deref_mut(&mut self) -> &mut Scratch {
        &mut self.0
    }
}

impl Scratch {
    /// Clears and sizes the arrays. What was left behind by a search that failed half-way is
    /// cleared by it as well.
    pub fn reset(&mut self, documents: usize) {
        let unclean = !self.touched.is_empty()
            || !self.way_touched.is_empty()
            || !self.word_touched.is_empty();
        for array in [&mut self.way, &mut self.frequency, &mut self.word] {
            if unclean {
                array.fill(0.0);
            }
            // What a larger segment needed stays, and is zero.
            if array.len() < documents {
                array.resize(documents, 0.0);
            }
        }
        self.score.clear();
        self.score.resize(documents, 0.0);
        self.count.clear();
        self.count.resize(documents, 0);
        self.matched.clear();
        self.touched.clear();
        self.way_touched.clear();
        self.word_touched.clear();
    }

    fn clear_frequencies(&mut self) {
        for &doc in &self.touched {
            self.frequency[doc as usize] = 0.0;
        }
        self.touched.clear();
    }
}

/// A word with the weights that the whole collection gives to its terms.
pub struct WeightedWord<'p> {
    pub word: &'p Word,
    pub ways: Vec<WeightedWay<'p>>,
}

/// A way to match with its terms' weights.
pub struct WeightedWay<'p> {
    pub way: &'p Way,
    /// One for each term of a single slot; one for a phrase.
    pub idf: Vec<f32>,
    /// Where the terms of a single slot are, by term and segment.
    pub located: Vec<Vec<Located>>,
    /// Several slots. Words that the same phrase stands for share it.
    pub phrase: Option<Arc<Phrase<'p>>>,
}

impl WeightedWay<'_> {
    /// Whether any segment holds a term of it; of phrases that is not known.
    pub fn occurs(&self) -> bool {
        let mut places = self.located.iter().flatten();
        self.phrase.is_some() || places.any(|place| !place.is_empty())
    }

    /// Where a term of it is, by segment.
    pub fn locate(&self, term: &Term) -> Option<&[Located]> {
        if let Some(phrase) = &self.phrase {
            return phrase.locate(term);
        }
        let terms = self.way.slots.first()?.terms.iter();
        let mut located = terms.zip(&self.located);
        let found = located.find(|(known, _)| *known == term);
        found.map(|(_, at)| at.as_slice())
    }
}

/// Looks up where each term is and how telling it is over all segments.
pub fn weigh<'p>(
    words: &'p [Word],
    segments: &[Arc<SegmentColumns>],
    collection: &Collection,
) -> Result<Vec<WeightedWord<'p>>, EngineError> {
    // `known` is where a term of the same text is: its exact forms are the same.
    let locate = |term: &Term, known: Option<&Vec<Located>>| -> Result<Vec<Located>, EngineError> {
        let segments = segments.iter().enumerate();
        let here = segments.map(|(number, segment)| {
            let exact = known.map(|known| &known[number].exact);
            segment.locate(term, exact)
        });
        here.collect()
    };
    let mut phrases: Vec<(Arc<Phrase<'p>>, f32)> = Vec::new();
    let mut weighted = Vec::with_capacity(words.len());
    for word in words {
        let mut ways = Vec::with_capacity(word.ways.len());
        for way in &word.ways {
            let mut idf = Vec::new();
            let mut located: Vec<Vec<Located>> = Vec::new();
            let mut phrase = None;
            match way.slots.as_slice() {
                [slot] => {
                    for term in &slot.terms {
                        let mut known = slot.terms.iter().zip(&located);
                        let known = known.find(|(other, _)| other.text == term.text);
                        let here = locate(term, known.map(|(_, place)| place))?;
                        idf.push(collection.idf(frequency(&here, segments)));
                        located.push(here);
                    }
                }
                slots => {
                    let same = phrases.iter().find(|(known, _)| known.slots == slots);
                    let (known, weight) = match same {
                        Some(same) => same.clone(),
                        None => {
                            let phrase = Arc::new(Phrase::new(slots, segments)?);
                            let weight = idf_of_phrase(&phrase, segments, collection);
                            phrases.push((Arc::clone(&phrase), weight));
                            (phrase, weight)
                        }
                    };
                    idf.push(weight);
                    phrase = Some(known);
                }
            }
            ways.push(WeightedWay {
                way,
                idf,
                located,
                phrase,
            });
        }
        weighted.push(WeightedWord { word, ways });
    }
    Ok(weighted)
}

/// In about how many documents a term is, in the zone where it is in most.
fn frequency(located: &[Located], segments: &[Arc<SegmentColumns>]) -> u64 {
    let mut by_zone = [0u64; ZONES];
    for (segment, here) in segments.iter().zip(located) {
        for (zone, count) in by_zone.iter_mut().enumerate() {
            *count += segment.frequency(here, zone);
        }
    }
    by_zone.into_iter().max().unwrap_or(0)
}

/// A phrase is about as telling as its rarest word and a half of the rest.
fn idf_of_phrase(
    phrase: &Phrase<'_>,
    segments: &[Arc<SegmentColumns>],
    collection: &Collection,
) -> f32 {
    let (mut sum, mut highest) = (0f32, 0f32);
    for terms in phrase.located() {
        let total = terms.iter().map(|here| frequency(here, segments)).sum();
        let weight = collection.idf(total);
        sum += weight;
        highest = highest.max(weight);
    }
    highest + 0.5 * (sum - highest)
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

    /// Adds the words' scores and counts to `scratch`. `number` is the segment's.
    pub fn score(
        &self,
        segment: &SegmentColumns,
        number: usize,
        words: &[WeightedWord<'_>],
        fields: Fields,
        count_all: bool,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        for weighted in words {
            let counted = u8::from(count_all || weighted.word.role.is_counted());
            if let [only] = weighted.ways.as_slice() {
                self.way(segment, number, only, fields, scratch)?;
                let weight = only.way.weight * weighted.word.weight;
                for &doc in &scratch.way_touched {
                    let at = doc as usize;
                    scratch.score[at] += scratch.way[at] * weight;
                    scratch.way[at] = 0.0;
                    if counted > 0 && scratch.count[at] == 0 {
                        scratch.matched.push(doc);
                    }
                    scratch.count[at] += counted;
                }
                scratch.way_touched.clear();
                continue;
            }
            for way in &weighted.ways {
                self.way(segment, number, way, fields, scratch)?;
                let weight = way.way.weight;
                if weight == 1.0 && scratch.word_touched.is_empty() {
                    // Nothing to compare with yet.
                    std::mem::swap(&mut scratch.way, &mut scratch.word);
                    std::mem::swap(&mut scratch.way_touched, &mut scratch.word_touched);
                    continue;
                }
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
                scratch.way_touched.clear();
            }
            for &doc in &scratch.word_touched {
                let at = doc as usize;
                scratch.score[at] += scratch.word[at] * weighted.word.weight;
                scratch.word[at] = 0.0;
                if counted > 0 && scratch.count[at] == 0 {
                    scratch.matched.push(doc);
                }
                scratch.count[at] += counted;
            }
            scratch.word_touched.clear();
        }
        Ok(())
    }

    /// Fills `scratch.way` and `scratch.way_touched` with the scores of one way.
    fn way(
        &self,
        segment: &SegmentColumns,
        number: usize,
        way: &WeightedWay<'_>,
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        let [slot] = way.way.slots.as_slice() else {
            if let Some(phrase) = &way.phrase {
                self.collect_phrase(segment, number, phrase, fields, scratch)?;
            }
            let idf = way.idf.first().copied().unwrap_or(0.0);
            self.settle(idf * self.ranking.root, scratch);
            scratch.clear_frequencies();
            return Ok(());
        };
        let weight = |at: usize| way.idf[at] * self.level(slot.terms[at].level);
        let mut exact = slot
            .terms
            .iter()
            .position(|term| term.level == Level::Exact && self.ranking.exact > 0.0);
        for (at, term) in slot.terms.iter().enumerate() {
            if term.level == Level::Exact || weight(at) <= 0.0 {
                continue;
            }
            let located = &way.located[at][number];
            self.collect(segment, &segment.exact, &located.exact, fields, scratch)?;
            // The exact form is often the root itself: its postings are read once for both.
            if let Some(form) = exact.filter(|&form| slot.terms[form].text == term.text) {
                self.settle(weight(form), scratch);
                exact = None;
            }
            self.collect(segment, &segment.root, &located.differing, fields, scratch)?;
            self.settle(weight(at), scratch);
            scratch.clear_frequencies();
        }
        if let Some(form) = exact {
            let located = &way.located[form][number];
            self.collect(segment, &segment.exact, &located.exact, fields, scratch)?;
            self.settle(weight(form), scratch);
            scratch.clear_frequencies();
        }
        Ok(())
    }

    /// Adds the weighted frequencies of one term, zone by zone.
    fn collect(
        &self,
        segment: &SegmentColumns,
        indexes: &[Arc<InvertedIndexReader>; ZONES],
        infos: &[Option<TermInfo>; ZONES],
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        let (frequencies, touched) = (&mut scratch.frequency, &mut scratch.touched);
        for zone in zones(fields) {
            let Some(info) = &infos[zone] else { continue };
            let norms = &segment.norms[zone];
            let table = &self.norms[zone].table;
            let option = IndexRecordOption::WithFreqs;
            let mut block = indexes[zone].read_block_postings_from_terminfo(info, option)?;
            while block.block_len() > 0 {
                for (&doc, &count) in block.docs().iter().zip(block.freqs()) {
                    let frequency = &mut frequencies[doc as usize];
                    if *frequency == 0.0 {
                        touched.push(doc);
                    }
                    *frequency += table[usize::from(norms[doc as usize])] * count as f32;
                }
                block.advance();
            }
        }
        Ok(())
    }

    fn collect_phrase(
        &self,
        segment: &SegmentColumns,
        number: usize,
        phrase: &Phrase<'_>,
        fields: Fields,
        scratch: &mut Scratch,
    ) -> Result<(), EngineError> {
        for zone in zones(fields) {
            let norms = &segment.norms[zone];
            let table = &self.norms[zone].table;
            let (frequencies, touched) = (&mut scratch.frequency, &mut scratch.touched);
            for &(doc, times) in phrase.occurrences(segment, number, zone)?.iter() {
                let frequency = &mut frequencies[doc as usize];
                if *frequency == 0.0 {
                    touched.push(doc);
                }
                *frequency += table[usize::from(norms[doc as usize])] * times as f32;
            }
        }
        Ok(())
    }

    /// Adds the score of the frequencies collected so far to the way.
    fn settle(&self, weight: f32, scratch: &mut Scratch) {
        for &doc in &scratch.touched {
            let score = &mut scratch.way[doc as usize];
            if *score == 0.0 {
                scratch.way_touched.push(doc);
            }
            *score += weight * self.saturate(scratch.frequency[doc as usize]);
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
        let norm = self.norms[zone].table[usize::from(segment.norms[zone][doc as usize])];
        self.saturate(norm * occurrences as f32)
    }
}
