//! The relevance lab: what it promises, on small made-up collections.

#[path = "eval/compare.rs"]
mod compare;
#[path = "eval/metrics.rs"]
mod metrics;
#[path = "eval/readers.rs"]
mod readers;
#[path = "eval/significance.rs"]
mod significance;

use std::path::PathBuf;

/// A file of `tests/data/eval`.
fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "eval", name]
        .iter()
        .collect()
}
