//! An index made anew: from sources, or from the articles that it holds.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use warta::engine::tantivy::Stored;

use super::{
    failure, index,
    ingesting::{lines, total},
    json as run_json, stdout, warta,
};

/// Marks an index as one that another version made.
fn make_older(folder: &Path) {
    let stamp = folder.join("index/warta.json");
    let text = fs::read_to_string(&stamp).unwrap();
    fs::write(&stamp, text.replace(warta::language::FINGERPRINT, "older")).unwrap();
}

/// Every article of an index in full, by id.
fn held(folder: &Path) -> BTreeMap<String, String> {
    let stored = Stored::open(&folder.join("index")).unwrap();
    let all: Vec<_> = stored.all().map(Result::unwrap).collect();
    assert_eq!(all.len() as u64, stored.articles());
    let pairs = all
        .into_iter()
        .map(|article| (article.id.clone(), article.to_json()));
    pairs.collect()
}

/// Articles that the checks of today would refuse, that are not shown, that are copies.
fn difficult() -> String {
    let body = "Panitia mengumumkan bahwa pertunjukan di gelanggang Qwertania itu dibatalkan karena hujan lebat.";
    let article = |id: &str, more: Value| {
        let mut article = json!({
            "id": id, "title": format!("Kabar Qwertania {id}"), "body": [body, format!("Demikian {id}.")],
            "source": "Kabar Nusa", "published": "2024-05-01T08:00:00+09:00",
        });
        for (name, value) in more.as_object().unwrap() {
            article[name] = value.clone();
        }
        format!("{article}\n")
    };
    [
        article("biasa", json!({ "tags": ["satu", "dua"], "authors": ["Reni Asmara"], "url": "https://a.example/1" })),
        article("a/b c?é", json!({ "updated": "2024-05-02T08:00:00Z", "image": "https://a.example/1.jpg" })),
        article("ditarik", json!({ "state": "retracted" })),
        article("ralat", json!({ "state": "corrected", "summary": "Ringkasan." })),
        article("kelak", json!({ "embargo": "2999-01-01T00:00:00+07:00" })),
        article("pendek", json!({ "body": ["Singkat."] })),
        article("inggris", json!({ "body": ["The price of rice in the main market doubled last week because supplies from the villages fell, traders said."] })),
        article("lepas", json!({ "published": null })),
    ]
    .concat()
}

#[test]
fn an_index_of_another_version_is_made_anew_from_its_own_articles() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), difficult()).unwrap();
    warta(here)
        .args(["ingest", "a.jsonl", "--strict"])
        .env("WARTA_INGEST__MIN_BODY_CHARS", "0")
        .env("WARTA_INGEST__LANGUAGES", "[]")
        .assert()
        .success();
    fs::write(here.join("index/acronyms.tsv"), "").unwrap();
    let before = held(here);
    assert_eq!(before.len(), 8);
    let exported = stdout(warta(here).arg("export"));
    assert_eq!(exported.lines().count(), 6);
    make_older(here);

    for command in [
        &["search", "qwertania"][..],
        &["export", "qwertania"],
        &["ingest", "a.jsonl"],
    ] {
        let (code, message) = failure(warta(here).args(command));
        assert_eq!(code, 3, "{message}");
        assert!(message.contains("warta rebuild --index"), "{message}");
    }
    // Its articles can be had without a search all the same, in the same order.
    assert_eq!(stdout(warta(here).arg("export")), exported);
    assert_eq!(
        stdout(warta(here).args(["export", "--format", "csv"]))
            .lines()
            .next()
            .unwrap()
            .split(',')
            .count(),
        13
    );

    let report = run_json(warta(here).args(["rebuild", "--json"]));
    assert_eq!(report["articles"], 8);
    assert_eq!(held(here), before);
    assert_eq!(stdout(warta(here).arg("export")), exported);
    assert!(here.join("index/acronyms.tsv").is_file());
    assert!(!here.join("index/rebuild").exists());
    // It is an index as any: it can be searched, written, and made anew once more.
    assert_eq!(
        run_json(warta(here).args(["search", "--json", "qwertania"]))["total"],
        6
    );
    let report = run_json(warta(here).args(["ingest", "a.jsonl", "--json"]));
    assert_eq!(report["changed"], 0, "{report}");
    assert_eq!(
        run_json(warta(here).args(["rebuild", "--json"]))["articles"],
        8
    );
}

