//! A query log through two configurations: what people would have seen change.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{
    EvalError, Latency,
    query_log::{QueryLog, Search},
};
use crate::search::{SearchRequest, Searcher};

/// Results that are compared.
const TOP: usize = 10;

/// What changed, each distinct search counted as often as it was asked.
#[derive(Debug, Clone, Serialize)]
pub struct Replay {
    /// Searches of the log.
    pub searches: usize,
    /// Searches among them that differ in anything.
    pub distinct: usize,
    /// Share of searches whose first ten changed, in content or order.
    pub changed: f64,
    /// Share of searches whose first result changed.
    pub first_changed: f64,
    /// Mean share of the first ten that both have.
    pub overlap: f64,
    /// With the first configuration.
    pub a: Side,
    /// With the second configuration.
    pub b: Side,
    /// Most searched first.
    pub queries: Vec<QueryChange>,
}

/// One configuration.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    /// Share of searches without results.
    pub without_results: f64,
    /// Over distinct searches, each once.
    pub latency: Latency,
    /// Mean of 1 / rank of the clicked results in this configuration's first ten: where people
    /// would have found what they opened.
    pub clicked_reciprocal_rank: f64,
}

/// One distinct search.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryChange {
    /// What was asked.
    pub query: String,
    /// How often.
    pub asked: usize,
    /// Share of the first ten that both have, 0 to 1.
    pub overlap: f64,
    /// Whether another article is first.
    pub first_changed: bool,
    /// Hits with the first configuration.
    pub total_a: u64,
    /// Hits with the second configuration.
    pub total_b: u64,
}

#[derive(Default)]
struct Tally {
    times: Vec<u64>,
    without_results: usize,
    reciprocal: f64,
}

/// Replays the distinct first pages of a log; at most `most` of them, the most searched first.
pub fn replay(
    log: &QueryLog,
    a: &Searcher,
    b: &Searcher,
    most: usize,
) -> Result<Replay, EvalError> {
    let mut clicks: HashMap<&str, Vec<&str>> = HashMap::new();
    for click in &log.clicks {
        clicks.entry(&click.query).or_default().push(&click.id);
    }
    let (mut tally_a, mut tally_b) = (Tally::default(), Tally::default());
    let mut queries = Vec::new();
    let mut changed = 0;
    let mut clicks_seen = 0;
    for (search, asked) in distinct(log, most) {
        let clicked = clicks.remove(search.query()).unwrap_or_default();
        clicks_seen += clicked.len();
        let (ids_a, total_a) = tally_a.run(a, search, asked, &clicked)?;
        let (ids_b, total_b) = tally_b.run(b, search, asked, &clicked)?;
        let both = ids_a.iter().filter(|id| ids_b.contains(id)).count();
        let size = ids_a.len().max(ids_b.len());
        if ids_a != ids_b {
            changed += asked;
        }
        queries.push(QueryChange {
            query: search.query().to_owned(),
            asked,
            overlap: if size == 0 {
                1.0
            } else {
                both as f64 / size as f64
            },
            first_changed: ids_a.first() != ids_b.first(),
            total_a,
            total_b,
        });
    }
    let searches: usize = queries.iter().map(|query| query.asked).sum();
    let share = |part: usize| part as f64 / searches.max(1) as f64;
    let weighted = |value: &dyn Fn(&QueryChange) -> f64| {
        let sum: f64 = (queries.iter())
            .map(|query| value(query) * query.asked as f64)
            .sum();
        sum / searches.max(1) as f64
    };
    Ok(Replay {
        searches,
        distinct: queries.len(),
        changed: share(changed),
        first_changed: weighted(&|query| f64::from(u8::from(query.first_changed))),
        overlap: weighted(&|query| query.overlap),
        a: tally_a.finish(searches, clicks_seen),
        b: tally_b.finish(searches, clicks_seen),
        queries,
    })
}

/// Distinct first pages with how often they were asked, most first.
fn distinct(log: &QueryLog, most: usize) -> Vec<(&Search, usize)> {
    let mut counts: BTreeMap<String, (&Search, usize)> = BTreeMap::new();
    for search in log.searches.iter().filter(|s| s.request.cursor.is_none()) {
        let request = SearchRequest {
            limit: TOP,
            ..search.request.clone()
        };
        let key = serde_json::to_string(&request).unwrap_or_default();
        counts.entry(key).or_insert((search, 0)).1 += 1;
    }
    let mut counted: Vec<(&Search, usize)> = counts.into_values().collect();
    counted.sort_by_key(|(_, asked)| std::cmp::Reverse(*asked));
    counted.truncate(most);
    counted
}

impl Tally {
    fn run(
        &mut self,
        searcher: &Searcher,
        search: &Search,
        asked: usize,
        clicked: &[&str],
    ) -> Result<(Vec<String>, u64), EvalError> {
        let request = SearchRequest {
            limit: TOP,
            ..search.request.clone()
        };
        let response = searcher.search(&request).map_err(|error| EvalError::Rank {
            topic: "of the log".to_owned(),
            query: request.q.clone(),
            reason: error.to_string(),
        })?;
        self.times.push(response.took_us);
        if response.total == 0 {
            self.without_results += asked;
        }
        let ids: Vec<String> = response.hits.into_iter().map(|hit| hit.id).collect();
        for id in clicked {
            if let Some(at) = ids.iter().position(|shown| shown == id) {
                self.reciprocal += 1.0 / (at + 1) as f64;
            }
        }
        Ok((ids, response.total))
    }

    fn finish(self, searches: usize, clicks: usize) -> Side {
        Side {
            without_results: self.without_results as f64 / searches.max(1) as f64,
            latency: Latency::new("distinct searches, one at a time", self.times),
            clicked_reciprocal_rank: self.reciprocal / clicks.max(1) as f64,
        }
    }
}
