use assert_cmd::Command;
use predicates::prelude::*;

use super::data;

/// `warta eval …`, in an empty folder: the shipped configuration and no index.
fn warta(folder: &tempfile::TempDir, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("warta").unwrap();
    command.current_dir(folder.path()).arg("eval").args(args);
    command
}

fn path(name: &str) -> String {
    data(name).to_str().unwrap().to_owned()
}

#[test]
fn a_collection_is_indexed_searched_scored_and_written_as_a_run() {
    let folder = tempfile::tempdir().unwrap();
    let (topics, qrels, docs) = (path("topics.tsv"), path("small.qrels"), path("docs.jsonl"));
    let set = ["--topics", &topics, "--qrels", &qrels, "--docs", &docs];
    let mut args = vec![
        "run",
        "--run-out",
        "out.run",
        "--html",
        "out.html",
        "--json",
        "out.json",
    ];
    args.extend(set);
    warta(&folder, &args)
        .assert()
        .success()
        .stdout(predicate::str::contains("nDCG@10").and(predicate::str::contains("latency")));
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("out.html").contains("<svg"));
    let searched: serde_json::Value = serde_json::from_str(&read("out.json")).unwrap();
    assert_eq!(searched["metrics"]["MRR@10"], 1.0, "{searched}");
    assert!(searched["latency"]["p99_us"].as_u64().unwrap() > 0);
    // The written run scores the same when it is read again.
    let again = warta(
        &folder,
        &["run", "--qrels", &qrels, "--run", "out.run", "--json"],
    )
    .assert()
    .success();
    let again: serde_json::Value = serde_json::from_slice(&again.get_output().stdout).unwrap();
    assert_eq!(searched["metrics"], again["metrics"]);
    let mut gate = vec!["compare", "out.run", "out.run", "--gate", "better"];
    gate.extend(set);
    warta(&folder, &gate)
        .assert()
        .code(1)
        .stdout(predicate::str::contains(
            "gives the same nDCG@10 on every topic",
        ));
}

#[test]
fn the_synonyms_of_the_site_are_used_and_their_faults_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("config.toml", "[search]\nsynonyms = \"padanan.toml\"\n");
    write("t.tsv", "1\toyag\n");
    write("q.qrels", "1 0 a4 2\n");
    let docs = path("docs.jsonl");
    let set = ["--topics", "t.tsv", "--qrels", "q.qrels", "--docs", &docs];
    let run = || {
        let mut args = vec!["run", "--json", "out.json"];
        args.extend(set);
        warta(&folder, &args)
    };
    let score = || -> serde_json::Value {
        run().assert().success();
        let text = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["metrics"]["MRR@10"].clone()
    };
    write("padanan.toml", "");
    assert_eq!(score(), 0.0);
    write("padanan.toml", "equivalent = [[\"gempa\", \"oyag\"]]\n");
    assert_eq!(score(), 1.0);
    write("padanan.toml", "equivalent = 7\n");
    run()
        .assert()
        .code(2)
        .stderr(predicate::str::contains("padanan.toml:1"));
}

#[test]
fn two_configurations_are_compared_on_one_index() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.toml"), "[ranking]\n").unwrap();
    std::fs::write(folder.path().join("b.toml"), "[ranking]\ntitle = 0\n").unwrap();
    let (topics, qrels, docs) = (path("topics.tsv"), path("small.qrels"), path("docs.jsonl"));
    let set = ["--topics", &topics, "--qrels", &qrels, "--docs", &docs];
    let mut args = vec![
        "compare",
        "a.toml",
        "b.toml",
        "--index-cache",
        "kept",
        "--gate",
        "not-worse",
    ];
    args.extend(set);
    for _ in 0..2 {
        warta(&folder, &args)
            .assert()
            .success()
            .stdout(predicate::str::contains("paired over 4 topics"));
    }
    assert_eq!(
        std::fs::read_dir(folder.path().join("kept"))
            .unwrap()
            .count(),
        1
    );
}

#[test]
fn two_files_of_synonyms_are_compared_like_two_rankings() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("none.toml", "[search]\nsynonyms = \"\"\n");
    write("some.toml", "[search]\nsynonyms = \"padanan.toml\"\n");
    write("padanan.toml", "equivalent = [[\"gempa\", \"oyag\"]]\n");
    write("t.tsv", "1\toyag\n");
    write("q.qrels", "1 0 a4 2\n");
    let docs = path("docs.jsonl");
    let set = ["--topics", "t.tsv", "--qrels", "q.qrels", "--docs", &docs];
    let mut args = vec!["compare", "none.toml", "some.toml", "--json", "out.json"];
    args.extend(set);
    warta(&folder, &args).assert().success();
    let text = std::fs::read_to_string(folder.path().join("out.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let first = &report["comparisons"][0]["comparison"]["measures"][0];
    assert_eq!(first["a"], 0.0, "{report}");
    assert_eq!(first["b"], 1.0, "{report}");

    // A file that is not there is said, with the configuration left as it is.
    write("some.toml", "[search]\nsynonyms = \"hilang.toml\"\n");
    warta(&folder, &args)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("hilang.toml"));
}

