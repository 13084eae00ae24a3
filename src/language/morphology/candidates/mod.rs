//! Every analysis of a word that the grammar allows.

mod evidence;
mod letters;

use super::affix::{
    CLITICS, PARTICLES, PREFIXES, Prefix, PrefixKind, SLIPPED_CLITIC, SUFFIXES, SuffixKind,
    may_enclose, may_precede,
};
use super::is_common;
use crate::language::lexicon::{Class, Entry, Lexicon};
use letters::{compound_cut, half_nasal, pronounceable, repeated_syllable};

/// At most so many prefixes on one base (`se-pe(r)-ke-…` does not go further).
pub(crate) const MAX_PREFIXES: usize = 3;

/// Words longer than this many bytes are not taken apart: nothing that long is Indonesian.
pub(crate) const MAX_BYTES: usize = 48;

/// One way to read a word: prefixes, base, suffix, clitic and particle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// Indexes into [`PREFIXES`], outermost first.
    pub(crate) prefixes: [u8; MAX_PREFIXES],
    pub(crate) prefix_count: u8,
    /// Index into [`SUFFIXES`].
    pub(crate) suffix: u8,
    /// Index into [`CLITICS`].
    pub(crate) clitic: u8,
    /// Index into [`PARTICLES`].
    pub(crate) particle: u8,
    /// Where the base stands in the buffer of the set.
    base: (u16, u16),
    /// What the lexicon knows about the base.
    pub(crate) entry: Option<Entry>,
    /// The base is two known roots written together, cut after so many bytes; 0 if not.
    pub(crate) cut: u8,
    /// The root of a listed word with the same nasal on the same letters (`memasak` for
    /// `pemasakan`): it says which letter was swallowed.
    pub(crate) sibling: Option<&'static str>,
}

impl Candidate {
    /// The prefixes, outermost first.
    pub(crate) fn prefixes(&self) -> impl Iterator<Item = &'static Prefix> + '_ {
        self.prefixes[..usize::from(self.prefix_count)]
            .iter()
            .map(|&index| &PREFIXES[usize::from(index)])
    }

    /// Whether nothing at all is taken off.
    pub(crate) fn is_bare(&self) -> bool {
        self.prefix_count == 0 && self.suffix == 0 && self.clitic == 0 && self.particle == 0
    }

    /// Whether a listed sibling has the root of this reading; `None` if there is no sibling.
    pub(crate) fn agrees(&self, base: &str) -> Option<bool> {
        let root = self.entry.map_or(base, |entry| entry.root);
        Some(self.sibling? == root)
    }

    fn base_length(&self) -> u16 {
        self.base.1 - self.base.0
    }

    /// Whether the two differ only in the letter that a nasal swallowed: `meny-(s)ontoh-kan` and
    /// `meny-(c)ontoh-kan`.
    fn is_written_as(&self, other: &Self) -> bool {
        let same_tail = self.suffix == other.suffix
            && self.clitic == other.clitic
            && self.particle == other.particle;
        same_tail
            && self.prefix_count == other.prefix_count
            && self
                .prefixes()
                .zip(other.prefixes())
                .all(|(left, right)| left.text == right.text)
    }

    /// Whether the two have prefixes of the same kinds.
    fn is_formed_as(&self, other: &Self) -> bool {
        self.prefix_count == other.prefix_count
            && self
                .prefixes()
                .zip(other.prefixes())
                .all(|(left, right)| left.kind == right.kind)
    }

    /// Whether the word is read as misspelt.
    pub(crate) fn is_slip(&self) -> bool {
        let chain = &self.prefixes[..usize::from(self.prefix_count)];
        is_slip(chain, self.suffix, self.clitic)
    }

    /// Whether only clitics and particles are taken off.
    pub(crate) fn is_inflected_only(&self) -> bool {
        self.prefix_count == 0 && self.suffix == 0
    }
}

/// The candidates of one word, with the buffer in which their bases stand. Reused.
#[derive(Debug, Clone, Default)]
pub(crate) struct Candidates {
    buffer: String,
    list: Vec<Candidate>,
    /// Where siblings are spelt out.
    spelt: String,
    /// The sibling of what is taken apart now.
    sibling: Option<&'static str>,
}

/// What training makes of a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// As listed.
    Sure,
    /// As if it were an ordinary root that news seldom needs.
    Usual,
    /// As if it were a rare root.
    Rare,
    /// As if it were not listed.
    Unknown,
}

