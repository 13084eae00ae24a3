//! `warta eval judge`.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Mutex},
};

use clap::Args;

use super::{
    EvalContext,
    inputs::{self, IndexArgs},
};
use crate::eval::{
    Cards, Documents, EvalError, Lab, Qrels, Run, Topics,
    index::run_parallel,
    input,
    judge::{self, Judging, Pool},
    weights,
};

/// Flags of `warta eval judge`.
#[derive(Debug, Args)]
pub struct JudgeArgs {
    /// What to pool: run files, or configurations (`.toml`); the one in force unless given
    pool: Vec<PathBuf>,
    /// Topics: TSV (id<TAB>query) or TREC XML
    #[arg(long, value_name = "FILE", required_unless_present = "agreement")]
    topics: Option<PathBuf>,
    /// Where the judgments are kept; an existing file is gone on with
    #[arg(long, value_name = "FILE", required_unless_present = "agreement")]
    out: Option<PathBuf>,
    /// Judgments that exist already: their documents are not asked for again
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Results of each ranking that enter the pool
    #[arg(long, default_value_t = 20, value_parser = inputs::count)]
    depth: usize,
    /// Documents as JSONL: shown, and searched in a temporary index
    #[arg(long, value_name = "FILE")]
    docs: Option<PathBuf>,
    #[command(flatten)]
    index: IndexArgs,
    /// Where the page is served; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    /// Report the agreement between two judges' files instead
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["topics", "out"])]
    agreement: Vec<PathBuf>,
    /// With --agreement: write it as JSON; without a file, to standard output
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", requires = "agreement")]
    json: Option<PathBuf>,
}

/// Serves the judging page, or compares two judges.
pub fn run(args: JudgeArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    if let [a, b] = args.agreement.as_slice() {
        return agreement(a, b, args.json.as_deref());
    }
    let (Some(topics), Some(out)) = (&args.topics, &args.out) else {
        return Err(EvalError::Usage("give --topics and --out".to_owned()));
    };
    if !args.listen.ip().is_loopback() {
        return Err(EvalError::Usage(format!(
            "{} is not this machine: the page has no password, so it is only served on a loopback address",
            args.listen
        )));
    }
    let (topics, problems) = Topics::read(topics)?;
    inputs::remark(&problems.check()?);
    input::check_writable(out)?;
    let known = args.known.as_deref().map(read_qrels).transpose()?;
    let done = match out.exists() {
        true => read_qrels(out)?,
        false => Qrels::default(),
    };
    let (runs, cards) = pooled(&args, &topics, context)?;
    let pool = Pool::new(&topics, &runs, args.depth, known.as_ref());
    if pool.is_empty() {
        return Err(EvalError::Usage(
            "there is nothing to judge: the rankings found nothing that is not judged".to_owned(),
        ));
    }
    let judging = Arc::new(Judging {
        pool,
        qrels: Mutex::new(done),
        out: out.clone(),
        cards,
    });
    serve(args.listen, judging)
}

fn read_qrels(path: &Path) -> Result<Qrels, EvalError> {
    let (qrels, problems) = Qrels::read(path)?;
    inputs::remark(&problems.check()?);
    Ok(qrels)
}

fn pooled(
    args: &JudgeArgs,
    topics: &Topics,
    context: &EvalContext,
) -> Result<(Vec<Run>, Box<dyn Cards>), EvalError> {
    let documents = match &args.docs {
        Some(path) => {
            let (documents, problems) = Documents::read(path)?;
            inputs::remark(&problems.check()?);
            Some(documents)
        }
        None => None,
    };
    let is_config = |path: &PathBuf| path.extension().is_some_and(|e| e == "toml");
    let needs_index = args.pool.is_empty() || args.pool.iter().any(is_config);
    let lab: Option<Lab> = match needs_index || documents.is_none() {
        true => Some(args.index.open(documents.as_ref(), context)?),
        false => None,
    };
    let mut runs = Vec::new();
    for path in &args.pool {
        if !is_config(path) {
            let (run, problems) = Run::read(path)?;
            inputs::remark(&problems.check()?);
            runs.push(run);
        } else if let Some(lab) = &lab {
            let ranking = weights::read(path)?;
            let own = lab.under(Some(path))?;
            let lab = own.as_ref().unwrap_or(lab);
            runs.push(run_parallel(
                lab,
                &ranking,
                &topics.all,
                args.depth,
                "pooled",
            )?);
        }
    }
    if let (true, Some(lab)) = (args.pool.is_empty(), &lab) {
        let ranking = &context.settings.ranking;
        runs.push(run_parallel(
            lab,
            ranking,
            &topics.all,
            args.depth,
            "pooled",
        )?);
    }
    let cards: Box<dyn Cards> = match (documents, lab) {
        (Some(documents), _) => Box::new(documents),
        (None, Some(lab)) => Box::new(lab),
        (None, None) => {
            return Err(EvalError::Usage(
                "there are no documents to show".to_owned(),
            ));
        }
    };
    Ok((runs, cards))
}

fn serve(listen: SocketAddr, judging: Arc<Judging>) -> Result<ExitCode, EvalError> {
    let failed =
        |error: std::io::Error| EvalError::Usage(format!("cannot serve at {listen}: {error}"));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(failed)?;
    runtime
        .block_on(async {
            let listener = tokio::net::TcpListener::bind(listen).await?;
            let address = listener.local_addr()?;
            eprintln!(
                "{} documents of {} topics to judge at http://{address} (stop with Ctrl-C); grades are kept in {}",
                judging.pool.len(),
                judging.pool.topics.len(),
                judging.out.display()
            );
            judge::serve(listener, judging, async {
                let _ = tokio::signal::ctrl_c().await;
            })
            .await
        })
        .map_err(failed)?;
    Ok(ExitCode::SUCCESS)
}

fn agreement(a: &Path, b: &Path, json: Option<&Path>) -> Result<ExitCode, EvalError> {
    let found = judge::agreement(&read_qrels(a)?, &read_qrels(b)?);
    if found.judged_by_both == 0 {
        return Err(EvalError::Usage(format!(
            "{} and {} judge no document in common",
            a.display(),
            b.display()
        )));
    }
    if let Some(path) = json {
        inputs::write_json(path, &found)?;
    }
    if json != Some(Path::new("-")) {
        let mut text = format!(
            "{} documents judged by both ({} only by A, {} only by B)\n\
             equal {:.1}%, Cohen's kappa {:.3}, weighted {:.3}, relevant or not {:.3}\n\
             A's grade down, B's across:\n",
            found.judged_by_both,
            found.only_a,
            found.only_b,
            found.equal * 100.0,
            found.kappa,
            found.weighted_kappa,
            found.binary_kappa
        );
        for (grade, row) in found.table.iter().enumerate() {
            let counts: Vec<String> = row.iter().map(|count| format!("{count:>6}")).collect();
            text.push_str(&format!("  {grade} {}\n", counts.join("")));
        }
        for apart in found.disagreements.iter().take(20) {
            text.push_str(&format!(
                "topic {} document {}: A {}, B {}\n",
                apart.topic, apart.document, apart.a, apart.b
            ));
        }
        inputs::print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}
