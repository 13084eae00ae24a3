//! Other spellings of listed words: the orthography before 1972 and common slips.

use super::lexicon::{Class, Entry, Lexicon};
use super::morphology::affix::is_vowel;

/// Spellings and what they are written for today. A rule is applied wherever it occurs; only a
/// result that the lexicon lists counts.
const RULES: &[(&str, &str)] = &[
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("nj", "ny"),
    ("sj", "sy"),
    ("ch", "kh"),
    ("j", "y"),
    ("ifitas", "ivitas"),
    ("ph", "f"),
    ("dz", "z"),
    ("dh", "d"),
    ("sy", "s"),
    ("kh", "k"),
    ("kh", "h"),
    ("th", "t"),
    ("v", "f"),
    ("f", "p"),
    ("z", "j"),
    ("x", "ks"),
    ("c", "k"),
    ("iy", "i"),
    ("ll", "l"),
    ("ss", "s"),
    ("ff", "f"),
    ("mm", "m"),
    ("nn", "n"),
    ("pp", "p"),
    ("tt", "t"),
    ("rr", "r"),
    ("aa", "a"),
    ("ee", "e"),
    ("ii", "i"),
    ("uu", "u"),
    ("oo", "o"),
    ("ai", "ae"),
    ("ijin", "izin"),
    ("jaman", "zaman"),
    ("isteri", "istri"),
    ("putera", "putra"),
    ("puteri", "putri"),
];

/// Which letters and pairs of letters a word has, pairs by a hash: most rules are seen not to
/// apply without a search.
struct Letters<'w> {
    word: &'w str,
    single: u32,
    pairs: u64,
}

impl<'w> Letters<'w> {
    /// Of ASCII letters in lower case; others count as some letter or other.
    fn of(word: &'w str) -> Self {
        let bytes = word.as_bytes();
        Letters {
            word,
            single: bytes
                .iter()
                .fold(0, |bits, &byte| bits | Self::letter(byte)),
            pairs: bytes
                .windows(2)
                .fold(0, |bits, pair| bits | Self::pair(pair)),
        }
    }

    fn letter(byte: u8) -> u32 {
        1 << (byte & 31)
    }

    fn pair(pair: &[u8]) -> u64 {
        1 << (pair[0].wrapping_mul(7).wrapping_add(pair[1]) & 63)
    }

    /// Whether the word contains `part`.
    fn contain(&self, part: &str) -> bool {
        let possible = match part.as_bytes() {
            [byte] => self.single & Self::letter(*byte) != 0,
            bytes => bytes
                .windows(2)
                .all(|pair| self.pairs & Self::pair(pair) != 0),
        };
        possible && self.word.contains(part)
    }
}

/// The listed word that `word` is another spelling of. `word` itself is not listed.
pub(crate) fn respelled<'a>(word: &str, lexicon: &'a Lexicon) -> Option<&'a Entry> {
    if word.len() < 5 || word.len() > 40 || !word.is_ascii() {
        return None;
    }
    let letters = Letters::of(word);
    RULES.iter().find_map(|(from, to)| {
        if !letters.contain(from) {
            return None;
        }
        lexicon.get(&word.replace(from, to)).filter(|entry| {
            // A change of one letter may be another word; long ones are safe.
            entry.word.len() >= 6
                && !matches!(
                    entry.class,
                    Class::Name | Class::Abbreviation | Class::Foreign | Class::Artefact
                )
                // calling is English, and not of caling, which hardly anybody writes.
                && !(word.ends_with("ing") && matches!(entry.class, Class::Rare | Class::Usual))
                // Other languages' letters: cabinet is kabinet, but cembung is not kembung.
                && (!matches!(*from, "c" | "x" | "v") || entry.class == Class::Loan)
        })
    })
}

/// The listed word with a letter that is drawn out: `teruss`, `kamuuu`, `bangeeettt`.
pub(crate) fn drawn_out<'a>(word: &str, lexicon: &'a Lexicon) -> Option<&'a Entry> {
    let bytes = word.as_bytes();
    let last = *bytes.last().filter(|byte| byte.is_ascii_lowercase())?;
    let thrice = bytes
        .windows(3)
        .any(|run| run[0].is_ascii_lowercase() && run[0] == run[1] && run[1] == run[2]);
    if word.len() > 40 || !thrice && !bytes.ends_with(&[last, last]) {
        return None;
    }
    let is_word = |entry: &&Entry| {
        matches!(
            entry.class,
            Class::Root | Class::Usual | Class::Affixed | Class::Lexical | Class::Colloquial
        )
    };
    if thrice {
        // Twice may be meant (jamaaah, tahunnnya). If not, whatever else is doubled is drawn out as well.
        return [2, 1].into_iter().find_map(|most| {
            lexicon
                .get(&with_runs_of(word, most))
                .filter(|entry| entry.word.len() >= 3)
                .filter(is_word)
        });
    }
    // English doubles these (`small`, `press`, `coffee`), so they need a longer word.
    let least = match last {
        b'e' | b'f' | b'l' | b'o' | b's' => 5,
        _ => 4,
    };
    lexicon
        .get(&word[..word.len() - 1])
        .filter(|entry| entry.word.len() >= least)
        .filter(is_word)
}

/// `word` with no letter more than `most` times in a row.
fn with_runs_of(word: &str, most: usize) -> String {
    let mut short = String::with_capacity(word.len());
    let mut run = 0;
    for letter in word.chars() {
        run = if short.ends_with(letter) { run + 1 } else { 1 };
        if run <= most {
            short.push(letter);
        }
    }
    short
}

/// The listed word whose first `e`, hardly heard, is left out: `slesai`, `blajar`, `trnyata`, `mreka`.
pub(crate) fn without_schwa<'a>(word: &str, lexicon: &'a Lexicon) -> Option<&'a Entry> {
    let bytes = word.as_bytes();
    let consonants = |byte: &u8| byte.is_ascii_lowercase() && !is_vowel(*byte);
    if !(6..=40).contains(&word.len()) || !bytes.iter().take(2).all(consonants) {
        return None;
    }
    let mut whole = String::with_capacity(word.len() + 1);
    whole.push_str(&word[..1]);
    whole.push('e');
    whole.push_str(&word[1..]);
    lexicon.get(&whole).filter(|entry| {
        matches!(
            entry.class,
            Class::Root | Class::Affixed | Class::Lexical | Class::Reduplicated
        )
    })
}

/// Spelt by the rules before 1972 (`Djakarta`, `Soeharto`): all of them at once.
pub(crate) fn pre_1972<'a>(word: &str, lexicon: &'a Lexicon) -> Option<&'a Entry> {
    if word.len() < 5 || word.len() > 40 || !word.is_ascii() {
        return None;
    }
    let old = ["oe", "dj", "tj", "nj", "sj"];
    let letters = Letters::of(word);
    if !old.iter().any(|pair| letters.contain(pair)) {
        return None;
    }
    let mut modern = word.to_owned();
    for (from, to) in [
        ("oe", "u"),
        ("dj", "\u{1}"),
        ("tj", "c"),
        ("nj", "ny"),
        ("sj", "sy"),
    ] {
        modern = modern.replace(from, to);
    }
    // `j` alone was today's `y`; try both, since names mix the two spellings.
    let with_y = modern.replace('j', "y").replace('\u{1}', "j");
    let with_j = modern.replace('\u{1}', "j");
    lexicon.get(&with_j).or_else(|| lexicon.get(&with_y))
}
