//! From what matched to the hits that may be shown. By relevance the best few hundred are enough
//! nearly always; only paging, curation and rare cases need every match with its score.

use rustc_hash::FxHashMap;

use super::{
    bits::Bits,
    clause::Prepared,
    editing::Editor,
    facets::FacetFilter,
    order::{best_first, collapse},
    schema::UNDATED_DAY,
    second::SecondLook,
    snapshot::Snapshot,
    words::Pooled,
};
use crate::engine::{EngineError, Plan, Sort};

/// A matching document with its sort key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub score: f32,
    pub seconds: i64,
    pub segment: u32,
    pub doc: u32,
    /// Copies of the same story that it stands for.
    pub duplicates: u32,
}

/// What the first pass leaves behind of a segment.
pub(super) struct Matched {
    pub scratch: Pooled,
    /// Everything but the number of words: clauses, dates, visibility, deletes.
    pub bits: Bits,
}

/// Everything that gathering needs to know of a search.
pub(super) struct Gathering<'g> {
    pub snapshot: &'g Snapshot,
    pub plan: &'g Plan,
    pub main: Option<&'g Prepared<'g>>,
    pub by_relevance: bool,
    pub matched: &'g [Matched],
    pub filters: &'g [FacetFilter<'g>],
    /// How many words of the query may be asked for.
    pub required: u8,
}

/// Hits in no order, one a story if the plan collapses.
pub(super) struct Gathered {
    pub ranked: Vec<Ranked>,
    /// How many words a hit must hold.
    pub minimum: u8,
    /// Only the best are here: what they stand for is not counted yet.
    pub best_only: bool,
}

/// The best are compacted when so many times as many are waiting.
const WAITING: usize = 4;

