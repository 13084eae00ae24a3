//! Trains the ranking model on the lexicon itself, and measures it on what it has not seen.

use rustc_hash::FxHashMap;

use super::affix::is_vowel;
use super::candidates::{Candidates, Doubt};
use super::model::{FEATURES, Feature, Model, features};
use super::root_of;
use super::shape::Shape;
use crate::language::hash::hash_bytes;
use crate::language::lexicon::{Class, Lexicon};

/// Passes over the lexicon.
const EPOCHS: u64 = 60;

/// By how much the right reading is to be ahead of the best wrong one; weights change by 1 at a time.
const MARGIN: f32 = 1.0;

/// One group of words that were held out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    /// What it tests.
    pub name: &'static str,
    /// How many words it has.
    pub words: usize,
    /// How many got their root.
    pub right: usize,
    /// Word, root given, root expected, in a fixed order.
    pub mistakes: Vec<(String, String, String)>,
}

/// The weights after learning from every word, as text.
pub(crate) fn train() -> String {
    let examples = examples();
    let all: Vec<&Example> = examples.iter().collect();
    fit(&all, Shape::global()).write()
}

/// Hides a tenth of the words, then a tenth of the roots with all that is made of them, learns
/// from the rest and asks for the hidden. `tenth`, from 0 to 9, says which.
pub(crate) fn hold_out(tenth: u64) -> Vec<Group> {
    let (words, roots) = ((3 + tenth) % 10, (7 + tenth) % 10);
    let examples = examples();
    let (held, kept): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|e| share(&e.word, 10) == words);
    let model = fit(&kept, Shape::global());
    let mut groups = Vec::new();
    for (name, slip) in [
        ("words hidden, their roots known", false),
        ("the same, misspelt on purpose", true),
    ] {
        let asked = held.iter().copied().filter(|e| e.slip == slip).collect();
        groups.push(ask(name, asked, &model, Shape::global(), |_| false));
    }
    let is_held_root = |root: &str| share(root, 10) == roots;
    let (held, kept): (Vec<&Example>, Vec<&Example>) =
        examples.iter().partition(|e| is_held_root(e.root));
    let shape = Shape::without(is_held_root);
    let model = fit(&kept, &shape);
    type Belongs = fn(&Example) -> bool;
    let sorts: [(&str, Belongs); 4] = [
        ("roots hidden: affixed words", |e| e.word != e.root),
        ("roots hidden: the roots themselves", |e| {
            e.word == e.root && matches!(e.class, Class::Root | Class::Usual | Class::Loan)
        }),
        ("names hidden, in lower case", |e| {
            e.word == e.root && e.class == Class::Name
        }),
        ("foreign words hidden", |e| e.class == Class::Foreign),
    ];
    for (name, belongs) in sorts {
        let asked = held
            .iter()
            .copied()
            .filter(|e| belongs(e) && !e.slip && !e.made)
            .collect();
        groups.push(ask(name, asked, &model, &shape, is_held_root));
    }
    groups
}

fn ask(
    name: &'static str,
    asked: Vec<&Example>,
    model: &Model,
    shape: &Shape,
    is_hidden: impl Fn(&str) -> bool,
) -> Group {
    let mut scratch = Candidates::default();
    let mut group = Group {
        name,
        words: asked.len(),
        ..Group::default()
    };
    for example in asked {
        let word = example.word.as_str();
        scratch.generate(word, Lexicon::global(), Some(word));
        scratch.doubt(|base| match Lexicon::global().get(base) {
            Some(known) if is_hidden(known.root) => Doubt::Unknown,
            _ => Doubt::Sure,
        });
        scratch.settle();
        let mut best: Option<(f32, String)> = None;
        for candidate in scratch.list() {
            let base = scratch.base(candidate);
            let score = model.score(candidate, base, shape);
            if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
                best = Some((score, root_of(candidate, base)));
            }
        }
        let root = best.map_or_else(|| word.to_owned(), |(_, root)| root);
        if root == example.root {
            group.right += 1;
        } else {
            let mistake = (word.to_owned(), root, example.root.to_owned());
            group.mistakes.push(mistake);
        }
    }
    group
}

/// A word to learn from, and the root that it should get.
#[derive(Clone)]
struct Example {
    word: String,
    root: &'static str,
    class: Class,
    /// Misspelt on purpose, as writers do.
    slip: bool,
    /// Made up of a listed word, with affixes that are read on listed words alone.
    made: bool,
}

