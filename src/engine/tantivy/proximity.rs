//! A second look at the best candidates, by where in the text the query's words stand.
//!
//! * Neighbouring words near each other (after the sequential dependence model, Metzler & Croft,
//!   SIGIR 2005, with BM25 saturation in place of language models).
//! * The lead: how early each word is first said, because news says first what it is about.
//! * The title: how many of the query's words it holds, and how little else it says.
//! * The best sentence, by the words that stand in it in just this form, function words too:
//!   what somebody copied or half remembers, and most answers to questions, is one sentence.
//! * Coverage: the words that stand anywhere.

use tantivy::{postings::SegmentPostings, schema::IndexRecordOption};

use super::{
    columns::{self, Located, SegmentColumns},
    phrase::{self, Marks, SlotPostings},
    phrases::Occurrences,
    schema::ZONES,
    words::{WeightedWay, WeightedWord},
};
use crate::engine::{EngineError, Level, Term};

/// Words at most this far apart count as near. In positions; the model's usual window.
const WINDOW: u32 = 8;
/// A near pair counts this much against one that stands as typed.
const UNORDERED: f32 = 0.5;
/// A pair in the title counts this much against one in the body.
const TITLE: f32 = 2.0;
/// A word that is first said after so many others counts half as much as one said at once.
const LEAD: f32 = 50.0;

/// What the second look finds in a document, before weights. All on the scale of idf sums.
#[derive(Debug, Clone, Copy, Default)]
pub struct Closeness {
    /// Pairs of neighbouring query words that stand near each other.
    pub pairs: f32,
    /// The same, each pair once, however often it stands there.
    pub together: f32,
    /// Query words by how early the body says them.
    pub lead: f32,
    /// Query words in the title, by how much of the title they are.
    pub title: f32,
    /// Query words in the best sentence, in just this form.
    pub passage: f32,
    /// Query words anywhere.
    pub coverage: f32,
    /// Which share of the query's words that is, by idf.
    pub whole: f32,
}

/// The parts that take more reading than the others.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub pairs: bool,
    pub together: bool,
    pub passage: bool,
}

/// One word of the query in one segment.
struct Watched {
    /// Postings of its root in title and body where that is the form in the text.
    same: [Option<SegmentPostings>; 2],
    /// The same of its other forms.
    others: [Option<SegmentPostings>; 2],
    /// The same of other words for it, with how much they count against it.
    synonyms: [Vec<(SegmentPostings, f32)>; 2],
    /// The same of phrases that stand for it and its neighbours (`pernikahan dini` for `kawin
    /// muda`).
    phrases: [Vec<WatchedPhrase>; 2],
    /// Postings of its exact form in bodies, when that is not its root.
    exact: Option<SegmentPostings>,
    /// Its root is its exact form.
    is_root: bool,
    /// Must not be missing: neither function nor question word.
    telling: bool,
    counted: bool,
    /// The archive holds it, or another word for it.
    known: bool,
    root_weight: f32,
    exact_weight: f32,
    /// The document's title holds it.
    in_title: bool,
    /// What it is worth in the zone read last.
    weight: f32,
    positions: Vec<u32>,
    /// Positions in just this form, of the body.
    exact_positions: Vec<u32>,
}

impl Watched {
    fn open(
        segment: &SegmentColumns,
        number: usize,
        weighted: &WeightedWord<'_>,
        wanted: Wanted,
    ) -> Result<Option<Self>, EngineError> {
        let own = weighted.ways.first();
        let Some(root) =
            own.and_then(|way| of_level(way, Level::Root).or_else(|| of_level(way, Level::Exact)))
        else {
            return Ok(None);
        };
        let exact = own
            .and_then(|way| of_level(way, Level::Exact))
            .unwrap_or(root);
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut same = [None, None];
        let mut others = [None, None];
        let mut synonyms = [Vec::new(), Vec::new()];
        let mut phrases = [Vec::new(), Vec::new()];
        for (at, zone) in [0, ZONES - 1].into_iter().enumerate() {
            (same[at], others[at]) = segment.postings_apart(&root.located[number], zone, option)?;
            for way in &weighted.ways[1..] {
                if let Some(synonym) = of_level(way, Level::Root) {
                    let found = segment.postings(&synonym.located[number], zone, option)?;
                    let weight = match way.way.is_guess {
                        true => way.way.weight.min(1.0),
                        false => 1.0,
                    };
                    synonyms[at].extend(found.map(|postings| (postings, weight)));
                } else if let Some(phrase) = way.phrase.as_ref().filter(|_| way.way.is_shared) {
                    let found = phrase.known(number, zone).cloned();
                    let is_nowhere = found.as_ref().is_some_and(|found| found.is_empty());
                    let slots = match is_nowhere {
                        true => None,
                        false => phrase.open(segment, number, zone)?,
                    };
                    phrases[at].extend(slots.map(|slots| WatchedPhrase { slots, found }));
                }
            }
        }
        let is_root = exact.term.text == root.term.text;
        let word = weighted.word;
        Ok(Some(Watched {
            same,
            others,
            synonyms,
            phrases,
            exact: if is_root || !wanted.passage {
                None
            } else {
                let located = &exact.located[number];
                segment.postings_apart(located, ZONES - 1, option)?.0
            },
            is_root,
            telling: word.role.is_telling(),
            counted: word.role.is_counted(),
            known: weighted.ways.iter().any(WeightedWay::occurs),
            root_weight: root.idf * word.weight,
            exact_weight: exact.idf * word.weight,
            in_title: false,
            weight: 0.0,
            positions: Vec::new(),
            exact_positions: Vec::new(),
        }))
    }

