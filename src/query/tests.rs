//! What the parser promises.

use proptest::prelude::*;

use super::*;

pub(super) fn context() -> ParseContext {
    ParseContext {
        zone: TimeZone::fixed(jiff::tz::offset(7)),
        now: "2024-05-15T03:00:00Z".parse().expect("a valid time"),
    }
}

fn normal(text: &str) -> String {
    parse(text, &context()).normal_form()
}

fn codes(text: &str) -> Vec<&'static str> {
    parse(text, &context())
        .warnings
        .iter()
        .map(|w| w.code)
        .collect()
}

#[test]
fn queries_have_the_normal_form_that_people_expect() {
    for (typed, expected) in [
        ("harga beras", "harga beras"),
        ("  harga,  beras!  ", "harga beras"),
        ("\"harga beras\" naik", "\"harga beras\" naik"),
        ("\"harga naik\"~3", "\"harga naik\"~3"),
        ("=menulis buku", "=menulis buku"),
        ("beras -impor", "beras -impor"),
        ("beras BUKAN impor", "beras -impor"),
        ("beras NOT \"impor beras\"", "beras -\"impor beras\""),
        ("beras OR gabah", "beras ATAU gabah"),
        ("beras | gabah ATAU padi", "beras ATAU gabah ATAU padi"),
        ("harga beras ATAU harga gula", "harga beras ATAU harga gula"),
        (
            "harga (beras ATAU gula) naik",
            "harga naik (beras ATAU gula)",
        ),
        ("harga DAN beras", "harga DAN beras"),
        ("harga dan beras", "harga dan beras"),
        ("beras atau gula", "beras atau gula"),
        ("korup*", "korup*"),
        ("judul:beras naik", "judul:beras naik"),
        ("title:(beras OR gula)", "judul:(beras ATAU gula)"),
        ("Penulis:\"Reni Erina\"", "penulis:\"Reni Erina\""),
        (
            "kategori:Ekonomi/Bisnis, beras",
            "kategori:\"Ekonomi/Bisnis\" beras",
        ),
        (
            "kategori:(Ekonomi OR \"Luar Negeri\")",
            "kategori:\"Ekonomi\" ATAU kategori:\"Luar Negeri\"",
        ),
        ("tanggal:2024-05", "tanggal:2024-05-01..2024-05-31"),
        (
            "tanggal:2024-05-01..2024-05-31",
            "tanggal:2024-05-01..2024-05-31",
        ),
        ("sebelum:2024-05-01", "tanggal:..2024-04-30"),
        ("sesudah:2024", "tanggal:2025-01-01.."),
        ("sejak:2024", "tanggal:2024-01-01.."),
        ("siapa:\"Sri Mulyani\" utang", "siapa:\"Sri Mulyani\" utang"),
        ("kutipan:inflasi", "kutipan:inflasi"),
        ("harga DEKAT/5 beras", "harga DEKAT/5 beras"),
        ("a NEAR/3 b NEAR/4 c", "a DEKAT/3 b b DEKAT/4 c"),
        (
            "presiden KALIMAT \"harga beras\"",
            "presiden KALIMAT \"harga beras\"",
        ),
        ("judul:harga DEKAT/5 beras", "judul:(harga DEKAT/5 beras)"),
        // Behind a field another one's name is a word, also in a group.
        ("judul:siapa:beras", "judul:siapa/beras"),
        (
            "harga KALIMAT judul:siapa:beras",
            "judul:(harga KALIMAT siapa/beras)",
        ),
        (
            "harga KALIMAT judul:tag:ber*",
            "judul:(harga KALIMAT tag/ber*)",
        ),
        ("harga KALIMAT judul:beras", "judul:(harga KALIMAT beras)"),
        (
            "judul:(harga beras) KALIMAT judul:naik",
            "judul:(\"harga beras\" KALIMAT naik)",
        ),
        (
            "(sri mulyani) DEKAT/5 utang",
            "\"sri mulyani\" DEKAT/5 utang",
        ),
        (
            "banjir ATAU longsor kategori:Nasional",
            "(banjir ATAU longsor) kategori:\"Nasional\"",
        ),
        (
            "banjir ATAU (longsor kategori:Nasional)",
            "banjir ATAU (longsor kategori:\"Nasional\")",
        ),
        ("+beras impor", "beras DAN impor"),
        ("undang-undang KPK: revisi", "undang-undang KPK revisi"),
        ("Rp1.500.000 10:30 C++ 5%", "Rp1.500.000 10:30 C++ 5%"),
        ("Bank Indonesia (BI) naikkan", "Bank Indonesia BI naikkan"),
        ("-(-beras)", "beras"),
        ("BUKAN BUKAN beras", "beras"),
        ("“harga beras”", "\"harga beras\""),
        ("ＢＥＲＡＳ", "BERAS"),
        (
            "INI BUKAN HOAKS KATA MENTERI DAN KPK",
            "INI bukan HOAKS KATA MENTERI dan KPK",
        ),
        ("KPK ATAU BPK", "KPK ATAU BPK"),
        ("Sumber: PSSI pecat pelatih", "Sumber PSSI pecat pelatih"),
        ("sumber: antara", "sumber:\"antara\""),
        ("\"´A\"", "\"'A\""),
        ("harga NOT $5", "harga -$5"),
        ("xDEKAT/5İ DEKAT/5İ,", "xDEKAT/5İ DEKAT/5İ"),
        ("", ""),
    ] {
        assert_eq!(normal(typed), expected, "{typed}");
    }
}

