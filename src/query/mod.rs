//! From what somebody typed to a [`Query`]: a tree that serialises to JSON and that every
//! string has. Parsing never fails; repairs and doubts become [`Warning`]s.

use jiff::civil::Date;
use serde::Serialize;

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Query {
    /// What was typed, after Unicode clean-up, at most [`MAX_CHARS`] characters.
    pub text: String,
    /// The tree; `None` asks for everything.
    pub root: Option<Node>,
    /// What was repaired, ignored or cut.
    pub warnings: Vec<Warning>,
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
    Words { words: Vec<Node> },
    /// One plain word: matches its whole family.
    Word { text: String },
    /// `=kata`: this surface form only.
    Exact { text: String },
    /// `"frasa persis"`, or with slop `"…"~3`. Surface forms.
    Phrase { text: String, slop: u32 },
    /// `korup*`.
    Prefix { text: String },
    /// `a DEKAT/5 b`: both within so many words, either order.
    Near {
        left: Box<Node>,
        right: Box<Node>,
        distance: u32,
    },
    /// `a KALIMAT b`: both in one sentence.
    Sentence { left: Box<Node>, right: Box<Node> },
    /// `judul:(…)`: the inner node, in one field only.
    In { field: TextField, inner: Box<Node> },
    /// `kategori:Ekonomi`, `penulis:"Reni Erina"`.
    Filter { field: FilterField, value: String },
    /// A date range, both ends included; `None` is open.
    Dates {
        from: Option<Date>,
        to: Option<Date>,
    },
    /// `siapa:"Sri Mulyani"`: articles that quote this speaker.
    Speaker { name: String },
    /// `kutipan:inflasi`: words inside direct quotations.
    Quoted { inner: Box<Node> },
    /// All of them.
    All { nodes: Vec<Node> },
    /// At least one of them.
    Any { nodes: Vec<Node> },
    /// Must not match.
    Not { inner: Box<Node> },
}

/// Text fields that can be named in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    Title,
    Summary,
    Body,
}

/// Exact-value fields that can be named in a query and in the API's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FilterField {
    Category,
    Source,
    Author,
    Tag,
}

/// Longer queries are cut here, with a warning. Counted in characters.
pub const MAX_CHARS: usize = 2_000;
