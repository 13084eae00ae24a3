//! Merges the layers and remembers where each value came from.

use std::path::{Path, PathBuf};

use figment::{
    Figment, Profile, Source,
    providers::{Format, Serialized, Toml},
    value::{Dict, Num, Value},
};
use serde_json::json;

use super::{Config, ConfigError};
use crate::nearest::nearest;

/// The file that is read when none is named and it exists.
const DEFAULT_FILE: &str = "config.toml";
/// Variables that are flags' stand-ins rather than configuration keys, and test switches.
const OTHER_VARIABLES: [&str; 4] = [
    "WARTA_CONFIG",
    "WARTA_API_KEY",
    "WARTA_TEST_",
    "WARTA_BENCH_",
];

/// What stands above the defaults.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// `--config`; `None` for `config.toml` in the working directory, if there.
    pub file: Option<PathBuf>,
    /// Environment variables; those that do not start with `WARTA_` are ignored.
    pub environment: Vec<(String, String)>,
    /// Flags: the flag as typed, the key, the value.
    pub flags: Vec<(&'static str, &'static str, serde_json::Value)>,
}

impl Layers {
    /// The process's environment and the default file.
    pub fn from_process() -> Self {
        // Variables that are not Unicode cannot be ours.
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with("WARTA_"))
            .collect();
        Layers {
            environment,
            ..Layers::default()
        }
    }
}

/// The configuration in force.
#[derive(Debug)]
pub struct Effective {
    /// Every value in force.
    pub config: Config,
    /// The file that was read.
    pub file: Option<PathBuf>,
    figment: Figment,
}

/// Reads all layers, checks every key and merges them.
pub fn load(layers: &Layers) -> Result<Effective, ConfigError> {
    let defaults = Serialized::defaults(Config::default());
    let known = known_keys();
    let mut figment = Figment::from(defaults);

    let file = match &layers.file {
        Some(file) if !file.is_file() => return Err(ConfigError::Missing { file: file.clone() }),
        Some(file) => Some(file.clone()),
        None => Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.is_file()),
    };
    if let Some(file) = &file {
        let text = std::fs::read_to_string(file).map_err(|error| ConfigError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        })?;
        let table: toml::Table = toml::from_str(&text).map_err(|error| ConfigError::Syntax {
            file: file.clone(),
            reason: error.to_string().trim_end().to_owned(),
        })?;
        check_table(&table, "", &known, file)?;
        figment = figment.merge(Toml::file_exact(file));
    }

    let mut environment = Vec::new();
    for (name, value) in &layers.environment {
        if let Some(key) = variable_key(name, &known)? {
            environment.push((name.clone(), key, value.clone()));
        }
    }
    for (name, key, value) in environment {
        let value = variable_value(&figment, &key, &value);
        figment = figment.merge(One {
            source: format!("environment variable {name}"),
            key,
            value,
        });
    }
    for (flag, key, value) in &layers.flags {
        let value = Value::serialize(value).map_err(|error| ConfigError::Value {
            layer: format!("flag {flag}"),
            key: (*key).to_owned(),
            reason: error.to_string(),
            remedy: "see `warta help`".into(),
        })?;
        figment = figment.merge(One {
            source: format!("flag {flag}"),
            key: (*key).to_owned(),
            value,
        });
    }
    let config = figment
        .extract()
        .map_err(|error| value_error(error, &figment))?;
    Ok(Effective {
        config,
        file,
        figment,
    })
}

impl Effective {
    /// Where a key's value came from: `default`, the file, a variable or a flag.
    pub fn origin(&self, key: &str) -> String {
        origin(&self.figment, key)
    }

    /// Every key with its value and origin, in the order of the sections.
    pub fn entries(&self) -> Vec<(String, serde_json::Value, String)> {
        known_keys()
            .into_iter()
            .map(|key| {
                let value = self
                    .figment
                    .find_value(&key)
                    .map(|value| to_json(&value))
                    .unwrap_or_default();
                let origin = self.origin(&key);
                (key, value, origin)
            })
            .collect()
    }
}

/// Every key, dotted, in the order in which the structs declare them.
pub(super) fn known_keys() -> Vec<String> {
    fn walk(value: &serde_json::Value, prefix: &str, keys: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                for (name, value) in fields {
                    let key = if prefix.is_empty() {
                        name.clone()
                    } else {
                        format!("{prefix}.{name}")
                    };
                    walk(value, &key, keys);
                }
            }
            _ => keys.push(prefix.to_owned()),
        }
    }
    let mut keys = Vec::new();
    walk(&json!(Config::default()), "", &mut keys);
    keys
}

