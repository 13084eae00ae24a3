//! Adding, replacing, deleting; alone and in bulk.

use std::{io::Write as _, sync::Arc};

use serde_json::{Value, json};
use warta::{
    article::Article,
    engine::{
        Answer, Engine, EngineError, Hits, Plan, Stats, Story, Term, Transaction, Write, Written,
    },
};

use crate::common::{KEY, Server, engine, settings};

const NDJSON: &str = "application/x-ndjson";

fn article(id: usize) -> Value {
    json!({
        "id": format!("massal-{id}"),
        "title": format!("Berita massal nomor {id}"),
        "body": format!("Ini adalah isi berita massal yang ke-{id} dan dipakai untuk menguji unggahan banyak berita sekaligus."),
        "published": "2024-06-01T08:00:00+07:00",
    })
}

fn upload(server: &Server, body: &[u8], headers: &[(&str, &str)]) -> crate::common::Answer {
    let mut all = vec![("x-api-key", KEY)];
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        all.push(("content-type", NDJSON));
    }
    all.extend(headers);
    server.send("POST", "/v1/articles", &all, Some(body))
}

#[test]
fn an_article_is_found_as_soon_as_its_write_is_acknowledged() {
    let server = Server::start();
    let put = |body: &Value| {
        server.send(
            "PUT",
            "/v1/articles/massal-1",
            &[("x-api-key", KEY)],
            Some(body.to_string().as_bytes()),
        )
    };
    let answer = put(&article(1));
    assert_eq!(
        (answer.status, answer.json()["result"].as_str()),
        (201, Some("added"))
    );
    assert_eq!(server.get("/v1/search?q=massal").json()["total"], 1);
    assert_eq!(put(&article(1)).json()["result"], "unchanged");
    let mut changed = article(1);
    changed["title"] = json!("Berita massal yang diubah");
    assert_eq!(put(&changed).json()["result"], "changed");
    assert_eq!(server.get("/v1/search?q=diubah").json()["total"], 1);
    assert_eq!(
        put(&article(2)).assert_problem(422, "invalid-article")["parameter"],
        "id"
    );

    let delete = || {
        server.send(
            "DELETE",
            "/v1/articles/massal-1",
            &[("x-api-key", KEY)],
            None,
        )
    };
    assert_eq!(delete().json()["result"], "deleted");
    delete().assert_problem(404, "no-such-article");
    assert_eq!(server.get("/v1/search?q=massal").json()["total"], 0);
}

#[test]
fn articles_with_missing_or_wrong_fields_are_refused_by_name() {
    let server = Server::start();
    for (body, field) in [
        (json!({"body": "Isi tanpa judul."}), "title"),
        (json!({"title": "Judul tanpa isi"}), "body"),
        (json!({"title": ["a", 1], "body": "Isi."}), "title"),
        (
            json!({"title": "Judul", "body": "Isi yang cukup.", "published": "31 Februari 2024"}),
            "published",
        ),
    ] {
        let answer = server.send(
            "PUT",
            "/v1/articles/x",
            &[("x-api-key", KEY)],
            Some(body.to_string().as_bytes()),
        );
        assert_eq!(
            answer.assert_problem(422, "invalid-article")["parameter"],
            field,
            "{body}"
        );
    }
    server
        .get("/v1/articles/x")
        .assert_problem(404, "no-such-article");
}

#[test]
fn an_upload_is_answered_line_by_line_and_a_bad_line_stops_nothing() {
    let mut small = settings();
    small.max_line_bytes = 4096;
    let server = Server::with(engine(), small);
    let mut body = Vec::new();
    writeln!(body, "{}", article(1)).unwrap();
    writeln!(body, "{{\"title\": ").unwrap();
    writeln!(body).unwrap();
    writeln!(body, "{}", json!({"title": "Tanpa isi"})).unwrap();
    writeln!(body, "{}", "x".repeat(100_000)).unwrap();
    body.extend_from_slice(b"\xff\xfe{}\n");
    write!(body, "{}", article(2)).unwrap();
    let answer = upload(&server, &body, &[]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some(NDJSON));
    let lines = answer.lines();
    let results: Vec<(u64, &str)> = lines
        .iter()
        .filter_map(|line| Some((line["line"].as_u64()?, line["result"].as_str()?)))
        .collect();
    let expected = [
        (1, "added"),
        (2, "refused"),
        (4, "refused"),
        (5, "refused"),
        (6, "refused"),
        (7, "added"),
    ];
    assert_eq!(results, expected);
    assert_eq!(lines[2]["field"], "body");
    assert!(
        lines
            .iter()
            .filter(|line| line["result"] == "refused")
            .all(|line| line["reason"].is_string() && line["remedy"].is_string())
    );
    let summary = &lines.last().unwrap()["summary"];
    assert_eq!(summary["read"], 6);
    assert_eq!(
        (summary["added"].as_u64(), summary["refused"].as_u64()),
        (Some(2), Some(4))
    );

    let again = upload(&server, &body, &[]).lines();
    assert_eq!(again.last().unwrap()["summary"]["unchanged"], 2);
}

