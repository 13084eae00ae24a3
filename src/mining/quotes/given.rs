//! First names, and words that are or are not part of a name.

use std::ops::Range;

use super::{
    kinds::{common, is_derived},
    known::Known,
    tokens::Token,
    words::Kinds,
};
use crate::language::Common;

/// First names by which hardly anybody is called.
pub const FORENAMES: &[&str] = &[
    "abdul", "achmad", "ahmad", "dyah", "mohamad", "mohammad", "muhamad", "muhammad", "siti", "sri",
];

/// First names of many, which no firm has.
pub const GIVEN: &[&str] = &[
    "ade", "adi", "agung", "agus", "ali", "andi", "andri", "anton", "ari", "arief", "arif", "asep",
    "bambang", "bayu", "benny", "bima", "budi", "candra", "dedi", "dedy", "dewi", "dian", "didik",
    "djoko", "doni", "dwi", "eddy", "edi", "edy", "eko", "endang", "fajar", "feri", "ferry",
    "firman", "fitri", "gede", "hadi", "hendra", "hendri", "heri", "herman", "heru", "hery",
    "imam", "indra", "irfan", "irwan", "iwan", "jhon", "john", "joko", "joni", "juli", "ketut",
    "luhut", "made", "maya", "mulyadi", "nova", "novi", "nur", "nyoman", "prasetyo", "puji",
    "putu", "rahmat", "ratna", "ridwan", "rini", "rizki", "rizky", "rudi", "rudy", "saiful",
    "sandiaga", "setya", "sigit", "sofyan", "sugeng", "supri", "syaiful", "taufik", "teguh",
    "tito", "tony", "tri", "untung", "wahyu", "wawan", "wayan", "yanto", "yoga", "yudi", "yuni",
    "yusuf", "zainal", "zulkifli",
];

/// Common words that are first names.
pub const FIRST_HOMOGRAPHS: &[&str] = &["hari", "para", "pesta", "masih"];

/// Common words that stand inside names, too: `Sri Puji`, `Lee Sang-woo`.
const HOMOGRAPHS: &[&str] = &["puji", "hari", "yakin", "sang", "yang", "masih", "terang"];

/// What is left of a name when words that no name holds are cut out: `Reni Yanita Menurutnya`,
/// `Kemaritiman Reni Yanita`, `Reni Ungkap Ada Yang Coba`. The part that has a word by which
/// somebody is called, else the one behind a role (`led`), else the first.
pub fn between_cuts(
    text: &str,
    tokens: &[Token],
    name: Range<usize>,
    led: bool,
    known: &Known<'_>,
) -> Option<(usize, usize)> {
    let lone = |i: usize| known.lone(tokens[i].text(text));
    // A word by which somebody is called was looked at before.
    let cuts = |i: usize| {
        let t = &tokens[i];
        !t.upper
            && !lone(i)
            && (t.is(Kinds::COMMON) && t.end - t.start > 3 && !t.like(text, HOMOGRAPHS)
                || is_derived(t.text(text)))
    };
    if !name.clone().any(cuts) {
        return Some((name.start, name.end));
    }
    let (mut best, mut at) = (None, name.start);
    while at < name.end {
        if cuts(at) {
            at += 1;
            continue;
        }
        let end = (at..name.end).find(|&i| cuts(i)).unwrap_or(name.end);
        let called = (at..end).any(lone);
        let plain = (at..end).all(|i| common(tokens[i].text(text)) != Common::No);
        if called {
            return Some((at, end));
        }
        if !plain && (led || best.is_none()) {
            best = Some((at, end));
        }
        at = end;
    }
    best
}
