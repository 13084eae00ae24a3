//! What is suggested, from a small archive made up for this.

use super::*;
use crate::article::Article;

fn article(title: &str, lead: &str, published: &str) -> Article {
    Article {
        title: title.into(),
        body: vec![lead.into()],
        published: published.parse().ok(),
        category: vec!["Ekonomi".into()],
        tags: vec!["Pangan Nasional".into()],
        ..Article::default()
    }
}

fn suggester(options: &SuggestOptions) -> Suggester {
    let mut articles = Vec::new();
    for day in 1..=8 {
        articles.push(article(
            "Harga Beras Naik di Pasar",
            "JAKARTA, Kabar - Presiden Joko Widodo bertemu Menteri Sri Mulyani di Tanjung Priok.",
            &format!("2023-01-0{day}T10:00:00+07:00"),
        ));
        articles.push(article(
            "Polisi Ungkap Pencurian dan Pencuri",
            "Warga melihat Sri Rahayu dan Joko Widodo di Tanjung Priok.",
            &format!("2023-01-0{day}T12:00:00+07:00"),
        ));
        articles.push(article(
            "Gempa Baru",
            "Kata Prabowo Subianto kemarin.",
            &format!("2024-05-0{day}T10:00:00+07:00"),
        ));
    }
    Suggester::from_articles(articles, options)
}

fn texts(typed: &str) -> Vec<String> {
    suggester(&SuggestOptions::default())
        .suggest(typed, 5)
        .into_iter()
        .map(|s| s.text)
        .collect()
}

fn first(typed: &str) -> (String, Kind) {
    let found = suggester(&SuggestOptions::default()).suggest(typed, 5);
    found
        .first()
        .map(|s| (s.text.clone(), s.kind))
        .unwrap_or((String::new(), Kind::Word))
}

#[test]
fn names_places_phrases_and_categories_are_completed() {
    assert_eq!(first("jok"), ("Joko Widodo".into(), Kind::Name));
    assert_eq!(first("wid"), ("Joko Widodo".into(), Kind::Name));
    assert_eq!(first("tanj"), ("Tanjung Priok".into(), Kind::Place));
    assert_eq!(first("harga be").0, "harga beras");
    assert!(texts("ekon").contains(&"kategori:\"Ekonomi\"".to_owned()));
    assert!(texts("pang").contains(&"Pangan Nasional".to_owned()));
    assert!(texts("joko").iter().all(|t| !t.starts_with("Presiden")));
}

#[test]
fn words_before_the_last_one_matter_and_stay() {
    assert_eq!(first("kenaikan harga be").0, "kenaikan harga beras");
    assert!(texts("bertemu sri").contains(&"bertemu Sri Mulyani".to_owned()));
    assert_eq!(first("judul:har").0, "judul:harga beras");
    assert_eq!(first("(gempa ATAU \"jok").0, "(gempa ATAU \"Joko Widodo");
}

#[test]
fn the_count_is_that_of_all_that_is_suggested() {
    let suggester = suggester(&SuggestOptions::default());
    let counts = |typed: &str, text: &str| {
        let found = suggester.suggest(typed, 8);
        let found = found.iter().find(|found| found.text == text);
        found.expect(text).count
    };
    assert_eq!(counts("jok", "Joko Widodo"), Some(16));
    assert_eq!(counts("harga be", "harga beras"), Some(8));
    // Nobody counted these together, nor how often the name is in a title.
    assert_eq!(counts("harga jok", "harga Joko Widodo"), None);
    assert_eq!(counts("judul:jok", "judul:Joko Widodo"), None);
}

#[test]
fn one_slip_is_forgiven() {
    assert_eq!(first("jkoo").0, "Joko Widodo");
    assert_eq!(first("tanjumg").0, "Tanjung Priok");
    assert_eq!(first("prbaowo").0, "Prabowo Subianto");
}

#[test]
fn names_are_whole_and_found_anywhere_in_a_text() {
    let lead = "Warga datang. Di sana ada Rudi Salim Tanjung.";
    let last = "Kata Rudi Wijaya, PASAR RAYA BARU dan Pasar Raya Baru ramai di Kotasari.";
    let articles = (0..9).map(|_| Article {
        body: vec!["Warga datang.".into(); 5],
        ..article("Warga Datang", &format!("{lead} {last}"), "2024-01-01")
    });
    let articles = articles.map(|mut article| {
        article.body.push(format!("{lead} {last}"));
        article
    });
    let suggester = Suggester::from_articles(articles, &SuggestOptions::default());
    let found = |typed: &str| -> Vec<String> {
        let found = suggester.suggest(typed, 5);
        found.into_iter().map(|found| found.text).collect()
    };
    assert_eq!(found("rudi"), ["Rudi Salim Tanjung", "Rudi Wijaya"]);
    assert_eq!(found("pasar r")[0], "Pasar Raya Baru");
    assert_eq!(found("kotas"), ["Kotasari"]);
}

