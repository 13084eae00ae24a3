//! The counts: for each term the articles that hold it, as (day, category, source).

use jiff::tz::TimeZone;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Sort, Trend, TrendQuery, TrendReport, stats};
use crate::{
    article::{Article, day_number},
    mining::profile::{self, Profiler},
    texts::{Row, Texts},
};

/// Terms in fewer articles can never pass the test.
const LEAST: usize = 3;
/// Share of false alarms among what is shown.
const FALSE_DISCOVERIES: f64 = 0.01;
/// A term must have at least this times its past rate: significant is not yet news.
const LEAST_LIFT: f32 = 1.5;
/// A term of which one publisher has more than this share, in a period that many publish in, is
/// that publisher's boilerplate.
const ONE_SOURCE: f32 = 0.95;
/// Points of a sparkline, at most.
const BUCKETS: u32 = 40;

/// In the order in which terms are kept while articles are read.
const SORTS: [Sort; 3] = [Sort::Name, Sort::Phrase, Sort::Word];

/// One article that holds a term. Eight bytes.
#[derive(Debug, Clone, Copy)]
struct Mark {
    day: i32,
    category: u16,
    source: u16,
}

/// A term and its articles, by day.
#[derive(Debug, Clone)]
struct Entry {
    text: String,
    sort: Sort,
    marks: Vec<Mark>,
}

/// Counts of an archive's terms by day.
#[derive(Debug, Clone, Default)]
pub struct Trends {
    entries: Vec<Entry>,
    articles: Vec<Mark>,
    categories: Vec<String>,
    sources: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Builder {
    zone: TimeZone,
    profiler: Profiler,
    /// By sort.
    terms: [Terms; 3],
    table: Trends,
    category_ids: FxHashMap<String, u16>,
    source_ids: FxHashMap<String, u16>,
}

/// Terms of one sort while articles are read. Most of a million occur once.
#[derive(Debug, Default)]
struct Terms {
    /// In small letters.
    folded: Texts,
    /// As first written; empty where that is in small letters.
    written: Row,
    /// The article that was counted last, by term.
    last: Vec<u32>,
    /// Numbers of a term and of an article that holds it.
    places: Vec<(u32, u32)>,
}

impl Terms {
    /// Counts a term in the article that is read, once.
    fn note(&mut self, term: &str, article: u32) {
        let folded = term.to_lowercase();
        let Some(number) = self.folded.number(&folded) else {
            return;
        };
        if number == self.last.len() {
            let written = if folded == term { "" } else { term };
            if self.written.push(written).is_none() {
                // No room: it is shown in small letters.
                self.written.push("");
            }
            self.last.push(article);
        } else if std::mem::replace(&mut self.last[number], article) == article {
            return;
        }
        self.places.push((number as u32, article));
    }

    /// Those of them in enough articles, with these by day.
    fn frequent(self, sort: Sort, articles: &[Mark], entries: &mut Vec<Entry>) {
        let mut counts = vec![0usize; self.folded.len()];
        for &(term, _) in &self.places {
            counts[term as usize] += 1;
        }
        let mut found = vec![None; counts.len()];
        for (term, &count) in counts.iter().enumerate().filter(|(_, n)| **n >= LEAST) {
            let written = Some(self.written.text(term)).filter(|text| !text.is_empty());
            found[term] = Some(entries.len());
            entries.push(Entry {
                text: written.unwrap_or(self.folded.text(term)).to_owned(),
                sort,
                marks: Vec::with_capacity(count),
            });
        }
        for &(term, article) in &self.places {
            if let Some(entry) = found[term as usize] {
                entries[entry].marks.push(articles[article as usize]);
            }
        }
    }
}

impl Builder {
    pub(super) fn new(zone: &TimeZone) -> Self {
        Builder {
            zone: zone.clone(),
            profiler: Profiler::default(),
            terms: Default::default(),
            table: Trends::default(),
            category_ids: FxHashMap::default(),
            source_ids: FxHashMap::default(),
        }
    }

