//! Engines store terms and return candidates and counts; they know no language.
//!
//! The contract of [`Engine`]:
//! * a write is acknowledged (its call returns) when it is on disk and visible to the next search;
//! * writing an article whose id is known replaces it; equal content changes nothing;
//! * counts are exact; hits come in the plan's order, the same each time;
//! * [`Engine::generation`] changes whenever a search could answer differently.

pub mod plan;
pub mod tantivy;

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::{article::Article, query::FilterField};
pub use plan::{
    Clause, Curated, Fields, Level, Passage, Plan, Role, Slot, Sort, Term, Way, Within, Word,
};

/// Stores articles and answers plans.
pub trait Engine: Send + Sync {
    /// Runs a plan.
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError>;
    /// Runs a plan for ids and scores alone.
    fn rank(&self, plan: &Plan) -> Result<Vec<(String, f32)>, EngineError>;
    /// All hits of a plan in its order, whatever its limit, from one state of the index.
    fn hits(&self, plan: &Plan) -> Result<Box<dyn Hits>, EngineError>;
    /// One article by id.
    fn article(&self, id: &str) -> Result<Option<Article>, EngineError>;
    /// Adds, replaces and deletes; returns when all of it is durable and visible.
    fn write(&self, writes: Vec<Write>) -> Result<Vec<Written>, EngineError>;
    /// Begins a transaction: writes that come bit by bit and are committed together. Other writes
    /// wait until it ends.
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, EngineError>;
    /// Whether writes are possible: not in an index opened for reading, and no more when the
    /// writer has stopped after an error that it could not go back from.
    fn can_write(&self) -> bool;
    /// Changes whenever a search could answer differently because something was written.
    fn generation(&self) -> u64;
    /// How many embargoes have ended by a moment, in seconds since 1970: with each of them searches
    /// answer differently though nothing was written.
    fn embargoes_ended(&self, by: i64) -> usize;
    /// How many articles there are.
    fn articles(&self) -> u64;
    /// Totals and sizes.
    fn stats(&self) -> Result<Stats, EngineError>;
    /// In how many articles a term occurs (in the body).
    fn document_frequency(&self, term: &Term) -> Result<u64, EngineError>;
    /// Every article with its story, in index order, one at a time, until `sink` returns false.
    fn scan_stories(&self, sink: &mut dyn FnMut(Article, Story) -> bool)
    -> Result<(), EngineError>;
    /// The same without stories.
    fn scan(&self, sink: &mut dyn FnMut(Article) -> bool) -> Result<(), EngineError> {
        self.scan_stories(&mut |article, _| sink(article))
    }
    /// Every exact form of titles and bodies, in order, with the number of articles that hold it
    /// (those that hold it in both count twice).
    fn forms(&self, sink: &mut dyn FnMut(&str, u64)) -> Result<(), EngineError>;
}

/// Writes under way. Dropped without a commit, none of them is acknowledged, and the index goes
/// back to its last commit.
pub trait Transaction: Send {
    /// Hands writes over. They are worked on while this returns; it waits only while more is
    /// waiting than the engine can hold.
    fn add(&mut self, writes: Vec<Write>) -> Result<(), EngineError>;
    /// Returns when all of it is durable and visible: what each write did, in order.
    fn commit(self: Box<Self>) -> Result<Vec<Written>, EngineError>;
}

/// Hits to be read bit by bit. The state that answered stays open as long as they live, so that
/// writes in the meantime neither repeat nor skip an article.
pub trait Hits: Send {
    /// The next articles, at most so many; none when all were read.
    fn next(&mut self, most: usize) -> Result<Vec<Article>, EngineError>;
}

/// What near-duplicates share, as it is stored: told by the id of the first of them, which need
/// not be there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Story(pub(crate) u64);

impl Story {
    /// The story whose first copy has this id.
    pub fn of(id: &str) -> Self {
        Story(xxh3_64(id.as_bytes()))
    }
}

/// One change to the index.
#[derive(Debug, Clone)]
pub enum Write {
    /// Add or replace.
    Put {
        /// What is stored; its id decides what it replaces.
        article: Box<Article>,
        /// What it shares with other copies of this news.
        story: Story,
    },
    /// Remove, if present.
    Delete {
        /// Of an article, or of nothing.
        id: String,
    },
}

/// What a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Written {
    /// No article had this id.
    Added,
    /// The article with this id was another; it is replaced.
    Changed,
    /// The article with this id was equal in everything that is stored.
    Unchanged,
    /// It was there and is removed.
    Deleted,
    /// Deleting what was not there.
    Missing,
}

/// What an engine found.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Matching articles, near-duplicates included.
    pub total: u64,
    /// In the plan's order, at most its limit.
    pub candidates: Vec<Candidate>,
    /// Whether more hits follow.
    pub more: bool,
    /// The most frequent values of each requested facet with their counts.
    pub facets: Vec<FieldCounts>,
    /// Counts by local day, ascending, days without articles left out.
    pub days: Vec<(i32, u64)>,
    /// How many words had to match in the end, where words could be left out.
    pub minimum: Option<u8>,
    /// The terms that [`Place::terms`] speaks of, in order.
    pub placed: Vec<Term>,
    /// The generation that answered.
    pub generation: u64,
}

