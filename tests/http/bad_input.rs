//! Whatever comes in: a clear error or a sensible answer, and the server goes on.

use serde_json::json;

use crate::common::{KEY, Server, engine, ids, settings};

#[test]
fn wrong_parameters_are_problems_that_name_them() {
    let server = Server::start();
    for (path, name, parameter, remedy) in [
        (
            "/v1/search?limt=1",
            "unknown-parameter",
            "limt",
            "did you mean `limit`?",
        ),
        ("/v1/search?limit=1000000", "bad-parameter", "limit", "100"),
        ("/v1/search?limit=0", "bad-parameter", "limit", "1 to 100"),
        (
            "/v1/search?limit=99999999999999999999999",
            "bad-parameter",
            "limit",
            "whole number",
        ),
        (
            "/v1/search?from=2024-02-31",
            "bad-parameter",
            "from",
            "2024-05-31",
        ),
        (
            "/v1/search?from=2024-05-02&to=2024-05-01",
            "bad-parameter",
            "from",
            "earlier",
        ),
        ("/v1/search?sort=terbaik", "bad-parameter", "sort", "newest"),
        (
            "/v1/search?facets=warna",
            "bad-parameter",
            "facets",
            "category",
        ),
        (
            "/v1/search?snippet_chars=1",
            "bad-parameter",
            "snippet_chars",
            "40",
        ),
        (
            "/v1/search?cursor=palsu",
            "bad-parameter",
            "cursor",
            "next_cursor",
        ),
        (
            "/v1/search?cursor=eyJhIjoxfQ",
            "bad-parameter",
            "cursor",
            "next_cursor",
        ),
        (
            "/v1/suggest?q=a&limit=500",
            "bad-parameter",
            "limit",
            "1 to 20",
        ),
        ("/v1/suggest?query=a", "unknown-parameter", "query", "q"),
        ("/v1/analyze?teks=a", "unknown-parameter", "teks", "text"),
        (
            "/v1/trends?from=2024-02-30",
            "bad-parameter",
            "from",
            "a day that exists",
        ),
        (
            "/v1/trends?from=-009999-01-01",
            "bad-parameter",
            "from",
            "a day that exists",
        ),
        (
            "/v1/trends?from=2024-05-02&to=2024-05-01",
            "bad-parameter",
            "from",
            "earlier",
        ),
    ] {
        let problem = server.get(path).assert_problem(400, name);
        assert_eq!(problem["parameter"], parameter, "{path}");
        assert!(
            problem["remedy"].as_str().unwrap().contains(remedy),
            "{path}: {problem}"
        );
    }
    let told = server.get("/v1/trends?from=2024-05-02&to=2024-05-01");
    assert!(told.text().contains("2024-05-02"), "{}", told.text());
    server
        .get("/v1/search?q=%ff%fe")
        .assert_problem(400, "bad-parameter");
}

#[test]
fn a_cursor_of_another_search_is_refused() {
    let server = Server::start();
    let cursor = server.get("/v1/search?limit=1").json()["next_cursor"]
        .as_str()
        .unwrap()
        .to_owned();
    let problem = server
        .get(&format!("/v1/search?limit=1&q=beras&cursor={cursor}"))
        .assert_problem(400, "bad-parameter");
    assert_eq!(problem["parameter"], "cursor");
    let half = &cursor[..cursor.len() / 2];
    server
        .get(&format!("/v1/search?limit=1&cursor={half}"))
        .assert_problem(400, "bad-parameter");
}

#[test]
fn every_string_is_a_query() {
    let server = Server::start();
    let operators = "\"-(OR ATAU AND )*~^:".repeat(20);
    let long = "harga ".repeat(2000);
    for query in [
        long.as_str(),
        operators.as_str(),
        "😀😀 🎉",
        "مرحبا بالعالم",
        "\u{202e}beras\u{202c}",
        "\0\u{1}",
        "-",
        "*",
        "\"",
        "((((((((((",
        "\"a\"~999999",
        "<script>alert(1)</script>",
        "judul:",
        "tanggal:kapan",
        "a'; DROP TABLE berita;--",
    ] {
        let body = json!({ "q": query }).to_string();
        let answer = server.send(
            "POST",
            "/v1/search",
            &[("content-type", "application/json")],
            Some(body.as_bytes()),
        );
        assert_eq!(answer.status, 200, "{query:.40}: {}", answer.text());
    }
    let body = json!({ "q": long }).to_string();
    let cut = server
        .send(
            "POST",
            "/v1/search",
            &[("content-type", "application/json")],
            Some(body.as_bytes()),
        )
        .json();
    assert_eq!(
        cut["query"]["warnings"][0]["code"], "query-cut",
        "{}",
        cut["query"]
    );
}

/// A part of a name is the usual thing to type.
#[test]
fn a_part_of_a_name_is_answered_with_the_names_that_hold_it() {
    let server = Server::start();
    let message = |query: &str| {
        let response = server.get(&format!("/v1/search?{query}")).json();
        assert_eq!(response["total"], 0, "{query}");
        response["query"]["warnings"][0]["message"].clone()
    };
    assert_eq!(
        message("q=sumber:nusa"),
        "Sumber “nusa” tidak ada. Yang memuatnya: Kabar Nusa."
    );
    assert_eq!(message("source=Nus"), "Sumber “Nus” tidak ada.");
}

