//! What every command needs: the global flags, the configuration, a way to print.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use serde::Serialize;
use serde_json::json;

use super::{Global, eval::EvalContext};
use crate::{
    config::{ConfigError, Effective, Layers, Settings, load},
    engine::tantivy::EngineOptions,
    search::{KnowledgeFiles, SearchSettings},
};

/// A key set by a flag: the flag as typed, the key, the value.
pub type Flag = (&'static str, &'static str, serde_json::Value);

/// The global flags, and what follows from them.
#[derive(Debug)]
pub struct Context {
    /// `--quiet`.
    pub quiet: bool,
    config: Option<PathBuf>,
    index: Option<String>,
}

impl Context {
    pub(super) fn new(global: Global) -> Self {
        Context {
            quiet: global.quiet,
            config: global.config,
            index: global.index,
        }
    }

    /// The configuration, with a command's own flags on top.
    pub fn effective(&self, flags: &[Flag]) -> Result<Effective, ConfigError> {
        load(&self.layers(flags))
    }

    /// What the configuration is made of.
    pub fn layers(&self, flags: &[Flag]) -> Layers {
        let mut layers = Layers::from_process();
        layers.file = self.config.clone();
        if let Some(index) = &self.index {
            layers.flags.push(("--index", "index.path", json!(index)));
        }
        layers.flags.extend(flags.iter().cloned());
        layers
    }

    /// The same, resolved and validated.
    pub fn settings(&self, flags: &[Flag]) -> Result<Settings, ConfigError> {
        Settings::resolve(&self.effective(flags)?)
    }

    /// Whether `--index` was given.
    pub fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// What evaluation needs to know.
    pub(super) fn eval(&self) -> Result<EvalContext, ConfigError> {
        let settings = self.settings(&[])?;
        let knowledge = KnowledgeFiles {
            curation: None,
            ..settings.knowledge_files()
        };
        let mut search = SearchSettings {
            ranking: settings.ranking,
            zone: settings.zone.clone(),
            ..SearchSettings::default()
        };
        search.max_limit = settings.search.max_limit;
        search.max_facet_values = settings.search.max_facet_values;
        Ok(EvalContext {
            settings: search,
            knowledge,
            index: EngineOptions {
                path: settings.index_path,
                memory_budget_bytes: settings.memory_bytes,
                threads: settings.write_threads,
                zone: settings.zone,
            },
            query_log: settings.query_log,
        })
    }

    /// One result, as lines for people or as JSON for programs.
    pub fn print(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        if !text.ends_with('\n') {
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// Indented JSON on standard output.
    pub fn print_json(&self, value: &impl Serialize) -> anyhow::Result<()> {
        Ok(self.print(&serde_json::to_string_pretty(value)?)?)
    }

    /// News about the work, on standard error, unless `--quiet`.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }
}
