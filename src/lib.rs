//! Warta: a full-text news search engine service for Indonesian-language articles.
//!
//! The modules in the order in which data flows through them:
//!
//! | module | what enters | what leaves |
//! |---|---|---|
//! | [`extract`] | bytes of a page, feed, JSONL or CSV | [`article::Article`] |
//! | [`ingest`] | articles from many sources | checked articles in an engine, a report, a quarantine |
//! | [`language`] | text | tokens with exact, light and root forms |
//! | [`engine`] | articles; a plan | candidates and counts |
//! | [`mining`] | articles | short forms, quotations, threads, trends |
//! | [`query`] | what somebody typed | a [`query::Query`] tree |
//! | [`search`] | a request and an engine | [`search::SearchResponse`] |
//! | [`http`] | HTTP requests | JSON, pages |
//! | [`eval`] | topics, judgments | metrics, comparisons, tuned weights |
//! | [`config`] | `config.toml`, environment, flags | checked settings |
//! | [`cli`] | a command line | a command's output |

pub mod article;
pub mod cli;
pub mod config;
pub mod engine;
pub mod eval;
pub mod extract;
pub mod http;
pub mod ingest;
pub mod language;
pub mod mining;
mod nearest;
pub mod query;
pub mod search;
mod texts;
pub(crate) mod web;
