use std::collections::BTreeMap;

use warta::eval::{Measure, Qrels, Run, Topics, evaluate};

use super::data;

/// trec_eval's figures for the runs here, kept by `trec_eval_cross_check.py --write-fixture`.
type Expected = BTreeMap<String, BTreeMap<String, BTreeMap<String, f64>>>;

#[test]
fn every_measure_agrees_with_trec_eval_to_the_fourth_digit() {
    let text = std::fs::read_to_string(data("trec_eval.json")).unwrap();
    let expected: Expected = serde_json::from_str(&text).unwrap();
    let (qrels, _) = Qrels::read(&data("qrels.txt")).unwrap();
    let topics = Topics::of_qrels(&qrels);
    let mut checked = 0;
    for (file, by_topic) in &expected {
        let (run, _) = Run::read(&data(file)).unwrap();
        let evaluation = evaluate(&run, &topics, &qrels, &Measure::STANDARD, 1);
        assert_eq!(evaluation.topics.len(), by_topic.len());
        for topic in &evaluation.topics {
            for (measure, value) in evaluation.measures.iter().zip(&topic.values) {
                let Some(expected) = by_topic[&topic.id].get(&measure.to_string()) else {
                    continue;
                };
                checked += 1;
                assert!(
                    (value - expected).abs() < 5e-5,
                    "{file} {} {measure}: {value} instead of {expected}",
                    topic.id
                );
            }
        }
    }
    assert_eq!(checked, 25 * 9 + 25 * 10);
}

#[test]
fn a_written_run_scores_as_the_ranking_it_was_made_of() {
    let (qrels, _) = Qrels::parse("q".as_ref(), "1 0 a 1\n1 0 b 0\n");
    let topics = Topics::of_qrels(&qrels);
    let mut run = Run::new("ours");
    // A tie, which trec_eval would break in favour of b.
    run.set_ranking("1", vec![("a".into(), 2.5), ("b".into(), 2.5)]);
    let (again, problems) = Run::parse("again".as_ref(), &run.to_trec("ours"));
    assert!(problems.is_empty());
    assert_eq!(again.results("1"), run.results("1"));
    let reciprocal = [Measure::ReciprocalRank(10)];
    assert_eq!(
        evaluate(&again, &topics, &qrels, &reciprocal, 1).means,
        [1.0]
    );
}

#[test]
fn a_topic_without_results_counts_as_zero_and_one_without_judgments_not_at_all() {
    let (qrels, _) = Qrels::parse("q".as_ref(), "1 0 a 1\n2 0 a 1\n");
    let (topics, _) = Topics::parse("t".as_ref(), "1\tsatu\n2\tdua\n3\ttiga\n");
    let (run, _) = Run::parse("r".as_ref(), "1 Q0 a 1 1.0 x\n3 Q0 a 1 1.0 x\n");
    let evaluation = evaluate(&run, &topics, &qrels, &[Measure::Ndcg(10)], 1);
    assert_eq!(evaluation.topics.len(), 2);
    assert_eq!(evaluation.means, [0.5]);
    let remarks = evaluation.problems.to_string();
    assert_eq!(
        remarks,
        "t:2: topic 2 has no results in the run; it counts as zero (trec_eval -c)"
    );
}

#[test]
fn measures_are_named_as_they_are_shown() {
    for measure in Measure::STANDARD {
        assert_eq!(measure.to_string().parse::<Measure>(), Ok(measure));
    }
    assert!("ndcg@0".parse::<Measure>().is_err());
    assert!("fame@10".parse::<Measure>().unwrap_err().contains("nDCG@k"));
}