fn examples() -> Vec<Example> {
    let lexicon = Lexicon::global();
    let mut examples = Vec::new();
    for entry in lexicon.entries() {
        let useful = matches!(
            entry.class,
            Class::Root
                | Class::Usual
                | Class::Loan
                | Class::Affixed
                | Class::Lexical
                | Class::Foreign
                | Class::Compound
        ) || (entry.class == Class::Name
            && hash_bytes(entry.word.as_bytes()) >> 32 & 1 == 0);
        let example = |word: &str, slip: bool| Example {
            word: word.to_owned(),
            root: entry.root,
            class: entry.class,
            slip,
            made: !slip && word != entry.word,
        };
        if let Some(longer) = enlarged(entry.word, entry.class)
            && lexicon.get(&longer).is_none()
        {
            examples.push(example(&longer, false));
        }
        let plain =
            entry.word.len() >= 4 && entry.word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !useful || !plain {
            continue;
        }
        examples.push(example(entry.word, false));
        if let Some(slip) = slip(entry.word)
            && lexicon.get(&slip).is_none()
        {
            examples.push(example(&slip, true));
        }
        if let Some(longer) = inflected(entry.word, entry.class)
            && lexicon.get(&longer).is_none()
        {
            examples.push(example(&longer, false));
        }
    }
    examples.sort_by_key(|example| hash_bytes(example.word.as_bytes()).rotate_left(17));
    examples
}

/// What half of the listed words are turned into to be learned from as well: news seldom says
/// `my`, `your`, `whether` and `do this`, and is not colloquial; other texts are.
fn inflected(word: &str, class: Class) -> Option<String> {
    let turn = (hash_bytes(word.as_bytes()) >> 20) % 26;
    if class == Class::Loan && word.len() >= 5 {
        // dirotasi, berdimensi: of loans the lists have few affixed forms.
        let ends_in_vowel = word.bytes().last().is_some_and(is_vowel);
        return match turn {
            0..2 => Some(format!("di{word}")),
            2 => Some(format!("ter{word}")),
            3 => Some(format!("ber{word}")),
            4..6 => Some(format!("se{word}")),
            6..8 => Some(format!("ke{word}an")),
            8 => Some(format!("{word}kan")),
            9 => Some(format!("me{}", nasal(word)?)),
            10 => Some(format!("pe{}", nasal(word)?)),
            11 if !ends_in_vowel => Some(format!("me{}i", nasal(word)?)),
            12 => Some(format!("me{}kan", nasal(word)?)),
            13 => Some(format!("di{word}kan")),
            14 if !ends_in_vowel => Some(format!("di{word}i")),
            15 if !ends_in_vowel => Some(format!("{word}an")),
            _ => None,
        };
    }
    let takes = matches!(
        class,
        Class::Root | Class::Usual | Class::Lexical | Class::Affixed
    );
    if !takes || word.ends_with("nya") {
        return None;
    }
    let last = word.bytes().last()?;
    let bare = matches!(class, Class::Root | Class::Usual);
    Some(match turn {
        0..3 => format!("{word}ku"),
        3..6 => format!("{word}mu"),
        6..8 => format!("{word}lah"),
        8 => format!("{word}kah"),
        9 => format!("{word}pun"),
        10 if bare => format!("ku{word}"),
        11 if bare && last != b'k' => format!("{word}kan"),
        12 if bare && last != b'i' => format!("{word}i"),
        13 if bare && last != b'i' => format!("{word}in"),
        14..16 if bare => colloquial(word)?,
        16 if bare && last != b'i' => format!("{}in", colloquial(word)?),
        17 if bare => format!("ke{word}"),
        18 if bare => format!("se{word}"),
        19.. if bare && word.starts_with('r') => format!("te{word}"),
        19 if bare => format!("se{word}"),
        20 if bare && is_vowel(last) => format!("ber{word}kan"),
        21 if bare && last != b'i' => format!("di{word}i"),
        22 if bare && last != b'i' => format!("ter{word}i"),
        23 if bare => format!("se{word}nya"),
        24 if bare => format!("diper{word}"),
        _ => return None,
    })
}

/// `word` with the nasal that `me-` and `pe-` put before it where nothing is swallowed.
fn nasal(word: &str) -> Option<String> {
    let nasal = match word.bytes().next()? {
        b'l' | b'r' | b'm' | b'n' | b'w' | b'y' => "",
        b'b' | b'f' | b'v' => "m",
        b'c' | b'd' | b'j' | b'z' => "n",
        b'g' | b'h' | b'a' | b'i' | b'u' | b'e' | b'o' => "ng",
        _ => return None,
    };
    Some(format!("{nasal}{word}"))
}

/// Three letters with what is written after them (`kasnya`, `tasmu`): alone they are never taken apart.
fn enlarged(word: &str, class: Class) -> Option<String> {
    let takes = matches!(
        class,
        Class::Root | Class::Usual | Class::Loan | Class::Abbreviation
    );
    let plain = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let endings = ["nya", "nya", "mu", "ku"];
    let turn = (hash_bytes(word.as_bytes()) >> 20) as usize % (2 * endings.len());
    (takes && plain)
        .then(|| endings.get(turn))
        .flatten()
        .map(|ending| format!("{word}{ending}"))
}

