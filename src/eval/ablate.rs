//! What each part of the ranking is worth: switched off in turn, everything else as it is.

use std::time::Instant;

use serde::Serialize;

use super::{
    Difference, EvalError, Measure,
    index::run_topics,
    score::evaluate,
    sets::LabSet,
    significance::{holm, mean},
    weights::{self, WeightKind},
};
use crate::search::Ranking;

/// A part that can be switched off.
#[derive(Debug, Clone, PartialEq)]
pub struct Switch {
    /// What is off, in words.
    pub name: String,
    /// Weights and the values that switch the part off.
    pub off: Vec<(String, f64)>,
}

/// Parts that are more, or something else, than one weight set to zero.
const KNOWN: [(&str, &[(&str, f64)]); 3] = [
    (
        "length normalisation",
        &[("b_title", 0.0), ("b_summary", 0.0), ("b_body", 0.0)],
    ),
    // At 0 a repeated word counts once; the part is saturation that grows.
    ("repeated words (k1)", &[("k1", 0.0)]),
    // So high that all words of the list count as ordinary words.
    ("less weight for function words", &[("stopword", 20.0)]),
];

/// Weights that shape a part and are no part of their own.
const SHAPES: [&str; 4] = [
    "half_life_days",
    "function_words",
    "feedback_docs",
    "feedback_terms",
];

/// Every part that is on: the known ones, and any other weight at 0 (or false).
pub fn switches(ranking: &Ranking) -> Vec<Switch> {
    let all = weights::weights(ranking);
    let value = |name: &str| all.iter().find(|w| w.name == name).map(|w| w.value);
    let mut switches: Vec<Switch> = KNOWN
        .iter()
        .map(|(name, off)| Switch {
            name: (*name).to_owned(),
            off: off
                .iter()
                .filter(|(weight, off)| value(weight).is_some_and(|now| now != *off))
                .map(|(weight, off)| ((*weight).to_owned(), *off))
                .collect(),
        })
        .filter(|switch| !switch.off.is_empty())
        .collect();
    let covered = |name: &str| {
        SHAPES.contains(&name)
            || KNOWN
                .iter()
                .any(|(_, off)| off.iter().any(|(weight, _)| *weight == name))
    };
    for weight in all {
        if weight.value == 0.0 || covered(&weight.name) {
            continue;
        }
        let words = match weight.kind {
            WeightKind::Switch => format!("`{}`", weight.name),
            WeightKind::Real | WeightKind::Whole => {
                format!("`{}` ({})", weight.name, weights::show(&weight))
            }
        };
        switches.push(Switch {
            name: words,
            off: vec![(weight.name, 0.0)],
        });
    }
    switches
}

/// The whole table.
#[derive(Debug, Clone, Serialize)]
pub struct Ablation {
    /// What was measured on each set.
    pub measure: Measure,
    /// Names of the sets, in the order of all lists below.
    pub sets: Vec<String>,
    /// The full ranking, by set.
    pub full: Vec<f64>,
    /// Mean time of a query with the full ranking, microseconds, by set.
    pub full_us: Vec<f64>,
    /// In the order of the configuration.
    pub parts: Vec<PartWorth>,
}

/// One part.
#[derive(Debug, Clone, Serialize)]
pub struct PartWorth {
    /// The weight or switch that is turned off.
    pub name: String,
    /// What it adds: full minus without, by set.
    pub adds: Vec<SetWorth>,
}

/// A part's worth on one set.
#[derive(Debug, Clone, Serialize)]
pub struct SetWorth {
    /// Without the part against with it, topic by topic.
    #[serde(flatten)]
    pub difference: Difference,
    /// Corrected over the whole table.
    pub p_corrected: f64,
    /// Mean time that it costs a query, microseconds.
    pub costs_us: f64,
}

