//! The words of the articles of a segment to come: terms as numbers, in the order of the texts.
//!
//! tantivy's own indexing takes every term as text and looks it up again in a table that is far
//! larger than the processor's caches. The analyzer knows most words already; beside each word in its
//! cache the numbers of the terms that it brings are noted, so that a token costs one look-up for its
//! exact form, light form, root and key together.

use std::sync::atomic::{AtomicU32, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    keys,
    schema::{LIGHT_PREFIX, QUOTE_END, QUOTE_START, SENTENCE_END, ZONES},
};
use crate::language::{Found, Note, Token};

/// Text fields: exact forms and roots of each zone, and the speakers.
pub const FIELDS: usize = 2 * ZONES + 1;
/// The field of the speakers' names; zone `z` has its exact forms in field `z` and its roots in
/// field `ZONES + z`.
pub const SPEAKER: usize = 2 * ZONES;

/// Of a word that has no light form or no root of its own.
const ABSENT: u32 = u32::MAX;
/// Marks a root of several terms; the rest is its index among them.
const SEVERAL: u32 = 1 << 31;
/// Terms kept for the next segment; most are met again.
const MOST_TERMS: usize = 1 << 19;

/// What the posting lists say beside words.
#[derive(Debug, Clone, Copy)]
pub enum Mark {
    SentenceEnd,
    QuoteStart,
    QuoteEnd,
}

/// Terms and where they stand, article after article.
#[derive(Debug)]
pub struct Postings {
    terms: Terms,
    fields: [Occurrences; FIELDS],
    /// Whose notes beside the analyzer's words are ours.
    owner: u32,
    /// Roots of several terms: where they begin and end among `parts`.
    several: Vec<(u32, u32)>,
    parts: Vec<u32>,
}

/// The terms that a word brings.
#[derive(Debug, Clone, Copy)]
struct Known {
    exact: u32,
    light: u32,
    root: u32,
    /// 0 if it says nothing of what an article is about.
    key: u32,
}

/// A number that no notes have yet.
fn new_owner() -> u32 {
    static OWNERS: AtomicU32 = AtomicU32::new(1);
    OWNERS.fetch_add(1, Ordering::Relaxed)
}

