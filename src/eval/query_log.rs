//! The service's query log (`[log] queries = true`): searches and clicks, a JSON object a line.
//!
//! Searches have `ids` (what was shown, in order), `took_us` and either `request` (as the API
//! takes it) or `query` and `filters`. Clicks have `query`, `id` and `rank` (from 1).

use std::{
    io::BufRead,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::Value;

use super::{EvalError, ProblemKind, Problems, input};
use crate::search::SearchRequest;

/// A read log.
#[derive(Debug, Clone, Default)]
pub struct QueryLog {
    /// Where it was read from.
    pub file: PathBuf,
    /// In the order of the log.
    pub searches: Vec<Search>,
    /// In the order of the log.
    pub clicks: Vec<Click>,
}

/// One search that was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Search {
    /// As it was sent, defaults filled in.
    pub request: SearchRequest,
    /// The ids that were shown, best first.
    pub ids: Vec<String>,
    /// Time in the service, in microseconds.
    pub took_us: u64,
}

impl Search {
    /// The query, as clicks name it.
    pub fn query(&self) -> &str {
        &self.request.q
    }

    /// First pages without filters: what judgments of a query can be made of.
    pub fn is_plain(&self) -> bool {
        let SearchRequest {
            category,
            source,
            author,
            tag,
            from,
            to,
            cursor,
            sort,
            ..
        } = &self.request;
        category.is_empty()
            && source.is_empty()
            && author.is_empty()
            && tag.is_empty()
            && from.is_none()
            && to.is_none()
            && cursor.is_none()
            && *sort == SearchRequest::default().sort
    }
}

/// One result that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Click {
    /// What was searched when it was shown.
    pub query: String,
    /// Of the article that was opened.
    pub id: String,
    /// From 1.
    pub rank: usize,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    request: Option<Value>,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    filters: Option<serde_json::Map<String, Value>>,
    #[serde(default)]
    ids: Option<Vec<String>>,
    #[serde(default)]
    took_us: u64,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    rank: Option<usize>,
}

impl QueryLog {
    /// Reads a log, `.gz` too. Lines that are neither searches nor clicks are reported.
    pub fn read(path: &Path) -> Result<(QueryLog, Problems), EvalError> {
        let mut problems = Problems::default();
        let mut log = QueryLog {
            file: path.to_path_buf(),
            ..QueryLog::default()
        };
        for (line, content) in (1u32..).zip(input::open(path)?.lines()) {
            let content = content.map_err(|source| EvalError::Read {
                path: path.to_path_buf(),
                source,
            })?;
            if content.trim().is_empty() {
                continue;
            }
            if let Err(reason) = log.take(&content) {
                problems.at(path, line, ProblemKind::Malformed { reason });
            }
        }
        if log.searches.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "searches" });
        }
        Ok((log, problems))
    }

    fn take(&mut self, line: &str) -> Result<(), String> {
        let entry: Entry = serde_json::from_str(line).map_err(|error| without_line(&error))?;
        match entry {
            Entry {
                ids: Some(ids),
                took_us,
                request,
                query,
                filters,
                ..
            } => {
                let request = match (request, query) {
                    (Some(request), _) => request,
                    (None, Some(query)) => {
                        let mut request = filters.unwrap_or_default();
                        request.insert("q".to_owned(), Value::String(query));
                        Value::Object(request)
                    }
                    (None, None) => return Err("a search without its query".to_owned()),
                };
                let request =
                    serde_json::from_value(request).map_err(|error| without_line(&error))?;
                self.searches.push(Search {
                    request,
                    ids,
                    took_us,
                });
            }
            Entry {
                query: Some(query),
                id: Some(id),
                rank: Some(rank),
                ..
            } if rank > 0 => self.clicks.push(Click { query, id, rank }),
            _ => return Err("neither a search (`ids`) nor a click (`id`, `rank`)".to_owned()),
        }
        Ok(())
    }
}

/// What is wrong with a line of JSON; which line of the log it is, is said elsewhere.
fn without_line(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}
