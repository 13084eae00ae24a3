//! Configuration errors: which layer, which key, what is wrong, what to do.

use std::path::PathBuf;

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file that `--config` names is not there.
    #[error(
        "there is no configuration file at {file}; give the right path to --config, or leave the flag out to use the defaults"
    )]
    Missing {
        /// As it was named.
        file: PathBuf,
    },
    /// The file is there and cannot be read.
    #[error("cannot read {file}: {reason}; check the path and its permissions")]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// A file is no TOML.
    #[error("{file} is not valid TOML: {reason}")]
    Syntax {
        /// Which.
        file: PathBuf,
        /// Where and why, in the parser's words.
        reason: String,
    },
    /// A layer sets a key that no section has.
    #[error("{layer}: there is no key `{key}`; {}", remedy_for_unknown(.nearest))]
    Unknown {
        /// Where it is set: the file, the environment, the flags.
        layer: String,
        /// The whole key, its section first.
        key: String,
        /// The key that was most likely meant; `None` when none is near.
        nearest: Option<String>,
    },
    /// A key has a value of the wrong type, out of range or in conflict with another.
    #[error("{layer}: `{key}` {reason}; {remedy}")]
    Value {
        /// Where it is set; the defaults when nobody set it.
        layer: String,
        /// The whole key, its section first.
        key: String,
        /// What is wrong with it, to follow the key's name in a sentence.
        reason: String,
        /// What would be accepted.
        remedy: String,
    },
}

fn remedy_for_unknown(nearest: &Option<String>) -> String {
    match nearest {
        Some(name) => format!("did you mean `{name}`?"),
        None => "remove it, or see the committed config.toml or `warta config show` for the keys there are".into(),
    }
}
