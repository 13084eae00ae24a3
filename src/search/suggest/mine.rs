//! What can be suggested, mined from titles and texts: names, places, headline phrases,
//! topics, categories and words, with how many articles hold them and how lately.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Kind, SuggestOptions,
    index::Entry,
    names::{self, Run},
};
use crate::{
    article::Article,
    language::{fold, is_listed, stopword_weight},
};

/// Longest headline phrase, in words.
const LONGEST_PHRASE: usize = 4;
/// Longest name, in words.
const LONGEST_NAME: usize = 6;
/// Fewest articles for each sort of entry: rarer ones are chance.
const LEAST_NAME: u32 = 3;
/// A single word in fewer articles may be glued, a code or a slip: only letters make it a name, and
/// it gives way to ordinary words of its kind.
pub(super) const SURE_WORD: u32 = 2 * LEAST_NAME;
const LEAST_PHRASE: u32 = 4;
const LEAST_WORD: u32 = 3;
/// What happened so many days ago counts half.
const HALF_LIFE_DAYS: f64 = 14.0;
/// Days are counted from 2000-01-01, so that powers of two stay within an f64.
const DAY_ZERO: i64 = 10_957;

/// How often and when something occurred.
#[derive(Debug, Default, Clone)]
struct Tally {
    count: u32,
    /// Sum of 2^(day / half-life).
    decayed: f64,
    /// Times after `di`, `ke`, `dari`; times that count for it.
    places: u32,
    chances: u32,
    /// Times without a capital (single words only).
    small: u32,
    /// Articles in which it was first seen beginning a sentence, with more words behind it.
    firsts: u32,
    surface: Box<str>,
}

/// Reads articles, then gives entries.
#[derive(Debug, Default)]
pub(super) struct Miner {
    names: FxHashMap<String, Tally>,
    phrases: FxHashMap<String, Tally>,
    words: FxHashMap<String, Tally>,
    topics: FxHashMap<String, Tally>,
    categories: FxHashMap<String, Tally>,
    articles: u32,
    decayed: f64,
    newest: i64,
    seen: FxHashSet<String>,
}

impl Miner {
    /// Reads one article.
    pub(super) fn add(&mut self, article: &Article) {
        let day = article
            .published
            .map(|moment| moment.at.as_second() / 86_400 - DAY_ZERO);
        let recency = day.map_or(0.0, |day| {
            self.newest = self.newest.max(day);
            (day as f64 / HALF_LIFE_DAYS).exp2()
        });
        self.articles += 1;
        self.decayed += recency;
        self.title(&article.title, recency);
        self.seen.clear();
        for (number, text) in article.summary.iter().chain(&article.body).enumerate() {
            let text = if number == 0 {
                names::without_dateline(text)
            } else {
                text.as_str()
            };
            self.paragraph(text, recency);
        }
        for tag in &article.tags {
            note(&mut self.topics, fold(tag), tag, recency);
        }
        if let Some(category) = article.category.last() {
            note(&mut self.categories, fold(category), category, recency);
        }
    }

