//! What an engine must do for one search: a serialisable tree between the query language and
//! the engine. It holds analysed terms, never raw text, so an engine needs no language.

use serde::{Deserialize, Serialize};

use crate::query::{FilterField, TextField};

/// One search, ready for an engine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// What must match and what it scores; `None` matches everything.
    pub clause: Option<Clause>,
    /// Facet selections: values of one field are alternatives, fields are combined.
    pub selections: Vec<Selection>,
    /// First and last local day, both included.
    pub days: DayRange,
    /// Order of hits.
    pub sort: Sort,
    /// How many hits to return.
    pub limit: usize,
    /// Return hits after this one only.
    pub after: Option<After>,
    /// Which facets to count.
    pub facets: Vec<FilterField>,
    /// The most values of a facet to return (all categories are).
    pub facet_values: usize,
    /// Count by local day too.
    pub count_days: bool,
    /// Keep only the best copy of near-duplicates.
    pub collapse: bool,
    /// "Now", whole seconds since 1970: recency is measured from here, embargoes end here.
    pub now: i64,
    /// Fewest hits that a strict reading must bring before words may be left out.
    pub enough: usize,
    /// Words that must match, fixed by a cursor's first page; `None` lets the engine choose.
    pub minimum: Option<u8>,
    /// The words are somebody's name: all must be there, and near each other.
    pub is_name: bool,
    /// Scoring parameters.
    pub ranking: crate::search::Ranking,
    /// Factor on the configured recency weight (0 when the query names a date).
    pub recency: f32,
    /// Return the parts of each hit's score.
    pub explain: bool,
    /// Answer from this state of the index, while it is kept (cursors).
    pub generation: Option<u64>,
    /// What editors decided about the order by relevance; nearly always nothing.
    pub editing: Option<Box<Editing>>,
}

/// What editors decided about the hits of one query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Editing {
    /// Ids that come first, in this order. They need not hold the main words, but pass all else.
    pub pins: Vec<String>,
    /// Whose scores are multiplied by the factor.
    pub boosts: Option<Clause>,
    /// Whose scores are divided by it.
    pub buries: Option<Clause>,
    /// More than 1; scores of boosted articles are multiplied, of buried ones divided by it.
    pub factor: f32,
}

/// What editors did with a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Curated {
    /// Put before all others.
    Pin,
    /// Raised.
    Boost,
    /// Lowered.
    Bury,
}

/// A node of the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Clause {
    /// Plain words that are ranked together; some may be missing.
    Words {
        /// In the order of the query.
        words: Vec<Word>,
        /// Where they may stand.
        fields: Fields,
    },
    /// Slots in text order, apart by at most `slop` positions more than their distances.
    Phrase {
        /// What stands side by side, offsets ascending.
        slots: Vec<Slot>,
        /// 0 for side by side.
        slop: u32,
        /// Where it may stand, all of it in one field.
        fields: Fields,
    },
    /// Exact forms that start so.
    Prefix {
        /// Folded.
        prefix: String,
        /// Where such forms may stand.
        fields: Fields,
    },
    /// One of the left passages and one of the right, near each other in either order.
    Together {
        /// Alternatives.
        left: Vec<Passage>,
        /// Alternatives.
        right: Vec<Passage>,
        /// How near.
        within: Within,
        /// Where both must stand, in one field.
        fields: Fields,
    },
    /// An exact value of a filter field.
    Filter {
        /// Which.
        field: FilterField,
        /// As facets give it; for a category any beginning of its path.
        value: String,
    },
    /// These articles.
    Ids {
        /// In no order; unknown ones do no harm.
        ids: Vec<String>,
    },
    /// A range of local days.
    Days {
        /// Both ends included.
        range: DayRange,
    },
    /// Somebody is quoted directly: terms of the speaker's name.
    Speaker {
        /// Roots, all of them in one name.
        terms: Vec<String>,
    },
    /// All roots inside one direct quotation.
    Quoted {
        /// Roots.
        terms: Vec<String>,
    },
    /// A phrase inside one direct quotation.
    QuotedPhrase {
        /// Side by side, as far apart as their offsets say.
        slots: Vec<Slot>,
    },
    /// All must match.
    All {
        /// In no order.
        clauses: Vec<Clause>,
    },
    /// At least one must match.
    Any {
        /// In no order.
        clauses: Vec<Clause>,
    },
    /// Must not match.
    Not {
        /// What must not match.
        clause: Box<Clause>,
    },
    /// Matches nothing.
    Nothing,
}

