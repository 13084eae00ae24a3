//! Runs: ranked results per topic, in TREC's form `topic Q0 document rank score tag`.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use super::{EvalError, ProblemKind, Problems, Topics, input};

/// One retrieved document. Scores are single precision because trec_eval's are: two scores that
/// differ only beyond that are a tie there and here.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The document's id.
    pub document: String,
    /// Higher is better.
    pub score: f32,
}

/// Results of every topic, best first.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// Where it was read from, or what it is called.
    pub file: PathBuf,
    /// By the topic's id.
    pub topics: BTreeMap<String, Vec<Scored>>,
}

/// trec_eval's order: score descending, then document id descending (form_res_rels.c,
/// `comp_sim_docno`). The rank column plays no part in it.
pub fn trec_order(results: &mut [Scored]) {
    results.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| b.document.cmp(&a.document))
    });
}

impl Run {
    /// A run without results.
    pub fn new(name: &str) -> Run {
        Run {
            file: PathBuf::from(name),
            topics: BTreeMap::new(),
        }
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<(Run, Problems), EvalError> {
        let text = input::read_text(path)?;
        Ok(Run::parse(path, &text))
    }

    /// Reads a text that came from `path`.
    pub fn parse(path: &Path, text: &str) -> (Run, Problems) {
        let mut problems = Problems::default();
        let mut found: BTreeMap<String, Vec<(Scored, i64, u32)>> = BTreeMap::new();
        let mut seen: HashMap<(&str, &str), u32> = HashMap::new();
        for (line, content) in input::numbered(text) {
            let mut malformed = |reason: String| {
                problems.at(path, line, ProblemKind::Malformed { reason });
            };
            let columns: Vec<&str> = content.split_whitespace().collect();
            let [topic, _, document, rank, score, _tag] = columns[..] else {
                malformed(format!(
                    "expected `topic Q0 document rank score tag`, found {} columns instead of 6",
                    columns.len()
                ));
                continue;
            };
            let Ok(rank) = rank.parse::<i64>() else {
                malformed(format!("the rank `{rank}` is not a whole number"));
                continue;
            };
            let score = match score.parse::<f32>() {
                Ok(score) if score.is_finite() => score,
                _ => {
                    malformed(format!("the score `{score}` is not a finite number"));
                    continue;
                }
            };
            if let Some(&first) = seen.get(&(topic, document)) {
                let kind = ProblemKind::DuplicateResult {
                    topic: topic.into(),
                    document: document.into(),
                    first,
                };
                problems.at(path, line, kind);
                continue;
            }
            seen.insert((topic, document), line);
            let document = document.to_owned();
            found.entry(topic.to_owned()).or_default().push((
                Scored { document, score },
                rank,
                line,
            ));
        }
        if found.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "results" });
        }
        let mut topics = BTreeMap::new();
        for (topic, mut results) in found {
            results.sort_by_key(|(_, rank, _)| *rank);
            let disagrees = results
                .windows(2)
                .find(|pair| pair[0].0.score < pair[1].0.score)
                .map(|pair| pair[1].2);
            if let Some(line) = disagrees {
                let topic = topic.clone();
                problems.at(path, line, ProblemKind::RankDisagrees { topic });
            }
            let mut results: Vec<Scored> = results.into_iter().map(|(scored, ..)| scored).collect();
            trec_order(&mut results);
            topics.insert(topic, results);
        }
        let file = path.to_path_buf();
        (Run { file, topics }, problems)
    }

    /// Sets a topic's results in the ranker's own order. Where scores tie, the later one is
    /// lowered by the smallest step, so that trec_eval and every other reader keep that order.
    pub fn set_ranking(&mut self, topic: &str, ranking: Vec<(String, f32)>) {
        let mut last = f32::INFINITY;
        let results = ranking
            .into_iter()
            .map(|(document, score)| {
                let score = if score.is_finite() { score } else { 0.0 };
                last = if score < last {
                    score
                } else {
                    last.next_down()
                };
                Scored {
                    document,
                    score: last,
                }
            })
            .collect();
        self.topics.insert(topic.to_owned(), results);
    }

    /// A topic's results; none when it was not asked or nothing was found.
    pub fn results(&self, topic: &str) -> &[Scored] {
        self.topics.get(topic).map_or(&[], Vec::as_slice)
    }

    /// TREC's form.
    pub fn to_trec(&self, tag: &str) -> String {
        let mut text = String::new();
        for (topic, results) in &self.topics {
            for (rank, result) in results.iter().enumerate() {
                text.push_str(&format!(
                    "{topic} Q0 {} {} {} {tag}\n",
                    result.document,
                    rank + 1,
                    result.score
                ));
            }
        }
        text
    }

    /// Reports topics without results, and results for topics that nobody asked.
    pub fn check_against(&self, topics: &Topics) -> Problems {
        let mut problems = Problems::default();
        for topic in &topics.all {
            if self.results(&topic.id).is_empty() {
                let kind = ProblemKind::TopicWithoutResults {
                    topic: topic.id.clone(),
                };
                problems.at(&topics.file, topic.line, kind);
            }
        }
        let asked: std::collections::HashSet<&str> =
            topics.all.iter().map(|topic| topic.id.as_str()).collect();
        for topic in self.topics.keys() {
            if !asked.contains(topic.as_str()) {
                let topic = topic.clone();
                problems.about(&self.file, ProblemKind::ResultsNotAsked { topic });
            }
        }
        problems
    }
}
