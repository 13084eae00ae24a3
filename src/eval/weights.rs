//! The ranking's weights by name, whatever they are: a weight that is added to [`Ranking`] is
//! tuned, ablated and written without a change here.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::EvalError;
use crate::search::Ranking;

/// One weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// As in the configuration; parts of a nested name are joined by dots.
    pub name: String,
    /// The value in force; 0 or 1 for a switch.
    pub value: f64,
    /// What other values it can take.
    pub kind: WeightKind,
}

/// What values a weight can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightKind {
    /// A number with fractions.
    Real,
    /// A whole number.
    Whole,
    /// On (1) or off (0).
    Switch,
}

/// Every weight, in the order of the configuration. Texts and lists are no weights.
pub fn weights(ranking: &Ranking) -> Vec<Weight> {
    let mut found = Vec::new();
    if let Ok(value) = serde_json::to_value(ranking) {
        collect("", &value, &mut found);
    }
    found
}

fn collect(prefix: &str, value: &Value, found: &mut Vec<Weight>) {
    let mut push = |value, kind| {
        found.push(Weight {
            name: prefix.to_owned(),
            value,
            kind,
        });
    };
    match value {
        Value::Bool(on) => push(f64::from(u8::from(*on)), WeightKind::Switch),
        Value::Number(number) if number.is_f64() => {
            push(round(number.as_f64().unwrap_or(0.0)), WeightKind::Real);
        }
        Value::Number(number) => push(number.as_f64().unwrap_or(0.0), WeightKind::Whole),
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = match prefix {
                    "" => name.clone(),
                    _ => format!("{prefix}.{name}"),
                };
                collect(&name, value, found);
            }
        }
        Value::Null | Value::String(_) | Value::Array(_) => {}
    }
}

/// The value of a weight.
pub fn get(ranking: &Ranking, name: &str) -> Option<f64> {
    weights(ranking)
        .into_iter()
        .find(|weight| weight.name == name)
        .map(|weight| weight.value)
}

/// The ranking with one weight changed.
pub fn with(ranking: &Ranking, name: &str, value: f64) -> Result<Ranking, EvalError> {
    let refused = |reason: String| EvalError::Usage(format!("weight {name}: {reason}"));
    let mut whole = serde_json::to_value(ranking).map_err(|error| refused(error.to_string()))?;
    let place = name
        .split('.')
        .try_fold(&mut whole, |value, part| value.get_mut(part))
        .ok_or_else(|| refused("there is no such weight in [ranking]".to_owned()))?;
    *place = match place {
        Value::Bool(_) => Value::Bool(value != 0.0),
        Value::Number(number) if number.is_f64() => Value::from(round(value)),
        Value::Number(_) => Value::from(value.round().max(0.0) as u64),
        _ => return Err(refused("it is not a number".to_owned())),
    };
    serde_json::from_value(whole).map_err(|error| refused(error.to_string()))
}

/// Five significant digits: more would claim a precision that tuning does not have, and single
/// precision would show as 0.10000000149.
fn round(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let scale = 10f64.powi(4 - value.abs().log10().floor() as i32);
    (value * scale).round() / scale
}

/// The largest value that makes sense: length normalisation is a share, the rest is open.
pub fn most(name: &str) -> f64 {
    let last = name.rsplit('.').next().unwrap_or(name);
    if last.starts_with("b_") {
        1.0
    } else {
        f64::INFINITY
    }
}

/// Reads a configuration or a fragment of one: the `[ranking]` table, over the shipped weights.
pub fn read(path: &Path) -> Result<Ranking, EvalError> {
    let text = super::input::read_text(path)?;
    parse(path, &text)
}

/// The file of synonyms that a configuration or a fragment of one names, `Some(None)` when it
/// wants none; `None` when it leaves the question to the configuration in force.
pub fn synonyms(path: &Path) -> Result<Option<Option<PathBuf>>, EvalError> {
    let text = super::input::read_text(path)?;
    let table = table(path, &text)?;
    match table
        .get("search")
        .and_then(|search| search.get("synonyms"))
    {
        None => Ok(None),
        Some(toml::Value::String(file)) if file.is_empty() => Ok(Some(None)),
        Some(toml::Value::String(file)) => Ok(Some(Some(PathBuf::from(file)))),
        Some(other) => Err(refused(
            path,
            format!("[search] synonyms: {other} is not a file's name in quotes"),
        )),
    }
}

fn refused(path: &Path, reason: String) -> EvalError {
    EvalError::Config {
        path: path.to_path_buf(),
        reason,
    }
}

fn table(path: &Path, text: &str) -> Result<toml::Table, EvalError> {
    text.parse()
        .map_err(|error: toml::de::Error| refused(path, error.to_string()))
}

fn parse(path: &Path, text: &str) -> Result<Ranking, EvalError> {
    match table(path, text)?.get("ranking") {
        None => Ok(Ranking::default()),
        Some(ranking) => ranking
            .clone()
            .try_into()
            .map_err(|error: toml::de::Error| refused(path, format!("[ranking]: {error}"))),
    }
}

/// A fragment with the weights of `to`; those that differ from `from` say what they were.
pub fn fragment(from: &Ranking, to: &Ranking, heading: &[String]) -> String {
    let mut text = String::new();
    for line in heading {
        text.push_str(&format!("# {line}\n"));
    }
    let mut table = String::new();
    let old = weights(from);
    for weight in weights(to) {
        let (folder, name) = match weight.name.rsplit_once('.') {
            Some((folder, name)) => (format!("ranking.{folder}"), name.to_owned()),
            None => ("ranking".to_owned(), weight.name.clone()),
        };
        if folder != table {
            text.push_str(&format!("\n[{folder}]\n"));
            table = folder;
        }
        let before = old.iter().find(|known| known.name == weight.name);
        let remark = match before {
            Some(before) if before.value != weight.value => {
                format!("  # was {}", show(before))
            }
            _ => String::new(),
        };
        text.push_str(&format!("{name} = {}{remark}\n", show(&weight)));
    }
    text
}

/// A weight's value as TOML.
pub fn show(weight: &Weight) -> String {
    match weight.kind {
        WeightKind::Switch => (weight.value != 0.0).to_string(),
        WeightKind::Whole => format!("{}", weight.value),
        WeightKind::Real => format!("{:?}", weight.value),
    }
}
