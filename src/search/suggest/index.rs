//! Entries by the beginning of any of their words, also with one slip.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::fold;

use super::{Kind, mine::SURE_WORD};

/// Something that can be suggested.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// As shown.
    pub text: String,
    pub kind: Kind,
    /// In how many articles it occurs.
    pub count: u32,
    /// It rises.
    pub recent: bool,
}

/// Entries in alphabetical order of every word that begins in them.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub entries: Vec<Entry>,
    scores: Vec<f32>,
    is_word: Vec<bool>,
    folded: String,
    /// Where each entry's folded text begins; one more at the end.
    starts: Vec<u32>,
    /// Entry and offset of a word in it, sorted by the text from there on.
    words: Vec<(u32, u16)>,
    /// The best of each beginning of one or two letters.
    ready: FxHashMap<Box<str>, Best>,
}

/// An entry that matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub entry: u32,
    pub score: f32,
}

/// Matches that are kept ready for a beginning.
const MOST_READY: usize = 60;
/// Added to the logarithm of the count.
const RECENT: f32 = 0.8;
/// The typed text begins the entry, not only a word inside.
const AT_START: f32 = 3.0;
/// One slip had to be forgiven: whatever is as it was typed comes first.
const SLIP: f32 = -12.0;

impl Index {
    pub(super) fn new(entries: Vec<Entry>) -> Self {
        let mut index = Index {
            starts: vec![0],
            ..Index::default()
        };
        for (number, entry) in entries.iter().enumerate() {
            let folded = fold(&entry.text);
            let mut at_word = true;
            for (offset, c) in folded.char_indices() {
                if at_word
                    && c.is_alphanumeric()
                    && let Ok(offset) = u16::try_from(offset)
                {
                    index.words.push((number as u32, offset));
                }
                at_word = c == ' ' || c == '-';
            }
            index.folded.push_str(&folded);
            index.starts.push(index.folded.len() as u32);
            let kind = match entry.kind {
                Kind::Query => 2.0,
                Kind::Name | Kind::Place
                    if entry.count < SURE_WORD && !entry.text.contains(' ') =>
                {
                    0.0
                }
                Kind::Name | Kind::Place => 1.0,
                Kind::Topic | Kind::Headline | Kind::Category => 0.0,
                Kind::Word => -1.5,
            };
            let recent = if entry.recent { RECENT } else { 0.0 };
            index.is_word.push(entry.kind == Kind::Word);
            index
                .scores
                .push((entry.count as f32).ln_1p() + kind + recent);
        }
        index.entries = entries;
        let mut words = std::mem::take(&mut index.words);
        words.sort_by(|&a, &b| index.from(a).cmp(index.from(b)).then(a.cmp(&b)));
        index.words = words;
        index.prepare();
        index
    }

    /// The folded text of an entry.
    #[cfg(test)]
    pub(super) fn folded(&self, entry: u32) -> &str {
        self.from((entry, 0))
    }

    fn from(&self, (entry, offset): (u32, u16)) -> &str {
        let (start, end) = (self.starts[entry as usize], self.starts[entry as usize + 1]);
        &self.folded[start as usize + usize::from(offset)..end as usize]
    }

    /// The best entries in which a word begins with `prefix` (folded), at most `most`.
    pub(super) fn starting(&self, prefix: &str, most: usize, best: &mut Best) {
        // What begins with one or two letters is long, and known beforehand.
        if most <= MOST_READY
            && let Some(ready) = self.ready.get(prefix)
        {
            for &matched in ready.matches.iter() {
                best.add(matched, most);
            }
            best.note_word(ready.word);
            return;
        }
        for &(entry, offset) in &self.words[self.range(prefix)] {
            let start = if offset == 0 { AT_START } else { 0.0 };
            let score = self.scores[entry as usize] + start;
            best.add(Match { entry, score }, most);
            if self.is_word[entry as usize] {
                best.note_word(Some(Match { entry, score }));
            }
        }
    }

    /// The words that begin with `prefix`.
    fn range(&self, prefix: &str) -> std::ops::Range<usize> {
        let first = self.words.partition_point(|&word| self.from(word) < prefix);
        let length =
            self.words[first..].partition_point(|&word| self.from(word).starts_with(prefix));
        first..first + length
    }

    /// The same with one slip in `prefix`. The first letter is taken to be right, or swapped with
    /// the second.
    pub(super) fn starting_nearly(&self, prefix: &str, most: usize, best: &mut Best) {
        let typed: Vec<char> = prefix.chars().collect();
        let [a, b, ..] = typed.as_slice() else { return };
        let mut beginnings = vec![a.to_string()];
        if a != b {
            beginnings.push(format!("{b}{a}"));
        }
        for beginning in beginnings {
            for &word in &self.words[self.range(&beginning)] {
                if begins_nearly(self.from(word), &typed) {
                    let start = if word.1 == 0 { AT_START } else { 0.0 };
                    let score = self.scores[word.0 as usize] + start + SLIP;
                    best.add(
                        Match {
                            entry: word.0,
                            score,
                        },
                        most,
                    );
                }
            }
        }
    }

