//! The embedded engine, on tantivy. Reading order: `schema` (what is stored), `terms`, `postings`,
//! `document` and `segment` (how it gets in), `workshop`, `ledger` and `writer` (side by side, and
//! for good), `snapshot` and `columns` (what a search sees), `execute` with `clause`, `words`, `phrase`,
//! `phrases`, `together`, `proximity`, `order`, `facets` and `places` (the search).

mod backup;
mod bits;
mod clause;
mod columns;
mod document;
mod editing;
mod execute;
mod facets;
mod folder;
mod gather;
mod hits;
mod keys;
mod ledger;
mod order;
mod phrase;
mod phrases;
mod pieces;
mod places;
mod postings;
mod proximity;
mod rows;
mod schema;
mod second;
mod segment;
mod snapshot;
mod stored;
mod terms;
mod together;
mod values;
mod words;
mod workshop;
mod writer;

#[cfg(test)]
mod tests;

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use tantivy::{
    Index, IndexSettings, Order, ReloadPolicy, TantivyError, directory::error::LockError,
    index::IndexSortByField, store::Compressor, termdict::TermMerger,
};

use self::{
    folder::Folder,
    hits::PinnedHits,
    schema::{Fields, SCHEMA_VERSION, UNDATED_SECONDS},
    snapshot::{Snapshot, Snapshots},
    workshop::{SharedLedger, Site, Workshops},
    writer::{Company, Writer, WriterParts},
};
use super::{
    Answer, Engine, EngineError, Hits, Plan, Stats, Story, Term, Transaction, Write, Written,
};
use crate::{article::Article, language};

pub use backup::{Backup, backup};
pub use document::{category_paths, local_day};
pub use stored::Stored;

/// File beside tantivy's own that says how the index was made.
const STAMP: &str = "warta.json";
/// tantivy refuses less for an indexing thread.
const LEAST_THREAD_BYTES: usize = 16_000_000;

/// Where an index lives and what it may use.
#[derive(Debug, Clone)]
pub struct EngineOptions {
    /// The data directory.
    pub path: PathBuf,
    /// Memory for indexing buffers over all threads, in bytes.
    pub memory_budget_bytes: usize,
    /// Indexing threads.
    pub threads: usize,
    /// The zone whose calendar days facets and date ranges use.
    pub zone: TimeZone,
}

/// How an index was made.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    schema: u32,
    analyzer: String,
    zone: String,
}

impl Stamp {
    fn expected(zone: &TimeZone) -> Self {
        Stamp {
            schema: SCHEMA_VERSION,
            analyzer: language::FINGERPRINT.to_owned(),
            zone: zone.iana_name().unwrap_or("fixed").to_owned(),
        }
    }

    fn describe(&self) -> String {
        format!(
            "schema {}, analyzer {}, time zone {}",
            self.schema, self.analyzer, self.zone
        )
    }
}

/// An index in a folder or in memory.
pub struct TantivyEngine {
    fields: Fields,
    snapshots: Arc<Snapshots>,
    writer: Option<Writer>,
    path: PathBuf,
}

impl TantivyEngine {
    /// Opens the index for reading and writing; makes it when there is none.
    pub fn create_or_open(options: &EngineOptions) -> Result<Self, EngineError> {
        let path = options.path.clone();
        let cannot = |error: &dyn std::fmt::Display| EngineError::ReadOnly {
            path: path.clone(),
            reason: error.to_string(),
        };
        fs::create_dir_all(&path).map_err(|error| cannot(&error))?;
        let directory = Folder::writable(&path).map_err(|error| cannot(&error))?;
        let exists = Index::exists(&directory).map_err(|error| cannot(&error))?;
        let (schema, fields) = schema::schema();
        if exists {
            check_stamp(options)?;
        } else {
            let stamp = serde_json::to_vec_pretty(&Stamp::expected(&options.zone))
                .map_err(|error| cannot(&error))?;
            let written = fs::File::create(path.join(STAMP))
                .and_then(|mut file| file.write_all(&stamp).and_then(|()| file.sync_all()));
            written.map_err(|error| cannot(&error))?;
        }
        let index = Index::builder()
            .schema(schema)
            .settings(settings())
            .open_or_create(directory)
            .map_err(|error| match exists {
                true => EngineError::from(error).at(&path),
                false => cannot(&error),
            })?;
        Self::with_writer(index, fields, options).map_err(|error| error.at(&path))
    }

