//! The tokenizer and the cache around it: text in, tokens out.

use memchr::memchr;
use unicode_segmentation::UnicodeSegmentation;

use super::cache::{Cache, Cached};
use super::fold::{fold_into, is_apostrophe, is_hyphen, is_invisible};
use super::numbers::Expression;
use super::token::{Kind, Token};
use super::word::Word;
use super::words::{Range, words_into};

/// Longest stretch without a space that is looked at as one, in bytes.
const MAX_CHUNK: usize = 4096;

/// Longest word that is analysed; longer ones keep only their exact form. In bytes.
const MAX_WORD: usize = 256;

/// Most words joined by hyphens that may be one word.
const MAX_HYPHENATED: usize = 4;

/// Turns text into tokens. Not shared between threads: it keeps a cache of words it has seen.
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    cache: Cache,
    word: Word,
    ranges: Vec<Range>,
    expression: Expression,
    buffer: String,
    /// Empties the cache before every word.
    forgetful: bool,
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start {
    Nothing,
    Letter,
    Digit,
    Other,
}

const fn starts() -> [Start; 256] {
    let mut table = [Start::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Start::Letter,
            b'0'..=b'9' => Start::Digit,
            b'@' | b'#' | b'$' | b'_' | 0x80..=0xFF => Start::Other,
            _ => Start::Nothing,
        };
        byte += 1;
    }
    table
}

static STARTS: [Start; 256] = starts();

/// Whether a run of letters certainly ends before `byte`.
const fn closes() -> [bool; 256] {
    let mut table = [false; 256];
    let list = b" \n\t\r\"()!?;[]{}<>|*+=~%,/";
    let mut index = 0;
    while index < list.len() {
        table[list[index] as usize] = true;
        index += 1;
    }
    table
}

static CLOSES: [bool; 256] = closes();

impl Analyzer {
    /// A new analyzer with an empty cache. The lexicon behind it is shared.
    pub fn new() -> Self {
        Self::default()
    }

    /// An analyzer that looks every word up anew, to measure what the cache is worth.
    pub fn uncached() -> Self {
        Self {
            forgetful: true,
            ..Self::default()
        }
    }

    /// Calls `sink` for every token of `text`, in order.
    pub fn analyze(&mut self, text: &str, mut sink: impl FnMut(Token<'_>)) {
        let mut position = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            match STARTS[usize::from(bytes[at])] {
                Start::Nothing => at += 1,
                Start::Letter => {
                    let end = letters_end(bytes, at);
                    if ends_word(bytes, end) && !is_currency(bytes, at, end) {
                        self.emit(text, at, end, &mut position, &mut sink);
                        at = end;
                    } else {
                        at = self.chunk(text, at, &mut position, &mut sink);
                    }
                }
                Start::Digit | Start::Other => {
                    at = self.chunk(text, at, &mut position, &mut sink);
                }
            }
        }
    }

