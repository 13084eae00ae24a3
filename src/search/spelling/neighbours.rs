//! Which words stand beside each other, and what that says about a word.

use rustc_hash::FxHashMap;

use super::{
    Speller,
    cost::{self, Distance},
    index::Words,
};
use crate::language::fold;

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
    /// Pairs with counts; sorted.
    pairs: Vec<(u64, u16)>,
    /// Words that stand beside a word in much of what is written about it, by its number.
    belonging: FxHashMap<u32, Box<[u32]>>,
}

impl Neighbours {
    /// Learns from texts.
    pub fn learn<'t>(words: &Words, texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut counts: FxHashMap<u64, u16> = FxHashMap::default();
        for text in texts {
            let mut before = None;
            for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
                // `Johnny G Plate`: an initial separates nothing.
                if word.len() < 2 {
                    continue;
                }
                let number = words.find(&fold(word));
                if let (Some(a), Some(b)) = (before, number) {
                    let count = counts.entry(pair(a, b)).or_default();
                    *count = count.saturating_add(1);
                }
                before = number;
            }
        }
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
        pairs.shrink_to_fit();
        Neighbours { pairs, belonging }
    }

    /// How often two words stood side by side, in this order.
    pub fn count(&self, a: u32, b: u32) -> u16 {
        self.pairs
            .binary_search_by_key(&pair(a, b), |(both, _)| *both)
            .map_or(0, |at| self.pairs[at].1)
    }

    /// The words that belong to a word.
    pub fn belonging_to(&self, word: u32) -> &[u32] {
        self.belonging.get(&word).map_or(&[], |others| others)
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        let belonging = self.belonging.values().map(|others| 24 + 4 * others.len());
        self.pairs.len() * 16 + belonging.sum::<usize>()
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
    /// What belongs to a word beside this one and is nearly this one.
    pub(super) fn belongs_here(
        &self,
        word: &str,
        beside: &[String],
        at: usize,
        distance: &mut Distance,
    ) -> Belonging {
        let own = self.words.find(word);
        let mut best: Option<(f32, u32)> = None;
        let mut sounds = (String::new(), String::new());
        cost::sound(word, &mut sounds.0);
        for number in self.belonging_to(beside, at) {
            let other = self.words.word(number);
            if other == word {
                return Belonging::Itself;
            }
            let Some(cost) = distance.cost(word, other, BELONGING_SOUND) else {
                continue;
            };
            cost::sound(other, &mut sounds.1);
            let is_near = cost <= BELONGING_SLIP && word.chars().next() == other.chars().next();
            if (is_near || sounds.0 == sounds.1) && best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, number));
            }
        }
        let Some((_, meant)) = best else {
            // `dalai lama`: what belongs to a word makes it right.
            let lists = own.map_or(&[][..], |own| self.neighbours.belonging_to(own));
            return match self.beside(beside, at).any(|one| lists.contains(&one)) {
                true => Belonging::Itself,
                false => Belonging::Nothing,
            };
        };
        let own = own.map_or(0, |own| self.seen(own, beside, at));
        match own * BELONGING_MORE < self.seen(meant, beside, at) {
            true => Belonging::Other(self.words.word(meant).to_owned()),
            // `gajah mada` and `gadjah mada` are both right.
            false => Belonging::Itself,
        }
    }

    /// How often a word stood beside those before and after a place, on either side.
    fn seen(&self, word: u32, beside: &[String], at: usize) -> u32 {
        let count = |a, b| u32::from(self.neighbours.count(a, b));
        self.beside(beside, at)
            .map(|other| count(other, word) + count(word, other))
            .sum()
    }

    /// The words before and after a place, of those that are known.
    fn beside<'s>(&'s self, beside: &'s [String], at: usize) -> impl Iterator<Item = u32> + 's {
        let places = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        places.filter_map(|place| self.words.find(beside.get(place)?))
    }

    /// Words that belong to those before and after a place.
    pub(super) fn belonging_to<'s>(
        &'s self,
        beside: &'s [String],
        at: usize,
    ) -> impl Iterator<Item = u32> + 's {
        let words = self.beside(beside, at);
        words.flat_map(|word| self.neighbours.belonging_to(word).iter().copied())
    }

    /// How well a word goes with those beside it.
    pub(super) fn fits(&self, number: u32, beside: &[String], at: usize) -> f32 {
        let neighbour = |place: Option<usize>| {
            place
                .and_then(|i| beside.get(i))
                .and_then(|word| self.words.find(word))
        };
        let before = neighbour(at.checked_sub(1)).map_or(0, |a| self.neighbours.count(a, number));
        let after = neighbour(Some(at + 1)).map_or(0, |b| self.neighbours.count(number, b));
        f32::from(before).ln_1p() + f32::from(after).ln_1p()
    }

    /// How often two words, by their text, stood side by side, in this order.
    pub(super) fn pair_count(&self, a: &str, b: &str) -> u16 {
        match (self.words.find(a), self.words.find(b)) {
            (Some(a), Some(b)) => self.neighbours.count(a, b),
            _ => 0,
        }
    }
}

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}
