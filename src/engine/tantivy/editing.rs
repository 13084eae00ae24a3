//! What an editor decided about the order of hits, applied to scores: pins above all others,
//! boosts and buries by a factor. Order, paging and collapsing then need to know nothing of it.

use rustc_hash::FxHashMap;

use super::{
    bits::Bits,
    clause::{Evaluation, Prepared},
    gather::Ranked,
    snapshot::Snapshot,
    words::{Scoring, Scratch},
};
use crate::engine::{
    Clause, EngineError, Plan,
    plan::{Curated, Editing},
};

/// Scores of pins begin here; whole numbers around it are exact, and no other score comes near.
const PINNED: f32 = 1.0e6;

/// The decisions about one search, looked up in one state of the index.
pub struct Editor {
    /// Places of pinned documents, from 0.
    pins: FxHashMap<(u32, u32), usize>,
    /// By segment.
    boosts: Vec<Bits>,
    buries: Vec<Bits>,
    factor: f32,
    /// What was done, and the score without it.
    done: FxHashMap<(u32, u32), (Curated, f32)>,
}

impl Editor {
    /// Looks up what a plan's editing means; `None` when there is none.
    pub fn new(
        snapshot: &Snapshot,
        plan: &Plan,
        scoring: &Scoring<'_>,
    ) -> Result<Option<Editor>, EngineError> {
        let (Some(editing), Some(_)) = (&plan.editing, &plan.clause) else {
            return Ok(None);
        };
        let Editing {
            pins,
            boosts,
            buries,
            factor,
        } = editing.as_ref();
        let mut places = FxHashMap::default();
        for (place, id) in pins.iter().enumerate() {
            if let Some((segment, doc)) = snapshot.find(id)? {
                places.insert((segment as u32, doc), place);
            }
        }
        Ok(Some(Editor {
            pins: places,
            boosts: meant(snapshot, boosts.as_ref(), scoring)?,
            buries: meant(snapshot, buries.as_ref(), scoring)?,
            factor: *factor,
            done: FxHashMap::default(),
        }))
    }

    /// Counts pinned documents of a segment as holding all words.
    pub fn excuse(&self, segment: usize, scratch: &mut Scratch) {
        for &(number, doc) in self.pins.keys() {
            if number as usize == segment {
                let count = std::mem::replace(&mut scratch.count[doc as usize], u8::MAX);
                if count == 0 {
                    scratch.matched.push(doc);
                }
            }
        }
    }

    /// Applies the decisions to scores.
    pub fn apply(&mut self, ranked: &mut [Ranked]) {
        for hit in ranked {
            let holds = |bits: &[Bits]| {
                bits.get(hit.segment as usize)
                    .is_some_and(|bits| bits.contains(hit.doc))
            };
            let at = (hit.segment, hit.doc);
            let natural = hit.score;
            let curated = match (self.pins.get(&at), holds(&self.boosts), holds(&self.buries)) {
                (Some(&place), ..) => {
                    hit.score = PINNED - place as f32;
                    Curated::Pin
                }
                (None, true, false) => {
                    hit.score *= self.factor;
                    Curated::Boost
                }
                (None, false, true) => {
                    hit.score /= self.factor;
                    Curated::Bury
                }
                _ => continue,
            };
            self.done.insert(at, (curated, natural));
        }
    }

    /// Whether a hit was put in a pin's place.
    pub fn is_pinned(&self, hit: &Ranked) -> bool {
        matches!(self.done(hit), Some((Curated::Pin, _)))
    }

    /// What was done with a hit, and its score without that.
    pub fn done(&self, hit: &Ranked) -> Option<(Curated, f32)> {
        self.done.get(&(hit.segment, hit.doc)).copied()
    }
}

/// The documents that a clause means, by segment; none without a clause.
fn meant(
    snapshot: &Snapshot,
    clause: Option<&Clause>,
    scoring: &Scoring<'_>,
) -> Result<Vec<Bits>, EngineError> {
    let Some(clause) = clause else {
        return Ok(Vec::new());
    };
    let prepared = Prepared::new(clause, &snapshot.segments, &snapshot.collection)?;
    let mut all = Vec::with_capacity(snapshot.segments.len());
    for (number, segment) in snapshot.segments.iter().enumerate() {
        let mut evaluation = Evaluation {
            segment,
            number,
            names: &snapshot.names,
            scoring,
            scratch: &mut Scratch::default(),
            main: None,
        };
        let found = evaluation.matches(&prepared, false)?;
        all.push(found.unwrap_or_else(|| Bits::empty(segment.reader.max_doc())));
    }
    Ok(all)
}
