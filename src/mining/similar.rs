//! Similar articles: the words that tell most about an article or a pasted text, and an order of
//! what they find in which dates and sources alternate.
//!
//! The words are chosen by tf·idf (Spärck Jones 1972; "more like this" as search engines know
//! it) at the level of roots, with headline and names weighing more. They name no engine: they
//! are terms with weights, from which a plan is made.

use rustc_hash::{FxHashMap, FxHashSet};

use super::profile;
use crate::{
    article::Article,
    engine::{Candidate, Engine, EngineError, Level, Term},
    language::{Analyzer, Kind},
};

/// Terms that are asked for, at most: more cost time and bring in strangers.
pub const TERMS: usize = 24;
/// A headline's word counts as much as so many in the body.
const TITLE_WEIGHT: f32 = 3.0;
/// A word of the first paragraphs counts as much as so many later ones.
const LEAD_WEIGHT: f32 = 1.5;
/// Names tell more than other words of the same frequency.
const NAME_WEIGHT: f32 = 1.4;
/// Words in more than this share of articles tell nothing.
const COMMON: f64 = 0.15;

/// A root and how much it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    pub root: String,
    pub weight: f32,
}

/// The most telling roots of an article, heaviest first. `frequency` gives the number of
/// articles that hold a root, of `total`; roots that no other article holds are left out.
pub fn telling<E>(
    analyzer: &mut Analyzer,
    article: &Article,
    total: u64,
    frequency: &mut dyn FnMut(&str) -> Result<u64, E>,
) -> Result<Vec<Telling>, E> {
    let mut counts: FxHashMap<String, (f32, bool)> = FxHashMap::default();
    let mut add = |text: &str, weight: f32| {
        analyzer.analyze(text, |token| {
            if matches!(
                token.kind,
                Kind::Url | Kind::Handle | Kind::Number | Kind::Money | Kind::Date
            ) {
                return;
            }
            let name = matches!(token.kind, Kind::Name | Kind::Acronym);
            for root in token.root.split(' ') {
                if root.chars().count() > 1 && !profile::is_function(root) {
                    let entry = counts.entry(root.to_owned()).or_default();
                    entry.0 += weight;
                    entry.1 |= name;
                }
            }
        });
    };
    add(&article.title, TITLE_WEIGHT);
    if let Some(text) = &article.summary {
        add(text, LEAD_WEIGHT);
    }
    for (i, paragraph) in article
        .body
        .iter()
        .filter(|p| !profile::is_boilerplate(p))
        .enumerate()
    {
        add(paragraph, if i < 2 { LEAD_WEIGHT } else { 1.0 });
    }
    // Asking an engine costs: only the frequent half of a long text is asked for.
    let mut roots: Vec<(String, (f32, bool))> = counts.into_iter().collect();
    roots.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then_with(|| a.0.cmp(&b.0)));
    roots.truncate(TERMS * 6);
    let mut out = Vec::with_capacity(roots.len());
    for (root, (count, name)) in roots {
        let df = frequency(&root)?;
        if df < 2 || df as f64 > total as f64 * COMMON {
            continue;
        }
        let idf = ((total as f32 + 1.0) / (df as f32 + 0.5)).ln();
        let weight = (1.0 + count.ln().max(0.0)) * idf * if name { NAME_WEIGHT } else { 1.0 };
        out.push(Telling { root, weight });
    }
    out.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.root.cmp(&b.root))
    });
    out.truncate(TERMS);
    let top = out.first().map_or(1.0, |t| t.weight);
    for t in &mut out {
        t.weight /= top;
    }
    Ok(out)
}

/// A pasted text as an article: its first line counts as the headline.
pub fn pasted(text: &str) -> Article {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .map(str::to_owned);
    Article {
        title: lines.next().unwrap_or_default(),
        body: lines.collect(),
        ..Article::default()
    }
}

/// The terms to ask an engine for, with their weights, for an article.
pub fn terms(
    engine: &dyn Engine,
    analyzer: &mut Analyzer,
    article: &Article,
) -> Result<Vec<(Term, f32)>, EngineError> {
    let total = engine.stats()?.articles;
    let mut frequency = |root: &str| {
        engine.document_frequency(&Term {
            level: Level::Root,
            text: root.to_owned(),
        })
    };
    let telling = telling(analyzer, article, total, &mut frequency)?;
    Ok(telling
        .into_iter()
        .map(|t| {
            (
                Term {
                    level: Level::Root,
                    text: t.root,
                },
                t.weight,
            )
        })
        .collect())
}

