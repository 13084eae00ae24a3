//! Writes a segment of the index from what a workshop has gathered, in tantivy's format and with
//! tantivy's serializers. What is ours is the way there: articles are put in order first, and each
//! field's terms are brought together by counting (a radix sort) instead of in a table of lists.

use std::cmp::Reverse;

use tantivy::{
    SegmentMeta,
    directory::{TerminatingWrite, WritePtr},
    fastfield::FastFieldsWriter,
    fieldnorm::{FieldNormReader, FieldNormReaders, FieldNormsSerializer},
    index::{Segment, SegmentComponent},
    postings::{FieldSerializer, InvertedIndexSerializer},
    schema::Field,
    store::StoreWriter,
};

use super::{
    document::document,
    pieces::Pieces,
    postings::{FIELDS, Occurrences, Postings, SPEAKER, Terms},
    rows::Rows,
    schema::{Fields, ZONES},
    workshop::Site,
};

/// Postings that are brought into order at a time: 8 bytes each.
const AT_A_TIME: usize = 4_000_000;

/// Writes the rows at some places as one segment; `None` when there are none.
pub fn write(
    site: &Site,
    rows: &mut Rows,
    mut order: Vec<usize>,
    postings: &Postings,
    sorter: &mut Sorter,
) -> tantivy::Result<Option<SegmentMeta>> {
    if order.is_empty() {
        return Ok(None);
    }
    // As the index's settings ask: newest first; of the same second, the one written first.
    order.sort_by_key(|&row| Reverse(rows.all()[row].seconds()));
    let segment = site.index.new_segment();
    let norms = field_norms(&segment, &site.fields, &order, postings.split().1)?;
    inverted(&segment, site, rows, &order, postings, &norms, sorter)?;
    stored_and_columns(&segment, site, rows, &order)?;
    let meta = segment.with_max_doc(order.len() as u32).meta().clone();
    // There is no unsorted store that would have to be looked after.
    meta.untrack_temp_docstore();
    Ok(Some(meta))
}

/// The field of tantivy's behind each of ours, in the order of their numbers there.
fn text_fields(fields: &Fields) -> [(Field, usize); FIELDS] {
    let mut numbered = [(fields.speaker, SPEAKER); FIELDS];
    for zone in 0..ZONES {
        numbered[zone] = (fields.exact[zone], zone);
        numbered[ZONES + zone] = (fields.root[zone], ZONES + zone);
    }
    numbered.sort_by_key(|&(field, _)| field);
    numbered
}

fn field_norms(
    segment: &Segment,
    fields: &Fields,
    order: &[usize],
    occurrences: &[Occurrences; FIELDS],
) -> tantivy::Result<FieldNormReaders> {
    let schema = segment.schema();
    let write = segment.open_write(SegmentComponent::FieldNorms)?;
    let mut norms = FieldNormsSerializer::from_write(write)?;
    let numbered = text_fields(fields);
    for (field, entry) in schema.fields() {
        if !(entry.is_indexed() && entry.has_fieldnorms()) {
            continue;
        }
        let lengths = numbered.iter().find(|&&(text, _)| text == field);
        let norm = |&row: &usize| {
            // What is no text of ours is one word: the id.
            let length = lengths.map_or(1, |&(_, number)| occurrences[number].length(row));
            FieldNormReader::fieldnorm_to_id(length)
        };
        let data: Vec<u8> = order.iter().map(norm).collect();
        norms.serialize_field(field, &data)?;
    }
    norms.close()?;
    FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)
}

fn inverted(
    segment: &Segment,
    site: &Site,
    rows: &Rows,
    order: &[usize],
    postings: &Postings,
    norms: &FieldNormReaders,
    sorter: &mut Sorter,
) -> tantivy::Result<()> {
    let (terms, occurrences) = postings.split();
    let fields = &site.fields;
    let mut serializer = InvertedIndexSerializer::open(segment)?;
    let total = order.len() as u64;
    let mut ids = serializer.new_field(fields.id, total, norms.get_field(fields.id)?)?;
    let mut sorted: Vec<(&str, u32)> = (0..)
        .zip(order)
        .map(|(doc, &row)| (rows.all()[row].article.id.as_str(), doc))
        .collect();
    sorted.sort_unstable();
    for (id, doc) in sorted {
        ids.new_term(id.as_bytes(), 0, false)?;
        ids.write_doc(doc, 0, &[]);
        ids.close_term()?;
    }
    ids.close()?;

    let sorted = Ordered::new(terms, terms_in(occurrences, terms.len()));
    sorter.make_room(terms.len());
    for (field, number) in text_fields(fields) {
        let lists = &occurrences[number];
        let total = sorter.count(lists, order);
        if total == 0 {
            continue;
        }
        let mut field = serializer.new_field(field, total, norms.get_field(field)?)?;
        sorter.write(lists, order, &sorted, &mut field)?;
        field.close()?;
    }
    serializer.close()?;
    Ok(())
}

