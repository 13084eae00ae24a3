//! For those who run it: health, readiness, metrics, sizes, and how a text is analysed.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use axum::{
    Json,
    extract::{Path, RawQuery, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{App, Code, Problem, params, problem::ProblemBody};
use crate::{
    engine::{EngineError, Stats},
    language::{self, Analyzer, Kind},
    web,
};

/// Upper bounds of latency buckets, seconds.
const BUCKETS: [f64; 14] = [
    0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.0, 4.0, 16.0,
];
/// How often histograms are drained and idle rate limits forgotten.
const UPKEEP: Duration = Duration::from_secs(5);
/// The longest text that `/v1/analyze` takes, in characters.
const ANALYZE_CHARS: usize = 10_000;

/// The process's recorder: there is one, however many servers run in it.
pub fn recorder() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE
        .get_or_init(|| {
            let builder = PrometheusBuilder::new();
            // Fails only for an empty list.
            let builder = builder
                .set_buckets(&BUCKETS)
                .unwrap_or_else(|_| PrometheusBuilder::new());
            let recorder = builder.build_recorder();
            let handle = recorder.handle();
            if metrics::set_global_recorder(recorder).is_err() {
                tracing::warn!("metrics go to another recorder of this process");
            }
            handle
        })
        .clone()
}

/// Learns spelling and completions from the index, makes it ready for writes, and keeps metrics
/// and rate limits small while the server runs.
pub async fn upkeep(app: App) {
    if app.takes_writes() {
        let writer = app.clone();
        tokio::task::spawn_blocking(move || {
            if let Err(error) = writer.intake().prepare() {
                tracing::warn!(%error, "cannot read the index before the first write");
            }
        });
    }
    let mut ticks = tokio::time::interval(UPKEEP);
    let mut learned: Option<((u64, usize), Instant)> = None;
    loop {
        ticks.tick().await;
        // What is under embargo is not learned: with its end there is more to learn.
        let ended = app.engine().embargoes_ended(Timestamp::now().as_second());
        let state = (app.engine().generation(), ended);
        let relearn = app.settings().relearn;
        let changed = learned.is_none_or(|(known, at)| known != state && at.elapsed() >= relearn);
        let remine = app.take_remine();
        if changed || remine {
            let learner = app.clone();
            let lesson = tokio::task::spawn_blocking(move || {
                let engine = learner.engine().as_ref();
                learner
                    .mined()
                    .rebuild(engine, &learner.suggest_options())?;
                if changed {
                    learner.searcher().knowledge().learn(engine)?;
                }
                Ok::<(), EngineError>(())
            });
            if let Ok(Err(error)) = lesson.await {
                tracing::warn!(%error, "cannot learn spelling and completions from the index");
            }
            if changed {
                learned = Some((state, Instant::now()));
            }
        }
        app.metrics().run_upkeep();
        if let Some(limit) = app.rate_limit() {
            limit.tidy();
        }
    }
}

/// Is the process alive?
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200)))]
pub async fn healthz() -> Json<Value> {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}

/// Can it answer searches? `writes` says whether it takes writes, too: `stopped` when the index
/// writer has given up
#[utoipa::path(get, path = "/readyz", tag = "operations", responses(
    (status = 200),
    (status = 503, body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn readyz(State(app): State<App>) -> Result<Json<Value>, Problem> {
    if app.is_stopping() {
        return Err(Problem::new(Code::Overloaded).detail("the server is stopping"));
    }
    let engine = app.engine().clone();
    let articles = app.pool().run(move || engine.articles()).await?;
    // Not a reason to send nobody here: what readers ask is answered as before.
    let writes = match (app.takes_writes(), app.engine().can_write()) {
        (false, _) => "off",
        (true, true) => "ready",
        (true, false) => "stopped",
    };
    Ok(Json(
        json!({ "status": "ready", "articles": articles, "writes": writes }),
    ))
}

/// Metrics, for Prometheus
#[utoipa::path(get, path = "/metrics", tag = "operations", responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let engine = app.engine().clone();
    let stats = app.pool().run(move || engine.stats()).await??;
    metrics::gauge!("warta_articles").set(stats.articles as f64);
    metrics::gauge!("warta_index_bytes").set(stats.bytes as f64);
    metrics::gauge!("warta_index_segments").set(stats.segments as f64);
    metrics::gauge!("warta_index_deleted").set(stats.deleted as f64);
    let stopped = app.takes_writes() && !app.engine().can_write();
    metrics::gauge!("warta_writes_stopped").set(f64::from(u8::from(stopped)));
    metrics::gauge!("warta_uptime_seconds").set(app.uptime_seconds() as f64);
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    Ok((kind, app.metrics().render()).into_response())
}

