//! Better spellings, learned from the archive itself: its words with how many articles hold them,
//! names included, and which words stand beside each other in titles and first sentences.
//!
//! A correction is the word that most likely was meant: how often it occurs, times how likely the
//! slip is (`cost`), times how well it goes with its neighbours (the noisy channel; Kernighan,
//! Church and Gale, 1990). A word that the archive holds is right when typed so; only when it is
//! very rare and another is overwhelmingly more likely is that offered, never applied; or when what
//! stands beside it is nearly always beside another word that sounds the same (`manchester siti`).
//! Words with digits are never touched.

mod belief;
mod cost;
mod index;
mod neighbours;
mod query;
mod spaces;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, ops::Range};

use rustc_hash::FxHashSet;

use crate::{
    engine::{Engine, EngineError},
    language::{fold, is_listed},
};
use belief::{CLEAR, SHORTEST_REPLACED, overwhelming, rare};
use cost::Distance;
pub(crate) use cost::are_neighbours;
use index::Words;
use neighbours::{Belonging, Beside, Learner, Neighbours};
pub use query::{CorrectedQuery, may_be_misspelt};

/// Words beyond this many, the rarest, are left out.
const MOST_WORDS: usize = 300_000;
/// Articles whose titles and first words are read for neighbouring words.
const MOST_TITLES: usize = 100_000;
/// Bytes of a body that are read for neighbouring words: its first sentence.
const LEAD_BYTES: usize = 240;
/// Shorter words have too many neighbours to guess.
const SHORTEST: usize = 3;
/// From here on two slips are looked for.
const LONG: usize = 7;
/// Candidates in an answer.
const MOST_CANDIDATES: usize = 5;

/// How much a unit of slip cost weighs against the logarithm of a count.
const SLIP: f32 = 7.0;
/// How much the logarithm of a word's own count weighs.
const COUNT: f32 = 0.8;
/// How much a pair of neighbours weighs.
const CONTEXT: f32 = 1.2;
/// More than what rounding makes of equal scores, as a slip.
const ROUNDING: f32 = 0.001;

/// A known word that may be near a typed one, and what makes it likely besides.
struct Near {
    number: u32,
    count: f32,
    context: f32,
}

/// A word that may be misspelled, and what may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The words that it is about, by number: two when they belong together.
    pub words: Range<usize>,
    /// As typed.
    pub word: String,
    /// The archive holds it: offer, never replace.
    pub known: bool,
    /// What is proposed is likely enough to be searched instead.
    pub believable: bool,
    /// The word is right by itself, and what is beside it says that another was meant.
    pub in_context: bool,
    /// What is proposed is not near by chance alone, as it is near every heap of letters.
    pub offered: bool,
    /// How many of the candidates may be searched beside what was typed.
    pub guesses: usize,
    /// Most likely first, with the share of likelihood among them. May be two words.
    pub candidates: Vec<(String, f32)>,
}

/// Finds better spellings. Built once for a state of the index; shared between threads.
#[derive(Debug, Clone, Default)]
pub struct Speller {
    words: Words,
    neighbours: Neighbours,
    /// Articles.
    total: u64,
    /// Words that the archive holds, too rare to be proposed.
    rarest: FxHashSet<u32>,
    /// Words that are right although the archive may lack them.
    trusted: FxHashSet<Box<str>>,
}

impl Speller {
    /// Learns from an engine: its exact terms, and its titles.
    pub fn build(engine: &dyn Engine) -> Result<Speller, EngineError> {
        let total = engine.stats()?.articles;
        let mut words = Vec::new();
        engine.forms(&mut |term, count| {
            if is_correctable(term) {
                words.push((term.to_owned(), u32::try_from(count).unwrap_or(u32::MAX)));
            }
        })?;
        let mut read = 0;
        Speller::learn(words, total, |learner| {
            engine.scan(&mut |article| {
                if let Some(lead) = article.body.first() {
                    learner.read(&lead[..lead.floor_char_boundary(LEAD_BYTES)]);
                }
                learner.read(&article.title);
                read += 1;
                read < MOST_TITLES
            })
        })
    }

