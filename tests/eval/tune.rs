use std::sync::Arc;

use warta::{
    eval::{
        Measure, Qrels, RankingIndex, Topics,
        ablate::{ablate, switches},
        sets::{LabSet, SetPaths},
        tune::{TuneOptions, tune},
        weights,
    },
    search::Ranking,
};

/// Finds `good` first when the title counts at least 3.5, or for every topic that ends in 0.
struct TitleLover;

impl RankingIndex for TitleLover {
    fn rank(
        &self,
        query: &str,
        _depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, String> {
        let good_first = ranking.title >= 3.5 || query.ends_with('0');
        let (good, bad): (f32, f32) = if good_first { (2.0, 1.0) } else { (1.0, 2.0) };
        let mut found = vec![("good".to_owned(), good), ("bad".to_owned(), bad)];
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        Ok(found)
    }
}

/// Recency helps one half of the topics exactly as much as it harms the other.
struct Coin;

impl RankingIndex for Coin {
    fn rank(
        &self,
        query: &str,
        _depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, String> {
        let even = query.ends_with(['0', '2', '4', '6', '8']);
        let good_first = even == (ranking.recency > 0.15);
        let order = if good_first {
            ["good", "bad"]
        } else {
            ["bad", "good"]
        };
        Ok(order.map(|id| (id.to_owned(), 1.0)).to_vec())
    }
}

fn set(name: &str, index: impl RankingIndex + Send + 'static) -> LabSet {
    let topics: String = (1..=40).map(|id| format!("{id}\tquery {id}\n")).collect();
    let qrels: String = (1..=40).map(|id| format!("{id} 0 good 1\n")).collect();
    LabSet {
        name: name.to_owned(),
        topics: Topics::parse("t".as_ref(), &topics).0,
        qrels: Qrels::parse("q".as_ref(), &qrels).0,
        index: Arc::new(index),
        weight: 1.0,
    }
}

#[test]
fn a_weight_that_helps_is_found_and_holds_on_unseen_topics() {
    let from = Ranking::default();
    let sets = [set("titles", TitleLover)];
    let tuned = tune(&sets, &from, &TuneOptions::default(), &mut |_| ()).unwrap();
    assert!(tuned.to.title >= 3.5);
    assert_eq!(tuned.changes.len(), 1, "{:?}", tuned.changes);
    assert_eq!(tuned.changes[0].by_fold.len(), 5);
    assert!(tuned.held_out > 0.3 && tuned.folds.iter().all(|fold| fold.unseen > 0.0));
    assert!(tuned.sets[0].held_out.low > 0.0);
    let report = warta::eval::report::tune::tuned(&tuned, "nDCG@10");
    assert!(
        report.contains("hold on topics that were not seen"),
        "{report}"
    );
}

#[test]
fn a_set_that_would_lose_forbids_the_step() {
    struct TitleHater;
    impl RankingIndex for TitleHater {
        fn rank(&self, q: &str, d: usize, r: &Ranking) -> Result<Vec<(String, f32)>, String> {
            let mut against = r.clone();
            against.title = 5.5 - r.title;
            TitleLover.rank(q, d, &against)
        }
    }
    let sets = [set("titles", TitleLover), set("bodies", TitleHater)];
    let tuned = tune(
        &sets,
        &Ranking::default(),
        &TuneOptions::default(),
        &mut |_| (),
    )
    .unwrap();
    assert_eq!(tuned.to, Ranking::default());
}

#[test]
fn nothing_is_advised_when_nothing_helps() {
    let sets = [set("coin", Coin)];
    let options = TuneOptions {
        only: vec!["recency".to_owned()],
        ..TuneOptions::default()
    };
    let tuned = tune(&sets, &Ranking::default(), &options, &mut |_| ()).unwrap();
    let report = warta::eval::report::tune::tuned(&tuned, "nDCG@10");
    assert!(report.contains("keep the present weights"), "{report}");
}

#[test]
fn unknown_weights_are_named_with_the_known_ones() {
    let options = TuneOptions {
        fixed: vec!["fame".to_owned()],
        ..TuneOptions::default()
    };
    let sets = [set("titles", TitleLover)];
    let error = tune(&sets, &Ranking::default(), &options, &mut |_| ()).unwrap_err();
    assert!(
        error.to_string().contains("no weight `fame`; known are k1"),
        "{error}"
    );
}

#[test]
fn every_weight_can_be_read_changed_and_written() {
    let ranking = Ranking::default();
    for weight in weights::weights(&ranking) {
        let changed = weights::with(&ranking, &weight.name, 1.0).unwrap();
        assert_eq!(
            weights::get(&changed, &weight.name),
            Some(1.0),
            "{}",
            weight.name
        );
    }
    let to = weights::with(&ranking, "title", 3.5).unwrap();
    let fragment = weights::fragment(&ranking, &to, &["why".to_owned()]);
    assert!(fragment.starts_with("# why\n\n[ranking]\n"));
    let was = format!("title = 3.5  # was {:?}\n", ranking.title);
    assert!(fragment.contains(&was), "{fragment}");
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(file.path(), fragment).unwrap();
    let read = weights::read(file.path()).unwrap();
    for weight in weights::weights(&to) {
        assert_eq!(weights::get(&read, &weight.name), Some(weight.value));
    }
}

#[test]
fn a_configuration_with_a_misspelt_weight_is_refused() {
    let file = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(file.path(), "[ranking]\ntitel = 3\n").unwrap();
    let error = weights::read(file.path()).unwrap_err().to_string();
    assert!(error.contains("titel"), "{error}");
}

#[test]
fn ablation_says_what_each_part_adds() {
    let ranking = Ranking {
        title: 6.0,
        ..Ranking::default()
    };
    let sets = [set("titles", TitleLover)];
    let ablation = ablate(&sets, &ranking, Measure::Ndcg(10), 10, &mut |_| ()).unwrap();
    let title = (ablation.parts.iter()).find(|part| part.name.contains("`title`"));
    let worth = &title.unwrap().adds[0];
    assert!(worth.difference.mean > 0.3 && worth.p_corrected < 0.05);
    let table = ablation.to_markdown();
    assert!(table.starts_with("| part | titles | cost |\n|---|---:|---:|\n"));
    assert_eq!(ablation.parts.len(), switches(&ranking).len());
}

#[test]
fn a_set_is_named_on_the_command_line_or_by_its_folder() {
    let named: SetPaths = "x=a.tsv,b.txt,c.gz".parse().unwrap();
    assert_eq!(named.docs.unwrap().to_str(), Some("c.gz"));
    assert!("x=a.tsv".parse::<SetPaths>().is_err());
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("one")).unwrap();
    std::fs::write(folder.path().join("one/topics.tsv"), "1\tx\n").unwrap();
    let error = SetPaths::in_folder(folder.path(), &[], &[]).unwrap_err();
    assert!(error.to_string().contains("--docs one=FILE"), "{error}");
    let docs = [("one".to_owned(), "d.gz".into())];
    let sets = SetPaths::in_folder(folder.path(), &docs, &[]).unwrap();
    assert_eq!(sets.len(), 1);
}
