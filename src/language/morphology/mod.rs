//! Morphology of single words: every analysis the grammar allows, ranked by evidence.
//!
//! After Nazief & Adriani (1996), Adriani et al. (2007, confix stripping) and Larasati, Kuboň &
//! Zeman (2011, MorphInd), with the choice left to a trained ranking instead of rule order.

pub(crate) mod affix;
pub(crate) mod candidates;
pub(crate) mod model;
pub(crate) mod shape;
pub(crate) mod train;

use affix::{CLITICS, PARTICLES, Prefix, PrefixKind, SUFFIXES, SuffixKind};
use candidates::{Candidate, Candidates, suffix_kind};
use model::{Model, keeps_ending};
use shape::Shape;

use super::lexicon::{Class, Lexicon};

/// What morphology found: light and root, and how sure it may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) light: String,
    pub(crate) root: String,
    /// Whether the base is in the lexicon (else light and root are guesses from the shape).
    pub(crate) known: bool,
    /// Whether anything was taken off.
    pub(crate) stripped: bool,
    /// `meN- + tulis + -kan -nya`, for people.
    pub(crate) how: String,
}

/// The best analysis of `word` (folded). `explain` fills [`Found::how`].
pub(crate) fn analyse(word: &str, scratch: &mut Candidates, explain: bool) -> Found {
    let lexicon = Lexicon::global();
    scratch.generate(word, lexicon, None);
    scratch.settle();
    let (model, shape) = (Model::global(), Shape::global());
    let mut best: Option<(f32, &Candidate)> = None;
    for candidate in scratch.list() {
        // Many a name can be read in one way only: there is nothing to weigh.
        let score = match scratch.list().len() {
            1 => 0.0,
            _ => model.score(candidate, scratch.base(candidate), shape),
        };
        // The first of equals wins: candidates come in a fixed order, so the choice is stable.
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, candidate));
        }
    }
    match best {
        Some((_, candidate)) => {
            let mut found = Found::default();
            resolve(word, candidate, scratch.base(candidate), &mut found);
            if explain {
                found.how = describe(candidate, scratch.base(candidate));
            }
            found
        }
        None => Found {
            light: word.to_owned(),
            root: word.to_owned(),
            ..Found::default()
        },
    }
}

/// The roots that any analysis over a known base gives, for comparing two words.
pub(crate) fn possible_roots(word: &str, scratch: &mut Candidates) -> Vec<(f32, String)> {
    let lexicon = Lexicon::global();
    scratch.generate(word, lexicon, None);
    scratch.settle();
    let (model, shape) = (Model::global(), Shape::global());
    let mut roots: Vec<(f32, String)> = Vec::new();
    for candidate in scratch.list() {
        let base = scratch.base(candidate);
        let mut found = Found::default();
        resolve(word, candidate, base, &mut found);
        let score = model.score(candidate, base, shape);
        match roots.iter_mut().find(|(_, root)| *root == found.root) {
            Some(known) => known.0 = known.0.max(score),
            None => roots.push((score, found.root)),
        }
    }
    roots
}

/// The root alone, for training.
pub(crate) fn root_of(candidate: &Candidate, base: &str) -> String {
    let mut found = Found::default();
    resolve(base, candidate, base, &mut found);
    found.root
}

