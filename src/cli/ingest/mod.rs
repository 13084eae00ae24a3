//! `warta ingest`: articles from files, folders, feeds and addresses into the index, or through
//! the server that holds it.

mod local;
mod progress;
mod remote;
mod report;

use std::{process::ExitCode, sync::Arc};

use anyhow::Context as _;

use super::{Context, Output, QUARANTINED, anew, holder, logging};
use crate::{
    config::Settings,
    engine::{EngineError, tantivy::TantivyEngine},
    extract,
    ingest::{Gate, sources::Sources},
};
pub use local::take_in;
pub use progress::Bar;
use remote::Remote;
use report::Quarantine;
pub use report::Report;

/// Flags of `warta ingest`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders, `-` for standard input, http(s) addresses; pages, JSONL, CSV, feeds; .gz, .zst
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<String>,
    /// End with exit code 4 when any document was quarantined
    #[arg(long)]
    strict: bool,
    /// Make the index anew from these sources; the old one is replaced when all is done
    #[arg(long, conflicts_with = "server")]
    rebuild: bool,
    /// Send the articles to this server instead of writing the index
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// The API key for the server
    #[arg(
        long,
        value_name = "KEY",
        env = "WARTA_API_KEY",
        hide_env_values = true
    )]
    key: Option<String>,
    /// The publisher of documents that do not name theirs
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    output: Output,
}

impl Args {
    fn options(&self, settings: &Settings) -> extract::Options {
        extract::Options {
            source: self.source.clone(),
            ..settings.extract_options()
        }
    }

    fn read(&self, settings: &Settings) -> Sources {
        Sources::new(&self.sources, &self.options(settings), settings.limits())
    }
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    logging::start(&settings);
    let (report, is_kept) = match &args.server {
        Some(server) => {
            let key = args.key.as_deref().context(
                "sending to a server needs its API key: give --key or set WARTA_API_KEY; `warta key new` makes one",
            )?;
            (send(&args, server, key, &settings, context)?, true)
        }
        None if args.rebuild => anew::run(&settings, |engine| {
            let report = store(&args, engine, &settings, context)?;
            let is_whole = report.is_whole();
            Ok((report, is_whole))
        })?,
        None => match TantivyEngine::create_or_open(&settings.engine_options()) {
            Ok(engine) => (store(&args, engine, &settings, context)?, true),
            Err(error @ EngineError::Busy { .. }) => {
                (through_holder(&args, error, &settings, context)?, true)
            }
            Err(error) => return Err(error.into()),
        },
    };
    if args.output.json {
        context.print_json(&report)?;
    } else {
        context.print(&report.to_string())?;
    }
    for warning in &report.warnings {
        context.note(warning);
    }
    let unnamed = report.unnamed();
    if unnamed > 0 {
        context.note(&format!(
            "{unnamed} more inputs could not be read or are not UTF-8."
        ));
    }
    if report.quarantined > 0 {
        context.note(&format!(
            "The quarantined documents and why: {}",
            settings.quarantine.display()
        ));
    }
    if !is_kept {
        anyhow::bail!(
            "the index at {} stays as it was: {}; mend the sources, then rebuild again",
            settings.index_path.display(),
            report.what_is_lacking()
        );
    }
    // A feed whose server is down, a name mistyped: whoever calls this has to hear of it.
    if report.read > 0 && report.read == report.unreadable {
        anyhow::bail!("nothing could be read");
    }
    let failed = args.strict && report.quarantined > 0;
    Ok(if failed {
        ExitCode::from(QUARANTINED)
    } else {
        ExitCode::SUCCESS
    })
}

fn store(
    args: &Args,
    engine: TantivyEngine,
    settings: &Settings,
    context: &Context,
) -> anyhow::Result<Report> {
    let gate = Gate::new(Arc::new(engine), settings.rules());
    let sources = args.read(settings);
    let bar = Bar::start(sources.progress(), context.quiet || args.output.json);
    take_in(&gate, sources, &args.options(settings), settings, &bar)
}

/// A server holds the index: goes through its API with a key, else says how.
fn through_holder(
    args: &Args,
    busy: EngineError,
    settings: &Settings,
    context: &Context,
) -> anyhow::Result<Report> {
    let Some(holder) = holder::holder(&settings.index_path) else {
        return Err(busy.into());
    };
    let Some(key) = &args.key else {
        let how = format!(
            "the server at {} (process {}) holds it: run `warta ingest --server {} --key KEY {}` (`warta key new` makes a key)",
            holder.url,
            holder.pid,
            holder.url,
            args.sources.join(" ")
        );
        return Err(anyhow::Error::new(busy).context(how));
    };
    context.note(&format!(
        "The index is held by the server at {}: sending the articles there.",
        holder.url
    ));
    send(args, &holder.url, key, settings, context)
}

fn send(
    args: &Args,
    server: &str,
    key: &str,
    settings: &Settings,
    context: &Context,
) -> anyhow::Result<Report> {
    let options = args.options(settings);
    let sources = args.read(settings);
    let bar = Bar::start(sources.progress(), context.quiet || args.output.json);
    let mut remote = Remote::new(server, key);
    let mut quarantine = Quarantine::open(&settings.quarantine)?;
    let mut report = Report::start();
    for item in sources {
        report.read += 1;
        let origin = item
            .as_ref()
            .ok()
            .map(|document| (document.source.clone(), document.line));
        match (item.and_then(|document| document.extract(&options)), origin) {
            (Ok(extracted), Some(origin)) => {
                if let Some(found) = extracted.not_utf8 {
                    report.note_not_utf8(&origin.0, found);
                }
                remote.push(&extracted, origin, &mut |refused| {
                    quarantine.write(&refused)
                })?;
            }
            (Err(refused), _) => {
                report.refuse(&refused);
                quarantine.write(&refused)?;
            }
            (Ok(_), None) => {}
        }
        bar.set(report.read);
    }
    let counts = remote.finish(&mut |refused| quarantine.write(&refused))?;
    report.added = counts.added;
    report.changed = counts.changed;
    report.unchanged = counts.unchanged;
    report.duplicate = counts.duplicate;
    report.quarantined += counts.refused;
    quarantine.finish()?;
    bar.finish();
    Ok(report.end())
}
