//! `warta eval`: the relevance lab on the command line.
//!
//! Remarks on the input go to standard error, results to standard output. The exit code is 0
//! when the work was done, 1 when a gate (`--gate`) was not passed, 2 when the input is wrong.

mod ablate;
mod compare;
mod inputs;
mod judge;
mod language;
mod replay;
mod run;
mod spelling;
mod suggest;
mod tune;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Subcommand};

use crate::{
    engine::{
        EngineError,
        tantivy::{EngineOptions, TantivyEngine},
    },
    eval::EvalError,
    search::{KnowledgeFiles, SearchSettings},
};

/// Measure, compare and tune the ranking
#[derive(Debug, Args)]
pub struct EvalArgs {
    #[command(subcommand)]
    command: EvalCommand,
}

#[derive(Debug, Subcommand)]
enum EvalCommand {
    /// Score the ranking, or an existing run, against judgments
    Run(run::RunArgs),
    /// Say whether B differs from A by more than chance
    Compare(compare::CompareArgs),
    /// Search for better weights, with cross-validation, and write them as a fragment
    Tune(tune::TuneArgs),
    /// Switch each part of the ranking off in turn: what it adds, what it costs
    Ablate(ablate::AblateArgs),
    /// Score the analyzer against gold lemmas
    Language(language::LanguageArgs),
    /// Judge pooled results on a local page, or compare two judges
    Judge(judge::JudgeArgs),
    /// Sum a query log up, and run it through two configurations
    Replay(replay::ReplayArgs),
    /// Measure spelling correction on the index's own words
    Spelling(spelling::SpellingArgs),
    /// Measure how often a half-typed name of the index is suggested
    Suggest(suggest::SuggestArgs),
}

/// What the configuration has settled. Evaluation never writes to it or to the configured index.
#[derive(Debug, Clone)]
pub struct EvalContext {
    /// The weights, zone and limits that searches use.
    pub settings: SearchSettings,
    /// The site's rules, those of editors left out: the ranking is what is measured.
    pub knowledge: KnowledgeFiles,
    /// Where the configured index is.
    pub index: EngineOptions,
    /// Where the service keeps its query log, if it does.
    pub query_log: Option<PathBuf>,
}

impl EvalContext {
    /// What is read from the configured index, which is only opened for reading.
    fn read_index<T>(
        &self,
        read: impl FnOnce(&TantivyEngine) -> Result<T, EngineError>,
    ) -> Result<T, EvalError> {
        let read = TantivyEngine::open_read_only(&self.index).and_then(|engine| read(&engine));
        read.map_err(|error| EvalError::Index {
            path: self.index.path.clone(),
            reason: error.to_string(),
        })
    }
}

/// Runs a subcommand.
pub fn run(args: EvalArgs, context: &EvalContext) -> Result<ExitCode, EvalError> {
    match args.command {
        EvalCommand::Run(args) => run::run(args, context),
        EvalCommand::Compare(args) => compare::run(args, context),
        EvalCommand::Tune(args) => tune::run(args, context),
        EvalCommand::Ablate(args) => ablate::run(args, context),
        EvalCommand::Language(args) => language::run(args),
        EvalCommand::Judge(args) => judge::run(args, context),
        EvalCommand::Replay(args) => replay::run(args, context),
        EvalCommand::Spelling(args) => spelling::run(args, context),
        EvalCommand::Suggest(args) => suggest::run(args, context),
    }
}
