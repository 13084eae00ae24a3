//! What listed words say for or against the readings of an unlisted one.

use super::super::affix::{CLITICS, PARTICLES, PrefixKind, SUFFIXES, is_vowel};
use super::super::is_common;
use super::{Candidate, Candidates, needs_root};
use crate::language::lexicon::{Class, Entry, Lexicon};

/// What is put around the letters that `memper-` or `diper-` leaves.
const SIBLINGS_OF_PER: &[(&str, &str)] = &[
    ("diper", ""),
    ("memper", ""),
    ("diper", "kan"),
    ("memper", "kan"),
    ("diper", "i"),
    ("memper", "i"),
];

/// What is put around the letters that the first two of `meN-` or `peN-` leave.
const SIBLINGS_OF_NASAL: &[(&str, &str)] = &[
    ("me", ""),
    ("me", "kan"),
    ("me", "i"),
    ("pe", ""),
    ("pe", "an"),
    ("me", "nya"),
    ("pe", "annya"),
];

/// How sure it is that a word is a listed one with a clitic or a particle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Wholeness {
    No,
    /// A root of its own is possible: haiku, tengku.
    Likely,
    Certain,
}

impl Candidate {
    fn is_plain_verb(&self) -> bool {
        let voiced = self
            .prefixes()
            .next()
            .is_some_and(|prefix| matches!(prefix.kind, PrefixKind::Active | PrefixKind::Passive));
        voiced
            && self.prefix_count == 1
            && matches!(SUFFIXES[usize::from(self.suffix)].name, "kan" | "i")
            && self.base_length() >= 4
            && !self.is_slip()
            && self
                .entry
                .is_some_and(|entry| matches!(entry.class, Class::Root | Class::Usual))
    }

    fn is_compound_verb(&self) -> bool {
        self.cut != 0
            && self.prefixes().next().is_some_and(|prefix| {
                matches!(prefix.kind, PrefixKind::Active | PrefixKind::Passive)
            })
    }

    /// `menge-` and `penge-` are there for words of one syllable, and `di-` goes with any: a listed one
    /// behind them is no chance (`mengelas`, `dilas`).
    fn is_of_one_syllable(&self) -> bool {
        let fits = self
            .prefixes()
            .next()
            .is_some_and(|prefix| matches!(prefix.name, "menge" | "penge" | "nge" | "di"));
        fits && self.prefix_count == 1
            && SUFFIXES[usize::from(self.suffix)].name != "i"
            && !self.is_slip()
            && self.entry.is_some_and(|entry| {
                matches!(entry.class, Class::Root | Class::Usual | Class::Loan)
                    && entry.word.bytes().filter(|&byte| is_vowel(byte)).count() == 1
            })
    }

    fn wholeness(&self) -> Wholeness {
        let Some(entry) = self.entry else {
            return Wholeness::No;
        };
        if !self.is_inflected_only() || self.is_bare() || self.is_slip() {
            return Wholeness::No;
        }
        let length = self.base_length();
        let common = is_common(entry.class);
        // What is certain, and what is likely, by the shortest base; terpatah is of patah.
        let (certain, likely) = match (
            CLITICS[usize::from(self.clitic)],
            PARTICLES[usize::from(self.particle)],
        ) {
            (_, "tah") => return Wholeness::No,
            ("nya", _) => (4, 3),
            ("", "pun" | "kah") => (3, 3),
            ("", _) => (4, 4),
            _ => (5, 4),
        };
        let any = CLITICS[usize::from(self.clitic)] == "nya";
        if entry.class == Class::Rare {
            Wholeness::No
        } else if length >= certain && (common || any) {
            Wholeness::Certain
        } else if length >= likely && common {
            Wholeness::Likely
        } else {
            Wholeness::No
        }
    }
}

