//! Which analysis is likeliest: a linear model over a handful of features.
//!
//! The weights are an averaged perceptron's (Collins 2002), trained by
//! `warta eval language --train` on this project's own lexicon, never on the treebanks.

use std::sync::OnceLock;

use super::affix::{PREFIXES, PrefixKind, SUFFIXES, SuffixKind, has_loan_ending, is_vowel};
use super::candidates::Candidate;
use super::shape::Shape;
use crate::language::lexicon::Class;

/// Number of features of one candidate.
pub(crate) const FEATURES: usize = 23;

/// Not a feature: what a listed base has in place of those that judge its letters.
const NONE: Feature = 0;

/// The weights, `template=values TAB weight` a line.
const WEIGHTS: &str = include_str!("../lexicon/model.tsv");

/// A feature packed into a number: template, prefix chain, suffix, class, length.
pub(crate) type Feature = u64;

/// The linear model.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// Weights by feature in open addressing: an unlisted word asks some two hundred times. A power
    /// of two long and at most half full; [`NONE`] is empty.
    table: Vec<(Feature, f32)>,
    /// How many features have a weight.
    count: usize,
}

const NO_PREFIX: u64 = 127;

fn chain(candidate: &Candidate) -> u64 {
    let mut packed = 0;
    for index in 0..3 {
        let id = if index < usize::from(candidate.prefix_count) {
            u64::from(candidate.prefixes[index])
        } else {
            NO_PREFIX
        };
        packed = packed << 7 | id;
    }
    packed
}

/// Class of the base as the model sees it.
fn class_code(candidate: &Candidate, base: &str) -> u64 {
    if candidate.cut != 0 {
        return u64::from(b'+');
    }
    match &candidate.entry {
        None if has_loan_ending(base) => u64::from(b'!'),
        None => u64::from(b'?'),
        Some(entry) => match entry.class {
            // A listed affixed form with a root of its own says how plain it is.
            Class::Colloquial if entry.root == entry.word => u64::from(b'r'),
            // Writers take any English verb: melaunching, diupgrade.
            Class::Foreign if takes_verbs(candidate) => u64::from(b'o'),
            class => class.letter() as u64,
        },
    }
}

fn takes_verbs(candidate: &Candidate) -> bool {
    candidate
        .prefixes()
        .next()
        .is_some_and(|prefix| matches!(prefix.kind, PrefixKind::Active | PrefixKind::Passive))
}

fn pack(template: u64, chain: u64, suffix: u64, class: u64, length: u64) -> Feature {
    template << 56 | chain << 32 | suffix << 20 | class << 8 | length
}

/// The first three letters of `base` in five bits each: two together, and the third.
fn first_letters(base: &str) -> (u64, u64) {
    let mut letters = base.bytes().map(|byte| u64::from(byte & 31));
    let mut next = || letters.next().unwrap_or(0);
    (next() << 5 | next(), next())
}

/// The last two letters of `base` in five bits each, the last one above.
fn last_letters(base: &str) -> u64 {
    let letters = base.bytes().rev().map(|byte| u64::from(byte & 31));
    letters
        .take(2)
        .fold(0, |packed, letter| packed << 5 | letter)
}

/// One bit for each of the first eleven letters, set for a vowel, after a set bit.
fn vowels(base: &str) -> u64 {
    base.bytes()
        .take(11)
        .fold(1, |bits, byte| bits << 1 | u64::from(is_vowel(byte)))
}

