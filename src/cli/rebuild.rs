//! `warta rebuild`: the index anew from the articles that it holds, for one that another version
//! made or whose time zone is another now. Nothing is judged again: what it held, it holds.

use std::{process::ExitCode, sync::Arc, time::Instant};

use serde_json::json;

use super::{Context, Output, anew, logging};
use crate::{
    config::Settings,
    engine::{
        Engine as _, EngineError,
        tantivy::{Stored, TantivyEngine},
    },
    ingest::Gate,
};

/// Articles that are analysed together.
const PIECE: usize = 512;

/// Flags of `warta rebuild`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    logging::start(&settings);
    let started = Instant::now();
    // Where there is no index, none is to be made.
    drop(Stored::open(&settings.index_path)?);
    let (articles, is_whole) = anew::run(&settings, |engine| {
        // Only now: nobody writes it any more.
        let stored = Stored::open(&settings.index_path)?;
        carry_over(&stored, engine, &settings, context)
    })?;
    if !is_whole {
        anyhow::bail!(
            "the index at {} stays as it was: not all of its articles are in the new one; report it",
            settings.index_path.display()
        );
    }
    let seconds = started.elapsed().as_secs_f64();
    if args.output.json {
        context.print_json(&json!({ "articles": articles, "seconds": seconds }))?;
    } else {
        context.print(&format!(
            "{articles} articles are in the new index at {}, which has taken the old one's place ({seconds:.1} s)",
            settings.index_path.display()
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings every article over: how many there are, and whether the new index has them all.
fn carry_over(
    stored: &Stored,
    engine: TantivyEngine,
    settings: &Settings,
    context: &Context,
) -> anyhow::Result<(u64, bool)> {
    let wanted = stored.articles();
    context.note(&format!(
        "making the index anew from its {wanted} articles; it stays as it is until that is done"
    ));
    let engine = Arc::new(engine);
    let gate = Gate::new(engine.clone(), settings.rules());
    let mut articles = stored.all();
    let mut rest = wanted as usize;
    while rest > 0 {
        let mut entry = gate.open()?;
        let mut batch = settings.batch.min(rest);
        rest -= batch;
        while batch > 0 {
            let most = PIECE.min(batch);
            let piece: Result<Vec<_>, EngineError> = articles.by_ref().take(most).collect();
            entry.carry_over(piece?)?;
            batch -= most;
        }
        entry.commit()?;
    }
    Ok((wanted, engine.articles() == wanted))
}
