//! Is a difference between two rankers more than chance? Paired by topic.

use serde::Serialize;

use super::random::SplitMix;

/// Permutations of the randomization test when there are too many to try all.
pub const PERMUTATIONS: usize = 10_000;
/// Resamples of the bootstrap.
pub const RESAMPLES: usize = 10_000;
/// Up to so many topics that differ, all 2^n sign assignments are tried: exact, and still quick.
const EXACT_TOPICS: usize = 14;
/// The same input gives the same answer.
pub const SEED: u64 = 20_240_501;

/// The paired difference of one measure between two rankers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Mean of (B - A).
    pub mean: f64,
    /// 95% bootstrap interval of the mean.
    pub low: f64,
    /// The interval's upper end.
    pub high: f64,
    /// Two-sided p-value of the randomization test.
    pub p: f64,
    /// Whether every sign assignment was tried.
    pub exact: bool,
    /// Topics on which B is better.
    pub wins: usize,
    /// Topics on which B is worse.
    pub losses: usize,
    /// Topics on which both are the same.
    pub ties: usize,
}

/// Differences smaller than this are rounding, not a win or a loss.
const EPSILON: f64 = 1e-9;

impl Difference {
    /// Compares values of the same topics in the same order.
    pub fn of(a: &[f64], b: &[f64]) -> Difference {
        let deltas: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
        let (low, high) = bootstrap(&deltas);
        let (p, exact) = randomization(&deltas);
        let wins = deltas.iter().filter(|delta| **delta > EPSILON).count();
        let losses = deltas.iter().filter(|delta| **delta < -EPSILON).count();
        Difference {
            mean: mean(&deltas),
            low,
            high,
            p,
            exact,
            wins,
            losses,
            ties: deltas.len() - wins - losses,
        }
    }
}

/// The arithmetic mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.iter().sum::<f64>() / values.len() as f64
}

/// Fisher's paired randomization test on the mean difference, two-sided (Smucker, Allan &
/// Carterette 2007, "A comparison of statistical significance tests for information retrieval
/// evaluation"). Sampled p-values count the observed assignment too, so they are never 0
/// (Phipson & Smyth 2010). Returns the p-value and whether it is exact.
fn randomization(deltas: &[f64]) -> (f64, bool) {
    let moved: Vec<f64> = deltas
        .iter()
        .copied()
        .filter(|delta| delta.abs() > EPSILON)
        .collect();
    let observed = moved.iter().sum::<f64>().abs() - EPSILON;
    if moved.is_empty() {
        return (1.0, true);
    }
    if moved.len() <= EXACT_TOPICS {
        let assignments = 1u32 << moved.len();
        let extreme = (0..assignments)
            .filter(|signs| {
                let sum: f64 = (moved.iter().enumerate())
                    .map(|(at, delta)| if signs >> at & 1 == 1 { -delta } else { *delta })
                    .sum();
                sum.abs() >= observed
            })
            .count();
        return (extreme as f64 / f64::from(assignments), true);
    }
    let mut random = SplitMix::new(SEED);
    let mut extreme = 0;
    for _ in 0..PERMUTATIONS {
        let mut sum = 0.0;
        let mut signs = 0;
        for (at, delta) in moved.iter().enumerate() {
            if at % 64 == 0 {
                signs = random.next();
            }
            sum += if signs >> (at % 64) & 1 == 1 {
                -delta
            } else {
                *delta
            };
        }
        if sum.abs() >= observed {
            extreme += 1;
        }
    }
    (f64::from(extreme + 1) / (PERMUTATIONS + 1) as f64, false)
}

/// The 2.5th and 97.5th percentile of the mean over topics drawn with replacement (Efron 1979;
/// for retrieval: Sakai 2006, "Evaluating evaluation metrics based on the bootstrap").
fn bootstrap(deltas: &[f64]) -> (f64, f64) {
    if deltas.is_empty() {
        return (0.0, 0.0);
    }
    let mut random = SplitMix::new(SEED ^ 0xb007);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sum: f64 = (0..deltas.len())
                .map(|_| deltas[random.below(deltas.len())])
                .sum();
            sum / deltas.len() as f64
        })
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| means[((RESAMPLES - 1) as f64 * share).round() as usize];
    (at(0.025), at(0.975))
}

/// Holm's step-down correction (Holm 1979): the p-values that hold for all comparisons together.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut corrected = vec![1.0; p_values.len()];
    let mut highest: f64 = 0.0;
    for (step, &at) in order.iter().enumerate() {
        let factor = (p_values.len() - step) as f64;
        highest = highest.max((p_values[at] * factor).min(1.0));
        corrected[at] = highest;
    }
    corrected
}