    /// Phrases and words of a headline.
    fn title(&mut self, title: &str, recency: f64) {
        self.seen.clear();
        let words: Vec<String> = title
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '.')))
            .map(|word| fold(word.trim_matches(|c: char| !c.is_alphanumeric())))
            .filter(|word| !word.is_empty())
            .collect();
        for start in 0..words.len() {
            for length in 1..=LONGEST_PHRASE.min(words.len() - start) {
                let slice = &words[start..start + length];
                let edges = [&slice[0], &slice[length - 1]];
                let is_empty_word = |w: &&String| stopword_weight(w) < 1.0 || w.chars().count() < 2;
                if edges.iter().any(is_empty_word)
                    || slice[0].starts_with(|c: char| c.is_ascii_digit())
                {
                    continue;
                }
                let key = slice.join(" ");
                if !self.seen.insert(key.clone()) {
                    continue;
                }
                let map = if length == 1 {
                    &mut self.words
                } else {
                    &mut self.phrases
                };
                note(map, key.clone(), &key, recency);
            }
        }
    }

    /// Names in a paragraph, each once an article.
    fn paragraph(&mut self, text: &str, recency: f64) {
        let (names, seen) = (&mut self.names, &mut self.seen);
        names::runs(text, &mut |run| add_run(names, seen, run, recency));
        // How often a name's word is written small: "Harapan" is a word, "Prabowo" is not.
        for raw in text.split_whitespace() {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            if word.starts_with(char::is_lowercase)
                && let Some(tally) = self.names.get_mut(word)
            {
                tally.small += 1;
            }
        }
    }

    /// What is worth suggesting.
    pub(super) fn finish(mut self, options: &SuggestOptions) -> Vec<Entry> {
        // The weight of a day so far back that it counts nothing is 0 after scaling.
        let scale = (-(self.newest as f64) / HALF_LIFE_DAYS).exp2();
        let usual = self.decayed * scale / f64::from(self.articles.max(1));
        let blocked = Blocked::new(&options.blocked);
        let mut entries: Vec<Entry> = Vec::new();
        let mut known: FxHashSet<String> = FxHashSet::default();
        let mut push = |key: &str, kind: Kind, tally: &Tally| {
            if blocked.has(key) || !known.insert(key.to_owned()) {
                return;
            }
            let lately = tally.decayed * scale;
            entries.push(Entry {
                text: tally.surface.to_string(),
                kind,
                count: tally.count,
                // Three lately, and more than twice what its whole past would let expect.
                recent: lately >= 3.0 && lately > 2.5 * usual * f64::from(tally.count),
            });
        };
        self.keep_whole_names();
        for (key, tally) in sorted(&self.names) {
            let is_sure = key.contains(' ') || tally.count >= SURE_WORD;
            let is_name = tally.small * 5 <= tally.count && (is_sure || is_plain(&tally.surface));
            if tally.count >= LEAST_NAME && is_name {
                let is_place = tally.places * 3 >= tally.chances.max(1);
                push(key, if is_place { Kind::Place } else { Kind::Name }, tally);
            }
        }
        for (key, tally) in sorted(&self.topics) {
            if tally.count >= LEAST_NAME {
                push(key, Kind::Topic, tally);
            }
        }
        for (key, tally) in sorted(&self.categories) {
            if tally.count >= LEAST_NAME {
                push(key, Kind::Category, tally);
            }
        }
        for (key, tally) in sorted(&self.phrases) {
            if tally.count >= LEAST_PHRASE {
                push(key, Kind::Headline, tally);
            }
        }
        for (key, tally) in sorted(&self.words) {
            if tally.count >= LEAST_WORD && key.chars().count() > 2 {
                push(key, Kind::Word, tally);
            }
        }
        entries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        entries.truncate(options.most_entries);
        entries
    }

    /// Drops names with an office before them ("Presiden Joko Widodo") when the bare name is there,
    /// and the rest of an office that hardly stands alone ("Keuangan").
    fn keep_whole_names(&mut self) {
        // "Kata Prabowo Subianto" stands only where a sentence begins.
        self.names
            .retain(|key, tally| !key.contains(' ') || tally.firsts * 5 <= tally.count * 4);
        let mut drop = FxHashSet::default();
        for (key, tally) in &self.names {
            let Some((first, rest)) = key.split_once(' ') else {
                continue;
            };
            let Some(bare) = self.names.get(rest) else {
                continue;
            };
            if tally.count < LEAST_NAME || !names::is_title(first) {
                continue;
            }
            // "Presiden Joko Widodo", not "Jaksa Penuntut Umum": people's names are no listed words.
            let is_person = rest.split(' ').next().is_some_and(|word| !is_listed(word));
            if is_person && bare.count >= tally.count {
                drop.insert(key.clone());
            } else if !is_person && !rest.contains(' ') && tally.count * 10 >= bare.count * 9 {
                drop.insert(rest.to_owned());
            }
        }
        for key in drop {
            self.names.remove(&key);
        }
    }
}

