//! Short forms that the archive explains: `Kementerian Perindustrian (Kemenperin)`,
//! `BPJS (Badan Penyelenggara Jaminan Sosial)`, `… atau disingkat …`, `alias`, `kependekan dari`.
//!
//! Articles go into a [`Harvester`], one at a time and in any order; [`Harvester::table`] says
//! at any moment which pairs are believed: those whose letters align well enough for the number
//! of articles and publishers that state them, and that are no slip of a better rival.

mod align;
mod find;
mod table;

use rustc_hash::FxHashMap;

use crate::article::Article;
pub use table::FILE;
pub(crate) use table::{Acronym, AcronymError, AcronymTable, Corrections, key};

/// Publishers that are remembered for a pair.
pub const MAX_SOURCES: usize = 8;
/// Articles that are remembered for a pair, so that reading one again does not count again.
const MAX_SEEN: usize = 32;

/// What is known of one pair.
#[derive(Debug, Clone, Default)]
struct Evidence {
    support: u32,
    stated: u32,
    quality: f32,
    words: usize,
    skipped: usize,
    shorts: Tally,
    longs: Tally,
    sources: Tally,
    seen: Vec<u64>,
}

/// A few spellings with their counts.
#[derive(Debug, Clone, Default)]
struct Tally(Vec<(Box<str>, u32)>);

impl Tally {
    fn add(&mut self, text: &str) {
        if let Some((_, n)) = self.0.iter_mut().find(|(t, _)| **t == *text) {
            *n += 1;
        } else if self.0.len() < MAX_SOURCES {
            self.0.push((text.into(), 1));
        }
    }

    fn best(&self) -> &str {
        self.0
            .iter()
            .max_by_key(|(t, n)| (*n, std::cmp::Reverse(t.clone())))
            .map_or("", |(t, _)| t)
    }
}

/// Collects explained short forms from articles.
#[derive(Debug, Clone, Default)]
pub struct Harvester {
    /// By folded short form, then by the key of the long form.
    pairs: FxHashMap<String, FxHashMap<String, Evidence>>,
    folded: String,
}

/// Alignments worse than this are chance.
const LEAST_QUALITY: f32 = 0.55;

impl Harvester {
    /// One that has read nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads an article. Reading it again changes nothing as long as its pairs are rare enough
    /// to remember who stated them; for the others one more does not matter.
    pub fn add(&mut self, article: &Article) {
        let id = xxhash_rust::xxh3::xxh3_64(article.id.as_bytes());
        let source = article.source.as_deref().unwrap_or("");
        for text in article.summary.iter().chain(&article.body) {
            self.read(text, id, source);
        }
    }

    fn read(&mut self, text: &str, id: u64, source: &str) {
        let Self { pairs, folded } = self;
        find::candidates(text, &mut |candidate| {
            align::fold(candidate.short, folded);
            let syllabic = candidate.short.chars().any(char::is_lowercase);
            let Some(found) = align::align(folded, syllabic, &candidate.parts, candidate.anchored)
            else {
                return;
            };
            if found.quality < LEAST_QUALITY || !shaped(candidate.short, folded, &found) {
                return;
            }
            let long = clean(&text[found.span(&candidate.parts)]);
            let key = table::key(&long);
            let by_long = match pairs.get_mut(folded.as_str()) {
                Some(map) => map,
                None => pairs.entry(folded.clone()).or_default(),
            };
            let evidence = by_long.entry(key).or_default();
            if evidence.seen.contains(&id) {
                return;
            }
            if evidence.seen.len() < MAX_SEEN {
                evidence.seen.push(id);
            }
            evidence.support += 1;
            evidence.stated += u32::from(candidate.stated);
            evidence.quality = evidence.quality.max(found.quality);
            evidence.words = found.words;
            evidence.skipped = found.skipped;
            evidence.shorts.add(candidate.short);
            evidence.longs.add(&long);
            evidence.sources.add(source);
        });
    }

