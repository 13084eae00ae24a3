//! Queries that are understood once and ranked many times, as evaluation and tuning do.

use std::sync::OnceLock;

use super::{
    Ranking, SearchError, SearchRequest, Searcher,
    searcher::{ANALYZER, parse},
    trace::Trace,
    understand::{Freedom, Liberties, Understood},
};

/// A query as it is understood: strictly, and more freely for when that finds nothing.
pub struct Reading {
    strict: Understood,
    /// Those of [`Understood::freer`], when they were needed.
    freer: [OnceLock<Understood>; 2],
    text: String,
}

impl Searcher {
    /// Understands a query as evaluation does: spelling is corrected.
    pub(super) fn understand(&self, text: &str, freedom: Freedom) -> Understood {
        let liberties = Liberties {
            correct: true,
            freedom,
        };
        let (engine, context) = (self.engine().as_ref(), self.context());
        let query = parse(text, &context, freedom);
        self.knowledge()
            .understand(engine, query, &context, liberties, &mut Trace::new(false))
    }

    /// Ids and scores only, for evaluation: no facets, no snippets, nothing collapsed, no
    /// editors. Otherwise the order of [`Searcher::search`].
    pub fn rank(
        &self,
        text: &str,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        self.rank_reading(&self.reading(text), depth, ranking)
    }

    /// What a query is understood as, for ranking it many times.
    pub fn reading(&self, text: &str) -> Reading {
        Reading {
            strict: self.understand(text, Freedom::Strict),
            freer: Default::default(),
            text: text.to_owned(),
        }
    }

    /// [`Searcher::rank`] of a query that has been understood.
    pub fn rank_reading(
        &self,
        reading: &Reading,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        let mut found = self.rank_understood(&reading.strict, depth, ranking)?;
        for (freedom, known) in reading.strict.freer().zip(&reading.freer) {
            if !found.is_empty() {
                break;
            }
            let freer = known.get_or_init(|| self.understand(&reading.text, freedom));
            found = self.rank_understood(freer, depth, ranking)?;
        }
        Ok(found)
    }

    fn rank_understood(
        &self,
        understood: &Understood,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        let request = SearchRequest {
            limit: depth,
            collapse: false,
            ..SearchRequest::default()
        };
        let mut plan =
            ANALYZER.with_borrow_mut(|analyzer| self.plan(&request, understood, ranking, analyzer));
        // Everything that holds a word, in the order of which a page shows the beginning: the
        // engine asks for as many words as keeps the best hits.
        plan.minimum = Some(1);
        Ok(self.engine().rank(&plan)?)
    }
}