impl Candidates {
    /// Drops readings that better ones make idle. As a misspelling, where the word as it is
    /// written has a reading on a listed word: `dituakan` is not `dituakkan`; but a short base may
    /// be chance (`kekuasan` is not of `kuas`), and `mengendong` is rather of `gendong` than of a word
    /// that nobody knows. And on an unknown base, where a suffix more or another letter that a
    /// nasal swallowed gives a listed one: `diserahi` is of `serah`, `menyontohkan` of `contoh`.
    pub(super) fn prefer_regular(&mut self) {
        let is_regular = |candidate: &&Candidate| {
            !candidate.is_slip()
                && candidate.entry.is_some_and(|entry| {
                    is_common(entry.class)
                        && (entry.class != Class::Rare || candidate.base_length() >= 5)
                })
        };
        let regular: Vec<Candidate> = self.list.iter().filter(is_regular).copied().collect();
        let Some(length) = regular.iter().map(Candidate::base_length).max() else {
            let is_clear = |candidate: &Candidate| {
                candidate.is_slip()
                    && candidate.base_length() >= 5
                    && candidate.entry.is_some_and(|entry| {
                        matches!(entry.class, Class::Root | Class::Usual | Class::Lexical)
                    })
            };
            if self.list.iter().any(is_clear) {
                self.list.retain(|candidate| candidate.entry.is_some());
            }
            return;
        };
        // antiperang, semipresidensial: a formative before a listed word is one.
        let formed = |candidate: &Candidate| {
            let least = match candidate.prefixes().next() {
                Some(prefix) if prefix.kind != PrefixKind::Formative => return false,
                Some(prefix) if matches!(prefix.name, "antar" | "non" | "sub") => 4,
                Some(prefix) if !matches!(prefix.name, "eks" | "nir" | "tuna") => 5,
                _ => return false,
            };
            candidate.prefix_count == 1 && candidate.base_length() >= least
        };
        let formative = regular.iter().any(formed);
        // mintanya is of minta, not of pinta.
        let inflected = regular.iter().any(Candidate::is_inflected_only);
        // nendang is of tendang.
        let spoken = regular.iter().any(|candidate| {
            candidate.base_length() >= 6
                && candidate.prefix_count == 1
                && candidate.suffix == 0
                && candidate.prefixes().all(needs_root)
                && candidate
                    .entry
                    .is_some_and(|entry| matches!(entry.class, Class::Root | Class::Usual))
        });
        // gratisin is of gratis: no base of these letters happens to end in -in.
        let spoken_in = regular.iter().any(|candidate| {
            SUFFIXES[usize::from(candidate.suffix)].name == "in"
                && candidate.entry.is_some_and(|entry| match entry.class {
                    Class::Root | Class::Usual | Class::Colloquial => {
                        candidate.base_length() >= 5 || candidate.prefix_count > 0
                    }
                    Class::Loan => candidate.base_length() >= 6,
                    _ => false,
                })
        });
        let other_compound = |candidate: &Candidate| {
            regular.iter().any(|other| {
                other.base_length() < candidate.base_length()
                    && other.suffix == candidate.suffix
                    && other
                        .entry
                        .is_some_and(|entry| entry.class == Class::Compound)
            })
        };
        self.list.retain(|candidate| {
            if spoken && candidate.is_bare() {
                return false;
            }
            if spoken_in && candidate.entry.is_none() && candidate.suffix == 0 {
                return false;
            }
            if formative && candidate.entry.is_none() && candidate.cut == 0 {
                return false;
            }
            // beribukotakan is of ibukota, which is listed; ribu and kota only happen to be.
            if candidate.cut != 0 && other_compound(candidate) {
                return false;
            }
            if inflected && candidate.prefixes().next().is_some_and(needs_root) {
                return false;
            }
            if candidate.is_slip() {
                let is_an = SUFFIXES[usize::from(candidate.suffix)].name == "an~";
                // pesananya is of pesanan, whatever pe-sana-nya might be.
                return length < if is_an { 5 } else { 3 } || candidate.base_length() >= length + 3;
            }
            let guessed =
                candidate.entry.is_none() && candidate.cut == 0 && candidate.prefix_count > 0;
            !guessed
                || !regular.iter().any(|other| {
                    // diserahi is of serah, mengebiri of kebiri, berpolakan of pola.
                    let longer = candidate.suffix != other.suffix
                        && other.prefix_count == candidate.prefix_count
                        && other.prefixes == candidate.prefixes;
                    // mengetengahkan is of tengah, not of etengah.
                    let sure = other.base_length() >= 5
                        && other.entry.is_some_and(|entry| {
                            matches!(entry.class, Class::Root | Class::Usual | Class::Loan)
                        });
                    // memuat is of muat, not of puat.
                    let same = candidate.suffix == other.suffix
                        && candidate.is_formed_as(other)
                        && other.entry.is_some_and(|entry| match entry.class {
                            Class::Root | Class::Usual => true,
                            // berazaskan is not of razas.
                            Class::Colloquial => entry.root != entry.word,
                            _ => false,
                        });
                    sure || other.base_length() >= 4
                        && (longer || same || other.is_written_as(candidate))
                })
        });
    }

