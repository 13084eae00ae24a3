//! The articles that an index holds, whatever analyzer, fields or time zone it was made with: each
//! is stored whole beside what is searched, and that has been so in every version.

use std::{
    cmp::Reverse,
    path::{Path, PathBuf},
    vec,
};

use jiff::Timestamp;
use tantivy::{
    DocAddress, Index, ReloadPolicy, Searcher, TantivyError,
    schema::{Field, Schema},
};

use super::{check_present, folder::Folder, schema::UNDATED_SECONDS, snapshot::article_at};
use crate::{
    article::{Article, Moment},
    engine::{EngineError, Hits},
};

/// The field that holds an article; never to be renamed.
const ARTICLE: &str = "article";

/// The articles of an index in one state, read only.
pub struct Stored {
    searcher: Searcher,
    article: Field,
    path: PathBuf,
}

impl Stored {
    /// Opens the index in a folder; another process may be writing it.
    ///
    /// # Errors
    /// When there is no index or its files cannot be read.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        check_present(path)?;
        let open = || -> Result<(Searcher, Schema), EngineError> {
            let folder = Folder::read_only(path).map_err(TantivyError::from)?;
            let reader = Index::open(folder)?
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?;
            let searcher = reader.searcher();
            let schema = searcher.schema().clone();
            Ok((searcher, schema))
        };
        let (searcher, schema) = open().map_err(|error| error.at(path))?;
        let article = schema.get_field(ARTICLE).map_err(|_| {
            let reason = "it stores no articles: another program made it";
            EngineError::Read(reason.into()).at(path)
        })?;
        Ok(Stored {
            searcher,
            article,
            path: path.to_owned(),
        })
    }

    /// How many articles there are: those under embargo and retracted ones, too.
    pub fn articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    fn addresses(&self) -> impl Iterator<Item = DocAddress> {
        let segments = self.searcher.segment_readers().iter().enumerate();
        segments.flat_map(|(number, segment)| {
            let documents = segment.doc_ids_alive();
            documents.map(move |doc| DocAddress::new(number as u32, doc))
        })
    }

    fn at(&self, address: DocAddress) -> Result<Article, EngineError> {
        article_at(&self.searcher, self.article, address).map_err(|error| error.at(&self.path))
    }

    /// All of them, in index order.
    pub fn all(&self) -> impl Iterator<Item = Result<Article, EngineError>> {
        self.addresses().map(|address| self.at(address))
    }

    /// Those that searches may show at a moment, newest first, and how many they are.
    ///
    /// # Errors
    /// When an article cannot be read.
    pub fn shown(self, now: Timestamp) -> Result<(u64, Box<dyn Hits>), EngineError> {
        let mut found = Vec::new();
        for address in self.addresses() {
            let article = self.at(address)?;
            if article.is_shown(now) {
                let seconds = article.published.as_ref().map(Moment::seconds);
                let seconds = seconds.unwrap_or(UNDATED_SECONDS);
                found.push((Reverse(seconds), article.id, address));
            }
        }
        found.sort_unstable();
        let total = found.len() as u64;
        let waiting: Vec<_> = found.into_iter().map(|(_, _, address)| address).collect();
        let hits = InOrder {
            stored: self,
            waiting: waiting.into_iter(),
        };
        Ok((total, Box::new(hits)))
    }
}

struct InOrder {
    stored: Stored,
    waiting: vec::IntoIter<DocAddress>,
}

impl Hits for InOrder {
    fn next(&mut self, most: usize) -> Result<Vec<Article>, EngineError> {
        let next = self.waiting.by_ref().take(most);
        next.map(|address| self.stored.at(address)).collect()
    }
}
