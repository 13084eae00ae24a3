//! The end of a story: credits, copyright notices, invitations to follow, tag lists that were
//! glued to the last paragraph. Cut only near the end, and only from a mark that is certain.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// How far from the end these marks are looked for, in bytes.
const REACH: usize = 900;

/// Everything from here on is not the story.
#[rustfmt::skip]
static CUTS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    [
        "COPYRIGHT ©", "Copyright ©", "Copyright (c)", "Copyright 20", "Hak Cipta ©",
        "Dilarang keras mengambil konten", "Dapatkan update berita pilihan dan breaking news",
        "Simak breaking news dan berita pilihan", "Artikel ini telah tayang di",
        "Artikel ini sudah tayang di", "Cek Berita dan Artikel yang lain di Google",
        "Ikuti Kami di Google News", "Ikuti kami di Google News", "PT Badan Penerbit Kedaulatan",
        "Saksikan Live Detik", "Berita ini disiarkan oleh ", "kami langsung di ponselmu. Pilih saluran andalanmu", "Ingin lebih cepat mendapat jawaban? Hubungi Chatbot",
    ]
    .into_iter()
    .map(Finder::new)
    .collect()
});

/// Credits: the label, and whether it names who wrote the story.
const CREDITS: &[(&str, bool)] = &[
    ("Pewarta", true),
    ("Reporter", true),
    ("Penulis", true),
    ("Laporan", true),
    ("Kontributor", true),
    ("Wartawan", true),
    ("Editor", false),
    ("Redaktur", false),
    ("Penyunting", false),
    ("Uploader", false),
];

/// What was at the end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Credits {
    /// Who wrote it, as written.
    pub byline: Option<String>,
}

/// Cuts the end of the story and returns the credits that stood in it.
pub(super) fn cut(paragraphs: &mut Vec<String>) -> Credits {
    let mut credits = Credits::default();
    cut_notices(paragraphs);
    cut_tag_list(paragraphs);
    while let Some(last) = paragraphs.last_mut() {
        if let Some((at, byline)) = credit_at(last) {
            credits.byline = byline.or(credits.byline);
            last.truncate(at);
            trim_end(last);
        } else if let Some(name) = name_in_parentheses(last) {
            last.clear();
            drop_repeated(paragraphs, &name);
            credits.byline.get_or_insert(name);
        } else if let Some((at, name)) = closing_credit(last) {
            credits.byline = credits.byline.or(name);
            last.truncate(at);
            trim_end(last);
        } else if let Some(at) = desk_code(last) {
            last.truncate(at);
            trim_end(last);
        } else if !is_tag_or_code(last) {
            break;
        } else {
            last.clear();
        }
        if paragraphs.last().is_some_and(String::is_empty) {
            paragraphs.pop();
        }
    }
    credits
}

/// Cuts from a desk's code or a "Tags:" on when only short lines follow: they are keywords.
fn cut_tag_list(paragraphs: &mut Vec<String>) {
    const MAX_TAGS: usize = 20;
    const MAX_TAG: usize = 60;
    let from = paragraphs.len().saturating_sub(MAX_TAGS);
    let start = (from..paragraphs.len()).find(|at| {
        let line = paragraphs[*at].as_str();
        matches!(line, "Tags:" | "Tags" | "TAGS" | "Topik:") || is_code(line)
    });
    let Some(start) = start.filter(|start| *start > 0) else {
        return;
    };
    let are_tags = paragraphs[start + 1..]
        .iter()
        .all(|line| line.len() <= MAX_TAG && !line.ends_with(['.', '?', '!', '"', '”']));
    if are_tags {
        paragraphs.truncate(start);
    }
}

/// A credit that closes the story and then stands alone once more.
fn drop_repeated(paragraphs: &mut [String], name: &str) {
    let [.., story, _] = paragraphs else { return };
    if let Some(kept) = story.strip_suffix(&format!("({name})")) {
        story.truncate(kept.trim_end().len());
    }
}

fn trim_end(text: &mut String) {
    let kept = text.trim_end().len();
    text.truncate(kept);
}

fn cut_notices(paragraphs: &mut Vec<String>) {
    let mut after = 0;
    let mut cut_at = None;
    for (index, paragraph) in paragraphs.iter().enumerate().rev() {
        let from = paragraph.ceil_char_boundary((paragraph.len() + after).saturating_sub(REACH));
        let window = &paragraph.as_bytes()[from.min(paragraph.len())..];
        if let Some(at) = CUTS.iter().filter_map(|finder| finder.find(window)).min() {
            cut_at = Some((index, from + at));
        }
        after += paragraph.len();
        if after > REACH {
            break;
        }
    }
    if let Some((index, at)) = cut_at {
        paragraphs.truncate(index + 1);
        if let Some(last) = paragraphs.last_mut() {
            last.truncate(at);
            trim_end(last);
            if last.is_empty() {
                paragraphs.pop();
            }
        }
    }
}

