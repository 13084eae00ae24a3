//! Direct quotations and who said them.
//!
//! Rules over marks and verbs of saying, in the manner of Pouliquen, Steinberger & Best (2007,
//! "Automatic detection of quotations in multilingual news"), with Indonesian verbs, roles and
//! pronouns: an article is read once for the people who speak in it and where they are last
//! mentioned, then each quotation is given to the name beside its verb, or to the latest speaker.

mod accounts;
mod behind;
mod clues;
mod described;
mod fullnames;
mod given;
mod kinds;
mod known;
mod marks;
mod mentions;
mod names;
mod offices;
mod people;
mod person;
mod places;
mod reading;
mod standing;
mod subject;
pub mod tokens;
mod who;
mod words;

use std::ops::Range;

use serde::Serialize;

use crate::article::Article;
use known::Known;
use marks::Span;
use names::Said;
use people::People;
use reading::{Paragraph, Reading};
use standing::{orphaned, personal, standalone};
use tokens::{Break, Token};
use words::Kinds;
pub(crate) use words::is_weekday;

/// Something that somebody said, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Quote {
    /// What was said, without the marks.
    pub text: String,
    /// Who said it, as the text beside it has it: a name, else a role or an organisation.
    pub speaker: Option<String>,
    /// The same person's full name elsewhere in the article (`Reni` → `Reni Yanita`).
    pub speaker_full: Option<String>,
    /// The role that is given with the name.
    pub role: Option<String>,
    /// The verb of saying, as written.
    pub verb: Option<String>,
    /// Index of the paragraph.
    pub paragraph: usize,
    /// Bytes of `text` in the paragraph.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

/// How a quotation is tied to its speaker.
#[derive(Debug, Clone)]
struct Tie {
    said: Said,
    /// Bytes of the verb.
    verb: Range<usize>,
    /// First token after (or the tokens that `said` counts from).
    base: usize,
}

/// Finds the direct quotations of an article, in reading order.
pub fn quotes(article: &Article) -> Vec<Quote> {
    if !article.body.iter().any(|p| marks::has_marks(p)) {
        return Vec::new();
    }
    let reading = Reading::read(&article.body);
    let paragraphs = reading.paragraphs(&article.body);
    let mut people = People::read(&reading, &paragraphs);
    let mut out: Vec<Quote> = Vec::new();
    for (number, p) in paragraphs.iter().enumerate() {
        let ties: Vec<Option<Tie>> = (0..p.spans.len()).map(|i| tie(p, i, &people)).collect();
        for (i, span) in p.spans.iter().enumerate() {
            let text = p.text[span.start..span.end].trim();
            let long = text.split_whitespace().nth(4).is_some();
            if !text.chars().any(char::is_alphabetic) {
                continue;
            }
            // Neighbours with nothing between share a tie: "…." "…," kata Reni.
            let mut found = ties[i].clone().map(|t| (t, i));
            let mut next = i;
            while found.is_none() && next + 1 < p.spans.len() {
                let between = &p.text[p.spans[next].outer_end..p.spans[next + 1].outer_start];
                if between.chars().any(char::is_alphanumeric) || between.len() > 4 {
                    break;
                }
                next += 1;
                found = ties[next]
                    .clone()
                    .filter(|t| t.verb.start >= p.spans[next].outer_end)
                    .map(|t| (t, next));
            }
            if found.is_none() && !(long && standalone(p, i)) {
                continue;
            }
            let borrowed = next > i;
            if borrowed && (announced(p, span) || orphaned(p, span) && !personal(p, span)) {
                continue;
            }
            let whole = out
                .last()
                .is_some_and(|q: &Quote| q.paragraph + 1 == number)
                && number > 0
                && paragraphs[number - 1]
                    .spans
                    .last()
                    .is_some_and(|s| !s.closed)
                && span.outer_start == p.text.len() - p.text.trim_start().len();
            let (who, verb) = match &found {
                Some((tie, _)) => (
                    match tie.said {
                        Said::Account => accounts::latest(&paragraphs, number, span.outer_start),
                        _ => people.resolve(*p, number, span.outer_start, tie),
                    },
                    Some(p.text[tie.verb.clone()].to_owned()),
                ),
                None => (people.latest(number, span.outer_start, 2), None),
            };
            // Nobody is quoted with their own name: that is narration between two quotations.
            let narrated = |who: &who::Who| {
                who.name.len() > 2 && text.contains(who.name) || reported(p, span, who)
            };
            if (verb.is_none() || borrowed) && who.as_ref().is_some_and(narrated)
                || verb.is_none() && who.is_none()
            {
                continue;
            }
            if whole
                && verb.is_some()
                && let (Some(who), Some(before)) = (&who, out.last_mut())
                && before.verb.is_none()
            {
                // One quotation over several paragraphs, named at its end.
                before.speaker = Some(who.name.to_owned());
                before.speaker_full = Some(who.full.to_owned());
            }
            // `ujarnya` behind what `kopi***` wrote is whoever spoke before.
            let masked = found.as_ref().is_some_and(|(tie, _)| match tie.said {
                Said::Role { first, .. } => p.tokens.get(tie.base + first).is_some_and(|t| {
                    !p.text[t.start..].starts_with('@') && accounts::is_handle(p.text, t)
                }),
                _ => false,
            });
            if let Some(who) = &who {
                if !masked {
                    people.spoke(number, span.outer_end, who);
                }
            } else if let Some((tie, _)) = &found
                && tie.said == Said::Unnamed
                && tie.base > 0
                && p.tokens.get(tie.base).is_some_and(|t| t.is(Kinds::SOMEONE))
            {
                people.nobody(number, span.outer_end);
            }
            let start = span.start
                + (p.text[span.start..span.end].len()
                    - p.text[span.start..span.end].trim_start().len());
            out.push(Quote {
                end: start + text.len(),
                start,
                text: text.to_owned(),
                speaker: who.as_ref().map(|w| w.name.to_owned()),
                speaker_full: who.as_ref().map(|w| w.full.to_owned()),
                role: who.and_then(|w| w.role.map(str::to_owned)),
                verb,
                paragraph: number,
            });
        }
    }
    out
}