#[test]
fn what_is_not_understood_is_repaired_and_reported() {
    for (typed, expected, code) in [
        ("\"harga beras", "\"harga beras\"", "unbalanced-quote"),
        ("(harga beras", "harga beras", "unbalanced-parenthesis"),
        ("harga) beras", "harga beras", "unbalanced-parenthesis"),
        ("harga OR", "harga", "dangling-operator"),
        ("OR harga", "harga", "dangling-operator"),
        ("harga DEKAT/5", "harga", "dangling-operator"),
        ("harga DAN", "harga", "dangling-operator"),
        ("BUKAN", "", "dangling-operator"),
        ("*", "", "nothing-to-search"),
        ("???", "", "nothing-to-search"),
        ("*korupsi", "korupsi", "leading-star"),
        ("kor*psi", "kor*", "inner-star"),
        ("a*", "a", "short-prefix"),
        ("\"\"", "", "empty-phrase"),
        ("() beras", "beras", "empty-group"),
        ("\"a b\"~999999", "\"a b\"~50", "distance-cut"),
        ("a DEKAT/99999999999999 b", "a DEKAT/50 b", "distance-cut"),
        ("foo:bar", "foo:bar", "unknown-field"),
        ("tanggal:xyz beras", "xyz beras", "bad-date"),
        ("judul:", "judul", "empty-field"),
        ("beras~2", "beras", "tilde-ignored"),
        ("judul:a DEKAT/5 isi:b", "judul:a isi:b", "near-operand"),
    ] {
        assert_eq!(normal(typed), expected, "{typed}");
        assert!(codes(typed).contains(&code), "{typed}: {:?}", codes(typed));
    }
}

#[test]
fn plain_queries_have_no_warnings() {
    for typed in [
        "harga beras",
        "\"harga beras\" -impor",
        "KPK: tersangka baru",
        "http://a.id/x",
        "jam 10:30",
        "",
    ] {
        assert_eq!(codes(typed), Vec::<&str>::new(), "{typed}");
    }
}

#[test]
fn words_know_where_they_stand() {
    let query = parse(
        "“harga” beras -impor (gula ATAU kopi) judul:teh",
        &context(),
    );
    let words: Vec<_> = query
        .words()
        .iter()
        .map(|w| (&query.text[w.span.clone()], w.negated, w.plain))
        .collect();
    assert_eq!(
        words,
        [
            ("beras", false, true),
            ("impor", true, true),
            ("gula", false, false),
            ("kopi", false, false),
            ("teh", false, false)
        ]
    );
}

#[test]
fn the_tree_serialises_for_the_response() {
    let query = parse("harga beras -impor", &context());
    assert_eq!(
        serde_json::to_string(&query.root).expect("serialisable"),
        r#"{"type":"all","nodes":[{"type":"words","words":[{"type":"word","text":"harga"},{"type":"word","text":"beras"}]},{"type":"not","inner":{"type":"word","text":"impor"}}]}"#
    );
}

#[test]
fn hostile_queries_are_answered_quickly_with_a_warning() {
    let started = std::time::Instant::now();
    for typed in [
        "(".repeat(10_000),
        "a ".repeat(5_000),
        "\"".repeat(10_000),
        "a OR ".repeat(3_000),
        "-".repeat(10_000),
        "NOT ".repeat(3_000),
        "judul:".repeat(2_000),
        "(a -".repeat(2_500),
        "a DEKAT/5 ".repeat(1_000),
        "a^2".repeat(3_000),
        "#,".repeat(5_000),
        "x~1".repeat(3_000),
        "tanggal:".repeat(1_200),
        format!("\"{}\"", "a ".repeat(2_000)),
        "|".repeat(10_000),
    ] {
        let query = parse(&typed, &context());
        assert!(!query.warnings.is_empty(), "{typed:.20}");
        assert!(terms(query.root.as_ref()) <= 2 * MAX_TERMS);
    }
    assert!(
        started.elapsed().as_millis() < 500,
        "{:?}",
        started.elapsed()
    );
}

