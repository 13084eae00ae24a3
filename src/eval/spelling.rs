//! How well spelling is corrected: frequent words of the archive, one slip each, with a fixed
//! seed; the word that was meant should be found first. SymSpell's ranking (fewest edits, then
//! the most frequent) is measured beside ours on the same slips.

use std::time::Instant;

use serde::Serialize;

use super::{Latency, random::SplitMix};
use crate::search::spelling::{Correction, Speller, are_neighbours};

/// Words that are misspelled, and words typed correctly.
const SAMPLE: usize = 2_000;
/// At least so many articles hold a word that is misspelled.
const FREQUENT: u32 = 20;
/// Shorter words become other words by nearly any slip.
const SHORTEST: usize = 4;

/// What a slip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slip {
    /// A key beside the right one.
    NeighbourKey,
    Dropped,
    Doubled,
    Swapped,
    /// A spelling that Indonesians confuse.
    Confused,
}

impl Slip {
    /// All kinds.
    pub const ALL: [Slip; 5] = [
        Slip::NeighbourKey,
        Slip::Dropped,
        Slip::Doubled,
        Slip::Swapped,
        Slip::Confused,
    ];

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Slip::NeighbourKey => "neighbouring key",
            Slip::Dropped => "dropped letter",
            Slip::Doubled => "doubled letter",
            Slip::Swapped => "swapped letters",
            Slip::Confused => "Indonesian confusion",
        }
    }

    /// A word with one slip; `None` when the word offers no place for it.
    fn make(self, word: &str, random: &mut SplitMix) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        let at = random.below(letters.len());
        let mut typed = letters.clone();
        match self {
            Slip::NeighbourKey => {
                let keys: Vec<char> = ('a'..='z')
                    .filter(|&c| are_neighbours(c, letters[at]))
                    .collect();
                typed[at] = *keys.get(random.below(keys.len().max(1)))?;
            }
            Slip::Dropped => {
                typed.remove(at);
            }
            Slip::Doubled => typed.insert(at, letters[at]),
            Slip::Swapped => {
                let other = (at + 1 < letters.len()).then_some(at + 1)?;
                typed.swap(at, other);
            }
            Slip::Confused => return confused(word, random),
        }
        let typed: String = typed.into_iter().collect();
        (typed != word).then_some(typed)
    }
}

/// What is written for what.
const CONFUSIONS: &[(&str, &str)] = &[
    ("f", "p"),
    ("f", "v"),
    ("v", "f"),
    ("v", "p"),
    ("p", "f"),
    ("u", "oe"),
    ("oe", "u"),
    ("j", "dj"),
    ("dj", "j"),
    ("c", "tj"),
    ("tj", "c"),
    ("ks", "x"),
    ("x", "ks"),
    ("kh", "k"),
    ("kh", "h"),
    ("sy", "s"),
    ("h", ""),
    ("z", "s"),
    ("z", "j"),
    ("y", "j"),
    ("q", "k"),
    ("mm", "m"),
    ("ll", "l"),
    ("ss", "s"),
    ("tt", "t"),
    ("nn", "n"),
];

fn confused(word: &str, random: &mut SplitMix) -> Option<String> {
    let places: Vec<(usize, &str, &str)> = CONFUSIONS
        .iter()
        .flat_map(|&(right, wrong)| {
            word.match_indices(right)
                .map(move |(at, _)| (at, right, wrong))
        })
        .collect();
    let &(at, right, wrong) = places.get(random.below(places.len().max(1)))?;
    Some(format!(
        "{}{wrong}{}",
        &word[..at],
        &word[at + right.len()..]
    ))
}

