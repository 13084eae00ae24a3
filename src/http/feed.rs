//! `GET /v1/feed`: the newest articles that a search finds, as an Atom feed (RFC 4287), for those who
//! follow a subject.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{App, Code, Problem, params, problem::ProblemBody, search};
use crate::{
    search::{Hit, SearchRequest, Sort},
    web,
};

/// What an Atom feed says that it is.
pub const MEDIA_TYPE: &str = "application/atom+xml; charset=utf-8";

/// Follow a search as a feed
///
/// The newest articles that the search finds, as an Atom feed with a snippet each; near-duplicates
/// come once. Articles without a date are left out, as nobody can tell whether they are new. Send the
/// answer's ETag back as `If-None-Match` and get a 304 until something changes.
#[utoipa::path(get, operation_id = "feed", path = "/v1/feed", tag = "search",
    params(
        params::WhatIsFound,
        ("limit" = Option<usize>, Query, description = "Entries"),
    ),
    responses(
        (status = 200, description = "The feed", content_type = "application/atom+xml", body = String,
            headers(("ETag" = String))),
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
    let defaults = params::defaults(app.settings());
    let request = SearchRequest {
        sort: Sort::Newest,
        facets: Some(Vec::new()),
        ..params::feed(query.as_deref(), defaults.clone())?
    };
    let stamp = search::Stamp::new(&app, &request);
    let tag = stamp.tag(app.engine().generation());
    if search::is_current(&headers, &tag) {
        return Ok(search::not_modified(&tag));
    }
    let for_job = app.clone();
    let (text, generation) = app
        .pool()
        .run(move || {
            // Machines ask again and again what nobody typed: neither counted nor logged.
            let response = for_job.searcher().search(&request)?;
            let base = &for_job.settings().public_url;
            let found = params::to_query(
                &SearchRequest {
                    sort: defaults.sort,
                    ..request.clone()
                },
                &defaults,
            );
            let feed = feed(&request, &found, base, &response.hits);
            let text = feed.write_to(Vec::new());
            let text = text.map_err(|error| Problem::new(Code::Internal).internal(error))?;
            Ok::<_, Problem>((text, response.generation))
        })
        .await??;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::ETAG, stamp.tag(generation)),
    ];
    Ok((headers, text).into_response())
}

fn feed(request: &SearchRequest, found: &str, base: &str, hits: &[Hit]) -> Feed {
    let entries: Vec<Entry> = hits.iter().filter_map(|hit| entry(hit, base)).collect();
    let newest = entries.iter().map(|entry| entry.updated).max();
    Feed {
        title: Text::plain(xml(&web::search_title(&request.q))),
        // Names the search, wherever the service stands.
        id: urn("pencarian", found),
        updated: newest.unwrap_or_default(),
        generator: Some(Generator {
            value: "Warta".into(),
            version: Some(env!("CARGO_PKG_VERSION").into()),
            uri: None,
        }),
        lang: Some("id".into()),
        links: vec![
            link(
                "self",
                format!("{base}/v1/feed?{found}"),
                "application/atom+xml",
            ),
            link("alternate", format!("{base}/?{found}"), "text/html"),
        ],
        entries,
        ..Feed::default()
    }
}

/// One article; `None` without a date, which Atom asks for.
fn entry(hit: &Hit, base: &str) -> Option<Entry> {
    let published: FixedDateTime = hit.published.as_deref()?.parse().ok()?;
    let address = match web::original(hit.url.as_deref()) {
        Some(url) => xml(url),
        None => web::article_link(base, &hit.id, ""),
    };
    let snippets: Vec<&str> = hit.snippets.iter().map(|s| s.text.as_str()).collect();
    // Atom wants an author in every entry: the publisher, when nobody is named.
    let authors = match hit.authors.as_slice() {
        [] => hit.source.as_slice(),
        authors => authors,
    };
    let section = hit.category.join("/");
    let terms = std::iter::once(&section).chain(&hit.tags);
    Some(Entry {
        title: Text::plain(xml(&hit.title)),
        id: urn("artikel", &hit.id),
        updated: published,
        published: Some(published),
        authors: authors
            .iter()
            .map(|name| Person {
                name: xml(name),
                ..Person::default()
            })
            .collect(),
        categories: terms
            .filter(|term| !term.is_empty())
            .map(|term| Category {
                term: xml(term),
                ..Category::default()
            })
            .collect(),
        links: vec![link("alternate", address, "text/html")],
        summary: Some(Text::plain(xml(&snippets.join(" ")))),
        ..Entry::default()
    })
}

/// Without the characters that XML cannot hold, escaped or not (XML 1.0, section 2.2).
fn xml(text: &str) -> String {
    let is_char = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_char).collect()
}

fn urn(kind: &str, name: &str) -> String {
    format!(
        "urn:warta:{kind}:{}",
        utf8_percent_encode(name, NON_ALPHANUMERIC)
    )
}

fn link(rel: &str, href: String, kind: &str) -> Link {
    Link {
        href,
        rel: rel.into(),
        mime_type: Some(kind.into()),
        ..Link::default()
    }
}
