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
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A configuration is not understood.
    #[error("cannot understand the configuration {path}: {reason}")]
    Config {
        /// The file.
        path: PathBuf,
        /// Which key, and what is wrong with it.
        reason: String,
    },
    /// Searching failed.
    #[error("topic {topic} (`{query}`) could not be searched: {reason}")]
    Rank {
        /// The topic's id.
        topic: String,
        /// What was asked.
        query: String,
        /// What the engine says.
        reason: String,
    },
    /// Building the temporary index failed.
    #[error("cannot index {path}: {reason}")]
    Index {
        /// The collection, or the index's folder.
        path: PathBuf,
        /// What the engine says.
        reason: String,
    },
    /// The site's rules for queries are faulty.
    #[error(transparent)]
    Rules(KnowledgeError),
    /// An option makes no sense.
    #[error("{0}")]
    Usage(String),
}