/// Refuses keys that nothing reads: a typing error must not pass for a setting.
fn check_table(
    table: &toml::Table,
    prefix: &str,
    known: &[String],
    file: &Path,
) -> Result<(), ConfigError> {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}.{name}")
        };
        let is_section = known
            .iter()
            .any(|known| known.starts_with(&format!("{key}.")));
        match value {
            toml::Value::Table(inner) if is_section => check_table(inner, &key, known, file)?,
            _ if is_section => {
                return Err(ConfigError::Value {
                    layer: file.display().to_string(),
                    key: key.clone(),
                    reason: "is a section, not a value".into(),
                    remedy: format!("write [{key}] and its keys below"),
                });
            }
            _ if known.contains(&key) => {}
            _ => return Err(unknown(file.display().to_string(), key, known)),
        }
    }
    Ok(())
}

fn unknown(layer: String, key: String, known: &[String]) -> ConfigError {
    let sections = known
        .iter()
        .filter_map(|key| key.rsplit_once('.'))
        .map(|(section, _)| section);
    let nearest =
        nearest(&key, known.iter().map(String::as_str).chain(sections)).map(str::to_owned);
    ConfigError::Unknown {
        layer,
        key,
        nearest,
    }
}

/// `WARTA_SERVER__LISTEN` → `server.listen`.
fn variable_key(name: &str, known: &[String]) -> Result<Option<String>, ConfigError> {
    let Some(rest) = name.strip_prefix("WARTA_") else {
        return Ok(None);
    };
    if OTHER_VARIABLES
        .iter()
        .any(|other| name == *other || (other.ends_with('_') && name.starts_with(other)))
    {
        return Ok(None);
    }
    let key = rest.to_lowercase().replace("__", ".");
    if known.contains(&key) {
        return Ok(Some(key));
    }
    let variable = |key: &str| format!("WARTA_{}", key.to_uppercase().replace('.', "__"));
    let names: Vec<String> = known
        .iter()
        .map(|key| variable(key).to_lowercase())
        .collect();
    Err(ConfigError::Unknown {
        layer: "environment".into(),
        key: name.to_owned(),
        nearest: nearest(name, names.iter().map(String::as_str)).map(str::to_uppercase),
    })
}

/// A variable's text as the kind of value that the key has: text verbatim, lists as `[a, b]` or
/// `a,b`, numbers and booleans parsed.
fn variable_value(figment: &Figment, key: &str, text: &str) -> Value {
    let parsed = || text.parse().unwrap_or(Value::from(text));
    match figment.find_value(key) {
        Ok(Value::String(..)) => Value::from(text),
        Ok(Value::Array(..)) if !text.trim_start().starts_with('[') => {
            let parts = text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            Value::from(parts.map(Value::from).collect::<Vec<_>>())
        }
        _ => parsed(),
    }
}

/// One value with a name for where it stands.
struct One {
    source: String,
    key: String,
    value: Value,
}

impl figment::Provider for One {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(self.source.clone()).source(Source::Custom(self.source.clone()))
    }

    fn data(&self) -> Result<figment::value::Map<Profile, Dict>, figment::Error> {
        let nested = figment::util::nest(&self.key, self.value.clone());
        Ok(Profile::Default.collect(nested.into_dict().unwrap_or_default()))
    }
}

fn origin(figment: &Figment, key: &str) -> String {
    match figment
        .find_metadata(key)
        .map(|metadata| (metadata.source.as_ref(), metadata))
    {
        Some((Some(Source::File(path)), _)) => path.display().to_string(),
        Some((Some(Source::Custom(name)), _)) => name.clone(),
        _ => "default".into(),
    }
}

/// A value of the wrong kind, in our words.
fn value_error(error: figment::Error, figment: &Figment) -> ConfigError {
    use figment::error::Kind;
    let key = error.path.join(".");
    let layer = origin(figment, &key);
    let expected = |expected: &str| {
        let expected = match expected {
            "f32" | "f64" => "a number",
            "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => "a whole number",
            "bool" | "a boolean" => "true or false",
            other => other,
        };
        format!("write {expected}; the committed config.toml shows an example")
    };
    let (reason, remedy) = match &error.kind {
        Kind::InvalidType(actual, wanted) | Kind::InvalidValue(actual, wanted) => {
            (format!("is {actual}"), expected(wanted))
        }
        Kind::UnknownVariant(actual, wanted) => (
            format!("is `{actual}`"),
            format!("write one of {}", wanted.join(", ")),
        ),
        other => (
            format!("is not usable ({other})"),
            "see the committed config.toml".into(),
        ),
    };
    ConfigError::Value {
        layer,
        key,
        reason,
        remedy,
    }
}

/// As JSON, without the digits that an `f32` gains when it is widened.
fn to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Num(_, Num::F32(number)) => number
            .to_string()
            .parse::<f64>()
            .map(|number| json!(number))
            .unwrap_or_default(),
        Value::Array(_, values) => values.iter().map(to_json).collect(),
        other => serde_json::to_value(other).unwrap_or_default(),
    }
}
