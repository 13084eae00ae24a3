//! From a query tree to a clause: every word becomes its terms at the three levels.

use crate::{
    article::day_number,
    engine::{Clause, Fields, Level, Passage, Role, Slot, Term, Way, Within, Word, plan::DayRange},
    language::{self, Analyzer},
    query::{Node, Query},
    search::{Ranking, wordings},
};

/// What is known beyond the query's own words; each names query words by their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The words that it stands for, by number. See [`wordings`].
    pub words: std::ops::Range<usize>,
    /// What else to look for, as plain text.
    pub text: String,
    /// Factor against the words' own forms.
    pub weight: f32,
    /// Which weight of the ranking it takes.
    pub kind: ExtraKind,
}

/// Why something else is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExtraKind {
    /// It is called so as well.
    Synonym,
    /// It may have been meant.
    Spelling,
}

/// Weight of a word that asks for an order (`terbaru`), not about a subject.
const ASKS_FOR_ORDER: f32 = 0.1;
/// Weight of a title beside a name.
const TITLE: f32 = 0.1;

/// Turns query trees into clauses.
pub struct Planner<'a> {
    analyzer: &'a mut Analyzer,
    ranking: &'a Ranking,
    extras: &'a [Extra],
    /// Titles beside names, by number.
    titles: &'a [usize],
    /// Words of dates that filter nothing, by number.
    dates: &'a [usize],
    /// Number of the next word.
    next_word: usize,
}

/// One analysed token, owned.
struct Form {
    /// Byte of the text where it begins.
    start: usize,
    position: u32,
    exact: String,
    light: String,
    root: String,
}

impl<'a> Planner<'a> {
    /// A planner for one query.
    pub fn new(
        analyzer: &'a mut Analyzer,
        ranking: &'a Ranking,
        extras: &'a [Extra],
        titles: &'a [usize],
        dates: &'a [usize],
    ) -> Self {
        Planner {
            analyzer,
            ranking,
            extras,
            titles,
            dates,
            next_word: 0,
        }
    }

    /// The clause of a query; `None` asks for everything.
    pub fn clause(&mut self, query: &Query) -> Option<Clause> {
        self.next_word = 0;
        query.root.as_ref().map(|root| self.node(root, Fields::ALL))
    }

    fn node(&mut self, node: &Node, fields: Fields) -> Clause {
        match node {
            Node::Words { words } => self.words(words, fields),
            Node::Word { .. } => self.words(std::slice::from_ref(node), fields),
            Node::Exact { text } => phrase(exact_slots(&self.forms(text)), 0, fields),
            Node::Phrase { text, slop } => phrase(self.phrase_slots(text), *slop, fields),
            Node::Prefix { text } => {
                let forms = self.forms(text);
                // A cut word may look like another word's inflection; only its letters count.
                match forms.first() {
                    Some(form) if forms.len() == 1 => Clause::Prefix {
                        prefix: form.exact.clone(),
                        fields,
                    },
                    _ => phrase(exact_slots(&forms), 0, fields),
                }
            }
            Node::Near {
                left,
                right,
                distance,
            } => self.together(left, right, Within::Words(*distance), fields),
            Node::Sentence { left, right } => self.together(left, right, Within::Sentence, fields),
            Node::In { field, inner } => self.node(inner, Fields::only(*field)),
            Node::Filter { field, value } => Clause::Filter {
                field: *field,
                value: value.clone(),
            },
            Node::Dates { from, to } => Clause::Days {
                range: DayRange {
                    from: from.map(day_number),
                    to: to.map(day_number),
                },
            },
            Node::Speaker { name } => self.reworded(name, |terms| Clause::Speaker { terms }),
            Node::Quoted { inner } => self.quoted(inner),
            Node::All { nodes } => Clause::All {
                clauses: self.nodes(nodes, fields),
            },
            Node::Any { nodes } => {
                // All words are demanded here, those of a date as well.
                let dates = std::mem::take(&mut self.dates);
                let clauses = self.nodes(nodes, fields);
                self.dates = dates;
                Clause::Any { clauses }
            }
            Node::Not { inner } => Clause::Not {
                clause: Box::new(self.node(inner, fields)),
            },
        }
    }

    fn nodes(&mut self, nodes: &[Node], fields: Fields) -> Vec<Clause> {
        nodes.iter().map(|node| self.node(node, fields)).collect()
    }

    /// What is wanted in direct quotations: words that stand side by side in the query, or on the
    /// two sides of `DEKAT` and `KALIMAT`, in one of them.
    fn quoted(&mut self, node: &Node) -> Clause {
        match node {
            Node::Any { nodes } => Clause::Any {
                clauses: nodes.iter().map(|node| self.quoted(node)).collect(),
            },
            Node::All { nodes } => Clause::All {
                clauses: nodes.iter().map(|node| self.quoted(node)).collect(),
            },
            Node::Not { inner } => Clause::Not {
                clause: Box::new(self.quoted(inner)),
            },
            Node::Phrase { text, slop: 0 } => Clause::QuotedPhrase {
                slots: self.phrase_slots(text),
            },
            Node::Exact { text } => Clause::QuotedPhrase {
                slots: exact_slots(&self.forms(text)),
            },
            _ => {
                let text = wordings::text_of(node);
                self.reworded(&text, |terms| Clause::Quoted { terms })
            }
        }
    }

