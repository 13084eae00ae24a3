//! How many of a query's words an article must hold is decided by the query alone.

use super::{
    SearchError, SearchRequest, Searcher, Sort, searcher::ANALYZER, understand::Understood,
};
use crate::engine::Plan;

impl Searcher {
    /// How many words an article must hold, where filters or an order by date would have the engine
    /// choose otherwise than for the query alone: choosing a value must bring what its count says,
    /// and another order the same articles.
    pub(super) fn minimum(
        &self,
        request: &SearchRequest,
        understood: &Understood,
        plan: &Plan,
    ) -> Result<Option<u8>, SearchError> {
        let is_alone = plan.selections.is_empty() && plan.days.is_open();
        let is_choice = understood.query.words().len() > 1;
        if !is_choice || is_alone && plan.sort == Sort::Relevance {
            return Ok(None);
        }
        let alone = SearchRequest {
            q: request.q.clone(),
            collapse: false,
            limit: 1,
            ..SearchRequest::default()
        };
        let alone = ANALYZER.with_borrow_mut(|analyzer| {
            self.plan(&alone, understood, &self.settings().ranking, analyzer)
        });
        let alone = Plan {
            clause: plan.clause.clone(),
            now: plan.now,
            ..alone
        };
        Ok(self.engine().search(&alone)?.minimum)
    }
}
