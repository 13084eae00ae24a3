//! Words already analysed, keyed by their bytes as they stand in the text.
//!
//! An open-addressing table over one arena of text: a hit copies and allocates nothing. When it
//! is full it is emptied, which costs a little time now and then and never memory.

use std::cell::Cell;

use super::hash::{hash_bytes, hash_words, short_word};
use super::token::{Kind, Note};
use super::word::Word;

/// Most words kept; nearly all that 45,000 articles use.
const MAX_ENTRIES: usize = 1 << 18;

/// Words of a few texts, such as queries and titles.
const FEW_ENTRIES: usize = 1 << 13;

/// Most bytes of text kept.
const MAX_ARENA: usize = 16 << 20;

/// A range of the arena. Without padding, so that an entry fits into a cache line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(Rust, packed(2))]
struct Span {
    start: u32,
    length: u16,
}

/// What the cache knows about one surface word. Entries lie scattered in memory; one that fills a
/// cache line is read with one access.
#[derive(Debug, Clone)]
#[repr(align(64))]
pub(crate) struct Cached {
    key: Span,
    /// [`short_word`] of the key, which makes comparing it two comparisons of numbers.
    words: (u64, u64),
    exact: Span,
    light: Span,
    root: Span,
    pub(crate) kind: Kind,
    /// Positions that it takes.
    pub(crate) parts: u8,
    /// Words joined by hyphens that are to be analysed one by one.
    pub(crate) apart: bool,
    /// The next entry is how it reads as a name.
    pub(crate) case_matters: bool,
    pub(crate) note: Cell<Note>,
}

const _: () = assert!(size_of::<Cached>() == 64);

/// The table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cache {
    entries: Vec<Cached>,
    /// Index plus one and the hash's upper half, so that most misses touch no entry.
    slots: Vec<(u32, u32)>,
    arena: String,
    used: usize,
    /// How often it was emptied: indexes and notes hold until then.
    pub(crate) emptied: u32,
}

/// What it takes to look for a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sought {
    hash: u64,
    /// [`short_word`] of it.
    words: Option<(u64, u64)>,
}

impl Sought {
    #[inline]
    pub(crate) fn new(surface: &str) -> Self {
        let bytes = surface.as_bytes();
        let words = short_word(bytes);
        let hash = match words {
            Some(words) => hash_words(words, bytes.len()),
            None => hash_bytes(bytes),
        };
        Sought { hash, words }
    }

    fn tag(&self) -> u32 {
        (self.hash >> 32) as u32
    }
}

impl Cache {
    fn text(&self, span: Span) -> &str {
        &self.arena[span.start as usize..span.start as usize + usize::from(span.length)]
    }

    #[inline]
    pub(crate) fn entry(&self, index: usize) -> &Cached {
        &self.entries[index]
    }

    /// The exact form of an entry that was found by `surface`.
    #[inline]
    pub(crate) fn exact<'a>(&'a self, entry: &Cached, surface: &'a str) -> &'a str {
        // What the text has at hand need not be fetched from the arena.
        if entry.exact == entry.key {
            surface
        } else {
            self.text(entry.exact)
        }
    }

    /// The light form of an entry; `exact` is its exact form, shared where it is the same.
    #[inline]
    pub(crate) fn light<'a>(&'a self, entry: &Cached, exact: &'a str) -> &'a str {
        if entry.light == entry.exact {
            exact
        } else {
            self.text(entry.light)
        }
    }

