//! Searching for better weights: coordinate ascent (Metzler & Croft 2007, "Linear feature-based
//! models for information retrieval"), judged by cross-validation.
//!
//! The objective is the weighted mean over sets of the measure's change against the present
//! weights, so that a set with many topics or high figures does not decide alone. Each fold is
//! tuned on the other folds' topics and measured on its own: the held-out figures say what the
//! weights recommended here, which are tuned on all topics, can be expected to bring.
//!
//! Every tried ranking is scored once on all topics and remembered; folds share that work.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    Difference, EvalError, Measure, Run,
    random::SplitMix,
    sets::LabSet,
    significance::{SEED, mean},
    weights::{self, WeightKind},
};
use crate::search::Ranking;

/// How to search.
#[derive(Debug, Clone)]
pub struct TuneOptions {
    /// What is to rise.
    pub measure: Measure,
    /// Results per topic.
    pub depth: usize,
    /// Parts that the topics are split into, each held out once; with fewer than 2 nothing is.
    pub folds: usize,
    /// Passes over all weights; each takes smaller steps.
    pub rounds: usize,
    /// Only these weights, when not empty.
    pub only: Vec<String>,
    /// Never these.
    pub fixed: Vec<String>,
    /// At most so many topics of each set, drawn with a fixed seed.
    pub sample: Option<usize>,
    /// A step is taken when it gains more than this.
    pub min_gain: f64,
    /// No set may fall below the present weights by more than this.
    pub max_loss: f64,
    /// Stop searching after this long and report what was found.
    pub budget: Option<Duration>,
}

impl Default for TuneOptions {
    fn default() -> Self {
        TuneOptions {
            measure: Measure::Ndcg(10),
            depth: 100,
            folds: 5,
            rounds: 3,
            only: Vec::new(),
            fixed: Vec::new(),
            sample: None,
            min_gain: 0.0005,
            max_loss: 0.005,
            budget: None,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Tuned {
    /// What the search began with.
    #[serde(skip)]
    pub from: Ranking,
    /// Tuned on all topics.
    #[serde(skip)]
    pub to: Ranking,
    /// What differs between the two.
    pub changes: Vec<Change>,
    /// In the order of the sets given.
    pub sets: Vec<SetOutcome>,
    /// The weighted mean of the held-out changes.
    pub held_out: f64,
    /// One for each part that was held out.
    pub folds: Vec<FoldOutcome>,
    /// Rankings that were scored.
    pub tried: usize,
    /// The time was over before no step helped any more.
    pub out_of_time: bool,
}

/// A weight that was changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// As in the configuration.
    pub name: String,
    /// Before.
    pub from: f64,
    /// After.
    pub to: f64,
    /// What each fold came to; a wide spread means that the weight hardly matters.
    pub by_fold: Vec<f64>,
}

/// One set before and after.
#[derive(Debug, Clone, Serialize)]
pub struct SetOutcome {
    /// As reports call it.
    pub name: String,
    /// Its topics with judgments.
    pub topics: usize,
    /// The measure's mean with the ranking that the search began with.
    pub before: f64,
    /// With the weights tuned on these very topics: flattering.
    pub after: f64,
    /// Every topic with the weights of the fold that did not see it, against before.
    pub held_out: Difference,
}

/// One fold.
#[derive(Debug, Clone, Serialize)]
pub struct FoldOutcome {
    /// The objective on the topics that it was tuned on.
    pub seen: f64,
    /// The objective on the topics that it did not see.
    pub unseen: f64,
}

/// The value of every topic of every set.
type Scores = Vec<Vec<f64>>;

struct Lab<'a> {
    sets: &'a [LabSet],
    options: &'a TuneOptions,
    /// Topics used, and the fold of each, by set.
    used: Vec<Vec<usize>>,
    folds: Vec<Vec<usize>>,
    memory: HashMap<String, Scores>,
    baseline: Scores,
    deadline: Option<Instant>,
    progress: &'a mut dyn FnMut(&str),
}

/// Searches. `progress` is told every step that is taken.
pub fn tune(
    sets: &[LabSet],
    from: &Ranking,
    options: &TuneOptions,
    progress: &mut dyn FnMut(&str),
) -> Result<Tuned, EvalError> {
    if sets.is_empty() {
        return Err(EvalError::Usage("there is no set to tune on".to_owned()));
    }
    check_names(from, options)?;
    let mut lab = Lab::new(sets, from, options, progress)?;
    let mut by_fold = Vec::new();
    if options.folds > 1 {
        for fold in 0..options.folds {
            (lab.progress)(&format!("fold {} of {}", fold + 1, options.folds));
            by_fold.push(lab.ascend(from, Some(fold))?);
        }
    }
    (lab.progress)("all topics");
    let to = lab.ascend(from, None)?;
    lab.report(from, to, &by_fold)
}

fn check_names(ranking: &Ranking, options: &TuneOptions) -> Result<(), EvalError> {
    for name in options.only.iter().chain(&options.fixed) {
        if weights::get(ranking, name).is_none() {
            let known: Vec<String> = (weights::weights(ranking).into_iter())
                .map(|weight| weight.name)
                .collect();
            return Err(EvalError::Usage(format!(
                "there is no weight `{name}`; known are {}",
                known.join(", ")
            )));
        }
    }
    Ok(())
}

impl<'a> Lab<'a> {
    fn new(
        sets: &'a [LabSet],
        from: &Ranking,
        options: &'a TuneOptions,
        progress: &'a mut dyn FnMut(&str),
    ) -> Result<Self, EvalError> {
        let mut used = Vec::new();
        let mut folds = Vec::new();
        for set in sets {
            let mut order: Vec<usize> = (0..set.topics.all.len()).collect();
            SplitMix::new(SEED).shuffle(&mut order);
            order.truncate(options.sample.unwrap_or(usize::MAX));
            if options.folds > 1 && order.len() < options.folds {
                return Err(EvalError::Usage(format!(
                    "set {} has {} judged topics, fewer than the {} folds: judge more, or give fewer --folds",
                    set.name,
                    order.len(),
                    options.folds
                )));
            }
            folds.push(
                (0..order.len())
                    .map(|at| at % options.folds.max(1))
                    .collect(),
            );
            used.push(order);
        }
        let mut lab = Lab {
            sets,
            options,
            used,
            folds,
            memory: HashMap::new(),
            baseline: Vec::new(),
            deadline: options.budget.map(|budget| Instant::now() + budget),
            progress,
        };
        lab.baseline = lab.scores(from)?;
        Ok(lab)
    }

