//! Text analysis: tokens a second, beside the Snowball stemmer for Indonesian (frostem).
//!
//! Runs on generated text; `WARTA_BENCH_NEWS=news.jsonl.gz` runs on real articles instead.
//!
//! - `warm`: the analyzer has seen the text before, as in a long ingest.
//! - `fresh`: a new analyzer, empty cache, over the whole text.
//! - `no cache`: every word is looked up and taken apart anew.
//! - `snowball`: Unicode words, lower-cased, and frostem's stem of each.

mod common;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use frostem::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;
use warta::language::Analyzer;

/// Articles that are analysed.
const ARTICLES: usize = 3_000;

fn count(analyzer: &mut Analyzer, text: &str) -> u64 {
    let mut tokens = 0;
    analyzer.analyze(text, |token| {
        black_box((token.exact, token.light, token.root));
        tokens += 1;
    });
    tokens
}

fn analysis(criterion: &mut Criterion) {
    let mut text = String::new();
    for article in common::articles(ARTICLES) {
        text.push_str(&article.title);
        text.push('\n');
        text.push_str(&article.body.join("\n"));
        text.push('\n');
    }
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
