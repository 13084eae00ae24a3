//! What a search did, step by step, for those who ask with `explain`. Costs nothing otherwise.

use std::time::Instant;

use serde::Serialize;
use utoipa::ToSchema;

/// One step of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Step {
    /// Stable: `parse`, `spelling`, `dates`, `synonyms`, `plan`, `curation`, `search`, `snippets`.
    #[schema(example = "synonyms")]
    pub name: &'static str,
    /// What was done, for people.
    pub text: String,
    /// How long it took, microseconds.
    pub took_us: u64,
}

/// Collects steps, or does nothing.
#[derive(Debug)]
pub struct Trace(Option<(Instant, Vec<Step>)>);

impl Trace {
    /// A trace that collects when it is wanted. Time counts from here.
    pub fn new(wanted: bool) -> Self {
        Trace(wanted.then(|| (Instant::now(), Vec::new())))
    }

    /// Notes that a step ended, with the time since the one before.
    pub fn step(&mut self, name: &'static str, text: impl FnOnce() -> String) {
        if let Some((before, steps)) = &mut self.0 {
            let took_us = before.elapsed().as_micros().min(u128::from(u64::MAX)) as u64;
            steps.push(Step {
                name,
                text: text(),
                took_us,
            });
            // Saying what was done is no part of the next step.
            *before = Instant::now();
        }
    }

    /// What was collected, if it was wanted.
    pub fn steps(self) -> Option<Vec<Step>> {
        self.0.map(|(_, steps)| steps)
    }
}
