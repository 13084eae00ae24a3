//! The affixes of Indonesian as data: how each is written before and after which letters.

/// One way in which a prefix is written.
pub(crate) struct Prefix {
    /// Name of the allomorph in the model and in explanations.
    pub(crate) name: &'static str,
    /// As written.
    pub(crate) text: &'static str,
    /// The root's first letter that the nasal swallowed.
    pub(crate) restored: &'static str,
    /// What must follow.
    pub(crate) before: Before,
    pub(crate) kind: PrefixKind,
    /// A misspelling (`mengunakan`): read so only on a listed base, and if nothing else fits.
    pub(crate) slip: bool,
}

/// What a prefix does to a word, as far as the light level and the combinations care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PrefixKind {
    /// meN-: active voice.
    Active,
    /// di-, ku-, kau-: passive voice.
    Passive,
    /// ber-.
    Ber,
    /// ter-.
    Ter,
    /// per- (also the nominal per-…-an).
    Per,
    /// peN-, pe-: agents, instruments, and with -an the act.
    Nominal,
    /// ke-.
    Ke,
    /// se-.
    Se,
    /// ng-, ny-, nge-: colloquial active voice.
    Colloquial,
    /// First syllable repeated: `dedaunan`.
    Repeated,
    /// pasca-, antar-, non-, …: a word of its own meaning; light keeps it.
    Formative,
}

