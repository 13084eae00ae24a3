//! `kill -9` at random moments: nothing acknowledged is lost, nothing is there twice, and the next
//! run completes.

mod common;

use std::{
    collections::HashSet,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use warta::{
    config::KeyHash,
    engine::{
        Engine,
        tantivy::{EngineOptions, TantivyEngine},
    },
};

const KILLS: usize = 50;
/// So many that no run gets through before it is killed.
const ARTICLES: usize = 6_000;
const KEY: &str = "warta_kunci";

/// Words that make each article unlike the others: near-duplicates are not what is tested here.
const WORDS: [&str; 24] = [
    "jembatan",
    "pasar",
    "nelayan",
    "beras",
    "sekolah",
    "banjir",
    "pelabuhan",
    "kereta",
    "petani",
    "rumah",
    "dokter",
    "listrik",
    "festival",
    "pengadilan",
    "stadion",
    "penulis",
    "hutan",
    "kapal",
    "gempa",
    "pabrik",
    "guru",
    "taman",
    "sungai",
    "bandara",
];

fn article(id: usize) -> String {
    let mut rng = StdRng::seed_from_u64(id as u64);
    let mut word = || WORDS[rng.random_range(0..WORDS.len())];
    let title = format!("Berita {id} tentang {} dan {}", word(), word());
    let body: Vec<&str> = (0..40).map(|_| word()).collect();
    json!({
        "id": format!("d-{id}"),
        "title": title,
        "body": format!("Warga yang tinggal di dekat {} itu mengatakan bahwa {} pada hari {id}.", body[0], body.join(" dan ")),
        "published": "2024-06-01T08:00:00+07:00",
    })
    .to_string()
}

fn options(folder: &Path) -> EngineOptions {
    EngineOptions {
        path: folder.join("index"),
        memory_budget_bytes: 32 << 20,
        threads: 1,
        zone: common::settings().zone,
    }
}

/// Ids in the index; each once, or this panics.
fn stored(folder: &Path) -> HashSet<String> {
    if !folder.join("index/meta.json").exists() {
        return HashSet::new();
    }
    let engine = TantivyEngine::open_read_only(&options(folder)).unwrap();
    let mut ids = HashSet::new();
    engine
        .scan(&mut |article| {
            assert!(
                ids.insert(article.id.clone()),
                "{} is there twice",
                article.id
            );
            true
        })
        .unwrap();
    assert_eq!(engine.articles(), ids.len() as u64);
    ids
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("warta"));
    command
        .current_dir(folder)
        .env("WARTA_INGEST__BATCH", "200")
        .env("WARTA_INDEX__MEMORY_MB", "32");
    command
}

/// The articles are nowhere else.
#[test]
fn a_rebuild_killed_at_any_moment_loses_nothing_and_completes() {
    const FEW: usize = 600;
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..FEW).map(|id| article(id) + "\n").collect();
    fs::write(folder.path().join("arsip.jsonl"), text).unwrap();
    let run = |arguments: &[&str]| {
        let output = program(folder.path()).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
    };
    run(&["ingest", "arsip.jsonl"]);
    let started = std::time::Instant::now();
    run(&["rebuild"]);
    let most = started.elapsed().as_millis() as u64 * 5 / 4;
    let mut rng = StdRng::seed_from_u64(20_240_502);
    for round in 0..KILLS {
        let mut child = program(folder.path())
            .args(["rebuild", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(rng.random_range(20..most.max(40))));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(stored(folder.path()).len(), FEW, "round {round}");
    }
    run(&["rebuild"]);
    run(&["ingest", "arsip.jsonl"]);
    assert_eq!(stored(folder.path()).len(), FEW);
    assert!(!folder.path().join("index/rebuild").exists());
}

#[test]
fn an_ingest_killed_fifty_times_loses_nothing_and_completes() {
    let folder = tempfile::tempdir().unwrap();
    let text: String = (0..ARTICLES).map(|id| article(id) + "\n").collect();
    fs::write(folder.path().join("arsip.jsonl"), text).unwrap();
    let mut rng = StdRng::seed_from_u64(20_240_501);
    let mut safe = HashSet::new();
    let mut growing = 0;
    for round in 0..KILLS {
        let mut child = program(folder.path())
            .args(["ingest", "arsip.jsonl", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(rng.random_range(20..900)));
        child.kill().unwrap();
        child.wait().unwrap();
        let now = stored(folder.path());
        let lost: Vec<_> = safe.difference(&now).collect();
        assert!(
            lost.is_empty(),
            "round {round}: {} articles that were on disk are gone",
            lost.len()
        );
        growing += usize::from(now.len() > safe.len());
        safe = now;
    }
    assert!(
        growing > 0,
        "no kill came in the middle of writing: the test tests nothing"
    );
    let output = program(folder.path())
        .args(["ingest", "arsip.jsonl", "--json"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(stored(folder.path()).len(), ARTICLES);
    let again = program(folder.path())
        .args(["ingest", "arsip.jsonl", "--json"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(
        (report["added"].as_u64(), report["changed"].as_u64()),
        (Some(0), Some(0)),
        "{report}"
    );
}

struct Serving(Child, String);

impl Serving {
    fn start(folder: &Path) -> Self {
        let mut child = program(folder)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("WARTA_AUTH__KEYS", KeyHash::of("uji", KEY).to_string())
            .env("WARTA_LOG__LEVEL", "error")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line[line.find("http://").unwrap()..]
            .split_whitespace()
            .next()
            .unwrap()
            .to_owned();
        Serving(child, url)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn what_a_killed_server_acknowledged_is_there_when_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = StdRng::seed_from_u64(7);
    let mut acknowledged = HashSet::new();
    let mut next = 0;
    for _ in 0..10 {
        let mut serving = Serving::start(folder.path());
        let url = serving.1.clone();
        let first = next;
        let writer = std::thread::spawn(move || {
            let mut done = Vec::new();
            for id in first..first + 10_000 {
                let sent = ureq::put(format!("{url}/v1/articles/d-{id}"))
                    .header("x-api-key", KEY)
                    .send(article(id));
                if sent.is_err() {
                    break;
                }
                done.push(format!("d-{id}"));
            }
            done
        });
        std::thread::sleep(Duration::from_millis(rng.random_range(50..600)));
        serving.0.kill().unwrap();
        serving.0.wait().unwrap();
        let done = writer.join().unwrap();
        next += done.len() + 1;
        acknowledged.extend(done);
        let now = stored(folder.path());
        let lost: Vec<_> = acknowledged.difference(&now).collect();
        assert!(lost.is_empty(), "acknowledged and gone: {lost:?}");
        // At most the one write that was under way may be there without an acknowledgement.
        assert!(now.len() <= acknowledged.len() + 10);
    }
    assert!(
        !acknowledged.is_empty(),
        "no write was acknowledged before its kill"
    );
}
