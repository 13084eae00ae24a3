//! When a filter's value does not exist at all, an empty answer says so and offers the nearest
//! value there is, or those that hold what was typed: a reader should not search for what is only misspelt.

use std::sync::Arc;

use super::{SearchError, SearchRequest, SearchResponse, Searcher, understand::Freedom};
use crate::{
    engine::Plan,
    language::Analyzer,
    nearest::nearest,
    query::{FilterField, Node, Warning},
};

/// So many values that hold what was typed are named.
const NAMED: usize = 3;
/// So many values of a field are looked at, and of so many it is said that they are not there.
const LOOKED_AT: usize = 10;
const TOLD: usize = 3;

/// Warning code, what readers call the field, its values in a request.
type Filter = (
    &'static str,
    &'static str,
    fn(&mut SearchRequest) -> &mut Vec<String>,
);

const FILTERS: [Filter; 4] = [
    ("unknown-category", "Kategori", |request| {
        &mut request.category
    }),
    ("unknown-source", "Sumber", |request| &mut request.source),
    ("unknown-author", "Penulis", |request| &mut request.author),
    ("unknown-tag", "Tag", |request| &mut request.tag),
];

impl Searcher {
    /// Adds a warning for each filter value that no article has, when nothing was found: values of
    /// parameters and those behind `kategori:` and its kin.
    pub fn note_unknown_values(
        &self,
        request: &SearchRequest,
        response: &mut SearchResponse,
    ) -> Result<(), SearchError> {
        if response.total > 0 {
            return Ok(());
        }
        let root = self.parse(&request.q).root;
        for (at, (code, name, values)) in FILTERS.into_iter().enumerate() {
            let mut asked = values(&mut request.clone()).clone();
            if let Some(root) = &root {
                values_of(root, FilterField::ALL[at], &mut asked);
            }
            asked.dedup();
            // Reading all values takes as long as many searches: once, and only if it is needed.
            let mut known = None;
            let mut told = 0;
            for value in asked.iter().take(LOOKED_AT) {
                let mut alone = SearchRequest {
                    limit: 1,
                    facets: Some(Vec::new()),
                    ..SearchRequest::default()
                };
                values(&mut alone).push(value.clone());
                if self.search(&alone)?.total > 0 {
                    continue;
                }
                if known.is_none() {
                    known = Some(self.all_values(FilterField::ALL[at])?);
                }
                let hint = hint(value, known.as_deref().unwrap_or_default());
                response.query.warnings.push(Warning {
                    code,
                    message: format!("{name} “{value}” tidak ada.{hint}"),
                });
                told += 1;
                if told == TOLD {
                    break;
                }
            }
        }
        Ok(())
    }
}

impl Searcher {
    /// All values that articles have in a field, most articles first.
    fn all_values(&self, field: FilterField) -> Result<Vec<Arc<str>>, SearchError> {
        let request = SearchRequest {
            limit: 1,
            ..SearchRequest::default()
        };
        let everything = self.understand("", Freedom::Strict);
        let ranking = &self.settings().ranking;
        let plan = Plan {
            facets: vec![field],
            facet_values: usize::MAX,
            ..self.plan(&request, &everything, ranking, &mut Analyzer::new())
        };
        let answer = self.engine().search(&plan)?;
        let values = answer.facets.into_iter().flat_map(|(_, values)| values);
        Ok(values.map(|(value, _)| value).collect())
    }
}

/// The values by which a query itself filters a field.
fn values_of(node: &Node, wanted: FilterField, values: &mut Vec<String>) {
    match node {
        Node::Filter { field, value } if *field == wanted => values.push(value.clone()),
        Node::All { nodes } | Node::Any { nodes } => {
            for node in nodes {
                values_of(node, wanted, values);
            }
        }
        _ => {}
    }
}

/// What may have been meant: the nearest spelling, or else values that hold what was typed, as
/// `nur` for `Nur Azizah` and `kompas` for `kompas.com`.
fn hint(typed: &str, known: &[Arc<str>]) -> String {
    if let Some(near) = nearest(typed, known.iter().map(AsRef::as_ref)) {
        return format!(" Mungkin maksud Anda: {near}.");
    }
    let typed = typed.to_lowercase();
    let holding: Vec<&str> = known
        .iter()
        .map(AsRef::as_ref)
        .filter(|value| holds(&value.to_lowercase(), &typed))
        .collect();
    match holding.as_slice() {
        [] => String::new(),
        all if all.len() <= NAMED => format!(" Yang memuatnya: {}.", all.join(", ")),
        all => format!(
            " Yang memuatnya: {}, dan {} lainnya.",
            all[..NAMED].join(", "),
            all.len() - NAMED
        ),
    }
}

/// Whether a value holds a text that begins and ends where words do.
fn holds(value: &str, text: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !text.is_empty()
        && value.match_indices(text).any(|(at, found)| {
            !inside(value[..at].chars().next_back())
                && !inside(value[at + found.len()..].chars().next())
        })
}
