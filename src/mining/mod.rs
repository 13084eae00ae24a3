//! What the archive itself teaches: articles in, knowledge out.
//!
//! | module | what it learns |
//! |---|---|
//! | [`acronyms`] | short forms and what they stand for |
//! | [`quotes`] | who said what, word for word |
//! | `profile` | what an article is about: roots, names and numbers of headline and lead |
//! | `similar` | the words by which an article's neighbours are found |
//! | [`threads`] | follow-ups of one story, and what each adds |
//! | [`trends`] | what rises in a period against its past |
//! | [`related`] | terms that belong together |
//!
//! Everything is a function of articles, so that it can be tried without an index; what needs
//! one takes `&dyn Engine`.

pub mod acronyms;
pub(crate) mod profile;
pub mod quotes;
pub mod related;
pub(crate) mod similar;
pub mod threads;
pub mod trends;
