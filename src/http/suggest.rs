//! `GET /v1/suggest`: completions of a half-typed query.

use axum::{
    Json,
    extract::{RawQuery, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Problem, params, problem::ProblemBody};
use crate::{language::fold, search::SearchRequest};

/// Completes half-typed queries. Called on every key, so it must answer in a few milliseconds.
pub trait Suggest: Send + Sync {
    /// At most `limit` completions of `text`, best first.
    fn suggest(&self, text: &str, limit: usize) -> Vec<Suggestion>;
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Suggestion {
    /// The whole query, completed.
    pub text: String,
    /// What it is: `name`, `place`, `topic`, `headline` (a phrase of headlines), `word`, `category`
    /// (a filter), `query` (often asked), `title` (a whole headline, before names were mined).
    pub kind: String,
    /// In how many articles `text` occurs, where that is known.
    pub count: Option<u64>,
}

/// What `/v1/suggest` answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Suggestions {
    /// What was typed.
    pub query: String,
    pub suggestions: Vec<Suggestion>,
}

const PARAMETERS: [&str; 2] = ["q", "limit"];
const DEFAULT_LIMIT: usize = 8;
const MAX_LIMIT: usize = 20;

/// Complete a half-typed query
#[utoipa::path(get, operation_id = "suggest", path = "/v1/suggest", tag = "search",
    params(
        ("q" = Option<String>, Query, description = "What has been typed so far; nothing is completed to nothing"),
        ("limit" = Option<usize>, Query, description = "How many at most, 1 to 20"),
    ),
    responses(
        (status = 200, body = Suggestions),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<Suggestions>, Problem> {
    let mut text = String::new();
    let mut limit = DEFAULT_LIMIT;
    for (name, value) in params::pairs(query.as_deref())? {
        match name.as_str() {
            "q" => text = value,
            "limit" => {
                limit = params::number("limit", &value)?;
                if !(1..=MAX_LIMIT).contains(&limit) {
                    return Err(params::bad(
                        "limit",
                        &value,
                        format!("give 1 to {MAX_LIMIT}"),
                    ));
                }
            }
            _ => return Err(params::unknown(&name, &PARAMETERS)),
        }
    }
    let for_job = app.clone();
    let typed = text.clone();
    let suggestions = app
        .pool()
        .run(move || -> Result<_, Problem> {
            let blocked = for_job.blocked();
            let mut found = match for_job.suggest() {
                Some(suggest) => suggest.suggest(&typed, limit),
                None => mined_or_titles(&for_job, &typed, limit)?,
            };
            // Headlines, and what was mined before the list was changed.
            found.retain(|suggestion| !blocked.1.has(&fold(&suggestion.text)));
            Ok(found)
        })
        .await??;
    Ok(Json(Suggestions {
        query: text,
        suggestions,
    }))
}

/// What was mined from the archive; headlines where that knows nothing, as before the first
/// mining is done.
fn mined_or_titles(app: &App, text: &str, limit: usize) -> Result<Vec<Suggestion>, Problem> {
    let mined = app.mined().current().suggest(text, limit);
    if mined.is_empty() {
        return titles(app, text, limit);
    }
    Ok(mined
        .into_iter()
        .map(|found| Suggestion {
            text: found.text,
            kind: found.kind.name().to_owned(),
            count: found.count.map(u64::from),
        })
        .collect())
}

/// Without a suggester: headlines that hold the words typed, the last one as a prefix.
fn titles(app: &App, text: &str, limit: usize) -> Result<Vec<Suggestion>, Problem> {
    // Only letters and digits: an operator typed half is not one.
    let plain: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .take(200)
        .collect();
    // Small letters: `KALIMAT` and `DEKAT` are words here.
    let mut words: Vec<String> = plain.split_whitespace().map(fold).collect();
    let Some(last) = words.last_mut() else {
        return Ok(Vec::new());
    };
    if !text.ends_with(char::is_whitespace) {
        last.push('*');
    }
    let request = SearchRequest {
        q: format!("judul:({})", words.join(" ")),
        limit,
        facets: Some(Vec::new()),
        correct: false,
        snippet_chars: 40,
        ..SearchRequest::default()
    };
    let response = app.searcher().search(&request)?;
    let title = |title| Suggestion {
        text: title,
        kind: "title".into(),
        count: None,
    };
    Ok(response
        .hits
        .into_iter()
        .map(|hit| title(hit.title))
        .collect())
}
