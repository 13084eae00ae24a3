//! What an article is about, in a few hashed terms: the forward index behind feedback.

use std::cmp::Reverse;

use xxhash_rust::xxh3::xxh3_64;

use crate::language::{self, Kind, Token};

/// Terms kept of an article.
const KEPT: usize = 20;
/// So much of the text is read, in bytes: title and lead say what it is about.
const MOST_BYTES: usize = 1_600;
/// A word of the title counts as so many of the body.
const TITLE: u32 = 3;
/// Slots of the frequency sketch; a power of two.
pub const SKETCH: usize = 1 << 18;

/// The hash of a root as it stands among keys; never 0.
pub fn hash(root: &str) -> u32 {
    (xxh3_64(root.as_bytes()) as u32).max(1)
}

/// The slot of a key in a frequency sketch.
pub fn slot(key: u32) -> usize {
    key as usize & (SKETCH - 1)
}

/// The key of a token that says what an article is about; 0 of all others.
pub fn telling(token: &Token<'_>) -> u32 {
    let telling = token.root.len() > 2
        && matches!(
            token.kind,
            Kind::Word | Kind::Name | Kind::Acronym | Kind::Foreign | Kind::Code
        )
        && language::stopword_weight(token.exact) >= 1.0;
    if telling { hash(token.root) } else { 0 }
}

/// Slots of the table in which an article's keys are found again: more than there can be tokens in
/// [`MOST_BYTES`].
const SLOTS: usize = 1024;

/// Counts the telling roots of title and lead while the article is analysed.
#[derive(Debug)]
pub struct KeyCounts {
    /// Keys with how often each occurs, in the order in which they came.
    counts: Vec<(u32, u32)>,
    /// Places in `counts` plus one, by key: a table small enough for the nearest cache.
    slots: Box<[u16; SLOTS]>,
    ranked: Vec<(Reverse<u32>, u16)>,
    read: usize,
    /// Tokens of the text at hand count so much, as long as they start before `until`.
    weight: u32,
    until: usize,
}

impl Default for KeyCounts {
    fn default() -> Self {
        KeyCounts {
            counts: Vec::new(),
            slots: Box::new([0; SLOTS]),
            ranked: Vec::new(),
            read: 0,
            weight: 0,
            until: 0,
        }
    }
}

impl KeyCounts {
    /// Starts a new article.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.slots.fill(0);
        self.read = 0;
    }

    /// Starts a text of which at most `bytes` are counted.
    pub fn start(&mut self, title: bool, bytes: usize) {
        self.weight = if title { TITLE } else { 1 };
        self.until = bytes.min(MOST_BYTES.saturating_sub(self.read));
        self.read += self.until;
    }

    /// Counts a token that starts at `start` by its [`telling`] key.
    #[inline]
    pub fn count(&mut self, start: usize, key: u32) {
        if start >= self.until || key == 0 {
            return;
        }
        let mut slot = key as usize & (SLOTS - 1);
        loop {
            match self.slots[slot] {
                0 if self.counts.len() + 1 < SLOTS => {
                    self.counts.push((key, self.weight));
                    self.slots[slot] = self.counts.len() as u16;
                    return;
                }
                0 => return,
                place => {
                    let (known, count) = &mut self.counts[usize::from(place) - 1];
                    if *known == key {
                        *count += self.weight;
                        return;
                    }
                }
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// The most frequent ones, best first; among equals the one that came first.
    pub fn best(&mut self) -> Vec<u32> {
        let counts = self.counts.iter().zip(0..);
        self.ranked.clear();
        self.ranked
            .extend(counts.map(|(&(_, count), place)| (Reverse(count), place)));
        if self.ranked.len() > KEPT {
            self.ranked.select_nth_unstable(KEPT);
            self.ranked.truncate(KEPT);
        }
        self.ranked.sort_unstable();
        let key = |&(_, place): &(_, u16)| self.counts[usize::from(place)].0;
        self.ranked.iter().map(key).collect()
    }
}
