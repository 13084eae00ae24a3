//! Who is mentioned where nobody speaks, as those whom `ia` and `-nya` may mean.

use rustc_hash::FxHashMap;

use super::{
    Paragraph,
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
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        for p in paragraphs {
            for &i in p.capitals {
                *counts.entry(p.tokens[i].text(p.text)).or_default() += 1;
            }
        }
        for (number, &p) in paragraphs.iter().enumerate() {
            for &i in p.capitals {
                let t = &p.tokens[i];
                if t.gap < Break::Quote || within(&p, t) {
                    continue;
                }
                let to = p.run_end(i);
                let recurs = |k: usize| {
                    counts
                        .get(p.tokens[k].text(p.text))
                        .is_some_and(|&n| n >= 2)
                };
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
                let goes_on = p.tokens.get(to).is_some_and(|n| {
                    n.gap == Break::None && !n.like(p.text, &["itu", "ini", "tersebut"])
                });
                // `Suami Reni itu` is somebody else.
                if t.is(Kinds::RELATIVE) {
                    continue;
                }
                if let Some((a, b)) = person::name_in(p.text, p.tokens, i, to, &self.known)
                    && (self.events.is_empty()
                        || recurs(a)
                        || recurs(b)
                        || a > i && b > a && goes_on && t.is(Kinds::ROLE))
                    && (b > a || !self.known.plain.contains(&p.tokens[a]))
                    && (a > i && b > a || recurs(a) || self.events.is_empty() && strange(a, b))
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
}
