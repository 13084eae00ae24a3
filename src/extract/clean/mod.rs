//! Text as scraped → text as written: shared by every format.
//!
//! Entities and mojibake are repaired, invisible characters and the page's machinery removed,
//! paragraphs made again where line breaks were lost. The rule: a marker is removed when it is
//! certain; real text never is.

mod chars;
mod markers;
mod related;
mod tail;

use std::borrow::Cow;

pub use chars::{cp1252, decode_entities, line};

/// At most `limit` bytes from the beginning, without cutting a character.
pub fn head(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// A cleaned body.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body {
    /// Paragraphs in reading order.
    pub paragraphs: Vec<String>,
    /// The writer, if a credit at the end names one.
    pub byline: Option<String>,
}

/// Cleans a body given as one text with line breaks between paragraphs (or without).
pub fn body(text: &str) -> Body {
    paragraphs(text.split('\n'))
}

/// Cleans a body given as lines or paragraphs.
pub fn paragraphs<'a>(lines: impl IntoIterator<Item = &'a str>) -> Body {
    let mut kept: Vec<String> = Vec::new();
    for raw in lines {
        let clean = line(raw);
        if clean.is_empty() || markers::is_marker(&clean) {
            continue;
        }
        let mut clean = clean;
        let mut cut = false;
        if markers::occurs(&clean) {
            clean = Cow::Owned(markers::remove(&clean).into_owned());
            cut = true;
        }
        if related::occurs(&clean) {
            clean = Cow::Owned(related::remove(&clean).into_owned());
            cut = true;
        }
        for piece in clean.split('\n') {
            let piece = piece.trim();
            if piece.is_empty() || cut && markers::is_marker(piece) {
                continue;
            }
            split_glued(piece, &mut kept);
        }
    }
    drop_repeats(&mut kept);
    let credits = tail::cut(&mut kept);
    Body {
        paragraphs: kept,
        byline: credits.byline,
    }
}

/// Whether a line is the page's machinery ("ADVERTISEMENT", "Bagikan", "Halaman 1 2 …").
pub fn is_marker(line: &str) -> bool {
    markers::is_marker(line)
}

/// Whether a line is a desk's code and nothing else: "(abc/def)", "[ren]", "(*)".
pub fn is_code(line: &str) -> bool {
    tail::is_code(line)
}

/// Splits where a sentence runs into the next one without a space ("…tersebut.Pantas saja…"):
/// a paragraph break got lost there.
fn split_glued(text: &str, paragraphs: &mut Vec<String>) {
    let bytes = text.as_bytes();
    let mut start = 0;
    // Quotes are counted on from where they were counted last.
    let mut quotes = (0, 0);
    for at in memchr::memchr3_iter(b'.', b'?', b'!', bytes) {
        if at < start || !ends_word(bytes, at) {
            continue;
        }
        if bytes.get(at + 1) == Some(&b'"') {
            quotes.1 += memchr::memchr_iter(b'"', &bytes[quotes.0..at]).count();
            quotes.0 = at;
        }
        let Some(cut) = glued_cut(text, at, quotes.1 % 2 == 1) else {
            continue;
        };
        let paragraph = text[start..cut].trim();
        if !paragraph.is_empty() {
            paragraphs.push(paragraph.to_owned());
        }
        start = cut;
        quotes = (cut, 0);
    }
    let rest = text[start..].trim();
    if !rest.is_empty() {
        paragraphs.push(rest.to_owned());
    }
}

/// Whether a full stop at `at` ends a word of a sentence: a bracket, a quote, or at least three
/// lower-case letters, so that "S.Pd", "No.1", "Dr.Budi" are left alone.
fn ends_word(bytes: &[u8], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).and_then(|before| bytes.get(before)) else {
        return false;
    };
    if matches!(before, b')' | b'"') {
        return true;
    }
    if before.is_ascii_digit() {
        // "menit 55.Tak salah" ends a sentence; "1.Buka" and "No.1.Siti" number things.
        const MIN_SENTENCE: usize = 40;
        let digits = bytes[..at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let lower_before = bytes[..at - digits].iter().rev().nth(1);
        return at > MIN_SENTENCE && lower_before.is_some_and(u8::is_ascii_lowercase);
    }
    let letters = bytes[..at]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_lowercase())
        .count();
    letters >= 3
        && !matches!(
            &bytes[at - letters..at],
            b"rof" | b"jend" | b"ombes" | b"rigjen"
        )
}

