//! Why a document was not read: what is wrong, in which field, and what to do.

use super::dateline::DateError;

/// A document that could not be read, with its place.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}{problem}; {}", place(*.line), .problem.remedy())]
pub struct ExtractError {
    /// The line of the source, from 1, where it has lines.
    pub line: Option<u64>,
    /// What is wrong.
    #[source]
    pub problem: Problem,
}

fn place(line: Option<u64>) -> String {
    line.map(|line| format!("line {line}: "))
        .unwrap_or_default()
}

impl ExtractError {
    /// The same problem at a line.
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The field at fault, if it is one field.
    pub fn field(&self) -> Option<&'static str> {
        self.problem.field()
    }

    /// What is wrong, without the place.
    pub fn reason(&self) -> String {
        self.problem.to_string()
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        self.problem.remedy()
    }
}

impl From<Problem> for ExtractError {
    fn from(problem: Problem) -> Self {
        ExtractError {
            line: None,
            problem,
        }
    }
}

/// What can be wrong with a document.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// Nothing there.
    #[error("the input is empty")]
    Empty,
    /// Not text.
    #[error("the input is not text ({what})")]
    Binary {
        /// What it looks like: an image, a PDF, an archive.
        what: &'static str,
    },
    /// Bytes that are not UTF-8.
    #[error("byte {at} is not valid UTF-8")]
    NotUtf8 {
        /// Offset of the first such byte.
        at: usize,
    },
    /// A line above the limit.
    #[error("the line has more than {limit} bytes")]
    LineTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// A file or page above the limit.
    #[error("the document has more than {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Not JSON, or not an object.
    #[error("not a JSON object: {detail}")]
    NotJson {
        /// What the parser says, and where.
        detail: String,
    },
    /// Not the CSV that its header announces.
    #[error("not a CSV record: {detail}")]
    NotCsv {
        /// What does not fit the header.
        detail: String,
    },
    /// Not a feed or sitemap.
    #[error("not a feed: {detail}")]
    NotFeed {
        /// What the parser says, and where.
        detail: String,
    },
    /// A needed field is not there, or empty.
    #[error("`{field}` is missing")]
    Missing {
        /// Its name in the record.
        field: &'static str,
    },
    /// A field of another type.
    #[error("`{field}` must be {expected}, found {found}")]
    WrongType {
        /// Its name in the record.
        field: &'static str,
        /// The types that are taken, in words.
        expected: &'static str,
        /// The type that it has, in words.
        found: &'static str,
    },
    /// A field that should be a date and is not.
    #[error("`{field}`: {error}")]
    BadDate {
        /// Its name in the record.
        field: &'static str,
        /// What is wrong with the date.
        error: DateError,
    },
    /// A page that holds no article: an index, a section, a home page.
    #[error("no article on this page: {why}")]
    NotAnArticle {
        /// By what it was told.
        why: String,
    },
    /// The source ended in the middle.
    #[error("the input ends in the middle: {detail}")]
    Truncated {
        /// How much came, as far as known.
        detail: String,
    },
    /// The source could not be read.
    #[error("cannot be read: {detail}")]
    Unreadable {
        /// What the system or the other server says.
        detail: String,
    },
    /// Reading it brought out a defect.
    #[error("the document cannot be read, through a defect of the program")]
    Defect,
}

impl Problem {
    /// The field at fault, if it is one field.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Problem::Missing { field }
            | Problem::WrongType { field, .. }
            | Problem::BadDate { field, .. } => Some(field),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self {
            Problem::Empty => "check that the file was written completely".to_owned(),
            Problem::Binary { .. } => {
                "give text, HTML, JSONL, CSV or a feed, plain or compressed with gzip or zstd"
                    .to_owned()
            }
            Problem::NotUtf8 { .. } => {
                "convert it to UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8".to_owned()
            }
            Problem::LineTooLong { .. } => {
                "put one document on each line, or raise `ingest.max_line_bytes`".to_owned()
            }
            Problem::TooLarge { .. } => "split it, or raise `ingest.max_document_bytes`".to_owned(),
            Problem::NotJson { .. } => "write one JSON object a line".to_owned(),
            Problem::NotCsv { .. } => {
                "give every row the columns of the header and quote fields with line breaks"
                    .to_owned()
            }
            Problem::NotFeed { .. } => "give RSS, Atom or a news sitemap".to_owned(),
            Problem::Missing { field } => {
                format!("fill `{field}`, or name the field that holds it under `mapping.{field}`")
            }
            Problem::WrongType { expected, .. } => format!("write {expected}"),
            Problem::BadDate { error, .. } => error.remedy().to_owned(),
            Problem::NotAnArticle { .. } => "give the address of one article".to_owned(),
            Problem::Truncated { .. } => {
                "fetch it again; what could be read before the break was used".to_owned()
            }
            Problem::Unreadable { .. } => {
                "check the path or address and its permissions".to_owned()
            }
            Problem::Defect => "report it, with the document; the others were read".to_owned(),
        }
    }
}
