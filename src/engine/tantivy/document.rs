//! An article as a document of the index.

use jiff::tz::TimeZone;
use tantivy::TantivyDocument;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    schema::{Fields, UNDATED_DAY, UNDATED_SECONDS},
    terms,
};
use crate::{
    article::{Article, Moment, State, day_number},
    mining::quotes::quotes,
};

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

/// Builds the document. `content` is the article's content hash, `json` the article as stored.
pub fn document(
    fields: &Fields,
    article: &Article,
    story: &str,
    content: u64,
    json: &str,
    zone: &TimeZone,
) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &article.id);
    document.add_text(fields.article, json);
    let quotes = quotes(article);
    terms::analyse(
        article,
        &quotes,
        &mut Filled {
            fields,
            document: &mut document,
        },
    );
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
    let (seconds, day) = match &article.published {
        Some(moment) => (moment.seconds(), local_day(moment, zone)),
        None => (UNDATED_SECONDS, UNDATED_DAY),
    };
    document.add_i64(fields.seconds, seconds);
    document.add_i64(fields.day, i64::from(day));
    document.add_u64(fields.story, xxh3_64(story.as_bytes()));
    document.add_u64(fields.content, content);
    let visible = match (article.state, &article.embargo) {
        (State::Retracted, _) => i64::MAX,
        (_, Some(embargo)) => embargo.seconds(),
        (_, None) => 0,
    };
    document.add_i64(fields.visible, visible);
    document
}

/// Puts an article's terms into its document.
struct Filled<'d> {
    fields: &'d Fields,
    document: &'d mut TantivyDocument,
}

impl terms::Sink for Filled<'_> {
    fn zone(&mut self, zone: usize, exact: &str, root: &str) {
        self.document.add_text(self.fields.exact[zone], exact);
        self.document.add_text(self.fields.root[zone], root);
    }

    fn speaker(&mut self, roots: &str) {
        self.document.add_text(self.fields.speaker, roots);
    }

    fn keys(&mut self, keys: &[u32]) {
        for &key in keys {
            self.document.add_u64(self.fields.keys, u64::from(key));
        }
    }
}