/// The part of a candidate that is settled before the prefixes are tried.
#[derive(Clone, Copy)]
struct Tail {
    suffix: u8,
    clitic: u8,
    particle: u8,
}

impl Candidates {
    pub(crate) fn list(&self) -> &[Candidate] {
        &self.list
    }

    pub(crate) fn base(&self, candidate: &Candidate) -> &str {
        &self.buffer[usize::from(candidate.base.0)..usize::from(candidate.base.1)]
    }

    /// Changes what the lexicon knows about the bases, to learn what less evidence is worth.
    pub(crate) fn doubt(&mut self, doubt: impl Fn(&str) -> Doubt) {
        for candidate in &mut self.list {
            // A root that nobody knows has no listed derivations either.
            candidate.sibling = candidate.sibling.filter(|root| doubt(root) == Doubt::Sure);
            let base = &self.buffer[usize::from(candidate.base.0)..usize::from(candidate.base.1)];
            let Some(entry) = &mut candidate.entry else {
                continue;
            };
            match doubt(base) {
                Doubt::Sure => {}
                Doubt::Usual if entry.class == Class::Root => entry.class = Class::Usual,
                Doubt::Rare if matches!(entry.class, Class::Root | Class::Usual) => {
                    entry.class = Class::Rare;
                }
                Doubt::Usual | Doubt::Rare => {}
                Doubt::Unknown => candidate.entry = None,
            }
        }
        // What is not read on an unlisted word is not to be learned on one either.
        self.list.retain(|candidate| {
            let chain = &candidate.prefixes[..usize::from(candidate.prefix_count)];
            candidate.entry.is_some()
                || candidate.cut != 0
                || !needs_entry(
                    chain,
                    candidate.suffix,
                    candidate.clitic,
                    candidate.particle,
                )
        });
    }

    /// Forgets the siblings, to learn what to do without any.
    pub(crate) fn forget_siblings(&mut self) {
        for candidate in &mut self.list {
            candidate.sibling = None;
        }
    }

    /// Finds every analysis of `word`: lower-case ASCII letters only, else it is kept whole.
    /// `skip` hides one lexicon word (to train on the lexicon itself).
    pub(crate) fn generate(&mut self, word: &str, lexicon: &Lexicon, skip: Option<&str>) {
        self.buffer.clear();
        self.list.clear();
        self.sibling = None;
        let whole = Tail {
            suffix: 0,
            clitic: 0,
            particle: 0,
        };
        self.add([0; MAX_PREFIXES], 0, "", word, whole, lexicon, skip);
        if word.len() > MAX_BYTES
            || word.len() < 4
            || !word.bytes().all(|byte| byte.is_ascii_lowercase())
        {
            return;
        }
        for (particle, text) in PARTICLES.iter().enumerate() {
            let Some(rest) = strip(word, text, 3) else {
                continue;
            };
            for (clitic, text) in CLITICS.iter().enumerate() {
                let Some(rest) = strip(rest, text, 3) else {
                    continue;
                };
                if clitic as u8 == SLIPPED_CLITIC && !rest.ends_with("an") {
                    continue;
                }
                for (index, suffix) in SUFFIXES.iter().enumerate() {
                    let Some(rest) = strip(rest, suffix.text, 2) else {
                        continue;
                    };
                    let slip = suffix.slip_after.is_some();
                    // The n that -nya lost is that of -an or of a word in -an (korbanya).
                    if clitic as u8 == SLIPPED_CLITIC && !matches!(suffix.name, "" | "an" | "kan") {
                        continue;
                    }
                    if slip && suffix.slip_after != rest.bytes().last() {
                        continue;
                    }
                    let tail = Tail {
                        suffix: index as u8,
                        clitic: clitic as u8,
                        particle: particle as u8,
                    };
                    if !(index == 0 && clitic == 0 && particle == 0) && rest.len() >= 3 && !slip {
                        self.add([0; MAX_PREFIXES], 0, "", rest, tail, lexicon, skip);
                    }
                    self.sibling = self.find_sibling(rest, lexicon, skip);
                    self.strip_prefixes(rest, [0; MAX_PREFIXES], 0, tail, lexicon, skip);
                    self.sibling = None;
                }
            }
        }
        self.prefer_regular();
    }

