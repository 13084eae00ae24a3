//! How good the analyzer is, against gold lemmas (form, lemma, part of speech, count).
//!
//! A prediction is right if it is the lemma once case, spaces and hyphens are taken out of both
//! (`tanggung jawab` = `tanggungjawab`). *Types* take the majority lemma of a form. *Conflation*
//! asks, for every pair of forms, whether they are put together when they should be.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::language::{self, Analyzer};

/// Which level is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Dictionary roots, as the gold files have them.
    Root,
    /// Clitics, reduplication and voice removed.
    Light,
}

/// One line of a gold file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldLine {
    pub form: String,
    pub lemma: String,
    pub pos: String,
    pub count: u64,
}

/// A line that is not `form TAB lemma TAB part of speech TAB count`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected form, lemma, part of speech and count separated by tabs")]
pub struct GoldError {
    /// Counted from 1.
    pub line: usize,
}

/// Reads a gold file; the first line may be a heading.
pub fn read_gold(text: &str) -> Result<Vec<GoldLine>, GoldError> {
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with("form\t") {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let parsed = match columns.as_slice() {
            [form, lemma, pos, count, ..] if !form.is_empty() => count
                .trim()
                .parse()
                .ok()
                .map(|count| (form, lemma, pos, count)),
            _ => None,
        };
        let Some((form, lemma, pos, count)) = parsed else {
            return Err(GoldError { line: index + 1 });
        };
        lines.push(GoldLine {
            form: (*form).to_owned(),
            lemma: (*lemma).to_owned(),
            pos: (*pos).to_owned(),
            count,
        });
    }
    Ok(lines)
}

/// Measured on one file; shares from 0 to 1.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scores {
    pub tokens: u64,
    pub types: usize,
    /// Share of tokens with the right lemma.
    pub token_accuracy: f64,
    /// Share of types with their majority lemma.
    pub type_accuracy: f64,
    /// Share of types from which too much was taken (a wrong form shorter than the lemma).
    pub over_stemmed: f64,
    /// Share of types from which too little was taken (a wrong form longer than the lemma).
    pub under_stemmed: f64,
    /// Of the pairs put together, how many belong together.
    pub precision: f64,
    /// Of the pairs that belong together, how many are put together.
    pub recall: f64,
    pub f1: f64,
    pub hyphenated_types: usize,
    /// Share of hyphenated types with their majority lemma.
    pub hyphenated_accuracy: f64,
    /// Share of proper-noun tokens that lose or gain letters; `None` without proper nouns.
    pub names_altered: Option<f64>,
    /// The types that are wrong, by count.
    pub errors: Vec<Mistake>,
}

/// A type whose form is not its majority lemma.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mistake {
    pub form: String,
    pub expected: String,
    pub given: String,
    pub count: u64,
}

/// Scores the analyzer on `gold`.
pub fn evaluate(gold: &[GoldLine], level: Level, analyzer: &mut Analyzer) -> Scores {
    let mut types: FxHashMap<&str, Vec<(&str, u64)>> = FxHashMap::default();
    let mut names = (0_u64, 0_u64);
    for line in gold {
        if line.pos == "PROPN" {
            let given = predict(analyzer, &line.form, level);
            names.0 += line.count;
            if normal(&given) != normal(&language::fold(&line.form)) {
                names.1 += line.count;
            }
            continue;
        }
        let lemmas = types.entry(line.form.as_str()).or_default();
        match lemmas.iter_mut().find(|(lemma, _)| *lemma == line.lemma) {
            Some((_, count)) => *count += line.count,
            None => lemmas.push((line.lemma.as_str(), line.count)),
        }
    }
    let mut scores = Scores {
        names_altered: (names.0 > 0).then(|| names.1 as f64 / names.0 as f64),
        types: types.len(),
        ..Scores::default()
    };
    let mut forms: Vec<&str> = types.keys().copied().collect();
    forms.sort_unstable();
    let mut pairs: Vec<(String, String)> = Vec::with_capacity(forms.len());
    let (mut right_tokens, mut right_types, mut right_hyphens) = (0, 0, 0);
    let (mut over, mut under) = (0_usize, 0_usize);
    for form in forms {
        let lemmas = &types[form];
        let given = normal(&predict(analyzer, form, level));
        let Some((majority, _)) = lemmas.iter().rev().max_by_key(|(_, count)| *count) else {
            continue;
        };
        let expected = normal(majority);
        let total: u64 = lemmas.iter().map(|(_, count)| count).sum();
        scores.tokens += total;
        right_tokens += lemmas
            .iter()
            .filter(|(lemma, _)| normal(lemma) == given)
            .map(|(_, count)| count)
            .sum::<u64>();
        let right = expected == given;
        right_types += usize::from(right);
        if form.contains('-') {
            scores.hyphenated_types += 1;
            right_hyphens += usize::from(right);
        }
        if !right {
            over += usize::from(given.len() < expected.len());
            under += usize::from(given.len() > expected.len());
            scores.errors.push(Mistake {
                form: form.to_owned(),
                expected: (*majority).to_owned(),
                given: given.clone(),
                count: total,
            });
        }
        pairs.push((expected, given));
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    scores.token_accuracy = right_tokens as f64 / scores.tokens.max(1) as f64;
    scores.type_accuracy = share(right_types, scores.types);
    scores.over_stemmed = share(over, scores.types);
    scores.under_stemmed = share(under, scores.types);
    scores.hyphenated_accuracy = share(right_hyphens, scores.hyphenated_types);
    (scores.precision, scores.recall, scores.f1) = conflation(&pairs);
    scores
        .errors
        .sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.form.cmp(&b.form)));
    scores
}

