//! `warta extract`: shows what is read from a page, a feed or a file of records, without an index.

use std::{fmt::Write as _, process::ExitCode};

use jiff::tz::TimeZone;
use serde_json::json;

use super::{Context, Output};
use crate::{
    article::{Article, State},
    extract::Extracted,
    ingest::sources::Sources,
};

/// Show the articles that files, folders or addresses hold
#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    /// Pages (text or HTML), JSONL, CSV, feeds, sitemaps, folders of them, http(s) addresses; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,
    /// Say where each field was found
    #[arg(long)]
    explain: bool,
    /// The zone of times that state none [default: search.zone]
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The publisher of documents that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    #[command(flatten)]
    output: Output,
}

/// Runs it. With `--json`, one article a line, as `warta ingest` reads them.
pub fn run(args: ExtractArgs, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let mut options = settings.extract_options();
    options.explain = args.explain;
    options.source = args.source;
    if let Some(name) = &args.zone {
        options.zone = zone(name)?;
    }
    let sources = Sources::new(&args.paths, &options, settings.limits());
    let mut refused = 0u64;
    let mut first = true;
    for item in sources.extract(&options) {
        match item {
            Ok(found) if args.output.json => context.print(&as_json(&found, args.explain)?)?,
            Ok(found) => {
                let rule = if first {
                    ""
                } else {
                    "\n────────\n\n"
                };
                context.print(&format!("{rule}{}", as_text(&found)))?;
            }
            Err(quarantined) => {
                refused += 1;
                eprintln!("warta: {quarantined}");
            }
        }
        first = false;
    }
    Ok(ExitCode::from(u8::from(refused > 0)))
}

/// A zone as people name it: WIB, WITA, WIT or an IANA name.
fn zone(name: &str) -> anyhow::Result<TimeZone> {
    let iana = match name.to_ascii_uppercase().as_str() {
        "WIB" => "Asia/Jakarta",
        "WITA" => "Asia/Makassar",
        "WIT" => "Asia/Jayapura",
        _ => name,
    };
    TimeZone::get(iana).map_err(|_| {
        anyhow::anyhow!("--zone `{name}` is no time zone; write WIB, WITA, WIT or Asia/Jakarta")
    })
}

fn as_json(found: &Extracted, explain: bool) -> serde_json::Result<String> {
    if explain {
        serde_json::to_string(&json!({ "article": found.article, "origins": found.origins }))
    } else {
        serde_json::to_string(&found.article)
    }
}

fn as_text(found: &Extracted) -> String {
    let article = &found.article;
    let mut text = String::new();
    for (field, value) in facts(article) {
        let Some(value) = value else { continue };
        let _ = write!(text, "{field:<10} {value}");
        if let Some(origin) = found.origins.get(field) {
            let _ = write!(text, "  [{origin}]");
        }
        text.push('\n');
    }
    if let Some(origin) = found.origins.get("encoding") {
        let _ = writeln!(text, "{:<10} not UTF-8  [{origin}]", "encoding");
    }
    if let Some(origin) = found.origins.get("body") {
        let _ = writeln!(
            text,
            "{:<10} {} paragraphs  [{origin}]",
            "body",
            article.body.len()
        );
    }
    for paragraph in &article.body {
        let _ = write!(text, "\n{paragraph}\n");
    }
    text
}

/// The facts in the order in which a reader asks for them.
fn facts(article: &Article) -> [(&'static str, Option<String>); 14] {
    let list =
        |items: &[String], separator: &str| (!items.is_empty()).then(|| items.join(separator));
    let state = match article.state {
        State::Published => None,
        State::Corrected => Some("corrected".to_owned()),
        State::Retracted => Some("retracted".to_owned()),
    };
    [
        ("title", Some(article.title.clone())),
        ("summary", article.summary.clone()),
        (
            "published",
            article.published.map(|moment| moment.to_string()),
        ),
        ("updated", article.updated.map(|moment| moment.to_string())),
        ("embargo", article.embargo.map(|moment| moment.to_string())),
        ("category", list(&article.category, " / ")),
        ("authors", list(&article.authors, ", ")),
        ("source", article.source.clone()),
        ("tags", list(&article.tags, ", ")),
        ("url", article.url.clone()),
        ("image", article.image.clone()),
        ("language", article.language.clone()),
        ("state", state),
        ("id", Some(article.id.clone())),
    ]
}