fn children(node: &Node) -> Vec<&Node> {
    match node {
        Node::Words { words: nodes } | Node::All { nodes } | Node::Any { nodes } => {
            nodes.iter().collect()
        }
        Node::Near { left, right, .. } | Node::Sentence { left, right } => vec![left, right],
        Node::In { inner, .. } | Node::Quoted { inner } | Node::Not { inner } => vec![inner],
        _ => Vec::new(),
    }
}

fn terms(node: Option<&Node>) -> usize {
    let Some(node) = node else { return 0 };
    let below = children(node);
    match node {
        Node::Phrase { text, .. }
        | Node::Filter { value: text, .. }
        | Node::Speaker { name: text } => text.split(' ').count(),
        _ if below.is_empty() => 1,
        _ => below.into_iter().map(|n| terms(Some(n))).sum(),
    }
}

/// Every rule that the tree promises to those who plan it.
fn check(node: &Node) {
    for child in children(node) {
        check(child);
    }
    match node {
        Node::Words { words } => {
            assert!(words.len() > 1 && words.iter().all(|w| w.plain_text().is_some()));
        }
        Node::All { nodes } => {
            assert!(nodes.len() > 1 && !nodes.iter().any(|n| matches!(n, Node::All { .. })));
        }
        Node::Any { nodes } => {
            assert!(nodes.len() > 1 && !nodes.iter().any(|n| matches!(n, Node::Any { .. })));
        }
        Node::Not { inner } => assert!(!matches!(**inner, Node::Not { .. })),
        Node::Dates { from, to } => assert!(from.is_some() || to.is_some()),
        Node::Near { left, right, .. } | Node::Sentence { left, right } => {
            for side in [left, right] {
                assert!(matches!(
                    **side,
                    Node::Word { .. }
                        | Node::Exact { .. }
                        | Node::Phrase { .. }
                        | Node::Prefix { .. }
                        | Node::Any { .. }
                ));
            }
        }
        _ => {}
    }
}

/// Pieces of which queries are made, so that random ones reach every rule.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9]{1,6}",
        1 => proptest::sample::select(vec![
            "OR", "ATAU", "|", "AND", "DAN", "NOT", "BUKAN", "-", "+", "=", "*", "(", ")", "\"", "~3", "^2",
            "DEKAT/5", "NEAR/99", "KALIMAT", "judul:", "isi:", "kutipan:", "siapa:", "kategori:", "tag:",
            "tanggal:", "sebelum:", "sejak:", "2024-05", "..", "2023", "#", "@", ",", ":", "“", "，", "–", "foo:",
            "hari ini", "Mei 2024", "-x", "(a ATAU b)", "\"a b\"",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,4}",
    ];
    proptest::collection::vec((piece, proptest::bool::weighted(0.7)), 0..25).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(p, space)| if space { p + " " } else { p })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_a_query(text in "\\PC{0,300}") {
        let query = parse(&text, &context());
        if let Some(root) = &query.root { check(root) }
    }

    #[test]
    fn the_normal_form_parses_to_the_same_tree(text in pieces()) {
        let query = parse(&text, &context());
        if let Some(root) = &query.root { check(root) }
        for word in query.words() {
            prop_assert!(query.text.get(word.span.clone()).is_some());
        }
        let bounded = query.warnings.iter().all(|w| {
            !matches!(w.code, "too-many-terms" | "nesting-too-deep" | "query-cut")
        });
        let normal = query.normal_form();
        if bounded && terms(query.root.as_ref()) <= MAX_TERMS {
            let again = parse(&normal, &context());
            prop_assert_eq!(&again.root, &query.root, "{:?} -> {:?}", text, normal);
        }
    }
}

#[test]
fn quotes_in_pasted_text_are_no_operator() {
    let phrases = |text: &str| {
        let query = parse(text, &context());
        match query.root {
            Some(Node::All { nodes }) => nodes
                .iter()
                .filter(|node| matches!(node, Node::Phrase { .. }))
                .count(),
            Some(Node::Phrase { .. }) => 1,
            _ => 0,
        }
    };
    assert_eq!(phrases("\"harga beras\" bulog"), 1);
    assert_eq!(
        phrases("Menteri Sebut \"Harga Beras Turun\" Usai Rapat Bulog Jakarta Kemarin Sore"),
        0
    );
    // Other operators show that the quotes are meant.
    assert_eq!(
        phrases("menteri sebut \"harga beras\" usai rapat bulog jakarta kemarin -impor"),
        1
    );
}

#[test]
fn words_of_a_value_that_is_no_date_keep_their_places() {
    for (text, words) in [
        ("sejak:\"harga beras\" naik", ["harga", "beras", "naik"]),
        ("gula sebelum:tag:é", ["gula", "tag", "é"]),
    ] {
        let query = parse(text, &context());
        let places = query
            .words()
            .iter()
            .map(|word| &query.text[word.span.clone()]);
        let places: Vec<&str> = places
            .map(|place| place.trim_matches(|c: char| !c.is_alphanumeric()))
            .collect();
        assert_eq!(places, words, "{text}");
    }
}