/// Whether a text starts with a verb of saying, as behind a closing mark.
fn starts_with_verb(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',', '.', '\u{a0}']);
    let word = &rest[..rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-'))
        .unwrap_or(rest.len())];
    if word.is_empty() || word.len() > 14 {
        return false;
    }
    // `kataReni`: a lost blank.
    let cut = word
        .char_indices()
        .skip(1)
        .find(|(_, c)| c.is_uppercase())
        .map_or(word.len(), |(i, _)| i);
    let word = &word[..cut];
    // `"Doa …` opens.
    words::kinds(word).has(Kinds::BEHIND)
        && !matches!(word.to_lowercase().as_str(), "doa" | "doanya")
}

/// What is said or decided in a text, as whose it is stands behind: `demikian putusan Kopindo`.
const STATEMENT: &[&str] = &[
    "pernyataan",
    "keterangan",
    "penjelasan",
    "pengakuan",
    "putusan",
    "pengumuman",
    "laporan",
    "ungkapan",
    "ucapan",
    "penuturan",
    "cuitan",
];

/// What ties a quotation to a speaker: a verb behind it, or before it.
fn tie(p: &Paragraph, i: usize, people: &People<'_>) -> Option<Tie> {
    let span = &p.spans[i];
    let known = &people.known;
    let inside = p.text[span.start..span.end].trim_end();
    let words = |least: usize| inside.split_whitespace().nth(least - 1).is_some();
    let gap = p.text[span.outer_end..].trim_start().starts_with(',');
    let comma = inside.ends_with(',') || gap || inside.ends_with('?') && asked(p, span);
    let finished = inside.ends_with([',', '.', '?', '!', '…']) || gap;
    let behind = p.tokens.partition_point(|t| t.start < span.outer_end);
    if span.closed
        && (finished || words(4))
        && let Some(token) = p.tokens.get(behind)
        && p.text[span.outer_end..token.start].len() <= 6
    {
        // `"…", aku mau pergi` is not `"…," aku Reni`.
        let speaks = |t: &Token| t.capital || t.is(Kinds::ROLE.or(Kinds::PRONOUN));
        let verb = token.is(Kinds::BEHIND)
            && (!token.like(p.text, &["aku"]) || p.tokens.get(behind + 1).is_some_and(speaks));
        // `… Amin." Doa lainnya …`: a new sentence.
        let verb = verb
            && !(token.capital
                && inside.ends_with('.')
                && !token.is(Kinds::TELLING.or(Kinds::NYA)));
        let begun = token.like(p.text, &["demikian", "begitu"]);
        if verb {
            let (verb, skip) = match p.tokens.get(behind + 1) {
                // `demikian kata Reni`, `begitu ujarnya`, `lanjut kata dia`
                Some(next)
                    if next.gap == Break::None && next.is(Kinds::BEHIND) && !next.capital =>
                {
                    (next, 2)
                }
                // `demikian bunyi putusan Kopindo`
                Some(next)
                    if begun
                        && next.like(p.text, &["bunyi", "isi"])
                        && p.tokens
                            .get(behind + 2)
                            .is_some_and(|t| t.like(p.text, STATEMENT)) =>
                {
                    (&p.tokens[behind + 2], 3)
                }
                // `demikian disampaikan Reni`, but `demikian dikutip dari` names nobody.
                Some(next) if begun => match next.text(p.text) {
                    _ if next.like(p.text, STATEMENT) => (next, 2),
                    _ if next.is(Kinds::PASSIVE) && !next.capital => (next, 2),
                    // `demikian Kepala Dinas Reni`
                    _ if next.gap <= Break::Comma && (next.capital || next.is(Kinds::ROLE)) => {
                        (token, 1)
                    }
                    _ => {
                        let rest = &p.tokens[behind + 1..];
                        let said = accounts::quoted_from(p.text, rest);
                        return Some(Tie {
                            base: if said.is_some() { behind + 1 } else { 0 },
                            said: said.unwrap_or(Said::Unnamed),
                            verb: token.start..token.end,
                        });
                    }
                },
                _ => (token, 1),
            };
            let nya = token.is(Kinds::NYA) || verb.is(Kinds::NYA);
            let mut base = behind + skip;
            let rest = &p.tokens[base.min(p.tokens.len())..];
            let rest = match rest.first().map(|t| t.text(p.text)) {
                // `demikian keterangan dari Kopindo`
                Some("dari") if verb.like(p.text, STATEMENT) => {
                    base += 1;
                    &rest[1..]
                }
                Some("oleh" | "pihak" | "resmi" | "tertulis") => {
                    base += 1;
                    &rest[1..]
                }
                _ => rest,
            };
            let statement = verb.like(p.text, STATEMENT);
            let named = || rest.first().is_some_and(|t| t.capital || t.is(Kinds::ROLE));
            // The next quotation is not part of this one's attribution.
            // `demikian pernyataan resmi klub`
            let body = |t: &Token| t.is(Kinds::BODY) && t.gap == Break::None && !t.capital;
            // `tanya wartawan itu`: none of those who are asked.
            let asks = verb.like(p.text, &["tanya"])
                && rest.first().is_some_and(|t| {
                    t.like(p.text, &["reporter", "wartawan", "jurnalis", "pewarta"])
                })
                && !rest
                    .get(1)
                    .is_some_and(|t| t.capital && t.gap <= Break::Comma);
            let said = if nya {
                Said::Latest
            } else if asks {
                Said::Unnamed
            } else if statement && rest.first().is_some_and(body) {
                Said::Body
            } else if statement && !named() {
                Said::Unnamed
            } else {
                names::after(p.text, rest, known)
            };
            return Some(Tie {
                said,
                verb: verb.start..verb.end,
                base,
            });
        }
        // `…," Reni menambahkan.`
        let other = token.like(
            p.text,
            &[
                "sementara",
                "dan",
                "tetapi",
                "namun",
                "sedangkan",
                "serta",
                "lalu",
                "yang",
                "seperti",
                "karena",
            ],
        );
        let pointed = |t: &Token| t.points(p.text);
        let begins = token.capital
            || token.is(Kinds::HUMAN.or(Kinds::PRONOUN))
            || p.tokens.get(behind + 1).is_some_and(pointed);
        if comma && begins && !other && !announced(p, span) {
            let limit = p.tokens.len().min(behind + 9);
            for v in behind + 1..limit {
                if p.tokens[v].gap >= Break::Colon {
                    break;
                }
                if p.tokens[v].is(Kinds::BEFORE) {
                    let said = subject::subject(p.text, p.tokens, behind, v, known);
                    return Some(Tie {
                        said,
                        verb: p.tokens[v].start..p.tokens[v].end,
                        base: 0,
                    });
                }
            }
            // A capital opens the next sentence.
            if token.like(p.text, &["menurut"]) && !token.capital {
                let said = names::after(p.text, &p.tokens[behind + 1..], known);
                return Some(Tie {
                    said,
                    verb: token.start..token.end,
                    base: behind + 1,
                });
            }
        }
    }
    words(3).then(|| before(p, span, known)).flatten()
}

