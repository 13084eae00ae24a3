//! Values of filter fields in arrays: a few nanoseconds a document where a column takes tens.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::columnar::StrColumn;

use crate::engine::EngineError;

/// A document without a value.
const NONE: u32 = u32::MAX;

/// The values of one field in one segment.
#[derive(Debug, Default)]
pub struct SegmentValues {
    /// Where each document's values begin in `ordinals`; one more than documents.
    starts: Vec<u32>,
    ordinals: Vec<u32>,
    /// The only value of each document or [`NONE`], when none has more than one.
    only: Option<Vec<u32>>,
    /// The segment's distinct values, by ordinal. Of those that differ in case alone there is one,
    /// in the spelling of most articles; the ordinals of the others are not used.
    names: Vec<String>,
    /// In how many articles each is written so.
    written: Vec<u32>,
}

impl SegmentValues {
    /// Reads a column; `merged` when values that differ in case alone are one.
    pub fn read(
        column: Option<&StrColumn>,
        documents: u32,
        merged: bool,
    ) -> Result<Self, EngineError> {
        let mut values = SegmentValues::default();
        values.starts.reserve(documents as usize + 1);
        values.starts.push(0);
        let Some(column) = column else {
            values.starts.resize(documents as usize + 1, 0);
            return Ok(values);
        };
        for doc in 0..documents {
            let ordinals = column.ords().values_for_doc(doc);
            values
                .ordinals
                .extend(ordinals.map(|ordinal| ordinal as u32));
            values.starts.push(values.ordinals.len() as u32);
        }
        values.names = vec![String::new(); column.num_terms()];
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            if let Some(name) = values.names.get_mut(stream.term_ord() as usize) {
                *name = String::from_utf8_lossy(stream.key()).into_owned();
            }
        }
        if merged {
            values.merge_cases();
        }
        let single = values.starts.windows(2).all(|pair| pair[1] - pair[0] <= 1);
        values.only = single.then(|| {
            let documents = 0..documents;
            let only = documents.map(|doc| values.of(doc).first().copied().unwrap_or(NONE));
            only.collect()
        });
        Ok(values)
    }

    /// Makes one value of those that differ in case alone, as filters do: a count is to say what
    /// choosing the value brings. An article that has two of them has it once.
    fn merge_cases(&mut self) {
        self.written = vec![0; self.names.len()];
        for &ordinal in &self.ordinals {
            self.written[ordinal as usize] += 1;
        }
        let mut best: FxHashMap<String, u32> = FxHashMap::default();
        for (name, ordinal) in self.names.iter().zip(0u32..) {
            let kept = best.entry(name.to_lowercase()).or_insert(ordinal);
            if self.written[ordinal as usize] > self.written[*kept as usize] {
                *kept = ordinal;
            }
        }
        if best.len() == self.names.len() {
            return;
        }
        let kept: Vec<u32> = self
            .names
            .iter()
            .map(|name| best[&name.to_lowercase()])
            .collect();
        let mut ordinals = Vec::with_capacity(self.ordinals.len());
        let mut starts = vec![0];
        for doc in 0..self.starts.len() as u32 - 1 {
            let first = ordinals.len();
            for &ordinal in self.of(doc) {
                let ordinal = kept[ordinal as usize];
                if !ordinals[first..].contains(&ordinal) {
                    ordinals.push(ordinal);
                }
            }
            starts.push(ordinals.len() as u32);
        }
        for (ordinal, &kept) in kept.iter().enumerate() {
            if kept != ordinal as u32 {
                self.names[ordinal] = self.names[kept as usize].clone();
                self.written[ordinal] = 0;
            }
        }
        self.ordinals = ordinals;
        self.starts = starts;
    }

    /// Counts the values of documents, by ordinal.
    pub fn tally(&self, documents: &[u32], counts: &mut [u32]) {
        match &self.only {
            _ if counts.is_empty() => {}
            Some(only) => {
                for &doc in documents {
                    if let Some(count) = counts.get_mut(only[doc as usize] as usize) {
                        *count += 1;
                    }
                }
            }
            None => {
                for &doc in documents {
                    for &ordinal in self.of(doc) {
                        counts[ordinal as usize] += 1;
                    }
                }
            }
        }
    }

    /// Ordinals of a document's values.
    pub fn of(&self, doc: u32) -> &[u32] {
        let doc = doc as usize;
        &self.ordinals[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }

    /// How many distinct values there are.
    pub fn distinct(&self) -> usize {
        self.names.len()
    }
}

