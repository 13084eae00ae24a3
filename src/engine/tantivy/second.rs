//! The second look at the best candidates, and the account of it for `explain`.

use std::{collections::HashMap, hint::black_box};

use super::{
    clause::Prepared,
    gather::{Factors, Ranked},
    order::compare,
    proximity::{Proximity, Wanted},
    snapshot::Snapshot,
    words::{Pooled, Scoring, WeightedWord},
};
use crate::engine::{EngineError, Part, Plan, Role, Sort};

/// What the second look added to a document's score.
#[derive(Debug, Clone, Copy, Default)]
struct Added {
    proximity: f32,
    name: f32,
    lead: f32,
    title: f32,
    passage: f32,
    coverage: f32,
    feedback: f32,
}

impl Added {
    fn sum(&self) -> f32 {
        self.proximity
            + self.name
            + self.lead
            + self.title
            + self.passage
            + self.coverage
            + self.feedback
    }
}

/// How much a query reads like a piece of text rather than a search: 0 without function words,
/// half with `function_words` of them, towards 1 in long sentences. A search or a headline names
/// a subject, which titles and leads name too; a sentence may stand anywhere in an article, and
/// none of its words is there by chance.
fn likeness_to_text(plan: &Plan, words: &[WeightedWord<'_>]) -> f32 {
    let is_function = |word: &&WeightedWord| word.word.role == Role::Function;
    let count = words.iter().filter(is_function).count();
    let share = (count as f32 / plan.ranking.function_words.max(0.1)).powi(2);
    share / (share + 1.0)
}

/// One function word already makes a search half a question, which need not be there as a whole.
const KEYWORDS: i32 = 4;

/// Looks at the best candidates again.
#[derive(Default)]
pub struct SecondLook {
    added: HashMap<(u32, u32), Added>,
}

impl SecondLook {
    /// Adds what the places of the words bring. `head` is in document order; `counts` says how
    /// many of the required words each of them holds.
    pub fn closeness(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        words: &[WeightedWord<'_>],
        factors: &Factors,
        head: &mut [Ranked],
        counts: &[u8],
    ) -> Result<(), EngineError> {
        let ranking = &plan.ranking;
        let text = likeness_to_text(plan, words);
        let search = 1.0 - text;
        let weights = [
            ranking.proximity,
            if plan.is_name { ranking.name } else { 0.0 },
            ranking.lead * search,
            ranking.title_focus * search,
            ranking.passage * text,
            ranking.coverage * text,
        ];
        if weights.iter().all(|weight| *weight <= 0.0) {
            return Ok(());
        }
        // An article about a part of a search is about something else (`Al Hilal` for `hilal
        // ramadan`); a question's words need not all stand in its answer.
        let keywords = search.powi(KEYWORDS);
        let title_whole = ranking.title_whole.max(0.0) * keywords;
        let lead_whole = ranking.lead_whole.max(0.0) * keywords;
        let wanted = Wanted {
            pairs: weights[0] > 0.0,
            together: weights[1] > 0.0,
            passage: weights[4] > 0.0,
        };
        let mut open: Option<(u32, Option<Proximity>)> = None;
        for (hit, &count) in head.iter_mut().zip(counts) {
            let segment = &snapshot.segments[hit.segment as usize];
            if open
                .as_ref()
                .is_none_or(|(number, _)| *number != hit.segment)
            {
                let number = hit.segment as usize;
                open = Some((
                    hit.segment,
                    Proximity::open(segment, number, words, wanted)?,
                ));
            }
            let Some((_, Some(proximity))) = &mut open else {
                continue;
            };
            let found = proximity.look(hit.doc, count, segment.length(hit.doc, 0), ranking.k1);
            let recency = factors.recency(segment.days[hit.doc as usize]);
            let [pairs, together, lead, title, passage, coverage] =
                weights.map(|weight| weight * recency);
            let added = Added {
                proximity: pairs * found.pairs,
                name: together * found.together,
                lead: lead * found.lead * found.whole.powf(lead_whole),
                title: title * found.title * found.whole.powf(title_whole),
                passage: passage * found.passage,
                coverage: coverage * found.coverage,
                feedback: 0.0,
            };
            hit.score += added.sum();
            if plan.explain {
                self.added.insert((hit.segment, hit.doc), added);
            }
        }
        Ok(())
    }

    /// Adds what the keys bring that the very best candidates share (pseudo-relevance
    /// feedback): after RM3 (Abdul-Jaleel et al., "UMass at TREC 2004: Novelty and HARD"), on
    /// the articles' keys instead of whole texts, applied to the candidates at hand, with idf
    /// as the guard against drift. `head` is in document order.
    pub fn feedback(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        words: &[WeightedWord<'_>],
        factors: &Factors,
        head: &mut [Ranked],
    ) {
        let ranking = &plan.ranking;
        let learn_from = ranking.feedback_docs;
        if ranking.feedback <= 0.0 || learn_from < 2 || head.len() < learn_from {
            return;
        }
        let mut best: Vec<Ranked> = head.to_vec();
        let order = |a: &Ranked, b: &Ranked| compare(snapshot, Sort::Relevance, a, b);
        if learn_from < best.len() {
            best.select_nth_unstable_by(learn_from, order);
            best.truncate(learn_from);
        }
        let terms = shared_keys(snapshot, &best, ranking.feedback_terms);
        let weight = ranking.feedback * (1.0 - likeness_to_text(plan, words));
        // Most keys are none of the terms; a bit for each tells.
        let sieve = terms
            .iter()
            .fold(0u64, |bits, (term, _)| bits | 1 << (term & 63));
        let keys: Vec<&[u32]> = head
            .iter()
            .map(|hit| snapshot.segments[hit.segment as usize].keys_of(hit.doc))
            .collect();
        // Reading one of each first lets the machine wait for all of them at once.
        black_box(
            keys.iter()
                .filter_map(|keys| keys.first())
                .fold(0, |a, b| a ^ b),
        );
        for (hit, keys) in head.iter_mut().zip(keys) {
            let segment = &snapshot.segments[hit.segment as usize];
            let mut value = 0.0;
            for &key in keys {
                if sieve & (1 << (key & 63)) != 0
                    && let Some((_, weight)) = terms.iter().find(|(term, _)| *term == key)
                {
                    value += weight;
                }
            }
            let recency = factors.recency(segment.days[hit.doc as usize]);
            let value = weight * value * recency;
            hit.score += value;
            if plan.explain {
                let added = self.added.entry((hit.segment, hit.doc)).or_default();
                added.feedback += value;
            }
        }
    }

    /// The parts of one hit's score. They add up to it: factors are shown as what they add.
    pub fn parts(
        &self,
        snapshot: &Snapshot,
        scoring: &Scoring<'_>,
        main: Option<&Prepared<'_>>,
        plan: &Plan,
        hit: &Ranked,
    ) -> Result<Vec<Part>, EngineError> {
        let segment = &snapshot.segments[hit.segment as usize];
        let mut parts = Vec::new();
        let mut sum = 0.0;
        if let Some(Prepared::Words {
            words,
            fields,
            count_all,
            ..
        }) = main
        {
            let mut scratch = Pooled::take(0);
            for word in words {
                scratch.reset(segment.reader.max_doc() as usize);
                let word_alone = std::slice::from_ref(word);
                let number = hit.segment as usize;
                scoring.score(
                    segment,
                    number,
                    word_alone,
                    *fields,
                    *count_all,
                    &mut scratch,
                )?;
                let value = scratch.score[hit.doc as usize];
                if value > 0.0 {
                    sum += value;
                    parts.push(Part {
                        name: format!("word:{}", word.word.text),
                        value,
                    });
                }
            }
        }
        if plan.sort != Sort::Relevance {
            return Ok(parts);
        }
        let factors = Factors::new(plan);
        let added = self
            .added
            .get(&(hit.segment, hit.doc))
            .copied()
            .unwrap_or_default();
        let recency = factors.recency(segment.days[hit.doc as usize]);
        let first = hit.score - added.sum();
        // What clauses beside the words (phrases, prefixes) brought, before the factor.
        let base = first / recency;
        for (name, value) in [
            ("operators", base - sum),
            ("recency", base * (recency - 1.0)),
            ("proximity", added.proximity),
            ("name", added.name),
            ("lead", added.lead),
            ("title", added.title),
            ("passage", added.passage),
            ("coverage", added.coverage),
            ("feedback", added.feedback),
        ] {
            if value.abs() > 1e-4 {
                parts.push(Part {
                    name: name.into(),
                    value,
                });
            }
        }
        Ok(parts)
    }
}

/// Together, all keys of the feedback weigh like a few rare words; puts the configured weight
/// on the scale of word scores.
const UNIT: f32 = 16.0;

/// The keys that the best candidates share and that are rare elsewhere, with weights.
fn shared_keys(snapshot: &Snapshot, best: &[Ranked], wanted: usize) -> Vec<(u32, f32)> {
    let total: f32 = best.iter().map(|hit| hit.score.max(0.0)).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let mut weights: rustc_hash::FxHashMap<u32, (f32, u32)> = Default::default();
    for hit in best {
        let segment = &snapshot.segments[hit.segment as usize];
        for &key in segment.keys_of(hit.doc) {
            let entry = weights.entry(key).or_default();
            entry.0 += hit.score / total;
            entry.1 += 1;
        }
    }
    let mut terms: Vec<(u32, f32)> = weights
        .into_iter()
        .filter(|(_, (_, documents))| *documents >= 2)
        .map(|(key, (weight, _))| {
            let frequency: u32 = snapshot
                .segments
                .iter()
                .map(|segment| segment.key_count(key))
                .sum();
            (key, weight * snapshot.collection.idf(u64::from(frequency)))
        })
        .collect();
    terms.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(wanted);
    let sum: f32 = terms.iter().map(|(_, weight)| weight).sum();
    if sum > 0.0 {
        for (_, weight) in &mut terms {
            *weight *= UNIT / sum;
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::{
        article::Article,
        engine::{Engine, Story, Write, tantivy::TantivyEngine},
        search::{SearchRequest, SearchSettings, Searcher},
    };

    /// Articles with these titles, which are their ids.
    fn searcher(titles: [&str; 2]) -> Searcher {
        let settings = SearchSettings::default();
        let engine = TantivyEngine::in_memory(settings.zone.clone()).expect("engine");
        let writes = titles.map(|title| Write::Put {
            story: Story::of(title),
            article: Box::new(Article {
                id: title.into(),
                title: title.into(),
                body: vec!["Kabar dari pesisir.".to_owned()],
                ..Article::default()
            }),
        });
        engine.write(writes.into()).expect("write");
        Searcher::new(Arc::new(engine), settings)
    }

    #[test]
    fn a_title_is_not_partial_for_saying_two_words_in_two_others() {
        let titles = ["Gelombang tinggi di Bantul", "Pasar besar di Bantul"];
        let searcher = searcher(titles);
        let title_part = |q: &str, id: &str| {
            let request = SearchRequest {
                q: q.to_owned(),
                explain: true,
                ..SearchRequest::default()
            };
            let found = searcher.search(&request).expect("search");
            let hit = found.hits.into_iter().find(|hit| hit.id == id);
            let parts = hit.and_then(|hit| hit.explain).expect("parts").children;
            let part = parts.into_iter().find(|part| part.name == "title");
            part.expect("a title part").value
        };
        // "gelombang tinggi" stands for "ombak besar": nothing of the search is missing, and the
        // title says all of it.
        let [whole, partial] = titles.map(|id| title_part("ombak besar Bantul", id));
        assert!(whole > title_part("Bantul", titles[0]));
        assert!(partial < title_part("besar Bantul", titles[1]));
    }

    #[test]
    fn titles_say_a_phrase_in_another_phrase() {
        let titles = ["Pernikahan dini di desa", "Cincin kawin di desa"];
        let searcher = searcher(titles);
        let request = SearchRequest {
            q: "kawin muda".to_owned(),
            ..SearchRequest::default()
        };
        // "pernikahan dini" stands for both words of "kawin muda".
        let found = searcher.search(&request).expect("search");
        assert_eq!(found.hits[0].id, titles[0]);
    }
}
