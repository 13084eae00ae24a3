//! Words with a hyphen: reduplication of every kind, affixes set off, and pairs of words.

use super::lexicon::{Class, Lexicon};
use super::morphology::candidates::Candidates;
use super::morphology::{self, Found, possible_roots};

/// Prefixes that are set off from names, numbers and acronyms: `di-PHK`, `ke-12`, `se-Jawa`.
const PREFIXES: &[&str] = &[
    "di", "ke", "se", "me", "mem", "men", "meng", "meny", "menge", "ber", "ter", "per", "pe",
    "pem", "pen", "peng", "penge", "diper", "memper", "ku", "kau",
];

/// Formatives that are set off from the word they modify.
const FORMATIVES: &[&str] = &[
    "non", "pasca", "paska", "anti", "antar", "pra", "multi", "sub", "super", "ultra", "semi",
    "eks", "pro", "pan", "inter", "intra", "ekstra", "mini", "mikro", "makro", "nir", "maha",
];

/// Endings that are set off: `KPK-nya`, `1970-an`, `meng-OTT-kan`.
const ENDINGS: &[&str] = &[
    "nya", "ku", "mu", "an", "kan", "i", "lah", "kah", "pun", "annya", "kannya", "isme", "isasi",
    "ers", "nyalah",
];

/// What a hyphenated word is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Hyphenated {
    /// One word after all.
    One(Found),
    /// Words side by side: each is analysed by itself.
    Apart,
}

/// Whether `word` is an ending that may be set off by a hyphen.
fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word)
}

/// Analyses `word` (folded, with at least one hyphen).
pub(crate) fn analyse(word: &str, scratch: &mut Candidates, explain: bool) -> Hyphenated {
    if let Some(found) = listed(word) {
        return Hyphenated::One(found);
    }
    let Some((first, rest)) = word.split_once('-') else {
        return Hyphenated::Apart;
    };
    if first.is_empty() || rest.is_empty() || rest.ends_with('-') {
        return Hyphenated::Apart;
    }
    // KPK-nya; also X-X-nya.
    if let Some((stem, ending)) = word.rsplit_once('-')
        && is_ending(ending)
    {
        let found = if stem.contains('-') {
            match analyse(stem, scratch, explain) {
                Hyphenated::One(found) => found,
                Hyphenated::Apart => return Hyphenated::Apart,
            }
        } else {
            single(stem, scratch, explain)
        };
        return Hyphenated::One(with_note(found, explain, "ending set off by a hyphen"));
    }
    if PREFIXES.contains(&first) && !(first == "pe" && rest.len() < 3) {
        let found = if rest.contains('-') {
            match analyse(rest, scratch, explain) {
                Hyphenated::One(found) => found,
                Hyphenated::Apart => return Hyphenated::Apart,
            }
        } else if rest.bytes().all(|byte| byte.is_ascii_digit()) {
            plain(rest)
        } else {
            let joined = format!("{first}{rest}");
            match Lexicon::global().get(&joined) {
                Some(entry) if entry.class == Class::Affixed || entry.class == Class::Lexical => {
                    from_parts(entry.light, entry.root)
                }
                _ => single(rest, scratch, explain),
            }
        };
        return Hyphenated::One(with_note(found, explain, "prefix set off by a hyphen"));
    }
    if FORMATIVES.contains(&first) && !rest.contains('-') {
        // semi-final is semifinal.
        if let Some(found) = listed(&format!("{first}{rest}")) {
            return Hyphenated::One(with_note(found, explain, "listed without the hyphen"));
        }
        let base = single(rest, scratch, explain);
        let name = if first == "paska" { "pasca" } else { first };
        let found = Found {
            light: format!("{name}{}", base.light.replace(' ', "")),
            root: format!("{name} {}", base.root),
            known: true,
            stripped: true,
            how: String::new(),
        };
        return Hyphenated::One(with_note(found, explain, "formative and word"));
    }
    if first.len() == 1 && first.bytes().all(|byte| byte.is_ascii_alphabetic()) && rest.len() > 1 {
        // e-KTP, e-commerce: also found by what follows the letter.
        if rest.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let base = single(rest, scratch, explain);
            let found = Found {
                light: word.to_owned(),
                root: format!("{first} {}", base.root),
                known: true,
                stripped: true,
                how: String::new(),
            };
            return Hyphenated::One(with_note(found, explain, "letter and word"));
        }
        return Hyphenated::Apart;
    }
    if rest.contains('-') {
        return Hyphenated::Apart;
    }
    reduplicated(word, first, rest, scratch, explain)
}

