//! The one way into the index: checks, then unchanged, exact duplicate or another version of a
//! story, then the engine. The command line and the service both go through it.

use std::sync::{Arc, Mutex, MutexGuard};

use jiff::Timestamp;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use xxhash_rust::xxh3::Xxh3;

use super::{
    checks::{self, Rules},
    similar::{Finder, Signature, signature},
};
use crate::{
    article::{Article, same::labels},
    engine::{Engine, EngineError, Story, Transaction, Write, Written},
};

/// Stories that near-duplicates are looked for among; about 400 bytes each.
const REMEMBERED: usize = 500_000;
/// Articles sketched at a time while the index is read at the start.
const CHUNK: usize = 2_000;

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(tag = "result", rename_all = "lowercase")]
pub enum Outcome {
    /// New, and stored.
    Added,
    /// Stored in place of another version.
    Changed,
    /// Stored already, in every field.
    Unchanged,
    /// The same text from the same source is there already, under this id.
    Duplicate {
        /// The id of that article.
        of: String,
    },
    /// A check failed; nothing was stored.
    Refused {
        /// Which field failed; `None` when it is the article as a whole.
        field: Option<&'static str>,
        /// What is wrong, for the one who sent it.
        reason: String,
        /// What to do about it.
        remedy: String,
    },
}

/// Lets articles into an index.
pub struct Gate {
    engine: Arc<dyn Engine>,
    rules: Rules,
    /// Filled from the index at the first article, unless before; `None` until then.
    seen: Mutex<Option<Seen>>,
}

impl Gate {
    /// A gate before an engine.
    pub fn new(engine: Arc<dyn Engine>, rules: Rules) -> Self {
        Gate {
            engine,
            rules,
            seen: Mutex::new(None),
        }
    }

    /// Judges and stores articles; one outcome each, in order. Returns when all is durable.
    pub fn take(&self, articles: Vec<Article>) -> Result<Vec<Outcome>, EngineError> {
        let mut entry = self.open()?;
        entry.add(articles)?;
        entry.commit()
    }

    /// Opens the gate for articles that come bit by bit and are stored together. Others wait until
    /// this ends: what is told apart is what gets stored.
    pub fn open(&self) -> Result<Entry<'_>, EngineError> {
        let seen = self.prepared()?;
        Ok(Entry {
            // A server runs for months: what lies in the future is asked anew each time.
            rules: Rules {
                now: Timestamp::now(),
                ..self.rules.clone()
            },
            seen,
            transaction: Some(self.engine.begin()?),
            outcomes: Vec::new(),
        })
    }

    /// Reads the index, so that the first article need not wait for it.
    pub fn prepare(&self) -> Result<(), EngineError> {
        self.prepared().map(drop)
    }

    fn prepared(&self) -> Result<MutexGuard<'_, Option<Seen>>, EngineError> {
        let mut seen = self.seen();
        if seen.is_none() {
            *seen = Some(Seen::read(self.engine.as_ref())?);
        }
        Ok(seen)
    }

    /// Deletes an article; false when there is none. Its text may come back under another id.
    pub fn delete(&self, id: &str) -> Result<bool, EngineError> {
        if let Some(seen) = self.seen().as_mut()
            && let Some(article) = self.engine.article(id)?
        {
            seen.forget(&article);
        }
        // The gate is open again: deletes that wait at the same time share a commit.
        let written = self.engine.write(vec![Write::Delete { id: id.into() }]);
        let written = written.inspect_err(|_| *self.seen() = None)?;
        Ok(written.contains(&Written::Deleted))
    }

    fn seen(&self) -> MutexGuard<'_, Option<Seen>> {
        self.seen
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// Articles on their way into an index. Dropped before they are committed, none is stored.
pub struct Entry<'g> {
    rules: Rules,
    seen: MutexGuard<'g, Option<Seen>>,
    /// Gone once it is committed.
    transaction: Option<Box<dyn Transaction + 'g>>,
    /// Of all articles so far; `None` for those that the engine was given.
    outcomes: Vec<Option<Outcome>>,
}

