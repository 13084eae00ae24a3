//! Snippets: the sentences that say most about the query, marked in the forms in which the
//! words stand in the text, never cut inside a word or a name.

use super::{
    Snippet,
    highlight::{Highlighter, Mark, within},
};
use crate::{
    engine::Place,
    language::{self, Analyzer},
};

/// Later sentences lose this share of their weight each, so that the lead wins ties.
const LATER: f32 = 0.01;
/// A second fragment must bring at least this share of the best one's new weight.
const SECOND: f32 = 0.3;
/// Bodies are searched for snippets this far, in bytes; a bound, not a habit.
const MOST_BYTES: usize = 200_000;

/// A text with its marks as HTML: escaped, matched words in `<mark>`.
pub fn marked_html(text: &str, marks: &[(usize, usize)]) -> String {
    let mut html = String::with_capacity(text.len() + marks.len() * 13 + 16);
    let mut from = 0;
    for &(start, end) in marks {
        escape(&text[from..start], &mut html);
        html.push_str("<mark>");
        escape(&text[start..end], &mut html);
        html.push_str("</mark>");
        from = end;
    }
    escape(&text[from..], &mut html);
    html
}

/// Appends text with the five special characters of HTML escaped.
pub fn escape(text: &str, html: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(entity);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}

/// The marked title.
pub fn title_html(highlighter: &mut Highlighter, analyzer: &mut Analyzer, title: &str) -> String {
    let marks = highlighter.marks(analyzer, title);
    let ranges: Vec<(usize, usize)> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
    marked_html(title, &ranges)
}

/// A sentence of one paragraph.
struct Sentence<'t> {
    text: &'t str,
    order: usize,
    /// Its matches, once it was read.
    marks: Option<Vec<Mark>>,
    /// The query words in it, ascending: those marked or, before it is read, those promised.
    words: Vec<u32>,
    /// How many words are marked (or promised).
    times: usize,
}

impl Sentence<'_> {
    fn set_marks(&mut self, marks: Vec<Mark>) {
        self.words.clear();
        self.words.extend(marks.iter().map(|mark| mark.word));
        self.words.sort_unstable();
        self.words.dedup();
        self.times = marks.len();
        self.marks = Some(marks);
    }

    /// The weight of the distinct words that are not yet seen.
    fn gain(&self, highlighter: &Highlighter, seen: &[u32]) -> f32 {
        let unseen = self.words.iter().filter(|word| !seen.contains(word));
        let weight: f32 = unseen.map(|&word| highlighter.weight(word)).sum();
        let repeats = self.times.saturating_sub(self.words.len()).min(5) as f32;
        (weight + 0.02 * repeats) * (1.0 - LATER * self.order.min(50) as f32)
    }
}

/// The sentences in which words stand, and the query words behind each of their terms: see
/// [`crate::engine::Place`].
type Placed<'p> = (&'p [Place], &'p [Vec<u32>]);

/// The best one or two fragments of a body, at most `most_chars` characters together. Without
/// `places` the body is read from the start, until a sentence holds everything.
pub fn snippets(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    body: &[String],
    summary: Option<&str>,
    places: Option<Placed<'_>>,
    most_chars: usize,
) -> Vec<Snippet> {
    let mut found = match places {
        Some(places) => at_places(highlighter, body, places),
        None => Vec::new(),
    };
    let mut best = pick(highlighter, analyzer, &mut found, &[], None);
    // Places that bring nothing are of a body that was read otherwise; no word may get lost so.
    if best.is_none() && places.is_none_or(|(places, _)| !places.is_empty()) {
        found = read_all(highlighter, analyzer, body.iter().map(String::as_str));
        best = pick(highlighter, analyzer, &mut found, &[], None);
    }
    if best.is_none() {
        found = read_all(highlighter, analyzer, summary.into_iter());
        best = pick(highlighter, analyzer, &mut found, &[], None);
    }
    match best {
        Some(best) => choose(highlighter, analyzer, &mut found, best, most_chars),
        None => {
            let first = body.iter().find(|text| !text.trim().is_empty());
            let first = first.map(String::as_str).or(summary);
            let start = first.map(|text| fragment(text, &[], most_chars));
            start.into_iter().collect()
        }
    }
}

