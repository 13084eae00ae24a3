//! The configuration as it is written: one struct a section of `config.toml`, which documents
//! every key. Nothing is optional here; an empty string or 0 stands for "none" or "automatic",
//! so that every key can be listed with its default.

use serde::{Deserialize, Serialize};

use crate::{extract::FieldMapping, search::Ranking};

/// Everything that can be configured.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `[index]`.
    pub index: Index,
    /// `[server]`.
    pub server: Server,
    /// `[auth]`.
    pub auth: Auth,
    /// `[ingest]`.
    pub ingest: Ingest,
    /// `[mapping]`: which field of a JSONL or CSV record means what.
    pub mapping: FieldMapping,
    /// `[search]`.
    pub search: Search,
    /// `[suggest]`.
    pub suggest: Suggest,
    /// `[ranking]`: what the order by relevance is made of.
    pub ranking: Ranking,
    /// `[log]`.
    pub log: Log,
}

/// `[index]`: where the index lives and what it may use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Index {
    /// The data directory.
    pub path: String,
    /// Memory for writing, from which buffers and threads are derived.
    pub memory_mb: u64,
    /// Threads for writing and for searching; 0 for one a processor.
    pub threads: usize,
}

/// `[server]`: the HTTP service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// Address and port; port 0 takes a free one.
    pub listen: String,
    /// The address under which readers reach it, for links; empty for the request's own.
    pub public_url: String,
    /// A request is answered or refused within this time.
    pub timeout_ms: u64,
    /// How long running requests may go on after the signal to stop.
    pub shutdown_ms: u64,
    /// A connection on which nothing moves for so long is closed.
    pub idle_ms: u64,
    /// The largest JSON body. Bulk uploads stream: there each line is limited instead.
    pub max_body_kb: u64,
    /// Whether answers are compressed when the client accepts it.
    pub compression: bool,
    /// Web origins that may call the API from a browser; `*` for any.
    pub cors_origins: Vec<String>,
    /// Requests a second that one client address may send; 0 for no limit.
    pub rate_per_second: u32,
    /// Requests that a client address may send at once before the rate applies.
    pub rate_burst: u32,
    /// The header in which a trusted proxy states the client's address; empty for none.
    pub client_address_header: String,
}

/// `[auth]`: who may write.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Auth {
    /// `name:sha256`, as `warta key new` prints them.
    pub keys: Vec<String>,
    /// A file with one `name:sha256` a line; empty for none.
    pub key_file: String,
}

/// `[ingest]`: what is taken in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ingest {
    /// Languages that are accepted (ISO 639-1); empty for all.
    pub languages: Vec<String>,
    /// Articles with a shorter body are quarantined, in characters.
    pub min_body_chars: usize,
    /// Longer lines of JSONL are quarantined unread.
    pub max_line_bytes: usize,
    /// Larger pages and feeds are quarantined unread.
    pub max_document_bytes: u64,
    /// Articles that are committed together: more is faster, fewer are done again after a crash.
    pub batch: usize,
    /// Where refused documents are written; relative to the index directory.
    pub quarantine: String,
}

/// `[search]`: what searches may ask, and what they get when they do not say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Search {
    /// The zone of days, histograms and of times that state none.
    pub zone: String,
    /// Hits on a page when the request does not say.
    pub limit: usize,
    /// The most hits that a request may ask for.
    pub max_limit: usize,
    /// The most values that a facet lists.
    pub max_facet_values: usize,
    /// Length of a snippet when the request does not say, in characters.
    pub snippet_chars: usize,
    /// Whether near-duplicates are shown as one when the request does not say.
    pub collapse: bool,
    /// Whether spelling is corrected when the request does not say.
    pub correct: bool,
    /// A file of synonyms, acronyms and offices beside the built-in ones; empty for none.
    pub synonyms: String,
    /// A file of pins, boosts, buries and hides; empty for none.
    pub curation: String,
}

/// `[suggest]`: completions of half-typed queries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Suggest {
    /// Words and phrases that are in no completion.
    pub blocked: Vec<String>,
    /// Completions and spelling are learned again from a changed index after so many minutes.
    pub rebuild_minutes: u64,
}

/// `[log]`: what is written about the work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, `trace`, or a tracing filter (`warta=debug,info`).
    pub level: String,
    /// Whether queries are kept, for evaluation. No addresses, no user ids.
    pub queries: bool,
    /// Where; relative to the index directory.
    pub queries_file: String,
}

/// The format of log lines, on standard error.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for Index {
    fn default() -> Self {
        Index {
            path: "index".into(),
            memory_mb: 192,
            threads: 0,
        }
    }
}

impl Default for Server {
    fn default() -> Self {
        Server {
            listen: "127.0.0.1:7700".into(),
            public_url: String::new(),
            timeout_ms: 10_000,
            shutdown_ms: 10_000,
            idle_ms: 180_000,
            max_body_kb: 4096,
            compression: true,
            cors_origins: Vec::new(),
            rate_per_second: 0,
            rate_burst: 50,
            client_address_header: String::new(),
        }
    }
}

impl Default for Ingest {
    fn default() -> Self {
        Ingest {
            languages: vec!["id".into()],
            min_body_chars: 60,
            max_line_bytes: 8 << 20,
            max_document_bytes: 64 << 20,
            batch: 50_000,
            quarantine: "quarantine.jsonl".into(),
        }
    }
}

impl Default for Search {
    fn default() -> Self {
        Search {
            zone: "Asia/Jakarta".into(),
            limit: 10,
            max_limit: 100,
            max_facet_values: 50,
            snippet_chars: 240,
            collapse: true,
            correct: true,
            synonyms: String::new(),
            curation: String::new(),
        }
    }
}

impl Default for Suggest {
    fn default() -> Self {
        // Insults and obscenities that mean nothing else in a newspaper.
        let blocked = [
            "bajingan", "bangsat", "bokep", "goblok", "jancok", "jancuk", "kontol", "lonte",
            "memek", "ngentot", "ngewe", "pepek", "pukimak", "tolol",
        ];
        Suggest {
            blocked: blocked.map(str::to_owned).to_vec(),
            rebuild_minutes: 5,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Log {
            format: LogFormat::Text,
            level: "info".into(),
            queries: false,
            queries_file: "queries.jsonl".into(),
        }
    }
}