    /// Light and root of one word as it stands in a list: a capital means a name.
    pub fn word(&mut self, surface: &str) -> (String, String) {
        let (mut light, mut root) = (String::new(), String::new());
        let mut join = |token: Token<'_>| {
            for (out, part) in [(&mut light, token.light), (&mut root, token.root)] {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(part);
            }
        };
        // In a list there is no sentence whose first word it could be.
        let listed = format!("a {surface}");
        self.analyze(&listed, |token| {
            if token.start >= 2 {
                join(token);
            }
        });
        (light, root)
    }

    /// The token or tokens at `at`, where something else than a plain word may stand. Gives the
    /// place to go on from, always further.
    fn chunk(
        &mut self,
        text: &str,
        at: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) -> usize {
        let bytes = text.as_bytes();
        let end = chunk_end(text, at);
        // Emoji and dashes come here too.
        if let Some(end) = self.special(text, at, end, position, sink) {
            return end;
        }
        let mut ranges = std::mem::take(&mut self.ranges);
        ranges.clear();
        words_into(&text[at..end], at, &mut ranges);
        let mut index = 0;
        let mut resume = end;
        while index < ranges.len() {
            let (start, stop) = (ranges[index].0 as usize, ranges[index].1 as usize);
            // Numbers look beyond the chunk, and special forms may begin inside it.
            if start > at
                && (bytes[start].is_ascii_digit()
                    || matches!(bytes[start - 1], b'@' | b'#' | b'$')
                    || is_currency(bytes, start, letters_end(bytes, start)))
            {
                let begin = if matches!(bytes[start - 1], b'@' | b'#' | b'$') {
                    start - 1
                } else {
                    start
                };
                if let Some(done) = self.special(text, begin, end, position, sink) {
                    if done > end {
                        resume = done;
                        break;
                    }
                    while index < ranges.len() && (ranges[index].0 as usize) < done {
                        index += 1;
                    }
                    // The rest of a word that the special form ends inside of.
                    if index > 0
                        && (ranges[index - 1].1 as usize) > done
                        && has_word(&text[done..ranges[index - 1].1 as usize])
                    {
                        let rest = (done as u32, ranges[index - 1].1);
                        index -= 1;
                        ranges[index] = rest;
                    }
                    continue;
                }
            }
            index = self.run(text, &mut ranges, index, stop, position, sink);
        }
        self.ranges = ranges;
        resume.max(at + 1).max(next_boundary(text, at))
    }

    /// Numbers, money, dates, handles, tags, addresses. `None` if it is none of them.
    fn special(
        &mut self,
        text: &str,
        at: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        if !bytes[at].is_ascii() && !matches!(bytes[at], 0xC2 | 0xE2) {
            return None;
        }
        let begins_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let mut expression = std::mem::take(&mut self.expression);
        if begins_word && expression.read(text, at) {
            for piece in expression.pieces() {
                sink(Token {
                    start: piece.start,
                    end: piece.end,
                    position: *position,
                    kind: piece.kind,
                    exact: &piece.exact,
                    light: &piece.root,
                    root: &piece.root,
                });
                *position += 1;
            }
            let end = expression.end;
            self.expression = expression;
            return Some(end);
        }
        self.expression = expression;
        match bytes[at] {
            b'@' | b'#' => self.tagged(text, at, end, position, sink),
            byte if byte.is_ascii_alphanumeric() => self.address(text, at, end, position, sink),
            _ => None,
        }
    }

    /// `@akun` and `#tagar`.
    fn tagged(
        &mut self,
        text: &str,
        at: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) -> Option<usize> {
        let handle = text.as_bytes()[at] == b'@';
        let body = &text[at + 1..end];
        let length = body
            .char_indices()
            .find(|&(_, c)| !(c.is_alphanumeric() || c == '_' || (handle && c == '.')))
            .map_or(body.len(), |(index, _)| index);
        let name = body[..length].trim_end_matches('.');
        if !name.chars().any(char::is_alphanumeric) || name.len() > MAX_WORD {
            return None;
        }
        let stop = at + 1 + name.len();
        let mut exact = text[at..=at].to_owned();
        fold_into(name, &mut exact);
        let light = exact[1..].to_owned();
        let root = if handle {
            light.clone()
        } else {
            self.tag_parts(name)
        };
        self.give(
            text,
            at,
            stop,
            position,
            handle_kind(handle),
            [&exact, &light, &root],
            sink,
        );
        Some(stop)
    }

    /// `#DukungKPK2024` → `dukung kpk 2024`: capitals, digits and underscores part the words.
    fn tag_parts(&mut self, name: &str) -> String {
        let mut parts: Vec<String> = vec![String::new()];
        let mut previous = '_';
        let mut chars = name.chars().peekable();
        while let Some(c) = chars.next() {
            let next_lower = chars.peek().is_some_and(|c| c.is_lowercase());
            let boundary = c == '_'
                || (c.is_numeric() != previous.is_numeric() && previous != '_')
                || (c.is_uppercase() && previous.is_lowercase())
                || (c.is_uppercase() && previous.is_uppercase() && next_lower);
            if boundary && parts.last().is_some_and(|part| !part.is_empty()) && parts.len() < 8 {
                parts.push(String::new());
            }
            if c != '_'
                && let Some(part) = parts.last_mut()
            {
                part.push(c);
            }
            previous = c;
        }
        parts.retain(|part| !part.is_empty());
        let mut root = String::new();
        for part in parts {
            if !root.is_empty() {
                root.push(' ');
            }
            let index = self.look_up(&part);
            root.push_str(self.cache.root(self.cache.entry(index)));
        }
        root
    }

    /// `https://…`, `www.…`, `detik.com`, `nama@contoh.id`.
    fn address(
        &mut self,
        text: &str,
        at: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) -> Option<usize> {
        let chunk = &text[at..end];
        let bytes = chunk.as_bytes();
        memchr(b'.', bytes).or_else(|| memchr(b':', bytes))?;
        let has_scheme = ["http://", "https://", "HTTP://", "HTTPS://"]
            .iter()
            .any(|scheme| chunk.starts_with(scheme));
        let length = bytes
            .iter()
            .position(|&byte| {
                !(byte.is_ascii_alphanumeric()
                    || matches!(byte, b'.' | b'-' | b'_' | b'@' | b'+')
                    || (has_scheme
                        && byte.is_ascii_graphic()
                        && !matches!(byte, b'"' | b'<' | b'>' | b')')))
            })
            .unwrap_or(bytes.len());
        let written =
            chunk[..length].trim_end_matches(['.', ',', '-', '_', ';', ':', '!', '?', '\'', '+']);
        if written.len() > MAX_WORD {
            return None;
        }
        let bare = written.split_once("://").map_or(written, |(_, rest)| rest);
        let host = bare.split(['/', '?', '#', ':']).next().unwrap_or(bare);
        let (user, host) = match host.rsplit_once('@') {
            Some((user, host)) => (Some(user), host),
            None => (None, host),
        };
        let domain = Domain::parse(host)?;
        if user.is_some_and(|user| user.is_empty() || user.contains('@')) {
            return None;
        }
        let mut exact = String::new();
        fold_into(written, &mut exact);
        let mut light = String::new();
        fold_into(domain.host, &mut light);
        let mut root = String::new();
        fold_into(domain.label, &mut root);
        if user.is_some() {
            light.clone_from(&exact);
            root.clone_from(&exact);
        }
        let stop = at + written.len();
        self.give(
            text,
            at,
            stop,
            position,
            Kind::Url,
            [&exact, &light, &root],
            sink,
        );
        Some(stop)
    }

    #[allow(clippy::too_many_arguments)] // a token's parts
    fn give(
        &self,
        _text: &str,
        start: usize,
        end: usize,
        position: &mut u32,
        kind: Kind,
        [exact, light, root]: [&str; 3],
        sink: &mut impl FnMut(Token<'_>),
    ) {
        sink(Token {
            start,
            end,
            position: *position,
            kind,
            exact,
            light,
            root,
        });
        *position += 1 + root.bytes().filter(|&byte| byte == b' ').count() as u32;
    }

    /// A run of words joined by hyphens that starts with word `index`, or that word alone.
    fn run(
        &mut self,
        text: &str,
        ranges: &mut [Range],
        index: usize,
        mut stop: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) -> usize {
        let start = ranges[index].0 as usize;
        // On purpose unlike UAX #29: `a:b`, `a_b` and `a.b` are words side by side, S.H. is one.
        if let Some(cut) = inner_cut(&text[start..stop]) {
            let (end, next) = cut;
            if has_word(&text[start..start + end]) {
                self.emit(text, start, start + end, position, sink);
            }
            if start + next >= stop {
                return index + 1;
            }
            if !has_word(&text[start + next..stop]) {
                return index + 1;
            }
            ranges[index].0 = (start + next) as u32;
            return index;
        }
        let mut last = index;
        while last + 1 < ranges.len() && last + 1 - index < MAX_HYPHENATED {
            let (next, end) = (ranges[last + 1].0 as usize, ranges[last + 1].1 as usize);
            let gap = &text[ranges[last].1 as usize..next];
            if !joins_words(gap) || inner_cut(&text[next..end]).is_some() {
                break;
            }
            last += 1;
            stop = end;
        }
        if last == index || stop - start > MAX_WORD {
            self.emit(text, start, ranges[index].1 as usize, position, sink);
            return index + 1;
        }
        let found = self.look_up(&text[start..stop]);
        if !self.cache.entry(found).apart {
            self.emit(text, start, stop, position, sink);
            return last + 1;
        }
        // The longest beginning that is one word: `anak-anak-ibu` is rare, `kakak-adik` is not.
        self.emit(text, start, ranges[index].1 as usize, position, sink);
        index + 1
    }

    /// One word, by the cache.
    #[inline]
    fn emit(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) {
        let surface = &text[start..end];
        if surface.len() > MAX_WORD {
            self.long(text, start, end, position, sink);
            return;
        }
        let mut index = match self.cache.find(surface) {
            Some(index) => index,
            None => self.look_up(surface),
        };
        if self.cache.entry(index).case_matters && is_name_here(text, start, end) {
            index += 1;
        }
        let entry: &Cached = self.cache.entry(index);
        sink(Token {
            start,
            end,
            position: *position,
            kind: entry.kind,
            exact: self.cache.exact(entry),
            light: self.cache.light(entry),
            root: self.cache.root(entry),
        });
        *position += u32::from(entry.parts);
    }

    /// The cache's entry for `surface`, analysed now if need be.
    fn look_up(&mut self, surface: &str) -> usize {
        if self.forgetful {
            self.cache.forget();
        } else if let Some(index) = self.cache.find(surface) {
            return index;
        }
        self.word.analyse(surface, false, false);
        let index = self.cache.insert(surface, &self.word);
        if self.word.case_matters {
            self.word.analyse(surface, true, false);
            self.cache.insert_name(&self.word);
        }
        index
    }

    /// A word too long to be one: folded, and nothing else.
    fn long(
        &mut self,
        text: &str,
        start: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Token<'_>),
    ) {
        self.buffer.clear();
        let cut = floor_boundary(text, start + MAX_WORD);
        fold_into(&text[start..cut], &mut self.buffer);
        let exact = self.buffer.replace(' ', "");
        sink(Token {
            start,
            end,
            position: *position,
            kind: Kind::Word,
            exact: &exact,
            light: &exact,
            root: &exact,
        });
        *position += 1;
    }
}

