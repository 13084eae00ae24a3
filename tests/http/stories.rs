//! The story around an article, who is quoted in it, and what rises.

use std::sync::Arc;

use serde_json::{Value, json};
use warta::{
    article::Article,
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
};

use crate::common::{KEY, Server, settings};

fn article(id: &str, day: u32, source: &str, title: &str, body: &str) -> Article {
    serde_json::from_value(json!({
        "id": id, "title": title, "body": [body], "source": source, "language": "id",
        "url": format!("https://{source}.example/{id}"),
        "published": format!("2024-05-{day:02}T08:00:00+07:00"),
    }))
    .unwrap()
}

/// One story of three articles, a copy of the second, and strangers.
fn server() -> Server {
    let follow_up = "Warga Kampung Melati masih terisolasi sejak jembatan gantung Cikapundung \
        ambruk diterjang banjir bandang. Wali Kota Slamet Riyadi menjanjikan jembatan darurat \
        dalam 5 hari.";
    let mut all = vec![
        article(
            "pasang",
            4,
            "nusa",
            "Jembatan darurat Cikapundung mulai dipasang",
            "Jembatan darurat dari baja mulai dipasang di Cikapundung setelah jembatan gantung \
             ambruk diterjang banjir bandang. Kampung Melati tidak lagi terisolasi.",
        ),
        article(
            "ambruk",
            1,
            "nusa",
            "Jembatan Cikapundung ambruk diterjang banjir",
            "Jembatan gantung Cikapundung ambruk diterjang banjir bandang pada malam hari. Warga \
             Kampung Melati terisolasi dan menunggu jembatan darurat dari pemerintah kota.",
        ),
        article(
            "janji",
            2,
            "nusa",
            "Warga menanti jembatan darurat Cikapundung",
            follow_up,
        ),
        article(
            "salinan",
            3,
            "pesisir",
            "Warga menanti jembatan darurat Cikapundung",
            follow_up,
        ),
    ];
    all.push(article(
        "kutipan",
        9,
        "nusa",
        "Pedagang cabai berharap hujan reda",
        "Harga cabai naik di pasar kota. \"Kami berharap hujan segera reda pekan ini,\" kata \
         pedagang cabai Reni Yanita.",
    ));
    for n in 0..300u32 {
        all.push(article(
            &format!("lain{n}"),
            n % 9 + 1,
            "lain",
            &format!("Kabar kebun {n} dari kota nomor {}", n * 7),
            &format!(
                "Petani kebun{n} di desa{} menanam sayur{} dan menjual buah{} ke pasar.",
                n * 3,
                n * 5,
                n * 11
            ),
        ));
    }
    let engine = TantivyEngine::in_memory(settings().zone).unwrap();
    let put = |article: Article| Write::Put {
        story: Story::of(&article.id),
        article: Box::new(article),
    };
    engine.write(all.into_iter().map(put).collect()).unwrap();
    Server::with(Arc::new(engine), settings())
}

