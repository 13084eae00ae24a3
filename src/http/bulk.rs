//! `POST /v1/articles`: a stream of JSON lines in, a report with one line for each out. Memory is
//! bounded by a batch and a line, whatever the upload's size; a bad line stops nothing.

use std::{
    io::{Seek, Write as _},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::{SpooledData, SpooledTempFile};
use tokio_util::io::ReaderStream;

use super::{
    App, Code, Outcome, Problem, articles::unknown_state, auth::Writer, observe::Rendered,
    problem::ProblemBody,
};
use crate::extract::{self, Format};

/// A batch is written when it has so many lines …
const BATCH_LINES: usize = 1000;
/// … or so many bytes.
const BATCH_BYTES: usize = 4 << 20;
/// A batch may take longer than a search.
const BATCH_TIMEOUT: Duration = Duration::from_secs(120);
/// After a failure the rest of an upload is read for at most so long.
const DISCARD: Duration = Duration::from_secs(30);
/// What some editors put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// A client that sends nothing for so long is gone.
const IDLE: Duration = Duration::from_secs(30);
/// Longer reports go through a temporary file.
const REPORT_IN_MEMORY: usize = 1 << 20;

/// Add or replace many articles
///
/// One JSON object a line, any number of lines, gzip or zstd if you like (`Content-Encoding`).
/// The report has one JSON line for each line sent (`{"line": 3, "id": "…", "result": "added"}`;
/// results: `added`, `changed`, `unchanged`, `duplicate`, `refused`, `failed`) and a last line
/// with a `summary`. Refused lines say field, reason and remedy, and stop nothing. When storing
/// fails (status 507), lines that were acknowledged before are kept; send the others again.
#[utoipa::path(post, operation_id = "put_articles", path = "/v1/articles", tag = "articles",
    request_body(content = String, content_type = "application/x-ndjson"),
    security(("key" = [])),
    responses(
        (status = 200, body = String, content_type = "application/x-ndjson", description = "The report"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, body = String, content_type = "application/x-ndjson", description = "The report up to the failure"),
    ))]
pub async fn post(
    State(app): State<App>,
    writer: Writer,
    headers: HeaderMap,
    mut body: Body,
) -> Result<Response, Problem> {
    check_type(&headers)?;
    let mut lines = Lines::new(app.settings().max_line_bytes);
    let mut report = Report::new();
    loop {
        let frame = tokio::time::timeout(IDLE, body.frame())
            .await
            .map_err(|_| {
                Problem::new(Code::TooSlow).detail("nothing was received for 30 seconds")
            })?;
        match frame {
            Some(Ok(frame)) => lines.push(frame.into_data().unwrap_or_default()),
            Some(Err(error)) => {
                return Err(Problem::new(Code::BadBody)
                    .detail(format!(
                        "the upload broke off or cannot be decoded: {error}"
                    ))
                    .remedy(
                        "send it again: lines that were stored are then reported as unchanged",
                    ));
            }
            None => {
                lines.finish();
                if !lines.ready.is_empty() {
                    report = store(&app, std::mem::take(&mut lines.ready), report).await?;
                }
                break;
            }
        }
        if lines.ready.len() >= BATCH_LINES || lines.ready_bytes >= BATCH_BYTES {
            lines.ready_bytes = 0;
            report = store(&app, std::mem::take(&mut lines.ready), report).await?;
            if report.failed {
                discard(&mut body).await;
                break;
            }
        }
    }
    tracing::info!(key = writer.name, summary = %report.counts(), "articles written");
    report
        .respond()
        .map_err(|error| Problem::new(Code::Internal).internal(error))
}

/// Reads on without keeping anything: most clients read the report only when they have sent all, and
/// lose it when the connection is closed before.
async fn discard(body: &mut Body) {
    let rest = async { while let Some(Ok(_)) = body.frame().await {} };
    // Who sends for longer may see a closed connection.
    let _ = tokio::time::timeout(DISCARD, rest).await;
}

