//! `warta export`: all of what is found, each once, and readable again.

use std::{collections::HashSet, fs, path::Path};

use serde_json::{Value, json};

use super::{failure, json as run_json, stdout, warta};

/// More than a few pieces.
const MANY: usize = 450;

/// Articles of which several share a moment, with texts that a careless writer would break.
fn lines() -> String {
    let line = |id: usize| {
        let article = json!({
            "id": format!("uji-{id}"),
            "title": format!("=Warga \"desa\" nomor {id}, memperbaiki jembatan"),
            "summary": "Jembatan; itu\tpenting.",
            "body": [
                format!("Warga desa memperbaiki jembatan yang rusak karena banjir pada hari ke-{id}, kata kepala desa."),
                "Mereka bekerja bersama sejak pagi, dan makan siang di \"balai\" desa.",
            ],
            "published": format!("2024-{:02}-{:02}T08:00:00+09:00", id % 5 + 1, id % 28 + 1),
            "category": [if id.is_multiple_of(3) { "Ekonomi" } else { "Daerah" }, "Desa"],
            "tags": ["jembatan", "gotong royong"], "authors": ["Reni Asmara", "Budi Lestari"],
            "source": "Kabar Nusa", "state": if id == 7 { "retracted" } else { "published" },
        });
        format!("{article}\n")
    };
    (0..=MANY).map(line).collect()
}

fn many(folder: &Path) {
    fs::write(folder.join("arsip.jsonl"), lines()).unwrap();
    stdout(warta(folder).args(["ingest", "arsip.jsonl"]));
}

fn total(folder: &Path, query: &[&str]) -> usize {
    let found = run_json(
        warta(folder)
            .args(["search", "--json", "-n", "1"])
            .args(query),
    );
    found["total"].as_u64().unwrap() as usize
}

fn articles(jsonl: &str) -> Vec<Value> {
    let lines = jsonl.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn ids(articles: &[Value]) -> HashSet<&str> {
    let ids = articles.iter().map(|article| article["id"].as_str());
    ids.map(Option::unwrap).collect()
}

#[test]
fn everything_is_written_once_newest_first_and_read_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let assert = warta(folder.path())
        .args(["export", "--out", "semua.jsonl"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(
        said.contains("wrote 450 articles: all that were found"),
        "{said}"
    );
    assert!(assert.get_output().stdout.is_empty());
    assert!(!folder.path().join("semua.jsonl.part").exists());

    let text = fs::read_to_string(folder.path().join("semua.jsonl")).unwrap();
    let written = articles(&text);
    assert_eq!((written.len(), ids(&written).len()), (MANY, MANY));
    assert_eq!(total(folder.path(), &[]), MANY);
    assert!(!ids(&written).contains("uji-7"), "it was retracted");
    let days: Vec<&str> = written
        .iter()
        .map(|article| article["published"].as_str().unwrap())
        .collect();
    assert!(days.is_sorted_by(|a, b| a >= b));
    let one = written.iter().find(|article| article["id"] == "uji-449");
    let one = one.unwrap();
    assert_eq!(
        one["title"],
        "=Warga \"desa\" nomor 449, memperbaiki jembatan"
    );
    assert_eq!(one["body"].as_array().unwrap().len(), 2);

    stdout(warta(folder.path()).args(["ingest", "semua.jsonl", "--index", "kedua"]));
    let again = stdout(warta(folder.path()).args(["export", "--index", "kedua"]));
    assert!(again == text, "what was read back is not what was written");
}

#[test]
fn the_sample_survives_the_way_out_and_in() {
    let folder = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample");
    stdout(warta(folder.path()).args(["ingest", sample]));
    let text = stdout(
        warta(folder.path())
            .args(["export", "--out", "a.jsonl"])
            .arg("--quiet"),
    );
    assert_eq!(text, "");
    let text = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    let written = articles(&text);
    assert!(written.len() > 100, "{}", written.len());
    assert_eq!(total(folder.path(), &[]), written.len());
    stdout(warta(folder.path()).args(["ingest", "a.jsonl", "--index", "kedua"]));
    let again = articles(&stdout(
        warta(folder.path()).args(["export", "--index", "kedua"]),
    ));
    assert_eq!(written.len(), again.len());
    for (before, after) in written.iter().zip(&again) {
        assert_eq!(before, after);
    }
}

#[test]
fn an_export_holds_what_the_same_search_finds() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    for query in [
        vec!["--category", "Ekonomi"],
        vec!["jembatan", "--from", "2024-02-01", "--to", "2024-02-29"],
        vec!["kepala desa memperbaiki jembatan nomor 12 sejak sore"],
        vec!["--source", "Tidak Ada"],
        vec!["jmebatan"],
    ] {
        let written = articles(&stdout(warta(folder.path()).arg("export").args(&query)));
        assert_eq!(written.len(), total(folder.path(), &query), "{query:?}");
        assert_eq!(ids(&written).len(), written.len());
        if query[0] == "--category" {
            assert_eq!(written.len(), 151);
            assert!(
                written
                    .iter()
                    .all(|article| article["category"][0] == "Ekonomi")
            );
        }
    }
    // What was searched instead is said, and can be switched off.
    let assert = warta(folder.path())
        .args(["export", "jmebatan"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("typed: jmebatan"), "{said}");
    let typed = stdout(warta(folder.path()).args(["export", "jmebatan", "--no-correct"]));
    assert_eq!(typed, "");
}

#[test]
fn a_table_has_a_row_for_each_and_leaves_texts_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let text = stdout(warta(folder.path()).args(["export", "--format", "csv"]));
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = table.headers().unwrap().iter().map(Into::into).collect();
    assert_eq!(header[..3], ["id", "url", "title"]);
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), MANY);
    let row = rows.iter().find(|row| &row[0] == "uji-12").unwrap();
    for (name, value) in [
        ("title", "=Warga \"desa\" nomor 12, memperbaiki jembatan"),
        ("published", "2024-03-13T08:00:00+09:00"),
        ("category", "Ekonomi/Desa"),
        ("authors", "Reni Asmara, Budi Lestari"),
        ("tags", "jembatan, gotong royong"),
        ("state", "published"),
    ] {
        assert_eq!(&row[at(name)], value);
    }
    assert!(row[at("body")].contains("desa.\n\nMereka"), "{row:?}");
    let none = stdout(warta(folder.path()).args(["export", "--format", "csv", "--tag", "x"]));
    assert_eq!(none.lines().count(), 1, "a header, for whatever reads it");
}

#[test]
fn a_closed_pipe_is_no_failure_and_a_failure_leaves_the_file_alone() {
    let folder = tempfile::tempdir().unwrap();
    many(folder.path());
    let output = std::process::Command::new("bash")
        .args([
            "-c",
            "set -o pipefail; \"$0\" export | head -n 1 >/dev/null",
        ])
        .arg(assert_cmd::cargo::cargo_bin("warta"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");

    let old = folder.path().join("lama.jsonl");
    fs::write(&old, "lama").unwrap();
    let (code, _) = failure(warta(folder.path()).args([
        "export",
        "--from",
        "2024-02-31",
        "--out",
        "lama.jsonl",
    ]));
    assert_eq!(code, 2);
    let absent = ["export", "--index", "tidak-ada", "--out", "lama.jsonl"];
    assert_eq!(failure(warta(folder.path()).args(absent)).0, 3);
    assert_eq!(fs::read_to_string(&old).unwrap(), "lama");
    let nowhere = failure(warta(folder.path()).args(["export", "--out", "tak/ada.jsonl"]));
    assert!(nowhere.1.contains("tak/ada.jsonl"), "{nowhere:?}");
}
