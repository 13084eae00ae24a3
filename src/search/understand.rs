//! How a query is understood before it is planned: dates, then spelling, then what else its
//! words are called.

use serde::{Deserialize, Serialize};

use super::{
    DateSuggestion, Expansion, Knowledge, Ranking,
    guesses::Guesses,
    persons,
    planner::{Extra, ExtraKind, Planner},
    synonyms::{self, Rules},
    titles,
    trace::{self, Trace},
    wordings::{self, Place, Run},
};
use crate::{
    engine::Engine,
    language::Analyzer,
    query::{self, Node, ParseContext, Query, QueryWord},
};

/// What may be done to a query.
#[derive(Debug, Clone, Copy)]
pub struct Liberties {
    /// Words that the archive does not know are searched in better spelling; otherwise the
    /// better spelling is only offered.
    pub correct: bool,
    /// How much of what was typed is demanded.
    pub freedom: Freedom,
}

/// How freely a query is read; the next one is tried when nothing is found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Freedom {
    /// As typed; phrases that name days are filters.
    #[default]
    Strict,
    /// Phrases in quotes are found in other spellings, too.
    Respelled,
    /// Phrases that name days and parts of names are words like others, and quotes are no operator.
    Free,
}

impl Freedom {
    /// Whether it is [`Freedom::Strict`].
    pub fn is_strict(&self) -> bool {
        *self == Freedom::Strict
    }
}

impl Knowledge {
    /// Understands a parsed query.
    pub fn understand(
        &self,
        engine: &dyn Engine,
        mut query: Query,
        context: &ParseContext,
        liberties: Liberties,
        trace: &mut Trace,
    ) -> Understood {
        let mut corrected_from = None;
        let mut did_you_mean = None;
        let speller = self.speller();
        // What was found and only offered, to be searched beside what was typed.
        let mut offered = None;
        if let Some(speller) = &speller
            && let Some(better) = speller.correct_query(&query)
        {
            let mut guesses = Guesses::new(engine, speller);
            let mut is_rare = |word: &QueryWord| guesses.is_rare(&word.text);
            if liberties.correct && better.certain && !query.words().iter().any(&mut is_rare) {
                corrected_from = Some(std::mem::take(&mut query.text));
                query = query::parse(&better.text, context);
            } else {
                did_you_mean = Some(better.text);
                offered = Some(better.corrections);
            }
        }
        trace.step("spelling", || {
            match (&corrected_from, &did_you_mean, &speller) {
                (Some(typed), ..) => format!("“{typed}” dicari sebagai “{}”", query.text),
                (_, Some(better), _) => format!("ditawarkan: “{better}”"),
                (_, _, None) => "ejaan arsip belum dipelajari".to_owned(),
                _ => "tidak ada yang perlu diperbaiki".to_owned(),
            }
        });
        let readings = query::understand_dates(&mut query, context);
        let applied = readings.iter().find(|reading| reading.applied);
        let words_taken = applied.is_some();
        let take_dates = liberties.freedom != Freedom::Free;
        if let Some(reading) = applied.filter(|_| !take_dates) {
            query::drop_dates(&mut query, reading);
        }
        let applied = applied.filter(|_| take_dates);
        let days = applied
            .map(|reading| (reading.from, reading.to))
            .or_else(|| query.root.as_ref().and_then(dates_of));
        let dated = applied.is_some();
        trace.step("dates", || match (readings.as_slice(), take_dates) {
            ([], _) => "tidak ada tanggal dalam kata-kata".to_owned(),
            (readings, true) => readings
                .iter()
                .map(say_reading)
                .collect::<Vec<_>>()
                .join("; "),
            (_, false) => "tanggal dilepas karena tidak ada hasil".to_owned(),
        });
        let dates = words_of_dates(&query, &readings, liberties.freedom);
        let suggestions = readings
            .into_iter()
            .filter(|reading| !reading.applied)
            .map(|reading| DateSuggestion {
                text: reading.text,
                from: reading.from.map(|day| day.to_string()),
                to: reading.to.map(|day| day.to_string()),
                query: reading.query,
            })
            .collect();
        let runs = query.root.as_ref().map(wordings::runs);
        let runs = runs.unwrap_or_default();
        let respell = liberties.freedom == Freedom::Respelled;
        let site = self.site();
        let mut others = Others::default();
        for run in &runs {
            others.add(run, &site.synonyms, days, respell);
        }
        if respell && others.respelled {
            query.warn(
                "phrase-respelled",
                "Tidak ada berita dengan frasa persis ini; yang ditampilkan memuatnya dalam ejaan lain.",
            );
        }
        if let Some(speller) = speller.as_ref().filter(|_| liberties.correct) {
            let mut guesses = Guesses::new(engine, speller);
            let plain = |run: &&Run| run.place == Place::Words;
            let all = query.words().len();
            for run in runs.iter().filter(plain) {
                if let Some(found) = &offered {
                    let is_whole = run.words.len() == all && !words_taken;
                    guesses.add(run, is_whole.then_some(found), &mut others);
                }
                guesses.add_written(run, &mut others);
            }
        }
        let titles = titles::titles(&query);
        let title_numbers = wordings::numbers(&query, &runs, &titles);
        let date_numbers = wordings::numbers(&query, &runs, &dates);
        let Others {
            extras,
            mut expanded,
            respelled,
        } = others;
        remove_repeated(&mut expanded);
        trace.step("synonyms", || match expanded.as_slice() {
            [] => "tidak ada aturan untuk kata-kata ini".to_owned(),
            all => {
                let one = |e: &Expansion| format!("“{}” → “{}” ({})", e.from, e.to, e.rule);
                all.iter().map(one).collect::<Vec<_>>().join("; ")
            }
        });
        let latest = query.words().iter().any(|word| asks_for_latest(&word.text));
        Understood {
            is_name: liberties.freedom != Freedom::Free && persons::is_name(&query, &titles),
            has_days: days.is_some(),
            dated,
            latest,
            query,
            corrected_from,
            did_you_mean,
            extras,
            expanded,
            suggestions,
            titles,
            title_numbers,
            dates,
            date_numbers,
            has_spellings: respelled,
        }
    }
}