/// Or an article that was to be withdrawn would be acknowledged and stay.
#[test]
fn a_state_that_there_is_not_is_refused() {
    let server = Server::start();
    let mut withdrawn = article(1);
    for state in ["retract", "hapus", "Dicabut"] {
        withdrawn["state"] = json!(state);
        let body = withdrawn.to_string();
        let headers = [("x-api-key", KEY)];
        let answer = server.send(
            "PUT",
            "/v1/articles/massal-1",
            &headers,
            Some(body.as_bytes()),
        );
        let problem = answer.assert_problem(422, "invalid-article");
        assert_eq!(problem["parameter"], "state");
        assert!(
            problem["remedy"].as_str().unwrap().contains("retracted"),
            "{problem}"
        );
        let report = upload(&server, body.as_bytes(), &[]).lines();
        assert_eq!(
            (&report[0]["result"], &report[0]["field"]),
            (&json!("refused"), &json!("state"))
        );
    }
    for state in ["published", "Retracted", "ditarik", ""] {
        withdrawn["state"] = json!(state);
        let report = upload(&server, withdrawn.to_string().as_bytes(), &[]).lines();
        assert_ne!(report[0]["result"], "refused", "{state}");
    }
}

#[test]
fn an_upload_may_begin_with_a_byte_order_mark() {
    let server = Server::start();
    let body = format!("\u{feff}{}\n{}\n", article(1), article(2));
    let report = upload(&server, body.as_bytes(), &[]).lines();
    let results = report.iter().map(|line| line["result"].as_str());
    assert_eq!(
        results.collect::<Vec<_>>(),
        [Some("added"), Some("added"), None]
    );
}

#[test]
fn a_large_upload_in_gzip_goes_in_whole() {
    let server = Server::start();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for id in 0..12_000 {
        writeln!(gzip, "{}", article(id)).unwrap();
    }
    let body = gzip.finish().unwrap();
    let answer = upload(&server, &body, &[("content-encoding", "gzip")]);
    let lines = answer.lines();
    assert_eq!(lines.len(), 12_001);
    assert_eq!(lines.last().unwrap()["summary"]["added"], 12_000);
    assert_eq!(
        server.get("/v1/search?q=massal&limit=1").json()["total"],
        12_000
    );

    let broken = upload(
        &server,
        &body[..body.len() / 2],
        &[("content-encoding", "gzip")],
    );
    broken.assert_problem(400, "bad-body");
}

#[test]
fn an_upload_of_the_wrong_type_says_the_right_one() {
    let server = Server::start();
    let problem =
        upload(&server, b"{}", &[("content-type", "text/csv")]).assert_problem(415, "wrong-type");
    assert!(problem["remedy"].as_str().unwrap().contains(NDJSON));
    assert_eq!(
        upload(&server, b"", &[]).lines().last().unwrap()["summary"]["read"],
        0
    );
}

/// Stores the first batches, then has no room left; waits to begin while it is busy.
struct FullDisk {
    inner: Arc<dyn Engine>,
    room: std::sync::atomic::AtomicI64,
    busy: std::sync::Mutex<()>,
}

/// A transaction that fails once the room is used up.
struct Filling<'d>(Box<dyn Transaction + 'd>, &'d std::sync::atomic::AtomicI64);

impl Transaction for Filling<'_> {
    fn add(&mut self, writes: Vec<Write>) -> Result<(), EngineError> {
        let count = writes.len() as i64;
        if self.1.fetch_sub(count, std::sync::atomic::Ordering::SeqCst) < count {
            return Err(EngineError::Write {
                path: "index".into(),
                reason: "no space left on device".into(),
            });
        }
        self.0.add(writes)
    }
    fn commit(self: Box<Self>) -> Result<Vec<Written>, EngineError> {
        self.0.commit()
    }
}

