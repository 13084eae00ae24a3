//! Words that carry a quotation: verbs of saying, pronouns, roles, and words that end a name.
//!
//! Written by hand; the lists of roles and organisations were checked against the words that
//! stand between a verb of saying and a name in news text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Verbs that follow a quotation: `…," kata Reni`. With `-nya` they take the latest speaker.
const AFTER: &str = include_str!("words/after.txt");

/// Verbs that lead to a quotation or a report: `Reni mengatakan, "…`.
const BEFORE: &str = include_str!("words/before.txt");

/// Passive verbs behind which the speaker stands: `Hal itu disampaikan Reni`.
const PASSIVE: &str = "disampaikan diungkapkan diungkap dikatakan dikemukakan ditegaskan dijelaskan \
    diucapkan diutarakan dituturkan dipaparkan diceritakan dilontarkan diterangkan diakui dibenarkan";

/// Words behind which no name of the speaker follows.
const STOP: &str = include_str!("words/stop.txt");

/// Words that stand for the latest speaker.
const PRONOUN: &str = "dia ia beliau mereka dirinya doi nya";

/// Roles and titles before a name; lower case.
const ROLE: &str = include_str!("words/role.txt");

/// Words of organisations, fields and places, which may stand between a role and a name.
const ORGANISATION: &str = include_str!("words/organisation.txt");

/// Words that announce a title, a term or a text, not somebody speaking.
const NOT_SPEECH: &str = include_str!("words/not_speech.txt");

/// Weekdays only: `Juli`, `Mei` and `Agustus` are names, too, and a day stands before a month.
const WEEKDAY: &str = "senin selasa rabu kamis jumat jum'at sabtu minggu ahad";

/// A sorted-once set of static words.
macro_rules! test {
    ($(#[$doc:meta])* $name:ident, $list:ident) => {
        $(#[$doc])*
        pub fn $name(lower: &str) -> bool {
            static SET: LazyLock<rustc_hash::FxHashSet<&'static str>> =
                LazyLock::new(|| $list.split_whitespace().collect());
            SET.contains(lower)
        }
    };
}

test!(
    /// A verb that leads to speech.
    is_before, BEFORE);
test!(
    /// A word behind which no name follows.
    is_stop, STOP);
test!(
    /// A pronoun for the latest speaker.
    is_pronoun, PRONOUN);
test!(
    /// A role or title.
    is_role, ROLE);
test!(
    /// A word of an organisation, field or place.
    is_organisation, ORGANISATION);
test!(
    /// A word that announces a title or term.
    is_not_speech, NOT_SPEECH);
test!(
    /// A weekday.
    is_weekday, WEEKDAY);
test!(
    /// A passive verb of saying.
    is_passive, PASSIVE);
test!(is_after_root, AFTER);

/// What a word may do beside a quotation; looked up once for each word of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verb {
    /// [`is_before`].
    pub before: bool,
    /// Follows speech, without `-nya`.
    pub after: bool,
    /// `menurut`, `disampaikan`: who it comes from stands behind.
    pub according: bool,
}

impl Verb {
    /// Whether it is a verb of saying at all.
    pub fn is_speech(&self) -> bool {
        self.before || self.after || self.according
    }
}

/// The verbs, and a sieve before them: texts have hundreds of words and a few verbs of saying.
struct Verbs {
    known: FxHashMap<&'static str, Verb>,
    /// Lengths of the verbs with two first letters, a bit each.
    lengths: Vec<u32>,
}

/// Longer than any verb.
const LONGEST_VERB: usize = 24;

/// The place of two first letters in the sieve.
fn beginning(word: &[u8]) -> Option<usize> {
    let letter = |byte: u8| {
        byte.is_ascii_alphabetic()
            .then(|| usize::from((byte | 0x20) - b'a'))
    };
    match word {
        [first, second, ..] => Some(letter(*first)? * 26 + letter(*second)?),
        _ => None,
    }
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut known: FxHashMap<&'static str, Verb> = FxHashMap::default();
    for word in BEFORE.split_whitespace() {
        known.entry(word).or_default().before = true;
    }
    for word in AFTER.split_whitespace() {
        known.entry(word).or_default().after = true;
    }
    known.entry("menurut").or_default().according = true;
    for word in PASSIVE.split_whitespace() {
        known.entry(word).or_default().according = true;
    }
    let mut lengths = vec![0; 26 * 26];
    for word in known.keys() {
        if let Some(place) = beginning(word.as_bytes()) {
            lengths[place] |= 1 << word.len();
        }
    }
    Verbs { known, lengths }
});

/// What a word as written may do beside a quotation.
pub fn verb(word: &str) -> Verb {
    let verbs = &*VERBS;
    let mut buffer = [0; LONGEST_VERB];
    match (beginning(word.as_bytes()), buffer.get_mut(..word.len())) {
        (Some(place), Some(lower)) => {
            if verbs.lengths[place] & (1 << word.len()) == 0 {
                return Verb::default();
            }
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            let lower = std::str::from_utf8(lower).unwrap_or_default();
            verbs.known.get(lower).copied().unwrap_or_default()
        }
        _ => Verb::default(),
    }
}

/// A verb that follows speech, and whether it ends in `-nya`.
pub fn after_verb(lower: &str) -> Option<(&str, bool)> {
    if is_after_root(lower) {
        return Some((lower, false));
    }
    let stem = lower.strip_suffix("nya")?;
    let stem = stem.strip_suffix('-').unwrap_or(stem);
    is_after_root(stem).then_some((stem, true))
}
