//! One search from request to response.

use std::{cell::RefCell, sync::Arc, time::Instant};

use jiff::Timestamp;
use serde::Serialize;

use super::{
    Knowledge, QueryEcho, Ranking, SearchError, SearchRequest, SearchResponse, SearchSettings,
    Sort,
    curation::Actions,
    cursor::Cursor,
    dress::dress,
    facets::{self, WantedFacets},
    settings::bad,
    trace::{self, Trace},
    understand::{Freedom, Liberties, Understood},
};
use crate::{
    article::day_number,
    engine::{
        Answer, Clause, Engine, Plan,
        plan::{After, DayRange, Selection},
    },
    language::Analyzer,
    query::{self, FilterField, ParseContext, Query},
};

/// Recency counts so many times more when the query asks for the latest, or is a single word: that
/// says what to read about, and hardly tells one article about it from another.
const LATEST: f32 = 3.0;
/// Snippets shorter than this say nothing; longer than the most are articles.
const SNIPPET_CHARS: std::ops::RangeInclusive<usize> = 40..=2_000;

/// Values of one filter: each has to be looked for, and nobody chooses so many by hand.
const MOST_VALUES: usize = 100;

thread_local! {
    pub(super) static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
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

    /// What a query asks of the engine.
    pub fn clause(&self, text: &str) -> Option<Clause> {
        let understood = self.understand(text, Freedom::Strict);
        ANALYZER.with_borrow_mut(|analyzer| {
            understood
                .planner(&self.settings.ranking, analyzer)
                .clause(&understood.query)
        })
    }

    pub(super) fn context(&self) -> ParseContext {
        ParseContext {
            zone: self.settings.zone.clone(),
            now: self.settings.now.unwrap_or_else(Timestamp::now),
        }
    }

    /// Answers a request.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchResponse, SearchError> {
        let started = Instant::now();
        let mut trace = Trace::new(request.explain);
        let asked = self.find(request, &mut trace)?;
        Ok(self.respond(request, asked, trace, started))
    }

    /// Finds, strictly or, where that brings nothing, more freely.
    pub(super) fn find(
        &self,
        request: &SearchRequest,
        trace: &mut Trace,
    ) -> Result<Asked, SearchError> {
        let facets = self.check(request)?;
        let cursor = self.cursor(request)?;
        let mut context = self.context();
        if let Some(first) = &cursor {
            // "Kemarin" is the same day on all pages.
            context.now = Timestamp::from_second(first.now).unwrap_or(context.now);
        }
        let ask = Ask {
            request,
            facets,
            cursor,
            context,
        };
        let first = ask.cursor.as_ref().map(|cursor| cursor.freedom);
        let mut asked = self.ask(&ask, first.unwrap_or_default(), trace)?;
        if asked.answer.total == 0 && ask.cursor.is_none() {
            for freedom in asked.understood.freer() {
                trace.step("fallback", || {
                    trace::say_fallback(&asked.understood, freedom)
                });
                let freer = self.ask(&ask, freedom, trace)?;
                if freer.answer.total > 0 {
                    asked = freer;
                    break;
                }
            }
        }
        Ok(asked)
    }

    /// Understands, plans and runs.
    fn ask(
        &self,
        ask: &Ask<'_>,
        freedom: Freedom,
        trace: &mut Trace,
    ) -> Result<Asked, SearchError> {
        let Ask {
            request,
            facets,
            cursor,
            context,
        } = ask;
        let query = parse(&request.q, context, freedom);
        trace.step("parse", || match query.normal_form().as_str() {
            "" => "semua berita".to_owned(),
            form => format!("dibaca sebagai: {form}"),
        });
        let liberties = Liberties {
            correct: request.correct,
            freedom,
        };
        let understood =
            self.knowledge
                .understand(self.engine.as_ref(), query, context, liberties, trace);
        let mut plan = ANALYZER.with_borrow_mut(|analyzer| {
            self.plan(request, &understood, &self.settings.ranking, analyzer)
        });
        trace.step("stopwords", || trace::say_stopwords(&understood));
        trace.step("plan", || match understood.query.words().len() {
            0 => "tanpa kata biasa".to_owned(),
            words => format!("{words} kata dianalisis"),
        });
        let actions = match cursor {
            Some(cursor) => cursor.actions.clone().unwrap_or_default(),
            None if request.sort == Sort::Relevance => {
                let site = self.knowledge.site();
                site.curation.apply(&understood.query.text, context.today())
            }
            None => Actions::default(),
        };
        if !actions.is_empty() {
            plan.clause = plan.clause.map(|clause| actions.without_hidden(clause));
            plan.editing = actions.editing();
        }
        trace.step("curation", || match actions.rules.as_slice() {
            [] => "tidak ada aturan redaksi untuk kueri ini".to_owned(),
            rules => format!("aturan redaksi: {}", rules.join(", ")),
        });
        plan.facets.clone_from(&facets.fields);
        plan.count_days = facets.date;
        plan.now = context.now.as_second();
        if let Some(cursor) = cursor {
            plan.after = Some(cursor.after.clone());
            plan.generation = Some(cursor.generation);
            plan.minimum = cursor.minimum;
        }
        if cursor.is_none() {
            plan.minimum = self.minimum(request, &understood, &plan)?;
        }
        let mut answer = self.engine.search(&plan)?;
        if answer.total == 0 && cursor.is_none() && plan.minimum.is_some() {
            // Behind these filters nothing holds so many words: what holds fewer is better than nothing.
            plan.minimum = None;
            answer = self.engine.search(&plan)?;
        }
        trace.step("search", || format!("{} berita cocok", answer.total));
        trace.step("coverage", || trace::say_coverage(&understood, &answer));
        trace.step("feedback", || trace::say_feedback(&answer));
        Ok(Asked {
            understood,
            plan,
            actions,
            answer,
            freedom,
        })
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
        let filters = [
            ("category", &request.category),
            ("source", &request.source),
            ("author", &request.author),
            ("tag", &request.tag),
        ];
        for (name, values) in filters {
            let given = values.len();
            if given > MOST_VALUES {
                return Err(bad(
                    name,
                    format!("{given} values were given"),
                    format!("give at most {MOST_VALUES} values for one filter"),
                ));
            }
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
        ranking: &Ranking,
        analyzer: &mut Analyzer,
    ) -> Plan {
        let clause = understood
            .planner(ranking, analyzer)
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
            recency: if !days.is_open() || understood.has_days {
                0.0
            } else if understood.latest || understood.query.is_one_word() {
                LATEST
            } else {
                1.0
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
            enough: self.settings.enough,
            minimum: None,
            is_name: understood.is_name && ranking.name > 0.0,
            ranking: ranking.clone(),
            explain: request.explain,
            generation: None,
            editing: None,
        }
    }

    fn respond(
        &self,
        request: &SearchRequest,
        asked: Asked,
        mut trace: Trace,
        started: Instant,
    ) -> SearchResponse {
        let Asked {
            understood,
            plan,
            actions,
            answer,
            freedom,
        } = asked;
        let last = answer.candidates.last().filter(|_| answer.more);
        let next_cursor = last.map(|last| {
            Cursor {
                after: After {
                    score: last.key,
                    seconds: last.seconds,
                    id: last.article.id.clone(),
                },
                generation: answer.generation,
                minimum: answer.minimum,
                now: plan.now,
                request: request_hash(request),
                actions: (!actions.is_empty()).then(|| actions.clone()),
                freedom,
            }
            .encode()
        });
        let hits = ANALYZER.with_borrow_mut(|analyzer| {
            let clause = plan.clause.as_ref();
            dress(answer.candidates, clause, &answer.placed, request, analyzer)
        });
        trace.step("snippets", || format!("{} cuplikan", hits.len()));
        let facets = facets::facets(
            request,
            answer.facets,
            &answer.days,
            &plan,
            self.settings.max_facet_values,
            answer.total,
        );
        let query = understood.query;
        SearchResponse {
            is_ranked: query.ranks(),
            sort: match request.sort {
                Sort::Relevance if !query.ranks() => Sort::Newest,
                sort => sort,
            },
            query: QueryEcho {
                corrected_from: understood.corrected_from,
                did_you_mean: understood.did_you_mean,
                expanded: understood.expanded,
                suggestions: understood.suggestions,
                curation: actions.rules,
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
            trace: trace.steps(),
            generation: answer.generation,
        }
    }
}

/// Reads a query.
pub(super) fn parse(text: &str, context: &ParseContext, freedom: Freedom) -> Query {
    match freedom {
        Freedom::Strict | Freedom::Respelled => query::parse(text, context),
        Freedom::Free => query::parse_freely(text, context),
    }
}

/// What a search needs to know in each attempt.
struct Ask<'a> {
    request: &'a SearchRequest,
    facets: WantedFacets,
    cursor: Option<Cursor>,
    context: ParseContext,
}

/// An attempt and what it found.
pub(super) struct Asked {
    pub understood: Understood,
    pub plan: Plan,
    actions: Actions,
    pub answer: Answer,
    /// How freely the query was read.
    freedom: Freedom,
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
