//! From an engine's candidates to hits as readers see them.

use super::{Hit, SearchRequest, explain, highlight::Highlighter, quoted::Quoted, snippet};
use crate::{
    engine::{Candidate, Clause, Term},
    language::Analyzer,
};

/// Candidates as hits: marked titles and snippets. `placed` is [`crate::engine::Answer::placed`].
pub fn dress(
    candidates: Vec<Candidate>,
    clause: Option<&Clause>,
    placed: &[Term],
    request: &SearchRequest,
    analyzer: &mut Analyzer,
) -> Vec<Hit> {
    let mut highlighter = Highlighter::new(clause);
    let placed = highlighter.words_of(placed);
    let quoted = Quoted::of(clause);
    candidates
        .into_iter()
        .map(|candidate| {
            hit(
                candidate,
                &mut highlighter,
                quoted.as_ref(),
                &placed,
                analyzer,
                request,
            )
        })
        .collect()
}

fn hit(
    candidate: Candidate,
    highlighter: &mut Highlighter,
    quoted: Option<&Quoted<'_>>,
    placed: &[Vec<u32>],
    analyzer: &mut Analyzer,
    request: &SearchRequest,
) -> Hit {
    let Candidate {
        article,
        score,
        duplicates,
        curated,
        parts,
        places,
        ..
    } = candidate;
    let said = quoted
        .and_then(|quoted| quoted.snippet(highlighter, analyzer, &article, request.snippet_chars));
    let snippets = match said {
        Some(said) => vec![said],
        None => snippet::snippets(
            highlighter,
            analyzer,
            &article.body,
            article.summary.as_deref(),
            places.as_deref().map(|places| (places, placed)),
            request.snippet_chars,
        ),
    };
    Hit {
        title_html: snippet::title_html(highlighter, analyzer, &article.title),
        snippets,
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
        curated,
        explain: request.explain.then(|| explain::tree(score, &parts)),
    }
}
