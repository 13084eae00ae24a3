//! The service over HTTP on a whole archive: percentiles of searches and of suggestions for
//! half-typed queries, as a client on the same machine sees them.
//!
//! `WARTA_BENCH_NEWS=news.jsonl.gz WARTA_BENCH_QUERIES=queries.txt cargo bench --bench http`
//! Without the files it says so and measures nothing.

mod common;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::net::TcpListener;
use warta::{
    config::{Layers, Settings, load},
    engine::{Engine, tantivy::TantivyEngine},
    http::{App, serve},
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn percentiles(what: &str, mut times: Vec<Duration>) {
    let asked = times.len();
    let mut at = |share| common::percentile(&mut times, share);
    println!(
        "{what}: p50 {:?}, p90 {:?}, p99 {:?} of {}",
        at(0.5),
        at(0.9),
        at(0.99),
        asked
    );
}

/// A query as it stands while it is being typed: from its third letter on, one more each round.
fn typed(query: &str, round: usize) -> String {
    let letters = query.chars().count();
    let most = letters.min(24);
    query.chars().take((3 + round * 4).min(most)).collect()
}

fn main() {
    let (Ok(news), Ok(_)) = (
        std::env::var("WARTA_BENCH_NEWS"),
        std::env::var("WARTA_BENCH_QUERIES"),
    ) else {
        println!("http bench: set WARTA_BENCH_NEWS and WARTA_BENCH_QUERIES; nothing measured");
        return;
    };
    let queries = common::queries();
    let mut settings = Settings::resolve(&load(&Layers::default()).expect("defaults"))
        .expect("settings of defaults");
    settings.compression = false;
    let folder = tempfile::tempdir().expect("temporary folder");
    let engine = TantivyEngine::create_or_open(&common::options(folder.path())).expect("engine");
    let lines = common::lines(&news, usize::MAX);
    let writes = common::writes(lines.iter().map(common::Line::article));
    engine.write(writes).expect("write");

    let engine: Arc<dyn Engine> = Arc::new(engine);
    let app = App::builder(engine, settings).build().expect("app");
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let listener = runtime
        .block_on(TcpListener::bind(("127.0.0.1", 0)))
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    runtime.spawn(serve(listener, app, std::future::pending()));
    let agent = ureq::Agent::new_with_defaults();
    let ask = |path: &str, q: &str| -> (Duration, String) {
        let started = Instant::now();
        let body = agent
            .get(format!("http://{address}{path}"))
            .query("q", q)
            .call()
            .expect("an answer")
            .into_body()
            .read_to_string()
            .expect("a body");
        (started.elapsed(), body)
    };
    // Completions are mined in the background; until then headlines are offered.
    let until = Instant::now() + Duration::from_secs(300);
    while !ask("/v1/suggest", "jak").1.contains("\"place\"") {
        assert!(Instant::now() < until, "completions are not mined");
        std::thread::sleep(Duration::from_secs(1));
    }

    for round in 0..2 {
        let times = queries.iter().map(|q| ask("/v1/search", q).0).collect();
        // The first round warms caches.
        if round > 0 {
            percentiles("search", times);
        }
    }
    let mut times = Vec::new();
    for round in 0..5 {
        times.extend(
            queries
                .iter()
                .map(|q| ask("/v1/suggest", &typed(q, round)).0),
        );
    }
    percentiles("suggest", times);
}
