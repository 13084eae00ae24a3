//! `warta acronyms`: learns short forms and what they stand for from the index, and keeps the
//! table beside it.

use std::{path::PathBuf, process::ExitCode};

use comfy_table::{Table, presets};

use super::{Context, Output};
use crate::{
    config::Settings,
    engine::{Engine, tantivy::TantivyEngine},
    ingest::sources::Sources,
    mining::acronyms::{AcronymTable, Corrections, FILE, Harvester, key},
};

/// Flags of `warta acronyms`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show only this short or long form
    #[arg(value_name = "FORM")]
    form: Vec<String>,
    /// Learn from these files or addresses instead of the index, and keep nothing
    #[arg(long, value_name = "PATH", num_args = 1..)]
    source: Vec<String>,
    /// What an editor adds, fixes and forbids
    #[arg(long, value_name = "FILE", default_value = "acronyms.toml")]
    corrections: PathBuf,
    /// Rows shown, the best supported first
    #[arg(long, short = 'n', default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let corrections = Corrections::load(&args.corrections)?;
    if !args.source.is_empty() {
        let table = from_sources(&args.source, &settings).corrected(&corrections);
        context.note(&format!("{} short forms", table.len()));
        show(&args, &table, context)?;
        return Ok(ExitCode::SUCCESS);
    }
    let engine = TantivyEngine::open_read_only(&settings.engine_options())?;
    let mut harvester = Harvester::new();
    engine.scan(&mut |article| {
        harvester.add(&article);
        true
    })?;
    let table = harvester.table().corrected(&corrections);
    let path = settings.index_path.join(FILE);
    table.save(&path)?;
    context.note(&format!(
        "{} short forms are kept in {}",
        table.len(),
        path.display()
    ));
    show(&args, &table, context)?;
    Ok(ExitCode::SUCCESS)
}

fn from_sources(paths: &[String], settings: &Settings) -> AcronymTable {
    let options = settings.extract_options();
    let mut harvester = Harvester::new();
    for item in Sources::new(paths, &options, settings.limits()).extract(&options) {
        match item {
            Ok(found) => harvester.add(&found.article),
            Err(quarantined) => eprintln!("warta: {quarantined}"),
        }
    }
    harvester.table()
}

fn show(args: &Args, table: &AcronymTable, context: &Context) -> anyhow::Result<()> {
    let wanted = key(&args.form.join(" "));
    let mut entries: Vec<_> = table
        .entries()
        .iter()
        .filter(|entry| {
            wanted.is_empty() || key(&entry.short) == wanted || key(&entry.long) == wanted
        })
        .collect();
    // Stable: entries of equal support keep the table's order.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.support));
    if args.output.json {
        return context.print_json(&entries);
    }
    let mut rows = Table::new();
    rows.load_style(presets::NOTHING)
        .set_header(["short", "long", "articles", "publishers"]);
    for entry in entries.iter().take(args.limit) {
        rows.add_row([
            entry.short.clone(),
            entry.long.clone(),
            entry.support.to_string(),
            entry.sources.join(", "),
        ]);
    }
    Ok(context.print(&rows.to_string())?)
}
