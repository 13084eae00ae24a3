//! Who holds an office: `kata Menhub` behind `Menteri Perhubungan (Menhub) Reni Yanita`.

use super::{
    Paragraph,
    people::People,
    person,
    tokens::{Break, Token},
    words::{Kinds, hash_word},
};

/// Words before an office that somebody no longer holds, or does not hold yet.
const NOT_NOW: &[&str] = &[
    "mantan", "eks", "bekas", "calon", "wakil", "jadi", "menjadi",
];

/// Ranks, which stand behind the comma for whoever holds the office before it.
const RANKS: &[&str] = &[
    "akbp",
    "akp",
    "aipda",
    "aiptu",
    "bripka",
    "brigjen",
    "ipda",
    "iptu",
    "irjen",
    "jenderal",
    "kapten",
    "kolonel",
    "kombes",
    "komjen",
    "kompol",
    "laksamana",
    "letda",
    "letjen",
    "letkol",
    "lettu",
    "marsekal",
    "mayjen",
    "mayor",
];

/// Offices behind which a place may stand: `Kapolsek Kebun Kopi`.
const OF_PLACES: &[&str] = &[
    "bupati",
    "camat",
    "danramil",
    "dandim",
    "gubernur",
    "kades",
    "kajari",
    "kajati",
    "kapolda",
    "kapolres",
    "kapolresta",
    "kapolsek",
    "lurah",
    "walikota",
];

/// The first words of what ministers are for, and how each is called for short.
const MINISTERS: &[(&str, &[&str])] = &[
    ("agama", &["menag"]),
    ("badan", &["menbumn"]),
    ("bumn", &["menbumn"]),
    ("dalam", &["mendagri"]),
    ("desa", &["mendes"]),
    ("hukum", &["menkumham", "menkum"]),
    ("kebudayaan", &["menbud"]),
    ("kehutanan", &["menhut"]),
    ("kesehatan", &["menkes"]),
    ("ketenagakerjaan", &["menaker"]),
    ("keuangan", &["menkeu"]),
    ("komunikasi", &["menkominfo", "menkomdigi"]),
    ("koperasi", &["menkop"]),
    ("luar", &["menlu"]),
    ("pariwisata", &["menpar", "menparekraf"]),
    ("pemuda", &["menpora"]),
    (
        "pendidikan",
        &["mendikbud", "mendikbudristek", "mendikdasmen"],
    ),
    ("perdagangan", &["mendag"]),
    ("perhubungan", &["menhub"]),
    ("perindustrian", &["menperin"]),
    ("pertahanan", &["menhan"]),
    ("pertanian", &["mentan"]),
    ("sekretaris", &["mensesneg"]),
    ("sosial", &["mensos"]),
];

/// What many are in one article: `Pelaku mengaku` may be any of them.
pub const PARTIES: &[&str] = &[
    "anggota",
    "korban",
    "pelaku",
    "pelapor",
    "pemain",
    "pengguna",
    "saksi",
    "terdakwa",
    "tersangka",
    "warga",
];

/// Offices that one person of an article holds, also in small letters.
const ONES: &[&str] = &[
    "hakim", "jaksa", "menteri", "presiden", "rektor", "sekda", "wapres",
];

/// Whether a word is an office by which alone somebody may be cited: `kata kapolres`.
pub fn is_only(text: &str, head: &Token) -> bool {
    head.like(text, ONES) || head.like(text, OF_PLACES)
}

/// What an office of several words is called for short: `Menteri Dalam Negeri`, `Wakil Presiden`.
fn shortened(text: &str, office: &Token, next: &Token) -> &'static [&'static str] {
    if next.gap != Break::None {
        return &[];
    }
    if office.like(text, &["wakil"]) && next.like(text, &["presiden"]) {
        return &["wapres"];
    }
    if !office.like(text, &["menteri"]) {
        return &[];
    }
    let field = MINISTERS
        .iter()
        .find(|(field, _)| next.like(text, &[field]));
    field.map_or(&[], |(_, short)| short)
}

/// Whether somebody no longer holds the office at a token, or does not hold it yet.
fn is_not_now(p: &Paragraph, office: usize) -> bool {
    let joined = p.tokens[office].gap == Break::None;
    joined && office > 0 && p.tokens[office - 1].like(p.text, NOT_NOW)
}

impl<'a> People<'a> {
    /// `Menteri Dalam Negeri Reni Yanita`, where the article goes on with `kata Mendagri`.
    pub(super) fn find_shortened(&mut self, p: Paragraph<'a>, from: usize, to: usize) {
        let office = &p.tokens[from];
        if is_not_now(&p, from) {
            return;
        }
        let short = p
            .tokens
            .get(from + 1)
            .map_or(&[][..], |n| shortened(p.text, office, n));
        let hashes = short.iter().map(|word| hash_word(word.as_bytes()));
        let Some(cited) = hashes.into_iter().find(|hash| self.cited.contains(hash)) else {
            return;
        };
        if let Some((a, b)) = person::name_in(p.text, p.tokens, from, to, &self.known)
            && b > a
            && b + 1 == to
            && a > from + 1
        {
            self.held
                .push((cited, &p.text[p.tokens[a].start..p.tokens[b].end]));
        }
    }

