//! A run against judgments: every measure for every topic, and the means.
//!
//! Means are over the topics that are asked and judged, as `trec_eval -c` has it: a topic
//! without results counts as zero, and is reported; one without judgments is left out, and is
//! reported.

use serde::Serialize;

use super::{Latency, Measure, Problems, Qrels, Run, Topics, mean};

/// All figures of one run.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// What was evaluated.
    pub name: String,
    /// In the order in which they were asked for.
    pub measures: Vec<Measure>,
    /// In the topics' order.
    pub topics: Vec<TopicScores>,
    /// In the measures' order.
    pub means: Vec<f64>,
    /// How long the searches took; `None` for a run that was read from a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Latency>,
    /// Everything that the reader must know of.
    pub problems: Problems,
}

/// The figures of one topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicScores {
    /// As in the topic file.
    pub id: String,
    /// What was asked.
    pub query: String,
    /// In the measures' order.
    pub values: Vec<f64>,
    /// Results that the run has for it.
    pub retrieved: usize,
    /// Judged documents that are relevant.
    pub relevant: usize,
    /// Relevant ones among the results.
    pub relevant_found: usize,
}

/// Scores `run`. `level` is the lowest grade that counts as relevant.
pub fn evaluate(
    run: &Run,
    topics: &Topics,
    qrels: &Qrels,
    measures: &[Measure],
    level: i32,
) -> Evaluation {
    let mut scores = Vec::with_capacity(topics.all.len());
    for topic in &topics.all {
        let Some(judged) = qrels.topics.get(&topic.id) else {
            continue;
        };
        let ranking = run.results(&topic.id);
        let is_relevant = |grade: i32| grade >= level;
        let found = ranking
            .iter()
            .filter(|r| {
                judged
                    .get(&r.document)
                    .is_some_and(|j| is_relevant(j.grade))
            })
            .count();
        scores.push(TopicScores {
            id: topic.id.clone(),
            query: topic.query.clone(),
            values: measures
                .iter()
                .map(|measure| measure.of(ranking, judged, level))
                .collect(),
            retrieved: ranking.len(),
            relevant: judged.values().filter(|j| is_relevant(j.grade)).count(),
            relevant_found: found,
        });
    }
    let means = (0..measures.len())
        .map(|at| mean(&column(&scores, at)))
        .collect();
    Evaluation {
        name: run.file.display().to_string(),
        measures: measures.to_vec(),
        topics: scores,
        means,
        latency: None,
        problems: run.check_against(topics),
    }
}

fn column(scores: &[TopicScores], at: usize) -> Vec<f64> {
    scores.iter().map(|topic| topic.values[at]).collect()
}

impl Evaluation {
    /// The values of a measure, in the topics' order.
    pub fn values(&self, measure: Measure) -> Option<Vec<f64>> {
        let at = self.measures.iter().position(|known| *known == measure)?;
        Some(column(&self.topics, at))
    }

    /// The mean of a measure.
    pub fn mean(&self, measure: Measure) -> Option<f64> {
        let at = self.measures.iter().position(|known| *known == measure)?;
        self.means.get(at).copied()
    }

    /// JSON with measures by name.
    pub fn to_json(&self) -> serde_json::Value {
        let by_name = |values: &[f64]| -> serde_json::Map<String, serde_json::Value> {
            self.measures
                .iter()
                .zip(values)
                .map(|(measure, value)| (measure.to_string(), (*value).into()))
                .collect()
        };
        let topics: Vec<serde_json::Value> = self
            .topics
            .iter()
            .map(|topic| {
                serde_json::json!({
                    "id": topic.id,
                    "query": topic.query,
                    "retrieved": topic.retrieved,
                    "relevant": topic.relevant,
                    "relevant_found": topic.relevant_found,
                    "metrics": by_name(&topic.values),
                })
            })
            .collect();
        serde_json::json!({
            "run": self.name,
            "topics": self.topics.len(),
            "metrics": by_name(&self.means),
            "latency": self.latency,
            "problems": self.problems,
            "per_topic": topics,
        })
    }
}
