//! What handlers share.

use std::{
    sync::{
        Arc, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use metrics_exporter_prometheus::PrometheusHandle;

use super::{
    intake::Intake, limits::RateLimit, operations, pool::Pool, query_log::QueryLog,
    suggest::Suggest,
};
use crate::{
    config::Settings,
    engine::Engine,
    ingest::Gate,
    mining::trends::Trends,
    search::{Knowledge, Searcher, suggest::LiveSuggester},
};

/// Cheap to clone: everything is behind one pointer.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    settings: Settings,
    engine: Arc<dyn Engine>,
    searcher: Searcher,
    intake: Arc<dyn Intake>,
    suggest: Option<Arc<dyn Suggest>>,
    /// Completions mined from the archive.
    mined: LiveSuggester,
    /// The trend table and the state of the index that it was made of.
    trends: RwLock<Option<(u64, Arc<Trends>)>>,
    pool: Pool,
    rate_limit: Option<RateLimit>,
    query_log: Option<QueryLog>,
    metrics: PrometheusHandle,
    started: Instant,
    /// Changes with each start and each reload: an ETag must not outlive what it was made with.
    salt: AtomicU64,
    stopping: AtomicBool,
}

/// Builds an [`App`].
pub struct Builder {
    settings: Settings,
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

    /// What completes half-typed queries.
    pub fn suggest(mut self, suggest: Arc<dyn Suggest>) -> Self {
        self.suggest = Some(suggest);
        self
    }

    /// The application; fails when the query log cannot be opened.
    pub fn build(self) -> std::io::Result<App> {
        let settings = self.settings;
        let search_settings = settings.search_settings();
        let intake = self
            .intake
            .unwrap_or_else(|| Arc::new(Gate::new(Arc::clone(&self.engine), settings.rules())));
        Ok(App(Arc::new(Inner {
            searcher: Searcher::with_knowledge(
                Arc::clone(&self.engine),
                Arc::new(Knowledge::beside(&settings.index_path)),
                search_settings,
            ),
            engine: self.engine,
            intake,
            suggest: self.suggest,
            mined: LiveSuggester::default(),
            trends: RwLock::default(),
            pool: Pool::new(settings.search_threads, settings.timeout),
            rate_limit: RateLimit::new(settings.rate_per_second, settings.rate_burst),
            query_log: settings
                .query_log
                .as_deref()
                .map(QueryLog::open)
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
            engine,
            intake: None,
            suggest: None,
        }
    }

    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.0.engine
    }

    pub fn searcher(&self) -> &Searcher {
        &self.0.searcher
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

    pub(super) fn trends(&self) -> &RwLock<Option<(u64, Arc<Trends>)>> {
        &self.0.trends
    }

    pub(super) fn pool(&self) -> &Pool {
        &self.0.pool
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

    /// To be called when anything but the index changes answers (synonyms, curation).
    pub fn reloaded(&self) {
        self.0.salt.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn stop(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }
}
