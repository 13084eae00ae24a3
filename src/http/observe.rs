//! The outermost layer of every route: gives each request an id, renders problems, measures and
//! logs. Paths are logged without their query: what people search is theirs.

use std::time::Instant;

use axum::{
    Json,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;

use super::{App, Code, Problem};
use crate::web;

/// In and out.
const REQUEST_ID: &str = "x-request-id";
/// Longer ids of clients are replaced by our own.
const MAX_ID: usize = 64;

/// Marks a response with an error status whose body is meant as it is.
#[derive(Debug, Clone, Copy)]
pub struct Rendered;

/// The middleware.
pub async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("unmatched", MatchedPath::as_str)
        .to_owned();
    let wants_page = wants_page(&path, request.headers());

    let mut response = next.run(request).await;
    let problem = response.extensions_mut().remove::<Problem>();
    if let Some(cause) = problem
        .as_ref()
        .and_then(|problem| problem.internal.as_deref())
    {
        tracing::error!(request_id = %id, %method, path, cause, "a request failed inside");
    }
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if is_error && response.extensions().get::<Rendered>().is_none() {
        let problem = problem.unwrap_or_else(|| Problem::new(Code::of_status(status)));
        response = render(problem, response.headers(), &id, wants_page, &app);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let headers = response.headers_mut();
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    );

    let seconds = started.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let labels = [
        ("method", method.to_string()),
        ("route", route),
        ("status", status.to_string()),
    ];
    metrics::counter!("warta_http_requests_total", &labels).increment(1);
    metrics::histogram!("warta_http_request_seconds", &labels[..2]).record(seconds);
    // To the microsecond: more digits are noise.
    let ms = (seconds * 1e6).round() / 1e3;
    tracing::info!(request_id = %id, %method, path, status, ms, "request");
    response
}

/// The client's id, if it is harmless in logs, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| {
            (1..=MAX_ID).contains(&id.len())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        });
    given.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

/// People get pages, programs get JSON.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    !path.starts_with("/v1/") && accept.contains("text/html")
}

fn render(problem: Problem, headers: &HeaderMap, id: &str, as_page: bool, app: &App) -> Response {
    let code = problem.code;
    let body = problem.body(id);
    let mut response = if as_page {
        let page = web::error_page(code.status().as_u16(), id, &app.settings().public_url);
        web::respond(code.status(), page)
    } else {
        (code.status(), Json(body)).into_response()
    };
    for name in [header::ALLOW, header::RETRY_AFTER, header::WWW_AUTHENTICATE] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    if !as_page {
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What a panicking handler answers.
pub fn panicked(cause: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let text = cause
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a handler panicked".into());
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response
        .extensions_mut()
        .insert(Problem::new(Code::Internal).internal(text));
    response
}
