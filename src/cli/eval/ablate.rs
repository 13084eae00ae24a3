//! `warta eval ablate`: the table of `docs/ranking.md`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    EvalContext,
    inputs::{self, SetsArgs},
};
use crate::eval::{EvalError, Measure, ablate::ablate, input};

/// Flags of `warta eval ablate`.
#[derive(Debug, Args)]
pub struct AblateArgs {
    #[command(flatten)]
    sets: SetsArgs,
    /// Weights to start from instead of the configured ones
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What is measured
    #[arg(long, value_name = "NAME", value_parser = inputs::measure, default_value = "nDCG@10")]
    measure: Measure,
    /// Results per topic
    #[arg(long, default_value_t = 100, value_parser = inputs::count)]
    depth: usize,
    /// Write the markdown table here too
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write all figures as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

/// Prints the table.
pub fn run(args: AblateArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    let ranking = inputs::ranking(args.config.as_deref(), context)?;
    let sets = args.sets.open(context)?;
    let depth = args.depth.max(args.measure.depth());
    let progress = &mut |step: &str| eprintln!("{step}");
    let ablation = ablate(&sets, &ranking, args.measure, depth, progress)?;
    let table = ablation.to_markdown();
    if let Some(path) = &args.out {
        input::write(path, table.as_bytes())?;
    }
    if let Some(path) = &args.json {
        inputs::write_json(path, &ablation)?;
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        inputs::print(&table)?;
    }
    Ok(ExitCode::SUCCESS)
}
