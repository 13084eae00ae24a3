//! `warta search`: one search, as a readable list or as the API's JSON.

use std::{fmt::Write as _, process::ExitCode, sync::Arc};

use serde_json::{Value, json};

use super::{Context, Output, Usage};
use crate::{
    config::Settings,
    engine::tantivy::TantivyEngine,
    http::params,
    search::{
        CategoryFacet, FacetValue, Hit, Knowledge, SearchRequest, SearchResponse, Searcher,
        spelling::may_be_misspelt,
    },
    web::words,
};

/// The most hits that the command line may ask for.
const MAX_LIMIT: usize = 1000;
/// Facet values shown for each field.
const SHOWN_VALUES: usize = 5;

/// What to find: the flags of every command that searches.
#[derive(Debug, clap::Args)]
pub struct Filters {
    /// The query, in the query language (docs/query-language.md)
    #[arg(value_name = "QUERY")]
    words: Vec<String>,
    /// Category path, for example Ekonomi/Bisnis; repeatable
    #[arg(long)]
    category: Vec<String>,
    /// Publisher; repeatable
    #[arg(long)]
    source: Vec<String>,
    /// Reporter; repeatable
    #[arg(long)]
    author: Vec<String>,
    /// Tag; repeatable
    #[arg(long)]
    tag: Vec<String>,
    /// First day, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
}

/// Flags of `warta search`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// relevance, newest or oldest
    #[arg(long)]
    sort: Option<String>,
    /// Hits, at most 1000
    #[arg(long, short = 'n')]
    limit: Option<usize>,
    /// next_cursor of the page before
    #[arg(long)]
    cursor: Option<String>,
    /// Show near-duplicates apart
    #[arg(long)]
    no_collapse: bool,
    /// Say how each score came about
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    output: Output,
}

impl Filters {
    /// Whether everything is asked for.
    pub fn is_empty(&self) -> bool {
        let lists = [
            &self.words,
            &self.category,
            &self.source,
            &self.author,
            &self.tag,
        ];
        lists.iter().all(|list| list.is_empty()) && self.from.is_none() && self.to.is_none()
    }

    /// The beginning of the API's request.
    pub fn body(&self) -> Value {
        let mut body = json!({
            "q": self.words.join(" "),
            "category": self.category,
            "source": self.source,
            "author": self.author,
            "tag": self.tag,
        });
        for (name, day) in [("from", &self.from), ("to", &self.to)] {
            if let Some(day) = day {
                body[name] = json!(day);
            }
        }
        body
    }
}

impl Args {
    fn request(&self, settings: &Settings) -> anyhow::Result<SearchRequest> {
        let mut body = self.filters.body();
        body["explain"] = json!(self.explain);
        for (name, value) in [("sort", &self.sort), ("cursor", &self.cursor)] {
            if let Some(value) = value {
                body[name] = json!(value);
            }
        }
        if let Some(limit) = self.limit {
            body["limit"] = json!(limit);
        }
        if self.no_collapse {
            body["collapse"] = json!(false);
        }
        read(&body, settings)
    }
}

/// The API's request: one reader of parameters for HTTP and command line.
pub fn read(body: &Value, settings: &Settings) -> anyhow::Result<SearchRequest> {
    params::search_json(body.to_string().as_bytes(), params::defaults(settings)).map_err(
        |problem| {
            let parts = [problem.parameter, problem.detail, problem.remedy];
            let [name, detail, remedy] = parts.map(Option::unwrap_or_default);
            Usage(format!("{name}: {detail}; {remedy}")).into()
        },
    )
}

/// A searcher over the configured index, which it does not write.
pub fn searcher(settings: &Settings) -> anyhow::Result<Searcher> {
    let engine = Arc::new(TantivyEngine::open_read_only(&settings.engine_options())?);
    let mut search_settings = settings.search_settings();
    search_settings.max_limit = MAX_LIMIT;
    let knowledge = Arc::new(Knowledge::load(&settings.knowledge_files())?);
    Ok(Searcher::with_knowledge(engine, knowledge, search_settings))
}

/// Learns spelling from the archive when a request found nothing or one of its words may be a
/// slip, so that it is answered nearly always as by a server, which has always learned it. Learning
/// takes longer than searching. Gives whether it did: then the answer may be another.
pub fn learn_spelling(
    searcher: &Searcher,
    request: &SearchRequest,
    total: u64,
) -> anyhow::Result<bool> {
    let engine = searcher.engine().as_ref();
    let is_needed = !request.q.is_empty()
        && (total == 0 || may_be_misspelt(engine, &searcher.parse(&request.q))?);
    if is_needed {
        searcher.knowledge().learn(engine)?;
    }
    Ok(is_needed)
}

