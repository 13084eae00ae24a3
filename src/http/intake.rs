//! What takes articles in. The service hands over what it read; checks, duplicates and storing
//! are behind this seam.

use crate::{
    article::Article,
    engine::EngineError,
    ingest::{Gate, Outcome},
};

/// Takes articles in.
pub trait Intake: Send + Sync {
    /// Checks and stores; one outcome an article, in order. Returns when all of it is durable.
    fn take(&self, articles: Vec<Article>) -> Result<Vec<Outcome>, EngineError>;
    /// Reads what it must know before the first article, so that no writer waits for that.
    fn prepare(&self) -> Result<(), EngineError> {
        Ok(())
    }
    /// Deletes an article; false when there is none.
    fn delete(&self, id: &str) -> Result<bool, EngineError>;
}

impl Intake for Gate {
    fn take(&self, articles: Vec<Article>) -> Result<Vec<Outcome>, EngineError> {
        Gate::take(self, articles)
    }
    fn prepare(&self) -> Result<(), EngineError> {
        Gate::prepare(self)
    }
    fn delete(&self, id: &str) -> Result<bool, EngineError> {
        Gate::delete(self, id)
    }
}
