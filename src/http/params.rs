//! Query strings and JSON bodies → [`SearchRequest`]. Nothing unknown passes: a parameter that
//! does not exist, a value that does not fit or a single value given twice is an error that names
//! the parameter and what is accepted.

use serde_json::{Value, json};
use url::form_urlencoded;

use super::{Code, Problem};
use crate::{
    config::Settings,
    nearest::nearest,
    search::{Interval, SearchRequest, Sort, export::Format},
};

/// What searches and exports describe alike: the parameters that say what is found. Only for the
/// description; [`search`] and [`export`] read them.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "described, not read")]
pub struct WhatIsFound {
    /// The query: words, "exact phrase", -without, OR/ATAU, word*, judul: penulis: kategori:
    /// sumber: tag: tanggal: sebelum: sesudah:. Empty finds everything.
    q: Option<String>,
    /// Category path (Ekonomi/Bisnis); repeatable
    category: Option<Vec<String>>,
    /// Publisher; repeatable
    source: Option<Vec<String>>,
    /// Reporter; repeatable
    author: Option<Vec<String>>,
    /// Tag; repeatable
    tag: Option<Vec<String>>,
    /// First day (YYYY-MM-DD, local)
    #[param(format = Date)]
    from: Option<String>,
    /// Last day (YYYY-MM-DD, local)
    #[param(format = Date)]
    to: Option<String>,
    /// Correct spelling when little is found
    correct: Option<bool>,
}

/// The parameters of a search, as the contract names them.
pub const SEARCH: [&str; 16] = [
    "q",
    "category",
    "source",
    "author",
    "tag",
    "from",
    "to",
    "sort",
    "limit",
    "cursor",
    "facets",
    "interval",
    "snippet_chars",
    "collapse",
    "explain",
    "correct",
];

/// The parameters of an export: those that say what is found, and its format.
const EXPORT: [&str; 9] = [
    "q", "category", "source", "author", "tag", "from", "to", "correct", "format",
];

/// The parameters of a feed: those that say what is found, and how much of it.
const FEED: [&str; 9] = [
    "q", "category", "source", "author", "tag", "from", "to", "correct", "limit",
];

/// What a request asks for when it does not say.
pub fn defaults(settings: &Settings) -> SearchRequest {
    SearchRequest {
        limit: settings.search.limit,
        snippet_chars: settings.search.snippet_chars,
        collapse: settings.search.collapse,
        correct: settings.search.correct,
        ..SearchRequest::default()
    }
}

/// `name=value` pairs, decoded. Bytes that are not UTF-8 are an error, not question marks.
pub fn pairs(query: Option<&str>) -> Result<Vec<(String, String)>, Problem> {
    let query = query.unwrap_or("");
    let decoded: Vec<u8> = percent_encoding::percent_decode_str(query).collect();
    if std::str::from_utf8(&decoded).is_err() {
        return Err(Problem::new(Code::BadParameter)
            .detail("the query string is not valid UTF-8 once decoded")
            .remedy("encode parameters as UTF-8, then percent-encode them"));
    }
    Ok(form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect())
}

/// The error for a name that is not among those known.
pub fn unknown(name: &str, known: &[&str]) -> Problem {
    let remedy = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the parameters are {}", known.join(", ")),
    };
    Problem::new(Code::UnknownParameter)
        .parameter(name)
        .detail(format!("there is no parameter `{}`", clip(name)))
        .remedy(remedy)
}

/// A value that cannot be used.
pub fn bad(name: &str, value: &str, remedy: impl Into<String>) -> Problem {
    Problem::new(Code::BadParameter)
        .parameter(name)
        .detail(format!("`{}` cannot be used for `{name}`", clip(value)))
        .remedy(remedy)
}

/// Long values are not echoed in full.
fn clip(value: &str) -> String {
    match value.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}

/// Reads a search from a query string. Empty values count as absent: forms send them.
pub fn search(query: Option<&str>, defaults: SearchRequest) -> Result<SearchRequest, Problem> {
    let mut request = defaults;
    each(query, &SEARCH, |name, value| set(&mut request, name, value))?;
    Ok(request)
}

/// Reads the search that a page's address asks for. Other sites add marks of their own to the
/// addresses that people share (`utm_source`, `fbclid`); only what looks mistyped is refused.
pub fn page(query: Option<&str>, defaults: SearchRequest) -> Result<SearchRequest, Problem> {
    let is_ours = |name: &str| nearest(name, SEARCH).is_some();
    let mut ours = form_urlencoded::Serializer::new(String::new());
    ours.extend_pairs(pairs(query)?.iter().filter(|(name, _)| is_ours(name)));
    search(Some(&ours.finish()), defaults)
}

