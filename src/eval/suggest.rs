//! How soon a half-typed name is completed. Names are drawn from the archive's own texts by how
//! many articles hold them, their first letters are typed, and the name should be among the
//! suggestions that a reader sees at once.
//!
//! What counts as a name is found apart from how suggestions are mined: the whole text is read, and
//! a name is one to four words with capitals in the middle of a sentence. The ceiling is
//! what anybody could reach who knows these names and their frequencies: of each beginning the
//! most frequent ones.

use std::time::Instant;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::{Latency, random::SplitMix};
use crate::{
    article::Article,
    language::{MONTHS, fold},
    mining::quotes::is_weekday,
    search::suggest::{Suggester, is_title},
};

/// Names that are typed.
const SAMPLE: usize = 500;
/// Letters of each.
const LETTERS: usize = 4;
/// Suggestions that are asked for, as the search page does, and looked at.
const ASKED: usize = 8;
const SHOWN: usize = 5;
/// Words of the longest name.
const LONGEST: usize = 4;
/// Draws of names in so many articles are counted apart, too.
const GROUPS: [u32; 3] = [10, 20, 100];

/// Whether a word with a capital names no one: days and months.
fn is_calendar(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_weekday(&lower) || MONTHS.contains(&lower.as_str())
}

/// The names of an archive with the number of articles that hold each.
#[derive(Debug, Default)]
pub struct Names {
    counts: FxHashMap<String, u32>,
    /// Articles in which a word stands without a capital.
    small: FxHashMap<String, u32>,
    /// Of the article that is read.
    seen: FxHashSet<String>,
    seen_small: FxHashSet<String>,
}

impl Names {
    /// Reads one article.
    pub fn add(&mut self, article: &Article) {
        for text in &article.body {
            self.read(text);
        }
        for name in self.seen.drain() {
            *self.counts.entry(name).or_default() += 1;
        }
        for word in self.seen_small.drain() {
            *self.small.entry(word).or_default() += 1;
        }
    }

    /// Notes names, and words without a capital, each once an article.
    fn read(&mut self, text: &str) {
        let mut run: Vec<&str> = Vec::new();
        // A run that begins a sentence has its capital in any case.
        let (mut begins, mut is_inside) = (true, false);
        for raw in text.split_whitespace() {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            if raw.starts_with(['"', '“', '\'', '‘', '(', '[', '«']) {
                self.note(&mut run, is_inside);
                begins = true;
            }
            if word.starts_with(char::is_uppercase) {
                if run.is_empty() {
                    is_inside = !begins;
                }
                run.push(word);
            } else {
                self.note(&mut run, is_inside);
                if word.starts_with(char::is_lowercase) && !self.seen_small.contains(word) {
                    self.seen_small.insert(word.to_owned());
                }
            }
            if raw.ends_with(|c: char| !c.is_alphanumeric()) {
                self.note(&mut run, is_inside);
            }
            begins = word.is_empty() || raw.ends_with(['.', '!', '?', ':', '"', '”', '…']);
        }
        self.note(&mut run, is_inside);
    }

    fn note(&mut self, run: &mut Vec<&str>, is_inside: bool) {
        let words = std::mem::take(run);
        let titles = words.iter().take_while(|word| is_title(word)).count();
        let name = &words[titles..];
        let is_name = |word: &&str| {
            word.chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'))
                && !is_calendar(word)
        };
        if is_inside && (1..=LONGEST).contains(&name.len()) && name.iter().all(is_name) {
            self.seen.insert(fold(&name.join(" ")));
        }
    }

    /// The names with at least so many articles, in a fixed order, that are longer than what is
    /// typed. A single word is a name when it hardly ever stands without a capital.
    fn known(&self, least: u32) -> Vec<(&str, u32)> {
        let mut known: Vec<_> = self
            .counts
            .iter()
            .filter(|&(name, &count)| {
                let small = self.small.get(name).copied().unwrap_or(0);
                count >= least && small * 5 <= count && typed(name) != name.as_str()
            })
            .map(|(name, &count)| (name.as_str(), count))
            .collect();
        known.sort_unstable();
        known
    }
}

/// The first letters of a name, with the spaces between them.
fn typed(name: &str) -> &str {
    let letters = name.char_indices().filter(|(_, c)| c.is_alphanumeric());
    match letters.map(|(at, c)| at + c.len_utf8()).nth(LETTERS - 1) {
        Some(end) => &name[..end],
        None => name,
    }
}

/// Some of the names that were typed.
#[derive(Debug, Clone, Serialize)]
pub struct SuggestScore {
    pub names: String,
    pub typed: usize,
    /// Shares that were suggested first, and among the first five.
    pub first: f64,
    pub top_five: f64,
    /// The share that knowing all frequencies would put among five.
    pub ceiling: f64,
}

/// What was measured.
#[derive(Debug, Clone, Serialize)]
pub struct SuggestReport {
    pub seed: u64,
    /// Names stand in at least so many articles.
    pub least: u32,
    pub known_names: usize,
    pub entries: usize,
    pub memory_bytes: usize,
    /// All draws; by number of articles; and as many different names.
    pub scores: Vec<SuggestScore>,
    /// Draws that were not among the first five.
    pub misses: Vec<Missed>,
    pub latency: Latency,
}

/// A name that was not suggested in time.
#[derive(Debug, Clone, Serialize)]
pub struct Missed {
    pub name: String,
    pub articles: u32,
    pub typed: String,
    /// What was suggested, best first.
    pub suggested: Vec<String>,
}

