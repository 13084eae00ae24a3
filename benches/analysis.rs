//! Text analysis: tokens a second, beside the Snowball stemmer for Indonesian (frostem).
//!
//! Runs on generated text; `WARTA_BENCH_NEWS=news.jsonl.gz` runs on real articles instead.
//!
//! - `warm`: the analyzer has seen the text before, as in a long ingest.
//! - `fresh`: a new analyzer, empty cache, over the whole text.
//! - `no cache`: every word is looked up and taken apart anew.
//! - `snowball`: Unicode words, lower-cased, and frostem's stem of each.

use std::{
    env,
    fs::File,
    hint::black_box,
    io::{BufRead, BufReader},
};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::read::MultiGzDecoder;
use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;
use warta::language::Analyzer;

/// Articles read from `WARTA_BENCH_NEWS`.
const ARTICLES: usize = 3_000;

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
fn generated(words: usize) -> String {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
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

fn news(path: &str) -> String {
    let file = File::open(path).expect("WARTA_BENCH_NEWS names a readable file");
    let mut text = String::new();
    for line in BufReader::new(MultiGzDecoder::new(file))
        .lines()
        .take(ARTICLES)
    {
        let line = line.expect("gzip with lines of UTF-8");
        let article: serde_json::Value = serde_json::from_str(&line).expect("JSON lines");
        for field in ["title", "body"] {
            text.push_str(article[field].as_str().unwrap_or_default());
            text.push('\n');
        }
    }
    text
}

fn count(analyzer: &mut Analyzer, text: &str) -> u64 {
    let mut tokens = 0;
    analyzer.analyze(text, |token| {
        black_box((token.exact, token.light, token.root));
        tokens += 1;
    });
    tokens
}

fn analysis(criterion: &mut Criterion) {
    let text = match env::var("WARTA_BENCH_NEWS") {
        Ok(path) => news(&path),
        Err(_) => generated(300_000),
    };
    let mut analyzer = Analyzer::new();
    let tokens = count(&mut analyzer, &text);
    let mut group = criterion.benchmark_group("analysis");
    group
        .throughput(Throughput::Elements(tokens))
        .sample_size(20);
    group.bench_function("warm", |bencher| {
        bencher.iter(|| count(&mut analyzer, &text));
    });
    group.bench_function("fresh", |bencher| {
        bencher.iter(|| count(&mut Analyzer::new(), &text));
    });
    group.bench_function("no cache", |bencher| {
        let mut uncached = Analyzer::uncached();
        bencher.iter(|| count(&mut uncached, &text));
    });
    let stemmer = Stemmer::new(Algorithm::Indonesian);
    group.bench_function("snowball", |bencher| {
        bencher.iter(|| {
            let mut lower = String::new();
            for (_, word) in text.unicode_word_indices() {
                lower.clear();
                lower.extend(word.chars().flat_map(char::to_lowercase));
                black_box(stemmer.stem(&lower));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
