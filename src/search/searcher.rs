//! One search from request to response.

use std::{cell::RefCell, sync::Arc, time::Instant};

use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{
    Hit, QueryEcho, Ranking, SearchRequest, SearchResponse,
    cursor::Cursor,
    facets::{self, WantedFacets},
    highlight::Highlighter,
    planner::Planner,
    snippet,
    understand::{Knowledge, Understood},
};
use crate::{
    article::day_number,
    engine::{
        Answer, Candidate, Clause, Engine, EngineError, Part, Plan,
        plan::{DayRange, Selection},
    },
    language::Analyzer,
    query::{self, FilterField, ParseContext, Query},
};

/// What a searcher is told by the configuration.
#[derive(Debug, Clone)]
pub struct SearchSettings {
    pub ranking: Ranking,
    /// Calendar days are days of this zone.
    pub zone: TimeZone,
    /// The most hits on a page.
    pub max_limit: usize,
    /// The most values of a facet in an answer.
    pub max_facet_values: usize,
    /// Fewest hits that a strict reading must bring before words may be left out.
    pub enough: usize,
    /// "Now", fixed for tests and evaluations; the clock when absent.
    pub now: Option<Timestamp>,
}

impl Default for SearchSettings {
    fn default() -> Self {
        SearchSettings {
            ranking: Ranking::default(),
            zone: TimeZone::get("Asia/Jakarta")
                .unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(7))),
            max_limit: 100,
            max_facet_values: 50,
            enough: 10,
            now: None,
        }
    }
}

/// Why a search was refused.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// A parameter makes no sense.
    #[error("{parameter}: {reason}; {remedy}")]
    BadParameter {
        parameter: &'static str,
        reason: String,
        remedy: String,
    },
    #[error(transparent)]
    Engine(#[from] EngineError),
}

pub(super) fn bad(
    parameter: &'static str,
    reason: impl Into<String>,
    remedy: impl Into<String>,
) -> SearchError {
    SearchError::BadParameter {
        parameter,
        reason: reason.into(),
        remedy: remedy.into(),
    }
}

/// Recency counts so many times more when the query asks for the latest.
const LATEST: f32 = 3.0;
/// Snippets shorter than this say nothing; longer than the most are articles.
const SNIPPET_CHARS: std::ops::RangeInclusive<usize> = 40..=2_000;

thread_local! {
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
}

/// Answers requests from an engine.
pub struct Searcher {
    engine: Arc<dyn Engine>,
    knowledge: Arc<Knowledge>,
    settings: SearchSettings,
}

impl Searcher {
    /// A searcher over an engine.
    pub fn new(engine: Arc<dyn Engine>, settings: SearchSettings) -> Self {
        Searcher::with_knowledge(engine, Arc::new(Knowledge::built_in()), settings)
    }

    /// A searcher that understands queries with knowledge of the site's own.
    pub fn with_knowledge(
        engine: Arc<dyn Engine>,
        knowledge: Arc<Knowledge>,
        settings: SearchSettings,
    ) -> Self {
        Searcher {
            engine,
            knowledge,
            settings,
        }
    }

    /// The same with other weights.
    pub fn with_ranking(&self, ranking: Ranking) -> Self {
        let settings = SearchSettings {
            ranking,
            ..self.settings.clone()
        };
        let knowledge = Arc::clone(&self.knowledge);
        Searcher::with_knowledge(Arc::clone(&self.engine), knowledge, settings)
    }

    /// What queries are understood with.
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The engine behind it.
    pub fn engine(&self) -> &Arc<dyn Engine> {
        &self.engine
    }

    /// Its settings.
    pub fn settings(&self) -> &SearchSettings {
        &self.settings
    }

    /// Parses a query as [`Searcher::search`] does.
    pub fn parse(&self, text: &str) -> Query {
        query::parse(text, &self.context())
    }

    /// Understands a query as evaluation does: spelling is corrected.
    pub(super) fn understand(&self, text: &str) -> Understood {
        self.knowledge.understand(
            self.engine.as_ref(),
            self.parse(text),
            &self.context(),
            true,
        )
    }

