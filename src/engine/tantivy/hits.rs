//! All hits of a plan, read bit by bit from the state that answered.

use std::sync::Arc;

use super::{execute, gather::Ranked, schema::Fields, snapshot::Snapshot};
use crate::{
    article::Article,
    engine::{EngineError, Hits, Plan},
};

/// Hits that wait to be read, some 32 bytes each, and the state that they are in.
pub struct PinnedHits {
    snapshot: Arc<Snapshot>,
    fields: Fields,
    waiting: std::vec::IntoIter<Ranked>,
}

impl PinnedHits {
    /// Runs a plan.
    pub fn new(snapshot: Arc<Snapshot>, fields: Fields, plan: &Plan) -> Result<Self, EngineError> {
        let plan = Plan {
            limit: usize::MAX,
            ..plan.clone()
        };
        let waiting = execute::order(&snapshot, &plan)?.into_iter();
        Ok(PinnedHits {
            snapshot,
            fields,
            waiting,
        })
    }
}

impl Hits for PinnedHits {
    fn next(&mut self, most: usize) -> Result<Vec<Article>, EngineError> {
        let hits = self.waiting.by_ref().take(most);
        hits.map(|hit| {
            self.snapshot
                .article(&self.fields, hit.segment as usize, hit.doc)
        })
        .collect()
    }
}
