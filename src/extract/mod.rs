//! Bytes of a page, a feed, a JSONL line or a CSV row → [`Article`], with the origin of each field.
//!
//! [`detect`] says what the bytes are, [`extract`] reads one document of them. Files that hold
//! many documents are cut into single ones by [`crate::ingest::sources`]. Nothing is guessed
//! silently: with [`Options::explain`] every field carries a sentence on where it was found.

pub(crate) mod clean;
pub(crate) mod csv;
pub(crate) mod dateline;
mod error;
pub(crate) mod feed;
pub(crate) mod fields;
mod format;
pub(crate) mod html;
pub(crate) mod jsonl;
mod layout;
pub(crate) mod mapping;
pub(crate) mod page;
mod record;

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::article::Article;
pub use error::{ExtractError, Problem};
pub use format::{Assumed, Format, NotUtf8, SNIFF, detect};
pub use mapping::FieldMapping;

/// What extraction needs to know besides the bytes.
#[derive(Debug, Clone)]
pub struct Options {
    /// The zone of times that state none.
    pub zone: TimeZone,
    /// Which fields of a JSONL or CSV record mean what, ready for look-up.
    pub lookup: mapping::Lookup,
    /// The publisher, for documents that do not name one.
    pub source: Option<String>,
    /// The address that the document was read from, for documents that do not name one.
    pub url: Option<String>,
    /// The current time: completes dates without a year on pages.
    pub now: Timestamp,
    /// Whether [`Extracted::origins`] is filled; costs a little.
    pub explain: bool,
}

impl Default for Options {
    /// Jakarta time, the standard field names.
    fn default() -> Self {
        let wib = jiff::tz::Offset::constant(7).to_time_zone();
        Options {
            zone: TimeZone::get("Asia/Jakarta").unwrap_or(wib),
            lookup: mapping::Lookup::new(&FieldMapping::default()),
            source: None,
            url: None,
            now: Timestamp::now(),
            explain: false,
        }
    }
}

impl Options {
    /// For a field that must stand on its own: no year is guessed.
    fn strict_context(&self) -> dateline::Context<'_> {
        dateline::Context {
            zone: &self.zone,
            near: None,
        }
    }

    /// For a page: a missing year is the nearest to today.
    fn page_context(&self) -> dateline::Context<'_> {
        dateline::Context {
            zone: &self.zone,
            near: Some(self.today()),
        }
    }

    fn today(&self) -> Date {
        dateline::local_date(self.now, &self.zone)
    }
}

/// An article and where each of its fields was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extracted {
    /// The article; its `id` is set.
    pub article: Article,
    /// Field → origin, as in `published: dateline on line 7`. Empty unless
    /// [`Options::explain`] is set.
    pub origins: BTreeMap<&'static str, String>,
    /// Set when the bytes were not UTF-8 and were read all the same.
    pub not_utf8: Option<NotUtf8>,
}

impl Extracted {
    /// Notes an origin; the text is only made when somebody wants it.
    fn note<S: Into<String>>(
        &mut self,
        options: &Options,
        field: &'static str,
        origin: impl FnOnce() -> S,
    ) {
        if options.explain {
            self.origins.insert(field, origin().into());
        }
    }

    /// Says that the bytes were not UTF-8, if they were not.
    fn decoded(mut self, not_utf8: Option<NotUtf8>, options: &Options) -> Self {
        self.not_utf8 = not_utf8;
        if let Some(found) = not_utf8 {
            self.note(options, "encoding", || {
                format!("{found}; {}", found.remedy())
            });
        }
        self
    }

    /// The last step of every format: what the options add, and an identity.
    fn finish(mut self, options: &Options) -> Self {
        if self.article.url.is_none()
            && let Some(url) = &options.url
        {
            self.article.url = Some(fields::canonical_url(url));
            self.note(options, "url", || "the address it was read from");
        }
        if self.article.source.is_none() {
            let from_url = self.article.url.as_deref().and_then(fields::site);
            if let Some(source) = &options.source {
                self.article.source = Some(source.clone());
                self.note(options, "source", || "given with the input");
            } else if let Some(site) = from_url {
                self.article.source = Some(site);
                self.note(options, "source", || "host of the url");
            }
        }
        if self.article.id.is_empty() {
            self.article.id = self.article.derive_id();
            let by = if self.article.url.is_some() {
                "url"
            } else {
                "source, title and published"
            };
            self.note(options, "id", || format!("derived from {by}"));
        }
        self
    }
}

/// Reads a document with `read`. A defect that one document brings out must not end the reading of
/// all the others.
pub fn guarded<T>(read: impl FnOnce() -> Result<T, ExtractError>) -> Result<T, ExtractError> {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(read));
    result.unwrap_or_else(|_| Err(Problem::Defect.into()))
}

/// Reads the one document that the bytes are. For formats of many documents this is the first;
/// use [`crate::ingest::sources`] to get them all.
pub fn extract(bytes: &[u8], format: Format, options: &Options) -> Result<Extracted, ExtractError> {
    match format {
        Format::Page | Format::Html => {
            let (text, not_utf8) = format::decode(bytes);
            let found = match format {
                Format::Page => page::extract(&text, options),
                _ => html::extract(&text, options),
            }?;
            Ok(found.decoded(not_utf8, options))
        }
        Format::Jsonl | Format::Json => jsonl::extract(bytes, options),
        Format::Csv => csv::records(bytes, options)?
            .next()
            .unwrap_or(Err(Problem::Empty.into())),
        Format::Feed => feed::extract(bytes, options)?
            .into_iter()
            .next()
            .unwrap_or(Err(Problem::Empty.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_a_problem_of_one_document() {
        let options = Options::default();
        let read = |bytes: &[u8]| {
            guarded(|| {
                assert!(!bytes.is_empty(), "on purpose");
                extract(bytes, Format::Jsonl, &options)
            })
        };
        assert_eq!(read(b"").unwrap_err().problem, Problem::Defect);
        assert!(read(br#"{"title": "Panen kopi", "body": "Panen naik."}"#).is_ok());
    }
}
