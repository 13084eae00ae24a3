//! Marks a query's words in whole texts: the page of an article.

use super::{Highlighter, Searcher, planner::Planner, snippet};
use crate::language::Analyzer;

impl Searcher {
    /// The texts, HTML-escaped, with `<mark>` around what the query matches.
    pub fn mark_html(&self, query: &str, texts: &[&str]) -> Vec<String> {
        let mut analyzer = Analyzer::new();
        let query = self.parse(query);
        let clause =
            Planner::new(&mut analyzer, &self.settings().ranking, &[], &[], &[]).clause(&query);
        let mut highlighter = Highlighter::new(clause.as_ref());
        texts
            .iter()
            .map(|text| snippet::title_html(&mut highlighter, &mut analyzer, text))
            .collect()
    }
}
