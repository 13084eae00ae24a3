//! From [`Config`], as written, to [`Settings`]: parsed, validated, ready for use.

use std::{
    net::{SocketAddr, ToSocketAddrs},
    path::PathBuf,
    time::Duration,
};

use jiff::tz::TimeZone;

use super::{Config, ConfigError, Effective, KeyHash, KeyRing, LogFormat};
use crate::{
    engine::tantivy::EngineOptions,
    extract::{self, FieldMapping, mapping::Lookup},
    ingest::{checks::Rules, sources::Limits},
    mining::acronyms,
    search::{KnowledgeFiles, Ranking, SearchSettings},
};

/// Whichever is lower: more writing threads only make smaller segments.
const MAX_WRITE_THREADS: usize = 8;
/// Below this the writer cannot work: it wants 15 MB a thread and takes twice that when flushing.
const MIN_MEMORY_MB: u64 = 32;

/// What the program works with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the index; the files of learned and refused things lie in it too.
    pub index_path: PathBuf,
    /// Memory for writing, in bytes.
    pub memory_bytes: usize,
    /// Threads that write, 1 to 8, each with at least 30 MB of that memory.
    pub write_threads: usize,
    /// Threads that answer searches.
    pub search_threads: usize,
    /// The zone of local days, and of times that state none.
    pub zone: TimeZone,
    /// Where the server listens; the port is 0 for any free one.
    pub listen: SocketAddr,
    /// Without a trailing slash; empty for the request's own.
    pub public_url: String,
    /// A request is answered or refused within this time.
    pub timeout: Duration,
    /// How long running requests may go on after the signal to stop.
    pub shutdown: Duration,
    /// A connection on which nothing moves for so long is closed.
    pub idle: Duration,
    /// The largest JSON body of a request, in bytes; lines of a bulk upload have a limit of their own.
    pub max_body_bytes: usize,
    /// Whether answers are compressed for clients that accept it.
    pub compression: bool,
    /// Web origins that may call the API from a browser; `*` is any.
    pub cors_origins: Vec<String>,
    /// Requests a second that one client address may send; 0 is no limit.
    pub rate_per_second: u32,
    /// Requests that it may send at once before the rate applies, at least 1.
    pub rate_burst: u32,
    /// The header in which a trusted proxy states the client's address, in small letters; `None` takes the connection's.
    pub client_address_header: Option<String>,
    /// Hashes of the keys that may write over HTTP; none switch such writes off.
    pub keys: KeyRing,
    /// ISO 639-1 codes of the languages that are taken in; none for all.
    pub languages: Vec<String>,
    /// Articles with a shorter body are refused, in characters.
    pub min_body_chars: usize,
    /// Longer lines of JSONL are refused unread, in bytes.
    pub max_line_bytes: usize,
    /// Larger pages and feeds are refused unread, in bytes.
    pub max_document_bytes: u64,
    /// Which fields of a JSONL or CSV record mean what.
    pub mapping: FieldMapping,
    /// Articles that `warta ingest` commits together.
    pub batch: usize,
    /// The file of refused documents.
    pub quarantine: PathBuf,
    /// What searches may ask, and what they get when they do not say.
    pub search: super::Search,
    /// Files of a site's own rules.
    pub synonyms: Option<PathBuf>,
    /// The site's pins, boosts, buries and hides.
    pub curation: Option<PathBuf>,
    /// Words and phrases that are in no completion.
    pub blocked: Vec<String>,
    /// Completions and spelling are learned again from a changed index after so long.
    pub relearn: Duration,
    /// What the order by relevance is made of.
    pub ranking: Ranking,
    /// Whether log lines are for people or for programs.
    pub log_format: LogFormat,
    /// What is logged: a level, or a filter in tracing's syntax, which was checked.
    pub log_level: String,
    /// Where queries are logged, if they are.
    pub query_log: Option<PathBuf>,
}

impl Settings {
    /// Resolves and validates.
    pub fn resolve(effective: &Effective) -> Result<Self, ConfigError> {
        let config = &effective.config;
        let check = Check { effective };
        check.ranges(config)?;
        let index_path = PathBuf::from(&config.index.path);
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if config.index.threads == 0 {
            processors
        } else {
            config.index.threads
        };
        let memory_bytes = (config.index.memory_mb as usize) << 20;
        Ok(Settings {
            memory_bytes,
            write_threads: threads
                .min(MAX_WRITE_THREADS)
                .min((memory_bytes / (30 << 20)).max(1)),
            search_threads: threads,
            zone: check.zone(&config.search.zone)?,
            listen: check.listen(&config.server.listen)?,
            public_url: config.server.public_url.trim_end_matches('/').to_owned(),
            timeout: Duration::from_millis(config.server.timeout_ms),
            shutdown: Duration::from_millis(config.server.shutdown_ms),
            idle: Duration::from_millis(config.server.idle_ms),
            max_body_bytes: (config.server.max_body_kb as usize) << 10,
            compression: config.server.compression,
            cors_origins: config.server.cors_origins.clone(),
            rate_per_second: config.server.rate_per_second,
            rate_burst: config.server.rate_burst.max(1),
            client_address_header: Some(config.server.client_address_header.to_lowercase())
                .filter(|name| !name.is_empty()),
            keys: check.keys(config)?,
            languages: config.ingest.languages.clone(),
            min_body_chars: config.ingest.min_body_chars,
            max_line_bytes: config.ingest.max_line_bytes,
            max_document_bytes: config.ingest.max_document_bytes,
            mapping: config.mapping.clone(),
            batch: config.ingest.batch,
            quarantine: index_path.join(&config.ingest.quarantine),
            search: config.search.clone(),
            synonyms: named(&config.search.synonyms),
            curation: named(&config.search.curation),
            blocked: config.suggest.blocked.clone(),
            relearn: Duration::from_secs(config.suggest.rebuild_minutes * 60),
            ranking: config.ranking.clone(),
            log_format: config.log.format,
            log_level: check.log_level(&config.log.level)?,
            query_log: config
                .log
                .queries
                .then(|| index_path.join(&config.log.queries_file)),
            index_path,
        })
    }
}