/// A verb before the quotation, in its sentence.
fn before(p: &Paragraph, span: &Span, known: &Known<'_>) -> Option<Tie> {
    let end = p.tokens.partition_point(|t| t.start < span.outer_start);
    let mut start = end;
    while start > 0 && end - start < 40 {
        start -= 1;
        if p.tokens[start].gap >= Break::Quote {
            break;
        }
    }
    let sentence = &p.tokens[start..end];
    let last = sentence.last()?;
    let mark = p.text[last.end..span.outer_start].trim();
    if mark.starts_with(['.', '?', '!', ')', '"', '”']) {
        return None;
    }
    let marked = mark.contains([',', ':']) || last.like(p.text, &["bahwa"]);
    let led = marked || last.is(Kinds::BEFORE);
    if !led
        || sentence
            .iter()
            .rev()
            .take(4)
            .any(|t| t.is(Kinds::NOT_SPEECH) && !mark.contains(','))
    {
        return None;
    }
    for v in (start..end).rev() {
        let verb = &p.tokens[v];
        if verb.is(Kinds::BEFORE) {
            let said = subject::subject(p.text, p.tokens, start, v, known);
            // `narasi yang menyebut "…"`: nobody speaks.
            if !marked && said == Said::Unnamed {
                return None;
            }
            return Some(Tie {
                said,
                verb: p.tokens[v].start..p.tokens[v].end,
                base: 0,
            });
        }
        let behind = verb.like(p.text, &["menurut", "menurutnya"]);
        if behind || verb.is(Kinds::TELLING) {
            let nya = verb.is(Kinds::NYA) || verb.like(p.text, &["menurutnya"]);
            let said = if nya {
                Said::Latest
            } else {
                names::after(p.text, &p.tokens[v + 1..end], known)
            };
            return Some(Tie {
                said,
                verb: p.tokens[v].start..p.tokens[v].end,
                base: v + 1,
            });
        }
    }
    // `Reni: "…"`
    if mark.starts_with(':')
        && sentence.len() <= 6
        && let Some((a, b)) = person::name_in(p.text, p.tokens, start, end, known)
        && b + 1 == end
    {
        return Some(Tie {
            said: Said::Named {
                first: a,
                last: b,
                role: None,
            },
            verb: span.outer_start..span.outer_start,
            base: 0,
        });
    }
    None
}

