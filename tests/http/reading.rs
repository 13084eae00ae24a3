//! Searching and reading.

use serde_json::json;
use warta::{
    config::Settings,
    engine::{Engine as _, Story, Write},
};

use crate::common::{KEY, Server, engine, ids, settings};

#[test]
fn a_search_answers_hits_facets_and_a_chart() {
    let server = Server::start();
    let answer = server.get("/v1/search?q=harga+beras");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let response = answer.json();
    assert_eq!(ids(&response), ["beras"]);
    assert_eq!(response["total"], 1);
    let hit = &response["hits"][0];
    assert_eq!(
        hit["title_html"],
        "<mark>Harga</mark> <mark>Beras</mark> Naik di Pasar Induk"
    );
    assert_eq!(hit["published"], "2024-05-01T09:38:00+07:00");
    assert_eq!(response["facets"]["category"][0]["value"], "Ekonomi");
    assert_eq!(
        response["facets"]["category"][0]["children"][0]["path"],
        "Ekonomi/Bisnis"
    );
    assert_eq!(
        response["facets"]["source"],
        json!([{"value": "Kabar Nusa", "count": 1, "selected": false}])
    );
    assert_eq!(response["facets"]["date"]["buckets"][0]["count"], 1);
}

#[test]
fn get_and_post_answer_the_same() {
    let server = Server::start();
    let got = server
        .get("/v1/search?q=&category=Ekonomi&sort=oldest&limit=1&facets=source")
        .json();
    let body = json!({"q": "", "category": ["Ekonomi"], "sort": "oldest", "limit": 1, "facets": ["source"]});
    let headers = [("content-type", "application/json")];
    let posted = server
        .send(
            "POST",
            "/v1/search",
            &headers,
            Some(body.to_string().as_bytes()),
        )
        .json();
    assert_eq!(got["total"], 2);
    for part in ["hits", "facets", "total", "query", "next_cursor"] {
        assert_eq!(got[part], posted[part], "{part}");
    }
}

#[test]
fn following_the_cursor_shows_every_article_once() {
    let server = Server::start();
    let mut seen = Vec::new();
    let mut path = "/v1/search?sort=newest&limit=2".to_owned();
    loop {
        let response = server.get(&path).json();
        seen.extend(ids(&response).into_iter().map(str::to_owned));
        let Some(cursor) = response["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/search?sort=newest&limit=2&cursor={cursor}");
    }
    assert_eq!(
        seen,
        ["pemilu", "sepatu", "beras", "timnas", "gempa", "banjir"]
    );
}

#[test]
fn an_unchanged_answer_is_304_until_the_index_changes() {
    let server = Server::start();
    let first = server.get("/v1/search?q=beras");
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let held = [("if-none-match", tag.as_str())];
    let second = server.send("GET", "/v1/search?q=beras", &held, None);
    assert_eq!(second.status, 304);
    assert!(second.body.is_empty());
    assert_eq!(second.header("etag"), Some(tag.as_str()));
    assert_ne!(
        server.get("/v1/search?q=harga").header("etag"),
        Some(tag.as_str())
    );

    let key = [("x-api-key", crate::common::KEY)];
    assert_eq!(
        server
            .send("DELETE", "/v1/articles/beras", &key, None)
            .status,
        200
    );
    let third = server.send("GET", "/v1/search?q=beras", &held, None);
    assert_eq!(third.status, 200);
    assert_eq!(third.json()["total"], 0);
}

#[test]
fn an_article_is_read_by_id_with_its_own_tag() {
    let server = Server::start();
    let answer = server.get("/v1/articles/sepatu");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["authors"], json!(["Reni Asmara"]));
    let tag = answer.header("etag").unwrap();
    assert_eq!(
        server
            .send(
                "GET",
                "/v1/articles/sepatu",
                &[("if-none-match", tag)],
                None
            )
            .status,
        304
    );
    server
        .get("/v1/articles/tidak-ada")
        .assert_problem(404, "no-such-article");
}

#[test]
fn a_half_typed_query_is_completed_from_headlines() {
    let server = Server::start();
    let answer = server.get("/v1/suggest?q=harga+ber");
    assert_eq!(
        answer.json()["suggestions"][0]["text"],
        "Harga Beras Naik di Pasar Induk"
    );
    assert_eq!(
        server.get("/v1/suggest?q=").json()["suggestions"],
        json!([])
    );
    assert_eq!(
        server.get("/v1/suggest?q=%22-*(").json()["suggestions"],
        json!([])
    );
}

#[test]
fn answers_are_compressed_for_those_who_accept_it() {
    let server = Server::start();
    for encoding in ["gzip", "br", "zstd"] {
        let answer = server.send("GET", "/v1/search", &[("accept-encoding", encoding)], None);
        assert_eq!(answer.status, 200);
        // The client decodes gzip by itself and then drops the header.
        if encoding != "gzip" {
            assert_eq!(answer.header("content-encoding"), Some(encoding));
        }
        assert!(
            answer
                .headers("vary")
                .any(|vary| vary.contains("accept-encoding"))
        );
    }
}

