//! Who wrote and edited a story, as lines say it.

use super::{
    Line, Story,
    words::{ends_body, is_known_section, is_masthead},
};
use crate::extract::fields;

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
        let end = ["editor", "red:", "red :", "redaktur", ";"]
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
        && !words[0].eq_ignore_ascii_case("redaksi")
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