/// One kind of slip, or all of them.
#[derive(Debug, Clone, Serialize)]
pub struct SlipScore {
    pub kind: String,
    pub words: usize,
    /// Shares of words that were first, and among the first three.
    pub first: f64,
    pub top_three: f64,
    /// Share of words that were first and believable, so that they are searched instead of what
    /// was typed where the archive does not know that.
    pub applied: f64,
    /// Share of words that were first and at least offered.
    pub offered: f64,
    pub baseline_first: f64,
    pub baseline_top_three: f64,
}

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct SpellingReport {
    pub seed: u64,
    pub known_words: usize,
    pub memory_bytes: usize,
    /// Slips that made another frequent word were drawn again: nobody could notice them.
    pub redrawn: usize,
    pub slips: Vec<SlipScore>,
    /// Slips whose word was not first.
    pub misses: Vec<Miss>,
    /// Share of short words of random letters, unknown to the archive, for which something is
    /// believable enough to be searched.
    pub nonsense_applied: f64,
    /// Share of the same for which something is at least offered.
    pub nonsense_offered: f64,
    /// Share of frequent words, typed correctly, for which something else was proposed.
    pub correct_changed: f64,
    /// The same for all words of the archive, each word once.
    pub rare_changed: f64,
    pub latency: Latency,
}

/// A slip that was not understood.
#[derive(Debug, Clone, Serialize)]
pub struct Miss {
    pub kind: Slip,
    pub meant: String,
    pub typed: String,
    /// What was proposed, best first.
    pub proposed: Vec<String>,
    /// In how many articles the misspelled form stands.
    pub typed_count: u32,
}

/// A slip with what was meant.
struct Case {
    kind: Slip,
    meant: String,
    typed: String,
}

/// The slip, where the meant word stood in our ranking and in the baseline's, and whether ours
/// was believable and offered.
type Outcome = (Slip, Option<usize>, Option<usize>, [bool; 2]);

/// Measures a speller.
pub fn measure(speller: &Speller, seed: u64) -> SpellingReport {
    let mut random = SplitMix::new(seed);
    let mut words: Vec<&str> = speller
        .frequent(FREQUENT)
        .into_iter()
        .map(|(word, _)| word)
        .filter(|w| w.chars().count() >= SHORTEST && w.chars().all(|c| c.is_ascii_lowercase()))
        .collect();
    random.shuffle(&mut words);
    let (cases, redrawn) = draw(speller, &words, &mut random);

    let mut times = Vec::with_capacity(cases.len());
    let mut misses = Vec::new();
    let results: Vec<Outcome> = cases
        .iter()
        .map(|case| {
            let start = Instant::now();
            let found = speller.correct(&[&case.typed]);
            times.push(start.elapsed().as_micros() as u64);
            let ours = found.first().and_then(|correction| {
                correction
                    .candidates
                    .iter()
                    .position(|(word, _)| *word == case.meant)
            });
            let trust = found.first();
            let trust = trust.map_or([false; 2], |found| [found.believable, found.offered]);
            if ours != Some(0) {
                let proposed = found
                    .into_iter()
                    .flat_map(|c| c.candidates)
                    .map(|(word, _)| word);
                misses.push(Miss {
                    kind: case.kind,
                    meant: case.meant.clone(),
                    typed: case.typed.clone(),
                    proposed: proposed.collect(),
                    typed_count: speller.count(&case.typed),
                });
            }
            let theirs = speller
                .by_edits(&case.typed)
                .iter()
                .position(|word| *word == case.meant);
            (case.kind, ours, theirs, trust)
        })
        .collect();
    let mut slips: Vec<SlipScore> = Slip::ALL
        .iter()
        .map(|&kind| {
            let of_kind: Vec<_> = results.iter().filter(|(k, ..)| *k == kind).collect();
            score(kind.name(), &of_kind)
        })
        .collect();
    slips.push(score("all", &results.iter().collect::<Vec<_>>()));

    let changed = |words: &[&str]| {
        let changed = words
            .iter()
            .filter(|word| !speller.correct(&[word]).is_empty())
            .count();
        changed as f64 / words.len().max(1) as f64
    };
    let mut all: Vec<&str> = speller
        .frequent(1)
        .into_iter()
        .map(|(word, _)| word)
        .collect();
    random.shuffle(&mut all);
    all.truncate(SAMPLE);
    let [nonsense_applied, nonsense_offered] = nonsense(speller, &mut random);
    SpellingReport {
        seed,
        known_words: speller.len(),
        memory_bytes: speller.bytes(),
        redrawn,
        slips,
        misses,
        nonsense_applied,
        nonsense_offered,
        correct_changed: changed(&words[..words.len().min(SAMPLE)]),
        rare_changed: changed(&all),
        latency: Latency::new("one misspelled word", times),
    }
}

