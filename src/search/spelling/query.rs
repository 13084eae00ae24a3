//! Whole queries: whether one may hold a slip, and what it is in better spelling.

use std::ops::Range;

use super::{Correction, Speller, belief::rare, is_acronym, is_correctable};
use crate::{
    engine::{Engine, EngineError, Level, Term},
    language::fold,
    query::{Query, QueryWord},
};

/// A query in better spelling.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectedQuery {
    /// The whole query, operators and all.
    pub text: String,
    /// What was found about its words, by their numbers.
    pub corrections: Vec<Correction>,
    /// None of the replaced words is in the archive, and what replaces them is believable: may be
    /// searched instead. Otherwise only offer it.
    pub certain: bool,
}

impl Speller {
    /// The query with its plain words in better spelling; `None` when there is nothing to better.
    pub fn correct_query(&self, query: &Query) -> Option<CorrectedQuery> {
        let words: Vec<&str> = query
            .words()
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        let mut text = query.text.clone();
        let mut certain = true;
        let corrections = self.correct(&words);
        for correction in corrections.iter().rev() {
            let places = query.words().get(correction.words.clone())?;
            let (best, _) = correction.candidates.first()?;
            let Some(place) = place_of(&query.text, places) else {
                continue;
            };
            if correction.offered {
                text.replace_range(place, best);
            }
            certain &= !correction.known && correction.believable;
        }
        (text != query.text).then_some(CorrectedQuery {
            text,
            corrections,
            certain,
        })
    }
}

/// Whether a query has a word that few articles hold, or none, so that it may be a slip. Takes far
/// less time than learning spelling, which would tell: also of the few frequent words that only
/// those beside them show to be wrong. Fails when the index cannot be read.
pub fn may_be_misspelt(engine: &dyn Engine, query: &Query) -> Result<bool, EngineError> {
    let rare = u64::from(rare(engine.articles()));
    for word in query.words() {
        let term = Term {
            level: Level::Exact,
            text: fold(&word.text),
        };
        if is_correctable(&term.text)
            && !is_acronym(&word.text)
            && engine.document_frequency(&term)? <= rare
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Where words stand in a query's text, without the signs around them; `None` when something
/// other than space is between two of them (an operator, a field), for then they stay apart.
fn place_of(text: &str, words: &[QueryWord]) -> Option<Range<usize>> {
    let mut place: Option<Range<usize>> = None;
    for word in words {
        let start = word.span.start + text.get(word.span.clone())?.find(&word.text)?;
        let end = start + word.text.len();
        place = Some(match place {
            None => start..end,
            Some(before) if text.get(before.end..start)?.trim().is_empty() => before.start..end,
            Some(_) => return None,
        });
    }
    place
}
