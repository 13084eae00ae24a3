//! Articles that wait for their segment. What is stored of them waits in a temporary file, for a
//! segment has its articles in order of time: its memory is for terms, and the more of those a
//! segment holds, the fewer segments a search has to ask.

use std::{
    io::{self, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use tempfile::SpooledTempFile;

use super::{pieces::PIECE, schema::UNDATED_SECONDS};
use crate::{
    article::{Article, Moment},
    engine::Story,
};

/// A few articles wait in memory, up to so many bytes.
const IN_MEMORY: usize = 4 << 20;

/// An article on its way to a segment.
#[derive(Debug)]
pub struct Incoming {
    pub article: Box<Article>,
    pub story: Story,
    /// The article's content hash.
    pub content: u64,
    /// The article as stored.
    pub json: String,
    /// The number of its write: a later one of the same article takes its place.
    pub serial: u64,
}

/// An article that waits for its segment; its text is among the postings.
#[derive(Debug)]
pub struct Row {
    /// Without its texts, which nothing needs any more.
    pub article: Box<Article>,
    /// Hash of its story.
    pub story: u64,
    /// As in [`Incoming`].
    pub content: u64,
    /// Hashed roots that say what it is about.
    pub keys: Vec<u32>,
    /// As in [`Incoming`].
    pub serial: u64,
    /// Where it is among the stored articles.
    stored: Range<u64>,
}

impl Row {
    /// What the index is sorted by.
    pub fn seconds(&self) -> i64 {
        let published = self.article.published.as_ref();
        published.map_or(UNDATED_SECONDS, Moment::seconds)
    }
}

/// Articles that wait for their segment.
#[derive(Debug)]
pub struct Rows {
    rows: Vec<Row>,
    keys: usize,
    folder: Option<PathBuf>,
    stored: SpooledTempFile,
    /// The end of what is stored, not in the file yet.
    end: Vec<u8>,
    /// Bytes stored in all.
    length: u64,
    /// The article read last.
    read: Vec<u8>,
}

impl Rows {
    /// With the temporary file in a folder, or in the system's own.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Rows {
            rows: Vec::new(),
            keys: 0,
            stored: spool(folder.as_deref()),
            folder,
            end: Vec::new(),
            length: 0,
            read: Vec::new(),
        }
    }

    /// Adds an article whose text has been read, with its hashed roots.
    pub fn push(&mut self, incoming: Incoming, keys: Vec<u32>) -> io::Result<()> {
        let Incoming {
            mut article,
            story,
            content,
            json,
            serial,
        } = incoming;
        article.title = String::new();
        article.summary = None;
        article.body = Vec::new();
        let start = self.length;
        self.end.extend_from_slice(json.as_bytes());
        self.length += json.len() as u64;
        self.flush(self.end.len() / PIECE * PIECE)?;
        self.keys += keys.len();
        self.rows.push(Row {
            article,
            story: story.0,
            content,
            keys,
            serial,
            stored: start..self.length,
        });
        Ok(())
    }

    /// Brings the next bytes into the file.
    fn flush(&mut self, bytes: usize) -> io::Result<()> {
        if bytes > 0 {
            let start = self.length - self.end.len() as u64;
            self.stored.seek(SeekFrom::Start(start))?;
            self.stored.write_all(&self.end[..bytes])?;
            self.end.drain(..bytes);
        }
        Ok(())
    }

    /// All of them, in the order in which they came.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// Calls `sink` with the rows at some places, in that order, and what is stored of each.
    pub fn each<E: From<io::Error>>(
        &mut self,
        order: &[usize],
        mut sink: impl FnMut(&Row, &str) -> Result<(), E>,
    ) -> Result<(), E> {
        self.flush(self.end.len())?;
        for &place in order {
            let row = &self.rows[place];
            let Range { start, end } = row.stored;
            self.read.resize((end - start) as usize, 0);
            self.stored.seek(SeekFrom::Start(start))?;
            self.stored.read_exact(&mut self.read)?;
            let stored = std::str::from_utf8(&self.read).map_err(io::Error::other)?;
            sink(row, stored)?;
        }
        Ok(())
    }

    /// Forgets them, keeping the file.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.keys = 0;
        self.end.clear();
        self.length = 0;
        if self.stored.set_len(0).is_err() {
            self.stored = spool(self.folder.as_deref());
        }
    }

    /// Bytes of memory in use, about.
    pub fn bytes(&self) -> usize {
        (self.length as usize).min(IN_MEMORY) + 4 * self.keys + 512 * self.rows.len()
    }
}

fn spool(folder: Option<&Path>) -> SpooledTempFile {
    match folder {
        Some(folder) => SpooledTempFile::new_in(IN_MEMORY, folder),
        None => SpooledTempFile::new(IN_MEMORY),
    }
}
