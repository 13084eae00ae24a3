//! `warta eval spelling`: corrections of realistic slips, beside SymSpell's ranking.

use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use comfy_table::CellAlignment;

use super::{EvalContext, inputs};
use crate::{
    eval::{
        EvalError,
        report::text::table,
        spelling::{SpellingReport, measure},
    },
    search::spelling::Speller,
};

/// Flags of `warta eval spelling`.
#[derive(Debug, Args)]
pub struct SpellingArgs {
    /// The same seed makes the same slips
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Show so many of the slips that were not understood
    #[arg(long, value_name = "N", default_value_t = 0)]
    misses: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs it on the configured index.
pub fn run(args: SpellingArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    let speller = context.read_index(|engine| Speller::build(engine))?;
    let mut report = measure(&speller, args.seed);
    report.misses.truncate(args.misses);
    inputs::show(&report, args.json, text)?;
    Ok(ExitCode::SUCCESS)
}

fn text(report: &SpellingReport) -> String {
    let mut table = table(&[
        "slip",
        "words",
        "first",
        "top 3",
        "applied",
        "SymSpell first",
        "SymSpell top 3",
    ]);
    let percent = |share: f64| format!("{:.1}%", 100.0 * share);
    for row in &report.slips {
        table.add_row([
            row.kind.clone(),
            row.words.to_string(),
            percent(row.first),
            percent(row.top_three),
            percent(row.applied),
            percent(row.baseline_first),
            percent(row.baseline_top_three),
        ]);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut text = format!("{table}\n\n");
    let _ = writeln!(
        text,
        "correct words for which another is offered: {} of frequent ones, {} of all; \
         nonsense that is replaced: {}; for which something is offered: {}; slips for which what \
         was meant is offered: {}",
        percent(report.correct_changed),
        percent(report.rare_changed),
        percent(report.nonsense_applied),
        percent(report.nonsense_offered),
        percent(report.slips.last().map_or(0.0, |all| all.offered)),
    );
    let _ = writeln!(
        text,
        "{} words in {:.1} MB; one word {} µs in the middle, {} µs at p99; seed {}, {} slips redrawn \
         because they made another frequent word",
        report.known_words,
        report.memory_bytes as f64 / 1e6,
        report.latency.p50_us,
        report.latency.p99_us,
        report.seed,
        report.redrawn,
    );
    for miss in &report.misses {
        let _ = writeln!(
            text,
            "{}: {} for {} (in {} articles): {}",
            miss.kind.name(),
            miss.typed,
            miss.meant,
            miss.typed_count,
            miss.proposed.join(", "),
        );
    }
    text
}