/// Reads what to export, and as what.
pub fn export(
    query: Option<&str>,
    defaults: SearchRequest,
) -> Result<(SearchRequest, Format), Problem> {
    let mut request = defaults;
    let mut format = Format::default();
    each(query, &EXPORT, |name, value| {
        match (name, value) {
            ("format", "" | "jsonl") => format = Format::Jsonl,
            ("format", "csv") => format = Format::Csv,
            ("format", _) => return Err(bad(name, value, "choose jsonl or csv")),
            _ => set(&mut request, name, value)?,
        }
        Ok(())
    })?;
    Ok((request, format))
}

/// Reads what to follow.
pub fn feed(query: Option<&str>, defaults: SearchRequest) -> Result<SearchRequest, Problem> {
    let mut request = defaults;
    each(query, &FEED, |name, value| set(&mut request, name, value))?;
    Ok(request)
}

/// Hands out parameters, none but those known and those that stand for one value only once.
fn each(
    query: Option<&str>,
    known: &[&str],
    mut take: impl FnMut(&str, &str) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut seen: Vec<String> = Vec::new();
    for (name, value) in pairs(query)? {
        let repeatable = matches!(
            name.as_str(),
            "category" | "source" | "author" | "tag" | "facets"
        );
        if !repeatable && seen.contains(&name) {
            return Err(Problem::new(Code::BadParameter)
                .detail(format!("`{}` is given twice", clip(&name)))
                .remedy(format!("give `{}` once", clip(&name)))
                .parameter(name));
        }
        if !known.contains(&name.as_str()) {
            return Err(unknown(&name, known));
        }
        take(&name, &value)?;
        seen.push(name);
    }
    Ok(())
}

fn set(request: &mut SearchRequest, name: &str, value: &str) -> Result<(), Problem> {
    if value.is_empty() && name != "facets" {
        return Ok(());
    }
    match name {
        "q" => request.q = value.to_owned(),
        "category" => request.category.push(value.to_owned()),
        "source" => request.source.push(value.to_owned()),
        "author" => request.author.push(value.to_owned()),
        "tag" => request.tag.push(value.to_owned()),
        "from" => request.from = Some(date(name, value)?),
        "to" => request.to = Some(date(name, value)?),
        "limit" => request.limit = number(name, value)?,
        "snippet_chars" => request.snippet_chars = number(name, value)?,
        "cursor" => request.cursor = Some(value.to_owned()),
        "collapse" => request.collapse = boolean(name, value)?,
        "explain" => request.explain = boolean(name, value)?,
        "correct" => request.correct = boolean(name, value)?,
        "facets" => {
            let names = value
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned);
            request.facets.get_or_insert_default().extend(names);
        }
        "sort" => {
            request.sort = match value {
                "relevance" => Sort::Relevance,
                "newest" => Sort::Newest,
                "oldest" => Sort::Oldest,
                _ => return Err(bad(name, value, accepted(name))),
            }
        }
        _ => {
            request.interval = match value {
                "auto" => Interval::Auto,
                "day" => Interval::Day,
                "week" => Interval::Week,
                "month" => Interval::Month,
                "year" => Interval::Year,
                _ => return Err(bad(name, value, accepted(name))),
            }
        }
    }
    Ok(())
}

/// A whole number that is not negative.
pub fn number(name: &str, value: &str) -> Result<usize, Problem> {
    value.parse().map_err(|_| bad(name, value, accepted(name)))
}

/// A switch.
pub fn boolean(name: &str, value: &str) -> Result<bool, Problem> {
    match value {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(bad(name, value, accepted(name))),
    }
}

/// A day.
pub fn date(name: &str, value: &str) -> Result<jiff::civil::Date, Problem> {
    value
        .parse()
        // Years before Christ have a sign.
        .ok()
        .filter(|day: &jiff::civil::Date| day.year() >= 0)
        .ok_or_else(|| bad(name, value, accepted(name)))
}

/// What a parameter accepts, in the query string and in JSON.
fn accepted(name: &str) -> &'static str {
    match name {
        "q" | "cursor" => "give a text",
        "category" | "source" | "author" | "tag" | "facets" => "give a list of texts",
        "from" | "to" => "give a day that exists, as 2024-05-31",
        "sort" => "choose relevance, newest or oldest",
        "interval" => "choose auto, day, week, month or year",
        "collapse" | "correct" | "explain" => "give true or false",
        _ => "give a whole number",
    }
}

