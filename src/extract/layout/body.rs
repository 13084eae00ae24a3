//! The body of a story among the lines after its headline and dateline.

use super::{Line, Place, words::*};
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

/// What is done with short lines after the last running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Tail {
    /// They are the story's, unless a list of other stories follows.
    Keep,
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
            } else {
                story.publisher = story.publisher.or(Some(name));
            }
        }
    }
    let Some(first) = first_line(lines, start, &mut story) else {
        return story;
    };

    let mut kept: Vec<&Line> = Vec::new();
    // Short lines are subheadings if text follows, and the beginning of a list if not.
    let mut pending: Vec<&Line> = Vec::new();
    let mut ended = tail == Tail::Drop;
    for (offset, line) in lines[first..].iter().enumerate() {
        let text = line.text.as_str();
        if let Some(name) = byline(text) {
            let names = fields::authors(name);
            if story.byline.is_none() && !names.is_empty() {
                story.byline = Some((names, line.number));
            }
            continue;
        }
        if ends_body(text) {
            if is_inner_list(lines, first + offset) {
                pending.clear();
                continue;
            }
            take_tags(lines, first + offset, &mut story);
            late_byline(&lines[first + offset + 1..], &mut story);
            ended = true;
            break;
        }
        if is_other_story(text, context) && !kept.is_empty() {
            // Its headline stands before it.
            ended = true;
            break;
        }
        if clean::is_marker(text) {
            continue;
        }
        if is_sentence(text) || is_lead(text) {
            kept.append(&mut pending);
            kept.push(line);
        } else {
            pending.push(line);
        }
    }
    signature(&mut pending, &mut story);
    if ended {
        // Of what stands between the last text and the lists only enumerations are the story's.
        let listed = pending
            .iter()
            .take_while(|line| is_item(&line.text))
            .count();
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

/// Bylines between headline and dateline and before the body: first those with a label.
fn preamble_byline(lines: &[Line], place: &Place, story: &mut Story) {
    /// A byline stands within the first lines after headline and dateline.
    const REACH: usize = 8;
    if story.byline.is_some() {
        return;
    }
    let from = place.headline.map_or(0, |at| at + 1);
    let until = lines.len().min(place.after() + REACH);
    let preamble = &lines[from.min(until)..until];
    let ends = |line: &Line| is_sentence(&line.text) || is_lead(&line.text);
    let preamble = &preamble[..preamble.iter().position(ends).unwrap_or(preamble.len())];
    let labelled = |lines: &[Line]| {
        lines.iter().enumerate().find_map(|(at, line)| {
            let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
            named(labelled_name(&line.text, next)?, line)
        })
    };
    // Dateline, writer, headline: some pages put all of it above.
    let above = || {
        let (dateline, headline) = (place.dateline.as_ref()?.0, place.headline?);
        labelled(lines.get(dateline + 1..headline)?)
    };
    // A name alone, or with the desk's name, before the text.
    let alone = || {
        let before_dateline = place.dateline.as_ref().map_or(0, |(at, _)| *at);
        (from..until.min(before_dateline)).find_map(|at| {
            let line = &lines[at];
            let is_name = is_person(&line.text) && !is_caption(&line.text);
            named(Some(line.text.as_str()).filter(|_| is_name)?, line)
        })
    };
    let with_desk = || {
        preamble
            .iter()
            .find_map(|line| named(desk_byline(&line.text)?, line))
    };
    story.byline = labelled(preamble)
        .or_else(above)
        .or_else(with_desk)
        .or_else(alone);
}

fn named(text: &str, line: &Line) -> Option<(Vec<String>, usize)> {
    let names = fields::authors(text);
    (!names.is_empty()).then_some((names, line.number))
}

/// The name on a labelled line: "Penulis: Siti Rahma", or with the label on the line before or
/// after it.
fn labelled_name<'a>(text: &'a str, next: &'a str) -> Option<&'a str> {
    let is_role = |text: &str| {
        matches!(
            text.trim_end_matches(',').to_lowercase().as_str(),
            "jurnalis" | "reporter" | "penulis" | "tim redaksi" | "wartawan" | "kontributor"
        )
    };
    let next_name = next.trim_end_matches(',');
    if let Some(name) = byline(text) {
        Some(name)
    } else if is_role(text) && is_person(next_name) {
        Some(next_name)
    } else if is_person(text.trim_end_matches(',')) && is_role(next) {
        Some(text.trim_end_matches(','))
    } else {
        None
    }
}

/// The first line of the body: the one that opens like a story, else the first running text
/// that is no caption.
fn first_line(lines: &[Line], start: usize, story: &mut Story) -> Option<usize> {
    let until = lines.len().min(start + MAX_PREAMBLE);
    let range = start.min(until)..until;
    /// A lead stands within the first lines or is a sentence of the text.
    const LEAD_WITHIN: usize = 30;
    let lead = range
        .clone()
        .take(LEAD_WITHIN)
        .find(|at| is_lead(&lines[*at].text));
    let text = range.clone().find(|at| is_sentence(&lines[*at].text));
    let first = match (lead, text) {
        (Some(lead), Some(text)) if text < lead => {
            let before: Vec<usize> = (text..lead)
                .filter(|at| is_sentence(&lines[*at].text) && !is_caption(&lines[*at].text))
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
        (None, Some(text)) => text,
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
    // Buttons and the word "video" stand inside stories; lists of stories stand after them.
    const LOOK: usize = 8;
    let next: Vec<&Line> = lines[at + 1..].iter().take(LOOK).collect();
    let ended = next
        .iter()
        .position(|line| ends_body(&line.text))
        .unwrap_or(next.len());
    let texts = next[..ended]
        .iter()
        .filter(|line| is_sentence(&line.text))
        .count();
    can_be_inner && texts >= 2
}

/// A moment on a line of its own: the list of other stories has begun.
fn is_other_story(text: &str, context: Context<'_>) -> bool {
    !is_sentence(text)
        && dateline::find(text, context)
            .and_then(Result::ok)
            .is_some_and(|found| found.has_time && dateline::is_dateline(text, &found))
}

/// Keywords listed under the story.
fn take_tags(lines: &[Line], at: usize, story: &mut Story) {
    const MAX_TAGS: usize = 15;
    const KEYWORDS: &str = "kata kunci";
    let heading = lines[at].text.as_str();
    let heading = match heading.get(..KEYWORDS.len()) {
        // One word, as the other labels are.
        Some(label) if label.eq_ignore_ascii_case(KEYWORDS) => {
            let rest = &heading[KEYWORDS.len()..];
            &format!(
                "tag{}",
                rest.trim_start_matches([' ', '/'])
                    .trim_start_matches("Tags")
            )
        }
        _ => heading,
    };
    let lower = heading.to_lowercase();
    if !(lower.starts_with("tag") || lower.starts_with("topik")) {
        return;
    }
    let rest = heading
        .split_once([':', ' '])
        .map_or("", |(_, rest)| rest)
        .trim_start_matches(':');
    if rest.contains('#') {
        story.tags = fields::tags(rest.split('#'));
    } else if !rest.trim().is_empty() && !lower.starts_with("topik terkait") {
        story.tags = fields::tags([rest]);
    } else {
        let listed = lines[at + 1..]
            .iter()
            .take(MAX_TAGS)
            .take_while(|line| line.text.starts_with('#'));
        story.tags = fields::tags(listed.map(|line| line.text.as_str()));
    }
}

/// A labelled byline under the story's tags and buttons.
fn late_byline(after: &[Line], story: &mut Story) {
    const REACH: usize = 12;
    if story.byline.is_some() {
        return;
    }
    for line in after.iter().take(REACH) {
        if let Some(name) = byline(&line.text) {
            let names = fields::authors(name);
            if !names.is_empty() {
                story.byline = Some((names, line.number));
                return;
            }
        }
    }
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