    /// Reads where it stands in a zone (0 title, 1 body) of a document.
    fn read(&mut self, zone: usize, doc: u32) {
        self.positions.clear();
        self.exact_positions.clear();
        if let Some(same) = &mut self.same[zone] {
            columns::positions_in(same, doc, &mut self.positions);
        }
        if zone == 1 {
            if self.is_root {
                self.exact_positions.extend_from_slice(&self.positions);
            } else if let Some(exact) = &mut self.exact {
                columns::positions_in(exact, doc, &mut self.exact_positions);
            }
        }
        if let Some(others) = &mut self.others[zone] {
            columns::positions_in(others, doc, &mut self.positions);
        }
        self.weight = match self.positions.is_empty() {
            true => 0.0,
            false => self.root_weight,
        };
        for (synonym, weight) in &mut self.synonyms[zone] {
            let before = self.positions.len();
            columns::positions_in(synonym, doc, &mut self.positions);
            if self.positions.len() > before {
                self.weight = self.weight.max(self.root_weight * *weight);
            }
        }
        for phrase in &mut self.phrases[zone] {
            // Where the word itself stands, its phrases say nothing new.
            if !self.positions.is_empty() {
                break;
            }
            phrase.positions(doc, &mut self.positions);
            if !self.positions.is_empty() {
                self.weight = self.root_weight;
            }
        }
        // Each list is in order; together they are not.
        self.positions.sort_unstable();
        self.positions.dedup();
    }
}

/// A phrase in one zone of one segment.
struct WatchedPhrase {
    slots: Vec<SlotPostings>,
    /// The documents that hold it, if that is known.
    found: Option<Occurrences>,
}

impl WatchedPhrase {
    /// Where the slots stand side by side in a document.
    fn positions(&mut self, doc: u32, positions: &mut Vec<u32>) {
        // Positions cost more than documents.
        let is_elsewhere = self.found.as_ref().is_some_and(|found| {
            let place = found.binary_search_by_key(&doc, |(doc, _)| *doc);
            place.is_err()
        });
        if is_elsewhere || !self.slots.iter_mut().all(|slot| slot.seek(doc) == doc) {
            return;
        }
        for slot in &mut self.slots {
            slot.load(doc);
        }
        phrase::spans(&self.slots, 0, |start, _| positions.push(start));
    }
}

/// A term of a way of one slot.
#[derive(Clone, Copy)]
struct Found<'p> {
    term: &'p Term,
    idf: f32,
    /// Where it is, by segment.
    located: &'p [Located],
}

/// The term of a level in a way of one slot.
fn of_level<'p>(way: &'p WeightedWay<'_>, level: Level) -> Option<Found<'p>> {
    let [slot] = way.way.slots.as_slice() else {
        return None;
    };
    let at = slot.terms.iter().position(|term| term.level == level)?;
    Some(Found {
        term: &slot.terms[at],
        idf: way.idf.get(at).copied()?,
        located: way.located.get(at)?,
    })
}

/// Positions of the query's words in one segment, read forward through documents.
pub struct Proximity {
    words: Vec<Watched>,
    wanted: Wanted,
    /// What all its words together would bring to the coverage.
    most: f32,
    /// How many words those are.
    expected: usize,
    /// Last positions of the sentences of bodies.
    ends: Option<Marks>,
    sentence_weights: Vec<f32>,
}

