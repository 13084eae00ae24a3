//! Completions of a half-typed query: names, places, topics, headline phrases, words with their
//! family, and what others asked. Mined from the archive in a few seconds,
//! kept in a few megabytes, answered in well under a millisecond.

mod counts;
mod index;
mod mine;
mod names;
#[cfg(test)]
mod tests;

use std::sync::{Arc, RwLock};

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::{
    article::Article,
    engine::{Engine, EngineError},
    language::{Analyzer, fold},
};
use index::{Best, Entry, Index};
pub use mine::Blocked;
use mine::Miner;
pub use names::is_title;

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person, an organisation.
    Name,
    /// A name that stands behind `di`, `ke` or `dari` at least every third time.
    Place,
    /// A publisher's keyword.
    Topic,
    /// A phrase of several headlines.
    Headline,
    /// A word of headlines.
    Word,
    /// A category, as the filter takes it.
    Category,
    /// Others asked it.
    Query,
}

impl Kind {
    /// The name in answers.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Name => "name",
            Kind::Place => "place",
            Kind::Topic => "topic",
            Kind::Headline => "headline",
            Kind::Word => "word",
            Kind::Category => "category",
            Kind::Query => "query",
        }
    }
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The whole query, completed.
    pub text: String,
    /// What the completion is.
    pub kind: Kind,
    /// In how many articles the completion occurs (of a query: how often it was asked). Not
    /// known where it stands behind words that are no part of it.
    pub count: Option<u32>,
    /// It rises.
    pub recent: bool,
}

/// How a suggester is built.
#[derive(Debug, Clone)]
pub struct SuggestOptions {
    /// Words and phrases that are never suggested, alone or among others.
    pub blocked: Vec<String>,
    /// The most entries that are kept, the most frequent.
    pub most_entries: usize,
    /// Queries of others, with how often they were asked.
    pub queries: Vec<(String, u32)>,
    /// Queries asked less often are nobody else's business.
    pub least_asked: u32,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        SuggestOptions {
            blocked: Vec::new(),
            most_entries: 200_000,
            queries: Vec::new(),
            least_asked: 5,
        }
    }
}

/// Longer input is not completed: nobody types a sentence to be completed.
const MOST_CHARS: usize = 200;
/// Words before the last one that may take part in a completion.
const CONTEXT_WORDS: usize = 3;
/// What each word of context that fits is worth.
const CONTEXT: f32 = 4.0;
/// What it costs when words before the completion have no part in it.
const NO_CONTEXT: f32 = 3.0;
/// What it costs to be a longer and rarer form of another suggestion.
const LONGER: f32 = 1.0;
/// Words of one family that are kept.
const FAMILY: usize = 12;

/// Completes queries. Built once for a state of the index; shared between threads.
#[derive(Debug, Default)]
pub struct Suggester {
    index: Index,
    /// From a root to the entries of its words, most frequent first.
    families: FxHashMap<Box<str>, Vec<u32>>,
}

impl Suggester {
    /// Reads all articles that searches may show now.
    pub fn build(engine: &dyn Engine, options: &SuggestOptions) -> Result<Suggester, EngineError> {
        let mut miner = Miner::default();
        let now = jiff::Timestamp::now();
        engine.scan(&mut |article| {
            if article.is_shown(now) {
                miner.add(&article);
            }
            true
        })?;
        Ok(Suggester::from_miner(miner, options))
    }

    /// Reads these articles.
    pub fn from_articles(
        articles: impl IntoIterator<Item = Article>,
        options: &SuggestOptions,
    ) -> Suggester {
        let mut miner = Miner::default();
        for article in articles {
            miner.add(&article);
        }
        Suggester::from_miner(miner, options)
    }

    fn from_miner(miner: Miner, options: &SuggestOptions) -> Suggester {
        let mut entries = miner.finish(options);
        let blocked = Blocked::new(&options.blocked);
        for (query, count) in &options.queries {
            if *count >= options.least_asked && !blocked.has(&fold(query)) {
                entries.push(Entry {
                    text: query.clone(),
                    kind: Kind::Query,
                    count: *count,
                    recent: false,
                });
            }
        }
        let index = Index::new(entries);
        let families = families(&index);
        Suggester { index, families }
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.index.entries.len()
    }

    /// Whether there is nothing to suggest.
    pub fn is_empty(&self) -> bool {
        self.index.entries.is_empty()
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
            + self
                .families
                .values()
                .map(|f| 40 + f.len() * 4)
                .sum::<usize>()
    }