/// Counts a run as a whole, and without what stands before a name. Parts of it are found by their
/// first word all the same, and are seldom what somebody means.
fn add_run(
    names: &mut FxHashMap<String, Tally>,
    seen: &mut FxHashSet<String>,
    run: &Run<'_>,
    recency: f64,
) {
    let titles = run
        .words
        .iter()
        .take_while(|word| names::is_title(word))
        .count();
    let mut add = |start: usize| {
        let words = &run.words[start..];
        let is_single = words.len() == 1;
        if words.len() > LONGEST_NAME || (is_single && words[0].chars().count() < 3) {
            return;
        }
        let surface = words.join(" ");
        let key = fold(&surface);
        if stopword_weight(&key) < 1.0 || (is_single && names::is_title(&key)) {
            return;
        }
        let first_here = seen.insert(format!("\u{1}{key}"));
        let tally = names.entry(key).or_default();
        show_as(tally, &surface);
        tally.chances += 1;
        tally.places += u32::from(run.after_place_word && start == 0);
        if first_here {
            tally.firsts += u32::from(run.begins_sentence && start == 0);
            count(tally, recency);
        }
    };
    // The first word of a sentence has a capital in any case.
    if run.words.len() > 1 || titles > 0 || !run.begins_sentence {
        add(0);
    }
    if (1..run.words.len()).contains(&titles) {
        add(titles);
    } else if run.begins_sentence && run.words.len() > 2 {
        // "Kata Prabowo Subianto", not "Bank Rakyat Indonesia".
        let [first, second] = [fold(run.words[0]), fold(run.words[1])];
        if stopword_weight(&first) < 1.0 || is_listed(&first) && !is_listed(&second) {
            add(1);
        }
    }
}

fn note(map: &mut FxHashMap<String, Tally>, key: String, surface: &str, recency: f64) {
    if !key.trim().is_empty() {
        let tally = map.entry(key).or_default();
        show_as(tally, surface);
        count(tally, recency);
    }
}

/// Shows a text as it was written first, but not as headings shout it.
fn show_as(tally: &mut Tally, surface: &str) {
    let is_shouted = |text: &str| text.contains(' ') && !text.contains(char::is_lowercase);
    if tally.surface.is_empty() || is_shouted(&tally.surface) && !is_shouted(surface) {
        tally.surface = surface.into();
    }
}

fn count(tally: &mut Tally, recency: f64) {
    tally.count += 1;
    tally.decayed += recency;
}

/// Letters alone, without a capital behind a small letter as in glued words.
fn is_plain(word: &str) -> bool {
    let glued = |(a, b): (char, char)| a.is_lowercase() && b.is_uppercase();
    word.chars().all(char::is_alphabetic) && !word.chars().zip(word.chars().skip(1)).any(glued)
}

/// In a fixed order: which of two equal texts is kept must not depend on hashing.
fn sorted(map: &FxHashMap<String, Tally>) -> Vec<(&String, &Tally)> {
    let mut all: Vec<_> = map.iter().collect();
    all.sort_unstable_by(|a, b| a.0.cmp(b.0));
    all
}

/// Words and phrases that are never suggested.
#[derive(Debug, Clone, Default)]
pub struct Blocked {
    words: FxHashSet<String>,
    /// With a space at each end.
    phrases: Vec<String>,
}

impl Blocked {
    /// From words and phrases in any case.
    pub fn new(texts: &[String]) -> Self {
        let mut blocked = Blocked::default();
        for text in texts {
            let padded = padded(&fold(text));
            match padded.trim() {
                "" => {}
                word if !word.contains(' ') => drop(blocked.words.insert(word.to_owned())),
                _ => blocked.phrases.push(padded),
            }
        }
        blocked
    }

    /// Whether a folded text holds a blocked word or phrase.
    pub fn has(&self, folded: &str) -> bool {
        let is_part = |c: char| !c.is_alphanumeric();
        !self.words.is_empty() && folded.split(is_part).any(|word| self.words.contains(word))
            || !self.phrases.is_empty() && {
                let text = padded(folded);
                self.phrases.iter().any(|phrase| text.contains(phrase))
            }
    }
}

/// The words with single spaces between, before and after.
fn padded(folded: &str) -> String {
    let mut text = String::from(" ");
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            text.push_str(word);
            text.push(' ');
        }
    }
    text
}
