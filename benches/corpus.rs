//! Warta beside the floor on a whole corpus: bare tantivy with its default tokenizer doing the
//! same work on the same documents and queries. One run, interleaved, figures as ratios.
//!
//! `WARTA_BENCH_NEWS=news.jsonl.gz WARTA_BENCH_QUERIES=queries.txt cargo bench --bench corpus`
//! Without the files it says so and measures nothing.

mod common;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use common::{BUDGET, Line, THREADS, percentile};
use tantivy::{
    DateTime, Index, TantivyDocument,
    aggregation::{AggContextParams, AggregationCollector, agg_req::Aggregations},
    collector::{Count, TopDocs},
    query::QueryParser,
    schema::{FAST, Field, STORED, STRING, Schema, TEXT, Value},
    snippet::SnippetGenerator,
};
use warta::{
    engine::{Engine, tantivy::TantivyEngine},
    search::{SearchRequest, SearchSettings, Searcher},
};

/// Articles that are handed over together, as `warta ingest` does.
const PIECE: usize = 256;

// As in the binary; the floor has it too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Floor {
    index: Index,
    title: Field,
    body: Field,
    id: Field,
    published: Field,
    category: Field,
    source: Field,
    author: Field,
}

impl Floor {
    fn new(path: &Path) -> Self {
        let mut schema = Schema::builder();
        let id = schema.add_text_field("id", STRING | STORED);
        let title = schema.add_text_field("title", TEXT | STORED);
        let body = schema.add_text_field("body", TEXT | STORED);
        let published = schema.add_date_field("published", FAST | STORED);
        let category = schema.add_text_field("category", STRING | FAST | STORED);
        let source = schema.add_text_field("source", STRING | FAST | STORED);
        let author = schema.add_text_field("author", STRING | FAST | STORED);
        let index = Index::create_in_dir(path, schema.build()).expect("floor index");
        Floor {
            index,
            title,
            body,
            id,
            published,
            category,
            source,
            author,
        }
    }

    fn ingest(&self, lines: &[Line], threads: usize, budget: usize) {
        let mut writer = self
            .index
            .writer_with_num_threads::<TantivyDocument>(threads, budget)
            .expect("floor writer");
        for line in lines {
            let mut document = TantivyDocument::default();
            document.add_text(self.id, &line.id);
            document.add_text(self.title, line.title.as_deref().unwrap_or(""));
            document.add_text(self.body, line.body.as_deref().unwrap_or(""));
            if let Some(at) = line
                .published
                .as_deref()
                .and_then(|text| text.parse::<warta::article::Moment>().ok())
            {
                document.add_date(self.published, DateTime::from_timestamp_secs(at.seconds()));
            }
            for (field, value) in [
                (self.category, &line.category),
                (self.source, &line.source),
                (self.author, &line.author),
            ] {
                if let Some(value) = value {
                    document.add_text(field, value);
                }
            }
            writer.add_document(document).expect("floor add");
        }
        writer.commit().expect("floor commit");
        writer.wait_merging_threads().expect("floor merges");
    }

    fn search(
        &self,
        reader: &tantivy::IndexReader,
        text: &str,
        aggregations: &Aggregations,
    ) -> usize {
        let searcher = reader.searcher();
        let mut parser = QueryParser::for_index(&self.index, vec![self.title, self.body]);
        parser.set_field_boost(self.title, 2.0);
        let (query, _) = parser.parse_query_lenient(text);
        let collector =
            AggregationCollector::from_aggs(aggregations.clone(), AggContextParams::default());
        let (top, total, _) = searcher
            .search(
                &query,
                &(TopDocs::with_limit(10).order_by_score(), Count, collector),
            )
            .expect("floor search");
        let generator = SnippetGenerator::create(&searcher, &*query, self.body).expect("snippets");
        let mut length = total;
        for (_, address) in top {
            let document: TantivyDocument = searcher.doc(address).expect("floor doc");
            length += generator.snippet_from_doc(&document).to_html().len();
            length += document
                .get_first(self.title)
                .and_then(|value| value.as_str())
                .map_or(0, str::len);
        }
        length
    }
}

