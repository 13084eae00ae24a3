//! Sentence boundaries of Indonesian news text.

use std::ops::Range;

/// Words before a full stop that do not end a sentence, in lower case without their last stop.
const ABBREVIATIONS: &[&str] = &[
    "a.n", "ac", "ag", "al", "alm", "amd", "ay", "ba", "bpk", "br", "bs", "cq", "cv", "d.a", "dg",
    "dgn", "dkk", "dll", "dlm", "dr", "dra", "drg", "drh", "drs", "dsb", "dsk", "dst", "dtt", "fa",
    "gg", "h", "hj", "hlm", "hal", "hr", "ibu", "ir", "jend", "jl", "jln", "jr", "kab", "kapt",
    "kav", "kec", "kel", "kep", "kh", "kol", "komp", "kompol", "kp", "kpt", "ku", "lb", "let",
    "letjen", "lt", "ltd", "mayjen", "mgr", "mh", "moh", "muh", "muhd", "no", "nn", "ny", "p.m",
    "pdt", "ph", "pol", "prof", "prop", "prov", "psl", "pt", "ra", "rm", "rp", "rr", "s.d", "sdr",
    "sdri", "se", "sek", "sh", "sr", "ss", "st", "tb", "tbk", "tgl", "tgk", "th", "tk", "tlp",
    "telp", "tn", "tsb", "u.b", "u.p", "ust", "vol", "vs", "yg", "yth",
];

/// Letters of the longest abbreviation without stops inside.
const LONGEST: usize = 6;

/// Abbreviations that stand at the end of a sentence as often as not: a capital decides.
const OFTEN_LAST: &[&str] = &[
    "dll", "dkk", "dsb", "dst", "tbk", "tsb", "sh", "se", "mh", "ltd", "jr", "ph", "ku", "ibu",
    "kel", "hal", "pol",
];

/// Byte ranges of the sentences of a text, in order; white space between them belongs to none.
/// A line break ends a sentence.
///
/// ```
/// let text = "Menurut dr. Budi, harga naik. “Benar.” Ia pulang.";
/// let found: Vec<&str> = warta::language::sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["Menurut dr. Budi, harga naik.", "“Benar.”", "Ia pulang."]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &text[from..];
        let start = from + (rest.len() - rest.trim_start().len());
        if start >= text.len() {
            return None;
        }
        let end = sentence_end(text, start);
        from = end;
        Some(start..end)
    })
}

