//! From a query tree to a clause: every word becomes its terms at the three levels.

use crate::{
    article::day_number,
    engine::{Clause, Fields, Level, Slot, Term, Way, Word, plan::DayRange},
    language::{self, Analyzer},
    query::{Node, Query},
    search::Ranking,
};

/// What is known beyond the query's own words; each names query words by their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The plain words, in the order of [`Query::words`], that it stands for.
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

/// Turns query trees into clauses.
pub struct Planner<'a> {
    analyzer: &'a mut Analyzer,
    ranking: &'a Ranking,
    extras: &'a [Extra],
    /// Number of the next plain word.
    next_word: usize,
}

/// One analysed token, owned.
struct Form {
    position: u32,
    exact: String,
    light: String,
    root: String,
}

impl<'a> Planner<'a> {
    /// A planner for one query.
    pub fn new(analyzer: &'a mut Analyzer, ranking: &'a Ranking, extras: &'a [Extra]) -> Self {
        Planner {
            analyzer,
            ranking,
            extras,
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
            Node::Exact { text } => self.exact(text, 0, fields),
            Node::Phrase { text, slop } => self.exact(text, *slop, fields),
            Node::Prefix { text } => {
                let forms = self.forms(text);
                // A cut word may look like another word's inflection; only its letters count.
                match forms.first() {
                    Some(form) if forms.len() == 1 => Clause::Prefix {
                        prefix: form.exact.clone(),
                        fields,
                    },
                    Some(_) => self.exact(text, 0, fields),
                    None => Clause::Nothing,
                }
            }
            Node::Near {
                left,
                right,
                distance,
            } => match (self.slot(left, 0), self.slot(right, 1)) {
                (Some(left), Some(right)) => Clause::Phrase {
                    slots: vec![left, right],
                    slop: distance.saturating_sub(1),
                    ordered: false,
                    fields,
                },
                _ => self.both(left, right, fields),
            },
            Node::Sentence { left, right } => match (self.slot(left, 0), self.slot(right, 0)) {
                (Some(left), Some(right)) => Clause::Sentence { left, right },
                _ => self.both(left, right, fields),
            },
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
            Node::Speaker { name } => Clause::Speaker {
                terms: self.roots(name),
            },
            Node::Quoted { inner } => {
                let mut text = String::new();
                words_of(inner, &mut text);
                Clause::Quoted {
                    terms: self.roots(&text),
                }
            }
            Node::All { nodes } => Clause::All {
                clauses: self.nodes(nodes, fields),
            },
            Node::Any { nodes } => Clause::Any {
                clauses: self.nodes(nodes, fields),
            },
            Node::Not { inner } => Clause::Not {
                clause: Box::new(self.node(inner, fields)),
            },
        }
    }

    fn nodes(&mut self, nodes: &[Node], fields: Fields) -> Vec<Clause> {
        nodes.iter().map(|node| self.node(node, fields)).collect()
    }

    /// What operators of two words mean when a side is more than a word.
    fn both(&mut self, left: &Node, right: &Node, fields: Fields) -> Clause {
        Clause::All {
            clauses: vec![self.node(left, fields), self.node(right, fields)],
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
                words.push(self.word(text, form));
            }
            self.extend(number, before, &mut words);
        }
        if words.is_empty() {
            return Clause::Nothing;
        }
        Clause::Words { words, fields }
    }

    fn word(&self, text: &str, form: Form) -> Word {
        let mut weight = language::stopword_weight(&form.exact);
        let asks_for_latest = super::understand::asks_for_latest(&form.exact);
        let optional = weight < 1.0 || asks_for_latest;
        if optional {
            weight = (weight * self.ranking.stopword.max(0.0)).min(1.0);
        }
        if asks_for_latest {
            weight = weight.min(ASKS_FOR_ORDER);
        }
        let mut ways = Vec::with_capacity(2);
        if form.root.contains(' ') {
            ways.push(single(vec![term(Level::Exact, &form.exact)], 1.0));
            ways.push(Way {
                slots: phrase_slots(form.root.split(' '), Level::Root),
                weight: 1.0,
                is_guess: false,
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
            optional,
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
                },
            };
            way.is_guess = extra.kind == ExtraKind::Spelling;
            word.ways.push(way);
        }
    }

    /// Surface forms side by side.
    fn exact(&mut self, text: &str, slop: u32, fields: Fields) -> Clause {
        let forms = self.forms(text);
        let Some(first) = forms.first() else {
            return Clause::Nothing;
        };
        let base = first.position;
        let slots = forms
            .iter()
            .map(|form| Slot {
                offset: form.position - base,
                terms: vec![term(Level::Exact, &form.exact)],
            })
            .collect();
        Clause::Phrase {
            slots,
            slop,
            ordered: true,
            fields,
        }
    }

    /// The one slot that a word or an exact word fills.
    fn slot(&mut self, node: &Node, offset: u32) -> Option<Slot> {
        match node {
            Node::Words { words } => match words.as_slice() {
                [word] => self.slot(word, offset),
                _ => None,
            },
            Node::Word { text } => {
                self.next_word += 1;
                let forms = self.forms(text);
                match forms.as_slice() {
                    [form] if !form.root.contains(' ') => Some(Slot {
                        offset,
                        terms: vec![term(Level::Root, &form.root)],
                    }),
                    _ => {
                        self.next_word -= 1;
                        None
                    }
                }
            }
            Node::Exact { text } | Node::Phrase { text, .. } => {
                let forms = self.forms(text);
                match forms.as_slice() {
                    [form] => Some(Slot {
                        offset,
                        terms: vec![term(Level::Exact, &form.exact)],
                    }),
                    _ => None,
                }
            }
            _ => None,
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
    }
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

/// The text of the words below a node.
fn words_of(node: &Node, text: &mut String) {
    match node {
        Node::Word { text: word } | Node::Exact { text: word } | Node::Prefix { text: word } => {
            text.push_str(word);
            text.push(' ');
        }
        Node::Phrase { text: words, .. } => {
            text.push_str(words);
            text.push(' ');
        }
        Node::Words { words: nodes } | Node::All { nodes } | Node::Any { nodes } => {
            for node in nodes {
                words_of(node, text);
            }
        }
        Node::In { inner, .. } | Node::Quoted { inner } => words_of(inner, text),
        _ => {}
    }
}
