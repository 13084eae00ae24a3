//! What one segment offers to a search: columns, postings and lengths, opened once per
//! segment and shared by all searches.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use tantivy::{
    DocSet, InvertedIndexReader, SegmentReader, TERMINATED,
    columnar::{Column, ColumnValues, StrColumn},
    fieldnorm::FieldNormReader,
    postings::{Postings as _, SegmentPostings},
    schema::IndexRecordOption,
};

use super::schema::{Fields, LIGHT_PREFIX, UNDATED_DAY, UNDATED_SECONDS, ZONES};
use super::{keys, values::SegmentValues};
use crate::{
    engine::{EngineError, Level, Term},
    query::FilterField,
};

/// One segment, opened.
pub struct SegmentColumns {
    pub reader: SegmentReader,
    pub seconds: Arc<dyn ColumnValues<i64>>,
    pub day: Arc<dyn ColumnValues<i64>>,
    pub story: Arc<dyn ColumnValues<u64>>,
    pub content: Arc<dyn ColumnValues<u64>>,
    pub visible: Arc<dyn ColumnValues<i64>>,
    /// Whether every article may be shown at any time (no embargo, nothing retracted).
    pub all_visible: bool,
    pub id: Option<StrColumn>,
    id_index: Arc<InvertedIndexReader>,
    /// Values of category, source, author and tag.
    pub values: [SegmentValues; 4],
    keys: Column<u64>,
    key_counts: Vec<u16>,
    pub exact: [Arc<InvertedIndexReader>; ZONES],
    pub root: [Arc<InvertedIndexReader>; ZONES],
    pub norms: [FieldNormReader; ZONES],
    pub speaker: Arc<InvertedIndexReader>,
    pub quoted: Arc<InvertedIndexReader>,
}

impl SegmentColumns {
    /// Opens everything that searches use.
    pub fn open(reader: SegmentReader, fields: &Fields) -> Result<Self, EngineError> {
        let fast = reader.fast_fields();
        let number = |name: &str, default| -> Result<_, EngineError> {
            Ok(fast.i64(name)?.first_or_default_col(default))
        };
        let visible = number("visible", 0)?;
        let inverted =
            |fields: &[_; ZONES]| -> Result<[Arc<InvertedIndexReader>; ZONES], EngineError> {
                Ok([
                    reader.inverted_index(fields[0])?,
                    reader.inverted_index(fields[1])?,
                    reader.inverted_index(fields[2])?,
                ])
            };
        let documents = reader.max_doc();
        let values = |field| -> Result<SegmentValues, EngineError> {
            let column = fast.str(Fields::filter_name(field))?;
            SegmentValues::read(column.as_ref(), documents)
        };
        let keys = fast.u64("keys")?;
        Ok(SegmentColumns {
            seconds: number("seconds", UNDATED_SECONDS)?,
            day: number("day", UNDATED_DAY)?,
            story: fast.u64("story")?.first_or_default_col(0),
            content: fast.u64("content")?.first_or_default_col(0),
            all_visible: visible.max_value() <= 0,
            visible,
            id: fast.str("id")?,
            id_index: reader.inverted_index(fields.id)?,
            values: [
                values(FilterField::Category)?,
                values(FilterField::Source)?,
                values(FilterField::Author)?,
                values(FilterField::Tag)?,
            ],
            key_counts: count_keys(&keys, reader.max_doc()),
            keys,
            exact: inverted(&fields.exact)?,
            root: inverted(&fields.root)?,
            norms: [
                reader.get_fieldnorms_reader(fields.exact[0])?,
                reader.get_fieldnorms_reader(fields.exact[1])?,
                reader.get_fieldnorms_reader(fields.exact[2])?,
            ],
            speaker: reader.inverted_index(fields.speaker)?,
            quoted: reader.inverted_index(fields.quoted)?,
            reader,
        })
    }

    /// Values of a filter field.
    pub fn filter(&self, field: FilterField) -> &SegmentValues {
        &self.values[field as usize]
    }

