//! From what somebody typed to a [`Query`]: a tree that serialises to JSON and that every
//! string has. Parsing never fails; repairs and doubts become [`Warning`]s.
//!
//! The stages, in order: `clean` (Unicode), `lexer` (tokens), `parser` (tree), then
//! `dates` for dates in plain words. `normal` writes
//! a tree back as a query that parses to the same tree. The grammar, for readers, is in
//! `docs/query-language.md`.

mod build;
mod chunk;
mod clean;
mod date_value;
mod dates;
mod fields;
mod lexer;
mod normal;
mod parser;
mod quotes;
#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

pub use dates::{DatePhrase, DateReading, find_dates, understand_dates};
pub(crate) use dates::{drop_dates, month_name};
pub use parser::parse;
pub(crate) use quotes::parse_freely;

/// Where and when a query is asked; dates such as `kemarin` depend on it.
#[derive(Debug, Clone)]
pub struct ParseContext {
    /// The site's time zone.
    pub zone: TimeZone,
    /// The moment of asking.
    pub now: Timestamp,
}

impl ParseContext {
    /// The local day of asking.
    pub fn today(&self) -> Date {
        self.now.to_zoned_datetime(self.zone.clone()).date()
    }
}

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Query {
    /// What was typed, after Unicode clean-up, at most [`MAX_CHARS`] characters.
    pub text: String,
    /// The tree; `None` asks for everything.
    pub root: Option<Node>,
    /// What was repaired, ignored or cut.
    pub warnings: Vec<Warning>,
    /// The plain words with their places in `text`. See [`Query::words`].
    #[serde(skip)]
    words: Vec<QueryWord>,
}

/// A plain word (a [`Node::Word`]) with its place in the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// As in the tree.
    pub text: String,
    /// Bytes of [`Query::text`], on character boundaries.
    pub span: Range<usize>,
    /// Inside an odd number of negations.
    pub negated: bool,
    /// Neither in parentheses nor in a field: an ordinary word of the query.
    pub plain: bool,
}

impl Query {
    /// The words that were typed plainly, in text order: what spelling, synonyms and dates may
    /// look at. Words of phrases and values of filters are not among them.
    pub fn words(&self) -> &[QueryWord] {
        &self.words
    }

    /// Whether it is one plain word and nothing else.
    pub fn is_one_word(&self) -> bool {
        match &self.root {
            Some(Node::Words { words }) => matches!(words.as_slice(), [Node::Word { .. }]),
            root => matches!(root, Some(Node::Word { .. })),
        }
    }

    /// Whether it has words that one article can hold better than another. Filters, dates, speakers,
    /// quotations, beginnings of words and what is left out are there or not.
    pub fn ranks(&self) -> bool {
        self.root.as_ref().is_some_and(Node::ranks)
    }

    /// Whether it is phrases in quotes with words beside them, and nothing else.
    pub fn has_quotes(&self) -> bool {
        quotes::has_quotes(self)
    }

    /// The query in normal form: it parses to the same tree. Empty when everything is asked for.
    pub fn normal_form(&self) -> String {
        let Some(root) = &self.root else {
            return String::new();
        };
        let text = root.to_string();
        // Parentheses show that the operators in a query without small letters are meant, and
        // the phrases in a long one, which need not have been typed in quotes.
        let shouted = !matches!(root, Node::Words { .. }) && lexer::is_shouted(&text);
        let ambiguous = shouted || quotes::looks_pasted(self);
        if ambiguous { format!("({text})") } else { text }
    }

    /// Adds a warning once.
    pub(crate) fn warn(&mut self, code: &'static str, message: impl Into<String>) {
        push_warning(&mut self.warnings, code, message.into());
    }
}

/// Adds a warning unless it was given before. Hostile queries could collect thousands: each code
/// is given a few times at most.
fn push_warning(warnings: &mut Vec<Warning>, code: &'static str, message: String) {
    const MOST_OF_ONE: usize = 3;
    let warning = Warning { code, message };
    let same = warnings.iter().filter(|other| other.code == code).count();
    if same < MOST_OF_ONE && !warnings.contains(&warning) {
        warnings.push(warning);
    }
}

