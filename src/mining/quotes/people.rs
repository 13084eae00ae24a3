//! The people of an article: full names, and who spoke or was named last at any place.

use super::{
    Paragraph, Reading,
    kinds::{acts, common},
    known::{Known, WordSet},
    names::{self, Said},
    offices, person,
    places::{introduces, is_heading, is_link, someone, within},
    subject,
    tokens::{Break, Token},
    words::Kinds,
};
use crate::language::Common;

/// Verbs of saying that also stand without a comma before them; the others are nouns there
/// (`kritik Reni`) or speak of somebody else (`yakin Reni bisa`).
const INSERTED: [&str; 6] = ["kata", "ujar", "ucap", "tutur", "ungkap", "lanjut"];

/// Those of them that are also what is spoken of: `kisah Reni adalah …`.
const NOUNS: &[&str] = &["cerita", "doa", "janji", "kata-kata", "kisah", "pesan"];

/// What is done with a picture before its caption is quoted.
const POSTING: &[&str] = &["membagikan", "memposting", "mengunggah"];

/// What somebody says or shows only with the word behind it: `memberikan tanggapan`.
const SPOKEN_OF: &[&str] = &[
    "angkat",
    "membagikan",
    "memberi",
    "memberikan",
    "memposting",
    "mencatat",
    "mengunggah",
];

/// Where, when and how somebody says what stands before `kisah Reni`.
const WHERE: &[&str] = &[
    "dalam", "dengan", "di", "ke", "kepada", "ketika", "lewat", "melalui", "pada", "saat",
    "sambil", "sembari", "seraya", "setelah", "tentang", "usai",
];

/// A full name.
#[derive(Debug)]
pub(super) struct FullName<'a> {
    pub(super) name: &'a str,
    /// How often it stands in the text, away from verbs of saying.
    pub(super) count: u32,
    /// It stands beside a verb of saying; such names come before the others.
    pub(super) stated: bool,
}

/// An organisation or a role before a verb of saying.
#[derive(Debug)]
pub(super) struct Body<'a> {
    pub(super) at: (usize, usize),
    pub(super) name: &'a str,
    pub(super) acronym: bool,
    /// The hash of a word that is an office.
    pub(super) office: Option<u64>,
}

