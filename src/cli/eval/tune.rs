//! `warta eval tune`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;

use super::{
    EvalContext,
    inputs::{self, SetsArgs},
};
use crate::eval::{
    EvalError, Measure, input, report,
    tune::{TuneOptions, Tuned, tune},
    weights,
};

/// Flags of `warta eval tune`.
#[derive(Debug, Args)]
pub struct TuneArgs {
    #[command(flatten)]
    sets: SetsArgs,
    /// Start from the weights of this file instead of the configured ones
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Write the tuned weights here, as a fragment of a configuration
    #[arg(long, value_name = "FILE", default_value = "ranking.tuned.toml")]
    out: PathBuf,
    /// What is to rise
    #[arg(long, value_name = "NAME", value_parser = inputs::measure, default_value = "nDCG@10")]
    measure: Measure,
    /// Results per topic
    #[arg(long, default_value_t = 100, value_parser = inputs::count)]
    depth: usize,
    /// Parts of the topics that are held out in turn; 1 for none
    #[arg(long, default_value_t = 5, value_parser = inputs::count)]
    folds: usize,
    /// Passes over all weights, each with finer steps
    #[arg(long, default_value_t = 3, value_parser = inputs::count)]
    rounds: usize,
    /// Tune only these weights; comma-separated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Leave these weights as they are; comma-separated
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    fix: Vec<String>,
    /// At most so many topics of each set, always the same ones; quick looks need no more
    #[arg(long, value_name = "N", value_parser = inputs::count)]
    sample: Option<usize>,
    /// A step is taken when it gains more than this
    #[arg(long, value_name = "GAIN", default_value_t = 0.0005)]
    min_gain: f64,
    /// No set may fall by more than this
    #[arg(long, value_name = "LOSS", default_value_t = 0.005)]
    max_loss: f64,
    /// Stop after so many minutes with what was found
    #[arg(long, value_name = "MINUTES")]
    minutes: Option<f64>,
    /// Write all findings as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

/// Tunes, reports, and writes a fragment. The live configuration is not touched.
pub fn run(args: TuneArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    input::check_writable(&args.out)?;
    spare(&args.out)?;
    let from = inputs::ranking(args.from.as_deref(), context)?;
    let sets = args.sets.open(context)?;
    let options = TuneOptions {
        measure: args.measure,
        depth: args.depth.max(args.measure.depth()),
        folds: args.folds,
        rounds: args.rounds,
        only: args.only,
        fixed: args.fix,
        sample: args.sample,
        min_gain: args.min_gain,
        max_loss: args.max_loss,
        budget: args
            .minutes
            .map(|minutes| Duration::try_from_secs_f64(minutes * 60.0))
            .transpose()
            .map_err(|error| EvalError::Usage(format!("--minutes: {error}")))?,
    };
    let tuned = tune(&sets, &from, &options, &mut |step| eprintln!("{step}"))?;
    input::write(&args.out, fragment(&tuned, &options).as_bytes())?;
    if let Some(path) = &args.json {
        inputs::write_json(path, &tuned)?;
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        let measure = options.measure.to_string();
        inputs::print(&report::tune::tuned(&tuned, &measure))?;
        let out = args.out.display();
        inputs::print(&format!("weights written to {out}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The first words of every fragment.
const MADE: &str = "Made by `warta eval tune`";

/// Refuses to write over anything but an earlier fragment: a configuration holds more than
/// weights.
fn spare(out: &Path) -> Result<(), EvalError> {
    if !out.exists() {
        return Ok(());
    }
    if input::read_text(out)?.starts_with(&format!("# {MADE}")) {
        return Ok(());
    }
    Err(EvalError::Usage(format!(
        "{} exists and was not made by `warta eval tune`; name another file with --out",
        out.display()
    )))
}

fn fragment(tuned: &Tuned, options: &TuneOptions) -> String {
    let mut heading = vec![format!(
        "{MADE} for {}; held-out change {:+.4} over {} folds.",
        options.measure, tuned.held_out, options.folds
    )];
    heading.push(format!("Conclusion: {}.", report::tune::conclusion(tuned)));
    for set in &tuned.sets {
        let d = &set.held_out;
        heading.push(format!(
            "{}: {:.4}, held out {:+.4} ({:+.4} to {:+.4}) over {} topics",
            set.name, set.before, d.mean, d.low, d.high, set.topics
        ));
    }
    weights::fragment(&tuned.from, &tuned.to, &heading)
}
