//! What benches measure on: real articles when `WARTA_BENCH_NEWS` names a file of them (JSONL,
//! gzip), generated ones otherwise; queries likewise with `WARTA_BENCH_QUERIES`.

#![allow(dead_code, reason = "each bench uses its own part")]

use std::{
    env,
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    time::Duration,
};

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use warta::{
    article::Article,
    engine::{Story, Write, tantivy::EngineOptions},
    search::SearchSettings,
};

/// Threads and bytes for writing, of Warta and of the floor.
pub const THREADS: usize = 2;
pub const BUDGET: usize = 200_000_000;

/// Words of the generated text: roots, and the affixes they take.
const ROOTS: &[&str] = &[
    "tulis", "baca", "ajar", "kerja", "bangun", "usaha", "perintah", "jalan", "main", "beri",
    "ambil", "kirim", "sapu", "pukul", "tari", "cari", "hasil", "guna", "laku", "tahu", "temu",
    "buka", "tutup", "naik", "turun", "besar", "kecil", "cepat", "lambat", "kuat", "baik", "hukum",
    "lindung", "kembang",
];

/// Frames around a root; `{}` is the root.
const FRAMES: &[&str] = &[
    "{}", "{}nya", "di{}", "di{}kan", "ter{}", "ke{}an", "ber{}", "per{}an", "se{}", "{}an",
    "{}-{}", "pem{}an", "{}kan", "{}i",
];

/// Function words, names, numbers and signs between them.
const BETWEEN: &[&str] = &[
    "yang",
    "dan",
    "di",
    "untuk",
    "dengan",
    "pada",
    "Jakarta,",
    "Presiden",
    "Rp2,5 miliar",
    "2024",
    "KPK-nya",
    "itu.",
    "ini,",
    "tidak",
    "COVID-19",
    "\"kata",
    "(3/5),",
    "Kabupaten",
    "anak-anak",
];

/// Text of about `words` words, the same on every run.
fn generated(words: usize, seed: u64) -> String {
    let mut state = 0x2545_F491_4F6C_DD1D_u64 ^ (seed << 20);
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut text = String::new();
    for index in 0..words {
        if next(2) == 0 {
            text.push_str(BETWEEN[next(BETWEEN.len())]);
        } else {
            let frame = FRAMES[next(FRAMES.len())];
            text.push_str(&frame.replace("{}", ROOTS[next(ROOTS.len())]));
        }
        text.push(if index % 60 == 59 { '\n' } else { ' ' });
    }
    text
}

/// A line of the news file.
#[derive(Deserialize)]
pub struct Line {
    pub id: String,
    pub title: Option<String>,
    pub body: Option<String>,
    pub published: Option<String>,
    pub category: Option<String>,
    pub source: Option<String>,
    pub author: Option<String>,
}

impl Line {
    pub fn article(&self) -> Article {
        Article {
            id: self.id.clone(),
            title: self.title.clone().unwrap_or_default(),
            body: vec![self.body.clone().unwrap_or_default()],
            published: self.published.as_deref().and_then(|text| text.parse().ok()),
            category: self.category.iter().cloned().collect(),
            source: self.source.clone(),
            authors: self.author.iter().cloned().collect(),
            ..Article::default()
        }
    }
}

/// The lines of a news file.
pub fn lines(path: &str, most: usize) -> Vec<Line> {
    let file = File::open(path).expect("WARTA_BENCH_NEWS names a readable file");
    BufReader::new(MultiGzDecoder::new(file))
        .lines()
        .take(most)
        .map(|line| serde_json::from_str(&line.expect("gzip with lines of UTF-8")).expect("JSON"))
        .collect()
}

/// So many articles, or as many as there are.
pub fn articles(most: usize) -> Vec<Article> {
    if let Ok(path) = env::var("WARTA_BENCH_NEWS") {
        return lines(&path, most).iter().map(Line::article).collect();
    }
    (0..most as u64)
        .map(|number| Article {
            id: format!("contoh-{number}"),
            title: generated(8, 2 * number),
            body: vec![generated(300, 2 * number + 1)],
            published: format!("2024-{:02}-{:02}", number % 12 + 1, number % 28 + 1)
                .parse()
                .ok(),
            category: vec!["Ekonomi".to_owned()],
            source: Some(format!("Sumber {}", number % 3)),
            ..Article::default()
        })
        .collect()
}

/// Writes that put articles in, each a story of its own.
pub fn writes(articles: impl IntoIterator<Item = Article>) -> Vec<Write> {
    articles
        .into_iter()
        .map(|article| Write::Put {
            story: Story::of(&article.id),
            article: Box::new(article),
        })
        .collect()
}

/// An index for the whole archive in a folder, with what the floor has: two threads, 200 MB.
pub fn options(folder: &Path) -> EngineOptions {
    EngineOptions {
        path: folder.to_owned(),
        memory_budget_bytes: BUDGET,
        threads: THREADS,
        zone: SearchSettings::default().zone,
    }
}

/// The time within which a share of the requests was answered.
pub fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize]
}

/// Queries to ask in turn.
pub fn queries() -> Vec<String> {
    match env::var("WARTA_BENCH_QUERIES") {
        Ok(path) => std::fs::read_to_string(path)
            .expect("WARTA_BENCH_QUERIES names a readable file")
            .lines()
            .map(str::to_owned)
            .collect(),
        Err(_) => (0..ROOTS.len())
            .map(|at| format!("{} {}", ROOTS[at], ROOTS[(at + 7) % ROOTS.len()]))
            .collect(),
    }
}
