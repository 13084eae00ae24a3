//! Reading what several subcommands take: topics, judgments, documents, indexes, outputs.

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use jiff::Timestamp;

use super::EvalContext;
use crate::{
    eval::{
        Documents, EvalError, Lab, Measure, Problems, Qrels, Topics, input,
        sets::{LabSet, SetPaths},
        weights,
    },
    search::{KnowledgeFiles, Ranking, SearchSettings},
};

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
    #[command(flatten)]
    pub index: IndexArgs,
}

/// How temporary indexes are made.
#[derive(Debug, Clone, Args)]
pub struct IndexArgs {
    /// Keep the indexes made of --docs in this folder and use them again; delete it when the
    /// extraction has changed
    #[arg(long, value_name = "FOLDER")]
    pub index_cache: Option<PathBuf>,
    /// "Now" for recency, as 2024-05-01T00:00:00Z; the newest article of --docs unless given
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
}

impl IndexArgs {
    fn settings(&self, context: &EvalContext) -> SearchSettings {
        let mut settings = context.settings.clone();
        settings.now = self.now.or(settings.now);
        settings
    }

    /// The index of a documents' file, or the configured one.
    pub fn open(
        &self,
        documents: Option<&Documents>,
        context: &EvalContext,
    ) -> Result<Lab, EvalError> {
        let settings = self.settings(context);
        match documents {
            Some(documents) => {
                // The short forms beside the configured index were not learned from these.
                let files = KnowledgeFiles {
                    acronyms: None,
                    ..context.knowledge.clone()
                };
                let cache = self.index_cache.as_deref();
                Lab::of_documents(documents, &settings, &files, cache)
            }
            None => Lab::configured(&context.index, &settings, &context.knowledge),
        }
    }
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
        problems.extend(qrels.check_against(&topics, self.level));
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

    /// The index to search; judged documents that the configured one does not hold are reported.
    pub fn open_index(&self, set: &mut Set, context: &EvalContext) -> Result<Lab, EvalError> {
        if self.topics.is_none() {
            return Err(EvalError::Usage(
                "searching needs --topics FILE; judgments alone do not say what to ask".to_owned(),
            ));
        }
        let lab = self.index.open(set.documents.as_ref(), context)?;
        if set.documents.is_none() {
            let unknown = set.qrels.check_documents(|id| lab.contains(id));
            set.admit(unknown)?;
        }
        Ok(lab)
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

/// Several sets with their indexes.
#[derive(Debug, Args)]
pub struct SetsArgs {
    /// A set: NAME=topics,qrels[,docs]; repeatable; without docs the configured index is searched
    #[arg(
        long = "set",
        value_name = "NAME=FILES",
        required_unless_present = "sets"
    )]
    set: Vec<SetPaths>,
    /// A folder of sets: NAME/{topics.tsv,qrels.txt,docs.jsonl.gz}
    #[arg(long, value_name = "FOLDER")]
    sets: Option<PathBuf>,
    /// The collection of a set in --sets that holds none; repeatable
    #[arg(long, value_name = "NAME=FILE", value_parser = pair::<PathBuf>)]
    docs: Vec<(String, PathBuf)>,
    /// Leave a set of --sets out; repeatable
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// A set's share in the whole, 1 unless given; repeatable
    #[arg(long, value_name = "NAME=NUMBER", value_parser = pair::<f64>)]
    weight: Vec<(String, f64)>,
    #[command(flatten)]
    index: IndexArgs,
}

/// Reads `NAME=value`.
fn pair<T: std::str::FromStr>(text: &str) -> Result<(String, T), String>
where
    T::Err: std::fmt::Display,
{
    let (name, value) = text
        .split_once('=')
        .ok_or_else(|| format!("`{text}` is not NAME=VALUE"))?;
    let value = value.parse().map_err(|error: T::Err| error.to_string())?;
    Ok((name.to_owned(), value))
}

impl SetsArgs {
    /// Reads every set; sets of one collection share one index.
    pub fn open(&self, context: &EvalContext) -> Result<Vec<LabSet>, EvalError> {
        let mut paths = self.set.clone();
        if let Some(folder) = &self.sets {
            paths.extend(SetPaths::in_folder(folder, &self.docs, &self.without)?);
        }
        if let Some((unknown, _)) =
            (self.weight.iter()).find(|(name, _)| paths.iter().all(|set| set.name != *name))
        {
            return Err(EvalError::Usage(format!(
                "--weight names {unknown}, which is not among the sets"
            )));
        }
        let mut labs: HashMap<Option<PathBuf>, Arc<Lab>> = HashMap::new();
        let mut sets = Vec::new();
        for set in &paths {
            let (topics, qrels, mut problems) = set.read()?;
            let key = (set.docs.as_ref())
                .map(|docs| docs.canonicalize().unwrap_or_else(|_| docs.clone()));
            let lab = match labs.get(&key) {
                Some(lab) => Arc::clone(lab),
                None => {
                    let lab = Arc::new(self.open_lab(set, context, &mut problems)?);
                    labs.insert(key, Arc::clone(&lab));
                    lab
                }
            };
            problems.extend(qrels.check_documents(|id| lab.contains(id)));
            remark(&problems);
            let weight = self.weight.iter().find(|(name, _)| *name == set.name);
            sets.push(LabSet {
                name: set.name.clone(),
                topics,
                qrels,
                index: lab,
                weight: weight.map_or(1.0, |(_, weight)| *weight),
            });
        }
        Ok(sets)
    }

    fn open_lab(
        &self,
        set: &SetPaths,
        context: &EvalContext,
        problems: &mut Problems,
    ) -> Result<Lab, EvalError> {
        let Some(path) = &set.docs else {
            return self.index.open(None, context);
        };
        eprintln!("{}: indexing {}", set.name, path.display());
        let (documents, found) = Documents::read(path)?;
        problems.extend(found.check()?);
        self.index.open(Some(&documents), context)
    }
}

/// Reads a number of things, at least one.
pub fn count(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("write 1 or more".to_owned()),
        Ok(count) => Ok(count),
        Err(_) => Err("write a whole number, 1 or more".to_owned()),
    }
}

/// Weights: those of the file, else the configured ones.
pub fn ranking(path: Option<&Path>, context: &EvalContext) -> Result<Ranking, EvalError> {
    match path {
        Some(path) => weights::read(path),
        None => Ok(context.settings.ranking.clone()),
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
pub fn write_json(path: &Path, value: &impl serde::Serialize) -> Result<(), EvalError> {
    let failed = |error: serde_json::Error| EvalError::Write {
        path: path.to_path_buf(),
        source: error.into(),
    };
    let text = serde_json::to_string_pretty(value).map_err(failed)? + "\n";
    if path == Path::new("-") {
        return print(&text);
    }
    input::write(path, text.as_bytes())
}

/// Prints a report, as JSON or as text.
pub fn show<R: serde::Serialize>(
    report: &R,
    json: bool,
    text: impl FnOnce(&R) -> String,
) -> Result<(), EvalError> {
    match json {
        true => write_json(Path::new("-"), report),
        false => print(&text(report)),
    }
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
