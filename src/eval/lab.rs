//! Indexes to evaluate on: the configured one, read only, or a temporary one made of a JSONL file.
//!
//! A temporary index takes every document as it is read, without the checks of `ingest`: a check
//! that kept a judged document out would show as a loss of ranking.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use jiff::Timestamp;
use tempfile::TempDir;
use xxhash_rust::xxh3::Xxh3;

use super::{Card, Cards, Documents, EvalError, RankingIndex, Topic, weights};
use crate::{
    article::Article,
    engine::{
        Engine, EngineError, Story, Write,
        tantivy::{EngineOptions, TantivyEngine},
    },
    language,
    search::{
        Knowledge, KnowledgeFiles, Ranking, Reading, SearchRequest, SearchSettings, Searcher,
    },
};

/// An index that answers evaluations.
pub struct Lab {
    /// Dropped before its folder.
    searcher: Searcher,
    files: KnowledgeFiles,
    /// Tuning ranks every query hundreds of times; correcting its spelling takes longer than
    /// ranking it.
    readings: Mutex<HashMap<String, Arc<Reading>>>,
    _folder: Option<TempDir>,
}

/// So many documents share a commit.
const BATCH: usize = 10_000;
/// Indexing memory; two threads' worth.
const MEMORY_BYTES: usize = 256 << 20;

impl Lab {
    /// The configured index, searched with the rules in `files`. Nothing is written to it.
    pub fn configured(
        options: &EngineOptions,
        settings: &SearchSettings,
        files: &KnowledgeFiles,
    ) -> Result<Lab, EvalError> {
        Lab::open(options, settings.clone(), files, &options.path)
    }

    /// Opens an index and learns its spelling; `named` is what errors are about.
    fn open(
        options: &EngineOptions,
        settings: SearchSettings,
        files: &KnowledgeFiles,
        named: &Path,
    ) -> Result<Lab, EvalError> {
        let failed = |error: EngineError| EvalError::Index {
            path: named.to_path_buf(),
            reason: error.to_string(),
        };
        let knowledge = Knowledge::load(files).map_err(EvalError::Rules)?;
        let engine = TantivyEngine::open_read_only(options).map_err(failed)?;
        Lab::over(Arc::new(engine), knowledge, settings, files).map_err(failed)
    }

    fn over(
        engine: Arc<dyn Engine>,
        knowledge: Knowledge,
        settings: SearchSettings,
        files: &KnowledgeFiles,
    ) -> Result<Lab, EngineError> {
        knowledge.learn(engine.as_ref())?;
        Ok(Lab {
            searcher: Searcher::with_knowledge(engine, Arc::new(knowledge), settings),
            files: files.clone(),
            readings: Mutex::default(),
            _folder: None,
        })
    }

    /// The same index under a configuration that names a file of synonyms of its own; `None` when
    /// it does not, or when there is none. A folder that this one deletes when it is dropped must
    /// outlive it.
    pub fn under(&self, configuration: Option<&Path>) -> Result<Option<Lab>, EvalError> {
        let Some(path) = configuration else {
            return Ok(None);
        };
        let Some(synonyms) = weights::synonyms(path)? else {
            return Ok(None);
        };
        let files = KnowledgeFiles {
            synonyms,
            ..self.files.clone()
        };
        let knowledge = Knowledge::load(&files).map_err(EvalError::Rules)?;
        let engine = Arc::clone(self.searcher.engine());
        let settings = self.searcher.settings().clone();
        let lab = Lab::over(engine, knowledge, settings, &files);
        lab.map(Some).map_err(|error| EvalError::Index {
            path: path.to_path_buf(),
            reason: error.to_string(),
        })
    }

    /// An index of documents: in a temporary folder, or kept in `cache` for the next time,
    /// searched with the rules in `files`. "Now" is the newest publication, unless the settings
    /// fix it, so that recency means the same whenever the evaluation is run.
    pub fn of_documents(
        documents: &Documents,
        settings: &SearchSettings,
        files: &KnowledgeFiles,
        cache: Option<&Path>,
    ) -> Result<Lab, EvalError> {
        let failed = |reason: String| EvalError::Index {
            path: documents.file.clone(),
            reason,
        };
        let articles = documents.iter().cloned();
        let mut settings = settings.clone();
        let (folder, keep) = match cache {
            Some(cache) => {
                let (path, fresh) = cached(documents, cache)?;
                if fresh {
                    let building = building_folder(cache)?;
                    fill(building.path(), &settings, articles).map_err(failed)?;
                    fs::rename(building.keep(), &path).map_err(|e| failed(e.to_string()))?;
                }
                (path, None)
            }
            None => {
                let folder = tempfile::tempdir().map_err(|error| failed(error.to_string()))?;
                let path = folder.path().to_path_buf();
                fill(&path, &settings, articles).map_err(failed)?;
                (path, Some(folder))
            }
        };
        settings.now = settings.now.or_else(|| newest(documents));
        let options = engine_options(&folder, &settings);
        let lab = Lab::open(&options, settings, files, &documents.file)?;
        Ok(Lab {
            _folder: keep,
            ..lab
        })
    }

