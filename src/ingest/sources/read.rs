//! The documents of an opened input.

use std::{
    io::{self, BufRead, Read},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Documents, Item, Limits, Payload, Quarantined, RawDocument, open::Opened};
use crate::extract::{self, ExtractError, Format, Options, Problem, csv, mapping::Lookup};

/// Finds out what an input is and reads its documents one by one.
pub(super) fn documents(
    source: &Arc<str>,
    opened: Opened,
    limits: &Limits,
    lookup: &Lookup,
    options: &Options,
) -> Result<Documents, ExtractError> {
    let Opened {
        mut reader,
        head,
        content_type,
        address,
    } = opened;
    if head.is_empty() {
        // Nothing came: either there is nothing, or it broke at once.
        reader.fill_buf().map_err(broken)?;
        return Err(Problem::Empty.into());
    }
    let format = extract::detect(Some(source), content_type.as_deref(), &head)?;
    let source = Arc::clone(source);
    Ok(match format {
        Format::Jsonl => Box::new(Lines {
            source,
            reader,
            line: 0,
            limit: limits.max_line_bytes,
            ended: false,
        }),
        Format::Csv => Box::new(rows(source, reader, &head, limits, lookup)?),
        Format::Page | Format::Html => {
            let bytes = whole(reader, limits)?;
            let line = None;
            let payload = Payload::Bytes(bytes);
            Box::new(std::iter::once(Ok(RawDocument {
                // A page is known by where it is, not by the short link that led to it.
                source: address.map_or(source, Into::into),
                line,
                format,
                payload,
            })))
        }
        Format::Json => {
            let objects = extract::jsonl::split(&whole(reader, limits)?)?;
            Box::new((1..).zip(objects).map(move |(number, bytes)| {
                let payload = Payload::Bytes(bytes);
                let source = Arc::clone(&source);
                Ok(RawDocument {
                    source,
                    line: Some(number),
                    format: Format::Jsonl,
                    payload,
                })
            }))
        }
        Format::Feed => {
            let entries = extract::feed::extract(&whole(reader, limits)?, options)?;
            Box::new((1..).zip(entries).map(move |(number, entry)| {
                let payload = Payload::Parsed(Box::new(entry));
                let source = Arc::clone(&source);
                Ok(RawDocument {
                    source,
                    line: Some(number),
                    format,
                    payload,
                })
            }))
        }
    })
}

/// All bytes of an input, up to the limit.
fn whole(reader: Box<dyn BufRead + Send>, limits: &Limits) -> Result<Vec<u8>, ExtractError> {
    let limit = limits.max_document_bytes;
    let mut bytes = Vec::new();
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(broken)?;
    if bytes.len() as u64 > limit {
        return Err(Problem::TooLarge { limit }.into());
    }
    Ok(bytes)
}

/// A reader's failure: most often a compressed file that ends too early.
fn broken(error: io::Error) -> ExtractError {
    let detail = error.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
            Problem::Truncated { detail }.into()
        }
        // zstd has no kind for it.
        _ if detail.contains("incomplete frame") => Problem::Truncated { detail }.into(),
        _ => Problem::Unreadable { detail }.into(),
    }
}

/// The lines of a JSONL file.
struct Lines {
    source: Arc<str>,
    reader: Box<dyn BufRead + Send>,
    line: u64,
    limit: usize,
    ended: bool,
}

enum Line {
    End,
    Whole(Vec<u8>),
    TooLong,
}

impl Lines {
    /// Reads one line. Of a line above the limit no more than the limit is ever kept.
    fn read(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            any = true;
            let newline = memchr::memchr(b'\n', buffer);
            let piece = &buffer[..newline.unwrap_or(buffer.len())];
            if bytes.len() + piece.len() > self.limit {
                too_long = true;
                bytes = Vec::new();
            } else if !too_long {
                bytes.extend_from_slice(piece);
            }
            let used = piece.len() + usize::from(newline.is_some());
            self.reader.consume(used);
            if newline.is_some() {
                break;
            }
        }
        Ok(match (any, too_long) {
            (false, _) => Line::End,
            (true, true) => Line::TooLong,
            (true, false) => Line::Whole(bytes),
        })
    }

    fn quarantined(&self, error: ExtractError) -> Item {
        Err(Quarantined::new(&self.source, Some(self.line), error))
    }
}

impl Iterator for Lines {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.ended {
            self.line += 1;
            match self.read() {
                Ok(Line::End) => self.ended = true,
                Ok(Line::TooLong) => {
                    let problem = Problem::LineTooLong { limit: self.limit };
                    return Some(self.quarantined(problem.into()));
                }
                Ok(Line::Whole(mut bytes)) => {
                    if self.line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                        bytes.drain(..3);
                    }
                    // Empty lines between records are no documents.
                    if bytes.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    return Some(Ok(RawDocument {
                        source: Arc::clone(&self.source),
                        line: Some(self.line),
                        format: Format::Jsonl,
                        payload: Payload::Bytes(bytes),
                    }));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(self.quarantined(broken(error)));
                }
            }
        }
        None
    }
}

/// The rows of a CSV file.
fn rows(
    source: Arc<str>,
    reader: Box<dyn BufRead + Send>,
    head: &[u8],
    limits: &Limits,
    lookup: &Lookup,
) -> Result<impl Iterator<Item = Item> + Send + use<>, ExtractError> {
    let header = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = csv::delimiter(&String::from_utf8_lossy(header)).unwrap_or(b',');
    let limit = limits.max_line_bytes;
    let since = Arc::new(AtomicU64::new(0));
    let metered = Metered {
        inner: reader,
        since: Arc::clone(&since),
        limit: limit as u64,
    };
    let mut rows = csv::reader(metered, delimiter);
    let columns = Arc::new(csv::Columns::new(
        rows.byte_headers().map_err(csv::problem)?,
        lookup,
    )?);
    let mut ended = false;
    Ok(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let mut row = ::csv::ByteRecord::new();
        since.store(0, Ordering::Relaxed);
        let start = rows.position().line();
        match rows.read_byte_record(&mut row) {
            Ok(false) => {
                ended = true;
                None
            }
            Ok(true) => {
                let line = row.position().map_or(start, ::csv::Position::line);
                let (source, columns) = (Arc::clone(&source), Arc::clone(&columns));
                let payload = Payload::Row(row, columns);
                Some(Ok(RawDocument {
                    source,
                    line: Some(line),
                    format: Format::Csv,
                    payload,
                }))
            }
            Err(error) => {
                // Where the next row begins is not known any more.
                ended = true;
                let error = match error.into_kind() {
                    ::csv::ErrorKind::Io(error)
                        if error.get_ref().is_some_and(|it| it.is::<TooLong>()) =>
                    {
                        Problem::LineTooLong { limit }.into()
                    }
                    ::csv::ErrorKind::Io(error) => broken(error),
                    other => Problem::NotCsv {
                        detail: format!("{other:?}"),
                    }
                    .into(),
                };
                Some(Err(Quarantined::new(&source, Some(start), error)))
            }
        }
    }))
}

/// A reader that refuses to deliver more than a limit for one row: an unclosed quote would
/// otherwise make one row of a whole file.
struct Metered {
    inner: Box<dyn BufRead + Send>,
    since: Arc<AtomicU64>,
    limit: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("a row above the limit")]
struct TooLong;

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > self.limit {
            return Err(io::Error::other(TooLong));
        }
        let read = self.inner.read(buffer)?;
        self.since.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