fn check_type(headers: &HeaderMap) -> Result<(), Problem> {
    let Some(kind) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let kind = kind
        .to_str()
        .unwrap_or("")
        .split(';')
        .next()
        .unwrap_or("")
        .trim();
    match kind {
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonlines" => Ok(()),
        other => Err(Problem::new(Code::WrongType)
            .detail(format!("the body is `{other}`"))
            .remedy("send one JSON object a line, with `Content-Type: application/x-ndjson`")),
    }
}

async fn store(app: &App, batch: Vec<Line>, mut report: Report) -> Result<Report, Problem> {
    let for_job = app.clone();
    let job = move || {
        report.take(&for_job, batch)?;
        Ok::<_, std::io::Error>(report)
    };
    let done = app.writing().run_within(BATCH_TIMEOUT, job).await?;
    done.map_err(|error| Problem::new(Code::Internal).internal(error))
}

/// One line of the upload.
enum Line {
    Text(u64, Vec<u8>),
    TooLong(u64),
}

/// Cuts a stream of bytes into lines, holding at most one unfinished line.
struct Lines {
    ready: Vec<Line>,
    ready_bytes: usize,
    pending: Vec<u8>,
    /// The rest of an overlong line is dropped.
    skipping: bool,
    number: u64,
    limit: usize,
}

impl Lines {
    fn new(limit: usize) -> Self {
        Lines {
            ready: Vec::new(),
            ready_bytes: 0,
            pending: Vec::new(),
            skipping: false,
            number: 0,
            limit,
        }
    }

    fn push(&mut self, bytes: Bytes) {
        let mut rest = &bytes[..];
        while let Some(end) = memchr::memchr(b'\n', rest) {
            self.extend(&rest[..end]);
            self.end_line();
            rest = &rest[end + 1..];
        }
        self.extend(rest);
    }

    fn extend(&mut self, bytes: &[u8]) {
        if self.skipping {
            return;
        }
        if self.pending.len() + bytes.len() > self.limit {
            self.skipping = true;
            self.pending = Vec::new();
            return;
        }
        self.pending.extend_from_slice(bytes);
    }

    fn end_line(&mut self) {
        self.number += 1;
        if self.number == 1 && self.pending.starts_with(BYTE_ORDER_MARK) {
            self.pending.drain(..BYTE_ORDER_MARK.len());
        }
        if std::mem::take(&mut self.skipping) {
            self.ready.push(Line::TooLong(self.number));
            return;
        }
        let line = std::mem::take(&mut self.pending);
        if !line.iter().all(u8::is_ascii_whitespace) {
            self.ready_bytes += line.len();
            self.ready.push(Line::Text(self.number, line));
        }
    }

    fn finish(&mut self) {
        if self.skipping || !self.pending.is_empty() {
            self.end_line();
        }
    }
}

/// The growing report.
struct Report {
    out: SpooledTempFile,
    read: u64,
    added: u64,
    changed: u64,
    unchanged: u64,
    duplicate: u64,
    refused: u64,
    /// Storing failed: what follows was not tried.
    failed: bool,
}

impl Report {
    fn new() -> Self {
        Report {
            out: SpooledTempFile::new(REPORT_IN_MEMORY),
            read: 0,
            added: 0,
            changed: 0,
            unchanged: 0,
            duplicate: 0,
            refused: 0,
            failed: false,
        }
    }

