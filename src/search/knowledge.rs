//! What queries are understood with: rules from files, which can be read again while searches
//! run, and what the archive teaches about spelling.

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
};

use super::{
    curation::Curation, rule_file::RuleFileError, spelling::Speller, synonyms::Rules as Synonyms,
};
use crate::{
    engine::{Engine, EngineError},
    mining::acronyms::{AcronymError, AcronymTable},
};

/// The files of a site; what is absent adds nothing to the built-in knowledge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnowledgeFiles {
    /// Synonyms, acronyms and offices.
    pub synonyms: Option<PathBuf>,
    /// Pins, boosts, buries and hides.
    pub curation: Option<PathBuf>,
    /// The short forms that `warta acronyms` keeps beside an index; may not be there.
    pub acronyms: Option<PathBuf>,
}

/// Why files were refused.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// A file of synonyms or of curation.
    #[error(transparent)]
    Rules(#[from] RuleFileError),
    /// The list of learned short forms.
    #[error(transparent)]
    Acronyms(#[from] AcronymError),
}

/// Everything that was read from files.
#[derive(Debug, Default)]
pub struct SiteRules {
    /// Of the built-in knowledge, the site's file and the index.
    pub synonyms: Synonyms,
    /// What editors decided; empty without a file.
    pub curation: Curation,
    /// Short forms learned from the index.
    pub acronyms: usize,
}

impl SiteRules {
    /// Reads and checks all files; one fault refuses all of them.
    pub fn read(files: &KnowledgeFiles) -> Result<SiteRules, KnowledgeError> {
        let table = match &files.acronyms {
            Some(path) => AcronymTable::load(path)?,
            None => AcronymTable::default(),
        };
        let learned: Vec<(String, String)> = table
            .entries()
            .iter()
            .filter(|entry| entry.rank == 0)
            .map(|entry| (entry.short.clone(), entry.long.clone()))
            .collect();
        Ok(SiteRules {
            synonyms: Synonyms::load(files.synonyms.as_deref(), &learned)?,
            curation: Curation::load(files.curation.as_deref())?,
            acronyms: learned.len(),
        })
    }
}

/// What queries are understood with; shared by all searches.
#[derive(Debug, Default)]
pub struct Knowledge {
    site: RwLock<Arc<SiteRules>>,
    speller: RwLock<Option<Arc<Speller>>>,
}

impl Knowledge {
    /// The built-in knowledge alone.
    pub fn built_in() -> Self {
        // The built-in file is checked by a test; without it, queries are searched as typed.
        Knowledge::new(SiteRules::read(&KnowledgeFiles::default()).unwrap_or_default())
    }

    /// The built-in knowledge and that of files. A damaged list of learned short forms is
    /// reported in the log and left out: it can be learned again.
    pub fn load(files: &KnowledgeFiles) -> Result<Self, KnowledgeError> {
        let site = match SiteRules::read(files) {
            Err(KnowledgeError::Acronyms(reason)) => {
                tracing::warn!(%reason, "searching without the short forms learned from the index");
                SiteRules::read(&KnowledgeFiles {
                    acronyms: None,
                    ..files.clone()
                })?
            }
            other => other?,
        };
        Ok(Knowledge::new(site))
    }

    /// Knowledge from rules that were read.
    pub fn new(site: SiteRules) -> Self {
        Knowledge {
            site: RwLock::new(Arc::new(site)),
            speller: RwLock::default(),
        }
    }

    /// The rules in force.
    pub fn site(&self) -> Arc<SiteRules> {
        Arc::clone(&self.site.read().unwrap_or_else(|e| e.into_inner()))
    }

    /// Puts other rules in force; searches under way end with the old ones.
    pub fn replace(&self, site: SiteRules) {
        if let Some(speller) = self.speller() {
            let mut speller = Speller::clone(&speller);
            speller.trust(site.synonyms.words());
            self.set_speller(speller);
        }
        *self.site.write().unwrap_or_else(|e| e.into_inner()) = Arc::new(site);
    }

    /// Learns spelling from the archive; takes a second or two for 45,000 articles.
    pub fn learn(&self, engine: &dyn Engine) -> Result<(), EngineError> {
        let mut speller = Speller::build(engine)?;
        speller.trust(self.site().synonyms.words());
        self.set_speller(speller);
        Ok(())
    }

    /// What the archive taught about spelling; `None` before [`Knowledge::learn`].
    pub fn speller(&self) -> Option<Arc<Speller>> {
        self.speller
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .clone()
    }

    fn set_speller(&self, speller: Speller) {
        *self.speller.write().unwrap_or_else(|e| e.into_inner()) = Some(Arc::new(speller));
    }
}