/// `A-B` where B repeats A in some way.
fn reduplicated(
    word: &str,
    first: &str,
    second: &str,
    scratch: &mut Candidates,
    explain: bool,
) -> Hyphenated {
    for (stem, clitic) in without_clitics(second) {
        // anak-anaknya, kupu-kupunya: the doubled word may be listed as such.
        if stem == first {
            if clitic && let Some(found) = listed(&word[..word.len() - (second.len() - stem.len())])
            {
                return Hyphenated::One(with_note(found, explain, "clitic on a doubled word"));
            }
            let mut found = single(first, scratch, explain);
            found.stripped = true;
            return Hyphenated::One(with_note(found, explain, "the word is doubled"));
        }
    }
    // The two halves share a root: besar-besaran, berlari-lari, tembak-menembak.
    let mut left = possible_roots(first, scratch);
    left.retain(|(_, root)| is_known(root) || root == first);
    let mut best: Option<(f32, String)> = None;
    for (stem, _) in without_clitics(second) {
        for (score, root) in possible_roots(stem, scratch) {
            if let Some((other, _)) = left.iter().find(|(_, known)| *known == root) {
                let sum = score + other;
                if best.as_ref().is_none_or(|(highest, _)| sum > *highest) {
                    best = Some((sum, root));
                }
            }
        }
    }
    if best.is_none() {
        best = repeated_base(first, second, scratch).map(|root| (0.0, root));
    }
    if let Some((_, root)) = best {
        // mobil-mobilan is a toy: a doubled noun in -an is a word of its own.
        let (stem, _) = without_clitics(second).next().unwrap_or((second, false));
        let keeps = stem.strip_suffix("an").is_some_and(|bare| bare == first);
        let light = if keeps {
            format!("{first}-{stem}")
        } else {
            root.clone()
        };
        let found = Found {
            light,
            root,
            known: true,
            stripped: true,
            how: String::new(),
        };
        return Hyphenated::One(with_note(found, explain, "both halves have one root"));
    }
    rhyming(first, second, scratch, explain)
}

/// `berkejar-kejaran` and `terbata-bata` with an unlisted root: the second half repeats the
/// base of the first.
fn repeated_base(first: &str, second: &str, scratch: &mut Candidates) -> Option<String> {
    if second.len() >= 3 && first.len() > second.len() && first.ends_with(second) {
        let affix = &first[..first.len() - second.len()];
        if ["ber", "ter", "me", "be", "se", "ke", "di", "te", "per"].contains(&affix) {
            return Some(morphology::analyse(second, scratch, false).root);
        }
    }
    for ending in ["an", "kan", "i"] {
        if let Some(bare) = second.strip_suffix(ending)
            && bare.len() >= 3
            && first.ends_with(bare)
            && first.len() - bare.len() <= 4
        {
            return Some(morphology::analyse(bare, scratch, false).root);
        }
    }
    // turun-temurun, gilang-gemilang: -em- after the first consonant.
    let bytes = second.as_bytes();
    if bytes.len() > 4 && &bytes[1..3] == b"em" {
        let mut bare = String::with_capacity(second.len());
        bare.push_str(&second[..1]);
        bare.push_str(&second[3..]);
        if bare == first {
            return Some(morphology::analyse(first, scratch, false).root);
        }
    }
    None
}

/// `sayur-mayur`, `warna-warni`, `bolak-balik`: one half is a word, the other echoes it.
fn rhyming(first: &str, second: &str, scratch: &mut Candidates, explain: bool) -> Hyphenated {
    if !echoes(first, second) {
        return Hyphenated::Apart;
    }
    let lexicon = Lexicon::global();
    let is_word = |part: &str| {
        lexicon
            .get(part)
            .is_some_and(|entry| morphology::is_common(entry.class) && entry.class != Class::Rare)
    };
    let base = match (is_word(first), is_word(second)) {
        (true, false) => first,
        (false, true) => second,
        _ => return Hyphenated::Apart,
    };
    let found = single(base, scratch, explain);
    Hyphenated::One(with_note(found, explain, "one half echoes the other"))
}

/// Same length within one, and the same consonants or the same ending.
fn echoes(first: &str, second: &str) -> bool {
    let (first, second) = (first.as_bytes(), second.as_bytes());
    if !first.is_ascii() || !second.is_ascii() || first.len().abs_diff(second.len()) > 1 {
        return false;
    }
    let consonants = |word: &[u8]| -> Vec<u8> {
        word.iter()
            .copied()
            .filter(|&byte| !morphology::affix::is_vowel(byte))
            .collect()
    };
    let shared_end = first
        .iter()
        .rev()
        .zip(second.iter().rev())
        .take_while(|(left, right)| left == right)
        .count();
    (shared_end + 1 >= first.len().max(second.len()) && shared_end >= 3)
        || (first.len() >= 4 && consonants(first) == consonants(second))
}

fn without_clitics(word: &str) -> impl Iterator<Item = (&str, bool)> {
    let endings = [
        "", "nya", "ku", "mu", "lah", "kah", "pun", "nyalah", "nyapun",
    ];
    endings.into_iter().filter_map(move |ending| {
        word.strip_suffix(ending)
            .filter(|rest| rest.len() >= 2)
            .map(|rest| (rest, !ending.is_empty()))
    })
}

fn is_known(root: &str) -> bool {
    root.split(' ')
        .all(|part| Lexicon::global().get(part).is_some())
}

fn listed(word: &str) -> Option<Found> {
    Lexicon::global()
        .get(word)
        .map(|entry| from_parts(entry.light, entry.root))
}

fn from_parts(light: &str, root: &str) -> Found {
    Found {
        light: light.to_owned(),
        root: root.to_owned(),
        known: true,
        stripped: true,
        how: String::new(),
    }
}

fn plain(word: &str) -> Found {
    from_parts(word, word)
}

/// One half by itself.
fn single(word: &str, scratch: &mut Candidates, explain: bool) -> Found {
    listed(word).unwrap_or_else(|| morphology::analyse(word, scratch, explain))
}

fn with_note(mut found: Found, explain: bool, note: &str) -> Found {
    if explain {
        found.how = if found.how.is_empty() {
            note.to_owned()
        } else {
            format!("{note}; {}", found.how)
        };
    }
    found
}
