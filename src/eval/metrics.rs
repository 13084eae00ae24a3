//! The measures, as trec_eval 9 computes them (checked against it by
//! `tests/trec_eval_cross_check.py`). Per topic; a ranking in, a number out.

use std::{fmt, str::FromStr};

use super::{Judged, Scored};

/// A measure of one topic's ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Normalised discounted cumulative gain: gain is the grade, discount log2(rank + 1), the
    /// ideal ranking is made of all judgments (Järvelin & Kekäläinen 2002; m_ndcg_cut.c).
    Ndcg(usize),
    /// Reciprocal rank of the first relevant document, 0 below the cutoff (m_recip_rank.c).
    ReciprocalRank(usize),
    /// Mean of the precisions at each relevant document above the cutoff, over all relevant
    /// ones (m_map_cut.c).
    AveragePrecision(usize),
    /// Share of relevant documents among the first; missing ones count as not relevant (m_P.c).
    Precision(usize),
    /// Share of all relevant documents that are found above the cutoff (m_recall.c).
    Recall(usize),
    /// Relevant documents ranked above judged irrelevant ones; unjudged ones play no part
    /// (Buckley & Voorhees 2004, in the form of m_bpref.c).
    Bpref,
    /// Share of judged documents among the first retrieved (ir_measures' `Judged`).
    Judged(usize),
}

impl Measure {
    /// What `warta eval run` reports.
    pub const STANDARD: [Measure; 10] = [
        Measure::Ndcg(10),
        Measure::Ndcg(20),
        Measure::ReciprocalRank(10),
        Measure::AveragePrecision(100),
        Measure::Precision(5),
        Measure::Precision(10),
        Measure::Recall(100),
        Measure::Recall(1000),
        Measure::Bpref,
        Measure::Judged(10),
    ];

    /// How deep a ranking must be for it.
    pub fn depth(self) -> usize {
        match self {
            Measure::Ndcg(k)
            | Measure::ReciprocalRank(k)
            | Measure::AveragePrecision(k)
            | Measure::Precision(k)
            | Measure::Recall(k)
            | Measure::Judged(k) => k,
            Measure::Bpref => 1000,
        }
    }

    /// The value for one topic. `level` is the lowest grade that counts as relevant for the
    /// measures that know no grades (trec_eval -l).
    pub fn of(self, ranking: &[Scored], judged: &Judged, level: i32) -> f64 {
        let grade = |result: &Scored| judged.get(&result.document).map(|j| j.grade);
        let relevant = |result: &Scored| grade(result).is_some_and(|grade| grade >= level);
        let all_relevant = judged.values().filter(|j| j.grade >= level).count();
        let found = |k: usize| ranking.iter().take(k).filter(|r| relevant(r)).count();
        match self {
            Measure::Ndcg(k) => {
                let gains = ranking.iter().map(|result| grade(result).unwrap_or(0));
                let mut ideal: Vec<i32> = judged.values().map(|j| j.grade).collect();
                ideal.sort_unstable_by(|a, b| b.cmp(a));
                ratio(discounted(gains, k), discounted(ideal.into_iter(), k))
            }
            Measure::ReciprocalRank(k) => match ranking.iter().take(k).position(relevant) {
                Some(at) => 1.0 / (at + 1) as f64,
                None => 0.0,
            },
            Measure::AveragePrecision(k) => {
                let mut hits = 0;
                let mut sum = 0.0;
                for (at, result) in ranking.iter().take(k).enumerate() {
                    if relevant(result) {
                        hits += 1;
                        sum += f64::from(hits) / (at + 1) as f64;
                    }
                }
                ratio(sum, all_relevant as f64)
            }
            Measure::Precision(k) => ratio(found(k) as f64, k as f64),
            Measure::Recall(k) => ratio(found(k) as f64, all_relevant as f64),
            Measure::Bpref => bpref(ranking, judged, level, all_relevant),
            Measure::Judged(k) => {
                let seen = ranking.len().min(k);
                let known = ranking
                    .iter()
                    .take(k)
                    .filter(|r| grade(r).is_some())
                    .count();
                ratio(known as f64, seen as f64)
            }
        }
    }
}

/// Sum of gain / log2(rank + 1); grades below 1 gain nothing. (`sum` of nothing would be -0.)
fn discounted(gains: impl Iterator<Item = i32>, k: usize) -> f64 {
    gains
        .take(k)
        .enumerate()
        .filter(|(_, gain)| *gain > 0)
        .map(|(at, gain)| f64::from(gain) / ((at + 2) as f64).log2())
        .fold(0.0, |sum, gain| sum + gain)
}

fn bpref(ranking: &[Scored], judged: &Judged, level: i32, all_relevant: usize) -> f64 {
    let all_irrelevant = judged
        .values()
        .filter(|j| (0..level).contains(&j.grade))
        .count();
    let bound = all_irrelevant.min(all_relevant) as f64;
    let mut irrelevant_above = 0;
    let mut sum = 0.0;
    for result in ranking {
        match judged.get(&result.document).map(|j| j.grade) {
            Some(grade) if grade >= level => {
                sum += if irrelevant_above == 0 {
                    1.0
                } else {
                    1.0 - irrelevant_above.min(all_relevant) as f64 / bound
                };
            }
            Some(grade) if grade >= 0 => irrelevant_above += 1,
            _ => {}
        }
    }
    ratio(sum, all_relevant as f64)
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Measure::Ndcg(k) => write!(f, "nDCG@{k}"),
            Measure::ReciprocalRank(k) => write!(f, "MRR@{k}"),
            Measure::AveragePrecision(k) => write!(f, "MAP@{k}"),
            Measure::Precision(k) => write!(f, "P@{k}"),
            Measure::Recall(k) => write!(f, "Recall@{k}"),
            Measure::Bpref => f.write_str("bpref"),
            Measure::Judged(k) => write!(f, "judged@{k}"),
        }
    }
}

impl FromStr for Measure {
    type Err = String;

    /// Reads `nDCG@10` and kin, in any case.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let lower = text.to_ascii_lowercase();
        if lower == "bpref" {
            return Ok(Measure::Bpref);
        }
        let known = "nDCG@k, MRR@k, MAP@k, P@k, Recall@k, bpref, judged@k";
        let unknown = || format!("there is no measure `{text}`; known are {known}");
        let (name, cutoff) = lower.split_once('@').ok_or_else(unknown)?;
        let k = match cutoff.parse() {
            Ok(k) if k > 0 => k,
            _ => return Err(format!("`{text}` needs a cutoff of 1 or more after @")),
        };
        match name {
            "ndcg" => Ok(Measure::Ndcg(k)),
            "mrr" | "rr" => Ok(Measure::ReciprocalRank(k)),
            "map" | "ap" => Ok(Measure::AveragePrecision(k)),
            "p" => Ok(Measure::Precision(k)),
            "recall" | "r" => Ok(Measure::Recall(k)),
            "judged" => Ok(Measure::Judged(k)),
            _ => Err(unknown()),
        }
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