    fn out_of_time(&self) -> bool {
        self.deadline
            .is_some_and(|deadline| Instant::now() > deadline)
    }

    /// Scores a ranking on every used topic, once.
    fn scores(&mut self, ranking: &Ranking) -> Result<Scores, EvalError> {
        let key = serde_json::to_string(ranking).unwrap_or_default();
        if let Some(known) = self.memory.get(&key) {
            return Ok(known.clone());
        }
        let mut scores = Vec::with_capacity(self.sets.len());
        for (set, used) in self.sets.iter().zip(&self.used) {
            let values: Result<Vec<f64>, EvalError> = used
                .par_iter()
                .map(|&topic| score_topic(set, topic, ranking, self.options))
                .collect();
            scores.push(values?);
        }
        self.memory.insert(key, scores.clone());
        Ok(scores)
    }

    /// The mean change of each set over the topics in (or, with `held_out`, only of) a fold.
    fn deltas(&self, scores: &Scores, fold: Option<usize>, held_out: bool) -> Vec<f64> {
        (0..self.sets.len())
            .map(|set| {
                let changes: Vec<f64> = (scores[set].iter().zip(&self.baseline[set]))
                    .zip(&self.folds[set])
                    .filter(|(_, own)| match fold {
                        None => true,
                        Some(fold) => (**own == fold) == held_out,
                    })
                    .map(|((new, old), _)| new - old)
                    .collect();
                mean(&changes)
            })
            .collect()
    }

    fn objective(&self, deltas: &[f64]) -> f64 {
        let total: f64 = self.sets.iter().map(|set| set.weight).sum();
        let sum: f64 = (self.sets.iter().zip(deltas))
            .map(|(set, delta)| set.weight * delta)
            .sum();
        sum / total.max(f64::MIN_POSITIVE)
    }

    /// The objective on the topics that may be seen; nothing when a set would lose too much.
    fn gain(&mut self, ranking: &Ranking, fold: Option<usize>) -> Result<Option<f64>, EvalError> {
        let scores = self.scores(ranking)?;
        let deltas = self.deltas(&scores, fold, false);
        let bearable = deltas.iter().all(|delta| *delta >= -self.options.max_loss);
        Ok(bearable.then(|| self.objective(&deltas)))
    }

    /// Changes one weight at a time while that helps; the fold's own topics are not looked at.
    fn ascend(&mut self, from: &Ranking, fold: Option<usize>) -> Result<Ranking, EvalError> {
        let mut best = from.clone();
        let mut best_gain = 0.0;
        for round in 0..self.options.rounds {
            let before = best_gain;
            for weight in weights::weights(from) {
                let name = weight.name;
                let wanted = self.options.only.is_empty() || self.options.only.contains(&name);
                if !wanted || self.options.fixed.contains(&name) {
                    continue;
                }
                for first in steps(&best, &name, weight.kind, round) {
                    let mut step = Some(first);
                    while let Some(value) = step.take() {
                        if self.out_of_time() {
                            return Ok(best);
                        }
                        let old = weights::get(&best, &name).unwrap_or(0.0);
                        let candidate = weights::with(&best, &name, value)?;
                        let gain = self.gain(&candidate, fold)?;
                        let Some(gain) = gain.filter(|g| *g > best_gain + self.options.min_gain)
                        else {
                            break;
                        };
                        (self.progress)(&format!(
                            "  {name} {old} → {value}: {gain:+.4} ({:+.4})",
                            gain - best_gain
                        ));
                        (best, best_gain) = (candidate, gain);
                        step = onward(old, value, &name, weight.kind);
                    }
                }
            }
            if best_gain <= before {
                break;
            }
        }
        Ok(best)
    }