    /// Opens an index for reading only; another process may be writing it.
    pub fn open_read_only(options: &EngineOptions) -> Result<Self, EngineError> {
        check_present(&options.path)?;
        check_stamp(options)?;
        let (_, fields) = schema::schema();
        let open = || -> Result<Snapshots, EngineError> {
            let folder = Folder::read_only(&options.path).map_err(TantivyError::from)?;
            let reader = Index::open(folder)?
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()?;
            Snapshots::new(reader, fields.clone())
        };
        Ok(TantivyEngine {
            snapshots: Arc::new(open().map_err(|error| error.at(&options.path))?),
            fields,
            writer: None,
            path: options.path.clone(),
        })
    }

    /// An index in memory, for tests and one-off evaluations.
    pub fn in_memory(zone: TimeZone) -> Result<Self, EngineError> {
        let (schema, fields) = schema::schema();
        let index = Index::builder()
            .schema(schema)
            .settings(settings())
            .create_in_ram()?;
        let options = EngineOptions {
            path: PathBuf::from("memory"),
            memory_budget_bytes: 2 * LEAST_THREAD_BYTES,
            threads: 1,
            zone,
        };
        Self::with_writer(index, fields, &options)
    }

    fn with_writer(
        index: Index,
        fields: Fields,
        options: &EngineOptions,
    ) -> Result<Self, EngineError> {
        let site = Site {
            index: index.clone(),
            folder: options.path.is_dir().then(|| options.path.clone()),
            fields: fields.clone(),
            zone: options.zone.clone(),
            ledger: SharedLedger::default(),
        };
        let workshops = Workshops::start(options.threads, options.memory_budget_bytes, &site)?;
        // It gets whole segments, so that its own buffer stays empty.
        let writer = index
            .writer_with_num_threads(1, LEAST_THREAD_BYTES)
            .map_err(|error| match error {
                TantivyError::LockFailure(LockError::LockBusy, _) => EngineError::Busy {
                    path: options.path.clone(),
                },
                TantivyError::LockFailure(LockError::IoError(error), _) => EngineError::ReadOnly {
                    path: options.path.clone(),
                    reason: error.to_string(),
                },
                damaged @ (TantivyError::OpenReadError(_) | TantivyError::DataCorruption(_)) => {
                    damaged.into()
                }
                other => EngineError::Write {
                    path: options.path.clone(),
                    reason: other.to_string(),
                },
            })?;
        writer.set_merge_policy(writer::merge_policy());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let snapshots = Arc::new(Snapshots::new(reader, fields.clone())?);
        let writer = Writer::start(WriterParts {
            writer,
            workshops,
            ledger: site.ledger,
            fields: fields.clone(),
            snapshots: Arc::clone(&snapshots),
            path: options.path.clone(),
        })?;
        Ok(TantivyEngine {
            fields,
            snapshots,
            writer: Some(writer),
            path: options.path.clone(),
        })
    }

    /// Compares every file with the checksum that was written with it; the names of those that
    /// are not as they were, in order.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>, EngineError> {
        let snapshot = self.snapshots.current();
        let damaged = snapshot.searcher.index().validate_checksum();
        let damaged = damaged.map_err(|error| EngineError::from(error).at(&self.path))?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        damaged.sort();
        Ok(damaged)
    }

    fn writer(&self) -> Result<&Writer, EngineError> {
        self.writer.as_ref().ok_or_else(|| EngineError::ReadOnly {
            path: self.path.clone(),
            reason: "the index was opened for reading only".into(),
        })
    }

    /// The state that a plan asks for, while it is still kept; else the current one.
    fn snapshot(&self, plan: &Plan) -> Arc<Snapshot> {
        plan.generation
            .and_then(|generation| self.snapshots.of(generation))
            .unwrap_or_else(|| self.snapshots.current())
    }
}

impl Engine for TantivyEngine {
    fn search(&self, plan: &Plan) -> Result<Answer, EngineError> {
        execute::execute(&self.snapshot(plan), &self.fields, plan)
            .map_err(|error| error.at(&self.path))
    }

    fn rank(&self, plan: &Plan) -> Result<Vec<(String, f32)>, EngineError> {
        execute::rank(&self.snapshot(plan), plan).map_err(|error| error.at(&self.path))
    }

    fn hits(&self, plan: &Plan) -> Result<Box<dyn Hits>, EngineError> {
        let hits = PinnedHits::new(self.snapshot(plan), self.fields.clone(), plan)?;
        Ok(Box::new(hits))
    }

    fn article(&self, id: &str) -> Result<Option<Article>, EngineError> {
        let snapshot = self.snapshots.current();
        let found = snapshot.find(id).and_then(|found| match found {
            Some((segment, doc)) => snapshot.article(&self.fields, segment, doc).map(Some),
            None => Ok(None),
        });
        found.map_err(|error| error.at(&self.path))
    }

