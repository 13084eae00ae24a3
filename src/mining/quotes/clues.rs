//! What an article tells about its words: places, organisations, words by which somebody is called.

use super::{
    Paragraph,
    fullnames::spelt_out,
    kinds::is_derived,
    people::People,
    person,
    places::leads_to_place,
    tokens::{Break, Token},
    words::Kinds,
};

impl<'a> People<'a> {
    /// Capitals behind `di` and the like, and `karyawan Kopindo pulang`: capitalised words alone
    /// in a sentence.
    pub(super) fn find_places(&mut self, p: Paragraph<'a>) {
        let mut held = false;
        for &i in p.capitals.iter().filter(|&&i| i > 0) {
            let (before, t) = (&p.tokens[i - 1], &p.tokens[i]);
            if t.gap != Break::None {
                held = t.is(Kinds::ROLE);
                continue;
            }
            // `Wali Kota Reni Yanita` says nothing of the next word.
            let office = i > 1 && p.tokens[i - 2].like(p.text, &["wali"]);
            if !office && leads_to_place(p.text, before) {
                self.known.places.insert(t.text(p.text));
            }
            let next = p.tokens.get(i + 1);
            let ends = next.is_none_or(|n| n.gap != Break::None || !n.capital);
            if before.capital {
                held |= before.is(Kinds::ROLE);
                // `Pelabuhan Merak`, but not `Wali Kota Reni`.
                if ends && before.is(Kinds::PLACE) && !held {
                    self.known.places.insert(t.text(p.text));
                }
                continue;
            }
            held = before.is(Kinds::ROLE);
            let said = |t: &Token| t.is(Kinds::SPEECH);
            if ends && !said(before) && !next.is_some_and(said) {
                self.known.alone.insert(t.text(p.text));
            }
        }
    }

    /// `PT Kopi Indonesia (Kopindo)`: a short name behind a run in which nobody is named.
    pub(super) fn find_organisations(&mut self, p: Paragraph<'a>) {
        for &i in p.capitals {
            // `PT Kopi Merdeka` without a name behind it.
            let end = i + 3;
            let t = &p.tokens[i];
            if t.upper
                && t.end - t.start == 2
                && t.like(p.text, &["pt", "cv"])
                && p.run_end(i) == end
                && !p.tokens[i..end].iter().any(|t| t.is(Kinds::ROLE))
            {
                for t in &p.tokens[i + 1..end] {
                    self.known.firms.insert(t.text(p.text));
                }
            }
        }
        for &i in p.capitals.iter().filter(|&&i| i > 0) {
            let t = &p.tokens[i];
            let bracketed =
                t.gap == Break::Open && p.tokens.get(i + 1).is_none_or(|n| n.gap == Break::Close);
            if t.upper
                && t.gap == Break::Open
                && p.text[t.end..].starts_with(')')
                && let Some(first) = spelt_out(&p, i)
            {
                let name = &p.text[p.tokens[first].start..p.tokens[i - 1].end];
                self.nicknames.push((t.text(p.text), name));
            }
            if !bracketed {
                // `(DPP Kopindo)`
                let two = t.gap == Break::None
                    && p.tokens[i - 1].gap == Break::Open
                    && p.tokens[i - 1].upper
                    && !t.is(Kinds::ROLE)
                    && p.tokens[i - 1].is(Kinds::ORGANISATION)
                    && p.tokens.get(i + 1).is_none_or(|n| n.gap == Break::Close);
                if two {
                    self.known.organisations.insert(t.text(p.text));
                }
                continue;
            }
            let mut from = i - 1;
            while from > 0 && p.tokens[from].capital && p.tokens[from].gap == Break::None {
                from -= 1;
            }
            // `PT Kopi Merdeka (Kopindo)`
            let short = t.text(p.text);
            let firm = p.tokens[from..i]
                .iter()
                .position(|t| t.like(p.text, &["pt", "cv"]));
            let of_firm = |k: usize| {
                p.tokens[k..i].iter().any(|w| {
                    short
                        .get(..2)
                        .is_some_and(|s| w.text(p.text).starts_with(s))
                }) && !p.tokens[k..i].iter().any(|w| w.text(p.text) == short)
            };
            if firm.is_some_and(|k| of_firm(from + k)) {
                self.known.organisations.insert(short);
            }
            if p.tokens[from..i].iter().any(|t| t.is(Kinds::ORGANISATION))
                && person::name_in(p.text, p.tokens, from, i, &self.known).is_none()
            {
                self.known.organisations.insert(t.text(p.text));
            }
        }
    }

    /// `kata Reni`, `Reni mengatakan`: single words that name somebody.
    pub(super) fn find_lone(&mut self, p: Paragraph<'a>) {
        for &i in p.speaking {
            let t = &p.tokens[i];
            if t.capital && t.gap < Break::Quote && i > 0 {
                continue;
            }
            // `kata Gubernur Reni`: nobody cites a firm so.
            if t.is(Kinds::AFTER)
                && let [role, name, rest @ ..] = &p.tokens[i + 1..]
                && role.is(Kinds::ROLE)
                && role.gap == Break::None
                && name.capital
                && name.gap == Break::None
                && rest
                    .first()
                    .is_none_or(|n| n.gap != Break::None || !n.capital)
            {
                self.known.called.insert(name.text(p.text));
            }
            let behind = !t.is(Kinds::BEFORE);
            let lone = if t.is(Kinds::AFTER.or(Kinds::ACCORDING)) {
                p.tokens
                    .get(i + 1)
                    .filter(|n| n.gap == Break::None)
                    .filter(|_| {
                        p.tokens
                            .get(i + 2)
                            .is_none_or(|n| n.gap != Break::None || !n.capital)
                    })
            } else if t.is(Kinds::BEFORE) {
                i.checked_sub(1)
                    .map(|b| &p.tokens[b])
                    .filter(|b| b.gap == Break::Sentence && t.gap == Break::None)
            } else {
                None
            };
            if let Some(n) = lone
                && n.capital
                && (n.like(p.text, person::ROYAL)
                    || !n.is(Kinds::TITLE.or(Kinds::WEEKDAY).or(Kinds::COMMON)))
                && !self.known.organisations.contains(n.text(p.text))
                && (n.upper || !is_derived(n.text(p.text)))
                && (behind || !self.known.plain.contains(n))
            {
                self.known.names.insert(n.text(p.text));
                if behind {
                    self.known.called.insert(n.text(p.text));
                }
            }
        }
    }
}
