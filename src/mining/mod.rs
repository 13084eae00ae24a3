//! What the archive itself teaches: articles in, knowledge out.

pub mod acronyms;
pub mod profile;
pub mod quotes;
pub mod similar;
pub mod threads;
