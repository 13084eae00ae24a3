//! Every error that the API answers, in one table: code → status → title → what it means.
//! A handler returns a [`Problem`]; `observe` renders it as RFC 9457
//! `application/problem+json` with the request's id. What went wrong inside is logged, not told.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

use super::{pool::PoolError, state::ReloadError};
use crate::{engine::EngineError, search::SearchError};

/// What can go wrong, as clients see it. The kebab-case code is stable; see [`Code::TABLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    BadParameter,
    UnknownParameter,
    BadBody,
    InvalidArticle,
    BadRules,
    NoKey,
    WrongKey,
    WritesOff,
    NoSuchArticle,
    NoSuchRoute,
    WrongMethod,
    TooSlow,
    TooLarge,
    WrongType,
    TooMany,
    Overloaded,
    IndexBusy,
    StorageFailed,
    Internal,
}

impl Code {
    /// Code, its stable name, status, title, what it means and what to do.
    pub const TABLE: [(Code, &'static str, StatusCode, &'static str, &'static str); 19] = [
        (
            Code::BadParameter,
            "bad-parameter",
            StatusCode::BAD_REQUEST,
            "A parameter has a value that cannot be used",
            "`parameter` names it, `remedy` says what is accepted.",
        ),
        (
            Code::UnknownParameter,
            "unknown-parameter",
            StatusCode::BAD_REQUEST,
            "There is no such parameter",
            "Unknown parameters are refused, so that a typing error never passes for an answer. `remedy` offers the nearest name.",
        ),
        (
            Code::BadBody,
            "bad-body",
            StatusCode::BAD_REQUEST,
            "The body cannot be read",
            "The body is not valid JSON or not valid UTF-8; `detail` says where.",
        ),
        (
            Code::InvalidArticle,
            "invalid-article",
            StatusCode::UNPROCESSABLE_ENTITY,
            "The article was not accepted",
            "A field is missing, has the wrong type, or a check failed (language, length, date). Nothing was stored.",
        ),
        (
            Code::BadRules,
            "bad-rules",
            StatusCode::UNPROCESSABLE_ENTITY,
            "A file of rules or the configuration has a fault",
            "`detail` names file and line. Nothing was changed: the rules in force stay in force. Mend the file, then reload again.",
        ),
        (
            Code::NoKey,
            "no-key",
            StatusCode::UNAUTHORIZED,
            "An API key is needed",
            "Send `Authorization: Bearer KEY` or `X-Api-Key: KEY`.",
        ),
        (
            Code::WrongKey,
            "wrong-key",
            StatusCode::UNAUTHORIZED,
            "The API key is not known here",
            "Check the key, or make a new one with `warta key new`.",
        ),
        (
            Code::WritesOff,
            "writes-off",
            StatusCode::FORBIDDEN,
            "Writing over HTTP is switched off",
            "No API key is configured. Make one with `warta key new`, put its hash into config.toml, restart the server; or write with `warta ingest`.",
        ),
        (
            Code::NoSuchArticle,
            "no-such-article",
            StatusCode::NOT_FOUND,
            "There is no article with this id",
            "Ids come with search results.",
        ),
        (
            Code::NoSuchRoute,
            "no-such-route",
            StatusCode::NOT_FOUND,
            "There is nothing at this address",
            "See /docs for the routes.",
        ),
        (
            Code::WrongMethod,
            "wrong-method",
            StatusCode::METHOD_NOT_ALLOWED,
            "This address does not take this method",
            "The `Allow` header lists those that it takes; see /docs.",
        ),
        (
            Code::TooSlow,
            "too-slow",
            StatusCode::GATEWAY_TIMEOUT,
            "The answer was not ready in time",
            "Ask for less (fewer facets, a smaller limit, a shorter query) or again later. A write may still be carried out; sending it again does no harm.",
        ),
        (
            Code::TooLarge,
            "too-large",
            StatusCode::PAYLOAD_TOO_LARGE,
            "The body is too large",
            "Send articles line by line to POST /v1/articles; there only each line is limited.",
        ),
        (
            Code::WrongType,
            "wrong-type",
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body is of the wrong type",
            "Send `Content-Type: application/json`, or `application/x-ndjson` to POST /v1/articles; as `Content-Encoding` gzip, br, deflate or zstd.",
        ),
        (
            Code::TooMany,
            "too-many-requests",
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests from this address",
            "Wait as many seconds as `Retry-After` says.",
        ),
        (
            Code::Overloaded,
            "overloaded",
            StatusCode::SERVICE_UNAVAILABLE,
            "The service has more work than it can do",
            "Try again after the seconds that `Retry-After` says.",
        ),
        (
            Code::IndexBusy,
            "index-busy",
            StatusCode::SERVICE_UNAVAILABLE,
            "The index cannot be used now",
            "Another process writes it, or it was made by another version. The server's log says which.",
        ),
        (
            Code::StorageFailed,
            "storage-failed",
            StatusCode::INSUFFICIENT_STORAGE,
            "The articles could not be stored",
            "The disk is full or failed. What was not acknowledged is not stored; send it again after the disk is mended.",
        ),
        (
            Code::Internal,
            "internal",
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong inside",
            "It is not your request's fault. Report it with the request id; the server's log has the cause.",
        ),
    ];

    fn row(self) -> &'static (Code, &'static str, StatusCode, &'static str, &'static str) {
        // The table's order is the enum's; a test holds it to that.
        &Self::TABLE[self as usize]
    }

