//! The lexicon: what is known about a word, compiled in, read once per process.
//!
//! The text under `lexicon/` is the reviewed source (see its README). At first use it is read
//! into one open-addressing table, which takes a few milliseconds and no file.

use std::sync::OnceLock;

use super::hash::hash_bytes;

/// What sort of word an entry is; the letters are those of the lexicon files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// `r`: a native or long-naturalised root.
    Root,
    /// `u`: an ordinary root that news seldom needs (`gigil`); evidence, but less of it.
    Usual,
    /// `s`: a rare root; less evidence still.
    Rare,
    /// `o`: a loan used as an Indonesian word; its own root.
    Loan,
    /// `a`: a plain affixed form.
    Affixed,
    /// `l`: a derivation that is a word of its own (`pemerintah`); light keeps it.
    Lexical,
    /// `d`: a reduplication.
    Reduplicated,
    /// `c`: a compound written as one word.
    Compound,
    /// `n`: a proper name; never loses letters.
    Name,
    /// `f`: a foreign word.
    Foreign,
    /// `b`: an abbreviation or acronym.
    Abbreviation,
    /// `k`: colloquial, old or wrong spelling of a standard form.
    Colloquial,
    /// `x`: an artefact of scraping.
    Artefact,
}

impl Class {
    fn from_letter(letter: &str) -> Option<Self> {
        Some(match letter {
            "r" => Self::Root,
            "u" => Self::Usual,
            "s" => Self::Rare,
            "o" => Self::Loan,
            "a" => Self::Affixed,
            "l" => Self::Lexical,
            "d" => Self::Reduplicated,
            "c" => Self::Compound,
            "n" => Self::Name,
            "f" => Self::Foreign,
            "b" => Self::Abbreviation,
            "k" => Self::Colloquial,
            "x" => Self::Artefact,
            _ => return None,
        })
    }

    /// The letter in the lexicon files.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Root => 'r',
            Self::Usual => 'u',
            Self::Rare => 's',
            Self::Loan => 'o',
            Self::Affixed => 'a',
            Self::Lexical => 'l',
            Self::Reduplicated => 'd',
            Self::Compound => 'c',
            Self::Name => 'n',
            Self::Foreign => 'f',
            Self::Abbreviation => 'b',
            Self::Colloquial => 'k',
            Self::Artefact => 'x',
        }
    }

    /// The class in words, for people.
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Usual => "ordinary root",
            Self::Rare => "rare root",
            Self::Loan => "loan word",
            Self::Affixed => "affixed form",
            Self::Lexical => "lexicalised derivation",
            Self::Reduplicated => "reduplication",
            Self::Compound => "compound",
            Self::Name => "name",
            Self::Foreign => "foreign word",
            Self::Abbreviation => "abbreviation",
            Self::Colloquial => "colloquial or variant spelling",
            Self::Artefact => "artefact",
        }
    }
}

/// One word of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) word: &'static str,
    pub(crate) light: &'static str,
    pub(crate) root: &'static str,
    pub(crate) class: Class,
}

/// The files, later ones winning over earlier ones.
const FILES: [(&str, &str); 6] = [
    ("roots.tsv", include_str!("lexicon/roots.tsv")),
    ("names.tsv", include_str!("lexicon/names.tsv")),
    ("words_a_j.tsv", include_str!("lexicon/words_a_j.tsv")),
    ("words_k_o.tsv", include_str!("lexicon/words_k_o.tsv")),
    ("words_p_z.tsv", include_str!("lexicon/words_p_z.tsv")),
    ("variants.tsv", include_str!("lexicon/variants.tsv")),
];

/// The table of all entries.
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    /// Index into `entries` plus one, and above it a part of the word's hash, so that most words
    /// that are not listed touch no entry; zero is empty. The length is a power of two.
    slots: Vec<u32>,
}

/// Bits of a slot that are an index.
const INDEX_BITS: u32 = 20;
const INDEX: u32 = (1 << INDEX_BITS) - 1;

/// The part of a hash that a slot keeps.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 & !INDEX
}

impl Lexicon {
    /// The compiled-in lexicon.
    pub(crate) fn global() -> &'static Self {
        static GLOBAL: OnceLock<Lexicon> = OnceLock::new();
        GLOBAL.get_or_init(|| Self::read(&FILES))
    }

    fn read(files: &[(&'static str, &'static str)]) -> Self {
        let bytes: usize = files.iter().map(|(_, text)| text.len()).sum();
        let mut lexicon = Self {
            entries: Vec::with_capacity(bytes / 11),
            slots: vec![0; (bytes / 5).next_power_of_two()],
        };
        for (_, text) in files {
            for line in text.lines() {
                if let Some(entry) = parse_line(line) {
                    lexicon.insert(entry);
                }
            }
        }
        lexicon
    }

    fn insert(&mut self, entry: Entry) {
        let mask = self.slots.len() - 1;
        let hash = hash_bytes(entry.word.as_bytes());
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => {
                    self.entries.push(entry);
                    debug_assert!(self.entries.len() <= INDEX as usize);
                    self.slots[slot] = tag(hash) | self.entries.len() as u32;
                    return;
                }
                taken => {
                    let known = &mut self.entries[(taken & INDEX) as usize - 1];
                    if known.word == entry.word {
                        *known = entry;
                        return;
                    }
                    slot = (slot + 1) & mask;
                }
            }
        }
    }

    /// What is known about `word` (already folded).
    #[inline]
    pub(crate) fn get(&self, word: &str) -> Option<&Entry> {
        let mask = self.slots.len() - 1;
        let hash = hash_bytes(word.as_bytes());
        let mut slot = hash as usize & mask;
        loop {
            let taken = self.slots[slot];
            if taken == 0 {
                return None;
            }
            if taken & !INDEX == tag(hash) {
                let entry = &self.entries[(taken & INDEX) as usize - 1];
                if entry.word == word {
                    return Some(entry);
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Every entry, in no particular order.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// `word TAB class [TAB root [TAB light]]`; comments and blank lines give nothing.
fn parse_line(line: &'static str) -> Option<Entry> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    let word = columns.next().filter(|word| !word.is_empty())?;
    let class = Class::from_letter(columns.next()?)?;
    let root = columns.next().unwrap_or(word);
    let light = columns.next().unwrap_or(match class {
        Class::Affixed | Class::Reduplicated | Class::Compound | Class::Colloquial => root,
        _ => word,
    });
    Some(Entry {
        word,
        light,
        root,
        class,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_well_formed_sorted_and_unique() {
        for (name, text) in FILES {
            let mut previous = "";
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let entry = parse_line(line).unwrap_or_else(|| panic!("{name}: {line:?}"));
                assert!(
                    previous < entry.word,
                    "{name}: {:?} out of order",
                    entry.word
                );
                previous = entry.word;
                assert!(line.split('\t').count() <= 4, "{name}: {line:?}");
                for part in [entry.word, entry.root, entry.light] {
                    assert!(!part.is_empty() && part.trim() == part, "{name}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn the_root_of_a_root_is_itself() {
        let lexicon = Lexicon::global();
        for entry in lexicon.entries() {
            for part in entry.root.split(' ') {
                if let Some(root) = lexicon.get(part) {
                    assert_eq!(root.root, part, "root of {:?}", entry.word);
                }
            }
        }
    }
}