#[test]
fn a_rare_word_is_a_name_when_letters_say_so() {
    let lead = "Warga melihat Kotabaru, KotaLama, Kotamu7 dan Koto.";
    let articles = (0..3).map(|_| article("Kotak Suara", lead, "2024-01-01"));
    let suggester = Suggester::from_articles(articles, &SuggestOptions::default());
    let found = suggester.suggest("kota", 8);
    let found: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
    // "kotak" is a word of the headline; glued words and codes are not there.
    assert_eq!(found, ["Kotabaru", "kotak"]);
}

#[test]
fn what_was_typed_comes_before_what_a_slip_would_make_of_it() {
    let often = (0..400).map(|_| {
        article(
            "Warga Datang",
            "Warga melihat Sevilla Baru itu.",
            "2024-01-01",
        )
    });
    let seldom = (0..3).map(|_| {
        article(
            "Warga Datang",
            "Warga melihat Selvi Ananda itu.",
            "2023-01-01",
        )
    });
    let suggester = Suggester::from_articles(often.chain(seldom), &SuggestOptions::default());
    let found = suggester.suggest("selv", 5);
    let found: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(found, ["Selvi Ananda", "Sevilla Baru"]);
}

#[test]
fn a_root_offers_its_family() {
    let found = texts("curi");
    for word in ["pencurian", "pencuri"] {
        assert!(found.contains(&word.to_owned()), "{found:?}");
    }
}

#[test]
fn what_rises_comes_first_and_says_so() {
    let found = suggester(&SuggestOptions::default()).suggest("prab", 3);
    assert!(found[0].recent, "{found:?}");
    assert!(!suggester(&SuggestOptions::default()).suggest("jok", 3)[0].recent);
}

#[test]
fn blocked_words_are_never_suggested() {
    let options = SuggestOptions {
        blocked: vec!["Widodo".into(), "Harga BERAS".into()],
        ..SuggestOptions::default()
    };
    let suggester = suggester(&options);
    let found = suggester.suggest("joko", 5);
    assert!(
        found.iter().all(|s| !s.text.contains("Widodo")),
        "{found:?}"
    );
    let blocked = Blocked::new(&options.blocked);
    for (text, is_blocked) in [
        ("joko widodo", true),
        ("widodo-ma'ruf", true),
        ("naik harga beras", true),
        ("harga telur beras", false),
        ("harga berasal", false),
    ] {
        assert_eq!(blocked.has(text), is_blocked, "{text}");
    }
}

#[test]
fn queries_that_enough_people_asked_are_suggested() {
    let options = SuggestOptions {
        queries: vec![("zakat fitrah 2024".into(), 9), ("zakat saya".into(), 1)],
        ..SuggestOptions::default()
    };
    let found = suggester(&options).suggest("zak", 5);
    assert_eq!(
        found
            .iter()
            .map(|s| (s.text.as_str(), s.kind))
            .collect::<Vec<_>>(),
        [("zakat fitrah 2024", Kind::Query)]
    );
}

#[test]
fn any_input_is_answered() {
    let suggester = suggester(&SuggestOptions::default());
    for typed in [
        "",
        " ",
        "(",
        "\"",
        "harga ",
        "*",
        "é",
        "a",
        "   a   ",
        "-",
        "x:",
        &"a".repeat(5_000),
        "\u{0}",
        "😀 jo",
    ] {
        assert!(suggester.suggest(typed, 5).len() <= 5);
    }
    assert!(Suggester::default().suggest("a", 5).is_empty());
}

proptest::proptest! {
    #[test]
    fn random_input_is_answered(typed in "\\PC{0,40}") {
        use std::sync::LazyLock;
        static SUGGESTER: LazyLock<Suggester> = LazyLock::new(|| suggester(&SuggestOptions::default()));
        for suggestion in SUGGESTER.suggest(&typed, 5) {
            proptest::prop_assert!(!suggestion.text.is_empty());
        }
    }
}

#[test]
fn what_searches_do_not_show_is_not_completed() {
    use crate::engine::{Story, Write, tantivy::TantivyEngine};
    let engine = TantivyEngine::in_memory(jiff::tz::TimeZone::UTC).expect("an engine");
    let put = |name: &str, number: usize, embargo: &str| Write::Put {
        story: Story::of(&format!("{name}{number}")),
        article: Box::new(Article {
            id: format!("{name}{number}"),
            embargo: embargo.parse().ok(),
            ..article(
                "Bupati Dilantik",
                &format!("Warga menyambut {name} di balai kota."),
                "2024-05-01T10:00:00+07:00",
            )
        }),
    };
    let writes = (0..8).flat_map(|number| {
        [
            put("Ratih Kusuma", number, "2999-01-01T00:00:00Z"),
            put("Ratna Wibisana", number, "2024-05-02T00:00:00Z"),
        ]
    });
    engine.write(writes.collect()).expect("written");
    let suggester = Suggester::build(&engine, &SuggestOptions::default()).expect("read");
    let found = suggester.suggest("rat", 5);
    let texts: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(texts, ["Ratna Wibisana"]);
}
