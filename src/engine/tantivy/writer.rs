//! The one writer: a thread that takes batches, lets those that wait at the same time share a
//! commit, and answers each when its articles are durable and visible.

use std::{
    ops::Bound,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::JoinHandle,
};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tantivy::{
    IndexWriter, Term,
    query::{BooleanQuery, Occur, Query, RangeQuery, TermQuery},
    schema::IndexRecordOption,
};

use super::{document::Row, schema::Fields, snapshot::Snapshots, workshop::Workshops};
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

/// A write, serialised on the caller's threads.
enum Prepared {
    Put {
        article: Box<Article>,
        story: String,
        json: String,
        content: u64,
    },
    Delete {
        id: String,
    },
}

impl From<Write> for Prepared {
    fn from(write: Write) -> Self {
        match write {
            Write::Delete { id } => Prepared::Delete { id },
            Write::Put { article, story } => {
                let json = article.to_json();
                Prepared::Put {
                    content: content_hash(&json),
                    article,
                    story,
                    json,
                }
            }
        }
    }
}

/// Handle of the writer thread.
pub struct Writer {
    queue: Option<SyncSender<Batch>>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

/// What the writer thread works with.
pub struct WriterParts {
    /// Keeps the segments in order: commits, deletes, merges. Articles come to it as segments.
    pub writer: IndexWriter,
    pub workshops: Workshops,
    pub fields: Fields,
    pub snapshots: Arc<Snapshots>,
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
            let prepared = piece.into_par_iter().map(Prepared::from).collect();
            if send.send(prepared).is_err() {
                // The batch has failed; the answer says why.
                break;
            }
        }
        drop(send);
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

fn run(parts: WriterParts, batches: Receiver<Batch>) {
    let mut commits = Commits {
        parts,
        pending: FxHashMap::default(),
        serial: 0,
    };
    while let Ok(first) = batches.recv() {
        let mut shared = vec![first];
        let mut writes = shared[0].total;
        while writes < MOST_SHARED
            && let Ok(next) = batches.try_recv()
        {
            writes += next.total;
            shared.push(next);
        }
        commits.commit(shared);
    }
    // Merges that are under way make the index smaller; waiting is best effort.
    let _ = commits.parts.writer.wait_merging_threads();
}

/// What this commit has done with an id.
#[derive(Default)]
struct Pending {
    /// The hash of its content now; `None` when it was deleted.
    content: Option<u64>,
    /// The write that did it.
    serial: u64,
    /// Whether that content is in a segment already.
    written: bool,
    /// Contents that will be deleted from segments at the commit.
    doomed: Vec<u64>,
}

struct Commits {
    parts: WriterParts,
    /// By id: all that is not committed yet.
    pending: FxHashMap<String, Pending>,
    serial: u64,
}

impl Commits {
    /// Does what several batches ask for in one commit, and answers them.
    fn commit(&mut self, shared: Vec<Batch>) {
        let mut replies = Vec::with_capacity(shared.len());
        let mut failed = None;
        for batch in shared {
            let mut written = Vec::with_capacity(batch.total);
            while failed.is_none() && written.len() < batch.total {
                let Ok(piece) = batch.pieces.recv() else {
                    // Its caller could not prepare the rest and has told why.
                    failed = Some("a batch written at the same time was broken off".to_owned());
                    break;
                };
                failed = self.piece(piece, &mut written).err();
            }
            replies.push((batch.reply, written));
        }
        if failed.is_none() {
            failed = self.settle().err();
        }
        if failed.is_some() {
            // Back to the last commit: nothing half-written may slip into the next one.
            self.parts.workshops.clear();
            self.pending.clear();
            if let Err(error) = self.parts.writer.rollback() {
                tracing::error!(%error, "cannot return to the last commit");
            }
        }
        for (reply, written) in replies {
            let answer = match &failed {
                None => Ok(written),
                Some(reason) => Err(EngineError::Write {
                    path: self.parts.path.clone(),
                    reason: reason.clone(),
                }),
            };
            // A caller that went away does not need the answer.
            let _ = reply.send(answer);
        }
    }

