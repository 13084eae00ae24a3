//! `GET /v1/feed`: a subject to follow in any reader of feeds.

use std::sync::Arc;

use serde_json::json;
use warta::{
    article::Article,
    config::Settings,
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
};

use crate::common::{Server, settings};

fn server(settings: Settings) -> Server {
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let article = |id: &str, more: serde_json::Value| {
        let mut article = json!({
            "id": id, "title": format!("Jembatan desa {id} & balai"), "source": "Kabar Nusa",
            "body": [format!("Warga desa {id} memperbaiki jembatan <script>alert(1)</script> yang rusak.")],
        });
        for (name, value) in more.as_object().unwrap() {
            article[name] = value.clone();
        }
        let article: Article = serde_json::from_value(article).unwrap();
        Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        }
    };
    let writes = vec![
        article("lama", json!({"published": "2023-05-01T08:00:00+07:00"})),
        article(
            "baru/1",
            json!({"published": "2024-05-02T08:00:00+09:00", "authors": ["Reni \u{8}Asmara"],
                   "category": ["Daerah", "Desa"], "tags": ["jembatan"],
                   "url": "https://kabarnusa.example/jembatan?a=1&b=2"}),
        ),
        article(
            "aneh",
            json!({"published": "2024-05-01T08:00:00+07:00", "url": "javascript:alert(1)"}),
        ),
        article("tanpa-tanggal", json!({})),
        article(
            "embargo",
            json!({"published": "2024-05-03T08:00:00+07:00", "embargo": "2999-01-01T00:00:00+07:00"}),
        ),
        article(
            "beras",
            json!({"published": "2024-05-04T08:00:00+07:00", "title": "Harga beras",
                   "body": ["Harga beras naik di pasar induk."]}),
        ),
    ];
    engine.write(writes).unwrap();
    Server::with(Arc::new(engine), settings)
}

#[test]
fn the_newest_of_a_search_come_first_and_any_reader_understands_them() {
    let mut settings = settings();
    settings.public_url = "https://cari.example".into();
    let server = server(settings);
    let answer = server.get("/v1/feed?q=jembatan");
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    let feed = feed_rs::parser::parse(answer.body.as_slice()).unwrap();
    assert_eq!(feed.title.unwrap().content, "jembatan — Warta");
    let links: Vec<&str> = feed.links.iter().map(|link| link.href.as_str()).collect();
    assert_eq!(
        links,
        [
            "https://cari.example/v1/feed?q=jembatan",
            "https://cari.example/?q=jembatan"
        ]
    );
    let hrefs: Vec<&str> = feed
        .entries
        .iter()
        .map(|entry| entry.links[0].href.as_str())
        .collect();
    // Neither undated ones nor those under embargo; what is no address is not handed on.
    assert_eq!(
        hrefs,
        [
            "https://kabarnusa.example/jembatan?a=1&b=2",
            "https://cari.example/artikel/aneh",
            "https://cari.example/artikel/lama"
        ]
    );
    let first = &feed.entries[0];
    assert_eq!(
        first.title.as_ref().unwrap().content,
        "Jembatan desa baru/1 & balai"
    );
    assert_eq!(first.id, "urn:warta:artikel:baru%2F1");
    assert_eq!(
        first.published.unwrap().to_rfc3339(),
        "2024-05-01T23:00:00+00:00"
    );
    assert_eq!(feed.updated, first.updated);
    // The control character is none that XML can hold.
    assert_eq!(first.authors[0].name.as_deref(), Some("Reni Asmara"));
    let terms: Vec<&str> = first.categories.iter().map(|c| c.term.as_str()).collect();
    assert_eq!(terms, ["Daerah/Desa", "jembatan"]);
    let text = answer.text();
    assert!(text.contains("&lt;script&gt;") && !text.contains("<script>"));
    assert_eq!(
        feed.entries[1].authors[0].name.as_deref(),
        Some("Kabar Nusa")
    );

    let tag = answer.header("etag").unwrap().to_owned();
    let again = server.send(
        "GET",
        "/v1/feed?q=jembatan",
        &[("if-none-match", &tag)],
        None,
    );
    assert_eq!(again.status, 304);
}

#[test]
fn a_page_offers_its_search_as_a_feed_that_finds_the_same() {
    let server = server(settings());
    let page = server.get("/?q=jembatan&category=Daerah&sort=oldest&explain=true");
    let offered = "/v1/feed?q=jembatan&amp;category=Daerah\"";
    let found = page.text().matches(offered).count();
    assert_eq!(found, 2, "for readers and for programs: {}", page.text());
    let feed = server.get("/v1/feed?q=jembatan&category=Daerah");
    let feed = feed_rs::parser::parse(feed.body.as_slice()).unwrap();
    assert_eq!(feed.entries.len(), 1);
    assert_eq!(feed.links[0].href, "/v1/feed?q=jembatan&category=Daerah");

    let all = feed_rs::parser::parse(server.get("/v1/feed?limit=2").body.as_slice()).unwrap();
    assert_eq!(all.entries.len(), 2);
    let none = feed_rs::parser::parse(server.get("/v1/feed?q=zzzzz").body.as_slice()).unwrap();
    assert!(none.entries.is_empty());
}

#[test]
fn what_a_feed_cannot_have_is_refused() {
    let server = server(settings());
    for (query, kind) in [
        ("sort=oldest", "unknown-parameter"),
        ("cursor=x", "unknown-parameter"),
        ("limit=1000000", "bad-parameter"),
        ("from=2024-02-31", "bad-parameter"),
    ] {
        server
            .get(&format!("/v1/feed?{query}"))
            .assert_problem(400, kind);
    }
}
