//! The body of a story among the lines after its headline and dateline.

use super::{Line, Place, tags, words::*, writers::*};
use crate::extract::{
    clean,
    dateline::{self, Context},
    fields,
};

/// The story that a page's lines hold.
#[derive(Debug, Default)]
pub(in super::super) struct Story {
    /// Its paragraphs, cleaned.
    pub paragraphs: Vec<String>,
    /// Who wrote it and the line that says so, when a line near it does.
    pub byline: Option<(Vec<String>, usize)>,
    /// The publisher that the dateline names.
    pub publisher: Option<String>,
    /// One sentence between headline and lead that is no caption.
    pub standfirst: Option<String>,
    /// Its keywords, when the page lists them under it.
    pub tags: Vec<String>,
    /// The lines of the body, first and last.
    pub lines: Option<(usize, usize)>,
    /// The line of the picture's caption, when one was left out.
    pub caption: Option<usize>,
}

/// How many lines may stand between dateline and body (share buttons, byline, caption).
const MAX_PREAMBLE: usize = 40;

/// Longest entry of an enumeration that the sentence before it announces, in bytes.
const MAX_LISTED: usize = 160;

/// Longest keyword, in bytes.
const MAX_KEYWORD: usize = 30;

/// A last line that is longer and no headline is text without its full stop, in bytes.
const MIN_UNFINISHED: usize = 100;

/// What is done with short lines after the last running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Tail {
    /// They are the story's, unless a list of other stories follows: in an element that holds
    /// the story.
    Keep,
    /// They are the story's if they read like it: on a page of text.
    Page,
    /// They are the page's: buttons, keywords, links.
    Drop,
}

/// Collects the story after a place.
pub(in super::super) fn story(
    lines: &[Line],
    place: &Place,
    tail: Tail,
    context: Context<'_>,
) -> Story {
    let mut story = Story::default();
    let start = place.after();
    let beside = place
        .dateline
        .as_ref()
        .map(|(at, dateline)| (*at, super::beside_moment(&lines[*at].text, dateline)));
    if let Some((at, beside)) = &beside
        && !beside.reporter.is_empty()
    {
        story.byline = Some((beside.reporter.clone(), lines[*at].number));
    }
    preamble_byline(lines, place, &mut story);
    if let Some((at, beside)) = beside {
        story.publisher = beside.host;
        if let Some(name) = beside.name {
            // Where another line names the writer, this is who published it.
            if story.byline.is_none() {
                story.byline = Some((fields::authors(&name), lines[at].number));
            } else if story.byline.as_ref().is_none_or(|(names, _)| {
                !fields::authors(&name).iter().any(|it| names.contains(it))
            }) {
                story.publisher = story.publisher.or(Some(name));
            }
        }
    }
    let Some(first) = first_line(lines, start, &mut story) else {
        return story;
    };
    if let Some(text) = between(lines, place) {
        story.standfirst = Some(text.to_owned());
    }

    let mut kept: Vec<&Line> = Vec::new();
    // Short lines are subheadings if text follows, and the beginning of a list if not.
    let mut pending: Vec<&Line> = Vec::new();
    let mut ended = tail == Tail::Drop;
    let mut at = first;
    while let Some(line) = lines.get(at) {
        let text = line.text.as_str();
        at += 1;
        if let Some(name) = byline(text) {
            let names = fields::authors(name);
            if story.byline.is_none() && !names.is_empty() {
                story.byline = Some((names, line.number));
            }
            continue;
        }
        if let Some(links) = links_behind(lines, at - 1) {
            // What stands before them is no subheading of what follows.
            pending.retain(|line| is_short_sentence(&line.text));
            at += links;
            continue;
        }
        let closes = is_editor(text) || clean::is_code(text) || is_next_page(text);
        if closes && texts_behind(lines, at - 1) >= 2 {
            continue;
        }
        if closes || ends_body(text) || is_about_the_writer(text) && !kept.is_empty() {
            if is_inner_list(lines, at - 1) {
                pending.retain(|line| is_short_sentence(&line.text));
                continue;
            }
            tags::take(&lines[at - 1..], &mut story);
            if closes && story.tags.is_empty() {
                tags::take_unheaded(&lines[at..], &mut story);
            }
            late_byline(&lines[at..], &mut story);
            ended = true;
            break;
        }
        if is_other_story(text, context) && !kept.is_empty() {
            // Its headline stands before it.
            ended = true;
            break;
        }
        if clean::is_marker(text) || !kept.is_empty() && is_inline_caption(text) && !is_item(text) {
            continue;
        }
        // Keywords without a heading; what follows them is the page's.
        let is_keyword = |text: &str| {
            text.len() <= MAX_KEYWORD
                && text.starts_with(char::is_lowercase)
                && !text.ends_with(['.', ';', ',', ':'])
        };
        if tail == Tail::Page
            && is_keyword(text)
            && pending.last().is_some_and(|line| is_keyword(&line.text))
            && kept.last().is_some_and(|line| !line.text.ends_with(':'))
            && texts_behind(lines, at - 1) < 2
        {
            pending.pop();
            tags::take_unheaded(&lines[at - 2..], &mut story);
            ended = true;
            break;
        }
        if is_sentence(text) || is_lead(text) {
            kept.append(&mut pending);
            kept.push(line);
        } else {
            pending.push(line);
        }
    }
    signature(&mut pending, &mut story);
    if story.tags.is_empty() {
        let hashtags = pending.iter().filter_map(|line| tags::hashtag(&line.text));
        story.tags = fields::tags(hashtags);
    }
    pending.retain(|line| tags::hashtag(&line.text).is_none());
    if ended || tail == Tail::Page {
        // Of what stands between the last text and the lists only enumerations and short
        // sentences are the story's.
        let mut announced = kept.last().is_some_and(|line| line.text.ends_with(':'));
        let belongs = |(at, line): &(usize, &&Line)| {
            let text = line.text.as_str();
            // "Hasil panen:", and its items.
            let is_item_behind = |by: usize| {
                let line = pending.get(at + by);
                line.is_some_and(|line| is_item(&line.text))
            };
            // "Klasemen Sementara", and at least two items.
            let is_heading = text.len() <= MAX_KEYWORD && is_item_behind(2);
            let announces = is_item_behind(1) && (text.ends_with(':') || is_heading);
            announced |= announces;
            announces
                || is_item(text)
                || is_short_sentence(text)
                || text.len() >= MIN_UNFINISHED && !is_title_case(text)
                || announced && text.len() <= MAX_LISTED
        };
        let listed = pending.iter().enumerate().take_while(belongs).count();
        pending.truncate(listed);
    }
    kept.append(&mut pending);
    story.lines = kept
        .first()
        .zip(kept.last())
        .map(|(first, last)| (first.number, last.number));
    let body = clean::paragraphs(kept.iter().map(|line| line.text.as_str()));
    story.paragraphs = body.paragraphs;
    if story.byline.is_none()
        && let Some(name) = body.byline
    {
        let names = fields::authors(&name);
        if !names.is_empty() {
            story.byline = Some((names, kept.last().map_or(0, |line| line.number)));
        }
    }
    story
}

