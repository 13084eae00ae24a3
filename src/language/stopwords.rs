//! Words that carry little: function words and question words, with weights.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// `word TAB weight TAB class`: class `q` for question words, `f` for function words.
const TABLE: &str = include_str!("lexicon/stopwords.tsv");

struct Stopwords {
    weights: FxHashMap<&'static str, (f32, bool)>,
}

fn table() -> &'static Stopwords {
    static STOPWORDS: OnceLock<Stopwords> = OnceLock::new();
    STOPWORDS.get_or_init(|| Stopwords {
        weights: TABLE
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut columns = line.split('\t');
                let word = columns.next()?;
                let weight = columns.next()?.parse().ok()?;
                Some((word, (weight, columns.next() == Some("q"))))
            })
            .collect(),
    })
}

/// How much a word (folded) carries for a searcher: 1 for content words, less for function and
/// question words, never 0.
///
/// ```
/// assert_eq!(warta::language::stopword_weight("beras"), 1.0);
/// assert!(warta::language::stopword_weight("yang") < 0.2);
/// ```
pub fn stopword_weight(word: &str) -> f32 {
    table().weights.get(word).map_or(1.0, |&(weight, _)| weight)
}

/// Whether a word (folded) asks: `siapa`, `apakah`, `kapan`.
pub fn is_question_word(word: &str) -> bool {
    table().weights.get(word).is_some_and(|&(_, asks)| asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_well_formed() {
        let mut previous = "";
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), 3, "{line}");
            assert!(previous < columns[0], "{line}");
            previous = columns[0];
            let weight: f32 = columns[1].parse().expect("a number");
            assert!(weight > 0.0 && weight < 1.0, "{line}");
            assert!(matches!(columns[2], "f" | "q"), "{line}");
        }
    }

    #[test]
    fn question_words_ask() {
        for word in [
            "siapa",
            "apa",
            "kapan",
            "mengapa",
            "bagaimana",
            "berapa",
            "di mana",
            "dimana",
        ] {
            assert_eq!(is_question_word(word), word != "di mana", "{word}");
        }
        assert!(!is_question_word("yang"));
    }
}
