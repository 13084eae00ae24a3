//! Judgments (qrels) in TREC's form: `topic iteration document grade`.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{EvalError, ProblemKind, Problems, Topics, input};

/// One judgment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgment {
    /// 0 is not relevant; below 0 is "seen, not judged", as in trec_eval.
    pub grade: i32,
    /// Where it stands in its file.
    pub line: u32,
}

/// Judgments of one topic by document.
pub type Judged = BTreeMap<String, Judgment>;

/// The judgments of one file.
#[derive(Debug, Clone, Default)]
pub struct Qrels {
    /// Where they were read from, and where they are saved.
    pub file: PathBuf,
    /// By the topic's id.
    pub topics: BTreeMap<String, Judged>,
}

impl Qrels {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<(Qrels, Problems), EvalError> {
        let text = input::read_text(path)?;
        Ok(Qrels::parse(path, &text))
    }

    /// Reads a text that came from `path`.
    pub fn parse(path: &Path, text: &str) -> (Qrels, Problems) {
        let mut problems = Problems::default();
        let mut topics: BTreeMap<String, Judged> = BTreeMap::new();
        for (line, content) in input::numbered(text) {
            let columns: Vec<&str> = content.split_whitespace().collect();
            let [topic, _iteration, document, grade] = columns[..] else {
                let reason = format!(
                    "expected `topic iteration document grade`, found {} columns instead of 4",
                    columns.len()
                );
                problems.at(path, line, ProblemKind::Malformed { reason });
                continue;
            };
            let Ok(grade) = grade.parse::<i32>() else {
                let reason = format!("the grade `{grade}` is not a whole number");
                problems.at(path, line, ProblemKind::Malformed { reason });
                continue;
            };
            let judged = topics.entry(topic.to_owned()).or_default();
            if let Some(known) = judged.get(document) {
                let (topic, document, first) = (topic.into(), document.into(), known.line);
                let kind = if known.grade == grade {
                    ProblemKind::RepeatedJudgment {
                        topic,
                        document,
                        first,
                    }
                } else {
                    ProblemKind::ConflictingJudgment {
                        topic,
                        document,
                        first,
                    }
                };
                problems.at(path, line, kind);
                continue;
            }
            judged.insert(document.to_owned(), Judgment { grade, line });
        }
        if topics.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "judgments" });
        }
        let file = path.to_path_buf();
        (Qrels { file, topics }, problems)
    }

    /// Adds or replaces one judgment.
    pub fn set(&mut self, topic: &str, document: &str, grade: i32) {
        let judgment = Judgment { grade, line: 0 };
        self.topics
            .entry(topic.to_owned())
            .or_default()
            .insert(document.to_owned(), judgment);
    }

    /// The grade, if judged.
    pub fn grade(&self, topic: &str, document: &str) -> Option<i32> {
        Some(self.topics.get(topic)?.get(document)?.grade)
    }

    /// How many judgments there are.
    pub fn len(&self) -> usize {
        self.topics.values().map(BTreeMap::len).sum()
    }

    /// True without any judgment.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// TREC's form, by topic and document.
    pub fn to_trec(&self) -> String {
        let mut text = String::new();
        for (topic, judged) in &self.topics {
            for (document, judgment) in judged {
                text.push_str(&format!("{topic} 0 {document} {}\n", judgment.grade));
            }
        }
        text
    }

    /// Reports topics without judgments, judgments without topics, topics without anything
    /// relevant (of grade `level` or more) and, when nothing is in common, that.
    pub fn check_against(&self, topics: &Topics, level: i32) -> Problems {
        let mut problems = Problems::default();
        let mut common = 0;
        for topic in &topics.all {
            match self.topics.get(&topic.id) {
                None => problems.at(
                    &topics.file,
                    topic.line,
                    ProblemKind::TopicWithoutJudgments {
                        topic: topic.id.clone(),
                    },
                ),
                Some(judged) => {
                    common += 1;
                    if judged.values().all(|judgment| judgment.grade < level) {
                        let topic = topic.id.clone();
                        problems.at(
                            &self.file,
                            first_line(judged),
                            ProblemKind::NothingRelevant { topic, level },
                        );
                    }
                }
            }
        }
        let asked: std::collections::HashSet<&str> =
            topics.all.iter().map(|topic| topic.id.as_str()).collect();
        for (topic, judged) in &self.topics {
            if !asked.contains(topic.as_str()) {
                let topic = topic.clone();
                problems.at(
                    &self.file,
                    first_line(judged),
                    ProblemKind::TopicNotAsked { topic },
                );
            }
        }
        if common == 0 {
            problems.about(&self.file, ProblemKind::NothingInCommon);
        }
        problems
    }

    /// Reports judged documents that the collection does not hold.
    pub fn check_documents(&self, mut known: impl FnMut(&str) -> bool) -> Problems {
        let mut problems = Problems::default();
        for (topic, judged) in &self.topics {
            for (document, judgment) in judged {
                if !known(document) {
                    let kind = ProblemKind::UnknownDocument {
                        topic: topic.clone(),
                        document: document.clone(),
                    };
                    problems.at(&self.file, judgment.line, kind);
                }
            }
        }
        problems
    }
}

fn first_line(judged: &Judged) -> u32 {
    judged
        .values()
        .map(|judgment| judgment.line)
        .min()
        .unwrap_or(0)
}
