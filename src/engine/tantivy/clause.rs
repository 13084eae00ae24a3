//! Which documents of a segment match a clause, and what they score.

use tantivy::{DocSet, TERMINATED, schema::IndexRecordOption};

use super::{
    bits::Bits,
    columns::{self, Located, SegmentColumns},
    phrase::{self, zones},
    phrases::Phrase,
    schema::UNDATED_DAY,
    together::together,
    values::FieldNames,
    words::{Collection, Pooled, Scoring, Scratch, WeightedWord, weigh},
};
use crate::{
    engine::{Clause, EngineError, Fields, Passage, Term, Within, plan::DayRange},
    query::FilterField,
};

/// A prefix stands for at most so many words; the rest is left out. Keeps `a*` bounded.
const MOST_PREFIX_TERMS: usize = 2_000;

/// A clause with the weights of its words looked up, once for all segments.
pub enum Prepared<'p> {
    Words {
        words: Vec<WeightedWord<'p>>,
        fields: Fields,
        /// Words that must be present.
        required: u8,
        /// No word would be counted: then each of them is.
        count_all: bool,
    },
    Phrase {
        phrase: Phrase<'p>,
        slop: u32,
        fields: Fields,
        idf: f32,
    },
    Together {
        sides: (&'p [Passage], &'p [Passage]),
        within: Within,
        fields: Fields,
        idf: f32,
    },
    All(Vec<Prepared<'p>>),
    Any(Vec<Prepared<'p>>),
    Not(Box<Prepared<'p>>),
    Other(&'p Clause),
}

impl<'p> Prepared<'p> {
    /// Looks up weights.
    pub fn new(
        clause: &'p Clause,
        segments: &[std::sync::Arc<SegmentColumns>],
        collection: &Collection,
    ) -> Result<Self, EngineError> {
        let all = |clauses: &'p [Clause]| -> Result<Vec<Self>, EngineError> {
            clauses
                .iter()
                .map(|clause| Prepared::new(clause, segments, collection))
                .collect()
        };
        Ok(match clause {
            Clause::Words { words, fields } => {
                let needed = words.iter().filter(|word| word.role.is_counted()).count();
                let count_all = needed == 0;
                let required = if count_all { words.len() } else { needed };
                Prepared::Words {
                    words: weigh(words, segments, collection)?,
                    fields: *fields,
                    required: required.min(255) as u8,
                    count_all,
                }
            }
            Clause::Phrase {
                slots,
                slop,
                fields,
            } => {
                let phrase = Phrase::new(slots, segments)?;
                Prepared::Phrase {
                    slop: *slop,
                    fields: *fields,
                    idf: idf_of(&phrase, *fields, segments, collection),
                    phrase,
                }
            }
            Clause::Together {
                left,
                right,
                within,
                fields,
            } => {
                let mut idf = 0.0;
                for side in [left, right] {
                    idf += rarest(side, *fields, segments, collection)?;
                }
                Prepared::Together {
                    sides: (left, right),
                    within: *within,
                    fields: *fields,
                    idf,
                }
            }
            Clause::All { clauses } => Prepared::All(all(clauses)?),
            Clause::Any { clauses } => Prepared::Any(all(clauses)?),
            Clause::Not { clause } => {
                Prepared::Not(Box::new(Prepared::new(clause, segments, collection)?))
            }
            other => Prepared::Other(other),
        })
    }

    /// Where a term is, by segment, if that was looked up.
    pub fn located(&self, term: &Term) -> Option<&[Located]> {
        match self {
            Prepared::Words { words, .. } => {
                let ways = words.iter().flat_map(|word| &word.ways);
                ways.into_iter().find_map(|way| way.locate(term))
            }
            Prepared::All(clauses) | Prepared::Any(clauses) => {
                clauses.iter().find_map(|clause| clause.located(term))
            }
            Prepared::Phrase { phrase, .. } => phrase.locate(term),
            Prepared::Together { .. } | Prepared::Not(_) | Prepared::Other(_) => None,
        }
    }

    /// The words whose number may be loosened: those at the top, or the first beside filters.
    pub fn main_words(&self) -> Option<&Prepared<'p>> {
        match self {
            Prepared::Words { .. } => Some(self),
            Prepared::All(clauses) => clauses
                .iter()
                .find(|clause| matches!(clause, Prepared::Words { .. })),
            _ => None,
        }
    }
}

/// How rare the words of slots are, summed.
fn idf_of(
    phrase: &Phrase<'_>,
    fields: Fields,
    segments: &[std::sync::Arc<SegmentColumns>],
    collection: &Collection,
) -> f32 {
    let mut idf = 0.0;
    for terms in phrase.located() {
        let mut total = 0;
        for by_segment in terms {
            for (segment, located) in segments.iter().zip(by_segment) {
                let by_zone = zones(fields).map(|zone| segment.frequency(located, zone));
                total += by_zone.sum::<u64>();
            }
        }
        idf += collection.idf(total);
    }
    idf
}

/// What the rarest of several passages counts; a prefix counts as one word that is everywhere.
fn rarest(
    passages: &[Passage],
    fields: Fields,
    segments: &[std::sync::Arc<SegmentColumns>],
    collection: &Collection,
) -> Result<f32, EngineError> {
    let mut most = 1.0f32;
    for passage in passages {
        if let Passage::Slots { slots, .. } = passage {
            let phrase = Phrase::new(slots, segments)?;
            most = most.max(idf_of(&phrase, fields, segments, collection));
        }
    }
    Ok(most)
}

/// Evaluates prepared clauses in one segment.
pub struct Evaluation<'e> {
    pub segment: &'e SegmentColumns,
    /// The segment's number in the snapshot.
    pub number: usize,
    pub names: &'e [FieldNames; 4],
    pub scoring: &'e Scoring<'e>,
    pub scratch: &'e mut Scratch,
    /// The words that are counted instead of decided here.
    pub main: Option<&'e Prepared<'e>>,
}

