//! `warta ingest --server`: reads here, stores there. Articles go in batches of JSON lines, as
//! anyone may send them; a batch that was cut off is sent again, which changes nothing.

use std::{io::Write as _, sync::Arc, time::Duration};

use anyhow::{Context as _, bail};
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use serde_json::Value;

use crate::{extract::Extracted, ingest::sources::Quarantined};

/// Articles in a batch, at most.
const BATCH: usize = 1000;
/// Bytes in a batch, before compression.
const BATCH_BYTES: usize = 4 << 20;
/// Attempts for each batch, with doubling pauses between them.
const ATTEMPTS: u32 = 6;
/// The server stores a batch within this time or not at all.
const TIMEOUT: Duration = Duration::from_secs(180);

/// Sends articles to a server.
pub struct Remote {
    agent: ureq::Agent,
    url: String,
    key: String,
    lines: Vec<u8>,
    /// Where each line of the batch came from.
    origins: Vec<(Arc<str>, Option<u64>)>,
    counts: Counts,
}

/// What became of what was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub duplicate: u64,
    pub refused: u64,
}

/// A line of the server's report.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    line: u64,
    #[serde(default)]
    result: String,
    field: Option<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    remedy: String,
    summary: Option<Value>,
}

impl Remote {
    /// A sender to the server at `url`.
    pub fn new(url: &str, key: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .build()
            .into();
        Remote {
            agent,
            url: format!("{}/v1/articles", url.trim_end_matches('/')),
            key: key.to_owned(),
            lines: Vec::new(),
            origins: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// Takes one article along; sends when a batch is full.
    pub fn push(
        &mut self,
        extracted: &Extracted,
        origin: (Arc<str>, Option<u64>),
        refused: &mut dyn FnMut(Quarantined) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        serde_json::to_writer(&mut self.lines, &extracted.article)?;
        self.lines.push(b'\n');
        self.origins.push(origin);
        if self.origins.len() >= BATCH || self.lines.len() >= BATCH_BYTES {
            self.send(refused)?;
        }
        Ok(())
    }

    /// Sends what is left.
    pub fn finish(
        mut self,
        refused: &mut dyn FnMut(Quarantined) -> std::io::Result<()>,
    ) -> anyhow::Result<Counts> {
        if !self.origins.is_empty() {
            self.send(refused)?;
        }
        Ok(self.counts)
    }

    fn send(
        &mut self,
        refused: &mut dyn FnMut(Quarantined) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        let mut body = GzEncoder::new(Vec::new(), Compression::fast());
        body.write_all(&self.lines)?;
        let body = body.finish()?;
        let report = self.post(&body)?;
        for line in report.lines() {
            let line: Line = serde_json::from_str(line)
                .with_context(|| format!("{} answered what is no report", self.url))?;
            if line.summary.is_some() {
                continue;
            }
            match line.result.as_str() {
                "added" => self.counts.added += 1,
                "changed" => self.counts.changed += 1,
                "unchanged" => self.counts.unchanged += 1,
                "duplicate" => self.counts.duplicate += 1,
                _ => {
                    self.counts.refused += 1;
                    let at = (line.line as usize).saturating_sub(1);
                    let Some((source, number)) = self.origins.get(at) else {
                        continue;
                    };
                    refused(Quarantined {
                        source: Arc::clone(source),
                        line: *number,
                        field: line.field.as_deref().and_then(known_field),
                        reason: line.reason,
                        remedy: line.remedy,
                        is_input: false,
                    })?;
                }
            }
        }
        self.lines.clear();
        self.origins.clear();
        Ok(())
    }

    fn post(&self, body: &[u8]) -> anyhow::Result<String> {
        let mut pause = Duration::from_millis(250);
        let mut attempt = 1;
        loop {
            let sent = self
                .agent
                .post(&self.url)
                .header("Authorization", format!("Bearer {}", self.key))
                .header("Content-Type", "application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .send(body);
            let failure = match sent {
                Ok(mut response) => {
                    let status = response.status().as_u16();
                    let wait = response
                        .headers()
                        .get("retry-after")
                        .and_then(|value| value.to_str().ok()?.parse().ok());
                    let body = response.body_mut().with_config().limit(u64::MAX);
                    match (status, body.read_to_string()) {
                        // The report was cut off.
                        (_, Err(error)) => error.to_string(),
                        (200, Ok(text)) => return Ok(text),
                        (429 | 503 | 504, Ok(text)) => {
                            pause = wait.map_or(pause, Duration::from_secs);
                            explain(status, &text)
                        }
                        (_, Ok(text)) => bail!(
                            "{} refused the articles: {}",
                            self.url,
                            explain(status, &text)
                        ),
                    }
                }
                Err(error) => error.to_string(),
            };
            if attempt == ATTEMPTS {
                bail!(
                    "{} cannot be reached ({failure}); check the address and that the server runs, then run this again: what was stored is then skipped",
                    self.url
                );
            }
            std::thread::sleep(pause);
            pause *= 2;
            attempt += 1;
        }
    }
}

/// What a problem says, in one line.
fn explain(status: u16, text: &str) -> String {
    let problem: Value = serde_json::from_str(text).unwrap_or_default();
    match (problem["title"].as_str(), problem["remedy"].as_str()) {
        (Some(title), Some(remedy)) => format!("{title} ({status}). {remedy}"),
        _ => format!("status {status}; the server's log says why"),
    }
}

/// Fields come back as text; those that there are, are known.
fn known_field(name: &str) -> Option<&'static str> {
    const FIELDS: [&str; 8] = [
        "id",
        "url",
        "title",
        "body",
        "published",
        "updated",
        "language",
        "category",
    ];
    FIELDS.into_iter().find(|field| *field == name)
}
