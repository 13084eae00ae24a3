//! Which words lie near a typed one. Every word is listed under itself and under itself without
//! one letter (Garbe, SymSpell, 2012), and under how it sounds; a typed word is looked up in the
//! same ways. Only hashes and numbers are kept: about 8 bytes an entry, 10 entries a word.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::cost::sound;
use crate::texts::Row;

/// Words by number, with how often they occur.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    texts: Row,
    counts: Vec<u32>,
    /// Word numbers by hash.
    exact: Table,
    /// By the word itself, too.
    deletes: Table,
    sounds: Table,
}

/// Word numbers by hash, sorted.
#[derive(Debug, Clone, Default)]
struct Table {
    entries: Vec<(u32, u32)>,
    /// Where entries with these top bits begin; one more at the end.
    buckets: Vec<u32>,
    /// The bits of a hash that are not the bucket's.
    shift: u32,
}

/// So many entries are in a bucket, so that one is read at once.
const IN_BUCKET: usize = 4;
/// Top bits that choose a bucket.
const BUCKET_BITS: std::ops::RangeInclusive<u32> = 4..=20;

impl Table {
    fn new(mut entries: Vec<(u32, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        let wanted = (entries.len() / IN_BUCKET).max(1).ilog2();
        let bits = wanted.clamp(*BUCKET_BITS.start(), *BUCKET_BITS.end());
        let shift = 32 - bits;
        let mut buckets = vec![0u32; (1 << bits) + 1];
        for (hash, _) in &entries {
            buckets[(hash >> shift) as usize + 1] += 1;
        }
        for bucket in 1..buckets.len() {
            buckets[bucket] += buckets[bucket - 1];
        }
        Table {
            entries,
            buckets,
            shift,
        }
    }

    fn get(&self, hash: u32) -> impl Iterator<Item = u32> + '_ {
        let bucket = hash.checked_shr(self.shift).unwrap_or(0) as usize;
        let range = match (self.buckets.get(bucket), self.buckets.get(bucket + 1)) {
            (Some(&from), Some(&to)) => &self.entries[from as usize..to as usize],
            _ => &[],
        };
        let first = range.iter().skip_while(move |(h, _)| *h < hash);
        first
            .take_while(move |(h, _)| *h == hash)
            .map(|(_, word)| *word)
    }

    fn bytes(&self) -> usize {
        self.entries.len() * 8 + self.buckets.len() * 4
    }
}

impl Words {
    /// An index of words with their counts.
    pub(super) fn new(words: impl IntoIterator<Item = (String, u32)>) -> Self {
        let mut index = Words::default();
        let (mut exact, mut deletes, mut sounds) = (Vec::new(), Vec::new(), Vec::new());
        let (mut key, mut shorter) = (String::new(), String::new());
        for (number, (word, count)) in words.into_iter().enumerate() {
            if index.texts.push(&word).is_none() {
                break;
            }
            let number = number as u32;
            index.counts.push(count);
            exact.push((hash(&word), number));
            deletes.push((hash(&word), number));
            for_deletes(&word, &mut shorter, &mut |shorter| {
                deletes.push((hash(shorter), number));
            });
            sound(&word, &mut key);
            sounds.push((hash(&key), number));
        }
        index.texts.shrink_to_fit();
        index.exact = Table::new(exact);
        index.deletes = Table::new(deletes);
        index.sounds = Table::new(sounds);
        index
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// A word by number.
    pub(super) fn word(&self, number: u32) -> &str {
        match number as usize {
            number if number < self.texts.len() => self.texts.text(number),
            _ => "",
        }
    }

    /// How often a word occurs.
    pub(super) fn count(&self, number: u32) -> u32 {
        self.counts.get(number as usize).copied().unwrap_or(0)
    }

    /// The number of a word.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.exact
            .get(hash(word))
            .find(|&number| self.word(number) == word)
    }

    /// Memory in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.texts.bytes()
            + self.counts.len() * 4
            + self.exact.bytes()
            + self.deletes.bytes()
            + self.sounds.bytes()
    }

    /// Numbers of words that may be near `typed`, each once; some are not. With `far`, two letters
    /// too many or one too many and one missing are found too.
    pub(super) fn near(&self, typed: &str, far: bool, found: &mut Vec<u32>) {
        found.clear();
        let mut key = String::new();
        sound(typed, &mut key);
        found.extend(self.sounds.get(hash(&key)));
        found.extend(self.deletes.get(hash(typed)));
        let (mut once, mut twice) = (String::new(), String::new());
        for_deletes(typed, &mut once, &mut |shorter| {
            found.extend(self.deletes.get(hash(shorter)));
            if far {
                for_deletes(shorter, &mut twice, &mut |shortest| {
                    found.extend(self.deletes.get(hash(shortest)));
                });
            }
        });
        found.sort_unstable();
        found.dedup();
    }
}

/// Calls `sink` with a word without each of its letters, made in `shorter`.
fn for_deletes(word: &str, shorter: &mut String, sink: &mut dyn FnMut(&str)) {
    let mut before = None;
    for (at, letter) in word.char_indices() {
        // Leaving out either of two equal letters gives the same.
        if before == Some(letter) {
            continue;
        }
        before = Some(letter);
        shorter.clear();
        shorter.push_str(&word[..at]);
        shorter.push_str(&word[at + letter.len_utf8()..]);
        sink(shorter);
    }
}

/// What a word is found by.
pub(super) fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_one_slip_are_near() {
        let words = ["harga", "beras", "beras", "sukarno", "pemerintah", "xyz"];
        let index = Words::new(words.map(|w| (w.to_owned(), 1)));
        let near = |typed: &str, far: bool| {
            let mut found = Vec::new();
            index.near(typed, far, &mut found);
            found.into_iter().map(|n| index.word(n)).collect::<Vec<_>>()
        };
        assert_eq!(near("hrga", false), ["harga"]);
        assert_eq!(near("haarga", false), ["harga"]);
        assert_eq!(near("hatga", false), ["harga"]);
        assert_eq!(near("ahrga", false), ["harga"]);
        assert_eq!(near("soekarno", false), ["sukarno"]);
        assert_eq!(near("pemmmerintah", true), ["pemerintah"]);
        assert_eq!(index.find("beras"), Some(1));
        assert_eq!(index.find("bera"), None);
        assert_eq!(Words::new([]).find("a"), None);
    }
}
