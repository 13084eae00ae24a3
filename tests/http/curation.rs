//! Pins, boosts, buries and hides, as a reader meets them.

use std::sync::Arc;

use serde_json::{Value, json};
use warta::{
    article::Article,
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
};

use crate::common::{Server, ids, settings};

/// Twelve floods in Jakarta, the later the longer, and one article without the words.
fn engine() -> Arc<TantivyEngine> {
    let engine = TantivyEngine::in_memory(settings().zone).unwrap();
    let flood = |n: usize| -> Article {
        let sentence = format!("Warga kelurahan {n} mengungsi ke tempat yang lebih tinggi. ");
        serde_json::from_value(json!({
            "id": format!("b{n}"), "title": format!("Banjir Jakarta hari ke-{n}"),
            "body": [format!("Banjir di Jakarta. {}", sentence.repeat(n))],
            "published": format!("2024-05-{n:02}T08:00:00+07:00"),
            "category": [if n.is_multiple_of(2) { "Daerah" } else { "Iklan" }],
            "source": if n == 5 { "Kantor Lain" } else { "Kabar Nusa" }, "language": "id",
        }))
        .unwrap()
    };
    let guide: Article = serde_json::from_value(json!({
        "id": "panduan", "title": "Panduan menghadapi keadaan darurat",
        "body": ["Siapkan tas siaga dan nomor darurat."],
        "published": "2024-05-20T08:00:00+07:00", "category": ["Panduan"], "source": "Redaksi",
        "language": "id",
    }))
    .unwrap();
    let put = |article: Article| Write::Put {
        story: Story::of(&article.id),
        article: Box::new(article),
    };
    engine
        .write((1..=12).map(flood).chain([guide]).map(put).collect())
        .unwrap();
    Arc::new(engine)
}

fn server(rules: &str) -> (tempfile::TempDir, Server) {
    server_of(engine(), rules)
}

fn server_of(engine: Arc<TantivyEngine>, rules: &str) -> (tempfile::TempDir, Server) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kurasi.toml");
    std::fs::write(&path, rules).unwrap();
    let mut settings = settings();
    settings.curation = Some(path);
    (folder, Server::with(engine, settings))
}

const PINS: &str = r#"
[[rule]]
name = "Banjir"
query = ["banjir jakarta"]
pin = ["panduan", "b9"]
hide = ["b3", "sumber:Kantor Lain"]
bury = ["kategori:Iklan"]
boost = ["b10"]
"#;

fn all_pages(server: &Server, query: &str) -> Vec<Value> {
    let mut hits = Vec::new();
    let mut path = format!("/v1/search?{query}");
    loop {
        let response = server.get(&path).json();
        hits.extend(response["hits"].as_array().unwrap().iter().cloned());
        match response["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/search?{query}&cursor={cursor}"),
            None => return hits,
        }
    }
}

#[test]
fn editors_pin_boost_bury_and_hide_and_it_is_said() {
    let (_folder, server) = server(PINS);
    let response = server.get("/v1/search?q=banjir+jakarta&limit=20").json();
    let found = ids(&response);
    assert_eq!(&found[..3], ["panduan", "b9", "b10"], "{response}");
    assert!(!found.contains(&"b3") && !found.contains(&"b5"));
    // Twelve floods, two hidden, one pin from elsewhere.
    assert_eq!((response["total"].as_u64(), found.len()), (Some(11), 11));
    let curated = |at: usize| response["hits"][at]["curated"].clone();
    assert_eq!(
        [curated(0), curated(1), curated(2)],
        ["pin", "pin", "boost"]
    );
    assert_eq!(curated(10), "bury");
    assert_eq!(response["query"]["curation"], json!(["Banjir"]));
    assert!(response["hits"][1]["score"].as_f64().unwrap() < 1000.0);
    let counts = &response["facets"]["category"];
    let count = |name: &str| {
        counts
            .as_array()
            .unwrap()
            .iter()
            .find(|value| value["value"] == name)
            .map(|value| value["count"].as_u64().unwrap())
    };
    // b3 and b5 are advertisements that are hidden, b9 is one that is pinned.
    assert_eq!(
        [count("Daerah"), count("Iklan"), count("Panduan")],
        [Some(6), Some(4), Some(1)]
    );
    assert_eq!(
        response["facets"]["source"].as_array().unwrap().len(),
        2,
        "a hidden publisher is not offered"
    );
    let page = server.get("/?q=banjir+jakarta").text();
    assert!(page.contains("Disematkan redaksi") && page.contains("Urutan diatur redaksi: Banjir"));

    let other = server.get("/v1/search?q=banjir").json();
    assert_eq!(other["total"], 12, "another query is left alone");
    assert_eq!(other["query"]["curation"], json!([]));
    assert!(other["hits"][0].get("curated").is_none());
}

#[test]
fn a_pin_comes_once_however_long_the_pages_are() {
    let (_folder, server) = server(PINS);
    let whole = all_pages(&server, "q=banjir+jakarta&limit=20");
    for limit in 1..=4 {
        let paged = all_pages(&server, &format!("q=banjir+jakarta&limit={limit}"));
        let id = |hit: &Value| hit["id"].clone();
        assert_eq!(
            paged.iter().map(id).collect::<Vec<_>>(),
            whole.iter().map(id).collect::<Vec<_>>(),
            "{limit} a page"
        );
    }
}