    /// Decides what each write of a piece does, then does it. Reasons of failures as text.
    fn piece(&mut self, piece: Vec<Prepared>, written: &mut Vec<Written>) -> Result<(), String> {
        let mut rows = Vec::with_capacity(piece.len());
        for write in piece {
            written.push(match write {
                Prepared::Put {
                    article,
                    story,
                    json,
                    content,
                } => {
                    let before = self.content_of(&article.id)?;
                    if before == Some(content) {
                        Written::Unchanged
                    } else {
                        let doomed = self.pending.get(&article.id);
                        if doomed.is_some_and(|pending| pending.doomed.contains(&content)) {
                            // It would be deleted together with what it replaced earlier on.
                            self.gather(std::mem::take(&mut rows))?;
                            self.settle()?;
                        }
                        let serial = self.replace(&article.id, before, Some(content))?;
                        rows.push(Row {
                            article,
                            story,
                            content,
                            json,
                            keys: Vec::new(),
                            serial,
                        });
                        match before {
                            Some(_) => Written::Changed,
                            None => Written::Added,
                        }
                    }
                }
                Prepared::Delete { id } => match self.content_of(&id)? {
                    None => Written::Missing,
                    before => {
                        self.replace(&id, before, None)?;
                        Written::Deleted
                    }
                },
            });
        }
        self.gather(rows)
    }

    /// The hash of what the index will hold under an id when this is committed.
    fn content_of(&self, id: &str) -> Result<Option<u64>, String> {
        if let Some(pending) = self.pending.get(id) {
            return Ok(pending.content);
        }
        let snapshot = self.parts.snapshots.current();
        let found = snapshot.find(id).map_err(|error| error.to_string())?;
        Ok(found.map(|(segment, doc)| snapshot.segments[segment].content.get_val(doc)))
    }

    /// Notes that an id gets another content; gives the number of this write.
    fn replace(
        &mut self,
        id: &str,
        before: Option<u64>,
        content: Option<u64>,
    ) -> Result<u64, String> {
        self.serial += 1;
        let known = self.pending.contains_key(id);
        let pending = self.pending.entry(id.to_owned()).or_default();
        // What is only gathered so far will be left out by its serial number.
        if let Some(before) = before
            && (pending.written || !known)
        {
            delete(&self.parts, id, before).map_err(|error| error.to_string())?;
            pending.doomed.push(before);
        }
        pending.content = content;
        pending.serial = self.serial;
        pending.written = false;
        Ok(self.serial)
    }

    /// Takes rows apart; workshops that are full then are emptied into segments.
    fn gather(&mut self, rows: Vec<Row>) -> Result<(), String> {
        if rows.is_empty() {
            return Ok(());
        }
        let workshops = &mut self.parts.workshops;
        // A defect that one text brings out must not end the writer for all others.
        catch_unwind(AssertUnwindSafe(|| workshops.add(rows)))
            .map_err(|_| "a text of this batch cannot be analysed (a defect of the program)")?;
        self.write_segments(false)
    }

    fn write_segments(&mut self, all: bool) -> Result<(), String> {
        let pending = &self.pending;
        let kept = |row: &Row| {
            let now = pending.get(&row.article.id);
            now.is_some_and(|now| now.serial == row.serial)
        };
        let written = self.parts.workshops.write(all, kept);
        let (segments, ids) = written.map_err(|error| error.to_string())?;
        for id in ids {
            if let Some(pending) = self.pending.get_mut(&id) {
                pending.written = true;
            }
        }
        for segment in segments {
            let added = self.parts.writer.add_segment(segment);
            added.map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    /// Makes everything so far durable and visible.
    fn settle(&mut self) -> Result<(), String> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.write_segments(true)?;
        let committed = self.parts.writer.commit();
        committed.map_err(|error| error.to_string())?;
        self.pending.clear();
        let reloaded = self.parts.snapshots.reload();
        reloaded.map_err(|error| error.to_string())
    }
}

/// Deletes an article with a certain content from all segments that there are. A segment that is
/// added before the commit is searched too, so the id alone would delete the new content as well.
fn delete(parts: &WriterParts, id: &str, content: u64) -> tantivy::Result<()> {
    let id = Term::from_field_text(parts.fields.id, id);
    let content = Bound::Included(Term::from_field_u64(parts.fields.content, content));
    let both: Vec<(Occur, Box<dyn Query>)> = vec![
        (
            Occur::Must,
            Box::new(TermQuery::new(id, IndexRecordOption::Basic)),
        ),
        (
            Occur::Must,
            Box::new(RangeQuery::new(content.clone(), content)),
        ),
    ];
    parts
        .writer
        .delete_query(Box::new(BooleanQuery::new(both)))?;
    Ok(())
}
