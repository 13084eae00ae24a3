//! `warta eval compare`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    EvalContext,
    inputs::{self, Set, SetArgs},
};
use crate::eval::{
    Cards, Comparison, EvalError, Lab, Measure, Run, Verdict, compare,
    compare::{SideBySide, side_by_side},
    evaluate,
    index::run_parallel,
    input, report, weights,
};

/// Flags of `warta eval compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The baseline: a run file, or a configuration (`.toml`)
    a: PathBuf,
    /// What is compared with it; several are corrected for together
    #[arg(required = true)]
    b: Vec<PathBuf>,
    #[command(flatten)]
    set: SetArgs,
    /// Measures to compare; the first one decides which topics moved and what a gate looks at
    #[arg(long = "measure", value_name = "NAME", value_parser = inputs::measure,
          default_values = ["nDCG@10", "MRR@10", "MAP@100", "Recall@100"])]
    measures: Vec<Measure>,
    /// Show so many of the topics that moved most
    #[arg(long, value_name = "N", default_value_t = 5)]
    moved: usize,
    /// Results shown of each list
    #[arg(long, value_name = "N", default_value_t = 10)]
    results: usize,
    /// Results per topic when searching
    #[arg(long, default_value_t = 1000, value_parser = inputs::count)]
    depth: usize,
    /// Exit with 1 unless every B passes, by the first measure
    #[arg(long, value_enum)]
    gate: Option<Gate>,
    /// With --gate better: B must be ahead by at least this much
    #[arg(long, value_name = "DIFFERENCE", default_value_t = 0.0)]
    min_delta: f64,
    /// Write all findings as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
    /// Write a self-contained report
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

/// What a gate asks of B.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Gate {
    /// Better by more than chance
    Better,
    /// Not worse by more than chance
    NotWorse,
}

/// Compares challengers with a baseline.
pub fn run(args: CompareArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    if let Some(path) = &args.html {
        input::check_writable(path)?;
    }
    let mut set = args.set.read()?;
    let (runs, lab) = obtain(&args, &mut set, context)?;
    let mut evaluations = Vec::with_capacity(runs.len());
    for run in &runs {
        let mut evaluation = evaluate(run, &set.topics, &set.qrels, &args.measures, set.level);
        set.admit(std::mem::take(&mut evaluation.problems))?;
        evaluations.push(evaluation);
    }
    inputs::remark(&set.problems);
    let comparisons = compare::compare(&evaluations[0], &evaluations[1..])?;
    let cards = match (&set.documents, &lab) {
        (Some(documents), _) => Some(documents as &dyn Cards),
        (None, Some(lab)) => Some(lab as &dyn Cards),
        (None, None) => None,
    };
    let detailed: Vec<(Comparison, Vec<SideBySide>)> = (comparisons.into_iter())
        .zip(&runs[1..])
        .map(|(comparison, run)| {
            let sides = (comparison.moved.iter().take(args.moved))
                .map(|moved| side_by_side(moved, &runs[0], run, &set.qrels, cards, args.results))
                .collect();
            (comparison, sides)
        })
        .collect();
    if let Some(path) = &args.html {
        let html = report::html::comparisons(&detailed, &set.problems);
        input::write(path, html.as_bytes())?;
    }
    if let Some(path) = &args.json {
        inputs::write_json(path, &to_json(&detailed, &set))?;
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        inputs::print(&to_text(&detailed))?;
    }
    Ok(match detailed.iter().all(|(c, _)| args.passes(c)) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

impl CompareArgs {
    fn passes(&self, comparison: &Comparison) -> bool {
        let Some(first) = comparison.measures.first() else {
            return true;
        };
        match self.gate {
            None => true,
            Some(Gate::NotWorse) => first.verdict != Verdict::Worse,
            Some(Gate::Better) => {
                first.verdict == Verdict::Better && first.difference.mean >= self.min_delta
            }
        }
    }
}

/// The runs in the order of the command line, and the index, when one was searched.
fn obtain(
    args: &CompareArgs,
    set: &mut Set,
    context: &EvalContext,
) -> Result<(Vec<Run>, Option<Lab>), EvalError> {
    let mut lab: Option<Lab> = None;
    let mut runs = Vec::new();
    for path in std::iter::once(&args.a).chain(&args.b) {
        let is_config = path
            .extension()
            .is_some_and(|extension| extension == "toml");
        if !is_config {
            let (run, problems) = Run::read(path)?;
            set.admit(problems)?;
            runs.push(run);
            continue;
        }
        let ranking = weights::read(path)?;
        let lab = match &mut lab {
            Some(lab) => &*lab,
            None => lab.insert(args.set.open_index(set, context)?),
        };
        let own = lab.under(Some(path))?;
        let lab = own.as_ref().unwrap_or(lab);
        let name = path.display().to_string();
        runs.push(run_parallel(
            lab,
            &ranking,
            &set.topics.all,
            args.depth,
            &name,
        )?);
    }
    Ok((runs, lab))
}

fn to_text(detailed: &[(Comparison, Vec<SideBySide>)]) -> String {
    let made: usize = detailed.iter().map(|(c, _)| c.measures.len()).sum();
    let mut text = String::new();
    for (comparison, sides) in detailed {
        text.push_str(&report::text::comparison(comparison, made));
        text.push('\n');
        let measure = comparison.measures.first().map(|m| m.measure.to_string());
        if !sides.is_empty() {
            text.push_str(
                "\nthe topics that moved most: [grade] title (place in the other list)\n",
            );
        }
        for (sides, moved) in sides.iter().zip(&comparison.moved) {
            text.push('\n');
            let measure = measure.as_deref().unwrap_or_default();
            text.push_str(&report::text::side_by_side(sides, moved.delta, measure));
            text.push('\n');
        }
    }
    text
}

fn to_json(detailed: &[(Comparison, Vec<SideBySide>)], set: &Set) -> serde_json::Value {
    let comparisons: Vec<serde_json::Value> = detailed
        .iter()
        .map(|(comparison, sides)| {
            serde_json::json!({ "comparison": comparison, "side_by_side": sides })
        })
        .collect();
    serde_json::json!({ "comparisons": comparisons, "problems": set.problems })
}
