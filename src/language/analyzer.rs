//! The tokenizer and the cache around it: text in, tokens out.

use super::address::Address;
use super::cache::{Cache, Sought};
use super::context::is_name_here;
use super::fold::fold_into;
use super::numbers::Expression;
use super::tag::Tag;
use super::text::{
    STARTS, Start, chunk_end, ends_word, has_word, inner_cut, is_currency, joins_words,
    letters_end, next_boundary,
};
use super::token::{Forms, Found, Kind, Token};
use super::word::Word;
use super::words::{Range, words_into};

/// Longest word that is analysed; longer ones keep only their exact form. In bytes.
const MAX_WORD: usize = 256;

/// Most words joined by hyphens that may be one word.
const MAX_HYPHENATED: usize = 4;

/// Plain words that are looked up together.
const BATCH: usize = 16;

/// A plain word of the text that waits to be looked up.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    start: usize,
    end: usize,
    sought: Sought,
}

/// Turns text into tokens. Not shared between threads: it keeps a cache of words it has seen.
#[derive(Debug, Clone, Default)]
pub struct Analyzer {
    cache: Cache,
    word: Word,
    ranges: Vec<Range>,
    expression: Expression,
    buffer: String,
    /// Plain words read but not looked up yet; empty between texts.
    waiting: Vec<Waiting>,
    /// Empties the cache before every word.
    forgetful: bool,
}

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
        self.each(text, |found| sink(found.token()));
    }

    /// As [`Analyzer::analyze`], with forms that are fetched only when asked for.
    pub(crate) fn each(&mut self, text: &str, mut sink: impl FnMut(Found<'_>)) {
        let mut position = 0;
        let mut at = 0;
        let bytes = text.as_bytes();
        while at < bytes.len() {
            match STARTS[usize::from(bytes[at])] {
                Start::Nothing => at += 1,
                Start::Letter => {
                    let end = letters_end(bytes, at);
                    if ends_word(bytes, end) && end - at <= MAX_WORD && !is_currency(bytes, at, end)
                    {
                        self.waiting.push(Waiting {
                            start: at,
                            end,
                            sought: Sought::new(&text[at..end]),
                        });
                        if self.waiting.len() == BATCH {
                            self.look_up_waiting(text, &mut position, &mut sink);
                        }
                        at = end;
                    } else {
                        self.look_up_waiting(text, &mut position, &mut sink);
                        at = self.chunk(text, at, &mut position, &mut sink);
                    }
                }
                Start::Digit | Start::Other => {
                    self.look_up_waiting(text, &mut position, &mut sink);
                    at = self.chunk(text, at, &mut position, &mut sink);
                }
            }
        }
        self.look_up_waiting(text, &mut position, &mut sink);
    }

    /// Looks the waiting words up and hands them on. They are looked up step by step together:
    /// each step reads memory far apart, and so the processor waits for all of it at once.
    #[inline]
    fn look_up_waiting(
        &mut self,
        text: &str,
        position: &mut u32,
        sink: &mut impl FnMut(Found<'_>),
    ) {
        if self.waiting.is_empty() {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut slots = [(0, 0); BATCH];
        for (slot, word) in slots.iter_mut().zip(&waiting) {
            *slot = self.cache.slot(&word.sought);
        }
        let mut found = [None; BATCH];
        for ((found, slot), word) in found.iter_mut().zip(slots).zip(&waiting) {
            let surface = &text[word.start..word.end];
            *found = self.cache.behind(slot, &word.sought, surface);
        }
        let emptied = self.cache.emptied;
        for (found, word) in found.into_iter().zip(&waiting) {
            let known = found.filter(|_| self.cache.emptied == emptied && !self.forgetful);
            let index = match known {
                Some(index) => index,
                None => self.look_up(&text[word.start..word.end]),
            };
            self.give_entry(index, text, word.start, word.end, position, sink);
        }
        self.waiting = waiting;
        self.waiting.clear();
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
        sink: &mut impl FnMut(Found<'_>),
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
        sink: &mut impl FnMut(Found<'_>),
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        if !bytes[at].is_ascii() && !matches!(bytes[at], 0xC2 | 0xE2) {
            return None;
        }
        let begins_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let mut expression = std::mem::take(&mut self.expression);
        if begins_word && expression.read(text, at) {
            for piece in expression.pieces() {
                let forms = [&piece.exact, &piece.root, &piece.root];
                sink(Found {
                    start: piece.start,
                    end: piece.end,
                    position: *position,
                    forms: Forms::Made(piece.kind, forms.map(String::as_str)),
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
        sink: &mut impl FnMut(Found<'_>),
    ) -> Option<usize> {
        let tag = Tag::read(text, at, end).filter(|tag| tag.name.len() <= MAX_WORD)?;
        let mut exact = text[at..=at].to_owned();
        fold_into(tag.name, &mut exact);
        let light = exact[1..].to_owned();
        let (kind, root) = if tag.is_handle {
            (Kind::Handle, light.clone())
        } else {
            (Kind::Hashtag, self.roots(&tag.words()))
        };
        let stop = at + 1 + tag.name.len();
        self.give(at, stop, position, kind, [&exact, &light, &root], sink);
        Some(stop)
    }

    /// The roots of words, with spaces between.
    fn roots(&mut self, words: &[String]) -> String {
        let mut roots = String::new();
        for word in words {
            if !roots.is_empty() {
                roots.push(' ');
            }
            let index = self.look_up(word);
            let entry = self.cache.entry(index);
            let exact = self.cache.exact(entry, word);
            let light = self.cache.light(entry, exact);
            roots.push_str(self.cache.root(entry, exact, light));
        }
        roots
    }

    /// `https://…`, `www.…`, `detik.com`, `nama@contoh.id`.
    fn address(
        &mut self,
        text: &str,
        at: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Found<'_>),
    ) -> Option<usize> {
        let address = Address::read(&text[at..end], MAX_WORD)?;
        let stop = at + address.written.len();
        let forms = address.forms();
        self.give(
            at,
            stop,
            position,
            Kind::Url,
            forms.each_ref().map(String::as_str),
            sink,
        );
        Some(stop)
    }

    #[allow(clippy::too_many_arguments)] // a token's parts
    fn give(
        &self,
        start: usize,
        end: usize,
        position: &mut u32,
        kind: Kind,
        forms: [&str; 3],
        sink: &mut impl FnMut(Found<'_>),
    ) {
        sink(Found {
            start,
            end,
            position: *position,
            forms: Forms::Made(kind, forms),
        });
        *position += 1 + forms[2].bytes().filter(|&byte| byte == b' ').count() as u32;
    }

    /// A run of words joined by hyphens that starts with word `index`, or that word alone.
    fn run(
        &mut self,
        text: &str,
        ranges: &mut [Range],
        index: usize,
        mut stop: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Found<'_>),
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
        sink: &mut impl FnMut(Found<'_>),
    ) {
        let surface = &text[start..end];
        if surface.len() > MAX_WORD {
            self.long(text, start, end, position, sink);
            return;
        }
        let index = self.look_up(surface);
        self.give_entry(index, text, start, end, position, sink);
    }

    /// Hands a word on that the cache has at `index`.
    #[inline]
    fn give_entry(
        &self,
        mut index: usize,
        text: &str,
        start: usize,
        end: usize,
        position: &mut u32,
        sink: &mut impl FnMut(Found<'_>),
    ) {
        let surface = &text[start..end];
        let mut entry = self.cache.entry(index);
        let named = entry.case_matters && is_name_here(text, start, end);
        if named {
            index += 1;
            entry = self.cache.entry(index);
        }
        sink(Found {
            start,
            end,
            position: *position,
            forms: Forms::Kept {
                cache: &self.cache,
                entry,
                surface,
            },
        });
        *position += u32::from(entry.parts);
    }

    /// The cache's entry for `surface`, analysed now if need be.
    fn look_up(&mut self, surface: &str) -> usize {
        if self.forgetful {
            self.cache.forget();
        } else if let Some(index) = self.cache.find(&Sought::new(surface), surface) {
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
        sink: &mut impl FnMut(Found<'_>),
    ) {
        self.buffer.clear();
        let cut = text.floor_char_boundary(start + MAX_WORD);
        fold_into(&text[start..cut], &mut self.buffer);
        let exact = self.buffer.replace(' ', "");
        self.give(start, end, position, Kind::Word, [&exact; 3], sink);
    }
}