/// One slip for each of the first words, the kinds in equal shares.
fn draw(speller: &Speller, words: &[&str], random: &mut SplitMix) -> (Vec<Case>, usize) {
    const TRIES: usize = 20;
    let mut cases = Vec::with_capacity(SAMPLE);
    let mut redrawn = 0;
    for word in words {
        if cases.len() == SAMPLE {
            break;
        }
        let kind = Slip::ALL[cases.len() % Slip::ALL.len()];
        for _ in 0..TRIES {
            let Some(typed) = kind.make(word, random) else {
                continue;
            };
            if speller.count(&typed) >= FREQUENT {
                redrawn += 1;
                continue;
            }
            cases.push(Case {
                kind,
                meant: (*word).to_owned(),
                typed,
            });
            break;
        }
    }
    (cases, redrawn)
}

/// Short words of random letters: nobody means anything by them, and something is always near.
/// The shares of it for which something is searched, and at least offered.
fn nonsense(speller: &Speller, random: &mut SplitMix) -> [f64; 2] {
    let mut made = Vec::with_capacity(SAMPLE);
    for number in 0..SAMPLE {
        let letters = (0..3 + number % 4).map(|_| char::from(b'a' + random.below(26) as u8));
        made.push(letters.collect::<String>());
    }
    made.retain(|made| !speller.holds(made));
    let (mut applied, mut offered) = (0, 0);
    for made in &made {
        let found = speller.correct(&[made.as_str()]);
        let unknown = |found: &&Correction| !found.known;
        if let Some(found) = found.iter().find(unknown) {
            applied += usize::from(found.believable);
            offered += usize::from(found.offered);
        }
    }
    [applied, offered].map(|count| count as f64 / made.len().max(1) as f64)
}

fn score(kind: &str, results: &[&Outcome]) -> SlipScore {
    let share = |within: &dyn Fn(&Outcome) -> bool| {
        results.iter().filter(|r| within(r)).count() as f64 / results.len().max(1) as f64
    };
    SlipScore {
        kind: kind.to_owned(),
        words: results.len(),
        first: share(&|r| r.1 == Some(0)),
        applied: share(&|r| r.1 == Some(0) && r.3[0]),
        offered: share(&|r| r.1 == Some(0) && r.3[1]),
        top_three: share(&|r| r.1.is_some_and(|place| place < 3)),
        baseline_first: share(&|r| r.2 == Some(0)),
        baseline_top_three: share(&|r| r.2.is_some_and(|place| place < 3)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_one_step_away_and_the_same_for_a_seed() {
        let mut random = SplitMix::new(7);
        for kind in Slip::ALL {
            for word in ["pemerintah", "khusus", "fakta"] {
                let typed = (0..20)
                    .find_map(|_| kind.make(word, &mut random))
                    .expect("a place for it");
                assert!(
                    typed != word && typed.len().abs_diff(word.len()) <= 1,
                    "{kind:?} {word} {typed}"
                );
            }
        }
    }

    #[test]
    fn a_small_archive_is_measured() {
        let words = [
            "pemerintah",
            "presiden",
            "harga",
            "beras",
            "korupsi",
            "banjir",
        ];
        let words = words.map(|w| (w.to_owned(), 50)).to_vec();
        let report = measure(&Speller::from_words(words, [], 100), 1);
        let all = report.slips.last().expect("a row for all");
        assert!(all.words == 6 && all.first > 0.9, "{report:?}");
        assert_eq!(report.correct_changed, 0.0);
    }
}
