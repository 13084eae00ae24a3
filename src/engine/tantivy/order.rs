//! The order of hits: which come first, which follow a cursor, which copy of a story stays.

use std::cmp::Ordering;

use super::{gather::Ranked, schema::UNDATED_SECONDS, snapshot::Snapshot};
use crate::engine::{Sort, plan::After};

/// Moves the best `wanted` hits to the front, in no order.
pub fn best_first(snapshot: &Snapshot, sort: Sort, ranked: &mut [Ranked], wanted: usize) {
    if wanted == 0 || wanted >= ranked.len() {
        return;
    }
    let mut front = ranked.len();
    if sort == Sort::Relevance {
        // Bare scores are quicker to select from than hits; what is left are ties.
        let mut scores: Vec<f32> = ranked.iter().map(|hit| hit.score).collect();
        let (_, &mut last, _) = scores.select_nth_unstable_by(wanted - 1, |a, b| b.total_cmp(a));
        front = 0;
        for at in 0..ranked.len() {
            if ranked[at].score.total_cmp(&last) != Ordering::Less {
                ranked.swap(at, front);
                front += 1;
            }
        }
    }
    if wanted < front {
        let order = |a: &Ranked, b: &Ranked| compare(snapshot, sort, a, b);
        ranked[..front].select_nth_unstable_by(wanted, order);
    }
}

/// Order of hits: `Less` comes first. Ties by date, newest first, then by id.
pub fn compare(snapshot: &Snapshot, sort: Sort, a: &Ranked, b: &Ranked) -> Ordering {
    by_key(sort, (a.score, a.seconds), (b.score, b.seconds))
        .then_with(|| id(snapshot, a).cmp(&id(snapshot, b)))
}

/// Puts hits in the order of [`compare`]. Looking an id up costs more than the rest: once for each
/// hit that ties with another, not once for each comparison.
pub fn in_order(snapshot: &Snapshot, sort: Sort, ranked: &mut [Ranked]) {
    let order = |a: &Ranked, b: &Ranked| by_key(sort, (a.score, a.seconds), (b.score, b.seconds));
    ranked.sort_unstable_by(order);
    for ties in ranked.chunk_by_mut(|a, b| order(a, b).is_eq()) {
        if ties.len() > 1 {
            ties.sort_by_cached_key(|hit| id(snapshot, hit));
        }
    }
}

/// Whether a hit sorts after the last one of the page before.
pub fn follows(snapshot: &Snapshot, sort: Sort, hit: &Ranked, after: &After) -> bool {
    let key = (after.score, after.seconds);
    let order =
        by_key(sort, (hit.score, hit.seconds), key).then_with(|| id(snapshot, hit).cmp(&after.id));
    order == Ordering::Greater
}

/// Order of scores and dates (seconds since 1970).
fn by_key(sort: Sort, a: (f32, i64), b: (f32, i64)) -> Ordering {
    let by_date = b.1.cmp(&a.1);
    match sort {
        Sort::Relevance => b.0.total_cmp(&a.0).then(by_date),
        Sort::Newest => by_date,
        Sort::Oldest => oldest_key(a.1).cmp(&oldest_key(b.1)),
    }
}

/// Undated articles come last in either direction.
fn oldest_key(seconds: i64) -> i64 {
    if seconds == UNDATED_SECONDS {
        i64::MAX
    } else {
        seconds
    }
}

fn id(snapshot: &Snapshot, hit: &Ranked) -> String {
    snapshot.segments[hit.segment as usize].id_of(hit.doc)
}

/// Keeps the best copy of each story, and those that `stays` names, and counts the others.
pub fn collapse(
    snapshot: &Snapshot,
    sort: Sort,
    ranked: &mut Vec<Ranked>,
    stays: impl Fn(&Ranked) -> bool,
) {
    let mut best: rustc_hash::FxHashMap<u64, (usize, u32)> = Default::default();
    let mut dropped = Vec::new();
    for (at, hit) in ranked.iter().enumerate() {
        if !snapshot.is_shared(hit.segment as usize, hit.doc) {
            continue;
        }
        let story = snapshot.segments[hit.segment as usize]
            .story
            .get_val(hit.doc);
        match best.entry(story) {
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert((at, 0));
            }
            std::collections::hash_map::Entry::Occupied(mut entry) => {
                let (kept, others) = entry.get_mut();
                let (better, worse) = match compare(snapshot, sort, hit, &ranked[*kept]) {
                    Ordering::Less => (at, *kept),
                    _ => (*kept, at),
                };
                *kept = better;
                if !stays(&ranked[worse]) {
                    *others += 1;
                    dropped.push(worse);
                }
            }
        }
    }
    for (kept, others) in best.into_values() {
        ranked[kept].duplicates = others;
    }
    dropped.sort_unstable();
    for at in dropped.into_iter().rev() {
        ranked.swap_remove(at);
    }
}
