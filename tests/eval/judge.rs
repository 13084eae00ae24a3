use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{Arc, Mutex},
};

use warta::eval::{
    Documents, Qrels, Run, Topics,
    judge::{self, Judging, Pool, agreement},
};

use super::data;

fn topics() -> Topics {
    Topics::parse("t".as_ref(), "1\tharga beras\n2\ttimnas\n").0
}

fn run(ids: &[&str]) -> Run {
    let mut run = Run::new("r");
    let ranking = ids.iter().map(|id| ((*id).to_owned(), 1.0)).collect();
    run.set_ranking("1", ranking);
    run
}

#[test]
fn a_pool_holds_the_best_of_every_run_once_and_hides_their_order() {
    let runs = [run(&["a1", "a2", "a3"]), run(&["a2", "a4", "a5"])];
    let pool = Pool::new(&topics(), &runs, 2, None);
    assert_eq!(pool.topics.len(), 1, "topics without results are not shown");
    let mut documents = pool.topics[0].documents.clone();
    documents.sort();
    assert_eq!(documents, ["a1", "a2", "a4"]);
    let again = Pool::new(&topics(), &[runs[1].clone(), runs[0].clone()], 2, None);
    assert_eq!(
        pool.topics, again.topics,
        "the order does not depend on who found what"
    );
    let (known, _) = Qrels::parse("q".as_ref(), "1 0 a2 0\n");
    assert!(!Pool::new(&topics(), &runs, 2, Some(&known)).holds("1", "a2"));
}

#[test]
fn agreement_of_judges_is_cohens_kappa() {
    // Cohen's example shape: 20 both yes, 15 both no, 5 and 10 apart: kappa 0.4.
    let mut a = Qrels::default();
    let mut b = Qrels::default();
    for at in 0..50 {
        let (x, y) = match at {
            0..20 => (1, 1),
            20..25 => (1, 0),
            25..35 => (0, 1),
            _ => (0, 0),
        };
        a.set("1", &format!("d{at}"), x);
        b.set("1", &format!("d{at}"), y);
    }
    a.set("1", "alone", 3);
    let found = agreement(&a, &b);
    assert_eq!(
        (found.judged_by_both, found.only_a, found.only_b),
        (50, 1, 0)
    );
    for kappa in [found.kappa, found.weighted_kappa, found.binary_kappa] {
        assert!((kappa - 0.4).abs() < 1e-9, "{kappa}");
    }
    assert_eq!(found.disagreements.len(), 15);
    assert_eq!(agreement(&a, &a).kappa, 1.0);
}

fn ask(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_page_keeps_each_grade_and_answers_only_this_machine() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("mine.qrels");
    let (documents, _) = Documents::read(&data("docs.jsonl")).unwrap();
    let judging = Arc::new(Judging {
        pool: Pool::new(&topics(), &[run(&["a1", "a2"])], 10, None),
        qrels: Mutex::new(Qrels::default()),
        out: out.clone(),
        cards: Box::new(documents),
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let server = runtime.spawn(judge::serve(listener, judging, async {
        let _ = stopped.await;
    }));
    let get = |path: &str, host: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        ask(address, &head)
    };
    let grade = |body: &str, kind: &str| {
        let length = body.len();
        let head = format!(
            "POST /grade HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
        );
        ask(address, &head)
    };
    assert!(get("/", "localhost:1").contains("<title>Warta: judging"));
    assert!(get("/pool", "evil.example").starts_with("HTTP/1.1 403"));
    assert!(get("/document/a1", "127.0.0.1").contains("Harga beras naik"));
    assert!(get("/document/a3", "127.0.0.1").starts_with("HTTP/1.1 404"));
    let good = r#"{"topic":"1","document":"a1","grade":2}"#;
    assert!(grade(good, "text/plain").starts_with("HTTP/1.1 415"));
    assert!(!out.exists());
    assert!(grade(good, "application/json").starts_with("HTTP/1.1 204"));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "1 0 a1 2\n");
    let absurd = r#"{"topic":"1","document":"a1","grade":9}"#;
    assert!(grade(absurd, "application/json").starts_with("HTTP/1.1 400"));
    let pool = get("/pool", "localhost");
    assert!(pool.contains(r#"{"id":"a1","grade":2}"#), "{pool}");
    stop.send(()).unwrap();
    runtime.block_on(server).unwrap().unwrap();
}