#[test]
fn other_sites_may_call_only_where_the_configuration_says_so() {
    let ask = |origins: &[&str]| {
        let mut settings = crate::common::settings();
        settings.cors_origins = origins.iter().map(|origin| (*origin).to_owned()).collect();
        let server = Server::with(crate::common::engine(), settings);
        let answer = server.send(
            "GET",
            "/v1/search",
            &[("origin", "https://a.example")],
            None,
        );
        answer
            .header("access-control-allow-origin")
            .map(str::to_owned)
    };
    assert_eq!(ask(&[]), None);
    assert_eq!(ask(&["https://b.example"]), None);
    assert_eq!(
        ask(&["https://b.example", "https://a.example"]).as_deref(),
        Some("https://a.example")
    );
    assert_eq!(ask(&["*"]).as_deref(), Some("*"));
}

#[test]
fn a_text_is_shown_as_its_tokens() {
    let server = Server::start();
    let tokens = server.get("/v1/analyze?text=Anak-anak%20menulis").json();
    let last = tokens.as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["text"], "menulis");
    assert_eq!(last["exact"], "menulis");
}

/// Whoever guesses an id must not read before its time what searches do not show.
#[test]
fn an_embargo_holds_for_the_article_itself_and_its_end_makes_answers_new() {
    let server = Server::start();
    let put = |id: &str, embargo: String| {
        let body = json!({
            "title": "Pengumuman gelanggang Qwertania", "embargo": embargo, "state": "published",
            "body": format!("Gelanggang Qwertania diumumkan pada {id}. Warga menyambutnya dengan gembira."),
        });
        let body = body.to_string();
        let headers = [("x-api-key", KEY)];
        let path = format!("/v1/articles/{id}");
        let answer = server.send("PUT", &path, &headers, Some(body.as_bytes()));
        assert_eq!(answer.status, 201);
    };
    put("kelak", "2999-01-01T00:00:00+07:00".to_owned());
    for path in [
        "/v1/articles/kelak",
        "/v1/articles/kelak/similar",
        "/v1/articles/kelak/thread",
    ] {
        server.get(path).assert_problem(404, "no-such-article");
        let with = |key| server.send("GET", path, &[("x-api-key", key)], None).status;
        assert_eq!((with(KEY), with("salah")), (200, 404), "{path}");
    }
    let page = server.get("/artikel/kelak");
    assert_eq!(page.status, 404);
    assert!(!page.text().contains("Qwertania"));

    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2);
    put("segera", end.to_string());
    let search = |tag: &str| {
        let path = "/v1/search?q=qwertania";
        server.send("GET", path, &[("if-none-match", tag)], None)
    };
    let before = search("\"none\"");
    assert_eq!(before.json()["total"], 0);
    let tag = before.header("etag").unwrap().to_owned();
    while jiff::Timestamp::now() <= end + jiff::SignedDuration::from_secs(1) {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let after = search(&tag);
    assert_eq!(after.status, 200, "an old answer would be kept");
    assert_eq!(after.json()["total"], 1);
    assert_eq!(server.get("/v1/articles/segera").status, 200);
}

#[test]
fn completions_learn_of_an_article_when_its_embargo_ends() {
    let settings = Settings {
        relearn: std::time::Duration::ZERO,
        ..settings()
    };
    let engine = engine();
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(3);
    let put = |name: &str, number: usize, embargo: &str| {
        let article = json!({
            "id": format!("{name}{number}"), "title": "Bupati Dilantik", "embargo": embargo,
            "body": [format!("Warga menyambut {name} di balai kota.")],
        });
        let article: warta::article::Article = serde_json::from_value(article).unwrap();
        Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        }
    };
    let writes = (0..8).flat_map(|number| {
        [
            put("Ratna Wibisana", number, "2024-05-02T00:00:00Z"),
            put("Ratih Kusuma", number, &end.to_string()),
        ]
    });
    engine.write(writes.collect()).unwrap();
    let server = Server::with(engine, settings);
    let offers = |name: &str| {
        let answer = server.get("/v1/suggest?q=rat").json();
        let offered = answer["suggestions"].as_array().unwrap().iter();
        offered.filter(|one| one["text"] == name).count() == 1
    };
    let until = |condition: &dyn Fn() -> bool| {
        let late = std::time::Instant::now() + std::time::Duration::from_secs(30);
        while !condition() {
            assert!(std::time::Instant::now() < late);
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    };
    until(&|| offers("Ratna Wibisana"));
    assert!(jiff::Timestamp::now() < end, "learned before the end");
    assert!(!offers("Ratih Kusuma"));
    until(&|| offers("Ratih Kusuma"));
    assert!(jiff::Timestamp::now() >= end);
}

