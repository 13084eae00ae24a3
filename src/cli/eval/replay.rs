//! `warta eval replay`.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use comfy_table::Cell;

use super::{
    EvalContext,
    inputs::{self, IndexArgs},
};
use crate::eval::{
    Documents, EvalError, clicks, input,
    query_log::QueryLog,
    replay::{Replay, replay},
    report::text::{latency, number, table},
};
use crate::search::Searcher;

/// Flags of `warta eval replay`.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    /// The query log (JSONL, `.gz` too); the configured one unless given
    log: Option<PathBuf>,
    /// The first configuration; the one in force unless given
    #[arg(long, value_name = "FILE")]
    a: Option<PathBuf>,
    /// The second configuration; without it the log is only summed up
    #[arg(long, value_name = "FILE")]
    b: Option<PathBuf>,
    /// Documents as JSONL: searched in a temporary index instead of the configured one
    #[arg(long, value_name = "FILE")]
    docs: Option<PathBuf>,
    #[command(flatten)]
    index: IndexArgs,
    /// Replay at most so many distinct searches, the most frequent first
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    most: usize,
    /// Show so many queries
    #[arg(long, value_name = "N", default_value_t = 20)]
    show: usize,
    /// Write judgments made of clicks (clicks over expected clicks, see the manual)
    #[arg(long, value_name = "FILE", requires = "topics_out")]
    qrels_out: Option<PathBuf>,
    /// Write the topics of those judgments
    #[arg(long, value_name = "FILE", requires = "qrels_out")]
    topics_out: Option<PathBuf>,
    /// Go on over malformed lines
    #[arg(long)]
    lenient: bool,
    /// Write all findings as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    json: Option<PathBuf>,
}

/// Sums a log up, and replays it when two configurations are given.
pub fn run(args: ReplayArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    let path = (args.log.clone())
        .or_else(|| context.query_log.clone())
        .ok_or_else(|| {
            EvalError::Usage(
                "there is no query log: give a file, or set `queries = true` under [log]"
                    .to_owned(),
            )
        })?;
    let (log, problems) = QueryLog::read(&path)?;
    let problems = match args.lenient && !log.searches.is_empty() {
        true => problems,
        false => problems.check()?,
    };
    inputs::remark(&problems);
    if let (Some(qrels), Some(topics)) = (&args.qrels_out, &args.topics_out) {
        let (asked, judged) = clicks::judgments(&log);
        let lines: String = (asked.iter())
            .map(|(id, query)| format!("{id}\t{}\n", query.replace(['\t', '\n', '\r'], " ")))
            .collect();
        input::write(topics, lines.as_bytes())?;
        input::write(qrels, judged.to_trec().as_bytes())?;
    }
    let replayed = match &args.b {
        Some(b) => Some(replay_log(&args, b, &log, context)?),
        None => None,
    };
    let (whole, by_query) = clicks::figures(&log);
    if let Some(path) = &args.json {
        let value = serde_json::json!({
            "searches": log.searches.len(),
            "clicks": whole,
            "by_query": by_query.iter().map(|(query, figures)| {
                serde_json::json!({ "query": query, "clicks": figures })
            }).collect::<Vec<_>>(),
            "replay": replayed,
            "problems": problems,
        });
        inputs::write_json(path, &value)?;
    }
    if args.json.as_deref() != Some(Path::new("-")) {
        let mut text = summary(&whole, &by_query, args.show);
        if let Some(replayed) = &replayed {
            text.push_str(&changes(replayed, args.show));
        }
        inputs::print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn replay_log(
    args: &ReplayArgs,
    b: &Path,
    log: &QueryLog,
    context: &EvalContext,
) -> Result<Replay, EvalError> {
    let documents = match &args.docs {
        Some(path) => {
            let (documents, problems) = Documents::read(path)?;
            inputs::remark(&problems.check()?);
            Some(documents)
        }
        None => None,
    };
    let lab = args.index.open(documents.as_ref(), context)?;
    let searcher = |configuration: Option<&Path>| -> Result<Searcher, EvalError> {
        let ranking = inputs::ranking(configuration, context)?;
        let own = lab.under(configuration)?;
        Ok(own.as_ref().unwrap_or(&lab).with_ranking(&ranking))
    };
    let (a, b) = (searcher(args.a.as_deref())?, searcher(Some(b))?);
    replay(log, &a, &b, args.most)
}

fn summary(
    whole: &clicks::ClickFigures,
    by_query: &[(String, clicks::ClickFigures)],
    show: usize,
) -> String {
    let mut out = table(&[
        "query",
        "searches",
        "clicks",
        "clicks a search",
        "mean 1/rank",
    ]);
    for (query, figures) in by_query.iter().take(show) {
        out.add_row(vec![
            Cell::new(query),
            number(figures.searches),
            number(figures.clicks),
            number(format!("{:.3}", figures.click_through)),
            number(format!("{:.3}", figures.mean_reciprocal_rank)),
        ]);
    }
    format!(
        "{} searches, {} distinct queries, {:.3} clicks a search, mean reciprocal click rank {:.3}\n{out}\n",
        whole.searches,
        by_query.len(),
        whole.click_through,
        whole.mean_reciprocal_rank
    )
}

fn changes(replay: &Replay, show: usize) -> String {
    let percent = |share: f64| format!("{:.1}%", share * 100.0);
    let mut out = table(&[
        "query",
        "asked",
        "in common",
        "first",
        "found by A",
        "found by B",
    ]);
    let mut moved: Vec<_> = replay
        .queries
        .iter()
        .filter(|q| q.overlap < 1.0 || q.first_changed)
        .collect();
    moved.sort_by(|x, y| x.overlap.total_cmp(&y.overlap).then(y.asked.cmp(&x.asked)));
    for query in moved.into_iter().take(show) {
        out.add_row(vec![
            Cell::new(&query.query),
            number(query.asked),
            number(percent(query.overlap)),
            Cell::new(if query.first_changed { "other" } else { "same" }),
            number(query.total_a),
            number(query.total_b),
        ]);
    }
    format!(
        "\n{} searches ({} distinct) replayed: the first ten changed for {}, the first result for {}; {} of the first ten in common\n\
         without results: A {}, B {}\n\
         clicked results, mean reciprocal rank: A {:.3}, B {:.3}\n\
         A {}\nB {}\n{out}\n",
        replay.searches,
        replay.distinct,
        percent(replay.changed),
        percent(replay.first_changed),
        percent(replay.overlap),
        percent(replay.a.without_results),
        percent(replay.b.without_results),
        replay.a.clicked_reciprocal_rank,
        replay.b.clicked_reciprocal_rank,
        latency(&replay.a.latency),
        latency(&replay.b.latency),
    )
}
