//! `warta ingest` and `warta demo`: what goes in, what is refused, and who may write.

use std::{fs, path::Path};

use serde_json::{Value, json};
use warta::config::KeyHash;

use super::{failure, index, json as run_json, serving::Served, stdout, warta};
use crate::common::send;

pub fn line(id: usize) -> String {
    json!({
        "id": format!("uji-{id}"),
        "title": format!("Warga desa nomor {id} memperbaiki jembatan"),
        "body": format!("Warga desa memperbaiki jembatan yang rusak karena banjir pada hari ke-{id}, kata kepala desa setempat kepada wartawan."),
        "published": "2024-06-01T08:00:00+07:00",
    })
    .to_string()
}

pub fn lines(count: usize) -> String {
    (0..count).map(|id| line(id) + "\n").collect()
}

pub fn total(folder: &Path) -> u64 {
    run_json(warta(folder).args(["search", "--json", "-n", "1"]))["total"]
        .as_u64()
        .unwrap()
}

fn quarantined(folder: &Path) -> Vec<Value> {
    let text = fs::read_to_string(folder.join("index/quarantine.jsonl")).unwrap_or_default();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_demo_answers_a_search_over_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let response =
        run_json(warta(folder.path()).args(["demo", "--once", "pencurian kabel mercusuar"]));
    assert!(
        response["hits"][0]["title"]
            .as_str()
            .unwrap()
            .contains("Mercusuar"),
        "{}",
        response["hits"][0]
    );
    let sources = response["facets"]["source"].as_array().unwrap();
    for source in ["Kabar Nusa", "Radar Pesisir"] {
        assert!(
            sources.iter().any(|facet| facet["value"] == source),
            "{sources:?}"
        );
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert!(left.is_empty(), "a demo leaves nothing behind: {left:?}");
}

#[test]
fn taking_the_same_in_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), lines(30)).unwrap();
    let ingest = || run_json(warta(folder.path()).args(["ingest", "a.jsonl", "--json"]));
    let first = ingest();
    assert_eq!(
        (first["read"].as_u64(), first["quarantined"].as_u64()),
        (Some(30), Some(0)),
        "{first}"
    );
    let stored = first["added"].as_u64().unwrap();
    assert_eq!(stored + first["duplicate"].as_u64().unwrap(), 30);
    let second = ingest();
    assert_eq!(second["added"], 0);
    assert_eq!(second["changed"], 0);
    assert_eq!(total(folder.path()), 30);
    let summary = stdout(warta(folder.path()).args(["ingest", "a.jsonl"]));
    assert_eq!(summary.lines().count(), 1);
    assert!(
        summary.contains("30 read") && summary.contains("documents per second"),
        "{summary}"
    );
}

