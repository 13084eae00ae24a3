//! What an article is about, in a few hashed terms: the forward index behind feedback.

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::{
    article::Article,
    language::{self, Analyzer, Kind},
};

/// Terms kept of an article.
const KEPT: usize = 20;
/// So much of the text is read, in bytes: title and lead say what it is about.
const MOST_BYTES: usize = 1_600;
/// A word of the title counts as so many of the body.
const TITLE: u32 = 3;
/// Slots of the frequency sketch; a power of two.
pub const SKETCH: usize = 1 << 18;

thread_local! {
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
}

/// The hash of a root as it stands among keys.
pub fn hash(root: &str) -> u32 {
    xxh3_64(root.as_bytes()) as u32
}

/// The slot of a key in a frequency sketch.
pub fn slot(key: u32) -> usize {
    key as usize & (SKETCH - 1)
}

/// The most frequent telling roots of title and lead.
pub fn keys(article: &Article) -> Vec<u32> {
    let mut counts: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
    let mut read = 0;
    let mut order = 0;
    ANALYZER.with_borrow_mut(|analyzer| {
        let texts = std::iter::once(&article.title)
            .chain(&article.summary)
            .chain(&article.body);
        for (number, text) in texts.enumerate() {
            if read >= MOST_BYTES {
                break;
            }
            let end = text.floor_char_boundary((MOST_BYTES - read).min(text.len()));
            read += end;
            analyzer.analyze(&text[..end], |token| {
                let telling = matches!(
                    token.kind,
                    Kind::Word | Kind::Name | Kind::Acronym | Kind::Foreign | Kind::Code
                ) && token.root.len() > 2
                    && language::stopword_weight(token.exact) >= 1.0;
                if telling {
                    order += 1;
                    let entry = counts.entry(hash(token.root)).or_insert((0, order));
                    entry.0 += if number == 0 { TITLE } else { 1 };
                }
            });
        }
    });
    let mut keys: Vec<(u32, (u32, u32))> = counts.into_iter().collect();
    // Most frequent first; among equals the one that came first.
    keys.sort_unstable_by(|a, b| b.1.0.cmp(&a.1.0).then(a.1.1.cmp(&b.1.1)));
    keys.truncate(KEPT);
    keys.into_iter().map(|(key, _)| key).collect()
}