/// The numbers of the terms that the segment may have, of so many in all: a few of those that
/// earlier segments brought when it is small, all when finding that out would take longer.
fn terms_in(occurrences: &[Occurrences; FIELDS], terms: usize) -> Vec<u32> {
    let postings: usize = occurrences.iter().map(Occurrences::count).sum();
    if postings > terms {
        return (0..terms as u32).collect();
    }
    let mut numbers = Vec::with_capacity(postings);
    for field in occurrences {
        field.terms(|term| numbers.push(term));
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Terms in the order of their texts, and the texts one behind the other: each field goes through
/// all of them.
struct Ordered {
    numbers: Vec<u32>,
    text: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Ordered {
    fn new(terms: &Terms, numbers: Vec<u32>) -> Self {
        // Nearly all are told apart by their first bytes, compared as one number.
        let head = |number| {
            let mut head = [0; 8];
            for (to, from) in head.iter_mut().zip(terms.text(number).bytes()) {
                *to = from;
            }
            u64::from_be_bytes(head)
        };
        let mut sorted: Vec<(u64, u32)> = numbers.into_iter().map(|n| (head(n), n)).collect();
        sorted.sort_unstable_by(|&(a_head, a), &(b_head, b)| {
            let heads = a_head.cmp(&b_head);
            heads.then_with(|| terms.text(a).cmp(terms.text(b)))
        });
        let mut ordered = Ordered {
            numbers: Vec::with_capacity(sorted.len()),
            text: String::with_capacity(terms.text_bytes()),
            ends: Vec::with_capacity(sorted.len()),
        };
        for (_, number) in sorted {
            ordered.numbers.push(number);
            ordered.text.push_str(terms.text(number));
            ordered.ends.push(ordered.text.len() as u32);
        }
        ordered
    }

    fn text(&self, place: usize) -> &[u8] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text.as_bytes()[start as usize..self.ends[place] as usize]
    }
}

/// Brings a field's postings from the order of the texts into that of the terms. Its space is used
/// again for the next segment.
#[derive(Debug, Default)]
pub struct Sorter {
    /// By number of the term.
    counts: Vec<u32>,
    /// Where the next posting of a term goes; [`ELSEWHERE`] for all but those sorted now.
    next: Vec<u32>,
    postings: Vec<(u32, u32)>,
    steps: Vec<u32>,
}

/// Not among the terms that are sorted now.
const ELSEWHERE: u32 = u32::MAX;

impl Sorter {
    /// For so many terms.
    fn make_room(&mut self, terms: usize) {
        self.counts.resize(terms, 0);
        self.next.clear();
        self.next.resize(terms, ELSEWHERE);
    }

    /// Counts a field's postings by term; gives how many there are in all.
    fn count(&mut self, lists: &Occurrences, order: &[usize]) -> u64 {
        self.counts.fill(0);
        let mut total = 0;
        for &row in order {
            lists.each(row, |term, _| {
                self.counts[term as usize] += 1;
                total += 1;
            });
        }
        total
    }

    /// Writes the field's terms.
    fn write(
        &mut self,
        lists: &Occurrences,
        order: &[usize],
        terms: &Ordered,
        field: &mut FieldSerializer<'_>,
    ) -> tantivy::Result<()> {
        let mut place = 0;
        while place < terms.numbers.len() {
            let now = place..place + self.reach(&terms.numbers[place..]);
            self.gather(lists, order, &terms.numbers[now.clone()]);
            let mut begin = 0;
            for at in now.clone() {
                let end = begin + self.counts[terms.numbers[at] as usize] as usize;
                if begin < end {
                    let postings = &self.postings[begin..end];
                    write_term(field, terms.text(at), postings, &mut self.steps)?;
                }
                begin = end;
            }
            place = now.end;
        }
        Ok(())
    }

    /// How many terms are sorted together.
    fn reach(&self, sorted: &[u32]) -> usize {
        let mut size = 0;
        let fits = sorted.iter().take_while(|&&term| {
            size += self.counts[term as usize] as usize;
            size <= AT_A_TIME
        });
        fits.count().max(1)
    }

    /// The postings of some terms, by term, document and position.
    fn gather(&mut self, lists: &Occurrences, order: &[usize], terms: &[u32]) {
        let mut size = 0;
        for &term in terms {
            self.next[term as usize] = size;
            size += self.counts[term as usize];
        }
        if self.postings.len() < size as usize {
            self.postings = vec![(0, 0); (size as usize).max(AT_A_TIME.min(lists.count()))];
        }
        let (next, postings) = (&mut self.next, &mut self.postings);
        for (doc, &row) in (0..).zip(order) {
            lists.each(row, |term, position| {
                let next = &mut next[term as usize];
                if *next != ELSEWHERE {
                    postings[*next as usize] = (doc, position);
                    *next += 1;
                }
            });
        }
        for &term in terms {
            self.next[term as usize] = ELSEWHERE;
        }
    }
}

fn write_term(
    field: &mut FieldSerializer<'_>,
    term: &[u8],
    postings: &[(u32, u32)],
    steps: &mut Vec<u32>,
) -> tantivy::Result<()> {
    let documents = postings.chunk_by(|a, b| a.0 == b.0);
    field.new_term(term, documents.count() as u32, true)?;
    for document in postings.chunk_by(|a, b| a.0 == b.0) {
        steps.clear();
        let mut before = 0;
        for &(_, position) in document {
            steps.push(position - before);
            before = position;
        }
        field.write_doc(document[0].0, steps.len() as u32, steps);
    }
    field.close_term()?;
    Ok(())
}

fn stored_and_columns(
    segment: &Segment,
    site: &Site,
    rows: &mut Rows,
    order: &[usize],
) -> tantivy::Result<()> {
    let (index, schema) = (&site.index, segment.schema());
    let settings = index.settings();
    let tokenizers = index.fast_field_tokenizer().clone();
    let mut columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?;
    let file = segment.open_write(SegmentComponent::Store)?;
    let mut store = StoreWriter::new(
        WritePtr::new(Box::new(Pieces::new(file))),
        settings.docstore_compression,
        settings.docstore_blocksize,
        // Segments are written side by side already.
        false,
    )?;
    rows.each(order, |row, stored| {
        let document = document(row, stored, &site.fields, &site.zone);
        columns.add_document(&document)?;
        store.store(&document, &schema)?;
        tantivy::Result::Ok(())
    })?;
    store.close()?;
    let mut write = segment.open_write(SegmentComponent::FastFields)?;
    columns.serialize(&mut write, None)?;
    write.terminate()?;
    Ok(())
}
