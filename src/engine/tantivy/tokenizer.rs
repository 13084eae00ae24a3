//! The analyzer as tantivy tokenizers: one emits exact forms, one roots and light forms.

use std::cell::RefCell;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::{EXACT, LIGHT_PREFIX, ROOT, ROOT_SHORT, SENTENCE_END};
use crate::language::{self, Analyzer};

thread_local! {
    // The indexing threads' word caches: tantivy clones tokenizers for every segment, and a
    // cache that starts empty each time would be of little use.
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::new());
}

/// Registers the tokenizers under the names that the schema uses.
pub fn register(manager: &TokenizerManager) {
    manager.register(EXACT, WartaTokenizer::new(Emit::Exact));
    manager.register(ROOT, WartaTokenizer::new(Emit::RootAndSentences));
    manager.register(ROOT_SHORT, WartaTokenizer::new(Emit::Root));
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Emit {
    Exact,
    Root,
    RootAndSentences,
}

/// Analyses a whole text at once into a reused buffer, then streams it.
#[derive(Debug, Clone)]
struct WartaTokenizer {
    emit: Emit,
    terms: String,
    /// End of the term in `terms`, position, byte offsets in the text.
    marks: Vec<(u32, u32, u32, u32)>,
    token: Token,
}

impl WartaTokenizer {
    fn new(emit: Emit) -> Self {
        WartaTokenizer {
            emit,
            terms: String::new(),
            marks: Vec::new(),
            token: Token::default(),
        }
    }

    fn push(&mut self, position: u32, start: usize, end: usize) {
        let term_end = self.terms.len() as u32;
        self.marks
            .push((term_end, position, start as u32, end as u32));
    }

    fn fill(&mut self, text: &str) {
        self.terms.clear();
        self.marks.clear();
        let mut sentence_ends = match self.emit {
            Emit::RootAndSentences => Some(language::sentences(text).map(|range| range.end)),
            _ => None,
        };
        let mut next_end = sentence_ends.as_mut().and_then(Iterator::next);
        let mut last = 0u32;
        ANALYZER.with_borrow_mut(|analyzer| {
            analyzer.analyze(text, |token| {
                while let Some(end) = next_end
                    && token.start >= end
                {
                    self.terms.push_str(SENTENCE_END);
                    self.push(last, end, end);
                    next_end = sentence_ends.as_mut().and_then(Iterator::next);
                }
                last = token.position;
                if self.emit == Emit::Exact {
                    self.terms.push_str(token.exact);
                    self.push(token.position, token.start, token.end);
                    return;
                }
                for (position, part) in (token.position..).zip(token.root.split(' ')) {
                    self.terms.push_str(part);
                    self.push(position, token.start, token.end);
                }
                if token.light != token.root {
                    self.terms.push(LIGHT_PREFIX);
                    self.terms.push_str(token.light);
                    self.push(token.position, token.start, token.end);
                }
            })
        });
    }
}

impl Tokenizer for WartaTokenizer {
    type TokenStream<'a> = WartaStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WartaStream<'a> {
        self.fill(text);
        WartaStream {
            terms: &self.terms,
            marks: &self.marks,
            token: &mut self.token,
            next: 0,
            start: 0,
        }
    }
}

struct WartaStream<'a> {
    terms: &'a str,
    marks: &'a [(u32, u32, u32, u32)],
    token: &'a mut Token,
    next: usize,
    start: usize,
}

impl TokenStream for WartaStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position, from, to)) = self.marks.get(self.next) else {
            return false;
        };
        self.token.text.clear();
        self.token
            .text
            .push_str(&self.terms[self.start..end as usize]);
        self.token.position = position as usize;
        self.token.offset_from = from as usize;
        self.token.offset_to = to as usize;
        self.token.position_length = 1;
        self.start = end as usize;
        self.next += 1;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