    fn report(
        mut self,
        from: &Ranking,
        to: Ranking,
        by_fold: &[Ranking],
    ) -> Result<Tuned, EvalError> {
        let after = self.scores(&to)?;
        let mut folds = Vec::new();
        // Every topic with the weights of the fold that did not see it.
        let mut unseen = self.baseline.clone();
        for (fold, ranking) in by_fold.iter().enumerate() {
            let scores = self.scores(ranking)?;
            for (set, values) in scores.iter().enumerate() {
                for (topic, value) in values.iter().enumerate() {
                    if self.folds[set][topic] == fold {
                        unseen[set][topic] = *value;
                    }
                }
            }
            folds.push(FoldOutcome {
                seen: self.objective(&self.deltas(&scores, Some(fold), false)),
                unseen: self.objective(&self.deltas(&scores, Some(fold), true)),
            });
        }
        let held_out = self.objective(&self.deltas(&unseen, None, false));
        let sets = (0..self.sets.len())
            .map(|set| SetOutcome {
                name: self.sets[set].name.clone(),
                topics: self.baseline[set].len(),
                before: mean(&self.baseline[set]),
                after: mean(&after[set]),
                held_out: Difference::of(&self.baseline[set], &unseen[set]),
            })
            .collect();
        let changes = weights::weights(from)
            .into_iter()
            .filter_map(|weight| {
                let now = weights::get(&to, &weight.name)?;
                let by_fold: Vec<f64> = (by_fold.iter())
                    .filter_map(|ranking| weights::get(ranking, &weight.name))
                    .collect();
                let moved = now != weight.value || by_fold.iter().any(|v| *v != weight.value);
                moved.then_some(Change {
                    name: weight.name,
                    from: weight.value,
                    to: now,
                    by_fold,
                })
            })
            .collect();
        Ok(Tuned {
            from: from.clone(),
            to,
            changes,
            sets,
            held_out,
            folds,
            tried: self.memory.len(),
            out_of_time: self.out_of_time(),
        })
    }
}

fn score_topic(
    set: &LabSet,
    topic: usize,
    ranking: &Ranking,
    options: &TuneOptions,
) -> Result<f64, EvalError> {
    let topic = &set.topics.all[topic];
    let results = (set.index.rank(&topic.query, options.depth, ranking)).map_err(|reason| {
        EvalError::Rank {
            topic: topic.id.clone(),
            query: topic.query.clone(),
            reason,
        }
    })?;
    let mut run = Run::default();
    run.set_ranking(&topic.id, results);
    let judged = set.qrels.topics.get(&topic.id);
    Ok(judged.map_or(0.0, |judged| {
        options.measure.of(run.results(&topic.id), judged, 1)
    }))
}

/// First tries for a weight that is off.
const FROM_ZERO: [f64; 3] = [0.05, 0.2, 1.0];
/// Steps are factors; each round takes finer ones.
const FACTORS: [f64; 4] = [2.0, 1.5, 1.25, 1.1];

/// The values to try first, up and down; off is tried in the first round.
fn steps(ranking: &Ranking, name: &str, kind: WeightKind, round: usize) -> Vec<f64> {
    let value = weights::get(ranking, name).unwrap_or(0.0);
    let factor = FACTORS[round.min(FACTORS.len() - 1)];
    let mut tries = match kind {
        WeightKind::Switch => vec![1.0 - value],
        WeightKind::Whole if value == 0.0 => vec![1.0, 10.0, 100.0],
        WeightKind::Real if value == 0.0 && round == 0 => FROM_ZERO.to_vec(),
        WeightKind::Real if value == 0.0 => Vec::new(),
        _ if round == 0 => vec![value * factor, value / factor, 0.0],
        _ => vec![value * factor, value / factor],
    };
    for value in &mut tries {
        *value = fit(*value, name, kind);
    }
    tries.retain(|tried| *tried != value);
    tries.dedup();
    tries
}

/// The next value in the direction that helped; nothing at an end of the range.
fn onward(old: f64, new: f64, name: &str, kind: WeightKind) -> Option<f64> {
    if kind == WeightKind::Switch || old == 0.0 || new == 0.0 {
        return None;
    }
    let next = fit(new * new / old, name, kind);
    (next != new).then_some(next)
}

fn fit(value: f64, name: &str, kind: WeightKind) -> f64 {
    let value = value.clamp(0.0, weights::most(name));
    match kind {
        WeightKind::Whole => value.round(),
        WeightKind::Real | WeightKind::Switch => value,
    }
}
