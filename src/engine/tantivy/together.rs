//! Documents in which two passages stand within so many words or in one sentence, by positions.

use tantivy::{TERMINATED, postings::SegmentPostings, schema::IndexRecordOption};

use super::{
    columns::SegmentColumns,
    phrase::{self, Marks, SlotPostings},
    schema::ZONES,
};
use crate::engine::{
    EngineError,
    plan::{Passage, Within},
};

/// A prefix beside another passage stands for at most so many words: the positions of each of
/// them are read.
const MOST_PREFIX_TERMS: usize = 500;

/// First and last position of a passage.
type Span = (u32, u32);

/// One of the passages that one side may be.
struct PassagePostings {
    parts: Vec<SlotPostings>,
    slop: u32,
}

impl PassagePostings {
    fn open(
        segment: &SegmentColumns,
        passage: &Passage,
        zone: usize,
    ) -> Result<Option<Self>, EngineError> {
        let (parts, slop) = match passage {
            Passage::Slots { slots, slop } => {
                let mut parts = Vec::with_capacity(slots.len());
                for slot in slots {
                    parts.push(SlotPostings::open(segment, slot, zone)?);
                }
                (parts, *slop)
            }
            Passage::Prefix { prefix } => {
                let terms = starting_with(segment, prefix, zone)?;
                (vec![SlotPostings::of_terms(0, terms)], 0)
            }
        };
        let is_there = !parts.is_empty() && !parts.iter().any(SlotPostings::is_empty);
        Ok(is_there.then_some(PassagePostings { parts, slop }))
    }

    /// First document at or after `target` that holds every slot.
    fn seek(&mut self, mut target: u32) -> u32 {
        loop {
            let farthest = self.parts.iter_mut().map(|part| part.seek(target)).max();
            match farthest {
                Some(doc) if doc == target => return doc,
                Some(doc) if doc != TERMINATED => target = doc,
                _ => return TERMINATED,
            }
        }
    }

    /// Adds where the passage stands in a document; documents must be asked for in ascending order.
    fn spans(&mut self, doc: u32, spans: &mut Vec<Span>) {
        if self.seek(doc) != doc {
            return;
        }
        for part in &mut self.parts {
            part.load(doc);
        }
        phrase::spans(&self.parts, self.slop, |start, end| {
            spans.push((start, end))
        });
    }
}

fn starting_with(
    segment: &SegmentColumns,
    prefix: &str,
    zone: usize,
) -> Result<Vec<SegmentPostings>, EngineError> {
    let index = &segment.exact[zone];
    let mut stream = index.terms().range().ge(prefix).into_stream()?;
    let mut terms = Vec::new();
    while terms.len() < MOST_PREFIX_TERMS
        && stream.advance()
        && stream.key().starts_with(prefix.as_bytes())
    {
        let option = IndexRecordOption::WithFreqsAndPositions;
        terms.push(index.read_postings_from_terminfo(stream.value(), option)?);
    }
    Ok(terms)
}

/// Any of several passages.
struct Side {
    passages: Vec<PassagePostings>,
    spans: Vec<Span>,
}

impl Side {
    fn open(
        segment: &SegmentColumns,
        passages: &[Passage],
        zone: usize,
    ) -> Result<Self, EngineError> {
        let mut open = Vec::with_capacity(passages.len());
        for passage in passages {
            open.extend(PassagePostings::open(segment, passage, zone)?);
        }
        Ok(Side {
            passages: open,
            spans: Vec::new(),
        })
    }

    fn seek(&mut self, target: u32) -> u32 {
        let documents = self.passages.iter_mut().map(|p| p.seek(target));
        documents.min().unwrap_or(TERMINATED)
    }

    fn load(&mut self, doc: u32) {
        self.spans.clear();
        for passage in &mut self.passages {
            passage.spans(doc, &mut self.spans);
        }
        self.spans.sort_unstable();
        self.spans.dedup();
    }
}

/// Calls `sink(document, occurrences)` for each document of a zone in which a passage of the left
/// and one of the right stand together, in either order and not on the same words.
pub fn together(
    segment: &SegmentColumns,
    zone: usize,
    (left, right): (&[Passage], &[Passage]),
    within: Within,
    mut sink: impl FnMut(u32, u32),
) -> Result<(), EngineError> {
    let mut left = Side::open(segment, left, zone)?;
    let mut right = Side::open(segment, right, zone)?;
    // A headline is one sentence; summaries have no marks, and are sentences of the body mostly.
    let mut ends = match (within, zone) {
        (Within::Sentence, 0) => None,
        (Within::Sentence, zone) if zone + 1 < ZONES => return Ok(()),
        (Within::Sentence, _) => match Marks::of_sentences(segment)? {
            Some(ends) => Some(ends),
            None => return Ok(()),
        },
        (Within::Words(_), _) => None,
    };
    let mut doc = left.seek(0);
    while doc != TERMINATED {
        let other = right.seek(doc);
        if other != doc {
            doc = match other {
                TERMINATED => return Ok(()),
                other => left.seek(other),
            };
            continue;
        }
        left.load(doc);
        right.load(doc);
        let ends = ends.as_mut().map_or(&[][..], |ends| ends.of(doc));
        let sentence = |position: u32| ends.partition_point(|&end| end < position);
        let close = |before: Span, after: Span| match within {
            Within::Words(most) => after.0 - before.1 <= most,
            Within::Sentence => sentence(before.0) == sentence(after.1),
        };
        let mut found = 0;
        for &here in &left.spans {
            // The nearest that begins behind it, and the nearest that ends before it: what is
            // farther is no closer.
            let behind = right.spans.partition_point(|span| span.0 <= here.1);
            let after = right.spans.get(behind).filter(|span| close(here, **span));
            let mut earlier = right.spans.iter().filter(|span| span.1 < here.0);
            let is_close = after.is_some() || earlier.any(|&span| close(span, here));
            found += u32::from(is_close);
        }
        if found > 0 {
            sink(doc, found);
        }
        doc = left.seek(doc + 1);
    }
    Ok(())
}