impl Gathering<'_> {
    /// Gathers, looks at the best again and chooses how many words must match.
    pub fn gather(
        &self,
        editor: &mut Option<Editor>,
        second: &mut SecondLook,
    ) -> Result<Gathered, EngineError> {
        if self.by_relevance && self.plan.after.is_none() && editor.is_none() {
            if let Some(best) = self.best(second)? {
                return Ok(best);
            }
            *second = SecondLook::default();
        }
        self.all(editor, second)
    }

    /// The best hits; `None` when too few are left of them to fill the page.
    fn best(&self, second: &mut SecondLook) -> Result<Option<Gathered>, EngineError> {
        let plan = self.plan;
        // As many again as are shown, for copies of one story.
        let depth = plan.ranking.rescore.max(plan.enough).max(2 * plan.limit);
        let factors = Factors::new(plan);
        let (mut ranked, all) = self.head(depth, &factors);
        // The second look never lowers a score, so what is not here would not come to be shown.
        self.look_again(&factors, &mut ranked, second)?;
        let minimum = self.minimum_by_relevance(&mut ranked);
        ranked.retain(|hit| self.count(hit) >= minimum);
        if plan.collapse {
            collapse(self.snapshot, plan.sort, &mut ranked, |_| false);
        }
        let enough = all || ranked.len() > plan.limit;
        Ok(enough.then_some(Gathered {
            ranked,
            minimum,
            best_only: true,
        }))
    }

    /// The best `depth` matches by score and recency, and whether these are all.
    fn head(&self, depth: usize, factors: &Factors) -> (Vec<Ranked>, bool) {
        let mut best: Vec<Ranked> = Vec::with_capacity(depth * (WAITING + 1));
        let mut all = true;
        // Nothing below it can come among the best.
        let mut least = f32::MIN;
        let floor = if self.plan.is_name {
            self.required
        } else {
            self.required.min(1)
        };
        for (number, (segment, found)) in self.segments() {
            // No article of the segment from here on gains more by its day.
            let mut newest = factors.newest();
            found.bits.each(|doc| {
                let at = doc as usize;
                let score = found.scratch.score[at];
                if score * newest < least {
                    // Dates are not even looked up.
                    return;
                }
                if found.scratch.count[at] < floor || self.filters[number].failed(doc) != 0 {
                    return;
                }
                // A segment has its newest articles first.
                newest = factors.recency(segment.days[at]);
                let score = score * newest;
                if score < least {
                    return;
                }
                best.push(Ranked {
                    score,
                    seconds: segment.seconds[at],
                    segment: number as u32,
                    doc,
                    duplicates: 0,
                });
                if best.len() >= depth * (WAITING + 1) {
                    self.compact(&mut best, depth);
                    all = false;
                    least = best.iter().map(|hit| hit.score).fold(f32::MAX, f32::min);
                }
            });
        }
        if best.len() > depth {
            self.compact(&mut best, depth);
            all = false;
        }
        (best, all)
    }

    fn compact(&self, best: &mut Vec<Ranked>, depth: usize) {
        best_first(self.snapshot, Sort::Relevance, best, depth);
        best.truncate(depth);
    }

    /// Every match with its score.
    fn all(
        &self,
        editor: &mut Option<Editor>,
        second: &mut SecondLook,
    ) -> Result<Gathered, EngineError> {
        let plan = self.plan;
        let strict = match (self.required, plan.minimum) {
            (0, _) => 0,
            (required, _) if plan.is_name => required,
            (_, Some(fixed)) => fixed,
            (_, None) if self.by_relevance => 1,
            (_, None) => self.choose_minimum(),
        };
        // Scores decide how many words must match, so everything with a word of the query is
        // scored.
        let floor = if self.by_relevance && !plan.is_name {
            strict.min(1)
        } else {
            strict
        };
        // Growing it step by step would copy it as often as it is scored.
        let most = self.matched.iter().map(|found| found.scratch.matched.len());
        let mut ranked: Vec<Ranked> = Vec::with_capacity(most.sum());
        for (number, (segment, found)) in self.segments() {
            for doc in found.bits.iter() {
                let at = doc as usize;
                if found.scratch.count[at] >= floor && self.filters[number].failed(doc) == 0 {
                    ranked.push(Ranked {
                        score: found.scratch.score[at],
                        seconds: segment.seconds[at],
                        segment: number as u32,
                        doc,
                        duplicates: 0,
                    });
                }
            }
        }
        let mut minimum = strict;
        if self.by_relevance {
            let factors = Factors::new(plan);
            for hit in &mut ranked {
                let segment = &self.snapshot.segments[hit.segment as usize];
                hit.score *= factors.recency(segment.days[hit.doc as usize]);
            }
            self.look_again(&factors, &mut ranked, second)?;
            if let Some(editor) = editor {
                editor.apply(&mut ranked);
            }
            minimum = self.minimum_by_relevance(&mut ranked);
        }
        if minimum > floor {
            ranked.retain(|hit| self.count(hit) >= minimum);
        }
        if plan.collapse {
            // Whoever pins two copies of a story wants both.
            let is_pinned = |hit: &Ranked| editor.as_ref().is_some_and(|it| it.is_pinned(hit));
            collapse(self.snapshot, plan.sort, &mut ranked, is_pinned);
        }
        Ok(Gathered {
            ranked,
            minimum,
            best_only: false,
        })
    }

    fn segments(
        &self,
    ) -> impl Iterator<Item = (usize, (&super::columns::SegmentColumns, &Matched))> {
        let segments = self.snapshot.segments.iter().map(AsRef::as_ref);
        segments.zip(self.matched).enumerate()
    }

    fn count(&self, hit: &Ranked) -> u8 {
        self.matched[hit.segment as usize].scratch.count[hit.doc as usize]
    }

    /// Looks at the best hits again.
    fn look_again(
        &self,
        factors: &Factors,
        ranked: &mut [Ranked],
        second: &mut SecondLook,
    ) -> Result<(), EngineError> {
        let (snapshot, plan) = (self.snapshot, self.plan);
        let Some(Prepared::Words { words, .. }) = self.main else {
            return Ok(());
        };
        let depth = plan.ranking.rescore.min(ranked.len());
        if depth == 0 {
            return Ok(());
        }
        best_first(snapshot, Sort::Relevance, ranked, depth);
        let head = &mut ranked[..depth];
        head.sort_unstable_by_key(|hit| (hit.segment, hit.doc));
        let counts: Vec<u8> = head.iter().map(|hit| self.count(hit)).collect();
        second.closeness(snapshot, plan, words, factors, head, &counts)?;
        second.feedback(snapshot, plan, words, factors, head);
        Ok(())
    }

    /// As many words as each of the best hits holds: asking for more would lose one of them.
    /// With fewer hits than are enough, one word is.
    fn minimum_by_relevance(&self, ranked: &mut [Ranked]) -> u8 {
        let best = self.plan.enough;
        match (self.required, self.plan.minimum) {
            (0, _) => 0,
            (required, _) if self.plan.is_name => required,
            (_, Some(fixed)) => fixed,
            (1, None) => 1,
            (_, None) if ranked.len() < best => 1,
            (required, None) => {
                best_first(self.snapshot, Sort::Relevance, ranked, best);
                let counts = ranked[..best].iter().map(|hit| self.count(hit));
                counts.min().unwrap_or(1).clamp(1, required)
            }
        }
    }

    /// The most words that still leave enough hits; at least one.
    fn choose_minimum(&self) -> u8 {
        let mut by_count = vec![0usize; usize::from(self.required) + 1];
        for (matched, filter) in self.matched.iter().zip(self.filters) {
            for doc in matched.bits.iter() {
                if filter.failed(doc) == 0 {
                    let count = matched.scratch.count[doc as usize].min(self.required);
                    by_count[usize::from(count)] += 1;
                }
            }
        }
        let mut hits = 0;
        for words in (1..=self.required).rev() {
            hits += by_count[usize::from(words)];
            if hits >= self.plan.enough {
                return words;
            }
        }
        1
    }

    /// Counts for hits that were gathered alone how many other copies of their stories match.
    pub fn count_copies(&self, ranked: &mut [Ranked], minimum: u8) {
        let mut stories: FxHashMap<u64, u32> = FxHashMap::default();
        let story = |segment: usize, doc: u32| self.snapshot.segments[segment].story.get_val(doc);
        let shared = |hit: &Ranked| self.snapshot.is_shared(hit.segment as usize, hit.doc);
        for hit in ranked.iter().filter(|hit| shared(hit)) {
            stories.insert(story(hit.segment as usize, hit.doc), 0);
        }
        if stories.is_empty() {
            return;
        }
        for (number, (_, found)) in self.segments() {
            for doc in found.bits.iter_both(&self.snapshot.shared[number]) {
                if found.scratch.count[doc as usize] >= minimum
                    && self.filters[number].failed(doc) == 0
                    && let Some(copies) = stories.get_mut(&story(number, doc))
                {
                    *copies += 1;
                }
            }
        }
        for hit in ranked.iter_mut().filter(|hit| shared(hit)) {
            let copies = stories.get(&story(hit.segment as usize, hit.doc));
            hit.duplicates = copies.map_or(0, |copies| copies.saturating_sub(1));
        }
    }
}

