//! What to mark in a text: every form that made the article match.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    engine::{Clause, Level, Passage, Slot, Term, Word},
    language::Analyzer,
};

/// The forms that a plan matches, ready to be found in text.
#[derive(Debug, Default)]
pub struct Highlighter {
    /// Number of the query word that a term belongs to, by level.
    terms: [Terms; 3],
    prefixes: Vec<(String, u32)>,
    phrases: Vec<Phrase>,
    /// Terms of phrases, by level.
    inside: [Terms; 3],
    /// Weight of each query word for choosing snippets.
    weights: Vec<f32>,
    buffer: Vec<Seen>,
}

/// Terms of one level. Nearly every word of a text is none of them: a sieve on first letter and
/// length tells most of those without hashing.
#[derive(Debug, Default)]
struct Terms {
    words: FxHashMap<String, u32>,
    sieve: [u64; 4],
}

impl Terms {
    fn insert(&mut self, text: &str, word: u32) {
        let (block, bit) = Terms::hole(text);
        self.sieve[block] |= bit;
        self.words.entry(text.to_owned()).or_insert(word);
    }

    fn get(&self, text: &str) -> Option<u32> {
        let (block, bit) = Terms::hole(text);
        if self.sieve[block] & bit == 0 {
            return None;
        }
        self.words.get(text).copied()
    }

    fn hole(text: &str) -> (usize, u64) {
        let first = text.as_bytes().first().copied().unwrap_or(0);
        let hash = first.wrapping_mul(11).wrapping_add(text.len() as u8);
        (usize::from(hash >> 6), 1 << (hash & 63))
    }
}

#[derive(Debug)]
struct Phrase {
    slots: Vec<Slot>,
    word: u32,
    slop: u32,
}

/// A token of the text at hand that may belong to a phrase.
#[derive(Debug, Clone)]
struct Seen {
    start: usize,
    end: usize,
    position: u32,
    exact: String,
    light: String,
    root: String,
}

/// A matched range of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    /// The query word that it matches.
    pub word: u32,
}

/// The marks in a range, counted from its start.
pub fn within(marks: &[Mark], range: &Range<usize>) -> Vec<Mark> {
    let inside = |mark: &&Mark| mark.start >= range.start && mark.end <= range.end;
    let moved = |mark: &Mark| Mark {
        start: mark.start - range.start,
        end: mark.end - range.start,
        word: mark.word,
    };
    marks.iter().filter(inside).map(moved).collect()
}

impl Highlighter {
    /// Collects the forms of a plan's clauses; what must not match is not marked.
    pub fn new(clause: Option<&Clause>) -> Self {
        let mut highlighter = Highlighter::default();
        if let Some(clause) = clause {
            highlighter.add(clause);
        }
        highlighter
    }

    /// Weight of a query word.
    pub fn weight(&self, word: u32) -> f32 {
        self.weights.get(word as usize).copied().unwrap_or(0.0)
    }

    /// The query words that each of these terms may be marked for.
    pub fn words_of(&self, terms: &[Term]) -> Vec<Vec<u32>> {
        let words = |term: &Term| {
            let alone = self.terms[term.level as usize].get(&term.text);
            let holds = |slot: &Slot| slot.terms.contains(term);
            let inside = |phrase: &&Phrase| phrase.slots.iter().any(holds);
            let phrases = self.phrases.iter().filter(inside);
            alone
                .into_iter()
                .chain(phrases.map(|phrase| phrase.word))
                .collect()
        };
        terms.iter().map(words).collect()
    }

    /// Whether these are all words of the query. None is there twice.
    pub fn are_all(&self, words: &[u32]) -> bool {
        !self.is_empty() && words.len() == self.weights.len()
    }

