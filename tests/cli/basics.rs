//! Configuration, keys, searching, analysing; and how each fails.

use predicates::prelude::*;
use warta::config::{KeyHash, KeyRing};

use super::{failure, index, json, stdout, warta};

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let help = stdout(warta(folder.path()).arg("--help"));
    for word in [
        "serve",
        "search",
        "analyze",
        "eval",
        "config",
        "key",
        "--config",
        "--index",
        "Exit codes",
    ] {
        assert!(help.contains(word), "{word} is not in\n{help}");
    }
}

#[test]
fn the_configuration_in_force_says_where_each_value_came_from() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("config.toml"),
        "[server]\ntimeout_ms = 1234\n",
    )
    .unwrap();
    let shown = json(
        warta(folder.path())
            .args(["config", "show", "--json", "--index", "elsewhere"])
            .env("WARTA_SEARCH__LIMIT", "7"),
    );
    assert_eq!(shown["server.timeout_ms"]["value"], 1234);
    assert_eq!(shown["server.timeout_ms"]["from"], "config.toml");
    assert_eq!(
        shown["search.limit"]["from"],
        "environment variable WARTA_SEARCH__LIMIT"
    );
    assert_eq!(shown["index.path"]["value"], "elsewhere");
    assert_eq!(shown["index.path"]["from"], "flag --index");
    assert_eq!(shown["ranking.k1"]["value"], 1.2);
    assert!(stdout(warta(folder.path()).args(["config", "show"])).contains("1234"));
}

#[test]
fn a_wrong_configuration_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let (code, message) =
        failure(warta(folder.path()).args(["config", "show", "--config", "none.toml"]));
    assert_eq!(code, 2);
    assert!(message.contains("none.toml"), "{message}");
    std::fs::write(folder.path().join("config.toml"), "[serch]\nlimit = 7\n").unwrap();
    let (code, message) = failure(warta(folder.path()).args(["search", "beras"]));
    assert_eq!(code, 2);
    assert!(
        message.contains("config.toml") && message.contains("did you mean `search`?"),
        "{message}"
    );
    assert_eq!(failure(warta(folder.path()).args(["serch"])).0, 2);
}

#[test]
fn a_flag_that_cannot_be_used_is_exit_code_2_and_says_what_can() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    for (flags, remedy) in [
        (["--from", "2023-02-29"], "a day that exists"),
        (["--sort", "terbaik"], "relevance, newest or oldest"),
        (["--limit", "0"], "1 to 1000"),
    ] {
        let (code, message) = failure(warta(folder.path()).args(["search", "beras"]).args(flags));
        assert_eq!(code, 2, "{message}");
        assert!(
            message.contains(remedy) && message.contains(&flags[0][2..]),
            "{message}"
        );
    }
}

#[test]
fn a_new_key_is_shown_once_and_only_its_hash_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = warta(folder.path());
    let key = stdout(command.args(["key", "new", "--name", "redaksi", "--file", "keys.txt"]))
        .trim()
        .to_owned();
    let kept = std::fs::read_to_string(folder.path().join("keys.txt")).unwrap();
    assert!(!kept.contains(&key));
    let ring = KeyRing::new(vec![KeyHash::parse(&kept).unwrap()]);
    assert_eq!(ring.find(&key), Some("redaksi"));

    warta(folder.path())
        .args(["key", "new"])
        .assert()
        .success()
        .stderr(predicate::str::contains("[auth]\nkeys = [\"default:"));
    assert_eq!(
        failure(warta(folder.path()).args(["key", "new", "--name", "a:b"])).0,
        1
    );
}