/// One word of a query with everything that counts as a match for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Word {
    /// As typed.
    pub text: String,
    /// Factor on its score.
    pub weight: f32,
    /// What it does in the query.
    pub role: Role,
    /// Ways to match it: its own forms first, then synonyms and corrections.
    pub ways: Vec<Way>,
}

/// What a word does in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Says what is asked for; so many of them as are demanded must be there.
    Subject,
    /// Names days that filter nothing. It scores as others do, but what has nothing else of the
    /// query is not about it.
    Date,
    /// Stopwords, question words and words that ask for an order: sentences are made of them.
    Function,
    /// A title beside a name.
    Title,
}

impl Role {
    /// Whether it is among the words of which some must be there.
    pub fn is_counted(self) -> bool {
        self == Role::Subject
    }

    /// Whether it says something of what an article is about.
    pub fn is_telling(self) -> bool {
        matches!(self, Role::Subject | Role::Date)
    }
}

/// One way to match a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// The slots; more than one is a phrase.
    pub slots: Vec<Slot>,
    /// Factor against the word's own forms.
    pub weight: f32,
    /// Nothing says that it was meant: titles and leads count it at its weight, too.
    pub is_guess: bool,
    /// It stands for several words of the query together.
    pub is_shared: bool,
}

/// One place in a phrase, or one word.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Slot {
    /// Distance from the first slot, in positions.
    pub offset: u32,
    /// Any of these.
    pub terms: Vec<Term>,
}

/// Words that stand side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Passage {
    /// As [`Clause::Phrase`]; one slot is a word.
    Slots {
        /// Offsets ascending.
        slots: Vec<Slot>,
        /// Positions that may lie between them in addition.
        slop: u32,
    },
    /// A word that starts so.
    Prefix {
        /// Folded.
        prefix: String,
    },
}

/// How near two passages must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// The later one begins at most so many words behind the end of the earlier one.
    Words(u32),
    /// In one sentence of the body, or both in the headline.
    Sentence,
}

/// A term at a level.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Term {
    /// The list that it is looked up in.
    pub level: Level,
    /// Folded, as the analyzer gives it at that level.
    pub text: String,
}

/// Levels of sameness. See [`crate::language::Token`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The surface form, folded.
    Exact,
    /// Without clitics and particles.
    Light,
    /// The root of the family.
    Root,
}

/// A set of text fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Fields {
    /// The headline.
    pub title: bool,
    /// The summary, with authors and tags.
    pub summary: bool,
    /// The paragraphs.
    pub body: bool,
}

impl Fields {
    /// All text fields.
    pub const ALL: Fields = Fields {
        title: true,
        summary: true,
        body: true,
    };

    /// This one only.
    pub fn only(field: TextField) -> Fields {
        Fields {
            title: field == TextField::Title,
            summary: field == TextField::Summary,
            body: field == TextField::Body,
        }
    }
}

/// Local days since 1970-01-01, both ends included; `None` is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct DayRange {
    /// The first day.
    pub from: Option<i32>,
    /// The last day.
    pub to: Option<i32>,
}

impl DayRange {
    /// Whether it excludes nothing.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether a day lies inside.
    pub fn contains(&self, day: i32) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }
}

/// Chosen values of one facet; any of them will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Selection {
    /// Whose values they are.
    pub field: FilterField,
    /// As facets give them.
    pub values: Vec<String>,
}

/// Order of hits. Equal hits are ordered by date, newest first, then by id.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// By publication time; undated articles come last.
    Newest,
    /// By publication time, the other way; undated articles come last here too.
    Oldest,
}

/// The last hit of the page before: hits that sort after it follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct After {
    /// The key that relevance is ordered by; compared only in that order.
    pub score: f32,
    /// Publication time, in seconds since 1970.
    pub seconds: i64,
    /// Decides between hits that are equal in all else.
    pub id: String,
}
