//! A copy of an index as it is at one moment, also while another process writes it.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use tantivy::{Directory, Index, directory::META_LOCK};

use super::{STAMP, check_present, folder::Folder};
use crate::engine::EngineError;

/// tantivy's list of segments: what is in it is the index.
const META: &str = "meta.json";
/// tantivy's list of the files that are its own; without it, it would neither check nor remove
/// any.
const MANAGED: &str = ".managed.json";

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// Articles in the copy.
    pub articles: u64,
    /// Files that were copied.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
}

/// Copies the index in `from` to the folder `to`, which must not exist; `also` are the names of
/// further files of the data directory, left out when they are not there. The copy appears when it
/// is whole, on disk, and every file has its checksum.
///
/// # Errors
/// When there is no index, `to` exists, or a file cannot be read or written; `to` is then not there.
pub fn backup(from: &Path, to: &Path, also: &[&str]) -> Result<Backup, EngineError> {
    check_present(from)?;
    let unwritable = |error: io::Error| EngineError::Copy {
        path: to.to_owned(),
        reason: error.to_string(),
    };
    if to.exists() {
        return Err(unwritable(io::ErrorKind::AlreadyExists.into()));
    }
    let state = State::open(from, also).map_err(|error| error.at(from))?;
    let mut beside = to.as_os_str().to_owned();
    beside.push(".part");
    let beside = PathBuf::from(beside);
    let copied = state.copy(&beside).map_err(unwritable);
    // Equal bytes were copied: what is wrong here is wrong in the original.
    let checked = copied.and_then(|bytes| match check(&beside) {
        Ok(()) => Ok(bytes),
        Err(error) => Err(error.at(from)),
    });
    let done = checked.and_then(|bytes| {
        fs::rename(&beside, to).map_err(unwritable)?;
        Ok(bytes)
    });
    match done {
        Ok(bytes) => Ok(Backup {
            articles: state.articles,
            files: state.files.len() + 1,
            bytes,
        }),
        Err(error) => {
            // The first failure is the one to tell.
            let _ = fs::remove_dir_all(&beside);
            Err(error)
        }
    }
}

/// The files of one state of an index. They are open, so that they can be read to their end
/// although the writer may remove them meanwhile.
struct State {
    /// The list of segments, which the next commit replaces.
    meta: Vec<u8>,
    files: Vec<(PathBuf, File)>,
    articles: u64,
}

impl State {
    fn open(from: &Path, also: &[&str]) -> Result<Self, EngineError> {
        let directory = Folder::read_only(from).map_err(tantivy::TantivyError::from)?;
        // While this is held nothing that the list names is removed, and nobody sees a new commit:
        // so it is not held while files are copied.
        let lock = directory.acquire_lock(&META_LOCK);
        let lock = lock.map_err(|error| EngineError::Read(error.to_string()))?;
        let (meta, listed) = loop {
            let meta = fs::read(from.join(META))?;
            let listed = Index::open(directory.clone())?.load_metas()?;
            // Else a commit came in between.
            if fs::read(from.join(META))? == meta {
                break (meta, listed);
            }
        };
        let others = [MANAGED, STAMP].iter().chain(also).map(PathBuf::from);
        let mut files = Vec::new();
        for name in listed.list_segment_files().into_iter().chain(others) {
            match File::open(from.join(&name)) {
                Ok(file) => files.push((name, file)),
                // Not every segment has every file; what is missing shows when the copy is checked.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    let name = name.display();
                    return Err(EngineError::Read(format!("its file {name}: {error}")));
                }
            }
        }
        drop(lock);
        let segments = listed.segments.iter();
        Ok(State {
            meta,
            files,
            articles: segments.map(|segment| u64::from(segment.num_docs())).sum(),
        })
    }

    /// Copies everything into a folder, down to the disk. Gives the bytes.
    fn copy(&self, to: &Path) -> io::Result<u64> {
        match fs::remove_dir_all(to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(to)?,
        }
        let mut bytes = 0;
        for (name, file) in &self.files {
            bytes += copy(&mut &*file, &to.join(name))?;
        }
        bytes += copy(&mut self.meta.as_slice(), &to.join(META))?;
        File::open(to)?.sync_all()?;
        Ok(bytes)
    }
}

fn copy(from: &mut dyn io::Read, to: &Path) -> io::Result<u64> {
    let mut copy = File::create(to)?;
    let bytes = io::copy(from, &mut copy)?;
    copy.sync_all()?;
    Ok(bytes)
}

/// Compares every file of a copy with its checksum.
fn check(folder: &Path) -> Result<(), EngineError> {
    let damaged =
        || -> tantivy::Result<_> { Index::open(Folder::read_only(folder)?)?.validate_checksum() };
    match damaged()?.iter().min() {
        None => Ok(()),
        Some(file) => Err(EngineError::Read(format!(
            "its file {} is not as it was written",
            file.display()
        ))),
    }
}