    /// Prepares the answers to the shortest beginnings.
    fn prepare(&mut self) {
        let mut beginnings = FxHashSet::default();
        for &word in &self.words {
            let text = self.from(word);
            for length in 1..=2 {
                if let Some((end, c)) = text.char_indices().nth(length - 1) {
                    let beginning = &text[..end + c.len_utf8()];
                    if !beginnings.contains(beginning) {
                        beginnings.insert(beginning.to_owned());
                    }
                }
            }
        }
        for beginning in beginnings {
            let mut best = Best::default();
            self.starting(&beginning, MOST_READY, &mut best);
            best.matches.shrink_to_fit();
            self.ready.insert(beginning.into(), best);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.folded.len()
            + self.starts.len() * 4
            + self.words.len() * 8
            + self.scores.len() * 4
            + self
                .entries
                .iter()
                .map(|e| size_of::<Entry>() + e.text.len())
                .sum::<usize>()
    }
}

/// Whether a text begins with `typed`, one edit (or swap) apart. Both pass over what they share;
/// at the first difference each kind of slip is tried once, so this is linear.
fn begins_nearly(text: &str, typed: &[char]) -> bool {
    let mut rest = text.chars();
    let mut at = 0;
    loop {
        let before = rest.clone();
        match (rest.next(), typed.get(at)) {
            (_, None) => return true,
            (Some(a), Some(&b)) if a == b => at += 1,
            (meant, Some(_)) => {
                let begins = |mut text: std::str::Chars<'_>, typed: &[char]| {
                    typed.iter().all(|&c| text.next() == Some(c))
                };
                let left = &typed[at..];
                // A letter too many; a wrong one; one left out; two swapped.
                let swapped = || {
                    let next = rest.clone().next();
                    left.len() > 1 && next == Some(left[0]) && meant == Some(left[1]) && {
                        let mut behind = rest.clone();
                        behind.next();
                        begins(behind, &left[2..])
                    }
                };
                return begins(before, &left[1..])
                    || begins(rest.clone(), &left[1..])
                    || begins(rest.clone(), left)
                    || swapped();
            }
        }
    }
}

/// The best matches so far, each entry once.
#[derive(Debug, Default)]
pub(super) struct Best {
    pub matches: Vec<Match>,
    /// The best ordinary word, which more frequent names may have crowded out.
    pub word: Option<Match>,
    worst: f32,
}

impl Best {
    fn note_word(&mut self, word: Option<Match>) {
        if let Some(word) = word
            && self.word.is_none_or(|best| best.score < word.score)
        {
            self.word = Some(word);
        }
    }

    fn add(&mut self, new: Match, most: usize) {
        let full = self.matches.len() >= most;
        if full && new.score <= self.worst {
            return;
        }
        if let Some(old) = self.matches.iter_mut().find(|m| m.entry == new.entry) {
            old.score = old.score.max(new.score);
        } else if full {
            if let Some(worst) = self
                .matches
                .iter_mut()
                .min_by(|a, b| a.score.total_cmp(&b.score))
            {
                *worst = new;
            }
        } else {
            self.matches.push(new);
        }
        self.worst = self
            .matches
            .iter()
            .map(|m| m.score)
            .fold(f32::INFINITY, f32::min);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_in_a_beginning_is_forgiven() {
        let begins =
            |text: &str, typed: &str| begins_nearly(text, &typed.chars().collect::<Vec<_>>());
        for typed in [
            "prab", "prbo", "praab", "pravo", "parbo", "rpabo", "prabowos",
        ] {
            assert!(begins("prabowo", typed), "{typed}");
        }
        for typed in ["pxxb", "probe", "arpb", "prabowosss"] {
            assert!(!begins("prabowo", typed), "{typed}");
        }
    }

    #[test]
    fn entries_are_found_by_any_of_their_words() {
        let entry = |text: &str, count| Entry {
            text: text.into(),
            kind: Kind::Name,
            count,
            recent: false,
        };
        let index = Index::new(vec![
            entry("Sri Mulyani", 50),
            entry("Mulyadi", 20),
            entry("Joko Widodo", 90),
        ]);
        let mut best = Best::default();
        index.starting("mul", 5, &mut best);
        let mut found: Vec<_> = best.matches.iter().map(|m| index.folded(m.entry)).collect();
        found.sort_unstable();
        assert_eq!(found, ["mulyadi", "sri mulyani"]);
        let mut best = Best::default();
        index.starting_nearly("mluy", 5, &mut best);
        assert_eq!(best.matches.len(), 2);
    }
}
