//! Exact facet counts in one pass, drill-sideways: a facet ignores its own selection.

use std::{cmp::Reverse, sync::Arc};

use super::{
    columns::SegmentColumns,
    schema::UNDATED_DAY,
    values::{FieldNames, Names, SegmentValues},
};
use crate::{
    engine::{FieldCounts, plan::Selection},
    query::FilterField,
};

/// The facet selections of a plan in one segment.
pub struct FacetFilter<'s> {
    /// Field, its values and the chosen ordinals; `None` when the segment has none of them.
    parts: Vec<(FilterField, &'s SegmentValues, Option<Vec<bool>>)>,
}

impl<'s> FacetFilter<'s> {
    /// Looks the chosen values up, ignoring case.
    pub fn new(
        names: &[FieldNames; 4],
        number: usize,
        segment: &'s SegmentColumns,
        selections: &[Selection],
    ) -> Self {
        let parts = selections
            .iter()
            .map(|selection| {
                let field = selection.field;
                let chosen = names[field as usize].chosen(number, &selection.values);
                (field, segment.filter(field), chosen)
            })
            .collect();
        FacetFilter { parts }
    }

    /// The fields whose selection a document fails, a bit each (1 << field).
    pub fn failed(&self, doc: u32) -> u8 {
        let mut failed = 0;
        for (field, values, chosen) in &self.parts {
            let passes = chosen.as_ref().is_some_and(|chosen| {
                values
                    .of(doc)
                    .iter()
                    .any(|&ordinal| chosen[ordinal as usize])
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
    names: Names,
    /// Counts by global number of the value.
    fields: Vec<(FilterField, Vec<u64>)>,
    /// First day and a counter for each day from there.
    days: Option<(i32, Vec<u64>)>,
}

/// Counts of one segment, by ordinal.
pub struct SegmentCounts<'s> {
    fields: Vec<(FilterField, &'s SegmentValues, Vec<u32>)>,
    segment: &'s SegmentColumns,
    number: usize,
    /// First day of `days` and a counter for each day from there.
    first_day: i32,
    days: Vec<u32>,
}

impl Counts {
    /// Empty counts of these facets.
    pub fn new(
        names: &Names,
        fields: &[FilterField],
        days: bool,
        segments: &[Arc<SegmentColumns>],
    ) -> Self {
        let days = days.then(|| {
            let spans = segments.iter().map(|segment| days_of(segment));
            let spans = spans.filter(|(_, length)| *length > 0);
            let (first, end) = spans.fold((i32::MAX, i32::MIN), |(first, end), (from, length)| {
                (first.min(from), end.max(from + length as i32))
            });
            (first, vec![0; end.saturating_sub(first).max(0) as usize])
        });
        Counts {
            fields: fields
                .iter()
                .map(|&field| (field, vec![0; names[field as usize].names.len()]))
                .collect(),
            names: Names::clone(names),
            days,
        }
    }

    /// A counter for a segment.
    pub fn segment<'s>(&self, number: usize, segment: &'s SegmentColumns) -> SegmentCounts<'s> {
        let fields = self
            .fields
            .iter()
            .map(|(field, _)| {
                let values = segment.filter(*field);
                (*field, values, vec![0u32; values.distinct()])
            })
            .collect();
        let (first_day, days) = match self.days {
            Some(_) => days_of(segment),
            None => (0, 0),
        };
        SegmentCounts {
            fields,
            segment,
            number,
            first_day,
            days: vec![0; days],
        }
    }

    /// Adds a segment's counts.
    pub fn finish(&mut self, counts: SegmentCounts<'_>) {
        for ((field, totals), (_, _, by_ordinal)) in self.fields.iter_mut().zip(&counts.fields) {
            let global = &self.names[*field as usize].global[counts.number];
            for (&number, &count) in global.iter().zip(by_ordinal) {
                totals[number as usize] += u64::from(count);
            }
        }
        if let Some((first, days)) = &mut self.days {
            let from = (counts.first_day - *first).max(0) as usize;
            for (total, &count) in days.iter_mut().skip(from).zip(&counts.days) {
                *total += u64::from(count);
            }
        }
    }

    /// The most frequent values of each field, then by name, and those chosen; all categories,
    /// whose tree needs them. Days ascending.
    pub fn into_results(
        self,
        most: usize,
        selections: &[Selection],
    ) -> (Vec<FieldCounts>, Vec<(i32, u64)>) {
        let names = self.names;
        let fields =
            self.fields
                .into_iter()
                .map(|(field, counts)| {
                    let names = &names[field as usize].names;
                    // Numbers go by names, so equal counts come in the order of names.
                    let mut found: Vec<(Reverse<u64>, usize)> = (0..)
                        .zip(counts)
                        .filter(|&(_, count)| count > 0)
                        .map(|(number, count)| (Reverse(count), number))
                        .collect();
                    if field != FilterField::Category && found.len() > most {
                        found.select_nth_unstable(most);
                        let rare = found.split_off(most);
                        // A chosen value stays visible, however rare, so that it can be unchosen.
                        let chosen: Vec<String> = selections
                            .iter()
                            .filter(|selection| selection.field == field)
                            .flat_map(|selection| &selection.values)
                            .map(|value| value.to_lowercase())
                            .collect();
                        if !chosen.is_empty() {
                            found.extend(rare.into_iter().filter(|&(_, number)| {
                                chosen.contains(&names[number].to_lowercase())
                            }));
                        }
                    }
                    found.sort_unstable();
                    let values = found
                        .into_iter()
                        .map(|(Reverse(count), number)| (Arc::clone(&names[number]), count))
                        .collect();
                    (field, values)
                })
                .collect();
        let (first, days) = self.days.unwrap_or_default();
        // Counts lead: without dated articles there is no first day to count from.
        let days = days
            .into_iter()
            .zip(first..)
            .filter(|&(count, _)| count > 0)
            .map(|(count, day)| (day, count))
            .collect();
        (fields, days)
    }
}

/// 1900-01-01; no news article of ours is older.
const EARLIEST_DAY: i32 = -25_567;

/// The first day of a segment's dated articles and the number of days to the last.
fn days_of(segment: &SegmentColumns) -> (i32, usize) {
    let (first, last) = segment.day_range;
    // A slip of a date must not stretch the array.
    let first = first.max(EARLIEST_DAY);
    let length = i64::from(last) - i64::from(first) + 1;
    (first, length.max(0) as usize)
}

impl SegmentCounts<'_> {
    /// Counts documents that pass every selection: field by field, which is quicker than
    /// document by document.
    pub fn count_all(&mut self, documents: &[u32]) {
        for (_, values, counts) in &mut self.fields {
            values.tally(documents, counts);
        }
        if self.days.is_empty() {
            return;
        }
        for &doc in documents {
            // Undated articles are far below the first day.
            let at = i64::from(self.segment.days[doc as usize]) - i64::from(self.first_day);
            if let Ok(at) = usize::try_from(at)
                && let Some(count) = self.days.get_mut(at)
            {
                *count += 1;
            }
        }
    }

    /// Counts a document that fails the selections in `failed`: with none, everywhere; with
    /// one, only for that facet.
    pub fn count(&mut self, doc: u32, failed: u8) {
        if failed.count_ones() > 1 {
            return;
        }
        for (field, values, counts) in &mut self.fields {
            if failed != 0 && failed != 1 << (*field as u8) {
                continue;
            }
            for &ordinal in values.of(doc) {
                counts[ordinal as usize] += 1;
            }
        }
        if failed == 0 && !self.days.is_empty() {
            let day = self.segment.days[doc as usize];
            if day != UNDATED_DAY
                && let Some(count) = self.days.get_mut((day - self.first_day) as usize)
            {
                *count += 1;
            }
        }
    }
}