    /// The root of an entry; `exact` and `light` are its other forms, shared where they are the
    /// same.
    #[inline]
    pub(crate) fn root<'a>(&'a self, entry: &Cached, exact: &'a str, light: &'a str) -> &'a str {
        if entry.root == entry.exact {
            exact
        } else if entry.root == entry.light {
            light
        } else {
            self.text(entry.root)
        }
    }

    /// Reads the slot where a word should be, which brings its entry's place near.
    #[inline]
    pub(crate) fn slot(&self, sought: &Sought) -> (u32, u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let slot = self.slots.get(sought.hash as usize & mask);
        slot.copied().unwrap_or_default()
    }

    /// The index of `surface` behind a slot that [`Cache::slot`] gave, if it is there.
    #[inline]
    pub(crate) fn behind(
        &self,
        (index, tag): (u32, u32),
        sought: &Sought,
        surface: &str,
    ) -> Option<usize> {
        if index != 0 && tag == sought.tag() && self.is(index as usize - 1, sought, surface) {
            return Some(index as usize - 1);
        }
        self.find(sought, surface)
    }

    #[inline]
    fn is(&self, index: usize, sought: &Sought, surface: &str) -> bool {
        let entry = &self.entries[index];
        match sought.words {
            Some(words) => entry.words == words && usize::from(entry.key.length) == surface.len(),
            None => self.text(entry.key) == surface,
        }
    }

    /// The index of `surface`, if it is known.
    pub(crate) fn find(&self, sought: &Sought, surface: &str) -> Option<usize> {
        if self.slots.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = sought.hash as usize & mask;
        loop {
            let (index, known) = self.slots[slot];
            if index == 0 {
                return None;
            }
            if known == sought.tag() && self.is(index as usize - 1, sought, surface) {
                return Some(index as usize - 1);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Forgets every word. The slots are kept as they are small where this is used.
    pub(crate) fn forget(&mut self) {
        for index in 0..self.entries.len() {
            let entry = &self.entries[index];
            if entry.key.length > 0 {
                let hash = hash_bytes(self.text(entry.key).as_bytes());
                let mask = self.slots.len() - 1;
                let mut slot = hash as usize & mask;
                while self.slots[slot].0 != 0 {
                    self.slots[slot] = (0, 0);
                    slot = (slot + 1) & mask;
                }
            }
        }
        self.entries.clear();
        self.arena.clear();
        self.used = 0;
        self.emptied += 1;
    }

    /// Keeps `word` under `surface`; gives its index.
    pub(crate) fn insert(&mut self, surface: &str, word: &Word) -> usize {
        if self.entries.len() >= MAX_ENTRIES || self.arena.len() >= MAX_ARENA {
            self.entries.clear();
            self.arena.clear();
            self.slots.fill((0, 0));
            self.used = 0;
            self.emptied += 1;
        }
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow();
        }
        if self.entries.len() >= FEW_ENTRIES && self.entries.capacity() < MAX_ENTRIES {
            // Of many texts: address space alone until it is used, and nothing is copied again.
            self.entries.reserve_exact(MAX_ENTRIES);
        }
        let key = self.store(surface);
        let index = self.push(key, word);
        self.place(index);
        index
    }

    /// Keeps the reading of the entry just inserted as a name.
    pub(crate) fn insert_name(&mut self, word: &Word) {
        let key = Span::default();
        self.push(key, word);
    }

    fn push(&mut self, key: Span, word: &Word) -> usize {
        let exact = if self.text(key) == word.exact {
            key
        } else {
            self.store(&word.exact)
        };
        let light = if word.light == word.exact {
            exact
        } else {
            self.store(&word.light)
        };
        let root = if word.root == word.exact {
            exact
        } else if word.root == word.light {
            light
        } else {
            self.store(&word.root)
        };
        let spaces = word.root.bytes().filter(|&byte| byte == b' ').count();
        self.entries.push(Cached {
            words: short_word(self.text(key).as_bytes()).unwrap_or_default(),
            key,
            exact,
            light,
            root,
            kind: word.kind,
            parts: (spaces + 1).min(255) as u8,
            apart: word.apart,
            case_matters: word.case_matters,
            note: Cell::default(),
        });
        self.entries.len() - 1
    }

    fn store(&mut self, text: &str) -> Span {
        let start = self.arena.len() as u32;
        // Longer words than this are cut by the tokenizer.
        debug_assert!(text.len() <= usize::from(u16::MAX));
        self.arena.push_str(text);
        Span {
            start,
            length: text.len().min(usize::from(u16::MAX)) as u16,
        }
    }

    fn place(&mut self, index: usize) {
        let hash = hash_bytes(self.text(self.entries[index].key).as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].0 != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = (index as u32 + 1, (hash >> 32) as u32);
        self.used += 1;
    }

    fn grow(&mut self) {
        let length = (self.slots.len() * 2).max(4096);
        self.slots = vec![(0, 0); length];
        self.used = 0;
        for index in 0..self.entries.len() {
            if self.entries[index].key.length > 0 {
                self.place(index);
            }
        }
    }
}
