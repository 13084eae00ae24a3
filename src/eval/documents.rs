//! A collection's JSONL, read only for what evaluation shows and checks: ids, titles, text.
//! Indexing reads the same file through `ingest`.

use std::{
    collections::BTreeMap,
    io::BufRead,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{Card, Cards, EvalError, ProblemKind, Problems, input};

/// Documents of a JSONL file by id.
#[derive(Debug, Default)]
pub struct Documents {
    pub file: PathBuf,
    cards: BTreeMap<String, Card>,
}

/// The fields that are looked at; everything else is passed over.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    body: Option<Body>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Text(String),
    Paragraphs(Vec<String>),
}

impl Documents {
    /// Reads a file. Lines that are not JSON objects with an id are reported.
    pub fn read(path: &Path) -> Result<(Documents, Problems), EvalError> {
        let mut problems = Problems::default();
        let mut cards = BTreeMap::new();
        for (line, content) in (1u32..).zip(input::open(path)?.lines()) {
            let content = content.map_err(|source| EvalError::Read {
                path: path.to_path_buf(),
                source,
            })?;
            if content.trim().is_empty() {
                continue;
            }
            match read_line(&content) {
                Ok((id, card)) => {
                    cards.insert(id, card);
                }
                Err(reason) => problems.at(path, line, ProblemKind::SkippedDocument { reason }),
            }
        }
        if cards.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "documents" });
        }
        let file = path.to_path_buf();
        Ok((Documents { file, cards }, problems))
    }

    /// Whether the collection holds a document.
    pub fn contains(&self, id: &str) -> bool {
        self.cards.contains_key(id)
    }

    /// Every document, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Card)> {
        self.cards.iter().map(|(id, card)| (id.as_str(), card))
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.cards.len()
    }

    /// True without any document.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

fn read_line(content: &str) -> Result<(String, Card), String> {
    let line: Line = serde_json::from_str(content).map_err(|error| error.to_string())?;
    let id = match line.id {
        Some(serde_json::Value::String(id)) if !id.is_empty() => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => return Err("the document has no `id`, so judgments cannot name it".to_owned()),
    };
    let paragraphs = match line.body {
        None => Vec::new(),
        Some(Body::Paragraphs(paragraphs)) => paragraphs,
        Some(Body::Text(text)) => text
            .lines()
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    let card = Card {
        title: line.title.unwrap_or_default(),
        source: line.source,
        published: line.published,
        url: line.url,
        paragraphs,
    };
    Ok((id, card))
}

impl Cards for Documents {
    fn card(&self, id: &str) -> Option<Card> {
        self.cards.get(id).cloned()
    }
}
