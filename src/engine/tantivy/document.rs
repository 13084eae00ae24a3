//! An article as a document of the index, its text aside.

use jiff::tz::TimeZone;
use tantivy::TantivyDocument;

use super::{
    rows::Row,
    schema::{Fields, UNDATED_DAY},
};
use crate::article::{Moment, State, day_number};

/// Days since 1970-01-01 of a moment in a zone.
pub fn local_day(moment: &Moment, zone: &TimeZone) -> i32 {
    day_number(zone.to_datetime(moment.at).date())
}

/// All prefixes of a category path, shortest first: `Ekonomi`, `Ekonomi/Bisnis`.
pub fn category_paths(category: &[String]) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(category.len());
    for part in category {
        let path = match paths.last() {
            Some(parent) => format!("{parent}/{part}"),
            None => part.clone(),
        };
        paths.push(path);
    }
    paths
}

/// What tantivy stores of an article and keeps in columns.
pub fn document(row: &Row, stored: &str, fields: &Fields, zone: &TimeZone) -> TantivyDocument {
    let article = &row.article;
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &article.id);
    document.add_text(fields.article, stored);
    for path in category_paths(&article.category) {
        document.add_text(fields.category, path);
    }
    if let Some(source) = &article.source {
        document.add_text(fields.source, source);
    }
    for author in &article.authors {
        document.add_text(fields.author, author);
    }
    for tag in &article.tags {
        document.add_text(fields.tag, tag);
    }
    let day = match &article.published {
        Some(moment) => local_day(moment, zone),
        None => UNDATED_DAY,
    };
    document.add_i64(fields.seconds, row.seconds());
    document.add_i64(fields.day, i64::from(day));
    document.add_u64(fields.story, row.story);
    document.add_u64(fields.content, row.content);
    let visible = match (article.state, &article.embargo) {
        (State::Retracted, _) => i64::MAX,
        (_, Some(embargo)) => embargo.seconds(),
        (_, None) => 0,
    };
    document.add_i64(fields.visible, visible);
    for &key in &row.keys {
        document.add_u64(fields.keys, u64::from(key));
    }
    document
}
