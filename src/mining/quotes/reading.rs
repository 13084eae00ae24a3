//! An article cut into words and marks, once for everything that is asked of it.

use super::{
    known::Sieve,
    marks::{self, Span},
    starts_with_verb,
    tokens::{self, Token},
    words::Kinds,
};

/// A paragraph's words and quotation marks.
#[derive(Clone, Copy)]
pub struct Paragraph<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// The tokens with a capital, in order.
    pub capitals: &'a [usize],
    /// The tokens that are verbs of saying, or of a stance, in order.
    pub speaking: &'a [usize],
    pub spans: &'a [Span],
}

/// What was read in the paragraphs of an article, one after another.
#[derive(Default)]
pub struct Reading {
    pub tokens: Vec<Token>,
    capitals: Vec<usize>,
    speaking: Vec<usize>,
    spans: Vec<Span>,
    /// Which words are there in lower case.
    pub plain: Sieve,
    /// How much of each was there behind each paragraph.
    ends: Vec<[usize; 4]>,
}

impl Reading {
    pub fn read(body: &[String]) -> Self {
        let bytes: usize = body.iter().map(String::len).sum();
        let mut reading = Reading {
            // Words have about six letters, with the blank.
            tokens: Vec::with_capacity(bytes / 6),
            capitals: Vec::with_capacity(bytes / 24),
            ..Reading::default()
        };
        let mut signs = Vec::new();
        for text in body {
            signs.clear();
            let first = reading.tokens.len();
            tokens::tokens_and_signs(
                text,
                |t| {
                    let number = reading.tokens.len() - first;
                    reading.plain.add(&t);
                    if t.capital {
                        reading.capitals.push(number);
                    }
                    if t.is(Kinds::SPEECH.or(Kinds::STANCE)) {
                        reading.speaking.push(number);
                    }
                    reading.tokens.push(t);
                },
                |at, sign| signs.push((at, sign)),
            );
            marks::spans(text, &signs, &starts_with_verb, &mut reading.spans);
            reading.ends.push([
                reading.tokens.len(),
                reading.capitals.len(),
                reading.speaking.len(),
                reading.spans.len(),
            ]);
        }
        reading
    }

    pub fn paragraphs<'a>(&'a self, body: &'a [String]) -> Vec<Paragraph<'a>> {
        let mut from = [0; 4];
        body.iter()
            .zip(&self.ends)
            .map(|(text, &to)| {
                let [tokens, capitals, speaking, spans] = from;
                from = to;
                Paragraph {
                    text,
                    tokens: &self.tokens[tokens..to[0]],
                    capitals: &self.capitals[capitals..to[1]],
                    speaking: &self.speaking[speaking..to[2]],
                    spans: &self.spans[spans..to[3]],
                }
            })
            .collect()
    }
}

impl Paragraph<'_> {
    /// The token behind the run of capitals that starts at token `from`.
    pub fn run_end(&self, from: usize) -> usize {
        tokens::run_end(self.tokens, from)
    }
}