/// The spoken active voice: `nolak` of `tolak`, `ngasah` of `asah`, `ngebuka` of `buka`.
fn colloquial(word: &str) -> Option<String> {
    let first = word.bytes().next()?;
    let rest = word.get(1..)?;
    let nasal_fits = rest.bytes().next().is_some_and(is_vowel);
    Some(match first {
        b't' if nasal_fits => format!("n{rest}"),
        b'p' if nasal_fits => format!("m{rest}"),
        b's' | b'c' if nasal_fits => format!("ny{rest}"),
        b'k' if nasal_fits => format!("ng{rest}"),
        first if is_vowel(first) => format!("ng{word}"),
        _ => format!("nge{word}"),
    })
}

/// `word` with a letter too few or too many where its parts meet: `diletakan`, `kekuasan`,
/// `kenaikkan`, `tujuanya`, `mengunakan`.
fn slip(word: &str) -> Option<String> {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| word.starts_with(prefix));
    if let Some(base) = word.strip_suffix("aannya")
        && begins(&["ke", "pe"])
    {
        return Some(format!("{base}annya"));
    }
    if let Some(base) = word.strip_suffix("annya") {
        return Some(format!("{base}anya"));
    }
    if let Some(base) = word.strip_suffix("kkan")
        && begins(&["me", "di"])
    {
        return Some(format!("{base}kan"));
    }
    if let Some(base) = ["mengg", "pengg"]
        .iter()
        .find_map(|nasal| word.strip_prefix(nasal))
        && base.bytes().next().is_some_and(is_vowel)
    {
        return Some(format!("{}{base}", &word[..4]));
    }
    if !begins(&["ke", "pe"]) {
        return None;
    }
    if let Some(base) = word.strip_suffix("aan") {
        return Some(format!("{base}an"));
    }
    let base = word.strip_suffix("kan")?;
    Some(format!("{base}kkan"))
}

/// One of `parts` groups of about the same size that `word` belongs to.
fn share(word: &str, parts: u64) -> u64 {
    (hash_bytes(word.as_bytes()) >> 7) % parts
}

/// What is made of the base of a candidate this time, so that the model learns what to do with
/// roots that are rare or not listed. In percent: 16 unknown, 5 ordinary, 5 rare.
fn doubt(word: &str, base: &str, epoch: u64) -> Doubt {
    let mixed = hash_bytes(base.as_bytes()) ^ hash_bytes(word.as_bytes()).rotate_left(7);
    match (mixed ^ epoch.wrapping_mul(0x9E37_79B9_7F4A_7C15)) % 100 {
        0..16 => Doubt::Unknown,
        16..21 => Doubt::Usual,
        21..26 => Doubt::Rare,
        _ => Doubt::Sure,
    }
}

fn fit(examples: &[&Example], shape: &Shape) -> Model {
    let lexicon = Lexicon::global();
    let mut model = Model::empty();
    let mut totals: FxHashMap<Feature, f64> = FxHashMap::default();
    let mut scratch = Candidates::default();
    let mut step = 0.0_f64;
    let mut order = examples.to_vec();
    for epoch in 0..EPOCHS {
        // Another order each time: the last words to be seen must not have the last say.
        order.sort_by_cached_key(|example| {
            let mixed = hash_bytes(example.word.as_bytes()) ^ epoch.wrapping_mul(0x9E37_79B9);
            mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93).rotate_left(29)
        });
        for example in &order {
            step += 1.0;
            let word = example.word.as_str();
            scratch.generate(word, lexicon, Some(word));
            scratch.doubt(|base| match doubt(word, base, epoch) {
                Doubt::Unknown if example.made => Doubt::Rare,
                doubt => doubt,
            });
            scratch.settle();
            if share(word, 2) != epoch % 2 {
                scratch.forget_siblings();
            }
            let mut wrong: Option<(f32, [Feature; FEATURES])> = None;
            let mut right: Option<(f32, [Feature; FEATURES])> = None;
            for candidate in scratch.list() {
                let base = scratch.base(candidate);
                let score = model.score(candidate, base, shape);
                let is_right = root_of(candidate, base) == example.root;
                let packed = features(candidate, base, shape);
                let best = if is_right { &mut right } else { &mut wrong };
                if best.is_none_or(|(highest, _)| score > highest) {
                    *best = Some((score, packed));
                }
            }
            let (Some((above, wrong)), Some((score, right))) = (wrong, right) else {
                continue;
            };
            if score < above + MARGIN {
                model.add(&right, 1.0);
                model.add(&wrong, -1.0);
                for feature in right {
                    *totals.entry(feature).or_default() += step;
                }
                for feature in wrong {
                    *totals.entry(feature).or_default() -= step;
                }
            }
        }
    }
    for (feature, weight) in model.weights_mut() {
        let total = totals.get(&feature).copied().unwrap_or(0.0);
        *weight -= (total / step.max(1.0)) as f32;
    }
    model
}