/// The first line of the body: the one that opens like a story, else the first running text
/// that is no caption.
fn first_line(lines: &[Line], start: usize, story: &mut Story) -> Option<usize> {
    let until = lines.len().min(start + MAX_PREAMBLE);
    let range = start.min(until)..until;
    /// A lead stands within the first lines or is a sentence of the text.
    const LEAD_WITHIN: usize = 30;
    let lead = range.clone().take(LEAD_WITHIN).find(|at| {
        // "HARIAN.COM - Warga memanen cabai. (Istimewa)" over the lead is a caption.
        let next = lines.iter().skip(at + 1).take(3);
        is_lead(&lines[*at].text)
            && !(is_caption(&lines[*at].text)
                && lines[*at].text.ends_with([')', ']'])
                && next.clone().any(|line| is_lead(&line.text) || is_sentence(&line.text)))
            // "PANEN - Petani memanen cabai, Rabu.", and the lead names the publisher.
            && !(lead_source(&lines[*at].text).is_none()
                && next.into_iter().any(|line| lead_source(&line.text).is_some()))
    });
    let text = range.clone().find(|at| is_sentence(&lines[*at].text));
    let first = match (lead, text) {
        (Some(lead), Some(text)) if text < lead => {
            let before: Vec<usize> = (text..lead)
                .filter(|at| is_sentence(&lines[*at].text) && !is_caption(&lines[*at].text))
                // A picture's text and its caption are often the same.
                .filter(|at| {
                    lines
                        .get(at + 1)
                        .is_none_or(|next| next.text != lines[*at].text)
                })
                // The photographer stands under a caption.
                .filter(|at| {
                    let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
                    !is_caption(next) || is_sentence(next) || is_lead(next)
                })
                .collect();
            match before.as_slice() {
                // Captions, or buttons and links, which end like sentences by chance.
                [] => lead,
                [one] => {
                    story.standfirst = Some(lines[*one].text.clone());
                    lead
                }
                // Text that only looks like a lead stands in the middle of text.
                _ => text,
            }
        }
        (Some(lead), _) => lead,
        (None, Some(text)) => match standfirst_end(lines, text) {
            Some(behind) => {
                story.standfirst = Some(lines[text].text.clone());
                behind
            }
            None => text,
        },
        (None, None) => {
            // A notice of one short line.
            return range.clone().find(|at| {
                let text = &lines[*at].text;
                text.split(' ').count() >= 5 && text.ends_with('.') && !is_caption(text)
            });
        }
    };
    if let Some(caption) = (start..first).find(|at| is_caption(&lines[*at].text)) {
        story.caption = Some(lines[caption].number);
    }
    // The first text may itself be the caption; then the next one is the beginning.
    let another = |after: usize| {
        (after + 1..lines.len().min(after + 6)).find(|at| is_sentence(&lines[*at].text))
    };
    let opens = is_lead(&lines[first].text);
    match another(first) {
        Some(next) if !opens && is_caption(&lines[first].text) => {
            story.caption = Some(lines[first].number);
            Some(next)
        }
        _ => Some(first),
    }
}

