//! Straight into the index: reads in order, parses on every core, stores in large batches, each
//! of which is on disk before the next begins.

use rayon::prelude::*;

use super::{Quarantine, Report, progress::Bar};
use crate::{
    config::Settings,
    engine::{Engine, Write, Written},
    extract::{self, Extracted},
    ingest::{
        checks::{Rules, check},
        sources::{Quarantined, RawDocument, Sources},
    },
};

/// Takes everything in that the sources hold.
pub fn take_in(
    engine: &dyn Engine,
    mut sources: Sources,
    options: &extract::Options,
    settings: &Settings,
    bar: &Bar,
) -> anyhow::Result<Report> {
    let rules = settings.rules();
    let mut quarantine = Quarantine::open(&settings.quarantine)?;
    let mut report = Report::start();
    loop {
        let batch: Vec<_> = sources.by_ref().take(settings.batch).collect();
        if batch.is_empty() {
            break;
        }
        report.read += batch.len() as u64;
        let extracted: Vec<_> = batch
            .into_par_iter()
            .map(|item| item.and_then(|document| checked(document, options, &rules)))
            .collect();
        let mut writes = Vec::with_capacity(extracted.len());
        for item in extracted {
            match item {
                Ok(extracted) => writes.push(Write::Put {
                    story: extracted.article.id.clone(),
                    article: Box::new(extracted.article),
                }),
                Err(refused) => {
                    report.quarantined += 1;
                    quarantine.write(&refused)?;
                }
            }
        }
        for written in engine.write(writes)? {
            match written {
                Written::Added => report.added += 1,
                Written::Changed => report.changed += 1,
                Written::Unchanged | Written::Deleted | Written::Missing => report.unchanged += 1,
            }
        }
        bar.set(report.read);
    }
    quarantine.finish()?;
    bar.finish();
    Ok(report.end())
}

/// Parses a document and judges it.
fn checked(
    document: RawDocument,
    options: &extract::Options,
    rules: &Rules,
) -> Result<Extracted, Quarantined> {
    let (source, line) = (document.source.clone(), document.line);
    let mut extracted = document.extract(options)?;
    match check(&extracted.article, rules) {
        Ok(language) => {
            extracted
                .article
                .language
                .get_or_insert_with(|| language.to_owned());
            Ok(extracted)
        }
        Err(refusal) => Err(Quarantined {
            source,
            line,
            field: Some(refusal.field()),
            reason: refusal.to_string(),
            remedy: refusal.remedy(),
        }),
    }
}
