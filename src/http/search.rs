//! `GET` and `POST /v1/search`, and what the search page shares with them.

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use super::{App, Problem, params, problem::ProblemBody};
use crate::search::{SearchRequest, SearchResponse};

/// Search articles
///
/// Filters of one name widen (`category=A&category=B` finds both), filters of different names
/// narrow. Facet counts ignore the facet's own selection. Answers carry an ETag: send it back as
/// `If-None-Match` and get a 304 until the index changes.
#[utoipa::path(get, operation_id = "search", path = "/v1/search", tag = "search",
    params(
        params::WhatIsFound,
        ("sort" = Option<crate::search::Sort>, Query, description = "Order of hits"),
        ("limit" = Option<usize>, Query, description = "Hits on a page"),
        ("cursor" = Option<String>, Query, description = "next_cursor of the page before"),
        ("facets" = Option<String>, Query, description = "Comma-separated: category, source, author, tag, date; `none` for none; absent for all"),
        ("interval" = Option<crate::search::Interval>, Query, description = "Width of date buckets"),
        ("snippet_chars" = Option<usize>, Query, description = "Length of a snippet, 40 to 2000"),
        ("collapse" = Option<bool>, Query, description = "Show near-duplicates as one"),
        ("explain" = Option<bool>, Query, description = "Say how each score came about"),
    ),
    responses(
        (status = 200, body = SearchResponse, headers(("ETag" = String))),
        (status = 304, description = "Nothing has changed since the ETag in If-None-Match"),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, body = ProblemBody, content_type = "application/problem+json"),
        (status = 504, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let request = params::search(query.as_deref(), params::defaults(app.settings()))?;
    answer(&app, request, &headers).await
}

/// Search articles, with the request as JSON
#[utoipa::path(post, operation_id = "search_with_json", path = "/v1/search", tag = "search",
    request_body = SearchRequest,
    responses(
        (status = 200, body = SearchResponse),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, body = ProblemBody, content_type = "application/problem+json"),
        (status = 504, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn post(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let request = params::search_json(&body, params::defaults(app.settings()))?;
    answer(&app, request, &headers).await
}

async fn answer(
    app: &App,
    request: SearchRequest,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let stamp = Stamp::new(app, &request);
    let tag = stamp.tag(app.engine().generation());
    if is_current(headers, &tag) {
        return Ok(not_modified(&tag));
    }
    let for_job = app.clone();
    let (text, generation) = app
        .pool()
        .run(move || {
            let response = run(&for_job, &request)?;
            let text = serde_json::to_vec(&response)
                .map_err(|error| Problem::new(super::Code::Internal).internal(error))?;
            Ok::<_, Problem>((text, response.generation))
        })
        .await??;
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, stamp.tag(generation)),
    ];
    Ok((headers, text).into_response())
}

/// Searches, measures and logs. For the pool.
pub fn run(app: &App, request: &SearchRequest) -> Result<SearchResponse, Problem> {
    let mut response = app.searcher().search(request)?;
    app.searcher().note_unknown_values(request, &mut response)?;
    metrics::histogram!("warta_search_seconds").record(response.took_us as f64 / 1e6);
    if response.total == 0 {
        metrics::counter!("warta_searches_without_hits_total").increment(1);
    }
    if let Some(log) = app.query_log() {
        log.write(request, &response);
    }
    Ok(response)
}

/// What an ETag is made of, besides the index generation: the request, the day (phrases such as
/// "kemarin" move with it, and recency counts in days), the embargoes that have ended and this
/// server's start.
pub struct Stamp(u64);

impl Stamp {
    pub fn new(app: &App, request: &SearchRequest) -> Self {
        let now = jiff::Timestamp::now();
        let today = app.settings().zone.to_datetime(now).date();
        let shown = app.engine().embargoes_ended(now.as_second());
        Stamp(xxh3_64(
            json!([request, today.to_string(), shown, app.salt()])
                .to_string()
                .as_bytes(),
        ))
    }

    /// Weak: two answers with one tag may differ in `took_us` and in compression.
    pub fn tag(&self, generation: u64) -> HeaderValue {
        let text = format!("W/\"{generation:x}-{:x}\"", self.0);
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("W/\"0\""))
    }
}

/// Whether the client holds the answer with this tag.
pub fn is_current(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    let Ok(tag) = tag.to_str().map(opaque) else {
        return false;
    };
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|held| held.trim() == "*" || opaque(held) == tag)
}

/// The answer to a client that holds it already.
pub fn not_modified(tag: &HeaderValue) -> Response {
    let headers = [
        (header::ETAG, tag.clone()),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (StatusCode::NOT_MODIFIED, headers).into_response()
}