/// One repair or doubt, in words for people (Indonesian) and a stable code for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Stable, kebab-case: `unbalanced-quote`, `query-cut`, `unknown-field`…
    pub code: &'static str,
    /// A sentence in Indonesian.
    pub message: String,
}

/// A node of the query tree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Node {
    /// Plain words side by side: ranked together, some may be missing (minimum-should-match).
    Words {
        /// Two or more, each a [`Node::Word`].
        words: Vec<Node>,
    },
    /// One plain word: matches its whole family.
    Word {
        /// As typed.
        text: String,
    },
    /// `=kata`: this surface form only.
    Exact {
        /// As typed, without the sign.
        text: String,
    },
    /// `"frasa persis"`, or with slop `"…"~3`. Surface forms.
    Phrase {
        /// With single spaces between.
        text: String,
        /// Positions that may lie between the words in addition, up to [`MAX_SLOP`].
        slop: u32,
    },
    /// `korup*`.
    Prefix {
        /// As typed, without the star.
        text: String,
    },
    /// `a DEKAT/5 b`: both within so many words, either order.
    Near {
        /// A word, form, prefix or phrase, or a choice of such.
        left: Box<Node>,
        /// The same.
        right: Box<Node>,
        /// 1 to [`MAX_SLOP`].
        distance: u32,
    },
    /// `a KALIMAT b`: both in one sentence.
    Sentence {
        /// A word, form, prefix or phrase, or a choice of such.
        left: Box<Node>,
        /// The same.
        right: Box<Node>,
    },
    /// `judul:(…)`: the inner node, in one field only.
    In {
        /// Where it must match.
        field: TextField,
        /// What must match there.
        inner: Box<Node>,
    },
    /// `kategori:Ekonomi`, `penulis:"Reni Erina"`.
    Filter {
        /// Which.
        field: FilterField,
        /// As typed, without quotation marks.
        value: String,
    },
    /// A date range, both ends included; `None` is open.
    Dates {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
    /// `siapa:"Sri Mulyani"`: articles that quote this speaker.
    Speaker {
        /// As typed, without quotation marks.
        name: String,
    },
    /// `kutipan:inflasi`: words inside direct quotations.
    Quoted {
        /// Words and phrases.
        inner: Box<Node>,
    },
    /// All of them.
    All {
        /// Two or more; none is itself an [`Node::All`].
        nodes: Vec<Node>,
    },
    /// At least one of them.
    Any {
        /// Two or more; none is itself an [`Node::Any`].
        nodes: Vec<Node>,
    },
    /// Must not match.
    Not {
        /// What must not match; never a [`Node::Not`].
        inner: Box<Node>,
    },
}

impl Node {
    fn ranks(&self) -> bool {
        match self {
            Node::Filter { .. }
            | Node::Dates { .. }
            | Node::Speaker { .. }
            | Node::Quoted { .. }
            | Node::Prefix { .. }
            | Node::Not { .. } => false,
            Node::In { inner, .. } => inner.ranks(),
            Node::All { nodes } | Node::Any { nodes } => nodes.iter().any(Node::ranks),
            Node::Words { .. }
            | Node::Word { .. }
            | Node::Exact { .. }
            | Node::Phrase { .. }
            | Node::Near { .. }
            | Node::Sentence { .. } => true,
        }
    }
}

/// Text fields that can be named in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// `judul:`, the headline.
    Title,
    /// `ringkasan:`, the summary with authors and tags.
    Summary,
    /// `isi:`, the paragraphs.
    Body,
}

/// Exact-value fields that can be named in a query and in the API's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FilterField {
    /// `kategori:`; a value stands for all below it.
    Category,
    /// `sumber:`, the publisher.
    Source,
    /// `penulis:`, the byline.
    Author,
    /// `tag:`, a keyword of the publisher's.
    Tag,
}

/// Longer queries are cut here, with a warning. Counted in characters.
pub const MAX_CHARS: usize = 2_000;

/// Words, phrases' words and filters beyond this many are left out, with a warning.
pub const MAX_TERMS: usize = 64;

/// Parentheses nested deeper than this are read as if they were not there, with a warning.
pub const MAX_NESTING: usize = 16;

/// The largest distance of `"…"~n` and `DEKAT/n`, in words.
pub const MAX_SLOP: u32 = 50;
