//! What those who run it see.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use warta::{
    article::Article,
    config::{KeyRing, Settings},
    engine::{
        Answer, Engine, EngineError, Hits, Plan, Stats, Story, Term, Transaction,
        Write as EngineWrite, Written, tantivy::TantivyEngine,
    },
};

use crate::common::{KEY, Server, engine, settings};

#[test]
fn health_readiness_and_sizes_are_told() {
    let server = Server::start();
    assert_eq!(server.get("/healthz").json()["status"], "ok");
    assert_eq!(server.get("/readyz").json()["articles"], 6);
    let stats = server.get("/v1/stats").json();
    assert_eq!(stats["index"]["articles"], 6);
    assert_eq!(stats["zone"], "Asia/Jakarta");
}

#[test]
fn metrics_count_requests_by_route_and_status() {
    let server = Server::start();
    server.get("/v1/articles/beras");
    server.get("/v1/articles/tidak-ada");
    let metrics = server.get("/metrics").text();
    for status in ["200", "404"] {
        let line = format!(
            "warta_http_requests_total{{method=\"GET\",route=\"/v1/articles/{{id}}\",status=\"{status}\"}}"
        );
        assert!(metrics.contains(&line), "{line} is not in\n{metrics}");
    }
    assert!(metrics.contains("warta_http_request_seconds_bucket"));
    assert!(metrics.contains("warta_articles 6"));
}

#[test]
fn request_ids_are_kept_when_harmless_and_made_otherwise() {
    let server = Server::start();
    let id = |given: &str| {
        let answer = server.send("GET", "/healthz", &[("x-request-id", given)], None);
        answer.header("x-request-id").unwrap().to_owned()
    };
    assert_eq!(id("permintaan-42"), "permintaan-42");
    assert_ne!(id("a b"), "a b");
    assert_eq!(id(&"x".repeat(500)).len(), 36);
}

#[test]
fn the_committed_openapi_document_is_the_one_that_is_served() {
    let server = Server::start();
    let served = server.get("/openapi.json").json();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    let text = format!("{}\n", serde_json::to_string_pretty(&served).unwrap());
    if std::env::var_os("WARTA_TEST_UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == text,
        "docs/openapi.json is out of date: run WARTA_TEST_UPDATE=1 cargo test --test http openapi, and look at the difference"
    );
    // Without a query there is no tree: a client made from the document must be able to read that.
    let tree = &served["components"]["schemas"]["QueryEcho"]["properties"]["understood"];
    assert!(tree.to_string().contains("null"), "{tree}");
    let paths = served["paths"].as_object().unwrap();
    for path in [
        "/v1/search",
        "/v1/suggest",
        "/v1/articles",
        "/v1/articles/{id}",
        "/v1/stats",
        "/healthz",
        "/readyz",
        "/metrics",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
    assert!(paths["/v1/articles/{id}"]["put"]["security"].is_array());
    let mut operations = std::collections::HashSet::new();
    for operation in paths
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
    {
        let id = operation["operationId"].as_str().unwrap();
        assert!(operations.insert(id), "two operations are called {id}");
    }
}

#[test]
fn the_api_can_be_browsed() {
    let server = Server::start();
    let page = server.get("/docs/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"));
    assert!(page.header("content-security-policy").is_some());
    assert_eq!(server.get("/docs/swagger-ui-bundle.js").status, 200);
}

