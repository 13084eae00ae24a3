//! Who wrote and edited a story, as lines say it.

use super::{
    Line, Place, Story,
    sections::{is_known_section, is_masthead},
    words::{ends_body, is_caption, is_lead, is_sentence, says_ago},
};
use crate::extract::{clean, fields};

/// The writer that a labelled line names: "LAPORAN: SITI RAHMA", "Reporter : Siti", "Oleh Siti".
pub(in super::super) fn byline(line: &str) -> Option<&str> {
    #[rustfmt::skip]
    const LABELS: &[&str] = &[
        "laporan", "reporter", "oleh", "penulis", "pewarta", "wartawan", "kontributor", "jurnalis",
        "red", "fotografer", "written by", "by", "author", "rep", "reporter/penulis", "tim liputan",
        "penulis/reporter", "laporan wartawan", "ditulis oleh", "writer",
    ];
    const MAX_BYLINE: usize = 90;
    if line.len() > MAX_BYLINE {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    // "Laporan Wartawan HARIAN.COM, Siti Rahma".
    let is_report = [
        "laporan wartawan ",
        "laporan reporter ",
        "laporan jurnalis ",
        "laporan kontributor ",
    ]
    .iter()
    .any(|label| lower.starts_with(label));
    if is_report && let Some((_, name)) = line.rsplit_once([',', ':']) {
        let name = name.trim();
        return is_person(name).then_some(name);
    }
    LABELS.iter().find_map(|label| {
        let rest = lower.strip_prefix(label)?;
        let name = &line[line.len() - rest.len()..];
        let name = match name.trim_start().strip_prefix(':') {
            Some(name) => name,
            // Without a colon only what needs none, and only before a name.
            None if matches!(*label, "oleh" | "by" | "written by" | "ditulis oleh")
                && name.starts_with(' ') =>
            {
                name
            }
            None => return None,
        };
        let name = name.trim();
        let lower = name.to_ascii_lowercase();
        let end = ["editor", "red:", "red :", "redaktur", ";", " pada"]
            .iter()
            .filter_map(|label| lower.find(label))
            .min();
        let end = end.unwrap_or(name.len());
        let name = name[..end].trim_end_matches([' ', '|', ',', '-', '/']);
        (name.chars().next().is_some_and(char::is_uppercase)
            || (!name.is_empty() && line.contains(':')))
        .then_some(name)
    })
}

/// The names before a desk's or a site's: "Siti Rahma - harianNews", "Siti Rahma, Harian
/// Indonesia", "Siti Rahma | Tono Hadi Harian.Com".
pub(super) fn desk_byline(line: &str) -> Option<&str> {
    const MAX_DESK: usize = 20;
    // "Siti, Harian.com": one name is enough before an address.
    if let Some((name, site)) = line.split_once(", ")
        && fields::is_host(site)
        && is_name(name)
    {
        return Some(name);
    }
    let are_names = |names: &str| names.split('|').all(|name| is_person(name.trim()));
    if let Some((names, site)) = line.rsplit_once([',', ' '])
        && site.contains('.')
        && site
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        && !site.ends_with('.')
        && are_names(names.trim_end_matches([',', '-', ' ']))
    {
        return Some(names.trim_end_matches([',', '-', ' ']));
    }
    if let Some((name, site)) = line.split_once(',')
        && is_masthead(site.trim(), 1)
        && site.len() <= MAX_DESK
        && is_person(name)
    {
        return Some(name);
    }
    let (name, desk) = line.split_once(" - ")?;
    let is_desk = desk.len() <= MAX_DESK
        && !desk.contains(' ')
        && !desk.bytes().any(|byte| byte.is_ascii_digit());
    (is_desk && is_person(name)).then_some(name)
}

/// The name on a line under the headline that is signed with the site's name: "Siti Rahma, Harian"
/// where the page's head says "Harian Sukamaju".
pub(super) fn signed(lines: &[Line], at: usize) -> Option<&str> {
    /// The page's head.
    const HEAD: usize = 12;
    let (name, site) = lines[at].text.split_once(", ")?;
    let says_site = |line: &Line| line.text.split([' ', '.']).any(|word| word == site);
    (site.len() >= 4 && is_person(name) && lines[..at.min(HEAD)].iter().any(says_site))
        .then_some(name)
}

/// One capitalised word of letters.
fn is_name(word: &str) -> bool {
    word.len() >= 3 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)
}

/// Two to five capitalised words, nothing else: a person's name on a line of its own.
pub(super) fn is_person(line: &str) -> bool {
    const MAX_NAME: usize = 45;
    let words: Vec<&str> = line.split(' ').collect();
    line.len() <= MAX_NAME
        && (2..=5).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|character| {
                    character.is_alphabetic() || matches!(character, '.' | '\'' | '’' | '-')
                })
        })
        && !matches!(words[0].to_lowercase().as_str(), "redaksi" | "photo")
        && !is_known_section(line)
        && !ends_body(line)
}

/// What a writer is called.
pub(super) fn is_role(text: &str) -> bool {
    matches!(
        text.trim_end_matches([',', ':', ' '])
            .to_lowercase()
            .as_str(),
        "jurnalis"
            | "reporter"
            | "penulis"
            | "tim redaksi"
            | "wartawan"
            | "kontributor"
            | "pewarta"
            | "oleh"
            | "writer"
            | "by"
    )
}

/// The editor's line: "Editor : Tono Hadi", or the label alone.
pub(super) fn is_editor(line: &str) -> bool {
    const MAX_CREDIT: usize = 80;
    const LABELS: &[&str] = &["editor", "redaktur", "penyunting", "uploader", "red"];
    let lower = line.to_lowercase();
    line.len() <= MAX_CREDIT
        && LABELS.iter().any(|label| {
            lower
                .strip_prefix(label)
                .is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(':'))
        })
}

