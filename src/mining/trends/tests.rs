use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::{
    article::State,
    engine::{Story, Write, tantivy::TantivyEngine},
};

fn article(day: i64, source: &str, title: &str, body: &str) -> Article {
    let at = jiff::Timestamp::from_second(day * 86_400).expect("a date in range");
    Article {
        title: title.to_owned(),
        body: vec![body.to_owned()],
        source: Some(source.to_owned()),
        category: vec![if day % 2 == 0 { "Ekonomi" } else { "Olahraga" }.to_owned()],
        published: Some(crate::article::Moment {
            at,
            offset: jiff::tz::Offset::UTC,
        }),
        ..Article::default()
    }
}

/// 100 days of everyday news; in the last week Gunung Melati erupts.
fn archive() -> Vec<Article> {
    let mut all = Vec::new();
    for day in 1_000..1_100i64 {
        for i in 0..6 {
            let source = ["a", "b", "c", "d", "e"][(i % 5) as usize];
            all.push(article(
                day,
                source,
                "Panen sayur petani lereng",
                "Petani lereng menjual sayur ke pasar kota.",
            ));
        }
        if day >= 1_093 {
            for source in ["a", "b", "c"] {
                all.push(article(
                    day,
                    source,
                    "Erupsi Gunung Melati mereda",
                    "Warga di lereng Gunung Melati mengungsi karena erupsi.",
                ));
            }
        }
    }
    all
}

fn query(from: i32, to: i32) -> TrendQuery {
    TrendQuery {
        from,
        to,
        baseline: None,
        category: None,
        source: None,
        limit: 10,
    }
}

#[test]
fn what_is_new_rises_and_what_is_usual_does_not() {
    let report = Trends::build(&archive(), &TimeZone::UTC).query(&query(1_093, 1_099));
    let terms: Vec<String> = report
        .trends
        .iter()
        .map(|t| t.term.to_lowercase())
        .collect();
    assert!(terms.iter().any(|t| t.contains("melati")), "{terms:?}");
    assert!(!terms.iter().any(|t| t.contains("sayur")), "{terms:?}");
    let top = &report.trends[0];
    assert_eq!((top.now, top.before), (21, 0));
    assert_eq!(top.sparkline.iter().sum::<u32>(), 21);
    assert!(top.sparkline[0] == 0 && top.sparkline[top.sparkline.len() - 1] > 0);
}

#[test]
fn a_quiet_week_has_no_trends() {
    assert!(
        Trends::build(&archive(), &TimeZone::UTC)
            .query(&query(1_060, 1_066))
            .trends
            .is_empty()
    );
}

#[test]
fn category_and_source_narrow_both_sides() {
    let trends = Trends::build(&archive(), &TimeZone::UTC);
    let mut narrow = query(1_093, 1_099);
    narrow.category = Some("ekonomi".into());
    narrow.source = Some("a".into());
    let report = trends.query(&narrow);
    assert_eq!(report.articles, 3 * 3);
    narrow.source = Some("nowhere".into());
    assert_eq!(trends.query(&narrow), TrendReport::default());
}

proptest! {
    #[test]
    fn no_query_makes_it_panic(from in any::<i32>(), to in any::<i32>(), baseline in any::<Option<u32>>(), title in "\\PC{0,40}") {
        let from = from.clamp(-1_000_000, 1_000_000);
        let to = to.clamp(-1_000_000, 1_000_000);
        let baseline = baseline.map(|b| b % 100_000);
        let trends = Trends::build(&[article(10, "a", &title, &title)], &TimeZone::UTC);
        trends.query(&TrendQuery { from, to, baseline, category: None, source: None, limit: 5 });
    }
}

#[test]
fn days_are_days_of_the_sites_zone() {
    let mut late = archive();
    for article in &mut late {
        // 20.00 UTC is the next morning in Jakarta, whatever offset the publisher states.
        if let Some(published) = &mut article.published {
            published.at += jiff::SignedDuration::from_hours(20);
        }
    }
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    let report = Trends::build(&late, &zone).query(&query(1_100, 1_100));
    assert_eq!(report.articles, 9);
    let report = Trends::build(&late, &TimeZone::UTC).query(&query(1_100, 1_100));
    assert_eq!(report.articles, 0);
}

#[test]
fn what_searches_do_not_show_does_not_rise() {
    let mut articles = archive();
    let hidden: Vec<Article> = (articles.iter().filter(|a| a.title.starts_with("Erupsi")))
        .map(|article| Article {
            title: "Gempa Pulau Kenanga mereda".to_owned(),
            body: vec!["Warga Pulau Kenanga mengungsi karena gempa.".to_owned()],
            ..article.clone()
        })
        .collect();
    let after = "2999-01-01T00:00:00Z".parse().expect("a moment");
    articles.extend(hidden.iter().enumerate().map(|(number, article)| Article {
        state: [State::Published, State::Retracted][number % 2],
        embargo: (number % 2 == 0).then_some(after),
        ..article.clone()
    }));
    let engine = TantivyEngine::in_memory(TimeZone::UTC).expect("an engine");
    let writes = articles
        .into_iter()
        .enumerate()
        .map(|(number, article)| Write::Put {
            story: Story::of(&number.to_string()),
            article: Box::new(Article {
                id: number.to_string(),
                ..article
            }),
        });
    engine.write(writes.collect()).expect("written");
    let table = LiveTrends::default()
        .current(&engine, &TimeZone::UTC)
        .expect("read");
    let report = table.query(&query(1_093, 1_099));
    assert_eq!(report.articles, 7 * 9);
    let rises = |term: &str| report.trends.iter().any(|trend| trend.term.contains(term));
    assert!(rises("Melati") && !rises("Kenanga"), "{report:?}");
}
