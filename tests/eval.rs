//! The relevance lab: what it promises, on small made-up collections.

#[path = "eval/commands.rs"]
mod commands;
#[path = "eval/compare.rs"]
mod compare;
#[path = "eval/judge.rs"]
mod judge;
#[path = "eval/metrics.rs"]
mod metrics;
#[path = "eval/readers.rs"]
mod readers;
#[path = "eval/replay.rs"]
mod replay;
#[path = "eval/significance.rs"]
mod significance;
#[path = "eval/tune.rs"]
mod tune;

use std::path::PathBuf;

/// A file of `tests/data/eval`.
fn data(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "data", "eval", name]
        .iter()
        .collect()
}