impl Entry<'_> {
    /// Judges articles and hands them to the engine, which stores them meanwhile.
    pub fn add(&mut self, articles: Vec<Article>) -> Result<(), EngineError> {
        let rules = &self.rules;
        let judged = articles.into_par_iter().map(|mut article| {
            let looked = look(&mut article, rules);
            (article, looked)
        });
        self.place(judged.collect())
    }

    /// Hands on articles that an index held before: they are stored as they are, also those that
    /// would be refused by now, or not be stored beside another.
    pub fn carry_over(&mut self, articles: Vec<Article>) -> Result<(), EngineError> {
        let looked = articles.into_par_iter().map(|article| {
            let looked = Looked {
                is_kept: true,
                ..Looked::at(&article)
            };
            (article, Ok(looked))
        });
        self.place(looked.collect())
    }

    fn place(
        &mut self,
        judged: Vec<(Article, Result<Looked, Outcome>)>,
    ) -> Result<(), EngineError> {
        let (Some(seen), Some(transaction)) = (self.seen.as_mut(), self.transaction.as_mut())
        else {
            return Ok(());
        };
        let mut writes = Vec::with_capacity(judged.len());
        for (article, looked) in judged {
            let place = looked.map(|looked| seen.place(&article.id, looked));
            self.outcomes.push(match place {
                Err(refused) => Some(refused),
                Ok(Place::Copy { of }) => Some(Outcome::Duplicate { of }),
                Ok(Place::Story(story)) => {
                    writes.push(Write::Put {
                        article: Box::new(article),
                        story,
                    });
                    None
                }
            });
        }
        transaction.add(writes)
    }

    /// Returns when all is durable: one outcome for each article, in order.
    pub fn commit(mut self) -> Result<Vec<Outcome>, EngineError> {
        let written = match self.transaction.take() {
            Some(transaction) => transaction.commit(),
            None => Ok(Vec::new()),
        };
        let written = written.inspect_err(|_| *self.seen = None)?;
        let mut written = written.into_iter();
        let outcomes = std::mem::take(&mut self.outcomes).into_iter();
        Ok(outcomes
            .map(|outcome| match outcome {
                Some(outcome) => outcome,
                None => match written.next() {
                    Some(Written::Added) => Outcome::Added,
                    Some(Written::Changed) => Outcome::Changed,
                    _ => Outcome::Unchanged,
                },
            })
            .collect())
    }
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if self.transaction.is_some() {
            // Nothing was stored, so nothing of it may count as seen.
            *self.seen = None;
        }
    }
}

/// What can be said of an article alone.
fn look(article: &mut Article, rules: &Rules) -> Result<Looked, Outcome> {
    admit(article, rules)?;
    Ok(Looked::at(article))
}

/// Checks an article, and notes its language when it does not say it.
pub(super) fn admit(article: &mut Article, rules: &Rules) -> Result<(), Outcome> {
    match checks::check(article, rules) {
        Ok(language) => {
            article.language.get_or_insert_with(|| language.to_owned());
            Ok(())
        }
        Err(refusal) => Err(Outcome::Refused {
            field: Some(refusal.field()),
            reason: refusal.to_string(),
            remedy: refusal.remedy(),
        }),
    }
}

/// What tells one text from another.
struct Looked {
    /// It is stored also where the same text is there already.
    is_kept: bool,
    text: u64,
    /// What no two different articles share.
    labels: Vec<u64>,
    signature: Signature,
}

impl Looked {
    fn at(article: &Article) -> Self {
        let lines =
            std::iter::once(article.title.as_str()).chain(article.body.iter().map(String::as_str));
        Looked {
            is_kept: false,
            text: text(article),
            labels: labels(article),
            signature: signature(lines),
        }
    }
}

/// The hash of an article's text and publisher.
pub(super) fn text(article: &Article) -> u64 {
    let mut hash = Xxh3::new();
    let source = article.source.as_deref().unwrap_or("");
    for part in [source, &article.title]
        .into_iter()
        .chain(article.body.iter().map(String::as_str))
    {
        hash.update(part.as_bytes());
        hash.update(b"\0");
    }
    hash.digest()
}

/// Where an article belongs.
enum Place {
    /// The same text under another id.
    Copy { of: String },
    /// A story: its own, or that of another version of it.
    Story(Story),
}

/// The texts of the index.
struct Seen {
    /// Id by text.
    texts: FxHashMap<u64, Arc<str>>,
    /// Story by label.
    labels: FxHashMap<u64, Story>,
    stories: Finder<Story>,
}

impl Seen {
    /// Reads what the index holds.
    fn read(engine: &dyn Engine) -> Result<Self, EngineError> {
        let mut seen = Seen {
            texts: FxHashMap::default(),
            labels: FxHashMap::default(),
            stories: Finder::new(REMEMBERED),
        };
        let mut chunk = Vec::with_capacity(CHUNK);
        let add = |chunk: &mut Vec<(Article, Story)>, seen: &mut Seen| {
            let looked: Vec<(String, Looked, Story)> = std::mem::take(chunk)
                .into_par_iter()
                .map(|(article, story)| {
                    let looked = Looked::at(&article);
                    (article.id, looked, story)
                })
                .collect();
            for (id, looked, story) in looked {
                seen.remember(&id, looked, story);
            }
        };
        engine.scan_stories(&mut |article, story| {
            chunk.push((article, story));
            if chunk.len() == CHUNK {
                add(&mut chunk, &mut seen);
            }
            true
        })?;
        add(&mut chunk, &mut seen);
        Ok(seen)
    }

    fn place(&mut self, id: &str, looked: Looked) -> Place {
        match self.texts.get(&looked.text) {
            Some(of) if **of != *id && !looked.is_kept => {
                return Place::Copy { of: of.to_string() };
            }
            Some(_) => {}
            None => drop(self.texts.insert(looked.text, id.into())),
        }
        let itself = Story::of(id);
        let labelled = looked
            .labels
            .iter()
            .find_map(|label| self.labels.get(label).copied())
            .filter(|story| *story != itself);
        // What is like this version of a story belongs to the story.
        let own = labelled.unwrap_or(itself);
        let similar = self.stories.find_or_insert(own, looked.signature);
        let story = labelled.or(similar.map(|(first, _)| first)).unwrap_or(own);
        for label in looked.labels {
            self.labels.entry(label).or_insert(story);
        }
        Place::Story(story)
    }