#[test]
fn each_kind_of_bad_input_is_quarantined_with_reason_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("kosong.jsonl"), "").unwrap();
    fs::write(
        here.join("biner.bin"),
        [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(64),
    )
    .unwrap();
    let gzip = {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(lines(200).as_bytes()).unwrap();
        gzip.finish().unwrap()
    };
    fs::write(here.join("terpotong.jsonl.gz"), &gzip[..gzip.len() / 2]).unwrap();
    let mut bad = Vec::new();
    bad.extend_from_slice(b"{\"title\": \"Rusak \xff\xfe\", \"body\": \"isi\"}\n");
    bad.extend_from_slice(
        json!({"body": "Isi tanpa judul sama sekali."})
            .to_string()
            .as_bytes(),
    );
    bad.extend_from_slice(b"\n{\"title\": 5, \"body\": {\"a\": 1}}\n");
    let mut february = serde_json::from_str::<Value>(&line(1)).unwrap();
    february["published"] = json!("31 Februari 2024");
    bad.extend_from_slice(format!("{february}\n").as_bytes());
    bad.extend_from_slice(format!("{}\n", "x".repeat(100_000)).as_bytes());
    let english = json!({"title": "The government announced a new plan", "body": "The government announced on Friday that it would raise the minimum wage for workers across the country, according to a statement by the ministry of labour and employment."});
    bad.extend_from_slice(format!("{english}\n{}\n", line(1000)).as_bytes());
    fs::write(here.join("buruk.jsonl"), bad).unwrap();

    let mut command = warta(here);
    command.args([
        "ingest",
        "kosong.jsonl",
        "biner.bin",
        "terpotong.jsonl.gz",
        "buruk.jsonl",
        "tidak-ada.jsonl",
        "--strict",
        "--json",
    ]);
    command.env("WARTA_INGEST__MAX_LINE_BYTES", "50000");
    let assert = command.assert().code(4);
    let report: Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let refused = quarantined(here);
    assert_eq!(
        report["quarantined"].as_u64().unwrap(),
        refused.len() as u64
    );
    for (source, line, reason) in [
        ("kosong.jsonl", None, "empty"),
        ("biner.bin", None, "not text"),
        ("terpotong.jsonl.gz", None, "ends in the middle"),
        ("buruk.jsonl", Some(1), "UTF-8"),
        ("buruk.jsonl", Some(2), "title"),
        ("buruk.jsonl", Some(3), "title"),
        ("buruk.jsonl", Some(4), "published"),
        ("buruk.jsonl", Some(5), "50000 bytes"),
        ("buruk.jsonl", Some(6), "language"),
        ("tidak-ada.jsonl", None, "cannot be read"),
    ] {
        let entry = refused.iter().find(|entry| {
            entry["source"].as_str().unwrap().contains(source)
                && (line.is_none() || entry["line"].as_u64() == line)
        });
        let entry = entry.unwrap_or_else(|| panic!("{source}:{line:?} is not among {refused:#?}"));
        assert!(
            entry["reason"].as_str().unwrap().contains(reason),
            "{entry}"
        );
        assert!(
            entry["remedy"]
                .as_str()
                .is_some_and(|remedy| !remedy.is_empty()),
            "{entry}"
        );
    }
    // What was good around the bad is in, the lines before the cut included.
    let response = run_json(warta(here).args(["search", "--json", "jembatan 1000"]));
    assert_eq!(response["hits"][0]["id"], "uji-1000");
    assert!(total(here) > 1);
    let read = report["read"].as_u64().unwrap();
    let sum: u64 = ["added", "changed", "unchanged", "duplicate", "quarantined"]
        .iter()
        .map(|key| report[*key].as_u64().unwrap())
        .sum();
    assert_eq!(sum, read, "{report}");
}