    /// At most `limit` completions of what was typed so far, best first.
    pub fn suggest(&self, typed: &str, limit: usize) -> Vec<Suggestion> {
        if typed.chars().nth(MOST_CHARS).is_some() || limit == 0 {
            return Vec::new();
        }
        let words = last_words(typed);
        let Some(&(last, _)) = words.last() else {
            return Vec::new();
        };
        let most = (limit * 3).max(12);
        let mut found: Vec<Found> = Vec::new();
        // The last word alone, then with ever more of those before it.
        for used in 1..=words.len() {
            let start = words[words.len() - used].0;
            let prefix = fold(&typed[start..]);
            if prefix.is_empty() {
                continue;
            }
            let mut best = Best::default();
            self.index.starting(&prefix, most, &mut best);
            let bonus = CONTEXT * (used - 1) as f32;
            let bonus = if used < words.len() {
                bonus - NO_CONTEXT
            } else {
                bonus
            };
            self.collect(&typed[..start], &best, bonus, &mut found);
        }
        let word = fold(&typed[last..]);
        self.add_family(&typed[..last], &word, &mut found);
        const ENOUGH: usize = 3;
        if found.len() < ENOUGH && word.chars().count() >= 4 {
            let mut best = Best::default();
            // With its context first; alone otherwise.
            let start = words[0].0;
            self.index
                .starting_nearly(&fold(&typed[start..]), most, &mut best);
            self.collect(&typed[..start], &best, CONTEXT, &mut found);
            if words.len() > 1 {
                let mut best = Best::default();
                self.index.starting_nearly(&word, most, &mut best);
                self.collect(&typed[..last], &best, 0.0, &mut found);
            }
        }
        self.answer(typed, found, limit)
    }

    fn collect(&self, head: &str, best: &Best, bonus: f32, found: &mut Vec<Found>) {
        let before = head
            .split_whitespace()
            .next_back()
            .map(fold)
            .unwrap_or_default();
        for matched in best.matches.iter().chain(&best.word) {
            let entry = &self.index.entries[matched.entry as usize];
            // "menteri " is not completed to "menteri Menteri Keuangan".
            let first = entry.text.split(' ').next().unwrap_or("");
            if !before.is_empty() && fold(first) == before {
                continue;
            }
            let text = match entry.kind {
                // Only as the whole query; elsewhere it is a word among others.
                Kind::Category if head.trim().is_empty() => format!("kategori:\"{}\"", entry.text),
                _ => format!("{head}{}", entry.text),
            };
            found.push(Found {
                score: matched.score + bonus,
                text,
                entry: matched.entry,
                is_whole: head.trim().is_empty(),
                in_family: false,
            });
        }
    }

    /// `curi` is complete: offer `pencurian`, `mencuri`, `pencuri`.
    fn add_family(&self, head: &str, word: &str, found: &mut Vec<Found>) {
        let Some(family) = self.families.get(word) else {
            return;
        };
        for &entry in family {
            let text = format!("{head}{}", self.index.entries[entry as usize].text);
            let count = self.index.entries[entry as usize].count as f32;
            // As good as a completion of the same frequency.
            found.push(Found {
                score: count.ln_1p() + 0.5,
                text,
                entry,
                is_whole: head.trim().is_empty(),
                in_family: true,
            });
        }
    }

