//! Which words stand beside each other, and what that says about a word.

use rustc_hash::FxHashMap;

use super::{
    Speller,
    cost::{self, Distance},
    index::Words,
};
use crate::language::fold_into;

/// Pairs that are kept, the most frequent.
const MOST_PAIRS: usize = 400_000;
/// A word belongs to another when they stood together so often, and in so large a share of the
/// articles that hold the other (one in so many).
const BELONGS: u16 = 3;
const BELONGS_SHARE: u32 = 12;

/// What belongs to a neighbour is meant when the slip costs no more than this, or than the second
/// and both sound the same, and when it stood there so many times as often as the word itself.
const BELONGING_SLIP: f32 = 0.7;
const BELONGING_SOUND: f32 = 2.0;
const BELONGING_MORE: u32 = 20;

/// Neighbouring words by their numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Neighbours {
    /// Where the pairs with a first word begin in the lists below, by its number; one more at the
    /// end.
    starts: Vec<u32>,
    /// Second words, ascending for each first one, and how often both stood so.
    seconds: Vec<u32>,
    counts: Vec<u16>,
    /// Words that stand beside a word in much of what is written about it, by its number.
    belonging: FxHashMap<u32, Box<[u32]>>,
}

/// Counts neighbours while texts are read.
pub(super) struct Learner<'w> {
    words: &'w Words,
    counts: FxHashMap<u64, u16>,
    /// Room for a folded word.
    folded: String,
}

impl<'w> Learner<'w> {
    /// Neighbours are looked for among these words.
    pub fn new(words: &'w Words) -> Self {
        Learner {
            words,
            counts: FxHashMap::default(),
            folded: String::new(),
        }
    }

    /// Reads a text.
    pub fn read(&mut self, text: &str) {
        let mut before = None;
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
            // `Johnny G Plate`: an initial separates nothing.
            if word.len() < 2 {
                continue;
            }
            self.folded.clear();
            fold_into(word, &mut self.folded);
            let number = self.words.find(&self.folded);
            if let (Some(a), Some(b)) = (before, number) {
                let count = self.counts.entry(pair(a, b)).or_default();
                *count = count.saturating_add(1);
            }
            before = number;
        }
    }

    /// What was learned.
    pub fn finish(self) -> Neighbours {
        let Learner { words, counts, .. } = self;
        let mut belonging: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (&both, &count) in counts.iter().filter(|(_, count)| **count >= BELONGS) {
            let (a, b) = ((both >> 32) as u32, both as u32);
            for (one, other) in [(a, b), (b, a)] {
                if u32::from(count) * BELONGS_SHARE >= words.count(one) {
                    belonging.entry(one).or_default().push(other);
                }
            }
        }
        let sorted = belonging.into_iter().map(|(word, mut others)| {
            others.sort_unstable();
            others.dedup();
            (word, others.into_boxed_slice())
        });
        let belonging = sorted.collect();
        let mut pairs: Vec<(u64, u16)> = counts.into_iter().collect();
        if pairs.len() > MOST_PAIRS {
            pairs.sort_unstable_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
            pairs.truncate(MOST_PAIRS);
        }
        pairs.sort_unstable();
        let firsts = 0..=words.len() as u64;
        let start = |first: u64| pairs.partition_point(|(pair, _)| pair >> 32 < first) as u32;
        Neighbours {
            starts: firsts.map(start).collect(),
            seconds: pairs.iter().map(|(pair, _)| *pair as u32).collect(),
            counts: pairs.iter().map(|(_, count)| *count).collect(),
            belonging,
        }
    }
}

impl Neighbours {
    /// How often two words stood side by side, in this order.
    pub fn count(&self, a: u32, b: u32) -> u16 {
        let at = a as usize;
        let (Some(&from), Some(&to)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return 0;
        };
        let from = from as usize;
        let found = self.seconds[from..to as usize].binary_search(&b);
        found.map_or(0, |at| self.counts[from + at])
    }

    /// The words that belong to a word.
    pub fn belonging_to(&self, word: u32) -> &[u32] {
        self.belonging.get(&word).map_or(&[], |others| others)
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        let belonging = self.belonging.values().map(|others| 24 + 4 * others.len());
        self.starts.len() * 4 + self.seconds.len() * 6 + belonging.sum::<usize>()
    }
}

/// The words before and after a place by their numbers, as far as they are known.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    before: Option<u32>,
    after: Option<u32>,
}

impl Beside {
    fn each(self) -> impl Iterator<Item = u32> {
        self.before.into_iter().chain(self.after)
    }
}

/// Whether a word belongs where it stands.
pub(super) enum Belonging {
    Itself,
    /// Another does that is nearly it.
    Other(String),
    Nothing,
}

impl Speller {
    /// What stands before and after a place among words.
    pub(super) fn beside(&self, words: &[String], at: usize) -> Beside {
        let number = |place: Option<usize>| self.words.find(words.get(place?)?);
        Beside {
            before: number(at.checked_sub(1)),
            after: number(Some(at + 1)),
        }
    }

    /// What belongs to a word beside this one, which has this number, and is nearly this one.
    pub(super) fn belongs_here(
        &self,
        word: &str,
        own: u32,
        beside: Beside,
        distance: &mut Distance,
    ) -> Belonging {
        let mut best: Option<(f32, u32)> = None;
        let mut sounds = (String::new(), String::new());
        for number in self.belonging_to(beside) {
            let other = self.words.word(number);
            if other == word {
                return Belonging::Itself;
            }
            let Some(cost) = distance.cost(word, other, BELONGING_SOUND) else {
                continue;
            };
            cost::sound(word, &mut sounds.0);
            cost::sound(other, &mut sounds.1);
            let is_near = cost <= BELONGING_SLIP && word.chars().next() == other.chars().next();
            if (is_near || sounds.0 == sounds.1) && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, number));
            }
        }
        let Some((_, meant)) = best else {
            // `dalai lama`: what belongs to a word makes it right.
            let lists = self.neighbours.belonging_to(own);
            return match beside.each().any(|one| lists.contains(&one)) {
                true => Belonging::Itself,
                false => Belonging::Nothing,
            };
        };
        match self.seen(own, beside) * BELONGING_MORE < self.seen(meant, beside) {
            true => Belonging::Other(self.words.word(meant).to_owned()),
            // `gajah mada` and `gadjah mada` are both right.
            false => Belonging::Itself,
        }
    }

    /// How often a word stood beside those before and after a place, on either side.
    fn seen(&self, word: u32, beside: Beside) -> u32 {
        let count = |a, b| u32::from(self.neighbours.count(a, b));
        let others = beside.each();
        others.map(|o| count(o, word) + count(word, o)).sum()
    }

    /// Words that belong to those before and after a place.
    pub(super) fn belonging_to(&self, beside: Beside) -> impl Iterator<Item = u32> {
        let words = beside.each();
        words.flat_map(|word| self.neighbours.belonging_to(word).iter().copied())
    }

    /// How well a word goes with those beside it.
    pub(super) fn fits(&self, number: u32, beside: Beside) -> f32 {
        let before = beside
            .before
            .map_or(0, |word| self.neighbours.count(word, number));
        let after = beside
            .after
            .map_or(0, |word| self.neighbours.count(number, word));
        f32::from(before).ln_1p() + f32::from(after).ln_1p()
    }

    /// How often two words, by their text, stood side by side, in this order.
    pub(super) fn pair_count(&self, a: &str, b: &str) -> u16 {
        let count = || {
            let (a, b) = (self.words.find(a)?, self.words.find(b)?);
            Some(self.neighbours.count(a, b))
        };
        count().unwrap_or(0)
    }
}

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}
