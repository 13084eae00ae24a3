//! What the archive itself teaches: articles in, knowledge out.

pub mod acronyms;
pub mod quotes;