#[test]
fn a_search_is_readable_and_its_json_is_the_api_s() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let text = stdout(warta(folder.path()).args(["search", "alas", "kaki"]));
    for part in [
        "1 berita",
        "IKM Alas Kaki Didampingi",
        "*alas* *kaki*",
        "Ekonomi/Bisnis",
        "Reni Asmara",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let response = json(warta(folder.path()).args([
        "search",
        "--json",
        "--category",
        "Ekonomi",
        "--sort",
        "oldest",
        "-n",
        "1",
    ]));
    assert_eq!(response["total"], 2);
    assert_eq!(response["hits"][0]["id"], "beras");
    let categories = response["facets"]["category"].as_array().unwrap();
    assert!(
        categories
            .iter()
            .any(|facet| facet["value"] == "Ekonomi" && facet["selected"] == true)
    );
    let cursor = response["next_cursor"].as_str().unwrap();
    let next = json(warta(folder.path()).args([
        "search",
        "--json",
        "--category",
        "Ekonomi",
        "--sort",
        "oldest",
        "-n",
        "1",
        "--cursor",
        cursor,
    ]));
    assert_eq!(next["hits"][0]["id"], "sepatu");

    let (code, message) =
        failure(warta(folder.path()).args(["search", "x", "--from", "2024-02-31"]));
    assert_eq!(code, 2);
    assert!(message.contains("from"), "{message}");
    assert!(
        failure(warta(folder.path()).args(["search", "x", "-n", "5000"]))
            .1
            .contains("limit")
    );
}

#[test]
fn searching_without_an_index_is_exit_code_3_and_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    let (code, message) = failure(warta(folder.path()).args(["search", "beras"]));
    assert_eq!(code, 3);
    assert!(message.contains("warta ingest"), "{message}");
}

#[test]
fn an_index_of_another_analyzer_is_exit_code_3_and_says_how_to_rebuild() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let stamp = folder.path().join("index/warta.json");
    let text = std::fs::read_to_string(&stamp).unwrap();
    std::fs::write(&stamp, text.replace(warta::language::FINGERPRINT, "older")).unwrap();
    for command in [
        vec!["search", "beras"],
        vec!["serve", "--listen", "127.0.0.1:0"],
    ] {
        let (code, message) = failure(warta(folder.path()).args(command));
        assert_eq!(code, 3);
        assert!(message.contains("warta rebuild"), "{message}");
    }
}

#[test]
fn a_damaged_index_is_exit_code_3_and_says_how_to_mend_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(index(folder.path()));
    let inside = folder.path().join("index");
    for kind in ["store", "idx", "pos", "term", "fast", "fieldnorm"] {
        let file = std::fs::read_dir(&inside)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|ext| ext == kind));
        let Some(file) = file else { continue };
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let whole = std::fs::read(&file).unwrap();
        let damages: [Option<&[u8]>; 3] = [Some(&whole[..whole.len() / 2]), Some(&[]), None];
        for damaged in damages {
            // A file of its own: what is mapped elsewhere must not shrink.
            std::fs::remove_file(&file).unwrap();
            if let Some(bytes) = damaged {
                std::fs::write(&file, bytes).unwrap();
            }
            for command in [
                vec!["search", "beras"],
                vec!["serve", "--listen", "127.0.0.1:0"],
            ] {
                let (code, message) = failure(warta(folder.path()).args(&command));
                assert_eq!(code, 3, "{kind} {command:?} {message}");
                for part in ["index at index", "--rebuild", "from a copy"] {
                    assert!(message.contains(part), "{kind} {command:?} {message}");
                }
                // A missing file of positions is read as an empty one.
                assert!(!message.contains("tantivy"), "{message}");
                let is_named = damaged.is_none() && kind != "pos";
                assert!(!is_named || message.contains(&name), "{message}");
            }
            std::fs::write(&file, &whole).unwrap();
        }
    }
    let run = |arguments: &[&str]| warta(folder.path()).args(arguments).assert().success();
    run(&["search", "beras"]);
}

#[test]
fn a_text_is_analysed_as_a_table_or_json() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        stdout(warta(folder.path()).args(["analyze", "Anak-anak menulis"])).contains("menulis")
    );
    let tokens = json(warta(folder.path()).args(["analyze", "--json", "menulis"]));
    assert_eq!(tokens[0]["exact"], "menulis");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let program = assert_cmd::cargo::cargo_bin("warta");
    let status = std::process::Command::new("sh")
        .args(["-c", "\"$0\" config show | head -n 1 >/dev/null"])
        .arg(program)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(status.status.success());
    assert!(!String::from_utf8_lossy(&status.stderr).contains("panic"));
}
