use std::path::Path;

use warta::eval::{Documents, EvalError, Problems, Qrels, Run, Topics, input};

fn lines(problems: &Problems) -> Vec<String> {
    problems.0.iter().map(ToString::to_string).collect()
}

#[test]
fn topics_in_tsv_report_malformed_and_duplicate_lines() {
    let text = "\u{feff}1\tharga beras\n\nno tab\n2\t\n1\tlagi\n3\tpemilu\r\n";
    let text = text.strip_prefix('\u{feff}').unwrap();
    let (topics, problems) = Topics::parse(Path::new("topics.tsv"), text);
    let ids: Vec<&str> = topics.all.iter().map(|topic| topic.id.as_str()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(topics.all[1].query, "pemilu");
    assert_eq!(
        lines(&problems),
        [
            "topics.tsv:3: expected `id<TAB>query`, found 1 columns instead of 2",
            "topics.tsv:4: expected `id<TAB>query`, found 1 columns instead of 2",
            "topics.tsv:5: topic 1 is defined again; it stands on line 1 already",
        ]
    );
    assert!(problems.check().is_err());
}

#[test]
fn topics_in_both_shapes_of_trec_xml() {
    let classic = "<top>\n<num> Number: 301\n<title> gempa &amp; tsunami\n<desc> Description:\nCari.\n</top>\n\n<top>\n<num> Number: 302\n<desc> tanpa judul\n</top>\n";
    let (topics, problems) = Topics::parse(Path::new("t.xml"), classic);
    assert_eq!(topics.all.len(), 1);
    assert_eq!(
        (&*topics.all[0].id, &*topics.all[0].query),
        ("301", "gempa & tsunami")
    );
    assert_eq!(topics.all[0].narrative, "Cari.");
    assert_eq!(
        lines(&problems),
        ["t.xml:8: this topic has no words (`<title>` or `<query>`)"]
    );
    let modern = "<?xml version=\"1.0\"?>\n<topics>\n<topic number=\"7\" type=\"x\">\n <query>vaksin\n mpox</query><question>Apa?</question>\n</topic>\n<topic number='8'><query>wamil</query>\n";
    let (topics, problems) = Topics::parse(Path::new("t.xml"), modern);
    assert_eq!(
        (&*topics.all[0].id, &*topics.all[0].query),
        ("7", "vaksin mpox")
    );
    assert_eq!(topics.all[0].narrative, "Apa?");
    assert_eq!(lines(&problems), ["t.xml:7: this topic is never closed"]);
}

#[test]
fn judgments_report_malformed_repeated_and_conflicting_lines() {
    let text = "1 0 a 2\n1 0 b\n1 0 c high\n1 0 a 2\n1 0 a 0\n";
    let (qrels, problems) = Qrels::parse(Path::new("q"), text);
    assert_eq!(qrels.len(), 1);
    assert_eq!(
        lines(&problems),
        [
            "q:2: expected `topic iteration document grade`, found 3 columns instead of 4",
            "q:3: the grade `high` is not a whole number",
            "q:4: document a is judged again for topic 1, as on line 1",
            "q:5: document a is judged again for topic 1, with another grade than on line 1",
        ]
    );
}

#[test]
fn judgments_are_checked_against_topics_and_documents() {
    let (topics, _) = Topics::parse(Path::new("t"), "1\tsatu\n2\tdua\n3\ttiga\n");
    let (qrels, _) = Qrels::parse(Path::new("q"), "1 0 a 1\n3 0 a 0\n9 0 z 1\n");
    assert_eq!(
        lines(&qrels.check_against(&topics, 1)),
        [
            "t:2: topic 2 has no judgments; it is left out of every mean",
            "q:2: topic 3 has no document of grade 1 or more; it counts as zero, as in trec_eval",
            "q:3: topic 9 is judged but is not among the topics; it is left out",
        ]
    );
    assert_eq!(
        lines(&qrels.check_against(&topics, 2))[0],
        "q:1: topic 1 has no document of grade 2 or more; it counts as zero, as in trec_eval"
    );
    assert_eq!(
        lines(&qrels.check_documents(|id| id == "a")),
        ["q:3: topic 9 judges document z, which is not in the collection"]
    );
}

#[test]
fn judgments_of_other_topics_stop_the_evaluation() {
    let (topics, _) = Topics::parse(Path::new("t"), "1\tsatu\n");
    let (qrels, _) = Qrels::parse(Path::new("q"), "one 0 a 1\n");
    let stopped = qrels.check_against(&topics, 1).check();
    assert!(matches!(stopped, Err(EvalError::Input(_))));
}

#[test]
fn runs_report_malformed_lines_duplicates_and_disorder() {
    let text =
        "1 Q0 a 1 2.0 x\n1 Q0 b 2 3.0 x\n1 Q0 a 3 1.0 x\n1 Q0 c 4 NaN x\n1 Q0 d 5\n1 Q0 e x 1 x\n";
    let (run, problems) = Run::parse(Path::new("r"), text);
    let order: Vec<&str> = run
        .results("1")
        .iter()
        .map(|r| r.document.as_str())
        .collect();
    assert_eq!(order, ["b", "a"]);
    assert_eq!(
        lines(&problems),
        [
            "r:3: document a is retrieved again for topic 1; it stands on line 1 already",
            "r:4: the score `NaN` is not a finite number",
            "r:5: expected `topic Q0 document rank score tag`, found 4 columns instead of 6",
            "r:6: the rank `x` is not a whole number",
            "r:2: topic 1: the rank column disagrees with the scores; the order follows the scores, as in trec_eval",
        ]
    );
}

#[test]
fn ties_are_broken_by_document_descending_at_single_precision() {
    let text = "1 Q0 a 1 1.00000000001 x\n1 Q0 c 2 1.0 x\n1 Q0 b 3 1.0 x\n";
    let (run, problems) = Run::parse(Path::new("r"), text);
    let order: Vec<&str> = run
        .results("1")
        .iter()
        .map(|r| r.document.as_str())
        .collect();
    assert_eq!(order, ["c", "b", "a"]);
    assert!(problems.is_empty());
}

#[test]
fn empty_files_are_errors_not_zeros() {
    for problems in [
        Topics::parse(Path::new("f"), "\n").1,
        Qrels::parse(Path::new("f"), "").1,
        Run::parse(Path::new("f"), "\n\n").1,
    ] {
        let error = problems.check().unwrap_err().to_string();
        assert!(error.starts_with("f: the file holds no "), "{error}");
    }
}

#[test]
fn many_problems_of_a_kind_are_counted_not_listed() {
    let text = "x\n".repeat(100);
    let shown = Qrels::parse(Path::new("q"), &text).1.to_string();
    assert!(shown.ends_with("… and 92 more of these kinds"), "{shown}");
}

#[test]
fn gzip_is_recognised_by_content_and_written_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/q.gz");
    input::write(&path, b"1 0 a 1\n").unwrap();
    assert_eq!(std::fs::read(&path).unwrap()[..2], [0x1f, 0x8b]);
    let (qrels, problems) = Qrels::read(&path).unwrap();
    assert_eq!((qrels.len(), problems.is_empty()), (1, true));
    let plain = folder.path().join("plain.gz.txt");
    std::fs::copy(&path, &plain).unwrap();
    assert_eq!(Qrels::read(&plain).unwrap().0.len(), 1);
}

#[test]
fn documents_report_lines_without_an_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("docs.jsonl");
    let text = "{\"id\":\"a\",\"title\":\"Judul\",\"body\":\"satu\\n\\ndua\"}\n{\"title\":\"x\"}\nnot json\n";
    std::fs::write(&path, text).unwrap();
    let (documents, problems) = Documents::read(&path).unwrap();
    assert!(documents.contains("a") && documents.len() == 1);
    let numbers: Vec<Option<u32>> = problems.0.iter().map(|problem| problem.line).collect();
    assert_eq!(numbers, [Some(2), Some(3)]);
    assert!(problems.check().is_ok());
}
