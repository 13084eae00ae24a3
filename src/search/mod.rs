//! From a request to a response: parse, plan, run, dress. HTTP, command line and evaluation
//! all call [`Searcher::search`].

mod ranking;
mod request;
mod response;

pub use ranking::Ranking;
pub use request::{Interval, SearchRequest};
pub use response::{
    CategoryFacet, DateBucket, DateFacet, DateSuggestion, Expansion, FacetValue, Facets, Hit,
    QueryEcho, SearchResponse, Snippet,
};