/// What is searched besides, as it is collected.
#[derive(Default)]
pub(super) struct Others {
    pub extras: Vec<Extra>,
    pub expanded: Vec<Expansion>,
    /// A phrase in quotes has words with other spellings.
    respelled: bool,
}

impl Others {
    /// Adds what rules say about words that stand side by side.
    fn add(
        &mut self,
        run: &Run,
        rules: &Rules,
        days: Option<(Option<jiff::civil::Date>, Option<jiff::civil::Date>)>,
        respell: bool,
    ) {
        let words: Vec<&str> = run.words.iter().map(String::as_str).collect();
        for found in rules.expand(&words, days) {
            let in_phrase = matches!(run.place, Place::Exact | Place::Loose);
            self.respelled |= run.place == Place::Exact
                && run.place.allows(found.sameness, true)
                && fits_phrase(&found);
            if !run.place.allows(found.sameness, respell) || in_phrase && !fits_phrase(&found) {
                continue;
            }
            let from = words[found.words.clone()].join(" ");
            // `kepanjangan KPU`: an article that says both the short form and the long one.
            let asked = match run.place {
                Place::Words => words.iter().position(|word| asks_what_is_short_for(word)),
                _ => None,
            };
            for text in found.alternatives {
                if let Some(at) = asked.filter(|at| !found.words.contains(at)) {
                    self.extras.push(Extra {
                        words: run.first + at..run.first + at + 1,
                        text: text.clone(),
                        weight: found.weight,
                        kind: ExtraKind::Synonym,
                    });
                }
                self.expanded.push(Expansion {
                    from: from.clone(),
                    to: text.clone(),
                    rule: found.rule.clone(),
                });
                self.extras.push(Extra {
                    words: run.first + found.words.start..run.first + found.words.end,
                    text,
                    weight: found.weight,
                    kind: ExtraKind::Synonym,
                });
            }
        }
    }
}

