//! The unit of analysis.

use std::cell::Cell;

use serde::Serialize;

use super::cache::{Cache, Cached};

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
}

/// What a reader of tokens keeps beside a word in the analyzer's cache: what it had to find out about
/// the word lies where the word lies, in the same cache line, and is gone when the word is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Note {
    /// Who wrote it; whoever finds another number has not seen the word yet. Never 0 for a reader.
    pub(crate) owner: u32,
    pub(crate) values: [u32; 4],
}

/// A token whose forms are fetched when they are asked for: whoever keeps something beside the
/// word needs them only once, and fetching them waits for memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) position: u32,
    pub(crate) forms: Forms<'a>,
}

/// Where the forms of a token are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Forms<'a> {
    /// Exact, light and root, made for this token.
    Made(Kind, [&'a str; 3]),
    /// With a word's entry in the cache; the surface may be the exact form.
    Kept {
        cache: &'a Cache,
        entry: &'a Cached,
        surface: &'a str,
    },
}

impl<'a> Found<'a> {
    /// Where something can be noted of the word: the same note means the same forms and kind.
    /// `None` of tokens that are made anew each time.
    #[inline]
    pub(crate) fn note(&self) -> Option<&'a Cell<Note>> {
        match self.forms {
            Forms::Made(..) => None,
            Forms::Kept { entry, .. } => Some(&entry.note),
        }
    }

    /// The whole token.
    #[inline]
    pub(crate) fn token(&self) -> Token<'a> {
        let (kind, [exact, light, root]) = match self.forms {
            Forms::Made(kind, forms) => (kind, forms),
            Forms::Kept {
                cache,
                entry,
                surface,
            } => {
                let exact = cache.exact(entry, surface);
                let light = cache.light(entry, exact);
                (entry.kind, [exact, light, cache.root(entry, exact, light)])
            }
        };
        Token {
            start: self.start,
            end: self.end,
            position: self.position,
            kind,
            exact,
            light,
            root,
        }
    }
}

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
    /// Letters that are none of the others.
    #[default]
    Word,
    /// A protected proper name.
    Name,
    /// A short form in capitals: `KPK`.
    Acronym,
    /// A number in figures or words: `1.500`, `dua juta`.
    Number,
    /// A sum with its currency: `Rp1,5 miliar`.
    Money,
    /// A day, month or year as it is written.
    Date,
    /// `@akun`.
    Handle,
    /// `#tagar`.
    Hashtag,
    /// Letters with digits: `U-23`, `COVID-19`, `F-16`.
    Code,
    /// A web address.
    Url,
    /// A word of another language that the lexicon lists.
    Foreign,
}
