//! A second look at the best candidates: query words that stand near each other, in text
//! order (after the sequential dependence model, Metzler & Croft, SIGIR 2005, with BM25
//! saturation in place of language models), and words that stand in the lead, where news says
//! what it is about.

use tantivy::{DocSet, postings::SegmentPostings, schema::IndexRecordOption};

use super::{
    columns::{self, SegmentColumns},
    schema::ZONES,
    words::WeightedWord,
};
use crate::engine::{EngineError, Level};

/// Words at most this far apart count as near. In positions; the model's usual window.
const WINDOW: u32 = 8;
/// A near pair counts this much against one that stands as typed.
const UNORDERED: f32 = 0.5;
/// A pair in the title counts this much against one in the body.
const TITLE: f32 = 2.0;
/// The lead: so many positions from the start of the body, about two sentences.
const LEAD: u32 = 45;

/// What the second look finds in a document, before weights.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closeness {
    /// Pairs of neighbouring query words that stand near each other.
    pub pairs: f32,
    /// Weight of the query words in the lead of the body.
    pub lead: f32,
}

/// Positions of the query's words in one segment, read forward through documents.
pub struct Proximity {
    /// For each word: postings of its root by zone (title, body).
    words: Vec<[Vec<SegmentPostings>; 2]>,
    weights: Vec<f32>,
    positions: Vec<Vec<u32>>,
}

impl Proximity {
    /// Opens the postings; `None` when no word has any.
    pub fn open(
        segment: &SegmentColumns,
        number: usize,
        words: &[WeightedWord<'_>],
    ) -> Result<Option<Self>, EngineError> {
        let mut opened = Vec::new();
        let mut weights = Vec::new();
        for weighted in words {
            let Some(way) = weighted.ways.first() else {
                continue;
            };
            let [slot] = way.way.slots.as_slice() else {
                continue;
            };
            let root = slot.terms.iter().position(|term| term.level == Level::Root);
            let Some(located) = way.located.get(root.unwrap_or(0)) else {
                continue;
            };
            let open = |zone| -> Result<Vec<SegmentPostings>, EngineError> {
                let option = IndexRecordOption::WithFreqsAndPositions;
                Ok(segment.postings(&located[number], zone, option)?.collect())
            };
            opened.push([open(0)?, open(ZONES - 1)?]);
            weights.push(weighted.idf * weighted.word.weight);
        }
        if opened.is_empty() {
            return Ok(None);
        }
        let positions = vec![Vec::new(); opened.len()];
        Ok(Some(Proximity {
            words: opened,
            weights,
            positions,
        }))
    }

    /// Looks at a document. Documents must be asked for in ascending order.
    pub fn look(&mut self, doc: u32, k1: f32) -> Closeness {
        let mut found = Closeness::default();
        for (zone, factor) in [(0, TITLE), (1, 1.0)] {
            for (postings, positions) in self.words.iter_mut().zip(&mut self.positions) {
                positions.clear();
                for postings in &mut postings[zone] {
                    if postings.doc() == doc || (postings.doc() < doc && postings.seek(doc) == doc)
                    {
                        columns::positions(postings, positions);
                    }
                }
                // Two lists of one root; each is in order.
                positions.sort_unstable();
            }
            for at in 1..self.positions.len() {
                let (left, right) = (&self.positions[at - 1], &self.positions[at]);
                if left.is_empty() || right.is_empty() {
                    continue;
                }
                let (adjacent, near) = pairs(left, right);
                let evidence = adjacent as f32 + UNORDERED * near as f32;
                let weight = self.weights[at - 1].min(self.weights[at]);
                found.pairs += factor * weight * evidence / (evidence + k1);
            }
            if zone == 1 {
                for (positions, weight) in self.positions.iter().zip(&self.weights) {
                    if positions.first().is_some_and(|&first| first < LEAD) {
                        found.lead += weight;
                    }
                }
            }
        }
        found
    }
}

/// Counts of `left right` side by side and of both within the window, by positions.
fn pairs(left: &[u32], right: &[u32]) -> (u32, u32) {
    let (mut adjacent, mut near) = (0, 0);
    let mut from = 0;
    for &position in left {
        while from < right.len() && right[from] + WINDOW < position {
            from += 1;
        }
        for &other in &right[from..] {
            if other > position + WINDOW {
                break;
            }
            if other == position + 1 {
                adjacent += 1;
            } else if other != position {
                near += 1;
            }
        }
    }
    (adjacent, near)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[test]
    fn pairs_are_counted_by_order_and_distance() {
        assert_eq!(pairs(&[5], &[6]), (1, 0));
        assert_eq!(pairs(&[6], &[5]), (0, 1));
        assert_eq!(pairs(&[5], &[20]), (0, 0));
        assert_eq!(pairs(&[1, 10, 30], &[2, 12, 31, 60]), (2, 2));
    }
}