    /// Whether there is nothing to mark.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    fn word(&mut self, weight: f32) -> u32 {
        self.weights.push(weight);
        (self.weights.len() - 1) as u32
    }

    fn add(&mut self, clause: &Clause) {
        match clause {
            Clause::Words { words, .. } => {
                let all = !words.iter().any(|word| word.role.is_telling());
                for word in words {
                    if all || word.role.is_telling() {
                        self.add_word(word);
                    }
                }
            }
            Clause::Phrase { slots, slop, .. } => {
                let word = self.word(slots.len() as f32);
                self.add_phrase(slots, *slop, word);
            }
            Clause::QuotedPhrase { slots } => {
                let word = self.word(slots.len() as f32);
                self.add_phrase(slots, 0, word);
            }
            Clause::Prefix { prefix, .. } => {
                let word = self.word(1.0);
                self.prefixes.push((prefix.clone(), word));
            }
            Clause::Together { left, right, .. } => {
                for side in [left, right] {
                    let word = self.word(1.0);
                    for passage in side {
                        self.add_passage(passage, word);
                    }
                }
            }
            Clause::Speaker { terms } | Clause::Quoted { terms } => {
                for term in terms {
                    let word = self.word(1.0);
                    self.terms[Level::Root as usize].insert(term, word);
                }
            }
            Clause::All { clauses } | Clause::Any { clauses } => {
                for clause in clauses {
                    self.add(clause);
                }
            }
            Clause::Not { .. }
            | Clause::Filter { .. }
            | Clause::Ids { .. }
            | Clause::Days { .. }
            | Clause::Nothing => {}
        }
    }

    fn add_word(&mut self, word: &Word) {
        let number = self.word(word.weight);
        for way in &word.ways {
            self.add_slots(&way.slots, 0, number);
        }
    }

    fn add_passage(&mut self, passage: &Passage, word: u32) {
        match passage {
            Passage::Slots { slots, slop } => self.add_slots(slots, *slop, word),
            Passage::Prefix { prefix } => self.prefixes.push((prefix.clone(), word)),
        }
    }

    fn add_slots(&mut self, slots: &[Slot], slop: u32, word: u32) {
        match slots {
            [slot] => self.add_terms(slot, word),
            slots => self.add_phrase(slots, slop, word),
        }
    }

    fn add_phrase(&mut self, slots: &[Slot], slop: u32, word: u32) {
        for term in slots.iter().flat_map(|slot| &slot.terms) {
            self.inside[term.level as usize].insert(&term.text, word);
        }
        self.phrases.push(Phrase {
            slots: slots.to_vec(),
            word,
            slop,
        });
    }

    fn add_terms(&mut self, slot: &Slot, word: u32) {
        for term in &slot.terms {
            self.terms[term.level as usize].insert(&term.text, word);
        }
    }

    /// The matched ranges of a text, ascending, not overlapping.
    pub fn marks(&mut self, analyzer: &mut Analyzer, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        if self.is_empty() {
            return marks;
        }
        let keep = !self.phrases.is_empty();
        let (terms, prefixes, buffer) = (&self.terms, &self.prefixes, &mut self.buffer);
        let inside = |level: Level, text: &str| self.inside[level as usize].get(text).is_some();
        buffer.clear();
        analyzer.analyze(text, |token| {
            let by_level = |level: Level, text: &str| terms[level as usize].get(text);
            let word = by_level(Level::Root, token.root)
                .or_else(|| by_level(Level::Exact, token.exact))
                .or_else(|| by_level(Level::Light, token.light))
                .or_else(|| {
                    // Parts of a compound: `pertanggungjawaban` for `jawab`.
                    token
                        .root
                        .contains(' ')
                        .then(|| {
                            token
                                .root
                                .split(' ')
                                .find_map(|part| by_level(Level::Root, part))
                        })
                        .flatten()
                })
                .or_else(|| {
                    prefixes
                        .iter()
                        .find(|(prefix, _)| token.exact.starts_with(prefix.as_str()))
                        .map(|(_, word)| *word)
                });
            if let Some(word) = word {
                marks.push(Mark {
                    start: token.start,
                    end: token.end,
                    word,
                });
            }
            // Few words of a text are any of a phrase's.
            if keep
                && (inside(Level::Exact, token.exact)
                    || inside(Level::Light, token.light)
                    || token.root.split(' ').any(|part| inside(Level::Root, part)))
            {
                buffer.push(Seen {
                    start: token.start,
                    end: token.end,
                    position: token.position,
                    exact: token.exact.to_owned(),
                    light: token.light.to_owned(),
                    root: token.root.to_owned(),
                });
            }
        });
        for phrase in &self.phrases {
            phrase.mark(&self.buffer, &mut marks);
        }
        marks.sort_by_key(|mark| (mark.start, mark.end));
        marks.dedup_by(|next, kept| next.start < kept.end);
        marks
    }
}

impl Phrase {
    /// Marks the words of the phrase where they stand together, and only there.
    fn mark(&self, tokens: &[Seen], marks: &mut Vec<Mark>) {
        let Some(first) = self.slots.first() else {
            return;
        };
        for (at, token) in tokens.iter().enumerate() {
            if !token.matches(first) {
                continue;
            }
            let base = token.position;
            let mut found = vec![at];
            for slot in &self.slots[1..] {
                let due = base + slot.offset - first.offset;
                let near = tokens[at..]
                    .iter()
                    .take_while(|other| other.position <= due + self.slop)
                    .position(|other| {
                        let placed = if self.slop == 0 {
                            other.covers(due)
                        } else {
                            other.position.abs_diff(due) <= self.slop
                        };
                        placed && other.matches(slot)
                    });
                match near {
                    Some(offset) => found.push(at + offset),
                    None => break,
                }
            }
            if found.len() == self.slots.len() {
                for at in found {
                    marks.push(Mark {
                        start: tokens[at].start,
                        end: tokens[at].end,
                        word: self.word,
                    });
                }
            }
        }
    }
}

impl Seen {
    fn matches(&self, slot: &Slot) -> bool {
        slot.terms.iter().any(|term| match term.level {
            Level::Exact => self.exact == term.text,
            Level::Light => self.light == term.text,
            Level::Root => self.root.split(' ').any(|part| part == term.text),
        })
    }

    fn covers(&self, position: u32) -> bool {
        let parts = self.root.split(' ').count() as u32;
        (self.position..self.position + parts).contains(&position)
    }
}
