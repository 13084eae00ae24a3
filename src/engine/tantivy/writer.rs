//! The one writer: a thread that takes batches, lets those that wait at the same time share a
//! commit, and answers each when its articles are durable and visible.

use std::{
    ops::Bound,
    path::{Path, PathBuf},
    sync::{
        Arc, MutexGuard, Weak,
        mpsc::{self, Receiver, Sender, SyncSender},
    },
    thread::JoinHandle,
};

use rayon::prelude::*;
use tantivy::{
    IndexWriter, Term,
    merge_policy::{LogMergePolicy, MergePolicy},
    query::{BooleanQuery, Occur, Query, RangeQuery, TermQuery},
    schema::IndexRecordOption,
};

use super::{
    ledger::Ledger,
    rows::Incoming,
    schema::Fields,
    snapshot::Snapshots,
    workshop::{self, SharedLedger, Workshops},
};
use crate::{
    article::{Article, content_hash},
    engine::{EngineError, Story, Transaction, Write, Written, reason},
};

/// Batches waiting for the writer; more wait in `send`.
const QUEUE: usize = 64;
/// A shared commit takes at most about so many writes.
const MOST_SHARED: usize = 20_000;

type Reply = Sender<Result<Vec<Written>, EngineError>>;

/// Whether a batch shares its commit.
#[derive(Debug, Clone, Copy)]
pub enum Company {
    /// With others that wait at the same time. It has so many writes, all of which are at hand.
    Shared(usize),
    /// It may take long, or be broken off.
    Alone,
}

struct Batch {
    company: Company,
    /// They come in pieces, while later ones are still being prepared.
    pieces: Receiver<Piece>,
    reply: Reply,
}

enum Piece {
    Writes(Vec<Prepared>),
    End,
}

/// Writes that are prepared together.
const PIECE: usize = 512;
/// Prepared pieces that wait for the writer.
const PIECES_WAITING: usize = 4;

/// A write, serialised on the caller's threads.
enum Prepared {
    Put {
        article: Box<Article>,
        story: Story,
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
    /// Lives as long as the thread takes batches.
    running: Weak<()>,
    path: PathBuf,
}

/// What the writer thread works with.
pub struct WriterParts {
    /// Keeps the segments in order: commits, deletes, merges. Articles come to it as segments.
    pub writer: IndexWriter,
    pub workshops: Workshops,
    /// What the commit under way has done; the workshops have it too.
    pub ledger: SharedLedger,
    pub fields: Fields,
    pub snapshots: Arc<Snapshots>,
    pub path: PathBuf,
}

impl Writer {
    /// Starts the thread.
    pub fn start(parts: WriterParts) -> Result<Self, EngineError> {
        let (queue, batches) = mpsc::sync_channel(QUEUE);
        let path = parts.path.clone();
        let life = Arc::new(());
        let running = Arc::downgrade(&life);
        let thread = std::thread::Builder::new()
            .name("warta-writer".into())
            .spawn(move || run(parts, batches, life))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
            running,
            path,
        })
    }

    /// False once the thread has stopped after an error that it could not go back from.
    pub fn is_running(&self) -> bool {
        self.running.strong_count() > 0
    }

    /// Queues a batch, whose writes are to follow.
    pub fn open(&self, company: Company) -> Result<Writing<'_>, EngineError> {
        let (send, pieces) = mpsc::sync_channel(PIECES_WAITING);
        let (reply, answer) = mpsc::channel();
        let batch = Batch {
            company,
            pieces,
            reply,
        };
        let queued = self.queue.as_ref().map(|queue| queue.send(batch));
        match queued {
            Some(Ok(())) => Ok(Writing {
                send,
                answer,
                path: &self.path,
            }),
            _ => Err(stopped(&self.path)),
        }
    }
}

fn stopped(path: &Path) -> EngineError {
    EngineError::Write {
        path: path.to_owned(),
        reason: "the writer has stopped after an earlier error; restart the program".into(),
    }
}

/// A batch whose writes are being handed over.
pub struct Writing<'w> {
    send: SyncSender<Piece>,
    answer: Receiver<Result<Vec<Written>, EngineError>>,
    path: &'w Path,
}

