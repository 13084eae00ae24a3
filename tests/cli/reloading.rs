//! Rules that change while the real program serves.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use warta::{
    article::Article,
    mining::acronyms::{FILE, Harvester},
};

use super::{failure, index, serving::Served, stdout, warta};
use crate::common::{ids, send};

const CONFIG: &str = "[search]\nsynonyms = \"padanan.toml\"\ncuration = \"kurasi.toml\"\n\
    [suggest]\nblocked = [\"gempa\"]\n[log]\nlevel = \"info\"\n";

fn write(folder: &Path, file: &str, text: &str) {
    fs::write(folder.join(file), text).unwrap();
}

/// Waits until a search answers so; a signal is heard a moment later.
fn becomes(served: &Served, path: &str, wanted: &[&str]) {
    let until = Instant::now() + Duration::from_secs(10);
    loop {
        let response = send(&format!("{}{path}", served.url), "GET", &[], None).json();
        if ids(&response) == wanted {
            return;
        }
        assert!(Instant::now() < until, "{path}: {response}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_hangup_reads_rules_again_and_a_fault_leaves_the_old_ones() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    drop(index(folder));
    write(folder, "config.toml", CONFIG);
    write(folder, "padanan.toml", "[oneway]\noyag = [\"gempa\"]\n");
    write(folder, "kurasi.toml", "");
    let mut served = Served::start(folder, &["serve"], &[]);
    becomes(&served, "/v1/search?q=oyag", &["gempa"]);
    let suggest = format!("{}/v1/suggest?q=gem", served.url);
    assert!(!send(&suggest, "GET", &[], None).text().contains("Guncang"));

    write(folder, "padanan.toml", "[oneway]\noyag = [\"banjir\"]\n");
    write(
        folder,
        "kurasi.toml",
        "[[rule]]\nname = \"x\"\nquery = [\"oyag\"]\npin = [\"timnas\"]\n",
    );
    write(folder, "config.toml", &CONFIG.replace("\"gempa\"", ""));
    served.signal("-HUP");
    becomes(&served, "/v1/search?q=oyag", &["timnas", "banjir"]);
    assert!(send(&suggest, "GET", &[], None).text().contains("Guncang"));

    // A fault in one file leaves all of them as they were.
    write(folder, "padanan.toml", "[oneway]\noyag = []\n");
    write(folder, "kurasi.toml", "");
    served.signal("-HUP");
    let mut line = String::new();
    while !line.contains("the old rules stay in force") {
        line.clear();
        let read = std::io::BufRead::read_line(&mut served.log, &mut line).unwrap();
        assert!(read > 0, "the server ended");
    }
    assert!(
        line.contains("padanan.toml:2") && line.contains("stands for nothing"),
        "{line}"
    );
    becomes(&served, "/v1/search?q=oyag", &["timnas", "banjir"]);
}

#[test]
fn a_fault_in_a_file_of_rules_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    drop(index(folder));
    for (variable, file, text, said) in [
        (
            "WARTA_SEARCH__SYNONYMS",
            "p.toml",
            "[acronyms]\nA = []",
            "p.toml:2",
        ),
        (
            "WARTA_SEARCH__CURATION",
            "k.toml",
            "[[rule]]\nname = 1",
            "k.toml:2",
        ),
        ("WARTA_SEARCH__CURATION", "k.toml", "", "tidak-ada.toml"),
    ] {
        write(folder, file, text);
        let named = if text.is_empty() {
            "tidak-ada.toml"
        } else {
            file
        };
        for arguments in [
            &["serve", "--listen", "127.0.0.1:0"][..],
            &["search", "beras"],
        ] {
            let (code, message) = failure(warta(folder).args(arguments).env(variable, named));
            assert_eq!(code, 2, "{message}");
            assert!(
                message.contains(said) && message.contains("mend"),
                "{message}"
            );
        }
    }
}

#[test]
fn short_forms_that_were_learned_are_read_again_and_a_damaged_list_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    drop(index(folder));
    write(folder, "config.toml", "[log]\nlevel = \"info\"\n");
    let mut served = Served::start(folder, &["serve"], &[]);
    becomes(&served, "/v1/search?q=BRRR", &[]);

    let mut harvester = Harvester::new();
    for source in ["a", "b", "c"] {
        harvester.add(&Article {
            id: source.into(),
            source: Some(source.into()),
            body: vec!["Dinas membahas Banjir Rendam Ratusan Rumah (BRRR) hari ini.".into()],
            ..Article::default()
        });
    }
    let table = folder.join("index").join(FILE);
    harvester.table().save(&table).unwrap();
    served.signal("-HUP");
    becomes(&served, "/v1/search?q=BRRR", &["banjir"]);

    fs::write(&table, "rusak").unwrap();
    served.signal("-HUP");
    let mut line = String::new();
    while !line.contains("the old rules stay in force") {
        line.clear();
        assert!(std::io::BufRead::read_line(&mut served.log, &mut line).unwrap() > 0);
    }
    assert!(line.contains(FILE) && line.contains("line 1"), "{line}");
    becomes(&served, "/v1/search?q=BRRR", &["banjir"]);
}

#[test]
fn the_command_line_says_what_rules_did() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    drop(index(folder));
    write(folder, "config.toml", CONFIG);
    write(folder, "padanan.toml", "[oneway]\noyag = [\"gempa\"]\n");
    write(
        folder,
        "kurasi.toml",
        "[[rule]]\nname = \"Siaga\"\nquery = [\"oyag\"]\npin = [\"banjir\"]\n",
    );
    let text = stdout(warta(folder).args(["search", "oyag", "--explain"]));
    for said in [
        "Dicari juga: gempa (mencakup: oyag → gempa)",
        "Urutan diatur redaksi: Siaga",
        "Disematkan redaksi",
        "kecocokan kata",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(text.find("Banjir Rendam").unwrap() < text.find("Gempa Guncang").unwrap());
}