/// The sentences at the given places, unread, up to one that promises all words: nothing
/// further down can say more.
fn at_places<'t>(
    highlighter: &Highlighter,
    body: &'t [String],
    (places, words): Placed<'_>,
) -> Vec<Sentence<'t>> {
    let mut found: Vec<Sentence<'_>> = Vec::with_capacity(places.len());
    let mut places = places.iter().peekable();
    let mut ordinal = 0;
    let sentences = body
        .iter()
        .flat_map(|paragraph| language::sentences(paragraph).map(|range| &paragraph[range]));
    for text in sentences {
        let Some(&&next) = places.peek() else { break };
        if !text.contains(char::is_alphanumeric) {
            // Holds no word, so it was not counted.
            continue;
        }
        if ordinal == next.sentence {
            places.next();
            let here = |&number: &usize| next.terms & (1 << number) != 0;
            let mut promised: Vec<u32> = (0..words.len())
                .filter(here)
                .flat_map(|number| words[number].iter().copied())
                .collect();
            promised.sort_unstable();
            promised.dedup();
            let whole = highlighter.are_all(&promised);
            found.push(Sentence {
                text,
                order: found.len(),
                marks: None,
                words: promised,
                times: next.times as usize,
            });
            if whole {
                break;
            }
        }
        ordinal += 1;
    }
    found
}

/// All sentences with a match, up to one that holds everything.
fn read_all<'t>(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    paragraphs: impl Iterator<Item = &'t str>,
) -> Vec<Sentence<'t>> {
    let mut found: Vec<Sentence<'_>> = Vec::new();
    let mut read = 0;
    for paragraph in paragraphs {
        if read > MOST_BYTES {
            break;
        }
        read += paragraph.len();
        let marks = highlighter.marks(analyzer, paragraph);
        let mut marks = marks.as_slice();
        if marks.is_empty() {
            continue;
        }
        for range in language::sentences(paragraph) {
            let inside = marks.partition_point(|mark| mark.start < range.end);
            let (these, later) = marks.split_at(inside);
            marks = later;
            if these.is_empty() {
                continue;
            }
            let marks = within(these, &range);
            let mut sentence = Sentence {
                text: &paragraph[range],
                order: found.len(),
                marks: None,
                words: Vec::new(),
                times: 0,
            };
            sentence.set_marks(marks);
            let whole = highlighter.are_all(&sentence.words);
            found.push(sentence);
            if whole {
                return found;
            }
        }
    }
    found
}

