//! `warta eval suggest`: whether half-typed names are completed.

use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use comfy_table::CellAlignment;

use super::{EvalContext, inputs};
use crate::{
    engine::Engine,
    eval::{
        EvalError,
        report::text::table,
        suggest::{Names, SuggestReport, measure},
    },
    search::suggest::{SuggestOptions, Suggester},
};

/// Flags of `warta eval suggest`.
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// The same seed draws the same names
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Draw from names in at least so many articles
    #[arg(long, value_name = "N", default_value_t = 3)]
    least: u32,
    /// Show so many of the names that were not suggested
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs it on the configured index.
pub fn run(args: SuggestArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    let (suggester, names) = context.read_index(|engine| {
        let suggester = Suggester::build(engine, &SuggestOptions::default())?;
        let mut names = Names::default();
        engine.scan(&mut |article| {
            names.add(&article);
            true
        })?;
        Ok((suggester, names))
    })?;
    let mut report = measure(&suggester, &names, args.least, args.seed);
    report.misses.truncate(args.misses);
    inputs::show(&report, args.json, text)?;
    Ok(ExitCode::SUCCESS)
}

fn text(report: &SuggestReport) -> String {
    let mut table = table(&["names", "typed", "first", "top 5", "ceiling"]);
    let percent = |share: f64| format!("{:.1}%", 100.0 * share);
    for row in &report.scores {
        table.add_row([
            row.names.clone(),
            row.typed.to_string(),
            percent(row.first),
            percent(row.top_five),
            percent(row.ceiling),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text = format!("{table}\n\n");
    let _ = writeln!(
        text,
        "four letters of {} names in {} articles or more; {} entries in {:.1} MB; {} µs in the middle, {} µs at p99; seed {}",
        report.known_names,
        report.least,
        report.entries,
        report.memory_bytes as f64 / 1e6,
        report.latency.p50_us,
        report.latency.p99_us,
        report.seed,
    );
    for miss in &report.misses {
        let _ = writeln!(
            text,
            "{} for {} (in {} articles): {}",
            miss.typed,
            miss.name,
            miss.articles,
            miss.suggested.join(", "),
        );
    }
    text
}