/// Runs it.
pub fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let settings = context.settings(&[])?;
    let request = args.request(&settings)?;
    let searcher = searcher(&settings)?;
    let mut response = searcher.search(&request)?;
    if learn_spelling(&searcher, &request, response.total)? {
        response = searcher.search(&request)?;
    }
    searcher.note_unknown_values(&request, &mut response)?;
    if args.output.json {
        context.print_json(&response)?;
    } else {
        context.print(&readable(&response))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// For a terminal: bold marks, one article a paragraph.
pub fn readable(response: &SearchResponse) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write(&mut text, response);
    text
}

fn write(text: &mut String, response: &SearchResponse) -> std::fmt::Result {
    let query = &response.query;
    if let Some(typed) = &query.corrected_from {
        writeln!(
            text,
            "Menampilkan hasil untuk: {} (diketik: {typed})",
            query.text
        )?;
    }
    if let Some(better) = &query.did_you_mean {
        writeln!(text, "Mungkin maksud Anda: {better}")?;
    }
    for warning in &query.warnings {
        writeln!(text, "Catatan: {}", warning.message)?;
    }
    for expansion in &query.expanded {
        writeln!(text, "Dicari juga: {} ({})", expansion.to, expansion.rule)?;
    }
    if !query.curation.is_empty() {
        writeln!(text, "Urutan diatur redaksi: {}", query.curation.join(", "))?;
    }
    let total = words::count(response.total);
    let milliseconds = words::milliseconds(response.took_us);
    writeln!(text, "{total} berita ({milliseconds} ms)")?;
    for (number, hit) in response.hits.iter().enumerate() {
        write_hit(text, number + 1, hit)?;
    }
    writeln!(text)?;
    let facets = &response.facets;
    write_facet(
        text,
        "Kategori",
        facets
            .category
            .as_deref()
            .unwrap_or_default()
            .iter()
            .map(category),
    )?;
    for (name, values) in [
        ("Sumber", &facets.source),
        ("Penulis", &facets.author),
        ("Tag", &facets.tag),
    ] {
        write_facet(
            text,
            name,
            values.as_deref().unwrap_or_default().iter().map(value),
        )?;
    }
    if let Some(cursor) = &response.next_cursor {
        writeln!(text, "Berikutnya: --cursor {cursor}")?;
    }
    Ok(())
}

fn category(facet: &CategoryFacet) -> (&str, u64) {
    (&facet.path, facet.count)
}

fn value(facet: &FacetValue) -> (&str, u64) {
    (&facet.value, facet.count)
}

fn write_facet<'a>(
    text: &mut String,
    name: &str,
    values: impl Iterator<Item = (&'a str, u64)>,
) -> std::fmt::Result {
    let shown: Vec<String> = values
        .take(SHOWN_VALUES)
        .map(|(value, count)| format!("{value} ({count})"))
        .collect();
    if shown.is_empty() {
        return Ok(());
    }
    writeln!(text, "{name:>8}: {}", shown.join(", "))
}

fn write_hit(text: &mut String, number: usize, hit: &Hit) -> std::fmt::Result {
    writeln!(text, "\n{number:>3}. {}", hit.title)?;
    let mut facts = Vec::new();
    facts.extend(hit.published.clone());
    facts.extend(hit.source.clone());
    if !hit.category.is_empty() {
        facts.push(hit.category.join("/"));
    }
    facts.extend(hit.authors.iter().cloned());
    if let Some(curated) = hit.curated {
        facts.push(words::curated(curated).to_owned());
    }
    if hit.duplicates > 0 {
        facts.push(format!("+{} serupa", hit.duplicates));
    }
    writeln!(text, "     {}", facts.join(" · "))?;
    for snippet in &hit.snippets {
        write!(text, "     {}", marked(&snippet.text, &snippet.marks))?;
        if let Some(speaker) = &snippet.speaker {
            write!(text, " — {speaker}")?;
        }
        writeln!(text)?;
    }
    writeln!(text, "     {}", hit.url.as_deref().unwrap_or(&hit.id))?;
    if let Some(explain) = &hit.explain {
        for line in explain.to_text().lines() {
            writeln!(text, "     {line}")?;
        }
    }
    Ok(())
}

/// Matched words between asterisks: readable in a terminal, a pipe and a mail alike.
fn marked(text: &str, marks: &[(usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len() + 2 * marks.len());
    let mut at = 0;
    for &(start, end) in marks {
        let (Some(before), Some(word)) = (text.get(at..start), text.get(start..end)) else {
            continue;
        };
        out.push_str(before);
        out.push('*');
        out.push_str(word);
        out.push('*');
        at = end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