    pub(super) fn add(&mut self, article: &Article) {
        let Some(published) = &article.published else {
            return;
        };
        let category = article.category.first().map_or("", String::as_str);
        let mark = Mark {
            day: day_number(self.zone.to_datetime(published.at).date()),
            category: intern(&mut self.category_ids, &mut self.table.categories, category),
            source: intern(
                &mut self.source_ids,
                &mut self.table.sources,
                article.source.as_deref().unwrap_or(""),
            ),
        };
        let number = self.table.articles.len() as u32;
        self.table.articles.push(mark);
        let profile = self.profiler.read(article);
        let [names, phrases, words] = &mut self.terms;
        for name in &profile.names {
            if name.chars().count() > 2 {
                names.note(name, number);
            }
        }
        for pair in profile.title.windows(2) {
            if pair[0] != pair[1] {
                phrases.note(&format!("{} {}", pair[0], pair[1]), number);
            }
        }
        for (term, _) in &profile.terms {
            if !profile.name_terms.contains(term) && term.chars().count() > 2 {
                words.note(term, number);
            }
        }
    }

    pub(super) fn finish(self) -> Trends {
        let mut table = self.table;
        for (terms, sort) in self.terms.into_iter().zip(SORTS) {
            terms.frequent(sort, &table.articles, &mut table.entries);
        }
        for entry in &mut table.entries {
            entry.marks.sort_unstable_by_key(|m| m.day);
        }
        table.entries.shrink_to_fit();
        table
            .entries
            .sort_by(|a, b| a.text.cmp(&b.text).then(a.sort.cmp(&b.sort)));
        table.articles.sort_unstable_by_key(|m| m.day);
        table
    }
}

fn intern(ids: &mut FxHashMap<String, u16>, names: &mut Vec<String>, name: &str) -> u16 {
    let folded = name.to_lowercase();
    if let Some(&id) = ids.get(&folded) {
        return id;
    }
    // A hundred thousand sources would be an archive of spam; the last id collects the rest.
    let id = u16::try_from(names.len()).unwrap_or(u16::MAX);
    if id < u16::MAX {
        names.push(name.to_owned());
    }
    ids.insert(folded, id);
    id
}

impl Trends {
    /// Terms that are counted.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing dated was read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What rises; see [`TrendQuery`].
    pub fn query(&self, query: &TrendQuery) -> TrendReport {
        let length = (i64::from(query.to) - i64::from(query.from) + 1).max(1);
        let start = query.baseline_from();
        let past = i64::from(query.from) - i64::from(start);
        let find = |names: &[String], wanted: &Option<String>| -> Option<Option<u16>> {
            let Some(wanted) = wanted else {
                return Some(None);
            };
            let wanted = wanted.to_lowercase();
            names
                .iter()
                .position(|n| n.to_lowercase() == wanted)
                .map(|i| u16::try_from(i).ok())
        };
        let (Some(category), Some(source)) = (
            find(&self.categories, &query.category),
            find(&self.sources, &query.source),
        ) else {
            return TrendReport::default();
        };
        let holds = |m: &Mark| {
            category.is_none_or(|c| c == m.category) && source.is_none_or(|s| s == m.source)
        };
        let count = |marks: &[Mark], from: i32, to: i32| -> u32 {
            within(marks, from, to).iter().filter(|m| holds(m)).count() as u32
        };
        let total = count(&self.articles, query.from, query.to);
        let total_before = count(&self.articles, start, query.from - 1);
        let mut report = TrendReport {
            articles: total,
            baseline_articles: total_before,
            ..TrendReport::default()
        };
        let days = past + length;
        report.bucket_days = u32::try_from(
            days.div_euclid(i64::from(BUCKETS)) + i64::from(days % i64::from(BUCKETS) != 0),
        )
        .unwrap_or(1)
        .max(1);
        if total == 0 || total_before == 0 {
            return report;
        }
        let many =
            source.is_none() && publishers(within(&self.articles, query.from, query.to)) >= 4;
        let mut tests = 0;
        let mut found: Vec<(f64, f64, usize, u32, u32)> = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let marks = within(&entry.marks, query.from, query.to);
            if marks.len() < LEAST {
                continue;
            }
            let now = marks.iter().filter(|m| holds(m)).count() as u32;
            if (now as usize) < LEAST {
                continue;
            }
            tests += 1;
            let before = count(&entry.marks, start, query.from - 1);
            let g = stats::log_likelihood(now, total, before, total_before);
            if g > 0.0
                && lift(now, total, before, total_before) >= LEAST_LIFT
                && !(many && boilerplate(marks))
            {
                found.push((stats::p_value(g), g, i, now, before));
            }
        }
        found.sort_by(|a, b| {
            a.0.total_cmp(&b.0)
                .then(b.1.total_cmp(&a.1))
                .then(a.2.cmp(&b.2))
        });
        let ascending: Vec<f64> = found.iter().map(|f| f.0).collect();
        found.truncate(stats::discoveries(&ascending, tests, FALSE_DISCOVERIES));
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        let mut shown: Vec<(String, u32)> = Vec::new();
        for (p, g, i, now, before) in found {
            if report.trends.len() == query.limit {
                break;
            }
            let entry = &self.entries[i];
            let folded = entry.text.to_lowercase();
            if profile::is_function(&folded)
                || shown.iter().any(|(text, n)| same(text, *n, &folded, now))
            {
                continue;
            }
            shown.push((folded, now));
            let mut sparkline = vec![
                0;
                usize::try_from(days)
                    .unwrap_or(1)
                    .div_ceil(report.bucket_days as usize)
            ];
            for mark in within(&entry.marks, start, query.to)
                .iter()
                .filter(|m| holds(m))
            {
                let bucket =
                    (i64::from(mark.day) - i64::from(start)) as usize / report.bucket_days as usize;
                if let Some(n) = sparkline.get_mut(bucket) {
                    *n += 1;
                }
            }
            report.trends.push(Trend {
                term: entry.text.clone(),
                sort: entry.sort,
                now,
                before,
                lift: lift(now, total, before, total_before),
                score: g as f32,
                p,
                sparkline,
            });
        }
        report
    }
}