/// Factors on a whole score.
pub(super) struct Factors {
    weight: f32,
    /// Age in days at which half of it is left.
    half_days: f32,
    today: i64,
}

impl Factors {
    pub fn new(plan: &Plan) -> Self {
        let ranking = &plan.ranking;
        let weight = ranking.recency * plan.recency;
        Factors {
            weight,
            half_days: ranking.half_life_days.max(0.5),
            today: plan.now.div_euclid(86_400),
        }
    }

    /// The factor of an article of today; no other is larger.
    fn newest(&self) -> f32 {
        1.0 + self.weight
    }

    pub fn recency(&self, day: i32) -> f32 {
        if self.weight == 0.0 || day == UNDATED_DAY {
            return 1.0;
        }
        let age = (self.today - i64::from(day)).max(0) as f32;
        // Not exponential: last year's story comes before one of ten years ago, too.
        1.0 + self.weight * self.half_days / (self.half_days + age)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        article::Article,
        engine::{Engine, Story, Write, tantivy::TantivyEngine},
        search::{SearchRequest, SearchSettings, Searcher},
    };

    /// 900 articles about rice, three of four of a story of their own.
    fn searcher() -> Searcher {
        let settings = SearchSettings::default();
        let engine = TantivyEngine::in_memory(settings.zone.clone()).expect("engine");
        let writes = (0..900u32).map(|number| {
            let often = "beras ".repeat(1 + number as usize % 7);
            let dear = if number % 3 == 0 { "mahal" } else { "murah" };
            let story = if number % 4 == 0 { number % 40 } else { number };
            Write::Put {
                story: Story::of(&format!("kisah-{story}")),
                article: Box::new(Article {
                    id: format!("a{number:03}"),
                    title: format!("Kabar pasar ke-{}", number % 11),
                    body: vec![format!(
                        "{often}{dear}. {}",
                        "Kata lain. ".repeat(number as usize % 5)
                    )],
                    published: format!("2024-{:02}-{:02}", 1 + number % 12, 1 + number % 28)
                        .parse()
                        .ok(),
                    ..Article::default()
                }),
            }
        });
        engine.write(writes.collect()).expect("write");
        Searcher::new(Arc::new(engine), settings)
    }

