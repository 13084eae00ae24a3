//! What a searcher is told, and why it refuses.

use jiff::{Timestamp, tz::TimeZone};

use super::Ranking;
use crate::engine::EngineError;

/// What a searcher is told by the configuration.
#[derive(Debug, Clone)]
pub struct SearchSettings {
    /// What the order by relevance is made of.
    pub ranking: Ranking,
    /// Calendar days are days of this zone.
    pub zone: TimeZone,
    /// The most hits on a page.
    pub max_limit: usize,
    /// The most values of a facet in an answer.
    pub max_facet_values: usize,
    /// Fewest hits that a strict reading must bring before words may be left out.
    pub enough: usize,
    /// "Now", fixed for tests and evaluations; the clock when absent.
    pub now: Option<Timestamp>,
}

impl Default for SearchSettings {
    fn default() -> Self {
        SearchSettings {
            ranking: Ranking::default(),
            zone: TimeZone::get("Asia/Jakarta")
                .unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7))),
            max_limit: 100,
            max_facet_values: 50,
            enough: 10,
            now: None,
        }
    }
}

/// Why a search was refused.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A parameter makes no sense.
    #[error("{parameter}: {reason}; {remedy}")]
    BadParameter {
        /// As the API calls it.
        parameter: &'static str,
        /// What is wrong with its value.
        reason: String,
        /// What would be accepted.
        remedy: String,
    },
    /// The index could not be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

pub(super) fn bad(
    parameter: &'static str,
    reason: impl Into<String>,
    remedy: impl Into<String>,
) -> SearchError {
    SearchError::BadParameter {
        parameter,
        reason: reason.into(),
        remedy: remedy.into(),
    }
}