    fn together(&mut self, left: &Node, right: &Node, within: Within, fields: Fields) -> Clause {
        let (mut here, mut there) = (Vec::new(), Vec::new());
        self.passages(left, &mut here);
        self.passages(right, &mut there);
        if here.is_empty() || there.is_empty() {
            return Clause::Nothing;
        }
        Clause::Together {
            left: here,
            right: there,
            within,
            fields,
        }
    }

    fn words(&mut self, nodes: &[Node], fields: Fields) -> Clause {
        let mut words = Vec::with_capacity(nodes.len());
        for node in nodes {
            let Node::Word { text } = node else {
                continue;
            };
            let number = self.next_word;
            self.next_word += 1;
            let before = words.len();
            for form in self.forms(text) {
                words.push(self.word(text, form, number));
            }
            self.extend(number, before, &mut words);
        }
        if words.is_empty() {
            return Clause::Nothing;
        }
        if !words.iter().any(|word| word.role.is_counted()) {
            // The days are all that is asked for.
            let dates = words.iter_mut().filter(|word| word.role == Role::Date);
            dates.for_each(|word| word.role = Role::Subject);
        }
        Clause::Words { words, fields }
    }

    fn word(&self, text: &str, form: Form, number: usize) -> Word {
        let mut weight = language::stopword_weight(&form.exact);
        let asks_for_latest = super::understand::asks_for_latest(&form.exact);
        let role = if self.titles.contains(&number) {
            Role::Title
        } else if weight < 1.0 || asks_for_latest {
            Role::Function
        } else if self.dates.contains(&number) {
            Role::Date
        } else {
            Role::Subject
        };
        if !role.is_telling() {
            weight = (weight * self.ranking.stopword.max(0.0)).min(1.0);
        }
        if asks_for_latest {
            weight = weight.min(ASKS_FOR_ORDER);
        }
        if role == Role::Title {
            weight = weight.min(TITLE);
        }
        let mut ways = Vec::with_capacity(2);
        if form.root.contains(' ') {
            ways.push(single(vec![term(Level::Exact, &form.exact)], 1.0));
            ways.push(Way {
                slots: phrase_slots(form.root.split(' '), Level::Root),
                weight: 1.0,
                is_guess: false,
                is_shared: false,
            });
        } else {
            let mut terms = vec![term(Level::Root, &form.root)];
            if form.light != form.root {
                terms.push(term(Level::Light, &form.light));
            }
            terms.push(term(Level::Exact, &form.exact));
            ways.push(single(terms, 1.0));
        }
        Word {
            text: text.to_owned(),
            weight,
            role,
            ways,
        }
    }

    /// Adds what extras know about the plain word just planned (`words[from..]`).
    fn extend(&mut self, number: usize, from: usize, words: &mut [Word]) {
        let extras = self.extras;
        for extra in extras.iter().filter(|extra| extra.words.contains(&number)) {
            let Some(word) = words[from..].first_mut() else {
                continue;
            };
            let weight = extra.weight
                * match extra.kind {
                    ExtraKind::Synonym => self.ranking.synonym,
                    ExtraKind::Spelling => self.ranking.near_spelling,
                };
            if weight <= 0.0 {
                continue;
            }
            let forms = forms_of(self.analyzer, &extra.text);
            // An expansion of several words stands for each of them: any of them is satisfied.
            let mut way = match forms.as_slice() {
                [] => continue,
                [form] if !form.root.contains(' ') => single(
                    vec![
                        term(Level::Root, &form.root),
                        term(Level::Exact, &form.exact),
                    ],
                    weight,
                ),
                forms => Way {
                    slots: root_slots(forms),
                    weight,
                    is_guess: false,
                    is_shared: false,
                },
            };
            way.is_guess = extra.kind == ExtraKind::Spelling;
            way.is_shared = extra.words.len() > 1;
            word.ways.push(way);
        }
    }

    /// Surface forms of a phrase side by side, and what its words are spelled as too.
    fn phrase_slots(&mut self, text: &str) -> Vec<Slot> {
        let first = self.next_word;
        self.next_word += wordings::words_in(text).count();
        let forms = self.forms(text);
        let mut slots = exact_slots(&forms);
        let numbers = first..self.next_word;
        let inside =
            |extra: &&Extra| extra.words.len() == 1 && numbers.contains(&extra.words.start);
        for extra in self.extras.iter().filter(inside) {
            let place = place_of_word(text, extra.words.start - first);
            let mut own = (forms.iter().zip(&mut slots)).filter(|(f, _)| place.contains(&f.start));
            if let ([other], Some((_, slot)), None) = (
                &*forms_of(self.analyzer, &extra.text),
                own.next(),
                own.next(),
            ) {
                slot.terms.push(term(Level::Exact, &other.exact));
            }
        }
        slots
    }

