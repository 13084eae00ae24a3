//! Documents in which slots stand near each other, by positions.

use tantivy::{DocSet, TERMINATED, postings::SegmentPostings, schema::IndexRecordOption};

use super::{
    columns::{self, Located, SegmentColumns},
    phrases::Phrase,
    schema::{QUOTE_END, QUOTE_START, SENTENCE_END, ZONES},
};
use crate::engine::{EngineError, Fields, Level, Slot, Term};

/// Positions of all terms of one slot in the current document.
pub(super) struct SlotPostings {
    pub(super) offset: u32,
    terms: Vec<SegmentPostings>,
    pub(super) positions: Vec<u32>,
}

impl SlotPostings {
    pub(super) fn open(
        segment: &SegmentColumns,
        slot: &Slot,
        zone: usize,
    ) -> Result<Self, EngineError> {
        let mut terms = Vec::with_capacity(slot.terms.len());
        for term in &slot.terms {
            let located = segment.locate(term, None)?;
            let option = IndexRecordOption::WithFreqsAndPositions;
            terms.extend(segment.postings(&located, zone, option)?);
        }
        Ok(SlotPostings {
            offset: slot.offset,
            terms,
            positions: Vec::new(),
        })
    }

    /// One slot that any of these terms fills.
    pub(super) fn of_terms(offset: u32, terms: Vec<SegmentPostings>) -> Self {
        SlotPostings {
            offset,
            terms,
            positions: Vec::new(),
        }
    }

    /// Whether no document holds a term of it.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn documents(&self) -> u32 {
        self.terms.iter().map(|postings| postings.doc_freq()).sum()
    }

    /// First document at or after `target` that holds one of the terms. Documents must be asked for
    /// in ascending order.
    pub(super) fn seek(&mut self, target: u32) -> u32 {
        let mut nearest = TERMINATED;
        for postings in &mut self.terms {
            let doc = if postings.doc() < target {
                postings.seek(target)
            } else {
                postings.doc()
            };
            nearest = nearest.min(doc);
        }
        nearest
    }

    /// Reads its positions in a document that was sought, none if it is not there.
    pub(super) fn load(&mut self, doc: u32) {
        self.positions.clear();
        for postings in &mut self.terms {
            if postings.doc() == doc {
                columns::positions(postings, &mut self.positions);
            }
        }
        if self.terms.len() > 1 {
            self.positions.sort_unstable();
            self.positions.dedup();
        }
    }
}

/// Calls `sink(document, occurrences)` for each document of a zone in which the slots match.
pub fn phrase(
    segment: &SegmentColumns,
    number: usize,
    zone: usize,
    phrase: &Phrase<'_>,
    slop: u32,
    mut sink: impl FnMut(u32, u32),
) -> Result<(), EngineError> {
    let Some(mut parts) = phrase.open(segment, number, zone)? else {
        return Ok(());
    };
    if slop == 0 {
        side_by_side(&mut parts, sink);
        return Ok(());
    }
    walk(&mut parts, |parts, doc| {
        for part in parts.iter_mut() {
            part.load(doc);
        }
        let mut found = 0;
        spans(parts, slop, |_, _| found += 1);
        if found > 0 {
            sink(doc, found);
        }
    });
    Ok(())
}

/// The same for slots without room between them: the rarest first, so that most documents are done
/// with when the positions of two of them are read.
fn side_by_side(parts: &mut [SlotPostings], mut sink: impl FnMut(u32, u32)) {
    parts.sort_by_key(SlotPostings::documents);
    // Where the phrase would begin.
    let mut starts: Vec<u32> = Vec::new();
    walk(parts, |parts, doc| {
        starts.clear();
        for (at, part) in parts.iter_mut().enumerate() {
            part.load(doc);
            if at == 0 {
                let begin = |position: &u32| position.checked_sub(part.offset);
                starts.extend(part.positions.iter().filter_map(begin));
            } else {
                let (positions, offset) = (&part.positions, part.offset);
                starts.retain(|start| positions.binary_search(&(start + offset)).is_ok());
            }
            if starts.is_empty() {
                return;
            }
        }
        sink(doc, starts.len() as u32);
    });
}

/// Calls `sink` for each document of which one direct quotation holds all roots.
pub fn quoted(
    segment: &SegmentColumns,
    roots: &[String],
    sink: impl FnMut(u32),
) -> Result<(), EngineError> {
    let slot = |root: &String| Slot {
        offset: 0,
        terms: vec![Term {
            level: Level::Root,
            text: root.clone(),
        }],
    };
    let slots: Vec<Slot> = roots.iter().map(slot).collect();
    in_quotations(segment, &slots, sink, |parts, start, end| {
        let inside = |part: &SlotPostings| !within(&part.positions, start, end).is_empty();
        parts.iter().all(inside)
    })
}