/// How many of the words must be there is decided by the query alone. Otherwise a value with a
/// count of one brings six articles, and a longer page others than a shorter one.
#[test]
fn filters_order_and_length_of_page_leave_the_words_that_must_be_there_as_they_are() {
    let article = |id: String, words: &str, source: &str, day: u32| {
        let article: warta::article::Article = serde_json::from_value(json!({
            "id": id, "title": format!("{words} di kota {id}"), "source": source,
            "body": [format!("Kabar {id} tentang {words} disampaikan di kota itu.")],
            "published": format!("2024-0{}-{day:02}T08:00:00+07:00", if source == "Hanya" { 3 } else { 4 }),
        }))
        .unwrap();
        Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        }
    };
    let engine = engine();
    let mut writes = Vec::new();
    for number in 1..=12 {
        writes.push(article(
            format!("dua{number}"),
            "mangga pepaya",
            "Keduanya",
            number,
        ));
        writes.push(article(
            format!("satu{number}"),
            "pepaya",
            "Campuran",
            number,
        ));
        writes.push(article(format!("lain{number}"), "pepaya", "Hanya", number));
    }
    writes.push(article("campur".into(), "mangga pepaya", "Campuran", 20));
    engine.write(writes).unwrap();
    let server = Server::with(engine, settings());
    let ask = |more: &str| {
        let path = format!("/v1/search?q=mangga+pepaya{more}");
        server.get(&path).json()
    };
    let whole = ask("");
    assert_eq!(whole["total"], 13);
    for more in [
        "&limit=50",
        "&sort=newest",
        "&sort=oldest&limit=50",
        "&collapse=false",
    ] {
        assert_eq!(ask(more)["total"], 13, "{more}");
    }
    for value in whole["facets"]["source"].as_array().unwrap() {
        let chosen = ask(&format!("&source={}", value["value"].as_str().unwrap()));
        assert_eq!(chosen["total"], value["count"], "{value}");
    }
    let april = ask("&interval=month");
    let bucket = &april["facets"]["date"]["buckets"][0];
    let from_to = format!(
        "&from={}&to={}",
        bucket["from"].as_str().unwrap(),
        bucket["to"].as_str().unwrap()
    );
    assert_eq!(ask(&from_to)["total"], bucket["count"]);
    assert_eq!(ask("&from=2024-04-20&to=2024-04-20&limit=50")["total"], 1);
    let exported = server.get("/v1/export?q=mangga+pepaya&source=Campuran");
    assert_eq!(exported.header("x-total-count"), Some("1"));
    // Where nothing holds both words, what holds one of them is shown.
    let some = ask("&source=Hanya");
    assert_eq!(
        (&some["total"], &some["query"]["minimum"]),
        (&json!(12), &json!(1))
    );
}

/// Filters ignore case, so a value has one count however it is written.
#[test]
fn values_that_differ_in_case_alone_are_counted_as_one() {
    let engine = engine();
    let mut writes = Vec::new();
    for (number, tags) in [
        vec!["Banjir Jakarta"],
        vec!["Banjir Jakarta", "banjir jakarta"],
        vec!["BANJIR JAKARTA", "lain"],
    ]
    .into_iter()
    .enumerate()
    {
        let article = json!({
            "id": format!("qwerta{number}"), "title": format!("Kabar Qwertania {number}"), "tags": tags,
            "source": if number == 2 { "radar kota" } else { "Radar Kota" }, "body": ["Kabar dari Qwertania."],
        });
        let article: warta::article::Article = serde_json::from_value(article).unwrap();
        writes.push(Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        });
    }
    // In one segment and in another.
    let last = writes.pop().unwrap();
    engine.write(writes).unwrap();
    engine.write(vec![last]).unwrap();
    let server = Server::with(engine, settings());
    let ask = |more: &str| server.get(&format!("/v1/search?q=qwertania{more}")).json();
    let facets = ask("")["facets"].clone();
    let counts = |field: &str| -> Vec<(String, u64)> {
        let values = facets[field].as_array().unwrap().iter();
        let pair = |one: &serde_json::Value| {
            (
                one["value"].as_str().unwrap().to_owned(),
                one["count"].as_u64().unwrap(),
            )
        };
        values.map(pair).collect()
    };
    assert_eq!(
        counts("tag"),
        [("Banjir Jakarta".to_owned(), 3), ("lain".to_owned(), 1)]
    );
    assert_eq!(counts("source"), [("Radar Kota".to_owned(), 3)]);
    assert_eq!(ask("&tag=banjir+jakarta")["total"], 3);
    let chosen = ask("&tag=BANJIR+JAKARTA")["facets"]["tag"].clone();
    assert_eq!(
        (&chosen[0]["count"], &chosen[0]["selected"]),
        (&json!(3), &json!(true)),
        "{chosen}"
    );
}

#[test]
fn articles_without_a_date_are_counted_beside_the_chart() {
    let server = Server::start();
    let body = json!({
        "title": "Naskah tanpa tanggal Qwertania",
        "body": "Naskah Qwertania ini tidak menyebutkan kapan ia diterbitkan oleh redaksi.",
    });
    let headers = [("x-api-key", KEY)];
    let body = body.to_string();
    server.send("PUT", "/v1/articles/lepas", &headers, Some(body.as_bytes()));
    let response = server.get("/v1/search?limit=1").json();
    let date = &response["facets"]["date"];
    let buckets = date["buckets"].as_array().unwrap();
    let dated: u64 = buckets.iter().filter_map(|b| b["count"].as_u64()).sum();
    assert_eq!(date["undated"], 1);
    assert_eq!(response["total"], dated + 1);
}
