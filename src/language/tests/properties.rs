//! Properties that hold for any text. `WARTA_FUZZ_CASES` raises the number of cases: ten minutes
//! of them are `WARTA_FUZZ_CASES=3000000 cargo test --release language::tests::properties`.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Analyzer, fold, sentences};

fn cases() -> u32 {
    std::env::var("WARTA_FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(300)
}

/// Everything that a token is made of.
type Flat = (usize, usize, u32, String, String, String);

fn flat(analyzer: &mut Analyzer, text: &str) -> Vec<Flat> {
    let mut tokens = Vec::new();
    analyzer.analyze(text, |token| {
        tokens.push((
            token.start,
            token.end,
            token.position,
            token.exact.to_owned(),
            token.light.to_owned(),
            token.root.to_owned(),
        ));
    });
    tokens
}

/// Pieces that special treatment begins or ends with, mixed with anything.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,9}",
        2 => "\\PC{0,6}",
        2 => "[0-9]{1,5}",
        2 => prop::sample::select(vec![
            " ", " ", " ", ".", ",", "-", "/", ":", "\n", "'", "’", "Rp", "Rp ", "US$", "€", "@", "#",
            "ke-", "di-", "-nya", "-an", "2", "juta", " triliun", " Mei ", " 2024", "https://", "www.",
            ".com", ".co.id", "\u{200B}", "\u{301}", "\u{A0}", "ﬁ", "İ", "ß", "_", "`", "(3/5)", "KPK",
            "mem", "kan", "lah", "per", "ber", "anak-anak", "`", "…", "“", "”", "😀", "\u{1F1EE}",
        ]).prop_map(str::to_owned),
        1 => "\\PC{20,80}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn offsets_lie_on_characters_in_order_and_terms_are_never_empty(text in text()) {
        let mut last = (0, None);
        for (start, end, position, exact, light, root) in flat(&mut Analyzer::new(), &text) {
            prop_assert!(start < end && end <= text.len());
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert!(start >= last.0, "tokens overlap: {:?}", &text);
            prop_assert!(last.1.is_none_or(|position_before| position > position_before));
            last = (end, Some(position));
            prop_assert!(text[start..end].unicode_words().next().is_some(), "{:?}", &text[start..end]);
            for term in [&exact, &light, &root] {
                prop_assert!(!term.is_empty());
                prop_assert!(term.trim() == term && !term.contains("  "));
            }
            prop_assert!(!exact.contains(' '), "{exact:?}");
        }
    }

    #[test]
    fn the_cache_changes_nothing(text in text()) {
        let mut warm = Analyzer::new();
        let cold = flat(&mut warm, &text);
        prop_assert_eq!(&flat(&mut warm, &text), &cold);
        prop_assert_eq!(&flat(&mut Analyzer::uncached(), &text), &cold);
    }

    #[test]
    fn positions_count_the_parts_of_roots(text in text()) {
        let mut expected = 0;
        for (_, _, position, _, _, root) in flat(&mut Analyzer::new(), &text) {
            prop_assert_eq!(position, expected);
            expected += root.split(' ').count() as u32;
        }
    }

    #[test]
    fn sentences_cover_the_text(text in text()) {
        let mut from = 0;
        for range in sentences(&text) {
            prop_assert!(range.start < range.end);
            prop_assert!(text[from..range.start].trim().is_empty());
            from = range.end;
        }
        prop_assert!(text[from..].trim().is_empty());
    }

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_root_of_a_root_is_itself(word in "(me|di|ber|ter|pe|ke|se)?(m|n|ng)?[bcdghjklmnprstw][aiueo][bdgklmnrst]?[bcdghjklmnprst][aiueo][hkmnrst]?(kan|an|i)?(nya|lah)?") {
        let mut analyzer = Analyzer::new();
        let (_, root) = analyzer.word(&word);
        for part in root.split(' ') {
            let (_, again) = analyzer.word(part);
            prop_assert_eq!(&again, part, "root of {}", word);
        }
    }
}

#[test]
fn very_long_words_and_lines_are_survived() {
    let mut analyzer = Analyzer::new();
    for text in [
        "a".repeat(100_000),
        "é".repeat(50_000),
        "字".repeat(20_000),
        "1.".repeat(30_000),
        "a-".repeat(30_000),
        "@".repeat(10_000),
        "Rp".repeat(10_000),
        "9".repeat(70_000),
        "\u{200B}".repeat(10_000),
        "a\u{200B}".repeat(10_000),
    ] {
        let mut count = 0;
        analyzer.analyze(&text, |token| {
            assert!(token.exact.len() <= text.len());
            count += 1;
        });
        assert!(count <= text.len());
    }
}