    fn strip_prefixes(
        &mut self,
        word: &str,
        chain: [u8; MAX_PREFIXES],
        count: usize,
        tail: Tail,
        lexicon: &Lexicon,
        skip: Option<&str>,
    ) {
        if count == MAX_PREFIXES {
            return;
        }
        let first = word.as_bytes().first();
        for (index, prefix) in PREFIXES.iter().enumerate() {
            let rest = if prefix.kind == PrefixKind::Repeated {
                match repeated_syllable(word) {
                    Some(rest) if count == 0 => rest,
                    _ => continue,
                }
            } else {
                // Most prefixes fail by their first letter, which is quicker to see.
                if prefix.text.as_bytes().first() != first {
                    continue;
                }
                match word.strip_prefix(prefix.text) {
                    Some(rest) if prefix.allows(rest.as_bytes()) => rest,
                    _ => continue,
                }
            };
            if rest.len() + prefix.restored.len() < 3 {
                continue;
            }
            if count > 0 && prefix.name == "eks" {
                // diekstradisi is of ekstradisi; a former something is no verb.
                continue;
            }
            if count > 0 {
                let outer = PREFIXES[usize::from(chain[count - 1])].kind;
                if !may_precede(outer, prefix.kind) {
                    continue;
                }
            }
            let mut longer = chain;
            longer[count] = index as u8;
            if may_enclose(longer[0], tail.suffix) {
                self.add(
                    longer,
                    count + 1,
                    prefix.restored,
                    rest,
                    tail,
                    lexicon,
                    skip,
                );
            }
            if prefix.restored.is_empty() || rest.starts_with("er") {
                // A second prefix begins with its own letter; only per- and pe- lose it.
                self.strip_prefixes(rest, longer, count + 1, tail, lexicon, skip);
            }
            if prefix.restored == "p" && count + 1 < MAX_PREFIXES {
                self.strip_second_per(rest, longer, count + 1, tail, lexicon, skip);
            }
        }
    }

    /// `memerhatikan`, `memercepat`: meN- swallowed the p of per-.
    fn strip_second_per(
        &mut self,
        rest: &str,
        chain: [u8; MAX_PREFIXES],
        count: usize,
        tail: Tail,
        lexicon: &Lexicon,
        skip: Option<&str>,
    ) {
        let Some(base) = rest.strip_prefix("er").filter(|base| base.len() >= 3) else {
            return;
        };
        let Some(index) = PREFIXES.iter().position(|prefix| prefix.name == "per") else {
            return;
        };
        let mut longer = chain;
        longer[count] = index as u8;
        if may_enclose(longer[0], tail.suffix) {
            self.add(longer, count + 1, "", base, tail, lexicon, skip);
        }
    }

    #[allow(clippy::too_many_arguments)] // one call per part of a candidate, all of them needed
    fn add(
        &mut self,
        prefixes: [u8; MAX_PREFIXES],
        count: usize,
        restored: &str,
        rest: &str,
        tail: Tail,
        lexicon: &Lexicon,
        skip: Option<&str>,
    ) {
        let start = self.buffer.len();
        if start + rest.len() + 1 > usize::from(u16::MAX) {
            return;
        }
        self.buffer.push_str(restored);
        self.buffer.push_str(rest);
        let base = &self.buffer[start..];
        let entry = lexicon.get(base).filter(|_| skip != Some(base)).copied();
        let affixed = count > 0 || tail.suffix != 0;
        let slip = is_slip(&prefixes[..count], tail.suffix, tail.clitic);
        let cut = if entry.is_none() && affixed && !slip {
            compound_cut(base, lexicon)
        } else {
            0
        };
        let formative = prefixes[..count]
            .iter()
            .any(|&index| PREFIXES[usize::from(index)].kind == PrefixKind::Formative);
        // takir, subtle: these are short, so no short or rare word is read after them.
        let short = prefixes[..count]
            .iter()
            .any(|&index| matches!(PREFIXES[usize::from(index)].name, "tak" | "sub"));
        let uncertain = short
            && cut == 0
            && !entry.is_some_and(|entry| {
                entry.word.len() >= 4 && is_common(entry.class) && entry.class != Class::Rare
            });
        // alawi is no ala: -wi is taken off long listed words alone (manusiawi, duniawi).
        if SUFFIXES[usize::from(tail.suffix)].kind == SuffixKind::Formative
            && (base.len() < 5 || !entry.is_some_and(|entry| is_common(entry.class)))
        {
            self.buffer.truncate(start);
            return;
        }
        // nirempati is of empati: no verb in -i is made of a formative alone.
        let misread = formative && count == 1 && SUFFIXES[usize::from(tail.suffix)].name == "i";
        if misread || formative && (entry.is_none() && cut == 0 || uncertain) {
            // subhanallah, prasmanan: only before a word is it a word.
            self.buffer.truncate(start);
            return;
        }
        let in_suffix = SUFFIXES[usize::from(tail.suffix)].name == "in";
        if (count > 0 && needs_root(&PREFIXES[usize::from(prefixes[0])]) || in_suffix)
            && !entry.is_some_and(|entry| is_spoken_base(&entry, count > 0, in_suffix))
        {
            self.buffer.truncate(start);
            return;
        }
        let odd = |base: &[u8]| !pronounceable(base) || (affixed && half_nasal(base));
        if entry.is_none()
            && cut == 0
            && (odd(base.as_bytes())
                || needs_entry(&prefixes[..count], tail.suffix, tail.clitic, tail.particle))
        {
            self.buffer.truncate(start);
            return;
        }
        let candidate = Candidate {
            prefixes,
            prefix_count: count as u8,
            suffix: tail.suffix,
            clitic: tail.clitic,
            particle: tail.particle,
            base: (start as u16, self.buffer.len() as u16),
            entry,
            cut,
            sibling: self.sibling,
        };
        self.list.push(candidate);
    }
}

