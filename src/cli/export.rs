//! `warta export`: everything that a search finds, into a file or a pipe.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::json;

use super::{
    Context,
    search::{Filters, learn_spelling, searcher},
};
use crate::{
    engine::{EngineError, tantivy::Stored},
    search::export::{Export, Format},
};

/// Flags of `warta export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// File to write, instead of standard output; it appears when it is complete
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Search words as they are typed
    #[arg(long)]
    no_correct: bool,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let mut body = args.filters.body();
    if args.no_correct {
        body["correct"] = json!(false);
    }
    let request = super::search::read(&body, &settings)?;
    let mut export = match searcher(&settings) {
        Ok(searcher) => {
            let export = searcher.export(&request, args.format)?;
            match learn_spelling(&searcher, &request, export.total)? {
                true => searcher.export(&request, args.format)?,
                false => export,
            }
        }
        // Its articles can be read all the same, if nothing has to be searched for them.
        Err(error) if is_of_another_version(&error) && args.filters.is_empty() => {
            context.note("note: this index was made by another version; its articles are written as they are stored");
            let stored = Stored::open(&settings.index_path)?;
            Export::of_stored(stored, Timestamp::now(), args.format)?
        }
        Err(error) => return Err(error),
    };
    if let Some(typed) = &export.corrected_from {
        context.note(&format!(
            "searched for: {} (typed: {typed}; --no-correct searches that)",
            export.searched
        ));
    }
    for warning in &export.warnings {
        context.note(&format!("note: {}", warning.message));
    }
    match &args.out {
        Some(path) => write_whole(&mut export, path)?,
        None => copy(&mut export, &mut io::stdout().lock())?,
    }
    let total = export.total;
    let articles = if total == 1 { "article" } else { "articles" };
    context.note(&format!("wrote {total} {articles}: all that were found"));
    Ok(ExitCode::SUCCESS)
}

fn is_of_another_version(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(EngineError::Version { .. }))
}

/// Writes a file beside and renames it when it is complete: a half export never passes for a whole
/// one.
fn write_whole(export: &mut Export, path: &Path) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let mut file = fs::File::create(&partial).with_context(cannot)?;
    let written = copy(export, &mut file).and_then(|()| Ok(file.sync_all()?));
    let done = written.and_then(|()| Ok(fs::rename(&partial, path)?));
    if done.is_err() {
        // The first failure is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    done.with_context(cannot)
}

fn copy(export: &mut Export, out: &mut dyn Write) -> anyhow::Result<()> {
    while let Some(piece) = export.next_piece()? {
        out.write_all(&piece)?;
    }
    Ok(out.flush()?)
}
