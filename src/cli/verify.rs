//! `warta verify`: whether the index is sound, and whether it holds all that sources hold. Writes
//! nothing, and works beside a server.

use std::{fmt, path::PathBuf, process::ExitCode, sync::Arc};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Context, Output, ingest::Bar};
use crate::{
    config::Settings,
    engine::{Engine, EngineError, Stats, tantivy::TantivyEngine},
    extract,
    ingest::{
        Inventory, Standing, Stock,
        sources::{Item, Quarantined, Sources},
    },
};

/// Documents that are parsed together.
const PIECE: usize = 256;
/// Findings that are named when people read; `--json` has all.
const NAMED: usize = 50;

/// Flags of `warta verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What should be there: files, folders, `-`, addresses, as for `warta ingest`
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// The publisher of documents that do not name theirs, as when they were taken in
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    stock: Stock,
    #[serde(flatten)]
    stats: Stats,
    /// Files whose bytes are not those that were written.
    damaged: Vec<PathBuf>,
    /// Of the sources; `null` when none were given.
    sources: Option<Compared>,
}

impl Report {
    fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.stock.astray.is_empty()
    }
}

/// What the index has of the sources' articles. The counts add up to `read`.
#[derive(Debug, Default, Serialize)]
struct Compared {
    read: u64,
    there: u64,
    /// The same text is there under another id.
    copies: u64,
    /// Another version is there.
    differ: u64,
    missing: u64,
    /// Not there, and not to be taken in.
    refused: u64,
    /// Versions of which the sources have a later one, which counts.
    superseded: u64,
    /// Inputs that could not be read, or not to their end: what they hold is not known.
    unreadable: u64,
    /// All that is not there as the sources have it, in the order of reading.
    findings: Vec<Finding>,
    #[serde(skip)]
    latest: FxHashMap<String, usize>,
}

/// What the index has of an article of the sources.
#[derive(Debug, Serialize)]
struct Finding {
    source: Arc<str>,
    line: Option<u64>,
    id: Option<String>,
    title: Option<String>,
    #[serde(flatten)]
    standing: Standing,
}

impl Compared {
    fn add(&mut self, finding: Finding) {
        self.read += 1;
        let next = self.findings.len();
        if let Some(id) = &finding.id
            && let Some(earlier) = self.latest.insert(id.clone(), next)
        {
            self.superseded += 1;
            // Left in its place, so that the places of others stay.
            self.findings[earlier].id = None;
            self.findings[earlier].standing = Standing::There;
        }
        self.findings.push(finding);
    }

    fn refuse(&mut self, refused: Quarantined) {
        if refused.is_input {
            self.unreadable += 1;
        }
        self.add(Finding {
            source: refused.source,
            line: refused.line,
            id: None,
            title: None,
            standing: Standing::Refused {
                reason: refused.reason,
                remedy: refused.remedy,
            },
        });
    }

    /// Counts, and keeps what is worth telling.
    fn end(mut self) -> Self {
        for finding in &self.findings {
            *match finding.standing {
                Standing::There => &mut self.there,
                Standing::Copy { .. } => &mut self.copies,
                Standing::Differs { .. } => &mut self.differ,
                Standing::Missing => &mut self.missing,
                Standing::Refused { .. } => &mut self.refused,
            } += 1;
        }
        self.there -= self.superseded;
        self.refused -= self.unreadable;
        self.findings.retain(|f| f.standing != Standing::There);
        self
    }

    fn is_all_there(&self) -> bool {
        self.missing + self.differ + self.unreadable == 0
    }
}

/// Runs it. Exit code 1 when something is damaged, missing or not as the sources have it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let engine = TantivyEngine::open_read_only(&settings.engine_options())?;
    let mut report = Report {
        damaged: engine.damaged_files()?,
        stats: engine.stats()?,
        stock: Stock::default(),
        sources: None,
    };
    // What is damaged cannot be read, or would be read wrongly.
    if report.damaged.is_empty() {
        let inventory = Inventory::take(&engine, settings.rules())?;
        report.stock = inventory.stock().clone();
        if !args.sources.is_empty() {
            report.sources = Some(compare(&args, &inventory, &settings, context)?);
        }
    }
    if args.output.json {
        context.print_json(&report)?;
    } else {
        context.print(&report.to_string())?;
    }
    let is_well = report.is_sound() && report.sources.as_ref().is_none_or(Compared::is_all_there);
    Ok(ExitCode::from(u8::from(!is_well)))
}