/// Writes light and root of `word` read as `candidate`.
fn resolve(word: &str, candidate: &Candidate, base: &str, found: &mut Found) {
    found.stripped = !candidate.is_bare();
    found.known = candidate.entry.is_some() || candidate.cut != 0;
    let formative = candidate
        .prefixes()
        .next()
        .filter(|prefix| prefix.kind == PrefixKind::Formative && !is_negation(prefix));
    if candidate.cut != 0 {
        let (first, second) = base.split_at(usize::from(candidate.cut));
        found.light = format!("{first} {second}");
        // ketidakadilan is found by adil, as listed words with tidak are.
        found.root = if first == "tidak" {
            second.to_owned()
        } else {
            found.light.clone()
        };
    } else {
        let (light, root) = match &candidate.entry {
            Some(entry) => (entry.light, entry.root),
            None => (base, base),
        };
        found.root = root.to_owned();
        found.light = light.to_owned();
    }
    if candidate.is_inflected_only() {
        return;
    }
    if let Some(prefix) = formative {
        // Written together or apart, `antar negara` is the same two words.
        let name = if prefix.name == "paska" {
            "pasca"
        } else {
            prefix.name
        };
        found.root = format!("{name} {}", found.root);
    }
    if keeps_stem(candidate) {
        let respelt;
        let mut stem = stem(word, candidate);
        match SUFFIXES[usize::from(candidate.suffix)].name {
            // kekuasan is kekuasaan, kenaikkan is kenaikan.
            "an~" => {
                respelt = format!("{}an", stem.strip_suffix('n').unwrap_or(stem));
                stem = &respelt;
            }
            "k~an" => {
                respelt = format!("{}an", stem.strip_suffix("kan").unwrap_or(stem));
                stem = &respelt;
            }
            _ => {}
        }
        // With a clitic or without, a listed word has one light form.
        found.light = match Lexicon::global().get(stem) {
            Some(entry) if entry.root == found.root && stem != word => entry.light.to_owned(),
            _ => stem.to_owned(),
        };
    }
}

/// `tidak` and `tak` written together: light keeps them, and the root is the word denied.
fn is_negation(prefix: &Prefix) -> bool {
    matches!(prefix.name, "tidak" | "tak")
}

/// Whether the light form is the word itself without clitics (nouns and formatives), rather
/// than the base (verbs, whose voice goes).
fn keeps_stem(candidate: &Candidate) -> bool {
    let suffix = suffix_kind(candidate);
    match candidate.prefixes().next() {
        None => keeps_ending(suffix),
        Some(prefix) => match prefix.kind {
            PrefixKind::Nominal | PrefixKind::Ke | PrefixKind::Se | PrefixKind::Formative => true,
            // perambah is who does it, as penebang is.
            PrefixKind::Per if prefix.name == "pe(r)" => suffix != SuffixKind::Verbal,
            PrefixKind::Per => suffix == SuffixKind::An,
            _ => suffix == SuffixKind::Formative,
        },
    }
}

/// `word` without clitic and particle.
fn stem<'a>(word: &'a str, candidate: &Candidate) -> &'a str {
    let particle = PARTICLES[usize::from(candidate.particle)];
    let clitic = CLITICS[usize::from(candidate.clitic)];
    let rest = word.strip_suffix(particle).unwrap_or(word);
    rest.strip_suffix(clitic).unwrap_or(rest)
}

fn describe(candidate: &Candidate, base: &str) -> String {
    let mut text = String::new();
    for prefix in candidate.prefixes() {
        text.push_str(prefix.name);
        text.push_str("- + ");
    }
    text.push_str(base);
    match &candidate.entry {
        Some(entry) => {
            text.push_str(" (");
            text.push_str(entry.class.describe());
            text.push(')');
        }
        None if candidate.cut != 0 => text.push_str(" (compound)"),
        None => text.push_str(" (unknown)"),
    }
    for ending in [
        SUFFIXES[usize::from(candidate.suffix)].name,
        CLITICS[usize::from(candidate.clitic)],
        PARTICLES[usize::from(candidate.particle)],
    ] {
        if !ending.is_empty() {
            text.push_str(" + -");
            text.push_str(ending);
        }
    }
    text
}

/// Whether `class` is a word that takes Indonesian affixes freely.
pub(crate) fn is_common(class: Class) -> bool {
    matches!(
        class,
        Class::Root
            | Class::Usual
            | Class::Rare
            | Class::Loan
            | Class::Affixed
            | Class::Lexical
            | Class::Reduplicated
            | Class::Compound
            | Class::Colloquial
    )
}
