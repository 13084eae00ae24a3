//! What is answered: the API's JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Interval, Sort, explain::Branch, trace::Step};
use crate::{engine::Curated, query::Warning};

/// The answer to a search.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SearchResponse {
    /// How the query was understood.
    pub query: QueryEcho,
    /// Matching articles, exact.
    pub total: u64,
    /// Time in the service, microseconds.
    pub took_us: u64,
    /// The order of hits: the one that was asked for, but `newest` for `relevance` where the query
    /// has nothing to rank by (filters, dates, what is left out).
    pub sort: Sort,
    /// One page, in this order.
    pub hits: Vec<Hit>,
    /// Counts of the values that could be chosen next.
    pub facets: Facets,
    /// Send it back as `cursor` for the next page; absent on the last.
    pub next_cursor: Option<String>,
    /// What was done, step by step, when `explain` asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace: Option<Vec<Step>>,
    /// Whether an order of relevance would be another than the newest first.
    #[serde(skip)]
    pub is_ranked: bool,
    /// The index generation that answered; the ETag is made of it.
    #[serde(skip)]
    pub generation: u64,
}

/// How the query was understood.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct QueryEcho {
    /// What was searched.
    pub text: String,
    /// The query tree; `null` when everything is asked for.
    #[schema(value_type = Option<Object>)]
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
    /// What was repaired, left out or only guessed.
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
    /// Stable; `/v1/articles/{id}` gives the article.
    pub id: String,
    /// Where it was published; absent when not known.
    pub url: Option<String>,
    /// The headline as published.
    pub title: String,
    /// The title, HTML-escaped, with `<mark>` around matched words.
    pub title_html: String,
    /// The best pieces of the text, in reading order.
    pub snippets: Vec<Snippet>,
    /// RFC 3339, in the offset that the publisher stated.
    pub published: Option<String>,
    /// From the widest part to the narrowest; empty when not known.
    pub category: Vec<String>,
    /// The publisher; absent when not known.
    pub source: Option<String>,
    /// As the byline names them.
    pub authors: Vec<String>,
    /// The publisher's keywords.
    pub tags: Vec<String>,
    /// Address of the picture; absent when there is none.
    pub image: Option<String>,
    /// Higher is better; comparable within one query only.
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
    /// As published, with an ellipsis where something is left out.
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
    /// By category, with those below; absent when the request leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Vec<CategoryFacet>>,
    /// By publisher; absent when the request leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Vec<FacetValue>>,
    /// By writer; absent when the request leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Vec<FacetValue>>,
    /// By keyword; absent when the request leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Vec<FacetValue>>,
    /// By date; absent when the request leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<DateFacet>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValue {
    /// As the parameter of the facet takes it.
    pub value: String,
    /// Matching articles that have it, whatever else of this facet is chosen.
    pub count: u64,
    /// Whether the request has chosen it.
    pub selected: bool,
}

/// A category with those below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CategoryFacet {
    /// The last part of the path.
    pub value: String,
    /// The whole path, as `category` takes it.
    pub path: String,
    /// Matching articles in it and below, whatever else of this facet is chosen.
    pub count: u64,
    /// Whether the request has chosen it.
    pub selected: bool,
    /// One level down, most frequent first.
    #[schema(no_recursion)]
    pub children: Vec<CategoryFacet>,
}

/// The date histogram, empty buckets present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DateFacet {
    /// The width that was used (never `auto`).
    pub interval: Interval,
    /// Oldest first.
    pub buckets: Vec<DateBucket>,
    /// Articles that were found and have no date: with the buckets they add up to `total`.
    pub undated: u64,
}

/// One bucket, local days, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DateBucket {
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day, `YYYY-MM-DD`.
    pub to: String,
    /// Articles of these days that match everything else.
    pub count: u64,
}