/// The features of `candidate` with its `base`.
pub(crate) fn features(candidate: &Candidate, base: &str, shape: &Shape) -> [Feature; FEATURES] {
    let length = base.len();
    let chain = chain(candidate);
    let outer = chain >> 14;
    // Clitics and particles are one half of the suffix value each.
    let ending = u64::from(candidate.suffix)
        | u64::from(candidate.clitic.min(1)) << 5
        | u64::from(candidate.particle.min(1)) << 6;
    let particle = u64::from(candidate.particle) | u64::from(candidate.clitic) << 3;
    let class = class_code(candidate, base);
    let bucket = length.min(9) as u64;
    let affixes = u64::from(candidate.prefix_count) + u64::from(candidate.suffix > 0);
    let [mut average, mut worst, mut ended, mut first, mut last] = [NONE; 5];
    let [
        mut beginning,
        mut outline,
        mut native,
        mut either,
        mut rhyme,
        mut frame,
        mut whole,
        mut whole_either,
    ] = [NONE; 8];
    if candidate.entry.is_none() && candidate.cut == 0 {
        let seems = shape.judge(base);
        average = pack(10, outer, 0, 0, seems.average);
        worst = pack(11, 0, affixes, 0, seems.worst);
        ended = pack(12, 0, u64::from(candidate.suffix), 0, seems.average);
        native = pack(18, outer, u64::from(candidate.suffix), 0, seems.nativeness);
        either = pack(19, 0, affixes, 0, seems.either);
        // By how much every letter that stays on the base makes it less likely.
        whole = pack(21, 0, affixes, 0, seems.total);
        whole_either = pack(22, 0, affixes, 0, seems.total_either);
        let letter = |byte: Option<u8>| u64::from(byte.unwrap_or(b'.'));
        // dij-, dik-, dit- begin no loan, dis- and dif- do.
        first = pack(13, outer, 0, letter(base.bytes().next()), 0);
        last = pack(
            14,
            0,
            u64::from(candidate.suffix),
            letter(base.bytes().last()),
            0,
        );
        // -an is rather taken off before -uk (bujuk) than -kan before -ju.
        rhyme = pack(20, 0, u64::from(candidate.suffix), last_letters(base), 0);
        if affixes > 0 {
            // mengol- is rather of olah than of kolah, whatever either is.
            let (two, third) = first_letters(base);
            beginning = pack(16, outer, 0, two, third);
            // The same with what stands behind the base: pe-ra-an is rather of raba than pera-.
            frame = pack(23, outer, u64::from(candidate.suffix), two, 0);
            // A root is CVCVC or CVCCVC; with a prefix left on it, it is not.
            outline = pack(17, 0, affixes, vowels(base), 0);
        }
    }
    let sibling = match candidate.agrees(base) {
        None => NONE,
        Some(agrees) => pack(15, 0, 0, 0, u64::from(agrees)),
    };
    [
        pack(1, chain, u64::from(candidate.suffix), 0, 0),
        pack(2, chain, 0, class, 0),
        pack(3, 0, ending, class, 0),
        pack(4, 0, 0, class, bucket),
        pack(5, chain, 0, 0, bucket),
        pack(6, 0, particle, class, 0),
        pack(7, outer, u64::from(candidate.suffix), class, 0),
        pack(8, 0, u64::from(candidate.suffix), 0, bucket),
        pack(9, 0, affixes, class, 0),
        average,
        worst,
        ended,
        first,
        last,
        sibling,
        beginning,
        outline,
        native,
        either,
        rhyme,
        whole,
        whole_either,
        frame,
    ]
}

impl Model {
    /// The compiled-in model.
    pub(crate) fn global() -> &'static Self {
        static GLOBAL: OnceLock<Model> = OnceLock::new();
        GLOBAL.get_or_init(|| Self::read(WEIGHTS))
    }

    /// An untrained model.
    pub(crate) fn empty() -> Self {
        Model {
            table: vec![(NONE, 0.0); 2],
            count: 0,
        }
    }

    /// Reads the text form; lines that are not understood are ignored (a test forbids them).
    pub(crate) fn read(text: &str) -> Self {
        let mut model = Self::empty();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((feature, weight)) = line.split_once('\t')
                && let (Some(feature), Ok(weight)) = (parse_feature(feature), weight.parse())
            {
                *model.weight_mut(feature) = weight;
            }
        }
        model
    }

    /// The score of `candidate`; higher is likelier.
    pub(crate) fn score(&self, candidate: &Candidate, base: &str, shape: &Shape) -> f32 {
        features(candidate, base, shape)
            .iter()
            .filter(|&&feature| feature != NONE)
            .map(|&feature| self.weight(feature))
            .sum()
    }

    /// The place of a feature, or the free one where it belongs.
    #[inline]
    fn place(&self, feature: Feature) -> usize {
        let last = self.table.len() - 1;
        let mixed = feature.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut place = (mixed ^ mixed >> 32) as usize & last;
        while self.table[place].0 != feature && self.table[place].0 != NONE {
            place = (place + 1) & last;
        }
        place
    }

    #[inline]
    fn weight(&self, feature: Feature) -> f32 {
        // What has no weight finds a free place, where nothing was written.
        self.table[self.place(feature)].1
    }

    fn weight_mut(&mut self, feature: Feature) -> &mut f32 {
        let mut place = self.place(feature);
        if self.table[place].0 == NONE {
            self.count += 1;
            if 2 * self.count > self.table.len() {
                let empty = vec![(NONE, 0.0); 2 * self.table.len()];
                for (feature, weight) in std::mem::replace(&mut self.table, empty) {
                    let place = self.place(feature);
                    self.table[place] = (feature, weight);
                }
                place = self.place(feature);
            }
            self.table[place].0 = feature;
        }
        &mut self.table[place].1
    }

    /// Adds `amount` to the weight of each feature.
    pub(crate) fn add(&mut self, features: &[Feature], amount: f32) {
        for &feature in features.iter().filter(|&&feature| feature != NONE) {
            *self.weight_mut(feature) += amount;
        }
    }

    /// Features with their weights, for averaging.
    pub(crate) fn weights_mut(&mut self) -> impl Iterator<Item = (Feature, &mut f32)> {
        let all = self.table.iter_mut();
        all.filter(|(feature, _)| *feature != NONE)
            .map(|(feature, weight)| (*feature, weight))
    }

    /// The text form, sorted.
    pub(crate) fn write(&self) -> String {
        let mut lines: Vec<String> = self
            .table
            .iter()
            // Free places weigh nothing.
            .filter(|(_, weight)| weight.abs() >= 0.02)
            .map(|(feature, weight)| format!("{}\t{weight:.2}\n", name_feature(*feature)))
            .collect();
        lines.sort();
        lines.concat()
    }
}

