//! An article as a document of the index, its text aside.

use std::ops::Range;

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

/// An article on its way to a segment.
#[derive(Debug)]
pub struct Incoming {
    pub article: Box<Article>,
    pub story: String,
    /// The article's content hash.
    pub content: u64,
    /// The article as stored.
    pub json: String,
    /// The number of its write: a later one of the same article takes its place.
    pub serial: u64,
}

/// An article that waits for its segment; its text is among the postings.
#[derive(Debug)]
pub struct Row {
    /// Without its paragraphs, which nothing needs any more.
    pub article: Box<Article>,
    /// Hash of its story.
    story: u64,
    content: u64,
    /// Where it is among the stored articles.
    stored: Range<usize>,
    /// Hashed roots that say what it is about.
    keys: Vec<u32>,
    /// As in [`Incoming`].
    pub serial: u64,
}

impl Row {
    /// What the index is sorted by.
    pub fn seconds(&self) -> i64 {
        let published = self.article.published.as_ref();
        published.map_or(UNDATED_SECONDS, Moment::seconds)
    }
}

/// Articles that wait for their segment.
#[derive(Debug)]
pub struct Rows {
    rows: Vec<Row>,
    /// The articles as stored, in one buffer, whose space is used again for the next segment.
    stored: String,
    keys: usize,
}

impl Rows {
    /// With room for so many bytes of stored articles: address space alone until it is used.
    pub fn with_room(bytes: usize) -> Self {
        Rows {
            rows: Vec::new(),
            stored: String::with_capacity(bytes),
            keys: 0,
        }
    }

    /// Adds an article whose text has been read, with its hashed roots.
    pub fn push(&mut self, incoming: Incoming, keys: Vec<u32>) {
        let Incoming {
            mut article,
            story,
            content,
            json,
            serial,
        } = incoming;
        article.body = Vec::new();
        let start = self.stored.len();
        self.stored.push_str(&json);
        self.keys += keys.len();
        self.rows.push(Row {
            article,
            story: xxh3_64(story.as_bytes()),
            content,
            stored: start..self.stored.len(),
            keys,
            serial,
        });
    }

    /// All of them, in the order in which they came.
    pub fn all(&self) -> &[Row] {
        &self.rows
    }

    /// Forgets them, keeping the space.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.stored.clear();
        self.keys = 0;
    }

    /// Bytes in use, about.
    pub fn bytes(&self) -> usize {
        self.stored.len() + 4 * self.keys + 512 * self.rows.len()
    }

    /// What tantivy stores of a row and keeps in columns.
    pub fn document(&self, row: &Row, fields: &Fields, zone: &TimeZone) -> TantivyDocument {
        document(row, &self.stored[row.stored.clone()], fields, zone)
    }
}

fn document(row: &Row, stored: &str, fields: &Fields, zone: &TimeZone) -> TantivyDocument {
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
