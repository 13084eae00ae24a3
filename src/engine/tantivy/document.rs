//! An article as a document of the index, its text aside.

use jiff::tz::TimeZone;
use tantivy::TantivyDocument;
use xxhash_rust::xxh3::xxh3_64;

use super::schema::{Fields, UNDATED_DAY, UNDATED_SECONDS};
use crate::article::{Article, Moment, State, day_number};

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

/// An article that waits for its segment; its text is among the postings.
#[derive(Debug)]
pub struct Row {
    /// Without its paragraphs, which nothing needs any more.
    pub article: Box<Article>,
    pub story: String,
    /// The article's content hash.
    pub content: u64,
    /// The article as stored.
    pub json: String,
    /// Hashed roots that say what it is about.
    pub keys: Vec<u32>,
    /// The number of its write: a later one of the same article takes its place.
    pub serial: u64,
}

impl Row {
    /// What the index is sorted by.
    pub fn seconds(&self) -> i64 {
        let published = self.article.published.as_ref();
        published.map_or(UNDATED_SECONDS, Moment::seconds)
    }

    /// Bytes in use, about.
    pub fn bytes(&self) -> usize {
        self.json.len() + self.story.len() + 4 * self.keys.len() + 512
    }
}

/// What tantivy stores of a row and keeps in columns.
pub fn document(fields: &Fields, row: &Row, zone: &TimeZone) -> TantivyDocument {
    let article = &row.article;
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &article.id);
    document.add_text(fields.article, &row.json);
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
    document.add_u64(fields.story, xxh3_64(row.story.as_bytes()));
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
