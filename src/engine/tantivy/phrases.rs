//! Phrases that stand for words of queries: the same few (`Dewan Perwakilan Rakyat` for `DPR`) are
//! searched again and again, and where they stand in a segment never changes. It is found out once
//! and kept, as far as there is room.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::schema::IndexRecordOption;

use super::{
    columns::{Located, SegmentColumns},
    phrase::{self, SlotPostings},
    schema::ZONES,
};
use crate::engine::{EngineError, Slot, Term};

/// Documents of a zone, ascending, with how often each holds a phrase.
pub type Occurrences = Arc<[(u32, u32)]>;

/// Slots side by side, with where their terms are: looked up once for all that a search does with
/// them.
pub struct Phrase<'p> {
    pub slots: &'p [Slot],
    /// By slot, term and segment.
    located: Vec<Vec<Vec<Located>>>,
    /// What was found of it in this search, by segment.
    found: Vec<[OnceLock<Occurrences>; ZONES]>,
}

impl<'p> Phrase<'p> {
    /// Looks up its terms.
    pub fn new(slots: &'p [Slot], segments: &[Arc<SegmentColumns>]) -> Result<Self, EngineError> {
        let locate = |term: &Term| {
            let segments = segments.iter();
            segments.map(|segment| segment.locate(term, None)).collect()
        };
        let of_slot = |slot: &Slot| slot.terms.iter().map(locate).collect();
        Ok(Phrase {
            slots,
            located: slots.iter().map(of_slot).collect::<Result<_, _>>()?,
            found: segments.iter().map(|_| Default::default()).collect(),
        })
    }

    /// Where the terms of each slot are, by term and segment.
    pub fn located(&self) -> &[Vec<Vec<Located>>] {
        &self.located
    }

    /// Where a term of it is, by segment.
    pub fn locate(&self, term: &Term) -> Option<&[Located]> {
        let mut slots = self.slots.iter().zip(&self.located);
        slots.find_map(|(slot, located)| {
            let at = slot.terms.iter().position(|known| known == term)?;
            located.get(at).map(Vec::as_slice)
        })
    }

    /// Its slots in a zone of a segment; `None` when one of them is nowhere in it.
    pub(super) fn open(
        &self,
        segment: &SegmentColumns,
        number: usize,
        zone: usize,
    ) -> Result<Option<Vec<SlotPostings>>, EngineError> {
        let is_there = |terms: &Vec<Vec<Located>>| {
            let mut terms = terms.iter();
            terms.any(|by_segment| by_segment[number].is_in(zone))
        };
        if self.slots.is_empty() || !self.located.iter().all(is_there) {
            return Ok(None);
        }
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut parts = Vec::with_capacity(self.slots.len());
        for (slot, located) in self.slots.iter().zip(&self.located) {
            let mut terms = Vec::with_capacity(2 * located.len());
            for by_segment in located {
                terms.extend(segment.postings(&by_segment[number], zone, option)?);
            }
            parts.push(SlotPostings::of_terms(slot.offset, terms));
        }
        Ok(Some(parts))
    }

    /// Where it stands in a zone of a segment, slots side by side.
    pub fn occurrences(
        &self,
        segment: &SegmentColumns,
        number: usize,
        zone: usize,
    ) -> Result<Occurrences, EngineError> {
        let place = &self.found[number][zone];
        if let Some(found) = place.get() {
            return Ok(Arc::clone(found));
        }
        let found = match segment.phrases.get(self.slots, zone) {
            Some(found) => found,
            None => {
                let mut found = Vec::new();
                phrase::phrase(segment, number, zone, self, 0, |doc, times| {
                    found.push((doc, times));
                })?;
                let found: Occurrences = found.into();
                segment.phrases.keep(self.slots, zone, &found);
                found
            }
        };
        Ok(Arc::clone(place.get_or_init(|| found)))
    }

    /// The same, if this search has asked before.
    pub fn known(&self, number: usize, zone: usize) -> Option<&Occurrences> {
        self.found[number][zone].get()
    }
}

/// Bytes for each document of a segment that kept phrases may take.
const BYTES_PER_DOCUMENT: usize = 100;
/// What a kept phrase takes besides its documents, about.
const BYTES_PER_PHRASE: usize = 400;
/// A phrase that takes more than this share of the room is not kept.
const LARGEST: usize = 8;

