//! Searching through the public API, as HTTP and the command line do.

use std::sync::Arc;

use warta::{
    article::Article,
    engine::{Engine, Write, Written, tantivy::TantivyEngine},
    search::{SearchRequest, SearchResponse, SearchSettings, Searcher, Sort},
};

fn article(id: &str, title: &str, body: &str, published: &str, category: &str) -> Article {
    Article {
        id: id.into(),
        title: title.into(),
        body: body.split("\n\n").map(str::to_owned).collect(),
        published: published.parse().ok(),
        category: category.split('/').map(str::to_owned).collect(),
        source: Some("Kabar Nusa".into()),
        authors: vec!["Ratna Wibisana".into()],
        ..Article::default()
    }
}

fn put(article: Article) -> Write {
    let story = article.id.clone();
    Write::Put {
        article: Box::new(article),
        story,
    }
}

fn timnas() -> Article {
    article(
        "c",
        "Timnas menang di laga perdana",
        "Timnas menang dua gol tanpa balas. Pelatih memuji lini belakang.",
        "2023-12-31T23:30:00+07:00",
        "Olahraga",
    )
}

fn searcher() -> Searcher {
    let settings = SearchSettings {
        now: "2024-06-01T00:00:00Z".parse().ok(),
        ..SearchSettings::default()
    };
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let writes = vec![
        put(article(
            "a",
            "Harga beras naik di Pasar Induk",
            "Harga beras medium naik tiga persen pada pekan ini. Pedagang mengeluh soal pasokan.\n\nBulog menyiapkan operasi pasar.",
            "2024-05-01T09:38:00+07:00",
            "Ekonomi/Pasar",
        )),
        put(article(
            "b",
            "Petani menanam padi lebih awal",
            "Musim tanam dimulai lebih awal tahun ini. Harga gabah ikut naik.",
            "2024-04-20T08:00:00+08:00",
            "Ekonomi/Bisnis",
        )),
        put(timnas()),
        put(article(
            "d",
            "Harga cabai turun",
            "Setelah beras, giliran harga cabai yang turun <b>tajam</b> & cepat.",
            "2024-05-02T07:00:00+07:00",
            "Ekonomi/Pasar",
        )),
    ];
    assert_eq!(engine.write(writes).unwrap(), [Written::Added; 4]);
    Searcher::new(Arc::new(engine), settings)
}

fn ask(searcher: &Searcher, q: &str) -> SearchResponse {
    let request = SearchRequest {
        q: q.into(),
        ..SearchRequest::default()
    };
    searcher.search(&request).unwrap()
}

fn ids(response: &SearchResponse) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}

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
fn words_find_articles_and_are_marked() {
    let response = ask(&searcher(), "harga beras");
    assert_eq!(ids(&response)[0], "a");
    let hit = &response.hits[0];
    assert_eq!(
        hit.title_html,
        "<mark>Harga</mark> <mark>beras</mark> naik di Pasar Induk"
    );
    assert!(hit.snippets[0].html.contains("<mark>beras</mark>"));
    let (start, end) = hit.snippets[0].marks[0];
    assert_eq!(&hit.snippets[0].text[start..end], "Harga");
}

#[test]
fn snippets_are_escaped() {
    let response = ask(&searcher(), "cabai");
    let html = &response.hits[0].snippets[0].html;
    assert!(
        html.contains("&lt;b&gt;tajam&lt;/b&gt; &amp; cepat"),
        "{html}"
    );
}

#[test]
fn snippets_show_the_sentence_of_the_words_wherever_it_stands() {
    let searcher = searcher();
    let mut body = vec!["*** 🙂 ***".to_owned(), "Pembuka. … Lalu isi.".to_owned()];
    for number in 1..60 {
        body.push(format!(
            "Alinea {number} bercerita tentang hal lain. Ada pula kalimat kedua di sini."
        ));
    }
    body.push("Warga menanam bakau di pesisir. Ombak pun reda.".to_owned());
    body.push("Pertanggungjawaban dana dibahas esok. Penutup singkat.".to_owned());
    let mut long = article("panjang", "Tanpa judul khusus", "", "2024-05-03", "Daerah");
    long.body = body;
    searcher.engine().write(vec![put(long)]).unwrap();
    for (q, shown) in [
        (
            "tanam bakau",
            "Warga <mark>menanam</mark> <mark>bakau</mark> di pesisir.",
        ),
        (
            "\"menanam bakau\"",
            "Warga <mark>menanam</mark> <mark>bakau</mark> di pesisir.",
        ),
        (
            "bakau -gabah",
            "Warga menanam <mark>bakau</mark> di pesisir.",
        ),
        ("baka*", "Warga menanam <mark>bakau</mark> di pesisir."),
        ("ombak", "<mark>Ombak</mark> pun reda."),
        (
            "tanggung jawab",
            "<mark>Pertanggungjawaban</mark> dana dibahas esok.",
        ),
        ("penutup", "<mark>Penutup</mark> singkat."),
        ("pembuka", "<mark>Pembuka</mark>."),
    ] {
        let response = ask(&searcher, q);
        let hit = response
            .hits
            .iter()
            .find(|hit| hit.id == "panjang")
            .expect(q);
        assert_eq!(hit.snippets[0].html, shown, "{q}");
    }
}

