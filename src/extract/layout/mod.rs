//! Where things stand on a page, given only its lines of text: headline, dateline, section,
//! byline, body. Used for text pages, and for what an HTML page shows but does not state.
//!
//! A page is read by its dateline: of all moments on it, the article's is the one that text
//! follows. The headline stands beside it; the body follows both.

mod body;
mod reflow;
mod sections;
mod tags;
mod words;
mod writers;

use super::{
    clean,
    dateline::{self, Context, Dateline},
    fields,
};

pub(super) use body::{Story, Tail, story};
pub(super) use sections::{is_known_section, masthead, section};
use words::*;
pub(super) use words::{ends_body, is_caption, is_lead, is_sentence, lead_source};
use writers::*;

/// A line of a page, cleaned; empty lines are left out.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its number in the source, from 1.
    pub number: usize,
    /// Its text.
    pub text: String,
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let lines = reflow::lines(text);
    numbered(lines.iter().map(|(number, line)| (*number, line.as_ref())))
}

/// Lines with the numbers that they have in their source.
pub(super) fn numbered<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<Line> {
    /// "Penulis" on one line and ": Siti Rahma" on the next are cells of one row.
    const MAX_LABEL: usize = 20;
    let mut kept: Vec<Line> = Vec::new();
    for (number, line) in lines {
        let text = clean::line(line);
        match kept.last_mut() {
            Some(label) if text.starts_with(':') && label.text.len() <= MAX_LABEL => {
                label.text.push_str(&text);
            }
            _ if text.is_empty() => {}
            _ => kept.push(Line {
                number,
                text: text.into_owned(),
            }),
        }
    }
    kept
}

/// Where the headline and the dateline stand, as indexes into the lines.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub headline: Option<usize>,
    pub dateline: Option<(usize, Dateline)>,
    /// A moment that says it is the last change.
    pub updated: Option<(usize, Dateline)>,
    /// The date that was wrong, where a line looked like the dateline.
    pub error: Option<(usize, dateline::DateError)>,
}

impl Place {
    /// The first line that can be body.
    pub fn after(&self) -> usize {
        let headline = self.headline.map_or(0, |at| at + 1);
        let dateline = self.dateline.as_ref().map_or(0, |(at, _)| at + 1);
        headline.max(dateline)
    }
}

/// How far a dateline may stand from its headline, in lines: after it and before it.
const REACH_AFTER: usize = 12;
const REACH_BEFORE: usize = 4;

/// Finds headline and dateline. `title` is what the page says its title is, if it says so.
pub(super) fn locate(lines: &[Line], title: Option<&str>, context: Context<'_>) -> Place {
    let moments = moments(lines, context);
    let mut place = Place::default();
    let hint = title
        .map(str::to_owned)
        .or_else(|| title_from_first_line(lines));
    let mut headlines = hint
        .as_deref()
        .map(|hint| occurrences(lines, hint))
        .unwrap_or_default();
    // An office's name on the first line stands again in the footer, over its address.
    if title.is_none() {
        let last = lines.iter().rposition(|line| is_sentence(&line.text));
        headlines.retain(|at| Some(*at) < last);
    }

    if headlines.is_empty() {
        let best = moments
            .iter()
            .map(|moment| (body_after(lines, &moments, moment.at), moment))
            .filter(|(body, _)| *body > 0)
            .max_by_key(|(body, moment)| (body + credit(moment), std::cmp::Reverse(moment.at)));
        match best {
            Some((_, moment)) => {
                place.headline = headline_beside(lines, moment.at);
                take(&mut place, &moments, moment, lines);
            }
            None => place.headline = headline_without_dateline(lines),
        }
    } else {
        let best = headlines
            .iter()
            .flat_map(|headline| {
                let from = moments.partition_point(|moment| moment.at + REACH_BEFORE < *headline);
                let near = moments[from..].iter();
                near.take_while(move |moment| moment.at <= headline + REACH_AFTER)
                    .map(move |moment| (*headline, moment))
            })
            .max_by_key(|(headline, moment)| {
                let distance = headline.abs_diff(moment.at);
                let body = body_after(lines, &moments, *(headline.max(&moment.at)));
                (
                    body.min(2_000)
                        + credit(moment)
                        + 20 * (REACH_AFTER - distance.min(REACH_AFTER)),
                    std::cmp::Reverse(*headline),
                )
            });
        match best {
            Some((headline, moment)) => {
                place.headline = Some(headline);
                take(&mut place, &moments, moment, lines);
            }
            None => {
                place.headline = headlines
                    .iter()
                    .copied()
                    .max_by_key(|at| (body_after(lines, &moments, *at), std::cmp::Reverse(*at)));
            }
        }
    }
    place
}

/// A moment that stands alone on its line, or the error that it is.
struct Found {
    at: usize,
    dateline: Result<Dateline, dateline::DateError>,
}

