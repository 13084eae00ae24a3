//! The pages' HTML, CSS and JavaScript, embedded in the program. Pages are rendered here from
//! what the API answers and work without JavaScript; texts for readers are Indonesian.

mod article;
mod filters;
mod layout;
mod results;
pub(crate) mod words;

use axum::{
    body::Body,
    extract::{Path, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use maud::Markup;

pub use article::{ArticleView, article_page, link as article_link, original};
pub use layout::{error_page, problem_page};
pub use results::{refused_page, search_page, search_title};

use crate::search::SearchRequest;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("warta.js");
const WIDGET: &str = include_str!("widget.js");
const ICON: &str = include_str!("icon.svg");

/// Changes with the assets, so that browsers may keep them for a year.
const VERSION: u64 = {
    let hash = fnv(0xcbf2_9ce4_8422_2325, STYLE.as_bytes());
    fnv(hash, SCRIPT.as_bytes())
};

/// FNV-1a, 64 bits (Fowler, Noll, Vo): a hash that is `const`.
const fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        at += 1;
    }
    hash
}

/// Nothing runs or loads but our own files; pictures may come from publishers.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'self'";
/// Swagger UI writes style attributes and embeds its pictures.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; \
    base-uri 'none'; frame-ancestors 'self'";

/// What every page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// What was asked.
    pub request: &'a SearchRequest,
    /// What is asked when nothing is said: left out of links.
    pub defaults: &'a SearchRequest,
    /// Prefix of links, without a trailing slash.
    pub base: &'a str,
}

/// A page as a response.
pub fn respond(status: StatusCode, page: Markup) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, page.into_string()).into_response()
}

/// Middleware: what a page may load and run.
pub async fn content_security(request: Request, next: Next) -> Response {
    let is_docs = request.uri().path().starts_with("/docs");
    let mut response = next.run(request).await;
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page {
        let policy = if is_docs { DOCS_POLICY } else { POLICY };
        response.headers_mut().insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(policy),
        );
    }
    response
}

/// `/assets/{name}`.
pub async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "warta.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    file(kind, "public, max-age=31536000, immutable", text)
}

/// `/widget.js`, which other sites load: a day at most.
pub async fn widget() -> Response {
    let mut response = file(
        "text/javascript; charset=utf-8",
        "public, max-age=86400",
        WIDGET,
    );
    // Sites that isolate themselves may load it too.
    let anywhere = HeaderValue::from_static("cross-origin");
    response
        .headers_mut()
        .insert("cross-origin-resource-policy", anywhere);
    response
}

fn file(kind: &'static str, cache: &'static str, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)];
    (headers, Body::from(text)).into_response()
}
