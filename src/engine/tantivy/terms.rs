//! An article's text, analysed once for everything that the index holds of it.

use std::ops::Range;

use super::{
    keys::KeyCounts,
    postings::{Mark, Postings},
};
use crate::{
    article::Article,
    language::{self, Analyzer},
    mining::quotes::Quote,
};

/// Positions left free between two texts of one zone, so that no phrase spans them.
const GAP: u32 = 1;

/// Reads articles. Its cache of words is worth keeping: one that starts empty is of little use.
#[derive(Debug, Default)]
pub struct Reader {
    analyzer: Analyzer,
    keys: KeyCounts,
    body: String,
}

impl Reader {
    /// Reads an article with its quotations, which are in reading order, and ends it. Gives the
    /// hashed roots that say what the article is about.
    pub fn read(
        &mut self,
        article: &Article,
        quotes: &[Quote],
        postings: &mut Postings,
    ) -> Vec<u32> {
        self.keys.clear();
        self.zone(0, std::iter::once(article.title.as_str()), &[], postings);
        // Bylines and keywords are found by plain words as well.
        let beside = article.authors.iter().chain(&article.tags);
        let summary = article.summary.iter().chain(beside).map(String::as_str);
        self.zone(1, summary, &[], postings);
        let mut body = std::mem::take(&mut self.body);
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
        self.zone(2, std::iter::once(body.as_str()), &spans, postings);
        self.body = body;
        let mut base = 0;
        for quote in quotes {
            if let Some(name) = quote.speaker_full.as_ref().or(quote.speaker.as_ref()) {
                let mut end = base;
                self.analyzer.analyze(name, |token| {
                    postings.speaker(base + token.position, &token);
                    end = base + token.position + 1 + token.root.matches(' ').count() as u32;
                });
                base = end + GAP;
            }
        }
        postings.end_article();
        self.keys.best()
    }

    fn zone<'a>(
        &mut self,
        zone: usize,
        texts: impl Iterator<Item = &'a str>,
        quotes: &[Range<usize>],
        postings: &mut Postings,
    ) {
        let Reader { analyzer, keys, .. } = self;
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
            analyzer.each(text, |token| {
                if open.is_some_and(|end| token.start >= end) {
                    postings.mark(zone, last, Mark::QuoteEnd);
                    open = None;
                }
                if ends.passed(token.start) {
                    postings.mark(zone, last, Mark::SentenceEnd);
                    ends.skip(token.start);
                }
                let position = base + token.position;
                while let Some(quote) = quotes.next_if(|quote| quote.start <= token.start) {
                    // A quotation without a word of its own opens nothing.
                    if token.start < quote.end {
                        postings.mark(zone, position, Mark::QuoteStart);
                        open = Some(quote.end);
                    }
                }
                let key;
                (last, key) = postings.word(zone, position, &token);
                keys.count(token.start, key);
            });
            if open.is_some() {
                postings.mark(zone, last, Mark::QuoteEnd);
            }
            base = last + 1 + GAP;
        }
    }
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
