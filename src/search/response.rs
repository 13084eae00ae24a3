//! What is answered: the API's JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Interval, explain::Branch, trace::Step};
use crate::{engine::Curated, query::Warning};

/// The answer to a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchResponse {
    pub query: QueryEcho,
    /// Matching articles, exact.
    pub total: u64,
    /// Time in the service, microseconds.
    pub took_us: u64,
    pub hits: Vec<Hit>,
    pub facets: Facets,
    /// Send it back as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
    /// What was done, step by step, when `explain` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<Step>>,
    /// The index generation that answered; the ETag is made of it.
    #[serde(skip)]
    pub generation: u64,
}

/// How the query was understood.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct QueryEcho {
    /// What was searched.
    pub text: String,
    /// The query tree.
    #[schema(value_type = Object)]
    pub understood: serde_json::Value,
    /// What was typed, when a correction was searched instead.
    pub corrected_from: Option<String>,
    /// A better spelling, offered.
    pub did_you_mean: Option<String>,
    /// What was searched in addition, and by which rule.
    pub expanded: Vec<Expansion>,
    /// Dates that were recognised but not applied; one click each.
    pub suggestions: Vec<DateSuggestion>,
    /// Names of the editors' rules that changed the order.
    pub curation: Vec<String>,
    /// How many of the words an article had to hold, where some could be missing.
    pub minimum: Option<u8>,
    #[schema(value_type = Vec<Object>)]
    pub warnings: Vec<Warning>,
}

/// One addition to a query.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Expansion {
    /// The words of the query that it stands for.
    pub from: String,
    /// What is searched too.
    pub to: String,
    /// The rule that fired.
    pub rule: String,
}

/// A date range that a phrase of the query could mean.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DateSuggestion {
    /// The phrase.
    pub text: String,
    /// First day, `YYYY-MM-DD`.
    pub from: Option<String>,
    /// Last day, `YYYY-MM-DD`.
    pub to: Option<String>,
    /// The query without the phrase.
    pub query: String,
}

/// One article among the results.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hit {
    pub id: String,
    pub url: Option<String>,
    pub title: String,
    /// The title, HTML-escaped, with `<mark>` around matched words.
    pub title_html: String,
    pub snippets: Vec<Snippet>,
    /// RFC 3339, in the offset that the publisher stated.
    pub published: Option<String>,
    pub category: Vec<String>,
    pub source: Option<String>,
    pub authors: Vec<String>,
    pub tags: Vec<String>,
    pub image: Option<String>,
    pub score: f32,
    /// Other copies of the same story that match.
    pub duplicates: u32,
    /// What editors did with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curated: Option<Curated>,
    /// The score as a tree of named parts that add up to it, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Branch>,
}

/// A piece of an article with the matched words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Snippet {
    pub text: String,
    /// `text`, HTML-escaped, with `<mark>` around matched words.
    pub html: String,
    /// Byte ranges of matched words in `text`.
    pub marks: Vec<(usize, usize)>,
    /// Who says this, where the query asks for quotations (`siapa:`, `kutipan:`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
}

/// Counts by field.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Facets {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Vec<CategoryFacet>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Vec<FacetValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Vec<FacetValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Vec<FacetValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateFacet>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    pub value: String,
    pub count: u64,
    pub selected: bool,
}

/// A category with those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryFacet {
    /// The last part of the path.
    pub value: String,
    /// The whole path, as `category` takes it.
    pub path: String,
    pub count: u64,
    pub selected: bool,
    #[schema(no_recursion)]
    pub children: Vec<CategoryFacet>,
}

/// The date histogram, empty buckets present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DateFacet {
    /// The width that was used (never `auto`).
    pub interval: Interval,
    pub buckets: Vec<DateBucket>,
    /// Articles that were found and have no date: with the buckets they add up to `total`.
    pub undated: u64,
}

/// One bucket, local days, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DateBucket {
    pub from: String,
    pub to: String,
    pub count: u64,
}
