//! Order, and what may have been meant.

use super::*;
use warta::search::Ranking;

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
    // With a date read out of the words, it is another word by number.
    let dated = ask(&searcher, "bulan lalu shope");
    assert!(dated.total > 60, "{}", dated.total);
    assert_eq!(dated.query.expanded[0].from, "shope");
    let literal = SearchRequest {
        q: "shope".into(),
        correct: false,
        ..SearchRequest::default()
    };
    assert_eq!(searcher.search(&literal).unwrap().total, 1);
}

#[test]
fn of_what_a_single_word_finds_the_newest_leads_and_old_is_told_from_very_old() {
    let settings = SearchSettings {
        now: "2024-06-01T00:00:00Z".parse().ok(),
        ..SearchSettings::default()
    };
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let body = "Warga mengungsi ke balai desa. Petugas membuka jalan dengan dua alat berat.";
    let more = "Longsor menutup jalan. Warga mengungsi karena longsor ke balai desa terdekat.";
    let writes = [
        ("nine-years", body, "2015-06-01"),
        ("two-years", body, "2022-06-01"),
        ("last-month-more", more, "2024-05-01"),
        ("yesterday", more, "2024-05-31"),
    ];
    let put = |(id, body, day): (&str, &str, &str)| {
        let at = format!("{day}T09:00:00+07:00");
        put(article(
            id,
            "Longsor di lereng timur",
            body,
            &at,
            "Nasional",
        ))
    };
    engine.write(writes.map(put).into()).unwrap();
    let searcher = Searcher::new(Arc::new(engine), settings);
    let scores = |q: &str| -> Vec<(String, f32)> {
        let response = ask(&searcher, q);
        response
            .hits
            .iter()
            .map(|hit| (hit.id.clone(), hit.score))
            .collect()
    };
    let one = scores("longsor");
    let order: Vec<&str> = one.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        order,
        ["yesterday", "last-month-more", "two-years", "nine-years"]
    );
    // Of two words the text says more: the day weighs less.
    let two = scores("longsor lereng");
    let gain = |found: &[(String, f32)]| {
        let score = |id: &str| found.iter().find(|hit| hit.0 == id).unwrap().1;
        score("yesterday") / score("last-month-more")
    };
    assert!(gain(&one) > gain(&two), "{one:?} {two:?}");
}

/// Articles with both parts of a name side by side, apart, and one part alone.
fn namesakes() -> Searcher {
    let settings = SearchSettings::default();
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let one = |id: &str, title: &str, body: &str| {
        put(article(id, title, body, "2023-02-01T08:00:00Z", "Nasional"))
    };
    let mut writes = vec![
        one(
            "apart",
            "Lurah baru dilantik",
            "Indarto dilantik menjadi lurah. Indarto berjanji bekerja keras bagi warga desa. Acara itu dihadiri pula oleh camat, warga, perangkat, dan tokoh bernama Budi.",
        ),
        one(
            "together",
            "Warga menanam pohon",
            "Warga menanam seribu pohon di lereng bukit yang gundul. Kegiatan itu dipimpin Budi Indarto.",
        ),
    ];
    for number in 0..12 {
        let id = format!("budi-{number}");
        writes.push(one(&id, "Budi juara", "Budi juara lomba. Budi senang."));
    }
    for number in 0..60 {
        let id = format!("other-{number}");
        writes.push(one(&id, "Panen raya", "Petani memanen padi di sawah."));
    }
    engine.write(writes).unwrap();
    Searcher::new(Arc::new(engine), settings)
}

#[test]
fn a_name_asks_for_all_its_parts_and_first_for_those_side_by_side() {
    let searcher = namesakes();
    for query in ["Budi Indarto", "budi indarto", "Drs. Budi Indarto"] {
        let found = ask(&searcher, query);
        assert_eq!(ids(&found), ["together", "apart"], "{query}");
        assert_eq!((found.total, found.query.minimum), (2, Some(2)), "{query}");
    }
    let newest = SearchRequest {
        q: "Budi Indarto".into(),
        sort: Sort::Newest,
        ..SearchRequest::default()
    };
    assert_eq!(searcher.search(&newest).unwrap().total, 2);
    // Nobody is called so: then a part of the name is better than nothing.
    assert_eq!(ask(&searcher, "Budi Karundeng").total, 14);
    // Not a name alone.
    assert!(ask(&searcher, "Budi Indarto juara").total > 2);
}

#[test]
fn weight_nothing_makes_names_words_like_others() {
    let searcher = namesakes();
    let plain = searcher.with_ranking(Ranking {
        name: 0.0,
        ..Ranking::default()
    });
    assert_eq!(ask(&plain, "Budi Indarto").total, 14);
}
