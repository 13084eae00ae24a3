//! `warta serve`: address, two writers, signals.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
};

use super::{failure, index, warta};
use crate::common::send;

/// A running `warta serve` and its address; killed when dropped.
pub struct Served {
    pub child: Child,
    pub url: String,
    pub log: BufReader<std::process::ChildStderr>,
}

impl Served {
    pub fn start(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("warta"))
            .args(arguments)
            .args(["--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied())
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut seen = String::new();
        let url = loop {
            let mut line = String::new();
            assert!(
                log.read_line(&mut line).unwrap() > 0,
                "the server ended: {seen}"
            );
            if let Some(at) = line.find("http://") {
                break line[at..].split_whitespace().next().unwrap().to_owned();
            }
            seen.push_str(&line);
        };
        Served { child, url, log }
    }

    pub fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(status.success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn serve_answers_logs_and_stops_at_a_signal() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let variables = [
        ("WARTA_LOG__FORMAT", "json"),
        ("WARTA_LOG__QUERIES", "true"),
    ];
    let mut served = Served::start(folder.path(), &["serve"], &variables);
    let answer = send(
        &format!("{}/v1/search?q=beras", served.url),
        "GET",
        &[("x-request-id", "uji-1")],
        None,
    );
    assert_eq!(answer.json()["total"], 1);

    let click = br#"{"query": "beras", "id": "beras", "rank": 1}"#;
    let url = format!("{}/v1/clicks", served.url);
    assert_eq!(send(&url, "POST", &[], Some(click)).status, 204);
    send(&url, "POST", &[], Some(b"{\"rank\": 0}")).assert_problem(400, "bad-body");

    served.signal("-TERM");
    assert!(served.child.wait().unwrap().success());
    let mut log = String::new();
    served.log.read_to_string(&mut log).unwrap();
    let line = log
        .lines()
        .find(|line| line.contains("uji-1"))
        .unwrap_or_else(|| panic!("{log}"));
    let entry: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(entry["status"], 200);
    assert_eq!(entry["path"], "/v1/search");
    assert!(
        !line.contains("beras"),
        "queries do not belong in this log: {line}"
    );

    let queries = std::fs::read_to_string(folder.path().join("index/queries.jsonl")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(queries.lines().next().unwrap()).unwrap();
    assert_eq!(entry["request"]["q"], "beras");
    assert_eq!(entry["ids"], serde_json::json!(["beras"]));
    assert!(
        queries
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains("\"click\"")),
        "{queries}"
    );
    assert!(!folder.path().join("index/server.json").exists());
}

#[test]
fn a_log_that_goes_to_a_file_has_no_colours() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let mut served = Served::start(folder.path(), &["serve"], &[]);
    let headers = [("x-request-id", "uji-2")];
    send(&format!("{}/healthz", served.url), "GET", &headers, None);
    let search = format!("{}/v1/search?q=beras", served.url);
    send(&search, "GET", &headers, None);
    served.signal("-TERM");
    assert!(served.child.wait().unwrap().success());
    let mut log = String::new();
    served.log.read_to_string(&mut log).unwrap();
    assert!(log.contains("request_id=uji-2"), "{log}");
    assert!(!log.contains('\u{1b}'), "{log}");
}

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let served = Served::start(folder.path(), &["serve"], &[]);
    let (code, message) = failure(warta(folder.path()).args(["serve", "--listen", "127.0.0.1:0"]));
    assert_eq!(code, 3);
    assert!(
        message.contains("another process") && message.contains("--server"),
        "{message}"
    );
    warta(folder.path())
        .args(["search", "beras"])
        .assert()
        .success();
    drop(served);
}

#[test]
fn a_port_in_use_is_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, message) = failure(warta(folder.path()).args(["serve", "--listen", &address]));
    assert_eq!(code, 1);
    assert!(
        message.contains(&address) && message.contains("--listen"),
        "{message}"
    );
}
