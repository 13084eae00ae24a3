//! The command line: one file a command, each with its `Args` and a `run`.
//!
//! Exit codes: 0 done; 1 failed; 2 wrong usage or configuration; 3 the index is absent, busy,
//! of another version or cannot be written; 4 done, but documents were quarantined (`--strict`).

mod acronyms;
mod analyze;
mod anew;
mod backup;
mod config;
mod context;
mod demo;
mod eval;
mod export;
mod extract;
mod holder;
mod ingest;
mod key;
mod logging;
mod rebuild;
mod sample;
mod search;
mod serve;
mod verify;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{
    config::ConfigError,
    engine::EngineError,
    eval::EvalError,
    http::StartError,
    search::{KnowledgeError, SearchError},
};
pub(crate) use context::Context;

/// Documents were quarantined and `--strict` was given.
pub const QUARANTINED: u8 = 4;

/// Warta: full-text news search for Indonesian-language articles.
#[derive(Debug, Parser)]
#[command(
    name = "warta",
    version,
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, \
                  3 the index is absent, busy, of another version or cannot be written, \
                  4 done, but documents were quarantined (--strict)."
)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// Flags that every command takes.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Configuration file [default: config.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "WARTA_CONFIG")]
    pub config: Option<PathBuf>,
    /// Data directory, instead of the configured one
    #[arg(long, global = true, value_name = "DIR")]
    pub index: Option<String>,
    /// Print only results and errors
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

/// The flag of every command that prints results.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Output {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What can be done. To add a command: a file, a variant, an arm.
#[derive(Debug, Subcommand)]
enum Command {
    /// Take in the built-in sample and serve it
    Demo(demo::Args),
    /// Take articles in
    Ingest(ingest::Args),
    /// Make the index anew from the articles that it holds, whatever version made it
    Rebuild(rebuild::Args),
    /// Serve the search page and the API
    Serve(serve::Args),
    /// Search the index
    Search(search::Args),
    /// Write everything that a search finds to a file
    Export(export::Args),
    /// Copy the index as it is now, also beside a running server
    Backup(backup::Args),
    /// Check that the index is sound, and that it holds all that sources hold
    Verify(verify::Args),
    /// Show how a text is cut into words and stems
    Analyze(analyze::Args),
    /// Learn short forms from the index: KPK, Kemenperin
    Acronyms(acronyms::Args),
    /// Show the configuration in force
    #[command(subcommand)]
    Config(config::Command),
    /// Make API keys for writing
    #[command(subcommand)]
    Key(key::Command),
    Extract(extract::ExtractArgs),
    Eval(Box<eval::EvalArgs>),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let context = Context::new(cli.global);
    let result = match cli.command {
        Command::Demo(args) => demo::run(args, &context),
        Command::Ingest(args) => ingest::run(args, &context),
        Command::Rebuild(args) => rebuild::run(args, &context),
        Command::Serve(args) => serve::run(args, &context),
        Command::Search(args) => search::run(args, &context),
        Command::Export(args) => export::run(args, &context),
        Command::Backup(args) => backup::run(args, &context),
        Command::Verify(args) => verify::run(args, &context),
        Command::Analyze(args) => analyze::run(args, &context),
        Command::Acronyms(args) => acronyms::run(args, &context),
        Command::Config(command) => config::run(command, &context),
        Command::Key(command) => key::run(command, &context),
        Command::Extract(args) => extract::run(args, &context),
        Command::Eval(args) => context
            .eval()
            .map_err(Into::into)
            .and_then(|context| Ok(eval::run(*args, &context)?)),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("warta: {error:#}");
            ExitCode::from(code(&error))
        }
    }
}

/// A flag has a value that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(String);

/// The exit code of a failure.
fn code(error: &anyhow::Error) -> u8 {
    if error.chain().any(|cause| {
        cause.is::<ConfigError>()
            || cause.is::<EvalError>()
            || cause.is::<KnowledgeError>()
            || cause.is::<Usage>()
            || matches!(cause.downcast_ref(), Some(SearchError::BadParameter { .. }))
            || matches!(cause.downcast_ref(), Some(StartError::Knowledge(_)))
    }) {
        2
    } else if error.chain().any(|cause| cause.is::<EngineError>()) {
        3
    } else {
        1
    }
}

/// `warta search … | head` is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
