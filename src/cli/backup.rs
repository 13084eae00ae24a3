//! `warta backup`: a copy of the index as it is at one moment, also beside a running server.

use std::{path::PathBuf, process::ExitCode};

use super::{Context, Output};
use crate::{engine::tantivy::backup, mining::acronyms};

/// Flags of `warta backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to make; `--index FOLDER` uses it in place of the original
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let backup = backup(&settings.index_path, &args.folder, &[acronyms::FILE])?;
    if args.output.json {
        context.print_json(&backup)?;
    } else {
        context.print(&format!(
            "{} articles copied to {}: {} files, {:.1} MB, each with its checksum",
            backup.articles,
            args.folder.display(),
            backup.files,
            backup.bytes as f64 / 1e6
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
