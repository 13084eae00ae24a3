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
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{document::document, schema::Fields, snapshot::Snapshots};
use crate::engine::{EngineError, Write, Written};

/// Batches waiting for the writer; more wait in `send`.
const QUEUE: usize = 64;
/// A shared commit takes at most about so many writes.
const MOST_SHARED: usize = 20_000;

type Reply = Sender<Result<Vec<Written>, EngineError>>;

struct Batch {
    writes: Vec<Write>,
    reply: Reply,
}

/// Handle of the writer thread.
pub struct Writer {
    queue: Option<SyncSender<Batch>>,
    thread: Option<JoinHandle<()>>,
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
        let thread = std::thread::Builder::new()
            .name("warta-writer".into())
            .spawn(move || run(parts, batches))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
            path,
        })
    }

    /// Sends a batch and waits for its commit.
    pub fn write(&self, writes: Vec<Write>) -> Result<Vec<Written>, EngineError> {
        let gone = || EngineError::Write {
            path: self.path.clone(),
            reason: "the writer has stopped after an earlier error; restart the program".into(),
        };
        let (reply, answer) = mpsc::channel();
        let queue = self.queue.as_ref().ok_or_else(gone)?;
        queue.send(Batch { writes, reply }).map_err(|_| gone())?;
        answer.recv().map_err(|_| gone())?
    }
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
        let mut writes = shared[0].writes.len();
        while writes < MOST_SHARED
            && let Ok(next) = batches.try_recv()
        {
            writes += next.writes.len();
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
        let mut written = Vec::with_capacity(batch.writes.len());
        if failed.is_none() {
            for write in batch.writes {
                match apply(parts, &mut pending, write) {
                    Ok(done) => {
                        dirty |= !matches!(done, Written::Unchanged | Written::Missing);
                        written.push(done);
                    }
                    Err(error) => {
                        failed = Some(error.to_string());
                        break;
                    }
                }
            }
        }
        replies.push((batch.reply, written));
    }
    if failed.is_none() && dirty {
        failed = parts
            .writer
            .commit()
            .map_err(EngineError::from)
            .and_then(|_| parts.snapshots.reload())
            .err()
            .map(|error| error.to_string());
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

fn apply(parts: &WriterParts, pending: &mut Pending, write: Write) -> Result<Written, EngineError> {
    let known = |pending: &Pending, id: &str| -> Result<Option<u64>, EngineError> {
        if let Some(content) = pending.get(id) {
            return Ok(*content);
        }
        let snapshot = parts.snapshots.current();
        Ok(snapshot
            .find(&parts.fields, id)?
            .map(|(segment, doc)| snapshot.segments[segment].content.get_val(doc)))
    };
    let remove = |id: &str| {
        parts
            .writer
            .delete_term(Term::from_field_text(parts.fields.id, id))
    };
    match write {
        Write::Put { article, story } => {
            let content = article.content_hash();
            let before = known(pending, &article.id)?;
            if before == Some(content) {
                return Ok(Written::Unchanged);
            }
            if before.is_some() {
                remove(&article.id);
            }
            parts.writer.add_document(document(
                &parts.fields,
                &article,
                &story,
                content,
                &parts.zone,
            ))?;
            pending.insert(article.id, Some(content));
            Ok(if before.is_some() {
                Written::Changed
            } else {
                Written::Added
            })
        }
        Write::Delete { id } => {
            if known(pending, &id)?.is_none() {
                return Ok(Written::Missing);
            }
            remove(&id);
            pending.insert(id, None);
            Ok(Written::Deleted)
        }
    }
}
