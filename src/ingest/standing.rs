//! What an index has of articles, without writing anything: for those who must be certain that
//! nothing is missing.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{
    Outcome,
    checks::Rules,
    gate::{admit, text},
};
use crate::{
    article::{Article, State},
    engine::{Engine, EngineError},
};

/// What an index has of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "standing", rename_all = "lowercase")]
pub enum Standing {
    /// It is there, equal in every field.
    There,
    /// Another version is there.
    Differs {
        /// The fields that are not the same.
        fields: Vec<String>,
    },
    /// The same text from the same source is there under this id.
    Copy {
        /// The id of that article.
        of: String,
    },
    /// It is not there, and would not be taken in.
    Refused {
        /// The check that fails.
        reason: String,
        /// What to do about it.
        remedy: String,
    },
    /// It is not there.
    Missing,
}

/// What is stored, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stock {
    /// All of them, near-duplicates included.
    pub articles: u64,
    /// Without a date.
    pub undated: u64,
    /// Withdrawn by their publishers: stored, and not shown.
    pub retracted: u64,
    /// Not shown yet.
    pub embargoed: u64,
    /// The first day of publication.
    pub oldest: Option<Date>,
    /// The last.
    pub newest: Option<Date>,
    /// Ids that bring another article than the one that has them, or none.
    pub astray: Vec<String>,
}

/// An index, ready to be asked what it has.
pub struct Inventory<'e> {
    engine: &'e dyn Engine,
    rules: Rules,
    stock: Stock,
    /// Ids by text.
    texts: FxHashMap<u64, String>,
}

impl<'e> Inventory<'e> {
    /// Reads every article of an index, and looks each up by its id.
    ///
    /// # Errors
    /// When an article cannot be read.
    pub fn take(engine: &'e dyn Engine, rules: Rules) -> Result<Self, EngineError> {
        let now = Timestamp::now();
        let (mut stock, mut texts) = (Stock::default(), FxHashMap::default());
        let mut failed = None;
        engine.scan(&mut |article| {
            stock.articles += 1;
            stock.retracted += u64::from(article.state == State::Retracted);
            stock.embargoed += u64::from(!article.is_released(now));
            match article.published.map(|moment| moment.local_date()) {
                Some(day) => {
                    stock.oldest = Some(stock.oldest.map_or(day, |oldest| oldest.min(day)));
                    stock.newest = Some(stock.newest.map_or(day, |newest| newest.max(day)));
                }
                None => stock.undated += 1,
            }
            match engine.article(&article.id) {
                Ok(found) if found.as_ref() == Some(&article) => {}
                Ok(_) => stock.astray.push(article.id.clone()),
                Err(error) => failed = Some(error),
            }
            texts.insert(text(&article), article.id);
            failed.is_none()
        })?;
        match failed {
            Some(error) => Err(error),
            None => Ok(Inventory {
                engine,
                rules,
                stock,
                texts,
            }),
        }
    }

    /// What is stored.
    pub fn stock(&self) -> &Stock {
        &self.stock
    }

    /// What the index has of an article.
    ///
    /// # Errors
    /// When what it has cannot be read.
    pub fn standing(&self, mut article: Article) -> Result<Standing, EngineError> {
        if let Some(stored) = self.engine.article(&article.id)? {
            // What a publisher leaves out is found out when an article is taken in.
            if article.language.is_none() {
                article.language.clone_from(&stored.language);
            }
            let fields = differing(&stored, &article);
            return Ok(match fields.is_empty() {
                true => Standing::There,
                false => Standing::Differs { fields },
            });
        }
        if let Some(of) = self.texts.get(&text(&article)) {
            return Ok(Standing::Copy { of: of.clone() });
        }
        Ok(match admit(&mut article, &self.rules) {
            Err(Outcome::Refused { reason, remedy, .. }) => Standing::Refused { reason, remedy },
            _ => Standing::Missing,
        })
    }
}

/// The fields in which two articles differ.
fn differing(one: &Article, other: &Article) -> Vec<String> {
    if one == other {
        return Vec::new();
    }
    let fields = |article: &Article| -> BTreeMap<String, serde_json::Value> {
        serde_json::from_str(&article.to_json()).unwrap_or_default()
    };
    let (one, other) = (fields(one), fields(other));
    let names = one.keys().chain(other.keys());
    let mut names: Vec<String> = names
        .filter(|&name| one.get(name) != other.get(name))
        .cloned()
        .collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{engine::tantivy::TantivyEngine, ingest::Gate, search::SearchSettings};

    fn article(id: &str, last: &str) -> Article {
        let body = format!(
            "Harga beras di pasar induk naik pada pekan ini karena pasokan dari petani berkurang \
             dan pembeli mulai mengurangi belanja untuk kebutuhan sehari-hari di rumah. {last}"
        );
        Article {
            id: id.into(),
            title: "Harga beras naik di pasar induk".into(),
            body: vec![body],
            source: Some("Kabar Nusa".into()),
            ..Article::default()
        }
    }

    #[test]
    fn each_article_is_told_by_what_the_index_has_of_it() {
        let zone = SearchSettings::default().zone;
        let engine: Arc<dyn Engine> = Arc::new(TantivyEngine::in_memory(zone).unwrap());
        let gate = Gate::new(Arc::clone(&engine), Rules::default());
        let dated = Article {
            published: "2024-05-03T08:00:00+07:00".parse().ok(),
            state: State::Retracted,
            ..article("b", "Begitu kabarnya.")
        };
        gate.take(vec![article("a", ""), dated.clone()]).unwrap();

        let inventory = Inventory::take(engine.as_ref(), Rules::default()).unwrap();
        let stock = inventory.stock();
        assert_eq!(
            (stock.articles, stock.undated, stock.retracted),
            (2, 1, 1),
            "{stock:?}"
        );
        assert_eq!(stock.oldest, stock.newest);
        assert!(stock.oldest.is_some() && stock.astray.is_empty());

        let standing = |article: Article| inventory.standing(article).unwrap();
        assert_eq!(standing(article("a", "")), Standing::There);
        assert_eq!(standing(dated.clone()), Standing::There);
        let other = Article {
            tags: vec!["beras".into()],
            state: State::Published,
            ..dated
        };
        assert_eq!(
            standing(other),
            Standing::Differs {
                fields: vec!["state".into(), "tags".into()]
            }
        );
        let copy = article("a-amp", "");
        assert_eq!(standing(copy), Standing::Copy { of: "a".into() });
        assert_eq!(
            standing(article("c", "Yang ini belum ada.")),
            Standing::Missing
        );
        let short = Article {
            body: vec!["Pendek.".into()],
            ..article("d", "")
        };
        assert!(matches!(standing(short), Standing::Refused { .. }));
        assert_eq!(engine.articles(), 2, "nothing was written");
    }
}
