//! `warta verify`: certainty that nothing is damaged and nothing is missing.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::{json as run_json, stdout, warta};

fn line(id: &str, title: &str) -> String {
    let body = format!(
        "Warga desa memperbaiki jembatan yang rusak karena banjir, kata kepala desa {id} kepada wartawan."
    );
    json!({ "id": id, "title": title, "body": body, "source": "Kabar Nusa",
            "published": "2024-06-01T08:00:00+07:00" })
    .to_string()
}

/// What the command prints, whether it succeeds or not, and its exit code.
fn verify(folder: &Path, args: &[&str]) -> (i32, String) {
    let assert = warta(folder).arg("verify").args(args).assert();
    let output = assert.get_output();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout.clone()).unwrap(),
    )
}

#[test]
fn what_was_taken_in_is_there_and_what_was_not_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let first = line("satu", "Jembatan desa diperbaiki warga");
    let second = line("dua", "Jembatan kedua diperbaiki juga");
    let copy = first.replace("\"satu\"", "\"satu-amp\"");
    fs::write(path.join("lama.jsonl"), format!("{first}\n{second}\n")).unwrap();
    stdout(warta(path).args(["ingest", "lama.jsonl"]));

    let (code, said) = verify(path, &[]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("2 articles from 2024-06-01 to 2024-06-01; 0 undated"),
        "{said}"
    );
    let (code, said) = verify(path, &["lama.jsonl"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("2 read: 2 there"), "{said}");

    let corrected = line("dua", "Jembatan kedua batal diperbaiki");
    let missing = line("tiga", "Jembatan ketiga belum diperbaiki");
    let refused = r#"{"id":"empat","title":"Tanpa isi","body":"Pendek."}"#;
    let all = [
        &first,
        &second,
        &copy,
        &corrected,
        &missing,
        refused,
        "bukan json",
    ];
    fs::write(path.join("baru.jsonl"), all.join("\n")).unwrap();
    let (code, said) = verify(path, &["baru.jsonl"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("baru.jsonl:4: dua “Jembatan kedua batal diperbaiki”: another version is there, with another title"),
        "{said}"
    );
    assert!(
        said.contains("baru.jsonl:5: tiga “Jembatan ketiga belum diperbaiki”: missing"),
        "{said}"
    );
    assert!(
        said.contains(
            "7 read: 1 there, 1 copies of what is there, 1 other versions, 1 missing, \
             2 not to be taken in, 1 with a later version"
        ),
        "{said}"
    );

    let (code, said) = verify(path, &["baru.jsonl", "tidak-ada.jsonl", "--json"]);
    assert_eq!(code, 1);
    let report: Value = serde_json::from_str(&said).unwrap();
    let sources = &report["sources"];
    let counts = [
        "there",
        "copies",
        "differ",
        "missing",
        "refused",
        "superseded",
        "unreadable",
    ];
    let sum: u64 = counts.iter().map(|&c| sources[c].as_u64().unwrap()).sum();
    assert_eq!(sources["read"], sum, "{sources}");
    assert_eq!(sources["unreadable"], 1);
    let standings: Vec<&str> = sources["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["standing"].as_str().unwrap())
        .collect();
    assert_eq!(
        standings,
        [
            "copy", "differs", "missing", "refused", "refused", "refused"
        ]
    );
    // Nothing of it was written.
    let found = run_json(warta(path).args(["search", "jembatan", "--json"]));
    assert_eq!(found["total"], 2);
}

#[test]
fn a_file_that_is_not_as_it_was_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.jsonl"), line("satu", "Jembatan desa")).unwrap();
    stdout(warta(path).args(["ingest", "a.jsonl"]));
    let store = fs::read_dir(path.join("index"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|file| file.extension().is_some_and(|end| end == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[20] ^= 1;
    fs::write(&store, bytes).unwrap();

    let (code, said) = verify(path, &["a.jsonl"]);
    assert_eq!(code, 1, "{said}");
    let name = store.file_name().unwrap().to_string_lossy().into_owned();
    assert!(said.starts_with(&format!("damaged: {name}\n")), "{said}");
    assert!(said.contains("warta ingest --rebuild"), "{said}");
}

#[test]
fn without_an_index_it_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let assert = warta(folder.path()).arg("verify").assert().code(3);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("warta ingest SOURCE"), "{said}");
}
