//! What stands around an article and a day: similar articles, and what is rising.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::HeaderMap,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{App, Code, Problem, articles, params, problem::ProblemBody};
use crate::{
    article::{day_number, day_of},
    engine::tantivy::local_day,
    mining::{similar::pasted, trends::TrendQuery},
    search::{Hit, StoryEntry},
};

const DEFAULT_LIMIT: usize = 5;
const MAX_LIMIT: usize = 20;

/// What `/v1/articles/{id}/similar` answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Similar {
    pub id: String,
    pub hits: Vec<Hit>,
}

/// Articles about the same
#[utoipa::path(get, operation_id = "similar_articles", path = "/v1/articles/{id}/similar", tag = "articles",
    params(
        ("id" = String, Path, description = "As search results give it"),
        ("limit" = Option<usize>, Query, description = "How many at most, 1 to 20"),
    ),
    responses(
        (status = 200, body = Similar),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn similar(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Json<Similar>, Problem> {
    let mut limit = DEFAULT_LIMIT;
    for (name, value) in params::pairs(query.as_deref())? {
        match name.as_str() {
            "limit" => limit = limit_of(&value)?,
            _ => return Err(params::unknown(&name, &["limit"])),
        }
    }
    let article = articles::find(&app, id.clone(), &headers).await?;
    let for_job = app.clone();
    let hits = app
        .pool()
        .run(move || for_job.searcher().similar(&article, limit))
        .await??;
    Ok(Json(Similar { id, hits }))
}

/// A text to compare with.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pasted {
    /// A draft or a paragraph; the first line counts as its headline.
    pub text: String,
    /// How many at most, 1 to 20; 5 when absent.
    pub limit: Option<usize>,
}

/// What `/v1/similar` answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarToText {
    pub hits: Vec<Hit>,
}

/// Articles about the same as a text
#[utoipa::path(post, operation_id = "similar_to_text", path = "/v1/similar", tag = "articles",
    request_body = Pasted,
    responses(
        (status = 200, body = SimilarToText),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn similar_to_text(
    State(app): State<App>,
    body: Bytes,
) -> Result<Json<SimilarToText>, Problem> {
    let asked: Pasted = serde_json::from_slice(&body).map_err(|error| {
        Problem::new(Code::BadBody)
            .detail(error.to_string())
            .remedy("send {\"text\": \"…\", \"limit\": 5}")
    })?;
    let limit = asked.limit.unwrap_or(DEFAULT_LIMIT);
    check_limit(limit)?;
    let for_job = app.clone();
    let hits = app
        .pool()
        .run(move || for_job.searcher().similar(&pasted(&asked.text), limit))
        .await??;
    Ok(Json(SimilarToText { hits }))
}

/// What `/v1/articles/{id}/thread` answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Story {
    pub id: String,
    /// Oldest first; the article alone when nothing follows it up.
    pub entries: Vec<StoryEntry>,
}

/// The story that an article belongs to
///
/// Follow-ups of one event in time order, near-duplicates collapsed, each with the names, numbers
/// and words that none before it had.
#[utoipa::path(get, operation_id = "story_thread", path = "/v1/articles/{id}/thread", tag = "articles",
    params(("id" = String, Path, description = "As search results give it")),
    responses(
        (status = 200, body = Story),
        (status = 404, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn thread(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Json<Story>, Problem> {
    if let Some((name, _)) = params::pairs(query.as_deref())?.first() {
        return Err(params::unknown(name, &[]));
    }
    let article = articles::find(&app, id.clone(), &headers).await?;
    let for_job = app.clone();
    let entries = app
        .pool()
        .run(move || for_job.searcher().story(&article))
        .await??;
    Ok(Json(Story { id, entries }))
}

fn limit_of(value: &str) -> Result<usize, Problem> {
    let limit = params::number("limit", value)?;
    check_limit(limit)?;
    Ok(limit)
}

fn check_limit(limit: usize) -> Result<(), Problem> {
    if (1..=MAX_LIMIT).contains(&limit) {
        return Ok(());
    }
    Err(params::bad(
        "limit",
        &limit.to_string(),
        format!("give 1 to {MAX_LIMIT}"),
    ))
}

const TREND_PARAMETERS: [&str; 5] = ["from", "to", "category", "source", "limit"];

/// What is rising
///
/// Names, phrases and words of headlines and leads that rise in a period against the weeks
/// before it, by a log-likelihood test with false-discovery control.
#[utoipa::path(get, operation_id = "trends", path = "/v1/trends", tag = "search",
    params(
        ("from" = Option<String>, Query, description = "First local day, YYYY-MM-DD; six days before `to` when absent"),
        ("to" = Option<String>, Query, description = "Last local day; the newest article's when absent"),
        ("category" = Option<String>, Query, description = "First part of the category"),
        ("source" = Option<String>, Query, description = "Publisher"),
        ("limit" = Option<usize>, Query, description = "How many at most, 1 to 20"),
    ),
    responses(
        (status = 200, body = Value),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn trends(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Problem> {
    let (mut from, mut to) = (None, None);
    let (mut category, mut source) = (None, None);
    let mut limit = DEFAULT_LIMIT * 2;
    for (name, value) in params::pairs(query.as_deref())? {
        match name.as_str() {
            "from" => from = Some(day("from", &value)?),
            "to" => to = Some(day("to", &value)?),
            "category" => category = Some(value),
            "source" => source = Some(value),
            "limit" => limit = limit_of(&value)?,
            _ => return Err(params::unknown(&name, &TREND_PARAMETERS)),
        }
    }
    let for_job = app.clone();
    let report = app
        .pool()
        .run(move || -> Result<_, Problem> {
            let engine = for_job.engine().as_ref();
            let to = match to {
                Some(to) => to,
                None => newest(&for_job)?,
            };
            let from = from.unwrap_or(to - 6);
            if from > to {
                return Err(params::bad(
                    "from",
                    &day_of(from).to_string(),
                    "give the earlier day in `from`",
                ));
            }
            let table = for_job.trends().current(engine, &for_job.settings().zone)?;
            let query = TrendQuery {
                from,
                to,
                baseline: None,
                category,
                source,
                limit,
            };
            let mut report = serde_json::to_value(table.query(&query)).unwrap_or_default();
            // Whoever named no days must be told which ones were compared.
            let day = |day: i32| day_of(day).to_string();
            report["from"] = json!(day(query.from));
            report["to"] = json!(day(query.to));
            report["baseline_from"] = json!(day(query.baseline_from()));
            Ok(report)
        })
        .await??;
    Ok(Json(report))
}

fn day(name: &str, value: &str) -> Result<i32, Problem> {
    params::date(name, value).map(day_number)
}

/// The local day of the newest article.
fn newest(app: &App) -> Result<i32, Problem> {
    let request = crate::search::SearchRequest {
        sort: crate::search::Sort::Newest,
        limit: 1,
        facets: Some(Vec::new()),
        ..Default::default()
    };
    let response = app.searcher().search(&request)?;
    let zone = &app.settings().zone;
    Ok(response
        .hits
        .first()
        .and_then(|hit| hit.published.as_deref()?.parse().ok())
        .map_or(0, |moment| local_day(&moment, zone)))
}
