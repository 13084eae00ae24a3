//! Synonyms of a site, dates that bring nothing, and the account of a search.

use serde_json::{Value, json};

use crate::common::{KEY, Server, engine, ids, settings};

#[test]
fn a_sites_synonyms_are_searched_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("padanan.toml");
    std::fs::write(&path, "equivalent = [[\"genangan kali\", \"banjir\"]]").unwrap();
    let mut settings = settings();
    settings.synonyms = Some(path);
    let server = Server::with(engine(), settings);
    let response = server.get("/v1/search?q=genangan+kali").json();
    assert_eq!(ids(&response), ["banjir"], "{response}");
    assert_eq!(
        response["query"]["expanded"],
        json!([{"from": "genangan kali", "to": "banjir", "rule": "sama arti: genangan kali = banjir"}])
    );
    let built_in = server.get("/v1/search?q=kpu").json();
    assert_eq!(built_in["query"]["expanded"][0]["rule"], "singkatan: KPU");
}

#[test]
fn a_date_in_words_that_brings_nothing_is_let_go_and_said() {
    let server = Server::start();
    // Nothing of the six articles is from yesterday.
    let response = server.get("/v1/search?q=harga+beras+kemarin").json();
    assert_eq!(ids(&response), ["beras"], "{response}");
    let codes = |response: &Value| -> Vec<String> {
        let warnings = response["query"]["warnings"].as_array().unwrap();
        let code = |warning: &Value| warning["code"].as_str().unwrap().to_owned();
        warnings.iter().map(code).collect()
    };
    assert_eq!(codes(&response), ["date-dropped"]);
    let page = server.get("/?q=harga+beras+kemarin").text();
    assert!(page.contains("tanpa batas tanggal “kemarin”"), "{page}");

    let general = server.get("/v1/search?q=berita+kemarin&limit=2").json();
    assert_eq!(general["total"], 6, "{general}");
    let next = general["next_cursor"].as_str().unwrap();
    let second = server
        .get(&format!(
            "/v1/search?q=berita+kemarin&limit=2&cursor={next}"
        ))
        .json();
    assert_eq!(codes(&second), ["date-dropped"]);
    assert!(ids(&second).iter().all(|id| !ids(&general).contains(id)));

    // Where words fail too, the date is not to blame; parameters and operators are meant.
    let nothing = server.get("/v1/search?q=xyzzyq+kemarin").json();
    assert_eq!(codes(&nothing), ["date-applied"]);
    for query in ["q=beras&from=2025-01-01", "q=beras+sejak:2025"] {
        let response = server.get(&format!("/v1/search?{query}")).json();
        assert_eq!(response["total"], 0, "{query}");
        assert_eq!(codes(&response), [""; 0], "{query}");
    }
}