fn moments(lines: &[Line], context: Context<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        // Relative to today a year-less "(3/5)" in running text says nothing about this page.
        for dateline in dateline::find_all(&line.text, context) {
            match dateline {
                Ok(dateline)
                    if (dateline::is_dateline(&line.text, &dateline)
                        || says_posted(&line.text))
                        && !is_sentence(&line.text)
                        && (dateline.has_time
                            || states_year(&line.text[dateline.range.clone()])
                            || line.text.len() <= 40) =>
                {
                    found.push(Found {
                        at,
                        dateline: Ok(dateline),
                    });
                }
                Err(error) if line.text.len() <= 60 => found.push(Found {
                    at,
                    dateline: Err(error),
                }),
                _ => {}
            }
        }
    }
    found
}

fn states_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|window| window.iter().all(u8::is_ascii_digit))
}

/// What a moment's own words say for it: a time and a zone make a dateline.
fn credit(moment: &Found) -> usize {
    match &moment.dateline {
        Ok(dateline) => usize::from(dateline.has_time) * 200 + usize::from(dateline.has_zone) * 100,
        Err(_) => 0,
    }
}

fn take(place: &mut Place, moments: &[Found], chosen: &Found, lines: &[Line]) {
    match &chosen.dateline {
        Err(error) => place.error = Some((chosen.at, error.clone())),
        Ok(dateline) if dateline.is_update => {
            place.updated = Some((chosen.at, dateline.clone()));
            place.dateline = Some((chosen.at, dateline.clone()));
        }
        Ok(dateline) => place.dateline = Some((chosen.at, dateline.clone())),
    }
    // A page that states two moments side by side says when it was published and changed.
    for other in moments {
        let Ok(dateline) = &other.dateline else {
            continue;
        };
        if other.at.abs_diff(chosen.at) > 1 || lines.get(other.at).is_none() {
            continue;
        }
        if dateline.is_update {
            place.updated = Some((other.at, dateline.clone()));
        } else if place
            .dateline
            .as_ref()
            .is_some_and(|(_, taken)| taken.is_update)
        {
            place.dateline = Some((other.at, dateline.clone()));
        }
    }
}

/// Bytes of running text after a line, up to the next moment.
fn body_after(lines: &[Line], moments: &[Found], at: usize) -> usize {
    /// A long menu between dateline and text does not come; a long article does.
    const REACH: usize = 60;
    let next = moments.partition_point(|moment| moment.at <= at + 1);
    let until = moments.get(next).map(|moment| moment.at);
    let until = until.unwrap_or(lines.len()).min(at + 1 + REACH);
    // Buttons, counters and credits stand between a dateline and its text, too.
    let above = |line: &&Line| {
        let text = line.text.as_str();
        is_caption(text)
            || stands_above(text)
            || !is_sentence(text) && !is_lead(text) && !ends_body(text)
    };
    lines[(at + 1).min(until)..until]
        .iter()
        .skip_while(above)
        .take_while(|line| !ends_body(&line.text))
        .filter(|line| is_sentence(&line.text))
        .map(|line| line.text.len())
        .sum()
}

/// Saved pages begin with their `<title>`: believed if a later line repeats it.
fn title_from_first_line(lines: &[Line]) -> Option<String> {
    /// A site's name has fewer words and stands again in the page's head.
    const MIN_WORDS: usize = 4;
    let first = lines
        .first()
        .filter(|first| first.text.split(' ').count() >= MIN_WORDS)?;
    (first.text.len() >= 15 && occurrences(&lines[1..], &first.text).len() == 1
        || occurrences(&lines[1..], &first.text).len() > 1)
        .then(|| first.text.clone())
}

/// The lines that are the title, or that the title begins with before its site's name.
pub(super) fn occurrences(lines: &[Line], title: &str) -> Vec<usize> {
    let title = clean::line(title).to_lowercase();
    let matches = |line: &str| {
        let line = line.to_lowercase();
        line == title
            || line.chars().count() >= 12
                && title.strip_prefix(&line).is_some_and(|rest| {
                    rest.trim_start()
                        .starts_with(['|', '-', ':', '–', '—', '·', '»', '~'])
                })
    };
    let found: Vec<usize> = (0..lines.len())
        .filter(|at| matches(&lines[*at].text))
        .collect();
    // The first line is the page's own title when the headline stands again further down.
    match found.as_slice() {
        [0, rest @ ..] if !rest.is_empty() => rest.to_vec(),
        _ => found,
    }
}

