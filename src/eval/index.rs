//! The seam to searching: what evaluation needs of an index, and no more.

use std::{sync::Mutex, time::Instant};

use rayon::prelude::*;
use serde::Serialize;

use super::{EvalError, Run, Topic};
use crate::{article::Article, search::Ranking};

/// Answers queries with any weights, from one index.
pub trait RankingIndex: Sync {
    /// Ids and scores, best first, at most `depth`.
    fn rank(
        &self,
        query: &str,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, String>;
}

/// What a person needs to see of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Card {
    /// The headline.
    pub title: String,
    /// The publisher, where known.
    pub source: Option<String>,
    /// RFC 3339, where known.
    pub published: Option<String>,
    /// Where it was published, where known.
    pub url: Option<String>,
    /// The body.
    pub paragraphs: Vec<String>,
}

impl From<Article> for Card {
    fn from(article: Article) -> Self {
        Card {
            title: article.title,
            source: article.source,
            published: article.published.map(|moment| moment.to_string()),
            url: article.url,
            paragraphs: article.body,
        }
    }
}

/// Looks documents up.
pub trait Cards: Send + Sync {
    /// The document, if the collection holds it.
    fn card(&self, id: &str) -> Option<Card>;
}

/// How long queries took.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Latency {
    /// How many were timed.
    pub queries: usize,
    /// What was timed.
    pub of: String,
    /// The mean, in microseconds.
    pub mean_us: u64,
    /// Half of the queries took no longer, in microseconds.
    pub p50_us: u64,
    /// 99 of a hundred queries took no longer, in microseconds.
    pub p99_us: u64,
    /// The longest, in microseconds.
    pub max_us: u64,
    /// Every time, ascending, in microseconds.
    #[serde(skip)]
    pub sorted: Vec<u64>,
}

impl Latency {
    /// Sums up measured times, in microseconds. Percentiles are the nearest rank.
    pub fn new(of: impl Into<String>, mut times: Vec<u64>) -> Latency {
        times.sort_unstable();
        let at = |share: f64| {
            let rank = (times.len() as f64 * share).ceil() as usize;
            times.get(rank.saturating_sub(1)).copied().unwrap_or(0)
        };
        Latency {
            queries: times.len(),
            of: of.into(),
            mean_us: times.iter().sum::<u64>() / times.len().max(1) as u64,
            p50_us: at(0.50),
            p99_us: at(0.99),
            max_us: at(1.0),
            sorted: times,
        }
    }
}

/// Runs every topic, one after another, and times each.
pub fn run_topics(
    index: &dyn RankingIndex,
    ranking: &Ranking,
    topics: &[Topic],
    depth: usize,
    name: &str,
) -> Result<(Run, Latency), EvalError> {
    let mut run = Run::new(name);
    let mut times = Vec::with_capacity(topics.len());
    for topic in topics {
        let start = Instant::now();
        let results = rank_topic(index, ranking, topic, depth)?;
        times.push(start.elapsed().as_micros() as u64);
        run.set_ranking(&topic.id, results);
    }
    let of = format!("ids and scores of the best {depth}, one query at a time");
    Ok((run, Latency::new(of, times)))
}

/// Runs every topic on all cores.
pub fn run_parallel(
    index: &dyn RankingIndex,
    ranking: &Ranking,
    topics: &[Topic],
    depth: usize,
    name: &str,
) -> Result<Run, EvalError> {
    let run = Mutex::new(Run::new(name));
    topics.par_iter().try_for_each(|topic| {
        let results = rank_topic(index, ranking, topic, depth)?;
        if let Ok(mut run) = run.lock() {
            run.set_ranking(&topic.id, results);
        }
        Ok(())
    })?;
    Ok(run
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner()))
}

fn rank_topic(
    index: &dyn RankingIndex,
    ranking: &Ranking,
    topic: &Topic,
    depth: usize,
) -> Result<Vec<(String, f32)>, EvalError> {
    index
        .rank(&topic.query, depth, ranking)
        .map_err(|reason| EvalError::Rank {
            topic: topic.id.clone(),
            query: topic.query.clone(),
            reason,
        })
}