#[test]
fn a_story_is_told_in_time_order_with_what_each_article_adds() {
    let server = server();
    for (asked, current) in [("ambruk", 0), ("janji", 1), ("salinan", 1), ("pasang", 2)] {
        let answer = server.get(&format!("/v1/articles/{asked}/thread")).json();
        let entries = answer["entries"].as_array().unwrap();
        let ids: Vec<&str> = entries.iter().map(|e| e["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["ambruk", "janji", "pasang"], "{asked}: {answer}");
        for (place, entry) in entries.iter().enumerate() {
            assert_eq!(entry["current"], place == current, "{asked}: {entry}");
        }
        assert_eq!(
            entries[0]["adds"],
            json!({"names": [], "terms": [], "numbers": []})
        );
        let names = &entries[1]["adds"]["names"];
        assert!(
            names.to_string().contains("Slamet Riyadi"),
            "{}",
            entries[1]
        );
        assert_eq!(entries[1]["copies"][0]["id"], "salinan");
        assert_eq!(entries[1]["copies"][0]["source"], "pesisir");
        assert_eq!(entries[2]["published"], "2024-05-04T08:00:00+07:00");
    }
    let alone = server.get("/v1/articles/lain7/thread").json();
    assert_eq!(alone["entries"].as_array().unwrap().len(), 1, "{alone}");
    server
        .get("/v1/articles/tidak-ada/thread")
        .assert_problem(404, "no-such-article");
    server
        .get("/v1/articles/janji/thread?limit=3")
        .assert_problem(400, "unknown-parameter");

    let page = server.get("/artikel/pasang").text();
    assert!(page.contains("Perkembangan berita ini"), "{page}");
    assert!(page.contains("href=\"/artikel/ambruk\"") && page.contains("Versi serupa: "));
    assert!(page.contains("Nama baru: "));
    let lonely = server.get("/artikel/lain7").text();
    assert!(!lonely.contains("Perkembangan berita ini"));
}

#[test]
fn who_is_quoted_stands_with_the_article() {
    let server = server();
    let read = server.get("/v1/articles/kutipan");
    let article = read.json();
    assert_eq!(article["title"], "Pedagang cabai berharap hujan reda");
    let quote = &article["quotes"][0];
    assert_eq!(quote["text"], "Kami berharap hujan segera reda pekan ini,");
    assert_eq!(quote["speaker"], "Reni Yanita");
    let (start, end) = (
        quote["start"].as_u64().unwrap() as usize,
        quote["end"].as_u64().unwrap() as usize,
    );
    assert_eq!(
        article["body"][0].as_str().unwrap().get(start..end),
        quote["text"].as_str()
    );
    assert_eq!(
        server.get("/v1/articles/pasang").json()["quotes"],
        json!([])
    );

    // What was read can be sent back as it is.
    let headers = [("x-api-key", KEY)];
    let written = server.send("PUT", "/v1/articles/kutipan", &headers, Some(&read.body));
    assert_eq!(written.json()["result"], "unchanged", "{}", written.text());

    let page = server.get("/artikel/kutipan").text();
    assert!(
        page.contains("1 kutipan langsung") && page.contains("<blockquote>"),
        "{page}"
    );
    assert!(page.contains("siapa%3A%22Reni+Yanita%22"), "{page}");
    let found = server.get("/v1/search?q=siapa%3A%22Reni+Yanita%22").json();
    assert_eq!(found["total"], 1);
    let shown = &found["hits"][0]["snippets"][0];
    assert_eq!(shown["speaker"], "Reni Yanita", "{shown}");
    let text = shown["text"].as_str().unwrap();
    assert!(text.contains("hujan segera reda pekan ini"), "{text}");
    // Elsewhere nobody is named.
    let plain = server.get("/v1/search?q=cabai").json();
    assert!(plain["hits"][0]["snippets"][0].get("speaker").is_none());
}

#[test]
fn trends_are_of_the_sites_days() {
    let server = server();
    let report: Value = server
        .get("/v1/trends?from=2024-05-04&to=2024-05-04")
        .json();
    // One of the story, and of three hundred others every ninth, from the fourth on.
    assert_eq!(report["articles"], 34, "{report}");
    assert_eq!(report["from"], "2024-05-04");
    assert_eq!(report["to"], "2024-05-04");
    assert_eq!(report["baseline_from"], "2024-04-06");
    let ancient = server
        .get("/v1/trends?from=0001-01-01&to=9999-12-31")
        .json();
    assert_eq!(ancient["baseline_from"], "-009999-01-01");
}

#[test]
fn a_pasted_text_finds_articles_about_the_same() {
    let server = server();
    let json = [("content-type", "application/json")];
    let ask = |body: &str| server.send("POST", "/v1/similar", &json, Some(body.as_bytes()));
    let known = server.get("/v1/articles/janji").json();
    let text = format!(
        "{}\n{}",
        known["title"].as_str().unwrap(),
        known["body"][0].as_str().unwrap()
    );
    let found = ask(&json!({ "text": text, "limit": 2 }).to_string()).json();
    let hits = found["hits"].as_array().unwrap();
    assert!((1..=2).contains(&hits.len()), "{found}");
    let ids: Vec<&str> = hits.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"janji"), "{ids:?}");
    assert_eq!(ask(r#"{"text": ""}"#).json()["hits"], json!([]));
    ask(r#"{"text": "banjir", "limit": 21}"#).assert_problem(400, "bad-parameter");
    ask(r#"{"teks": "banjir"}"#).assert_problem(400, "bad-body");
}
