//! From an article to the index, and from a query to bytes on the wire, step by step. A line
//! includes those above it in its group, so that differences tell what each step costs.
//!
//! Runs on generated articles; `WARTA_BENCH_NEWS` and `WARTA_BENCH_QUERIES` name real ones.

mod common;

use std::{hint::black_box, net::TcpListener, sync::Arc};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use warta::{
    article::Article,
    config::{Layers, Settings, load},
    engine::{Engine, tantivy::TantivyEngine},
    http::{App, router},
    language::Analyzer,
    search::{
        Highlighter, SearchRequest, SearchSettings, Searcher,
        snippet::{snippets, title_html},
    },
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Articles in the searched index.
const SEARCHED: usize = 20_000;
/// Articles written at once.
const WRITTEN: usize = 2_000;

fn engine(articles: &[Article]) -> TantivyEngine {
    let zone = SearchSettings::default().zone;
    let engine = TantivyEngine::in_memory(zone).expect("engine");
    engine
        .write(common::writes(articles.iter().cloned()))
        .expect("write");
    engine
}

fn ingest(criterion: &mut Criterion) {
    let articles = common::articles(WRITTEN);
    let mut group = criterion.benchmark_group("ingest");
    group
        .throughput(Throughput::Elements(articles.len() as u64))
        .sample_size(10);
    group.bench_function("new", |bencher| bencher.iter(|| engine(&articles)));
    let filled = engine(&articles);
    group.bench_function("unchanged", |bencher| {
        bencher.iter(|| {
            filled
                .write(common::writes(articles.iter().cloned()))
                .expect("write")
        });
    });
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let engine: Arc<dyn Engine> = Arc::new(engine(&common::articles(SEARCHED)));
    let queries = common::queries();
    let searcher = Searcher::new(Arc::clone(&engine), SearchSettings::default());
    let mut turn = queries.iter().cycle();
    let mut next = || turn.next().expect("there are queries").clone();
    let mut group = criterion.benchmark_group("search");
    group.bench_function("parse", |bencher| {
        bencher.iter(|| searcher.parse(&next()));
    });
    let ranking = searcher.settings().ranking.clone();
    group.bench_function("rank", |bencher| {
        bencher.iter(|| searcher.rank(&next(), 10, &ranking).expect("rank"));
    });
    group.bench_function("answer", |bencher| {
        bencher.iter(|| {
            let request = SearchRequest {
                q: next(),
                ..SearchRequest::default()
            };
            searcher.search(&request).expect("search")
        });
    });
    group.bench_function("answer as JSON", |bencher| {
        bencher.iter(|| {
            let request = SearchRequest {
                q: next(),
                ..SearchRequest::default()
            };
            let response = searcher.search(&request).expect("search");
            serde_json::to_vec(&response).expect("JSON")
        });
    });

    let mut settings = Settings::resolve(&load(&Layers::default()).expect("defaults"))
        .expect("settings of defaults");
    settings.compression = false;
    let app = App::builder(engine, settings).build().expect("app");
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a listener");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, router(app)).await
    });
    let agent = ureq::Agent::new_with_defaults();
    group.bench_function("over HTTP", |bencher| {
        bencher.iter(|| {
            agent
                .get(format!("http://{address}/v1/search"))
                .query("q", next())
                .call()
                .expect("an answer")
                .into_body()
                .read_to_vec()
                .expect("a body")
        });
    });
    group.finish();
}

fn snippet(criterion: &mut Criterion) {
    let articles = common::articles(200);
    let zone = SearchSettings::default().zone;
    let engine = Arc::new(TantivyEngine::in_memory(zone).expect("engine"));
    let searcher = Searcher::new(engine, SearchSettings::default());
    let mut analyzer = Analyzer::new();
    let mut group = criterion.benchmark_group("snippet");
    group.throughput(Throughput::Elements(articles.len() as u64));
    for (name, query) in [
        ("one word", "harga"),
        ("four words", "presiden buka jalan baru"),
    ] {
        let clause = searcher.clause(query);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut highlighter = Highlighter::new(clause.as_ref());
                for article in &articles {
                    black_box(title_html(&mut highlighter, &mut analyzer, &article.title));
                    black_box(snippets(
                        &mut highlighter,
                        &mut analyzer,
                        &article.body,
                        None,
                        None,
                        240,
                    ));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, ingest, search, snippet);
criterion_main!(benches);
