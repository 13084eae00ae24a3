//! Runs a plan over a snapshot: score every segment, look at the best again, choose how many
//! words must match, then count facets and pick the top.

use super::{
    bits::Bits,
    clause::{self, Evaluation, Prepared},
    editing::Editor,
    facets::{Counts, FacetFilter},
    gather::{Gathered, Gathering, Matched, Ranked},
    order::{best_first, follows, in_order},
    places,
    schema::Fields,
    second::SecondLook,
    snapshot::Snapshot,
    words::{Pooled, Scoring},
};
use crate::engine::{Answer, Candidate, Curated, EngineError, Part, Plan, Sort};

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
    Ok(order(snapshot, plan)?
        .iter()
        .map(|hit| {
            let segment = &snapshot.segments[hit.segment as usize];
            (segment.id_of(hit.doc), hit.score)
        })
        .collect())
}

/// Runs a plan for where its hits are.
pub(super) fn order(snapshot: &Snapshot, plan: &Plan) -> Result<Vec<Ranked>, EngineError> {
    let prepared = prepare(snapshot, plan)?;
    Ok(run(snapshot, plan, prepared.as_ref())?.ranked)
}

/// Runs a plan.
pub fn execute(snapshot: &Snapshot, fields: &Fields, plan: &Plan) -> Result<Answer, EngineError> {
    let prepared = prepare(snapshot, plan)?;
    let outcome = run(snapshot, plan, prepared.as_ref())?;
    let mut parts = outcome.parts.into_iter();
    let editor = outcome.editor;
    let (places, placed) = places::places(
        snapshot,
        plan.clause.as_ref(),
        prepared.as_ref(),
        &outcome.ranked,
    )?;
    let mut places = places.into_iter();
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
            places: places.next().flatten(),
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
        placed,
        generation: snapshot.generation,
    })
}

fn prepare<'p>(snapshot: &Snapshot, plan: &'p Plan) -> Result<Option<Prepared<'p>>, EngineError> {
    let clause = plan.clause.as_ref();
    clause
        .map(|clause| Prepared::new(clause, &snapshot.segments, &snapshot.collection))
        .transpose()
}

fn run(
    snapshot: &Snapshot,
    plan: &Plan,
    prepared: Option<&Prepared<'_>>,
) -> Result<Outcome, EngineError> {
    let scoring = Scoring::new(&plan.ranking, &snapshot.collection);
    let mut editor = Editor::new(snapshot, plan, &scoring)?;
    let main = prepared.and_then(Prepared::main_words);
    let required = match main {
        Some(Prepared::Words { required, .. }) => *required,
        _ => 0,
    };

    let mut matched = Vec::with_capacity(snapshot.segments.len());
    for number in 0..snapshot.segments.len() {
        matched.push(match_segment(
            snapshot,
            number,
            prepared,
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
    let mut second = SecondLook::default();
    let gathering = Gathering {
        snapshot,
        plan,
        main,
        by_relevance: plan.sort == Sort::Relevance && prepared.is_some(),
        matched: &matched,
        filters: &filters,
        required,
    };
    let Gathered {
        mut ranked,
        minimum,
        best_only,
    } = gathering.gather(&mut editor, &mut second)?;

    let mut counts = Counts::new(
        &snapshot.names,
        &plan.facets,
        plan.count_days,
        &snapshot.segments,
    );
    let mut total = 0;
    let mut counted = Vec::new();
    for (number, (segment, found)) in snapshot.segments.iter().zip(&matched).enumerate() {
        let mut counter = counts.segment(number, segment);
        counted.clear();
        found.bits.each(|doc| {
            if found.scratch.count[doc as usize] >= minimum {
                counted.push(doc);
            }
        });
        if plan.selections.is_empty() {
            counter.count_all(&counted);
            total += counted.len() as u64;
        } else {
            for &doc in &counted {
                let failed = filters[number].failed(doc);
                total += u64::from(failed == 0);
                counter.count(doc, failed);
            }
        }
        counts.finish(counter);
    }
    if let Some(after) = &plan.after {
        ranked.retain(|hit| follows(snapshot, plan.sort, hit, after));
    }
    let more = ranked.len() > plan.limit;
    if more {
        best_first(snapshot, plan.sort, &mut ranked, plan.limit);
        ranked.truncate(plan.limit);
    }
    in_order(snapshot, plan.sort, &mut ranked);
    if best_only && plan.collapse {
        gathering.count_copies(&mut ranked, minimum);
    }

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
