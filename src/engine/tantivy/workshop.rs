//! Where articles are taken apart: each workshop is a thread that gathers articles until they are
//! many enough for a segment, or are to be committed, and writes that segment itself, so that none
//! waits for another.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Barrier, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use crossbeam_channel::{Receiver, Sender, bounded};
use jiff::tz::TimeZone;
use tantivy::{Index, SegmentMeta};

use super::{
    ledger::Ledger,
    postings::Postings,
    rows::{Incoming, Rows},
    schema::Fields,
    segment::{self, Sorter},
    terms::Reader,
};
use crate::{engine::reason, mining::quotes::quotes};

/// Rows that a workshop takes at a time: few, so that all end at about the same time.
const AT_A_TIME: usize = 32;

/// Bytes of a full workshop for each term of the bodies at one level, about: there are two levels.
const BYTES_PER_TERM: usize = 8;

/// The ledger of the commit under way, shared by the writer and the workshops.
pub type SharedLedger = Arc<Mutex<Ledger>>;

/// Opens a ledger. No step leaves it half-changed, so a panic elsewhere does not spoil it.
pub fn open(ledger: &SharedLedger) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the segments are written to.
#[derive(Clone)]
pub struct Site {
    pub index: Index,
    /// Where the index lies, unless in memory.
    pub folder: Option<PathBuf>,
    pub fields: Fields,
    pub zone: TimeZone,
    pub ledger: SharedLedger,
}

/// The segments of one workshop, or why it failed, as text.
type Finished = Result<Vec<SegmentMeta>, String>;

enum Work {
    Rows(Vec<Incoming>),
    /// To write what is gathered, or to drop it; each workshop takes one.
    Finish {
        write: bool,
    },
}

/// All workshops.
pub struct Workshops {
    work: Option<Sender<Work>>,
    finished: Receiver<Finished>,
    threads: Vec<JoinHandle<()>>,
}

impl Workshops {
    /// Starts so many of them, with so much memory in all, in bytes.
    pub fn start(threads: usize, bytes: usize, site: &Site) -> std::io::Result<Self> {
        let count = threads.max(1);
        let (work, queue) = bounded(count);
        let (done, finished) = bounded(count);
        let barrier = Arc::new(Barrier::new(count));
        let mut workshops = Workshops {
            work: Some(work),
            finished,
            threads: Vec::with_capacity(count),
        };
        for number in 0..count {
            let workshop = Workshop {
                site: site.clone(),
                most_bytes: bytes / count,
                reader: Reader::default(),
                postings: Postings::with_room(bytes / count / BYTES_PER_TERM),
                rows: Rows::new(site.folder.clone()),
                sorter: Sorter::default(),
                at_hand: String::new(),
                segments: Vec::new(),
                failed: None,
            };
            let (queue, done, barrier) = (queue.clone(), done.clone(), Arc::clone(&barrier));
            // If it fails, those that run wait for work, not for each other, and end with the queue.
            let thread = std::thread::Builder::new()
                .name(format!("warta-workshop-{number}"))
                .spawn(move || workshop.run(&queue, &done, &barrier))?;
            workshops.threads.push(thread);
        }
        Ok(workshops)
    }

    /// Hands rows to the workshops; waits while all of them are busy.
    pub fn add(&self, rows: Vec<Incoming>) -> Result<(), String> {
        let mut rows = rows.into_iter();
        loop {
            let some: Vec<Incoming> = rows.by_ref().take(AT_A_TIME).collect();
            if some.is_empty() {
                return Ok(());
            }
            self.send(Work::Rows(some))?;
        }
    }

    /// The segments of all that was added since the last time, in no order. After an error
    /// nothing is gathered any more.
    pub fn finish(&self) -> Finished {
        let mut segments = Vec::new();
        let mut failed = None;
        for finished in self.end(true)? {
            match finished {
                Ok(some) => segments.extend(some),
                Err(reason) => failed = Some(reason),
            }
        }
        failed.map_or(Ok(segments), Err)
    }

