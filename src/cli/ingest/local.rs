//! Straight into the index: one thread reads in order, every core parses and analyses what has
//! been read meanwhile, and a commit comes after so many documents or seconds.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
use rayon::prelude::*;

use super::{Quarantine, Report, progress::Bar};
use crate::{
    config::Settings,
    extract::{self, Extracted},
    ingest::{
        Entry, Gate, Outcome,
        sources::{Quarantined, RawDocument, Sources},
    },
};

/// Where a document came from, for the quarantine file.
type Origin = (Arc<str>, Option<u64>);
/// A document as it was read.
type Item = Result<RawDocument, Quarantined>;

/// Documents that are parsed together, and as many wait meanwhile.
const PIECE: usize = 256;
/// Bytes of documents that were read and not parsed yet: whole pages are larger than lines.
const MOST_WAITING: usize = 32 << 20;
/// A slow source does not keep a commit waiting for its last documents.
const BATCH_AGE: Duration = Duration::from_secs(10);

/// Takes everything in that the sources hold.
pub fn take_in(
    gate: &Gate,
    sources: Sources,
    options: &extract::Options,
    settings: &Settings,
    bar: &Bar,
) -> anyhow::Result<Report> {
    let mut intake = Intake {
        gate,
        options,
        quarantine: Quarantine::open(&settings.quarantine)?,
        report: Report::start(),
        waiting: Arc::default(),
    };
    let (send, items) = bounded(PIECE);
    let waiting = Arc::clone(&intake.waiting);
    let reader = std::thread::Builder::new()
        .name("warta-reader".into())
        .spawn(move || {
            for item in sources {
                waiting.add(size(&item));
                // If it cannot be sent, an error has ended the intake.
                if send.send(item).is_err() {
                    break;
                }
            }
        })?;
    // After an error nobody waits for the reader: its source may be silent for long.
    while intake.batch(&items, settings.batch, bar)? {}
    if let Err(panic) = reader.join() {
        std::panic::resume_unwind(panic);
    }
    intake.quarantine.finish()?;
    bar.finish();
    Ok(intake.report.end())
}

struct Intake<'a> {
    gate: &'a Gate,
    options: &'a extract::Options,
    quarantine: Quarantine,
    report: Report,
    waiting: Arc<Waiting>,
}

/// How many bytes of documents were read and not parsed yet.
#[derive(Default)]
struct Waiting {
    bytes: Mutex<usize>,
    fewer: Condvar,
}

impl Waiting {
    /// Counts a document, once there is room for it. For one alone there always is.
    fn add(&self, size: usize) {
        let bytes = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |bytes: &mut usize| *bytes > 0 && *bytes + size > MOST_WAITING;
        let free = self.fewer.wait_while(bytes, is_full);
        *free.unwrap_or_else(PoisonError::into_inner) += size;
    }

    /// So many bytes wait no more.
    fn remove(&self, size: usize) {
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= size;
        self.fewer.notify_one();
    }
}

/// The bytes that a document still has to be parsed from; entries of a feed have none.
fn size(item: &Item) -> usize {
    item.as_ref().map_or(0, |document| document.bytes().len())
}

impl Intake<'_> {
    /// Takes in what is committed together; false when there is no more to come.
    fn batch(&mut self, items: &Receiver<Item>, most: usize, bar: &Bar) -> anyhow::Result<bool> {
        let Ok(first) = items.recv() else {
            return Ok(false);
        };
        let deadline = Instant::now() + BATCH_AGE;
        let most = self.report.read + most as u64;
        let mut entry = self.gate.open()?;
        let mut origins = Vec::new();
        let mut next = Ok(first);
        let more = loop {
            match next {
                Ok(item) => {
                    let others = items.try_iter().take(PIECE - 1);
                    let piece = std::iter::once(item).chain(others).collect();
                    self.add(piece, &mut entry, &mut origins)?;
                }
                Err(RecvTimeoutError::Timeout) => break true,
                Err(RecvTimeoutError::Disconnected) => break false,
            }
            bar.set(self.report.read);
            if self.report.read >= most {
                break true;
            }
            next = items.recv_deadline(deadline);
        };
        self.count(origins, entry.commit()?)?;
        Ok(more)
    }

    /// Parses documents and hands their articles on.
    fn add(
        &mut self,
        documents: Vec<Item>,
        entry: &mut Entry<'_>,
        origins: &mut Vec<Origin>,
    ) -> anyhow::Result<()> {
        self.report.read += documents.len() as u64;
        let options = self.options;
        let bytes = documents.iter().map(size).sum();
        let extracted: Vec<_> = documents
            .into_par_iter()
            .map(|item| item.and_then(|document| parsed(document, options)))
            .collect();
        self.waiting.remove(bytes);
        let mut articles = Vec::with_capacity(extracted.len());
        for item in extracted {
            match item {
                Ok((origin, extracted)) => {
                    if let Some(found) = extracted.not_utf8 {
                        self.report.note_not_utf8(&origin.0, found);
                    }
                    origins.push(origin);
                    articles.push(extracted.article);
                }
                Err(refused) => {
                    self.report.refuse(&refused);
                    self.quarantine.write(&refused)?;
                }
            }
        }
        Ok(entry.add(articles)?)
    }

    /// Counts what became of the articles of a commit.
    fn count(&mut self, origins: Vec<Origin>, outcomes: Vec<Outcome>) -> anyhow::Result<()> {
        let report = &mut self.report;
        for ((source, line), outcome) in origins.into_iter().zip(outcomes) {
            match outcome {
                Outcome::Added => report.added += 1,
                Outcome::Changed => report.changed += 1,
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::Duplicate { .. } => report.duplicate += 1,
                Outcome::Refused {
                    field,
                    reason,
                    remedy,
                } => {
                    report.quarantined += 1;
                    self.quarantine.write(&Quarantined {
                        source,
                        line,
                        field,
                        reason,
                        remedy,
                        is_input: false,
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// Parses a document and remembers where it came from.
fn parsed(
    document: RawDocument,
    options: &extract::Options,
) -> Result<(Origin, Extracted), Quarantined> {
    let origin = (document.source.clone(), document.line);
    Ok((origin, document.extract(options)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_larger_than_the_room_passes_alone() {
        let waiting = Arc::new(Waiting::default());
        waiting.add(2 * MOST_WAITING);
        let (send, added) = bounded(1);
        let reader = Arc::clone(&waiting);
        std::thread::spawn(move || {
            reader.add(1);
            let _ = send.send(());
        });
        let soon = Duration::from_millis(50);
        assert!(added.recv_timeout(soon).is_err(), "there is no room yet");
        waiting.remove(2 * MOST_WAITING);
        let in_the_end = Duration::from_secs(20);
        assert!(added.recv_timeout(in_the_end).is_ok(), "there is room now");
        assert_eq!(*waiting.bytes.lock().expect("sound"), 1);
    }
}
