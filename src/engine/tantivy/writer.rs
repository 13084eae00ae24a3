//! The one writer: a thread that takes batches, lets those that wait at the same time share a
//! commit, and answers each when its articles are durable and visible.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::JoinHandle,
};

use jiff::tz::TimeZone;
use rayon::prelude::*;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{
    document::document,
    schema::Fields,
    snapshot::{Snapshot, Snapshots},
};
use crate::{
    article::{Article, content_hash},
    engine::{EngineError, Write, Written},
};

/// Batches waiting for the writer; more wait in `send`.
const QUEUE: usize = 64;
/// A shared commit takes at most about so many writes.
const MOST_SHARED: usize = 20_000;

type Reply = Sender<Result<Vec<Written>, EngineError>>;

struct Batch {
    /// How many writes will come.
    total: usize,
    /// They come in pieces, while later ones are still being prepared.
    pieces: Receiver<Vec<Prepared>>,
    reply: Reply,
}

/// Writes that are prepared together.
const PIECE: usize = 512;
/// Prepared pieces that wait for the writer.
const PIECES_WAITING: usize = 4;

/// A write with the work done that needs no writer: analysis and serialising run on the
/// caller's threads, so that one writer keeps up with many.
enum Prepared {
    Put {
        id: String,
        content: u64,
        /// `None` when the index already held the same content while this was prepared.
        document: Option<Box<TantivyDocument>>,
        article: Box<Article>,
        story: String,
    },
    Delete {
        id: String,
    },
}

/// Handle of the writer thread.
pub struct Writer {
    queue: Option<SyncSender<Batch>>,
    thread: Option<JoinHandle<()>>,
    fields: Fields,
    snapshots: Arc<Snapshots>,
    zone: TimeZone,
    path: PathBuf,
}

/// What the writer thread works with.
pub struct WriterParts {
    pub writer: IndexWriter<TantivyDocument>,
    pub fields: Fields,
    pub snapshots: Arc<Snapshots>,
    pub zone: TimeZone,
    pub path: PathBuf,
}

impl Writer {
    /// Starts the thread.
    pub fn start(parts: WriterParts) -> Result<Self, EngineError> {
        let (queue, batches) = mpsc::sync_channel(QUEUE);
        let path = parts.path.clone();
        let (fields, zone) = (parts.fields.clone(), parts.zone.clone());
        let snapshots = Arc::clone(&parts.snapshots);
        let thread = std::thread::Builder::new()
            .name("warta-writer".into())
            .spawn(move || run(parts, batches))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
            fields,
            snapshots,
            zone,
            path,
        })
    }

    /// Sends a batch and waits for its commit.
    pub fn write(&self, writes: Vec<Write>) -> Result<Vec<Written>, EngineError> {
        let gone = || EngineError::Write {
            path: self.path.clone(),
            reason: "the writer has stopped after an earlier error; restart the program".into(),
        };
        let snapshot = self.snapshots.current();
        let (send, pieces) = mpsc::sync_channel(PIECES_WAITING);
        let (reply, answer) = mpsc::channel();
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        let batch = Batch {
            total: writes.len(),
            pieces,
            reply,
        };
        queue.send(batch).map_err(|_| gone())?;
        let mut writes = writes.into_iter();
        loop {
            let piece: Vec<Write> = writes.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                break;
            }
            let prepared = piece
                .into_par_iter()
                .map(|write| self.prepare(&snapshot, write))
                .collect::<Result<Vec<_>, _>>()?;
            if send.send(prepared).is_err() {
                // The batch has failed; the answer says why.
                break;
            }
        }
        drop((send, snapshot));
        answer.recv().map_err(|_| gone())?
    }

    fn prepare(&self, snapshot: &Snapshot, write: Write) -> Result<Prepared, EngineError> {
        Ok(match write {
            Write::Delete { id } => Prepared::Delete { id },
            Write::Put { article, story } => {
                let json = article.to_json();
                let content = content_hash(&json);
                let same = content_of(snapshot, &article.id)? == Some(content);
                let document = (!same).then(|| {
                    Box::new(document(
                        &self.fields,
                        &article,
                        &story,
                        content,
                        &json,
                        &self.zone,
                    ))
                });
                Prepared::Put {
                    id: article.id.clone(),
                    content,
                    document,
                    article,
                    story,
                }
            }
        })
    }
}

