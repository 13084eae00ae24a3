//! The harvested short and long forms, what an editor says about them, and their file.

use std::{fs, io::Write, path::Path};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Name of the table's file beside an index.
pub const FILE: &str = "acronyms.tsv";
/// First line of the file; the number changes with the columns.
const HEADER: &str = "# warta acronyms 1\tshort\tlong\tsupport\tsources";

/// A short form and one of its long forms.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Acronym {
    /// As most often written: `Kemenperin`.
    pub short: String,
    /// As most often written: `Kementerian Perindustrian`.
    pub long: String,
    /// In how many articles it is explained so; 0 for entries of the configuration file.
    pub support: u32,
    /// Publishers that do, most frequent first (at most [`super::MAX_SOURCES`]).
    pub sources: Vec<String>,
    /// Place among the long forms of this short form: 0 is the most usual.
    pub rank: u16,
}

/// What an editor adds, fixes and forbids. The file `acronyms.toml`:
///
/// ```toml
/// [[add]]           # beside what the archive says
/// short = "BBM"
/// long = "bahan bakar minyak"
///
/// [[fix]]           # instead of what the archive says
/// short = "KPK"
/// long = "Komisi Pemberantasan Korupsi"
///
/// [[forbid]]        # without `long`: everything for this short form
/// short = "PSK"
/// ```
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Corrections {
    pub add: Vec<Entry>,
    pub fix: Vec<Entry>,
    pub forbid: Vec<Forbidden>,
}

/// A pair that an editor states.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub short: String,
    pub long: String,
}

/// A pair, or every pair of a short form, that an editor rules out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    pub short: String,
    #[serde(default)]
    pub long: Option<String>,
}

/// What can go wrong with the table's files.
#[derive(Debug, thiserror::Error)]
pub enum AcronymError {
    #[error("cannot read {path}: {source}")]
    Read {
        path: String,
        source: std::io::Error,
    },
    #[error("cannot write {path}: {source}; free some space or mend the folder, then try again")]
    Write {
        path: String,
        source: std::io::Error,
    },
    #[error(
        "{path}, line {line}: {reason}; delete the file and harvest again with `warta acronyms`"
    )]
    Line {
        path: String,
        line: usize,
        reason: &'static str,
    },
    #[error("{path} is not a list of [[add]], [[fix]] and [[forbid]]: {source}")]
    Config {
        path: String,
        source: Box<toml::de::Error>,
    },
}

impl Corrections {
    /// Reads `acronyms.toml`; a file that is not there corrects nothing.
    pub fn load(path: &Path) -> Result<Self, AcronymError> {
        let name = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|source| AcronymError::Config {
                path: name,
                source: Box::new(source),
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(AcronymError::Read { path: name, source }),
        }
    }
}

/// Short forms with their long forms, to be looked up both ways.
#[derive(Debug, Clone, Default)]
pub struct AcronymTable {
    entries: Vec<Acronym>,
    by_short: FxHashMap<String, Vec<u32>>,
    by_long: FxHashMap<String, Vec<u32>>,
}

/// The form under which entries are looked up: lower case, single spaces, no punctuation.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '’' | '.') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

impl AcronymTable {
    /// A table of these entries, ranked by support within each short form.
    pub fn new(mut entries: Vec<Acronym>) -> Self {
        entries.sort_by(|a, b| {
            (key(&a.short), std::cmp::Reverse(a.support), &a.long).cmp(&(
                key(&b.short),
                std::cmp::Reverse(b.support),
                &b.long,
            ))
        });
        let mut table = Self::default();
        for mut entry in entries {
            let short = table.by_short.entry(key(&entry.short)).or_default();
            entry.rank = u16::try_from(short.len()).unwrap_or(u16::MAX);
            let at = table.entries.len() as u32;
            short.push(at);
            table.by_long.entry(key(&entry.long)).or_default().push(at);
            table.entries.push(entry);
        }
        table
    }

