//! `GET /v1/export`: everything that a search finds, as a stream. Each piece is read by a job of
//! the pool when the client has taken the one before: memory is bounded by a piece and by a few
//! bytes a hit, and an export holds no place that searches need.

use std::{io, time::Duration};

use axum::{
    body::Body,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tokio::sync::{OwnedSemaphorePermit, mpsc};

use super::{App, Problem, params, pool::PoolError, problem::ProblemBody};
use crate::search::export::{Export, Format};

/// Exports at a time; each keeps a state of the index open.
pub const MOST: usize = 4;
/// A client that takes nothing for so long is gone.
const IDLE: Duration = Duration::from_secs(60);
/// A piece may wait longer for its turn than a search.
const PIECE_TIMEOUT: Duration = Duration::from_secs(120);
/// How many articles the search found.
pub const TOTAL: HeaderName = HeaderName::from_static("x-total-count");
/// What was typed, when a better spelling was searched instead; percent-encoded.
pub const CORRECTED_FROM: HeaderName = HeaderName::from_static("x-corrected-from");
/// That better spelling; percent-encoded.
pub const SEARCHED_FOR: HeaderName = HeaderName::from_static("x-searched-for");
/// What a header cannot hold as it is.
const IN_HEADERS: &AsciiSet = &CONTROLS.add(b'%');

/// Export everything that a search finds
///
/// Every article that the search finds, near-duplicates apart, newest first, each exactly once and
/// from one state of the index. `X-Total-Count` says how many come. When a better spelling was
/// searched instead, `X-Corrected-From` is what was typed and `X-Searched-For` what was searched,
/// both percent-encoded. An answer that cannot be completed is broken off, never ended as if it
/// were whole. At most four exports run at a time.
#[utoipa::path(get, operation_id = "export", path = "/v1/export", tag = "search",
    params(
        params::WhatIsFound,
        ("format" = Option<Format>, Query, description = "jsonl (the whole article, one a line) or csv"),
    ),
    responses(
        (status = 200, description = "The articles", 
            headers(("X-Total-Count" = u64), ("X-Corrected-From" = String), ("X-Searched-For" = String)),
            content((String = "application/x-ndjson"), (String = "text/csv"))),
        (status = 400, body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, body = ProblemBody, content_type = "application/problem+json"),
        (status = 504, body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let (request, format) = params::export(query.as_deref(), params::defaults(app.settings()))?;
    let permit = app.exports().try_acquire_owned().map_err(|_| {
        Problem::from(PoolError::Overloaded)
            .detail(format!("{MOST} exports are running, no more run at a time"))
    })?;
    let for_job = app.clone();
    let export = app
        .pool()
        .run(move || for_job.searcher().export(&request, format))
        .await??;
    let name = format!("attachment; filename=\"warta.{}\"", format.extension());
    let mut headers = HeaderMap::from_iter([
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static(format.media_type()),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (TOTAL, HeaderValue::from(export.total)),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ]);
    if let Some(typed) = &export.corrected_from {
        for (name, text) in [(CORRECTED_FROM, typed), (SEARCHED_FOR, &export.searched)] {
            let text = utf8_percent_encode(text, IN_HEADERS).to_string();
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.insert(name, value);
            }
        }
    }
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(send(app, export, sender, permit));
    Ok((headers, body(receiver)).into_response())
}

/// Reads piece after piece; `None` is the end, and without it the answer is not whole.
async fn send(
    app: App,
    mut export: Export,
    sender: mpsc::Sender<Option<Vec<u8>>>,
    _permit: OwnedSemaphorePermit,
) {
    loop {
        let job = move || {
            let piece = export.next_piece();
            (export, piece)
        };
        let piece = match app.pool().run_within(PIECE_TIMEOUT, job).await {
            Ok((same, Ok(piece))) => {
                export = same;
                piece
            }
            Ok((_, Err(cause))) => {
                tracing::error!(%cause, "an export was broken off");
                return;
            }
            Err(cause) => {
                tracing::warn!(%cause, "an export was broken off");
                return;
            }
        };
        let is_last = piece.is_none();
        let taken = tokio::time::timeout(IDLE, sender.send(piece)).await;
        if is_last || !matches!(taken, Ok(Ok(()))) {
            return;
        }
    }
}

/// Pieces as a body that fails when they cease before their end.
fn body(receiver: mpsc::Receiver<Option<Vec<u8>>>) -> Body {
    let pieces = stream::unfold(Some(receiver), |receiver| async move {
        let mut receiver = receiver?;
        match receiver.recv().await {
            Some(piece) => piece.map(|piece| (Ok(piece), Some(receiver))),
            None => Some((Err(io::Error::other("the export was broken off")), None)),
        }
    });
    // Compression asks once more after the end.
    Body::from_stream(pieces.fuse())
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    #[tokio::test]
    async fn a_body_without_its_end_fails() {
        let (sender, receiver) = mpsc::channel(3);
        let piece = || Some(b"a\n".to_vec());
        for part in [piece(), piece(), None] {
            assert!(sender.send(part).await.is_ok());
        }
        let whole = body(receiver).collect().await.map(|all| all.to_bytes());
        assert_eq!(whole.ok().as_deref(), Some(b"a\na\n".as_slice()));

        let (sender, receiver) = mpsc::channel(3);
        assert!(sender.send(piece()).await.is_ok());
        drop(sender);
        assert!(body(receiver).collect().await.is_err());
    }
}
