//! Snippets: the sentences that say most about the query, marked in the forms in which the
//! words stand in the text, never cut inside a word or a name.

use super::{
    Snippet,
    highlight::{Highlighter, Mark},
};
use crate::language::{self, Analyzer};

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

/// A sentence of one paragraph with its matches.
struct Sentence<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    order: usize,
}

/// The best one or two fragments of a body, at most `most_chars` characters together. `places`
/// are the sentences with a match as [`crate::engine::Candidate::sentences`] gives them; without
/// them the body is read from the start, until a sentence holds everything.
pub fn snippets(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    body: &[String],
    summary: Option<&str>,
    places: Option<&[u32]>,
    most_chars: usize,
) -> Vec<Snippet> {
    let mut found = match places {
        Some(places) => read_places(highlighter, analyzer, body, places),
        None => Vec::new(),
    };
    // Places that bring nothing are of a body that was read otherwise; no word may get lost so.
    if found.is_empty() && places.is_none_or(|places| !places.is_empty()) {
        read_all(
            highlighter,
            analyzer,
            body.iter().map(String::as_str),
            &mut found,
        );
    }
    if found.is_empty() {
        read_all(highlighter, analyzer, summary.into_iter(), &mut found);
    }
    let first = body.iter().find(|text| !text.trim().is_empty());
    choose(
        highlighter,
        &found,
        first.map(String::as_str).or(summary),
        most_chars,
    )
}

/// The sentences at the given places, with their matches.
fn read_places<'t>(
    highlighter: &mut Highlighter,
    analyzer: &mut Analyzer,
    body: &'t [String],
    places: &[u32],
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
        if ordinal == next {
            places.next();
            let marks = highlighter.marks(analyzer, text);
            let whole = highlighter.all_in(&marks);
            if !marks.is_empty() {
                found.push(Sentence {
                    text,
                    marks,
                    order: found.len(),
                });
            }
            if whole {
                // Nothing further down can say more.
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
    found: &mut Vec<Sentence<'t>>,
) {
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
            let marks: Vec<Mark> = these
                .iter()
                .filter(|mark| mark.start >= range.start && mark.end <= range.end)
                .map(|mark| Mark {
                    start: mark.start - range.start,
                    end: mark.end - range.start,
                    word: mark.word,
                })
                .collect();
            let whole = highlighter.all_in(&marks);
            found.push(Sentence {
                text: &paragraph[range],
                marks,
                order: found.len(),
            });
            if whole {
                return;
            }
        }
    }
}

/// The fragments that say most; the start of the text when no sentence has a match.
fn choose(
    highlighter: &Highlighter,
    sentences: &[Sentence<'_>],
    first: Option<&str>,
    most_chars: usize,
) -> Vec<Snippet> {
    if sentences.is_empty() {
        return first
            .map(|text| vec![fragment(text, &[], most_chars)])
            .unwrap_or_default();
    }
    let (best, best_gain) = pick(highlighter, sentences, &[], None);
    let best_length = sentences[best].text.chars().count();
    let mut chosen = vec![best];
    if best_length < most_chars * 3 / 4 {
        let seen: Vec<u32> = sentences[best].marks.iter().map(|mark| mark.word).collect();
        let (second, gain) = pick(highlighter, sentences, &seen, Some(best));
        if second != best && gain >= SECOND * best_gain {
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
            fragment(sentence.text, &sentence.marks, length)
        })
        .collect()
}

/// The sentence with the most weight of distinct words that are not yet seen.
fn pick(
    highlighter: &Highlighter,
    sentences: &[Sentence<'_>],
    seen: &[u32],
    not: Option<usize>,
) -> (usize, f32) {
    let mut best = (not.unwrap_or(0), f32::MIN);
    for (at, sentence) in sentences.iter().enumerate() {
        if Some(at) == not {
            continue;
        }
        let mut words: Vec<u32> = sentence.marks.iter().map(|mark| mark.word).collect();
        words.sort_unstable();
        words.dedup();
        let weight: f32 = words
            .iter()
            .filter(|word| !seen.contains(word))
            .map(|&word| highlighter.weight(word))
            .sum();
        let repeats = (sentence.marks.len() - words.len().min(sentence.marks.len())) as f32;
        let gain =
            (weight + 0.02 * repeats.min(5.0)) * (1.0 - LATER * sentence.order.min(50) as f32);
        if gain > best.1 {
            best = (at, gain);
        }
    }
    best
}

/// Cuts a text to about `most_chars` characters around its marks, at word boundaries and not
/// between the words of a capitalised name.
fn fragment(text: &str, marks: &[Mark], most_chars: usize) -> Snippet {
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
