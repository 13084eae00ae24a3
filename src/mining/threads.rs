//! Story threads: follow-ups of one event, near-duplicates collapsed, in time order, each with
//! what it adds.
//!
//! Two articles are linked when the cosine of their tf·idf vectors over headline and lead,
//! halved for every so many days between them, is high enough and they share rare words: first
//! story detection as in Allan, Papka & Lavrenko (1998, "On-line new event detection and
//! tracking"), with Yang, Pierce & Carbonell's (1998) time decay. A thread takes an article
//! only if it fits the thread's members on average, so that no chain of small steps can lead
//! from one story to another.

mod cluster;
mod kinds;
mod vectors;

use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::article::Article;
pub use vectors::Collector;
use vectors::Item;

/// How alike and how near in time follow-ups are.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Least decayed cosine between an article and its nearest in a thread.
    pub link: f32,
    /// Least mean decayed cosine to the thread's members.
    pub mean: f32,
    /// Least part of the cosine that words outside names give.
    pub plain: f32,
    /// Least share of common four-word shingles (Jaccard) of near-duplicates.
    pub duplicate: f32,
    /// Days between neighbours in a thread, at most.
    pub window: i64,
    /// Days after which a similarity counts half.
    pub half_life: f32,
    /// Words are rare that at most this share of articles hold.
    pub rare: f32,
    /// Rare words that linked articles share, at least.
    pub shared: usize,
}

impl Default for Settings {
    /// Tuned on 200 pairs read by eye; see `docs/mining.md`.
    fn default() -> Self {
        Self {
            link: 0.52,
            mean: 0.48,
            plain: 0.07,
            duplicate: 0.5,
            window: 10,
            half_life: 12.0,
            rare: 0.002,
            shared: 3,
        }
    }
}

/// One story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Thread {
    /// In time order.
    pub entries: Vec<Entry>,
}

/// One article of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// The article's id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The publisher, where known.
    pub source: Option<String>,
    /// Seconds since 1970.
    pub published: Option<i64>,
    /// Ids of near-duplicates that are not shown on their own.
    pub copies: Vec<String>,
    /// What this one has that none before it had.
    pub adds: Adds,
}

/// News against the entries before. The first entry adds nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Adds {
    /// Names as written.
    pub names: Vec<String>,
    /// Roots of words.
    pub terms: Vec<String>,
    /// Figures as written.
    pub numbers: Vec<String>,
}

/// Most new names, terms or numbers that an entry shows.
const MAX_ADDS: usize = 8;

/// Groups articles into threads of at least two entries (or one with copies), oldest first.
pub fn threads<'a>(
    articles: impl IntoIterator<Item = &'a Article>,
    settings: &Settings,
) -> Vec<Thread> {
    let mut collector = Collector::new();
    for article in articles {
        collector.add(article);
    }
    collector.threads(settings)
}

/// The thread that an article belongs to, among candidates (from
/// `similar`, say). `frequency` gives the share of all articles that
/// hold a root.
pub fn thread_of(
    article: &Article,
    candidates: &[Article],
    frequency: &mut dyn FnMut(&str) -> f32,
    settings: &Settings,
) -> Thread {
    let mut collector = Collector::new();
    collector.add(article);
    for candidate in candidates.iter().filter(|c| c.id != article.id) {
        collector.add(candidate);
    }
    let items = collector.finish_with(frequency);
    let members = cluster::around(&items, 0, settings);
    build(&items, members, settings)
}

impl Collector {
    /// Groups what was collected; see [`threads`].
    pub fn threads(self, settings: &Settings) -> Vec<Thread> {
        let items = self.finish();
        let mut found: Vec<Thread> = cluster::all(&items, settings)
            .into_iter()
            .map(|members| build(&items, members, settings))
            .filter(|t| t.entries.len() > 1 || t.entries.iter().any(|e| !e.copies.is_empty()))
            .collect();
        found.sort_by_key(|t| t.entries.first().map(|e| e.published));
        found
    }
}

/// Puts a story in time order, collapses copies and says what each entry adds.
fn build(items: &[Item], mut members: Vec<usize>, settings: &Settings) -> Thread {
    // By id where times are equal, so that a story is the same from each of its articles.
    let place = |i: &usize| (items[*i].seconds.unwrap_or(i64::MAX), &items[*i].id);
    members.sort_by(|a, b| place(a).cmp(&place(b)));
    let mut shown: Vec<(usize, Vec<usize>)> = Vec::new();
    for i in members {
        let copy = shown
            .iter_mut()
            .find(|(j, _)| items[i].is_copy(&items[*j], settings.duplicate));
        match copy {
            Some((_, copies)) => copies.push(i),
            None => shown.push((i, Vec::new())),
        }
    }
    let mut known: FxHashSet<String> = FxHashSet::default();
    let entries = shown
        .into_iter()
        .enumerate()
        .map(|(place, (i, copies))| {
            let item = &items[i];
            let mut fresh = |all: &[String]| -> Vec<String> {
                all.iter()
                    .filter(|text| known.insert(text.to_lowercase()))
                    .take(MAX_ADDS)
                    .cloned()
                    .collect()
            };
            let (names, numbers) = (fresh(&item.names), fresh(&item.numbers));
            let terms = fresh(&item.top);
            let adds = if place == 0 {
                Adds::default()
            } else {
                Adds {
                    names,
                    terms,
                    numbers,
                }
            };
            Entry {
                id: item.id.clone(),
                title: item.title.clone(),
                source: item.source.clone(),
                published: item.seconds,
                copies: copies.into_iter().map(|c| items[c].id.clone()).collect(),
                adds,
            }
        })
        .collect();
    Thread { entries }
}

#[cfg(test)]
mod tests;