fn is_slip(chain: &[u8], suffix: u8, clitic: u8) -> bool {
    SUFFIXES[usize::from(suffix)].slip_after.is_some()
        || clitic == SLIPPED_CLITIC
        || chain.iter().any(|&index| PREFIXES[usize::from(index)].slip)
}

/// Whether these affixes are read on listed words alone: misspellings, spoken ones, formatives, and
/// (`tanzaku`, `basmalah`, `kuintet`) pronouns and particles, but for `-nya`.
fn needs_entry(chain: &[u8], suffix: u8, clitic: u8, particle: u8) -> bool {
    let bare = chain.is_empty() && suffix == 0;
    let is_closed = |&index: &u8| {
        let prefix = &PREFIXES[usize::from(index)];
        prefix.kind == PrefixKind::Formative || matches!(prefix.name, "ku" | "kau")
    };
    is_slip(chain, suffix, clitic)
        || SUFFIXES[usize::from(suffix)].name == "in"
        || chain
            .first()
            .is_some_and(|&index| needs_root(&PREFIXES[usize::from(index)]))
        || chain.iter().any(is_closed)
        || bare && (particle != 0 || !matches!(CLITICS[usize::from(clitic)], "" | "nya"))
}

/// The nasal of spoken verbs is read only before a native root: `nolak` is of `tolak`, but `ninja`
/// and `mango` are whole. `nge-` makes verbs of anything (`ngevlog`).
fn needs_root(prefix: &Prefix) -> bool {
    prefix.kind == PrefixKind::Colloquial && prefix.name != "nge"
}

/// Whether spoken affixes go with a listed word. A short loan behind a nasal is chance (`nermin`), and
/// so is a rare root before `-in` (`sadikin`, `niasin`).
fn is_spoken_base(entry: &Entry, prefixed: bool, in_suffix: bool) -> bool {
    match entry.class {
        Class::Root | Class::Usual | Class::Affixed | Class::Lexical | Class::Colloquial => true,
        Class::Rare => prefixed && !in_suffix,
        Class::Loan => entry.word.len() >= if prefixed { 7 } else { 4 },
        _ => false,
    }
}

fn strip<'a>(word: &'a str, suffix: &str, least: usize) -> Option<&'a str> {
    // Letter by letter: suffixes are short, and most fail by their last one.
    let mut letters = word.bytes().rev();
    if suffix
        .bytes()
        .rev()
        .any(|letter| letters.next() != Some(letter))
    {
        return None;
    }
    let length = word.len() - suffix.len();
    (length >= least).then(|| &word[..length])
}

/// Whether the suffix is one that light keeps.
pub(crate) fn suffix_kind(candidate: &Candidate) -> SuffixKind {
    SUFFIXES[usize::from(candidate.suffix)].kind
}
