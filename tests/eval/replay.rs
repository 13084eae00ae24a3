use warta::{
    eval::{Documents, Lab, clicks, query_log::QueryLog, replay::replay},
    search::{KnowledgeFiles, Ranking, SearchSettings},
};

use super::data;

fn log() -> QueryLog {
    let (log, problems) = QueryLog::read(&data("queries.jsonl")).unwrap();
    assert!(problems.is_empty(), "{problems}");
    log
}

#[test]
fn both_forms_of_the_log_are_read() {
    let log = log();
    assert_eq!((log.searches.len(), log.clicks.len()), (4, 1));
    assert_eq!(log.searches[2].request.source, ["contoh.id"]);
    assert!(log.searches[0].is_plain() && !log.searches[2].is_plain());
}

#[test]
fn strange_lines_of_a_log_are_reported() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(
        file.path(),
        "{}\nx\n{\"ids\":[]}\n{\"query\":\"a\",\"id\":\"b\",\"rank\":0}\n",
    )
    .unwrap();
    let (log, problems) = QueryLog::read(file.path()).unwrap();
    let lines: Vec<_> = problems.0.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [Some(1), Some(2), Some(3), Some(4), None]);
    assert!(log.clicks.is_empty());
}

#[test]
fn clicks_are_summed_up_by_query() {
    let (whole, by_query) = clicks::figures(&log());
    assert_eq!((whole.searches, whole.clicks), (4, 1));
    assert_eq!(
        (whole.click_through, whole.mean_reciprocal_rank),
        (0.25, 0.5)
    );
    assert_eq!(by_query[0].0, "harga beras");
}

#[test]
fn a_result_clicked_more_than_its_rank_explains_is_judged_relevant() {
    // Fifty searches: the first result is never opened, the third is in every other one.
    let mut text = String::new();
    for at in 0..50 {
        text.push_str("{\"query\":\"kurs\",\"ids\":[\"x\",\"y\",\"z\"],\"took_us\":1}\n");
        text.push_str("{\"query\":\"lain\",\"ids\":[\"u\",\"v\",\"w\"],\"took_us\":1}\n");
        if at % 2 == 0 {
            text.push_str("{\"query\":\"kurs\",\"id\":\"z\",\"rank\":3}\n");
            text.push_str("{\"query\":\"lain\",\"id\":\"u\",\"rank\":1}\n");
        }
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let (topics, qrels) = clicks::judgments(&QueryLog::read(file.path()).unwrap().0);
    let kurs = &topics.iter().find(|(_, query)| query == "kurs").unwrap().0;
    assert_eq!(qrels.grade(kurs, "z"), Some(3));
    assert_eq!(qrels.grade(kurs, "x"), Some(0));
}

#[test]
fn a_log_is_replayed_through_two_configurations() {
    let (documents, _) = Documents::read(&data("docs.jsonl")).unwrap();
    let lab = Lab::of_documents(
        &documents,
        &SearchSettings::default(),
        &KnowledgeFiles::default(),
        None,
    )
    .unwrap();
    let same = lab.with_ranking(&Ranking::default());
    let replayed = replay(&log(), &same, &same, 100).unwrap();
    assert_eq!((replayed.searches, replayed.distinct), (4, 3));
    assert_eq!((replayed.changed, replayed.overlap), (0.0, 1.0));
    assert_eq!(replayed.a.without_results, 0.25);
    assert!(replayed.a.clicked_reciprocal_rank > 0.0);
}
