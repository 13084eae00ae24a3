//! Pooling (Spärck Jones & van Rijsbergen 1975): the best of several rankings, judged together.

use serde::Serialize;

use crate::eval::{Qrels, Run, Topics, random::SplitMix};

/// What is to be judged.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Pool {
    /// In the topic file's order; those without documents are left out.
    pub topics: Vec<PoolTopic>,
}

/// One topic's documents, in an order that says nothing about who found them, or how high.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PoolTopic {
    /// As in the topic file.
    pub id: String,
    /// What was asked.
    pub query: String,
    /// What a document must say to be relevant; empty where the topics do not tell.
    pub narrative: String,
    /// Ids.
    pub documents: Vec<String>,
}

impl Pool {
    /// The first `depth` documents of every run for each topic, without those in `known`.
    /// The order is shuffled, the same way each time, so that judging can be resumed.
    pub fn new(topics: &Topics, runs: &[Run], depth: usize, known: Option<&Qrels>) -> Pool {
        let topics = topics.all.iter().map(|topic| {
            let mut documents: Vec<String> = runs
                .iter()
                .flat_map(|run| run.results(&topic.id).iter().take(depth))
                .map(|result| result.document.clone())
                .filter(|id| known.is_none_or(|known| known.grade(&topic.id, id).is_none()))
                .collect();
            documents.sort();
            documents.dedup();
            let seed = xxhash_rust::xxh3::xxh3_64(topic.id.as_bytes());
            SplitMix::new(seed).shuffle(&mut documents);
            PoolTopic {
                id: topic.id.clone(),
                query: topic.query.clone(),
                narrative: topic.narrative.clone(),
                documents,
            }
        });
        Pool {
            topics: topics.filter(|topic| !topic.documents.is_empty()).collect(),
        }
    }

    /// Whether a document is to be judged for a topic.
    pub fn holds(&self, topic: &str, document: &str) -> bool {
        self.topics
            .iter()
            .any(|pooled| pooled.id == topic && pooled.documents.iter().any(|id| id == document))
    }

    /// How many judgments the whole pool asks for.
    pub fn len(&self) -> usize {
        self.topics.iter().map(|topic| topic.documents.len()).sum()
    }

    /// True when nothing is to be judged.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }
}