impl Proximity {
    /// Opens the postings; `None` when no word has any. What is not wanted is not read.
    pub fn open(
        segment: &SegmentColumns,
        number: usize,
        words: &[WeightedWord<'_>],
        wanted: Wanted,
    ) -> Result<Option<Self>, EngineError> {
        let mut watched = Vec::with_capacity(words.len());
        for word in words {
            watched.extend(Watched::open(segment, number, word, wanted)?);
        }
        if watched.is_empty() {
            return Ok(None);
        }
        // A word that the archive lacks is missing in all articles alike.
        let expected = watched.iter().filter(|word| word.telling && word.known);
        Ok(Some(Proximity {
            most: expected.clone().map(|word| word.root_weight).sum(),
            expected: expected.count(),
            words: watched,
            wanted,
            ends: match wanted.passage {
                true => Marks::of_sentences(segment)?,
                false => None,
            },
            sentence_weights: Vec::new(),
        }))
    }

    /// Looks at a document, which holds `count` of the required words and whose title has so many
    /// words. Documents must be asked for in ascending order.
    pub fn look(&mut self, doc: u32, count: u8, title_length: u32, k1: f32) -> Closeness {
        let mut found = Closeness::default();
        let (mut seen, mut seen_counted) = (0, 0);
        for (zone, factor) in [(0, TITLE), (1, 1.0)] {
            for word in &mut self.words {
                word.read(zone, doc);
            }
            if self.wanted.pairs {
                found.pairs += factor * self.pairs(|evidence| evidence / (evidence + k1));
            }
            if self.wanted.together {
                found.together = found.together.max(self.pairs(|evidence| evidence.min(1.0)));
            }
            if zone == 0 {
                let mut matched = 0;
                for word in &mut self.words {
                    matched += word.positions.len();
                    word.in_title = !word.positions.is_empty();
                    if word.telling && word.in_title {
                        found.title += word.weight;
                        found.coverage += word.weight;
                    }
                }
                let share = matched as f32 / title_length.max(1) as f32;
                found.title *= share.min(1.0).sqrt();
                continue;
            }
            for word in &self.words {
                let is_seen = word.in_title || !word.positions.is_empty();
                seen += usize::from(word.telling && is_seen);
                seen_counted += usize::from(word.counted && is_seen);
                if let (true, Some(&first)) = (word.telling, word.positions.first()) {
                    found.lead += word.weight / (1.0 + first as f32 / LEAD);
                    if !word.in_title {
                        found.coverage += word.weight;
                    }
                }
            }
            if self.wanted.passage {
                found.passage = self.best_sentence(doc);
            }
        }
        found.whole = match self.most > 0.0 {
            true => (found.coverage / self.most).min(1.0),
            false => 1.0,
        };
        // Words that only a phrase stands for (`gelombang tinggi` for `ombak besar`), or that the
        // summary holds, are counted but not seen here; which they are is not known.
        let unseen = usize::from(count).saturating_sub(seen_counted) as f32;
        let missing = self.expected.saturating_sub(seen) as f32;
        if unseen > 0.0 && missing > 0.0 {
            found.whole += (1.0 - found.whole) * (unseen / missing).min(1.0);
        }
        found
    }

    /// What pairs of neighbouring words are worth that stand near each other in the zone read last.
    fn pairs(&self, worth: impl Fn(f32) -> f32) -> f32 {
        let mut sum = 0.0;
        for pair in self.words.windows(2) {
            let [left, right] = pair else { continue };
            if left.positions.is_empty() || right.positions.is_empty() {
                continue;
            }
            let (adjacent, near) = pairs(&left.positions, &right.positions);
            let evidence = adjacent as f32 + UNORDERED * near as f32;
            if evidence == 0.0 {
                // With k1 = 0 it would be nothing divided by nothing.
                continue;
            }
            let weight = left.root_weight.min(right.root_weight);
            sum += weight * worth(evidence);
        }
        sum
    }

    /// The most weight of distinct words, in just this form, that one sentence holds.
    fn best_sentence(&mut self, doc: u32) -> f32 {
        let ends = self.ends.as_mut().map_or(&[][..], |ends| ends.of(doc));
        self.sentence_weights.clear();
        self.sentence_weights.resize(ends.len() + 1, 0.0);
        for word in &self.words {
            let mut sentence = 0;
            let mut counted = usize::MAX;
            for &position in &word.exact_positions {
                while ends.get(sentence).is_some_and(|&end| end < position) {
                    sentence += 1;
                }
                if counted != sentence {
                    counted = sentence;
                    self.sentence_weights[sentence] += word.exact_weight;
                }
            }
        }
        self.sentence_weights.iter().copied().fold(0.0, f32::max)
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