#[test]
fn an_explained_search_gives_an_account_of_each_step() {
    let server = Server::start();
    let plain = server.get("/v1/search?q=kpu").json();
    assert!(plain.get("trace").is_none() && plain["hits"][0].get("explain").is_none());
    let response = server.get("/v1/search?q=kpu&explain=true").json();
    let steps = response["trace"].as_array().unwrap();
    let names: Vec<&str> = steps.iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "parse",
            "spelling",
            "dates",
            "synonyms",
            "stopwords",
            "plan",
            "curation",
            "search",
            "coverage",
            "feedback",
            "snippets"
        ]
    );
    assert!(steps.iter().all(|step| step["took_us"].is_u64()));
    assert!(
        steps[3]["text"]
            .as_str()
            .unwrap()
            .contains("singkatan: KPU"),
        "{}",
        steps[3]
    );
    let tree = &response["hits"][0]["explain"];
    assert_eq!(tree["name"], "score");
    assert_eq!(tree["value"], response["hits"][0]["score"]);
    assert_eq!(tree["children"][0]["text"], "kecocokan kata");

    let told = |query: &str, name: &str| -> Vec<String> {
        let response = server
            .get(&format!("/v1/search?q={query}&explain=true"))
            .json();
        let steps = response["trace"].as_array().unwrap().clone();
        let of = steps.iter().filter(|step| step["name"] == name);
        of.map(|step| step["text"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        told("harga+beras+yang+naik", "stopwords"),
        ["bernilai kecil dan boleh tidak ada: yang"]
    );
    assert_eq!(told("beras", "stopwords"), ["semua kata bernilai penuh"]);
    assert_eq!(told("beras", "coverage"), ["semua kata harus ada"]);
    assert_eq!(
        told("beras+lautan+meteor", "coverage"),
        ["sedikitnya 1 dari 3 kata harus ada"]
    );
    assert_eq!(told("beras", "fallback"), [""; 0]);
    assert_eq!(
        told("gempa+kemarin", "fallback"),
        ["tidak ada hasil, dicari lagi tanpa batas tanggal"]
    );
    assert_eq!(told("gempa+kemarin", "dates").len(), 2, "of both readings");

    let page = server.get("/?q=kpu&explain=true").text();
    assert!(page.contains("Mengapa hasil ini?") && page.contains("kecocokan kata"));
    assert!(page.contains("Bagaimana kueri ini dijalankan?") && page.contains("µs"));
    assert!(!page.contains("&quot;name&quot;"), "no raw JSON: {page}");
}

#[test]
fn what_is_blocked_is_never_completed() {
    let mut blocking = settings();
    blocking.blocked = vec!["pasar induk".into(), "Gempa".into()];
    let server = Server::with(engine(), blocking);
    for typed in ["harga+ber", "gem", "pasar"] {
        let text = server.get(&format!("/v1/suggest?q={typed}")).text();
        let text = text.to_lowercase();
        let offered = text.split("suggestions").nth(1).unwrap();
        assert!(
            !offered.contains("pasar induk") && !offered.contains("gempa"),
            "{text}"
        );
    }
    let other = server.get("/v1/suggest?q=ban").json();
    assert!(!other["suggestions"].as_array().unwrap().is_empty());
}

#[test]
fn a_reload_needs_a_key_changes_answers_and_refuses_faults() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kurasi.toml");
    let rule =
        |pin: &str| format!("[[rule]]\nname = \"Uji\"\nquery = [\"beras\"]\npin = [\"{pin}\"]\n");
    std::fs::write(&path, rule("gempa")).unwrap();
    let mut settings = settings();
    settings.curation = Some(path.clone());
    let server = Server::with(engine(), settings);
    let reload =
        |key: &str| server.send("POST", "/v1/admin/reload", &[("x-api-key", key)], Some(b""));
    let first = server.get("/v1/search?q=beras");
    assert_eq!(ids(&first.json()), ["gempa", "beras"]);
    let tag = first.header("etag").unwrap().to_owned();

    std::fs::write(&path, rule("timnas")).unwrap();
    reload("salah").assert_problem(401, "wrong-key");
    assert_eq!(
        ids(&server.get("/v1/search?q=beras").json()),
        ["gempa", "beras"]
    );
    let answer = reload(KEY);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["curation"], 1);
    let held = [("if-none-match", tag.as_str())];
    let second = server.send("GET", "/v1/search?q=beras", &held, None);
    assert_eq!(second.status, 200, "the old answer is out of date");
    assert_eq!(ids(&second.json()), ["timnas", "beras"]);

    std::fs::write(&path, "[[rule]]\nname = \"Uji\"\nquery = [\"beras\"]\n").unwrap();
    let problem = reload(KEY).assert_problem(422, "bad-rules");
    let detail = problem["detail"].as_str().unwrap();
    assert!(
        detail.contains("kurasi.toml:1: it does nothing"),
        "{detail}"
    );
    assert_eq!(
        ids(&server.get("/v1/search?q=beras").json()),
        ["timnas", "beras"]
    );
}
