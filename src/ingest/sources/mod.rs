//! Sources of documents: files, directories, standard input, `.gz` and `.zst`, and addresses,
//! as one stream of [`RawDocument`]s.
//!
//! Reading and parsing are two steps, so that reading stays sequential and parsing can run on
//! every core: [`Sources`] yields raw documents (a line of JSONL, a row of CSV, a page), and
//! [`RawDocument::extract`] parses one. Memory is bounded by [`Limits`], whatever comes in. What
//! cannot be read is a [`Quarantined`] item of the stream and ends nothing but itself.

mod open;
mod read;

use std::{
    collections::VecDeque,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use serde::Serialize;

use crate::extract::{self, ExtractError, Extracted, Format, Options, Problem, mapping::Lookup};
use open::Input;

/// Bounds on what is read.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The longest line of JSONL, or row of CSV, in bytes.
    pub max_line_bytes: usize,
    /// The largest page, feed or JSON document, in bytes after decompression.
    pub max_document_bytes: u64,
    /// How long an address may take to answer, and to send each further piece.
    pub timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            // The longest article of a 45,000-article archive has 120 kB; a book has 1 MB.
            max_line_bytes: 8 << 20,
            max_document_bytes: 64 << 20,
            timeout: Duration::from_secs(30),
        }
    }
}

/// A document before it is parsed.
#[derive(Debug)]
pub struct RawDocument {
    /// The file or address that it came from.
    pub source: Arc<str>,
    /// Its line there, from 1, where the source has lines.
    pub line: Option<u64>,
    /// What its bytes are.
    pub format: Format,
    /// The document.
    payload: Payload,
}

#[derive(Debug)]
enum Payload {
    Bytes(Vec<u8>),
    Row(::csv::ByteRecord, Arc<extract::csv::Columns>),
    /// Feeds are parsed as a whole when they are read.
    Parsed(Box<Result<Extracted, ExtractError>>),
}

impl RawDocument {
    /// A document that is in memory, for example the body of a request.
    pub fn new(source: Arc<str>, line: Option<u64>, format: Format, bytes: Vec<u8>) -> Self {
        RawDocument {
            source,
            line,
            format,
            payload: Payload::Bytes(bytes),
        }
    }

    /// Its bytes, as far as it still has them.
    pub fn bytes(&self) -> &[u8] {
        match &self.payload {
            Payload::Bytes(bytes) => bytes,
            Payload::Row(row, _) => row.as_slice(),
            Payload::Parsed(_) => &[],
        }
    }

    /// Parses it.
    pub fn extract(self, options: &Options) -> Result<Extracted, Quarantined> {
        let RawDocument {
            source,
            line,
            format,
            payload,
        } = self;
        let result = extract::guarded(|| match payload {
            Payload::Bytes(bytes) if is_address(&source) && line.is_none() => {
                // A page that does not state its address has the one that it came from.
                let options = Options {
                    url: Some(source.to_string()),
                    ..options.clone()
                };
                extract::extract(&bytes, format, &options)
            }
            Payload::Bytes(bytes) => extract::extract(&bytes, format, options),
            Payload::Row(row, columns) => extract::csv::extract(&row, &columns, options),
            Payload::Parsed(result) => *result,
        });
        result.map_err(|error| Quarantined::new(&source, line, error))
    }
}

fn is_address(source: &str) -> bool {
    source.starts_with("http://") || source.starts_with("https://")
}

/// A document that was not taken, for the quarantine file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quarantined {
    /// The file or address.
    pub source: Arc<str>,
    /// The line, from 1, where the source has lines.
    pub line: Option<u64>,
    /// The field at fault, if it is one field.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub remedy: String,
    /// Not one document but an input, or the rest of one, could not be read.
    #[serde(skip)]
    pub is_input: bool,
}

impl Quarantined {
    /// Notes an extraction error with its place.
    pub fn new(source: &Arc<str>, line: Option<u64>, error: ExtractError) -> Self {
        Quarantined {
            source: Arc::clone(source),
            line: line.or(error.line),
            is_input: matches!(
                error.problem,
                Problem::Unreadable { .. } | Problem::Truncated { .. }
            ),
            field: error.field(),
            reason: error.reason(),
            remedy: error.remedy(),
        }
    }
}

impl fmt::Display for Quarantined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", self.reason, self.remedy)
    }
}

/// How far reading has come, for a progress bar: bytes as they lie on disk, before decompression.
#[derive(Debug, Default)]
pub struct Progress {
    read: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    /// Bytes read.
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// Bytes that there are in files; 0 if only standard input and addresses are read.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }
}

/// An item of the stream.
pub type Item = Result<RawDocument, Quarantined>;

/// The documents of one opened input.
type Documents = Box<dyn Iterator<Item = Item> + Send>;

/// The stream of raw documents of many inputs.
pub struct Sources {
    inputs: VecDeque<Input>,
    current: Option<Documents>,
    limits: Limits,
    lookup: Arc<Lookup>,
    options: Arc<Options>,
    progress: Arc<Progress>,
}

impl Sources {
    /// Prepares to read inputs in order: paths of files or directories (all files below, sorted
    /// by path), `-` for standard input, `http://` or `https://` addresses. Nothing is opened yet.
    pub fn new<S: AsRef<str>>(
        inputs: impl IntoIterator<Item = S>,
        options: &Options,
        limits: Limits,
    ) -> Self {
        let progress = Arc::new(Progress::default());
        let mut expanded = VecDeque::new();
        for input in inputs {
            open::expand(input.as_ref(), &mut expanded, &progress.total);
        }
        Sources {
            inputs: expanded,
            current: None,
            limits,
            lookup: Arc::new(options.lookup.clone()),
            options: Arc::new(options.clone()),
            progress,
        }
    }

    /// How far reading has come.
    pub fn progress(&self) -> Arc<Progress> {
        Arc::clone(&self.progress)
    }

    /// Reads and parses on the calling thread.
    pub fn extract(
        self,
        options: &Options,
    ) -> impl Iterator<Item = Result<Extracted, Quarantined>> {
        self.map(move |item| item.and_then(|document| document.extract(options)))
    }
}

impl Iterator for Sources {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(current) = &mut self.current {
                match current.next() {
                    Some(item) => return Some(item),
                    None => self.current = None,
                }
            }
            let input = self.inputs.pop_front()?;
            let source: Arc<str> = input.name().into();
            let opened = open::open(&input, &self.limits, &self.progress);
            let documents = opened.and_then(|opened| {
                extract::guarded(|| {
                    read::documents(&source, opened, &self.limits, &self.lookup, &self.options)
                })
            });
            match documents {
                Ok(documents) => self.current = Some(documents),
                Err(error) => return Some(Err(Quarantined::new(&source, None, error))),
            }
        }
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources")
            .field("inputs", &self.inputs)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
