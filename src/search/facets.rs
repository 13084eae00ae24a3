//! Which facets are asked for, and counts as the response shows them.

use std::sync::Arc;

use super::{
    CategoryFacet, FacetValue, Facets, SearchError, SearchRequest, histogram::histogram,
    settings::bad,
};
use crate::{
    engine::{FieldCounts, Plan},
    query::FilterField,
};

/// The facets that a request asks for.
pub struct WantedFacets {
    pub fields: Vec<FilterField>,
    pub date: bool,
}

impl WantedFacets {
    /// Reads the names; an unknown one is an error.
    pub fn of(request: &SearchRequest) -> Result<Self, SearchError> {
        let Some(names) = &request.facets else {
            return Ok(WantedFacets {
                fields: FilterField::ALL.to_vec(),
                date: true,
            });
        };
        let mut wanted = WantedFacets {
            fields: Vec::new(),
            date: false,
        };
        for name in names {
            match name.as_str() {
                "category" => wanted.fields.push(FilterField::Category),
                "source" => wanted.fields.push(FilterField::Source),
                "author" => wanted.fields.push(FilterField::Author),
                "tag" => wanted.fields.push(FilterField::Tag),
                "date" => wanted.date = true,
                "" | "none" => {}
                other => {
                    return Err(bad(
                        "facets",
                        format!("there is no facet `{other}`"),
                        "choose among category, source, author, tag and date, or none",
                    ));
                }
            }
        }
        wanted.fields.dedup();
        Ok(wanted)
    }
}

/// The counts with the chosen values marked, at most `most` of a field; `found` articles in all.
pub fn facets(
    request: &SearchRequest,
    counted: Vec<FieldCounts>,
    days: &[(i32, u64)],
    plan: &Plan,
    most: usize,
    found: u64,
) -> Facets {
    let mut facets = Facets::default();
    for (field, values) in counted {
        let chosen = request.chosen(field);
        let chosen: Vec<String> = chosen.iter().map(|value| value.to_lowercase()).collect();
        let selected = |value: &str| !chosen.is_empty() && chosen.contains(&value.to_lowercase());
        if field == FilterField::Category {
            facets.category = Some(category_tree(values, most, &selected));
            continue;
        }
        let mut kept: Vec<FacetValue> = Vec::with_capacity(values.len().min(most));
        for (number, (value, count)) in values.into_iter().enumerate() {
            let selected = selected(&value);
            // A chosen value stays visible, however rare, so that it can be unchosen.
            if number < most || selected {
                kept.push(FacetValue {
                    value: value.to_string(),
                    count,
                    selected,
                });
            }
        }
        match field {
            FilterField::Source => facets.source = Some(kept),
            FilterField::Author => facets.author = Some(kept),
            _ => facets.tag = Some(kept),
        }
    }
    if plan.count_days {
        facets.date = Some(histogram(days, plan.days, request.interval, found));
    }
    facets
}

/// Paths as a tree; children keep the order of their counts.
fn category_tree(
    values: Vec<(Arc<str>, u64)>,
    most: usize,
    selected: &dyn Fn(&str) -> bool,
) -> Vec<CategoryFacet> {
    let mut roots: Vec<CategoryFacet> = Vec::new();
    let mut by_depth = values;
    // Parents before children; the sort is stable, so counts keep their order.
    by_depth.sort_by_cached_key(|(path, _)| path.matches('/').count());
    for (path, count) in by_depth {
        let mut level = &mut roots;
        let mut rest = &*path;
        let mut walked = 0;
        while let Some(cut) = rest.find('/') {
            let parent = &path[..walked + cut];
            let Some(at) = level.iter().position(|node| node.path == parent) else {
                break;
            };
            walked += cut + 1;
            rest = &path[walked..];
            level = &mut level[at].children;
        }
        let chosen = selected(&path);
        if level.len() < most || chosen {
            level.push(CategoryFacet {
                value: rest.to_owned(),
                count,
                selected: chosen,
                children: Vec::new(),
                path: path.to_string(),
            });
        }
    }
    roots
}
