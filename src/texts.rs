//! Many short texts kept in little room. An archive has a million phrases and names of which most
//! occur once, so each is kept in a few dozen bytes: the texts one behind the other, what is known of
//! them elsewhere by number.

use hashbrown::{HashTable, hash_table::Entry};

use crate::language::hash_bytes;

/// Texts one behind the other, by number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    text: String,
    /// Where each ends, and the next begins.
    ends: Vec<u32>,
}

impl Row {
    /// Adds a text, which gets the next number. `None` when four gigabytes are full.
    pub fn push(&mut self, text: &str) -> Option<usize> {
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        u32::try_from(self.ends.len()).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        Some(self.ends.len() - 1)
    }

    /// A text by number.
    pub fn text(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives back the room that more texts would have had.
    pub fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Memory in bytes.
    pub fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }
}

/// Different texts by number, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    numbers: HashTable<u32>,
    all: Row,
}

impl Texts {
    /// The number of a text that is known.
    pub fn find(&self, text: &str) -> Option<usize> {
        let is_it = |&number: &u32| self.text(number as usize) == text;
        let found = self.numbers.find(hash_bytes(text.as_bytes()), is_it)?;
        Some(*found as usize)
    }

    /// The number of a text; a new one gets the next. `None` when four gigabytes are full.
    pub fn number(&mut self, text: &str) -> Option<usize> {
        let all = &self.all;
        let entry = self.numbers.entry(
            hash_bytes(text.as_bytes()),
            |&number| all.text(number as usize) == text,
            |&number| hash_bytes(all.text(number as usize).as_bytes()),
        );
        match entry {
            Entry::Occupied(known) => Some(*known.get() as usize),
            Entry::Vacant(free) => {
                let number = self.all.push(text)?;
                free.insert(number as u32);
                Some(number)
            }
        }
    }

    /// A text by number.
    pub fn text(&self, number: usize) -> &str {
        self.all.text(number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers_while_the_table_grows() {
        let mut texts = Texts::default();
        let text = |number: usize| format!("kata {number}");
        for number in 0..5_000 {
            assert_eq!(texts.number(&text(number)), Some(number));
        }
        for number in 0..5_000 {
            assert_eq!(texts.number(&text(number)), Some(number));
            assert_eq!(texts.find(&text(number)), Some(number));
            assert_eq!(texts.text(number), text(number));
        }
        assert_eq!(texts.len(), 5_000);
        assert_eq!(texts.find("kata"), None);
    }
}
