//! What a commit under way has done with each id: so that a later write of an article takes the
//! place of an earlier one wherever that is by then.

use rustc_hash::FxHashMap;

use super::rows::Row;

/// What this commit has done with an id.
#[derive(Debug, Default)]
struct Entry {
    /// The hash of its content now; `None` when it was deleted.
    content: Option<u64>,
    /// The write that did it.
    serial: u64,
    /// Whether that content is in a segment already.
    written: bool,
    /// Contents that will be deleted from segments at the commit.
    doomed: Vec<u64>,
}

/// All that is not committed yet, by id.
#[derive(Debug, Default)]
pub struct Ledger {
    entries: FxHashMap<String, Entry>,
    serial: u64,
}

impl Ledger {
    /// Whether nothing waits for a commit.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The hash of an id's content, `Some(None)` if it was deleted; `None` if this commit has not
    /// touched it.
    pub fn content_of(&self, id: &str) -> Option<Option<u64>> {
        self.entries.get(id).map(|entry| entry.content)
    }

    /// Notes that an id gets another content. Gives the number of the write that is to be made:
    /// none when it is deleted, and none when a segment still has that content, which then stays.
    pub fn replace(&mut self, id: &str, before: Option<u64>, content: Option<u64>) -> Option<u64> {
        self.serial += 1;
        let known = self.entries.contains_key(id);
        let entry = self.entries.entry(id.to_owned()).or_default();
        // What is in no segment yet will be left out by its number.
        if let Some(before) = before
            && (entry.written || !known)
        {
            entry.doomed.push(before);
        }
        // Written a second time, it would be deleted together with the first.
        let again = content.and_then(|new| entry.doomed.iter().position(|&old| old == new));
        if let Some(again) = again {
            entry.doomed.swap_remove(again);
        }
        entry.content = content;
        entry.serial = self.serial;
        entry.written = again.is_some();
        (content.is_some() && again.is_none()).then_some(self.serial)
    }

    /// The places of those rows that are still the last of their articles. From now on they count
    /// as in a segment.
    pub fn take(&mut self, rows: &[Row]) -> Vec<usize> {
        let mut kept = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            if let Some(entry) = self.entries.get_mut(&row.article.id)
                && entry.serial == row.serial
            {
                entry.written = true;
                kept.push(place);
            }
        }
        kept
    }

    /// Ids with contents that are to be deleted from all segments.
    pub fn doomed(&self) -> impl Iterator<Item = (&str, u64)> {
        self.entries.iter().flat_map(|(id, entry)| {
            let contents = entry.doomed.iter();
            contents.map(move |&content| (id.as_str(), content))
        })
    }

    /// Forgets everything: it is committed, or lost.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
