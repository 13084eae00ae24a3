//! What can stop an evaluation.

use std::path::PathBuf;

use super::Problems;
use crate::search::KnowledgeError;

/// Why an evaluation could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The input would give wrong figures.
    #[error("{0}\nnothing was computed: mend these lines, then run it again")]
    Input(Problems),
    /// A file could not be read.
    #[error("cannot read {path}")]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}")]
    Write {
        path: PathBuf,
        source: std::io::Error,
    },
    /// A configuration is not understood.
    #[error("cannot understand the configuration {path}: {reason}")]
    Config { path: PathBuf, reason: String },
    /// Searching failed.
    #[error("topic {topic} (`{query}`) could not be searched: {reason}")]
    Rank {
        topic: String,
        query: String,
        reason: String,
    },
    /// Building the temporary index failed.
    #[error("cannot index {path}: {reason}")]
    Index { path: PathBuf, reason: String },
    /// The site's rules for queries are faulty.
    #[error(transparent)]
    Rules(KnowledgeError),
    /// An option makes no sense.
    #[error("{0}")]
    Usage(String),
}
