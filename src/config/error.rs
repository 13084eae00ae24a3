//! Configuration errors: which layer, which key, what is wrong, what to do.

use std::path::PathBuf;

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "there is no configuration file at {file}; give the right path to --config, or leave the flag out to use the defaults"
    )]
    Missing { file: PathBuf },
    #[error("cannot read {file}: {reason}; check the path and its permissions")]
    Unreadable { file: PathBuf, reason: String },
    #[error("{file} is not valid TOML: {reason}")]
    Syntax { file: PathBuf, reason: String },
    #[error("{layer}: there is no key `{key}`; {}", remedy_for_unknown(.nearest))]
    Unknown {
        layer: String,
        key: String,
        nearest: Option<String>,
    },
    #[error("{layer}: `{key}` {reason}; {remedy}")]
    Value {
        layer: String,
        key: String,
        reason: String,
        remedy: String,
    },
}

fn remedy_for_unknown(nearest: &Option<String>) -> String {
    match nearest {
        Some(name) => format!("did you mean `{name}`?"),
        None => "remove it, or see the committed config.toml or `warta config show` for the keys there are".into(),
    }
}
