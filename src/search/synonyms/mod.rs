//! What is searched in addition to what was typed: acronyms, places, equivalent words and who
//! held an office. Knowledge is in files (`knowledge.toml` is built in; a site adds its own) that
//! are checked on load and can be reloaded while the service runs. Expansion happens when a query
//! is planned; the index holds nothing of it.

mod file;
mod rules;
#[cfg(test)]
mod tests;

use std::{
    ops::Range,
    path::PathBuf,
    sync::{Arc, RwLock},
};

use jiff::civil::Date;

pub use file::SynonymsError;
pub use rules::Rules;

/// The knowledge that every installation has.
const BUILT_IN: &str = include_str!("../knowledge.toml");

/// One rule that fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Expansion {
    /// The words of the query that it stands for, by number.
    pub words: Range<usize>,
    /// Words and phrases to search as well.
    pub alternatives: Vec<String>,
    /// Factor against what was typed.
    pub weight: f32,
    /// The rule, in words for people: `singkatan: KPK`.
    pub rule: String,
}

/// The rules in force. Queries take a snapshot; a reload swaps it.
#[derive(Debug, Default)]
pub struct Expander {
    file: Option<PathBuf>,
    harvested: RwLock<Vec<(String, String)>>,
    rules: RwLock<Arc<Rules>>,
}

impl Expander {
    /// The built-in knowledge, and a site's own file after it.
    pub fn load(file: Option<PathBuf>) -> Result<Expander, SynonymsError> {
        let expander = Expander {
            file,
            harvested: RwLock::default(),
            rules: RwLock::default(),
        };
        expander.reload()?;
        Ok(expander)
    }

    /// Reads the file again. When it has a fault the rules in force stay.
    pub fn reload(&self) -> Result<usize, SynonymsError> {
        let mut rules = Rules::default();
        rules.add(file::parse("built-in knowledge", BUILT_IN)?);
        if let Some(path) = &self.file {
            rules.add(file::read(path)?);
        }
        let harvested = self.harvested.read().unwrap_or_else(|e| e.into_inner());
        for (short, long) in harvested.iter() {
            rules.add_harvested(short, long);
        }
        let count = rules.len();
        *self.rules.write().unwrap_or_else(|e| e.into_inner()) = Arc::new(rules);
        Ok(count)
    }

    /// Takes over short forms that the archive explains (short, long). What a file says about a
    /// short form comes first.
    pub fn set_harvested(&self, pairs: Vec<(String, String)>) -> Result<usize, SynonymsError> {
        *self.harvested.write().unwrap_or_else(|e| e.into_inner()) = pairs;
        self.reload()
    }

    /// The rules in force now.
    pub fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(|e| e.into_inner()).clone()
    }

    /// What to search besides these words, as typed, of a query about these days. Without days no
    /// office is expanded: its holder depends on them.
    pub fn expand(
        &self,
        words: &[&str],
        days: Option<(Option<Date>, Option<Date>)>,
    ) -> Vec<Expansion> {
        self.rules().expand(words, days)
    }
}

/// Words of a phrase as rules compare them: lower case, without full stops and plain commas.
fn folded(phrase: &str) -> String {
    let mut key = String::with_capacity(phrase.len());
    for word in phrase.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if word.is_empty() {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(
            word.chars()
                .filter(|c| *c != '.')
                .flat_map(char::to_lowercase),
        );
    }
    key
}
