//! `warta demo`: takes in the built-in sample, answers a search, serves the page.

use std::{net::SocketAddr, process::ExitCode, sync::Arc};

use anyhow::Context as _;
use serde_json::json;

use super::{
    Context,
    ingest::{self, Bar},
    logging, sample, search,
    serve::{Then, serve},
};
use crate::{
    config::{Settings, load},
    engine::{Engine, tantivy::TantivyEngine},
    extract,
    ingest::{Gate, sources::Sources},
    search::{Knowledge, SearchRequest, Searcher},
};

/// What is searched to show that it works.
const EXAMPLE: &str = "harga beras";

/// Flags of `warta demo`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Address and port, instead of the configured ones; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Search this through the server, print the answer's JSON, and stop
    #[arg(long, value_name = "QUERY")]
    once: Option<String>,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let mut flags = Vec::new();
    if let Some(listen) = &args.listen {
        flags.push(("--listen", "server.listen", json!(listen)));
    } else if args.once.is_some() {
        flags.push(("--once", "server.listen", json!("127.0.0.1:0")));
    }
    // Request logs would scroll the address away.
    flags.push(("demo", "log.level", json!("warn")));
    let layers = context.layers(&flags);
    let mut settings = Settings::resolve(&load(&layers)?)?;
    logging::start(&settings);
    let fresh =
        tempfile::tempdir().context("cannot make a temporary folder; give one with --index")?;
    if !context.has_index() {
        settings.quarantine = fresh.path().join("quarantine.jsonl");
        settings.index_path = fresh.path().to_owned();
    }
    let engine: Arc<dyn Engine> =
        Arc::new(TantivyEngine::create_or_open(&settings.engine_options())?);
    take_in_sample(
        &Gate::new(Arc::clone(&engine), settings.rules()),
        &settings,
        context,
    )?;
    if args.once.is_none() {
        let request = SearchRequest {
            q: EXAMPLE.into(),
            limit: 3,
            ..SearchRequest::default()
        };
        let knowledge = Arc::new(Knowledge::load(&settings.knowledge_files())?);
        let engine = Arc::clone(&engine);
        let response = Searcher::with_knowledge(engine, knowledge, settings.search_settings())
            .search(&request)?;
        context.print(&format!(
            "$ warta search {EXAMPLE}\n{}",
            search::readable(&response)
        ))?;
    }
    serve(engine, settings, layers, |address| match &args.once {
        Some(query) => ask(query, address, context).map(|()| Then::Stop),
        None => {
            context.print(&format!("The demo is at http://{address} (the API at http://{address}/docs/). Stop it with Ctrl-C."))?;
            Ok(Then::Stay)
        }
    })
}

fn take_in_sample(gate: &Gate, settings: &Settings, context: &Context) -> anyhow::Result<()> {
    let files = tempfile::tempdir().context("cannot make a temporary folder")?;
    for part in
        sample::write(files.path()).context("cannot write the sample to a temporary folder")?
    {
        let options = extract::Options {
            source: part.publisher.map(str::to_owned),
            ..settings.extract_options()
        };
        let sources = Sources::new([&part.folder], &options, settings.limits());
        let bar = Bar::start(sources.progress(), context.quiet);
        let report = ingest::take_in(gate, sources, &options, settings, &bar)?;
        context.note(&format!(
            "{:<18} {report}",
            part.publisher.unwrap_or("archives")
        ));
    }
    Ok(())
}

fn ask(query: &str, address: SocketAddr, context: &Context) -> anyhow::Result<()> {
    let mut url = url::Url::parse(&format!("http://{address}/v1/search"))?;
    url.query_pairs_mut().append_pair("q", query);
    let text = ureq::get(url.as_str())
        .call()
        .and_then(|mut response| response.body_mut().read_to_string())
        .context("the demo's server did not answer")?;
    Ok(context.print(&text)?)
}
