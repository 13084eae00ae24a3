//! What can be suggested, mined from titles and texts: names, places, headline phrases,
//! topics, categories and words, with how many articles hold them and how lately.

use rustc_hash::FxHashSet;

use super::{
    Kind, SuggestOptions,
    counts::{Counts, Label, Labels, Reading, Tally},
    index::Entry,
    names::{self, Run},
};
use crate::{
    article::Article,
    language::{fold, fold_into, is_listed, stopword_weight},
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

/// Reads articles, then gives entries.
#[derive(Debug, Default)]
pub(super) struct Miner {
    names: Labels,
    phrases: Counts,
    words: Counts,
    topics: Labels,
    categories: Labels,
    /// The article that is read, or was last.
    article: Reading,
    /// Sum of what the articles' days weigh.
    decayed: f64,
    newest: i64,
    /// Room for a folded text.
    folded: String,
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
        self.article.number += 1;
        self.article.recency = recency;
        self.decayed += recency;
        self.title(&article.title);
        for (number, text) in article.summary.iter().chain(&article.body).enumerate() {
            let text = if number == 0 {
                names::without_dateline(text)
            } else {
                text.as_str()
            };
            self.paragraph(text);
        }
        for tag in &article.tags {
            note(&mut self.topics, tag, self.article);
        }
        if let Some(category) = article.category.last() {
            note(&mut self.categories, category, self.article);
        }
    }

    /// Phrases and words of a headline.
    fn title(&mut self, title: &str) {
        let (mut folded, mut words) = (std::mem::take(&mut self.folded), Vec::new());
        folded.clear();
        for word in title.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '.'))) {
            let start = folded.len() + usize::from(!folded.is_empty());
            let whole = folded.len();
            if start > whole {
                folded.push(' ');
            }
            fold_into(
                word.trim_matches(|c: char| !c.is_alphanumeric()),
                &mut folded,
            );
            match folded.len() > start {
                true => words.push(start..folded.len()),
                false => folded.truncate(whole),
            }
        }
        let is_empty_word = |word: &str| stopword_weight(word) < 1.0 || word.chars().count() < 2;
        let is_edge: Vec<bool> = words
            .iter()
            .map(|word| !is_empty_word(&folded[word.clone()]))
            .collect();
        for (first, start) in words.iter().enumerate() {
            if !is_edge[first] || folded[start.start..].starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            self.words.note(&folded[start.clone()], self.article);
            for last in first + 1..words.len().min(first + LONGEST_PHRASE) {
                if is_edge[last] {
                    let phrase = &folded[start.start..words[last].end];
                    self.phrases.note(phrase, self.article);
                }
            }
        }
        self.folded = folded;
    }

    /// Names in a paragraph, each once an article.
    fn paragraph(&mut self, text: &str) {
        let (names, folded, article) = (&mut self.names, &mut self.folded, self.article);
        names::runs(text, &mut |run| add_run(names, folded, run, article));
        // How often a name's word is written small: "Harapan" is a word, "Prabowo" is not.
        for raw in text.split_whitespace() {
            let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
            if word.starts_with(char::is_lowercase)
                && let Some(label) = names.known(word)
            {
                label.small += 1;
            }
        }
    }

    /// What is worth suggesting.
    pub(super) fn finish(self, options: &SuggestOptions) -> Vec<Entry> {
        // The weight of a day so far back that it counts nothing is 0 after scaling.
        let scale = (-(self.newest as f64) / HALF_LIFE_DAYS).exp2();
        let usual = self.decayed * scale / f64::from(self.article.number.max(1));
        let blocked = Blocked::new(&options.blocked);
        let mut entries: Vec<Entry> = Vec::new();
        let mut known: FxHashSet<&str> = FxHashSet::default();
        // Which of two equal texts is kept must not depend on hashing: they come in order.
        let mut push = |key, kind: Kind, surface: &str, tally: &Tally| {
            if blocked.has(key) || !known.insert(key) {
                return;
            }
            let lately = tally.decayed * scale;
            entries.push(Entry {
                text: surface.to_owned(),
                kind,
                count: tally.count,
                // Three lately, and more than twice what its whole past would let expect.
                recent: lately >= 3.0 && lately > 2.5 * usual * f64::from(tally.count),
            });
        };
        let dropped = self.parts_of_names();
        for (key, label) in self.names.frequent(LEAST_NAME) {
            let (count, surface) = (label.tally.count, self.names.surface(label));
            let is_sure = key.contains(' ') || count >= SURE_WORD;
            let is_name = label.small * 5 <= count && (is_sure || is_plain(surface));
            if is_name && is_whole(key, label) && !dropped.contains(key) {
                let is_place = label.places * 3 >= label.chances.max(1);
                let kind = if is_place { Kind::Place } else { Kind::Name };
                push(key, kind, surface, &label.tally);
            }
        }
        for (labels, kind) in [
            (&self.topics, Kind::Topic),
            (&self.categories, Kind::Category),
        ] {
            for (key, label) in labels.frequent(LEAST_NAME) {
                push(key, kind, labels.surface(label), &label.tally);
            }
        }
        for (key, tally) in self.phrases.frequent(LEAST_PHRASE) {
            push(key, Kind::Headline, key, tally);
        }
        for (key, tally) in self.words.frequent(LEAST_WORD) {
            if key.chars().count() > 2 {
                push(key, Kind::Word, key, tally);
            }
        }
        entries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        entries.truncate(options.most_entries);
        entries
    }

    /// Names with an office before them ("Presiden Joko Widodo") when the bare name is there,
    /// and the rest of an office that hardly stands alone ("Keuangan").
    fn parts_of_names(&self) -> FxHashSet<&str> {
        let mut parts = FxHashSet::default();
        for (key, label) in self.names.frequent(LEAST_NAME) {
            let Some((first, rest)) = key.split_once(' ') else {
                continue;
            };
            if !names::is_title(first) || !is_whole(key, label) {
                continue;
            }
            let Some(bare) = self.names.texts.find(rest).map(|it| &self.names.all[it]) else {
                continue;
            };
            if !is_whole(rest, bare) {
                continue;
            }
            let (count, alone) = (label.tally.count, bare.tally.count);
            // "Presiden Joko Widodo", not "Jaksa Penuntut Umum": people's names are no listed words.
            let is_person = rest.split(' ').next().is_some_and(|word| !is_listed(word));
            if is_person && alone >= count {
                parts.insert(key);
            } else if !is_person && !rest.contains(' ') && count * 10 >= alone * 9 {
                parts.insert(rest);
            }
        }
        parts
    }
}