    fn answer(&self, typed: &str, mut found: Vec<Found>, limit: usize) -> Vec<Suggestion> {
        let by_score = |a: &Found, b: &Found| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| a.text.cmp(&b.text))
        };
        found.sort_by(by_score);
        let mut seen: Vec<(String, u32)> = vec![(fold(typed.trim()), 0)];
        let mut first: Vec<Found> = Vec::with_capacity(found.len());
        for mut candidate in found {
            let key = fold(&candidate.text);
            // What was typed already is no completion.
            if let Some(at) = seen.iter().position(|(other, _)| *other == key) {
                // As an entry of its own it is counted.
                if candidate.is_whole
                    && let Some(same) = at.checked_sub(1).and_then(|at| first.get_mut(at))
                    && !same.is_whole
                {
                    same.entry = candidate.entry;
                    same.is_whole = true;
                }
                continue;
            }
            let count = self.entry(&candidate).count;
            // Longer and rarer forms of one that is shown already make some room for others.
            let is_longer = seen.iter().skip(1).any(|(other, most)| {
                let other = other.as_str();
                let is_end = || {
                    key.strip_suffix(other)
                        .is_some_and(|head| head.ends_with(' '))
                };
                count * 5 < *most && (key.starts_with(other) || is_end())
            });
            if is_longer {
                candidate.score -= LONGER;
            }
            seen.push((key, count));
            first.push(candidate);
        }
        first.sort_by(by_score);
        let behind = first.split_off(limit.min(first.len()));
        self.keep_words(typed, &mut first, behind);
        first
            .into_iter()
            .map(|candidate| {
                let entry = self.entry(&candidate);
                Suggestion {
                    kind: entry.kind,
                    count: candidate.is_whole.then_some(entry.count),
                    recent: entry.recent,
                    text: candidate.text,
                }
            })
            .collect()
    }

    /// Gives the last places to ordinary words when names have taken all: two of the family of a
    /// word that is complete, or else the best word for a beginning that is long enough.
    fn keep_words(&self, typed: &str, chosen: &mut [Found], behind: Vec<Found>) {
        const LONG_ENOUGH: usize = 4;
        // The first five belong to whatever is most frequent.
        const FIRST: usize = 5;
        let is_long = chosen.len() > FIRST;
        let is_word = |found: &Found| self.entry(found).kind == Kind::Word;
        let has_family = chosen.iter().chain(&behind).any(|found| found.in_family);
        let wanted = match has_family {
            true => 1 + usize::from(is_long),
            false if is_long && typed.trim().chars().count() >= LONG_ENOUGH => 1,
            false => return,
        };
        let fits = |found: &Found| {
            if has_family {
                found.in_family
            } else {
                is_word(found)
            }
        };
        let present = chosen.iter().filter(|found| fits(found)).count();
        let missing = wanted.saturating_sub(present).min(chosen.len() / 2);
        let mut places: Vec<usize> = (0..chosen.len())
            .rev()
            .filter(|&i| !fits(&chosen[i]))
            .take(missing)
            .collect();
        // The better one comes first.
        places.reverse();
        for (place, word) in places
            .into_iter()
            .zip(behind.into_iter().filter(|f| fits(f)))
        {
            chosen[place] = word;
        }
    }

    fn entry(&self, found: &Found) -> &Entry {
        &self.index.entries[found.entry as usize]
    }
}

/// A completion with its score.
#[derive(Debug)]
struct Found {
    score: f32,
    /// The whole query.
    text: String,
    entry: u32,
    /// The entry is all of it.
    is_whole: bool,
    /// Of the family of the word that was typed.
    in_family: bool,
}

/// Where the last words begin and end; the very last may be half typed. Operators, quotes and
/// fields end the stretch, and stay as they were typed.
fn last_words(typed: &str) -> Vec<(usize, usize)> {
    if typed.ends_with(char::is_whitespace) && typed.trim().is_empty() {
        return Vec::new();
    }
    let ended = typed.ends_with(char::is_whitespace);
    let mut words = Vec::new();
    let mut end = typed.trim_end().len();
    while end > 0 && words.len() <= CONTEXT_WORDS {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '.' | '_');
        let start = typed[..end]
            .char_indices()
            .rev()
            .take_while(|&(_, c)| is_part(c))
            .last()
            .map(|(i, _)| i);
        let Some(start) = start else { break };
        words.push((start, end));
        let before = &typed[..start];
        // Only spaces may stand between words of one stretch.
        if !before.ends_with(' ') {
            break;
        }
        end = before.trim_end().len();
    }
    words.reverse();
    // "harga " asks for what comes next: the space belongs to what is completed.
    if ended && words.is_empty() {
        Vec::new()
    } else {
        words
    }
}

/// Words by their root.
fn families(index: &Index) -> FxHashMap<Box<str>, Vec<u32>> {
    let mut analyzer = Analyzer::new();
    let mut families: FxHashMap<Box<str>, Vec<u32>> = FxHashMap::default();
    for (number, entry) in index.entries.iter().enumerate() {
        if entry.kind != Kind::Word {
            continue;
        }
        let mut root: Box<str> = "".into();
        analyzer.analyze(&entry.text, |token| root = token.root.into());
        let family = families.entry(root).or_default();
        // Entries come most frequent first.
        if family.len() < FAMILY {
            family.push(number as u32);
        }
    }
    families.retain(|_, family| family.len() > 1);
    families
}

/// A suggester that is replaced while others use it.
#[derive(Debug, Default)]
pub struct LiveSuggester(RwLock<Arc<Suggester>>);

impl LiveSuggester {
    /// The suggester of the last build; empty before the first.
    pub fn current(&self) -> Arc<Suggester> {
        Arc::clone(&self.0.read().unwrap_or_else(|e| e.into_inner()))
    }

    /// Builds again. Takes seconds: call it from a thread of its own.
    pub fn rebuild(
        &self,
        engine: &dyn Engine,
        options: &SuggestOptions,
    ) -> Result<(), EngineError> {
        let suggester = Arc::new(Suggester::build(engine, options)?);
        *self.0.write().unwrap_or_else(|e| e.into_inner()) = suggester;
        Ok(())
    }
}
