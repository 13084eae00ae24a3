//! Near-duplicates: the same story taken over by another site, or published twice.
//!
//! A text is sketched by one-permutation MinHash (Li, Owen and Zhang, 2012) over shingles of
//! four words: the share of equal slots of two sketches estimates the Jaccard similarity of their
//! shingles, with a standard error of 0.06 near the threshold. [`Finder`] finds earlier sketches
//! by bands of slots (locality-sensitive hashing) and verifies each candidate.

use rustc_hash::FxHashMap;

/// Slots of a sketch.
const SLOTS: usize = 64;
/// Bands and slots in a band. At similarity 0.7 a pair shares a band with probability 0.99, at
/// 0.8 with 0.9998.
const BANDS: usize = 16;
const ROWS: usize = SLOTS / BANDS;
/// Words in a shingle.
const SHINGLE: usize = 4;

/// From this similarity on, two texts are one story.
pub const THRESHOLD: f32 = 0.7;

/// Texts with fewer shingles are not compared: two short notices share too much by chance.
const MIN_SHINGLES: u32 = 12;

/// The sketch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The smallest hash of each slot, cut to 16 bits; 0 is an empty slot.
    slots: [u16; SLOTS],
    shingles: u32,
}

/// Sketches a text given as paragraphs. Case, punctuation and line breaks do not matter.
pub fn signature<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> Signature {
    let mut minima = [u64::MAX; SLOTS];
    let mut window = [0u64; SHINGLE];
    let mut words = 0usize;
    for paragraph in paragraphs {
        for word in Words(paragraph.as_bytes()) {
            window.rotate_left(1);
            window[SHINGLE - 1] = word;
            words += 1;
            if words >= SHINGLE {
                let hash = mix(&window);
                let slot = (hash >> 58) as usize;
                minima[slot] = minima[slot].min(hash << 6);
            }
        }
    }
    let slots = minima.map(|hash| {
        // Of the minimum the high bits are nearly all zero; mixed again, all bits differ.
        let cut = (avalanche(hash) >> 48) as u16;
        if hash == u64::MAX { 0 } else { cut.max(1) }
    });
    Signature {
        slots,
        shingles: words.saturating_sub(SHINGLE - 1) as u32,
    }
}

impl Signature {
    /// The estimated Jaccard similarity of the two texts' shingles, 0 to 1.
    pub fn similarity(&self, other: &Signature) -> f32 {
        let mut equal = 0u32;
        let mut used = 0u32;
        for (one, two) in self.slots.iter().zip(&other.slots) {
            used += u32::from(*one | *two != 0);
            equal += u32::from(one == two && *one != 0);
        }
        if used == 0 {
            0.0
        } else {
            equal as f32 / used as f32
        }
    }

    /// Whether there is enough text to compare.
    pub fn is_comparable(&self) -> bool {
        self.shingles >= MIN_SHINGLES
    }

    /// The key of each band. Empty slots borrow from the next full one, so that short texts
    /// have whole bands too (densification by rotation).
    fn bands(&self) -> [u64; BANDS] {
        let mut full = self.slots;
        let mut next = self
            .slots
            .iter()
            .copied()
            .find(|slot| *slot != 0)
            .unwrap_or(0);
        for slot in full.iter_mut().rev() {
            if *slot == 0 {
                *slot = next;
            } else {
                next = *slot;
            }
        }
        std::array::from_fn(|band| {
            let rows = &full[band * ROWS..(band + 1) * ROWS];
            rows.iter().fold(band as u64 + 1, |key, row| {
                avalanche(key.rotate_left(16) ^ u64::from(*row))
            })
        })
    }
}

/// The hashes of a text's words: runs of letters and digits, ASCII letters in lower case.
struct Words<'a>(&'a [u8]);