impl Settings {
    /// What the engine is told.
    pub fn engine_options(&self) -> EngineOptions {
        EngineOptions {
            path: self.index_path.clone(),
            memory_budget_bytes: self.memory_bytes,
            threads: self.write_threads,
            zone: self.zone.clone(),
        }
    }

    /// What search is told.
    pub fn search_settings(&self) -> SearchSettings {
        SearchSettings {
            ranking: self.ranking.clone(),
            zone: self.zone.clone(),
            max_limit: self.search.max_limit,
            max_facet_values: self.search.max_facet_values,
            ..SearchSettings::default()
        }
    }

    /// Where rules for understanding queries are.
    pub fn knowledge_files(&self) -> KnowledgeFiles {
        KnowledgeFiles {
            synonyms: self.synonyms.clone(),
            curation: self.curation.clone(),
            acronyms: Some(self.index_path.join(acronyms::FILE)),
        }
    }

    /// What checks are told.
    pub fn rules(&self) -> Rules {
        Rules {
            languages: self.languages.clone(),
            min_body_chars: self.min_body_chars,
            ..Rules::default()
        }
    }

    /// Bounds on what is read.
    pub fn limits(&self) -> Limits {
        Limits {
            max_line_bytes: self.max_line_bytes,
            max_document_bytes: self.max_document_bytes,
            ..Limits::default()
        }
    }

    /// What extraction is told.
    pub fn extract_options(&self) -> extract::Options {
        extract::Options {
            zone: self.zone.clone(),
            lookup: Lookup::new(&self.mapping),
            ..extract::Options::default()
        }
    }
}

/// Whether a browser could send this as an origin: scheme, host, perhaps a port, nothing else.
fn is_origin(text: &str) -> bool {
    let parts = text.split_once("://");
    parts
        .is_some_and(|(scheme, host)| !scheme.is_empty() && !host.is_empty() && !host.contains('/'))
}

/// A path, unless it is empty.
fn named(path: &str) -> Option<PathBuf> {
    (!path.is_empty()).then(|| PathBuf::from(path))
}

/// Makes errors that know where a value came from.
struct Check<'a> {
    effective: &'a Effective,
}

