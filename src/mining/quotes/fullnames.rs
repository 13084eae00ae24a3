//! Full names, wherever an article has them.

use super::{
    Paragraph,
    kinds::common,
    people::People,
    person,
    tokens::{Break, Token},
    words::Kinds,
};
use crate::language::Common;

/// A run of capitals with roles and a name in it has at most so many words.
const LONGEST_RUN: usize = 10;

/// Words that lost the blank before them: `Reni Yanitaterkait panen`.
const GLUED: &[&str] = &[
    "terkait", "memberi", "membawa", "mengaku", "menjadi", "korban", "akan", "juga", "telah",
    "untuk", "dalam", "dengan", "sebagai", "kembali",
];

/// What is called by somebody's name.
const BUILDINGS: &[&str] = &[
    "arena",
    "center",
    "centre",
    "foundation",
    "sport",
    "stadium",
    "tower",
];

/// A full name without the word that was glued on to it.
fn unglued(name: &str) -> &str {
    let word = name.rsplit(' ').next().unwrap_or(name);
    let tail = GLUED.iter().find(|tail| {
        let stem = word.len().saturating_sub(tail.len());
        // `Nurakan` may be a name.
        let least = if tail.len() < 5 { 6 } else { 4 };
        stem >= least && word.ends_with(*tail)
    });
    tail.map_or(name, |tail| &name[..name.len() - tail.len()])
}

/// `Badan Kopi, Teh, dan Gula (BKTG)`: where the words begin whose first letters stand in the
/// bracket at `at`.
pub(super) fn spelt_out(p: &Paragraph, at: usize) -> Option<usize> {
    let letters = p.tokens[at].text(p.text).bytes().rev();
    let mut k = at;
    for letter in letters {
        k = k.checked_sub(1)?;
        if !p.tokens[k].capital && p.tokens[k].like(p.text, &["dan", "dari", "of", "and", "untuk"])
        {
            k = k.checked_sub(1)?;
        }
        let t = &p.tokens[k];
        let first = p.text.as_bytes()[t.start] == letter;
        if !t.capital || !first || t.end - t.start < 2 {
            return None;
        }
    }
    let joined = |t: &Token| t.gap <= Break::Comma;
    (at - k > 1 && !p.tokens[k].is(Kinds::ROLE) && p.tokens[k + 1..at].iter().all(joined))
        .then_some(k)
}

/// Where a name begins that opens a sentence behind common words: `Rencana Reni Yanita`, where the
/// article goes on with `Reni`.
fn begins(p: &Paragraph, (a, b): (usize, usize), lone: impl Fn(usize) -> bool) -> usize {
    let other = |k: usize| {
        let t = &p.tokens[k];
        t.is(Kinds::ORGANISATION) || common(t.text(p.text)) != Common::No
    };
    if p.tokens[a].gap < Break::Quote || lone(a) || !other(a) {
        return a;
    }
    let first = (a + 1..=b).find(|&k| lone(k)).unwrap_or(a);
    if (a..first).all(other) && (b > first || first > a + 1) {
        first
    } else {
        a
    }
}

impl<'a> People<'a> {
    /// Runs of capitals that hold a word by which somebody is called.
    pub(super) fn find_full(&mut self, p: Paragraph<'a>) {
        let mut to = 0;
        for &i in p.capitals {
            if i < to {
                continue;
            }
            to = p.run_end(i);
            if !self.cited.is_empty() {
                let mut offices = (i..to).filter(|&k| p.tokens[k].is(Kinds::ROLE));
                let first = offices.clone().next();
                if let Some(office) =
                    offices.find(|&k| p.tokens[k].like(p.text, &["menteri", "wakil"]))
                {
                    self.find_shortened(p, office, to);
                }
                // `Kemarin Kapolres Reni Yanita …`
                if let Some(office) = first.filter(|&k| self.cited.contains(&p.tokens[k].hash)) {
                    self.find_office(p, office, to);
                }
            }
            // `Menteri Reni Yanita (Bu Reni)`, where only `Bu Reni` comes again.
            let short = |t: &Token| {
                t.gap == Break::Open && t.capital && !t.upper || t.like(p.text, &["alias"])
            };
            if p.tokens.get(to).is_some_and(short)
                && let led = p.tokens[i].gap == Break::Close
                && let Some((a, b)) = person::name_behind(p.text, p.tokens, i, to, led, &self.known)
                && b + 1 == to
            {
                let name = &p.text[p.tokens[a].start..p.tokens[b].end];
                let alias = p.tokens[to].gap == Break::None;
                if alias || self.full.iter().any(|f| f.stated && f.name == name) {
                    self.find_nickname(p, to, name);
                }
            }
            // A nickname behind the run may be the only word by which the article goes on.
            let called = |t: &Token| t.like(p.text, &["disapa", "dipanggil"]);
            let rest = &p.tokens[to..p.tokens.len().min(to + 7)];
            let goes = |t: &Token| !t.capital && t.gap <= Break::Comma;
            let near = match rest.first().is_some_and(goes) && rest.iter().any(called) {
                true => 7,
                false => 2,
            };
            let behind = rest.iter().take(near);
            let behind = behind.into_iter().any(|t| {
                let word = t.text(p.text);
                t.capital && (self.known.lone(word) || near > 2 && self.words.contains(word))
            });
            let inside = p.tokens[i..to]
                .iter()
                .any(|t| self.known.lone(t.text(p.text)));
            if (2..=LONGEST_RUN).contains(&(to - i))
                && (inside || behind)
                && let Some((a, b)) = person::name_in(p.text, p.tokens, i, to, &self.known)
                && let a = begins(&p, (a, b), |k| self.known.lone(p.tokens[k].text(p.text)))
                && b > a
                && b - a < 4
                && (to - i <= 6 || a > i && p.tokens[a - 1].is(Kinds::TITLE))
            {
                let name = unglued(&p.text[p.tokens[a].start..p.tokens[b].end]);
                let plain = (a..=b).any(|k| self.known.plain.contains(&p.tokens[k]));
                // `Menteri Reni Yanita`, `Sementara Reni Yanita`, but not `Bersama Reni`.
                let opening = &p.tokens[i];
                let led = || {
                    opening.is(Kinds::ROLE.or(Kinds::COMMON))
                        || opening.is(Kinds::ORGANISATION) && b - a < 3
                };
                let placed = self.known.lone(p.tokens[a].text(p.text)) || a != i + 1 || led();
                // `Reni Tower`
                let building = p.tokens[b].like(p.text, BUILDINGS);
                let joined = name
                    .match_indices('-')
                    .any(|(at, _)| name[at + 1..].starts_with(char::is_uppercase));
                if !plain && placed && !joined && !building {
                    if let Some(full) = self.know(name) {
                        full.count += 1;
                    }
                    self.find_nickname(p, to, name);
                }
            }
        }
    }
}