    /// An office and whoever is named behind it, anywhere in a sentence: the run `from..to` of
    /// capitals begins with the office.
    pub(super) fn find_office(&mut self, p: Paragraph<'a>, from: usize, to: usize) {
        let office = &p.tokens[from];
        if office.is(Kinds::RELATIVE) || is_not_now(&p, from) {
            return;
        }
        let named = |start: usize, end: usize| {
            let (a, b) = person::name_in(p.text, p.tokens, start, end, &self.known)?;
            let titled = |k: usize| {
                p.tokens[k].is(Kinds::ROLE) && !self.known.lone(p.tokens[k].text(p.text))
            };
            // `Kapolsek Kebun Kopi, Kompol Reni`
            let ranked = a > start
                && p.tokens[a - 1].like(p.text, RANKS)
                && self.known.lone(p.tokens[a].text(p.text));
            let whole = (b > a || ranked) && b + 1 == end && !(a..=b).any(titled);
            whole.then(|| &p.text[p.tokens[a].start..p.tokens[b].end])
        };
        let close = |n: &Token| n.capital && matches!(n.gap, Break::Close | Break::Comma);
        let found = if office.gap == Break::Open {
            // `Menteri Perhubungan (Menhub) Reni Yanita`, `(Menhub), Reni Yanita`
            let alone = to == from + 1 && p.tokens.get(to).is_some_and(close);
            let end = p.run_end(to.min(p.tokens.len() - 1));
            // `Wakil Presiden (Wapres) RI, Reni Yanita`
            let land = alone && end == to + 1 && p.tokens[to].upper;
            let next = p.tokens.get(end).filter(|n| land && close(n));
            match next {
                Some(_) => named(end, p.run_end(end)),
                None => alone.then(|| named(to, end)).flatten(),
            }
        } else {
            // `Kapolsek Kebun Kopi, Iptu Reni Yanita`
            let next = p
                .tokens
                .get(to)
                .filter(|n| n.capital && n.gap == Break::Comma);
            let known = |k: usize| self.known.lone(p.tokens[k].text(p.text));
            match next {
                Some(rank) if rank.like(p.text, RANKS) => named(to, p.run_end(to)),
                // `Bupati Kebun Kopi, Reni Yanita`
                Some(next)
                    if (office.like(p.text, OF_PLACES) || office.like(p.text, &["presiden"]))
                        && (from + 2..from + 4).contains(&to)
                        && !next.is(Kinds::TITLE)
                        && !(from..to).any(known) =>
                {
                    named(to, p.run_end(to))
                }
                Some(next) if !next.is(Kinds::ROLE) && !(from..to).any(known) => None,
                // `Bupati Kebun Kopi (KK) Reni Yanita`
                _ if office.like(p.text, OF_PLACES) && self.bracketed(&p, to) => {
                    named(to + 1, p.run_end(to + 1))
                }
                _ if to < from + 3 => None,
                _ => named(from, to).filter(|name| !p.text[office.start..].starts_with(name)),
            }
        };
        // `Kapolres Kebun Kopi` names nobody.
        let next = p.tokens.get(from + 1);
        let place = |name: &&str| {
            let known = name.split(' ').any(|w| self.known.lone(w));
            let behind = |n: &Token| p.text[n.start..].starts_with(name);
            !known && office.like(p.text, OF_PLACES) && next.is_some_and(behind)
        };
        if let Some(name) = found.filter(|name| !place(name)) {
            self.held.push((office.hash, name));
        }
    }

    /// Whether a bracket with one short word in capitals stands at a token, and a capital behind it.
    fn bracketed(&self, p: &Paragraph, at: usize) -> bool {
        matches!(p.tokens.get(at..at + 2), Some([short, next])
            if short.gap == Break::Open && short.upper
                && next.gap == Break::Close && next.capital && !next.is(Kinds::TITLE))
    }

    /// `Kapolsek mengatakan …`: whoever holds the office speaks.
    pub(super) fn find_holders(&mut self) {
        for i in 0..self.bodies.len() {
            let body = &self.bodies[i];
            let at = body.at;
            let Some(office) = body.office else { continue };
            let beside = self.only(&self.offices, office);
            if let Some(name) = beside.unwrap_or_else(|| self.only(&self.held, office).flatten()) {
                self.events.push((at, name));
            }
        }
    }

    /// `kata Kapolsek`: the only one whom the article has named with that office.
    pub(super) fn holder(&self, head: &Token) -> Option<&'a str> {
        let beside = self.only(&self.offices, head.hash);
        // `tanya jaksa` may be any of them.
        let court = [hash_word(b"jaksa"), hash_word(b"hakim")].contains(&head.hash);
        let named = || self.only(&self.held, head.hash).flatten();
        beside.unwrap_or_else(|| named().filter(|_| head.capital || !court))
    }

    /// The only one of these with that office; nothing where nobody has it.
    fn only(&self, offices: &[(u64, &'a str)], office: u64) -> Option<Option<&'a str>> {
        let mut names = offices.iter().filter(|(hash, _)| *hash == office);
        let name = self.full(names.next()?.1);
        let one = names.all(|(_, other)| self.full(other) == name);
        Some(one.then_some(name))
    }
}
