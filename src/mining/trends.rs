//! What rises: names, phrases and words that a period has more often than its past.
//!
//! One reading of the archive fills a compact table of article counts by term, day, category and
//! source, from headlines and leads only. A query compares a period with a baseline before it by
//! the log-likelihood ratio (Dunning 1993, "Accurate methods for the statistics of surprise and
//! coincidence") of articles with and without the term, and keeps what Benjamini & Hochberg's
//! (1995) procedure lets pass: thousands of terms are tested at once, and some would always look
//! as if they rose.

mod stats;
mod table;

use std::sync::{Arc, Mutex};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use crate::{
    article::Article,
    engine::{Engine, EngineError},
};
pub use table::Trends;

/// What sort of term rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// A name of one word or more.
    Name,
    /// Two words that stand side by side in headlines.
    Phrase,
    /// A root.
    Word,
}

/// What to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendQuery {
    /// The first local day of the period, in days since 1970-01-01.
    pub from: i32,
    /// The last local day, included.
    pub to: i32,
    /// Days before the period that are its past; `None` takes four times its length, at least 28.
    pub baseline: Option<u32>,
    /// Only articles whose first category is this one, in any case.
    pub category: Option<String>,
    /// Only articles of this publisher.
    pub source: Option<String>,
    /// The most terms to give.
    pub limit: usize,
}

impl TrendQuery {
    /// First day of the past that the period is compared with.
    pub fn baseline_from(&self) -> i32 {
        let length = (i64::from(self.to) - i64::from(self.from) + 1).max(1);
        let past = self
            .baseline
            .unwrap_or_else(|| u32::try_from((length * 4).max(28)).unwrap_or(u32::MAX));
        i32::try_from(i64::from(self.from) - i64::from(past.max(1))).unwrap_or(i32::MIN)
    }
}

/// A term that rises.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trend {
    /// As first written.
    pub term: String,
    /// Name, phrase or word.
    pub sort: Sort,
    /// Articles in the period.
    pub now: u32,
    /// Articles in the baseline.
    pub before: u32,
    /// How many times its past rate (smoothed).
    pub lift: f32,
    /// Log-likelihood ratio; higher is less likely to be chance.
    pub score: f32,
    /// Probability of so much by chance, before correction.
    pub p: f64,
    /// Articles a bucket over baseline and period, oldest first.
    pub sparkline: Vec<u32>,
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TrendReport {
    /// Articles in the period.
    pub articles: u32,
    /// Articles in the baseline.
    pub baseline_articles: u32,
    /// Days in a bucket of the sparklines.
    pub bucket_days: u32,
    /// Highest score first.
    pub trends: Vec<Trend>,
}

impl Trends {
    /// Reads articles; undated ones are left out. Days are days of the zone.
    pub fn build<'a>(articles: impl IntoIterator<Item = &'a Article>, zone: &TimeZone) -> Self {
        let mut builder = table::Builder::new(zone);
        for article in articles {
            builder.add(article);
        }
        builder.finish()
    }

    /// Reads every article of an engine that searches may show now.
    pub fn scan(engine: &dyn Engine, zone: &TimeZone) -> Result<Self, EngineError> {
        let mut builder = table::Builder::new(zone);
        let now = Timestamp::now();
        engine.scan(&mut |article| {
            if article.is_shown(now) {
                builder.add(&article);
            }
            true
        })?;
        Ok(builder.finish())
    }
}

/// What a table depends on: the index's generation and how many embargoes have ended.
type State = (u64, usize);

/// A table that follows the index, made when it is asked for.
#[derive(Debug, Default)]
pub struct LiveTrends(Mutex<Option<(State, Arc<Trends>)>>);

impl LiveTrends {
    /// The table of the index's state. Whoever asks while it is being made waits for it: making
    /// it twice at once would take longer.
    pub fn current(
        &self,
        engine: &dyn Engine,
        zone: &TimeZone,
    ) -> Result<Arc<Trends>, EngineError> {
        let mut kept = self.0.lock().unwrap_or_else(|e| e.into_inner());
        let ended = engine.embargoes_ended(Timestamp::now().as_second());
        let state = (engine.generation(), ended);
        if let Some((known, table)) = &*kept
            && *known == state
        {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(Trends::scan(engine, zone)?);
        *kept = Some((state, Arc::clone(&table)));
        Ok(table)
    }
}

#[cfg(test)]
mod tests;