/// A sentence between headline and dateline.
fn between<'l>(lines: &'l [Line], place: &Place) -> Option<&'l str> {
    let (headline, dateline) = (place.headline?, place.dateline.as_ref()?.0);
    let lines = lines.get(headline + 1..dateline)?;
    let is_standfirst =
        |line: &&Line| is_sentence(&line.text) && !is_caption(&line.text) && !is_lead(&line.text);
    lines
        .iter()
        .find(is_standfirst)
        .map(|line| line.text.as_str())
}

/// Where the text begins after a sentence under which the writer stands.
fn standfirst_end(lines: &[Line], sentence: usize) -> Option<usize> {
    let writer = lines.get(sentence + 1)?;
    let is_standfirst = byline(&writer.text).is_some()
        && !is_caption(&lines[sentence].text)
        && texts_behind(lines, sentence + 1) >= 2;
    let begin = || (sentence + 2..lines.len()).find(|at| is_sentence(&lines[*at].text));
    is_standfirst.then(begin).flatten()
}

/// Whether a heading stands inside the text ("Baca juga" and links, then the story goes on).
fn is_inner_list(lines: &[Line], at: usize) -> bool {
    let heading = lines[at].text.to_lowercase();
    let heading = heading.trim_end_matches([':', ' ']);
    let can_be_inner = matches!(
        heading,
        "baca juga"
            | "baca selengkapnya"
            | "simak juga"
            | "lihat juga"
            | "foto"
            | "video"
            | "share"
            | "bagikan"
            | "update"
    );
    can_be_inner && texts_behind(lines, at) >= 2
}

/// How much running text comes soon after a line, before anything that ends the story.
fn texts_behind(lines: &[Line], at: usize) -> usize {
    // Buttons and the word "video" stand inside stories; lists of stories stand after them.
    const LOOK: usize = 8;
    lines[at + 1..]
        .iter()
        .take(LOOK)
        .take_while(|line| !ends_body(&line.text))
        .filter(|line| is_sentence(&line.text))
        .count()
}

/// How many lines behind "Baca juga:" are its headlines, when the story goes on after them.
fn links_behind(lines: &[Line], at: usize) -> Option<usize> {
    /// Shorter lines may be subheadings.
    const MIN_HEADLINE: usize = 35;
    const MAX_LINKS: usize = 4;
    let heading = lines[at].text.to_lowercase();
    let invites = matches!(
        heading.trim_matches([':', ' ', '-', '>']),
        "baca juga"
            | "simak juga"
            | "lihat juga"
            | "baca lagi"
            | "pilihan redaksi"
            | "pilihan editor"
            | "baca selengkapnya"
            | "berita lainnya"
            | "read also"
    );
    if !invites {
        return None;
    }
    let ends = |text: &str| text.ends_with(['.', '"', '”']);
    let behind = &lines[at + 1..];
    let links = behind
        .iter()
        .take(MAX_LINKS)
        .enumerate()
        .take_while(|(index, line)| {
            let text = line.text.as_str();
            !ends(text)
                && !ends_body(text)
                && !clean::is_marker(text)
                && !is_lead(text)
                && (*index == 0 || text.len() >= MIN_HEADLINE && is_title_case(text))
        })
        .count();
    let goes_on = behind
        .get(links)
        .is_some_and(|line| is_sentence(&line.text) && ends(&line.text));
    (goes_on || texts_behind(lines, at + links) >= 2).then_some(links)
}

/// "Halaman Selanjutnya": its first sentence stands under it as a bait.
fn is_next_page(text: &str) -> bool {
    text.eq_ignore_ascii_case("halaman selanjutnya")
        || text.eq_ignore_ascii_case("halaman berikutnya")
}

/// A moment on a line of its own: the list of other stories has begun.
fn is_other_story(text: &str, context: Context<'_>) -> bool {
    !is_sentence(text)
        && dateline::find(text, context)
            .and_then(Result::ok)
            .is_some_and(|found| found.has_time && dateline::is_dateline(text, &found))
}

/// A name in capitals that closes a story ("DINI TEJA").
fn signature(pending: &mut Vec<&Line>, story: &mut Story) {
    let Some(line) = pending.first() else { return };
    let is_shouted = line.text.chars().all(|character| !character.is_lowercase());
    let is_dashed = line
        .text
        .split(['|', '/'])
        .all(|part| is_person(part.trim()));
    if is_shouted && is_dashed {
        if story.byline.is_none() {
            story.byline = Some((fields::authors(&line.text), line.number));
        }
        pending.remove(0);
    }
}

/// An item of an enumeration.
fn is_item(text: &str) -> bool {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = rest.len() < text.len() && rest.starts_with(['.', ')']) && rest.len() > 3;
    numbered || text.starts_with(['•', '–', '*']) || text.starts_with("- ")
}