/// Reads a search from a JSON body; each field on its own, so that an error can name it.
pub fn search_json(body: &[u8], defaults: SearchRequest) -> Result<SearchRequest, Problem> {
    let value: Value = serde_json::from_slice(body).map_err(|error| {
        Problem::new(Code::BadBody)
            .detail(format!("the body is not JSON: {error}"))
            .remedy("send an object such as {\"q\": \"harga beras\"}")
    })?;
    let Value::Object(fields) = value else {
        return Err(Problem::new(Code::BadBody)
            .detail("the body is not a JSON object")
            .remedy("send an object such as {\"q\": \"harga beras\"}"));
    };
    let mut merged = json!(defaults);
    for (name, value) in fields {
        if !SEARCH.contains(&name.as_str()) {
            return Err(unknown(&name, &SEARCH));
        }
        let alone = json!({ name.as_str(): value });
        if serde_json::from_value::<SearchRequest>(alone).is_err() {
            let value = match &value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            return Err(bad(&name, &value, accepted(&name)));
        }
        merged[name] = value;
    }
    serde_json::from_value(merged)
        .map_err(|error| Problem::new(Code::BadBody).detail(error.to_string()))
}

/// The query string of a request, without what is default: for links.
pub fn to_query(request: &SearchRequest, defaults: &SearchRequest) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if !request.q.is_empty() {
        query.append_pair("q", &request.q);
    }
    let lists = [
        ("category", &request.category),
        ("source", &request.source),
        ("author", &request.author),
        ("tag", &request.tag),
    ];
    for (name, values) in lists {
        for value in values {
            query.append_pair(name, value);
        }
    }
    for (name, day) in [("from", request.from), ("to", request.to)] {
        if let Some(day) = day {
            query.append_pair(name, &day.to_string());
        }
    }
    let name_of = |value: Value| value.as_str().unwrap_or_default().to_owned();
    if request.sort != defaults.sort {
        query.append_pair("sort", &name_of(json!(request.sort)));
    }
    if request.interval != defaults.interval {
        query.append_pair("interval", &name_of(json!(request.interval)));
    }
    if request.limit != defaults.limit {
        query.append_pair("limit", &request.limit.to_string());
    }
    if request.collapse != defaults.collapse {
        query.append_pair("collapse", &request.collapse.to_string());
    }
    if request.correct != defaults.correct {
        query.append_pair("correct", &request.correct.to_string());
    }
    if request.explain != defaults.explain {
        query.append_pair("explain", &request.explain.to_string());
    }
    if let Some(cursor) = &request.cursor {
        query.append_pair("cursor", cursor);
    }
    query.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_says_survives_the_way_through_a_link() -> Result<(), Problem> {
        let defaults = SearchRequest::default();
        let text = "q=harga+beras%20%26&category=Ekonomi%2FBisnis&category=Politik&from=2024-05-01&sort=newest&limit=5&collapse=false&interval=month";
        let request = search(Some(text), defaults.clone())?;
        assert_eq!(request.q, "harga beras &");
        assert_eq!(request.category, ["Ekonomi/Bisnis", "Politik"]);
        assert_eq!(
            search(Some(&to_query(&request, &defaults)), defaults)?,
            request
        );
        Ok(())
    }

    #[test]
    fn each_wrong_parameter_is_named_with_what_is_accepted() {
        for (query, parameter, remedy) in [
            ("limt=3", "limt", "did you mean `limit`?"),
            ("halaman=3", "halaman", "the parameters are q, category"),
            ("limit=many", "limit", "whole number"),
            ("limit=-1", "limit", "whole number"),
            ("from=2024-02-31", "from", "2024-05-31"),
            ("sort=best", "sort", "relevance, newest or oldest"),
            ("collapse=maybe", "collapse", "true or false"),
            ("q=a&q=b", "q", "give `q` once"),
        ] {
            let problem = search(Some(query), SearchRequest::default()).expect_err(query);
            assert_eq!(problem.parameter.as_deref(), Some(parameter));
            assert!(
                problem
                    .remedy
                    .as_deref()
                    .unwrap_or_default()
                    .contains(remedy),
                "{query}: {problem:?}"
            );
        }
        assert!(search(Some("q=%ff"), SearchRequest::default()).is_err());
    }

    #[test]
    fn a_json_body_is_checked_field_by_field() {
        let read = |body: &str| {
            search_json(
                body.as_bytes(),
                SearchRequest {
                    limit: 7,
                    ..Default::default()
                },
            )
        };
        assert_eq!(
            read("{\"q\": \"x\"}").map(|request| request.limit).ok(),
            Some(7)
        );
        assert_eq!(
            read("{\"limit\": \"x\"}")
                .expect_err("text")
                .parameter
                .as_deref(),
            Some("limit")
        );
        assert_eq!(
            read("{\"limt\": 1}").expect_err("name").remedy.as_deref(),
            Some("did you mean `limit`?")
        );
        assert_eq!(read("[").expect_err("syntax").code, Code::BadBody);
        assert_eq!(read("3").expect_err("kind").code, Code::BadBody);
    }
}
