//! Where articles are taken apart: each thread has a workshop that gathers articles until they
//! are many enough for a segment, or are to be committed.

use std::sync::{Mutex, PoisonError};

use jiff::tz::TimeZone;
use rayon::prelude::*;
use tantivy::{Index, SegmentMeta};

use super::{document::Row, postings::Postings, schema::Fields, segment, terms::Reader};
use crate::mining::quotes::quotes;

/// Articles gathered for one segment.
#[derive(Debug, Default)]
struct Workshop {
    reader: Reader,
    postings: Postings,
    rows: Vec<Row>,
    bytes: usize,
}

impl Workshop {
    fn add(&mut self, mut row: Row) {
        let quotes = quotes(&row.article);
        row.keys = self.reader.read(&row.article, &quotes, &mut self.postings);
        row.article.body = Vec::new();
        self.bytes += row.bytes();
        self.rows.push(row);
    }

    fn bytes(&self) -> usize {
        self.bytes + self.postings.bytes()
    }

    fn clear(&mut self) {
        self.postings.clear();
        self.rows.clear();
        self.bytes = 0;
    }
}

/// All workshops, and where their segments go.
pub struct Workshops {
    workshops: Vec<Workshop>,
    /// A workshop with more bytes than that is emptied.
    most_bytes: usize,
    index: Index,
    fields: Fields,
    zone: TimeZone,
}

impl Workshops {
    /// So many of them, with so much memory in all.
    pub fn new(threads: usize, bytes: usize, index: Index, fields: Fields, zone: TimeZone) -> Self {
        let mut workshops = Vec::new();
        workshops.resize_with(threads.max(1), Workshop::default);
        Workshops {
            most_bytes: bytes / workshops.len(),
            workshops,
            index,
            fields,
            zone,
        }
    }

    /// Takes rows apart, side by side.
    pub fn add(&mut self, rows: Vec<Row>) {
        if let [first, ..] = self.workshops.as_mut_slice()
            && rows.len() == 1
        {
            rows.into_iter().for_each(|row| first.add(row));
            return;
        }
        let rows = Mutex::new(rows.into_iter());
        let next = || rows.lock().unwrap_or_else(PoisonError::into_inner).next();
        self.workshops.par_iter_mut().for_each(|workshop| {
            while let Some(row) = next() {
                workshop.add(row);
            }
        });
    }

    /// Writes segments of the workshops that are full, or of all, from the rows for which `kept`
    /// is true. Gives the segments and the ids of the articles in them.
    pub fn write(
        &mut self,
        all: bool,
        kept: impl Fn(&Row) -> bool + Sync,
    ) -> tantivy::Result<(Vec<SegmentMeta>, Vec<String>)> {
        let (index, fields, zone) = (&self.index, &self.fields, &self.zone);
        let mut due: Vec<&mut Workshop> = self
            .workshops
            .iter_mut()
            .filter(|workshop| all || workshop.bytes() > self.most_bytes)
            .collect();
        let segments = due
            .par_iter_mut()
            .map(|workshop| {
                let Workshop { postings, rows, .. } = &mut **workshop;
                segment::write(index, fields, zone, rows, postings, &kept)
            })
            .collect::<tantivy::Result<Vec<_>>>()?;
        let mut ids = Vec::new();
        for workshop in due {
            let rows = workshop.rows.drain(..).filter(|row| kept(row));
            ids.extend(rows.map(|row| row.article.id));
            workshop.clear();
        }
        Ok((segments.into_iter().flatten().collect(), ids))
    }

    /// Drops what has been gathered.
    pub fn clear(&mut self) {
        for workshop in &mut self.workshops {
            workshop.clear();
        }
    }
}
