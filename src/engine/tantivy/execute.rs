//! Runs a plan over a snapshot: score every segment, look at the best again, choose how many
//! words must match, then count facets and pick the top.

use super::{
    bits::Bits,
    clause::{self, Evaluation, Prepared},
    editing::Editor,
    facets::{Counts, FacetFilter},
    order::{best_first, collapse, compare, follows},
    places,
    schema::{Fields, UNDATED_DAY},
    second::SecondLook,
    snapshot::Snapshot,
    words::{Pooled, Scoring},
};
use crate::engine::{Answer, Candidate, Curated, EngineError, Part, Plan, Sort};

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
struct Matched {
    scratch: Pooled,
    /// Everything but the number of words: clauses, dates, visibility, deletes.
    bits: Bits,
}

/// The hits of a plan in order, with everything that was counted on the way.
struct Outcome {
    total: u64,
    ranked: Vec<Ranked>,
    more: bool,
    counts: Counts,
    minimum: Option<u8>,
    parts: Vec<Vec<Part>>,
    editor: Option<Editor>,
}

/// Runs a plan for ids and scores alone.
pub fn rank(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<(String, f32)>, EngineError> {
    let outcome = run(snapshot, plan)?;
    Ok(outcome
        .ranked
        .iter()
        .map(|hit| {
            let segment = &snapshot.segments[hit.segment as usize];
            (segment.id_of(hit.doc), hit.score)
        })
        .collect())
}

/// Runs a plan.
pub fn execute(snapshot: &Snapshot, fields: &Fields, plan: &Plan) -> Result<Answer, EngineError> {
    let outcome = run(snapshot, plan)?;
    let mut parts = outcome.parts.into_iter();
    let editor = outcome.editor;
    let mut places =
        places::sentences(snapshot, plan.clause.as_ref(), &outcome.ranked)?.into_iter();
    let mut candidates = Vec::with_capacity(outcome.ranked.len());
    for hit in outcome.ranked {
        let done = editor.as_ref().and_then(|editor| editor.done(&hit));
        candidates.push(Candidate {
            article: snapshot.article(fields, hit.segment as usize, hit.doc)?,
            score: match done {
                Some((Curated::Pin, natural)) => natural,
                _ => hit.score,
            },
            key: hit.score,
            curated: done.map(|(curated, _)| curated),
            duplicates: hit.duplicates,
            seconds: hit.seconds,
            parts: parts.next().unwrap_or_default(),
            sentences: places.next().flatten(),
        });
    }
    let (facets, days) = outcome
        .counts
        .into_results(plan.facet_values, &plan.selections);
    Ok(Answer {
        total: outcome.total,
        candidates,
        more: outcome.more,
        facets,
        days,
        minimum: outcome.minimum,
        generation: snapshot.generation,
    })
}

fn run(snapshot: &Snapshot, plan: &Plan) -> Result<Outcome, EngineError> {
    let prepared = match &plan.clause {
        Some(clause) => Some(Prepared::new(
            clause,
            &snapshot.segments,
            &snapshot.collection,
        )?),
        None => None,
    };
    let scoring = Scoring::new(&plan.ranking, &snapshot.collection);
    let mut editor = Editor::new(snapshot, plan, &scoring)?;
    let main = prepared.as_ref().and_then(Prepared::main_words);
    let required = match main {
        Some(Prepared::Words { required, .. }) => *required,
        _ => 0,
    };

    let mut matched = Vec::with_capacity(snapshot.segments.len());
    for number in 0..snapshot.segments.len() {
        matched.push(match_segment(
            snapshot,
            number,
            prepared.as_ref(),
            main,
            &scoring,
            editor.as_ref(),
            plan,
        )?);
    }

    let filters = snapshot
        .segments
        .iter()
        .enumerate()
        .map(|(number, segment)| {
            FacetFilter::new(&snapshot.names, number, segment, &plan.selections)
        })
        .collect::<Vec<_>>();
    let by_relevance = plan.sort == Sort::Relevance && prepared.is_some();
    let strict = match required {
        0 => 0,
        _ => plan
            .minimum
            .unwrap_or_else(|| choose_minimum(required, plan.enough, &matched, &filters)),
    };
    let count_of = |hit: &Ranked| matched[hit.segment as usize].scratch.count[hit.doc as usize];
    // Scores decide how many words must match, so everything with a word of the query is scored.
    let floor = if by_relevance { strict.min(1) } else { strict };
    // Growing it step by step would copy it as often as it is scored.
    let most = matched
        .iter()
        .map(|found| found.scratch.matched.len())
        .sum();
    let mut ranked: Vec<Ranked> = Vec::with_capacity(most);
    for (number, (segment, found)) in snapshot.segments.iter().zip(&matched).enumerate() {
        for doc in found.bits.iter() {
            if found.scratch.count[doc as usize] >= floor && filters[number].failed(doc) == 0 {
                ranked.push(Ranked {
                    score: found.scratch.score[doc as usize],
                    seconds: segment.seconds[doc as usize],
                    segment: number as u32,
                    doc,
                    duplicates: 0,
                });
            }
        }
    }

    let mut second = SecondLook::default();
    if by_relevance {
        finish_scores(snapshot, plan, main, &mut ranked, &mut second)?;
        if let Some(editor) = &mut editor {
            editor.apply(&mut ranked);
        }
    }
    let minimum = if by_relevance && plan.minimum.is_none() && strict > 1 {
        strict.min(fewest_words(snapshot, plan.enough, &mut ranked, count_of))
    } else {
        strict
    };
    if minimum > floor {
        ranked.retain(|hit| count_of(hit) >= minimum);
    }

    let mut counts = Counts::new(
        &snapshot.names,
        &plan.facets,
        plan.count_days,
        &snapshot.segments,
    );
    let total = ranked.len() as u64;
    let mut counted = Vec::new();
    for (number, (segment, found)) in snapshot.segments.iter().zip(&matched).enumerate() {
        let mut counter = counts.segment(number, segment);
        let enough = |doc: &u32| found.scratch.count[*doc as usize] >= minimum;
        let documents = found.bits.iter().filter(enough);
        if plan.selections.is_empty() {
            counted.clear();
            counted.extend(documents);
            counter.count_all(&counted);
        } else {
            for doc in documents {
                counter.count(doc, filters[number].failed(doc));
            }
        }
        counts.finish(counter);
    }
    if plan.collapse {
        // Whoever pins two copies of a story wants both.
        let is_pinned = |hit: &Ranked| editor.as_ref().is_some_and(|it| it.is_pinned(hit));
        collapse(snapshot, plan.sort, &mut ranked, is_pinned);
    }
    let order = |a: &Ranked, b: &Ranked| compare(snapshot, plan.sort, a, b);
    if let Some(after) = &plan.after {
        ranked.retain(|hit| follows(snapshot, plan.sort, hit, after));
    }
    let more = ranked.len() > plan.limit;
    if more {
        best_first(snapshot, plan.sort, &mut ranked, plan.limit);
        ranked.truncate(plan.limit);
    }
    ranked.sort_unstable_by(order);

    let mut parts = Vec::new();
    if plan.explain {
        for hit in &ranked {
            let done = editor.as_ref().and_then(|editor| editor.done(hit));
            let natural = Ranked {
                score: done.map_or(hit.score, |(_, natural)| natural),
                ..*hit
            };
            let mut named = second.parts(snapshot, &scoring, main, plan, &natural)?;
            if let Some((curated, natural)) = done {
                let (name, value) = match curated {
                    Curated::Pin => ("pin", 0.0),
                    Curated::Boost | Curated::Bury => ("curation", hit.score - natural),
                };
                named.push(Part {
                    name: name.into(),
                    value,
                });
            }
            parts.push(named);
        }
    }
    Ok(Outcome {
        total,
        ranked,
        more,
        counts,
        minimum: (required > 0).then_some(minimum),
        parts,
        editor,
    })
}

fn match_segment(
    snapshot: &Snapshot,
    number: usize,
    prepared: Option<&Prepared<'_>>,
    main: Option<&Prepared<'_>>,
    scoring: &Scoring<'_>,
    editor: Option<&Editor>,
    plan: &Plan,
) -> Result<Matched, EngineError> {
    let segment = &snapshot.segments[number];
    let documents = segment.reader.max_doc();
    let mut scratch = Pooled::take(documents as usize);
    let mut bits = match prepared {
        Some(prepared) => {
            let mut evaluation = Evaluation {
                segment,
                number,
                names: &snapshot.names,
                scoring,
                scratch: &mut scratch,
                main,
            };
            let found = evaluation.matches(prepared, true)?;
            if main.is_some()
                && let Some(editor) = editor
            {
                editor.excuse(number, &mut scratch);
            }
            match (found, main) {
                (Some(mut bits), Some(_)) => {
                    bits.keep(|doc| scratch.count[doc] > 0);
                    bits
                }
                (Some(bits), None) => bits,
                (None, Some(_)) => Bits::of(documents, &scratch.matched),
                (None, None) => Bits::full(documents),
            }
        }
        None => Bits::full(documents),
    };
    if segment.reader.has_deletes() {
        bits.keep(|doc| !segment.reader.is_deleted(doc as u32));
    }
    if !segment.all_visible {
        bits.keep(|doc| segment.visible.get_val(doc as u32) <= plan.now);
    }
    if !plan.days.is_open() {
        let mut inside = Bits::empty(documents);
        clause::days(segment, plan.days, &mut inside);
        bits.intersect(&inside);
    }
    Ok(Matched { scratch, bits })
}

/// The most words that still leave enough hits; at least one.
fn choose_minimum(
    required: u8,
    enough: usize,
    matched: &[Matched],
    filters: &[FacetFilter<'_>],
) -> u8 {
    let mut by_count = vec![0usize; usize::from(required) + 1];
    for (matched, filter) in matched.iter().zip(filters) {
        for doc in matched.bits.iter() {
            if filter.failed(doc) == 0 {
                let count = matched.scratch.count[doc as usize].min(required);
                by_count[usize::from(count)] += 1;
            }
        }
    }
    let mut hits = 0;
    for words in (1..=required).rev() {
        hits += by_count[usize::from(words)];
        if hits >= enough {
            return words;
        }
    }
    1
}

/// The fewest words that one of the best hits holds: asking for more would lose it.
fn fewest_words(
    snapshot: &Snapshot,
    best: usize,
    ranked: &mut [Ranked],
    count_of: impl Fn(&Ranked) -> u8,
) -> u8 {
    let best = best.min(ranked.len());
    best_first(snapshot, Sort::Relevance, ranked, best);
    let counts = ranked[..best].iter().map(count_of);
    counts.min().unwrap_or(1).max(1)
}

/// Applies recency and the second look.
fn finish_scores(
    snapshot: &Snapshot,
    plan: &Plan,
    main: Option<&Prepared<'_>>,
    ranked: &mut [Ranked],
    second: &mut SecondLook,
) -> Result<(), EngineError> {
    let factors = Factors::new(plan);
    for hit in ranked.iter_mut() {
        let segment = &snapshot.segments[hit.segment as usize];
        hit.score *= factors.recency(segment.days[hit.doc as usize]);
    }
    let Some(Prepared::Words { words, .. }) = main else {
        return Ok(());
    };
    let depth = plan.ranking.rescore.min(ranked.len());
    if depth == 0 {
        return Ok(());
    }
    best_first(snapshot, Sort::Relevance, ranked, depth);
    let head = &mut ranked[..depth];
    head.sort_unstable_by_key(|hit| (hit.segment, hit.doc));
    second.closeness(snapshot, plan, words, &factors, head)?;
    second.feedback(snapshot, plan, words, &factors, head);
    Ok(())
}

/// Factors on a whole score.
pub(super) struct Factors {
    weight: f32,
    /// Half-life decay by age in days.
    decay: Vec<f32>,
    today: i64,
}

impl Factors {
    pub fn new(plan: &Plan) -> Self {
        let ranking = &plan.ranking;
        let weight = ranking.recency * plan.recency;
        // After 16 half-lives nothing is left to add.
        let days = (ranking.half_life_days.max(0.5) * 16.0).min(40_000.0) as usize;
        let decay = if weight > 0.0 {
            let daily = 0.5f32.powf(1.0 / ranking.half_life_days.max(0.5));
            std::iter::successors(Some(1.0), |left| Some(left * daily))
                .take(days)
                .collect()
        } else {
            Vec::new()
        };
        Factors {
            weight,
            decay,
            today: plan.now.div_euclid(86_400),
        }
    }

    pub fn recency(&self, day: i32) -> f32 {
        if self.weight == 0.0 || day == UNDATED_DAY {
            return 1.0;
        }
        let age = (self.today - i64::from(day)).max(0) as usize;
        1.0 + self.weight * self.decay.get(age).copied().unwrap_or(0.0)
    }
}