#[test]
fn a_phrase_matches_in_order_only() {
    let searcher = searcher();
    assert_eq!(ids(&ask(&searcher, "\"operasi pasar\"")), ["a"]);
    assert!(ask(&searcher, "\"pasar operasi\"").hits.is_empty());
}

#[test]
fn a_phrase_that_stands_nowhere_does_not_hide_what_its_words_find() {
    let response = ask(&searcher(), "\"pasar operasi\" beras");
    assert!(!response.hits.is_empty());
    let codes: Vec<&str> = (response.query.warnings.iter())
        .map(|warning| warning.code)
        .collect();
    assert!(codes.contains(&"quotes-not-found"), "{codes:?}");
}

#[test]
fn evaluation_ranks_as_readers_see_it() {
    let searcher = searcher();
    let ranking = searcher.settings().ranking.clone();
    for query in [
        "harga beras",
        "kenapa harga cabai dan beras naik di pasar induk",
        "\"pasar operasi\" beras",
    ] {
        let ranked = searcher.rank(query, 1_000, &ranking).unwrap();
        let response = ask(&searcher, query);
        let shown = ids(&response);
        let first: Vec<&str> = (ranked.iter().take(shown.len()))
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(first, shown, "{query}");
    }
}

#[test]
fn operators_of_an_archivist() {
    let searcher = searcher();
    assert_eq!(ids(&ask(&searcher, "harga -cabai naik")), ["a", "b"]);
    assert_eq!(ask(&searcher, "timnas OR gabah").total, 2);
    assert_eq!(ids(&ask(&searcher, "judul:cabai")), ["d"]);
    assert_eq!(ids(&ask(&searcher, "peda*")), ["a"]);
    assert_eq!(ids(&ask(&searcher, "beras DEKAT/3 naik")), ["a"]);
    assert_eq!(ids(&ask(&searcher, "beras KALIMAT cabai")), ["d"]);
    assert!(ask(&searcher, "beras KALIMAT pedagang").hits.is_empty());
    assert_eq!(ask(&searcher, "penulis:\"ratna wibisana\"").total, 4);
    assert_eq!(ask(&searcher, "ratna wibisana").total, 4);
    assert_eq!(ids(&ask(&searcher, "tanggal:2024-05-02")), ["d"]);
}

#[test]
fn words_of_a_quotation_are_found_in_one_quotation_only() {
    let searcher = searcher();
    searcher
        .engine()
        .write(vec![put(article(
            "kutip",
            "Wali kota bicara banjir",
            "Pemerintah menyiapkan pompa.\n\n\"Tanggul di hulu akan kami tinggikan,\" kata Wali \
             Kota Ratih Kusuma di balai kota.\n\n\"Warga tidak perlu mengungsi lagi,\" ujar \
             Ratih Kusuma.",
            "2024-05-03T07:00:00+07:00",
            "Daerah",
        ))])
        .unwrap();
    for (q, found) in [
        ("kutipan:tanggul", true),
        // By family, as everywhere.
        ("kutipan:\"tinggi tanggul\"", true),
        ("kutipan:mengungsi", true),
        // The first and the last word of a quotation are in it, those beside it are not.
        ("kutipan:lagi", true),
        ("kutipan:pompa", false),
        ("kutipan:balai", false),
        // One word in each of two quotations is not a quotation.
        ("kutipan:\"tanggul mengungsi\"", false),
        ("siapa:\"Ratih Kusuma\"", true),
    ] {
        assert_eq!(ids(&ask(&searcher, q)).contains(&"kutip"), found, "{q}");
    }
}

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

#[test]
fn writing_again_changes_nothing_and_replacing_counts_once() {
    let searcher = searcher();
    let engine = searcher.engine();
    let before = engine.generation();
    assert_eq!(
        engine.write(vec![put(timnas())]).unwrap(),
        [Written::Unchanged]
    );
    assert_eq!(engine.generation(), before);
    let changed = Article {
        title: "Timnas kalah".into(),
        ..timnas()
    };
    assert_eq!(
        engine.write(vec![put(changed)]).unwrap(),
        [Written::Changed]
    );
    assert_ne!(engine.generation(), before);
    assert_eq!(ask(&searcher, "timnas").total, 1);
    let delete = || Write::Delete { id: "c".into() };
    assert_eq!(
        engine.write(vec![delete(), delete()]).unwrap(),
        [Written::Deleted, Written::Missing]
    );
    assert_eq!(ask(&searcher, "timnas").total, 0);
}