/// A filter field with values and their counts.
pub type FieldCounts = (FilterField, Vec<(Arc<str>, u64)>);

/// A hit before it is dressed for the reader.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// As stored.
    pub article: Article,
    /// What readers are told.
    pub score: f32,
    /// What the order by relevance goes by: the score, or a pin's place. For cursors.
    pub key: f32,
    /// What editors did with it.
    pub curated: Option<Curated>,
    /// Other copies of the story that match too.
    pub duplicates: u32,
    /// Publication time, seconds; the sort key for cursors.
    pub seconds: i64,
    /// Named parts that add up to the score (when the plan asks to explain).
    pub parts: Vec<Part>,
    /// The sentences of the body in which the query's words stand, ascending; `None` when that
    /// is not known.
    pub places: Option<Vec<Place>>,
}

/// A sentence in which words of the query stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its ordinal among the sentences of the body that hold any word.
    pub sentence: u32,
    /// Which of [`Answer::placed`] stand there, a bit each.
    pub terms: u64,
    /// How many words they are together.
    pub times: u32,
}

/// One named part of a score.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// `word:` with a word of the query, or a part of the ranking.
    pub name: String,
    /// What it adds to the score; what editors lowered is below zero.
    pub value: f32,
}

/// Totals and sizes of an index.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct Stats {
    /// Articles that can be found, near-duplicates and embargoed ones included.
    pub articles: u64,
    /// Pieces that the index lies in; merges make them fewer.
    pub segments: usize,
    /// Bytes on disk.
    pub bytes: u64,
    /// Changes with every change of the index; the same after a restart.
    pub generation: u64,
    /// Deleted or replaced copies that a merge will reclaim.
    pub deleted: u64,
}

/// What can go wrong in an engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Another process or handle is writing.
    #[error(
        "the index at {path} is being written by another process; stop it, or send the articles to the server that holds it with `warta ingest --server URL`"
    )]
    Busy {
        /// The folder.
        path: PathBuf,
    },
    /// Made by another version.
    #[error(
        "the index at {path} was made with {found}, this program needs {expected}; its articles are whole: make the index anew of them with `warta rebuild --index {path}`, or write them to a file with `warta export --index {path}`"
    )]
    Version {
        /// The folder.
        path: PathBuf,
        /// Versions and zone that the index was made with.
        found: String,
        /// Versions and zone that this program would make it with.
        expected: String,
    },
    /// Nothing there.
    #[error(
        "there is no index at {path}; make one with `warta ingest SOURCE…` or try `warta demo`"
    )]
    Absent {
        /// The folder.
        path: PathBuf,
    },
    /// The disk or a file failed.
    #[error(
        "cannot write the index at {path}: {reason}; nothing of this batch was acknowledged: free some space or mend the folder, then send it again"
    )]
    Write {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A copy could not be made.
    #[error(
        "cannot copy the index to {path}: {reason}; name a folder that does not exist yet, where there is room and it may be written"
    )]
    Copy {
        /// The folder of the copy.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It cannot be opened for writing.
    #[error(
        "the index at {path} cannot be written: {reason}; run this as the user whose folder it is, let this user write the folder and its files, or choose another folder with --index"
    )]
    ReadOnly {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// Reading failed.
    #[error("cannot read the index: {0}")]
    Read(String),
    /// Reading failed, and where: a file is damaged or missing.
    #[error(
        "cannot read the index at {path}: {reason}; if a file is damaged or missing, restore the folder from a copy or build it again with `warta ingest --rebuild SOURCE…`"
    )]
    Damaged {
        /// The folder.
        path: PathBuf,
        /// What is damaged or missing.
        reason: String,
    },
}

impl EngineError {
    /// Says which index could not be read.
    pub fn at(self, path: &Path) -> Self {
        match self {
            EngineError::Read(reason) => EngineError::Damaged {
                path: path.to_owned(),
                reason,
            },
            other => other,
        }
    }
}

impl From<::tantivy::TantivyError> for EngineError {
    fn from(error: ::tantivy::TantivyError) -> Self {
        EngineError::Read(reason(error))
    }
}

/// What went wrong, for people: what tantivy displays is the inside of its values.
fn reason(error: ::tantivy::TantivyError) -> String {
    use ::tantivy::{
        TantivyError,
        directory::error::{OpenReadError, OpenWriteError},
    };
    match error {
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            format!("its file {} is missing", file.display())
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            let file = filepath.display();
            match io_error.kind() {
                // It advises to use another version of the library.
                ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                    format!("its file {file} is cut off or overwritten")
                }
                _ => format!("its file {file}: {io_error}"),
            }
        }
        TantivyError::DataCorruption(damage) => format!("{damage:?}"),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            io_error.to_string()
        }
        TantivyError::IoError(error) => error.to_string(),
        other => other.to_string(),
    }
}

impl From<std::io::Error> for EngineError {
    fn from(error: std::io::Error) -> Self {
        EngineError::Read(error.to_string())
    }
}
