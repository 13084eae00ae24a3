//! What takes articles in. The service hands over what it read; checks, duplicates and storing
//! are behind this seam.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    article::Article,
    engine::{Engine, EngineError, Write, Written},
};

/// Takes articles in.
pub trait Intake: Send + Sync {
    /// Checks and stores; one outcome an article, in order. Returns when all of it is durable.
    fn take(&self, articles: Vec<Article>) -> Result<Vec<Outcome>, EngineError>;
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "result", rename_all = "lowercase")]
pub enum Outcome {
    Added,
    Changed,
    Unchanged,
    /// The same text under another id is there already.
    Duplicate {
        of: String,
    },
    /// A check failed; nothing was stored.
    Refused {
        field: Option<String>,
        reason: String,
        remedy: String,
    },
}

impl From<Written> for Outcome {
    fn from(written: Written) -> Self {
        match written {
            Written::Added => Outcome::Added,
            Written::Changed => Outcome::Changed,
            Written::Unchanged | Written::Deleted | Written::Missing => Outcome::Unchanged,
        }
    }
}

/// Stores without checks; each article is its own story.
pub struct Direct(Arc<dyn Engine>);

impl Direct {
    /// Straight into an engine.
    pub fn new(engine: Arc<dyn Engine>) -> Self {
        Direct(engine)
    }
}

impl Intake for Direct {
    fn take(&self, articles: Vec<Article>) -> Result<Vec<Outcome>, EngineError> {
        let writes = articles.into_iter().map(|article| Write::Put {
            story: article.id.clone(),
            article: Box::new(article),
        });
        Ok(self
            .0
            .write(writes.collect())?
            .into_iter()
            .map(Outcome::from)
            .collect())
    }
}
