//! A file of rules: TOML to checked lists, with the line of every fault.

use std::{collections::HashMap, path::Path};

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::folded;
use crate::search::rule_file::{self, Faults, RuleFileError};

/// More words in a phrase are a slip: no rule is a sentence.
const LONGEST_PHRASE: usize = 9;
/// More alternatives for one word would slow its search down.
const MOST_ALTERNATIVES: usize = 16;

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    spellings: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    equivalent: Vec<Spanned<Vec<String>>>,
    #[serde(default)]
    acronyms: HashMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    cased: HashMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    alias: HashMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    oneway: HashMap<String, Spanned<OneOrMore>>,
    #[serde(default)]
    office: Vec<Spanned<WrittenOffice>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenOffice {
    names: Vec<String>,
    holders: Vec<WrittenHolder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHolder {
    name: String,
    from: String,
    to: Option<String>,
}

/// A file that was read and checked.
#[derive(Debug, Default)]
pub(super) struct File {
    /// The same name in several spellings.
    pub spellings: Vec<Vec<String>>,
    pub equivalent: Vec<Vec<String>>,
    pub acronyms: Vec<(String, Vec<String>)>,
    pub cased: Vec<(String, Vec<String>)>,
    /// What readers call something, and what newsrooms do.
    pub alias: Vec<(String, Vec<String>)>,
    pub oneway: Vec<(String, Vec<String>)>,
    pub offices: Vec<Office>,
}

/// An office and who held it.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub names: Vec<String>,
    pub holders: Vec<Holder>,
}

#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub name: String,
    pub from: Date,
    pub to: Option<Date>,
}

impl File {
    /// Drops what another file says about the same short form, word or office.
    pub fn give_way_to(&mut self, other: &File) {
        type Pairs = [(String, Vec<String>)];
        let has = |pairs: &Pairs, key: &str| pairs.iter().any(|(k, _)| folded(k) == folded(key));
        let is_short = |key: &str| has(&other.acronyms, key) || has(&other.cased, key);
        self.acronyms.retain(|(short, _)| !is_short(short));
        self.cased.retain(|(short, _)| !is_short(short));
        self.alias.retain(|(word, _)| !has(&other.alias, word));
        self.oneway.retain(|(word, _)| !has(&other.oneway, word));
        let names: Vec<String> = (other.offices.iter())
            .flat_map(|office| office.names.iter().map(|name| folded(name)))
            .collect();
        self.offices.retain(|office| {
            !office
                .names
                .iter()
                .any(|name| names.contains(&folded(name)))
        });
    }
}

/// Reads and checks a file.
pub(super) fn read(path: &Path) -> Result<File, RuleFileError> {
    let text = rule_file::read(path, "search.synonyms")?;
    parse(&path.display().to_string(), &text)
}

/// Checks a file's text; `name` is said in errors.
pub(super) fn parse(name: &str, text: &str) -> Result<File, RuleFileError> {
    let faults = Faults { name, text };
    let fault = |span, reason: String| faults.at(span, reason);
    let written: Written = faults.parse()?;

    let groups = |written: Vec<Spanned<Vec<String>>>| {
        let mut groups = Vec::with_capacity(written.len());
        for group in written {
            let span = group.span();
            let group =
                phrases(group.into_inner()).map_err(|reason| fault(span.clone(), reason))?;
            if group.len() < 2 {
                return Err(fault(
                    span,
                    "a list of equivalents needs two different entries".into(),
                ));
            }
            groups.push(group);
        }
        Ok(groups)
    };
    let mut file = File {
        spellings: groups(written.spellings)?,
        equivalent: groups(written.equivalent)?,
        ..File::default()
    };
    let pairs = |table: HashMap<String, Spanned<OneOrMore>>| {
        let mut pairs = Vec::with_capacity(table.len());
        for (key, values) in table {
            let span = values.span();
            let values = match values.into_inner() {
                OneOrMore::One(value) => vec![value],
                OneOrMore::More(values) => values,
            };
            let values = phrases(values).map_err(|reason| fault(span.clone(), reason))?;
            if values.is_empty() {
                return Err(fault(span, format!("`{key}` stands for nothing")));
            }
            let key = phrases(vec![key]).map_err(|reason| fault(span.clone(), reason))?;
            if values.iter().any(|value| folded(value) == folded(&key[0])) {
                return Err(fault(span, format!("`{}` stands for itself", key[0])));
            }
            pairs.push((key[0].clone(), values));
        }
        // Tables have no order of their own; rules fire in the same one each time.
        pairs.sort();
        Ok(pairs)
    };
    file.acronyms = pairs(written.acronyms)?;
    file.cased = pairs(written.cased)?;
    file.alias = pairs(written.alias)?;
    file.oneway = pairs(written.oneway)?;
    for office in written.office {
        let span = office.span();
        file.offices
            .push(self::office(office.into_inner()).map_err(|reason| fault(span, reason))?);
    }
    Ok(file)
}

/// Checks phrases; the same twice counts once.
fn phrases(written: Vec<String>) -> Result<Vec<String>, String> {
    let mut phrases: Vec<String> = Vec::with_capacity(written.len());
    for phrase in written {
        let key = folded(&phrase);
        if key.is_empty() {
            return Err(format!("`{phrase}` has no letters"));
        }
        if key.split(' ').count() > LONGEST_PHRASE {
            return Err(format!("`{phrase}` has more than {LONGEST_PHRASE} words"));
        }
        if !phrases.iter().any(|known| folded(known) == key) {
            phrases.push(phrase);
        }
    }
    if phrases.len() > MOST_ALTERNATIVES {
        return Err(format!("more than {MOST_ALTERNATIVES} alternatives"));
    }
    Ok(phrases)
}

fn office(written: WrittenOffice) -> Result<Office, String> {
    let names = phrases(written.names)?;
    if names.is_empty() || written.holders.is_empty() {
        return Err("an office needs a name and a holder".into());
    }
    let date = |text: &str| {
        text.parse::<Date>()
            .map_err(|_| format!("`{text}` is no date; write it as 2024-10-20"))
    };
    let mut holders = Vec::with_capacity(written.holders.len());
    for holder in written.holders {
        let name = phrases(vec![holder.name])?.remove(0);
        let from = date(&holder.from)?;
        let to = holder.to.as_deref().map(date).transpose()?;
        if to.is_some_and(|to| to < from) {
            return Err(format!("{name} leaves office before taking it"));
        }
        holders.push(Holder { name, from, to });
    }
    Ok(Office { names, holders })
}