/// Content hash of the article with an id.
fn content_of(snapshot: &Snapshot, id: &str) -> Result<Option<u64>, EngineError> {
    let found = snapshot.find(id)?;
    Ok(found.map(|(segment, doc)| snapshot.segments[segment].content.get_val(doc)))
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A writer that panicked has nothing left to save.
            let _ = thread.join();
        }
    }
}

fn run(mut parts: WriterParts, batches: Receiver<Batch>) {
    while let Ok(first) = batches.recv() {
        let mut shared = vec![first];
        let mut writes = shared[0].total;
        while writes < MOST_SHARED
            && let Ok(next) = batches.try_recv()
        {
            writes += next.total;
            shared.push(next);
        }
        commit(&mut parts, shared);
    }
    // Merges that are under way make the index smaller; waiting is best effort.
    let _ = parts.writer.wait_merging_threads();
}

fn commit(parts: &mut WriterParts, shared: Vec<Batch>) {
    let mut pending = HashMap::new();
    let mut replies = Vec::with_capacity(shared.len());
    let mut failed = None;
    let mut dirty = false;
    for batch in shared {
        let mut written = Vec::with_capacity(batch.total);
        while failed.is_none() && written.len() < batch.total {
            let Ok(piece) = batch.pieces.recv() else {
                // Its caller could not prepare the rest and has told why.
                failed = Some("a batch written at the same time was broken off".to_owned());
                break;
            };
            for write in piece {
                match apply(parts, &mut pending, write) {
                    Ok(done) => {
                        dirty |= !matches!(done, Written::Unchanged | Written::Missing);
                        written.push(done);
                    }
                    Err(error) => {
                        failed = Some(match error {
                            EngineError::Write { reason, .. } => reason,
                            other => other.to_string(),
                        });
                        break;
                    }
                }
            }
        }
        replies.push((batch.reply, written));
    }
    if failed.is_none() && dirty {
        failed = match parts.writer.commit() {
            Ok(_) => parts
                .snapshots
                .reload()
                .err()
                .map(|error| error.to_string()),
            Err(error) => Some(error.to_string()),
        };
    }
    if failed.is_some() {
        // Back to the last commit: nothing half-written may slip into the next one.
        if let Err(error) = parts.writer.rollback() {
            tracing::error!(%error, "cannot return to the last commit");
        }
    }
    for (reply, written) in replies {
        let answer = match &failed {
            None => Ok(written),
            Some(reason) => Err(EngineError::Write {
                path: parts.path.clone(),
                reason: reason.clone(),
            }),
        };
        // A caller that went away does not need the answer.
        let _ = reply.send(answer);
    }
}

/// Content hash of ids that this commit has already written; `None` for deleted ones.
type Pending = HashMap<String, Option<u64>>;

fn apply(
    parts: &WriterParts,
    pending: &mut Pending,
    write: Prepared,
) -> Result<Written, EngineError> {
    let known = |pending: &Pending, id: &str| match pending.get(id) {
        Some(content) => Ok(*content),
        None => content_of(&parts.snapshots.current(), id),
    };
    let remove = |id: &str| {
        parts
            .writer
            .delete_term(Term::from_field_text(parts.fields.id, id))
    };
    match write {
        Prepared::Put {
            id,
            content,
            document: prepared,
            article,
            story,
        } => {
            let before = known(pending, &id)?;
            if before == Some(content) {
                return Ok(Written::Unchanged);
            }
            if before.is_some() {
                remove(&id);
            }
            let prepared = match prepared {
                Some(prepared) => *prepared,
                None => {
                    let json = article.to_json();
                    document(&parts.fields, &article, &story, content, &json, &parts.zone)
                }
            };
            let added = parts.writer.add_document(prepared);
            added.map_err(|error| EngineError::Write {
                path: parts.path.clone(),
                reason: error.to_string(),
            })?;
            pending.insert(id, Some(content));
            Ok(if before.is_some() {
                Written::Changed
            } else {
                Written::Added
            })
        }
        Prepared::Delete { id } => {
            if known(pending, &id)?.is_none() {
                return Ok(Written::Missing);
            }
            remove(&id);
            pending.insert(id, None);
            Ok(Written::Deleted)
        }
    }
}
