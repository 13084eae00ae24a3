//! Mining over a real archive. Run with
//! `WARTA_CORPUS=FILE.jsonl.gz cargo test --release --test mining_corpus -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use warta::{
    article::Article,
    extract::Options,
    ingest::sources::{Limits, Sources},
    mining::{acronyms::Harvester, quotes, related::RelatedTerms, threads, trends::Trends},
};

fn corpus() -> Vec<Article> {
    let path = std::env::var("WARTA_CORPUS").expect("WARTA_CORPUS names a file of articles");
    let options = Options::default();
    Sources::new(&[path], &options, Limits::default())
        .extract(&options)
        .filter_map(Result::ok)
        .map(|found| found.article)
        .collect()
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    let took = start.elapsed();
    println!("{what}: {took:.2?}");
    (result, took)
}

#[test]
#[ignore = "needs an archive in WARTA_CORPUS"]
fn an_archive_is_mined_in_seconds_and_the_checked_acronyms_are_still_found() {
    let articles = corpus();
    println!("{} articles", articles.len());
    let (table, _) = timed("acronyms", || {
        let mut harvester = Harvester::new();
        articles.iter().for_each(|a| harvester.add(a));
        harvester.table()
    });
    println!("{} pairs", table.len());
    let checked = include_str!("data/acronyms_checked.tsv");
    let (mut found, mut right) = (0, 0);
    for line in checked.lines().filter(|l| l.ends_with("\tright")) {
        let mut columns = line.split('\t');
        let (Some(short), Some(long)) = (columns.next(), columns.next()) else {
            continue;
        };
        right += 1;
        found += u32::from(table.long_forms(short).any(|e| e.long == long));
    }
    println!("{found} of {right} checked pairs");
    let (spoken, _) = timed("quotes", || {
        articles
            .iter()
            .map(|a| quotes::quotes(a).len())
            .sum::<usize>()
    });
    println!("{spoken} quotations");
    let (stories, _) = timed("threads", || {
        threads::threads(&articles, &threads::Settings::default())
    });
    println!("{} threads", stories.len());
    let (trends, _) = timed("trends", || {
        Trends::build(&articles, &jiff::tz::TimeZone::UTC)
    });
    println!("{} terms", trends.len());
    let (related, _) = timed("related", || RelatedTerms::build(&articles));
    println!("{} terms with relatives", related.len());
    assert!(table.len() >= 1_500);
    assert!(found * 100 >= right * 97);
}
