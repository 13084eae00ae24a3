//! The judging page: local, for one person. Every grade is on disk before it is acknowledged.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{GRADES, Pool};
use crate::eval::{Cards, EvalError, Qrels, input};

const PAGE: &str = include_str!("judge.html");

/// A judge at work.
pub struct Judging {
    /// What is to be judged.
    pub pool: Pool,
    /// The judge's own judgments, and the file that they are kept in.
    pub qrels: Mutex<Qrels>,
    /// Written after every judgment.
    pub out: PathBuf,
    /// What the judge is shown of a document.
    pub cards: Box<dyn Cards>,
}

impl Judging {
    /// Keeps a grade. Documents that are not in the pool are refused.
    pub fn grade(&self, topic: &str, document: &str, grade: i32) -> Result<(), EvalError> {
        if !GRADES.contains(&grade) || !self.pool.holds(topic, document) {
            return Err(EvalError::Usage(format!(
                "grade {grade} for topic {topic}, document {document}: not in the pool, or not 0 to 3"
            )));
        }
        let mut qrels = self.qrels();
        qrels.set(topic, document, grade);
        input::write(&self.out, qrels.to_trec().as_bytes())
    }

    fn qrels(&self) -> MutexGuard<'_, Qrels> {
        self.qrels
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The pool with the grades so far; nothing about where a document came from.
    fn to_json(&self) -> Value {
        let qrels = self.qrels();
        let topics = self.pool.topics.iter().map(|topic| {
            let documents = topic
                .documents
                .iter()
                .map(|id| json!({ "id": id, "grade": qrels.grade(&topic.id, id) }));
            json!({
                "id": topic.id,
                "query": topic.query,
                "narrative": topic.narrative,
                "documents": documents.collect::<Vec<_>>(),
            })
        });
        json!({ "topics": topics.collect::<Vec<_>>() })
    }
}

/// Serves the page until `shutdown`.
pub async fn serve(
    listener: TcpListener,
    judging: Arc<Judging>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = Router::new()
        .route("/", get(|| async { Html(PAGE) }))
        .route("/pool", get(pool))
        .route("/document/{id}", get(document))
        .route("/grade", post(grade))
        .layer(middleware::from_fn(local_only))
        .with_state(judging);
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
}

/// Refuses names other than this machine's, so that no web page can reach the judge through a
/// name that it controls (DNS rebinding). Cross-site posts fail because grades must be JSON.
async fn local_only(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if !matches!(name, "localhost" | "127.0.0.1" | "[::1]") {
        return (StatusCode::FORBIDDEN, "open this page as localhost").into_response();
    }
    next.run(request).await
}

async fn pool(State(judging): State<Arc<Judging>>) -> Json<Value> {
    Json(judging.to_json())
}

async fn document(State(judging): State<Arc<Judging>>, Path(id): Path<String>) -> Response {
    let known = (judging.pool.topics.iter()).any(|topic| topic.documents.contains(&id));
    match judging.cards.card(&id).filter(|_| known) {
        Some(card) => Json(card).into_response(),
        None => (StatusCode::NOT_FOUND, "the collection does not hold it").into_response(),
    }
}

#[derive(Deserialize)]
struct Grade {
    topic: String,
    document: String,
    grade: i32,
}

async fn grade(State(judging): State<Arc<Judging>>, Json(given): Json<Grade>) -> Response {
    let kept = tokio::task::spawn_blocking(move || {
        judging.grade(&given.topic, &given.document, given.grade)
    });
    match kept.await {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(error @ EvalError::Usage(_))) => {
            (StatusCode::BAD_REQUEST, error.to_string()).into_response()
        }
        Ok(Err(error)) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
