//! What is shown of hits of `siapa:` and `kutipan:`: the quotation itself.

use std::ops::Range;

use super::{
    Snippet,
    highlight::{Highlighter, Mark, within},
    snippet::fragment,
};
use crate::{
    article::Article,
    engine::Clause,
    language::{self, Analyzer},
    mining::quotes::{Quote, quotes},
};

/// Words beside the quotation count this share of those in it.
const BESIDE: f32 = 0.1;

/// The quotations that a query asks for.
#[derive(Debug, Default)]
pub struct Quoted<'c> {
    /// Roots of the names, any of which may be the speaker's. None: whoever speaks.
    speakers: Vec<&'c [String]>,
    /// Whether words are wanted in the quotation.
    has_words: bool,
}

/// The sentences of a paragraph in which a quotation stands.
struct Passage<'t> {
    paragraph: &'t str,
    quote: Quote,
    marks: Vec<Mark>,
    /// Bytes of each sentence.
    sentences: Vec<Range<usize>>,
    /// The sentence that says most, and how much it says.
    best: usize,
    gain: f32,
}

impl<'c> Quoted<'c> {
    /// What a plan asks for; `None` when it does not ask for quotations.
    pub fn of(clause: Option<&'c Clause>) -> Option<Self> {
        let mut quoted = Quoted::default();
        quoted.add(clause?);
        (quoted.has_words || !quoted.speakers.is_empty()).then_some(quoted)
    }

    fn add(&mut self, clause: &'c Clause) {
        match clause {
            Clause::Speaker { terms } => self.speakers.push(terms),
            Clause::Quoted { .. } | Clause::QuotedPhrase { .. } => self.has_words = true,
            Clause::All { clauses } | Clause::Any { clauses } => {
                clauses.iter().for_each(|clause| self.add(clause));
            }
            _ => {}
        }
    }

    /// The sentences of a wanted quotation that say most about the query, with the name of who
    /// said them; `None` when the article holds no such quotation. Reads the article's
    /// quotations, which takes a good part of a millisecond for a long one.
    pub fn snippet(
        &self,
        highlighter: &mut Highlighter,
        analyzer: &mut Analyzer,
        article: &Article,
        most_chars: usize,
    ) -> Option<Snippet> {
        let mut best: Option<Passage<'_>> = None;
        for quote in quotes(article) {
            if !self.is_by(analyzer, &quote) {
                continue;
            }
            let paragraph = article.body.get(quote.paragraph)?;
            let marks = highlighter.marks(analyzer, paragraph);
            let passage = Passage::new(highlighter, marks, paragraph, quote);
            if let Some(passage) = passage
                && best.as_ref().is_none_or(|best| passage.gain > best.gain)
            {
                best = Some(passage);
            }
        }
        // A quotation by anybody that holds none of the words was not what was found.
        let best = best.filter(|best| !self.speakers.is_empty() || best.holds_words())?;
        let mut shown = best.shown(most_chars);
        shown.speaker = best.quote.speaker_full.or(best.quote.speaker);
        Some(shown)
    }

    fn is_by(&self, analyzer: &mut Analyzer, quote: &Quote) -> bool {
        if self.speakers.is_empty() {
            return true;
        }
        // As the index has it.
        let Some(name) = quote.speaker_full.as_ref().or(quote.speaker.as_ref()) else {
            return false;
        };
        let mut roots: Vec<String> = Vec::new();
        analyzer.analyze(name, |token| {
            roots.extend(token.root.split(' ').map(str::to_owned));
        });
        let is_name = |terms: &&[String]| terms.iter().all(|term| roots.contains(term));
        self.speakers.iter().any(is_name)
    }
}

impl<'t> Passage<'t> {
    fn new(
        highlighter: &Highlighter,
        marks: Vec<Mark>,
        paragraph: &'t str,
        quote: Quote,
    ) -> Option<Self> {
        let is_said = |range: &Range<usize>| {
            let said = range.start.max(quote.start)..range.end.min(quote.end);
            let said = paragraph.get(said);
            said.is_some_and(|said| said.contains(char::is_alphanumeric))
        };
        let sentences: Vec<Range<usize>> = language::sentences(paragraph).filter(is_said).collect();
        let mut best: Option<(usize, f32)> = None;
        for (at, range) in sentences.iter().enumerate() {
            let gain = gain(highlighter, &within(&marks, range), range.start, &quote);
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((at, gain));
            }
        }
        let (best, gain) = best?;
        Some(Passage {
            paragraph,
            quote,
            marks,
            sentences,
            best,
            gain,
        })
    }

    fn holds_words(&self) -> bool {
        self.marks
            .iter()
            .any(|mark| is_inside(mark, 0, &self.quote))
    }

    /// The best sentence and those around it in the quotation, as far as there is room.
    fn shown(&self, most_chars: usize) -> Snippet {
        let (mut first, mut last) = (self.best, self.best);
        let range =
            |first: usize, last: usize| self.sentences[first].start..self.sentences[last].end;
        let fits = |range: Range<usize>| self.paragraph[range].chars().count() <= most_chars;
        while last + 1 < self.sentences.len() && fits(range(first, last + 1)) {
            last += 1;
        }
        while first > 0 && fits(range(first - 1, last)) {
            first -= 1;
        }
        let mut range = range(first, last);
        if !fits(range.clone()) {
            // What was said and its marks, without what stands around.
            let (before, rest) = self.paragraph.split_at(self.quote.start);
            let behind = &rest[self.quote.end - self.quote.start..];
            let mark = |beside: Option<char>| beside.map_or(0, char::len_utf8);
            let start = self.quote.start - mark(before.chars().next_back());
            let end = self.quote.end + mark(behind.chars().next());
            range = range.start.max(start)..range.end.min(end);
        }
        fragment(
            &self.paragraph[range.clone()],
            &within(&self.marks, &range),
            most_chars,
        )
    }
}

/// Whether a mark, counted from `base`, stands in the quotation.
fn is_inside(mark: &Mark, base: usize, quote: &Quote) -> bool {
    base + mark.start >= quote.start && base + mark.end <= quote.end
}

/// The weight of the distinct words of a sentence that starts at `base`.
fn gain(highlighter: &Highlighter, marks: &[Mark], base: usize, quote: &Quote) -> f32 {
    let mut words: Vec<(u32, bool)> = marks
        .iter()
        .map(|mark| (mark.word, !is_inside(mark, base, quote)))
        .collect();
    words.sort_unstable();
    words.dedup_by_key(|(word, _)| *word);
    let weight = |(word, beside): &(u32, bool)| {
        highlighter.weight(*word) * if *beside { BESIDE } else { 1.0 }
    };
    words.iter().map(weight).sum()
}
