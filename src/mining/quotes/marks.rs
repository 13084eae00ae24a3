//! Where quotations start and end in a paragraph, judged by their marks alone.

/// A stretch between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First byte of the content.
    pub start: usize,
    /// Byte after the last of the content.
    pub end: usize,
    /// First byte of the opening mark, or of the content where there is none.
    pub outer_start: usize,
    /// Byte after the closing mark, or after the content where there is none.
    pub outer_end: usize,
    /// An opening mark was there.
    pub opened: bool,
    /// A closing mark was there.
    pub closed: bool,
}

/// Whether a text has a quotation mark at all.
pub fn has_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'"', b'\'', 0xE2, bytes).any(|at| match bytes[at] {
        b'"' => true,
        b'\'' => bytes.get(at + 1) == Some(&b'\''),
        _ => text[at..].starts_with(['“', '”', '„']),
    })
}

/// Finds the quotations of a paragraph among its signs (byte and sign) and appends them. `speech`
/// says whether a text starts with a verb of saying: `besok, "kata Reni` closes there, whatever
/// the blanks say.
pub fn spans(
    text: &str,
    signs: &[(usize, char)],
    speech: &dyn Fn(&str) -> bool,
    out: &mut Vec<Span>,
) {
    let mut open: Option<(usize, usize)> = None;
    let mut depth = 0u32;
    let mut floor = 0;
    let mut skip_until = 0;
    for &(at, mark) in signs {
        let len = match mark {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' => mark.len_utf8(),
            '\'' if text[at..].starts_with("''") => 2,
            _ => continue,
        };
        if at < skip_until {
            continue;
        }
        skip_until = at + len;
        let before = text[..at].chars().next_back();
        let after = text[at + len..].chars().next();
        let rest = &text[at + len..];
        let blank_before =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | '–'));
        let blank_after =
            after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '…' | '\''));
        let said = speech(rest);
        match open {
            None => {
                let closes = match mark {
                    '”' | '»' => !blank_before || blank_after,
                    '“' | '„' | '«' => false,
                    // `"Katanya …` opens, `besok, "kata Reni` closes.
                    _ => (!blank_before && blank_after) || said,
                } && (said || before == Some(','))
                    && (!blank_before || text[..at].trim_end().ends_with([',', '?', '!']));
                if closes {
                    // The opening mark is lost: the sentence before the mark was said.
                    let start = sentence_start(&text[floor..at]) + floor;
                    out.push(Span {
                        start,
                        end: at,
                        outer_start: start,
                        outer_end: at + len,
                        opened: false,
                        closed: true,
                    });
                    floor = at + len;
                } else if mark != '”' || blank_before {
                    open = Some((at, at + len));
                    depth = 0;
                }
            }
            Some((outer, start)) => {
                let opens = match mark {
                    '“' | '„' | '«' => true,
                    '”' | '»' => false,
                    _ => blank_before && !blank_after && !said,
                };
                let content = text[start..at].trim_end();
                if opens
                    && (content.ends_with(['.', '?', '!', '…', ',']) || content.is_empty())
                    && after.is_some_and(char::is_uppercase)
                {
                    // The closing mark is lost, and another quotation starts.
                    out.push(Span {
                        start,
                        end: at,
                        outer_start: outer,
                        outer_end: at,
                        opened: true,
                        closed: false,
                    });
                    floor = at;
                    open = Some((at, at + len));
                    depth = 0;
                } else if opens {
                    depth += 1;
                } else if depth > 0 && !said && after.is_some() && !content.ends_with(['.', ',']) {
                    depth -= 1;
                } else {
                    out.push(Span {
                        start,
                        end: at,
                        outer_start: outer,
                        outer_end: at + len,
                        opened: true,
                        closed: true,
                    });
                    floor = at + len;
                    open = None;
                }
            }
        }
    }
    if let Some((outer, start)) = open
        && start < text.len()
    {
        out.push(Span {
            start,
            end: text.len(),
            outer_start: outer,
            outer_end: text.len(),
            opened: true,
            closed: false,
        });
    }
}

/// Where the last sentence of a text starts.
pub fn sentence_start(text: &str) -> usize {
    let body = text.trim_end().trim_end_matches(['.', ',', '?', '!']);
    body.char_indices()
        .rev()
        .find(|&(i, c)| {
            matches!(c, '.' | '?' | '!' | '\n')
                && body[i + c.len_utf8()..]
                    .trim_start_matches(['"', '”', ' '])
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        })
        .map_or(0, |(i, c)| {
            let after = i + c.len_utf8();
            after
                + (body[after..].len()
                    - body[after..]
                        .trim_start_matches(['"', '”', ' ', '\u{a0}'])
                        .len())
        })
}