/// Calls `sink` for each document of which one direct quotation holds the words side by side.
pub fn quoted_phrase(
    segment: &SegmentColumns,
    slots: &[Slot],
    sink: impl FnMut(u32),
) -> Result<(), EngineError> {
    in_quotations(segment, slots, sink, |parts, start, end| {
        let Some((first, others)) = parts.split_first() else {
            return false;
        };
        within(&first.positions, start, end)
            .iter()
            .any(|&position| {
                let begin = position - first.offset.min(position);
                others.iter().all(|part| {
                    let place = begin + part.offset;
                    place <= end && part.positions.binary_search(&place).is_ok()
                })
            })
    })
}

/// The positions from `start` to `end`.
fn within(positions: &[u32], start: u32, end: u32) -> &[u32] {
    let from = positions.partition_point(|&position| position < start);
    let to = positions.partition_point(|&position| position <= end);
    positions.get(from..to).unwrap_or_default()
}

/// Calls `sink` for each document with a direct quotation, from a first to a last position, that
/// `holds` what is wanted.
fn in_quotations(
    segment: &SegmentColumns,
    slots: &[Slot],
    mut sink: impl FnMut(u32),
    holds: impl Fn(&[SlotPostings], u32, u32) -> bool,
) -> Result<(), EngineError> {
    let body = ZONES - 1;
    let mut parts = Vec::with_capacity(slots.len());
    for slot in slots {
        parts.push(SlotPostings::open(segment, slot, body)?);
    }
    let (Some(mut starts), Some(mut ends)) = (
        Marks::open(segment, QUOTE_START)?,
        Marks::open(segment, QUOTE_END)?,
    ) else {
        return Ok(());
    };
    walk(&mut parts, |parts, doc| {
        for part in parts.iter_mut() {
            part.load(doc);
        }
        let quotations = starts.of(doc).iter().zip(ends.of(doc));
        for (&start, &end) in quotations {
            if holds(parts, start, end) {
                sink(doc);
                return;
            }
        }
    });
    Ok(())
}

/// Positions of a mark or term, read forward through documents.
pub struct Marks {
    postings: SegmentPostings,
    positions: Vec<u32>,
}

impl Marks {
    fn open(segment: &SegmentColumns, mark: &str) -> Result<Option<Self>, EngineError> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let found = columns::postings(&segment.root[ZONES - 1], mark, option)?;
        Ok(found.map(|postings| Marks {
            postings,
            positions: Vec::new(),
        }))
    }

    /// The ends of sentences in bodies.
    pub fn of_sentences(segment: &SegmentColumns) -> Result<Option<Self>, EngineError> {
        Marks::open(segment, SENTENCE_END)
    }

    /// The lists of a located term in a zone.
    pub fn of_term(
        segment: &SegmentColumns,
        located: &Located,
        zone: usize,
    ) -> Result<Vec<Self>, EngineError> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let lists = segment.postings(located, zone, option)?;
        let marks = lists.map(|postings| Marks {
            postings,
            positions: Vec::new(),
        });
        Ok(marks.collect())
    }

    /// Where it stands in a document; documents must be asked for in ascending order.
    pub fn of(&mut self, doc: u32) -> &[u32] {
        self.positions.clear();
        columns::positions_in(&mut self.postings, doc, &mut self.positions);
        &self.positions
    }
}

/// Visits the documents that hold every slot; positions are to be loaded.
fn walk(parts: &mut [SlotPostings], mut visit: impl FnMut(&mut [SlotPostings], u32)) {
    let Some(rarest) = (0..parts.len()).min_by_key(|&at| parts[at].documents()) else {
        return;
    };
    let mut doc = parts[rarest].seek(0);
    'documents: while doc != TERMINATED {
        for part in parts.iter_mut() {
            let found = part.seek(doc);
            if found != doc {
                if found == TERMINATED {
                    return;
                }
                doc = parts[rarest].seek(found);
                continue 'documents;
            }
        }
        visit(parts, doc);
        doc = parts[rarest].seek(doc + 1);
    }
}

/// Calls `sink` with the first and last position of each occurrence of loaded slots: as far apart
/// as in the query or, with `slop`, in their order and apart by at most so many positions more.
/// Greedy from each position of the first slot.
pub(super) fn spans(parts: &[SlotPostings], slop: u32, mut sink: impl FnMut(u32, u32)) {
    let Some((first, rest)) = parts.split_first() else {
        return;
    };
    let distance = |part: &SlotPostings| part.offset - first.offset;
    let length = rest.last().map_or(0, distance);
    'starts: for &start in &first.positions {
        let mut end = start;
        for part in rest {
            let due = match slop {
                0 => start + distance(part),
                _ => end + 1,
            };
            let at = part.positions.partition_point(|&position| position < due);
            match part.positions.get(at) {
                Some(&next) if slop > 0 || next == due => end = next,
                _ => continue 'starts,
            }
        }
        if end - start <= length + slop {
            sink(start, end);
        }
    }
}

/// The zones of a set of fields.
pub fn zones(fields: Fields) -> impl Iterator<Item = usize> {
    [fields.title, fields.summary, fields.body]
        .into_iter()
        .enumerate()
        .filter_map(|(zone, wanted)| wanted.then_some(zone))
}
