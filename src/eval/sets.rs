//! A relevance set: topics, judgments and an index of the collection that they are about.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use super::{EvalError, Problems, Qrels, RankingIndex, Topics};

/// A set that is ready to be searched.
#[derive(Clone)]
pub struct LabSet {
    /// As reports call it.
    pub name: String,
    /// The topics that have judgments.
    pub topics: Topics,
    /// Judgments of those topics, and maybe of others.
    pub qrels: Qrels,
    /// What is searched.
    pub index: Arc<dyn RankingIndex + Send + Sync>,
    /// Its share in an objective over several sets.
    pub weight: f64,
}

/// Where a set's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetPaths {
    /// As reports call it.
    pub name: String,
    /// The topic file.
    pub topics: PathBuf,
    /// The file of judgments.
    pub qrels: PathBuf,
    /// `None` for the configured index.
    pub docs: Option<PathBuf>,
}

impl FromStr for SetPaths {
    type Err = String;

    /// Reads `NAME=topics,qrels[,docs]`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let form = || format!("`{text}` is not NAME=topics,qrels[,docs]");
        let (name, files) = text.split_once('=').ok_or_else(form)?;
        let files: Vec<&str> = files.split(',').map(str::trim).collect();
        let (topics, qrels, docs) = match files[..] {
            [topics, qrels] => (topics, qrels, None),
            [topics, qrels, docs] => (topics, qrels, Some(PathBuf::from(docs))),
            _ => return Err(form()),
        };
        Ok(SetPaths {
            name: name.to_owned(),
            topics: topics.into(),
            qrels: qrels.into(),
            docs,
        })
    }
}

impl SetPaths {
    /// The sets of a folder laid out as `NAME/{topics.tsv,qrels.txt,docs.jsonl.gz}`, by name.
    /// `docs` names the collection of sets that do not hold their own, `without` the sets that
    /// are passed over.
    pub fn in_folder(
        folder: &Path,
        docs: &[(String, PathBuf)],
        without: &[String],
    ) -> Result<Vec<SetPaths>, EvalError> {
        let failed = |source| EvalError::Read {
            path: folder.to_path_buf(),
            source,
        };
        let mut sets = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let topics = path.join("topics.tsv");
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            if !topics.is_file() || without.iter().any(|set| set == name) {
                continue;
            }
            let own = ["docs.jsonl.gz", "docs.jsonl"]
                .map(|file| path.join(file))
                .into_iter()
                .find(|file| file.is_file());
            let given = docs.iter().find(|(set, _)| set == name);
            let docs = given.map(|(_, file)| file.clone()).or(own);
            if docs.is_none() {
                return Err(EvalError::Usage(format!(
                    "{} holds no docs.jsonl.gz; name its collection with --docs {name}=FILE",
                    path.display()
                )));
            }
            sets.push(SetPaths {
                name: name.to_owned(),
                qrels: path.join("qrels.txt"),
                topics,
                docs,
            });
        }
        sets.sort_by(|a, b| a.name.cmp(&b.name));
        if sets.is_empty() {
            return Err(EvalError::Usage(format!(
                "{} holds no set: expected NAME/topics.tsv and NAME/qrels.txt in it",
                folder.display()
            )));
        }
        Ok(sets)
    }

    /// Reads topics and judgments; topics without judgments are reported and left out.
    pub fn read(&self) -> Result<(Topics, Qrels, Problems), EvalError> {
        let (mut topics, mut problems) = Topics::read(&self.topics)?;
        let (qrels, found) = Qrels::read(&self.qrels)?;
        problems.extend(found);
        problems.extend(qrels.check_against(&topics, 1));
        let problems = problems.check()?;
        topics
            .all
            .retain(|topic| qrels.topics.contains_key(&topic.id));
        Ok((topics, qrels, problems))
    }
}
