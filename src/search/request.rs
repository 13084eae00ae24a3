//! What is asked.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use crate::engine::plan::Sort;
use crate::query::FilterField;

/// One search, as the API takes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchRequest {
    /// The query, in the query language.
    pub q: String,
    /// Categories, as paths (`Ekonomi/Bisnis`); any of them.
    pub category: Vec<String>,
    /// Sources; any of them.
    pub source: Vec<String>,
    /// Authors; any of them.
    pub author: Vec<String>,
    /// Tags; any of them.
    pub tag: Vec<String>,
    /// First local day, included.
    #[schema(value_type = Option<String>, format = Date)]
    pub from: Option<Date>,
    /// Last local day, included.
    #[schema(value_type = Option<String>, format = Date)]
    pub to: Option<Date>,
    /// By relevance unless something else is asked for.
    pub sort: Sort,
    /// Hits on a page.
    pub limit: usize,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Which facets to count (`category`, `source`, `author`, `tag`, `date`); absent for all.
    pub facets: Option<Vec<String>>,
    /// Width of the date histogram's buckets.
    pub interval: Interval,
    /// Length of a snippet, in characters.
    pub snippet_chars: usize,
    /// Show near-duplicates as one.
    pub collapse: bool,
    /// Say how each score came about.
    pub explain: bool,
    /// Correct spelling when little is found.
    pub correct: bool,
}

impl SearchRequest {
    /// The chosen values of a facet.
    pub fn chosen(&self, field: FilterField) -> &[String] {
        match field {
            FilterField::Category => &self.category,
            FilterField::Source => &self.source,
            FilterField::Author => &self.author,
            FilterField::Tag => &self.tag,
        }
    }
}

impl Default for SearchRequest {
    fn default() -> Self {
        SearchRequest {
            q: String::new(),
            category: Vec::new(),
            source: Vec::new(),
            author: Vec::new(),
            tag: Vec::new(),
            from: None,
            to: None,
            sort: Sort::Relevance,
            limit: 10,
            cursor: None,
            facets: None,
            interval: Interval::Auto,
            snippet_chars: 240,
            collapse: true,
            explain: false,
            correct: true,
        }
    }
}

/// Width of a date bucket.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Interval {
    /// The narrowest that still gives a readable chart.
    #[default]
    Auto,
    /// One local day.
    Day,
    /// Monday to Sunday.
    Week,
    /// From the first day of a month to its last.
    Month,
    /// From 1 January to 31 December.
    Year,
}