fn aggregations() -> Aggregations {
    serde_json::from_value(serde_json::json!({
        "category": { "terms": { "field": "category", "size": 50 } },
        "source": { "terms": { "field": "source", "size": 50 } },
        "author": { "terms": { "field": "author", "size": 50 } },
        "date": { "date_histogram": { "field": "published", "fixed_interval": "30d" } }
    }))
    .expect("aggregations")
}

fn folder_bytes(path: &Path) -> u64 {
    std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .map(|meta| meta.len())
        .sum()
}

fn main() {
    let (Ok(news), Ok(_)) = (
        std::env::var("WARTA_BENCH_NEWS"),
        std::env::var("WARTA_BENCH_QUERIES"),
    ) else {
        println!("corpus bench: set WARTA_BENCH_NEWS and WARTA_BENCH_QUERIES; nothing measured");
        return;
    };
    let lines = common::lines(&news, usize::MAX);
    let queries = common::queries();

    let floor_dir = tempfile::tempdir().expect("temporary folder");
    let floor = Floor::new(floor_dir.path());
    let started = Instant::now();
    floor.ingest(&lines, THREADS, BUDGET);
    let floor_ingest = started.elapsed();

    let warta_dir = tempfile::tempdir().expect("temporary folder");
    let options = common::options(warta_dir.path());
    let started = Instant::now();
    {
        let engine = TantivyEngine::create_or_open(&options).expect("engine");
        // One commit, as the floor has.
        let mut transaction = engine.begin().expect("transaction");
        for some in lines.chunks(PIECE) {
            let writes = common::writes(some.iter().map(Line::article));
            transaction.add(writes).expect("add");
        }
        transaction.commit().expect("commit");
    }
    let warta_ingest = started.elapsed();
    let rate = |time: Duration| lines.len() as f64 / time.as_secs_f64();
    println!(
        "engine ingest: floor {:.0}/s, warta {:.0}/s, ratio {:.2}",
        rate(floor_ingest),
        rate(warta_ingest),
        rate(warta_ingest) / rate(floor_ingest)
    );
    let (floor_bytes, warta_bytes) = (
        folder_bytes(floor_dir.path()),
        folder_bytes(warta_dir.path()),
    );
    println!(
        "index size: floor {:.1} MB, warta {:.1} MB, ratio {:.2}",
        floor_bytes as f64 / 1e6,
        warta_bytes as f64 / 1e6,
        warta_bytes as f64 / floor_bytes as f64
    );

    let reader = floor.index.reader().expect("floor reader");
    let engine = TantivyEngine::open_read_only(&options).expect("engine");
    println!(
        "segments: floor {}, warta {}",
        reader.searcher().segment_readers().len(),
        engine.stats().expect("stats").segments
    );
    let searcher = Searcher::new(Arc::new(engine), SearchSettings::default());
    let aggregations = aggregations();
    let (mut floor_times, mut warta_times) = (Vec::new(), Vec::new());
    let mut guard = 0;
    for round in 0..3 {
        for query in &queries {
            let started = Instant::now();
            guard += floor.search(&reader, query, &aggregations);
            let floor_time = started.elapsed();
            let request = SearchRequest {
                q: query.clone(),
                ..SearchRequest::default()
            };
            let started = Instant::now();
            let response = searcher.search(&request).expect("search");
            let json = serde_json::to_vec(&response).expect("json");
            let warta_time = started.elapsed();
            guard += json.len();
            // The first round warms caches.
            if round > 0 {
                floor_times.push(floor_time);
                warta_times.push(warta_time);
                if warta_time > Duration::from_millis(12) && round == 2 {
                    println!("slow: {query} {warta_time:?} (floor {floor_time:?})");
                }
            }
        }
    }
    for (name, share) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)] {
        let (floor, warta) = (
            percentile(&mut floor_times, share),
            percentile(&mut warta_times, share),
        );
        println!(
            "search {name}: floor {floor:?}, warta {warta:?}, ratio {:.2}",
            warta.as_secs_f64() / floor.as_secs_f64()
        );
    }
    println!("({guard} bytes answered)");
}