/// The headline beside a dateline on a page that does not name its title.
fn headline_beside(lines: &[Line], dateline: usize) -> Option<usize> {
    const REACH: usize = 6;
    let near: Vec<usize> = (0..dateline)
        .rev()
        .filter(|at| !is_share_target(&lines[*at].text))
        .take(REACH)
        .collect();
    let before = near.iter().copied();
    let good = |at: &usize| {
        let text = &lines[*at].text;
        is_title(text)
            && !is_byline(text)
            && desk_byline(text).is_none()
            && !says_posted(text)
            && !is_picture_label(at.checked_sub(1).map_or("", |before| &lines[before].text))
    };
    let long = |at: &usize| good(at) && lines[*at].text.split(' ').count() >= 4;
    // A standfirst is written as a sentence, the headline over it in capitals.
    let under_a_title = |at: usize| {
        let above = at.checked_sub(1)?;
        // "Logo Header Harian Sukamaju" is the page's.
        let is_headline = long(&above)
            && is_title_case(&lines[above].text)
            && lines[above].text.split(' ').count() > 4;
        // "Siti Rahma Dewi, Harian" under a headline.
        let is_credit = long(&above) && signed(lines, at).is_some();
        (is_headline && !is_title_case(&lines[at].text) || is_credit).then_some(above)
    };
    before
        .clone()
        .find(long)
        .map(|at| under_a_title(at).unwrap_or(at))
        .or_else(|| {
            // Dateline first, headline under it: text must follow the headline.
            (dateline + 1..lines.len().min(dateline + 4)).find(|at| {
                long(at)
                    && lines
                        .get(at + 1..)
                        .is_some_and(|rest| rest.iter().take(6).any(|line| is_sentence(&line.text)))
            })
        })
        .or_else(|| {
            before
                .clone()
                .find(|at| good(at) && lines[*at].text.contains(' '))
        })
        .or_else(|| before.clone().find(good))
}

/// The headline of a page without a date: the last title before the first running text.
fn headline_without_dateline(lines: &[Line]) -> Option<usize> {
    let first_sentence = lines.iter().position(|line| is_sentence(&line.text))?;
    let is_writer = |at: usize| {
        let next = lines.get(at + 1);
        is_person(&lines[at].text) && next.is_some_and(|next| says_ago(&next.text))
    };
    let before = (0..first_sentence)
        .rev()
        .take(8)
        .filter(|at| !is_writer(*at));
    before
        .clone()
        .find(|at| is_title(&lines[*at].text) && lines[*at].text.split(' ').count() >= 4)
        .or_else(|| before.clone().find(|at| is_title(&lines[*at].text)))
}

/// What stands on the dateline's line beside the moment.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// "… WIB | LAPORAN: SITI RAHMA".
    pub reporter: Vec<String>,
    /// "Siti Rahma | Jumat, …" or "Kabar Kita - 01/05/2024, …": a writer, or the publisher when
    /// another line names the writer.
    pub name: Option<String>,
    /// "Harian.com - 01/05/2024, 09:38 WIB".
    pub host: Option<String>,
}

/// Reads what stands beside a moment.
pub(super) fn beside_moment(line: &str, dateline: &Dateline) -> Beside {
    let edge = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '|' | '-' | '–' | '—' | ',' | '/' | '•' | '·' | '(' | ')' | ':'
            )
    };
    let before = &line[..dateline.range.start];
    let after = &line[dateline.range.end..];
    let mut beside = Beside::default();
    for piece in [before, after].into_iter().flat_map(|part| part.split('|')) {
        let piece = piece.trim_matches(edge);
        // "Siti Rahma , Jurnalis".
        let piece = match piece.rsplit_once(',') {
            Some((name, role)) if is_role(role.trim()) => name.trim_end(),
            _ => piece,
        };
        if piece.is_empty() || is_time_label(piece) {
            continue;
        }
        if let Some(name) = byline(piece) {
            beside.reporter = fields::authors(name);
        } else if !piece.contains(' ') && piece.contains('.') {
            beside.host = fields::source_name(piece);
        } else if is_person(piece) && beside.name.is_none() {
            beside.name = Some(piece.to_owned());
        }
    }
    beside
}

/// The publisher that a saved page's first line, its `<title>`, names after the headline.
pub(super) fn title_suffix<'a>(title: &'a str, headline: &str) -> Option<&'a str> {
    const MAX_NAME: usize = 40;
    let rest = title
        .get(..headline.len())
        .filter(|head| head.eq_ignore_ascii_case(headline));
    let rest = title[rest?.len()..].trim();
    let name = rest
        .trim_start_matches(['-', '|', '–', '—', ':', '·', '»'])
        .trim();
    let is_name = name.len() < rest.len()
        && (3..=MAX_NAME).contains(&name.len())
        && !name.contains([':', '|', '»', ',']);
    is_name.then_some(name)
}

/// Whether a line names who wrote the story, with a label.
pub(super) fn is_byline(line: &str) -> bool {
    byline(line).is_some()
}

#[cfg(test)]
mod tests;