/// `7:meng(k)+ke:kan:r:5`: template, chain, suffix value, class, length. In place of the class stand the
/// first letters of the base in `16:meng:0:ola:0`, vowels and consonants in `17:.:1:cvcvc:0`, and the
/// last letters in `20:.:-an:uk:0`, the first two in `23:pe(r):-an:ra:0`. The length of 10 to 12, 18, 19, 21 and 22 is
/// a bucket of [`Shape`].
fn name_feature(feature: Feature) -> String {
    let template = feature >> 56;
    let chain = feature >> 32 & 0x00FF_FFFF;
    let suffix = feature >> 20 & 0xFFF;
    let class = feature >> 8 & 0xFFF;
    let length = feature & 0xFF;
    let has_chain = matches!(template, 1 | 2 | 5 | 7 | 10 | 13 | 16 | 18 | 23);
    let prefixes: Vec<&str> = (0..3)
        .rev()
        .map(|index| chain >> (7 * index) & 0x7F)
        .filter(|&id| {
            id != NO_PREFIX && (!matches!(template, 7 | 10 | 13 | 16 | 18 | 23) || chain == id)
        })
        .filter_map(|id| PREFIXES.get(id as usize).map(|prefix| prefix.name))
        .collect();
    let prefixes = match (has_chain, prefixes.is_empty()) {
        (false, _) => ".".to_owned(),
        (true, true) => "-".to_owned(),
        (true, false) => prefixes.join("+"),
    };
    let suffix = if matches!(template, 1 | 7 | 8 | 12 | 14 | 18 | 20 | 23) {
        let name = SUFFIXES
            .get(suffix as usize)
            .map_or("", |suffix| suffix.name);
        format!("-{name}")
    } else {
        suffix.to_string()
    };
    let (class, length) = match (template, char::from_u32(class as u32)) {
        (16 | 23, _) => {
            let letters = [class >> 5, class & 31, length];
            let written = letters.iter().filter(|&&code| code != 0);
            (written.map(|&code| (code as u8 | 96) as char).collect(), 0)
        }
        (20, _) => {
            let letter = |code: u64| (code as u8 | 96) as char;
            ([letter(class & 31), letter(class >> 5)].iter().collect(), 0)
        }
        (17, _) => {
            let letters = (0..class.ilog2()).rev();
            let name = |bit| if class >> bit & 1 == 1 { 'v' } else { 'c' };
            (letters.map(name).collect(), 0)
        }
        (_, Some(letter)) if class != 0 => (letter.to_string(), length),
        _ => (".".to_owned(), length),
    };
    format!("{template}:{prefixes}:{suffix}:{class}:{length}")
}

fn parse_feature(text: &str) -> Option<Feature> {
    let mut fields = text.split(':');
    let template: u64 = fields.next()?.parse().ok()?;
    let prefixes = fields.next()?;
    let suffix = fields.next()?;
    let class = fields.next()?;
    let length: u64 = fields.next()?.parse().ok()?;
    let mut ids: Vec<u64> = Vec::new();
    if prefixes != "." && prefixes != "-" {
        for name in prefixes.split('+') {
            ids.push(PREFIXES.iter().position(|prefix| prefix.name == name)? as u64);
        }
    }
    let chain = match (prefixes, template) {
        (".", _) => 0,
        (_, 7 | 10 | 13 | 16 | 18 | 23) => ids.first().copied().unwrap_or(NO_PREFIX),
        _ => (0..3).fold(0, |packed, index| {
            packed << 7 | ids.get(index).copied().unwrap_or(NO_PREFIX)
        }),
    };
    let suffix = match suffix.strip_prefix('-') {
        Some(name) => SUFFIXES.iter().position(|suffix| suffix.name == name)? as u64,
        None => suffix.parse().ok()?,
    };
    let (class, length) = match (template, class) {
        (16 | 23, letters) => first_letters(letters),
        (20, letters) => (last_letters(letters), 0),
        (17, letters) => (
            letters
                .bytes()
                .fold(1, |bits, letter| bits << 1 | u64::from(letter == b'v')),
            0,
        ),
        (_, ".") => (0, length),
        (_, letter) => (letter.chars().next()? as u64, length),
    };
    Some(pack(template, chain, suffix, class, length))
}

/// Whether light keeps the word with this ending.
pub(crate) fn keeps_ending(kind: SuffixKind) -> bool {
    matches!(kind, SuffixKind::An | SuffixKind::Formative)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_reads_and_writes_back_the_same() {
        for line in WEIGHTS.lines().filter(|line| !line.starts_with('#')) {
            let (name, weight) = line.split_once('\t').expect("feature and weight");
            assert!(weight.parse::<f32>().is_ok(), "{line}");
            let feature = parse_feature(name).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(name_feature(feature), name);
        }
    }
}