    /// The keys of a document.
    pub fn keys_of(&self, doc: u32) -> impl Iterator<Item = u32> + '_ {
        self.keys.values_for_doc(doc).map(|key| key as u32)
    }

    /// In about how many documents a key occurs.
    pub fn key_count(&self, key: u32) -> u32 {
        u32::from(self.key_counts[keys::slot(key)])
    }

    /// Postings of a term in a zone: one list of an exact form, up to two of a root or light
    /// form, which may hold the same document.
    pub fn postings(
        &self,
        term: &Term,
        zone: usize,
        option: IndexRecordOption,
    ) -> Result<impl Iterator<Item = SegmentPostings>, EngineError> {
        let exact = postings(&self.exact[zone], &term.text, option)?;
        let other = match self.differing(term, zone) {
            Some((index, text)) => postings(index, &text, option)?,
            None => None,
        };
        Ok(exact.into_iter().chain(other))
    }

    /// In about how many documents a term occurs in a zone; no postings are read.
    pub fn frequency(&self, term: &Term, zone: usize) -> Result<u64, EngineError> {
        let exact = frequency(&self.exact[zone], &term.text)?;
        let Some((index, text)) = self.differing(term, zone) else {
            return Ok(exact);
        };
        let other = frequency(index, &text)?;
        // How many hold both is not known without reading them; as many as chance would have it.
        let both = exact * other / u64::from(self.reader.max_doc()).max(1);
        Ok(exact + other - both)
    }

    /// Where a root or light form stands when the exact form is another.
    fn differing<'t>(
        &self,
        term: &'t Term,
        zone: usize,
    ) -> Option<(&InvertedIndexReader, Cow<'t, str>)> {
        match term.level {
            Level::Exact => None,
            Level::Root => Some((&self.root[zone], Cow::Borrowed(&term.text))),
            Level::Light => {
                let marked = format!("{LIGHT_PREFIX}{}", term.text);
                Some((&self.root[zone], Cow::Owned(marked)))
            }
        }
    }

    /// The id of a document.
    pub fn id_of(&self, doc: u32) -> String {
        let mut id = String::new();
        if let Some(column) = &self.id
            && let Some(ord) = column.ords().first(doc)
        {
            // A failed read leaves the id empty; the document then sorts first among ties.
            let _ = column.ord_to_str(ord, &mut id);
        }
        id
    }

    /// The document with this id, if it is alive here.
    pub fn find(&self, id: &str) -> Result<Option<u32>, EngineError> {
        let Some(mut found) = postings(&self.id_index, id, IndexRecordOption::Basic)? else {
            return Ok(None);
        };
        while found.doc() != TERMINATED {
            if !self.reader.is_deleted(found.doc()) {
                return Ok(Some(found.doc()));
            }
            found.advance();
        }
        Ok(None)
    }
}

/// Postings of a term given as text.
pub fn postings(
    index: &InvertedIndexReader,
    text: &str,
    option: IndexRecordOption,
) -> Result<Option<SegmentPostings>, EngineError> {
    match index.terms().get(text)? {
        Some(info) => Ok(Some(index.read_postings_from_terminfo(&info, option)?)),
        None => Ok(None),
    }
}

/// Document frequency of a term given as text.
fn frequency(index: &InvertedIndexReader, text: &str) -> Result<u64, EngineError> {
    Ok(index
        .terms()
        .get(text)?
        .map_or(0, |info| u64::from(info.doc_freq)))
}

/// Positions of the posting's current document, appended to `out`.
pub fn positions(postings: &mut SegmentPostings, out: &mut Vec<u32>) {
    postings.append_positions_with_offset(0, out);
}

/// A frequency sketch: documents by slot of their keys.
fn count_keys(column: &Column<u64>, documents: u32) -> Vec<u16> {
    let mut counts = vec![0u16; keys::SKETCH];
    for doc in 0..documents {
        for key in column.values_for_doc(doc) {
            let count = &mut counts[keys::slot(key as u32)];
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// Marks the documents whose story has another copy in the index.
pub fn shared_stories(segments: &[Arc<SegmentColumns>]) -> Vec<Vec<u64>> {
    let mut seen: HashMap<u64, (usize, u32), rustc_hash::FxBuildHasher> = HashMap::default();
    let mut marks: Vec<Vec<u64>> = segments
        .iter()
        .map(|segment| vec![0u64; segment.reader.max_doc().div_ceil(64) as usize])
        .collect();
    let mark = |marks: &mut Vec<Vec<u64>>, segment: usize, doc: u32| {
        marks[segment][(doc / 64) as usize] |= 1 << (doc % 64);
    };
    for (number, segment) in segments.iter().enumerate() {
        for doc in 0..segment.reader.max_doc() {
            if segment.reader.is_deleted(doc) {
                continue;
            }
            match seen.entry(segment.story.get_val(doc)) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert((number, doc));
                }
                std::collections::hash_map::Entry::Occupied(entry) => {
                    let (first_segment, first_doc) = *entry.get();
                    mark(&mut marks, first_segment, first_doc);
                    mark(&mut marks, number, doc);
                }
            }
        }
    }
    marks
}