/// The distinct values of one field over all segments of a snapshot.
#[derive(Debug, Default)]
pub struct FieldNames {
    /// Names by global number, sorted.
    pub names: Vec<Arc<str>>,
    /// Global numbers by segment and ordinal.
    pub global: Vec<Vec<u32>>,
    /// Global numbers by lower-cased name: filters ignore case.
    lower: FxHashMap<String, Vec<u32>>,
}

impl FieldNames {
    /// Numbers the values of all segments in the order of their names.
    pub fn new<'s>(segments: impl Iterator<Item = &'s SegmentValues>) -> Self {
        let by_segment: Vec<&SegmentValues> = segments.collect();
        let all = by_segment.iter().flat_map(|segment| &segment.names);
        let mut sorted: Vec<&str> = all.map(String::as_str).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let spellings = spellings(&by_segment);
        let kept = |name: &str| match spellings.get(&name.to_lowercase()) {
            Some(kept) => *kept == name,
            None => true,
        };
        sorted.retain(|name| kept(name));
        let mut numbers: FxHashMap<&str, u32> = sorted.iter().copied().zip(0..).collect();
        let mut lower: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (name, &number) in &numbers {
            lower.entry(name.to_lowercase()).or_default().push(number);
        }
        for segment in &by_segment {
            for name in &segment.names {
                if let Some(kept) = spellings.get(&name.to_lowercase()) {
                    let number = numbers[*kept];
                    numbers.insert(name, number);
                }
            }
        }
        FieldNames {
            global: by_segment
                .iter()
                .map(|segment| segment.names.iter().map(|name| numbers[name.as_str()]))
                .map(Iterator::collect)
                .collect(),
            names: sorted.into_iter().map(Arc::from).collect(),
            lower,
        }
    }

    /// Marks the ordinals of a segment whose names are among `wanted`, ignoring case; `None`
    /// when there are none.
    pub fn chosen(&self, segment: usize, wanted: &[String]) -> Option<Vec<bool>> {
        let numbers: Vec<u32> = wanted
            .iter()
            .filter_map(|name| self.lower.get(&name.to_lowercase()))
            .flatten()
            .copied()
            .collect();
        let chosen: Vec<bool> = self.global[segment]
            .iter()
            .map(|number| numbers.contains(number))
            .collect();
        chosen.contains(&true).then_some(chosen)
    }
}

/// The spelling of each lower-cased value that most articles have, where values that differ in case
/// alone are one.
fn spellings<'s>(segments: &[&'s SegmentValues]) -> FxHashMap<String, &'s str> {
    let mut written: FxHashMap<&str, u64> = FxHashMap::default();
    for segment in segments {
        for (name, &count) in segment.names.iter().zip(&segment.written) {
            *written.entry(name).or_default() += u64::from(count);
        }
    }
    let mut best: FxHashMap<String, (u64, &str)> = FxHashMap::default();
    for (name, count) in written {
        let kept = best.entry(name.to_lowercase()).or_insert((count, name));
        // Of equally frequent ones always the same.
        if (count, kept.1) > (kept.0, name) {
            *kept = (count, name);
        }
    }
    best.into_iter()
        .map(|(lower, (_, name))| (lower, name))
        .collect()
}

/// The names of the four filter fields, shared by searches.
pub type Names = Arc<[FieldNames; 4]>;