    fn context(&self) -> ParseContext {
        ParseContext {
            zone: self.settings.zone.clone(),
            now: self.settings.now.unwrap_or_else(Timestamp::now),
        }
    }

    /// Answers a request.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let started = Instant::now();
        let facets = self.check(request)?;
        let context = self.context();
        let query = query::parse(&request.q, &context);
        let cursor = self.cursor(request)?;
        let understood =
            self.knowledge
                .understand(self.engine.as_ref(), query, &context, request.correct);
        let mut plan =
            ANALYZER.with_borrow_mut(|analyzer| self.plan(request, &understood, analyzer));
        plan.facets = facets.fields;
        plan.count_days = facets.date;
        plan.now = context.now.as_second();
        if let Some(cursor) = &cursor {
            plan.after = Some(cursor.after.clone());
            plan.generation = Some(cursor.generation);
            plan.minimum = cursor.minimum;
            plan.now = cursor.now;
        }
        let answer = self.engine.search(&plan)?;
        Ok(self.respond(request, understood, &plan, answer, started))
    }

    /// Ids and scores only, for evaluation: no facets, no snippets, nothing collapsed.
    pub fn rank(
        &self,
        text: &str,
        depth: usize,
        ranking: &Ranking,
    ) -> Result<Vec<(String, f32)>, SearchError> {
        let understood = self.understand(text);
        let request = SearchRequest {
            limit: depth,
            collapse: false,
            ..SearchRequest::default()
        };
        let mut plan =
            ANALYZER.with_borrow_mut(|analyzer| self.plan(&request, &understood, analyzer));
        plan.ranking = ranking.clone();
        plan.enough = depth;
        Ok(self.engine.rank(&plan)?)
    }

    fn check(&self, request: &SearchRequest) -> Result<WantedFacets, SearchError> {
        let most = self.settings.max_limit;
        if request.limit > most {
            return Err(bad(
                "limit",
                format!("{} is more than {most}", request.limit),
                format!("ask for 1 to {most} hits and follow next_cursor for more"),
            ));
        }
        if request.limit == 0 {
            return Err(bad(
                "limit",
                "0 hits were asked for",
                format!("ask for 1 to {most} hits"),
            ));
        }
        if !SNIPPET_CHARS.contains(&request.snippet_chars) {
            return Err(bad(
                "snippet_chars",
                format!("{} is out of range", request.snippet_chars),
                format!(
                    "choose {} to {}",
                    SNIPPET_CHARS.start(),
                    SNIPPET_CHARS.end()
                ),
            ));
        }
        if let (Some(from), Some(to)) = (request.from, request.to)
            && from > to
        {
            return Err(bad(
                "from",
                format!("{from} is after {to}"),
                "give the earlier day in `from` and the later one in `to`",
            ));
        }
        WantedFacets::of(request)
    }

    fn cursor(&self, request: &SearchRequest) -> Result<Option<Cursor>, SearchError> {
        let Some(text) = &request.cursor else {
            return Ok(None);
        };
        let remedy =
            "pass `next_cursor` of the page before unchanged, or leave `cursor` out to begin again";
        let cursor = Cursor::decode(text)
            .ok_or_else(|| bad("cursor", "it was not made by this service", remedy))?;
        if cursor.request != request_hash(request) {
            return Err(bad("cursor", "it belongs to another search", remedy));
        }
        Ok(Some(cursor))
    }

    pub(super) fn plan(
        &self,
        request: &SearchRequest,
        understood: &Understood,
        analyzer: &mut Analyzer,
    ) -> Plan {
        let clause = Planner::new(analyzer, self.settings.ranking.stopword, &understood.extras)
            .clause(&understood.query);
        let mut selections = Vec::new();
        for field in FilterField::ALL {
            let values = request.chosen(field);
            if !values.is_empty() {
                selections.push(Selection {
                    field,
                    values: values.to_vec(),
                });
            }
        }
        let days = DayRange {
            from: request.from.map(day_number),
            to: request.to.map(day_number),
        };
        Plan {
            // Who names days wants those days, not the latest of them.
            recency: match (days.is_open() && !understood.has_days, understood.latest) {
                (false, _) => 0.0,
                (true, true) => LATEST,
                (true, false) => 1.0,
            },
            clause,
            selections,
            days,
            sort: request.sort,
            limit: request.limit,
            after: None,
            facets: Vec::new(),
            facet_values: self.settings.max_facet_values,
            count_days: false,
            collapse: request.collapse,
            now: self.settings.now.unwrap_or_else(Timestamp::now).as_second(),
            enough: self.settings.enough.max(request.limit),
            minimum: None,
            ranking: self.settings.ranking.clone(),
            explain: request.explain,
            generation: None,
        }
    }

    fn respond(
        &self,
        request: &SearchRequest,
        understood: Understood,
        plan: &Plan,
        answer: Answer,
        started: Instant,
    ) -> SearchResponse {
        let next_cursor = answer
            .candidates
            .last()
            .filter(|_| answer.more)
            .map(|last| {
                Cursor {
                    after: crate::engine::plan::After {
                        score: last.score,
                        seconds: last.seconds,
                        id: last.article.id.clone(),
                    },
                    generation: answer.generation,
                    minimum: answer.minimum,
                    now: plan.now,
                    request: request_hash(request),
                }
                .encode()
            });
        let hits = dress(answer.candidates, plan.clause.as_ref(), request);
        let facets = facets::facets(
            request,
            answer.facets,
            &answer.days,
            plan,
            self.settings.max_facet_values,
        );
        let query = understood.query;
        SearchResponse {
            query: QueryEcho {
                corrected_from: understood.corrected_from,
                did_you_mean: understood.did_you_mean,
                expanded: understood.expanded,
                suggestions: understood.suggestions,
                understood: to_json(&query.root),
                text: query.text,
                minimum: answer.minimum,
                warnings: query.warnings,
            },
            total: answer.total,
            took_us: started.elapsed().as_micros().min(u128::from(u64::MAX)) as u64,
            hits,
            facets,
            next_cursor,
            generation: answer.generation,
        }
    }
}

