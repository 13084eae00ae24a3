//! `warta eval`: the relevance lab on the command line.
//!
//! Remarks on the input go to standard error, results to standard output. The exit code is 0
//! when the work was done, 1 when a gate (`--gate`) was not passed, 2 when the input is wrong.

mod compare;
mod inputs;
mod run;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use crate::eval::EvalError;

/// Measure, compare and tune the ranking
#[derive(Debug, Args)]
pub struct EvalArgs {
    #[command(subcommand)]
    command: EvalCommand,
}

#[derive(Debug, Subcommand)]
enum EvalCommand {
    /// Score a ranking, or an existing run, against judgments
    Run(run::RunArgs),
    /// Say whether B differs from A by more than chance
    Compare(compare::CompareArgs),
}

/// What the command line as a whole has settled: evaluation reads the configuration, and never
/// writes to it or to the configured index.
#[derive(Debug, Clone, Default)]
pub struct EvalPaths {
    /// The configuration file, if there is one.
    pub config: Option<PathBuf>,
    /// The index folder that searches use.
    pub index: PathBuf,
}

/// Runs a subcommand.
pub fn run(args: EvalArgs, paths: &EvalPaths) -> Result<ExitCode, EvalError> {
    match args.command {
        EvalCommand::Run(args) => run::run(args, paths),
        EvalCommand::Compare(args) => compare::run(args, paths),
    }
}