/// The archive's days are those of another zone: the same remedy.
#[test]
fn an_index_of_another_time_zone_is_made_anew_from_its_own_articles() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), difficult()).unwrap();
    warta(here).args(["ingest", "a.jsonl"]).assert().success();
    let jayapura = ("WARTA_SEARCH__ZONE", "Asia/Jayapura");
    let (code, message) = failure(
        warta(here)
            .args(["search", "qwertania"])
            .env(jayapura.0, jayapura.1),
    );
    assert_eq!(code, 3);
    assert!(message.contains("warta rebuild"), "{message}");
    warta(here)
        .arg("rebuild")
        .env(jayapura.0, jayapura.1)
        .assert()
        .success();
    warta(here)
        .args(["search", "qwertania"])
        .env(jayapura.0, jayapura.1)
        .assert()
        .success();
}

#[test]
fn where_there_is_no_index_none_is_made_by_a_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    let (code, message) = failure(warta(folder.path()).arg("rebuild"));
    assert_eq!(code, 3);
    assert!(message.contains("there is no index"), "{message}");
    assert!(!folder.path().join("index").exists());
}

#[test]
fn an_index_with_a_damaged_article_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), lines(5)).unwrap();
    warta(here).args(["ingest", "a.jsonl"]).assert().success();
    let files = fs::read_dir(here.join("index")).unwrap();
    let mut files = files.map(|entry| entry.unwrap().path());
    let store = files.find(|path| path.extension().is_some_and(|it| it == "store"));
    let store = store.unwrap();
    let whole = fs::read(&store).unwrap();
    let mut damaged = whole.clone();
    damaged[20..60].fill(0xff);
    fs::write(&store, damaged).unwrap();
    let (code, message) = failure(warta(here).arg("rebuild"));
    assert_eq!(code, 3, "{message}");
    fs::write(&store, whole).unwrap();
    assert_eq!(total(here), 5);
}

#[test]
fn rebuilding_replaces_an_index_that_another_version_made() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    make_older(folder.path());
    fs::write(folder.path().join("a.jsonl"), lines(5)).unwrap();
    let (code, message) = failure(warta(folder.path()).args(["ingest", "a.jsonl"]));
    assert_eq!(code, 3);
    assert!(
        message.contains("older") && message.contains("warta rebuild"),
        "{message}"
    );

    warta(folder.path())
        .args(["ingest", "--rebuild", "a.jsonl"])
        .assert()
        .success();
    assert_eq!(total(folder.path()), 5);
    // And it can be written again.
    let report = run_json(warta(folder.path()).args(["ingest", "a.jsonl", "--json"]));
    assert_eq!(
        (report["added"].as_u64(), report["changed"].as_u64()),
        (Some(0), Some(0)),
        "{report}"
    );
    assert!(!folder.path().join("index/rebuild").exists());
}

/// A slip of the pen must not cost an archive.
#[test]
fn a_rebuild_that_would_lose_articles_leaves_the_index_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), lines(5)).unwrap();
    fs::write(here.join("kosong.jsonl"), "").unwrap();
    warta(here).args(["ingest", "a.jsonl"]).assert().success();
    for (sources, reason) in [
        (&["salah.jsonl"][..], "one input could not be read"),
        (&["a.jsonl", "salah.jsonl"], "one input could not be read"),
        (&["kosong.jsonl"], "no article came"),
    ] {
        let (code, message) = failure(warta(here).args(["ingest", "--rebuild"]).args(sources));
        assert_eq!(code, 1, "{message}");
        assert!(
            message.contains("stays as it was") && message.contains(reason),
            "{message}"
        );
        assert_eq!(total(here), 5);
        assert!(!here.join("index/rebuild").exists());
    }
}
