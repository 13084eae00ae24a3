//! An article as a document of the index.

use jiff::tz::TimeZone;
use tantivy::TantivyDocument;
use xxhash_rust::xxh3::xxh3_64;

use super::{
    keys,
    schema::{Fields, UNDATED_DAY, UNDATED_SECONDS},
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

/// Builds the document. `content` is the article's content hash.
pub fn document(
    fields: &Fields,
    article: &Article,
    story: &str,
    content: u64,
    zone: &TimeZone,
) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.id, &article.id);
    // Serialising an article cannot fail: it has string keys and finite numbers only.
    let json = serde_json::to_vec(article).unwrap_or_default();
    document.add_bytes(fields.article, &json);
    let body = article.body.join("\n\n");
    for field in [fields.exact, fields.root] {
        document.add_text(field[0], &article.title);
        if let Some(summary) = &article.summary {
            document.add_text(field[1], summary);
        }
        // Bylines and keywords are found by plain words as well.
        for extra in article.authors.iter().chain(&article.tags) {
            document.add_text(field[1], extra);
        }
        document.add_text(field[2], &body);
    }
    for quote in quotes(article) {
        document.add_text(fields.quoted, &quote.text);
        if let Some(speaker) = quote.speaker_full.or(quote.speaker) {
            document.add_text(fields.speaker, speaker);
        }
    }
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
        Some(moment) => (moment.seconds(), i64::from(local_day(moment, zone))),
        None => (UNDATED_SECONDS, UNDATED_DAY),
    };
    document.add_i64(fields.seconds, seconds);
    document.add_i64(fields.day, day);
    document.add_u64(fields.story, xxh3_64(story.as_bytes()));
    document.add_u64(fields.content, content);
    for key in keys::keys(article) {
        document.add_u64(fields.keys, u64::from(key));
    }
    let visible = match (article.state, &article.embargo) {
        (State::Retracted, _) => i64::MAX,
        (_, Some(embargo)) => embargo.seconds(),
        (_, None) => 0,
    };
    document.add_i64(fields.visible, visible);
    document
}