/// What is said of the writer under an opinion: "*Penulis adalah pengamat".
pub(super) fn is_about_the_writer(line: &str) -> bool {
    const MAX_ABOUT: usize = 300;
    let lower = line.to_lowercase();
    let bare = lower.trim_start_matches(['*', '(', ')', ' ', '_']);
    line.len() <= MAX_ABOUT
        && (bare.starts_with("penulis adalah")
            || bare.len() < lower.len() && bare.starts_with("penulis"))
}

/// A labelled byline under the story's tags and buttons.
pub(super) fn late_byline(after: &[Line], story: &mut Story) {
    const REACH: usize = 12;
    if story.byline.is_some() {
        return;
    }
    for (at, line) in after.iter().take(REACH).enumerate() {
        // "Reporter" on one line and the name on the next.
        let under = after
            .get(at + 1)
            .map(|next| next.text.as_str())
            .filter(|next| is_role(&line.text) && is_person(next));
        if let Some(name) = byline(&line.text).or(under) {
            let names = fields::authors(name);
            if !names.is_empty() {
                story.byline = Some((names, line.number));
                return;
            }
        }
    }
}

/// Bylines between headline and dateline and before the body: first those with a label.
pub(super) fn preamble_byline(lines: &[Line], place: &Place, story: &mut Story) {
    /// A byline stands within the first lines after headline and dateline.
    const REACH: usize = 8;
    if story.byline.is_some() {
        return;
    }
    let from = place.headline.map_or(0, |at| at + 1);
    let until = lines.len().min(place.after() + REACH);
    let preamble = &lines[from.min(until)..until];
    let mut sentences = 0;
    let ends = |line: &Line| {
        // One sentence may be the standfirst.
        sentences += usize::from(is_sentence(&line.text));
        is_lead(&line.text) || sentences > 1
    };
    let preamble = &preamble[..preamble.iter().position(ends).unwrap_or(preamble.len())];
    let labelled = |lines: &[Line]| {
        lines.iter().enumerate().find_map(|(at, line)| {
            let next = lines.get(at + 1).map_or("", |line| line.text.as_str());
            // "Oleh :", then one writer a line.
            let is_list = line
                .text
                .trim_end_matches([':', ' '])
                .eq_ignore_ascii_case("oleh");
            let persons = lines[at + 1..].iter().map(|line| line.text.as_str());
            let persons: Vec<&str> = persons.take_while(|text| is_person(text)).take(4).collect();
            if is_list && persons.len() > 1 {
                return named(&persons.join("\n"), line);
            }
            // The writer, the editor, "Tim Redaksi", one a line.
            let writer = line.text.strip_suffix(',').filter(|writer| {
                is_person(writer)
                    && is_person(next)
                    && lines
                        .get(at + 2)
                        .is_some_and(|role| role.text.eq_ignore_ascii_case("tim redaksi"))
            });
            named(writer.or_else(|| labelled_name(&line.text, next))?, line)
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
            let is_name =
                is_person(&line.text) && !is_caption(&line.text) && !is_masthead(&line.text, at);
            named(Some(line.text.as_str()).filter(|_| is_name)?, line)
        })
    };
    // Right over the date, where the headline stands under it, and right under the date.
    let over = || {
        let (dateline, headline) = (place.dateline.as_ref()?.0, place.headline?);
        let line = lines
            .get(dateline.checked_sub(1)?)
            .filter(|_| dateline < headline)?;
        named(desk_byline(&line.text)?, line)
    };
    // Without a date: right under the headline, above "3 jam lalu".
    let undated = || {
        let line = lines.get(from).filter(|_| place.dateline.is_none())?;
        let says_when = lines[from..]
            .iter()
            .take(3)
            .any(|line| says_ago(&line.text));
        named(
            Some(line.text.as_str()).filter(|name| says_when && is_person(name))?,
            line,
        )
    };
    let signed = || {
        let at = (from..until.min(from + 3)).find(|at| signed(lines, *at).is_some())?;
        named(signed(lines, at)?, &lines[at])
    };
    let under = || {
        let at = place.dateline.as_ref()?.0 + 1;
        let line = lines.get(at).filter(|_| at >= from)?;
        let is_name = is_person(&line.text)
            && !is_caption(&line.text)
            && !clean::is_marker(&line.text)
            && !is_masthead(&line.text, at);
        named(Some(line.text.as_str()).filter(|_| is_name)?, line)
    };
    let with_desk = || {
        preamble
            .iter()
            .find_map(|line| named(desk_byline(&line.text)?, line))
    };
    story.byline = labelled(preamble)
        .or_else(above)
        .or_else(with_desk)
        .or_else(signed)
        .or_else(alone)
        .or_else(over)
        .or_else(under)
        .or_else(undated);
}

fn named(text: &str, line: &Line) -> Option<(Vec<String>, usize)> {
    let names = fields::authors(text);
    (!names.is_empty()).then_some((names, line.number))
}

/// The name on a labelled line: "Penulis: Siti Rahma", or with the label on the line before or
/// after it.
fn labelled_name<'a>(text: &'a str, next: &'a str) -> Option<&'a str> {
    let next_name = next.trim_end_matches(',');
    if let Some(name) = byline(text) {
        Some(name)
    } else if is_role(text) && is_person(next_name) {
        Some(next_name)
    } else if is_person(text.trim_end_matches(',')) && is_role(next) {
        Some(text.trim_end_matches(','))
    } else if let Some((names, _)) = text.rsplit_once(", ")
        && next.eq_ignore_ascii_case("tim redaksi")
        && text.split(", ").all(is_person)
    {
        // The last of them is the editor.
        Some(names)
    } else {
        None
    }
}
