//! Finds the places where a text explains a short form.

use super::align::{self, Part};

/// A short form with the words that may hold its long form.
#[derive(Debug)]
pub struct Candidate<'a> {
    /// As written.
    pub short: &'a str,
    /// The words next to it, in order.
    pub parts: Vec<Part>,
    /// The long form starts at the first part (`SHORT (Long Form)`).
    pub anchored: bool,
    /// Stated in so many words or brackets (`disingkat`), not merely beside it.
    pub stated: bool,
}

/// How far left of a bracket a long form may start, in bytes.
const REACH: usize = 160;

/// Calls `sink` for each place in `text`, which is the one that parts' offsets refer to.
pub fn candidates<'a>(text: &'a str, sink: &mut dyn FnMut(Candidate<'a>)) {
    for open in memchr::memchr_iter(b'(', text.as_bytes()) {
        let inner_start = open + 1;
        let limit = text.floor_char_boundary(inner_start + 120);
        let Some(len) = memchr::memchr2(b')', b'(', &text.as_bytes()[inner_start..limit]) else {
            continue;
        };
        if text.as_bytes()[inner_start + len] != b')' {
            continue;
        }
        brackets(text, open, inner_start + len, sink);
    }
    for (cue, side) in CUES {
        for at in memchr::memmem::find_iter(text.as_bytes(), cue.as_bytes()) {
            stated(text, at, at + cue.len(), *side, sink);
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    /// `Long … disingkat SHORT`.
    ShortRight,
    /// `SHORT singkatan dari Long`.
    ShortLeft,
    /// `X alias Y`: either.
    Either,
}

const CUES: &[(&str, Side)] = &[
    ("disingkat", Side::ShortRight),
    ("kependekan dari", Side::ShortLeft),
    ("singkatan dari", Side::ShortLeft),
    ("kepanjangan dari", Side::ShortLeft),
    (" alias ", Side::Either),
];

fn brackets<'a>(text: &'a str, open: usize, close: usize, sink: &mut dyn FnMut(Candidate<'a>)) {
    let inner = text[open + 1..close].trim();
    let inner_start =
        open + 1 + (text[open + 1..close].len() - text[open + 1..close].trim_start().len());
    if is_short(inner) {
        let start = left_edge(text, open);
        let parts = parts_of(&text[start..open], start);
        if parts.len() >= 2 || parts.first().is_some_and(|p| p.folded.len() > 3) {
            sink(Candidate {
                short: inner,
                parts,
                anchored: false,
                stated: false,
            });
        }
        return;
    }
    // (Long Form/SHORT), (SHORT/Long Form), (Long Form, SHORT)
    if let Some(cut) = inner.find(['/', ',']) {
        let (a, b) = (inner[..cut].trim(), inner[cut + 1..].trim());
        let b_start = inner_start + inner.len() - b.len();
        if is_short(b) && a.contains(' ') {
            sink(Candidate {
                short: b,
                parts: parts_of(a, inner_start),
                anchored: true,
                stated: false,
            });
        } else if is_short(a) && b.contains(' ') {
            sink(Candidate {
                short: a,
                parts: parts_of(b, b_start),
                anchored: true,
                stated: false,
            });
        }
    }
    // SHORT (Long Form)
    if inner.contains([' ', '-'])
        && let Some(short) = last_word(&text[..open])
        && is_short(short)
    {
        let lead = [
            "singkatan dari ",
            "kependekan dari ",
            "atau ",
            "yakni ",
            "yaitu ",
        ]
        .iter()
        .find_map(|lead| inner.strip_prefix(lead))
        .unwrap_or(inner);
        let start = inner_start + inner.len() - lead.len();
        sink(Candidate {
            short,
            parts: parts_of(lead, start),
            anchored: true,
            stated: false,
        });
    }
}

fn stated<'a>(
    text: &'a str,
    from: usize,
    to: usize,
    side: Side,
    sink: &mut dyn FnMut(Candidate<'a>),
) {
    let left_start = left_edge(text, from);
    let left = trim_cue(&text[left_start..from]);
    let right = &text[to..text.floor_char_boundary(to + REACH)];
    let right = &right[..right.find(SENTENCE_END).unwrap_or(right.len())];
    let lead = right.len()
        - right
            .trim_start_matches([' ', ',', '\'', '"', '“', '‘'])
            .len();
    let mut right_words = right[lead..].split([' ', '\u{a0}']);
    if matches!(side, Side::ShortRight | Side::Either) {
        let skip = ["menjadi", "sebagai", "dengan", "nama"];
        let stated = !matches!(side, Side::Either);
        let short = right_words
            .by_ref()
            .find(|w| !skip.contains(w))
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .unwrap_or("");
        if is_short(short) {
            sink(Candidate {
                short,
                parts: parts_of(left, left_start),
                anchored: false,
                stated,
            });
        }
    }
    if matches!(side, Side::ShortLeft | Side::Either) {
        let short = left
            .split_whitespace()
            .rev()
            .find(|w| {
                !matches!(
                    *w,
                    "adalah" | "merupakan" | "ialah" | "yang" | "itu" | "sendiri"
                )
            })
            .unwrap_or("")
            .trim_matches(|c: char| !c.is_alphanumeric());
        if is_short(short) {
            let rest = &right[lead..];
            let cut = rest
                .find([',', '(', ')', '"', '”', '“'])
                .unwrap_or(rest.len());
            sink(Candidate {
                short,
                parts: parts_of(&rest[..cut], to + lead),
                anchored: true,
                stated: !matches!(side, Side::Either),
            });
        }
    }
}

/// Takes `atau`, `yang biasa` and the like off the end of what stands before a cue.
fn trim_cue(text: &str) -> &str {
    const TAIL: &[&str] = &[
        "atau",
        "yang",
        "biasa",
        "lebih",
        "dikenal",
        "sering",
        "juga",
        "kemudian",
        "lazim",
        "bisa",
        "dan",
        "ini",
        "itu",
        "selanjutnya",
    ];
    let mut text = text.trim_end();
    while let Some(word) = text.rsplit(' ').next() {
        let bare = word.trim_end_matches(',');
        if text.len() > word.len() && TAIL.contains(&bare) {
            text = text[..text.len() - word.len()].trim_end();
        } else {
            break;
        }
    }
    text.trim_end_matches(',')
}

const SENTENCE_END: [char; 9] = ['.', '?', '!', ';', ':', '\n', '—', '…', '•'];

/// Where the sentence or quotation that leads up to `at` starts, at most [`REACH`] bytes back.
fn left_edge(text: &str, at: usize) -> usize {
    let start = text.floor_char_boundary(at.saturating_sub(REACH));
    let slice = &text[start..at];
    slice
        .rfind(|c: char| {
            SENTENCE_END.contains(&c) || matches!(c, '(' | ')' | '"' | '“' | '”' | '[' | ']')
        })
        .map_or(start, |i| {
            start + i + slice[i..].chars().next().map_or(1, char::len_utf8)
        })
}

fn last_word(text: &str) -> Option<&str> {
    let text = text.strip_suffix(' ').unwrap_or(text);
    let start = text
        .rfind(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .map_or(0, |i| {
            i + text[i..].chars().next().map_or(1, char::len_utf8)
        });
    (start < text.len()).then(|| text[start..].trim_matches(['-', '.']))
}

/// Whether it looks like a short form: one or two tokens, 2 to 16 letters.
pub fn is_short(text: &str) -> bool {
    if text.len() < 2 || text.len() > 24 {
        return false;
    }
    let (mut letters, mut spaces, mut digits) = (0, 0, 0);
    for c in text.chars() {
        match c {
            ' ' => spaces += 1,
            '-' | '.' | '&' | '\'' => {}
            c if c.is_ascii_digit() => digits += 1,
            c if c.is_alphabetic() => letters += 1,
            _ => return false,
        }
    }
    spaces <= 1
        && letters >= 1
        && letters + digits >= 2
        && letters + digits <= align::MAX_SHORT
        && digits <= 2
        && !text.ends_with('.')
        && !text.starts_with(['-', '.', '\''])
}

/// Cuts text into words for alignment; hyphenated words give one part for each half.
pub fn parts_of(text: &str, offset: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut comma = false;
    let mut start = None;
    let mut hyphen = false;
    let push = |from: usize, to: usize, comma: bool, hyphen: bool, parts: &mut Vec<Part>| {
        let mut folded = String::new();
        align::fold(&text[from..to], &mut folded);
        if folded.is_empty() {
            return;
        }
        let echo = parts.last().is_some_and(|p| {
            p.folded == folded
                || hyphen
                    && (folded.ends_with(p.folded.as_str())
                        || folded.starts_with(p.folded.as_str()))
        });
        parts.push(Part {
            function: align::is_function(&folded),
            folded,
            start: offset + from,
            end: offset + to,
            echo,
            comma,
        });
    };
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric() || matches!(c, '\'' | '’') {
            if start.is_none() {
                start = Some(i);
            }
            continue;
        }
        if let Some(from) = start.take() {
            push(from, i, comma, hyphen, &mut parts);
            (comma, hyphen) = (false, false);
        }
        match c {
            ',' => comma = true,
            '-' => hyphen = i > 0 && text.as_bytes()[i - 1] != b' ',
            _ => {}
        }
    }
    if let Some(from) = start {
        push(from, text.len(), comma, hyphen, &mut parts);
    }
    let extra = parts.len().saturating_sub(24);
    parts.drain(..extra);
    parts
}