impl Evaluation<'_> {
    fn documents(&self) -> u32 {
        self.segment.reader.max_doc()
    }

    /// The matching documents; scores are added to the scratch when `score` is set. `None`
    /// stands for "decided by the count of the main words".
    pub fn matches(
        &mut self,
        clause: &Prepared<'_>,
        score: bool,
    ) -> Result<Option<Bits>, EngineError> {
        if let Some(main) = self.main
            && std::ptr::addr_eq(main, clause)
        {
            let Prepared::Words {
                words,
                fields,
                count_all,
                ..
            } = clause
            else {
                return Ok(None);
            };
            self.scoring.score(
                self.segment,
                self.number,
                words,
                *fields,
                *count_all,
                self.scratch,
            )?;
            return Ok(None);
        }
        Ok(Some(match clause {
            Prepared::Words {
                words,
                fields,
                required,
                count_all,
            } => self.words(words, *fields, *required, *count_all, score)?,
            Prepared::Phrase {
                phrase,
                slop,
                fields,
                idf,
            } => {
                let mut bits = Bits::empty(self.documents());
                for zone in zones(*fields) {
                    let (segment, scoring) = (self.segment, self.scoring);
                    let scores = &mut self.scratch.score;
                    let number = self.number;
                    phrase::phrase(segment, number, zone, phrase, *slop, |doc, occurrences| {
                        bits.insert(doc);
                        if score {
                            scores[doc as usize] +=
                                idf * scoring.phrase_score(segment, zone, doc, occurrences);
                        }
                    })?;
                }
                bits
            }
            Prepared::Together {
                sides,
                within,
                fields,
                idf,
            } => {
                let mut bits = Bits::empty(self.documents());
                for zone in zones(*fields) {
                    let (segment, scoring) = (self.segment, self.scoring);
                    let scores = &mut self.scratch.score;
                    together(segment, zone, *sides, *within, |doc, occurrences| {
                        bits.insert(doc);
                        if score {
                            scores[doc as usize] +=
                                idf * scoring.phrase_score(segment, zone, doc, occurrences);
                        }
                    })?;
                }
                bits
            }
            Prepared::All(clauses) => {
                let mut bits: Option<Bits> = None;
                for clause in clauses {
                    let Some(found) = self.matches(clause, score)? else {
                        continue;
                    };
                    match &mut bits {
                        Some(bits) => bits.intersect(&found),
                        None => bits = Some(found),
                    }
                }
                return Ok(bits);
            }
            Prepared::Any(clauses) => {
                let mut bits = Bits::empty(self.documents());
                for clause in clauses {
                    if let Some(found) = self.matches(clause, score)? {
                        bits.unite(&found);
                    }
                }
                bits
            }
            Prepared::Not(clause) => match self.matches(clause, false)? {
                Some(mut bits) => {
                    bits.invert();
                    bits
                }
                None => Bits::empty(self.documents()),
            },
            Prepared::Other(clause) => self.other(clause, score)?,
        }))
    }

    /// Words inside a larger clause: all required ones must be there.
    fn words(
        &mut self,
        words: &[WeightedWord<'_>],
        fields: Fields,
        required: u8,
        count_all: bool,
        score: bool,
    ) -> Result<Bits, EngineError> {
        let mut inner = Pooled::take(self.documents() as usize);
        self.scoring.score(
            self.segment,
            self.number,
            words,
            fields,
            count_all,
            &mut inner,
        )?;
        let mut bits = Bits::empty(self.documents());
        for (doc, &count) in inner.count.iter().enumerate() {
            if count >= required.max(1) {
                bits.insert(doc as u32);
                if score {
                    self.scratch.score[doc] += inner.score[doc];
                }
            }
        }
        Ok(bits)
    }

    fn other(&mut self, clause: &Clause, score: bool) -> Result<Bits, EngineError> {
        let mut bits = Bits::empty(self.documents());
        match clause {
            Clause::Prefix { prefix, fields } => {
                for zone in zones(*fields) {
                    self.prefix(prefix, zone, score, &mut bits)?;
                }
            }
            Clause::Filter { field, value } => {
                filter(
                    self.segment,
                    &self.names[*field as usize],
                    self.number,
                    *field,
                    value,
                    &mut bits,
                );
            }
            Clause::Ids { ids } => {
                for id in ids {
                    if let Some(doc) = self.segment.find(id)? {
                        bits.insert(doc);
                    }
                }
            }
            Clause::Days { range } => days(self.segment, *range, &mut bits),
            Clause::Speaker { terms } => {
                self.speaker(terms, score, &mut bits)?;
            }
            Clause::Quoted { terms } => {
                phrase::quoted(self.segment, terms, |doc| self.found(doc, score, &mut bits))?;
            }
            Clause::QuotedPhrase { slots } => {
                phrase::quoted_phrase(self.segment, slots, |doc| {
                    self.found(doc, score, &mut bits);
                })?;
            }
            _ => {}
        }
        Ok(bits)
    }

    /// Notes a document for a clause in which each counts the same.
    fn found(&mut self, doc: u32, score: bool, bits: &mut Bits) {
        bits.insert(doc);
        if score {
            self.scratch.score[doc as usize] += 1.0;
        }
    }

    fn prefix(
        &mut self,
        prefix: &str,
        zone: usize,
        score: bool,
        bits: &mut Bits,
    ) -> Result<(), EngineError> {
        let index = &self.segment.exact[zone];
        let mut stream = index.terms().range().ge(prefix).into_stream()?;
        for _ in 0..MOST_PREFIX_TERMS {
            if !stream.advance() || !stream.key().starts_with(prefix.as_bytes()) {
                break;
            }
            let mut found =
                index.read_postings_from_terminfo(stream.value(), IndexRecordOption::WithFreqs)?;
            let mut doc = found.doc();
            while doc != TERMINATED {
                if score && !bits.contains(doc) {
                    self.scratch.score[doc as usize] += 1.0;
                }
                bits.insert(doc);
                doc = found.advance();
            }
        }
        Ok(())
    }

    /// Documents that quote somebody of this name.
    fn speaker(
        &mut self,
        terms: &[String],
        score: bool,
        bits: &mut Bits,
    ) -> Result<(), EngineError> {
        let index = &self.segment.speaker;
        let mut result: Option<Bits> = None;
        for term in terms {
            let mut holds = Bits::empty(self.segment.reader.max_doc());
            if let Some(mut found) = columns::postings(index, term, IndexRecordOption::Basic)? {
                while found.doc() != TERMINATED {
                    holds.insert(found.doc());
                    found.advance();
                }
            }
            match &mut result {
                Some(result) => result.intersect(&holds),
                None => result = Some(holds),
            }
        }
        if let Some(result) = result {
            if score {
                for doc in result.iter() {
                    self.scratch.score[doc as usize] += 1.0;
                }
            }
            bits.unite(&result);
        }
        Ok(())
    }
}

/// Adds the documents that have a value, ignoring case. A category matches those below it,
/// because every prefix of its path is a value.
fn filter(
    segment: &SegmentColumns,
    names: &FieldNames,
    number: usize,
    field: FilterField,
    value: &String,
    bits: &mut Bits,
) {
    let Some(chosen) = names.chosen(number, std::slice::from_ref(value)) else {
        return;
    };
    let values = segment.filter(field);
    for doc in 0..segment.reader.max_doc() {
        if values
            .of(doc)
            .iter()
            .any(|&ordinal| chosen[ordinal as usize])
        {
            bits.insert(doc);
        }
    }
}

/// Adds the documents of a range of local days. Undated articles are in no range.
pub fn days(segment: &SegmentColumns, range: DayRange, bits: &mut Bits) {
    for doc in 0..segment.reader.max_doc() {
        let day = segment.days[doc as usize];
        if day != UNDATED_DAY && range.contains(day) {
            bits.insert(doc);
        }
    }
}
