//! Counts beside the results.

use super::*;

#[test]
fn facets_ignore_their_own_selection() {
    let request = SearchRequest {
        q: "harga".into(),
        category: vec!["ekonomi/pasar".into()],
        ..SearchRequest::default()
    };
    let response = searcher().search(&request).unwrap();
    assert_eq!(response.total, 2);
    let categories = response.facets.category.unwrap();
    assert_eq!(
        (categories[0].value.as_str(), categories[0].count),
        ("Ekonomi", 3)
    );
    let children: Vec<(&str, u64, bool)> = categories[0]
        .children
        .iter()
        .map(|child| (child.value.as_str(), child.count, child.selected))
        .collect();
    assert_eq!(children, [("Pasar", 2, true), ("Bisnis", 1, false)]);
    assert_eq!(response.facets.source.unwrap()[0].count, 2);
}

#[test]
fn date_buckets_are_local_days() {
    let date = ask(&searcher(), "").facets.date.unwrap();
    let total: u64 = date.buckets.iter().map(|bucket| bucket.count).sum();
    assert_eq!(total, 4);
    let request = SearchRequest {
        from: "2023-12-31".parse().ok(),
        to: "2023-12-31".parse().ok(),
        ..SearchRequest::default()
    };
    assert_eq!(ids(&searcher().search(&request).unwrap()), ["c"]);
}

#[test]
fn articles_without_a_date_are_found_and_in_no_bucket() {
    let settings = SearchSettings::default();
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let writes = vec![put(article(
        "tanpa",
        "Panen raya",
        "Panen raya.",
        "",
        "Ekonomi",
    ))];
    engine.write(writes).unwrap();
    let response = ask(&Searcher::new(Arc::new(engine), settings), "panen");
    assert_eq!(ids(&response), ["tanpa"]);
    let facets = response.facets;
    assert!(facets.date.unwrap().buckets.is_empty());
    assert_eq!(facets.category.unwrap()[0].count, 1);
}