/// What was found out about phrases in one segment.
pub struct KnownPhrases {
    /// Bytes.
    room: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    phrases: FxHashMap<Box<[Slot]>, Entry>,
    bytes: usize,
}

#[derive(Default)]
struct Entry {
    zones: [Option<Occurrences>; ZONES],
    bytes: usize,
    /// Since room was last made.
    used: bool,
}

impl KnownPhrases {
    /// Room for a segment of so many documents.
    pub fn new(documents: u32) -> Self {
        KnownPhrases {
            room: documents as usize * BYTES_PER_DOCUMENT,
            kept: Mutex::default(),
        }
    }

    fn get(&self, slots: &[Slot], zone: usize) -> Option<Occurrences> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = kept.phrases.get_mut(slots)?;
        entry.used = true;
        entry.zones[zone].clone()
    }

    fn keep(&self, slots: &[Slot], zone: usize, found: &Occurrences) {
        let own = size_of_val::<[_]>(found);
        if own + BYTES_PER_PHRASE > self.room / LARGEST {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // First goes what nobody asked for since the last time, then everything.
        for _ in 0..2 {
            if kept.bytes + own + BYTES_PER_PHRASE > self.room {
                kept.make_room();
            }
        }
        let Kept { phrases, bytes } = &mut *kept;
        let entry = match phrases.get_mut(slots) {
            Some(entry) => entry,
            None => {
                *bytes += BYTES_PER_PHRASE;
                let entry = phrases.entry(slots.into()).or_default();
                entry.bytes = BYTES_PER_PHRASE;
                entry
            }
        };
        // Two searches at once may find out the same.
        if entry.zones[zone].is_none() {
            *bytes += own;
            entry.bytes += own;
            entry.zones[zone] = Some(Arc::clone(found));
        }
    }
}

impl Kept {
    fn make_room(&mut self) {
        self.phrases
            .retain(|_, entry| std::mem::take(&mut entry.used));
        self.bytes = self.phrases.values().map(|entry| entry.bytes).sum();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Level;

    fn slots(text: &str) -> Vec<Slot> {
        let slot = |text: &str| Slot {
            offset: 0,
            terms: vec![Term {
                level: Level::Root,
                text: text.to_owned(),
            }],
        };
        text.split(' ').map(slot).collect()
    }

    #[test]
    fn what_is_asked_for_again_stays() {
        // Room for nine phrases that stand nowhere.
        let known = KnownPhrases::new((9 * BYTES_PER_PHRASE / BYTES_PER_DOCUMENT) as u32);
        let nothing: Occurrences = Vec::new().into();
        known.keep(&slots("dewan rakyat"), 2, &nothing);
        for number in 0..50 {
            known.keep(&slots(&format!("frasa {number}")), 2, &nothing);
            assert!(known.get(&slots("dewan rakyat"), 2).is_some(), "{number}");
            let kept = known.kept.lock().expect("lock");
            assert!(kept.bytes <= known.room && kept.phrases.len() <= 9);
        }
        assert!(known.get(&slots("frasa 0"), 2).is_none());
        assert!(known.get(&slots("frasa 49"), 2).is_some());
        assert!(known.get(&slots("dewan rakyat"), 0).is_none());
    }

    #[test]
    fn what_two_searches_find_out_at_once_takes_its_room_once() {
        let known = KnownPhrases::new(1_000);
        let found: Occurrences = vec![(1, 1); 10].into();
        for zone in [0, 2, 2, 0, 2] {
            known.keep(&slots("ketua umum"), zone, &found);
        }
        let kept = known.kept.lock().expect("lock");
        assert_eq!(
            kept.bytes,
            BYTES_PER_PHRASE + 2 * size_of_val::<[_]>(&found)
        );
        assert_eq!(kept.phrases[&slots("ketua umum")[..]].bytes, kept.bytes);
    }

    #[test]
    fn what_would_fill_the_room_is_not_kept() {
        let known = KnownPhrases::new(100);
        let large: Occurrences = vec![(1, 1); 2_000].into();
        known.keep(&slots("ketua umum"), 2, &large);
        assert!(known.get(&slots("ketua umum"), 2).is_none());
    }
}