    #[test]
    fn the_first_page_is_as_if_all_had_been_ordered() {
        let searcher = searcher();
        for q in ["beras", "beras mahal", "beras mahal murah langka"] {
            let mut request = SearchRequest {
                q: q.to_owned(),
                limit: 100,
                ..SearchRequest::default()
            };
            let most = searcher.search(&request).expect("search");
            request.limit = 9;
            let mut paged = Vec::new();
            // The first page gathers the best alone, those behind it everything.
            while paged.len() < 90 {
                let page = searcher.search(&request).expect("search");
                assert_eq!(page.total, most.total, "{q}");
                paged.extend(
                    page.hits
                        .into_iter()
                        .map(|hit| (hit.id, hit.score, hit.duplicates)),
                );
                request.cursor = page.next_cursor;
            }
            let whole = most.hits.into_iter();
            let whole: Vec<_> = whole
                .map(|hit| (hit.id, hit.score, hit.duplicates))
                .collect();
            assert_eq!(paged, whole[..90], "{q}");
            assert!(paged.iter().any(|hit| hit.2 > 5), "{q}");
        }
    }

    #[test]
    fn copies_of_one_story_leave_a_full_page() {
        let settings = SearchSettings::default();
        let engine = TantivyEngine::in_memory(settings.zone.clone()).expect("engine");
        // The best 300 are one story; others follow far below.
        let writes = (0..320u32).map(|number| Write::Put {
            story: if number < 300 {
                Story::of("satu")
            } else {
                Story::of(&format!("lain-{number}"))
            },
            article: Box::new(Article {
                id: format!("a{number:03}"),
                title: if number < 300 {
                    "Banjir bandang".into()
                } else {
                    "Kabar".into()
                },
                body: vec!["Banjir datang lagi.".to_owned()],
                ..Article::default()
            }),
        });
        engine.write(writes.collect()).expect("write");
        let searcher = Searcher::new(Arc::new(engine), settings);
        let request = SearchRequest {
            q: "banjir".to_owned(),
            limit: 10,
            ..SearchRequest::default()
        };
        let found = searcher.search(&request).expect("search");
        assert_eq!((found.total, found.hits.len()), (320, 10));
        assert_eq!(found.hits[0].duplicates, 299);
        assert!(found.hits[1..].iter().all(|hit| hit.duplicates == 0));
    }
}