/// What becomes of the names in running text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Words written as names, and words that no list has with a capital inside a sentence.
    pub tokens: u64,
    /// Those of them whose root has other letters.
    pub altered: u64,
    /// Form, root and count of the altered ones, the commonest first.
    pub forms: Vec<(String, String, u64)>,
}

/// Counts names that lose, gain or change letters at the root level.
pub fn names<'a>(texts: impl Iterator<Item = &'a str>, analyzer: &mut Analyzer) -> Names {
    let mut names = Names::default();
    let mut forms: FxHashMap<(String, String), u64> = FxHashMap::default();
    for text in texts {
        analyzer.analyze(text, |token| {
            if !language::is_name(text, &token) {
                return;
            }
            names.tokens += 1;
            if !token.is_root() && letters(token.exact).ne(letters(token.root)) {
                names.altered += 1;
                *forms
                    .entry((token.exact.to_owned(), token.root.to_owned()))
                    .or_default() += 1;
            }
        });
    }
    names.forms = forms
        .into_iter()
        .map(|((form, root), count)| (form, root, count))
        .collect();
    names
        .forms
        .sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
    names
}

fn predict(analyzer: &mut Analyzer, form: &str, level: Level) -> String {
    let (light, root) = analyzer.word(form);
    match level {
        Level::Root => root,
        Level::Light => light,
    }
}

/// Letters alone: the stops of initials and the digits of a code are no part of a name.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphabetic())
}

/// Without case, spaces and hyphens.
fn normal(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Precision, recall and F1 over pairs of forms that share a lemma.
fn conflation(pairs: &[(String, String)]) -> (f64, f64, f64) {
    let mut expected: FxHashMap<&str, u64> = FxHashMap::default();
    let mut given: FxHashMap<&str, u64> = FxHashMap::default();
    let mut both: FxHashMap<(&str, &str), u64> = FxHashMap::default();
    for (gold, ours) in pairs {
        *expected.entry(gold).or_default() += 1;
        *given.entry(ours).or_default() += 1;
        *both.entry((gold, ours)).or_default() += 1;
    }
    let choose = |count: &u64| count * (count - 1) / 2;
    let expected: u64 = expected.values().map(choose).sum();
    let given: u64 = given.values().map(choose).sum();
    let both: u64 = both.values().map(choose).sum();
    let precision = both as f64 / given.max(1) as f64;
    let recall = both as f64 / expected.max(1) as f64;
    let f1 = if both == 0 {
        0.0
    } else {
        2.0 * precision * recall / (precision + recall)
    };
    (precision, recall, f1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_gold_is_scored_by_token_type_and_pair() {
        let text = "form\tlemma\tupos\tfreq\nmenulis\ttulis\tVERB\t3\ntulisan\ttulis\tNOUN\t1\n\
                    anak-anak\tanak\tNOUN\t2\nsendu\tbukan\tADJ\t4\n";
        let gold = read_gold(text).expect("well formed");
        let scores = evaluate(&gold, Level::Root, &mut Analyzer::new());
        assert_eq!(scores.tokens, 10);
        assert!((scores.token_accuracy - 0.6).abs() < 1e-9);
        assert!((scores.type_accuracy - 0.75).abs() < 1e-9);
        assert!((scores.f1 - 1.0).abs() < 1e-9);
        assert!((scores.hyphenated_accuracy - 1.0).abs() < 1e-9);
        assert_eq!(scores.errors.len(), 1);
    }

    #[test]
    fn names_that_change_letters_are_counted() {
        let texts = [
            "Menurut mereka bertiga, Soeharto, Zhafran, Susi dan Bali itu selalu dekat sekali.",
            "Soeharto pulang.",
        ];
        let names = names(texts.into_iter(), &mut Analyzer::new());
        // The second text begins with a capital that says nothing.
        assert_eq!((names.tokens, names.altered), (4, 1));
        assert_eq!(names.forms, [("soeharto".into(), "suharto".into(), 1)]);
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(read_gold("a\tb\tc\t1\nb\n"), Err(GoldError { line: 2 }));
    }
}