/// Whether there is more than marks and invisible characters.
fn has_word(text: &str) -> bool {
    text.unicode_words().next().is_some()
}

fn handle_kind(handle: bool) -> Kind {
    if handle { Kind::Handle } else { Kind::Hashtag }
}

#[inline]
fn letters_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < bytes.len() && bytes[end].is_ascii_alphabetic() {
        end += 1;
    }
    end
}

/// Whether a run of ASCII letters that ends at `end` is certainly a word by itself.
#[inline]
fn ends_word(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(&byte) if CLOSES[usize::from(byte)] => true,
        Some(b'.' | b':') => match bytes.get(end + 1) {
            None => true,
            Some(b'/') => false,
            Some(&next) => CLOSES[usize::from(next)],
        },
        Some(_) => false,
    }
}

/// Whether the letters at `start..end` may be a currency sign before an amount.
#[inline]
fn is_currency(bytes: &[u8], start: usize, end: usize) -> bool {
    (1..=3).contains(&(end - start))
        && matches!(
            bytes[start],
            b'R' | b'r' | b'U' | b'u' | b'I' | b'i' | b'S' | b's' | b'E' | b'e'
        )
        && {
            let next = bytes.get(end).copied().unwrap_or(b' ');
            matches!(next, b'.' | b' ' | b'$' | b'0'..=b'9' | 0xC2)
                && bytes[end..].iter().take(4).any(u8::is_ascii_digit)
                && super::numbers::is_currency_code(&bytes[start..end])
        }
}

