//! One state of the index, opened for searching.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, RwLock},
};

use tantivy::{
    DocAddress, IndexReader, Searcher,
    index::SegmentId,
    schema::{Field, Value},
};

use super::{
    columns::{SegmentColumns, shared_stories},
    schema::{Fields, ZONES},
    values::{FieldNames, Names},
    words::Collection,
};
use crate::{article::Article, engine::EngineError};

/// Old states are kept for cursors; so many of them.
const KEPT: usize = 8;

/// One state of the index.
pub struct Snapshot {
    pub searcher: Searcher,
    pub segments: Vec<Arc<SegmentColumns>>,
    /// Documents whose story has another copy, a bit each, by segment.
    pub shared: Vec<Vec<u64>>,
    pub collection: Collection,
    /// Names of filter values over all segments.
    pub names: Names,
    pub generation: u64,
}

impl Snapshot {
    /// The segment and document with an id.
    pub fn find(&self, id: &str) -> Result<Option<(usize, u32)>, EngineError> {
        for (number, segment) in self.segments.iter().enumerate() {
            if let Some(doc) = segment.find(id)? {
                return Ok(Some((number, doc)));
            }
        }
        Ok(None)
    }

    /// The stored article at an address.
    pub fn article(
        &self,
        fields: &Fields,
        segment: usize,
        doc: u32,
    ) -> Result<Article, EngineError> {
        let address = DocAddress::new(segment as u32, doc);
        article_at(&self.searcher, fields.article, address)
    }

    /// Whether another copy of the document's story is in the index.
    pub fn is_shared(&self, segment: usize, doc: u32) -> bool {
        self.shared[segment][(doc / 64) as usize] & (1 << (doc % 64)) != 0
    }
}

/// The article that is stored in a field of a document.
pub fn article_at(
    searcher: &Searcher,
    field: Field,
    address: DocAddress,
) -> Result<Article, EngineError> {
    let document: tantivy::TantivyDocument = searcher.doc(address)?;
    let json = document
        .get_first(field)
        .and_then(|value| value.as_str())
        .ok_or_else(|| EngineError::Read("an article is missing from the store".into()))?;
    serde_json::from_str(json)
        .map_err(|error| EngineError::Read(format!("a stored article is damaged: {error}")))
}

/// The current state and a few old ones.
pub struct Snapshots {
    reader: IndexReader,
    fields: Fields,
    current: RwLock<Arc<Snapshot>>,
    kept: Mutex<VecDeque<Arc<Snapshot>>>,
}

impl Snapshots {
    /// Opens the current state.
    pub fn new(reader: IndexReader, fields: Fields) -> Result<Self, EngineError> {
        let first = Arc::new(open(reader.searcher(), &fields, &[])?);
        Ok(Snapshots {
            reader,
            fields,
            current: RwLock::new(first),
            kept: Mutex::new(VecDeque::new()),
        })
    }

    /// The current state.
    pub fn current(&self) -> Arc<Snapshot> {
        match self.current.read() {
            Ok(current) => Arc::clone(&current),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// The state of a generation: the current one or one that is kept.
    pub fn of(&self, generation: u64) -> Option<Arc<Snapshot>> {
        let current = self.current();
        if current.generation == generation {
            return Some(current);
        }
        let kept = self
            .kept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        kept.iter()
            .find(|old| old.generation == generation)
            .cloned()
    }

    /// Makes what has been committed visible.
    pub fn reload(&self) -> Result<(), EngineError> {
        self.reader.reload()?;
        let old = self.current();
        let searcher = self.reader.searcher();
        let next = Arc::new(open(searcher, &self.fields, &old.segments)?);
        if next.generation == old.generation {
            return Ok(());
        }
        match self.current.write() {
            Ok(mut current) => *current = next,
            Err(poisoned) => *poisoned.into_inner() = next,
        }
        let mut kept = self
            .kept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        kept.push_back(old);
        while kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(())
    }
}

/// Identifies a state by what is searchable in it: segments and their deletes, in any process.
fn generation_of(searcher: &Searcher) -> u64 {
    let mut parts: Vec<(String, u64)> = searcher
        .segment_readers()
        .iter()
        .map(|reader| {
            (
                reader.segment_id().uuid_string(),
                reader.delete_opstamp().unwrap_or(0) ^ u64::from(reader.num_docs()),
            )
        })
        .collect();
    parts.sort();
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for (id, opstamp) in parts {
        hash.update(id.as_bytes());
        hash.update(&opstamp.to_le_bytes());
    }
    hash.digest()
}

fn open(
    searcher: Searcher,
    fields: &Fields,
    old: &[Arc<SegmentColumns>],
) -> Result<Snapshot, EngineError> {
    let known: HashMap<(SegmentId, Option<u64>), &Arc<SegmentColumns>> = old
        .iter()
        .map(|segment| {
            let key = (segment.reader.segment_id(), segment.reader.delete_opstamp());
            (key, segment)
        })
        .collect();
    let mut segments = Vec::new();
    for reader in searcher.segment_readers() {
        let key = (reader.segment_id(), reader.delete_opstamp());
        segments.push(match known.get(&key) {
            Some(&segment) => Arc::clone(segment),
            None => Arc::new(SegmentColumns::open(reader.clone(), fields)?),
        });
    }
    let mut documents = 0u64;
    let mut tokens = [0u64; ZONES];
    for segment in &segments {
        documents += u64::from(segment.reader.max_doc());
        for (zone, total) in tokens.iter_mut().enumerate() {
            *total += segment.exact[zone].total_num_tokens();
        }
    }
    let mean_length = tokens.map(|total| total as f32 / documents.max(1) as f32);
    let names = std::array::from_fn(|field| {
        FieldNames::new(segments.iter().map(|segment| &segment.values[field]))
    });
    Ok(Snapshot {
        names: Arc::new(names),
        generation: generation_of(&searcher),
        shared: shared_stories(&segments),
        collection: Collection {
            documents,
            mean_length,
        },
        segments,
        searcher,
    })
}