/// Whether a text begins with what its speaker says: `Lebih lanjut, Reni mengatakan panen naik`.
fn reported(p: &Paragraph, span: &Span, who: &who::Who) -> bool {
    let first = p.tokens.partition_point(|t| t.start < span.start);
    let within = p.tokens[first..]
        .partition_point(|t| t.end <= span.end)
        .min(5);
    let mut pairs = p.tokens[first..first + within].windows(2);
    pairs.any(|pair| {
        let name = pair[0].text(p.text);
        pair[0].capital
            && pair[1].gap == Break::None
            && pair[1].is(Kinds::BEFORE)
            && name.len() > 2
            && who.full.split(' ').any(|word| word == name)
    })
}

/// `"…?" Reni bertanya.`: a question goes on with who asks.
fn asked(p: &Paragraph, span: &Span) -> bool {
    let behind = p.tokens.partition_point(|t| t.start < span.outer_end);
    let mut rest = p.tokens[behind..].iter().take(4).skip(1);
    rest.any(|t| t.like(p.text, &["bertanya"]) && t.gap == Break::None)
}

/// Whether a text is announced by what stands before its mark: `pasal itu berbunyi: "…"`.
fn announced(p: &Paragraph, span: &Span) -> bool {
    let behind = p.tokens.partition_point(|t| t.start < span.outer_start);
    behind > 0 && p.tokens[behind - 1].is(Kinds::NOT_SPEECH)
}

#[cfg(test)]
mod tests;