#[test]
fn a_pin_does_not_pass_the_readers_filters() {
    let (_folder, server) = server(PINS);
    for (filter, first) in [
        ("category=Daerah", "b10"),
        ("to=2024-05-11", "b9"),
        ("from=2024-05-12", "panduan"),
        ("source=Kabar+Nusa", "b9"),
    ] {
        let response = server
            .get(&format!("/v1/search?q=banjir+jakarta&{filter}"))
            .json();
        assert_eq!(ids(&response)[0], first, "{filter}: {response}");
    }
}

#[test]
fn other_orders_are_left_alone() {
    let (_folder, server) = server(PINS);
    let response = server
        .get("/v1/search?q=banjir+jakarta&sort=newest&limit=3")
        .json();
    assert_eq!(ids(&response), ["b12", "b11", "b10"]);
    assert_eq!(response["total"], 12);
}

#[test]
fn rules_end_with_their_last_day_and_operators_bind_pins() {
    let (_folder, server) = server(
        r#"
        [[rule]]
        name = "Lama"
        query = ["banjir jakarta"]
        to = "2024-06-01"
        pin = ["panduan"]

        [[rule]]
        name = "Awalan"
        query = ["banjir*"]
        from = "2024-06-01"
        pin = ["b2"]
        "#,
    );
    let response = server.get("/v1/search?q=banjir+jakarta&limit=2").json();
    assert_eq!(ids(&response)[0], "b2");
    assert_eq!(response["query"]["curation"], json!(["Awalan"]));
    let without = server
        .get("/v1/search?q=banjir+-kelurahan+kategori:Iklan")
        .json();
    assert!(!ids(&without).contains(&"b2"), "{without}");
}

#[test]
fn a_boost_is_a_named_part_of_the_score() {
    let (_folder, server) = server(PINS);
    let response = server
        .get("/v1/search?q=banjir+jakarta&explain=true&limit=20")
        .json();
    for hit in response["hits"].as_array().unwrap() {
        let tree = &hit["explain"];
        let parts = tree["children"].as_array().unwrap();
        let sum: f64 = parts
            .iter()
            .map(|part| part["value"].as_f64().unwrap())
            .sum();
        let score = hit["score"].as_f64().unwrap();
        assert!((sum - score).abs() < 1e-3 * score.max(1.0), "{tree}");
        let pinned = parts.iter().any(|part| part["name"] == "pin");
        assert_eq!(pinned, hit["curated"] == "pin");
        let named = parts.iter().any(|part| part["name"] == "curation");
        assert_eq!(
            named,
            ["boost", "bury"].contains(&hit["curated"].as_str().unwrap_or(""))
        );
    }
}

#[test]
fn pinned_copies_of_one_story_are_all_shown() {
    let engine = TantivyEngine::in_memory(settings().zone).unwrap();
    let put = |id: &str, story: &str| Write::Put {
        story: Story::of(story),
        article: Box::new(
            serde_json::from_value(json!({
                "id": id, "title": "Banjir Jakarta surut", "language": "id",
                "body": ["Banjir di Jakarta surut sejak pagi."],
                "published": "2024-05-02T08:00:00+07:00", "source": format!("Kantor {id}"),
            }))
            .unwrap(),
        ),
    };
    let writes = [
        ("a", "s"),
        ("b", "s"),
        ("c", "s"),
        ("d", "s"),
        ("e", "lain"),
    ];
    engine
        .write(writes.map(|(id, story)| put(id, story)).into())
        .unwrap();
    let rules = r#"
        [[rule]]
        name = "Dua"
        query = ["banjir jakarta"]
        pin = ["c", "b"]

        [[rule]]
        name = "Satu"
        query = ["banjir"]
        pin = ["d"]
    "#;
    let (_folder, server) = server_of(Arc::new(engine), rules);
    let hits = |query: &str| -> Vec<(Value, Value, Value)> {
        let pages = all_pages(&server, query);
        let of = |hit: &Value, name: &str| hit[name].clone();
        let told = |hit: &Value| (of(hit, "id"), of(hit, "curated"), of(hit, "duplicates"));
        pages.iter().map(told).collect()
    };
    for limit in [1, 2, 20] {
        assert_eq!(
            hits(&format!("q=banjir+jakarta&limit={limit}")),
            [
                (json!("c"), json!("pin"), json!(2)),
                (json!("b"), json!("pin"), json!(0)),
                (json!("e"), Value::Null, json!(0)),
            ],
            "{limit} a page"
        );
    }
    let one = hits("q=banjir");
    assert_eq!(one[0], (json!("d"), json!("pin"), json!(3)));
    assert_eq!(one.len(), 2, "a single pin stands for the story: {one:?}");
    assert_eq!(
        hits("q=jakarta").len(),
        2,
        "without pins a story is one hit"
    );
    assert_eq!(hits("q=banjir+jakarta&sort=newest").len(), 2);
}
