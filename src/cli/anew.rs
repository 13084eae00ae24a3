//! Makes an index anew beside the old one and puts it in its place when all is done. Works
//! whatever made the old index; nobody else can write it meanwhile.

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
/// The files in the order in which they take the place of the old ones, after the segments. The
/// list of tantivy's own files may name some that are not there; what counts is the second, which
/// says what the index consists of; the last says what made it. Between the two the new index
/// passes for one of the old version, which is refused and can be made anew; never the reverse.
const LISTS: [&str; 3] = [".managed.json", "meta.json", "warta.json"];

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
    let closed = |error: &dyn std::fmt::Display| EngineError::ReadOnly {
        path: path.clone(),
        reason: error.to_string(),
    };
    fs::create_dir_all(path).map_err(|error| closed(&error))?;
    let directory = MmapDirectory::open(path).map_err(|error| closed(&error))?;
    let _lock = directory
        .acquire_lock(&INDEX_WRITER_LOCK)
        .map_err(|error| match error {
            LockError::LockBusy => EngineError::Busy { path: path.clone() },
            LockError::IoError(error) => closed(&error),
        })?;
    let beside = path.join(BESIDE);
    remove_folder(&beside).map_err(|error| closed(&error))?;
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

/// Killed at any point, this leaves the old index or the new one, and nothing of either is lost:
/// no two segments of either have one name, and a single rename decides which counts.
fn replace(path: &Path, beside: &Path) -> io::Result<()> {
    let old = files(path)?.into_iter().filter(|file| is_segment(file));
    let old: Vec<PathBuf> = old.collect();
    for new in files(beside)? {
        if let Some(name) = new.file_name().filter(|_| is_segment(&new)) {
            fs::rename(&new, path.join(name))?;
        }
    }
    let keep = || fs::File::open(path)?.sync_all();
    keep()?;
    for list in LISTS {
        fs::rename(beside.join(list), path.join(list))?;
        keep()?;
    }
    for file in old {
        fs::remove_file(file)?;
    }
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

/// Locks, logs and the quarantine stay where they are.
fn is_segment(file: &Path) -> bool {
    const KINDS: [&str; 8] = [
        "idx",
        "pos",
        "term",
        "store",
        "fast",
        "fieldnorm",
        "del",
        "temp",
    ];
    let kind = file.extension().and_then(|kind| kind.to_str());
    kind.is_some_and(|kind| KINDS.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::Article,
        engine::{Engine as _, Story, Write, tantivy::EngineOptions},
    };

    fn index(path: &Path, title: &str) -> Vec<String> {
        let options = EngineOptions {
            path: path.to_owned(),
            memory_budget_bytes: 32 << 20,
            threads: 1,
            zone: jiff::tz::TimeZone::UTC,
        };
        let engine = TantivyEngine::create_or_open(&options).expect("an index");
        if !title.is_empty() {
            let article = Article {
                id: title.into(),
                title: title.into(),
                ..Article::default()
            };
            let put = Write::Put {
                story: Story::of(title),
                article: Box::new(article),
            };
            engine.write(vec![put]).expect("written");
        }
        let mut titles = Vec::new();
        let all = engine.scan(&mut |article| {
            titles.push(article.title);
            true
        });
        all.expect("readable");
        titles
    }

    /// The process may be killed at any point; here a missing file ends it.
    #[test]
    fn broken_off_half_way_the_old_index_is_there_and_then_the_new_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, beside) = (folder.path(), folder.path().join(BESIDE));
        index(path, "lama");
        for missing in LISTS {
            index(&beside, "baru");
            fs::remove_file(beside.join(missing)).expect("removed");
            assert!(replace(path, &beside).is_err());
            let counts = if missing == "warta.json" {
                "baru"
            } else {
                "lama"
            };
            assert_eq!(index(path, ""), [counts], "without {missing}");
            fs::remove_dir_all(&beside).expect("removed");
        }
        index(&beside, "terbaru");
        replace(path, &beside).expect("replaced");
        assert_eq!(index(path, ""), ["terbaru"]);
    }
}
