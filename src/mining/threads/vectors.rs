//! Articles as weighted vectors of headline and lead.

use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

use super::kinds::{Headline, Match, score};
use crate::{
    article::{Article, same},
    mining::profile::{self, Profiler},
};

/// Words of the body that are compared to find near-duplicates.
const SHINGLED_WORDS: usize = 160;
/// Terms that an entry can be said to add.
const TOP: usize = 12;

/// An article as threads see it.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: String,
    pub title: String,
    pub source: Option<String>,
    pub seconds: Option<i64>,
    /// Term and weight, by term; the weights' squares add up to one.
    pub vector: Vec<(u32, f32)>,
    /// The heaviest terms, heaviest first.
    pub heavy: Vec<u32>,
    /// The same as text, the most telling first.
    pub top: Vec<String>,
    pub names: Vec<String>,
    pub numbers: Vec<String>,
    /// A service item that comes in the same words again and again.
    pub routine: bool,
    /// Advice or a digest: two of one topic are not one story.
    pub guide: bool,
    /// The match that the headline names.
    pub game: Option<Match>,
    /// The result that the headline names.
    pub score: Option<(u8, u8)>,
    /// What no two different pages share.
    labels: Vec<u64>,
    /// Sorted hashes of four-word shingles.
    shingles: Vec<u32>,
    /// Share of articles that hold each term of `vector`.
    shares: Vec<f32>,
    /// Whether each term of `vector` stands in a name.
    named: Vec<bool>,
}

impl Item {
    /// Cosine of two articles' vectors.
    pub fn cosine(&self, other: &Item) -> f32 {
        let mut sum = 0.0;
        merge(&self.vector, &other.vector, |i, j| {
            sum += self.vector[i].1 * other.vector[j].1
        });
        sum
    }

    /// The part of the cosine that comes from words outside names: two stories about one person
    /// share little of it.
    pub fn plain_cosine(&self, other: &Item) -> f32 {
        let mut sum = 0.0;
        merge(&self.vector, &other.vector, |i, j| {
            if !self.named[i] && !other.named[j] {
                sum += self.vector[i].1 * other.vector[j].1;
            }
        });
        sum
    }

    /// Whether two articles are one: nearly the same text, or one page that was read twice.
    pub fn is_copy(&self, other: &Item, least: f32) -> bool {
        self.jaccard(other) >= least || self.labels.iter().any(|l| other.labels.contains(l))
    }

    /// How many rare terms two articles share.
    pub fn shared_rare(&self, other: &Item, rare: f32) -> usize {
        let mut count = 0;
        merge(&self.vector, &other.vector, |i, _| {
            count += usize::from(self.shares[i] <= rare)
        });
        count
    }

    /// Share of common shingles.
    pub fn jaccard(&self, other: &Item) -> f32 {
        let (a, b) = (&self.shingles, &other.shingles);
        if a.is_empty() || b.is_empty() {
            return 0.0;
        }
        let (mut i, mut j, mut both) = (0, 0, 0usize);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    both += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        both as f32 / (a.len() + b.len() - both) as f32
    }
}

fn merge(a: &[(u32, f32)], b: &[(u32, f32)], mut both: impl FnMut(usize, usize)) {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both(i, j);
                i += 1;
                j += 1;
            }
        }
    }
}

/// Reads articles, then weighs their terms by how rare they are among them.
#[derive(Debug, Default)]
pub struct Collector {
    profiler: Profiler,
    vocabulary: FxHashMap<String, u32>,
    words: Vec<String>,
    frequency: Vec<u32>,
    items: Vec<Item>,
}

impl Collector {
    /// One that has read nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads an article.
    pub fn add(&mut self, article: &Article) {
        let profile = self.profiler.read(article);
        let mut vector = Vec::with_capacity(profile.terms.len());
        let mut named = FxHashSet::default();
        for (term, weight) in profile.terms {
            let next = self.words.len() as u32;
            let id = *self.vocabulary.entry(term.clone()).or_insert(next);
            if id == next {
                self.words.push(term);
                self.frequency.push(0);
            }
            self.frequency[id as usize] += 1;
            if profile.name_terms.contains(&self.words[id as usize]) {
                named.insert(id);
            }
            vector.push((id, weight));
        }
        vector.sort_unstable_by_key(|t| t.0);
        let headline = Headline::of(&article.title);
        self.items.push(Item {
            id: article.id.clone(),
            title: article.title.clone(),
            source: article.source.clone(),
            seconds: article.published.as_ref().map(|p| p.seconds()),
            named: vector.iter().map(|t| named.contains(&t.0)).collect(),
            vector,
            heavy: Vec::new(),
            top: Vec::new(),
            routine: headline.is_routine(&article.body),
            guide: headline.is_guide() || headline.is_digest(),
            game: Match::of(&headline),
            score: score(&article.title),
            names: profile.names,
            numbers: profile.numbers,
            labels: same::labels(article),
            shingles: shingles(article),
            shares: Vec::new(),
        });
    }

    /// Weighs terms by their frequency among the articles read.
    pub(super) fn finish(self) -> Vec<Item> {
        let total = self.items.len().max(1) as f32;
        let shares: Vec<f32> = self.frequency.iter().map(|&n| n as f32 / total).collect();
        self.weigh(&shares)
    }

    /// Weighs terms by their share of all articles as given.
    pub(super) fn finish_with(self, share: &mut dyn FnMut(&str) -> f32) -> Vec<Item> {
        let shares: Vec<f32> = self.words.iter().map(|w| share(w)).collect();
        self.weigh(&shares)
    }

    fn weigh(self, shares: &[f32]) -> Vec<Item> {
        let Self {
            words, mut items, ..
        } = self;
        for item in &mut items {
            let mut norm = 0.0;
            for (term, weight) in &mut item.vector {
                let share = shares[*term as usize].clamp(1e-6, 1.0);
                *weight *= (1.0 / share).ln().max(0.0);
                norm += *weight * *weight;
            }
            let norm = norm.sqrt().max(f32::MIN_POSITIVE);
            for (_, weight) in &mut item.vector {
                *weight /= norm;
            }
            item.shares = item.vector.iter().map(|t| shares[t.0 as usize]).collect();
            let mut heavy = item.vector.clone();
            heavy.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            heavy.truncate(16);
            item.heavy = heavy.iter().map(|t| t.0).collect();
            item.top = heavy
                .iter()
                .take(TOP)
                .map(|t| words[t.0 as usize].clone())
                .collect();
        }
        items
    }
}

/// Sorted hashes of the first words, four by four.
fn shingles(article: &Article) -> Vec<u32> {
    let mut words: Vec<u64> = Vec::with_capacity(SHINGLED_WORDS);
    let mut folded = String::new();
    for paragraph in article.body.iter().filter(|p| !profile::is_boilerplate(p)) {
        for word in paragraph
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            if words.len() == SHINGLED_WORDS {
                break;
            }
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            words.push(xxh3_64(folded.as_bytes()));
        }
    }
    let mut out: Vec<u32> = words
        .windows(4)
        .map(|w| {
            let mixed = w.iter().fold(0u64, |h, x| {
                h.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ x
            });
            (mixed ^ (mixed >> 32)) as u32
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