    /// Notes what the index holds. Its story stays what it is: in another order, another copy
    /// would be the first one.
    fn remember(&mut self, id: &str, looked: Looked, story: Story) {
        self.texts.entry(looked.text).or_insert_with(|| id.into());
        self.stories.find_or_insert(story, looked.signature);
        for label in looked.labels {
            self.labels.entry(label).or_insert(story);
        }
    }

    /// An article is gone: the same text is no copy any more. Its story may go on without it.
    fn forget(&mut self, article: &Article) {
        let text = text(article);
        if self.texts.get(&text).is_some_and(|of| **of == *article.id) {
            self.texts.remove(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::tantivy::TantivyEngine,
        search::{SearchRequest, SearchSettings, Searcher},
    };

    fn article(id: &str, source: &str, last: &str) -> Article {
        let body = format!(
            "Harga beras di pasar induk naik pada pekan ini karena pasokan dari petani berkurang. \
             Pedagang mengatakan bahwa kenaikan harga sudah berlangsung sejak awal bulan dan \
             pembeli mulai mengurangi belanja untuk kebutuhan sehari-hari di rumah. {last}"
        );
        Article {
            id: id.into(),
            title: "Harga beras naik di pasar induk".into(),
            body: vec![body],
            source: Some(source.into()),
            ..Article::default()
        }
    }

    #[test]
    fn a_page_read_whole_and_cut_is_one_story() {
        let zone = SearchSettings::default().zone;
        let engine: Arc<dyn Engine> = Arc::new(TantivyEngine::in_memory(zone).unwrap());
        let whole = Article {
            published: "2024-05-03T08:00:00+07:00".parse().ok(),
            ..article("whole", "Kabar Nusa", "")
        };
        let cut = Article {
            id: "cut".into(),
            body: vec![
                "Pembeli mulai mengurangi belanja untuk kebutuhan di rumah, dan pedagang di pasar \
                        induk berharap pasokan dari petani segera datang kembali pada bulan depan."
                    .into(),
            ],
            ..whole.clone()
        };
        let gate = Gate::new(Arc::clone(&engine), Rules::default());
        let outcomes = gate.take(vec![whole, cut]).unwrap();
        assert_eq!(outcomes, [Outcome::Added, Outcome::Added]);
        let searcher = Searcher::new(engine, SearchSettings::default());
        let request = SearchRequest {
            q: "pasokan petani".into(),
            ..SearchRequest::default()
        };
        let answer = searcher.search(&request).unwrap();
        assert_eq!(answer.total, 2);
        assert_eq!(answer.hits.len(), 1, "the two versions stand together");
    }

    #[test]
    fn what_was_deleted_may_come_back_under_another_id() {
        let zone = SearchSettings::default().zone;
        let engine: Arc<dyn Engine> = Arc::new(TantivyEngine::in_memory(zone).unwrap());
        let gate = Gate::new(engine, Rules::default());
        let take = |id: &str| gate.take(vec![article(id, "Kabar Nusa", "")]).unwrap();
        assert_eq!(take("a"), [Outcome::Added]);
        assert_eq!(take("b"), [Outcome::Duplicate { of: "a".into() }]);
        assert!(!gate.delete("b").unwrap(), "it was not stored");
        assert!(gate.delete("a").unwrap());
        assert_eq!(take("b"), [Outcome::Added]);
    }

    #[test]
    fn copies_are_told_apart_now_and_after_a_restart() {
        let zone = SearchSettings::default().zone;
        let engine: Arc<dyn Engine> = Arc::new(TantivyEngine::in_memory(zone).unwrap());
        let batch = || {
            vec![
                article("a", "Kabar Nusa", "Demikian."),
                article("a-amp", "Kabar Nusa", "Demikian."),
                article("b", "Radar Pesisir", "Begitu kabarnya."),
                Article {
                    title: String::new(),
                    ..article("c", "Kabar Nusa", "")
                },
            ]
        };
        let gate = Gate::new(Arc::clone(&engine), Rules::default());
        let first = gate.take(batch()).unwrap();
        assert_eq!(
            first[..3],
            [
                Outcome::Added,
                Outcome::Duplicate { of: "a".into() },
                Outcome::Added
            ]
        );
        assert!(matches!(
            &first[3],
            Outcome::Refused {
                field: Some("title"),
                ..
            }
        ));
        let gate = Gate::new(engine, Rules::default());
        let second = gate.take(batch()).unwrap();
        assert_eq!(
            second[..3],
            [
                Outcome::Unchanged,
                Outcome::Duplicate { of: "a".into() },
                Outcome::Unchanged
            ]
        );
    }
}