/// What balancing looks at.
pub trait Placed {
    /// Relevance, higher first.
    fn score(&self) -> f32;
    /// The publisher.
    fn source(&self) -> Option<&str>;
    /// Publication time, seconds since 1970.
    fn seconds(&self) -> i64;
}

impl Placed for Candidate {
    fn score(&self) -> f32 {
        self.score
    }

    fn source(&self) -> Option<&str> {
        self.article.source.as_deref()
    }

    fn seconds(&self) -> i64 {
        self.seconds
    }
}

/// What a hit loses when its publisher, or its month, was shown just before.
const REPEATED_SOURCE: f32 = 0.12;
const REPEATED_MONTH: f32 = 0.08;
/// A publisher or month stops costing more after so many repetitions.
const MOST: u32 = 4;
const MONTH: i64 = 30 * 86_400;

/// Takes the best `limit` in an order in which publishers and dates alternate: each place goes
/// to the hit with the best score less what it repeats (maximal marginal relevance, Carbonell &
/// Goldstein 1998, over facts instead of texts). The first place always goes to the best.
pub fn balanced<T: Placed>(mut hits: Vec<T>, limit: usize) -> Vec<T> {
    let top = hits
        .iter()
        .map(Placed::score)
        .fold(f32::MIN_POSITIVE, f32::max);
    let mut sources: FxHashMap<String, u32> = FxHashMap::default();
    let mut months: FxHashMap<i64, u32> = FxHashMap::default();
    let mut out = Vec::with_capacity(limit.min(hits.len()));
    while out.len() < limit && !hits.is_empty() {
        let value = |hit: &T| {
            let shown = |n: Option<&u32>| n.copied().unwrap_or(0).min(MOST) as f32;
            let source = shown(hit.source().and_then(|s| sources.get(s)));
            let month = shown(months.get(&hit.seconds().div_euclid(MONTH)));
            hit.score() / top - REPEATED_SOURCE * source - REPEATED_MONTH * month
        };
        let best = (0..hits.len()).reduce(|a, b| {
            if value(&hits[b]) > value(&hits[a]) {
                b
            } else {
                a
            }
        });
        let Some(best) = best else { break };
        let hit = hits.remove(best);
        if let Some(source) = hit.source() {
            *sources.entry(source.to_owned()).or_default() += 1;
        }
        *months.entry(hit.seconds().div_euclid(MONTH)).or_default() += 1;
        out.push(hit);
    }
    out
}

/// Leaves out articles whose ids were named, keeping the order.
pub fn without<'a>(hits: Vec<Candidate>, ids: impl IntoIterator<Item = &'a str>) -> Vec<Candidate> {
    let ids: FxHashSet<&str> = ids.into_iter().collect();
    hits.into_iter()
        .filter(|h| !ids.contains(h.article.id.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    struct Hit(f32, &'static str, i64);

    impl Placed for Hit {
        fn score(&self) -> f32 {
            self.0
        }
        fn source(&self) -> Option<&str> {
            Some(self.1)
        }
        fn seconds(&self) -> i64 {
            self.2
        }
    }

    fn frequency(root: &str) -> Result<u64, Infallible> {
        Ok(match root {
            "kopi" => 40,
            "harga" => 3_000,
            "gayo" => 5,
            "sendiri" => 0,
            _ => 200,
        })
    }

    #[test]
    fn rare_words_of_the_headline_tell_most() {
        let article = Article {
            title: "Harga kopi Gayo naik".into(),
            body: vec![
                "Kopi Gayo dijual di pasar.".into(),
                "Harga pasar ikut naik.".into(),
            ],
            ..Article::default()
        };
        let found =
            telling(&mut Analyzer::new(), &article, 10_000, &mut frequency).expect("infallible");
        assert_eq!(found[0].root, "gayo");
        assert_eq!(found[1].root, "kopi");
        assert!(
            found.iter().all(|t| t.root != "harga"),
            "too common: {found:?}"
        );
    }

    #[test]
    fn publishers_alternate_and_the_best_stays_first() {
        let hits = vec![
            Hit(10.0, "a", 0),
            Hit(9.9, "a", 1),
            Hit(9.8, "a", 2),
            Hit(9.0, "b", 90 * 86_400),
        ];
        let order: Vec<_> = balanced(hits, 3).into_iter().map(|h| (h.1, h.0)).collect();
        assert_eq!(order, [("a", 10.0), ("b", 9.0), ("a", 9.9)]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\PC|\n){0,80}") {
            let found = telling(&mut Analyzer::new(), &pasted(&text), 1_000, &mut frequency).expect("infallible");
            prop_assert!(found.len() <= TERMS);
        }
    }
}