impl Check<'_> {
    fn bad(&self, key: &str, reason: impl Into<String>, remedy: impl Into<String>) -> ConfigError {
        ConfigError::Value {
            layer: self.effective.origin(key),
            key: key.into(),
            reason: reason.into(),
            remedy: remedy.into(),
        }
    }

    fn ranges(&self, config: &Config) -> Result<(), ConfigError> {
        let (server, search, ingest) = (&config.server, &config.search, &config.ingest);
        let whole: [(&str, u64, u64, u64); 17] = [
            (
                "index.memory_mb",
                config.index.memory_mb,
                MIN_MEMORY_MB,
                1 << 20,
            ),
            ("index.threads", config.index.threads as u64, 0, 1024),
            ("server.timeout_ms", server.timeout_ms, 10, 3_600_000),
            ("server.shutdown_ms", server.shutdown_ms, 0, 3_600_000),
            ("server.idle_ms", server.idle_ms, 1000, 86_400_000),
            ("server.max_body_kb", server.max_body_kb, 1, 1 << 20),
            (
                "server.rate_per_second",
                server.rate_per_second.into(),
                0,
                1_000_000,
            ),
            ("server.rate_burst", server.rate_burst.into(), 1, 1_000_000),
            (
                "ingest.max_line_bytes",
                ingest.max_line_bytes as u64,
                1024,
                1 << 30,
            ),
            ("ingest.batch", ingest.batch as u64, 1, 100_000),
            (
                "ingest.max_document_bytes",
                ingest.max_document_bytes,
                1024,
                1 << 34,
            ),
            (
                "ingest.min_body_chars",
                ingest.min_body_chars as u64,
                0,
                1_000_000,
            ),
            ("search.max_limit", search.max_limit as u64, 1, 1000),
            (
                "search.limit",
                search.limit as u64,
                1,
                search.max_limit as u64,
            ),
            (
                "search.max_facet_values",
                search.max_facet_values as u64,
                1,
                10_000,
            ),
            (
                "suggest.rebuild_minutes",
                config.suggest.rebuild_minutes,
                1,
                10_080,
            ),
            (
                "search.snippet_chars",
                search.snippet_chars as u64,
                40,
                2000,
            ),
        ];
        for (key, value, least, most) in whole {
            if !(least..=most).contains(&value) {
                return Err(self.bad(
                    key,
                    format!("is {value}"),
                    format!("write a whole number from {least} to {most}"),
                ));
            }
        }
        for (name, value) in serde_json::json!(config.ranking)
            .as_object()
            .into_iter()
            .flatten()
        {
            if value.is_number()
                && value
                    .as_f64()
                    .is_none_or(|value| !(0.0..1e6).contains(&value))
                || value.is_null()
            {
                return Err(self.bad(
                    &format!("ranking.{name}"),
                    format!("is {value}"),
                    "write a number from 0 (switches the part off) to 1000000",
                ));
            }
        }
        if config.index.path.is_empty() {
            return Err(self.bad(
                "index.path",
                "is empty",
                "name a folder, for example \"index\"",
            ));
        }
        if !server.public_url.is_empty() && !server.public_url.starts_with("http") {
            return Err(self.bad(
                "server.public_url",
                format!("is `{}`", server.public_url),
                "write it with http:// or https://, or leave it empty",
            ));
        }
        let mut origins = server.cors_origins.iter();
        if let Some(origin) = origins.find(|origin| *origin != "*" && !is_origin(origin)) {
            return Err(self.bad(
                "server.cors_origins",
                format!("holds `{origin}`"),
                "write origins as https://example.org, without a path or a slash at the end, or \"*\" for any",
            ));
        }
        let header = &server.client_address_header;
        if !header.is_empty() && axum::http::HeaderName::try_from(header).is_err() {
            return Err(self.bad(
                "server.client_address_header",
                format!("is `{header}`, which is no name of a header"),
                "write for example \"x-forwarded-for\", or leave it empty",
            ));
        }
        let is_code = |code: &str| {
            (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        if let Some(code) = ingest.languages.iter().find(|code| !is_code(code)) {
            return Err(self.bad(
                "ingest.languages",
                format!("holds `{code}`, which is no code of a language"),
                "write codes of ISO 639-1 in small letters, as \"id\" and \"en\"; [] accepts all",
            ));
        }
        Ok(())
    }

    fn zone(&self, name: &str) -> Result<TimeZone, ConfigError> {
        TimeZone::get(name).map_err(|_| {
            self.bad(
                "search.zone",
                format!("is `{name}`, which is no time zone"),
                "write a name of the IANA list: Asia/Jakarta, Asia/Makassar, Asia/Jayapura",
            )
        })
    }

    fn listen(&self, text: &str) -> Result<SocketAddr, ConfigError> {
        text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next()).ok_or_else(|| {
            self.bad(
                "server.listen",
                format!("is `{text}`, which is no address with a port"),
                "write for example 127.0.0.1:7700, or 0.0.0.0:7700 to be reached from other machines",
            )
        })
    }

    fn keys(&self, config: &Config) -> Result<KeyRing, ConfigError> {
        let remedy = "make keys with `warta key new`";
        let mut keys = Vec::new();
        for text in &config.auth.keys {
            keys.push(KeyHash::parse(text).ok_or_else(|| {
                self.bad(
                    "auth.keys",
                    "holds an entry that is not name:sha256",
                    remedy,
                )
            })?);
        }
        if config.auth.key_file.is_empty() {
            return Ok(KeyRing::new(keys));
        }
        let text = match std::fs::read_to_string(&config.auth.key_file) {
            Ok(text) => text,
            // `warta key new` makes it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let reason = format!(
                    "is `{}`, which cannot be read ({error})",
                    config.auth.key_file
                );
                return Err(self.bad("auth.key_file", reason, "mend its path or permissions"));
            }
        };
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.trim_start().starts_with('#') {
                continue;
            }
            keys.push(KeyHash::parse(line).ok_or_else(|| {
                let reason = format!(
                    "is `{}`, whose line {} is not name:sha256",
                    config.auth.key_file,
                    number + 1
                );
                self.bad("auth.key_file", reason, remedy)
            })?);
        }
        Ok(KeyRing::new(keys))
    }

    fn log_level(&self, level: &str) -> Result<String, ConfigError> {
        let bad = |why: String| {
            self.bad(
                "log.level",
                format!("is `{level}`{why}"),
                "write error, warn, info, debug or trace, or a filter such as \"warta=debug,info\"",
            )
        };
        // A single word that is no level would pass for the name of a module, and nothing be logged.
        let is_name = level.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_name
            && level
                .parse::<tracing_subscriber::filter::LevelFilter>()
                .is_err()
        {
            return Err(bad(String::new()));
        }
        match level.parse::<tracing_subscriber::EnvFilter>() {
            Ok(_) => Ok(level.to_owned()),
            Err(error) => Err(bad(format!(" ({error})"))),
        }
    }
}
