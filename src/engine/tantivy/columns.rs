//! What one segment offers to a search: columns, postings and lengths, opened once per
//! segment and shared by all searches.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use tantivy::{
    DocSet, InvertedIndexReader, SegmentReader, TERMINATED,
    columnar::{Column, ColumnValues, StrColumn},
    postings::{Postings as _, SegmentPostings, TermInfo},
    schema::IndexRecordOption,
};

use super::schema::{Fields, LIGHT_PREFIX, UNDATED_DAY, UNDATED_SECONDS, ZONES};
use super::{keys, phrases::KnownPhrases, values::SegmentValues};
use crate::{
    engine::{EngineError, Level, Term},
    query::FilterField,
};

/// Where a term's postings are in one segment.
#[derive(Debug, Clone, Default)]
pub struct Located {
    /// Where the exact form is the term.
    pub exact: [Option<TermInfo>; ZONES],
    /// Where the root or light form is the term and the exact form is another.
    pub differing: [Option<TermInfo>; ZONES],
}

impl Located {
    /// Whether a zone holds it.
    pub fn is_in(&self, zone: usize) -> bool {
        self.exact[zone].is_some() || self.differing[zone].is_some()
    }

    /// Whether it is nowhere.
    pub fn is_empty(&self) -> bool {
        (self.exact.iter().chain(&self.differing)).all(Option::is_none)
    }
}

/// The first and last of the days that are dates: a counter stands for each day between them, and
/// the sentinel of undated articles would put thousands of years there.
fn dated(days: &[i32]) -> (i32, i32) {
    let dated = days.iter().filter(|&&day| day != UNDATED_DAY);
    dated.fold((i32::MAX, i32::MIN), |(first, last), &day| {
        (first.min(day), last.max(day))
    })
}

/// One segment, opened.
pub struct SegmentColumns {
    pub reader: SegmentReader,
    /// Seconds since 1970 by document; in memory, because every match asks.
    pub seconds: Vec<i64>,
    /// Local days by document.
    pub days: Vec<i32>,
    /// The first and last day of dated articles, in this order; the other way round when there
    /// are none.
    pub day_range: (i32, i32),
    pub story: Arc<dyn ColumnValues<u64>>,
    pub content: Arc<dyn ColumnValues<u64>>,
    pub visible: Arc<dyn ColumnValues<i64>>,
    /// Whether every article may be shown at any time (no embargo, nothing retracted).
    pub all_visible: bool,
    /// The moments at which embargoes end, the earliest first.
    embargoes: Vec<i64>,
    pub id: Option<StrColumn>,
    id_index: Arc<InvertedIndexReader>,
    /// Values of category, source, author and tag.
    pub values: [SegmentValues; 4],
    /// Keys by document, in memory: feedback reads thousands of them in a search.
    keys: Keys,
    key_counts: Vec<u16>,
    pub exact: [Arc<InvertedIndexReader>; ZONES],
    pub root: [Arc<InvertedIndexReader>; ZONES],
    /// Field-norm ids by document.
    pub norms: [Vec<u8>; ZONES],
    pub speaker: Arc<InvertedIndexReader>,
    pub phrases: KnownPhrases,
}

impl SegmentColumns {
    /// Opens everything that searches use.
    pub fn open(reader: SegmentReader, fields: &Fields) -> Result<Self, EngineError> {
        let fast = reader.fast_fields();
        let number = |name: &str, default| -> Result<_, EngineError> {
            Ok(fast.i64(name)?.first_or_default_col(default))
        };
        let visible = number("visible", 0)?;
        let seconds = number("seconds", UNDATED_SECONDS)?;
        let day = number("day", i64::from(UNDATED_DAY))?;
        let norms = |field| -> Result<Vec<u8>, EngineError> {
            let norms = reader.get_fieldnorms_reader(field)?;
            Ok((0..reader.max_doc())
                .map(|doc| norms.fieldnorm_id(doc))
                .collect())
        };
        let inverted =
            |fields: &[_; ZONES]| -> Result<[Arc<InvertedIndexReader>; ZONES], EngineError> {
                Ok([
                    reader.inverted_index(fields[0])?,
                    reader.inverted_index(fields[1])?,
                    reader.inverted_index(fields[2])?,
                ])
            };
        let all_visible = visible.max_value() <= 0;
        let mut embargoes: Vec<i64> = Vec::new();
        if !all_visible {
            embargoes.extend(
                visible
                    .iter()
                    .filter(|&until| 0 < until && until < i64::MAX),
            );
            embargoes.sort_unstable();
        }
        let days: Vec<i32> = day.iter().map(|day| day as i32).collect();
        let documents = reader.max_doc();
        let values = |field| -> Result<SegmentValues, EngineError> {
            let column = fast.str(Fields::filter_name(field))?;
            // Categories are parts of paths, which hang together by their spelling.
            let merged = field != FilterField::Category;
            SegmentValues::read(column.as_ref(), documents, merged)
        };
        let keys = Keys::read(&fast.u64("keys")?, reader.max_doc());
        Ok(SegmentColumns {
            seconds: seconds.iter().collect(),
            day_range: dated(&days),
            days,
            story: fast.u64("story")?.first_or_default_col(0),
            content: fast.u64("content")?.first_or_default_col(0),
            all_visible,
            embargoes,
            visible,
            id: fast.str("id")?,
            id_index: reader.inverted_index(fields.id)?,
            values: [
                values(FilterField::Category)?,
                values(FilterField::Source)?,
                values(FilterField::Author)?,
                values(FilterField::Tag)?,
            ],
            key_counts: keys.count(),
            keys,
            exact: inverted(&fields.exact)?,
            root: inverted(&fields.root)?,
            norms: [
                norms(fields.exact[0])?,
                norms(fields.exact[1])?,
                norms(fields.exact[2])?,
            ],
            speaker: reader.inverted_index(fields.speaker)?,
            phrases: KnownPhrases::new(documents),
            reader,
        })
    }

