//! One page after another.

use super::*;

/// Ids of all pages.
fn walk(searcher: &Searcher, mut request: SearchRequest) -> Vec<String> {
    let mut seen = Vec::new();
    loop {
        let response = searcher.search(&request).unwrap();
        seen.extend(response.hits.into_iter().map(|hit| hit.id));
        request.cursor = response.next_cursor;
        if request.cursor.is_none() {
            return seen;
        }
    }
}

#[test]
fn cursors_walk_every_hit_once_in_every_order() {
    let searcher = searcher();
    for (sort, expected) in [
        (Sort::Newest, ["d", "a", "b", "c"]),
        (Sort::Oldest, ["c", "b", "a", "d"]),
    ] {
        let request = SearchRequest {
            sort,
            limit: 1,
            ..SearchRequest::default()
        };
        assert_eq!(walk(&searcher, request), expected);
    }
}

#[test]
fn cursors_survive_writes_without_repeating_or_skipping() {
    let searcher = searcher();
    let request = SearchRequest {
        q: "harga".into(),
        limit: 1,
        ..SearchRequest::default()
    };
    let first = searcher.search(&request).unwrap();
    let mut seen = vec![first.hits[0].id.clone()];
    let newer = article(
        "e",
        "Harga harga harga",
        "Harga lagi.",
        "2024-05-30T07:00:00+07:00",
        "Ekonomi",
    );
    searcher.engine().write(vec![put(newer)]).unwrap();
    seen.extend(walk(
        &searcher,
        SearchRequest {
            cursor: first.next_cursor,
            ..request
        },
    ));
    seen.sort();
    assert_eq!(seen, ["a", "b", "d"]);
}

#[test]
fn forged_cursors_and_absurd_limits_name_the_parameter() {
    let searcher = searcher();
    for (request, parameter) in [
        (
            SearchRequest {
                cursor: Some("palsu".into()),
                ..SearchRequest::default()
            },
            "cursor",
        ),
        (
            SearchRequest {
                limit: 1_000_000,
                ..SearchRequest::default()
            },
            "limit",
        ),
    ] {
        let error = searcher.search(&request).unwrap_err().to_string();
        assert!(error.starts_with(parameter), "{error}");
    }
}
