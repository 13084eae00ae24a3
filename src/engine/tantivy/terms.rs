//! An article's text, analysed once for everything that the index holds of it.

use std::{cell::RefCell, ops::Range};

use super::{
    keys::KeyCounts,
    schema::{LIGHT_PREFIX, QUOTE_END, QUOTE_START, SENTENCE_END},
    stream::StreamWriter,
};
use crate::{
    article::Article,
    language::{self, Analyzer, Token},
    mining::quotes::Quote,
};

/// Positions left free between two texts of one zone, so that no phrase spans them.
const GAP: u32 = 1;

thread_local! {
    // Word caches live as long as their thread: one that starts empty would be of little use.
    static WORKSPACE: RefCell<Workspace> = RefCell::new(Workspace::default());
}

#[derive(Default)]
struct Workspace {
    analyzer: Analyzer,
    exact: StreamWriter,
    root: StreamWriter,
    keys: KeyCounts,
    body: String,
}

/// Receives what the analysis of an article yields.
pub trait Sink {
    /// The exact forms of a zone, and what of its roots and light forms differs from them.
    fn zone(&mut self, zone: usize, exact: &str, root: &str);
    /// The roots of the name of somebody who is quoted.
    fn speaker(&mut self, roots: &str);
    /// The hashed roots that say what the article is about.
    fn keys(&mut self, keys: &[u32]);
}

/// Analyses an article with its quotations, which are in reading order.
pub fn analyse(article: &Article, quotes: &[Quote], sink: &mut impl Sink) {
    WORKSPACE.with_borrow_mut(|workspace| {
        workspace.keys.clear();
        workspace.zone(0, std::iter::once(article.title.as_str()), &[], sink);
        // Bylines and keywords are found by plain words as well.
        let beside = article.authors.iter().chain(&article.tags);
        let summary = article.summary.iter().chain(beside).map(String::as_str);
        workspace.zone(1, summary, &[], sink);
        let mut body = std::mem::take(&mut workspace.body);
        body.clear();
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(quotes.len());
        let mut rest = quotes.iter().peekable();
        for (number, paragraph) in article.body.iter().enumerate() {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            while let Some(quote) = rest.next_if(|quote| quote.paragraph <= number) {
                let start = body.len() + quote.start;
                if spans.last().is_none_or(|before| before.end <= start) {
                    spans.push(start..body.len() + quote.end);
                }
            }
            body.push_str(paragraph);
        }
        workspace.zone(2, std::iter::once(body.as_str()), &spans, sink);
        workspace.body = body;
        sink.keys(workspace.keys.best());
        for quote in quotes {
            if let Some(name) = quote.speaker_full.as_ref().or(quote.speaker.as_ref()) {
                workspace.roots(name);
                sink.speaker(workspace.root.text());
            }
        }
    });
}

impl Workspace {
    fn zone<'a>(
        &mut self,
        zone: usize,
        texts: impl Iterator<Item = &'a str>,
        quotes: &[Range<usize>],
        sink: &mut impl Sink,
    ) {
        let Workspace {
            analyzer,
            exact,
            root,
            keys,
            ..
        } = self;
        exact.clear();
        root.clear();
        let mut base = 0;
        for (number, text) in texts.enumerate() {
            let title = zone == 0;
            // What stands beside the summary says who wrote, not what about.
            let counted = if zone == 1 && number > 0 {
                0
            } else {
                text.len()
            };
            keys.start(title, counted);
            let sentences = (zone == 2).then(|| language::sentences(text));
            let mut ends = Ends::new(sentences.map(|ranges| ranges.map(|range| range.end)));
            let mut last = base;
            let mut quotes = quotes.iter().peekable();
            let mut open: Option<usize> = None;
            analyzer.analyze(text, |token| {
                if open.is_some_and(|end| token.start >= end) {
                    root.push(last, &[QUOTE_END]);
                    open = None;
                }
                if ends.passed(token.start) {
                    root.push(last, &[SENTENCE_END]);
                    ends.skip(token.start);
                }
                let position = base + token.position;
                while let Some(quote) = quotes.next_if(|quote| quote.start <= token.start) {
                    // A quotation without a word of its own opens nothing.
                    if token.start < quote.end {
                        root.push(position, &[QUOTE_START]);
                        open = Some(quote.end);
                    }
                }
                exact.push(position, &[token.exact]);
                last = different(root, position, &token);
                keys.token(&token);
            });
            if open.is_some() {
                root.push(last, &[QUOTE_END]);
            }
            base = last + 1 + GAP;
        }
        sink.zone(zone, exact.text(), root.text());
    }

    fn roots(&mut self, text: &str) {
        let root = &mut self.root;
        root.clear();
        self.analyzer.analyze(text, |token| {
            for (position, part) in (token.position..).zip(token.root.split(' ')) {
                root.push(position, &[part]);
            }
        });
    }
}

/// Adds the light form and the root where they are not what the exact form says already, and
/// gives the last position that the token fills.
fn different(root: &mut StreamWriter, position: u32, token: &Token<'_>) -> u32 {
    if token.has_light() {
        root.push(position, &[LIGHT_PREFIX, token.light]);
    }
    let mut last = position;
    if !token.is_root() {
        for (at, part) in (position..).zip(token.root.split(' ')) {
            root.push(at, &[part]);
            last = at;
        }
    }
    last
}

/// The ends of a text's sentences, met in order.
struct Ends<I> {
    ends: Option<I>,
    next: Option<usize>,
}

impl<I: Iterator<Item = usize>> Ends<I> {
    fn new(mut ends: Option<I>) -> Self {
        let next = ends.as_mut().and_then(Iterator::next);
        Ends { ends, next }
    }

    fn passed(&self, start: usize) -> bool {
        self.next.is_some_and(|end| start >= end)
    }

    fn skip(&mut self, start: usize) {
        while self.passed(start) {
            self.next = self.ends.as_mut().and_then(Iterator::next);
        }
    }
}