    /// Values of a filter field.
    pub fn filter(&self, field: FilterField) -> &SegmentValues {
        &self.values[field as usize]
    }

    /// The keys of a document.
    pub fn keys_of(&self, doc: u32) -> &[u32] {
        self.keys.of(doc)
    }

    /// In about how many documents a key occurs.
    pub fn key_count(&self, key: u32) -> u32 {
        u32::from(self.key_counts[keys::slot(key)])
    }

    /// Looks a term up in every zone's dictionaries, once for all that a search does with it.
    /// `exact` is where its exact forms are, if that is known.
    pub fn locate(
        &self,
        term: &Term,
        exact: Option<&[Option<TermInfo>; ZONES]>,
    ) -> Result<Located, EngineError> {
        let mut located = Located::default();
        let differing = match term.level {
            Level::Exact => None,
            Level::Root => Some(Cow::Borrowed(&term.text)),
            Level::Light => Some(Cow::Owned(format!("{LIGHT_PREFIX}{}", term.text))),
        };
        for zone in 0..ZONES {
            located.exact[zone] = match exact {
                Some(exact) => exact[zone].clone(),
                None => self.exact[zone].terms().get(&term.text)?,
            };
            if let Some(text) = &differing {
                located.differing[zone] = self.root[zone].terms().get(text.as_str())?;
            }
        }
        Ok(located)
    }

    /// Postings of a located term in a zone: one list of an exact form, up to two of a root or
    /// light form, which may hold the same document.
    pub fn postings(
        &self,
        located: &Located,
        zone: usize,
        option: IndexRecordOption,
    ) -> Result<impl Iterator<Item = SegmentPostings>, EngineError> {
        let (same, other) = self.postings_apart(located, zone, option)?;
        Ok(same.into_iter().chain(other))
    }

    /// The two lists of [`SegmentColumns::postings`]: where the term stands in just this form,
    /// and where the text has another form of it.
    pub fn postings_apart(
        &self,
        located: &Located,
        zone: usize,
        option: IndexRecordOption,
    ) -> Result<(Option<SegmentPostings>, Option<SegmentPostings>), EngineError> {
        let open = |index: &InvertedIndexReader, info: &Option<TermInfo>| {
            info.as_ref()
                .map(|info| index.read_postings_from_terminfo(info, option))
                .transpose()
        };
        let same = open(&self.exact[zone], &located.exact[zone])?;
        let other = open(&self.root[zone], &located.differing[zone])?;
        Ok((same, other))
    }

    /// Number of tokens in a zone of a document, rounded down where it is large.
    pub fn length(&self, doc: u32, zone: usize) -> u32 {
        tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(self.norms[zone][doc as usize])
    }

    /// In about how many documents a located term occurs in a zone.
    pub fn frequency(&self, located: &Located, zone: usize) -> u64 {
        let count = |info: &Option<TermInfo>| info.as_ref().map_or(0, |i| u64::from(i.doc_freq));
        let (exact, differing) = (count(&located.exact[zone]), count(&located.differing[zone]));
        // How many hold both is not known without reading them; as many as chance would have it.
        let both = exact * differing / u64::from(self.reader.max_doc()).max(1);
        exact + differing - both
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

    /// How many embargoes of the segment end by a moment, in seconds since 1970.
    pub fn embargoes_ended(&self, by: i64) -> usize {
        self.embargoes.partition_point(|&until| until <= by)
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

/// Positions of the posting's current document, appended to `out`.
pub fn positions(postings: &mut SegmentPostings, out: &mut Vec<u32>) {
    postings.append_positions_with_offset(0, out);
}

/// Positions of a document, appended to `out` if the postings hold it. Documents must be asked
/// for in ascending order.
pub fn positions_in(postings: &mut SegmentPostings, doc: u32, out: &mut Vec<u32>) {
    let here = postings.doc();
    if here == doc || (here < doc && postings.seek(doc) == doc) {
        positions(postings, out);
    }
}

/// The keys of all documents of a segment.
struct Keys {
    /// Where each document's begin in `values`; one more than documents.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Keys {
    fn read(column: &Column<u64>, documents: u32) -> Self {
        let mut keys = Keys {
            starts: Vec::with_capacity(documents as usize + 1),
            values: Vec::new(),
        };
        keys.starts.push(0);
        for doc in 0..documents {
            let values = column.values_for_doc(doc).map(|key| key as u32);
            keys.values.extend(values);
            keys.starts.push(keys.values.len() as u32);
        }
        keys.values.shrink_to_fit();
        keys
    }

    fn of(&self, doc: u32) -> &[u32] {
        let doc = doc as usize;
        &self.values[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }

    /// A frequency sketch: documents by slot of their keys.
    fn count(&self) -> Vec<u16> {
        let mut counts = vec![0u16; keys::SKETCH];
        for &key in &self.values {
            let count = &mut counts[keys::slot(key)];
            *count = count.saturating_add(1);
        }
        counts
    }
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