/// Where the credits begin in a last paragraph ("…di sana.Pewarta: A Editor: B") and the writer.
fn credit_at(paragraph: &str) -> Option<(usize, Option<String>)> {
    /// Credits are short: a label, a name or two.
    const MAX_CREDIT: usize = 130;
    let from = paragraph.ceil_char_boundary(paragraph.len().saturating_sub(MAX_CREDIT));
    let window = &paragraph[from..];
    let mut first: Option<(usize, Option<String>)> = None;
    for (label, writes) in CREDITS {
        let Some(at) = window.find(label) else {
            continue;
        };
        let after = window[at + label.len()..].trim_start();
        let Some(name) = after.strip_prefix(':') else {
            continue;
        };
        // A credit ends the paragraph; a colon inside a sentence ("Editor: 'Saya…'") does not.
        let name = name.trim();
        if name.contains(". ") || name.contains('"') || name.contains('“') {
            continue;
        }
        let byline = writes
            .then(|| until_next_label(name))
            .filter(|name| looks_like_names(name));
        if first.as_ref().is_none_or(|(earlier, _)| at < *earlier) {
            let kept = first.take().and_then(|(_, byline)| byline);
            first = Some((at, byline.or(kept)));
        } else if let Some((_, kept)) = &mut first {
            *kept = kept.take().or(byline);
        }
    }
    first.map(|(at, byline)| (from + at, byline))
}

fn until_next_label(text: &str) -> String {
    let end = CREDITS
        .iter()
        .filter_map(|(label, _)| text.find(label))
        .min()
        .unwrap_or(text.len());
    text[..end]
        .trim()
        .trim_end_matches(['|', '/', '-', ','])
        .trim()
        .to_owned()
}

fn looks_like_names(text: &str) -> bool {
    const MAX_NAMES: usize = 80;
    !text.is_empty()
        && text.len() <= MAX_NAMES
        && text.chars().next().is_some_and(char::is_uppercase)
        && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// A last paragraph that is only "(Nama Penulis)" or "(Ditulis oleh Nama Penulis)".
fn name_in_parentheses(paragraph: &str) -> Option<String> {
    let inside = paragraph.trim().strip_prefix('(')?.strip_suffix(')')?;
    let name = inside.strip_prefix("Ditulis oleh ").unwrap_or(inside);
    let words: Vec<&str> = name.split(' ').collect();
    let least = if name == inside { 2 } else { 1 };
    let is_name = (least..=5).contains(&words.len())
        && words.iter().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                && word.chars().all(|character| {
                    character.is_alphabetic() || matches!(character, '.' | '\'' | '-')
                })
        });
    is_name.then(|| name.to_owned())
}

/// Where a credit begins that stands in brackets behind the last full stop ("… warga. (red)",
/// "… warga. [sr/ab]", "… warga. (BPMI/UN)", "… warga.***"), and the name if it is one.
fn closing_credit(paragraph: &str) -> Option<(usize, Option<String>)> {
    const MAX_CREDIT: usize = 30;
    const MAX_WORDS: usize = 3;
    /// Who handed a saying down, or the chapter of a verse, belongs to the quotation before it.
    const SCRIPTURES: &[&str] = &["HR ", "HR.", "H.R.", "QS ", "QS.", "Q.S."];
    if let Some(text) = paragraph.strip_suffix("**") {
        let text = text.trim_end_matches('*');
        return Some((text.len(), None));
    }
    // "… warga. *".
    if let Some(text) = paragraph.strip_suffix(" *")
        && text.ends_with(['.', '!', '?', '"', '”'])
    {
        return Some((text.len(), None));
    }
    // "(Tono)-d" names the reporter and the desk's page.
    let unsigned = paragraph
        .strip_suffix(|last: char| last.is_ascii_lowercase())
        .and_then(|text| text.strip_suffix('-'))
        .filter(|text| text.ends_with(')'));
    let paragraph = unsigned.unwrap_or(paragraph);
    let inside = paragraph.strip_suffix([')', ']'])?;
    let open = inside.rfind(['(', '['])?;
    let credit = &inside[open + 1..];
    let before = paragraph[..open].trim_end();
    let is_credit = !credit.is_empty()
        && credit.len() <= MAX_CREDIT
        && credit.split(' ').count() <= MAX_WORDS
        && credit.chars().all(|character| {
            character.is_alphanumeric()
                || matches!(
                    character,
                    ' ' | '/' | '*' | '-' | '.' | ',' | '|' | '\'' | '&'
                )
        })
        && credit.chars().any(|character| !character.is_ascii_digit())
        && !SCRIPTURES.iter().any(|label| credit.starts_with(label))
        && before.ends_with(['.', '!', '?', '"', '”']);
    is_credit.then(|| (before.len(), name_in_parentheses(&paragraph[open..])))
}

