//! `warta eval language`: the analyzer against gold lemmas.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::inputs;
use crate::{
    eval::{
        Documents, EvalError, input,
        language::{GoldLine, Level, Scores, evaluate, names as evaluate_names, read_gold},
    },
    language::{self, Analyzer},
};

/// Flags of `warta eval language`.
#[derive(Debug, Args)]
pub struct LanguageArgs {
    /// Gold files: form, lemma, part of speech, count, separated by tabs
    #[arg(long, value_name = "FILE", num_args = 1.., required_unless_present_any = ["train", "hold_out", "names"])]
    gold: Vec<PathBuf>,
    /// The level that is compared with the lemmas
    #[arg(long, value_enum, default_value = "root")]
    level: Level,
    /// Show so many of the commonest mistakes of each file
    #[arg(long, value_name = "N", default_value_t = 0)]
    mistakes: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Count the names in the articles of a JSONL file that lose, gain or change letters
    #[arg(long, value_name = "FILE", conflicts_with_all = ["gold", "json"])]
    names: Option<PathBuf>,
    /// Train the ranking of analyses on the lexicon and print the weights
    #[arg(long, conflicts_with_all = ["gold", "names", "json"])]
    train: bool,
    /// Hide a tenth of the lexicon's words, then of its roots, and ask for them
    #[arg(long, conflicts_with_all = ["gold", "names", "train", "json"])]
    hold_out: bool,
    /// Which tenth is hidden
    #[arg(long, value_name = "N", requires = "hold_out", default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..10))]
    tenth: u64,
}

/// Runs it.
pub fn run(args: LanguageArgs) -> Result<ExitCode, EvalError> {
    if args.train {
        print(&language::train());
        return Ok(ExitCode::SUCCESS);
    }
    if args.hold_out {
        print(&held_out(&language::hold_out(args.tenth), args.mistakes));
        return Ok(ExitCode::SUCCESS);
    }
    let mut analyzer = Analyzer::new();
    if let Some(path) = args.names {
        print(&names(&path, &mut analyzer, args.mistakes)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut rows = Vec::with_capacity(args.gold.len());
    for path in args.gold {
        let gold = read(&path)?;
        let scores = evaluate(&gold, args.level, &mut analyzer);
        rows.push((path.display().to_string(), scores));
    }
    if args.json {
        let files: Vec<_> = rows
            .iter()
            .map(|(file, scores)| serde_json::json!({ "file": file, "scores": scores }))
            .collect();
        print(&format!("{}\n", serde_json::Value::Array(files)));
    } else {
        print(&table(&rows, args.mistakes));
    }
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path) -> Result<Vec<GoldLine>, EvalError> {
    read_gold(&input::read_text(path)?)
        .map_err(|error| EvalError::Usage(format!("{}: {error}", path.display())))
}

fn names(path: &Path, analyzer: &mut Analyzer, mistakes: usize) -> Result<String, EvalError> {
    let (documents, problems) = Documents::read(path)?;
    inputs::remark(&problems.check()?);
    let texts = documents
        .iter()
        .flat_map(|article| article.body.iter().map(String::as_str));
    let names = evaluate_names(texts, analyzer);
    let share = 100.0 * names.altered as f64 / names.tokens.max(1) as f64;
    let mut out = format!(
        "{} names, {} altered ({share:.2}%)\n",
        names.tokens, names.altered
    );
    for (form, root, count) in names.forms.iter().take(mistakes) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {form}\t{root}\t{count}");
    }
    Ok(out)
}

fn held_out(groups: &[language::Group], mistakes: usize) -> String {
    let mut out = String::new();
    for group in groups {
        let share = 100.0 * group.right as f64 / group.words.max(1) as f64;
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{:36} {:5} words {share:6.2}% right",
            group.name, group.words
        );
        for (word, given, expected) in group.mistakes.iter().take(mistakes) {
            let _ = writeln!(out, "  {word}\t{given}\t{expected}");
        }
    }
    out
}

fn table(rows: &[(String, Scores)], mistakes: usize) -> String {
    let width = rows
        .iter()
        .map(|(file, _)| file.len())
        .max()
        .unwrap_or(4)
        .max(4);
    let mut out = format!(
        "{:width$}  tokens  types   token    type    over   under    pairs P / R / F1       hyphenated    names altered\n",
        "file"
    );
    for (file, scores) in rows {
        let percent = |share: f64| 100.0 * share;
        let names = scores
            .names_altered
            .map_or_else(|| "-".to_owned(), |share| format!("{:.2}", percent(share)));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{file:width$}  {:6}  {:5}  {:6.2}  {:6.2}  {:6.2}  {:6.2}   {:6.2} {:6.2} {:6.2}   {:6.2} of {:4}   {names:>6}",
            scores.tokens,
            scores.types,
            percent(scores.token_accuracy),
            percent(scores.type_accuracy),
            percent(scores.over_stemmed),
            percent(scores.under_stemmed),
            percent(scores.precision),
            percent(scores.recall),
            percent(scores.f1),
            percent(scores.hyphenated_accuracy),
            scores.hyphenated_types,
        );
    }
    for (file, scores) in rows.iter().filter(|_| mistakes > 0) {
        let _ = writeln!(out, "\n{file}: form, given, expected, count");
        for mistake in scores.errors.iter().take(mistakes) {
            let _ = writeln!(
                out,
                "  {}\t{}\t{}\t{}",
                mistake.form, mistake.given, mistake.expected, mistake.count
            );
        }
    }
    out
}

/// To standard output; a reader that has gone away is no failure.
fn print(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
