//! Which words stand beside each other.

use rustc_hash::FxHashMap;

use super::index::Words;
use crate::language::fold;

/// Pairs that are kept, the most frequent.
const MOST_PAIRS: usize = 400_000;
/// A word belongs to another when they stood together so often, and in so large a share of the
/// articles that hold the other (one in so many).
const BELONGS: u16 = 3;
const BELONGS_SHARE: u32 = 12;

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

fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}