fn compare(
    args: &Args,
    inventory: &Inventory<'_>,
    settings: &Settings,
    context: &Context,
) -> anyhow::Result<Compared> {
    let options = extract::Options {
        source: args.source.clone(),
        ..settings.extract_options()
    };
    let mut sources = Sources::new(&args.sources, &options, settings.limits());
    let bar = Bar::start(sources.progress(), context.quiet || args.output.json);
    let mut compared = Compared::default();
    loop {
        let piece: Vec<Item> = sources.by_ref().take(PIECE).collect();
        if piece.is_empty() {
            break;
        }
        let found: Vec<_> = piece
            .into_par_iter()
            .map(|item| found(item, &options, inventory))
            .collect();
        for found in found {
            match found? {
                Ok(finding) => compared.add(finding),
                Err(refused) => compared.refuse(refused),
            }
        }
        bar.set(compared.read);
    }
    bar.finish();
    Ok(compared.end())
}

fn found(
    item: Item,
    options: &extract::Options,
    inventory: &Inventory<'_>,
) -> Result<Result<Finding, Quarantined>, EngineError> {
    let (source, line, article) = match item.and_then(|document| {
        let (source, line) = (Arc::clone(&document.source), document.line);
        Ok((source, line, document.extract(options)?.article))
    }) {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
    };
    let (id, title) = (article.id.clone(), article.title.clone());
    let standing = inventory.standing(article)?;
    Ok(Ok(Finding {
        source,
        line,
        id: Some(id),
        title: (standing != Standing::There).then_some(title),
        standing,
    }))
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stats {
            segments, bytes, ..
        } = self.stats;
        let size = bytes as f64 / 1e6;
        if !self.damaged.is_empty() {
            for file in &self.damaged {
                writeln!(f, "damaged: {}", file.display())?;
            }
            return write!(
                f,
                "{} of the index's files are not as they were written; restore the folder from a copy, or build it again with `warta ingest --rebuild SOURCE…`",
                self.damaged.len()
            );
        }
        let stock = &self.stock;
        write!(f, "{} articles", stock.articles)?;
        if let (Some(oldest), Some(newest)) = (stock.oldest, stock.newest) {
            write!(f, " from {oldest} to {newest}")?;
        }
        writeln!(
            f,
            "; {} undated, {} retracted, {} under embargo",
            stock.undated, stock.retracted, stock.embargoed
        )?;
        write!(
            f,
            "{segments} segments, {size:.1} MB: every file has its checksum, "
        )?;
        match stock.astray.as_slice() {
            [] => write!(f, "every article is found by its id")?,
            ids => write!(f, "NOT found by their ids: {}", ids.join(", "))?,
        }
        if let Some(compared) = &self.sources {
            write!(f, "\n{compared}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |finding: &&Finding| !matches!(finding.standing, Standing::Copy { .. });
        for finding in self.findings.iter().filter(told).take(NAMED) {
            writeln!(f, "{finding}")?;
        }
        let more = self
            .findings
            .iter()
            .filter(told)
            .count()
            .saturating_sub(NAMED);
        if more > 0 {
            writeln!(f, "… and {more} more; --json has all")?;
        }
        write!(
            f,
            "{} read: {} there, {} copies of what is there, {} other versions, {} missing, {} not to be taken in",
            self.read, self.there, self.copies, self.differ, self.missing, self.refused
        )?;
        if self.superseded > 0 {
            write!(f, ", {} with a later version", self.superseded)?;
        }
        if self.unreadable > 0 {
            write!(f, ", {} inputs that cannot be read", self.unreadable)?;
        }
        Ok(())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let (Some(id), Some(title)) = (&self.id, &self.title) {
            write!(f, ": {id} “{title}”")?;
        }
        match &self.standing {
            Standing::There => write!(f, ": there"),
            Standing::Missing => write!(f, ": missing; take it in with `warta ingest`"),
            Standing::Differs { fields } => {
                write!(
                    f,
                    ": another version is there, with another {}",
                    fields.join(", ")
                )
            }
            Standing::Copy { of } => write!(f, ": a copy of {of}"),
            Standing::Refused { reason, remedy } => write!(f, ": {reason}; {remedy}"),
        }
    }
}