impl Engine for FullDisk {
    fn write(&self, writes: Vec<Write>) -> Result<Vec<Written>, EngineError> {
        self.inner.write(writes)
    }
    fn begin(&self) -> Result<Box<dyn Transaction + '_>, EngineError> {
        drop(self.busy.lock().unwrap());
        Ok(Box::new(Filling(self.inner.begin()?, &self.room)))
    }
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError> {
        self.inner.search(plan)
    }
    fn rank(&self, plan: &Plan) -> Result<Vec<(String, f32)>, EngineError> {
        self.inner.rank(plan)
    }
    fn hits(&self, plan: &Plan) -> Result<Box<dyn Hits>, EngineError> {
        self.inner.hits(plan)
    }
    fn article(&self, id: &str) -> Result<Option<Article>, EngineError> {
        self.inner.article(id)
    }
    fn embargoes_ended(&self, by: i64) -> usize {
        self.inner.embargoes_ended(by)
    }
    fn can_write(&self) -> bool {
        self.inner.can_write()
    }
    fn generation(&self) -> u64 {
        self.inner.generation()
    }
    fn articles(&self) -> u64 {
        self.inner.articles()
    }
    fn stats(&self) -> Result<Stats, EngineError> {
        self.inner.stats()
    }
    fn document_frequency(&self, term: &Term) -> Result<u64, EngineError> {
        self.inner.document_frequency(term)
    }
    fn scan_stories(
        &self,
        sink: &mut dyn FnMut(Article, Story) -> bool,
    ) -> Result<(), EngineError> {
        self.inner.scan_stories(sink)
    }
    fn forms(&self, sink: &mut dyn FnMut(&str, u64)) -> Result<(), EngineError> {
        self.inner.forms(sink)
    }
}

#[test]
fn when_the_disk_fills_up_the_report_says_which_lines_are_safe() {
    let full = FullDisk {
        inner: engine(),
        room: 2000.into(),
        busy: ().into(),
    };
    let server = Server::with(Arc::new(full), settings());
    // More than what fits between client and server: who is still sending gets the report too.
    let body: String = (0..30_000).map(|id| format!("{}\n", article(id))).collect();
    let answer = upload(&server, body.as_bytes(), &[]);
    assert_eq!(answer.status, 507);
    let lines = answer.lines();
    let with = |result: &str| lines.iter().filter(|line| line["result"] == result).count();
    // Batches are cut where the network cuts: how many lines were safe is for the report to say.
    let safe = with("added");
    assert!(safe >= 1000 && with("failed") > 0, "{safe}");
    assert_eq!(lines.last().unwrap()["summary"]["complete"], false);
    assert_eq!(
        server.get("/v1/search?q=massal&limit=1").json()["total"],
        safe
    );

    let one = server.send(
        "PUT",
        "/v1/articles/massal-9",
        &[("x-api-key", KEY)],
        Some(article(9).to_string().as_bytes()),
    );
    let text = one.text();
    one.assert_problem(507, "storage-failed");
    assert!(
        !text.contains("no space left"),
        "internal causes are for the log: {text}"
    );
}

#[test]
fn searches_are_answered_while_many_writes_wait() {
    let disk = Arc::new(FullDisk {
        inner: engine(),
        room: 2000.into(),
        busy: ().into(),
    });
    let settings = settings();
    let writers = settings.search_threads + 2;
    let server = Server::with(Arc::clone(&disk) as Arc<dyn Engine>, settings);
    let busy = disk.busy.lock().unwrap();
    std::thread::scope(|scope| {
        let put = |id: usize| {
            let body = article(id).to_string();
            let path = format!("/v1/articles/massal-{id}");
            server.send("PUT", &path, &[("x-api-key", KEY)], Some(body.as_bytes()))
        };
        let puts: Vec<_> = (0..writers)
            .map(|id| scope.spawn(move || put(id)))
            .collect();
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(server.get("/v1/search?q=massal").status, 200);
        drop(busy);
        for put in puts {
            assert_eq!(put.join().unwrap().status, 201);
        }
    });
}
