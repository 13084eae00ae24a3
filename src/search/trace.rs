//! What a search did, step by step, for those who ask with `explain`. Costs nothing otherwise.

use std::time::Instant;

use serde::Serialize;
use utoipa::ToSchema;

use super::understand::{Freedom, Understood};
use crate::{
    engine::Answer,
    language::{fold, stopword_weight},
    query::QueryWord,
};

/// One step of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Step {
    /// Stable: `parse`, `spelling`, `dates`, `synonyms`, `stopwords`, `plan`, `curation`, `search`,
    /// `coverage`, `feedback`, `snippets`; `fallback` where nothing was found and a freer reading
    /// is tried, whose steps follow.
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

/// Why a query is read again, and how.
pub fn say_fallback(strict: &Understood, freedom: Freedom) -> String {
    let how = match (freedom, strict.dated, strict.query.has_quotes()) {
        (Freedom::Free, false, false) if strict.is_name => {
            "juga berita yang memuat sebagian nama saja"
        }
        (Freedom::Free, false, false) => "juga berita yang hanya memuat tanggalnya",
        (Freedom::Respelled, ..) => "dengan ejaan lain di dalam kutipan",
        (_, true, true) => "tanpa batas tanggal dan dengan kutipan sebagai kata biasa",
        (_, true, false) => "tanpa batas tanggal",
        (_, false, _) => "dengan kutipan sebagai kata biasa",
    };
    format!("tidak ada hasil, dicari lagi {how}")
}

/// Words that say little and count little.
pub fn say_stopwords(understood: &Understood) -> String {
    let words = understood.query.words();
    let is_title = |at: &usize| understood.titles.contains(at);
    let list = |wanted: &dyn Fn(&usize) -> bool| {
        let listed = (0..words.len()).filter(wanted);
        listed
            .map(|at| words[at].text.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let titles = list(&is_title);
    let others = list(&|at| !is_title(at) && says_little(&words[*at].text));
    let mut said = Vec::new();
    if !others.is_empty() {
        said.push(format!("bernilai kecil dan boleh tidak ada: {others}"));
    }
    if !titles.is_empty() {
        said.push(format!(
            "gelar di samping nama, bernilai kecil dan boleh tidak ada: {titles}"
        ));
    }
    let dates = list(&|at| understood.dates.contains(at) && !says_little(&words[*at].text));
    if !dates.is_empty() {
        said.push(format!(
            "tanggal, yang tidak cukup tanpa kata lain: {dates}"
        ));
    }
    match said.is_empty() {
        true => "semua kata bernilai penuh".to_owned(),
        false => said.join("; "),
    }
}

pub fn says_little(word: &str) -> bool {
    stopword_weight(&fold(word)) < 1.0
}

/// How many of the words an article had to hold.
pub fn say_coverage(understood: &Understood, answer: &Answer) -> String {
    let words = understood.query.words().iter().enumerate();
    let is_telling = |at: usize, word: &QueryWord| {
        !understood.titles.contains(&at)
            && !understood.dates.contains(&at)
            && !says_little(&word.text)
    };
    let telling = words.filter(|(at, word)| is_telling(*at, word)).count();
    match answer.minimum {
        Some(least) if usize::from(least) < telling => {
            format!("sedikitnya {least} dari {telling} kata harus ada")
        }
        Some(_) => "semua kata harus ada".to_owned(),
        None => "tidak ada kata yang boleh dipilih".to_owned(),
    }
}

/// How many hits gained by what the best ones share.
pub fn say_feedback(answer: &Answer) -> String {
    let gained = answer.candidates.iter().filter(|hit| {
        hit.parts
            .iter()
            .any(|part| part.name == "feedback" && part.value > 0.0)
    });
    match gained.count() {
        0 => "tidak ada hasil yang nilainya ditambah".to_owned(),
        count => format!("kata kunci bersama hasil teratas menambah nilai {count} hasil"),
    }
}