/// Switches each part off in turn on every set.
pub fn ablate(
    sets: &[LabSet],
    ranking: &Ranking,
    measure: Measure,
    depth: usize,
    progress: &mut dyn FnMut(&str),
) -> Result<Ablation, EvalError> {
    progress("full ranking");
    // The first pass only warms caches, so that the full ranking is not charged for that.
    for set in sets {
        score(set, ranking, measure, depth)?;
    }
    let full = score_all(sets, ranking, measure, depth)?;
    let mut parts = Vec::new();
    for switch in switches(ranking) {
        progress(&format!("without {}", switch.name));
        let mut without = ranking.clone();
        for (weight, off) in &switch.off {
            without = weights::with(&without, weight, *off)?;
        }
        let without = score_all(sets, &without, measure, depth)?;
        let adds = (full.iter().zip(&without))
            .map(|(full, without)| {
                let difference = Difference::of(&without.values, &full.values);
                SetWorth {
                    p_corrected: difference.p,
                    difference,
                    costs_us: full.mean_us - without.mean_us,
                }
            })
            .collect();
        parts.push(PartWorth {
            name: switch.name,
            adds,
        });
    }
    let raw: Vec<f64> = (parts.iter().flat_map(|part| &part.adds))
        .map(|worth| worth.difference.p)
        .collect();
    let all = parts.iter_mut().flat_map(|part| &mut part.adds);
    for (worth, corrected) in all.zip(holm(&raw)) {
        worth.p_corrected = corrected;
    }
    Ok(Ablation {
        measure,
        sets: sets.iter().map(|set| set.name.clone()).collect(),
        full: full.iter().map(|scored| mean(&scored.values)).collect(),
        full_us: full.iter().map(|scored| scored.mean_us).collect(),
        parts,
    })
}

struct ScoredSet {
    values: Vec<f64>,
    mean_us: f64,
}

fn score_all(
    sets: &[LabSet],
    ranking: &Ranking,
    measure: Measure,
    depth: usize,
) -> Result<Vec<ScoredSet>, EvalError> {
    (sets.iter())
        .map(|set| score(set, ranking, measure, depth))
        .collect()
}

fn score(
    set: &LabSet,
    ranking: &Ranking,
    measure: Measure,
    depth: usize,
) -> Result<ScoredSet, EvalError> {
    let started = Instant::now();
    let (run, _) = run_topics(&*set.index, ranking, &set.topics.all, depth, &set.name)?;
    let mean_us = started.elapsed().as_secs_f64() * 1e6 / set.topics.all.len().max(1) as f64;
    let evaluation = evaluate(&run, &set.topics, &set.qrels, &[measure], 1);
    let values = evaluation.topics.iter().map(|topic| topic.values[0]);
    Ok(ScoredSet {
        values: values.collect(),
        mean_us,
    })
}

impl Ablation {
    /// The table of `docs/ranking.md`. A star marks what is more than chance.
    pub fn to_markdown(&self) -> String {
        let mut text = format!("| part | {} | cost |\n", self.sets.join(" | "));
        text.push_str(&format!("|---|{}---:|\n", "---:|".repeat(self.sets.len())));
        let full: Vec<String> = self
            .full
            .iter()
            .map(|value| format!("{value:.4}"))
            .collect();
        text.push_str(&format!(
            "| **everything** ({}) | {} | {:.0} µs |\n",
            self.measure,
            full.join(" | "),
            mean(&self.full_us)
        ));
        for part in &self.parts {
            let adds: Vec<String> = (part.adds.iter())
                .map(|worth| {
                    let star = if worth.p_corrected < super::compare::ALPHA {
                        "*"
                    } else {
                        ""
                    };
                    format!("{:+.4}{star}", worth.difference.mean)
                })
                .collect();
            let costs: Vec<f64> = part.adds.iter().map(|worth| worth.costs_us).collect();
            text.push_str(&format!(
                "| {} | {} | {:+.0} µs |\n",
                part.name,
                adds.join(" | "),
                mean(&costs)
            ));
        }
        text.push_str(
            "\nEach row: what the part adds to the whole (with it minus without it). \
             `*`: corrected p < 0.05 over the whole table (paired randomization, Holm). \
             Cost: mean time of a query, over the sets.\n",
        );
        text
    }
}