fn within(marks: &[Mark], from: i32, to: i32) -> &[Mark] {
    let first = marks.partition_point(|m| m.day < from);
    let last = marks.partition_point(|m| m.day <= to);
    &marks[first..last.max(first)]
}

fn lift(now: u32, total: u32, before: u32, total_before: u32) -> f32 {
    let rate = |n: u32, all: u32| (n as f32 + 0.5) / (all as f32 + 1.0);
    rate(now, total) / rate(before, total_before)
}

fn publishers(marks: &[Mark]) -> usize {
    marks
        .iter()
        .map(|m| m.source)
        .collect::<FxHashSet<_>>()
        .len()
}

/// Whether nearly all of it comes from one publisher.
fn boilerplate(marks: &[Mark]) -> bool {
    let mut counts: FxHashMap<u16, u32> = FxHashMap::default();
    for mark in marks {
        *counts.entry(mark.source).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    marks.len() >= 8 && most as f32 > marks.len() as f32 * ONE_SOURCE
}

/// Whether a term only repeats a part of one that is shown already (`Raja` beside `Raja Ampat`).
fn same(shown: &str, shown_count: u32, term: &str, count: u32) -> bool {
    let inside =
        |long: &str, short: &str| short.split(' ').all(|w| long.split(' ').any(|l| l == w));
    let near = shown_count.max(count) as f32 <= shown_count.min(count) as f32 * 2.5;
    near && (inside(shown, term) || inside(term, shown))
}