/// One such request would keep all others waiting.
#[test]
fn filters_of_thousands_of_values_are_refused_and_only_some_unknown_ones_are_explained() {
    let server = Server::start();
    let tags = |count: usize| {
        (0..count)
            .map(|tag| format!("&tag=t{tag}"))
            .collect::<String>()
    };
    let problem = server.get(&format!("/v1/search?q=beras{}", tags(101)));
    let problem = problem.assert_problem(400, "bad-parameter");
    assert_eq!(problem["parameter"], "tag");
    let response = server
        .get(&format!("/v1/search?q=beras{}", tags(100)))
        .json();
    let warnings = response["query"]["warnings"].as_array().unwrap().iter();
    let unknown = warnings.filter(|warning| warning["code"] == "unknown-tag");
    assert_eq!(unknown.count(), 3);
    assert_eq!(server.get(&format!("/?q=beras{}", tags(101))).status, 400);
}

#[test]
fn an_unknown_category_says_so_and_offers_the_nearest() {
    let server = Server::start();
    let response = server.get("/v1/search?category=Ekonmi").json();
    assert_eq!(response["total"], 0);
    let warning = &response["query"]["warnings"][0];
    assert_eq!(warning["code"], "unknown-category", "{}", response["query"]);
    assert_eq!(
        warning["message"],
        "Kategori “Ekonmi” tidak ada. Mungkin maksud Anda: Ekonomi."
    );
    let typed = server.get("/v1/search?q=kategori:Ekonmi+beras").json();
    assert_eq!(typed["query"]["warnings"][0], *warning);
    // A value that exists and does not go with the query is no mistake.
    let response = server.get("/v1/search?q=beras&category=Politik").json();
    assert_eq!(response["total"], 0);
    assert_eq!(response["query"]["warnings"], json!([]));
    let response = server.get("/v1/search?category=Antariksa").json();
    let known: Vec<&str> = response["facets"]["category"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|facet| facet["value"].as_str())
        .collect();
    assert!(known.contains(&"Ekonomi"), "{known:?}");
}

#[test]
fn bodies_that_are_no_request_are_refused() {
    let server = Server::start();
    let post = |body: &[u8]| {
        server.send(
            "POST",
            "/v1/search",
            &[("content-type", "application/json")],
            Some(body),
        )
    };
    post(b"").assert_problem(400, "bad-body");
    post(b"{\"q\": ").assert_problem(400, "bad-body");
    post(b"\xff\xfe").assert_problem(400, "bad-body");
    post(b"[1]").assert_problem(400, "bad-body");
    for (body, parameter, remedy) in [
        (r#"{"limit": "ten"}"#, "limit", "whole number"),
        (r#"{"from": "2023-02-29"}"#, "from", "a day that exists"),
        (
            r#"{"sort": "terbaik"}"#,
            "sort",
            "relevance, newest or oldest",
        ),
        (r#"{"category": {"a": 1}}"#, "category", "a list of texts"),
        (r#"{"collapse": "ya"}"#, "collapse", "true or false"),
    ] {
        let problem = post(body.as_bytes()).assert_problem(400, "bad-parameter");
        assert_eq!(problem["parameter"], parameter);
        let told = problem["remedy"].as_str().unwrap();
        assert!(told.contains(remedy), "{body}: {told}");
    }
    assert_eq!(
        post(b"{\"limt\": 1}").assert_problem(400, "unknown-parameter")["remedy"],
        "did you mean `limit`?"
    );
    let large = format!("{{\"q\": \"{}\"}}", "a".repeat(settings().max_body_bytes));
    post(large.as_bytes()).assert_problem(413, "too-large");
    server
        .send("PUT", "/v1/search", &[], Some(b"{}"))
        .assert_problem(405, "wrong-method");
    server
        .get("/v2/search")
        .assert_problem(404, "no-such-route");
}

#[test]
fn writes_need_a_key_that_is_configured() {
    let server = Server::start();
    let article = json!({ "title": "Judul", "body": "Isi yang cukup panjang untuk diterima oleh pemeriksaan panjang teks." }).to_string();
    let put = |headers: &[(&str, &str)]| {
        server.send(
            "PUT",
            "/v1/articles/baru",
            headers,
            Some(article.as_bytes()),
        )
    };
    put(&[]).assert_problem(401, "no-key");
    put(&[("x-api-key", "warta_salah")]).assert_problem(401, "wrong-key");
    let answer = put(&[("authorization", "Bearer salah")]);
    answer.assert_problem(401, "wrong-key");
    assert!(answer.header("www-authenticate").is_some());
    put(&[("authorization", "Basic dXNlcjpwYXNz")]).assert_problem(401, "no-key");
    assert_eq!(
        put(&[("authorization", &format!("bearer {KEY}"))]).status,
        201
    );

    let mut locked = settings();
    locked.keys = Default::default();
    let server = Server::with(engine(), locked);
    let answer = server.send("DELETE", "/v1/articles/beras", &[("x-api-key", KEY)], None);
    assert!(
        answer.assert_problem(403, "writes-off")["remedy"]
            .as_str()
            .unwrap()
            .contains("warta key new")
    );
    assert_eq!(ids(&server.get("/v1/search?q=beras").json()), ["beras"]);
}

#[test]
fn who_asks_too_often_is_told_to_wait() {
    let mut limited = settings();
    limited.rate_per_second = 1;
    limited.rate_burst = 3;
    let server = Server::with(engine(), limited);
    let answers: Vec<_> = (0..6).map(|_| server.get("/v1/search")).collect();
    assert!(answers[..3].iter().all(|answer| answer.status == 200));
    let refused = answers.iter().find(|answer| answer.status != 200).unwrap();
    refused.assert_problem(429, "too-many-requests");
    assert!(
        refused
            .header("retry-after")
            .is_some_and(|seconds| seconds.parse::<u64>().is_ok())
    );
    assert_eq!(server.get("/healthz").status, 200);
}