    /// Reads, checks and stores a batch; notes what became of each line, in their order.
    fn take(&mut self, app: &App, batch: Vec<Line>) -> std::io::Result<()> {
        let options = app.settings().extract_options();
        let limit = app.settings().max_line_bytes;
        let mut notes = Vec::with_capacity(batch.len());
        let mut articles = Vec::with_capacity(batch.len());
        for line in batch {
            self.read += 1;
            let (number, extracted) = match line {
                Line::TooLong(number) => {
                    (number, Err(extract::Problem::LineTooLong { limit }.into()))
                }
                Line::Text(number, text) => {
                    let read = || extract::extract(&text, Format::Jsonl, &options);
                    let read = extract::guarded(read);
                    let state = unknown_state(&text);
                    (
                        number,
                        read.map(|extracted| state.map_or(Ok(extracted), Err)),
                    )
                }
            };
            match extracted {
                Ok(Err((reason, remedy))) => {
                    let outcome = Outcome::Refused {
                        field: Some("state"),
                        reason,
                        remedy,
                    };
                    notes.push((number, None, Some(outcome)));
                }
                Ok(Ok(extracted)) => {
                    notes.push((number, Some(extracted.article.id.clone()), None));
                    articles.push(extracted.article);
                }
                Err(error) => {
                    let outcome = Outcome::Refused {
                        field: error.field(),
                        reason: error.reason(),
                        remedy: error.remedy(),
                    };
                    notes.push((number, None, Some(outcome)));
                }
            }
        }
        let taken = app.intake().take(articles);
        let failure = taken.as_ref().err().map(ToString::to_string);
        if let Some(cause) = &failure {
            tracing::error!(cause, "a batch of an upload could not be stored");
            self.failed = true;
        }
        let mut outcomes = taken.unwrap_or_default().into_iter();
        for (line, id, refused) in notes {
            let outcome = refused.or_else(|| outcomes.next());
            self.count(outcome.as_ref());
            let mut note = match outcome {
                Some(outcome) => json!(outcome),
                None => json!({
                    "result": "failed",
                    "reason": "the article could not be stored",
                    "remedy": "send it again after the server's disk is mended",
                }),
            };
            note["line"] = json!(line);
            if let Some(id) = id {
                note["id"] = json!(id);
            }
            writeln!(self.out, "{note}")?;
        }
        Ok(())
    }

    fn count(&mut self, outcome: Option<&Outcome>) {
        match outcome {
            Some(Outcome::Added) => self.added += 1,
            Some(Outcome::Changed) => self.changed += 1,
            Some(Outcome::Unchanged) => self.unchanged += 1,
            Some(Outcome::Duplicate { .. }) => self.duplicate += 1,
            Some(Outcome::Refused { .. }) => self.refused += 1,
            None => {}
        }
    }

    fn counts(&self) -> Value {
        json!({
            "read": self.read, "added": self.added, "changed": self.changed,
            "unchanged": self.unchanged, "duplicate": self.duplicate, "refused": self.refused,
            "complete": !self.failed,
        })
    }

    fn respond(mut self) -> std::io::Result<Response> {
        let summary = json!({ "summary": self.counts() });
        writeln!(self.out, "{summary}")?;
        self.out.rewind()?;
        let body = match self.out.into_inner() {
            SpooledData::InMemory(bytes) => Body::from(bytes.into_inner()),
            SpooledData::OnDisk(file) => {
                Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)))
            }
        };
        let status = if self.failed {
            StatusCode::INSUFFICIENT_STORAGE
        } else {
            StatusCode::OK
        };
        let mut response = (
            status,
            [(header::CONTENT_TYPE, "application/x-ndjson")],
            body,
        )
            .into_response();
        response.extensions_mut().insert(Rendered);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(chunks: &[&str], limit: usize) -> Vec<String> {
        let mut lines = Lines::new(limit);
        for chunk in chunks {
            lines.push(Bytes::copy_from_slice(chunk.as_bytes()));
        }
        lines.finish();
        let show = |line| match line {
            Line::Text(number, text) => format!("{number}:{}", String::from_utf8_lossy(&text)),
            Line::TooLong(number) => format!("{number} too long"),
        };
        lines.ready.into_iter().map(show).collect()
    }

    #[test]
    fn lines_are_cut_across_chunks_and_overlong_ones_dropped() {
        assert_eq!(cut(&["a\nb", "c\n\n d"], 10), ["1:a", "2:bc", "4: d"]);
        assert_eq!(cut(&["12345", "678\nok\n"], 6), ["1 too long", "2:ok"]);
        assert_eq!(cut(&["1234567"], 6), ["1 too long"]);
        assert!(cut(&["", "\n"], 6).is_empty());
    }
}
