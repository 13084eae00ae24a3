//! Who is mentioned where nobody speaks, as those whom `ia` and `-nya` may mean, and by which
//! short names.

use super::{
    Paragraph,
    described::agent,
    kinds::common,
    people::People,
    person,
    places::within,
    tokens::{Break, Token},
    words::Kinds,
};
use crate::language::Common;

/// `ditetapkan`, `dibawa`: whoever stands before it is acted upon.
fn suffers(word: &str) -> bool {
    let heard = ["dirinya", "ditanya", "ditemui", "dikenal", "dikutip"];
    word.len() > 5 && word.starts_with("di") && !heard.contains(&word)
}

impl<'a> People<'a> {
    /// Known speakers as the first words of a sentence: they are who `ia` is.
    pub(super) fn find_mentions(&mut self, p: Paragraph<'a>, number: usize) {
        let mut to = 0;
        for &i in p.capitals {
            let t = &p.tokens[i];
            if i < to {
                continue;
            }
            if t.gap < Break::Quote || within(&p, t) {
                continue;
            }
            to = p.run_end(i);
            let known = (i..to).find(|&k| {
                let word = p.tokens[k].text(p.text);
                self.known.lone(word) || self.words.contains(word)
            });
            // `Reni Yanita, seorang petani di Bogor, …`: it goes on with what she says.
            let apposed = p.tokens.get(to).is_some_and(|n| {
                n.gap == Break::Comma
                    && !n.capital
                    && n.like(p.text, &["seorang", "salah", "warga"])
            });
            // `Salah satunya Reni Yanita (24) yang …`: an example who speaks next.
            if t.like(p.text, &["salah"])
                && to == i + 1
                && p.tokens
                    .get(to)
                    .is_some_and(|n| n.like(p.text, &["satunya"]))
                && p.tokens
                    .get(to + 1)
                    .is_some_and(|n| n.capital && n.gap <= Break::Comma)
            {
                let end = p.run_end(to + 1);
                let aged = p.tokens.get(end).is_some_and(|n| {
                    n.gap == Break::Open
                        && n.end - n.start < 3
                        && n.text(p.text).bytes().all(|b| b.is_ascii_digit())
                });
                if aged
                    && let Some((a, b)) =
                        person::name_in(p.text, p.tokens, to + 1, end, &self.known)
                    && b + 1 == end
                {
                    let name = &p.text[p.tokens[a].start..p.tokens[b].end];
                    self.know(name);
                    self.events.push(((number, t.start), name));
                }
                continue;
            }
            if apposed
                && to - i > 1
                && let Some((a, b)) = person::name_in(p.text, p.tokens, i, to, &self.known)
                && b > a
                && b + 1 == to
            {
                let name = &p.text[p.tokens[a].start..p.tokens[b].end];
                self.know(name);
                self.events.push(((number, t.start), name));
                continue;
            }
            // `Kapolri Reni Yanita meluncurkan …`: who `kata Kapolri` is.
            if t.is(Kinds::ROLE)
                && !t.is(Kinds::RELATIVE)
                && to - i > 2
                && let Some((a, b)) = person::name_in(p.text, p.tokens, i, to, &self.known)
                && a > i
                && b > a
                && b + 1 == to
            {
                self.heads(t, &p.text[p.tokens[a].start..p.tokens[b].end]);
            }
            if let Some(first) = known {
                let roles = (i..first).all(|k| p.tokens[k].is(Kinds::TITLE));
                // `Reni ditetapkan sebagai tersangka`: whoever is acted upon does not speak.
                let acts = |n: &Token| !n.capital && !suffers(n.text(p.text));
                if roles && p.tokens.get(to).is_some_and(acts) {
                    // A heading that ran into the name names whoever it begins with.
                    let last = if to - first > 4 { first } else { to - 1 };
                    let name = &p.text[p.tokens[first].start..p.tokens[last].end];
                    self.events.push(((number, t.start), name));
                }
            }
        }
    }