fn sentence_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(near) = next_mark(&bytes[at..]) {
        at += near;
        match bytes[at] {
            b'\n' | b'\r' => return at,
            // `…` is E2 80 A6.
            0xE2 if bytes[at..].starts_with("…".as_bytes()) => {
                let end = after_closing(text, at + "…".len());
                if ends_here(text, end) {
                    return end;
                }
                at = end;
            }
            mark @ (b'.' | b'!' | b'?') => {
                let end = after_closing(text, at + 1);
                let may_stay = mark == b'.' && end == at + 1;
                if ends_here(text, end) && !(may_stay && abbreviated(text, start, at)) {
                    return end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The next byte that may end a sentence.
fn next_mark(bytes: &[u8]) -> Option<usize> {
    let near = memchr::memchr3(b'.', b'\n', b'\r', bytes);
    let rest = &bytes[..near.unwrap_or(bytes.len())];
    // 0xE2 starts an ellipsis, and curly quotes.
    memchr::memchr3(b'!', b'?', 0xE2, rest).or(near)
}

/// Past further marks and the quotes and brackets that close behind them.
fn after_closing(text: &str, at: usize) -> usize {
    let closing = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '"' | '\'' | ')' | ']' | '”' | '’' | '»'
        )
    };
    let rest = &text[at..];
    at + rest.len() - rest.trim_start_matches(closing).len()
}

/// Whether what follows at `end` lets a sentence end there: white space, then something that
/// can begin one.
fn ends_here(text: &str, end: usize) -> bool {
    let after = &text[end..];
    let next = after.trim_start_matches([' ', '\t', '\u{A0}']);
    if next.is_empty() || next.starts_with(['\n', '\r']) {
        return true;
    }
    next.len() < after.len()
        && next.chars().next().is_some_and(|c| {
            c.is_uppercase()
                || c.is_numeric()
                || matches!(c, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '-' | '–' | '—' | '•' | '@' | '#')
                || !c.is_alphanumeric() && !c.is_ascii()
                // Scripts without case.
                || (c.is_alphabetic() && !c.is_lowercase())
        })
}

/// Whether the full stop at `at` belongs to an abbreviation or an initial.
fn abbreviated(text: &str, start: usize, at: usize) -> bool {
    let before = &text[start..at];
    // Of nearly all words it can be seen without reading characters: they are too long.
    let backwards = before.bytes().rev();
    let letters = backwards.take_while(u8::is_ascii_alphabetic).count();
    if letters > LONGEST {
        return false;
    }
    let word = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | ',' | '/'))
        .next()
        .unwrap_or("");
    if word.is_empty() || word.len() > 12 {
        return false;
    }
    // H. Amin, A.H. Nasution, S.H.
    let initials = word
        .split('.')
        .all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase));
    if initials {
        let alone = word.chars().count() == 1;
        // `poin B.` at the end of a line is an end; `S.H. Ia` cannot be told from a name.
        return alone || word.contains('.');
    }
    let is_one_of = |list: &[&str]| list.iter().any(|short| short.eq_ignore_ascii_case(word));
    if !is_one_of(ABBREVIATIONS) {
        return degree(word);
    }
    // `dll. Ia` ends where a capital follows; `Tbk. (` does not.
    let next = text[at + 1..].trim_start();
    !(is_one_of(OFTEN_LAST) && next.chars().next().is_none_or(char::is_uppercase))
}

/// Academic degrees with inner stops: `M.Si`, `Ph.D`, `S.Kom`, `Sp.PD`.
fn degree(word: &str) -> bool {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or("");
    word.contains('.')
        && matches!(
            first,
            "S" | "M" | "A" | "Sp" | "Ph" | "D" | "B" | "Dr" | "Lc"
        )
        && parts.all(|part| part.len() <= 4 && part.chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_and_decimals_do_not_end_sentences() {
        for (text, expected) in [
            (
                "Menurut dr. Budi, harga naik 3.2 persen. \"Benar,\" kata H. Amin.\nSelesai!",
                &[
                    "Menurut dr. Budi, harga naik 3.2 persen.",
                    "\"Benar,\" kata H. Amin.",
                    "Selesai!",
                ][..],
            ),
            (
                "PT. Maju Jaya Tbk. (MAJU) rugi Rp. 2 miliar. Ia diam.",
                &["PT. Maju Jaya Tbk. (MAJU) rugi Rp. 2 miliar.", "Ia diam."],
            ),
            (
                "Surat No. 12 tgl. 3 Mei itu a.n. Budi. Lihat hlm. 4.",
                &["Surat No. 12 tgl. 3 Mei itu a.n. Budi.", "Lihat hlm. 4."],
            ),
            (
                "“Kami siap.” Ia pulang… Lalu tidur?! Ya.",
                &["“Kami siap.”", "Ia pulang…", "Lalu tidur?!", "Ya."],
            ),
            (
                "Andi, S.H., M.Si. Hadir juga A.H. Nasution. beras, gula, dll. Harga naik.",
                &[
                    "Andi, S.H., M.Si. Hadir juga A.H. Nasution. beras, gula, dll.",
                    "Harga naik.",
                ],
            ),
            (
                "situs detik.com dibuka pukul 19.30. Ramai",
                &["situs detik.com dibuka pukul 19.30.", "Ramai"],
            ),
            ("", &[]),
            ("  \n ", &[]),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
