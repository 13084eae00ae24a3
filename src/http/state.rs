//! What handlers share.

use std::{
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::Semaphore;

use super::{
    export, intake::Intake, limits::RateLimit, operations, pool::Pool, query_log::QueryLog,
    suggest::Suggest,
};
use crate::{
    config::{ConfigError, Layers, Settings, load},
    engine::Engine,
    ingest::Gate,
    mining::trends::LiveTrends,
    search::{
        Knowledge, KnowledgeError, Searcher, SiteRules,
        suggest::{Blocked, LiveSuggester, SuggestOptions},
    },
};

/// Writes at a time: one is read and checked while another is stored.
const WRITING: usize = 2;

/// Cheap to clone: everything is behind one pointer.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    settings: Settings,
    /// Where the settings came from, to read them again.
    layers: Option<Layers>,
    engine: Arc<dyn Engine>,
    searcher: Searcher,
    intake: Arc<dyn Intake>,
    suggest: Option<Arc<dyn Suggest>>,
    /// Completions mined from the archive.
    mined: LiveSuggester,
    /// What is in no completion: as written, and ready for use.
    blocked: RwLock<Arc<(Vec<String>, Blocked)>>,
    /// Completions are to be mined again although the index is the same.
    remine: AtomicBool,
    trends: LiveTrends,
    pool: Pool,
    /// A second one, for writes.
    writing: Pool,
    /// Places of exports.
    exports: Arc<Semaphore>,
    rate_limit: Option<RateLimit>,
    query_log: Option<QueryLog>,
    metrics: PrometheusHandle,
    started: Instant,
    /// Changes with each start and each reload: an ETag must not outlive what it was made with.
    salt: AtomicU64,
    stopping: AtomicBool,
}

fn blocked(settings: &Settings) -> (Vec<String>, Blocked) {
    (settings.blocked.clone(), Blocked::new(&settings.blocked))
}

/// Why the service cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    #[error(
        "cannot open the query log {path}: {source}; mend its folder or set log.queries to false"
    )]
    QueryLog {
        path: std::path::PathBuf,
        source: std::io::Error,
    },
}

/// Why nothing was reloaded.
#[derive(Debug, thiserror::Error)]
pub enum ReloadError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
}

/// What is in force after a reload, in numbers of rules.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Reloaded {
    /// Synonyms: built-in, the site's own and learned.
    pub synonyms: usize,
    /// Short forms learned from the index; files may know some of them.
    pub acronyms: usize,
    pub curation: usize,
    /// Words and phrases that are in no completion.
    pub blocked: usize,
}

/// Builds an [`App`].
pub struct Builder {
    settings: Settings,
    layers: Option<Layers>,
    engine: Arc<dyn Engine>,
    intake: Option<Arc<dyn Intake>>,
    suggest: Option<Arc<dyn Suggest>>,
}

impl Builder {
    /// What takes articles in, instead of the usual checks.
    pub fn intake(mut self, intake: Arc<dyn Intake>) -> Self {
        self.intake = Some(intake);
        self
    }

    /// Where the settings came from: a reload reads them again.
    pub fn layers(mut self, layers: Layers) -> Self {
        self.layers = Some(layers);
        self
    }

    /// What completes half-typed queries.
    pub fn suggest(mut self, suggest: Arc<dyn Suggest>) -> Self {
        self.suggest = Some(suggest);
        self
    }

    /// The application; fails when a file of rules has a fault or the query log cannot be opened.
    pub fn build(self) -> Result<App, StartError> {
        let settings = self.settings;
        let search_settings = settings.search_settings();
        let intake = self
            .intake
            .unwrap_or_else(|| Arc::new(Gate::new(Arc::clone(&self.engine), settings.rules())));
        Ok(App(Arc::new(Inner {
            searcher: Searcher::with_knowledge(
                Arc::clone(&self.engine),
                Arc::new(Knowledge::load(&settings.knowledge_files())?),
                search_settings,
            ),
            layers: self.layers,
            engine: self.engine,
            intake,
            suggest: self.suggest,
            mined: LiveSuggester::default(),
            blocked: RwLock::new(Arc::new(blocked(&settings))),
            remine: AtomicBool::new(false),
            trends: LiveTrends::default(),
            pool: Pool::new(settings.search_threads, settings.timeout),
            writing: Pool::new(WRITING, settings.timeout),
            exports: Arc::new(Semaphore::new(export::MOST)),
            rate_limit: RateLimit::new(settings.rate_per_second, settings.rate_burst),
            query_log: settings
                .query_log
                .as_deref()
                .map(|path| {
                    QueryLog::open(path).map_err(|source| StartError::QueryLog {
                        path: path.to_owned(),
                        source,
                    })
                })
                .transpose()?,
            metrics: operations::recorder(),
            started: Instant::now(),
            salt: AtomicU64::new(rand::random()),
            stopping: AtomicBool::new(false),
            settings,
        })))
    }
}