#[test]
fn copies_of_a_story_are_shown_once() {
    let searcher = searcher();
    let copy = article(
        "a2",
        "Harga beras naik di Pasar Induk Kota",
        "Harga beras medium naik tiga persen pada pekan ini.",
        "2024-05-01T10:00:00+07:00",
        "Ekonomi/Pasar",
    );
    searcher
        .engine()
        .write(vec![Write::Put {
            article: Box::new(copy),
            story: "a".into(),
        }])
        .unwrap();
    let response = ask(&searcher, "\"harga beras\"");
    assert_eq!((response.total, response.hits.len()), (2, 1));
    assert_eq!(response.hits[0].duplicates, 1);
}

#[test]
fn parts_of_an_explanation_add_up_to_the_score() {
    let request = SearchRequest {
        q: "harga beras naik".into(),
        explain: true,
        ..SearchRequest::default()
    };
    for hit in searcher().search(&request).unwrap().hits {
        let explain = hit.explain.unwrap();
        assert_eq!(explain.value, hit.score);
        let named: f32 = explain.children.iter().map(|part| part.value).sum();
        assert!(
            (named - hit.score).abs() < 1e-3 * hit.score,
            "{}",
            explain.to_text()
        );
        let rest = explain.children.iter().any(|part| part.name == "rest");
        assert!(!rest, "{}", explain.to_text());
    }
}

/// An engine's searcher over many articles that differ in title and body only.
fn over(articles: impl IntoIterator<Item = (String, String, String)>) -> Searcher {
    let settings = SearchSettings {
        now: "2024-06-01T00:00:00Z".parse().ok(),
        ..SearchSettings::default()
    };
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let writes = articles.into_iter().map(|(id, title, body)| {
        put(article(
            &id,
            &title,
            &body,
            "2024-05-01T09:00:00+07:00",
            "Nasional",
        ))
    });
    engine.write(writes.collect()).unwrap();
    let searcher = Searcher::new(Arc::new(engine), settings);
    let knowledge = searcher.knowledge();
    knowledge.learn(searcher.engine().as_ref()).unwrap();
    searcher
}

#[test]
fn a_title_about_a_part_of_the_search_does_not_outrank_an_article_about_all_of_it() {
    let clubs = (0..4).map(|i| {
        (
            format!("klub-{i}"),
            format!("Al Hilal menang ke-{i}"),
            "Al Hilal menang lagi. Pelatih Hilal memuji para pemain yang tampil ngotot.".to_owned(),
        )
    });
    let others = (0..60).map(|i| {
        (
            format!("lain-{i}"),
            format!("Pasar ramai pada pekan {i}"),
            match i % 20 {
                0 => "Pedagang menambah pasokan beras menjelang Ramadan.".to_owned(),
                _ => "Pedagang menambah pasokan beras.".to_owned(),
            },
        )
    });
    let moon = [(
        "bulan".to_owned(),
        "Pengamat naik ke menara sejak sore hari untuk melihat langit barat".to_owned(),
        "Petugas berkumpul di menara. Mereka mencari hilal penentu awal Ramadan dari sana."
            .to_owned(),
    )];
    let searcher = over(clubs.chain(others).chain(moon));
    assert_eq!(ids(&ask(&searcher, "hilal ramadan"))[0], "bulan");
    let mut ranking = searcher.settings().ranking.clone();
    (ranking.title_whole, ranking.lead_whole) = (0.0, 0.0);
    let without = searcher.with_ranking(ranking);
    assert_ne!(ids(&ask(&without, "hilal ramadan"))[0], "bulan");
}

#[test]
fn a_rare_spelling_is_searched_beside_the_one_that_was_probably_meant() {
    let many = (0..60).map(|i| {
        (
            format!("toko-{i}"),
            format!("Shopee umumkan diskon {i}"),
            "Promo berlangsung sepekan di seluruh kota.".to_owned(),
        )
    });
    let one = [(
        "salah".to_owned(),
        "Diskon akhir tahun".to_owned(),
        "Promo di Shope berlangsung sepekan di seluruh kota.".to_owned(),
    )];
    let searcher = over(many.chain(one));
    let found = ask(&searcher, "shope");
    assert_eq!(ids(&found)[0], "salah", "what was typed comes first");
    assert!(found.total > 60, "{}", found.total);
    assert_eq!(found.query.did_you_mean.as_deref(), Some("shopee"));
    assert_eq!(found.query.expanded[0].to, "shopee");
    let literal = SearchRequest {
        q: "shope".into(),
        correct: false,
        ..SearchRequest::default()
    };
    assert_eq!(searcher.search(&literal).unwrap().total, 1);
}
