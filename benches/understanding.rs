//! What it costs to understand queries: the same queries on the same index with each feature
//! alone, with all and with none, asked in turn, query by query; of each query's rounds the best
//! counts.
//!
//! ```sh
//! warta ingest news.jsonl.gz --index DIR
//! WARTA_BENCH_INDEX=DIR WARTA_BENCH_QUERIES=queries.txt cargo bench --bench understanding
//! ```
//! Without the index it says so and measures nothing.

mod common;

use std::{
    io::Write,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use warta::{
    engine::{Engine, tantivy::TantivyEngine},
    mining::acronyms,
    search::{Knowledge, KnowledgeFiles, SearchRequest, SearchSettings, Searcher, SiteRules},
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 7;
/// Editors' rules in force, each about a query of its own.
const RULES: usize = 500;

/// A way to ask.
struct Variant {
    name: &'static str,
    searcher: Searcher,
    collapse: bool,
    best: Vec<Duration>,
}

fn curation(folder: &Path, queries: &[String]) -> std::path::PathBuf {
    let path = folder.join("curation.toml");
    let mut file = std::fs::File::create(&path).expect("a file");
    for (number, query) in queries.iter().cycle().take(RULES).enumerate() {
        let query: String = query
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == ' ')
            .collect();
        writeln!(
            file,
            "[[rule]]\nname = \"aturan {number}\"\nquery = [\"{query} {number}\", \"{number} {query}*\"]\nhide = [\"tidak-ada\"]"
        )
        .expect("a line");
    }
    path
}

fn main() {
    let (Ok(index), Ok(_)) = (
        std::env::var("WARTA_BENCH_INDEX"),
        std::env::var("WARTA_BENCH_QUERIES"),
    ) else {
        println!(
            "understanding bench: set WARTA_BENCH_INDEX and WARTA_BENCH_QUERIES; nothing measured"
        );
        return;
    };
    let index = Path::new(&index);
    let queries = common::queries();
    let engine = TantivyEngine::open_read_only(&common::options(index)).expect("an index");
    let engine: Arc<dyn Engine> = Arc::new(engine);
    let folder = tempfile::tempdir().expect("temporary folder");
    let rules = Some(curation(folder.path(), &queries));

    let read = |files: KnowledgeFiles| SiteRules::read(&files).expect("rules");
    let synonyms = || KnowledgeFiles {
        acronyms: Some(index.join(acronyms::FILE)),
        ..KnowledgeFiles::default()
    };
    let edited = |site: SiteRules| SiteRules {
        curation: read(KnowledgeFiles {
            curation: rules.clone(),
            ..KnowledgeFiles::default()
        })
        .curation,
        ..site
    };
    let variant = |name, site: SiteRules, spelling: bool, collapse| {
        let knowledge = Knowledge::new(site);
        if spelling {
            knowledge.learn(engine.as_ref()).expect("spelling");
        }
        Variant {
            name,
            searcher: Searcher::with_knowledge(
                Arc::clone(&engine),
                Arc::new(knowledge),
                SearchSettings::default(),
            ),
            collapse,
            best: vec![Duration::MAX; queries.len()],
        }
    };
    let mut variants = [
        variant("none", SiteRules::default(), false, false),
        variant("spelling", SiteRules::default(), true, false),
        variant("synonyms", read(KnowledgeFiles::default()), false, false),
        variant("and acronyms", read(synonyms()), false, false),
        variant("curation", edited(SiteRules::default()), false, false),
        variant("threads", SiteRules::default(), false, true),
        variant("all", edited(read(synonyms())), true, true),
    ];

    let request = |q: &str, collapse| SearchRequest {
        q: q.to_owned(),
        collapse,
        ..SearchRequest::default()
    };
    let ask = |variant: &Variant, query: &str| {
        let request = request(query, variant.collapse);
        variant.searcher.search(&request).expect("an answer")
    };
    for round in 0..ROUNDS {
        for (at, query) in queries.iter().enumerate() {
            // Another one is first each time: the first pays for cold caches.
            for turn in 0..variants.len() {
                let number = (turn + at + round) % variants.len();
                let started = Instant::now();
                let response = ask(&variants[number], query);
                let took = started.elapsed();
                std::hint::black_box(response);
                let best = &mut variants[number].best[at];
                *best = took.min(*best);
            }
        }
    }

    let [none, .., all] = &variants;
    // What is searched besides is another search; what is as typed shows the bare cost.
    let as_typed: Vec<bool> = queries
        .iter()
        .map(|query| {
            let response = ask(all, query);
            let echo = response.query;
            echo.expanded.is_empty() && echo.corrected_from.is_none()
        })
        .collect();
    let typed = as_typed.iter().filter(|typed| **typed).count();
    println!(
        "{} queries, {ROUNDS} rounds, best of each; {typed} are searched as typed",
        queries.len()
    );
    println!(
        "{:14} {:>9} {:>9} {:>9} {:>8} {:>8} {:>8} {:>14}",
        "with", "p50 µs", "p90 µs", "p99 µs", "p50", "p90", "p99", "as typed, p99"
    );
    for variant in &variants {
        let mut line = format!("{:14}", variant.name);
        let shares = [0.5, 0.9, 0.99];
        let at = |times: &[Duration], share| {
            common::percentile(&mut times.to_vec(), share).as_secs_f64() * 1e6
        };
        for share in shares {
            line.push_str(&format!(" {:9.0}", at(&variant.best, share)));
        }
        for share in shares {
            let ratio = at(&variant.best, share) / at(&none.best, share);
            line.push_str(&format!(" {ratio:8.3}"));
        }
        let plain = |times: &[Duration]| -> Vec<Duration> {
            let pairs = times.iter().zip(&as_typed);
            pairs
                .filter(|(_, typed)| **typed)
                .map(|(time, _)| *time)
                .collect()
        };
        let ratio = at(&plain(&variant.best), 0.99) / at(&plain(&none.best), 0.99);
        println!("{line} {ratio:14.3}");
    }

    let mut lost: Vec<(Duration, Duration, &String)> = (all.best.iter())
        .zip(&none.best)
        .zip(&queries)
        .map(|((all, none), query)| (*all, *none, query))
        .collect();
    lost.sort_by_key(|(all, none, _)| std::cmp::Reverse(all.saturating_sub(*none)));
    println!("what all of them slow most:");
    for (all, none, query) in lost.iter().take(12) {
        println!("{none:>10.0?} → {all:>10.0?}  {query}");
    }

    // The steps that nothing switches off, from the trace of `explain`, which has whole
    // microseconds.
    let mut steps: Vec<(&'static str, Vec<Duration>)> = Vec::new();
    for query in &queries {
        let request = SearchRequest {
            explain: true,
            ..request(query, true)
        };
        let response = all.searcher.search(&request).expect("an answer");
        for step in response.trace.into_iter().flatten() {
            let took = Duration::from_micros(step.took_us);
            match steps.iter_mut().find(|(name, _)| *name == step.name) {
                Some((_, times)) => times.push(took),
                None => steps.push((step.name, vec![took])),
            }
        }
    }
    println!("steps of all, as `explain` tells them:");
    for (name, times) in &mut steps {
        let mut at = |share| common::percentile(times, share).as_micros();
        println!("{name:14} p50 {:6} µs, p99 {:6} µs", at(0.5), at(0.99));
    }
}
