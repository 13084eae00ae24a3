//! What an article tells about its own words.

use super::{
    tokens::{Break, Token},
    words::{Kinds, hash_word},
};

/// What the article itself tells about its words.
#[derive(Debug, Default)]
pub struct Known<'a> {
    /// Words that name somebody by themselves.
    pub names: WordSet<'a>,
    /// Those of them that stand behind a verb, as people do and firms hardly: `kata Reni`.
    pub called: WordSet<'a>,
    /// Words of firms behind `PT`.
    pub firms: WordSet<'a>,
    /// Words that it also has in lower case.
    pub plain: Plain<'a>,
    /// Words behind `di`, `ke`, `dari`, `Kota` and the like.
    pub places: WordSet<'a>,
    /// Short names of organisations, as brackets give them.
    pub organisations: WordSet<'a>,
    /// Words that stand alone inside sentences, away from verbs of saying.
    pub alone: WordSet<'a>,
}

impl<'a> Known<'a> {
    /// What is known before anything is read: the words of an article.
    pub fn new(tokens: &'a [Token], sieve: Sieve) -> Self {
        Known {
            plain: Plain { tokens, sieve },
            ..Self::default()
        }
    }

    /// Whether a capitalised word stands somewhere with no other beside it, as a place or a firm
    /// does and a first name that somebody is not called by does not.
    pub fn apart(&self, word: &Token) -> bool {
        let tokens = self.plain.tokens;
        let alone = |i: usize| {
            let beside = |k: usize| tokens.get(k).is_some_and(|t| t.capital);
            let behind = beside(i + 1) && tokens[i + 1].gap == Break::None;
            let before = i > 0
                && tokens[i].gap == Break::None
                && beside(i - 1)
                && !tokens[i - 1].is(Kinds::STOP);
            !behind && !before
        };
        // `Reni juga menyebut`: a person.
        let says = |i: usize| {
            matches!(&tokens[i + 1..], [also, verb, ..]
                if matches!(also.hash, h if h == hash_word(b"juga") || h == hash_word(b"pun")) && verb.is(Kinds::BEFORE))
        };
        let same = |i: &usize| tokens[*i].hash == word.hash && tokens[*i].capital;
        let mut found = (0..tokens.len())
            .filter(same)
            .filter(|&i| alone(i))
            .peekable();
        found.peek().is_some() && !found.any(says)
    }

    /// Whether two words stand somewhere with no capital behind them, as all of a firm does and
    /// half of a firm with half of a name does not: `XL Axiata`.
    pub fn ends_as(&self, one: &Token, other: &Token) -> bool {
        self.plain.tokens.windows(3).any(|w| {
            w[1].hash == other.hash
                && w[0].hash == one.hash
                && w[0].capital
                && w[1].capital
                && w[1].gap == Break::None
                && !(w[2].capital && w[2].gap == Break::None)
        })
    }

    /// Whether a word names somebody by itself.
    pub fn lone(&self, word: &str) -> bool {
        self.names.contains(word)
    }
}

/// A few words of an article, asked for at many capitals.
#[derive(Debug, Default)]
pub struct WordSet<'a> {
    words: Vec<&'a str>,
    /// First letters and lengths of the words, a bit each: most words fail by it.
    sieve: u64,
}

impl<'a> WordSet<'a> {
    #[inline]
    fn bit(word: &str) -> u64 {
        let bytes = word.as_bytes();
        let first = bytes.first().copied().unwrap_or_default();
        let last = bytes.last().copied().unwrap_or_default();
        1 << ((usize::from(first) + 7 * word.len() + 5 * usize::from(last)) & 63)
    }

    pub fn insert(&mut self, word: &'a str) {
        if !self.contains(word) {
            self.sieve |= Self::bit(word);
            self.words.push(word);
        }
    }

    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        self.sieve & Self::bit(word) != 0 && self.words.contains(&word)
    }
}

/// Some bits of the hashes of words: most words that are not among them fail by it.
#[derive(Debug, Clone, Copy)]
pub struct Sieve([u64; 64]);

impl Default for Sieve {
    fn default() -> Self {
        Sieve([0; 64])
    }
}

impl Sieve {
    /// Adds a word that has no capital. Without a branch, as most words are added.
    #[inline]
    pub fn add(&mut self, t: &Token) {
        self.0[t.hash as usize >> 6 & 63] |= u64::from(t.small) << (t.hash & 63);
    }

    fn may_have(&self, t: &Token) -> bool {
        self.0[t.hash as usize >> 6 & 63] >> (t.hash & 63) & 1 == 1
    }
}

/// The words of an article in lower case: there are hundreds, and a few are asked for.
#[derive(Debug, Default)]
pub struct Plain<'a> {
    tokens: &'a [Token],
    sieve: Sieve,
}

impl Plain<'_> {
    /// Whether a word is that of somebody whom the article does not name: `seorang warga`.
    pub fn is_nameless(&self, t: &Token) -> bool {
        let (one, some) = (hash_word(b"seorang"), hash_word(b"satu"));
        self.sieve.may_have(t)
            && self.tokens.windows(3).any(|w| {
                w[1].hash == t.hash
                    && (w[0].hash == one || w[0].hash == some)
                    && w[1].gap == Break::None
                    && !w[2].capital
                    && !w[2].is(Kinds::NAMING)
            })
    }

    /// Whether the article has a word at all.
    pub fn has(&self, word: &str) -> bool {
        let hash = hash_word(word.to_lowercase().as_bytes());
        self.tokens.iter().any(|t| t.hash == hash)
    }

    /// Whether the article has a word in lower case, too.
    pub fn contains(&self, t: &Token) -> bool {
        let same = |own: &Token| own.hash == t.hash && own.small;
        self.sieve.may_have(t) && self.tokens.iter().any(same)
    }
}