    fn write(&self, writes: Vec<Write>) -> Result<Vec<Written>, EngineError> {
        let mut batch = Box::new(self.writer()?.open(Company::Shared(writes.len()))?);
        batch.add(writes)?;
        batch.commit()
    }

    fn begin(&self) -> Result<Box<dyn Transaction + '_>, EngineError> {
        Ok(Box::new(self.writer()?.open(Company::Alone)?))
    }

    fn can_write(&self) -> bool {
        self.writer.as_ref().is_some_and(Writer::is_running)
    }

    fn generation(&self) -> u64 {
        self.snapshots.current().generation
    }

    fn embargoes_ended(&self, by: i64) -> usize {
        let snapshot = self.snapshots.current();
        let segments = snapshot.segments.iter();
        segments.map(|segment| segment.embargoes_ended(by)).sum()
    }

    fn articles(&self) -> u64 {
        self.snapshots.current().searcher.num_docs()
    }

    fn stats(&self) -> Result<Stats, EngineError> {
        let snapshot = self.snapshots.current();
        let space = snapshot.searcher.space_usage()?;
        let deleted = snapshot
            .segments
            .iter()
            .map(|segment| u64::from(segment.reader.num_deleted_docs()))
            .sum();
        Ok(Stats {
            articles: snapshot.searcher.num_docs(),
            segments: snapshot.segments.len(),
            bytes: space.total().get_bytes(),
            generation: snapshot.generation,
            deleted,
        })
    }

    fn document_frequency(&self, term: &Term) -> Result<u64, EngineError> {
        let mut total = 0;
        for segment in &self.snapshots.current().segments {
            total += segment.frequency(&segment.locate(term, None)?, schema::ZONES - 1);
        }
        Ok(total)
    }

    fn scan_stories(
        &self,
        sink: &mut dyn FnMut(Article, Story) -> bool,
    ) -> Result<(), EngineError> {
        let snapshot = self.snapshots.current();
        for (number, segment) in snapshot.segments.iter().enumerate() {
            for doc in segment.reader.doc_ids_alive() {
                let article = snapshot.article(&self.fields, number, doc);
                let article = article.map_err(|error| error.at(&self.path))?;
                if !sink(article, Story(segment.story.get_val(doc))) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn forms(&self, sink: &mut dyn FnMut(&str, u64)) -> Result<(), EngineError> {
        let snapshot = self.snapshots.current();
        let zones = [0, schema::ZONES - 1];
        let segments = snapshot.segments.iter();
        let lists = segments.flat_map(|segment| zones.map(|zone| segment.exact[zone].terms()));
        let streams: Result<Vec<_>, _> = lists.map(|list| list.stream()).collect();
        let mut merged = TermMerger::new(streams?);
        while merged.advance() {
            if let Ok(form) = std::str::from_utf8(merged.key()) {
                let found = merged.current_segment_ords_and_term_infos();
                sink(form, found.map(|(_, info)| u64::from(info.doc_freq)).sum());
            }
        }
        Ok(())
    }
}

fn settings() -> IndexSettings {
    IndexSettings {
        sort_by_field: Some(IndexSortByField {
            field: "seconds".into(),
            order: Order::Desc,
        }),
        // Ten hits mean ten blocks to unpack: lz4 takes a fifth of zstd's time and the index
        // has room for it.
        docstore_compression: Compressor::Lz4,
        // Half of tantivy's: half as much to unpack for a hit.
        docstore_blocksize: 8_192,
        ..IndexSettings::default()
    }
}

fn check_present(path: &Path) -> Result<(), EngineError> {
    if path.join("meta.json").is_file() {
        return Ok(());
    }
    Err(EngineError::Absent {
        path: path.to_owned(),
    })
}

fn check_stamp(options: &EngineOptions) -> Result<(), EngineError> {
    let expected = Stamp::expected(&options.zone);
    let version = |found: String| EngineError::Version {
        path: options.path.clone(),
        found,
        expected: expected.describe(),
    };
    let bytes = fs::read(options.path.join(STAMP))
        .map_err(|error| version(format!("no readable {STAMP} ({error})")))?;
    let found: Stamp = serde_json::from_slice(&bytes)
        .map_err(|error| version(format!("a damaged {STAMP} ({error})")))?;
    if found == expected {
        Ok(())
    } else {
        Err(version(found.describe()))
    }
}

// Undated articles must sort after the oldest dated one.
const _: () = assert!(UNDATED_SECONDS < -62_135_596_800);
