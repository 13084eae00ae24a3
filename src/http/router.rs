//! The whole service on one page.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Method, header},
    middleware::{from_fn, from_fn_with_state},
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    decompression::RequestDecompressionLayer,
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use utoipa_swagger_ui::SwaggerUi;

use super::{
    App, admin, articles, bulk, clicks, export, feed, limits, neighbours, observe, operations,
    pages, search, suggest,
};
use crate::web;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Warta",
        description = "Full-text news search for Indonesian-language articles. Errors are RFC 9457 problems: a stable `type`, the `parameter` at fault, a `remedy`, the `request_id`.",
        license(name = "MIT", identifier = "MIT"),
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "search", description = "Finding articles"),
        (name = "articles", description = "Reading and writing articles; writes need an API key"),
        (name = "operations", description = "Health, metrics, sizes"),
    ),
    modifiers(&Key),
)]
struct Api;

/// The API key, as OpenAPI describes it.
struct Key;

impl Modify for Key {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "An API key made with `warta key new`; the X-Api-Key header works too",
            ))
            .build();
        api.components
            .get_or_insert_default()
            .add_security_scheme("key", SecurityScheme::Http(scheme));
    }
}

/// Routes that are part of the described API.
fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(search::get, search::post))
        .routes(routes!(export::get))
        .routes(routes!(feed::get))
        .routes(routes!(suggest::get))
        .routes(routes!(clicks::post))
        .routes(routes!(articles::get, articles::put, articles::delete))
        .routes(routes!(neighbours::similar))
        .routes(routes!(neighbours::similar_to_text))
        .routes(routes!(neighbours::thread))
        .routes(routes!(neighbours::trends))
        .routes(routes!(admin::reload))
        .routes(routes!(operations::analyze))
        .routes(routes!(operations::stats))
        .routes(routes!(operations::healthz))
        .routes(routes!(operations::readyz))
        .routes(routes!(operations::metrics))
}

/// Uploads stream for as long as they send: no deadline on the whole, no limit but on a line.
fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(bulk::post))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestDecompressionLayer::new())
}

/// Pages for people, and what they load.
fn people() -> Router<App> {
    Router::new()
        .route("/", get(pages::home))
        .route("/artikel/{id}", get(pages::article))
        .route("/problems/{name}", get(operations::problem))
        .route("/widget.js", get(web::widget))
        .route("/assets/{name}", get(web::asset))
}

/// The OpenAPI document, generated from the handlers.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, mut document) = api().split_for_parts();
    document.merge(uploads().split_for_parts().1);
    document
}

/// Every route with every layer.
pub fn router(app: App) -> Router {
    let settings = app.settings().clone();
    let (api, _) = api().split_for_parts();
    let (uploads, _) = uploads().split_for_parts();
    let docs: Router<App> = SwaggerUi::new("/docs")
        .url("/openapi.json", openapi())
        .into();

    let router = api
        .merge(people())
        .merge(docs)
        .layer(DefaultBodyLimit::max(settings.max_body_bytes))
        .layer(from_fn_with_state(app.clone(), limits::deadline))
        .merge(uploads)
        .fallback(pages::nothing_here)
        .layer(CatchPanicLayer::custom(observe::panicked))
        .layer(from_fn_with_state(app.clone(), limits::rate))
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .layer(from_fn(web::content_security))
        .layer(cors(&settings.cors_origins));
    let router = if settings.compression {
        router.layer(CompressionLayer::new())
    } else {
        router
    };
    router.with_state(app)
}

/// Who may call from a browser.
fn cors(origins: &[String]) -> CorsLayer {
    let layer = CorsLayer::new()
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            header::IF_NONE_MATCH,
            HeaderName::from_static("x-api-key"),
            HeaderName::from_static("x-request-id"),
        ])
        .expose_headers([
            header::ETAG,
            header::RETRY_AFTER,
            export::TOTAL,
            export::CORRECTED_FROM,
            export::SEARCHED_FOR,
            HeaderName::from_static("x-request-id"),
        ]);
    if origins.iter().any(|origin| origin == "*") {
        return layer.allow_origin(Any);
    }
    // Checked when the configuration was read: what does not parse here could never match.
    let origins: Vec<HeaderValue> = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin.trim_end_matches('/')).ok())
        .collect();
    layer.allow_origin(origins)
}
