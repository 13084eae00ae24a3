//! Rules in force: phrases to what they stand for, found by the words of a query.

use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::{
    BUILT_IN, Expansion, Sameness,
    file::{self, File, Office},
    folded,
};
use crate::{language::is_ordinary_word, search::rule_file::RuleFileError};

/// Factors against what was typed.
const ACRONYM: f32 = 0.8;
const EQUIVALENT: f32 = 0.7;
/// Another spelling is the same word.
const SPELLING: f32 = 1.0;
const ALIAS: f32 = 0.8;
const ONE_WAY: f32 = 0.5;
const OFFICE: f32 = 0.5;
const HARVESTED: f32 = 0.6;

/// An acronym of more letters is hardly a word by chance.
const MOST_INITIALS: usize = 5;

/// First names that are acronyms of something, too. Whoever types them in lower case means people.
const FIRST_NAMES: &[&str] = &[
    "aan", "ade", "adi", "agi", "aji", "ali", "ami", "ani", "anies", "ara", "ari", "ayu", "eka",
    "ida", "ika", "ima", "ina", "ira", "ita", "ken", "kiki", "kim", "kris", "nia", "ron", "sri",
    "uma",
];

/// Whether a short form means something else unless it is typed in capitals.
fn is_taken(short: &str) -> bool {
    FIRST_NAMES.contains(&short) || is_ordinary_word(short)
}

/// Holders of an office that are searched at once: more would turn the query into a list.
const MOST_HOLDERS: usize = 3;

/// All rules, ready to be looked up.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// From a folded phrase to its rules.
    by_phrase: FxHashMap<String, Vec<usize>>,
    longest: usize,
}

#[derive(Debug)]
struct Rule {
    kind: Kind,
    /// How the rule is named in answers.
    name: String,
    weight: f32,
    sameness: Sameness,
}

#[derive(Debug)]
enum Kind {
    /// Any of them stands for the others.
    Same(Vec<String>),
    /// The same, but the first counts only when typed exactly so.
    Cased(Vec<String>),
    /// These are added.
    Adds(Vec<String>),
    /// Whoever holds it on the days that are asked for.
    Office(Office),
}

