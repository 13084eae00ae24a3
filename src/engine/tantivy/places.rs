//! In which sentences of a hit's body the query's words stand, from positions: a snippet then
//! reads a few sentences instead of the whole article.

use super::{
    clause::Prepared, columns::SegmentColumns, gather::Ranked, phrase::Marks, schema::ZONES,
    snapshot::Snapshot,
};
use crate::engine::{Clause, EngineError, Level, Passage, Place, Slot, Term};

/// More terms than a [`Place`] has bits are not looked up; the whole body is read instead.
const MOST_TERMS: usize = u64::BITS as usize;

/// The places of one hit, if they are known.
type HitPlaces = Option<Vec<Place>>;

/// For each hit the sentences that hold a word of the clause, `None` when the clause has parts
/// that only reading can tell; and the terms that were looked for.
pub fn places(
    snapshot: &Snapshot,
    clause: Option<&Clause>,
    prepared: Option<&Prepared<'_>>,
    hits: &[Ranked],
) -> Result<(Vec<HitPlaces>, Vec<Term>), EngineError> {
    let mut terms: Vec<&Term> = Vec::new();
    let mut found = vec![None; hits.len()];
    let told = clause.is_some_and(|clause| gather(clause, &mut terms));
    terms.sort_unstable();
    terms.dedup();
    if !told || terms.is_empty() || terms.len() > MOST_TERMS {
        return Ok((found, Vec::new()));
    }
    for (number, segment) in snapshot.segments.iter().enumerate() {
        let mut here: Vec<usize> = (0..hits.len())
            .filter(|&at| hits[at].segment as usize == number)
            .collect();
        here.sort_unstable_by_key(|&at| hits[at].doc);
        if !here.is_empty() {
            let mut lists = Vec::with_capacity(2 * terms.len());
            for (at, term) in terms.iter().enumerate() {
                let known = prepared.and_then(|prepared| prepared.located(term));
                let located = match known.and_then(|known| known.get(number)) {
                    Some(located) => located.clone(),
                    None => segment.locate(term, None)?,
                };
                let of_term = Marks::of_term(segment, &located, ZONES - 1)?;
                lists.extend(of_term.into_iter().map(|list| (1u64 << at, list)));
            }
            in_segment(segment, &mut lists, hits, &here, &mut found)?;
        }
    }
    Ok((found, terms.into_iter().cloned().collect()))
}

fn in_segment(
    segment: &SegmentColumns,
    lists: &mut [(u64, Marks)],
    hits: &[Ranked],
    here: &[usize],
    found: &mut [HitPlaces],
) -> Result<(), EngineError> {
    let mut ends = Marks::of_sentences(segment)?;
    for &at in here {
        let doc = hits[at].doc;
        let ends = ends.as_mut().map_or(&[][..], |ends| ends.of(doc));
        let mut places: Vec<Place> = Vec::new();
        for (term, list) in &mut *lists {
            places.extend(list.of(doc).iter().map(|&position| Place {
                sentence: ends.partition_point(|&end| end < position) as u32,
                terms: *term,
                times: 1,
            }));
        }
        places.sort_unstable_by_key(|place| place.sentence);
        places.dedup_by(|next, place| {
            let same = next.sentence == place.sentence;
            if same {
                place.terms |= next.terms;
                place.times += next.times;
            }
            same
        });
        found[at] = Some(places);
    }
    Ok(())
}

/// Collects the terms whose places are marked in snippets; false when positions cannot tell all.
fn gather<'c>(clause: &'c Clause, terms: &mut Vec<&'c Term>) -> bool {
    match clause {
        Clause::Words { words, .. } => {
            let all = !words.iter().any(|word| word.role.is_telling());
            let marked = (words.iter()).filter(|word| all || word.role.is_telling());
            for way in marked.flat_map(|word| &word.ways) {
                for slot in &way.slots {
                    root_of(slot, terms);
                }
            }
            true
        }
        Clause::Phrase { slots, .. } => {
            for slot in slots {
                root_of(slot, terms);
            }
            true
        }
        Clause::Together { left, right, .. } => left.iter().chain(right).all(|side| match side {
            Passage::Slots { slots, .. } => {
                for slot in slots {
                    root_of(slot, terms);
                }
                true
            }
            Passage::Prefix { .. } => false,
        }),
        Clause::All { clauses } | Clause::Any { clauses } => {
            clauses.iter().all(|clause| gather(clause, terms))
        }
        Clause::Prefix { .. }
        | Clause::Speaker { .. }
        | Clause::Quoted { .. }
        | Clause::QuotedPhrase { .. } => false,
        Clause::Not { .. }
        | Clause::Filter { .. }
        | Clause::Ids { .. }
        | Clause::Days { .. }
        | Clause::Nothing => true,
    }
}

/// The root says where the other levels stand too.
fn root_of<'c>(slot: &'c Slot, terms: &mut Vec<&'c Term>) {
    match slot.terms.iter().find(|term| term.level == Level::Root) {
        Some(root) => terms.push(root),
        None => terms.extend(&slot.terms),
    }
}