/// A phone that went away would hold its connection for good.
#[test]
fn a_connection_on_which_nothing_moves_is_closed() {
    let settings = Settings {
        idle: Duration::from_millis(400),
        ..settings()
    };
    let server = Server::with(engine(), settings);
    let address = server.url.strip_prefix("http://").unwrap();
    let request = "GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n";
    for (sent, answered) in [
        ("", ""),
        ("GET / HTTP/1.1\r\nhost", ""),
        (request, "HTTP/1.1 200"),
    ] {
        let mut stream = TcpStream::connect(address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(sent.as_bytes()).unwrap();
        let mut answer = Vec::new();
        // Closed or reset, but not left open.
        let end = stream
            .read_to_end(&mut answer)
            .map_err(|error| error.kind());
        let is_open = matches!(end, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut));
        assert!(!is_open, "after {sent:?}");
        assert!(
            String::from_utf8_lossy(&answer).starts_with(answered),
            "after {sent:?}"
        );
    }
    // Whoever moves stays.
    let mut stream = TcpStream::connect(address).unwrap();
    for byte in request.as_bytes() {
        stream.write_all(&[*byte]).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

/// Takes its time to search, and counts how often all articles are read.
struct Slow(Arc<dyn Engine>, Duration, Arc<AtomicUsize>);

fn slow(pause: Duration) -> Arc<Slow> {
    Arc::new(Slow(engine(), pause, Arc::default()))
}

impl Engine for Slow {
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError> {
        std::thread::sleep(self.1);
        self.0.search(plan)
    }
    fn rank(&self, plan: &Plan) -> Result<Vec<(String, f32)>, EngineError> {
        self.0.rank(plan)
    }
    fn hits(&self, plan: &Plan) -> Result<Box<dyn Hits>, EngineError> {
        self.0.hits(plan)
    }
    fn embargoes_ended(&self, by: i64) -> usize {
        self.0.embargoes_ended(by)
    }
    fn article(&self, id: &str) -> Result<Option<Article>, EngineError> {
        assert_ne!(id, "panik", "on purpose");
        self.0.article(id)
    }
    fn write(&self, writes: Vec<EngineWrite>) -> Result<Vec<Written>, EngineError> {
        self.0.write(writes)
    }
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, EngineError> {
        self.0.begin()
    }
    fn can_write(&self) -> bool {
        self.0.can_write()
    }
    fn generation(&self) -> u64 {
        self.0.generation()
    }
    fn articles(&self) -> u64 {
        self.0.articles()
    }
    fn stats(&self) -> Result<Stats, EngineError> {
        self.0.stats()
    }
    fn document_frequency(&self, term: &Term) -> Result<u64, EngineError> {
        self.0.document_frequency(term)
    }
    fn scan_stories(
        &self,
        sink: &mut dyn FnMut(Article, Story) -> bool,
    ) -> Result<(), EngineError> {
        self.2.fetch_add(1, Ordering::SeqCst);
        std::thread::sleep(self.1);
        self.0.scan_stories(sink)
    }
    fn forms(&self, sink: &mut dyn FnMut(&str, u64)) -> Result<(), EngineError> {
        self.0.forms(sink)
    }
}

#[test]
fn a_search_that_takes_too_long_is_given_up_and_others_are_served() {
    let mut hasty = settings();
    hasty.timeout = Duration::from_millis(100);
    let server = Server::with(slow(Duration::from_millis(700)), hasty);
    let started = Instant::now();
    server
        .get("/v1/search?q=beras")
        .assert_problem(504, "too-slow");
    assert!(
        started.elapsed() < Duration::from_millis(600),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_panic_inside_is_a_problem_and_the_server_goes_on() {
    let server = Server::with(slow(Duration::ZERO), settings());
    let answer = server.get("/v1/articles/panik");
    answer.assert_problem(500, "internal");
    assert!(!answer.text().contains("on purpose"));
    assert_eq!(server.get("/v1/articles/beras").status, 200);
}

#[test]
fn a_request_under_way_is_answered_before_the_server_stops() {
    let mut server = Server::with(slow(Duration::from_millis(500)), settings());
    let url = server.url.clone();
    let search = std::thread::spawn(move || {
        crate::common::send(&format!("{url}/v1/search?q=beras"), "GET", &[], None)
    });
    std::thread::sleep(Duration::from_millis(200));
    server.ask_to_stop();
    assert_eq!(search.join().unwrap().status, 200);
    let host = server.url.trim_start_matches("http://").to_owned();
    server.stop().unwrap();
    assert!(TcpStream::connect(host).is_err());
}

#[test]
fn a_client_that_never_ends_its_body_is_given_up() {
    let mut hasty = settings();
    hasty.timeout = Duration::from_millis(200);
    let server = Server::with(engine(), hasty);
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    stream
        .write_all(b"POST /v1/search HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{")
        .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 504");
}

#[test]
fn first_requests_for_trends_at_once_read_the_archive_once() {
    let engine = slow(Duration::from_millis(100));
    let scans = Arc::clone(&engine.2);
    let server = Server::with(engine, settings());
    // Completions and spelling are learned at the start, and copies are known to the writer.
    wait_for(|| scans.load(Ordering::SeqCst) == 3);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(server.get("/v1/trends?to=2024-05-03").status, 200));
        }
    });
    assert_eq!(scans.load(Ordering::SeqCst), 4);
}

fn wait_for(ready: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !ready() {
        assert!(Instant::now() < until, "it never came");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_first_write_finds_the_index_read() {
    let engine = slow(Duration::from_millis(300));
    let scans = Arc::clone(&engine.2);
    let mut hasty = settings();
    hasty.timeout = Duration::from_millis(200);
    let server = Server::with(engine, hasty);
    wait_for(|| scans.load(Ordering::SeqCst) == 3);
    std::thread::sleep(Duration::from_millis(500));
    let article = crate::common::articles().remove(0);
    let put = server.send(
        "PUT",
        "/v1/articles/beras",
        &[("x-api-key", KEY)],
        Some(article.to_json().as_bytes()),
    );
    assert_eq!(put.status, 200, "{}", put.text());
    assert_eq!(scans.load(Ordering::SeqCst), 3);
}

#[test]
fn readiness_says_when_the_writer_has_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = settings().engine_options();
    options.path = folder.path().join("index");
    let engine = Arc::new(TantivyEngine::create_or_open(&options).unwrap());
    let server = Server::with(Arc::clone(&engine) as Arc<dyn Engine>, settings());
    let put = |id: &str| {
        let known = crate::common::articles().remove(0);
        let article = Article {
            id: id.to_owned(),
            title: format!("{} nomor {id}", known.title),
            ..known
        };
        let path = format!("/v1/articles/{id}");
        let body = article.to_json();
        server.send("PUT", &path, &[("x-api-key", KEY)], Some(body.as_bytes()))
    };
    assert_eq!(put("satu").status, 201);
    assert_eq!(server.get("/readyz").json()["writes"], "ready");

    // Neither a commit nor a way back to the last one.
    std::fs::remove_dir_all(&options.path).unwrap();
    put("dua").assert_problem(507, "storage-failed");
    wait_for(|| !engine.can_write());
    assert_eq!(server.get("/readyz").json()["writes"], "stopped");
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("warta_writes_stopped 1"), "{metrics}");
    assert_eq!(server.get("/v1/search?q=beras").json()["total"], 1);

    let mut reading = settings();
    reading.keys = KeyRing::new(Vec::new());
    let server = Server::with(engine, reading);
    assert_eq!(server.get("/readyz").json()["writes"], "off");
}
