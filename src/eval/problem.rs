//! What is wrong with evaluation input, each finding with its file and line.
//!
//! A fatal problem would make a figure wrong, so nothing is computed; the others change no
//! figure, or change it in a way that the reader must know of.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use serde::Serialize;

/// One finding in an input file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; absent when the whole file is meant.
    pub line: Option<u32>,
    /// What was found.
    #[serde(flatten)]
    pub kind: ProblemKind,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, thiserror::Error)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ProblemKind {
    /// A line that the format does not allow.
    #[error("{reason}")]
    Malformed {
        /// What was expected.
        reason: String,
    },
    /// A file without a single entry.
    #[error("the file holds no {what}")]
    Empty {
        /// What it should hold.
        what: &'static str,
    },
    /// Two topics have one id.
    #[error("topic {topic} is defined again; it stands on line {first} already")]
    DuplicateTopic {
        /// The id.
        topic: String,
        /// Line of the first one.
        first: u32,
    },
    /// One document has two grades for one topic.
    #[error(
        "document {document} is judged again for topic {topic}, with another grade than on line {first}"
    )]
    ConflictingJudgment {
        /// The topic's id.
        topic: String,
        /// The document's id.
        document: String,
        /// Line of the first judgment.
        first: u32,
    },
    /// One document has one grade for one topic twice; harmless.
    #[error("document {document} is judged again for topic {topic}, as on line {first}")]
    RepeatedJudgment {
        /// The topic's id.
        topic: String,
        /// The document's id.
        document: String,
        /// Line of the first judgment.
        first: u32,
    },
    /// A run gives one document two ranks for one topic.
    #[error(
        "document {document} is retrieved again for topic {topic}; it stands on line {first} already"
    )]
    DuplicateResult {
        /// The topic's id.
        topic: String,
        /// The document's id.
        document: String,
        /// Line of the first rank.
        first: u32,
    },
    /// A judged document that the collection lacks.
    #[error("topic {topic} judges document {document}, which is not in the collection")]
    UnknownDocument {
        /// The topic's id.
        topic: String,
        /// The document's id.
        document: String,
    },
    /// A topic that nobody judged.
    #[error("topic {topic} has no judgments; it is left out of every mean")]
    TopicWithoutJudgments {
        /// The topic's id.
        topic: String,
    },
    /// A topic of which every judged document is below the grade that counts as relevant.
    #[error(
        "topic {topic} has no document of grade {level} or more; it counts as zero, as in trec_eval"
    )]
    NothingRelevant {
        /// The topic's id.
        topic: String,
        /// That grade.
        level: i32,
    },
    /// Judgments for a topic that is not in the topic file.
    #[error("topic {topic} is judged but is not among the topics; it is left out")]
    TopicNotAsked {
        /// The topic's id.
        topic: String,
    },
    /// A topic that the run finds nothing for.
    #[error("topic {topic} has no results in the run; it counts as zero (trec_eval -c)")]
    TopicWithoutResults {
        /// The topic's id.
        topic: String,
    },
    /// Results for a topic that is not in the topic file.
    #[error("topic {topic} of the run is not among the topics; it is left out")]
    ResultsNotAsked {
        /// The topic's id.
        topic: String,
    },
    /// Ranks of a run that do not fall with its scores.
    #[error(
        "topic {topic}: the rank column disagrees with the scores; the order follows the scores, as in trec_eval"
    )]
    RankDisagrees {
        /// The topic's id.
        topic: String,
    },
    /// A document of the collection that cannot be taken in.
    #[error("the document is left out: {reason}")]
    SkippedDocument {
        /// Which field, and what is wrong with it.
        reason: String,
    },
    /// Topics and judgments have no id in common.
    #[error("none of the topics has judgments")]
    NothingInCommon,
}

impl ProblemKind {
    /// Whether figures computed regardless would be wrong.
    pub fn is_fatal(&self) -> bool {
        matches!(
            self,
            ProblemKind::Malformed { .. }
                | ProblemKind::Empty { .. }
                | ProblemKind::DuplicateTopic { .. }
                | ProblemKind::ConflictingJudgment { .. }
                | ProblemKind::DuplicateResult { .. }
                | ProblemKind::NothingInCommon
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

/// Problems in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<Problem>);

/// So many problems of one kind are spelled out in messages; JSON keeps all.
const SHOWN_PER_KIND: usize = 8;

impl Problems {
    /// Adds one at a line.
    pub fn at(&mut self, file: &Path, line: u32, kind: ProblemKind) {
        self.0.push(Problem {
            file: file.to_path_buf(),
            line: Some(line),
            kind,
        });
    }

    /// Adds one about a whole file.
    pub fn about(&mut self, file: &Path, kind: ProblemKind) {
        self.0.push(Problem {
            file: file.to_path_buf(),
            line: None,
            kind,
        });
    }

    /// Takes over those of `other`.
    pub fn extend(&mut self, other: Problems) {
        self.0.extend(other.0);
    }

    /// Splits off an error when something is fatal; else gives the warnings back.
    pub fn check(self) -> Result<Problems, super::EvalError> {
        if self.0.iter().any(|problem| problem.kind.is_fatal()) {
            let fatal = self
                .0
                .into_iter()
                .filter(|problem| problem.kind.is_fatal())
                .collect();
            return Err(super::EvalError::Input(Problems(fatal)));
        }
        Ok(self)
    }

    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Problems {
    /// One a line, at most a handful of each kind, then how many more there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut kinds: Vec<(std::mem::Discriminant<ProblemKind>, usize)> = Vec::new();
        let mut lines = Vec::new();
        for problem in &self.0 {
            let kind = std::mem::discriminant(&problem.kind);
            let at = match kinds.iter().position(|(known, _)| *known == kind) {
                Some(at) => at,
                None => {
                    kinds.push((kind, 0));
                    kinds.len() - 1
                }
            };
            kinds[at].1 += 1;
            if kinds[at].1 <= SHOWN_PER_KIND {
                lines.push(problem.to_string());
            }
        }
        let more: usize = kinds
            .iter()
            .map(|(_, count)| count.saturating_sub(SHOWN_PER_KIND))
            .sum();
        if more > 0 {
            lines.push(format!("… and {more} more of these kinds"));
        }
        f.write_str(&lines.join("\n"))
    }
}
