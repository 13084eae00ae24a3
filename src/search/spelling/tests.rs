//! What is corrected, and what is not.

use super::*;
use crate::query::{ParseContext, parse};

fn speller() -> Speller {
    let words = [
        ("harga", 900),
        ("beras", 500),
        ("berat", 800),
        ("naik", 900),
        ("korupsi", 700),
        ("jokowi", 600),
        ("sukarno", 90),
        ("presiden", 900),
        ("pemerintah", 900),
        ("pemerinta", 1),
        ("jakarta", 900),
        ("banjir", 300),
        ("covid", 200),
        ("prabowo", 500),
        ("ikan", 200),
        ("iklan", 200),
        ("tayang", 100),
        ("segar", 100),
        ("kor", 2),
    ];
    let titles = [
        "harga beras naik",
        "harga beras",
        "Ikan segar",
        "ikan segar",
        "iklan tayang",
        "presiden jokowi",
    ];
    Speller::from_words(
        words.map(|(w, n)| (w.to_owned(), n)).to_vec(),
        titles,
        1_000,
    )
}

fn first(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    speller()
        .correct(&words)
        .into_iter()
        .map(|c| c.candidates[0].0.clone())
        .collect()
}

#[test]
fn slips_are_mended() {
    for (typed, meant) in [
        ("hraga", "harga"),
        ("korupssi", "korupsi"),
        ("joko wi", "jokowi"),
        ("soekarno", "sukarno"),
        ("djakarta", "jakarta"),
        ("pemrintah", "pemerintah"),
        ("prabowp", "prabowo"),
        ("bnajir", "banjir"),
        ("cofid", "covid"),
        ("hargaberas", "harga beras"),
        ("kor upsi", "korupsi"),
    ] {
        assert_eq!(first(typed), [meant], "{typed}");
    }
}

#[test]
fn neighbours_decide_between_equals() {
    assert_eq!(first("harga beraa"), ["beras"]);
    assert_eq!(first("ian segar"), ["ikan"]);
}