    /// A clause of roots, or one for each way to word them.
    fn reworded(&mut self, text: &str, clause: fn(Vec<String>) -> Clause) -> Clause {
        let words: Vec<&str> = wordings::words_in(text).collect();
        let first = self.next_word;
        self.next_word += words.len();
        let mut others = Vec::new();
        for extra in self.extras {
            if extra.words.start >= first && extra.words.end <= self.next_word {
                let range = extra.words.start - first..extra.words.end - first;
                others.push((range, extra.text.as_str()));
            }
        }
        let mut texts = wordings::rewordings(&words, &others);
        match texts.len() {
            1 => clause(self.roots(&texts.remove(0))),
            _ => Clause::Any {
                clauses: texts.iter().map(|text| clause(self.roots(text))).collect(),
            },
        }
    }

    /// What one side of `DEKAT` or `KALIMAT` may be. The parser lets nothing else stand there.
    fn passages(&mut self, node: &Node, found: &mut Vec<Passage>) {
        match node {
            Node::Words { words: nodes } | Node::Any { nodes } | Node::All { nodes } => {
                for node in nodes {
                    self.passages(node, found);
                }
            }
            Node::Word { text } => {
                let number = self.next_word;
                self.next_word += 1;
                found.extend(passage(root_slots(&self.forms(text)), 0));
                for extra in self.extras {
                    if extra.words == (number..number + 1) {
                        let forms = forms_of(self.analyzer, &extra.text);
                        found.extend(passage(root_slots(&forms), 0));
                    }
                }
            }
            Node::Exact { text } => found.extend(passage(exact_slots(&self.forms(text)), 0)),
            Node::Phrase { text, slop } => {
                let slots = self.phrase_slots(text);
                found.extend(passage(slots, *slop));
            }
            Node::Prefix { text } => match self.forms(text).as_slice() {
                [form] => found.push(Passage::Prefix {
                    prefix: form.exact.clone(),
                }),
                forms => found.extend(passage(exact_slots(forms), 0)),
            },
            _ => {}
        }
    }

    fn roots(&mut self, text: &str) -> Vec<String> {
        self.forms(text)
            .iter()
            .flat_map(|form| form.root.split(' ').map(str::to_owned))
            .collect()
    }

    fn forms(&mut self, text: &str) -> Vec<Form> {
        forms_of(self.analyzer, text)
    }
}

fn forms_of(analyzer: &mut Analyzer, text: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    analyzer.analyze(text, |token| {
        forms.push(Form {
            start: token.start,
            position: token.position,
            exact: token.exact.to_owned(),
            light: token.light.to_owned(),
            root: token.root.to_owned(),
        });
    });
    forms
}

fn term(level: Level, text: &str) -> Term {
    Term {
        level,
        text: text.to_owned(),
    }
}

fn single(terms: Vec<Term>, weight: f32) -> Way {
    Way {
        slots: vec![Slot { offset: 0, terms }],
        weight,
        is_guess: false,
        is_shared: false,
    }
}

fn phrase(slots: Vec<Slot>, slop: u32, fields: Fields) -> Clause {
    match slots.is_empty() {
        true => Clause::Nothing,
        false => Clause::Phrase {
            slots,
            slop,
            fields,
        },
    }
}

/// Slots of forms side by side, at the exact level.
fn exact_slots(forms: &[Form]) -> Vec<Slot> {
    let base = forms.first().map_or(0, |form| form.position);
    let slot = |form: &Form| Slot {
        offset: form.position - base,
        terms: vec![term(Level::Exact, &form.exact)],
    };
    forms.iter().map(slot).collect()
}

/// Where the word of this number stands in a text.
fn place_of_word(text: &str, number: usize) -> std::ops::Range<usize> {
    let mut place = 0..0;
    for word in wordings::words_in(text).take(number + 1) {
        let start = place.end + text[place.end..].find(word).unwrap_or(0);
        place = start..start + word.len();
    }
    place
}

fn passage(slots: Vec<Slot>, slop: u32) -> Option<Passage> {
    (!slots.is_empty()).then_some(Passage::Slots { slots, slop })
}

fn phrase_slots<'t>(parts: impl Iterator<Item = &'t str>, level: Level) -> Vec<Slot> {
    parts
        .enumerate()
        .map(|(offset, part)| Slot {
            offset: offset as u32,
            terms: vec![term(level, part)],
        })
        .collect()
}

/// Slots of forms side by side, at the root level.
fn root_slots(forms: &[Form]) -> Vec<Slot> {
    let base = forms.first().map_or(0, |form| form.position);
    let mut slots = Vec::new();
    for form in forms {
        for (part, text) in form.root.split(' ').enumerate() {
            slots.push(Slot {
                offset: form.position - base + part as u32,
                terms: vec![term(Level::Root, text)],
            });
        }
    }
    slots
}
