//! `GET /v1/export`: a whole answer or none.

use std::{collections::HashSet, sync::Arc};

use serde_json::{Value, json};
use warta::{
    article::Article,
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
    search::{SearchRequest, SearchSettings, Searcher, export::Format},
};

use crate::common::{Server, settings};

/// Articles to be found, more than a few pieces.
const MANY: usize = 450;

fn article(id: usize, more: Value) -> Write {
    let mut article = json!({
        "id": format!("a{id}"), "title": format!("Warga desa {id} memperbaiki jembatan"),
        "body": [format!("Jembatan desa {id} rusak karena banjir.")],
        "published": format!("2024-05-{:02}T08:00:00+07:00", id % 28 + 1),
        "category": [if id.is_multiple_of(3) { "Ekonomi" } else { "Daerah" }],
        "source": "Kabar Nusa", "language": "id",
    });
    for (name, value) in more.as_object().unwrap() {
        article[name] = value.clone();
    }
    let article: Article = serde_json::from_value(article).unwrap();
    Write::Put {
        // All are copies of one story: an export shows them apart.
        story: Story::of("a0"),
        article: Box::new(article),
    }
}

/// Those to be found, one retracted, one under embargo.
fn engine() -> Arc<TantivyEngine> {
    let engine = TantivyEngine::in_memory(settings().zone).unwrap();
    let hidden = [
        article(MANY, json!({"state": "retracted"})),
        article(MANY + 1, json!({"embargo": "2999-01-01T00:00:00+07:00"})),
    ];
    let writes = (0..MANY).map(|id| article(id, json!({}))).chain(hidden);
    engine.write(writes.collect()).unwrap();
    Arc::new(engine)
}

fn ids(lines: &[Value]) -> HashSet<String> {
    let ids = lines.iter().map(|line| line["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

#[test]
fn an_export_is_whole_and_says_how_much_that_is() {
    let server = Server::with(engine(), settings());
    let answer = server.get("/v1/export");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(answer.header("x-total-count"), Some("450"));
    let lines = answer.lines();
    assert_eq!((lines.len(), ids(&lines).len()), (MANY, MANY));
    assert_eq!(server.get("/v1/search?limit=1").json()["total"], MANY);
    for hidden in ["a450", "a451"] {
        assert!(!ids(&lines).contains(hidden));
    }
    let article = server.get("/v1/articles/a3").json();
    let line = lines.iter().find(|line| line["id"] == "a3").unwrap();
    for name in ["title", "body", "published", "category", "source"] {
        assert_eq!(line[name], article[name]);
    }

    let table = server.get("/v1/export?format=csv");
    assert_eq!(
        table.header("content-disposition"),
        Some("attachment; filename=\"warta.csv\"")
    );
    let text = table.text();
    let rows: HashSet<String> = csv::Reader::from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap()[0].to_owned())
        .collect();
    assert_eq!(rows, ids(&lines));
}

#[test]
fn an_export_obeys_the_filters_of_a_search() {
    let server = Server::with(engine(), settings());
    for query in [
        "category=Ekonomi",
        "q=jembatan&from=2024-05-03&to=2024-05-09",
        "q=warga+desa+7+memperbaiki+sekolah",
        "q=jmebatan",
        "source=Tidak+Ada",
    ] {
        let lines = server.get(&format!("/v1/export?{query}")).lines();
        let total = &server.get(&format!("/v1/search?{query}")).json()["total"];
        assert_eq!(lines.len() as u64, total.as_u64().unwrap(), "{query}");
        assert_eq!(ids(&lines).len(), lines.len());
    }
    let economy = server.get("/v1/export?category=Ekonomi").lines();
    assert_eq!(economy.len(), 150);
    let corrected = loop {
        // Spelling is learned while the first requests are answered.
        let corrected = server.get("/v1/export?q=jmebatan");
        if corrected.header("x-corrected-from").is_some() {
            break corrected;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    assert_eq!(corrected.header("x-corrected-from"), Some("jmebatan"));
    assert_eq!(corrected.header("x-searched-for"), Some("jembatan"));
    // Whatever else was typed, a header holds it.
    let corrected = server.get("/v1/export?q=jmebatan+ATAU+%C3%A9t%C3%A9+ATAU+100%25");
    assert_eq!(
        corrected.header("x-corrected-from"),
        Some("jmebatan ATAU %C3%A9t%C3%A9 ATAU 100%25")
    );
    let as_typed = server.get("/v1/export?q=jmebatan&correct=false");
    assert_eq!(as_typed.text(), "");
    assert_eq!(as_typed.header("x-corrected-from"), None);
    let wrong = server.get("/v1/export?limit=3");
    assert_eq!(
        wrong.assert_problem(400, "unknown-parameter")["parameter"],
        "limit"
    );
    let wrong = server.get("/v1/export?format=xml");
    assert_eq!(
        wrong.assert_problem(400, "bad-parameter")["parameter"],
        "format"
    );
}

#[test]
fn the_page_of_results_links_to_the_export_of_the_same_search() {
    let server = Server::with(engine(), settings());
    let page = server.get("/?q=jembatan&category=Ekonomi&sort=oldest&explain=true&limit=5");
    let page = page.text();
    let (before, _) = page.split_once("\" title=\"Semua hasil").unwrap();
    let (_, link) = before.rsplit_once("href=\"").unwrap();
    let link = link.replace("&amp;", "&");
    let answer = server.get(&link);
    assert_eq!(answer.status, 200, "{link}: {}", answer.text());
    assert_eq!(answer.header("x-total-count"), Some("150"));
    assert_eq!(
        answer.header("content-type"),
        Some("text/csv; charset=utf-8")
    );
    let none = server.get("/?q=jembatan&source=Tidak+Ada").text();
    assert!(!none.contains("/v1/export"));
}

#[test]
fn writes_in_the_meantime_change_nothing_in_an_export() {
    let engine = engine();
    let searcher = Searcher::new(
        Arc::clone(&engine) as Arc<dyn Engine>,
        SearchSettings::default(),
    );
    let mut export = searcher
        .export(&SearchRequest::default(), Format::Jsonl)
        .unwrap();
    let mut text = export.next_piece().unwrap().unwrap();
    // More states than are kept for cursors.
    for step in 0..12 {
        let gone = (0..20).map(|id| Write::Delete {
            id: format!("a{}", step * 20 + id),
        });
        let new = article(
            1000 + step,
            json!({"published": "2024-01-01T08:00:00+07:00"}),
        );
        engine.write(gone.chain([new]).collect()).unwrap();
    }
    while let Some(piece) = export.next_piece().unwrap() {
        text.extend(piece);
    }
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let expected: HashSet<String> = (0..MANY).map(|id| format!("a{id}")).collect();
    assert_eq!(lines.len(), MANY);
    assert_eq!(ids(&lines), expected);
}
