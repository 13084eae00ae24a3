//! The HTTP service, as a client sees it: a real server on a real port.

mod common;

#[path = "http/bad_input.rs"]
mod bad_input;
#[path = "http/curation.rs"]
mod curation;
#[path = "http/exporting.rs"]
mod exporting;
#[path = "http/following.rs"]
mod following;
#[path = "http/operations.rs"]
mod operations;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/reading.rs"]
mod reading;
#[path = "http/stories.rs"]
mod stories;
#[path = "http/understanding.rs"]
mod understanding;
#[path = "http/writing.rs"]
mod writing;
