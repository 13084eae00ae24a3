use warta::eval::{
    Evaluation, Measure, Qrels, Run, Topics, Verdict, compare,
    compare::side_by_side,
    evaluate,
    report::{html, text},
};

const MEASURES: [Measure; 2] = [Measure::ReciprocalRank(10), Measure::Precision(1)];

/// Twelve topics, each with one relevant document `good`.
fn qrels() -> (Topics, Qrels) {
    let text: String = (1..=12)
        .map(|topic| format!("{topic} 0 good 1\n"))
        .collect();
    let (qrels, _) = Qrels::parse("q".as_ref(), &text);
    (Topics::of_qrels(&qrels), qrels)
}

/// Finds `good` at the given rank of each topic.
fn run(name: &str, rank: impl Fn(usize) -> usize) -> Run {
    let mut run = Run::new(name);
    for topic in 1..=12 {
        let ranking = (1..=4)
            .map(|at| match at == rank(topic) {
                true => ("good".to_owned(), 1.0),
                false => (format!("other{at}"), 1.0),
            })
            .collect();
        run.set_ranking(&topic.to_string(), ranking);
    }
    run
}

fn score(run: &Run) -> Evaluation {
    let (topics, qrels) = qrels();
    evaluate(run, &topics, &qrels, &MEASURES, 1)
}

#[test]
fn a_real_gain_is_called_better_and_a_chance_one_noise() {
    let base = score(&run("base", |_| 2));
    let better = score(&run("better", |topic| if topic == 1 { 2 } else { 1 }));
    let chance = score(&run("chance", |topic| if topic % 2 == 0 { 1 } else { 3 }));
    let comparisons = compare(&base, &[better, chance]).unwrap();
    assert_eq!(comparisons[0].measures[0].verdict, Verdict::Better);
    assert_eq!(comparisons[1].measures[0].verdict, Verdict::Noise);
    let sentence = comparisons[1].measures[0].sentence("B");
    assert!(sentence.contains("Treat it as noise"), "{sentence}");
}

#[test]
fn p_values_are_corrected_over_runs_and_measures() {
    let base = score(&run("base", |_| 2));
    let better = score(&run("better", |_| 1));
    let alone = compare(&base, std::slice::from_ref(&better)).unwrap();
    let together = compare(&base, &[better.clone(), better.clone(), better]).unwrap();
    let (alone, together) = (&alone[0].measures[0], &together[0].measures[0]);
    assert_eq!(alone.difference.p, together.difference.p);
    assert!((together.p_corrected / alone.p_corrected - 3.0).abs() < 1e-9);
}

#[test]
fn a_run_compared_with_itself_is_the_same() {
    let base = score(&run("base", |_| 2));
    let comparison = &compare(&base, std::slice::from_ref(&base)).unwrap()[0];
    assert_eq!(comparison.measures[0].verdict, Verdict::Same);
    assert!(comparison.moved.is_empty());
}

#[test]
fn topics_that_moved_are_shown_side_by_side_with_grades_and_ranks() {
    let (a, b) = (
        run("a", |_| 3),
        run("b", |topic| if topic == 5 { 1 } else { 3 }),
    );
    let comparison = compare(&score(&a), &[score(&b)]).unwrap().remove(0);
    assert_eq!(comparison.moved.len(), 1);
    let sides = side_by_side(&comparison.moved[0], &a, &b, &qrels().1, None, 2);
    assert_eq!(sides.topic, "5");
    assert_eq!(sides.b[0].grade, Some(1));
    assert_eq!(sides.b[0].other_rank, Some(3));
    assert_eq!((sides.a[0].grade, sides.a.len()), (None, 2));
    let shown = text::side_by_side(&sides, comparison.moved[0].delta, "MRR@10");
    assert!(shown.contains("[1] good (3)"), "{shown}");
}

#[test]
fn reports_are_one_file_and_escape_what_they_show() {
    let (topics, qrels) = (
        Topics::parse("t".as_ref(), "1\t<script>alert(1)</script>\n").0,
        qrels().1,
    );
    let evaluation = evaluate(&run("<b>", |_| 1), &topics, &qrels, &MEASURES, 1);
    let page = html::evaluation(&evaluation);
    assert!(page.contains("<svg") && page.contains("&lt;script&gt;"));
    assert!(!page.contains("<script") && !page.contains("<b>"));
    assert!(!page.contains("http://") && !page.contains("https://"));
}
