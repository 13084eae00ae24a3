//! When a filter's value does not exist at all, an empty answer says so and offers the nearest
//! value there is: a reader should not search for what is only misspelt.

use super::{CategoryFacet, FacetValue, SearchError, SearchRequest, SearchResponse, Searcher};
use crate::{
    nearest::nearest,
    query::{FilterField, Node, Warning},
};

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
            for value in &asked {
                let mut alone = SearchRequest {
                    limit: 1,
                    facets: Some(vec![code.trim_start_matches("unknown-").to_owned()]),
                    ..SearchRequest::default()
                };
                values(&mut alone).push(value.clone());
                let found = self.search(&alone)?;
                if found.total > 0 {
                    continue;
                }
                // A facet does not count its own selection: these are all the values there are.
                let known = known(&found);
                let near = nearest(value, known.iter().map(String::as_str));
                let hint = near
                    .map(|near| format!(" Mungkin maksud Anda: {near}."))
                    .unwrap_or_default();
                response.query.warnings.push(Warning {
                    code,
                    message: format!("{name} “{value}” tidak ada.{hint}"),
                });
            }
        }
        Ok(())
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

fn known(response: &SearchResponse) -> Vec<String> {
    fn walk(values: &[CategoryFacet], known: &mut Vec<String>) {
        for value in values {
            known.push(value.path.clone());
            walk(&value.children, known);
        }
    }
    let facets = &response.facets;
    let mut known = Vec::new();
    walk(facets.category.as_deref().unwrap_or_default(), &mut known);
    let lists = [&facets.source, &facets.author, &facets.tag];
    let values = lists.into_iter().flatten().flatten();
    known.extend(values.map(|FacetValue { value, .. }| value.clone()));
    known
}
