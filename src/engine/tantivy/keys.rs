//! What an article is about, in a few hashed terms: the forward index behind feedback.

use rustc_hash::FxHashMap;
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

/// Counts the telling roots of title and lead while the article is analysed.
#[derive(Debug, Default)]
pub struct KeyCounts {
    /// How often, and in which order first, each root occurs.
    counts: FxHashMap<u32, (u32, u32)>,
    sorted: Vec<(u32, (u32, u32))>,
    order: u32,
    read: usize,
    /// Tokens of the text at hand count so much, as long as they start before `until`.
    weight: u32,
    until: usize,
}

impl KeyCounts {
    /// Starts a new article.
    pub fn clear(&mut self) {
        self.counts.clear();
        self.order = 0;
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
        if start < self.until && key != 0 {
            self.order += 1;
            self.counts.entry(key).or_insert((0, self.order)).0 += self.weight;
        }
    }

    /// The most frequent ones, best first.
    pub fn best(&mut self) -> Vec<u32> {
        self.sorted.clear();
        self.sorted.extend(self.counts.drain());
        // Most frequent first; among equals the one that came first.
        self.sorted
            .sort_unstable_by(|a, b| b.1.0.cmp(&a.1.0).then(a.1.1.cmp(&b.1.1)));
        self.sorted.truncate(KEPT);
        self.sorted.iter().map(|&(key, _)| key).collect()
    }
}