/// Measures a suggester on the names of its archive that stand in at least so many articles.
pub fn measure(suggester: &Suggester, names: &Names, least: u32, seed: u64) -> SuggestReport {
    let known = names.known(least);
    let best = best_of_beginnings(&known);
    let mut times = Vec::new();
    let mut misses = Vec::new();
    let mut ask = |(name, articles): (&str, u32)| -> Outcome {
        let typed = typed(name);
        let start = Instant::now();
        let mut found = suggester.suggest(typed, ASKED);
        times.push(start.elapsed().as_micros() as u64);
        found.truncate(SHOWN);
        let place = found.iter().position(|found| fold(&found.text) == name);
        if place.is_none() {
            misses.push(Missed {
                name: name.to_owned(),
                articles,
                typed: typed.to_owned(),
                suggested: found.into_iter().map(|found| found.text).collect(),
            });
        }
        (articles, place, best[typed].contains(&name))
    };
    let mut random = SplitMix::new(seed);
    let draws: Vec<Outcome> = draw(&known, &mut random)
        .map(&mut ask)
        .take(SAMPLE)
        .collect();
    let mut different = FxHashSet::default();
    let distinct: Vec<Outcome> = draw(&known, &mut random)
        // So many draws find what there is in archives with few names.
        .take(SAMPLE * 100)
        .filter(|(name, _)| different.insert(*name))
        .take(SAMPLE)
        .map(&mut ask)
        .collect();
    let mut scores = vec![score("all draws", draws.iter())];
    for from in GROUPS.into_iter().filter(|from| *from > least) {
        let group = draws.iter().filter(|(count, ..)| *count >= from);
        scores.push(score(&format!("… in {from} articles or more"), group));
    }
    scores.push(score("different names", distinct.iter()));
    misses.sort_by(|a, b| b.articles.cmp(&a.articles).then(a.name.cmp(&b.name)));
    misses.dedup_by(|a, b| a.name == b.name);
    SuggestReport {
        seed,
        least,
        known_names: known.len(),
        entries: suggester.len(),
        memory_bytes: suggester.bytes(),
        scores,
        misses,
        latency: Latency::new("one half-typed name", times),
    }
}

/// In how many articles, in which place, and whether it is below the ceiling.
type Outcome = (u32, Option<usize>, bool);

/// Names without end, each as likely as it has articles.
fn draw<'n>(
    known: &'n [(&'n str, u32)],
    random: &mut SplitMix,
) -> impl Iterator<Item = (&'n str, u32)> {
    let ends: Vec<usize> = known
        .iter()
        .scan(0, |sum, &(_, count)| {
            *sum += count as usize;
            Some(*sum)
        })
        .collect();
    let all = ends.last().copied().unwrap_or(0);
    std::iter::from_fn(move || {
        let at = random.below(all);
        known.get(ends.partition_point(|&end| end <= at)).copied()
    })
}

/// The most frequent names of each beginning.
fn best_of_beginnings<'n>(known: &[(&'n str, u32)]) -> FxHashMap<&'n str, Vec<&'n str>> {
    let mut by_count = known.to_vec();
    by_count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut best: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (name, _) in by_count {
        let names = best.entry(typed(name)).or_default();
        if names.len() < SHOWN {
            names.push(name);
        }
    }
    best
}

fn score<'o>(names: &str, outcomes: impl Iterator<Item = &'o Outcome>) -> SuggestScore {
    let outcomes: Vec<_> = outcomes.collect();
    let share = |fits: &dyn Fn(&Outcome) -> bool| {
        outcomes.iter().filter(|o| fits(o)).count() as f64 / outcomes.len().max(1) as f64
    };
    SuggestScore {
        names: names.to_owned(),
        typed: outcomes.len(),
        first: share(&|o| o.1 == Some(0)),
        top_five: share(&|o| o.1.is_some()),
        ceiling: share(&|o| o.2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::suggest::SuggestOptions;

    fn article(body: &str) -> Article {
        Article {
            title: "Warga Bertemu".into(),
            body: vec![body.into()],
            ..Article::default()
        }
    }

    #[test]
    fn names_stand_inside_sentences_and_titles_do_not_belong_to_them() {
        let mut names = Names::default();
        let text = "Warga Sukamaju bertemu Presiden Joko Widodo, lalu Sri Rahayu. Kemudian di \
                    Tanjung Priok pada Selasa ia berkata, \"Pasar Kemayoran ramai.\" Ada Kota tua.";
        for _ in 0..3 {
            names.add(&article(text));
        }
        names.add(&article("di kota itu ada kota"));
        let known: Vec<&str> = names.known(3).into_iter().map(|(name, _)| name).collect();
        assert_eq!(known, ["joko widodo", "sri rahayu", "tanjung priok"]);
        assert_eq!((typed("sri rahayu"), typed("kpk")), ("sri r", "kpk"));
    }

    #[test]
    fn a_small_archive_is_measured() {
        let articles: Vec<Article> = (0..6)
            .map(|_| article("Kemarin di pasar Joko Widodo bertemu Sri Rahayu."))
            .collect();
        let mut names = Names::default();
        articles.iter().for_each(|article| names.add(article));
        let suggester = Suggester::from_articles(articles, &SuggestOptions::default());
        let report = measure(&suggester, &names, 3, 1);
        assert_eq!(report.known_names, 2);
        assert_eq!(
            (report.scores[0].typed, report.scores[0].top_five),
            (SAMPLE, 1.0)
        );
        assert_eq!(report.scores.last().map(|score| score.typed), Some(2));
        // Without any name there is nothing to draw.
        let nothing = measure(&Suggester::default(), &Names::default(), 3, 1);
        assert_eq!(nothing.scores[0].typed, 0);
    }
}
