//! Straight into the index: reads in order, parses on every core, stores in large batches, each
//! of which is on disk before the next begins.

use rayon::prelude::*;

use super::{Quarantine, Report, progress::Bar};
use crate::{
    config::Settings,
    extract::{self, Extracted},
    ingest::{
        Gate, Outcome,
        sources::{Quarantined, RawDocument, Sources},
    },
};

/// Where a document came from, for the quarantine file.
type Origin = (std::sync::Arc<str>, Option<u64>);

/// Takes everything in that the sources hold.
pub fn take_in(
    gate: &Gate,
    mut sources: Sources,
    options: &extract::Options,
    settings: &Settings,
    bar: &Bar,
) -> anyhow::Result<Report> {
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
            .map(|item| item.and_then(|document| parsed(document, options)))
            .collect();
        let mut origins = Vec::with_capacity(extracted.len());
        let mut articles = Vec::with_capacity(extracted.len());
        for item in extracted {
            match item {
                Ok((origin, extracted)) => {
                    if let Some(found) = extracted.not_utf8 {
                        report.note_not_utf8(&origin.0, found);
                    }
                    origins.push(origin);
                    articles.push(extracted.article);
                }
                Err(refused) => {
                    report.quarantined += 1;
                    quarantine.write(&refused)?;
                }
            }
        }
        for ((source, line), outcome) in origins.into_iter().zip(gate.take(articles)?) {
            match outcome {
                Outcome::Added => report.added += 1,
                Outcome::Changed => report.changed += 1,
                Outcome::Unchanged => report.unchanged += 1,
                Outcome::Duplicate { .. } => report.duplicate += 1,
                Outcome::Refused {
                    field,
                    reason,
                    remedy,
                } => {
                    report.quarantined += 1;
                    quarantine.write(&Quarantined {
                        source,
                        line,
                        field,
                        reason,
                        remedy,
                    })?;
                }
            }
        }
        bar.set(report.read);
    }
    quarantine.finish()?;
    bar.finish();
    Ok(report.end())
}

/// Parses a document and remembers where it came from.
fn parsed(
    document: RawDocument,
    options: &extract::Options,
) -> Result<(Origin, Extracted), Quarantined> {
    let origin = (document.source.clone(), document.line);
    Ok((origin, document.extract(options)?))
}
