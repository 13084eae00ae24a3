//! Words written together that are two, and apart that are one.

use super::{CONTEXT, COUNT, Correction, SLIP, Speller, is_correctable, neighbours::Beside};
use crate::language::fold;

/// Words that stood together, or as one, so often do so in other articles, too.
const SEEN: u32 = 3;
/// Two words are one slip for a word that so many articles hold.
const SEEN_AS_ONE: u32 = 5;
/// Shorter pieces of words are words by chance.
const SHORTEST_PART: usize = 3;

impl Speller {
    /// `kor upsi`: two words that are one.
    pub(super) fn joined(
        &self,
        folded: &[String],
        typed: &[&str],
        at: usize,
    ) -> Option<Correction> {
        let (a, b) = (folded.get(at)?, folded.get(at + 1)?);
        if !is_correctable(a) || !is_correctable(b) {
            return None;
        }
        let count = |word: &str| self.words.find(word).map_or(0, |n| self.words.count(n));
        let whole = format!("{a}{b}");
        let together = count(&whole);
        if together < SEEN_AS_ONE {
            return None;
        }
        // The pieces of a word are hardly ever both words of the archive.
        let apart = count(a).min(count(b));
        let is_better = together > 50 * apart && self.pair_count(a, b) == 0;
        is_better.then(|| Correction {
            words: at..at + 2,
            word: format!("{} {}", typed[at], typed[at + 1]),
            known: apart > 0,
            believable: true,
            in_context: false,
            offered: true,
            guesses: 0,
            candidates: vec![(whole, 1.0)],
        })
    }

    /// `hargaberas`: one word that is two.
    pub(super) fn split(&self, word: &str, beside: Beside, candidates: &mut Vec<(String, f32)>) {
        for (place, _) in word.char_indices().skip(SHORTEST_PART) {
            let (left, right) = word.split_at(place);
            if right.chars().count() < SHORTEST_PART {
                break;
            }
            let Some(a) = self.words.find(left) else {
                continue;
            };
            let Some(b) = self.words.find(right) else {
                continue;
            };
            let together = self.neighbours.count(a, b);
            let least = self.words.count(a).min(self.words.count(b));
            // Without having been seen together both must be common.
            if together == 0 && u64::from(least) < (self.total / 200).max(3) {
                continue;
            }
            let score = COUNT * (f32::from(together) * 20.0 + least as f32 * 0.2).ln_1p()
                - SLIP * 0.7
                + CONTEXT * (self.fits(a, beside) + self.fits(b, beside)) / 2.0;
            candidates.push((format!("{left} {right}"), score));
        }
    }

    /// Two words as one, where the archive writes them so rather than apart (`garuda yaksa`).
    pub fn as_one(&self, a: &str, b: &str) -> Option<String> {
        let (a, b) = (fold(a), fold(b));
        if !is_correctable(&a) || !is_correctable(&b) {
            return None;
        }
        let whole = format!("{a}{b}");
        let count = self.count(&whole);
        (count >= SEEN && count >= u32::from(self.pair_count(&a, &b))).then_some(whole)
    }

    /// A word as two, where the archive writes them apart rather than as one (`terimakasih`).
    pub fn as_two(&self, word: &str) -> Option<String> {
        let word = fold(word);
        if !is_correctable(&word) || word.contains('-') {
            return None;
        }
        let own = self.count(&word);
        let places = word.char_indices().skip(SHORTEST_PART);
        let parts = places.map(|(place, _)| word.split_at(place));
        let parts = parts.filter(|(_, right)| right.chars().count() >= SHORTEST_PART);
        let seen = parts.map(|(a, b)| (u32::from(self.pair_count(a, b)), a, b));
        let (count, a, b) = seen.max_by_key(|(count, ..)| *count)?;
        (count >= SEEN && count > own).then(|| format!("{a} {b}"))
    }
}
