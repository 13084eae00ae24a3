//! Related terms for query expansion: roots that share headlines and leads more often than
//! chance, by positive pointwise mutual information (Church & Hanks 1990) among pairs that pass
//! the log-likelihood test (Dunning 1993): the first alone loves rare accidents, the second
//! alone loves common words.

use rustc_hash::FxHashMap;

use super::profile::Profiler;
use crate::{
    article::Article,
    engine::{Engine, EngineError},
};

/// Articles that must hold both of a pair.
const LEAST_TOGETHER: u32 = 4;
/// Articles that must hold a term before it gets relatives.
const LEAST_ARTICLES: u32 = 8;
/// A term in more than this share of articles is nobody's relative.
const COMMON: f32 = 0.04;
/// Log-likelihood below which a pair may be chance (p < 0.0001).
const LEAST_G: f64 = 15.13;
/// Relatives kept for each term.
const KEPT: usize = 16;
/// The most telling terms of an article that are paired: pairs grow with the square.
const PAIRED: usize = 18;

/// A relative and how close it is, 0 to 1 (normalised pointwise mutual information).
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Relative {
    /// A root, or a name of several.
    pub term: String,
    /// 1 for terms that never stand apart.
    pub closeness: f32,
    /// Articles that hold both.
    pub together: u32,
}

/// Terms with their relatives.
#[derive(Debug, Clone, Default)]
pub struct RelatedTerms {
    words: Vec<String>,
    index: FxHashMap<String, u32>,
    /// Relatives by term: (term, closeness, together), closest first.
    relatives: FxHashMap<u32, Vec<(u32, f32, u32)>>,
}

/// Reads articles.
#[derive(Debug, Default)]
pub struct Collector {
    profiler: Profiler,
    words: Vec<String>,
    index: FxHashMap<String, u32>,
    counts: Vec<u32>,
    articles: Vec<Vec<u32>>,
}

impl Collector {
    /// Reads an article's headline and lead.
    pub fn add(&mut self, article: &Article) {
        let profile = self.profiler.read(article);
        let mut terms = profile.terms;
        // Heaviest first: headline words and names before the rest.
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut ids = Vec::with_capacity(terms.len());
        for (term, _) in terms {
            let next = self.words.len() as u32;
            let id = *self.index.entry(term.clone()).or_insert(next);
            if id == next {
                self.words.push(term);
                self.counts.push(0);
            }
            self.counts[id as usize] += 1;
            ids.push(id);
        }
        self.articles.push(ids);
    }

    /// Weighs the pairs.
    pub fn finish(self) -> RelatedTerms {
        let total = self.articles.len() as u32;
        let usable = |id: u32| {
            let n = self.counts[id as usize];
            n >= LEAST_ARTICLES && n as f32 <= (total as f32 * COMMON).max(LEAST_ARTICLES as f32)
        };
        let mut pairs: FxHashMap<u64, u32> = FxHashMap::default();
        let mut kept: Vec<u32> = Vec::new();
        for article in &self.articles {
            kept.clear();
            kept.extend(
                article
                    .iter()
                    .copied()
                    .filter(|&id| usable(id))
                    .take(PAIRED),
            );
            kept.sort_unstable();
            for (i, &a) in kept.iter().enumerate() {
                for &b in &kept[i + 1..] {
                    *pairs.entry(u64::from(a) << 32 | u64::from(b)).or_default() += 1;
                }
            }
        }
        let mut relatives: FxHashMap<u32, Vec<(u32, f32, u32)>> = FxHashMap::default();
        for (pair, together) in pairs {
            if together < LEAST_TOGETHER {
                continue;
            }
            let (a, b) = ((pair >> 32) as u32, pair as u32);
            let (na, nb) = (self.counts[a as usize], self.counts[b as usize]);
            if log_likelihood(together, na, nb, total) < LEAST_G {
                continue;
            }
            let share = |n: u32| f64::from(n) / f64::from(total);
            let pmi = (share(together) / (share(na) * share(nb))).ln();
            let closeness = (pmi / -share(together).ln()) as f32;
            if closeness > 0.0 {
                relatives
                    .entry(a)
                    .or_default()
                    .push((b, closeness, together));
                relatives
                    .entry(b)
                    .or_default()
                    .push((a, closeness, together));
            }
        }
        for list in relatives.values_mut() {
            list.sort_by(|x, y| y.1.total_cmp(&x.1).then(y.2.cmp(&x.2)).then(x.0.cmp(&y.0)));
            list.truncate(KEPT);
        }
        RelatedTerms {
            words: self.words,
            index: self.index,
            relatives,
        }
    }
}

/// G² of two terms in articles.
fn log_likelihood(together: u32, a: u32, b: u32, total: u32) -> f64 {
    let (k, a, b, n) = (
        f64::from(together),
        f64::from(a),
        f64::from(b),
        f64::from(total),
    );
    let cell = |seen: f64, expected: f64| {
        if seen > 0.0 && expected > 0.0 {
            seen * (seen / expected).ln()
        } else {
            0.0
        }
    };
    2.0 * (cell(k, a * b / n)
        + cell(a - k, a * (n - b) / n)
        + cell(b - k, (n - a) * b / n)
        + cell(n - a - b + k, (n - a) * (n - b) / n))
}

impl RelatedTerms {
    /// Reads articles.
    pub fn build<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut collector = Collector::default();
        for article in articles {
            collector.add(article);
        }
        collector.finish()
    }

    /// Reads every article of an engine.
    pub fn scan(engine: &dyn Engine) -> Result<Self, EngineError> {
        let mut collector = Collector::default();
        engine.scan(&mut |article| {
            collector.add(&article);
            true
        })?;
        Ok(collector.finish())
    }

    /// The closest relatives of a root, at most `limit`.
    pub fn related(&self, root: &str, limit: usize) -> Vec<Relative> {
        let Some(list) = self.index.get(root).and_then(|id| self.relatives.get(id)) else {
            return Vec::new();
        };
        list.iter()
            .take(limit)
            .map(|&(id, closeness, together)| Relative {
                term: self.words[id as usize].clone(),
                closeness,
                together,
            })
            .collect()
    }

    /// Terms that have relatives.
    pub fn len(&self) -> usize {
        self.relatives.len()
    }

    /// Whether no term has any.
    pub fn is_empty(&self) -> bool {
        self.relatives.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn article(title: String) -> Article {
        Article {
            title,
            ..Article::default()
        }
    }

    #[test]
    fn words_that_share_headlines_are_related_and_accidents_are_not() {
        let mut all: Vec<Article> = (0..40)
            .map(|i| article(format!("Barista menyeduh espreso gerai{i}")))
            .collect();
        all.extend((0..40).map(|i| article(format!("Nelayan menjaring tongkol dermaga{i}"))));
        all.extend((0..2_000).map(|i| article(format!("kabar{i} lain{i}"))));
        all.push(article("Barista menjaring pelanggan".into()));
        let found = RelatedTerms::build(&all).related("barista", 5);
        let terms: Vec<&str> = found.iter().map(|r| r.term.as_str()).collect();
        assert!(terms.contains(&"espreso"), "{terms:?}");
        assert!(
            !terms.contains(&"jaring") && !terms.contains(&"tongkol"),
            "{terms:?}"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(title in "\\PC{0,60}") {
            let all: Vec<Article> = (0..20).map(|_| article(title.clone())).collect();
            let table = RelatedTerms::build(&all);
            prop_assert!(table.related(&title, 3).len() <= 3);
        }
    }
}
