//! Who may write: a handler that takes a [`Writer`] runs only for requests with a known key.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use super::{App, Code, Problem};

/// The bearer of a known API key.
#[derive(Debug)]
pub struct Writer {
    /// The key's name, for the log.
    pub name: String,
}

impl FromRequestParts<App> for Writer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let keys = &app.settings().keys;
        if keys.is_empty() {
            return Err(Problem::new(Code::WritesOff));
        }
        let key = key_in(&parts.headers).ok_or_else(|| Problem::new(Code::NoKey))?;
        let name = keys.find(key).ok_or_else(|| Problem::new(Code::WrongKey))?;
        Ok(Writer {
            name: name.to_owned(),
        })
    }
}

/// The key that a request brings, known or not.
fn key_in(headers: &HeaderMap) -> Option<&str> {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = header(header::AUTHORIZATION.as_str())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key.trim());
    bearer.or_else(|| header("x-api-key"))
}

/// Whether a request that needs no key comes with a known one.
pub fn holds_key(app: &App, headers: &HeaderMap) -> bool {
    key_in(headers).is_some_and(|key| app.settings().keys.find(key).is_some())
}
