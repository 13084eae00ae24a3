//! Two rankers on the same topics: how large the difference is, and whether it is more than
//! chance.

use serde::Serialize;

use super::{Difference, EvalError, Evaluation, Measure, Run, holm};

/// One challenger against the baseline.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// The baseline's name.
    pub a: String,
    /// The challenger's name.
    pub b: String,
    /// Topics that both are scored on.
    pub topics: usize,
    /// In the order in which they were asked for.
    pub measures: Vec<MeasureComparison>,
    /// By the first measure, largest change first.
    pub moved: Vec<Moved>,
}

/// One measure of a comparison.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureComparison {
    /// What is compared.
    pub measure: Measure,
    /// The baseline's mean over the topics.
    pub a: f64,
    /// The challenger's mean over the topics.
    pub b: f64,
    /// The challenger less the baseline, topic by topic.
    #[serde(flatten)]
    pub difference: Difference,
    /// The p-value after Holm's correction over all comparisons made at once.
    pub p_corrected: f64,
    /// What may be said about it.
    pub verdict: Verdict,
}

/// What may be said about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The challenger is above the baseline by more than chance explains.
    Better,
    /// The challenger is below it by more than chance explains.
    Worse,
    /// The difference may be chance.
    Noise,
    /// Every topic has the same value.
    Same,
}

/// Differences are called real below this corrected p-value.
pub const ALPHA: f64 = 0.05;

/// A topic and how far its value moved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The topic's id.
    pub topic: String,
    /// What was asked.
    pub query: String,
    /// The baseline's value.
    pub a: f64,
    /// The challenger's value.
    pub b: f64,
    /// `b` less `a`.
    pub delta: f64,
}

/// Compares every challenger with the baseline. All must be scored on the same topics with the
/// same measures; p-values are corrected over challengers and measures together.
pub fn compare(
    baseline: &Evaluation,
    challengers: &[Evaluation],
) -> Result<Vec<Comparison>, EvalError> {
    let mut comparisons = Vec::new();
    for challenger in challengers {
        let same = baseline.measures == challenger.measures
            && baseline.topics.len() == challenger.topics.len()
            && (baseline.topics.iter())
                .zip(&challenger.topics)
                .all(|(a, b)| a.id == b.id);
        if !same {
            return Err(EvalError::Usage(format!(
                "{} and {} are scored on different topics or measures",
                baseline.name, challenger.name
            )));
        }
        comparisons.push(compare_pair(baseline, challenger));
    }
    let raw: Vec<f64> = comparisons
        .iter()
        .flat_map(|comparison| &comparison.measures)
        .map(|measure| measure.difference.p)
        .collect();
    let measures = comparisons
        .iter_mut()
        .flat_map(|comparison| &mut comparison.measures);
    for (measure, corrected) in measures.zip(holm(&raw)) {
        measure.p_corrected = corrected;
        measure.verdict = verdict(&measure.difference, corrected);
    }
    Ok(comparisons)
}

fn compare_pair(a: &Evaluation, b: &Evaluation) -> Comparison {
    let column = |evaluation: &Evaluation, at: usize| -> Vec<f64> {
        evaluation
            .topics
            .iter()
            .map(|topic| topic.values[at])
            .collect()
    };
    let measures = (a.measures.iter().enumerate())
        .map(|(at, measure)| {
            let difference = Difference::of(&column(a, at), &column(b, at));
            MeasureComparison {
                measure: *measure,
                a: a.means[at],
                b: b.means[at],
                p_corrected: difference.p,
                verdict: verdict(&difference, difference.p),
                difference,
            }
        })
        .collect();
    let mut moved: Vec<Moved> = (a.topics.iter().zip(&b.topics))
        .filter_map(|(a, b)| {
            let (from, to) = (*a.values.first()?, *b.values.first()?);
            Some(Moved {
                topic: a.id.clone(),
                query: a.query.clone(),
                a: from,
                b: to,
                delta: to - from,
            })
        })
        .filter(|moved| moved.delta != 0.0)
        .collect();
    moved.sort_by(|x, y| {
        (y.delta.abs().total_cmp(&x.delta.abs())).then_with(|| x.topic.cmp(&y.topic))
    });
    Comparison {
        a: a.name.clone(),
        b: b.name.clone(),
        topics: a.topics.len(),
        measures,
        moved,
    }
}

/// Both the test and the interval must agree before a difference is called real.
fn verdict(difference: &Difference, p: f64) -> Verdict {
    if difference.wins + difference.losses == 0 {
        Verdict::Same
    } else if p >= ALPHA || (difference.low <= 0.0 && difference.high >= 0.0) {
        Verdict::Noise
    } else if difference.mean > 0.0 {
        Verdict::Better
    } else {
        Verdict::Worse
    }
}

impl MeasureComparison {
    /// The finding in a sentence.
    pub fn sentence(&self, b: &str) -> String {
        let d = &self.difference;
        let figures = format!(
            "{:+.4} (95% interval {:+.4} to {:+.4}, p = {:.4}, corrected {:.4})",
            d.mean, d.low, d.high, d.p, self.p_corrected
        );
        let measure = self.measure;
        match self.verdict {
            Verdict::Better => format!("{b} is better on {measure}: {figures}."),
            Verdict::Worse => format!("{b} is worse on {measure}: {figures}."),
            Verdict::Noise => format!(
                "{b} does not differ on {measure} by more than chance: {figures}. Treat it as noise."
            ),
            Verdict::Same => format!("{b} gives the same {measure} on every topic."),
        }
    }
}

/// The first results of two runs for a topic, rank by rank.
#[derive(Debug, Clone, Serialize)]
pub struct SideBySide {
    /// The topic's id.
    pub topic: String,
    /// What was asked.
    pub query: String,
    /// The baseline's results, best first.
    pub a: Vec<Shown>,
    /// The challenger's results, best first.
    pub b: Vec<Shown>,
}

/// One result as it is shown in a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// The document's id.
    pub document: String,
    /// Its headline; `None` without the collection, or when that lacks it.
    pub title: Option<String>,
    /// `None` when nobody judged it.
    pub grade: Option<i32>,
    /// Its rank in the other run, from 1.
    pub other_rank: Option<usize>,
}

/// Puts the first `k` results of a topic side by side.
pub fn side_by_side(
    moved: &Moved,
    a: &Run,
    b: &Run,
    qrels: &super::Qrels,
    cards: Option<&dyn super::Cards>,
    k: usize,
) -> SideBySide {
    let show = |own: &Run, other: &Run| -> Vec<Shown> {
        let other = other.results(&moved.topic);
        let shown = own
            .results(&moved.topic)
            .iter()
            .take(k)
            .map(|result| Shown {
                document: result.document.clone(),
                title: cards
                    .and_then(|cards| cards.card(&result.document))
                    .map(|card| card.title),
                grade: qrels.grade(&moved.topic, &result.document),
                other_rank: (other.iter())
                    .position(|candidate| candidate.document == result.document)
                    .map(|at| at + 1),
            });
        shown.collect()
    };
    SideBySide {
        topic: moved.topic.clone(),
        query: moved.query.clone(),
        a: show(a, b),
        b: show(b, a),
    }
}