    /// Its HTTP status.
    pub fn status(self) -> StatusCode {
        self.row().2
    }

    /// The code of an error that the framework answered on its own.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Code::NoSuchRoute,
            StatusCode::METHOD_NOT_ALLOWED => Code::WrongMethod,
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::WrongType,
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Code::TooSlow,
            status if status.is_client_error() => Code::BadBody,
            _ => Code::Internal,
        }
    }
}

/// One error on its way to a client.
#[derive(Debug, Clone)]
pub struct Problem {
    pub code: Code,
    /// What was wrong with this request.
    pub detail: Option<String>,
    /// The parameter or field at fault.
    pub parameter: Option<String>,
    /// What to do, where it is more than the table says.
    pub remedy: Option<String>,
    /// Seconds to wait.
    pub retry_after: Option<u64>,
    /// For the log only.
    pub internal: Option<String>,
}

/// RFC 9457, with members of our own.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A stable address of the kind of problem, on this server.
    #[serde(rename = "type")]
    #[schema(example = "/problems/bad-parameter")]
    kind: String,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The parameter or field at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// What to do about it.
    remedy: String,
    /// Also in the `X-Request-Id` header and in the server's log.
    request_id: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(code: Code) -> Self {
        Problem {
            code,
            detail: None,
            parameter: None,
            remedy: None,
            retry_after: None,
            internal: None,
        }
    }

    /// Says what was wrong.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Names the parameter at fault.
    pub fn parameter(mut self, name: impl Into<String>) -> Self {
        self.parameter = Some(name.into());
        self
    }

    /// Says what to do.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Says what the log should know and the client should not.
    pub fn internal(mut self, cause: impl ToString) -> Self {
        self.internal = Some(cause.to_string());
        self
    }

    fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// Too many requests; try again after so many seconds.
    pub fn too_many(seconds: u64) -> Self {
        Problem::new(Code::TooMany).retry_after(seconds)
    }

    /// The answer for one request.
    pub fn body(&self, request_id: &str) -> ProblemBody {
        let (_, name, status, title, remedy) = self.code.row();
        ProblemBody {
            kind: format!("/problems/{name}"),
            title,
            status: status.as_u16(),
            detail: self.detail.clone(),
            parameter: self.parameter.clone(),
            remedy: self.remedy.clone().unwrap_or_else(|| (*remedy).to_owned()),
            request_id: request_id.to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    /// Status and headers; the body follows in `observe`, which knows the request's id.
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        if matches!(self.code, Code::NoKey | Code::WrongKey) {
            let scheme = header::HeaderValue::from_static("Bearer realm=\"warta\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, scheme);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ReloadError> for Problem {
    fn from(error: ReloadError) -> Self {
        Problem::new(Code::BadRules).detail(error.to_string())
    }
}

impl From<SearchError> for Problem {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::BadParameter {
                parameter,
                reason,
                remedy,
            } => Problem::new(Code::BadParameter)
                .parameter(parameter)
                .detail(reason)
                .remedy(remedy),
            SearchError::Engine(error) => error.into(),
        }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        let code = match error {
            EngineError::Busy { .. } | EngineError::Version { .. } | EngineError::Absent { .. } => {
                Code::IndexBusy
            }
            EngineError::Write { .. } | EngineError::ReadOnly { .. } => Code::StorageFailed,
            EngineError::Damaged { .. } => {
                // Where it lies is the operator's business.
                return Problem::new(Code::Internal)
                    .detail("the index cannot be read: a file of it is damaged or missing")
                    .remedy("tell whoever runs this server; its log names the file and the remedy")
                    .internal(error);
            }
            EngineError::Read(_) | EngineError::Copy { .. } => Code::Internal,
        };
        Problem::new(code).internal(error)
    }
}

impl From<PoolError> for Problem {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout => Problem::new(Code::TooSlow),
            PoolError::Overloaded => Problem::new(Code::Overloaded).retry_after(1),
            PoolError::Panicked(cause) => Problem::new(Code::Internal).internal(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes_and_names_are_unique() {
        let mut names = std::collections::HashSet::new();
        for (number, (code, name, ..)) in Code::TABLE.iter().enumerate() {
            assert_eq!(*code as usize, number);
            assert!(names.insert(name));
        }
        assert_eq!(Code::Internal as usize + 1, Code::TABLE.len());
    }

    #[test]
    fn a_damaged_index_is_told_without_where_it_lies() {
        let problem = Problem::from(EngineError::Damaged {
            path: "/srv/berita/index".into(),
            reason: "its file a.store: too small".into(),
        });
        assert_eq!(problem.code, Code::Internal);
        let told = format!("{:?} {:?}", problem.detail, problem.remedy);
        assert!(told.contains("damaged") && !told.contains("/srv"), "{told}");
        let log = problem.internal.unwrap_or_default();
        assert!(
            log.contains("/srv/berita/index") && log.contains("--rebuild"),
            "{log}"
        );
    }
}