    /// Learns from words with counts and from texts.
    pub fn from_words<'t>(
        words: Vec<(String, u32)>,
        texts: impl IntoIterator<Item = &'t str>,
        total: u64,
    ) -> Speller {
        let Ok(speller) = Speller::learn(words, total, |learner| {
            texts.into_iter().for_each(|text| learner.read(text));
            Ok::<(), Infallible>(())
        });
        speller
    }

    /// Learns from words with counts, and neighbours from the texts that `read` reads.
    fn learn<E>(
        mut words: Vec<(String, u32)>,
        total: u64,
        read: impl FnOnce(&mut Learner<'_>) -> Result<(), E>,
    ) -> Result<Speller, E> {
        // A word that one article of many holds is as likely a slip as a word.
        let least = if total > 2_000 { 2 } else { 1 };
        words.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let kept = words.partition_point(|(_, count)| *count >= least);
        let rarest = words.split_off(kept.min(MOST_WORDS));
        let rarest = rarest.iter().map(|(word, _)| index::hash(word)).collect();
        let words = Words::new(words);

        let mut learner = Learner::new(&words);
        read(&mut learner)?;
        let neighbours = learner.finish();
        Ok(Speller {
            words,
            neighbours,
            total,
            rarest,
            trusted: FxHashSet::default(),
        })
    }

    /// Takes words for right that the archive may lack, such as those of synonym rules.
    pub fn trust<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        self.trusted
            .extend(words.into_iter().map(|word| fold(word).into()));
    }

    /// Whether a word is right: dictionary or rules list it.
    pub fn is_trusted(&self, word: &str) -> bool {
        let word = fold(word);
        self.trusted.contains(word.as_str()) || is_listed(&word)
    }

    /// How many words it knows.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.words.len() == 0
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.neighbours.bytes() + self.rarest.capacity() * 5
    }

    /// Whether the archive holds a word in this form.
    pub fn holds(&self, word: &str) -> bool {
        let word = fold(word);
        self.words.find(&word).is_some() || self.rarest.contains(&index::hash(&word))
    }

    /// How many articles hold a word in this form, as far as remembered.
    pub fn count(&self, word: &str) -> u32 {
        self.words
            .find(&fold(word))
            .map_or(0, |number| self.words.count(number))
    }

    /// Looks at words side by side, as typed, and says what else may be meant.
    pub fn correct(&self, words: &[&str]) -> Vec<Correction> {
        let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
        let mut distance = Distance::default();
        let first = self.correct_beside(&folded, &folded, words, None, &mut distance);
        if first.is_empty() || words.len() == 1 {
            return first;
        }
        // `donal tramp`: what stands beside a slip may be one, too.
        let mut beside = folded.clone();
        for correction in first.iter().filter(|one| one.words.len() == 1) {
            match correction.candidates.first() {
                Some((meant, share)) if *share >= CLEAR => {
                    beside[correction.words.start].clone_from(meant);
                }
                _ => {}
            }
        }
        match beside == folded {
            true => first,
            false => self.correct_beside(&folded, &beside, words, Some(&first), &mut distance),
        }
    }

    /// The same with words in better spelling to stand `beside`; `first` is what was found when
    /// these stood there as typed.
    fn correct_beside(
        &self,
        folded: &[String],
        beside: &[String],
        typed: &[&str],
        first: Option<&[Correction]>,
        distance: &mut Distance,
    ) -> Vec<Correction> {
        let mut corrections = Vec::new();
        let mut at = 0;
        while at < typed.len() {
            if let Some(joined) = self.joined(folded, typed, at) {
                corrections.push(joined);
                at += 2;
                continue;
            }
            let word = &folded[at];
            let is_typed = |place: Option<usize>| {
                place.is_none_or(|place| beside.get(place) == folded.get(place))
            };
            match first {
                // Nothing new beside it.
                Some(first) if is_typed(at.checked_sub(1)) && is_typed(Some(at + 1)) => {
                    let mut before = first.iter();
                    corrections.extend(before.find(|one| one.words == (at..at + 1)).cloned());
                }
                _ => corrections.extend(self.correct_word(word, beside, typed, at, distance)),
            }
            at += 1;
        }
        corrections
    }

    fn correct_word(
        &self,
        word: &str,
        beside: &[String],
        typed: &[&str],
        at: usize,
        distance: &mut Distance,
    ) -> Option<Correction> {
        let length = word.chars().count();
        if !(SHORTEST..=cost::LONGEST).contains(&length)
            || !is_correctable(word)
            || is_acronym(typed[at])
        {
            return None;
        }
        let number = self.words.find(word);
        let beside = self.beside(beside, at);
        if let Some(number) = number.filter(|_| length >= SHORTEST_REPLACED) {
            match self.belongs_here(word, number, beside, distance) {
                Belonging::Itself => return None,
                Belonging::Other(meant) => {
                    return Some(Correction {
                        words: at..at + 1,
                        word: typed[at].to_owned(),
                        known: true,
                        believable: true,
                        in_context: true,
                        offered: true,
                        guesses: 1,
                        candidates: vec![(meant, 1.0)],
                    });
                }
                Belonging::Nothing => {}
            }
        }
        let own = number.map_or(0, |number| self.words.count(number));
        if own > rare(self.total) {
            return None;
        }
        let known = number.is_some() || self.holds(word) || self.is_trusted(word);
        let near = self.near(word, number, beside);
        if known && !self.may_overwhelm(word, own.max(1), beside, &near, distance) {
            return None;
        }
        let mut candidates = self.candidates(word, &near, distance, f32::NEG_INFINITY);
        self.split(word, beside, &mut candidates);
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        candidates.dedup_by(|a, b| a.0 == b.0);
        candidates.truncate(MOST_CANDIDATES);
        let best = candidates.first()?;
        if known && best.1 <= overwhelming(own.max(1)) {
            return None;
        }
        let most = best.1;
        let sum: f32 = candidates
            .iter()
            .map(|(_, score)| (score - most).exp())
            .sum();
        for (_, score) in &mut candidates {
            *score = (*score - most).exp() / sum;
        }
        let believable = self.is_believable(length, most, &candidates);
        let guesses = match (believable, known) {
            (true, _) => 1,
            (false, true) => 0,
            (false, false) => self.guesses(length, most, &candidates),
        };
        Some(Correction {
            words: at..at + 1,
            word: typed[at].to_owned(),
            known,
            believable,
            in_context: false,
            offered: known || self.is_thinkable(length, most),
            guesses,
            candidates,
        })
    }

    /// Whether anything near a known word is far more likely. Nearly always nothing is, and what is
    /// not is soon known.
    fn may_overwhelm(
        &self,
        word: &str,
        own: u32,
        beside: Beside,
        near: &[Near],
        distance: &mut Distance,
    ) -> bool {
        let least = overwhelming(own);
        let mut candidates = self.candidates(word, near, distance, least);
        self.split(word, beside, &mut candidates);
        candidates.iter().any(|(_, score)| *score > least)
    }

    /// Known words that may be near a word, each once; not itself, which may be known as `own`.
    fn near(&self, word: &str, own: Option<u32>, beside: Beside) -> Vec<Near> {
        let mut near = Vec::new();
        self.words
            .near(word, word.chars().count() >= LONG, &mut near);
        near.extend(self.belonging_to(beside));
        near.sort_unstable();
        near.dedup();
        let is_other = |number: &u32| Some(*number) != own;
        let likely = |number| Near {
            number,
            count: COUNT * (self.words.count(number) as f32).ln_1p(),
            context: CONTEXT * self.fits(number, beside),
        };
        near.into_iter().filter(is_other).map(likely).collect()
    }

    /// The best of what is near a word, scored: at least all that come among the first
    /// [`MOST_CANDIDATES`] and are not below `least`.
    fn candidates(
        &self,
        word: &str,
        near: &[Near],
        distance: &mut Distance,
        least: f32,
    ) -> Vec<(String, f32)> {
        let length = word.chars().count();
        let limit: f32 = match length {
            0..=3 => 1.0,
            4..=6 => 1.4,
            _ => 2.0,
        };
        let mut best = [least; MOST_CANDIDATES];
        let mut candidates = Vec::new();
        for near in near {
            // What costs more than this comes behind the best, which are more frequent and first.
            let lowest = best[MOST_CANDIDATES - 1];
            let dearest = (near.count + near.context - lowest) / SLIP + ROUNDING;
            if dearest < cost::LEAST {
                continue;
            }
            let candidate = self.words.word(near.number);
            let Some(slip) = distance.cost(word, candidate, limit.min(dearest)) else {
                continue;
            };
            let score = near.count - SLIP * slip + near.context;
            candidates.push((candidate.to_owned(), score));
            let place = best.partition_point(|other| *other >= score);
            if place < MOST_CANDIDATES {
                best[place..].rotate_right(1);
                best[place] = score;
            }
        }
        candidates
    }

    /// The ranking to compare with: fewest edits, then the most frequent, as SymSpell does.
    pub fn by_edits(&self, word: &str) -> Vec<String> {
        let word = fold(word);
        let mut near = Vec::new();
        self.words.near(&word, true, &mut near);
        let mut found: Vec<(usize, std::cmp::Reverse<u32>, &str)> = near
            .into_iter()
            .map(|number| {
                let candidate = self.words.word(number);
                let edits = crate::nearest::distance(&word, candidate);
                (
                    edits,
                    std::cmp::Reverse(self.words.count(number)),
                    candidate,
                )
            })
            .filter(|(edits, ..)| *edits <= 2)
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .map(|(.., candidate)| candidate.to_owned())
            .collect()
    }

    /// Words that at least so many articles hold, with their counts, most frequent first.
    pub fn frequent(&self, least: u32) -> Vec<(&str, u32)> {
        (0..self.words.len() as u32)
            .map(|number| (self.words.word(number), self.words.count(number)))
            .take_while(|(_, count)| *count >= least)
            .collect()
    }
}

/// Letters only, within bounds: digits are never fuzzy.
fn is_correctable(word: &str) -> bool {
    (2..=2 * cost::LONGEST).contains(&word.len())
        && word
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == '\'')
}

/// Short and all in capitals: a name of its own.
fn is_acronym(typed: &str) -> bool {
    typed.chars().count() <= 5 && typed.chars().all(|c| c.is_uppercase())
}