    /// The table as an editor wants it: fixed, without what is forbidden, with what is added.
    pub fn corrected(self, corrections: &Corrections) -> Self {
        let mut entries = self.entries;
        entries.retain(|e| {
            let (short, long) = (key(&e.short), key(&e.long));
            let fixed = corrections
                .fix
                .iter()
                .any(|f| key(&f.short) == short && key(&f.long) != long);
            let forbidden = corrections
                .forbid
                .iter()
                .any(|f| key(&f.short) == short && f.long.as_ref().is_none_or(|l| key(l) == long));
            !fixed && !forbidden
        });
        for entry in corrections.fix.iter().chain(&corrections.add) {
            let known = entries
                .iter()
                .any(|e| key(&e.short) == key(&entry.short) && key(&e.long) == key(&entry.long));
            if !known {
                entries.push(Acronym {
                    short: entry.short.clone(),
                    long: entry.long.clone(),
                    support: 0,
                    sources: Vec::new(),
                    rank: 0,
                });
            }
        }
        Self::new(entries)
    }

    /// Long forms of a short form in any case, the most usual first.
    pub fn long_forms(&self, short: &str) -> impl Iterator<Item = &Acronym> {
        self.found(&self.by_short, short)
    }

    /// Short forms of a long form in any case.
    pub fn short_forms(&self, long: &str) -> impl Iterator<Item = &Acronym> {
        self.found(&self.by_long, long)
    }

    fn found<'a>(
        &'a self,
        map: &'a FxHashMap<String, Vec<u32>>,
        text: &str,
    ) -> impl Iterator<Item = &'a Acronym> {
        map.get(&key(text))
            .into_iter()
            .flatten()
            .map(|&i| &self.entries[i as usize])
    }

    /// Every entry, by short form, the most usual long form first.
    pub fn entries(&self) -> &[Acronym] {
        &self.entries
    }

    /// How many pairs.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was harvested.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Writes the table as tab-separated text, replacing the file in one step.
    pub fn save(&self, path: &Path) -> Result<(), AcronymError> {
        let mut text = String::from(HEADER);
        text.push('\n');
        for e in &self.entries {
            text.push_str(&format!(
                "{}\t{}\t{}\t{}\n",
                e.short,
                e.long,
                e.support,
                e.sources.join(",")
            ));
        }
        write_whole(path, text.as_bytes())
    }

    /// Reads what [`AcronymTable::save`] wrote; a file that is not there is an empty table.
    pub fn load(path: &Path) -> Result<Self, AcronymError> {
        let name = path.display().to_string();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(source) => return Err(AcronymError::Read { path: name, source }),
        };
        let fail = |line, reason| AcronymError::Line {
            path: name.clone(),
            line,
            reason,
        };
        let mut lines = text.lines().enumerate();
        if lines.next().is_none_or(|(_, first)| first != HEADER) {
            return Err(fail(1, "not a table of acronyms of this version"));
        }
        let mut entries = Vec::new();
        for (number, line) in lines {
            let mut columns = line.split('\t');
            let (Some(short), Some(long), Some(support), Some(sources)) = (
                columns.next(),
                columns.next(),
                columns.next(),
                columns.next(),
            ) else {
                return Err(fail(number + 1, "four columns were expected"));
            };
            entries.push(Acronym {
                short: short.to_owned(),
                long: long.to_owned(),
                support: support
                    .parse()
                    .map_err(|_| fail(number + 1, "the support is not a number"))?,
                sources: sources
                    .split(',')
                    .filter(|s| !s.is_empty())
                    .map(str::to_owned)
                    .collect(),
                rank: 0,
            });
        }
        Ok(Self::new(entries))
    }
}

/// Writes a file so that a crash leaves the old or the new one, never half.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), AcronymError> {
    let fail = |source| AcronymError::Write {
        path: path.display().to_string(),
        source,
    };
    let partial = path.with_extension("part");
    let mut file = fs::File::create(&partial).map_err(fail)?;
    file.write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(fail)?;
    fs::rename(&partial, path).map_err(fail)
}
