//! Trains the ranking model on the lexicon itself.

use rustc_hash::FxHashMap;

use super::candidates::{Candidates, Doubt};
use super::model::{Feature, Model, features};
use super::root_of;
use crate::language::hash::hash_bytes;
use crate::language::lexicon::{Class, Entry, Lexicon};

/// Passes over the lexicon.
const EPOCHS: u64 = 12;

/// How training went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outcome {
    /// Words of the lexicon that were learned from.
    pub(crate) trained: usize,
    /// Share of the held-out words whose root is found.
    pub(crate) held_out: f64,
}

/// One example: a word whose own entry is hidden, and the root it should get.
struct Example {
    entry: Entry,
}

/// Trains on nine tenths of the lexicon, reports the share of right roots on the rest, then
/// trains on all of it and returns the weights as text.
pub(crate) fn train() -> (String, Outcome) {
    let examples = examples();
    let is_held_out = |entry: &Entry| hash_bytes(entry.word.as_bytes()).is_multiple_of(10);
    let (held, kept): (Vec<_>, Vec<_>) = examples.iter().partition(|e| is_held_out(&e.entry));
    let model = fit(&kept);
    let mut scratch = Candidates::default();
    let right = held
        .iter()
        .filter(|example| predict(&model, &mut scratch, &example.entry) == example.entry.root)
        .count();
    let outcome = Outcome {
        trained: examples.len(),
        held_out: right as f64 / held.len().max(1) as f64,
    };
    let all: Vec<&Example> = examples.iter().collect();
    (fit(&all).write(), outcome)
}

fn examples() -> Vec<Example> {
    let mut entries: Vec<Entry> = Lexicon::global()
        .entries()
        .iter()
        .filter(|entry| {
            matches!(
                entry.class,
                Class::Root
                    | Class::Loan
                    | Class::Affixed
                    | Class::Lexical
                    | Class::Foreign
                    | Class::Compound
            ) || (entry.class == Class::Name && hash_bytes(entry.word.as_bytes()).is_multiple_of(4))
        })
        .filter(|entry| {
            entry.word.len() >= 4 && entry.word.bytes().all(|byte| byte.is_ascii_lowercase())
        })
        .copied()
        .collect();
    entries.sort_by_key(|entry| hash_bytes(entry.word.as_bytes()).rotate_left(17));
    entries.into_iter().map(|entry| Example { entry }).collect()
}

/// What is made of the base of a candidate this time, so that the model learns what to do with
/// roots that are rare or not listed. In percent: 6 unknown, 14 rare.
fn doubt(word: &str, base: &str, epoch: u64) -> Doubt {
    let mixed = hash_bytes(base.as_bytes()) ^ hash_bytes(word.as_bytes()).rotate_left(7);
    match (mixed ^ epoch.wrapping_mul(0x9E37_79B9_7F4A_7C15)) % 100 {
        0..6 => Doubt::Unknown,
        6..20 => Doubt::Rare,
        _ => Doubt::Sure,
    }
}

fn fit(examples: &[&Example]) -> Model {
    let lexicon = Lexicon::global();
    let mut model = Model::empty();
    let mut totals: FxHashMap<Feature, f32> = FxHashMap::default();
    let mut scratch = Candidates::default();
    let mut step = 0.0_f32;
    for epoch in 0..EPOCHS {
        for example in examples {
            step += 1.0;
            let word = example.entry.word;
            scratch.generate(word, lexicon, Some(word));
            scratch.doubt(|base| doubt(word, base, epoch));
            let mut best: Option<(f32, [Feature; 9])> = None;
            let mut right: Option<(f32, [Feature; 9])> = None;
            let mut best_is_right = false;
            for candidate in scratch.list() {
                let base = scratch.base(candidate);
                let score = model.score(candidate, base.len());
                let is_right = root_of(candidate, base) == example.entry.root;
                let packed = features(candidate, base.len());
                if best.is_none_or(|(highest, _)| score > highest) {
                    best = Some((score, packed));
                    best_is_right = is_right;
                }
                if is_right && right.is_none_or(|(highest, _)| score > highest) {
                    right = Some((score, packed));
                }
            }
            let (Some((_, wrong)), Some((_, right))) = (best, right) else {
                continue;
            };
            if !best_is_right {
                model.add(&right, 1.0);
                model.add(&wrong, -1.0);
                for feature in right {
                    *totals.entry(feature).or_default() += step;
                }
                for feature in wrong {
                    *totals.entry(feature).or_default() -= step;
                }
            }
        }
    }
    for (feature, weight) in model.weights_mut() {
        *weight -= totals.get(feature).copied().unwrap_or(0.0) / step.max(1.0);
    }
    model
}

fn predict(model: &Model, scratch: &mut Candidates, entry: &Entry) -> String {
    scratch.generate(entry.word, Lexicon::global(), Some(entry.word));
    let mut best: Option<(f32, String)> = None;
    for candidate in scratch.list() {
        let base = scratch.base(candidate);
        let score = model.score(candidate, base.len());
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, root_of(candidate, base)));
        }
    }
    best.map_or_else(|| entry.word.to_owned(), |(_, root)| root)
}
