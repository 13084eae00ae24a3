//! What scores mean: which of the words near a typed one may be searched instead of it, beside it, or
//! offered.

use super::{COUNT, Speller};

/// How much better than a known word itself another must be to be offered.
const TRUST: f32 = -1.0;
/// What replaces a typed word of four letters must be at least so likely, as the logarithm of its
/// share of the articles less its slip, and for each further letter so much less, down to
/// eight letters: the shorter a word, the more others are near it by chance.
const BELIEVABLE: f32 = -9.6;
const BELIEVABLE_LETTER: f32 = 0.7;
/// A shorter word is never replaced: of three letters, what was meant is seldom what is near.
pub(super) const SHORTEST_REPLACED: usize = 4;
/// The share of likelihood that a replacement must have among all that is near.
pub(super) const CLEAR: f32 = 0.6;
/// What is not believable enough to be searched instead of an unknown word is searched beside it,
/// when it is at most so much less likely and has at least such a share.
const GUESS: f32 = 0.5;
const GUESS_SHARE: f32 = 0.3;
/// What is so much less likely than what may replace an unknown word is not even offered.
const OFFER: f32 = 2.0;
/// More guesses for one word than this would be a list.
const MOST_GUESSES: usize = 2;

impl Speller {
    /// Whether the best of the candidates, with this score, may be searched instead of a word of
    /// so many letters.
    pub(super) fn is_believable(
        &self,
        letters: usize,
        score: f32,
        candidates: &[(String, f32)],
    ) -> bool {
        let is_clear = candidates.first().is_some_and(|(_, share)| *share >= CLEAR);
        self.is_likely(letters, score) && is_clear
    }

    /// How many of the candidates may be searched beside an unknown word of so many letters, when
    /// the best of them has this score and none may be searched instead.
    pub(super) fn guesses(
        &self,
        letters: usize,
        score: f32,
        candidates: &[(String, f32)],
    ) -> usize {
        if !self.is_likely(letters, score + GUESS) {
            return 0;
        }
        let clear = candidates
            .iter()
            .take_while(|(_, share)| *share >= GUESS_SHARE);
        clear.take(MOST_GUESSES).count()
    }

    /// Whether what has this score may replace a word of so many letters, if nothing else may.
    fn is_likely(&self, letters: usize, score: f32) -> bool {
        let further = letters.saturating_sub(SHORTEST_REPLACED).min(4) as f32;
        let likelihood = score - COUNT * (self.total as f32).ln_1p();
        letters >= SHORTEST_REPLACED && likelihood > BELIEVABLE - BELIEVABLE_LETTER * further
    }

    /// Whether what has this score may be offered for an unknown word of so many letters.
    pub(super) fn is_thinkable(&self, letters: usize, score: f32) -> bool {
        self.is_likely(letters.max(SHORTEST_REPLACED), score + OFFER)
    }
}

/// What is better than this is far more likely than a known word that so many articles hold.
pub(super) fn overwhelming(own: u32) -> f32 {
    COUNT * (own as f32).ln_1p() + TRUST
}

/// At most so many articles, of so many in all, hold a word that may still be a slip.
pub(super) fn rare(articles: u64) -> u32 {
    // One in two thousand articles, as slips of one kind go.
    (articles / 2_000).clamp(1, 20) as u32
}
