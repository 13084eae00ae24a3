//! A collection as JSONL: the articles that an evaluation indexes and shows.
//!
//! Lines are read by [`crate::extract`], as `ingest` reads them. What it refuses (test
//! collections hold passages without titles) is taken as it stands, as long as it has an id: a
//! judged document that was kept out would show as a loss of ranking.

use std::{
    collections::BTreeMap,
    io::BufRead,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::Deserialize;

use super::{Card, Cards, EvalError, ProblemKind, Problems, input};
use crate::{
    article::Article,
    extract::{self, jsonl},
};

/// Documents of a JSONL file by id.
#[derive(Debug, Default)]
pub struct Documents {
    /// Where they were read from.
    pub file: PathBuf,
    articles: BTreeMap<String, Article>,
}

/// So many lines are read before all cores parse them.
const CHUNK: usize = 4_096;

impl Documents {
    /// Reads a file. Lines that hold no document are reported and left out.
    pub fn read(path: &Path) -> Result<(Documents, Problems), EvalError> {
        let mut problems = Problems::default();
        let mut articles = BTreeMap::new();
        let options = extract::Options::default();
        let mut lines = (1u32..).zip(input::open(path)?.lines());
        loop {
            let mut chunk = Vec::with_capacity(CHUNK);
            for (line, content) in lines.by_ref().take(CHUNK) {
                let content = content.map_err(|source| EvalError::Read {
                    path: path.to_path_buf(),
                    source,
                })?;
                chunk.push((line, content));
            }
            if chunk.is_empty() {
                break;
            }
            chunk.retain(|(_, content)| !content.trim().is_empty());
            let parsed: Vec<Result<Article, String>> = chunk
                .par_iter()
                .map(|(_, content)| read_line(content, &options))
                .collect();
            for ((line, _), parsed) in chunk.iter().zip(parsed) {
                match parsed {
                    Ok(article) => {
                        articles.insert(article.id.clone(), article);
                    }
                    Err(reason) => {
                        problems.at(path, *line, ProblemKind::SkippedDocument { reason });
                    }
                }
            }
        }
        if articles.is_empty() {
            problems.about(path, ProblemKind::Empty { what: "documents" });
        }
        let file = path.to_path_buf();
        Ok((Documents { file, articles }, problems))
    }

    /// Whether the collection holds a document.
    pub fn contains(&self, id: &str) -> bool {
        self.articles.contains_key(id)
    }

    /// Every document, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Article> {
        self.articles.values()
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    /// True without any document.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }
}

/// A line as it stands.
#[derive(Deserialize)]
struct Plain {
    id: Option<serde_json::Value>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: Body,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Text(String),
    Paragraphs(Vec<String>),
}

impl Default for Body {
    fn default() -> Self {
        Body::Paragraphs(Vec::new())
    }
}

fn read_line(content: &str, options: &extract::Options) -> Result<Article, String> {
    if let Ok(extracted) = jsonl::extract(content.as_bytes(), options) {
        return Ok(extracted.article);
    }
    let plain: Plain = serde_json::from_str(content).map_err(|error| error.to_string())?;
    let id = match plain.id {
        Some(serde_json::Value::String(id)) if !id.is_empty() => id,
        Some(serde_json::Value::Number(id)) => id.to_string(),
        _ => return Err("it has no `id`, so judgments cannot name it".to_owned()),
    };
    let body = match plain.body {
        Body::Paragraphs(paragraphs) => paragraphs,
        Body::Text(text) => text
            .lines()
            .map(str::trim)
            .filter(|paragraph| !paragraph.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    Ok(Article {
        id,
        title: plain.title,
        body,
        source: plain.source,
        url: plain.url,
        ..Article::default()
    })
}

impl Cards for Documents {
    fn card(&self, id: &str) -> Option<Card> {
        self.articles.get(id).map(|article| article.clone().into())
    }
}
