//! Exact facet counts in one pass, drill-sideways: a facet ignores its own selection.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;

use super::{
    columns::{self, SegmentColumns},
    schema::UNDATED_DAY,
};
use crate::{
    engine::{EngineError, plan::Selection},
    query::FilterField,
};

/// The facet selections of a plan in one segment.
pub struct FacetFilter<'s> {
    /// Field, its column and the chosen ordinals.
    parts: Vec<(FilterField, Option<&'s StrColumn>, Vec<u64>)>,
}

impl<'s> FacetFilter<'s> {
    /// Looks the chosen values up, ignoring case.
    pub fn new(segment: &'s SegmentColumns, selections: &[Selection]) -> Result<Self, EngineError> {
        let mut parts = Vec::with_capacity(selections.len());
        for selection in selections {
            let column = segment.filter(selection.field);
            let wanted: Vec<String> = selection.values.iter().map(|v| v.to_lowercase()).collect();
            let ordinals = match column {
                Some(column) => columns::ordinals(column, |value| {
                    let value = value.to_lowercase();
                    wanted.contains(&value)
                })?,
                None => Vec::new(),
            };
            parts.push((selection.field, column, ordinals));
        }
        Ok(FacetFilter { parts })
    }

    /// The fields whose selection a document fails, a bit each (1 << field).
    pub fn failed(&self, doc: u32) -> u8 {
        let mut failed = 0;
        for (field, column, ordinals) in &self.parts {
            let passes = column.is_some_and(|column| {
                column
                    .ords()
                    .values_for_doc(doc)
                    .any(|ord| ordinals.contains(&ord))
            });
            if !passes {
                failed |= 1 << (*field as u8);
            }
        }
        failed
    }
}

/// Counts over all segments.
pub struct Counts {
    fields: Vec<(FilterField, HashMap<String, u64>)>,
    days: Option<BTreeMap<i32, u64>>,
}

/// Counts of one segment, by ordinal.
pub struct SegmentCounts<'s> {
    fields: Vec<(FilterField, Option<&'s StrColumn>, Vec<u32>)>,
    segment: &'s SegmentColumns,
    /// First day of `days` and a counter for each day from there.
    first_day: i64,
    days: Vec<u32>,
}

impl Counts {
    /// Empty counts of these facets.
    pub fn new(fields: &[FilterField], days: bool) -> Self {
        Counts {
            fields: fields
                .iter()
                .map(|&field| (field, HashMap::new()))
                .collect(),
            days: days.then(BTreeMap::new),
        }
    }

    /// A counter for a segment.
    pub fn segment<'s>(&self, segment: &'s SegmentColumns) -> SegmentCounts<'s> {
        let fields = self
            .fields
            .iter()
            .map(|(field, _)| {
                let column = segment.filter(*field);
                let values = column.map_or(0, |column| column.num_terms());
                (*field, column, vec![0u32; values])
            })
            .collect();
        let (mut first_day, mut days) = (0, 0);
        if self.days.is_some() && segment.reader.max_doc() > 0 {
            // The sentinel of undated articles must not stretch the array.
            let last = segment.day.max_value();
            first_day = segment.day.min_value().max(EARLIEST_DAY);
            days = (last - first_day + 1).max(0) as usize;
        }
        SegmentCounts {
            fields,
            segment,
            first_day,
            days: vec![0; days],
        }
    }

    /// Adds a segment's counts.
    pub fn finish(&mut self, counts: SegmentCounts<'_>) -> Result<(), EngineError> {
        for ((_, totals), (_, column, by_ordinal)) in self.fields.iter_mut().zip(&counts.fields) {
            let Some(column) = column else { continue };
            let mut value = String::new();
            let counted: Vec<(u64, u32)> = by_ordinal
                .iter()
                .enumerate()
                .filter(|&(_, &count)| count > 0)
                .map(|(ordinal, &count)| (ordinal as u64, count))
                .collect();
            // Looking single ordinals up costs a block scan each; for many, one walk is cheaper.
            if counted.len() > 64 {
                let mut wanted = counted.iter().peekable();
                let mut stream = column.dictionary().stream()?;
                while stream.advance() {
                    let Some(&&(ordinal, count)) = wanted.peek() else {
                        break;
                    };
                    if stream.term_ord() == ordinal {
                        wanted.next();
                        if let Ok(text) = std::str::from_utf8(stream.key()) {
                            add(totals, text, count);
                        }
                    }
                }
            } else {
                for (ordinal, count) in counted {
                    value.clear();
                    if column.ord_to_str(ordinal, &mut value)? {
                        add(totals, &value, count);
                    }
                }
            }
        }
        if let Some(days) = &mut self.days {
            for (at, &count) in counts.days.iter().enumerate() {
                if count > 0 {
                    *days
                        .entry((counts.first_day + at as i64) as i32)
                        .or_default() += u64::from(count);
                }
            }
        }
        Ok(())
    }

    /// Values by count, most frequent first, then by name; days ascending.
    #[allow(clippy::type_complexity)]
    pub fn into_results(self) -> (Vec<(FilterField, Vec<(String, u64)>)>, Vec<(i32, u64)>) {
        let fields = self
            .fields
            .into_iter()
            .map(|(field, counts)| {
                let mut values: Vec<(String, u64)> = counts.into_iter().collect();
                values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                (field, values)
            })
            .collect();
        let days = self.days.unwrap_or_default().into_iter().collect();
        (fields, days)
    }
}

/// 1900-01-01; no news article of ours is older.
const EARLIEST_DAY: i64 = -25_567;

fn add(totals: &mut HashMap<String, u64>, value: &str, count: u32) {
    match totals.get_mut(value) {
        Some(total) => *total += u64::from(count),
        None => {
            totals.insert(value.to_owned(), u64::from(count));
        }
    }
}

impl SegmentCounts<'_> {
    /// Counts a document that fails the selections in `failed`: with none, everywhere; with
    /// one, only for that facet.
    pub fn count(&mut self, doc: u32, failed: u8) {
        if failed.count_ones() > 1 {
            return;
        }
        for (field, column, counts) in &mut self.fields {
            if failed != 0 && failed != 1 << (*field as u8) {
                continue;
            }
            if let Some(column) = column {
                for ordinal in column.ords().values_for_doc(doc) {
                    counts[ordinal as usize] += 1;
                }
            }
        }
        if failed == 0 && !self.days.is_empty() {
            let day = self.segment.day.get_val(doc);
            if day != UNDATED_DAY
                && let Some(count) = self.days.get_mut((day - self.first_day) as usize)
            {
                *count += 1;
            }
        }
    }
}
