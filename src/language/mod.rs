//! Text to terms: tokens with byte offsets and three levels of sameness. No I/O, no engine.
//!
//! A word goes through [`fold`](fold()), the lexicon, and for what is not listed, spelling,
//! hyphens and morphology. The result is kept in a cache keyed by the word as written, so that
//! running text costs one look-up a word.
//!
//! **Levels.** *Exact* is the folded surface form. *Light* drops clitics, reduplication and
//! voice and keeps what is a word of its own (`pemerintah`). *Root* is the dictionary root;
//! compounds have two parts with a space and take two positions, so that `kerja sama` and
//! `kerjasama` are the same there.
//!
//! **Names.** An unlisted word that morphology would take apart is kept whole when it has a
//! capital where only names do (inside a sentence, in a line that is not a headline in title
//! case). A query is usually lower-case, so its root may then differ from the index's: such a
//! query still matches at the exact level, where case never plays a part. Listed words are
//! never treated by case: `Bali` and `bali` are one term.
//!
//! **Numbers.** See [`numbers`](self): a canonical term for numbers and amounts, three terms
//! (day, month name, year) for a date however it is written. Analyse whole runs of words, not
//! words one by one, so that `1,5 triliun` is seen together.

mod address;
mod analyzer;
mod cache;
mod calendar;
mod context;
mod explain;
mod fold;
mod hash;
mod hyphen;
mod lexicon;
mod morphology;
mod numbers;
mod sentences;
mod spelling;
mod stopwords;
mod tag;
#[cfg(test)]
mod tests;
mod text;
mod token;
mod word;
mod words;

pub use analyzer::Analyzer;
pub(crate) use calendar::MONTHS;
pub use explain::explain;
pub use fold::fold;
pub(crate) use fold::fold_into;
pub(crate) use hash::{hash_bytes, hash_words};
pub(crate) use morphology::train::Group;
pub use sentences::sentences;
pub use stopwords::{is_question_word, stopword_weight};
pub(crate) use token::{Found, Note};
pub use token::{Kind, Token};

/// Changes whenever the same text would give other terms; kept in every index.
pub const FINGERPRINT: &str = "warta-id-12";

/// Whether the lexicon lists a folded word: it is Indonesian, whether or not an archive holds it.
/// Rare roots do not count: `banir` in a query is `banjir` misspelt far more often than a buttress.
pub fn is_listed(word: &str) -> bool {
    lexicon::Lexicon::global()
        .get(word)
        .is_some_and(|entry| entry.class != lexicon::Class::Rare)
}

/// Whether a folded word is listed as a word of the language: `pan`, `tim`. Without capitals it
/// hardly stands for the acronym of these letters. Names do not count, since the lexicon does not
/// tell Ken from KFC, nor does what is written in haste (`lbh`).
pub(crate) fn is_ordinary_word(word: &str) -> bool {
    use lexicon::Class;
    lexicon::Lexicon::global().get(word).is_some_and(|entry| {
        morphology::is_common(entry.class)
            && !matches!(
                entry.class,
                Class::Rare | Class::Compound | Class::Colloquial
            )
    })
}

/// What a folded word is when it has a capital: how likely it is somebody's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Common {
    /// Not listed, or listed as a name, foreign or an abbreviation.
    No,
    /// A root or a loan: `Budi`, `Putri`, `Medis`.
    Plain,
    /// Derived from another word: `menurutnya`, `petugas`. Hardly anybody is called by one.
    Derived,
}

/// Whether the lexicon lists a folded word as a common one.
pub(crate) fn common(word: &str) -> Common {
    use lexicon::Class;
    match lexicon::Lexicon::global().get(word).map(|e| e.class) {
        None | Some(Class::Name | Class::Abbreviation | Class::Foreign) => Common::No,
        Some(Class::Affixed | Class::Lexical | Class::Reduplicated) => Common::Derived,
        Some(_) => Common::Plain,
    }
}

/// Whether a token of `text` is written as a name: with a capital inside a sentence that is not in
/// title case, and no Indonesian common word by the lexicon.
pub fn is_name(text: &str, token: &Token<'_>) -> bool {
    matches!(
        token.kind,
        Kind::Word | Kind::Name | Kind::Acronym | Kind::Foreign
    ) && text[token.start..].starts_with(char::is_uppercase)
        && common(token.exact) == Common::No
        && context::is_name_here(text, token.start, token.end)
}

/// Trains the ranking of analyses on the lexicon: the weights as text, for `lexicon/model.tsv`.
pub fn train() -> String {
    morphology::train::train()
}

/// How well the ranking does on words, and on roots, that it has not learned from: the given
/// tenth (0 to 9) of them.
pub fn hold_out(tenth: u64) -> Vec<Group> {
    morphology::train::hold_out(tenth)
}
