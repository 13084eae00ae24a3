//! The query log, when `[log] queries = true`: query, filters, ids of the hits. No addresses, no
//! user ids. Written by one thread behind a bounded queue: searching never waits for the disk.

use std::{
    fs::{File, OpenOptions},
    io::{BufWriter, Write},
    path::Path,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread::JoinHandle,
    time::Duration,
};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::search::{SearchRequest, SearchResponse};

/// Entries that wait at most; when the disk is slower than that, entries are dropped and counted.
const QUEUE: usize = 4096;
/// Entries reach the disk within this time.
const FLUSH: Duration = Duration::from_millis(200);

/// Where searches are noted. Dropping it brings the last entries to the disk.
#[derive(Debug)]
pub struct QueryLog {
    /// Taken only when dropped.
    entries: Option<SyncSender<Value>>,
    writer: Option<JoinHandle<()>>,
}

impl Drop for QueryLog {
    fn drop(&mut self) {
        self.entries.take();
        if let Some(writer) = self.writer.take()
            && writer.join().is_err()
        {
            tracing::warn!("the query log's writer failed");
        }
    }
}

impl QueryLog {
    /// Opens the file for appending.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let (sender, receiver) = sync_channel(QUEUE);
        let writer = std::thread::Builder::new()
            .name("query-log".into())
            .spawn(move || write_all(&receiver, BufWriter::new(file)))?;
        Ok(QueryLog {
            entries: Some(sender),
            writer: Some(writer),
        })
    }

    /// Notes a search.
    pub fn write(&self, request: &SearchRequest, response: &SearchResponse) {
        let ids: Vec<&str> = response.hits.iter().map(|hit| hit.id.as_str()).collect();
        self.note(json!({
            "at": Timestamp::now().to_string(),
            "kind": "search",
            "request": request,
            "total": response.total,
            "took_us": response.took_us,
            "ids": ids,
        }));
    }

    /// Notes anything else.
    pub fn note(&self, entry: Value) {
        let sent = self.entries.as_ref().map(|entries| entries.try_send(entry));
        if !matches!(sent, Some(Ok(()))) {
            metrics::counter!("warta_query_log_dropped_total").increment(1);
        }
    }
}

fn write_all(entries: &Receiver<Value>, mut file: BufWriter<File>) {
    use std::sync::mpsc::RecvTimeoutError;
    loop {
        let result = match entries.recv_timeout(FLUSH) {
            Ok(entry) => writeln!(file, "{entry}"),
            Err(RecvTimeoutError::Timeout) => file.flush(),
            Err(RecvTimeoutError::Disconnected) => break,
        };
        if let Err(error) = result {
            tracing::warn!(%error, "the query log cannot be written");
        }
    }
    if let Err(error) = file.flush() {
        tracing::warn!(%error, "the query log cannot be written");
    }
}