impl Iterator for Words<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        // FNV-1a; its weak high bits are mixed when shingles are made.
        const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        let mut bytes = self.0;
        let mut hash = BASIS;
        let mut any = false;
        while let [byte, rest @ ..] = bytes {
            // General punctuation (“ ” – …) is U+20xx: E2 80 or E2 81.
            let punctuation = *byte == 0xe2 && matches!(rest.first(), Some(0x80 | 0x81));
            if byte.is_ascii_alphanumeric() || (*byte >= 0x80 && !punctuation) {
                hash = (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(PRIME);
                any = true;
                bytes = rest;
            } else {
                bytes = if punctuation {
                    rest.get(2..).unwrap_or_default()
                } else {
                    rest
                };
                if any {
                    break;
                }
            }
        }
        self.0 = bytes;
        any.then_some(hash)
    }
}

fn mix(window: &[u64; SHINGLE]) -> u64 {
    window
        .iter()
        .fold(0, |hash, word| avalanche(hash.rotate_left(23) ^ word))
}

/// The finaliser of MurmurHash3.
fn avalanche(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Finds, among the articles seen so far, the one that a new text is a near-duplicate of.
///
/// Memory is bounded: of more than `capacity` stories the oldest half is forgotten. A story
/// takes about 400 bytes besides its key.
#[derive(Debug)]
pub struct Finder<K> {
    recent: Generation<K>,
    earlier: Generation<K>,
    half: usize,
}

#[derive(Debug)]
struct Generation<K> {
    stories: Vec<(K, Signature)>,
    /// Band key → the last story that has it.
    last: FxHashMap<u64, u32>,
    /// For each story and band, the story before it with the same key.
    before: Vec<[u32; BANDS]>,
}

const NONE: u32 = u32::MAX;

impl<K> Default for Generation<K> {
    fn default() -> Self {
        Generation {
            stories: Vec::new(),
            last: FxHashMap::default(),
            before: Vec::new(),
        }
    }
}

impl<K: PartialEq + Clone> Finder<K> {
    /// A finder that remembers at most `capacity` stories.
    pub fn new(capacity: usize) -> Self {
        let half = (capacity / 2).clamp(1, NONE as usize - 1);
        Finder {
            recent: Generation::default(),
            earlier: Generation::default(),
            half,
        }
    }

    /// How many stories are remembered.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.recent.stories.len() + self.earlier.stories.len()
    }

    /// The most similar earlier story that is at least [`THRESHOLD`] alike and is not `key`
    /// itself, with its similarity.
    pub fn find(&self, signature: &Signature, key: &K) -> Option<(&K, f32)> {
        if !signature.is_comparable() {
            return None;
        }
        let bands = signature.bands();
        let found = [&self.earlier, &self.recent]
            .into_iter()
            .filter_map(|it| it.find(signature, &bands, key));
        // Of equally similar ones the earlier.
        found.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// Remembers a story.
    pub fn insert(&mut self, key: K, signature: Signature) {
        if !signature.is_comparable() {
            return;
        }
        if self.recent.stories.len() >= self.half {
            self.earlier = std::mem::take(&mut self.recent);
        }
        self.recent.insert(key, signature);
    }

    /// Returns the earlier story that this one repeats, or remembers it as a new story. Copies are
    /// not remembered: what they are copies of stands for them.
    pub fn find_or_insert(&mut self, key: K, signature: Signature) -> Option<(K, f32)> {
        let found = self
            .find(&signature, &key)
            .map(|(key, similarity)| (key.clone(), similarity));
        if found.is_none() {
            self.insert(key, signature);
        }
        found
    }
}

impl<K: PartialEq> Generation<K> {
    fn find(&self, signature: &Signature, bands: &[u64; BANDS], key: &K) -> Option<(&K, f32)> {
        /// A band that everybody shares (a form letter) is looked at so far and no further.
        const MAX_CHAIN: usize = 64;
        let mut best: Option<(u32, f32)> = None;
        for (band, band_key) in bands.iter().enumerate() {
            let mut at = self.last.get(band_key).copied().unwrap_or(NONE);
            for _ in 0..MAX_CHAIN {
                if at == NONE {
                    break;
                }
                let (other, sketch) = &self.stories[at as usize];
                let similarity = sketch.similarity(signature);
                let better = best.is_none_or(|(story, most)| {
                    similarity > most || similarity == most && at < story
                });
                if similarity >= THRESHOLD && better && other != key {
                    best = Some((at, similarity));
                }
                at = self.before[at as usize][band];
            }
        }
        best.map(|(at, similarity)| (&self.stories[at as usize].0, similarity))
    }

    fn insert(&mut self, key: K, signature: Signature) {
        let index = self.stories.len() as u32;
        let before = signature
            .bands()
            .map(|band_key| self.last.insert(band_key, index).unwrap_or(NONE));
        self.before.push(before);
        self.stories.push((key, signature));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of `words` words that differ from seed to seed.
    fn text(seed: u64, words: usize) -> Vec<String> {
        let mut state = seed;
        (0..words)
            .map(|_| {
                state = avalanche(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
                format!("kata{}", state % 5_000)
            })
            .collect()
    }

    fn sketch(words: &[String]) -> Signature {
        signature([words.join(" ").as_str()])
    }

    /// The true similarity of the shingles.
    fn jaccard(one: &[String], two: &[String]) -> f32 {
        let set = |words: &[String]| -> std::collections::HashSet<Vec<String>> {
            words.windows(SHINGLE).map(<[String]>::to_vec).collect()
        };
        let (one, two) = (set(one), set(two));
        one.intersection(&two).count() as f32 / one.union(&two).count() as f32
    }

    #[test]
    fn case_punctuation_and_paragraphs_do_not_matter() {
        let one = signature(["Harga cabai naik, kata pedagang. “Mahal sekali,” ujarnya."]);
        let two = signature(["HARGA cabai naik kata", "pedagang Mahal-sekali ujarnya"]);
        assert_eq!(one, two);
    }

    #[test]
    fn estimates_are_close_to_the_truth() {
        let mut worst = 0f32;
        let mut sum = 0f32;
        const PAIRS: usize = 200;
        for seed in 0..PAIRS as u64 {
            let one = text(seed, 400);
            let mut two = one.clone();
            two.truncate(400 - (seed as usize % 20) * 10);
            two.extend(text(seed + 1_000_000, (seed as usize % 20) * 5));
            let error = sketch(&one).similarity(&sketch(&two)) - jaccard(&one, &two);
            worst = worst.max(error.abs());
            sum += error;
        }
        assert!(worst < 0.25, "{worst}");
        assert!((sum / PAIRS as f32).abs() < 0.02, "{sum}");
    }

    #[test]
    fn copies_are_found_and_strangers_are_not() {
        let mut finder = Finder::new(10_000);
        for seed in 0..2_000u64 {
            assert_eq!(finder.find_or_insert(seed, sketch(&text(seed, 200))), None);
        }
        for seed in 0..500u64 {
            let mut copy = text(seed, 200);
            copy.drain(..6);
            copy[80] = "lain".to_owned();
            let found = finder.find_or_insert(seed + 10_000, sketch(&copy));
            assert_eq!(found.map(|(key, _)| key), Some(seed));
        }
        assert_eq!(finder.len(), 2_000);
    }

    #[test]
    fn an_article_is_no_copy_of_itself() {
        let mut finder = Finder::new(10);
        let signature = sketch(&text(1, 100));
        finder.insert("a", signature.clone());
        assert_eq!(finder.find(&signature, &"a"), None);
        assert_eq!(
            finder.find(&signature, &"b").map(|(key, _)| *key),
            Some("a")
        );
    }

    #[test]
    fn short_texts_are_not_compared() {
        let mut finder = Finder::new(10);
        let short = signature(["Harga cabai naik lagi hari ini di pasar"]);
        assert_eq!(finder.find_or_insert(1, short.clone()), None);
        assert_eq!(finder.find_or_insert(2, short), None);
    }

    #[test]
    fn memory_is_bounded_and_the_recent_are_kept() {
        let mut finder = Finder::new(100);
        for seed in 0..1_000u64 {
            finder.insert(seed, sketch(&text(seed, 60)));
            assert!(finder.len() <= 100);
        }
        assert!(finder.find(&sketch(&text(999, 60)), &0).is_some());
        assert!(finder.find(&sketch(&text(1, 60)), &0).is_none());
    }
}