/// The context that an allomorph needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Any letter.
    Any,
    /// One of these letters.
    OneOf(&'static [u8]),
    /// A vowel.
    Vowel,
    /// The rest is one syllable (`mengebom`).
    OneSyllable,
    /// The rest is exactly this (`bel-ajar`).
    Only(&'static str),
    /// `r` first, or a first syllable in `-er-` (`bekerja`).
    R,
}

use Before::{Any, OneOf, OneSyllable, Only, R, Vowel};
use PrefixKind::{
    Active, Ber, Colloquial, Formative, Ke, Nominal, Passive, Per, Repeated, Se, Ter,
};

const fn prefix(
    name: &'static str,
    text: &'static str,
    restored: &'static str,
    before: Before,
    kind: PrefixKind,
) -> Prefix {
    Prefix {
        name,
        text,
        restored,
        before,
        kind,
        slip: false,
    }
}

const fn slipped(name: &'static str, text: &'static str, kind: PrefixKind) -> Prefix {
    Prefix {
        name,
        text,
        restored: "g",
        before: Vowel,
        kind,
        slip: true,
    }
}

/// All prefixes. The order is free: evidence decides, not the first rule that fires.
pub(crate) const PREFIXES: &[Prefix] = &[
    prefix("me", "me", "", OneOf(b"lrmnwy"), Active),
    prefix("mem", "mem", "", OneOf(b"bfvp"), Active),
    prefix("mem(p)", "mem", "p", OneOf(b"aiueorl"), Active),
    prefix("men", "men", "", OneOf(b"cdjzst"), Active),
    prefix("men(t)", "men", "t", OneOf(b"aiueor"), Active),
    prefix("meng", "meng", "", OneOf(b"aiueoghqkx"), Active),
    prefix("meng(k)", "meng", "k", OneOf(b"aiueorl"), Active),
    prefix("meny(s)", "meny", "s", Vowel, Active),
    prefix("meny(c)", "meny", "c", Vowel, Active),
    prefix("menge", "menge", "", OneSyllable, Active),
    prefix("pe", "pe", "", OneOf(b"lrmnwy"), Nominal),
    prefix("pe0", "pe", "", OneOf(b"bcdfgjkpstvzh"), Nominal),
    prefix("pem", "pem", "", OneOf(b"bfvp"), Nominal),
    prefix("pem(p)", "pem", "p", OneOf(b"aiueorl"), Nominal),
    prefix("pen", "pen", "", OneOf(b"cdjzst"), Nominal),
    prefix("pen(t)", "pen", "t", OneOf(b"aiueor"), Nominal),
    prefix("peng", "peng", "", OneOf(b"aiueoghqkx"), Nominal),
    prefix("peng(k)", "peng", "k", OneOf(b"aiueorl"), Nominal),
    prefix("peny(s)", "peny", "s", Vowel, Nominal),
    prefix("penge", "penge", "", OneSyllable, Nominal),
    prefix("per", "per", "", Any, Per),
    prefix("pe(r)", "pe", "", R, Per),
    prefix("pel", "pel", "", Only("ajar"), Per),
    prefix("ber", "ber", "", Any, Ber),
    prefix("be", "be", "", R, Ber),
    prefix("bel", "bel", "", Only("ajar"), Ber),
    prefix("ter", "ter", "", Any, Ter),
    prefix("te", "te", "", R, Ter),
    prefix("di", "di", "", Any, Passive),
    prefix("ku", "ku", "", Any, Passive),
    prefix("kau", "kau", "", Any, Passive),
    prefix("ke", "ke", "", Any, Ke),
    prefix("se", "se", "", Any, Se),
    prefix("nge", "nge", "", Any, Colloquial),
    prefix("ng", "ng", "", OneOf(b"aiueogh"), Colloquial),
    prefix("ng(k)", "ng", "k", Vowel, Colloquial),
    prefix("ny(s)", "ny", "s", Vowel, Colloquial),
    prefix("ny(c)", "ny", "c", Vowel, Colloquial),
    prefix("n(t)", "n", "t", Vowel, Colloquial),
    prefix("m(p)", "m", "p", Vowel, Colloquial),
    prefix("de~", "", "", Any, Repeated),
    prefix("pasca", "pasca", "", Any, Formative),
    prefix("paska", "paska", "", Any, Formative),
    prefix("antar", "antar", "", Any, Formative),
    prefix("non", "non", "", Any, Formative),
    prefix("anti", "anti", "", Any, Formative),
    prefix("pra", "pra", "", Any, Formative),
    prefix("multi", "multi", "", Any, Formative),
    prefix("nir", "nir", "", Any, Formative),
    prefix("sub", "sub", "", Any, Formative),
    prefix("super", "super", "", Any, Formative),
    prefix("ultra", "ultra", "", Any, Formative),
    prefix("semi", "semi", "", Any, Formative),
    prefix("maha", "maha", "", Any, Formative),
    prefix("tuna", "tuna", "", Any, Formative),
    prefix("eks", "eks", "", Any, Formative),
    prefix("serba", "serba", "", Any, Formative),
    prefix("tidak", "tidak", "", Any, Formative),
    prefix("tak", "tak", "", Any, Formative),
    slipped("meng~", "meng", Active),
    slipped("peng~", "peng", Nominal),
];

/// A suffix next to the root.
pub(crate) struct Suffix {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    pub(crate) kind: SuffixKind,
    /// The last letter of the base, which was written once too few (`diletakan`, `kekuasan`) or
    /// too often (`kenaikkan`): a common slip, read so only on a listed base.
    pub(crate) slip_after: Option<u8>,
}

const fn suffix(name: &'static str, text: &'static str, kind: SuffixKind) -> Suffix {
    Suffix {
        name,
        text,
        kind,
        slip_after: None,
    }
}

const fn slip(name: &'static str, text: &'static str, kind: SuffixKind, letter: u8) -> Suffix {
    Suffix {
        name,
        text,
        kind,
        slip_after: Some(letter),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SuffixKind {
    None,
    /// -kan, -i, -in: verbs.
    Verbal,
    /// -an: nouns, and the second half of confixes.
    An,
    /// -wi: a word of its own; light keeps it. (-wan, -isasi, -isme and their kin make words that
    /// are their own roots and are not taken off.)
    Formative,
}

/// Derivational suffixes; the first is none.
pub(crate) const SUFFIXES: &[Suffix] = &[
    suffix("", "", SuffixKind::None),
    suffix("kan", "kan", SuffixKind::Verbal),
    suffix("i", "i", SuffixKind::Verbal),
    suffix("an", "an", SuffixKind::An),
    suffix("in", "in", SuffixKind::Verbal),
    suffix("wi", "wi", SuffixKind::Formative),
    slip("kan~", "an", SuffixKind::Verbal, b'k'),
    slip("an~", "n", SuffixKind::An, b'a'),
    slip("k~an", "kan", SuffixKind::An, b'k'),
];

/// Possessive clitics; the first is none. The last is -nya after -an with one n lost
/// (`tujuanya`): a common slip, read so only on a listed base.
pub(crate) const CLITICS: &[&str] = &["", "nya", "ku", "mu", "ya"];

/// Index of the misspelt clitic.
pub(crate) const SLIPPED_CLITIC: u8 = 4;

/// Particles; the first is none.
pub(crate) const PARTICLES: &[&str] = &["", "lah", "kah", "tah", "pun"];

#[inline]
pub(crate) fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'i' | b'u' | b'e' | b'o')
}

/// Number of vowel groups: near enough to syllables for the rules here.
pub(crate) fn syllables(word: &[u8]) -> usize {
    let mut count = 0;
    let mut previous = false;
    for &byte in word {
        let vowel = is_vowel(byte);
        if vowel && (!previous || byte == b'a') {
            count += 1;
        }
        previous = vowel;
    }
    count
}

/// Endings that only loans have.
const LOAN_ENDINGS: &[&str] = &[
    "asi", "usi", "isi", "ksi", "nsi", "itas", "isme", "logi", "grafi", "metri", "sis", "tif",
    "sif", "ikal", "ional", "atik", "etik", "otik", "istik", "etis", "atis", "itis", "tor", "sor",
    "gram", "skop", "fon", "gen", "ium", "oid", "wan", "wati", "ier", "ment", "ida", "isir",
];

/// Whether a base looks like a loan by its ending (`relativitas`, `iluminasi`).
pub(crate) fn has_loan_ending(base: &str) -> bool {
    let own = base.as_bytes();
    // Most endings fail by their last letter, which is quicker to see.
    let last_is_same = |ending: &&&str| ending.as_bytes().last() == own.last();
    let mut possible = LOAN_ENDINGS.iter().filter(last_is_same);
    base.len() >= 6 && possible.any(|ending| base.ends_with(ending))
}

impl Prefix {
    /// Whether `rest` (what follows the written prefix) may follow it.
    pub(crate) fn allows(&self, rest: &[u8]) -> bool {
        let Some(&first) = rest.first() else {
            return false;
        };
        match self.before {
            Any => true,
            OneOf(letters) => letters.contains(&first),
            Vowel => is_vowel(first),
            OneSyllable => syllables(rest) <= 2 && rest.len() <= 8,
            Only(word) => rest.starts_with(word.as_bytes()),
            R => {
                first == b'r'
                    || (rest.len() > 3 && !is_vowel(first) && rest[1] == b'e' && rest[2] == b'r')
            }
        }
    }
}

/// Whether the grammar lets the outermost two of a chain stand beside each other.
pub(crate) fn may_precede(outer: PrefixKind, inner: PrefixKind) -> bool {
    match outer {
        Active => matches!(inner, Per | Ber | Ter | Ke | Se | Nominal | Formative),
        Passive => matches!(inner, Per | Ber | Ter | Ke | Se | Nominal | Formative),
        Nominal => matches!(inner, Ber | Per | Ter | Se | Ke | Formative),
        Ke => matches!(inner, Ber | Ter | Se | Nominal | Per | Formative),
        Ber => matches!(inner, Ke | Nominal | Per | Se | Formative),
        Ter => matches!(inner, Per | Ke | Ber | Se | Nominal | Formative),
        Se => matches!(inner, Nominal | Per | Ke | Ter | Ber | Formative),
        Per => matches!(inner, Ber | Se | Ke | Formative),
        Formative => matches!(inner, Nominal | Per | Ke | Ber | Ter | Active | Formative),
        Colloquial => matches!(inner, Per | Ke),
        Repeated => false,
    }
}

/// Whether a prefix and a suffix, by their numbers, may enclose the same base.
pub(crate) fn may_enclose(prefix: u8, suffix: u8) -> bool {
    let outer = PREFIXES[usize::from(prefix)].kind;
    let suffix = &SUFFIXES[usize::from(suffix)];
    match suffix.kind {
        SuffixKind::None => true,
        SuffixKind::Formative => !matches!(outer, Colloquial | Repeated),
        SuffixKind::An => matches!(outer, Ber | Ke | Per | Nominal | Se | Repeated | Formative),
        SuffixKind::Verbal => match outer {
            Active | Passive | Ter | Per | Formative => true,
            Ber => suffix.name == "kan",
            Colloquial => suffix.name == "in" || suffix.name == "i",
            Ke => false,
            Nominal | Se | Repeated => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        for (index, prefix) in PREFIXES.iter().enumerate() {
            assert!(PREFIXES[..index].iter().all(|p| p.name != prefix.name));
        }
        // Chains are packed with seven bits a prefix.
        assert!(PREFIXES.len() < 127);
        assert!(SUFFIXES.len() < 31);
    }
}