impl Transaction for Writing<'_> {
    fn add(&mut self, writes: Vec<Write>) -> Result<(), EngineError> {
        let mut writes = writes.into_iter();
        loop {
            let piece: Vec<Write> = writes.by_ref().take(PIECE).collect();
            if piece.is_empty() {
                return Ok(());
            }
            let prepared = piece.into_par_iter().map(Prepared::from).collect();
            if self.send.send(Piece::Writes(prepared)).is_err() {
                // It has failed already.
                return Err(match self.answer.recv() {
                    Ok(Err(error)) => error,
                    _ => stopped(self.path),
                });
            }
        }
    }

    fn commit(self: Box<Self>) -> Result<Vec<Written>, EngineError> {
        // If it cannot be sent, the batch has failed, and the answer says why.
        let _ = self.send.send(Piece::End);
        self.answer.recv().map_err(|_| stopped(self.path))?
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

fn run(parts: WriterParts, batches: Receiver<Batch>, life: Arc<()>) {
    let mut commits = Commits {
        parts,
        behind: false,
    };
    let mut waiting = None;
    while let Some(first) = waiting.take().or_else(|| batches.recv().ok()) {
        let mut shared = vec![first];
        if let Company::Shared(mut writes) = shared[0].company {
            while writes < MOST_SHARED
                && let Ok(next) = batches.try_recv()
            {
                let Company::Shared(more) = next.company else {
                    waiting = Some(next);
                    break;
                };
                writes += more;
                shared.push(next);
            }
        }
        if let Err(reason) = commits.commit(shared) {
            tracing::error!(reason, "cannot return to the last commit: the writer stops");
            break;
        }
    }
    // Nobody may queue for what comes no more.
    drop((batches, life));
    // Merges that are under way make the index smaller; waiting is best effort.
    let _ = commits.parts.writer.wait_merging_threads();
}

struct Commits {
    parts: WriterParts,
    /// The last commit could not be shown: what it added would be added once more.
    behind: bool,
}

impl Commits {
    /// Does what several batches ask for in one commit, and answers them. An error means that
    /// nothing more can be written.
    fn commit(&mut self, shared: Vec<Batch>) -> Result<(), String> {
        let mut replies = Vec::with_capacity(shared.len());
        let mut failed = match self.behind {
            true => self.show().err(),
            false => None,
        };
        for batch in shared {
            let mut written = Vec::new();
            while failed.is_none() {
                match batch.pieces.recv() {
                    Ok(Piece::Writes(piece)) => failed = self.piece(piece, &mut written).err(),
                    Ok(Piece::End) => break,
                    // Its caller goes on without it, or could not prepare the rest.
                    Err(_) => failed = Some("writes of the same commit were broken off".to_owned()),
                }
            }
            replies.push((batch.reply, written));
        }
        if failed.is_none() {
            failed = self.settle().err();
        }
        let back = match failed {
            Some(_) => self.go_back(),
            None => Ok(()),
        };
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
        back
    }

    /// Back to the last commit: nothing half-written may slip into the next one.
    fn go_back(&mut self) -> Result<(), String> {
        self.parts.workshops.clear();
        self.ledger().clear();
        let rolled_back = self.parts.writer.rollback();
        rolled_back.map_err(reason)?;
        // It is another writer now, which merges as tantivy would.
        self.parts.writer.set_merge_policy(merge_policy());
        // What was written for nothing must not keep a full disk full; what cannot be removed now
        // goes with the next commit.
        let _ = self.parts.writer.garbage_collect_files().wait();
        if self.behind {
            // What has been committed is there to stay. If it cannot be shown, the next commit
            // tries again before anything else.
            let _ = self.show();
        }
        Ok(())
    }

    /// Makes the last commit visible.
    fn show(&mut self) -> Result<(), String> {
        self.behind = true;
        let shown = self.parts.snapshots.reload();
        shown.map_err(|error| error.to_string())?;
        self.behind = false;
        Ok(())
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
                        let serial = self.ledger().replace(&article.id, before, Some(content));
                        rows.extend(serial.map(|serial| Incoming {
                            article,
                            story,
                            content,
                            json,
                            serial,
                        }));
                        match before {
                            Some(_) => Written::Changed,
                            None => Written::Added,
                        }
                    }
                }
                Prepared::Delete { id } => match self.content_of(&id)? {
                    None => Written::Missing,
                    before => {
                        self.ledger().replace(&id, before, None);
                        Written::Deleted
                    }
                },
            });
        }
        self.parts.workshops.add(rows)
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        workshop::open(&self.parts.ledger)
    }

    /// The hash of what the index will hold under an id when this is committed.
    fn content_of(&self, id: &str) -> Result<Option<u64>, String> {
        if let Some(content) = self.ledger().content_of(id) {
            return Ok(content);
        }
        let snapshot = self.parts.snapshots.current();
        let found = snapshot.find(id).map_err(|error| error.to_string())?;
        Ok(found.map(|(segment, doc)| snapshot.segments[segment].content.get_val(doc)))
    }

    /// Makes everything so far durable and visible.
    fn settle(&mut self) -> Result<(), String> {
        if self.ledger().is_empty() {
            return Ok(());
        }
        let segments = self.parts.workshops.finish()?;
        let parts = &mut self.parts;
        for segment in segments {
            let added = parts.writer.add_segment(segment);
            added.map_err(reason)?;
        }
        // Only now: a segment does not hear of deletes that came before it.
        let ledger = workshop::open(&parts.ledger);
        for (id, content) in ledger.doomed() {
            delete(&parts.writer, &parts.fields, id, content).map_err(reason)?;
        }
        drop(ledger);
        let committed = parts.writer.commit();
        committed.map_err(reason)?;
        self.ledger().clear();
        self.show()
    }
}

/// When segments become one.
pub fn merge_policy() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    // Replaced articles give their space back once they are a fifth of a segment.
    policy.set_del_docs_ratio_before_merge(0.2);
    Box::new(policy)
}

/// Deletes an article with a certain content from all segments that there are. They have what this
/// commit brings too, so the id alone would delete the new content as well.
fn delete(writer: &IndexWriter, fields: &Fields, id: &str, content: u64) -> tantivy::Result<()> {
    let id = Term::from_field_text(fields.id, id);
    let content = Bound::Included(Term::from_field_u64(fields.content, content));
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
    writer.delete_query(Box::new(BooleanQuery::new(both)))?;
    Ok(())
}