/// Whether a name is not only what begins sentences with a word of another sort before it: "Kata
/// Prabowo Subianto" stands nowhere else.
fn is_whole(key: &str, label: &Label) -> bool {
    !key.contains(' ') || label.firsts * 5 <= label.tally.count * 4
}

/// Counts a run as a whole, and without what stands before a name. Parts of it are found by their
/// first word all the same, and are seldom what somebody means.
fn add_run(names: &mut Labels, key: &mut String, run: &Run<'_>, article: Reading) {
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
        key.clear();
        fold_into(&surface, key);
        if stopword_weight(key) < 1.0 || (is_single && names::is_title(key)) {
            return;
        }
        let Some(label) = names.label(key, &surface) else {
            return;
        };
        label.chances += 1;
        label.places += u32::from(run.after_place_word && start == 0);
        if label.tally.note(article) {
            label.firsts += u32::from(run.begins_sentence && start == 0);
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

fn note(labels: &mut Labels, surface: &str, article: Reading) {
    let key = fold(surface);
    if !key.trim().is_empty()
        && let Some(label) = labels.label(&key, surface)
    {
        label.tally.note(article);
    }
}

/// Letters alone, without a capital behind a small letter as in glued words.
fn is_plain(word: &str) -> bool {
    let glued = |(a, b): (char, char)| a.is_lowercase() && b.is_uppercase();
    word.chars().all(char::is_alphabetic) && !word.chars().zip(word.chars().skip(1)).any(glued)
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
