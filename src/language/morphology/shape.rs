//! How much a string of letters looks like an Indonesian root, for bases that no list has.
//!
//! Letter trigrams of the roots of the lexicon, mixed with shorter ones. Built at the first
//! unlisted word.

use std::sync::OnceLock;

use crate::language::lexicon::{Class, Entry, Lexicon};

/// Letters and the mark of both ends.
const LETTERS: usize = 27;

/// Buckets of plausibility that the model tells apart.
pub(crate) const BUCKETS: u64 = 12;

/// The same of whole bases, which are told apart more finely as their letters add up.
const LONG_BUCKETS: u64 = 32;

/// Letter statistics of roots.
pub(crate) struct Shape {
    /// Natural logarithm of the chance of a letter after two others, in native roots.
    native: Vec<f32>,
    /// The same in loans.
    loan: Vec<f32>,
}

/// How plausible a base is, in buckets that the model tells apart; lower is likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plausibility {
    /// The chance of a letter on average, as a native root.
    pub(crate) average: u64,
    /// That of the least likely letter.
    pub(crate) worst: u64,
    /// By how much it is likelier as a native root than as a loan.
    pub(crate) nativeness: u64,
    /// The better of both on average.
    pub(crate) either: u64,
    /// The chance of all letters together, as a native root.
    pub(crate) total: u64,
    /// The better of both for all letters together.
    pub(crate) total_either: u64,
}

fn code(letter: u8) -> usize {
    if letter.is_ascii_lowercase() {
        usize::from(letter - b'a') + 1
    } else {
        0
    }
}

impl Shape {
    /// Over all roots of the compiled-in lexicon.
    pub(crate) fn global() -> &'static Self {
        static GLOBAL: OnceLock<Shape> = OnceLock::new();
        GLOBAL.get_or_init(|| Self::without(|_| false))
    }

    /// Over all roots but the hidden ones.
    pub(crate) fn without(hidden: impl Fn(&str) -> bool) -> Self {
        let native = |class| matches!(class, Class::Root | Class::Usual | Class::Rare);
        Self {
            native: chances(|entry| native(entry.class) && !hidden(entry.word)),
            loan: chances(|entry| entry.class == Class::Loan && !hidden(entry.word)),
        }
    }

    /// How plausible `base` is.
    pub(crate) fn judge(&self, base: &str) -> Plausibility {
        let (mut before, mut last) = (0, 0);
        let (mut total, mut worst, mut loan, mut count) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
        for letter in base.bytes().chain([b' ']).map(code) {
            let place = (before * LETTERS + last) * LETTERS + letter;
            let chance = self.native[place];
            total += chance;
            worst = worst.min(chance);
            loan += self.loan[place];
            count += 1.0;
            (before, last) = (last, letter);
        }
        let bucket = |value: f32| (value.max(0.0) as u64).min(BUCKETS - 1);
        let sum = |total: f32| ((-total / 1.5).max(0.0) as u64).min(LONG_BUCKETS - 1);
        let mean = |total: f32| bucket((-total / count - 1.2) * 5.0);
        Plausibility {
            average: mean(total),
            worst: bucket(-worst),
            nativeness: bucket((total - loan) / 1.5 + 6.0),
            either: mean(total.max(loan)),
            total: sum(total),
            total_either: sum(total.max(loan)),
        }
    }
}

/// Natural logarithm of the chance of a letter after two others, in the roots that `counts`.
fn chances(counts: impl Fn(&Entry) -> bool) -> Vec<f32> {
    let mut three = vec![0.0_f32; LETTERS * LETTERS * LETTERS];
    let mut two = vec![0.0_f32; LETTERS * LETTERS];
    let mut one = vec![0.0_f32; LETTERS];
    for entry in Lexicon::global().entries() {
        let is_root =
            entry.root == entry.word && entry.word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_root || !counts(entry) {
            continue;
        }
        let (mut before, mut last) = (0, 0);
        for letter in entry.word.bytes().chain([b' ']).map(code) {
            three[(before * LETTERS + last) * LETTERS + letter] += 1.0;
            two[last * LETTERS + letter] += 1.0;
            one[letter] += 1.0;
            (before, last) = (last, letter);
        }
    }
    let sum = |counts: &[f32]| counts.iter().sum::<f32>().max(1.0);
    let all = sum(&one);
    let mut chance = vec![0.0; three.len()];
    for before in 0..LETTERS {
        for last in 0..LETTERS {
            let from = (before * LETTERS + last) * LETTERS;
            let seen = sum(&three[from..from + LETTERS]);
            let shorter = sum(&two[last * LETTERS..(last + 1) * LETTERS]);
            for letter in 0..LETTERS {
                let mixed = 0.6 * three[from + letter] / seen
                    + 0.3 * two[last * LETTERS + letter] / shorter
                    + 0.1 * (one[letter] + 1.0) / (all + LETTERS as f32);
                chance[from + letter] = mixed.ln();
            }
        }
    }
    chance
}