    /// The pairs that are believed now.
    pub fn table(&self) -> AcronymTable {
        let mut entries = Vec::new();
        for (folded, longs) in &self.pairs {
            let most = longs.values().map(|e| e.support).max().unwrap_or(0);
            for (key, evidence) in longs {
                if !believed(folded, evidence, most) || rival(key, evidence, longs) {
                    continue;
                }
                let mut sources = evidence.sources.0.clone();
                sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                entries.push(Acronym {
                    short: evidence.shorts.best().to_owned(),
                    long: evidence.longs.best().to_owned(),
                    support: evidence.support,
                    sources: sources
                        .into_iter()
                        .map(|s| s.0.into())
                        .filter(|s: &String| !s.is_empty())
                        .collect(),
                    rank: 0,
                });
            }
        }
        AcronymTable::new(entries)
    }
}

/// Whether a short form looks like one of this long form.
fn shaped(short: &str, folded: &str, found: &align::Alignment) -> bool {
    let upper = short.chars().filter(|c| c.is_uppercase()).count();
    // `foto`, `kiri`: an ordinary word must align like a syllable acronym.
    if upper == 0 {
        return folded.len() >= 4 && found.quality >= 0.75 && found.skipped == 0;
    }
    // Letters only: one or two for each word, so at least half as many words as letters.
    let all_upper = short.chars().all(|c| !c.is_lowercase());
    !all_upper || found.words * 3 >= folded.len()
}

/// Whether the evidence is enough, given how often the best rival is stated.
fn believed(folded: &str, e: &Evidence, most: u32) -> bool {
    let publishers = e.sources.0.len() as u32;
    let strong = e.quality >= 0.95 && e.skipped == 0;
    let least = match (folded.len(), strong) {
        (0..=2, true) => 3,
        (0..=2, false) => 6,
        (_, true) => 2,
        (_, false) if e.quality >= 0.75 && e.skipped == 0 => 3,
        (_, false) => 5,
    };
    let weight = e.support + e.stated + publishers.saturating_sub(1);
    weight >= least && e.support >= 2 && (e.support * 20 >= most || e.support >= 5)
}

/// Whether another long form says the same with more right: a slip of it, or the same words with
/// more or fewer at the edges.
fn rival(key: &str, e: &Evidence, longs: &FxHashMap<String, Evidence>) -> bool {
    longs.iter().any(|(other, o)| {
        if other == key || o.support < e.support {
            return false;
        }
        let more = o.support >= e.support * 4;
        let slip = more && within_two_edits(key, other);
        let nested = o.quality >= e.quality
            && (contains_words(key, other) || (more && contains_words(other, key)));
        slip || nested
    })
}

fn contains_words(long: &str, short: &str) -> bool {
    long.strip_prefix(short)
        .is_some_and(|rest| rest.starts_with(' '))
        || long
            .strip_suffix(short)
            .is_some_and(|rest| rest.ends_with(' '))
}

/// Whether two strings differ by at most two inserted, dropped or changed bytes.
fn within_two_edits(a: &str, b: &str) -> bool {
    fn go(a: &[u8], b: &[u8], left: u8) -> bool {
        let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
        let (a, b) = (&a[same..], &b[same..]);
        match (a.split_first(), b.split_first()) {
            (None, None) => true,
            (None, _) => b.len() <= usize::from(left),
            (_, None) => a.len() <= usize::from(left),
            (Some((_, ra)), Some((_, rb))) => {
                left > 0 && (go(ra, rb, left - 1) || go(ra, b, left - 1) || go(a, rb, left - 1))
            }
        }
    }
    a.len().abs_diff(b.len()) <= 2 && go(a.as_bytes(), b.as_bytes(), 2)
}

/// One line, single spaces, no English genitive at the end.
fn clean(text: &str) -> String {
    let text = text.trim_end_matches("'s").trim_end_matches("’s");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
