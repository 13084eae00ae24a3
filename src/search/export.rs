//! Everything that a search finds, article by article, as a file that others can read.
//!
//! The search runs once as readers' searches do; its hits are then ordered by date and read from
//! the very state of the index that answered. So no article is missing and none comes twice,
//! whatever is written in the meantime.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{SearchError, SearchRequest, Searcher, Sort, trace::Trace};
use crate::{
    article::Article,
    engine::{EngineError, Hits, Plan, tantivy::Stored},
    query::Warning,
};

/// Articles in a piece: enough to keep a disk busy, few enough to hold in memory.
const PIECE: usize = 200;

/// What an export is written as.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    clap::ValueEnum,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The whole article as stored, one a line; `warta ingest` reads it back unchanged
    #[default]
    Jsonl,
    /// A table with a header, for spreadsheets
    Csv,
}

impl Format {
    /// The columns of a table. Paths are joined by slashes, lists by commas, paragraphs by empty
    /// lines: as `warta ingest` reads them.
    const COLUMNS: [&'static str; 13] = [
        "id",
        "url",
        "title",
        "summary",
        "published",
        "updated",
        "category",
        "source",
        "authors",
        "tags",
        "language",
        "state",
        "body",
    ];

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Jsonl => "application/x-ndjson",
            Format::Csv => "text/csv; charset=utf-8",
        }
    }

    /// The usual ending of a file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
        }
    }

    fn write(self, articles: &[Article], with_header: bool) -> csv::Result<Vec<u8>> {
        match self {
            Format::Jsonl => {
                let mut lines = String::new();
                for article in articles {
                    lines.push_str(&article.to_json());
                    lines.push('\n');
                }
                Ok(lines.into_bytes())
            }
            Format::Csv => {
                let mut rows = csv::Writer::from_writer(Vec::new());
                if with_header {
                    rows.write_record(Self::COLUMNS)?;
                }
                for article in articles {
                    rows.write_record(row(article))?;
                }
                rows.into_inner().map_err(|error| error.into_error().into())
            }
        }
    }
}

/// The values of an article, in the order of [`Format::COLUMNS`], unaltered.
fn row(article: &Article) -> [String; Format::COLUMNS.len()] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let moment = |value: &Option<crate::article::Moment>| {
        value.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let state = serde_json::to_value(article.state).unwrap_or_default();
    [
        article.id.clone(),
        text(&article.url),
        article.title.clone(),
        text(&article.summary),
        moment(&article.published),
        moment(&article.updated),
        article.category.join("/"),
        text(&article.source),
        article.authors.join(", "),
        article.tags.join(", "),
        text(&article.language),
        state.as_str().unwrap_or_default().to_owned(),
        article.body.join("\n\n"),
    ]
}

/// An export under way.
pub struct Export {
    /// How many articles the search found: so many come.
    pub total: u64,
    /// What was searched.
    pub searched: String,
    /// What was asked, when a correction was searched instead.
    pub corrected_from: Option<String>,
    /// What the reading of the query had to leave out or to apply.
    pub warnings: Vec<Warning>,
    format: Format,
    hits: Box<dyn Hits>,
    given: u64,
    begun: bool,
}

impl Searcher {
    /// Finds what [`Searcher::search`] finds, near-duplicates apart, to be read newest first. The
    /// request's order, page and facets mean nothing here.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn export(&self, request: &SearchRequest, format: Format) -> Result<Export, SearchError> {
        let request = SearchRequest {
            sort: Sort::Relevance,
            cursor: None,
            facets: Some(Vec::new()),
            collapse: false,
            explain: false,
            ..request.clone()
        };
        let found = self.find(&request, &mut Trace::new(false))?;
        // Relevance decided how many words an article must hold: that stays as it is.
        let plan = Plan {
            sort: Sort::Newest,
            minimum: found.answer.minimum,
            generation: Some(found.answer.generation),
            ..found.plan
        };
        Ok(Export {
            total: found.answer.total,
            searched: found.understood.query.text,
            corrected_from: found.understood.corrected_from,
            warnings: found.understood.query.warnings,
            format,
            hits: self.engine().hits(&plan)?,
            given: 0,
            begun: false,
        })
    }
}

impl Export {
    /// What searches may show at a moment of the articles that an index holds, newest first: for
    /// one that cannot be searched because another version made it.
    ///
    /// # Errors
    /// When an article cannot be read.
    pub fn of_stored(stored: Stored, now: Timestamp, format: Format) -> Result<Self, EngineError> {
        let (total, hits) = stored.shown(now)?;
        Ok(Export {
            total,
            searched: String::new(),
            corrected_from: None,
            warnings: Vec::new(),
            format,
            hits,
            given: 0,
            begun: false,
        })
    }

    /// The next piece of the file; `None` when all of it was given.
    ///
    /// # Errors
    /// When the index cannot be read, or when at the end not as many articles came as were found:
    /// what was given until then must not pass for the whole.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>, EngineError> {
        let articles = self.hits.next(PIECE)?;
        let piece = self
            .format
            .write(&articles, !self.begun)
            .map_err(|error| EngineError::Read(error.to_string()))?;
        self.begun = true;
        self.given += articles.len() as u64;
        if !piece.is_empty() {
            return Ok(Some(piece));
        }
        if self.given != self.total {
            let (given, total) = (self.given, self.total);
            return Err(EngineError::Read(format!(
                "{given} articles were read where {total} were found; export again"
            )));
        }
        Ok(None)
    }
}