/// Candidates as hits: marked titles and snippets.
pub(super) fn dress(
    candidates: Vec<Candidate>,
    clause: Option<&Clause>,
    request: &SearchRequest,
) -> Vec<Hit> {
    let mut highlighter = Highlighter::new(clause);
    ANALYZER.with_borrow_mut(|analyzer| {
        candidates
            .into_iter()
            .map(|candidate| hit(candidate, &mut highlighter, analyzer, request))
            .collect()
    })
}

fn hit(
    candidate: Candidate,
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    request: &SearchRequest,
) -> Hit {
    let Candidate {
        article,
        score,
        duplicates,
        parts,
        ..
    } = candidate;
    Hit {
        title_html: snippet::title_html(highlighter, analyzer, &article.title),
        snippets: snippet::snippets(
            highlighter,
            analyzer,
            &article.body,
            article.summary.as_deref(),
            request.snippet_chars,
        ),
        id: article.id,
        url: article.url,
        title: article.title,
        published: article.published.map(|moment| moment.to_string()),
        category: article.category,
        source: article.source,
        authors: article.authors,
        tags: article.tags,
        image: article.image,
        score,
        duplicates,
        explain: request.explain.then(|| explanation(score, &parts)),
    }
}

/// The score as named parts that add up to it.
fn explanation(score: f32, parts: &[Part]) -> serde_json::Value {
    serde_json::json!({ "score": score, "parts": parts })
}

/// Identifies a request apart from paging, so that a cursor of another search is noticed.
fn request_hash(request: &SearchRequest) -> u64 {
    let mut base = request.clone();
    base.cursor = None;
    base.limit = 0;
    base.facets = None;
    base.explain = false;
    xxhash_rust::xxh3::xxh3_64(&serde_json::to_vec(&base).unwrap_or_default())
}

fn to_json(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
