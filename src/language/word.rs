//! One word: lexicon first, then spelling, hyphens and morphology.

use super::fold::fold_into;
use super::hyphen::{self, Hyphenated};
use super::lexicon::{Class, Entry, Lexicon};
use super::morphology::candidates::Candidates;
use super::morphology::{self};
use super::spelling;
use super::token::Kind;

/// What is found out about one surface word. Reused from word to word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word {
    pub(crate) kind: Kind,
    pub(crate) exact: String,
    pub(crate) light: String,
    pub(crate) root: String,
    /// It is several words joined by hyphens; each is to be analysed by itself.
    pub(crate) apart: bool,
    /// An unlisted word that was taken apart or respelt: a capital in the middle of a sentence
    /// would make it a name instead.
    pub(crate) case_matters: bool,
    /// The reasoning, filled only when asked for.
    pub(crate) steps: Vec<String>,
    scratch: Candidates,
}

/// How the letters of a surface word are cased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    /// `Kecamatan`.
    Capital,
    /// `KPK`.
    Upper,
    Mixed,
}

/// The shape of `surface`, by its letters.
pub(crate) fn shape(surface: &str) -> Shape {
    let mut letters = surface.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return Shape::Lower;
    };
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (false, 0, _) => Shape::Lower,
        (true, 0, 1..) => Shape::Capital,
        (true, _, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

impl Word {
    /// Analyses `surface`. `named` says that it stands where only a name has a capital;
    /// `explain` fills [`Word::steps`].
    pub(crate) fn analyse(&mut self, surface: &str, named: bool, explain: bool) {
        self.kind = Kind::Word;
        self.exact.clear();
        self.light.clear();
        self.root.clear();
        self.apart = false;
        self.case_matters = false;
        self.steps.clear();
        fold_into(surface, &mut self.exact);
        if explain {
            self.steps.push(format!("folded: {}", self.exact));
        }
        if self.look_up(explain) {
            return;
        }
        self.without_entry(surface, named, explain);
        self.close(explain);
    }

    fn without_entry(&mut self, surface: &str, named: bool, explain: bool) {
        if self.exact.bytes().any(|byte| byte.is_ascii_digit()) {
            if self.with_digits(explain) {
                return;
            }
            if !self.exact.contains('-') {
                self.keep();
                return;
            }
        }
        if self.initialism(explain) {
            return;
        }
        if self.cased_acronym(surface, explain) || self.english_possessive(surface, explain) {
            return;
        }
        if self.exact.contains('-') {
            self.hyphenated(surface, explain);
            return;
        }
        self.unlisted(surface, named, explain);
    }

    /// Makes sure that the root of the root is itself, for results that no entry vouches for.
    fn close(&mut self, explain: bool) {
        if self.apart || self.root == self.exact {
            return;
        }
        let mut closed = String::with_capacity(self.root.len());
        for part in self.root.split(' ') {
            if !closed.is_empty() {
                closed.push(' ');
            }
            match Lexicon::global().get(part) {
                Some(entry) => closed.push_str(entry.root),
                None if part.len() < self.exact.len() => {
                    let mut inner = Self::default();
                    inner.analyse(part, false, false);
                    closed.push_str(&inner.root);
                }
                None => closed.push_str(part),
            }
        }
        if closed != self.root {
            if explain {
                self.steps.push(format!("root of {}: {closed}", self.root));
            }
            self.root = closed;
        }
    }

    fn keep(&mut self) {
        self.light.push_str(&self.exact);
        self.root.push_str(&self.exact);
    }

    fn set(&mut self, light: &str, root: &str) {
        self.light.clear();
        self.light.push_str(light);
        self.root.clear();
        self.root.push_str(root);
    }

    fn look_up(&mut self, explain: bool) -> bool {
        let Some(entry) = Lexicon::global().get(&self.exact) else {
            return false;
        };
        self.kind = kind_of(entry.class);
        self.light.push_str(entry.light);
        self.root.push_str(entry.root);
        if explain {
            self.steps.push(format!(
                "lexicon: {} ({}), light {}, root {}",
                entry.word,
                entry.class.describe(),
                entry.light,
                entry.root
            ));
        }
        true
    }

    /// `anak2`, `U-23`, `COVID-19`, `1990an`, `100km`.
    fn with_digits(&mut self, explain: bool) -> bool {
        if self.doubled_by_digit(explain) {
            return true;
        }
        let hyphens = self.exact.bytes().filter(|&byte| byte == b'-').count();
        if hyphens > 0 {
            let Some((first, second)) = self.exact.split_once('-') else {
                return false;
            };
            let code = hyphens == 1
                && first.bytes().all(|byte| byte.is_ascii_alphabetic())
                && second
                    .bytes()
                    .next()
                    .is_some_and(|byte| byte.is_ascii_digit())
                && second.bytes().all(|byte| byte.is_ascii_alphanumeric())
                && !matches!(first, "ke" | "se" | "di" | "per")
                && super::calendar::month(first).is_none();
            if !code {
                return false;
            }
        } else if !self.exact.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        self.kind = Kind::Code;
        let mut runs: Vec<&str> = Vec::new();
        let mut start = 0;
        let bytes = self.exact.as_bytes();
        for index in 1..=bytes.len() {
            let boundary = index == bytes.len()
                || bytes[index] == b'-'
                || bytes[index - 1] == b'-'
                || bytes[index].is_ascii_digit() != bytes[index - 1].is_ascii_digit();
            if boundary {
                if bytes[start] != b'-' {
                    runs.push(&self.exact[start..index]);
                }
                start = index;
            }
        }
        let light = self.exact.replace('-', "");
        let root = match runs.as_slice() {
            [digits, "an"] if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                (*digits).to_owned()
            }
            runs if runs.len() > 3 => light.clone(),
            // A lone letter belongs to its number (U-23, 5G); a word stands for itself.
            runs => {
                let mut root = String::new();
                for (index, run) in runs.iter().enumerate() {
                    let lone = run.len() == 1 && !run.as_bytes()[0].is_ascii_digit();
                    let after_lone = index > 0
                        && runs[index - 1].len() == 1
                        && !runs[index - 1].as_bytes()[0].is_ascii_digit();
                    if index > 0 && !lone && !after_lone {
                        root.push(' ');
                    }
                    root.push_str(run);
                }
                root
            }
        };
        if explain {
            self.steps.push(format!("letters with digits: {root}"));
        }
        self.light = light;
        self.root = root;
        true
    }

    /// `anak2`, `anak2nya`, `ber-sama2`: the digit doubles the word.
    fn doubled_by_digit(&mut self, explain: bool) -> bool {
        let Some((stem, ending)) = self.exact.split_once('2') else {
            return false;
        };
        if stem.len() < 3
            || !stem.bytes().all(|byte| byte.is_ascii_lowercase())
            || !matches!(
                ending,
                "" | "nya" | "an" | "kan" | "i" | "lah" | "ku" | "mu"
            )
        {
            return false;
        }
        let Some(entry) = Lexicon::global()
            .get(stem)
            .filter(|entry| morphology::is_common(entry.class))
        else {
            return false;
        };
        self.light.push_str(entry.light);
        self.root.push_str(entry.root);
        if explain {
            self.steps
                .push(format!("the digit doubles {stem}: root {}", entry.root));
        }
        true
    }

    /// `memPHK`, `KPKnya`, `di-OTT-kan`: capitals show where the acronym begins and ends.
    fn cased_acronym(&mut self, surface: &str, explain: bool) -> bool {
        if !surface.is_ascii() {
            return false;
        }
        let bytes = surface.as_bytes();
        let Some(start) = bytes.iter().position(u8::is_ascii_uppercase) else {
            return false;
        };
        let end = bytes
            .iter()
            .rposition(u8::is_ascii_uppercase)
            .map_or(start, |last| last + 1);
        let core = &surface[start..end];
        if core.len() < 2
            || (start == 0 && end == bytes.len())
            || !core.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            return false;
        }
        let before = surface[..start].trim_end_matches('-').to_ascii_lowercase();
        let after = surface[end..].trim_start_matches('-').to_ascii_lowercase();
        let prefixes = [
            "", "di", "me", "mem", "men", "meng", "menge", "ber", "ter", "ke", "se", "pem", "pen",
            "peng", "per",
        ];
        let endings = [
            "", "nya", "ku", "mu", "kan", "an", "i", "lah", "kah", "pun", "kannya", "annya",
            "isasi",
        ];
        if !prefixes.contains(&before.as_str()) || !endings.contains(&after.as_str()) {
            return false;
        }
        let core = match super::calendar::roman(core) {
            Some(value) if before == "ke" => value.to_string(),
            _ => core.to_ascii_lowercase(),
        };
        let (light, root) = match Lexicon::global().get(&core) {
            Some(entry) => (entry.light, entry.root),
            None => (core.as_str(), core.as_str()),
        };
        self.light.push_str(light);
        self.root.push_str(root);
        self.kind = Kind::Acronym;
        if explain {
            self.steps
                .push(format!("acronym {core} with affixes {before:?} {after:?}"));
        }
        true
    }

    /// `S.H`, `a.n`: the stops are not part of the term.
    fn initialism(&mut self, explain: bool) -> bool {
        if !self.exact.contains('.') {
            return false;
        }
        self.kind = Kind::Acronym;
        let joined = self.exact.replace('.', "");
        if joined.is_empty() {
            self.keep();
            return true;
        }
        self.set(&joined, &joined);
        if explain {
            self.steps.push(format!("initials: {joined}"));
        }
        true
    }

    /// `Trump's` is Trump.
    fn english_possessive(&mut self, surface: &str, explain: bool) -> bool {
        let owner = surface
            .strip_suffix(['s', 'S'])
            .and_then(|rest| rest.strip_suffix(['\'', '\u{2019}']))
            .filter(|owner| owner.len() >= 3);
        let Some(owner) = owner else {
            return false;
        };
        let mut folded = String::new();
        fold_into(owner, &mut folded);
        if explain {
            self.steps.push(format!("possessive of {folded}"));
        }
        self.kind = Kind::Foreign;
        self.set(&folded, &folded);
        true
    }

    fn hyphenated(&mut self, surface: &str, explain: bool) {
        let exact = std::mem::take(&mut self.exact);
        match hyphen::analyse(&exact, &mut self.scratch, explain) {
            Hyphenated::One(found) => {
                if explain {
                    self.steps.push(found.how.clone());
                }
                self.light = found.light;
                self.root = found.root;
                if shape(surface) == Shape::Upper {
                    self.kind = Kind::Word;
                }
            }
            Hyphenated::Apart => {
                if explain {
                    self.steps
                        .push("words side by side, each by itself".to_owned());
                }
                self.light.push_str(&exact);
                self.root.push_str(&exact);
                self.apart = true;
            }
        }
        self.exact = exact;
    }

    fn respelled(&mut self, entry: &Entry, explain: bool) {
        self.kind = kind_of(entry.class);
        self.light.push_str(entry.light);
        self.root.push_str(entry.root);
        if explain {
            self.steps.push(format!("spelt for {}", entry.word));
        }
    }

    fn unlisted(&mut self, surface: &str, named: bool, explain: bool) {
        // The orthography before 1972 on a listed word: Soeharto, Djakarta.
        if let Some(entry) = spelling::pre_1972(&self.exact, Lexicon::global()) {
            self.respelled(entry, explain);
            return;
        }
        let shape = shape(surface);
        let capital = matches!(shape, Shape::Capital | Shape::Upper);
        if capital && named {
            self.kind = if shape == Shape::Upper && self.exact.len() <= 8 {
                Kind::Acronym
            } else {
                Kind::Name
            };
            self.keep();
            if explain {
                self.steps
                    .push("unlisted, with a capital inside a sentence: a name, kept".to_owned());
            }
            return;
        }
        if let Some(acronym) = affixed_acronym(&self.exact) {
            self.kind = Kind::Acronym;
            self.light.push_str(acronym);
            self.root.push_str(acronym);
            if explain {
                self.steps.push(format!("acronym {acronym} with a prefix"));
            }
            return;
        }
        let found = morphology::analyse(&self.exact, &mut self.scratch, explain);
        if explain {
            self.steps.push(format!("morphology: {}", found.how));
        }
        if !(found.known && found.stripped)
            && let Some(entry) = spelling::drawn_out(&self.exact, Lexicon::global())
                .or_else(|| spelling::without_schwa(&self.exact, Lexicon::global()))
                .or_else(|| spelling::respelled(&self.exact, Lexicon::global()))
        {
            self.respelled(entry, explain);
            self.case_matters = capital;
            return;
        }
        self.case_matters = capital && found.stripped;
        if capital && !found.stripped {
            self.kind = if shape == Shape::Upper && self.exact.len() <= 8 {
                Kind::Acronym
            } else {
                Kind::Name
            };
        }
        self.light = found.light;
        self.root = found.root;
    }
}

/// The unpronounceable listed acronym in a word typed without capitals: `memphk`, `diott`.
fn affixed_acronym(word: &str) -> Option<&'static str> {
    // Seen at once of nearly all words: what follows the prefix has no vowel.
    let last = word.len().checked_sub(3)?;
    if word.bytes().skip(last).any(morphology::affix::is_vowel) {
        return None;
    }
    ["di", "mem", "men", "meng", "pem", "ter", "ber", "ke", "se"]
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix))
        .filter(|rest| (3..=5).contains(&rest.len()))
        .filter(|rest| !rest.bytes().any(morphology::affix::is_vowel))
        .find_map(|rest| Lexicon::global().get(rest))
        .filter(|entry| entry.class == Class::Abbreviation)
        .map(|entry| entry.root)
}

/// The kind of token that a lexicon class makes.
fn kind_of(class: Class) -> Kind {
    match class {
        Class::Name => Kind::Name,
        Class::Abbreviation => Kind::Acronym,
        Class::Foreign => Kind::Foreign,
        _ => Kind::Word,
    }
}