/// Whether a word asks for the other form of an abbreviation.
fn asks_what_is_short_for(word: &str) -> bool {
    const WORDS: [&str; 4] = ["kepanjangan", "kepanjangannya", "singkatan", "singkatannya"];
    WORDS.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Whether alternatives take the place of one word of a phrase.
fn fits_phrase(found: &synonyms::Expansion) -> bool {
    let is_word = |text: &String| text.chars().all(char::is_alphanumeric);
    found.words.len() == 1 && found.alternatives.iter().any(is_word)
}

/// A word that stands twice in a query is explained once.
fn remove_repeated(expanded: &mut Vec<Expansion>) {
    let mut seen: Vec<Expansion> = Vec::new();
    expanded.retain(|one| {
        let is_new = !seen.contains(one);
        if is_new {
            seen.push(one.clone());
        }
        is_new
    });
}

/// A query with what is known about it.
#[derive(Debug)]
pub struct Understood {
    pub query: Query,
    /// What was typed, when `query` is a correction of it.
    pub corrected_from: Option<String>,
    /// A better spelling that was not searched.
    pub did_you_mean: Option<String>,
    /// What to look for besides its words.
    pub extras: Vec<Extra>,
    /// The same, for the response.
    pub expanded: Vec<Expansion>,
    /// Date phrases that were not applied.
    pub suggestions: Vec<DateSuggestion>,
    /// Which of the query's words are titles beside names. See [`titles`].
    pub titles: Vec<usize>,
    /// The same words by the numbers of the plan.
    title_numbers: Vec<usize>,
    /// Which of the query's words belong to dates that filter nothing.
    pub dates: Vec<usize>,
    /// The same words by the numbers of the plan.
    date_numbers: Vec<usize>,
    /// The query is somebody's name, all parts of which are demanded.
    pub is_name: bool,
    /// The query names days.
    pub has_days: bool,
    /// A phrase of the query became the filter for these days.
    pub dated: bool,
    /// The query asks for the latest.
    pub latest: bool,
    /// Words of a phrase in quotes have other spellings.
    pub has_spellings: bool,
}

impl Understood {
    /// What plans it.
    pub fn planner<'a>(&'a self, ranking: &'a Ranking, analyzer: &'a mut Analyzer) -> Planner<'a> {
        Planner::new(
            analyzer,
            ranking,
            &self.extras,
            &self.title_numbers,
            &self.date_numbers,
        )
    }

    /// The freer readings that demand less, in the order in which they are tried: phrases in
    /// quotes in other spellings, then without the days that a phrase names and without quotes, where
    /// the words of a date and the parts of a name are words like others.
    pub fn freer(&self) -> impl Iterator<Item = Freedom> + use<> {
        let respelled = self.has_spellings.then_some(Freedom::Respelled);
        let demands = self.dated || !self.dates.is_empty() || self.is_name;
        let free = (demands || self.query.has_quotes()).then_some(Freedom::Free);
        respelled.into_iter().chain(free)
    }
}

/// The words of the phrases that name days and filter nothing. Read freely, they are words like
/// others.
fn words_of_dates(query: &Query, readings: &[query::DateReading], freedom: Freedom) -> Vec<usize> {
    // Inside a choice all words are demanded, those of a date as well.
    let is_choice = matches!(query.root, Some(Node::Any { .. }));
    if freedom == Freedom::Free || is_choice {
        return Vec::new();
    }
    let offered = || {
        let days = |reading: &&query::DateReading| !reading.applied && !reading.names_occasion;
        readings.iter().filter(days)
    };
    let (mut dates, mut others) = (Vec::new(), 0);
    for (at, word) in query.words().iter().enumerate() {
        let (from, to) = (word.span.start, word.span.end);
        if offered().any(|date| date.span.start <= from && to <= date.span.end) {
            dates.push(at);
        } else {
            others += usize::from(!trace::says_little(&word.text));
        }
    }
    if others == 0 {
        // The days are all that is asked for.
        dates.clear();
    }
    dates
}

fn say_reading(reading: &query::DateReading) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("…".to_owned(), |day| day.to_string());
    let (from, to) = (day(reading.from), day(reading.to));
    let fate = if reading.applied {
        "saringan"
    } else {
        "hanya ditawarkan"
    };
    format!("“{}” = {from} sampai {to}, {fate}", reading.text)
}

/// Words with which readers ask for the latest rather than about something.
pub fn asks_for_latest(word: &str) -> bool {
    ["terbaru", "terkini", "sekarang", "update"]
        .iter()
        .any(|latest| word.eq_ignore_ascii_case(latest))
}

/// The days that a tree filters by.
fn dates_of(node: &Node) -> Option<(Option<jiff::civil::Date>, Option<jiff::civil::Date>)> {
    match node {
        Node::Dates { from, to } => Some((*from, *to)),
        Node::All { nodes } => nodes.iter().find_map(dates_of),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_for_a_long_form_asks_for_articles_that_say_it_too() {
        let rules = Rules::load(None, &[]).expect("the built-in knowledge");
        let words_for_the_long_form = |query: &str| {
            let run = Run {
                first: 3,
                words: query.split(' ').map(str::to_owned).collect(),
                place: Place::Words,
            };
            let mut others = Others::default();
            others.add(&run, &rules, None, false);
            let extras = others.extras.into_iter();
            let long = extras.filter(|extra| extra.text == "Komisi Pemilihan Umum");
            long.map(|extra| extra.words.start).collect::<Vec<_>>()
        };
        assert_eq!(words_for_the_long_form("ketua KPU"), [4]);
        assert_eq!(words_for_the_long_form("Kepanjangan KPU"), [3, 4]);
    }
}
