//! `/v1/articles/{id}`: one article, read, written, deleted.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    App, Code, Outcome, Problem,
    auth::{Writer, holds_key},
    problem::ProblemBody,
    search,
};
use crate::{
    article::Article,
    extract::{self, Format},
    mining::quotes::{Quote, quotes},
};

/// What a write did.
#[derive(Debug, Serialize, ToSchema)]
pub struct WriteResult {
    pub id: String,
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What a deletion did.
#[derive(Debug, Serialize, ToSchema)]
pub struct Deletion {
    pub id: String,
    #[schema(example = "deleted")]
    pub result: &'static str,
}

/// An article with what was found in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadArticle {
    #[serde(flatten)]
    article: Article,
    /// Direct quotations in reading order, with who said them as far as the text tells.
    quotes: Vec<Quote>,
}

/// Read one article
#[utoipa::path(get, operation_id = "read_article", path = "/v1/articles/{id}", tag = "articles",
    params(("id" = String, Path, description = "As search results give it")),
    responses(
        (status = 200, body = ReadArticle, headers(("ETag" = String))),
        (status = 304, description = "Unchanged since the ETag in If-None-Match"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let article = find(&app, id, &headers).await?;
    // Quotations are found anew by each version of the program.
    let tag = format!(
        "W/\"{:x}-{}\"",
        article.content_hash(),
        env!("CARGO_PKG_VERSION")
    );
    let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""));
    if search::is_current(&headers, &tag) {
        return Ok(search::not_modified(&tag));
    }
    let headers = [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    let read = move || ReadArticle {
        quotes: quotes(&article),
        article,
    };
    Ok((headers, Json(app.pool().run(read).await?)).into_response())
}

/// The article, or the problem that there is none. One under embargo is there only for those who
/// may write: whoever knows or guesses an id would read it before its time.
pub async fn find(app: &App, id: String, headers: &HeaderMap) -> Result<Article, Problem> {
    let engine = app.engine().clone();
    let wanted = id.clone();
    let found = app.pool().run(move || engine.article(&wanted)).await??;
    let now = jiff::Timestamp::now();
    let found = found.filter(|article| article.is_released(now) || holds_key(app, headers));
    found.ok_or_else(|| {
        Problem::new(Code::NoSuchArticle)
            .parameter("id")
            .detail(format!("no article has the id `{id}`"))
    })
}

/// Add or replace one article
///
/// Answers when the article is on disk and searchable. Sending it again changes nothing.
#[utoipa::path(put, operation_id = "put_article", path = "/v1/articles/{id}", tag = "articles",
    params(("id" = String, Path, description = "Its identity")),
    request_body = Article,
    security(("key" = [])),
    responses(
        (status = 201, body = WriteResult, description = "Added"),
        (status = 200, body = WriteResult, description = "Changed, or unchanged"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put(
    State(app): State<App>,
    writer: Writer,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let for_job = app.clone();
    let result = app
        .writing()
        .run(move || store(&for_job, id, &body))
        .await??;
    tracing::info!(key = writer.name, id = result.id, outcome = ?result.outcome, "article written");
    let status = if result.outcome == Outcome::Added {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(result)).into_response())
}

/// What is wrong with the `state` of an article that was sent, and what to do about it. Archives
/// that are taken in have states of their own, which mean nothing here; whoever sends an article
/// to be retracted must not read that it was stored while it stays to be found.
pub(super) fn unknown_state(body: &[u8]) -> Option<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Stated {
        state: Option<String>,
    }
    const KNOWN: [&str; 5] = [
        "published",
        "corrected",
        "retracted",
        "dikoreksi",
        "ditarik",
    ];
    let state = serde_json::from_slice::<Stated>(body).ok()?.state?;
    let typed = state.trim().to_ascii_lowercase();
    let is_known = typed.is_empty() || KNOWN.contains(&typed.as_str());
    (!is_known).then(|| {
        (
            format!("`state`: \"{state}\" is no state of an article"),
            "write published, corrected or retracted, or leave it out".to_owned(),
        )
    })
}

fn store(app: &App, id: String, body: &[u8]) -> Result<WriteResult, Problem> {
    let invalid = |field: Option<String>, reason: String, remedy: String| Problem {
        parameter: field,
        ..Problem::new(Code::InvalidArticle)
            .detail(reason)
            .remedy(remedy)
    };
    if let Some((reason, remedy)) = unknown_state(body) {
        return Err(invalid(Some("state".into()), reason, remedy));
    }
    let options = app.settings().extract_options();
    let mut article = extract::extract(body, Format::Jsonl, &options)
        .map_err(|error| {
            invalid(
                error.field().map(str::to_owned),
                error.reason(),
                error.remedy(),
            )
        })?
        .article;
    let derived = article.derive_id();
    if article.id != id && article.id != derived {
        return Err(invalid(
            Some("id".into()),
            format!("the body says id `{}`, the address says `{id}`", article.id),
            "leave the id out of the body, or make both the same".into(),
        ));
    }
    article.id.clone_from(&id);
    match app.intake().take(vec![article])?.pop() {
        Some(Outcome::Refused {
            field,
            reason,
            remedy,
        }) => Err(invalid(field.map(str::to_owned), reason, remedy)),
        Some(outcome) => Ok(WriteResult { id, outcome }),
        None => Err(Problem::new(Code::Internal).internal("the intake gave no outcome")),
    }
}

/// Delete one article
#[utoipa::path(delete, operation_id = "delete_article", path = "/v1/articles/{id}", tag = "articles",
    params(("id" = String, Path, description = "As search results give it")),
    security(("key" = [])),
    responses(
        (status = 200, body = Deletion),
        (status = 401, body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete(
    State(app): State<App>,
    writer: Writer,
    Path(id): Path<String>,
) -> Result<Json<Deletion>, Problem> {
    let (for_job, of) = (app.clone(), id.clone());
    let deleted = app
        .writing()
        .run(move || for_job.intake().delete(&of))
        .await?;
    if !deleted? {
        return Err(Problem::new(Code::NoSuchArticle)
            .parameter("id")
            .detail(format!("no article has the id `{id}`")));
    }
    tracing::info!(key = writer.name, id, "article deleted");
    Ok(Json(Deletion {
        id,
        result: "deleted",
    }))
}