/// The fragments that say most.
fn choose(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    sentences: &mut [Sentence<'_>],
    (best, best_gain): (usize, f32),
    most_chars: usize,
) -> Vec<Snippet> {
    let best_length = sentences[best].text.chars().count();
    let mut chosen = vec![best];
    if best_length < most_chars * 3 / 4 {
        let seen = sentences[best].words.clone();
        if let Some((second, gain)) = pick(highlighter, analyzer, sentences, &seen, Some(best))
            && gain >= SECOND * best_gain
        {
            chosen.push(second);
        }
    }
    chosen.sort_by_key(|&at| sentences[at].order);
    let share = most_chars / chosen.len();
    chosen
        .into_iter()
        .map(|at| {
            let sentence = &sentences[at];
            // What a short first fragment leaves is the second one's.
            let length = if at == best {
                share.max(best_length.min(most_chars))
            } else {
                most_chars.saturating_sub(best_length).max(share / 2)
            };
            let marks = sentence.marks.as_deref().unwrap_or_default();
            fragment(sentence.text, marks, length)
        })
        .collect()
}

/// The sentence with the most weight of distinct words that are not yet seen, and its gain.
/// Sentences are read in the order of what they promise, until one keeps it.
fn pick(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    sentences: &mut [Sentence<'_>],
    seen: &[u32],
    not: Option<usize>,
) -> Option<(usize, f32)> {
    loop {
        let mut best: Option<(usize, f32)> = None;
        for (at, sentence) in sentences.iter().enumerate() {
            if Some(at) == not || sentence.words.is_empty() {
                continue;
            }
            let gain = sentence.gain(highlighter, seen);
            if best.is_none_or(|(_, most)| gain > most) {
                best = Some((at, gain));
            }
        }
        let sentence = &mut sentences[best?.0];
        if sentence.marks.is_some() {
            return best;
        }
        let marks = highlighter.marks(analyzer, sentence.text);
        sentence.set_marks(marks);
    }
}

/// Cuts a text to about `most_chars` characters around its marks, at word boundaries and not
/// between the words of a capitalised name.
pub fn fragment(text: &str, marks: &[Mark], most_chars: usize) -> Snippet {
    let text = text.trim_end();
    let total = text.chars().count();
    let (mut start, mut end) = (0, text.len());
    if total > most_chars {
        // The window that holds the most distinct words, starting a little before the first.
        let anchor = densest(text, marks, most_chars);
        let lead = most_chars / 5;
        start = boundary_before(text, back(text, anchor, lead));
        end = forward(text, start, most_chars);
        if end < text.len() {
            end = cut_before(text, start, end);
        } else {
            start = boundary_before(text, back(text, text.len(), most_chars));
        }
    }
    let inside: Vec<(usize, usize)> = marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= end)
        .map(|mark| (mark.start - start, mark.end - start))
        .collect();
    let cut = text[start..end].trim_end();
    let mut shown = String::with_capacity(cut.len() + 6);
    let mut shift = 0;
    if start > 0 {
        shown.push('…');
        shift = '…'.len_utf8();
    }
    shown.push_str(cut);
    if end < text.len() {
        shown.push('…');
    }
    let marks: Vec<(usize, usize)> = inside
        .into_iter()
        .map(|(from, to)| (from + shift, to + shift))
        .collect();
    Snippet {
        html: marked_html(&shown, &marks),
        text: shown,
        marks,
        speaker: None,
    }
}

fn densest(text: &str, marks: &[Mark], most_chars: usize) -> usize {
    let mut best = (0, 0);
    for (at, mark) in marks.iter().enumerate() {
        let end = forward(text, mark.start, most_chars * 4 / 5);
        let mut words: Vec<u32> = marks[at..]
            .iter()
            .take_while(|other| other.end <= end)
            .map(|other| other.word)
            .collect();
        words.sort_unstable();
        words.dedup();
        if words.len() > best.0 {
            best = (words.len(), mark.start);
        }
    }
    best.1
}

/// The byte offset `chars` characters before `from`.
fn back(text: &str, from: usize, chars: usize) -> usize {
    text[..from]
        .char_indices()
        .rev()
        .nth(chars.saturating_sub(1))
        .map_or(0, |(at, _)| at)
}

/// The byte offset `chars` characters after `from`.
fn forward(text: &str, from: usize, chars: usize) -> usize {
    text[from..]
        .char_indices()
        .nth(chars)
        .map_or(text.len(), |(at, _)| from + at)
}

/// The start of the word at or after `from`, moved before a name that it would cut.
fn boundary_before(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let Some(space) = text[from..].find(' ') else {
        return from;
    };
    let mut start = from + space + 1;
    // Inside a name: begin with its first word.
    while capital(&text[start..]) {
        let before = text[..start - 1].rfind(' ').map_or(0, |at| at + 1);
        if !capital(&text[before..]) || text[before..start].contains([',', '.']) || before == 0 {
            break;
        }
        start = before;
    }
    start
}

/// The end of the last whole word before `end`, moved before a name that it would cut.
fn cut_before(text: &str, start: usize, end: usize) -> usize {
    let mut cut = match text[start..end].rfind(' ') {
        Some(space) => start + space,
        None => return end,
    };
    let floor = start + (end - start) / 2;
    loop {
        let next_is_name = capital(text[cut..].trim_start());
        let Some(previous) = text[start..cut].rfind(' ').map(|at| start + at) else {
            return cut;
        };
        if !(next_is_name && capital(&text[previous + 1..])) || previous < floor {
            return cut;
        }
        cut = previous;
    }
}

fn capital(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}