impl App {
    /// Starts building an application over an engine.
    pub fn builder(engine: Arc<dyn Engine>, settings: Settings) -> Builder {
        Builder {
            settings,
            layers: None,
            engine,
            intake: None,
            suggest: None,
        }
    }

    /// The settings that it was started with.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The index behind it.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.0.engine
    }

    /// What answers its searches.
    pub fn searcher(&self) -> &Searcher {
        &self.0.searcher
    }

    /// Whether there is a key that writes can come with.
    pub(super) fn takes_writes(&self) -> bool {
        !self.0.settings.keys.is_empty()
    }

    pub(super) fn intake(&self) -> &Arc<dyn Intake> {
        &self.0.intake
    }

    pub(super) fn suggest(&self) -> Option<&Arc<dyn Suggest>> {
        self.0.suggest.as_ref()
    }

    pub(super) fn mined(&self) -> &LiveSuggester {
        &self.0.mined
    }

    pub(super) fn trends(&self) -> &LiveTrends {
        &self.0.trends
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.0.pool
    }

    /// For writes: they wait for each other and for the disk, and searches must not wait with them.
    pub(super) fn writing(&self) -> &Pool {
        &self.0.writing
    }

    pub(super) fn exports(&self) -> Arc<Semaphore> {
        Arc::clone(&self.0.exports)
    }

    pub(super) fn rate_limit(&self) -> Option<&RateLimit> {
        self.0.rate_limit.as_ref()
    }

    pub(super) fn query_log(&self) -> Option<&QueryLog> {
        self.0.query_log.as_ref()
    }

    pub(super) fn metrics(&self) -> &PrometheusHandle {
        &self.0.metrics
    }

    pub(super) fn uptime_seconds(&self) -> u64 {
        self.0.started.elapsed().as_secs()
    }

    pub(super) fn salt(&self) -> u64 {
        self.0.salt.load(Ordering::Relaxed)
    }

    /// Reads synonyms, curation, learned short forms and the block list again, and where they
    /// are. All of them are put in force, or with any fault none.
    pub fn reload(&self) -> Result<Reloaded, ReloadError> {
        let again = self
            .0
            .layers
            .as_ref()
            .map(|layers| -> Result<_, ConfigError> {
                let mut settings = Settings::resolve(&load(layers)?)?;
                // The index in use stays in use, whatever the file says now.
                settings.index_path.clone_from(&self.0.settings.index_path);
                Ok(settings)
            });
        let settings = again.transpose()?;
        let settings = settings.as_ref().unwrap_or(&self.0.settings);
        let site = SiteRules::read(&settings.knowledge_files())?;
        let reloaded = Reloaded {
            synonyms: site.synonyms.len(),
            acronyms: site.acronyms,
            curation: site.curation.len(),
            blocked: settings.blocked.len(),
        };
        self.0.searcher.knowledge().replace(site);
        *self.0.blocked.write().unwrap_or_else(|e| e.into_inner()) = Arc::new(blocked(settings));
        self.0.remine.store(true, Ordering::Relaxed);
        // An ETag must not outlive what it was made with.
        self.0.salt.fetch_add(1, Ordering::Relaxed);
        Ok(reloaded)
    }

    /// What is in no completion.
    pub(super) fn blocked(&self) -> Arc<(Vec<String>, Blocked)> {
        Arc::clone(&self.0.blocked.read().unwrap_or_else(|e| e.into_inner()))
    }

    /// How completions are mined.
    pub(super) fn suggest_options(&self) -> SuggestOptions {
        SuggestOptions {
            blocked: self.blocked().0.clone(),
            ..SuggestOptions::default()
        }
    }

    /// Whether completions are to be mined again; says so once.
    pub(super) fn take_remine(&self) -> bool {
        self.0.remine.swap(false, Ordering::Relaxed)
    }

    pub(super) fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }
}
