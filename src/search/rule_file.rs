//! Files of rules that a site writes itself: how they are read, and what is said about a fault.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// What is wrong with a file of rules.
#[derive(Debug, thiserror::Error)]
pub enum RuleFileError {
    /// A file that cannot be read.
    #[error("cannot read {path}: {reason}; mend the path in `{key}` of the configuration")]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system says.
        reason: String,
        /// The key of the configuration that names it.
        key: &'static str,
    },
    /// A rule with a fault.
    #[error(
        "{file}:{line}: {reason}; mend this rule (a running server keeps its old rules until then)"
    )]
    Rule {
        /// Which file.
        file: String,
        /// The rule's line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// The text of a file that a key of the configuration names.
pub(super) fn read(path: &Path, key: &'static str) -> Result<String, RuleFileError> {
    std::fs::read_to_string(path).map_err(|error| RuleFileError::Read {
        path: path.to_owned(),
        reason: error.to_string(),
        key,
    })
}

/// Makes errors that know the line.
pub(super) struct Faults<'t> {
    /// What the file is called in errors.
    pub name: &'t str,
    pub text: &'t str,
}

impl Faults<'_> {
    /// A fault at bytes of the text.
    pub fn at(&self, span: Range<usize>, reason: impl Into<String>) -> RuleFileError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        RuleFileError::Rule {
            file: self.name.to_owned(),
            line: before.matches('\n').count() + 1,
            reason: reason.into(),
        }
    }

    /// The text as TOML.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, RuleFileError> {
        toml::from_str(self.text)
            .map_err(|error| self.at(error.span().unwrap_or(0..0), error.message()))
    }
}
