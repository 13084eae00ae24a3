//! Entries by the beginning of any of their words, also with one slip.

use crate::language::fold;

use super::Kind;

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
    folded: String,
    /// Where each entry's folded text begins; one more at the end.
    starts: Vec<u32>,
    /// Entry and offset of a word in it, sorted by the text from there on.
    words: Vec<(u32, u16)>,
}

/// An entry that matches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub entry: u32,
    pub score: f32,
}

/// Added to the logarithm of the count.
const RECENT: f32 = 2.5;
/// The typed text begins the entry, not only a word inside.
const AT_START: f32 = 2.0;
/// One slip had to be forgiven.
const SLIP: f32 = -4.0;

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
                Kind::Name | Kind::Place => 1.0,
                Kind::Topic | Kind::Headline | Kind::Category => 0.0,
                Kind::Word => -0.5,
            };
            let recent = if entry.recent { RECENT } else { 0.0 };
            index
                .scores
                .push((entry.count as f32).ln_1p() + kind + recent);
        }
        index.entries = entries;
        let mut words = std::mem::take(&mut index.words);
        words.sort_by(|&a, &b| index.from(a).cmp(index.from(b)).then(a.cmp(&b)));
        index.words = words;
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
        let first = self.words.partition_point(|&word| self.from(word) < prefix);
        for &word in &self.words[first..] {
            if !self.from(word).starts_with(prefix) {
                break;
            }
            let start = if word.1 == 0 { AT_START } else { 0.0 };
            best.add(
                Match {
                    entry: word.0,
                    score: self.scores[word.0 as usize] + start,
                },
                most,
            );
        }
    }

    /// The same with one slip in `prefix`. The first letter is taken to be right, or swapped with
    /// the second.
    pub(super) fn starting_nearly(&self, prefix: &str, most: usize, best: &mut Best) {
        let typed: Vec<char> = prefix.chars().collect();
        let [a, b, ..] = typed.as_slice() else { return };
        let mut letters = vec![*a];
        if a != b {
            letters.push(*b);
        }
        for letter in letters {
            let mut buffer = [0; 4];
            let letter: &str = letter.encode_utf8(&mut buffer);
            let first = self.words.partition_point(|&word| self.from(word) < letter);
            for &word in &self.words[first..] {
                let text = self.from(word);
                if !text.starts_with(letter) {
                    break;
                }
                if begins_nearly(text, &typed) {
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
    worst: f32,
}

impl Best {
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
