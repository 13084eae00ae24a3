//! The relevance lab: what a ranking is worth, and whether a change to it is more than chance.
//!
//! | stage | enters | leaves |
//! |---|---|---|
//! | [`Topics`], [`Qrels`], [`Run`] | TREC files, `.gz` too | typed data and [`Problems`], each with file and line |
//! | [`index`] | topics and weights | a [`Run`] and [`Latency`] |
//! | [`evaluate`] | a run and judgments | an [`Evaluation`]: every [`Measure`] by topic |
//! | [`compare()`] | evaluations | a [`Comparison`]: test, interval, verdict |
//! | [`tune`], [`ablate`] | sets and weights | better weights; the worth of each part |
//! | [`judge`] | rankings whose origin is hidden | a person's judgments |
//! | [`query_log`], [`clicks`], [`replay`] | the service's log | click figures, judgments, changes |
//! | [`report`] | any of these | text tables and self-contained HTML |
//!
//! All but [`lab`] knows an index only through [`index::RankingIndex`], so every figure can be
//! tested without one.

pub mod ablate;
pub mod clicks;
pub mod compare;
pub mod documents;
mod error;
pub mod index;
pub mod input;
pub mod judge;
pub mod lab;
pub(crate) mod language;
mod metrics;
mod problem;
mod qrels;
pub mod query_log;
pub mod random;
pub mod replay;
pub mod report;
mod runs;
mod score;
pub mod sets;
pub mod significance;
pub(crate) mod spelling;
pub(crate) mod suggest;
mod topics;
pub mod tune;
pub mod weights;

pub use compare::{Comparison, MeasureComparison, Verdict, compare};
pub use documents::Documents;
pub use error::EvalError;
pub use index::{Card, Cards, Latency, RankingIndex};
pub use lab::Lab;
pub use metrics::Measure;
pub use problem::{Problem, ProblemKind, Problems};
pub use qrels::{Judged, Judgment, Qrels};
pub use runs::{Run, Scored, trec_order};
pub use score::{Evaluation, TopicScores, evaluate};
pub use significance::{Difference, holm, mean};
pub use topics::{Topic, Topics};
