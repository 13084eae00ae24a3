//! What clicks say: how people fare, and which results they hold relevant.
//!
//! The click model is COEC, clicks over expected clicks (Zhang & Jones 2007, "Comparing
//! click logs and editorial labels for training query rewriting"): a result shown at rank r is
//! expected to be clicked as often as anything at rank r is. Above 1 a result attracts more than
//! its place explains. The assumption: how far people look depends on the rank only.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Qrels, query_log::QueryLog};

/// A result shown at least this often without a click is held not relevant.
const MIN_SHOWN: usize = 5;
/// COEC from which a result gets grade 3, 2, 1.
const LEVELS: [(f64, i32); 3] = [(2.0, 3), (1.0, 2), (0.25, 1)];

/// Clicks of a query, or of the whole log.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ClickFigures {
    /// Searches that were answered, with or without a click.
    pub searches: usize,
    /// Results that were opened.
    pub clicks: usize,
    /// Clicks per search. The log knows no users, so a search with two clicks counts two.
    pub click_through: f64,
    /// Mean of 1 / rank over clicks.
    pub mean_reciprocal_rank: f64,
}

impl ClickFigures {
    fn add(&mut self, searches: usize, ranks: &[usize]) {
        let sum = self.mean_reciprocal_rank * self.clicks as f64
            + ranks.iter().map(|rank| 1.0 / *rank as f64).sum::<f64>();
        self.searches += searches;
        self.clicks += ranks.len();
        self.click_through = self.clicks as f64 / self.searches.max(1) as f64;
        self.mean_reciprocal_rank = sum / self.clicks.max(1) as f64;
    }
}

/// Clicks over the whole log and by query, most searched first.
pub fn figures(log: &QueryLog) -> (ClickFigures, Vec<(String, ClickFigures)>) {
    let mut ranks: HashMap<&str, Vec<usize>> = HashMap::new();
    for click in &log.clicks {
        ranks.entry(&click.query).or_default().push(click.rank);
    }
    let mut searches: BTreeMap<&str, usize> = BTreeMap::new();
    for search in &log.searches {
        *searches.entry(search.query()).or_default() += 1;
    }
    let mut whole = ClickFigures::default();
    let mut by_query: Vec<(String, ClickFigures)> = Vec::new();
    for (query, count) in searches {
        let ranks = ranks.get(query).map_or(&[][..], Vec::as_slice);
        whole.add(count, ranks);
        let mut own = ClickFigures::default();
        own.add(count, ranks);
        by_query.push((query.to_owned(), own));
    }
    by_query.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.searches));
    (whole, by_query)
}

/// Judgments made of clicks, and the topics that they are about: id and query.
pub fn judgments(log: &QueryLog) -> (Vec<(String, String)>, Qrels) {
    let expected = clicks_by_rank(log);
    let mut shown: BTreeMap<(&str, &str), (f64, usize)> = BTreeMap::new();
    for search in log.searches.iter().filter(|search| search.is_plain()) {
        for (at, id) in search.ids.iter().enumerate() {
            let (sum, times) = shown.entry((search.query(), id)).or_default();
            *sum += expected.get(at).copied().unwrap_or(0.0);
            *times += 1;
        }
    }
    let mut clicked: HashMap<(&str, &str), usize> = HashMap::new();
    for click in &log.clicks {
        *clicked.entry((&click.query, &click.id)).or_default() += 1;
    }
    let mut qrels = Qrels::default();
    let mut topics: BTreeMap<String, String> = BTreeMap::new();
    for ((query, id), (expected, times)) in shown {
        let clicks = clicked.get(&(query, id)).copied().unwrap_or(0);
        let Some(grade) = grade(clicks, expected, times) else {
            continue;
        };
        let topic = format!("q{:016x}", xxhash_rust::xxh3::xxh3_64(query.as_bytes()));
        qrels.set(&topic, id, grade);
        topics.insert(topic, query.to_owned());
    }
    // A topic that nobody clicked for says nothing about what is relevant.
    qrels
        .topics
        .retain(|_, judged| judged.values().any(|judgment| judgment.grade > 0));
    topics.retain(|topic, _| qrels.topics.contains_key(topic));
    (topics.into_iter().collect(), qrels)
}

/// How often anything at a rank is clicked; one click in ten searches is assumed beforehand, with
/// the weight of ten searches, so that rare ranks do not rule.
fn clicks_by_rank(log: &QueryLog) -> Vec<f64> {
    const PRIOR: (f64, f64) = (1.0, 10.0);
    let mut counts: Vec<(f64, f64)> = Vec::new();
    for search in &log.searches {
        if counts.len() < search.ids.len() {
            counts.resize(search.ids.len(), PRIOR);
        }
        for (_, shown) in counts.iter_mut().take(search.ids.len()) {
            *shown += 1.0;
        }
    }
    for click in &log.clicks {
        if let Some((clicks, _)) = counts.get_mut(click.rank - 1) {
            *clicks += 1.0;
        }
    }
    counts
        .into_iter()
        .map(|(clicks, shown)| clicks / shown)
        .collect()
}

/// The grade, where the clicks say enough for one.
fn grade(clicks: usize, expected: f64, shown: usize) -> Option<i32> {
    if clicks == 0 {
        return (shown >= MIN_SHOWN && expected >= 0.5).then_some(0);
    }
    let coec = clicks as f64 / expected.max(f64::MIN_POSITIVE);
    let level = LEVELS.iter().find(|(least, _)| coec >= *least);
    Some(level.map_or(0, |(_, grade)| *grade))
}
