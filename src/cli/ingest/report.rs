//! What an ingest did, and the file of what it refused.

use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
    time::Instant,
};

use serde::Serialize;

use crate::{extract::NotUtf8, ingest::sources::Quarantined};

/// Inputs with a warning that are named; the others are counted.
const NAMED: usize = 20;

/// One summary, for people and for programs.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub read: u64,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub duplicate: u64,
    pub quarantined: u64,
    /// Inputs that could not be read, or not to their end.
    pub unreadable: u64,
    /// Files that are not UTF-8 and were read all the same.
    pub not_utf8: u64,
    /// What is said about the first of both.
    pub warnings: Vec<String>,
    pub seconds: f64,
    pub documents_per_second: f64,
    #[serde(skip)]
    started: Instant,
    /// The last file that was counted in `not_utf8`: of a feed, every entry says so.
    #[serde(skip)]
    last: Option<Arc<str>>,
}

impl Report {
    /// Starts the clock.
    pub fn start() -> Self {
        Report {
            read: 0,
            added: 0,
            changed: 0,
            unchanged: 0,
            duplicate: 0,
            quarantined: 0,
            unreadable: 0,
            not_utf8: 0,
            warnings: Vec::new(),
            seconds: 0.0,
            documents_per_second: 0.0,
            started: Instant::now(),
            last: None,
        }
    }

    /// Counts a file that is not UTF-8 and names it.
    pub fn note_not_utf8(&mut self, source: &Arc<str>, found: NotUtf8) {
        if self.last.as_ref() == Some(source) {
            return;
        }
        self.last = Some(Arc::clone(source));
        self.not_utf8 += 1;
        let remedy = found.remedy();
        self.warn(|| format!("{source}: {found}; {remedy}"));
    }

    /// Counts a document that was not taken. An input that cannot be read is named: its sender
    /// would wait in vain for all that it holds.
    pub fn refuse(&mut self, refused: &Quarantined) {
        self.quarantined += 1;
        if refused.is_input {
            self.unreadable += 1;
            self.warn(|| refused.to_string());
        }
    }

    fn warn(&mut self, text: impl FnOnce() -> String) {
        if self.warnings.len() < NAMED {
            self.warnings.push(text());
        }
    }

    /// Warnings that are counted only.
    pub fn unnamed(&self) -> u64 {
        self.unreadable + self.not_utf8 - self.warnings.len() as u64
    }

    /// Why it is not whole.
    pub fn what_is_lacking(&self) -> String {
        match self.unreadable {
            0 => "no article came".into(),
            1 => "one input could not be read to its end".into(),
            many => format!("{many} inputs could not be read to their end"),
        }
    }

    /// Whether articles came, and every input was read to its end.
    pub fn is_whole(&self) -> bool {
        self.unreadable == 0 && self.read > self.quarantined
    }

    /// Stops the clock.
    pub fn end(mut self) -> Self {
        self.seconds = self.started.elapsed().as_secs_f64();
        self.documents_per_second = self.read as f64 / self.seconds.max(1e-6);
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} read: {} added, {} changed, {} unchanged, {} duplicate, {} quarantined in {:.1} s ({:.0} documents per second)",
            self.read,
            self.added,
            self.changed,
            self.unchanged,
            self.duplicate,
            self.quarantined,
            self.seconds,
            self.documents_per_second
        )?;
        if self.not_utf8 > 0 {
            write!(f, "; files not in UTF-8: {}", self.not_utf8)?;
        }
        Ok(())
    }
}

/// The quarantine file: one JSON object a refused document. Made when there is something to say.
pub struct Quarantine {
    path: std::path::PathBuf,
    file: Option<BufWriter<File>>,
}

impl Quarantine {
    /// Writes to `path` from now on; the file is made with its first entry.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Quarantine {
            path: path.to_owned(),
            file: None,
        })
    }

    /// Notes a refused document.
    pub fn write(&mut self, refused: &Quarantined) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let file = OpenOptions::new()
                    .create(true)
                    .append(true)
                    .open(&self.path)?;
                none.insert(BufWriter::new(file))
            }
        };
        serde_json::to_writer(&mut *file, refused)?;
        file.write_all(b"\n")
    }

    /// Brings everything to the disk.
    pub fn finish(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}
