//! The pages for people: the search page, an article, and what stands where nothing is.

use axum::{
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{App, Code, Problem, articles, params, search};
use crate::{
    mining::quotes::quotes,
    search::SearchRequest,
    web::{self, Page},
};

/// The search page. What the API would refuse is explained here, above an empty result.
pub async fn home(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let defaults = params::defaults(app.settings());
    let request = match params::page(query.as_deref(), defaults.clone()) {
        Ok(request) => request,
        Err(problem) => {
            return Ok(refused(
                &app,
                SearchRequest {
                    q: typed(query.as_deref()),
                    ..defaults
                },
                &problem,
            ));
        }
    };
    let stamp = search::Stamp::new(&app, &request);
    let tag = stamp.tag(app.engine().generation());
    if search::is_current(&headers, &tag) {
        return Ok(search::not_modified(&tag));
    }
    let for_job = app.clone();
    let asked = request.clone();
    let searched = app
        .pool()
        .run(move || {
            let response = search::run(&for_job, &asked)?;
            let generation = response.generation;
            let page = Page {
                request: &asked,
                defaults: &params::defaults(for_job.settings()),
                base: &for_job.settings().public_url,
            };
            Ok::<_, Problem>((web::search_page(&page, &response), generation))
        })
        .await?;
    match searched {
        Ok((page, generation)) => {
            let mut response = web::respond(StatusCode::OK, page);
            let headers = response.headers_mut();
            headers.insert(header::ETAG, stamp.tag(generation));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            Ok(response)
        }
        Err(problem) if problem.code.status().is_client_error() => {
            Ok(refused(&app, request, &problem))
        }
        Err(problem) => Err(problem),
    }
}

fn typed(query: Option<&str>) -> String {
    let pairs = params::pairs(query).unwrap_or_default();
    pairs
        .into_iter()
        .find(|(name, _)| name == "q")
        .map(|(_, value)| value)
        .unwrap_or_default()
}

fn refused(app: &App, request: SearchRequest, problem: &Problem) -> Response {
    let page = Page {
        request: &request,
        defaults: &params::defaults(app.settings()),
        base: &app.settings().public_url,
    };
    let page = web::refused_page(&page, problem.parameter.as_deref());
    let mut response = web::respond(problem.code.status(), page);
    response.extensions_mut().insert(super::observe::Rendered);
    response
}

/// One article; `?q=` marks its words.
pub async fn article(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let article = articles::find(&app, id, &headers).await?;
    let query = typed(query.as_deref());
    let for_job = app.clone();
    let page = app
        .pool()
        .run(move || -> Result<_, Problem> {
            let searcher = for_job.searcher();
            let view = web::ArticleView {
                quotes: quotes(&article),
                story: searcher.story(&article)?,
                article: &article,
                query: &query,
            };
            Ok(web::article_page(
                &view,
                searcher,
                &for_job.settings().public_url,
            ))
        })
        .await??;
    Ok(web::respond(StatusCode::OK, page))
}

/// Every address that is not in the router.
pub async fn nothing_here() -> Response {
    Problem::new(Code::NoSuchRoute).into_response()
}
