//! The file of rules: read, checked, with the line of every fault.

use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::{Pattern, Rule, Target, query_key};
use crate::{
    query::FilterField,
    search::rule_file::{self, Faults, RuleFileError},
};

/// More pins than a page holds are no pins.
const MOST_PINS: usize = 10;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    rule: Vec<Spanned<WrittenRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    name: String,
    query: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    pin: Vec<String>,
    #[serde(default)]
    boost: Vec<String>,
    #[serde(default)]
    bury: Vec<String>,
    #[serde(default)]
    hide: Vec<String>,
}

pub(super) fn read(path: &Path) -> Result<Vec<Rule>, RuleFileError> {
    let text = rule_file::read(path, "search.curation")?;
    parse(&path.display().to_string(), &text)
}

/// Checks a file's text; `name` is said in errors.
pub(super) fn parse(name: &str, text: &str) -> Result<Vec<Rule>, RuleFileError> {
    let faults = Faults { name, text };
    let fault = |span, reason: String| faults.at(span, reason);
    let written: Written = faults.parse()?;
    let mut rules: Vec<Rule> = Vec::with_capacity(written.rule.len());
    for spanned in written.rule {
        let span = spanned.span();
        let rule = rule(spanned.into_inner()).map_err(|reason| fault(span.clone(), reason))?;
        if rules.iter().any(|other| other.name == rule.name) {
            return Err(fault(
                span,
                format!("there is another rule named `{}`", rule.name),
            ));
        }
        rules.push(rule);
    }
    Ok(rules)
}

fn rule(written: WrittenRule) -> Result<Rule, String> {
    let date = |text: Option<&str>| match text {
        None => Ok(None),
        Some(text) => text
            .parse::<Date>()
            .map(Some)
            .map_err(|_| format!("`{text}` is no date; write it as 2025-01-31")),
    };
    let (from, to) = (date(written.from.as_deref())?, date(written.to.as_deref())?);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        return Err(format!("it ends on {to}, before it begins on {from}"));
    }
    if written.query.is_empty() {
        return Err("`query` is empty: name at least one query".into());
    }
    let patterns = written
        .query
        .iter()
        .map(|text| pattern(text))
        .collect::<Result<_, _>>()?;
    if written.pin.len() > MOST_PINS {
        return Err(format!("more than {MOST_PINS} pins"));
    }
    if [&written.pin, &written.boost, &written.bury, &written.hide]
        .iter()
        .all(|l| l.is_empty())
    {
        return Err("it does nothing: give `pin`, `boost`, `bury` or `hide`".into());
    }
    let targets = |written: &[String]| -> Result<Vec<Target>, String> {
        written.iter().map(|text| target(text)).collect()
    };
    Ok(Rule {
        patterns,
        from,
        to,
        boost: targets(&written.boost)?,
        bury: targets(&written.bury)?,
        hide: targets(&written.hide)?,
        pin: written.pin,
        name: written.name,
    })
}

fn pattern(text: &str) -> Result<Pattern, String> {
    let key = query_key(text);
    if key.is_empty() {
        return Err(format!("the query `{text}` has no words"));
    }
    Ok(if text.trim_end().ends_with('*') {
        Pattern::Beginning(key)
    } else {
        Pattern::Whole(key)
    })
}

fn target(text: &str) -> Result<Target, String> {
    let field = |field, value: &str| {
        let value = value.trim();
        if value.is_empty() {
            return Err(format!("`{text}` names no value"));
        }
        Ok(Target::Field(field, value.to_owned()))
    };
    match text.split_once(':') {
        Some(("sumber" | "source", value)) => field(FilterField::Source, value),
        Some(("kategori" | "category", value)) => field(FilterField::Category, value),
        Some(("penulis" | "author", value)) => field(FilterField::Author, value),
        Some(("tag", value)) => field(FilterField::Tag, value),
        _ if text.trim().is_empty() => Err("an empty target".into()),
        _ => Ok(Target::Id(text.to_owned())),
    }
}