#[test]
fn known_words_digits_and_acronyms_stay() {
    for words in [
        "harga beras",
        "2024",
        "covid19",
        "U-23",
        "KPKK",
        "ab",
        "xqzvwxyzzy",
    ] {
        assert_eq!(first(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_rare_word_is_offered_and_not_replaced() {
    let found = speller().correct(&["pemerinta"]);
    assert!(found[0].known && found[0].candidates[0].0 == "pemerintah");
}

fn corrected(text: &str) -> Option<CorrectedQuery> {
    let context = ParseContext {
        zone: jiff::tz::TimeZone::UTC,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    speller().correct_query(&parse(text, &context))
}

#[test]
fn a_query_keeps_its_operators() {
    for (typed, better) in [
        ("hraga beras -bnajir", "harga beras -banjir"),
        (
            "(hraga ATAU \"bnajir\") judul:prabowp",
            "(harga ATAU \"bnajir\") judul:prabowo",
        ),
        ("hraga, kor upsi!", "harga, korupsi!"),
        ("kategori:Ekonmi hraga", "kategori:Ekonmi harga"),
    ] {
        let found = corrected(typed).map(|c| (c.text, c.certain));
        assert_eq!(found, Some((better.to_owned(), true)), "{typed}");
    }
    assert_eq!(corrected("harga beras"), None);
    assert_eq!(corrected(""), None);
}

#[test]
fn an_empty_archive_corrects_nothing() {
    let speller = Speller::default();
    assert!(speller.correct(&["harga", "beras"]).is_empty());
}

#[test]
fn what_is_near_by_chance_is_neither_searched_nor_offered() {
    let words = [("harga", 9_000), ("wbk", 8)].map(|(word, count)| (word.to_owned(), count));
    let speller = Speller::from_words(words.to_vec(), [], 50_000);
    let context = ParseContext {
        zone: jiff::tz::TimeZone::UTC,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    for (typed, better, certain) in [("hraga", "harga", true), ("hraga wmk", "harga wmk", false)] {
        let found = speller.correct_query(&parse(typed, &context)).expect(typed);
        assert_eq!((found.text.as_str(), found.certain), (better, certain));
    }
    assert!(!speller.correct(&["wmk"]).is_empty(), "it is near");
    assert_eq!(speller.correct_query(&parse("zzqx wmk", &context)), None);
}

#[test]
fn short_words_need_more_evidence() {
    let words = [
        ("truk", 470),
        ("tuban", 300),
        ("bupati", 470),
        ("gubernur", 470),
    ];
    let words = words.map(|(word, count)| (word.to_owned(), count));
    let speller = Speller::from_words(words.to_vec(), [], 45_000);
    for (typed, better, believable) in [
        ("trk", "truk", false),
        ("trfk", "truk", false),
        ("btupati", "bupati", true),
        ("gubernurr", "gubernur", true),
    ] {
        let found = speller.correct(&[typed]);
        assert_eq!(found[0].candidates[0].0, better, "{typed}");
        assert_eq!(found[0].believable, believable, "{typed}");
    }
    // Two words are as near as each other: neither is clear.
    let words = [("marwan", 40), ("karwan", 40)].map(|(w, n)| (w.to_owned(), n));
    let speller = Speller::from_words(words.to_vec(), [], 45_000);
    assert!(!speller.correct(&["parwan"])[0].believable);
}

#[test]
fn a_word_of_one_article_is_right_when_typed_so() {
    let words = [
        ("argo", 126),
        ("argp", 1),
        ("menarik", 3_000),
        ("menkarik", 1),
    ];
    let words = words.map(|(word, count)| (word.to_owned(), count)).to_vec();
    let speller = Speller::from_words(words, [], 45_000);
    assert!(speller.holds("Argp") && !speller.holds("argq"));
    assert_eq!(speller.count("argp"), 0, "too rare to be proposed");
    let known: Vec<bool> = ["menkarik", "menkkarik"]
        .iter()
        .flat_map(|typed| speller.correct(&[typed]))
        .map(|found| found.known)
        .collect();
    assert_eq!(known, [true, false]);
}

/// An archive in which names have their usual neighbours.
fn names() -> Speller {
    let words = [
        ("manchester", 300),
        ("city", 400),
        ("siti", 340),
        ("fadilah", 40),
        ("donald", 200),
        ("donal", 4),
        ("trump", 400),
        ("tramp", 5),
        ("johnny", 60),
        ("jhoni", 30),
        ("plate", 50),
        ("dalai", 5),
        ("lama", 3_000),
        ("dalam", 20_000),
        ("garudayaksa", 30),
        ("garuda", 900),
        ("yaksa", 6),
        ("terima", 2_000),
        ("kasih", 900),
        ("terimakasih", 20),
        ("suzuki", 170),
        ("jimny", 5),
        ("jimin", 6),
        ("gajah", 300),
        ("gadjah", 200),
        ("mada", 220),
    ];
    let texts = [
        ("Manchester City menang", 60),
        ("Siti Fadilah bebas", 9),
        ("Presiden Donald Trump", 90),
        ("Johnny G Plate ditahan", 20),
        ("Dalai Lama tiba", 5),
        ("terima kasih guru", 40),
        ("Suzuki Jimny baru", 3),
        ("Gadjah Mada", 150),
        ("Gajah Mada", 10),
    ];
    let texts = texts
        .iter()
        .flat_map(|(text, n)| std::iter::repeat_n(*text, *n));
    let words = words.map(|(word, count)| (word.to_owned(), count)).to_vec();
    Speller::from_words(words, texts, 45_000)
}

#[test]
fn what_belongs_to_a_neighbour_is_meant_by_what_sounds_like_it() {
    let names = names();
    let meant = |typed: &str| -> Vec<(String, bool)> {
        let words: Vec<&str> = typed.split(' ').collect();
        let found = names.correct(&words).into_iter();
        found
            .map(|one| (one.candidates[0].0.clone(), one.in_context))
            .collect()
    };
    for (typed, better) in [
        ("manchester siti", "city"),
        ("siti manchester", "city"),
        ("jhoni plate", "johnny"),
    ] {
        assert_eq!(meant(typed), [(better.to_owned(), true)], "{typed}");
    }
    for right in [
        "siti fadilah",
        "manchester city",
        "dalai lama",
        "siti bebas",
    ] {
        assert_eq!(meant(right), [], "{right}");
    }
    // The neighbour is misspelled itself.
    let both = [("donald".to_owned(), false), ("trump".to_owned(), true)];
    assert_eq!(meant("donal tramp"), both);
}

#[test]
fn what_is_not_clear_is_guessed_beside_an_unknown_word() {
    let names = names();
    let guesses = |typed: &str| {
        let words: Vec<&str> = typed.split(' ').collect();
        let found = names.correct(&words).into_iter();
        found
            .map(|one| (one.believable, one.guesses))
            .collect::<Vec<_>>()
    };
    assert_eq!(guesses("jimni"), [(false, 2)]);
    // Beside its neighbour one of the two is clear.
    assert_eq!(guesses("suzuki jimni"), [(true, 1)]);
}

#[test]
fn the_archive_says_what_is_one_word() {
    let names = names();
    let one = |a: &str, b: &str| names.as_one(a, b);
    assert_eq!(one("Garuda", "yaksa").as_deref(), Some("garudayaksa"));
    assert_eq!(one("terima", "kasih"), None, "mostly written apart");
    assert_eq!(one("donald", "trump"), None, "never written so");
    let two = |word: &str| names.as_two(word);
    assert_eq!(two("Terimakasih").as_deref(), Some("terima kasih"));
    assert_eq!(two("garudayaksa"), None);
}

#[test]
fn what_is_dismissed_early_is_not_among_the_best() {
    let mut words = vec![("beras".to_owned(), 3)];
    for (number, letter) in ('a'..='z').enumerate() {
        let count = 2 + 37 * number as u32 % 300;
        for word in [
            format!("be{letter}as"),
            format!("b{letter}ras"),
            format!("bera{letter}s"),
        ] {
            if word != "beras" {
                words.push((word, count));
            }
        }
    }
    let speller = Speller::from_words(words, [], 1_000);
    let mut distance = Distance::default();
    for typed in ["beras", "bewas", "bzras", "berais"] {
        let near = speller.near(typed, speller.words.find(typed), Beside::default());
        assert!(near.len() > 2 * MOST_CANDIDATES);
        let best = |mut found: Vec<(String, f32)>| {
            found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            found.dedup_by(|a, b| a.0 == b.0);
            found.truncate(MOST_CANDIDATES);
            found
        };
        let mut candidates = |near: &[Near]| {
            let least = f32::NEG_INFINITY;
            speller.candidates(typed, near, &mut distance, least)
        };
        // Alone nothing is dismissed.
        let alone = near.chunks(1).flat_map(&mut candidates).collect::<Vec<_>>();
        let together = candidates(&near);
        assert!(
            together.len() < alone.len(),
            "{typed}: nothing was dismissed"
        );
        assert_eq!(best(together), best(alone), "{typed}");
    }
}