/// The end of the stretch without white space that starts at `at`.
fn chunk_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let limit = (at + MAX_CHUNK).min(bytes.len());
    match bytes[at..limit].iter().position(u8::is_ascii_whitespace) {
        Some(length) => at + length,
        None if limit == bytes.len() => limit,
        None => floor_boundary(text, limit).max(next_boundary(text, at)),
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The end of the character at `at`.
fn next_boundary(text: &str, at: usize) -> usize {
    let mut next = at + 1;
    while !text.is_char_boundary(next) {
        next += 1;
    }
    next
}

/// Whether `gap`, what stands between two words, makes them one hyphenated word: one hyphen,
/// a backtick for an apostrophe (Ma`ruf), or invisible characters.
fn joins_words(gap: &str) -> bool {
    let mut visible = gap.chars().filter(|&c| !is_invisible(c));
    match (visible.next(), visible.next()) {
        (None, _) => !gap.is_empty(),
        (Some(c), None) => is_hyphen(c) && c != '\u{2212}' || (is_apostrophe(c) && c != '\''),
        _ => false,
    }
}

/// Where a UAX #29 word is cut on purpose: the end of its first part and the start of the next.
/// `None` for words that stay whole, which is nearly all.
fn inner_cut(word: &str) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let at = bytes
        .iter()
        .position(|byte| matches!(byte, b':' | b'_' | b'.'))?;
    if bytes[at] == b'.' {
        let digits = at > 0 && bytes[at - 1].is_ascii_digit();
        if digits || is_initialism(word) {
            return None;
        }
    }
    if at == 0 {
        // `_kata`: the underscore belongs to no word, but offsets must move on.
        let rest = bytes
            .iter()
            .position(|byte| !matches!(byte, b':' | b'_' | b'.'))?;
        return cut_after(word, rest);
    }
    let next = bytes[at..]
        .iter()
        .position(|byte| !matches!(byte, b':' | b'_' | b'.'))
        .map_or(bytes.len(), |length| at + length);
    Some((at, next))
}