#[test]
fn pages_that_are_not_utf8_are_read_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let page = |end: &[u8]| {
        let mut bytes = b"Warga Desa Perbaiki Jembatan Bambu\nRabu, 1 Mei 2024 09:38 WIB\nWarga desa memperbaiki jembatan yang rusak karena banjir, kata kepala desa itu di kaf".to_vec();
        bytes.extend_from_slice(end);
        bytes.extend_from_slice(b" setempat pada hari kedua.\n");
        bytes
    };
    let old = page(b"\xe9");
    let at = old.iter().position(|byte| *byte == 0xe9).unwrap();
    fs::write(here.join("lama.txt"), &old).unwrap();
    fs::write(
        here.join("rusak.txt"),
        page("é \u{201c}baru\u{201d} ".as_bytes()),
    )
    .unwrap();
    let mut broken = fs::read(here.join("rusak.txt")).unwrap();
    broken.extend_from_slice(b"Warga lain ikut bekerja \xff\n");
    fs::write(here.join("rusak.txt"), &broken).unwrap();
    fs::write(here.join("baik.txt"), page("é".as_bytes())).unwrap();

    let explained = stdout(warta(here).args(["extract", "--explain", "lama.txt"]));
    let said = format!("byte {at} is not valid UTF-8, read as Windows-1252");
    assert!(
        explained.contains(&said) && explained.contains("kafé"),
        "{explained}"
    );
    let sound = stdout(warta(here).args(["extract", "--explain", "baik.txt"]));
    assert!(!sound.contains("UTF-8"), "{sound}");

    let assert = warta(here)
        .args(["ingest", "lama.txt", "rusak.txt", "baik.txt"])
        .assert()
        .success();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (
        text(&assert.get_output().stdout),
        text(&assert.get_output().stderr),
    );
    assert!(out.contains("files not in UTF-8: 2"), "{out}");
    let line = |name: &str| {
        err.lines()
            .find(|line| line.starts_with(name))
            .unwrap_or(&err)
    };
    assert!(
        line("lama.txt").contains(&said) && line("lama.txt").contains("iconv"),
        "{err}"
    );
    let at = broken.iter().position(|byte| *byte == 0xff).unwrap();
    let said = format!("byte {at} is not valid UTF-8, read as UTF-8 with `\u{fffd}`");
    assert!(line("rusak.txt").contains(&said), "{err}");
    assert!(!err.contains("baik.txt"), "{err}");
    let report = run_json(warta(here).args(["ingest", "lama.txt", "--json"]));
    assert_eq!(report["not_utf8"], 1, "{report}");
}

#[test]
fn a_line_of_a_hundred_megabytes_is_refused_without_being_held() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "x".repeat(100 << 20);
    text.push('\n');
    text.push_str(&line(1));
    fs::write(folder.path().join("besar.jsonl"), text).unwrap();
    let report = run_json(warta(folder.path()).args(["ingest", "besar.jsonl", "--json"]));
    assert_eq!(
        (report["quarantined"].as_u64(), report["added"].as_u64()),
        (Some(1), Some(1)),
        "{report}"
    );
}

#[test]
fn standard_input_is_a_source() {
    let folder = tempfile::tempdir().unwrap();
    let report = run_json(
        warta(folder.path())
            .args(["ingest", "-", "--json"])
            .write_stdin(lines(3)),
    );
    assert_eq!(report["read"], 3);
}

#[test]
fn while_a_server_holds_the_index_ingest_says_how_to_go_through_it_and_does() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    fs::write(
        folder.path().join("a.jsonl"),
        lines(1500) + "{\"title\": \"Tanpa isi\"}\n",
    )
    .unwrap();
    let hash = KeyHash::of("uji", "warta_kunci").to_string();
    let served = Served::start(folder.path(), &["serve"], &[("WARTA_AUTH__KEYS", &hash)]);

    let (code, message) = failure(warta(folder.path()).args(["ingest", "a.jsonl"]));
    assert_eq!(code, 3);
    assert!(
        message.contains(&format!(
            "warta ingest --server {} --key KEY a.jsonl",
            served.url
        )),
        "{message}"
    );

    let report = run_json(
        warta(folder.path())
            .args(["ingest", "a.jsonl", "--json"])
            .env("WARTA_API_KEY", "warta_kunci"),
    );
    assert_eq!(
        (report["read"].as_u64(), report["quarantined"].as_u64()),
        (Some(1501), Some(1)),
        "{report}"
    );
    let explicit = run_json(warta(folder.path()).args([
        "ingest",
        "a.jsonl",
        "--json",
        "--server",
        &served.url,
        "--key",
        "warta_kunci",
    ]));
    assert_eq!(
        (explicit["added"].as_u64(), explicit["changed"].as_u64()),
        (Some(0), Some(0)),
        "{explicit}"
    );
    let found = send(
        &format!("{}/v1/search?q=jembatan&collapse=false&limit=1", served.url),
        "GET",
        &[],
        None,
    )
    .json();
    assert_eq!(found["total"], 1500);

    let (code, message) = failure(warta(folder.path()).args([
        "ingest",
        "a.jsonl",
        "--server",
        &served.url,
        "--key",
        "salah",
    ]));
    assert_eq!(code, 1);
    assert!(message.contains("not known here"), "{message}");
    let (_, message) =
        failure(warta(folder.path()).args(["ingest", "a.jsonl", "--server", &served.url]));
    assert!(message.contains("--key"), "{message}");
}

