//! What may have been meant beside what was typed, where nothing is sure enough to replace it: near
//! spellings, words written together or apart, and doubled words with a figure (`anak2`).

use super::{
    Expansion,
    planner::{Extra, ExtraKind},
    spelling::{Correction, Speller},
    understand::Others,
    wordings::Run,
};
use crate::{
    engine::{Engine, Level, Term},
    language::{Analyzer, stopword_weight},
};

/// Shorter words with a `2` are names (`PS2`, `MK2`).
const SHORTEST_DOUBLED: usize = 3;

/// Makes guesses about the words of one query.
pub struct Guesses<'a> {
    engine: &'a dyn Engine,
    speller: &'a Speller,
    analyzer: Analyzer,
}

impl<'a> Guesses<'a> {
    /// What guesses are made with.
    pub fn new(engine: &'a dyn Engine, speller: &'a Speller) -> Self {
        Guesses {
            engine,
            speller,
            analyzer: Analyzer::new(),
        }
    }

    /// Adds to a run of plain words what else may be meant by them. `found` is known about its
    /// spelling already.
    pub fn add(&mut self, run: &Run, found: Option<&[Correction]>, others: &mut Others) {
        let own;
        let corrections = match found {
            Some(found) => found,
            // Others are neighbours here than in the text.
            None => {
                let words: Vec<&str> = run.words.iter().map(String::as_str).collect();
                own = self.speller.correct(&words);
                &own
            }
        };
        for correction in corrections {
            self.add_near(correction, run.first, others);
        }
    }

    /// Adds words written otherwise: together, apart or with a figure for the same again.
    pub fn add_written(&self, run: &Run, others: &mut Others) {
        for (at, word) in run.words.iter().enumerate() {
            let here = run.first + at;
            if let Some(doubled) = self.doubled(word) {
                add(others, here..here + 1, word, doubled, ExtraKind::Synonym);
                continue;
            }
            if !is_telling(word) {
                continue;
            }
            if let Some(two) = self.speller.as_two(word) {
                add(others, here..here + 1, word, two, ExtraKind::Spelling);
            }
            let Some(next) = run.words.get(at + 1).filter(|next| is_telling(next)) else {
                continue;
            };
            if let Some(one) = self.speller.as_one(word, next) {
                let both = format!("{word} {next}");
                add(others, here..here + 2, &both, one, ExtraKind::Spelling);
            }
        }
    }

    /// What is only offered as a better spelling is searched beside what was typed: a name that
    /// few articles spell so (`israil`, `shope`) is most often another one misspelled.
    fn add_near(&mut self, correction: &Correction, first: usize, others: &mut Others) {
        let word = &correction.word;
        let place = first + correction.words.start..first + correction.words.end;
        let mut extras = others.extras.iter();
        let is_right = |speller: &Speller| speller.is_trusted(word) && !correction.in_context;
        if place.len() != 1
            || extras.any(|extra| extra.words.contains(&place.start))
            || is_right(self.speller)
            || self.is_rare(word)
        {
            return;
        }
        let candidates = correction.candidates.iter().take(correction.guesses);
        // Who misspells a word hardly ever means `dalam`.
        for (near, _) in candidates.filter(|(near, _)| is_telling(near)) {
            let near = near.clone();
            add(others, place.clone(), word, near, ExtraKind::Spelling);
        }
    }

    /// `anak2`, `anak2nya`: a doubled word as readers shorten it, if the archive has it.
    fn doubled(&self, word: &str) -> Option<String> {
        let (base, rest) = word.split_once('2')?;
        let is_word = |part: &str| part.chars().all(char::is_alphabetic);
        if base.chars().count() < SHORTEST_DOUBLED || !is_word(base) || !is_word(rest) {
            return None;
        }
        let base = base.to_lowercase();
        let whole = format!("{base}-{base}{rest}");
        let plain = format!("{base}-{base}");
        [whole, plain].into_iter().find(|it| self.speller.holds(it))
    }

    /// Whether the archive knows an unknown form by its root: a rare inflection, not a slip.
    pub fn is_rare(&mut self, word: &str) -> bool {
        if self.speller.count(word) > 0 {
            return false;
        }
        let engine = self.engine;
        let mut known = false;
        self.analyzer.analyze(word, |token| {
            if token.root != token.exact && token.root.len() > 3 {
                let root = Term {
                    level: Level::Root,
                    text: token.root.to_owned(),
                };
                known |= engine
                    .document_frequency(&root)
                    .is_ok_and(|count| count > 0);
            }
        });
        known
    }
}

/// Whether a word is more than a function word.
fn is_telling(word: &str) -> bool {
    stopword_weight(&word.to_lowercase()) >= 1.0
}

fn add(
    others: &mut Others,
    words: std::ops::Range<usize>,
    from: &str,
    to: String,
    kind: ExtraKind,
) {
    others.expanded.push(Expansion {
        from: from.to_owned(),
        to: to.clone(),
        rule: format!("ejaan dekat: {from} → {to}"),
    });
    others.extras.push(Extra {
        words,
        text: to,
        weight: 1.0,
        kind,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{engine::tantivy::TantivyEngine, search::wordings::Place};

    fn guessed(query: &str) -> Vec<(String, String)> {
        let engine = TantivyEngine::in_memory(jiff::tz::TimeZone::UTC).expect("engine");
        let words = [
            ("anak-anak", 400),
            ("anak-anaknya", 20),
            ("garudayaksa", 30),
            ("dalam", 20_000),
            ("kasang", 500),
        ];
        let words = words.map(|(word, count)| (word.to_owned(), count)).to_vec();
        let speller = Speller::from_words(words, [], 45_000);
        let run = Run {
            first: 0,
            words: query.split(' ').map(str::to_owned).collect(),
            place: Place::Words,
        };
        let mut others = Others::default();
        let mut guesses = Guesses::new(&engine, &speller);
        guesses.add(&run, None, &mut others);
        guesses.add_written(&run, &mut others);
        let expanded = others.expanded.into_iter();
        expanded.map(|one| (one.from, one.to)).collect()
    }

    #[test]
    fn words_are_also_meant_as_they_are_written_otherwise() {
        for (query, from, to) in [
            ("anak2 hilang", "anak2", "anak-anak"),
            ("Anak2nya hilang", "Anak2nya", "anak-anaknya"),
            ("garuda yaksa", "garuda yaksa", "garudayaksa"),
            ("kasanng", "kasanng", "kasang"),
        ] {
            assert_eq!(
                guessed(query),
                [(from.to_owned(), to.to_owned())],
                "{query}"
            );
        }
    }

    #[test]
    fn figures_of_names_and_function_words_are_not_guessed() {
        for query in ["ps2 murah", "covid2", "dallam"] {
            assert_eq!(guessed(query), [], "{query}");
        }
    }
}
