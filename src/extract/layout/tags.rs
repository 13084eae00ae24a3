//! Keywords listed under a story.

use super::{Line, Story, words::*, writers::*};
use crate::extract::{clean, fields};

/// How far under the end of a story its keywords may stand, in lines.
const REACH: usize = 12;

/// Takes the keywords from the lines after a story, the first of which ends it.
pub(super) fn take(lines: &[Line], story: &mut Story) {
    let reach = &lines[..lines.len().min(REACH)];
    for at in 0..reach.len() {
        let text = lines[at].text.as_str();
        if let Some(rest) = heading(text) {
            story.tags = listed(rest, &lines[at + 1..]);
            return;
        }
        // Under another list they would be that list's.
        let lower = text.to_lowercase();
        let is_notice = ["copyright", "sumber", "next article", "previous article"]
            .iter()
            .any(|word| lower.starts_with(word));
        if at > 0 && ends_body(text) && !stands_above(text) && !is_notice {
            return;
        }
    }
}

/// Takes keywords that stand one a line without a heading, from the first of these lines on.
pub(super) fn take_unheaded(lines: &[Line], story: &mut Story) {
    const MAX_TAGS: usize = 10;
    let texts = || {
        let texts = lines.iter().map(|line| line.text.as_str()).take(MAX_TAGS);
        texts.skip_while(|text| clean::is_marker(text) || is_button(text))
    };
    let hashtags: Vec<&str> = texts().map_while(hashtag).collect();
    if !hashtags.is_empty() {
        story.tags = fields::tags(hashtags);
        return;
    }
    // Other stories and buttons begin with a capital.
    let is_keyword = |text: &&str| {
        text.starts_with(char::is_lowercase)
            && text.len() <= MAX_TAG
            && text.split(' ').count() <= MAX_WORDS
            && !text.ends_with(['.', ';', ',', ':', '?', '!'])
            && !ends_body(text)
            && !clean::is_marker(text)
    };
    let keywords: Vec<&str> = texts().take_while(is_keyword).collect();
    if keywords.len() > 1 {
        story.tags = fields::tags(keywords);
    }
}

/// Longest keyword, in bytes and words; longer lines are headlines.
const MAX_TAG: usize = 40;
const MAX_WORDS: usize = 4;

/// What follows the label of a list of keywords on its line.
fn heading(text: &str) -> Option<&str> {
    const LABELS: &[&str] = &[
        "kata kunci / tags",
        "kata kunci",
        "tags terkait",
        "tag terkait",
        "topik terkait",
        "topik berita terkait",
        "tagar",
        "tags",
        "tag",
        "topik",
        "topics",
        "topic",
        "labels",
        "label",
    ];
    let text = text.strip_prefix("# ").unwrap_or(text);
    LABELS.iter().find_map(|label| {
        let start = text.get(..label.len())?;
        let rest = &text[label.len()..];
        let is_label = start.eq_ignore_ascii_case(label)
            && (rest.is_empty() || rest.starts_with([' ', ':', '#']));
        is_label.then(|| rest.trim_start_matches([' ', ':']))
    })
}

/// "Peristiwa Terkini", "Lihat Regional Selengkapnya".
fn is_list_heading(lower: &str) -> bool {
    lower.contains("selengkapnya")
        || [
            " terkini",
            " terbaru",
            " lainnya",
            " terpopuler",
            " populer",
            " terkait",
        ]
        .iter()
        .any(|end| lower.ends_with(end))
}

fn listed(rest: &str, next: &[Line]) -> Vec<String> {
    const MAX_TAGS: usize = 15;
    if rest.contains('#') {
        return fields::tags(rest.split('#'));
    }
    if !rest.is_empty() {
        return fields::tags([rest]);
    }
    if let Some(line) = next.first()
        && line.text.matches('#').count() > 1
    {
        return fields::tags(line.text.split('#'));
    }
    let is_keyword = |line: &&Line| {
        let text = line.text.as_str();
        text.len() <= MAX_TAG
            && text.trim_start_matches('#').trim().split(' ').count() <= MAX_WORDS
            && !text.ends_with(['.', ':', '?', '!'])
            && !is_list_heading(&text.to_lowercase())
            && !ends_body(text)
            && !clean::is_marker(text)
            && !is_editor(text)
            && !is_role(text)
            && byline(text).is_none()
            && !text.contains(':')
    };
    let keywords: Vec<&str> = next
        .iter()
        .take_while(is_keyword)
        .map(|line| line.text.as_str())
        .collect();
    // A menu is longer.
    if keywords.len() > MAX_TAGS {
        return Vec::new();
    }
    fields::tags(keywords)
}

/// "#panen" on a line of its own.
pub(super) fn hashtag(text: &str) -> Option<&str> {
    let word = text.strip_prefix('#')?;
    (word.len() > 2 && !word.contains([' ', '#'])).then_some(word)
}
