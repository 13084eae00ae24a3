//! Topics: what is asked in an evaluation. TSV (`id<TAB>query`) or TREC XML.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{EvalError, ProblemKind, Problems, input};

/// One question of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// What judgments and runs call it.
    pub id: String,
    /// What is searched.
    pub query: String,
    /// What the searcher wants, for judges: a TREC topic's description and narrative.
    #[serde(skip)]
    pub narrative: String,
    /// Where it stands in its file.
    #[serde(skip)]
    pub line: u32,
}

/// The topics of one file, in its order.
#[derive(Debug, Clone, Default)]
pub struct Topics {
    /// Where they were read from.
    pub file: PathBuf,
    /// In the file's order.
    pub all: Vec<Topic>,
}

impl Topics {
    /// Reads a file; the format is told by the first character that is not blank.
    pub fn read(path: &Path) -> Result<(Topics, Problems), EvalError> {
        let text = input::read_text(path)?;
        Ok(Topics::parse(path, &text))
    }

    /// The topics that judgments name, where there is no file of topics: their words are unknown.
    pub fn of_qrels(qrels: &super::Qrels) -> Topics {
        let topic = |(id, judged): (&String, &super::Judged)| Topic {
            id: id.clone(),
            query: String::new(),
            narrative: String::new(),
            line: judged.values().map(|j| j.line).min().unwrap_or(0),
        };
        Topics {
            file: qrels.file.clone(),
            all: qrels.topics.iter().map(topic).collect(),
        }
    }

    /// Reads a text that came from `path`.
    pub fn parse(path: &Path, text: &str) -> (Topics, Problems) {
        let mut problems = Problems::default();
        let found = if text.trim_start().starts_with('<') {
            parse_xml(path, text, &mut problems)
        } else {
            parse_tsv(path, text, &mut problems)
        };
        let mut lines: HashMap<String, u32> = HashMap::new();
        let mut all = Vec::with_capacity(found.len());
        for topic in found {
            match lines.get(&topic.id) {
                Some(&first) => problems.at(
                    path,
                    topic.line,
                    ProblemKind::DuplicateTopic {
                        topic: topic.id,
                        first,
                    },
                ),
                None => {
                    lines.insert(topic.id.clone(), topic.line);
                    all.push(topic);
                }
            }
        }
        if all.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "topics" });
        }
        let file = path.to_path_buf();
        (Topics { file, all }, problems)
    }
}

fn malformed(path: &Path, line: u32, reason: impl Into<String>, problems: &mut Problems) {
    let reason = reason.into();
    problems.at(path, line, ProblemKind::Malformed { reason });
}

fn parse_tsv(path: &Path, text: &str, problems: &mut Problems) -> Vec<Topic> {
    let mut topics = Vec::new();
    for (line, content) in input::numbered(text) {
        let columns: Vec<&str> = content.split('\t').map(str::trim).collect();
        match columns[..] {
            [id, query] if !id.is_empty() && !query.is_empty() => topics.push(Topic {
                id: id.to_owned(),
                query: query.to_owned(),
                narrative: String::new(),
                line,
            }),
            [_, _] => malformed(path, line, "the topic's id or query is empty", problems),
            _ => malformed(
                path,
                line,
                format!(
                    "expected `id<TAB>query`, found {} columns instead of 2",
                    columns.len()
                ),
                problems,
            ),
        }
    }
    topics
}

/// Reads both shapes that TREC has used: `<top><num> Number: 301 <title> words … </top>`, whose
/// inner tags are not closed, and `<topic number="1"><query>words</query>…</topic>`.
fn parse_xml(path: &Path, text: &str, problems: &mut Problems) -> Vec<Topic> {
    let mut topics = Vec::new();
    // ASCII lower case keeps every byte offset.
    let lower = text.to_ascii_lowercase();
    let mut at = 0;
    while let Some((start, inner)) = next_topic(&lower, at) {
        let line = text[..start].bytes().filter(|&byte| byte == b'\n').count() as u32 + 1;
        let close = ["</topic>", "</top>"]
            .iter()
            .filter_map(|tag| lower[inner..].find(tag))
            .min();
        let Some(close) = close else {
            malformed(path, line, "this topic is never closed", problems);
            break;
        };
        let end = inner + close;
        let head = &text[start..inner];
        let body = &text[inner..end];
        let id = attribute(head, "number")
            .or_else(|| attribute(head, "id"))
            .or_else(|| element(body, "num").map(|id| strip_label(&id, "number:")));
        let query = element(body, "title").or_else(|| element(body, "query"));
        match (id, query.map(|query| strip_label(&query, "topic:"))) {
            (Some(id), Some(query)) if !id.is_empty() && !query.is_empty() => {
                topics.push(Topic {
                    id,
                    query,
                    narrative: narrative(body),
                    line,
                });
            }
            (None, _) => malformed(
                path,
                line,
                "this topic has no number (`<num>` or `number=`)",
                problems,
            ),
            _ => malformed(
                path,
                line,
                "this topic has no words (`<title>` or `<query>`)",
                problems,
            ),
        }
        at = end;
    }
    topics
}

/// Where the next topic's tag starts and where its content starts.
fn next_topic(lower: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at + lower[at..].find("<top")?;
        let name_end = start
            + 1
            + lower[start + 1..]
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(0);
        let name = &lower[start + 1..name_end];
        if name == "top" || name == "topic" {
            return Some((start, start + lower[start..].find('>')? + 1));
        }
        at = start + 4;
    }
}

/// The value of `name="…"` in a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = lower[at..].find(name) {
        let start = at + found;
        at = start + name.len();
        let rest = tag[at..].trim_start();
        let own_word = tag[..start].ends_with(char::is_whitespace);
        if let (true, Some(rest)) = (own_word, rest.strip_prefix('=')) {
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            return rest[1..].split(quote).next().map(clean);
        }
    }
    None
}

/// The text of an element: up to the next tag, since classic TREC topics do not close theirs.
fn element(body: &str, name: &str) -> Option<String> {
    let lower = body.to_ascii_lowercase();
    let open = lower.find(&format!("<{name}>"))? + name.len() + 2;
    let end = body[open..].find('<').unwrap_or(body.len() - open);
    Some(clean(&body[open..open + end]))
}

/// What a topic says beyond its title.
fn narrative(body: &str) -> String {
    let of = |names: [&str; 3], label| {
        let found = names.into_iter().find_map(|name| element(body, name));
        strip_label(&found.unwrap_or_default(), label)
    };
    let description = of(["desc", "description", "question"], "description:");
    let narrative = of(["narr", "narrative", "background"], "narrative:");
    format!("{description} {narrative}").trim().to_owned()
}

fn strip_label(text: &str, label: &str) -> String {
    match text.get(..label.len()) {
        Some(start) if start.eq_ignore_ascii_case(label) => text[label.len()..].trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// Blanks collapsed, the five entities of XML and numeric ones decoded.
fn clean(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|&end| end <= 10);
        match end.and_then(|end| entity(&rest[1..end]).map(|c| (end, c))) {
            Some((end, c)) => {
                decoded.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