    /// Drops what has been gathered.
    pub fn clear(&self) {
        // Workshops that have ended hold nothing.
        let _ = self.end(false);
    }

    fn end(&self, write: bool) -> Result<Vec<Finished>, String> {
        for _ in &self.threads {
            self.send(Work::Finish { write })?;
        }
        let answers = self.threads.iter().map(|_| self.finished.recv());
        answers.collect::<Result<_, _>>().map_err(|_| ended())
    }

    fn send(&self, work: Work) -> Result<(), String> {
        let queue = self.work.as_ref().ok_or_else(ended)?;
        queue.send(work).map_err(|_| ended())
    }
}

impl Drop for Workshops {
    fn drop(&mut self) {
        self.work = None;
        for thread in self.threads.drain(..) {
            // What it had gathered was never acknowledged.
            let _ = thread.join();
        }
    }
}

fn ended() -> String {
    "the threads that write the index have ended; restart the program".to_owned()
}

/// Articles gathered for one segment.
struct Workshop {
    site: Site,
    /// With more bytes than that it is emptied into a segment.
    most_bytes: usize,
    reader: Reader,
    postings: Postings,
    rows: Rows,
    sorter: Sorter,
    /// The id of the article that is read; empty while a segment is written.
    at_hand: String,
    /// Written since the last commit.
    segments: Vec<SegmentMeta>,
    /// Since the last commit; nothing is done after it.
    failed: Option<String>,
}

impl Workshop {
    fn run(mut self, queue: &Receiver<Work>, done: &Sender<Finished>, barrier: &Barrier) {
        for work in queue {
            match work {
                Work::Rows(rows) => self.attempt(|workshop| workshop.take(rows)),
                Work::Finish { write } => {
                    if write {
                        self.attempt(Workshop::write);
                    }
                    let segments = std::mem::take(&mut self.segments);
                    let finished = self.failed.take().map_or(Ok(segments), Err);
                    self.empty();
                    if done.send(finished).is_err() {
                        return;
                    }
                    // Or it might take what another has to finish with.
                    barrier.wait();
                }
            }
        }
    }

    /// Does something unless something failed before. A defect that one text brings out must not
    /// end the workshop.
    fn attempt(&mut self, step: impl FnOnce(&mut Self) -> Result<(), String>) {
        if self.failed.is_none() {
            let result = catch_unwind(AssertUnwindSafe(|| step(self)));
            self.failed = result.unwrap_or_else(|_| Err(self.defect())).err();
        }
    }

    /// What is said of a panic.
    fn defect(&mut self) -> String {
        // What is known of words may be half-changed.
        self.reader = Reader::default();
        self.postings = Postings::with_room(self.most_bytes / BYTES_PER_TERM);
        match self.at_hand.as_str() {
            "" => "a defect of the program shows while a segment is written: report it".to_owned(),
            id => format!(
                "a defect of the program shows at article `{id}`: leave it out and report it"
            ),
        }
    }

    fn take(&mut self, rows: Vec<Incoming>) -> Result<(), String> {
        for row in rows {
            self.at_hand.clone_from(&row.article.id);
            let quotes = quotes(&row.article);
            let keys = self.reader.read(&row.article, &quotes, &mut self.postings);
            self.rows
                .push(row, keys)
                .map_err(|error| error.to_string())?;
        }
        if self.rows.bytes() + self.postings.bytes() > self.most_bytes {
            self.write()?;
        }
        Ok(())
    }

    /// Writes a segment of what is gathered.
    fn write(&mut self) -> Result<(), String> {
        self.at_hand.clear();
        let kept = open(&self.site.ledger).take(self.rows.all());
        let (rows, sorter) = (&mut self.rows, &mut self.sorter);
        let segment = segment::write(&self.site, rows, kept, &self.postings, sorter);
        self.segments.extend(segment.map_err(reason)?);
        self.empty();
        Ok(())
    }

    fn empty(&mut self) {
        self.postings.clear();
        self.rows.clear();
    }
}