    /// The searcher, for requests with filters.
    pub fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    fn reading(&self, query: &str) -> Arc<Reading> {
        let locked = || self.readings.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(known) = locked().get(query) {
            return Arc::clone(known);
        }
        let reading = Arc::new(self.searcher.reading(query));
        locked().insert(query.to_owned(), Arc::clone(&reading));
        reading
    }

    /// A searcher on the same index with other weights.
    pub fn with_ranking(&self, ranking: &Ranking) -> Searcher {
        self.searcher.with_ranking(ranking.clone())
    }

    /// Whether the index holds a document.
    pub fn contains(&self, id: &str) -> bool {
        matches!(self.searcher.engine().article(id), Ok(Some(_)))
    }
}

impl RankingIndex for Lab {
    fn rank(
        &self,
        query: &str,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, String> {
        let reading = self.reading(query);
        self.searcher
            .rank_reading(&reading, depth, ranking)
            .map_err(|error| error.to_string())
    }
}

impl Cards for Lab {
    fn card(&self, id: &str) -> Option<Card> {
        let article = self.searcher.engine().article(id).ok().flatten()?;
        Some(article.into())
    }
}

/// Time of a whole search as the service answers it, microseconds.
pub fn time_search(searcher: &Searcher, topic: &Topic) -> Result<u64, EvalError> {
    let request = SearchRequest {
        q: topic.query.clone(),
        ..SearchRequest::default()
    };
    let started = std::time::Instant::now();
    searcher.search(&request).map_err(|error| EvalError::Rank {
        topic: topic.id.clone(),
        query: topic.query.clone(),
        reason: error.to_string(),
    })?;
    Ok(started.elapsed().as_micros() as u64)
}

fn engine_options(path: &Path, settings: &SearchSettings) -> EngineOptions {
    EngineOptions {
        path: path.to_path_buf(),
        memory_budget_bytes: MEMORY_BYTES,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        zone: settings.zone.clone(),
    }
}

fn fill(
    path: &Path,
    settings: &SearchSettings,
    articles: impl Iterator<Item = Article>,
) -> Result<(), String> {
    let options = engine_options(path, settings);
    let engine = TantivyEngine::create_or_open(&options).map_err(|error| error.to_string())?;
    let mut articles = articles.peekable();
    while articles.peek().is_some() {
        let batch = articles.by_ref().take(BATCH);
        let writes = batch.map(|article| Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        });
        engine
            .write(writes.collect())
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The folder of an index of these documents, and whether it has yet to be made. Its name holds
/// what the index depends on: the file, its size and age, the analyzer, the program's version.
fn cached(documents: &Documents, cache: &Path) -> Result<(PathBuf, bool), EvalError> {
    let failed = |source| EvalError::Read {
        path: documents.file.clone(),
        source,
    };
    let file = fs::canonicalize(&documents.file).map_err(failed)?;
    let metadata = fs::metadata(&file).map_err(failed)?;
    let mut hash = Xxh3::new();
    hash.update(file.as_os_str().as_encoded_bytes());
    hash.update(&metadata.len().to_le_bytes());
    if let Ok(age) = (metadata.modified()).map(|at| at.duration_since(std::time::UNIX_EPOCH)) {
        hash.update(&age.unwrap_or_default().as_nanos().to_le_bytes());
    }
    hash.update(language::FINGERPRINT.as_bytes());
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    let folder = cache.join(format!("{:016x}", hash.digest()));
    let fresh = !folder.is_dir();
    Ok((folder, fresh))
}

fn building_folder(cache: &Path) -> Result<TempDir, EvalError> {
    let failed = |source| EvalError::Write {
        path: cache.to_path_buf(),
        source,
    };
    fs::create_dir_all(cache).map_err(failed)?;
    tempfile::Builder::new()
        .prefix("building-")
        .tempdir_in(cache)
        .map_err(failed)
}

/// The newest publication that is not in the future.
fn newest(documents: &Documents) -> Option<Timestamp> {
    let clock = Timestamp::now();
    documents
        .iter()
        .filter_map(|article| article.published)
        .map(|moment| moment.at)
        .filter(|at| *at <= clock)
        .max()
}