impl Rules {
    /// The built-in knowledge, then a site's own file, then short forms that the archive explains
    /// (short, long) and that no file knows.
    pub fn load(
        site: Option<&Path>,
        harvested: &[(String, String)],
    ) -> Result<Rules, RuleFileError> {
        let mut rules = Rules::default();
        let site = site.map(file::read).transpose()?.unwrap_or_default();
        for (name, text) in BUILT_IN {
            let mut built_in = file::parse(name, text)?;
            built_in.give_way_to(&site);
            rules.add(built_in);
        }
        rules.add(site);
        for (short, long) in harvested {
            rules.add_harvested(short, long);
        }
        Ok(rules)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Every word of every phrase: words that are meant, even where the archive lacks them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.by_phrase.keys().flat_map(|phrase| phrase.split(' '))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    fn add(&mut self, file: File) {
        for group in file.spellings {
            let name = format!("ejaan lain: {}", group.join(" = "));
            self.push(
                &group.clone(),
                Kind::Same(group),
                name,
                SPELLING,
                Sameness::Spelling,
            );
        }
        for group in file.equivalent {
            let name = format!("sama arti: {}", group.join(" = "));
            self.push(
                &group.clone(),
                Kind::Same(group),
                name,
                EQUIVALENT,
                Sameness::Meaning,
            );
        }
        for (short, longs) in file.acronyms {
            let name = format!("singkatan: {short}");
            let all: Vec<String> = std::iter::once(short).chain(longs).collect();
            self.push_acronym(all, name, ACRONYM, Kind::Same);
        }
        for (short, longs) in file.cased {
            let name = format!("singkatan: {short}");
            let all: Vec<String> = std::iter::once(short).chain(longs).collect();
            self.push_acronym(all, name, ACRONYM, Kind::Cased);
        }
        for (from, to) in file.alias {
            let name = format!("sebutan: {from} → {}", to.join(", "));
            self.push(&[from], Kind::Adds(to), name, ALIAS, Sameness::Meaning);
        }
        for (from, to) in file.oneway {
            let name = format!("mencakup: {from} → {}", to.join(", "));
            self.push(&[from], Kind::Adds(to), name, ONE_WAY, Sameness::Narrower);
        }
        for office in file.offices {
            let name = format!("jabatan: {}", office.names[0]);
            self.push(
                &office.names.clone(),
                Kind::Office(office),
                name,
                OFFICE,
                Sameness::Narrower,
            );
        }
    }

    /// Adds what the archive explains, unless a file already knows the short form.
    fn add_harvested(&mut self, short: &str, long: &str) {
        let (short_key, long_key) = (folded(short), folded(long));
        if short_key.is_empty() || long_key.is_empty() || self.by_phrase.contains_key(&short_key) {
            return;
        }
        let name = format!("singkatan dalam arsip: {short}");
        let both = vec![short.to_owned(), long.to_owned()];
        // Two letters are too often a word; more of them sometimes (`SRI`), but not `Kemenperin`.
        let letters = short.chars().count();
        let initials = letters <= MOST_INITIALS && !short.chars().any(char::is_lowercase);
        let kind = if letters <= 2 || initials && is_taken(&short_key) {
            Kind::Cased
        } else {
            Kind::Same
        };
        self.push_acronym(both, name, HARVESTED, kind);
    }

    fn push_acronym(
        &mut self,
        all: Vec<String>,
        name: String,
        weight: f32,
        kind: fn(Vec<String>) -> Kind,
    ) {
        self.push(&all.clone(), kind(all), name, weight, Sameness::Meaning);
    }

    fn push(
        &mut self,
        phrases: &[String],
        kind: Kind,
        name: String,
        weight: f32,
        sameness: Sameness,
    ) {
        let number = self.rules.len();
        for phrase in phrases {
            let key = folded(phrase);
            self.longest = self.longest.max(key.split(' ').count());
            let rules = self.by_phrase.entry(key).or_default();
            if !rules.contains(&number) {
                rules.push(number);
            }
        }
        self.rules.push(Rule {
            kind,
            name,
            weight,
            sameness,
        });
    }

    /// What to search besides these words, as typed, of a query about these days. Without days no
    /// office is expanded: its holder depends on them. Longer phrases come first and cover those inside:
    /// in `Komisi Pemberantasan Korupsi` nothing is said about `korupsi`. Phrases that only also find
    /// something (`maling sandal`) cover nothing.
    pub fn expand(
        &self,
        words: &[&str],
        days: Option<(Option<Date>, Option<Date>)>,
    ) -> Vec<Expansion> {
        let keys: Vec<String> = words.iter().map(|word| folded(word)).collect();
        let mut covered = vec![false; words.len()];
        let mut found = Vec::new();
        let mut key = String::new();
        for length in (1..=self.longest.min(words.len())).rev() {
            for start in 0..=words.len() - length {
                let range = start..start + length;
                if covered[range.clone()].iter().any(|&c| c) {
                    continue;
                }
                key.clear();
                for (i, word) in keys[range.clone()].iter().enumerate() {
                    if i > 0 {
                        key.push(' ');
                    }
                    key.push_str(word);
                }
                let Some(rules) = self.by_phrase.get(&key) else {
                    continue;
                };
                for &number in rules {
                    let rule = &self.rules[number];
                    let typed = words[range.clone()].join(" ");
                    let alternatives = rule.kind.alternatives(&key, &typed, days);
                    if alternatives.is_empty() {
                        continue;
                    }
                    // What is less than the same does not make up for the words' own synonyms.
                    if rule.sameness != Sameness::Narrower {
                        covered[range.clone()].fill(true);
                    }
                    found.push(Expansion {
                        words: range.clone(),
                        alternatives,
                        weight: rule.weight,
                        sameness: rule.sameness,
                        rule: rule.name.clone(),
                    });
                }
            }
        }
        found.sort_by_key(|expansion| (expansion.words.start, expansion.words.end));
        remove_repeated(&mut found);
        found
    }
}

impl Kind {
    /// What stands beside a folded phrase.
    fn alternatives(
        &self,
        key: &str,
        typed: &str,
        days: Option<(Option<Date>, Option<Date>)>,
    ) -> Vec<String> {
        let others = |phrases: &[String]| {
            phrases
                .iter()
                .filter(|phrase| folded(phrase) != key)
                .cloned()
                .collect()
        };
        match self {
            Kind::Same(phrases) => others(phrases),
            Kind::Cased(phrases) if folded(&phrases[0]) == key && phrases[0] != typed => Vec::new(),
            Kind::Cased(phrases) => others(phrases),
            Kind::Adds(phrases) => phrases.clone(),
            Kind::Office(office) => days.map(|days| office.held(days)).unwrap_or_default(),
        }
    }
}

impl Office {
    /// Who held it during these days. Nobody in particular when they are too many.
    fn held(&self, (from, to): (Option<Date>, Option<Date>)) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for holder in &self.holders {
            let began = to.is_none_or(|to| holder.from <= to);
            let lasted = from.is_none_or(|from| holder.to.is_none_or(|left| left >= from));
            if began && lasted && !names.contains(&holder.name) {
                names.push(holder.name.clone());
            }
        }
        if names.len() > MOST_HOLDERS {
            Vec::new()
        } else {
            names
        }
    }
}

/// Two rules may add the same phrase to the same words; the first one says so.
fn remove_repeated(found: &mut Vec<Expansion>) {
    let mut seen: Vec<(usize, String)> = Vec::new();
    for expansion in found.iter_mut() {
        let start = expansion.words.start;
        expansion.alternatives.retain(|phrase| {
            let entry = (start, folded(phrase));
            let is_new = !seen.contains(&entry);
            if is_new {
                seen.push(entry);
            }
            is_new
        });
    }
    found.retain(|expansion| !expansion.alternatives.is_empty());
}
