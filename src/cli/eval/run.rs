//! `warta eval run`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    EvalContext,
    inputs::{self, Set, SetArgs},
};
use crate::eval::{
    EvalError, Evaluation, Latency, Measure, Run, evaluate, index::run_topics, input,
    lab::time_search, report,
};

/// Flags of `warta eval run`.
#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    set: SetArgs,
    /// Score this run (TREC form, `.gz` too) instead of searching
    #[arg(long, value_name = "FILE", conflicts_with = "run_out")]
    run: Option<PathBuf>,
    /// Write the ranking as a run that trec_eval reads
    #[arg(long, value_name = "FILE")]
    run_out: Option<PathBuf>,
    /// Write all figures as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
    /// Write a self-contained report with charts
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Weights to rank with: a configuration or a fragment with [ranking]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Time whole searches (best 10, facets, snippets) instead of bare rankings
    #[arg(long)]
    latency: bool,
    /// Results per topic
    #[arg(long, default_value_t = 1000, value_parser = inputs::count)]
    depth: usize,
    /// Measures to report instead of the standard ones (nDCG@10, MRR@10, …); repeatable
    #[arg(long = "measure", value_name = "NAME", value_parser = inputs::measure)]
    measures: Vec<Measure>,
    /// Show every topic, not only the means
    #[arg(long)]
    by_topic: bool,
    /// Name of the run in its file and in reports
    #[arg(long, default_value = "warta")]
    tag: String,
}

/// Scores a run or a ranking.
pub fn run(args: RunArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    for path in [&args.run_out, &args.html].into_iter().flatten() {
        input::check_writable(path)?;
    }
    let mut set = args.set.read()?;
    let (run, latency) = obtain(&args, &mut set, context)?;
    let measures = match args.measures.as_slice() {
        [] => Measure::STANDARD.to_vec(),
        chosen => chosen.to_vec(),
    };
    let mut evaluation = evaluate(&run, &set.topics, &set.qrels, &measures, set.level);
    evaluation.latency = latency;
    let found = std::mem::take(&mut evaluation.problems);
    set.admit(found)?;
    evaluation.problems = set.problems;
    inputs::remark(&evaluation.problems);
    if let Some(path) = &args.run_out {
        input::write(path, run.to_trec(&args.tag).as_bytes())?;
    }
    if let Some(path) = &args.html {
        input::write(path, report::html::evaluation(&evaluation).as_bytes())?;
    }
    if let Some(path) = &args.json {
        inputs::write_json(path, &evaluation.to_json())?;
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        print_tables(&evaluation, args.by_topic)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn obtain(
    args: &RunArgs,
    set: &mut Set,
    context: &EvalContext,
) -> Result<(Run, Option<Latency>), EvalError> {
    if let Some(path) = &args.run {
        let (run, problems) = Run::read(path)?;
        set.admit(problems)?;
        return Ok((run, None));
    }
    let ranking = inputs::ranking(args.config.as_deref(), context)?;
    let lab = args.set.open_index(set, context)?;
    let own = lab.under(args.config.as_deref())?;
    let lab = own.as_ref().unwrap_or(&lab);
    let (run, ranked) = run_topics(lab, &ranking, &set.topics.all, args.depth, &args.tag)?;
    if !args.latency {
        return Ok((run, Some(ranked)));
    }
    let searcher = lab.with_ranking(&ranking);
    let mut times = Vec::with_capacity(set.topics.all.len());
    for topic in &set.topics.all {
        times.push(time_search(&searcher, topic)?);
    }
    let of = "best 10 with facets and snippets, one query at a time";
    Ok((run, Some(Latency::new(of, times))))
}

fn print_tables(evaluation: &Evaluation, by_topic: bool) -> Result<(), EvalError> {
    let mut text = String::new();
    if by_topic {
        text.push_str(&report::text::by_topic(evaluation));
        text.push('\n');
    }
    text.push_str(&report::text::means(&[evaluation]));
    text.push('\n');
    if let Some(latency) = &evaluation.latency {
        text.push_str(&report::text::latency(latency));
        text.push('\n');
    }
    inputs::print(&text)
}
