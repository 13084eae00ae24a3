//! The weights of ranking; `[ranking]` in the configuration.

use serde::{Deserialize, Serialize};

/// Every part of the score, weighted; weight 0 switches a part off.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ranking {
    /// BM25 saturation of repeated words.
    pub k1: f32,
    /// BM25F length normalisation of the title, 0 to 1.
    pub b_title: f32,
    /// BM25F length normalisation of the summary, 0 to 1.
    pub b_summary: f32,
    /// BM25F length normalisation of the body, 0 to 1.
    pub b_body: f32,
    /// How much a word in the title counts against one in the body.
    pub title: f32,
    /// How much a word in the summary counts against one in the body.
    pub summary: f32,
    /// Weight of matches at the root level.
    pub root: f32,
    /// Weight of matches at the light level.
    pub light: f32,
    /// Weight of matches at the exact level.
    pub exact: f32,
    /// Factor on what synonyms, acronyms and other names of a word bring.
    pub synonym: f32,
    /// Weight of the spelling that may have been meant, beside a rare word as typed.
    pub near_spelling: f32,
    /// Factor on the weights of the list of function and question words; none comes to more
    /// than an ordinary word's.
    pub stopword: f32,
    /// Bonus for query words that stand near each other, in text order.
    pub proximity: f32,
    /// Bonus for the parts of somebody's name side by side, where the query is a name; then all of
    /// them must be there. 0 makes such queries like others.
    pub name: f32,
    /// Bonus for titles that say what the query says and little else.
    pub title_focus: f32,
    /// In searches without function words, `title_focus` counts times the share of the query's
    /// words that the article holds, to this power; 0 switches that off.
    pub title_whole: f32,
    /// Bonus for one sentence that holds many words of the query as typed; for queries that are sentences.
    pub passage: f32,
    /// Bonus for every word of the query that stands anywhere; for queries that are sentences.
    pub coverage: f32,
    /// A query with so many function words is half a search, half a piece of text: `title_focus`,
    /// `lead` and `feedback` count less with more of them, `passage` and `coverage` more.
    pub function_words: f32,
    /// Recency: at most this share is added to the score of an article published now.
    pub recency: f32,
    /// Recency halves in so many days.
    pub half_life_days: f32,
    /// Bonus for query words by how early the body says them.
    pub lead: f32,
    /// The same for `lead`.
    pub lead_whole: f32,
    /// How many of the best candidates are looked at again, for the bonuses.
    pub rescore: usize,
    /// Weight of terms that the best candidates share (pseudo-relevance feedback).
    pub feedback: f32,
    /// How many of the best candidates feedback learns from.
    pub feedback_docs: usize,
    /// How many terms feedback learns.
    pub feedback_terms: usize,
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking {
            k1: 1.2,
            b_title: 0.5,
            b_summary: 0.6,
            b_body: 0.75,
            title: 2.0,
            summary: 1.2,
            root: 1.0,
            light: 0.2,
            exact: 0.3,
            synonym: 1.0,
            near_spelling: 0.5,
            stopword: 3.0,
            proximity: 0.0,
            name: 10.0,
            title_focus: 5.0,
            title_whole: 3.0,
            passage: 2.2,
            coverage: 1.2,
            function_words: 3.0,
            recency: 0.1,
            half_life_days: 60.0,
            lead: 2.0,
            lead_whole: 0.5,
            rescore: 100,
            feedback: 0.5,
            feedback_docs: 10,
            feedback_terms: 20,
        }
    }
}