#[test]
fn sources_that_cannot_be_read_are_named_and_none_at_all_is_a_failure() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let (code, message) = failure(warta(here).args(["ingest", "salah.jsonl"]));
    assert_eq!(code, 1);
    assert!(message.contains("salah.jsonl: cannot be read"), "{message}");
    fs::write(here.join("a.jsonl"), lines(5)).unwrap();
    let done = warta(here)
        .args(["ingest", "salah.jsonl", "a.jsonl"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
    assert!(said.contains("salah.jsonl: cannot be read"), "{said}");
    assert_eq!(total(here), 5);
}

/// Whoever takes news in every hour starts anew each time; so does a server once in a while.
#[test]
fn a_copy_that_comes_in_a_later_run_stands_with_those_of_an_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let copy = |id: &str, day: u32| {
        let body = "Harga beras di pasar induk naik pada pekan ini karena pasokan dari petani berkurang. \
            Pedagang mengatakan bahwa kenaikan harga sudah berlangsung sejak awal bulan dan pembeli \
            mulai mengurangi belanja untuk kebutuhan sehari-hari di rumah.";
        let article = json!({
            "id": id, "title": format!("Harga beras naik ({id})"), "body": format!("{body} Demikian {id}."),
            "source": id, "published": format!("2024-05-0{day}T08:00:00+07:00"),
        });
        format!("{article}\n")
    };
    fs::write(here.join("dulu.jsonl"), copy("satu", 1) + &copy("dua", 2)).unwrap();
    fs::write(here.join("kini.jsonl"), copy("tiga", 3)).unwrap();
    for run in ["dulu.jsonl", "kini.jsonl"] {
        warta(here).args(["ingest", run]).assert().success();
    }
    let found = run_json(warta(here).args(["search", "--json", "harga", "beras"]));
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(
        (hits.len(), &hits[0]["duplicates"]),
        (1, &json!(2)),
        "{found}"
    );
}

#[test]
fn short_forms_are_learned_from_what_was_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sample");
    warta(folder.path())
        .args(["ingest", sample])
        .assert()
        .success();
    let found = run_json(warta(folder.path()).args(["acronyms", "--json", "KPK"]));
    assert_eq!(found[0]["long"], "Komisi Pemberantasan Korupsi", "{found}");
    assert!(folder.path().join("index/acronyms.tsv").is_file());
}

#[test]
fn a_folder_that_cannot_be_written_is_named_with_what_helps() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), lines(1)).unwrap();
    let command = ["ingest", "a.jsonl", "--index", "a.jsonl/index"];
    for command in [&command[..], &["rebuild", "--index", "a.jsonl/index"]] {
        let (code, message) = failure(warta(folder.path()).args(command));
        assert_eq!(code, 3, "{message}");
        assert!(message.contains("a.jsonl/index"), "{message}");
        assert!(!message.contains("free some space"), "{message}");
    }
    let (_, message) = failure(warta(folder.path()).args(command));
    assert!(
        message.contains("choose another folder with --index"),
        "{message}"
    );
}

/// A server often runs as another user than the one who takes archives in.
#[cfg(unix)]
#[test]
fn every_file_of_an_index_has_the_mode_that_files_have_here() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), lines(3)).unwrap();
    warta(here).args(["ingest", "a.jsonl"]).assert().success();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let usual = mode(&here.join("a.jsonl"));
    let mut seen = 0;
    for entry in fs::read_dir(here.join("index")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), usual, "{}", path.display());
        seen += 1;
    }
    assert!(seen > 5);
}