/// What `/v1/stats` answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServiceStats {
    pub version: &'static str,
    pub uptime_seconds: u64,
    /// Days and histograms are of this zone.
    pub zone: String,
    pub index: Stats,
}

/// Totals and sizes
#[utoipa::path(get, path = "/v1/stats", tag = "operations", responses((status = 200, body = ServiceStats)))]
pub async fn stats(State(app): State<App>) -> Result<Json<ServiceStats>, Problem> {
    let engine = app.engine().clone();
    let index = app.pool().run(move || engine.stats()).await??;
    Ok(Json(ServiceStats {
        version: env!("CARGO_PKG_VERSION"),
        uptime_seconds: app.uptime_seconds(),
        zone: app
            .settings()
            .zone
            .iana_name()
            .unwrap_or("fixed")
            .to_owned(),
        index,
    }))
}

/// One token of an analysed text.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnalyzedToken {
    /// As it stands in the text.
    pub text: String,
    /// First byte in the text.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    pub position: u32,
    pub kind: String,
    /// The three levels of sameness.
    pub exact: String,
    pub light: String,
    pub root: String,
    /// The reasoning, step by step.
    pub steps: Vec<String>,
}

/// How a text is cut into words and stems
#[utoipa::path(get, path = "/v1/analyze", tag = "search",
    params(("text" = String, Query, description = "At most 10,000 characters")),
    responses(
        (status = 200, body = Vec<AnalyzedToken>),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn analyze(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<AnalyzedToken>>, Problem> {
    let mut text = String::new();
    for (name, value) in params::pairs(query.as_deref())? {
        match name.as_str() {
            "text" => text = value,
            _ => return Err(params::unknown(&name, &["text"])),
        }
    }
    if text.chars().count() > ANALYZE_CHARS {
        return Err(params::bad(
            "text",
            &text,
            format!("send at most {ANALYZE_CHARS} characters"),
        ));
    }
    Ok(Json(app.pool().run(move || tokens(&text)).await?))
}

/// All tokens of a text.
pub fn tokens(text: &str) -> Vec<AnalyzedToken> {
    let kind = |kind: Kind| format!("{kind:?}").to_lowercase();
    let mut tokens = Vec::new();
    Analyzer::new().analyze(text, |token| {
        tokens.push(AnalyzedToken {
            text: text
                .get(token.start..token.end)
                .unwrap_or_default()
                .to_owned(),
            start: token.start,
            end: token.end,
            position: token.position,
            kind: kind(token.kind),
            exact: token.exact.to_owned(),
            light: token.light.to_owned(),
            root: token.root.to_owned(),
            steps: language::explain(text, &token),
        });
    });
    tokens
}

/// What the problem types mean, as a page: `type` of a problem leads here.
pub async fn problem(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let row = Code::TABLE
        .iter()
        .find(|(_, known, ..)| *known == name)
        .ok_or_else(|| Problem::new(Code::NoSuchRoute))?;
    let (_, name, status, title, meaning) = row;
    let page = web::problem_page(
        name,
        status.as_u16(),
        title,
        meaning,
        &app.settings().public_url,
    );
    Ok(web::respond(StatusCode::OK, page))
}
