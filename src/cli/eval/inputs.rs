//! Reading what several subcommands take: topics, judgments, documents, outputs.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use crate::eval::{Documents, EvalError, Measure, Problems, Qrels, Topics, input};

/// Topics, judgments and the collection that they are about.
#[derive(Debug, Args)]
pub struct SetArgs {
    /// Topics: TSV (id<TAB>query) or TREC XML; `.gz` too
    #[arg(long, value_name = "FILE")]
    pub topics: Option<PathBuf>,
    /// Judgments in TREC's form: topic 0 document grade
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,
    /// Documents as JSONL (`.gz` too): searched in a temporary index instead of the configured one
    #[arg(long, value_name = "FILE")]
    pub docs: Option<PathBuf>,
    /// Lowest grade that counts as relevant where a measure knows no grades (trec_eval -l)
    #[arg(long, value_name = "GRADE", default_value_t = 1)]
    pub level: i32,
    /// Go on over malformed lines and duplicates; the figures then leave them out
    #[arg(long)]
    pub lenient: bool,
}

/// A read set.
pub struct Set {
    pub topics: Topics,
    pub qrels: Qrels,
    pub documents: Option<Documents>,
    pub level: i32,
    lenient: bool,
    pub problems: Problems,
}

impl SetArgs {
    /// Reads the files, or says everything that is wrong with them at once.
    pub fn read(&self) -> Result<Set, EvalError> {
        let mut problems = Problems::default();
        let (qrels, found) = Qrels::read(&self.qrels)?;
        problems.extend(found);
        let topics = match &self.topics {
            Some(path) => {
                let (topics, found) = Topics::read(path)?;
                problems.extend(found);
                topics
            }
            None => Topics::of_qrels(&qrels),
        };
        let documents = match &self.docs {
            Some(path) => {
                let (documents, found) = Documents::read(path)?;
                problems.extend(found);
                problems.extend(qrels.check_documents(|id| documents.contains(id)));
                Some(documents)
            }
            None => None,
        };
        problems.extend(qrels.check_against(&topics));
        let mut set = Set {
            topics,
            qrels,
            documents,
            level: self.level,
            lenient: self.lenient,
            problems: Problems::default(),
        };
        set.admit(problems)?;
        Ok(set)
    }
}

impl Set {
    /// Takes note of problems; fatal ones stop everything unless `--lenient` was given.
    pub fn admit(&mut self, problems: Problems) -> Result<(), EvalError> {
        let nothing_left = self.qrels.is_empty() || self.topics.all.is_empty();
        let problems = if self.lenient && !nothing_left {
            problems
        } else {
            problems.check()?
        };
        self.problems.extend(problems);
        Ok(())
    }
}

/// Prints remarks on the input to standard error.
pub fn remark(problems: &Problems) {
    if !problems.is_empty() {
        eprintln!("{problems}");
    }
}

/// Reads `--measure`.
pub fn measure(text: &str) -> Result<Measure, String> {
    text.parse()
}

/// Writes JSON to a file, or to standard output for `-`.
pub fn write_json(path: &Path, value: &serde_json::Value) -> Result<(), EvalError> {
    let text = format!("{value:#}\n");
    if path == Path::new("-") {
        return print(&text);
    }
    input::write(path, text.as_bytes())
}

/// Prints to standard output; a closed pipe (`| head`) is not an error.
pub fn print(text: &str) -> Result<(), EvalError> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(EvalError::Write {
            path: PathBuf::from("standard output"),
            source: error,
        }),
        _ => Ok(()),
    }
}
