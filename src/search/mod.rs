//! From a request to a response: parse, plan, run, dress. HTTP, command line and evaluation
//! all call [`Searcher::search`].

pub(crate) mod curation;
mod cursor;
mod dress;
pub(crate) mod explain;
pub mod export;
mod facets;
mod guesses;
mod highlight;
mod histogram;
mod knowledge;
mod mark;
mod minimum;
mod neighbours;
mod persons;
mod planner;
mod quoted;
mod ranking;
mod reading;
mod request;
mod response;
mod rule_file;
mod searcher;
mod settings;
pub mod snippet;
pub mod spelling;
mod story;
pub mod suggest;
pub mod synonyms;
mod titles;
mod trace;
mod understand;
mod unknown;
mod wordings;

pub use highlight::Highlighter;
pub use knowledge::{Knowledge, KnowledgeError, KnowledgeFiles, SiteRules};
pub use ranking::Ranking;
pub(crate) use reading::Reading;
pub use request::{Interval, SearchRequest, Sort};
pub use response::{
    CategoryFacet, DateBucket, DateFacet, DateSuggestion, Expansion, FacetValue, Facets, Hit,
    QueryEcho, SearchResponse, Snippet,
};
pub use rule_file::RuleFileError;
pub use searcher::Searcher;
pub use settings::{SearchError, SearchSettings};
pub use story::{StoryEntry, StoryVersion};
pub(crate) use trace::Step;
