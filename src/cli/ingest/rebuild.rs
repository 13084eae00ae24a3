//! `--rebuild`: makes an index anew beside the old one and puts it in its place when all is done.
//! Works whatever made the old index; nobody else can write it meanwhile.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory, error::LockError};

use crate::{
    config::Settings,
    engine::{EngineError, tantivy::TantivyEngine},
};

/// Where the new index grows, inside the data directory: a rename never crosses disks.
const BESIDE: &str = "rebuild";
/// Without it there is no index: removed first, put in place last.
const META: &str = "meta.json";

/// Builds anew with `fill`, then replaces the old index if `fill` says that it is whole: what a
/// mistyped name or a file cut off would leave out cannot be had back.
pub fn run<T>(
    settings: &Settings,
    fill: impl FnOnce(TantivyEngine) -> anyhow::Result<(T, bool)>,
) -> anyhow::Result<(T, bool)> {
    let path = &settings.index_path;
    let failed = |error: &dyn std::fmt::Display| EngineError::Write {
        path: path.clone(),
        reason: error.to_string(),
    };
    fs::create_dir_all(path).map_err(|error| failed(&error))?;
    let directory = MmapDirectory::open(path).map_err(|error| failed(&error))?;
    let _lock = directory
        .acquire_lock(&INDEX_WRITER_LOCK)
        .map_err(|error| match error {
            LockError::LockBusy => EngineError::Busy { path: path.clone() },
            LockError::IoError(error) => failed(&error),
        })?;
    let beside = path.join(BESIDE);
    remove_folder(&beside).map_err(|error| failed(&error))?;
    let mut options = settings.engine_options();
    options.path.clone_from(&beside);
    // The engine is closed when `fill` returns: its files may move.
    let filled = fill(TantivyEngine::create_or_open(&options)?);
    let done = match &filled {
        Ok((_, true)) => replace(path, &beside),
        _ => remove_folder(&beside),
    };
    let filled = filled?;
    done.map_err(|error| failed(&error))?;
    Ok(filled)
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Killed half-way, this leaves no index rather than a mixture.
fn replace(path: &Path, beside: &Path) -> io::Result<()> {
    match fs::remove_file(path.join(META)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for old in files(path)?.into_iter().filter(|file| is_index_file(file)) {
        fs::remove_file(old)?;
    }
    for new in files(beside)? {
        let Some(name) = new.file_name().filter(|name| *name != META) else {
            continue;
        };
        if is_index_file(&new) {
            fs::rename(&new, path.join(name))?;
        }
    }
    fs::rename(beside.join(META), path.join(META))?;
    fs::File::open(path)?.sync_all()?;
    remove_folder(beside)
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

/// Segments, the list of files, our stamp. Locks, logs and the quarantine stay where they are.
fn is_index_file(file: &Path) -> bool {
    const SEGMENT: [&str; 8] = [
        "idx",
        "pos",
        "term",
        "store",
        "fast",
        "fieldnorm",
        "del",
        "temp",
    ];
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let extension = file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    name == ".managed.json" || name == "warta.json" || SEGMENT.contains(&extension)
}
