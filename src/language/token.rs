//! The unit of analysis.

use serde::Serialize;

/// One token of a text with its three levels of sameness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Token<'a> {
    /// Byte offset of its first byte in the text; always on a character boundary.
    pub start: usize,
    /// Byte offset after its last byte; always on a character boundary.
    pub end: usize,
    /// Ordinal in the text. A compound counts as many positions as its root has parts.
    pub position: u32,
    /// What sort of token it is.
    pub kind: Kind,
    /// The surface form, folded (case, width, diacritics).
    pub exact: &'a str,
    /// Clitics, reduplication and voice removed; lexicalised derivations stay.
    pub light: &'a str,
    /// The dictionary root. Parts of a compound are separated by one space.
    pub root: &'a str,
    /// Where the analyzer keeps the word, for those who keep something beside it.
    #[serde(skip)]
    pub(crate) word: WordId,
}

/// The place of a word in an analyzer's cache: the same place means the same forms and kind. How
/// a text was cut does not depend on it, so tokens that differ in it alone are equal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordId {
    /// How often the cache had been emptied: places hold until it is emptied again.
    pub(crate) epoch: u32,
    /// [`WordId::NONE`] of tokens that are made anew each time.
    pub(crate) index: u32,
}

impl WordId {
    /// Index of what the cache does not keep: numbers, addresses, tags.
    pub(crate) const NONE: u32 = u32::MAX;
    /// No place.
    pub(crate) const NOWHERE: WordId = WordId {
        epoch: 0,
        index: Self::NONE,
    };
}

impl PartialEq for WordId {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for WordId {}

impl Token<'_> {
    /// Whether the root is the exact form. Quicker than comparing the two: the analyzer shares
    /// the text of forms that are the same.
    #[inline]
    pub fn is_root(&self) -> bool {
        std::ptr::eq(self.root, self.exact) || self.root == self.exact
    }

    /// Whether the light form is neither the exact form nor the root.
    #[inline]
    pub fn has_light(&self) -> bool {
        let same = |other: &str| std::ptr::eq(self.light, other) || self.light == other;
        !same(self.exact) && !same(self.root)
    }
}

/// Sorts of token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Word,
    /// A protected proper name.
    Name,
    Acronym,
    Number,
    Money,
    Date,
    /// `@akun`.
    Handle,
    /// `#tagar`.
    Hashtag,
    /// Letters with digits: `U-23`, `COVID-19`, `F-16`.
    Code,
    Url,
    Foreign,
}