#[test]
fn wrong_input_is_exit_code_2_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.qrels"), "1 0 a1 2\nnonsense\n").unwrap();
    std::fs::write(folder.path().join("t.run"), "1 Q0 a1 1 2.0 x\n").unwrap();
    warta(&folder, &["run", "--qrels", "bad.qrels", "--run", "t.run"])
        .assert()
        .code(2)
        .stderr(predicate::str::contains(
            "bad.qrels:2: expected `topic iteration",
        ));
    warta(
        &folder,
        &["run", "--qrels", "bad.qrels", "--run", "t.run", "--lenient"],
    )
    .assert()
    .success()
    .stderr(predicate::str::contains("bad.qrels:2"));
    std::fs::write(folder.path().join("empty.run"), "").unwrap();
    warta(
        &folder,
        &["run", "--qrels", &path("small.qrels"), "--run", "empty.run"],
    )
    .assert()
    .code(2)
    .stderr(predicate::str::contains("the file holds no results"));
}

#[test]
fn tuning_writes_a_fragment_and_ablation_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let set = format!(
        "small={},{},{}",
        path("topics.tsv"),
        path("small.qrels"),
        path("docs.jsonl")
    );
    warta(
        &folder,
        &[
            "tune", "--set", &set, "--only", "title", "--folds", "2", "--rounds", "1", "--out",
            "new.toml",
        ],
    )
    .assert()
    .success()
    .stdout(predicate::str::contains("weights written to new.toml"));
    let fragment = std::fs::read_to_string(folder.path().join("new.toml")).unwrap();
    assert!(fragment.contains("[ranking]"), "{fragment}");
    // An earlier fragment is replaced, a configuration is not.
    let again = |out: &str, folds: &str| {
        let args = [
            "tune", "--set", &set, "--only", "title", "--rounds", "1", "--folds", folds, "--out",
            out,
        ];
        warta(&folder, &args).assert()
    };
    again("new.toml", "2").success();
    std::fs::write(folder.path().join("live.toml"), "[ranking]\ntitle = 9\n").unwrap();
    again("live.toml", "2")
        .code(2)
        .stderr(predicate::str::contains("name another file with --out"));
    let live = std::fs::read_to_string(folder.path().join("live.toml")).unwrap();
    assert_eq!(live, "[ranking]\ntitle = 9\n");
    again("new.toml", "40")
        .code(2)
        .stderr(predicate::str::contains("give fewer --folds"));
    warta(&folder, &["ablate", "--set", &set])
        .assert()
        .success()
        .stdout(predicate::str::contains("| **everything** (nDCG@10) |"));
}

#[test]
fn what_makes_no_sense_is_refused_before_any_work() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let (topics, qrels, docs) = (path("topics.tsv"), path("small.qrels"), path("docs.jsonl"));
    let set = ["--topics", &topics, "--qrels", &qrels, "--docs", &docs];
    for (own, said) in [
        (["run", "--depth", "0"], "write 1 or more"),
        (
            ["run", "--run-out", "file/out.run"],
            "cannot write file/out.run",
        ),
        (["run", "--html", "."], "cannot write ."),
    ] {
        let args: Vec<&str> = own.into_iter().chain(set).collect();
        warta(&folder, &args)
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicate::str::contains(said));
    }
    let judge = [
        "judge",
        "--topics",
        &topics,
        "--docs",
        &docs,
        "--out",
        "file/mine",
    ];
    warta(&folder, &judge)
        .assert()
        .code(2)
        .stderr(predicate::str::contains("cannot write file/mine"));
}

#[test]
fn a_run_that_finds_nothing_scores_zero_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("q"), "1 0 a 1\n").unwrap();
    std::fs::write(folder.path().join("r"), "2 Q0 a 1 1 t\n").unwrap();
    warta(&folder, &["run", "--qrels", "q", "--run", "r"])
        .assert()
        .success()
        .stdout(predicate::str::contains("-0.0").not())
        .stderr(predicate::str::contains("topic 1 has no results"));
}

#[test]
fn a_log_is_summed_up_and_judges_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    warta(
        &folder,
        &[
            "replay",
            &path("queries.jsonl"),
            "--qrels-out",
            "q",
            "--topics-out",
            "t",
        ],
    )
    .assert()
    .success()
    .stdout(predicate::str::contains("4 searches, 2 distinct queries"));
    let qrels = path("small.qrels");
    warta(&folder, &["judge", "--agreement", &qrels, &qrels])
        .assert()
        .success()
        .stdout(predicate::str::contains("Cohen's kappa 1.000"));
}