/// Where the desk's code ends that closes a story ("… katanya. (abc/def) nama tokoh partai"),
/// when only its tags follow.
fn desk_code(paragraph: &str) -> Option<usize> {
    const MAX_TAGS: usize = 300;
    let from = paragraph.ceil_char_boundary(paragraph.len().saturating_sub(MAX_TAGS));
    let window = &paragraph[from..];
    let open = window.rfind('(')?;
    let close = open + window[open..].find(')')?;
    let code = &window[open + 1..close];
    let is_code = (5..=11).contains(&code.len())
        && code.contains('/')
        && code.split('/').all(|part| {
            (2..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
        });
    let tags = window[close + 1..].trim();
    let are_tags = !tags.contains(['.', '"', '“', '?', '!']);
    (is_code && are_tags).then_some(from + open)
}

/// A last line that is a desk's code or a list of hashtags.
fn is_tag_or_code(line: &str) -> bool {
    let line = line.trim();
    is_code(line)
        || matches!(
            line,
            "ANTARA" | "REUTERS" | "AFP" | "BBC" | "CNN" | "AP" | "VOA" | "XINHUA" | "Antara"
        )
        || (line.starts_with('#') && line.split_whitespace().all(|word| word.starts_with('#')))
}

/// "(ren)", "[abc]", "(abc/def)", "(*)".
pub(super) fn is_code(line: &str) -> bool {
    const MAX_CODE: usize = 12;
    line.strip_prefix(['(', '['])
        .and_then(|rest| rest.strip_suffix([')', ']']))
        .is_some_and(|code| {
            code.len() <= MAX_CODE
                && code.chars().all(|character| {
                    character.is_ascii_alphanumeric()
                        || matches!(character, '/' | '*' | '-' | '.')
                        || character == ' ' && code.contains(" / ")
                })
                && code.chars().any(|character| !character.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_text(text: &str) -> (String, Option<String>) {
        let mut paragraphs = text.split('\n').map(str::to_owned).collect();
        let credits = cut(&mut paragraphs);
        (paragraphs.join("\n"), credits.byline)
    }

    #[test]
    fn cuts_credits_and_notices() {
        let table: &[(&str, &str, Option<&str>)] = &[
            ("Selesai.\n(ren)", "Selesai.", None),
            ("Selesai. (abc/def)", "Selesai.", None),
            ("Selesai. (ren)", "Selesai.", None),
            ("Selesai. (Tono)-d", "Selesai.", None),
            ("Selesai.\n(ren / abc)", "Selesai.", None),
            ("Selesai.” [sr/ab]", "Selesai.”", None),
            ("Selesai. (mcr31/jpnn)", "Selesai.", None),
            ("Selesai. (BPMI SETPRES/UN)", "Selesai.", None),
            ("Selesai. [sr/ab]", "Selesai.", None),
            ("Selesai.***", "Selesai.", None),
            ("Selesai. *", "Selesai.", None),
            ("Selesai. (Siti Rahma)", "Selesai.", Some("Siti Rahma")),
            ("Selesai. (abc/def) pasar induk cabai", "Selesai.", None),
            ("Selesai.\n(Siti Rahma)", "Selesai.", Some("Siti Rahma")),
            (
                "Selesai.\n(Ditulis oleh Siti Rahma)",
                "Selesai.",
                Some("Siti Rahma"),
            ),
            (
                "Selesai.Pewarta: Siti RahmaEditor: Budi Laksana COPYRIGHT © KANTOR FIKTIF 2023",
                "Selesai.",
                Some("Siti Rahma"),
            ),
            (
                "Selesai.\nEditor: Budi\nCopyright © 2025 Harian Fiktif",
                "Selesai.",
                None,
            ),
            (
                "Selesai. Dapatkan update berita pilihan dan breaking news setiap hari.",
                "Selesai.",
                None,
            ),
            ("Selesai.\n#pasar #cabai", "Selesai.", None),
            (
                "Selesai.\n(abc/def)\npasar induk\nharga cabai",
                "Selesai.",
                None,
            ),
            ("Selesai.\nTags:\npasar induk", "Selesai.", None),
            (
                "Selesai.(Siti Rahma)\n(Siti Rahma)",
                "Selesai.",
                Some("Siti Rahma"),
            ),
        ];
        for (text, body, byline) in table {
            let (cut, found) = cut_text(text);
            assert_eq!((cut.as_str(), found.as_deref()), (*body, *byline), "{text}");
        }
    }

    #[test]
    fn the_story_stays() {
        for text in [
            "Rapat dihadiri Kepala Dinas (Budi Laksana) dan warga.",
            "Editor: \"Saya tidak tahu.\" Begitu katanya. Ia pergi.",
            "Hak cipta lagu itu milik desa.",
            "Sekolah itu (SMP/SMA) tetap buka.",
            "Warga pulang, Sabtu (6/6).",
            "Perusahaan itu milik PT Panen Raya (PR)",
            "\"Kebersihan adalah sebagian dari iman.\" (HR. Muslim)",
            "Pabrik itu berdiri lama. (1998)",
            "Ia memuji laporan: lengkap dan jelas. Warga setuju.",
        ] {
            assert_eq!(cut_text(text), (text.to_owned(), None));
        }
    }
}
