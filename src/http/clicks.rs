//! `POST /v1/clicks`: a page reports that a result was opened. Kept in the query log, when that
//! is on, for evaluation; otherwise thanked and forgotten. No addresses, no user ids.

use axum::{body::Bytes, extract::State, http::StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{App, Code, Problem, problem::ProblemBody};

/// One result that was opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Click {
    /// What was searched.
    pub query: String,
    /// The article that was opened.
    pub id: String,
    /// Its place among the results, from 1.
    #[schema(minimum = 1)]
    pub rank: usize,
}

/// Longer texts are not what our pages send.
const MAX_BYTES: usize = 10_000;

/// Report that a result was opened
#[utoipa::path(post, operation_id = "report_click", path = "/v1/clicks", tag = "search",
    request_body = Click,
    responses(
        (status = 204),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn post(State(app): State<App>, body: Bytes) -> Result<StatusCode, Problem> {
    let refuse = |detail: String| {
        Problem::new(Code::BadBody)
            .detail(detail)
            .remedy("send {\"query\": \"…\", \"id\": \"…\", \"rank\": 1}")
    };
    if body.len() > MAX_BYTES {
        return Err(refuse(format!("the body has more than {MAX_BYTES} bytes")));
    }
    let click: Click = serde_json::from_slice(&body).map_err(|error| refuse(error.to_string()))?;
    if click.rank == 0 {
        return Err(refuse("ranks begin at 1".into()).parameter("rank"));
    }
    if let Some(log) = app.query_log() {
        let Click { query, id, rank } = click;
        let at = Timestamp::now().to_string();
        log.note(json!({ "at": at, "kind": "click", "query": query, "id": id, "rank": rank }));
    }
    Ok(StatusCode::NO_CONTENT)
}
