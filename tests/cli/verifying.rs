//! `warta verify`: certainty that nothing is damaged and nothing is missing.

use std::{fs, path::Path};

use serde_json::{Value, json};
use warta::engine::{Engine, Story, Write};

use super::{failure, json as run_json, stdout, warta};

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

/// Changes a bit of the file that holds the articles; its name.
fn damage(folder: &Path) -> String {
    let store = fs::read_dir(folder.join("index"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|file| file.extension().is_some_and(|end| end == "store"))
        .unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[20] ^= 1;
    fs::write(&store, bytes).unwrap();
    store.file_name().unwrap().to_string_lossy().into_owned()
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
    let name = damage(path);

    let (code, said) = verify(path, &["a.jsonl"]);
    assert_eq!(code, 1, "{said}");
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

#[test]
fn a_backup_beside_a_server_that_writes_is_a_whole_index() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let engine = std::sync::Arc::new(super::index(path));
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Each commit replaces the list of segments; merges remove files.
            let mut number = 0;
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                number += 1;
                let mut article = crate::common::articles().swap_remove(0);
                article.id = format!("baru-{}", number % 50);
                article.body.push(format!("Kabar ke-{number}."));
                let story = Story::of(&article.id);
                let article = Box::new(article);
                engine.write(vec![Write::Put { article, story }]).unwrap();
            }
        });
        for number in 0..5 {
            let copy = format!("salinan-{number}");
            let made = run_json(warta(path).args(["backup", &copy, "--json"]));
            let articles = made["articles"].as_u64().unwrap();
            assert!(articles >= 6, "{made}");
            let (code, said) = verify(path, &["--index", &copy]);
            assert_eq!(code, 0, "{said}");
            assert!(said.starts_with(&format!("{articles} articles")), "{said}");
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    // It can be written, too, and nothing stands in the way of the next copy but the old one.
    fs::write(path.join("a.jsonl"), line("satu", "Jembatan desa")).unwrap();
    let ingest = ["ingest", "a.jsonl", "--index", "salinan-0", "--json"];
    assert_eq!(run_json(warta(path).args(ingest))["added"], 1);
    let (code, said) = failure(warta(path).args(["backup", "salinan-0"]));
    assert_eq!(code, 3);
    assert!(
        said.contains("name a folder that does not exist yet"),
        "{said}"
    );
    assert!(!path.join("salinan-0.part").exists());
}

#[test]
fn a_damaged_index_gives_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("a.jsonl"), line("satu", "Jembatan desa")).unwrap();
    stdout(warta(path).args(["ingest", "a.jsonl"]));
    damage(path);
    let (code, said) = failure(warta(path).args(["backup", "salinan"]));
    assert_eq!(code, 3);
    assert!(said.contains(".store is not as it was written"), "{said}");
    assert!(!path.join("salinan").exists() && !path.join("salinan.part").exists());
}