    /// Names that open sentences and come at least twice.
    pub(super) fn find_weak(&mut self, paragraphs: &[Paragraph<'a>]) {
        // Behind the first who is named, nobody asks for these.
        let first = self.events.first().map_or(usize::MAX, |e| e.0.0);
        let twice = |word: &Token, text: &str| {
            let all = paragraphs.iter().flat_map(|p| {
                let tokens = p.capitals.iter().map(|&i| &p.tokens[i]);
                tokens.filter(|t| t.hash == word.hash && t.text(p.text) == word.text(text))
            });
            all.take(2).count() == 2
        };
        for (number, &p) in paragraphs.iter().enumerate().take(first.saturating_add(1)) {
            for &i in p.capitals {
                let mut t = &p.tokens[i];
                let mut i = i;
                if t.gap < Break::Quote || within(&p, t) {
                    continue;
                }
                let mut to = p.run_end(i);
                // `Ketua DPR, Reni Yanita menjagokan …`
                let office = t.is(Kinds::ROLE)
                    && p.tokens
                        .get(to)
                        .is_some_and(|n| n.capital && n.gap == Break::Comma)
                    && person::name_in(p.text, p.tokens, i, to, &self.known).is_none();
                let apart = office && p.run_end(to) - to > 1;
                if apart {
                    i = to;
                    t = &p.tokens[i];
                    to = p.run_end(i);
                }
                let recurs = |k: usize| twice(&p.tokens[k], p.text);
                // Nobody else is there: a name of words that are no common ones.
                let strange = |a: usize, b: usize| {
                    b > a
                        && (a..=b).all(|k| {
                            let t = &p.tokens[k];
                            !t.upper
                                && !t.is(Kinds::ORGANISATION)
                                && common(t.text(p.text)) == Common::No
                        })
                };
                // `Ketua Reni Yanita memberikan`, but not `Direktur PT Kopi Kita itu`.
                let goes_on = p
                    .tokens
                    .get(to)
                    .is_some_and(|n| n.gap == Break::None && !n.points(p.text));
                // `Suami Reni itu` is somebody else.
                // `Pelantun Kebun Kopi itu`, too.
                let described = agent(p.text, t)
                    && to > i + 1
                    && p.tokens.get(to).is_some_and(|n| n.points(p.text));
                // `Mengutip Kopi Kita, …`: who is only cited.
                let cited = t.gap == Break::Sentence
                    && t.like(
                        p.text,
                        &[
                            "mengutip",
                            "melansir",
                            "dikutip",
                            "dilansir",
                            "diberitakan",
                            "dilaporkan",
                        ],
                    );
                if t.is(Kinds::RELATIVE) || described || cited {
                    continue;
                }
                if let Some((a, b)) = person::name_in(p.text, p.tokens, i, to, &self.known)
                    && (self.events.is_empty()
                        || recurs(a)
                        || recurs(b)
                        || b > a && goes_on && (apart || a > i && t.is(Kinds::ROLE)))
                    && (b > a || !self.known.plain.contains(&p.tokens[a]))
                    && (b > a && (a > i || apart) || recurs(a) || self.events.is_empty() && strange(a, b))
                    // `Bendera Indonesia berkibar`
                    && !(p.tokens[b].is(Kinds::ORGANISATION)
                        && common(p.tokens[a].text(p.text)) != Common::No)
                {
                    let name = &p.text[p.tokens[a].start..p.tokens[b].end];
                    if b > a {
                        self.know(name);
                    }
                    self.weak.push(((number, t.start), name));
                }
            }
        }
    }

    /// `Joko Widodo (Jokowi)`, `Reni Yanita atau Bu Reni`, `Reni Yanita yang akrab disapa Yani`: a
    /// short name for a full one.
    pub(super) fn find_nickname(&mut self, p: Paragraph<'a>, next: usize, name: &'a str) {
        let Some(t) = p.tokens.get(next) else {
            return;
        };
        let at = match t.text(p.text) {
            "atau" | "alias"
                if t.gap == Break::None && p.tokens.get(next + 1).is_some_and(|n| n.capital) =>
            {
                next + 1
            }
            _ if t.gap == Break::Open => next,
            "yang" | "atau" | "akrab" | "biasa" | "karib" | "kerap" | "sering" | "lebih" => {
                let called = |k: &usize| p.tokens[*k].like(p.text, &["disapa", "dipanggil"]);
                let until = p.tokens.len().min(next + 5);
                let near = (next..until).take_while(|&k| p.tokens[k].gap <= Break::Comma);
                let Some(called) = near.into_iter().find(called) else {
                    return;
                };
                let with = |n: &Token| n.like(p.text, &["dengan", "sebagai"]);
                called + 1 + usize::from(p.tokens.get(called + 1).is_some_and(with))
            }
            _ => return,
        };
        let bracketed = t.gap == Break::Open;
        let Some(first) = p.tokens.get(at).filter(|n| n.capital) else {
            return;
        };
        if !bracketed && first.gap != Break::None {
            return;
        }
        let end = p.run_end(at);
        let closed = p.tokens.get(end).is_none_or(|n| n.gap == Break::Close);
        let last = &p.tokens[end - 1];
        let word = last.text(p.text);
        let called = self.known.lone(word) || self.words.contains(word);
        // `Ngarsa Dalem (Sultan)`: a title is no nickname.
        let title = end == at + 1 && first.like(p.text, person::ROYAL);
        if title || end - at > 2 || bracketed && !closed || !called {
            return;
        }
        // `Gus Reni` and `Reni`
        for nick in [&p.text[first.start..last.end], word] {
            self.words.insert(nick);
            self.nicknames.push((nick, name));
        }
    }
}
