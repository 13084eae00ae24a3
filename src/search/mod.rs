//! From a request to a response: parse, plan, run, dress. HTTP, command line and evaluation
//! all call [`Searcher::search`].

pub mod curation;
mod cursor;
mod facets;
mod highlight;
mod histogram;
mod mark;
mod neighbours;
mod planner;
mod ranking;
mod request;
mod response;
mod searcher;
pub mod snippet;
pub mod spelling;
pub mod suggest;
pub mod synonyms;
mod understand;
mod unknown;

pub use highlight::Highlighter;
pub use ranking::Ranking;
pub use request::{Interval, SearchRequest, Sort};
pub use response::{
    CategoryFacet, DateBucket, DateFacet, DateSuggestion, Expansion, FacetValue, Facets, Hit,
    QueryEcho, SearchResponse, Snippet,
};
pub use searcher::{SearchError, SearchSettings, Searcher};
pub use understand::Knowledge;