/// Where to cut after the full stop at `at`, if the next sentence is glued to it; `open` says
/// whether a straight quote is open there.
fn glued_cut(text: &str, at: usize, open: bool) -> Option<usize> {
    let after = &text[at + 1..];
    let mut characters = after.chars();
    let next = characters.next()?;
    match next {
        '"' => {
            // An open straight quote is closed by this one, else this one opens the next.
            let second = characters.next()?;
            if open {
                (second.is_uppercase() || second == '"').then_some(at + 2)
            } else {
                second.is_uppercase().then_some(at + 1)
            }
        }
        '”' | '’' => {
            let closed = at + 1 + next.len_utf8();
            let second = characters.next()?;
            (second.is_uppercase() || matches!(second, '“' | '‘')).then_some(closed)
        }
        '“' | '‘' => characters.next()?.is_uppercase().then_some(at + 1),
        _ if next.is_uppercase() => {
            let word_length = after.find(|character: char| !character.is_alphanumeric());
            let word = &after[..word_length.unwrap_or(after.len())];
            // "Kompas.Com", "Tempo.Co" are names.
            let domain = matches!(
                word.to_ascii_lowercase().as_str(),
                "com" | "co" | "id" | "net" | "org" | "tv" | "ai" | "io"
            );
            let begins = characters.next().is_some_and(|second| {
                second.is_lowercase() || second == ' ' || second.is_uppercase()
            });
            (!domain && begins).then_some(at + 1)
        }
        _ => None,
    }
}

/// Some scrapers deliver the whole text in one line and then its paragraphs again. The
/// paragraphs are kept; what only the whole has stays in it.
fn drop_repeats(paragraphs: &mut Vec<String>) {
    /// Shorter repeats are refrains.
    const MIN_REPEAT: usize = 60;
    if paragraphs.len() < 4 {
        return;
    }
    let mut seen = rustc_hash::FxHashSet::default();
    let fresh: Vec<bool> = paragraphs
        .iter()
        .map(|paragraph| paragraph.len() < MIN_REPEAT || seen.insert(paragraph.as_str()))
        .collect();
    let mut fresh = fresh.into_iter();
    paragraphs.retain(|_| fresh.next().unwrap_or(true));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_paragraphs_again() {
        let table: &[(&str, &[&str])] = &[
            ("Satu.\n\nDua.", &["Satu.", "Dua."]),
            (
                "Warga menolak tambang itu.Pantas saja, airnya keruh.",
                &["Warga menolak tambang itu.", "Pantas saja, airnya keruh."],
            ),
            (
                "Warga menolak.\"Kami rugi,\" kata dia.Ia pergi.",
                &["Warga menolak.", "\"Kami rugi,\" kata dia.", "Ia pergi."],
            ),
            (
                "Ia berkata, \"Kami rugi besar.\"Lalu ia pergi.",
                &["Ia berkata, \"Kami rugi besar.\"", "Lalu ia pergi."],
            ),
            (
                "Ia berkata, “Kami rugi.”Lalu ia pergi.“Sekarang juga.”",
                &[
                    "Ia berkata, “Kami rugi.”",
                    "Lalu ia pergi.",
                    "“Sekarang juga.”",
                ],
            ),
            (
                "Budi, S.Pd, M.Si dari Kompas.Com menulis Rp1.500.000 pada No.1.",
                &["Budi, S.Pd, M.Si dari Kompas.Com menulis Rp1.500.000 pada No.1."],
            ),
            (
                "Sabtu (6/6/2020).Warga pulang.",
                &["Sabtu (6/6/2020).", "Warga pulang."],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(body(text).paragraphs, *expected, "{text}");
        }
    }

    #[test]
    fn removes_the_machinery_and_nothing_else() {
        let text = "Harga cabai naik, kata pedagang.\nADVERTISEMENT\nSCROLL TO CONTINUE WITH CONTENT\n\
                    Baca juga: Harga Bawang Turun\nPemerintah menggelar pasar murah.\n\
                    [Gambas:Video 20detik]\n(abc/def)";
        assert_eq!(
            body(text).paragraphs,
            [
                "Harga cabai naik, kata pedagang.",
                "Pemerintah menggelar pasar murah."
            ]
        );
    }

    #[test]
    fn a_text_that_stands_there_twice_is_kept_once() {
        let long = "Warga Desa Sukamaju menolak rencana tambang pasir di tepi sungai itu.";
        let text = format!("{long}\nSatu.\n{long}\nDua.\nSatu.");
        assert_eq!(body(&text).paragraphs, [long, "Satu.", "Dua.", "Satu."]);
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_never_invents(text in "(Baca juga: |ADVERTISEMENT|\\.|\"|“|”|A|b|kata|\\n| |\\(abc/def\\)|Editor: |é){0,30}") {
            let cleaned = body(&text);
            for paragraph in &cleaned.paragraphs {
                proptest::prop_assert!(!paragraph.is_empty());
            }
        }
    }
}
