//! A note in the data directory that says which server holds the index, so that `warta ingest`
//! can go through it, or say how.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

const FILE: &str = "server.json";

/// Who holds an index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Holder {
    /// Where it answers.
    pub url: String,
    /// Its process.
    pub pid: u32,
}

/// Removes the note when the server ends. After a `kill -9` it stays, and is replaced by the
/// next server; it is only looked at when the index is busy.
#[derive(Debug)]
pub struct Note(PathBuf);

impl Note {
    /// Leaves the note. Serving does not depend on it: a folder that cannot be written is logged.
    pub fn leave(index: &Path, address: SocketAddr) -> Self {
        let path = index.join(FILE);
        let reachable = match address {
            any if any.ip().is_unspecified() => SocketAddr::from(([127, 0, 0, 1], any.port())),
            address => address,
        };
        let holder = Holder {
            url: format!("http://{reachable}"),
            pid: std::process::id(),
        };
        let written = serde_json::to_vec(&holder)
            .map_err(std::io::Error::other)
            .and_then(|text| std::fs::write(&path, text));
        if let Err(error) = written {
            tracing::warn!(%error, path = %path.display(), "cannot note where the server answers");
        }
        Note(path)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // Gone already is as good.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The server that holds an index, if it left a note.
pub fn holder(index: &Path) -> Option<Holder> {
    serde_json::from_slice(&std::fs::read(index.join(FILE)).ok()?).ok()
}
