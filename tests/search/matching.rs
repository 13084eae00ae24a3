//! What a query finds.

use super::*;

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
fn operators_of_an_archivist() {
    let searcher = searcher();
    assert_eq!(ids(&ask(&searcher, "harga -cabai naik")), ["a", "b"]);
    assert_eq!(ask(&searcher, "timnas OR gabah").total, 2);
    assert_eq!(ids(&ask(&searcher, "judul:cabai")), ["d"]);
    assert_eq!(ids(&ask(&searcher, "peda*")), ["a"]);
    assert_eq!(ids(&ask(&searcher, "beras DEKAT/3 naik")), ["a"]);
    assert_eq!(ids(&ask(&searcher, "beras KALIMAT cabai")), ["d"]);
    assert!(ask(&searcher, "beras KALIMAT pedagang").hits.is_empty());
    // A phrase, a choice and a beginning are no looser than a word.
    assert!(
        ask(&searcher, "\"harga beras\" KALIMAT pedagang")
            .hits
            .is_empty()
    );
    assert_eq!(ids(&ask(&searcher, "naik DEKAT/1 \"harga beras\"")), ["a"]);
    assert!(
        ask(&searcher, "(gabah ATAU cabai) DEKAT/2 timnas")
            .hits
            .is_empty()
    );
    assert_eq!(ids(&ask(&searcher, "ber* KALIMAT cabai")), ["d"]);
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
        ("kutipan:(tinggi tanggul)", true),
        ("kutipan:\"tinggi tanggul\"", false),
        ("kutipan:\"akan kami tinggikan\"", true),
        // Side by side, but half of it is said by nobody.
        ("kutipan:\"tinggikan kata\"", false),
        ("kutipan:=tinggi", false),
        ("kutipan:=tinggikan", true),
        ("kutipan:(pompa ATAU tanggul)", true),
        ("kutipan:(tanggul -mengungsi)", false),
        ("kutipan:(tanggul -pompa)", true),
        ("kutipan:(hulu DEKAT/3 tinggi)", true),
        ("kutipan:(hulu KALIMAT mengungsi)", false),
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
    let marked = |q: &str| {
        let response = ask(&searcher, q);
        let hit = response.hits.iter().find(|hit| hit.id == "kutip").unwrap();
        let snippets = hit.snippets.iter();
        snippets
            .map(|snippet| snippet.html.clone())
            .collect::<String>()
    };
    assert!(marked("kutipan:\"akan kami tinggikan\"").contains("<mark>tinggikan</mark>"));
    assert!(marked("kutipan:=tinggikan").contains("<mark>tinggikan</mark>"));
}

/// One article of a day and its subject, one of each alone.
fn recessions() -> Searcher {
    let settings = SearchSettings::default();
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let texts = [
        ("both", "Resesi mengancam pada awal 2023"),
        ("subject", "Hong Kong bersiap menghadapi resesi"),
        ("day", "Jalan tol dibuka pada awal 2023"),
        ("other", "Panen raya di Karawang"),
    ];
    let puts = texts.map(|(id, text)| put(article(id, text, text, "2022-12-01T08:00:00Z", "A")));
    engine.write(puts.to_vec()).unwrap();
    Searcher::new(Arc::new(engine), settings)
}

#[test]
fn a_date_that_filters_nothing_is_not_enough_alone() {
    let searcher = recessions();
    let found = ask(&searcher, "awal 2023 resesi");
    assert_eq!(ids(&found), ["both", "subject"]);
    assert_eq!((found.total, found.query.minimum), (2, Some(1)));
    // It still counts, and is marked.
    assert!(found.hits[0].score > found.hits[1].score);
    assert!(found.hits[0].title_html.contains("<mark>2023</mark>"));
}

#[test]
fn a_date_is_enough_where_nothing_else_is_asked_for_or_found() {
    let searcher = recessions();
    assert_eq!(ask(&searcher, "awal 2023").total, 2);
    assert_eq!(ask(&searcher, "apa itu 2023").total, 2);
    assert_eq!(ask(&searcher, "awal 2023 zamrud").total, 2);
}

#[test]
fn a_date_in_a_choice_is_demanded_with_its_words() {
    let searcher = recessions();
    let found = ask(&searcher, "resesi 2023 ATAU Karawang");
    assert_eq!(ids(&found).len(), 2);
    assert!(!ids(&found).contains(&"subject"));
}
