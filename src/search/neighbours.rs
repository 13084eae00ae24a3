//! Articles that are about what an article is about.

use super::{Hit, SearchError, SearchRequest, Searcher, dress::dress, understand::Freedom};
use crate::{
    article::Article,
    engine::{Clause, Fields, Plan, Role, Slot, Way, Word},
    language::Analyzer,
    mining::similar,
};

/// Balancing chooses among so many times the wanted hits.
const CHOICE: usize = 4;
/// Neighbours share at least so many telling words.
const SHARED: u8 = 3;

impl Searcher {
    /// The nearest neighbours of an article, publishers and dates balanced; near-duplicates are
    /// shown once and the article itself is left out.
    pub fn similar(&self, article: &Article, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let request = SearchRequest {
            limit: limit * CHOICE + 1,
            ..SearchRequest::default()
        };
        let Some(plan) = self.neighbours_plan(article, &request)? else {
            return Ok(Vec::new());
        };
        let answer = self.engine().search(&plan)?;
        let others = similar::without(answer.candidates, [article.id.as_str()]);
        let clause = plan.clause.as_ref();
        Ok(dress(
            similar::balanced(others, limit),
            clause,
            &answer.placed,
            &request,
            &mut Analyzer::new(),
        ))
    }

    /// How to find what shares an article's telling words; `None` when it has none.
    pub(super) fn neighbours_plan(
        &self,
        article: &Article,
        request: &SearchRequest,
    ) -> Result<Option<Plan>, SearchError> {
        let mut analyzer = Analyzer::new();
        let terms = similar::terms(self.engine().as_ref(), &mut analyzer, article)?;
        let heaviest = terms
            .first()
            .map_or(1.0, |(_, weight)| *weight)
            .max(f32::MIN_POSITIVE);
        let words: Vec<Word> = terms
            .into_iter()
            .map(|(term, weight)| Word {
                text: term.text.clone(),
                weight: weight / heaviest,
                role: Role::Subject,
                ways: vec![Way {
                    slots: vec![Slot {
                        offset: 0,
                        terms: vec![term],
                    }],
                    weight: 1.0,
                    is_guess: false,
                    is_shared: false,
                }],
            })
            .collect();
        if words.is_empty() {
            return Ok(None);
        }
        let understood = self.understand("", Freedom::Strict);
        let minimum = SHARED.min(words.len() as u8);
        let mut plan = Plan {
            clause: Some(Clause::Words {
                words,
                fields: Fields::ALL,
            }),
            minimum: Some(minimum),
            recency: 0.0,
            ..self.plan(
                request,
                &understood,
                &self.settings().ranking,
                &mut analyzer,
            )
        };
        // Places and order of these words mean nothing: nobody typed them.
        plan.ranking.rescore = 0;
        Ok(Some(plan))
    }
}