    /// Drops readings with prefix or suffix where a listed word with a clitic or a particle is all of the
    /// word: divisinya is of divisi and terapinya of terapi, whatever visi and api might be with a
    /// prefix. Where chance is not likely (with `-nya` after names and foreign words too: gamenya),
    /// the word is no root either. And `-i` is not taken off what is listed with it: direfleksi is of
    /// refleksi, not of refleks. A verb with prefix and suffix on a native word of four letters is no
    /// root: mendiami.
    pub(crate) fn settle(&mut self) {
        let listed_with_i: Vec<Candidate> = self
            .list
            .iter()
            .filter(|candidate| {
                candidate.suffix == 0
                    && candidate.prefix_count > 0
                    && candidate.entry.is_some_and(|entry| {
                        is_common(entry.class)
                            && entry.class != Class::Rare
                            && entry.word.ends_with('i')
                    })
            })
            .copied()
            .collect();
        if !listed_with_i.is_empty() {
            self.list.retain(|candidate| {
                SUFFIXES[usize::from(candidate.suffix)].name != "i"
                    || !listed_with_i.iter().any(|other| {
                        other.base_length() == candidate.base_length() + 1
                            && other.prefix_count == candidate.prefix_count
                            && other.prefixes == candidate.prefixes
                    })
            });
        }
        // pengenceran is of encer, not of kencer, which few know.
        let is_common_root = |candidate: &&Candidate| {
            candidate
                .entry
                .is_some_and(|entry| matches!(entry.class, Class::Root | Class::Usual))
        };
        // Before c the nasal is spoken alone (menyari of cari), so that is no better.
        let standard = |candidate: &&Candidate| {
            candidate
                .prefixes()
                .next()
                .is_some_and(|prefix| prefix.restored != "c")
        };
        let common: Vec<Candidate> = self
            .list
            .iter()
            .filter(is_common_root)
            .filter(standard)
            .copied()
            .collect();
        self.list.retain(|candidate| {
            let yields = candidate.entry.is_some_and(|entry| {
                entry.class == Class::Rare && candidate.sibling != Some(entry.root)
            });
            !yields || !common.iter().any(|other| other.is_written_as(candidate))
        });
        // mendingin is of dingin with meN-, not pendingin as some speak it.
        let is_standard_verb = |candidate: &Candidate| {
            candidate
                .prefixes()
                .next()
                .is_some_and(|prefix| prefix.kind == PrefixKind::Active)
                && candidate
                    .entry
                    .is_some_and(|entry| is_common(entry.class) && entry.class != Class::Rare)
        };
        if self.list.iter().any(is_standard_verb) {
            self.list.retain(|candidate| {
                let first = candidate.prefixes().next();
                first.is_none_or(|prefix| prefix.name != "m(p)")
            });
        }
        // mendiami is no root, and neither is didaurulang.
        let is_verb =
            |candidate: &Candidate| candidate.is_plain_verb() || candidate.is_compound_verb();
        if self.list.iter().any(is_verb) {
            self.list.retain(|candidate| !candidate.is_bare());
        }
        if self.list.iter().any(Candidate::is_of_one_syllable) {
            self.list.retain(|candidate| {
                let is_known = |entry: Entry| entry.class != Class::Rare;
                candidate.entry.is_some_and(is_known) || candidate.cut != 0
            });
        }
        let strength = self.list.iter().map(Candidate::wholeness).max();
        match strength {
            Some(Wholeness::Certain) => self
                .list
                .retain(|candidate| candidate.is_inflected_only() && !candidate.is_bare()),
            Some(Wholeness::Likely) => self.list.retain(Candidate::is_inflected_only),
            Some(Wholeness::No) | None => {}
        }
    }

    /// The root of a listed verb or noun with the same nasal on the same letters as `rest`, which has
    /// no suffix any more: `memasak` for `pemasak`, `diperalat` for `memperalat`.
    pub(super) fn find_sibling(
        &mut self,
        rest: &str,
        lexicon: &Lexicon,
        skip: Option<&str>,
    ) -> Option<&'static str> {
        let (stem, patterns) = if let Some(stem) = rest
            .strip_prefix("memper")
            .or_else(|| rest.strip_prefix("diper"))
        {
            (stem, SIBLINGS_OF_PER)
        } else {
            let stem = rest
                .strip_prefix("me")
                .or_else(|| rest.strip_prefix("pe"))?;
            (stem, SIBLINGS_OF_NASAL)
        };
        // Only a nasal leaves anything open.
        let open = std::ptr::eq(patterns, SIBLINGS_OF_PER) || stem.starts_with(['m', 'n']);
        if !open || stem.len() < 3 {
            return None;
        }
        patterns.iter().find_map(|(before, after)| {
            self.spelt.clear();
            self.spelt.push_str(before);
            self.spelt.push_str(stem);
            self.spelt.push_str(after);
            if skip == Some(self.spelt.as_str()) {
                return None;
            }
            lexicon
                .get(&self.spelt)
                .filter(|entry| {
                    matches!(entry.class, Class::Affixed | Class::Lexical)
                        && entry.root != entry.word
                })
                .map(|entry| entry.root)
        })
    }
}
