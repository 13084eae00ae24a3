//! `warta key new`: makes an API key, shows it once and keeps only its hash.

use std::{fs::OpenOptions, io::Write, path::Path, process::ExitCode};

use anyhow::Context as _;
use clap::Subcommand;
use serde_json::json;

use super::{Context, Output};
use crate::config::{KeyHash, new_key};

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a key and print it, once
    New {
        /// Whose key it is; shown in logs
        #[arg(long, default_value = "default")]
        name: String,
        /// Add its hash to this file [default: auth.key_file; without one, the line to put into config.toml is printed]
        #[arg(long, value_name = "FILE")]
        file: Option<String>,
        #[command(flatten)]
        output: Output,
    },
}

/// Runs it.
pub fn run(command: Command, context: &Context) -> anyhow::Result<ExitCode> {
    let Command::New { name, file, output } = command;
    anyhow::ensure!(
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || "-_.".contains(c)),
        "the name `{name}` is not usable; write letters, digits, -, _ and . only"
    );
    let key = new_key().context("the system gives no random numbers; try again later")?;
    let hash = KeyHash::of(&name, &key).to_string();
    let configured = context.effective(&[])?.config.auth.key_file;
    let file = file.or(Some(configured).filter(|file| !file.is_empty()));
    if let Some(file) = &file {
        append(Path::new(file), &hash).with_context(|| {
            format!("cannot add the key's hash to {file}; check its folder and permissions")
        })?;
    }
    if output.json {
        context.print_json(&json!({ "name": name, "key": key, "hash": hash, "file": file }))?;
        return Ok(ExitCode::SUCCESS);
    }
    context.print(&key)?;
    match file {
        Some(file) => context.note(&format!(
            "This is the only time that the key is shown. Its hash was added to {file}; restart the server to use it."
        )),
        None => context.note(&format!(
            "This is the only time that the key is shown. Put its hash into config.toml and restart the server:\n\n[auth]\nkeys = [\"{hash}\"]"
        )),
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds a line, as one write, to a file that only its owner reads.
fn append(file: &Path, line: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(file)?
        .write_all(format!("{line}\n").as_bytes())
}