/// A word with leading underscores stays one token; there is nothing to cut before it.
fn cut_after(word: &str, start: usize) -> Option<(usize, usize)> {
    let bytes = word.as_bytes();
    let end = bytes[start..]
        .iter()
        .position(|byte| matches!(byte, b':' | b'_' | b'.'))
        .map(|length| start + length)?;
    let next = bytes[end..]
        .iter()
        .position(|byte| !matches!(byte, b':' | b'_' | b'.'))
        .map_or(bytes.len(), |length| end + length);
    Some((end, next))
}

/// `S.H`, `a.n`, `U.S.A`: single letters with stops.
fn is_initialism(word: &str) -> bool {
    word.split('.').all(|part| part.chars().count() == 1)
}

/// Whether an unlisted capitalised word at `start..end` is a name by where it stands.
fn is_name_here(text: &str, start: usize, end: usize) -> bool {
    !starts_sentence(text, start) && !in_title_case(text, start, end)
}

fn starts_sentence(text: &str, start: usize) -> bool {
    for c in text[..start].chars().rev().take(8) {
        match c {
            ' ' | '\t' | '\u{A0}' => {}
            '.' | '!' | '?' | ':' | '\n' | '\r' | '"' | '\u{201C}' | '\u{2018}' | '(' | '['
            | '\u{2013}' | '\u{2014}' | '-' | '|' | '•' => return true,
            _ => return false,
        }
    }
    true
}

/// Whether most long words around have a capital, as in a headline.
fn in_title_case(text: &str, start: usize, end: usize) -> bool {
    /// How far to look on each side, in bytes.
    const REACH: usize = 160;
    let from = floor_boundary(text, start.saturating_sub(REACH));
    let to = floor_boundary(text, (end + REACH).min(text.len()));
    let is_line_end = |c: char| matches!(c, '\n' | '\r');
    let before = text[from..start].rsplit(is_line_end).next().unwrap_or("");
    let after = text[end..to].split(is_line_end).next().unwrap_or("");
    // A sentence's end is an end too, but only with the space that tells it from `dr.`.
    let before = before.rsplit(". ").next().unwrap_or(before);
    let after = after.split(". ").next().unwrap_or(after);
    let (mut capitals, mut all) = (0, 0);
    for word in before.split(' ').chain(after.split(' ')) {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        if let Some(first) = letters.next()
            && letters.count() >= 3
        {
            all += 1;
            capitals += usize::from(first.is_uppercase());
        }
    }
    all >= 3 && capitals * 10 >= all * 8
}

/// A host name with a known top-level domain.
struct Domain<'a> {
    /// Without `www.`.
    host: &'a str,
    /// The name of the site: `detik` of `news.detik.com`.
    label: &'a str,
}

impl<'a> Domain<'a> {
    fn parse(host: &'a str) -> Option<Self> {
        const TOP: &[&str] = &[
            "com", "id", "net", "org", "co", "tv", "info", "gov", "edu", "io", "my", "sg", "uk",
            "au", "me", "news", "biz", "ly", "gl", "be", "xyz", "app", "dev",
        ];
        const SECOND: &[&str] = &[
            "co", "go", "ac", "or", "sch", "web", "my", "mil", "com", "desa", "net", "org", "gov",
        ];
        let host = host
            .strip_prefix("www.")
            .or_else(|| host.strip_prefix("WWW."))
            .unwrap_or(host);
        let labels: Vec<&str> = host.split('.').collect();
        let lower = |label: &str| label.to_ascii_lowercase();
        let top = lower(labels.last()?);
        if labels.len() < 2
            || !TOP.contains(&top.as_str())
            || labels.iter().any(|label| {
                label.is_empty()
                    || !label
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            })
        {
            return None;
        }
        let second = lower(labels[labels.len() - 2]);
        let label = if labels.len() > 2 && SECOND.contains(&second.as_str()) {
            labels[labels.len() - 3]
        } else {
            labels[labels.len() - 2]
        };
        // `lalu.Id` and `dia.Me` are lost spaces after a full stop.
        let glued = labels.len() == 2
            && labels[1]
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_uppercase())
            && labels[0].bytes().any(|byte| byte.is_ascii_lowercase());
        (!glued && label.len() >= 2).then_some(Self { host, label })
    }
}