impl Postings {
    /// With room for so many terms of the bodies; more is made when it is needed. Room is address
    /// space alone until it is used, and what grows need not be copied.
    pub fn with_room(terms: usize) -> Self {
        let mut fields: [Occurrences; FIELDS] = Default::default();
        for field in [ZONES - 1, 2 * ZONES - 1] {
            fields[field].entries.reserve_exact(terms);
        }
        Postings {
            terms: Terms::new(),
            fields,
            owner: new_owner(),
            several: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Forgets all articles, keeping the space, and the terms as long as they are not too many.
    pub fn clear(&mut self) {
        for field in &mut self.fields {
            field.clear();
        }
        if self.terms.len() > MOST_TERMS {
            self.terms.clear();
            self.forget();
        }
    }

    /// Forgets which terms a word brings.
    fn forget(&mut self) {
        self.owner = new_owner();
        self.several.clear();
        self.parts.clear();
    }

    /// Ends an article.
    pub fn end_article(&mut self) {
        for field in &mut self.fields {
            field.end_article();
        }
    }

    /// Bytes in use.
    pub fn bytes(&self) -> usize {
        let fields: usize = self
            .fields
            .iter()
            .map(|field| 4 * field.entries.len())
            .sum();
        fields + self.terms.bytes()
    }

    /// Adds a token to a zone: its exact form, and its light form and root where they are not what
    /// the exact form says already. Gives the last position that it fills, and its key: 0 if it
    /// says nothing of what an article is about.
    #[inline]
    pub fn word(&mut self, zone: usize, position: u32, token: &Found<'_>) -> (u32, u32) {
        let known = self.known(token);
        self.fields[zone].push(position, known.exact);
        let roots = &mut self.fields[ZONES + zone];
        if known.light != ABSENT {
            roots.push(position, known.light);
        }
        let mut last = position;
        if known.root & SEVERAL == 0 {
            roots.push(position, known.root);
        } else if known.root != ABSENT {
            let (start, end) = self.several[(known.root & !SEVERAL) as usize];
            for (at, &part) in (position..).zip(&self.parts[start as usize..end as usize]) {
                roots.push(at, part);
                last = at;
            }
        }
        (last, known.key)
    }

    /// Adds a mark to the roots of a zone.
    pub fn mark(&mut self, zone: usize, position: u32, mark: Mark) {
        let term = self.terms.marks[mark as usize];
        self.fields[ZONES + zone].push(position, term);
    }

    /// Adds the roots of a token of a speaker's name.
    pub fn speaker(&mut self, position: u32, token: &Token<'_>) {
        for (position, part) in (position..).zip(token.root.split(' ')) {
            let term = self.terms.number(part);
            self.fields[SPEAKER].push(position, term);
        }
    }

    #[inline]
    fn known(&mut self, token: &Found<'_>) -> Known {
        let note = token.note();
        if let Some(note) = note
            && let Note { owner, values } = note.get()
            && owner == self.owner
        {
            let [exact, light, root, key] = values;
            return Known {
                exact,
                light,
                root,
                key,
            };
        }
        let known = self.learn(&token.token());
        if let Some(note) = note {
            let Known {
                exact,
                light,
                root,
                key,
            } = known;
            note.set(Note {
                owner: self.owner,
                values: [exact, light, root, key],
            });
        }
        known
    }

    #[cold]
    fn learn(&mut self, token: &Token<'_>) -> Known {
        let terms = &mut self.terms;
        let exact = terms.number(token.exact);
        let light = if token.has_light() {
            terms.light(token.light)
        } else {
            ABSENT
        };
        let root = if token.is_root() {
            ABSENT
        } else if token.root.contains(' ') {
            let start = self.parts.len() as u32;
            let parts = token.root.split(' ').map(|part| terms.number(part));
            self.parts.extend(parts);
            self.several.push((start, self.parts.len() as u32));
            SEVERAL | (self.several.len() as u32 - 1)
        } else {
            terms.number(token.root)
        };
        Known {
            exact,
            light,
            root,
            key: keys::telling(token),
        }
    }

    /// The terms, and where each field has them.
    pub fn split(&self) -> (&Terms, &[Occurrences; FIELDS]) {
        (&self.terms, &self.fields)
    }
}

/// An entry's number: not a term, only moves the position on.
const FILLER: u32 = (1 << 24) - 1;
/// An entry's number: the next entry is the term's, which is too large for this one.
const LARGE: u32 = FILLER - 1;

/// One field's terms in the order of the texts.
#[derive(Debug, Default)]
pub struct Occurrences {
    /// The number of a term in the upper 24 bits; in the others, how far it stands from the one
    /// before, or from the beginning of the article.
    entries: Vec<u32>,
    /// Of each article: where it ends in the list, and how many terms it has.
    ends: Vec<(u32, u32)>,
    position: u32,
    /// Entries of the article at hand that are no terms.
    beside: u32,
}

impl Occurrences {
    fn clear(&mut self) {
        self.entries.clear();
        self.ends.clear();
        self.position = 0;
        self.beside = 0;
    }

    /// Adds a term. Positions never go back.
    #[inline]
    fn push(&mut self, position: u32, term: u32) {
        let step = position.saturating_sub(self.position);
        if step <= u32::from(u8::MAX) && term < LARGE {
            self.entries.push(term << 8 | step);
        } else {
            self.push_apart(step, term);
        }
        self.position = self.position.max(position);
    }

    /// Adds a term for which one entry is too small.
    #[cold]
    fn push_apart(&mut self, mut step: u32, term: u32) {
        while step > u32::from(u8::MAX) {
            self.entries.push(FILLER << 8 | u32::from(u8::MAX));
            self.beside += 1;
            step -= u32::from(u8::MAX);
        }
        if term < LARGE {
            self.entries.push(term << 8 | step);
        } else {
            self.entries.extend([LARGE << 8 | step, term]);
            self.beside += 1;
        }
    }

    fn end_article(&mut self) {
        let begin = self.ends.last().map_or(0, |&(end, _)| end);
        let end = self.entries.len() as u32;
        self.ends.push((end, end - begin - self.beside));
        self.position = 0;
        self.beside = 0;
    }

    /// How many there are, or a few more.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// Calls `sink` with the terms of all articles.
    pub fn terms(&self, mut sink: impl FnMut(u32)) {
        for article in 0..self.ends.len() {
            self.each(article, |term, _| sink(term));
        }
    }

    /// How many terms an article has.
    pub fn length(&self, article: usize) -> u32 {
        self.ends[article].1
    }

    /// Calls `sink` with the terms of an article and their positions, in order.
    #[inline]
    pub fn each(&self, article: usize, mut sink: impl FnMut(u32, u32)) {
        let begin = match article {
            0 => 0,
            _ => self.ends[article - 1].0 as usize,
        };
        let mut entries = self.entries[begin..self.ends[article].0 as usize].iter();
        let mut position = 0;
        while let Some(&entry) = entries.next() {
            position += entry & u32::from(u8::MAX);
            match entry >> 8 {
                FILLER => {}
                LARGE => entries
                    .next()
                    .into_iter()
                    .for_each(|&term| sink(term, position)),
                term => sink(term, position),
            }
        }
    }
}

/// Terms by number: an open-addressing table over one arena of text.
#[derive(Debug)]
pub struct Terms {
    text: String,
    /// Where each term begins and ends in `text`.
    spans: Vec<(u32, u32)>,
    /// Number plus one and the hash's upper half.
    slots: Vec<(u32, u32)>,
    /// By [`Mark`].
    marks: [u32; 3],
    /// A light form behind its mark.
    buffer: String,
}

impl Terms {
    fn new() -> Self {
        let mut terms = Terms {
            text: String::new(),
            spans: Vec::new(),
            slots: vec![(0, 0); 1024],
            marks: [0; 3],
            buffer: String::new(),
        };
        terms.clear();
        terms
    }

    fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
        self.slots.fill((0, 0));
        self.marks = [SENTENCE_END, QUOTE_START, QUOTE_END].map(|mark| self.number(mark));
    }

    fn bytes(&self) -> usize {
        self.text.len() + 8 * (self.spans.len() + self.slots.len())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Bytes of all texts together.
    pub fn text_bytes(&self) -> usize {
        self.text.len()
    }

    /// The term with a number.
    pub fn text(&self, number: u32) -> &str {
        let (start, end) = self.spans[number as usize];
        &self.text[start as usize..end as usize]
    }

    /// The number of a light form.
    fn light(&mut self, form: &str) -> u32 {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.push_str(LIGHT_PREFIX);
        buffer.push_str(form);
        let number = self.number(&buffer);
        self.buffer = buffer;
        number
    }

    /// The number of a term, which is the next one if it is new.
    fn number(&mut self, term: &str) -> u32 {
        if (self.spans.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let hash = xxh3_64(term.as_bytes());
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let (number, tag) = self.slots[slot];
            if number == 0 {
                break;
            }
            if tag == (hash >> 32) as u32 && self.text(number - 1) == term {
                return number - 1;
            }
            slot = (slot + 1) & mask;
        }
        let start = self.text.len() as u32;
        self.text.push_str(term);
        self.spans.push((start, self.text.len() as u32));
        let number = self.spans.len() as u32;
        self.slots[slot] = (number, (hash >> 32) as u32);
        number - 1
    }

    fn grow(&mut self) {
        let length = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(length, (0, 0));
        for number in 0..self.spans.len() as u32 {
            let hash = xxh3_64(self.text(number).as_bytes());
            let mut slot = hash as usize & (length - 1);
            while self.slots[slot].0 != 0 {
                slot = (slot + 1) & (length - 1);
            }
            self.slots[slot] = (number + 1, (hash >> 32) as u32);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_goes_in_comes_out_whatever_its_size(
            articles in prop::collection::vec(
                prop::collection::vec((0..900u32, prop_oneof![0..40u32, LARGE - 2..=u32::MAX]), 0..20),
                1..5,
            ),
        ) {
            let mut field = Occurrences::default();
            let mut all = Vec::new();
            for article in &articles {
                let mut position = 0;
                let mut expected = Vec::new();
                for &(step, term) in article {
                    position += step;
                    field.push(position, term);
                    expected.push((term, position));
                }
                field.end_article();
                all.push(expected);
            }
            for (number, expected) in all.iter().enumerate() {
                let mut found = Vec::new();
                field.each(number, |term, position| found.push((term, position)));
                prop_assert_eq!(&found, expected);
                prop_assert_eq!(field.length(number), expected.len() as u32);
            }
            let mut terms = Vec::new();
            field.terms(|term| terms.push(term));
            prop_assert!(terms.into_iter().eq(all.into_iter().flatten().map(|(term, _)| term)));
        }
    }
}