/// Everybody who speaks in an article.
#[derive(Debug, Default)]
pub struct People<'a> {
    /// Full names, in order of appearance.
    pub(super) full: Vec<FullName<'a>>,
    /// Their words, and nicknames.
    pub(super) words: WordSet<'a>,
    /// What the article tells about its words.
    pub known: Known<'a>,
    /// Nicknames that the article explains, and the full names.
    pub(super) nicknames: Vec<(&'a str, &'a str)>,
    /// Hashes of the first words of offices, and who holds them.
    pub(super) offices: Vec<(u64, &'a str)>,
    /// Hashes of offices by which alone somebody is cited.
    pub(super) cited: Vec<u64>,
    /// Who holds offices where nobody speaks; they count if there is no better one.
    pub(super) held: Vec<(u64, &'a str)>,
    /// Organisations and roles that say something.
    pub(super) bodies: Vec<Body<'a>>,
    /// Who is named as a speaker where: (paragraph, byte), ascending.
    pub(super) events: Vec<((usize, usize), &'a str)>,
    /// Who else opens a sentence, for articles that only say `ujarnya`.
    pub(super) weak: Vec<((usize, usize), &'a str)>,
}

/// `Semangat itu diakui Direktur Reni Yanita. "…`: the quotation behind a name is hers.
fn leads(p: &Paragraph, base: usize, said: &Said) -> bool {
    match *said {
        Said::Named { first, last, .. } => p.tokens.get(base + last + 1).is_some_and(|next| {
            let between = &p.text[p.tokens[base + last].end..next.start];
            last > first && between.contains('.') && between.contains(['"', '“'])
        }),
        _ => false,
    }
}

/// `Dosen Kebun Kopi, Reni Yanita memperkuat hal itu. Ia menyatakan …`: whoever opens the sentence
/// before the one that a pronoun opens, with an office.
fn office_before(p: &Paragraph, sentence: usize, known: &Known) -> Option<(usize, usize)> {
    if sentence == 0 || !p.tokens[sentence].is(Kinds::PRONOUN) {
        return None;
    }
    let start = (0..sentence)
        .rev()
        .find(|&k| p.tokens[k].gap >= Break::Quote)?;
    let head = &p.tokens[start];
    if p.tokens[sentence].gap != Break::Sentence || within(p, head) {
        return None;
    }
    // `Reni Yanita menanam kopi. Ia menyatakan …`
    if let Some(named) = name_before(p, start, sentence, known) {
        return Some(named);
    }
    if !head.is(Kinds::ROLE) || head.is(Kinds::RELATIVE) {
        return None;
    }
    // The office may have a comma behind it.
    let mut end = p.run_end(start);
    let mut from = start;
    if p.tokens
        .get(end)
        .is_some_and(|n| n.capital && n.gap == Break::Comma)
    {
        (from, end) = (end, p.run_end(end));
    }
    let next = p.tokens.get(end).filter(|_| end < sentence)?;
    let (a, b) = person::name_in(p.text, p.tokens, from, end, known)?;
    let acts = next.gap == Break::None && !next.capital && acts(next.text(p.text));
    (acts && b > a && b + 1 == end && a > start).then_some((a, b))
}

/// The full name that opens the sentence `start..end` and does something in it.
fn name_before(p: &Paragraph, start: usize, end: usize, known: &Known) -> Option<(usize, usize)> {
    let to = p.run_end(start);
    let next = p.tokens.get(to).filter(|_| to < end && to > start + 1)?;
    let (a, b) = person::name_in(p.text, p.tokens, start, to, known)?;
    let plain = |k: usize| {
        let t = &p.tokens[k];
        !t.upper
            && !t.is(Kinds::ORGANISATION.or(Kinds::PLACE).or(Kinds::COMMON))
            && common(t.text(p.text)) == Common::No
    };
    let acting = next.gap == Break::None && !next.capital && acts(next.text(p.text));
    (acting && a == start && b > a && b + 1 == to && (a..=b).all(plain)).then_some((a, b))
}

/// Whether two words say that somebody speaks: `buka suara`, `memberikan tanggapan`.
fn spoken_of(p: &Paragraph, first: usize) -> bool {
    let verb = &p.tokens[first];
    let Some(next) = p.tokens.get(first + 1) else {
        return false;
    };
    if !verb.is(Kinds::STANCE.or(Kinds::AFTER)) {
        return false;
    }
    if next.gap == Break::Comma && verb.like(p.text, &["yakin"]) && !next.capital {
        return verb.gap == Break::None;
    }
    if next.gap != Break::None {
        return false;
    }
    // `Reni Yanita, Direktur Kopindo yakin, panen …`
    let sure = verb.like(p.text, &["yakin"]) && next.like(p.text, &["bahwa", "jika", "kalau"]);
    // `Reni Yanita mencatat bahwa …`
    let noted = verb.like(p.text, &["mencatat"]) && next.like(p.text, &["bahwa"]);
    let posted = verb.like(p.text, POSTING)
        && next.like(
            p.text,
            &[
                "foto", "gambar", "momen", "pesan", "potret", "swafoto", "video",
            ],
        );
    sure || noted
        || posted
        || verb.like(p.text, &["buka", "angkat"]) && next.like(p.text, &["suara", "bicara"])
        || verb.like(p.text, &["memberi", "memberikan"])
            && next.like(
                p.text,
                &[
                    "apresiasi",
                    "apresiasinya",
                    "arahan",
                    "komentar",
                    "komentarnya",
                    "pandangan",
                    "pandangannya",
                    "pernyataan",
                    "penjelasan",
                    "tanggapan",
                    "tanggapannya",
                ],
            )
}

/// `Reni Yanita, S.I.K., M.H. mengatakan`: the sentence, and its subject, before the degrees
/// whose full stops end nothing.
fn before_degrees(p: &Paragraph, sentence: usize, verb: usize) -> (usize, usize) {
    let degree = |t: &Token| t.capital && (t.end - t.start < 5 || t.upper && t.end - t.start < 7);
    let mut first = sentence;
    if !p.tokens[first..verb].iter().all(degree) {
        return (sentence, verb);
    }
    while first > 0 && degree(&p.tokens[first - 1]) && p.tokens[first].gap != Break::Quote {
        first -= 1;
    }
    let start = (0..first).rev().find(|&k| p.tokens[k].gap >= Break::Quote);
    match start {
        Some(start) if p.tokens[first].gap == Break::Comma => (start, first),
        _ => (sentence, verb),
    }
}

impl<'a> People<'a> {
    /// Reads an article's paragraphs.
    pub fn read(reading: &'a Reading, paragraphs: &[Paragraph<'a>]) -> Self {
        let mut people = Self {
            known: Known::new(&reading.tokens, reading.plain),
            ..Self::default()
        };
        for &p in paragraphs {
            people.find_places(p);
        }
        for &p in paragraphs {
            people.find_organisations(p);
        }
        for &p in paragraphs {
            people.find_lone(p);
        }
        // Links and headings name nobody.
        let telling: Vec<(usize, Paragraph<'a>)> = paragraphs
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, p)| !is_link(p.text) && !is_heading(p))
            .collect();
        for &(number, p) in &telling {
            people.find_speakers(p, number);
        }
        for &(_, p) in &telling {
            people.find_full(p);
        }
        for &(number, p) in &telling {
            people.find_mentions(p, number);
        }
        people.find_holders();
        people.events.sort_by_key(|e| e.0);
        // Something is said before anybody is named beside a verb of saying.
        let spoken = paragraphs.iter().enumerate().find_map(|(number, p)| {
            let span = p.spans.first()?;
            Some((number, span.outer_start))
        });
        let first = people.events.first().map(|e| e.0);
        if first.is_none() || spoken.is_some_and(|at| first > Some(at)) {
            people.find_weak(paragraphs);
        }
        people
    }

    /// Names beside verbs of saying, in quotations' attributions and in reported speech.
    fn find_speakers(&mut self, p: Paragraph<'a>, number: usize) {
        let mut found = Vec::new();
        let (mut nobody, mut bodies, mut cited) = (Vec::new(), Vec::new(), Vec::new());
        {
            let known = &self.known;
            let mut reported = usize::MAX;
            for &i in p.speaking {
                let t = &p.tokens[i];
                if within(&p, t) {
                    continue;
                }
                // `seribu orang yang melaporkan`, `acara Tanya Jawab Reni`: nothing is said.
                if i > 0
                    && t.gap == Break::None
                    && (p.tokens[i - 1].like(p.text, &["yang"]) || t.capital && t.is(Kinds::AFTER))
                {
                    continue;
                }
                let opens = |k: &usize| p.tokens[*k].gap >= Break::Quote;
                let sentence = (0..=i).rev().find(opens).unwrap_or(0);
                let according = t.is(Kinds::ACCORDING);
                let introduced = !according || introduces(&p, sentence, i);
                // `Reni melaporkan Slamet ke polisi`
                let object = p
                    .tokens
                    .get(i + 1)
                    .is_some_and(|n| n.capital && n.gap == Break::None);
                if object && t.like(p.text, &["melaporkan"]) {
                    continue;
                }
                // `disampaikan oleh Reni`, `menurut penuturan Reni`
                let by = according
                    && p.tokens.get(i + 1).is_some_and(|n| {
                        matches!(
                            n.text(p.text),
                            "oleh" | "penuturan" | "pengakuan" | "keterangan" | "penjelasan"
                        )
                    });
                let i = i + usize::from(by);
                let phrase = spoken_of(&p, i)
                    // `Di tempat yang sama, Reni`, but not `video yang menampilkan Reni`.
                    && !p.tokens[sentence..i].windows(2).any(|pair| {
                        pair[0].like(p.text, &["yang"]) && !pair[1].like(p.text, &["sama"])
                    });
                // `Heboh ketika istri Reni mengunggah foto`
                let aside = |t: &Token| {
                    t.is(Kinds::RELATIVE)
                        || t.like(p.text, &["ketika", "saat", "sebelum", "setelah", "usai"])
                };
                let phrase =
                    phrase && !(t.like(p.text, POSTING) && p.tokens[sentence..i].iter().any(aside));
                // `memberikan bibit` is nothing that is said.
                if t.is(Kinds::STANCE) && !phrase && t.like(p.text, SPOKEN_OF) {
                    continue;
                }
                let (said, base) = if phrase && i > sentence && reported != sentence {
                    reported = sentence;
                    (subject::subject(p.text, p.tokens, sentence, i, known), 0)
                } else if according || t.is(Kinds::AFTER) {
                    let near = p
                        .tokens
                        .get(i + 1)
                        .is_some_and(|n| n.gap == Break::None && (n.capital || n.is(Kinds::ROLE)));
                    // `Menurut salah satu warga, …`
                    let one = according && someone(p.text, &p.tokens[i + 1..]);
                    if !near && !one {
                        continue;
                    }
                    let noun = !according && t.gap == Break::None && !t.like(p.text, &INSERTED);
                    if noun {
                        continue;
                    }
                    let said = names::after(p.text, &p.tokens[i + 1..], known);
                    // `Ia menambahkan, kisah Reni adalah bukti …`: her story, told by another.
                    if let Said::Named { last, .. } = said
                        && t.like(p.text, NOUNS)
                        && reported == sentence
                        && p.tokens.get(i + 2 + last).is_some_and(|n| {
                            n.gap == Break::None && !n.capital && !n.like(p.text, WHERE)
                        })
                    {
                        continue;
                    }
                    if !introduced && !leads(&p, i + 1, &said) {
                        continue;
                    }
                    if !according && matches!(said, Said::Named { .. }) {
                        // `…, kata Reni, Slamet menilai …`: she reports him.
                        reported = sentence;
                    }
                    (said, i + 1)
                } else if t.is(Kinds::STANCE) && i > sentence && reported != sentence {
                    // `Direktur Reni Yanita mencermati …`: what follows is hers.
                    let said = subject::subject(p.text, p.tokens, sentence, i, known);
                    // Only with an office: others see and support much that is not theirs to say.
                    let clear = match said {
                        Said::Named {
                            first,
                            last,
                            role: Some((head, _)),
                        } => {
                            let body =
                                |k: usize| p.tokens[k].is(Kinds::ORGANISATION.or(Kinds::COMMON));
                            last > first
                                && head <= sentence + 1
                                && p.tokens[head].is(Kinds::ROLE)
                                && !p.tokens[head].is(Kinds::RELATIVE)
                                && !(first..=last).any(body)
                        }
                        _ => false,
                    };
                    if !clear {
                        continue;
                    }
                    reported = sentence;
                    (said, 0)
                } else if t.is(Kinds::BEFORE) && i > sentence && reported != sentence {
                    let (from, to) = before_degrees(&p, sentence, i);
                    let said = subject::subject(p.text, p.tokens, from, to, known);
                    // Only the first: `Dia menambahkan, Reni telah menyerukan` reports one speaker, but
                    // `Meski mengaku senang, Reni menegaskan` begins with nobody.
                    if said == Said::Latest
                        && let Some((a, b)) = office_before(&p, sentence, known)
                    {
                        found.push((p.tokens[a].start, a, b, None));
                    }
                    // `Sementara itu menanggapi panen, Bupati menyatakan …`
                    let responds = t.like(p.text, &["menanggapi", "merespon", "merespons"]);
                    if responds && !matches!(said, Said::Named { .. }) {
                        continue;
                    }
                    let opening = &p.tokens[sentence];
                    let subordinate = opening.is(Kinds::STOP)
                        || opening.like(
                            p.text,
                            &["meski", "meskipun", "walau", "walaupun", "kendati"],
                        );
                    if said != Said::Unnamed || !subordinate {
                        reported = sentence;
                    }
                    (said, 0)
                } else {
                    continue;
                };
                match said {
                    Said::Named { first, last, role } => {
                        let heads = role.map(|(a, b)| (base + a, base + b));
                        found.push((t.start, base + first, base + last, heads));
                    }
                    // `BMKG menyebut …`, where nobody else speaks.
                    Said::Role { first, last } => {
                        let (first, last) = (&p.tokens[base + first], &p.tokens[base + last]);
                        if first.is(Kinds::ROLE) && (first.capital || first.end == last.end) {
                            cited.push(first.hash);
                        }
                        bodies.push(Body {
                            office: (first.end == last.end
                                && first.capital
                                && first.is(Kinds::ROLE)
                                && !first.is(Kinds::RELATIVE)
                                && !first.like(p.text, offices::PARTIES))
                            .then_some(first.hash),
                            at: (number, t.start),
                            name: &p.text[first.start..last.end],
                            acronym: first.upper,
                        });
                    }
                    // `Salah satu warga mengaku …`: `ujarnya` behind it is nobody we know.
                    Said::Unnamed
                        if t.is(Kinds::BEFORE)
                            && someone(p.text, &p.tokens[sentence..i])
                            && !p.tokens[sentence + 1..i].iter().any(|t| t.capital)
                            || according && someone(p.text, &p.tokens[i + 1..]) =>
                    {
                        nobody.push(t.start);
                    }
                    _ => {}
                }
            }
        }
        self.bodies.append(&mut bodies);
        self.cited.append(&mut cited);
        for at in nobody {
            self.nobody(number, at);
        }
        for (at, first, last, heads) in found {
            let name = &p.text[p.tokens[first].start..p.tokens[last].end];
            if let Some(full) = self.know(name) {
                full.stated = true;
            }
            self.events.push(((number, at), name));
            if let Some((head, end)) = heads {
                self.heads(&p.tokens[head], name);
                // `ketua majelis hakim Reni`
                if end > head && !p.tokens[end].capital {
                    self.heads(&p.tokens[end], name);
                }
            }
        }
    }

    /// Remembers by which office somebody is named.
    pub(super) fn heads(&mut self, head: &Token, name: &'a str) {
        if head.is(Kinds::ROLE) {
            self.offices.push((head.hash, name));
        }
    }

    /// Takes in a name; what is kept of it, if it is a full one.
    pub(super) fn know(&mut self, name: &'a str) -> Option<&mut FullName<'a>> {
        if !name.contains(' ') {
            self.known.names.insert(name);
            return None;
        }
        // `Slamet 'Reni' Yanita`, cut inside the marks
        if name.contains("' ") && name.matches('\'').count() == 1 {
            return None;
        }
        let at = self.full.iter().position(|f| f.name == name);
        let at = at.unwrap_or_else(|| {
            name.split(' ').for_each(|word| self.words.insert(word));
            self.full.push(FullName {
                name,
                count: 0,
                stated: false,
            });
            self.full.len() - 1
        });
        self.full.get_mut(at)
    }
}
