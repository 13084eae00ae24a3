//! Descriptions instead of a name: `sang pelatih`, `warga tersebut`, `politikus partai itu`.

use super::{
    accounts::{ACCOUNT, account},
    kinds::acts,
    known::Known,
    names::{REACH, Said},
    offices::is_only,
    person::name_in,
    tokens::{Break, Token, run_end},
    words::Kinds,
};

/// Whether a word is somebody who does something: `perenang`, but not `pelarian`.
pub fn agent(text: &str, t: &Token) -> bool {
    let word = t.text(text);
    word.len() > 5
        && word.starts_with(['p', 'P'])
        && word[1..].starts_with('e')
        && !word.ends_with("an")
        && !word.ends_with("nya")
}

/// Who speaks for others: `perwakilan Reni itu` is somebody else.
pub const ENVOYS: &[&str] = &["perwakilan", "jubir"];

/// `Sang pelatih`: whoever was named with that office, but not `sang ibu`, `sang sumber`.
pub fn sang_office(text: &str, tokens: &[Token]) -> bool {
    matches!(tokens, [sang, who, ..] if sang.like(text, &["sang"])
        && !who.capital && who.is(Kinds::ROLE) && !who.is(Kinds::RELATIVE))
        && !tokens[1..].iter().any(|t| t.capital)
}

/// Who `warga tersebut` is: whoever spoke last, but nobody where the article has only `seorang
/// warga` without a name.
pub fn latest(text: &str, tokens: &[Token], known: &Known) -> Said {
    let nameless =
        |head: &Token, points: &Token| points.points(text) && known.plain.is_nameless(head);
    match tokens {
        [head, points, ..] if nameless(head, points) => Said::Unnamed,
        _ => Said::Latest,
    }
}

/// `pemuda yang disebut bernama Reni itu`, `mahasiswa yang menyebut dirinya Reni`: their name; `dokter
/// yang akrab disapa Reni`: whoever spoke last.
pub fn introduced(text: &str, tokens: &[Token], known: &Known) -> Option<Said> {
    let first = tokens
        .first()
        .filter(|t| t.gap == Break::None && !t.capital)?;
    // `salah satu mahasiswa`
    let one = first.like(text, &["salah", "seorang"]);
    if !one && !first.is(Kinds::HUMAN) && !agent(text, first) {
        return None;
    }
    let near = |k: &usize| tokens[*k].gap <= Break::Comma && !tokens[*k].capital;
    let until = tokens.len().min(9);
    let called = (1..until).take_while(near).find(|&k| {
        tokens[k].is(Kinds::NAMING)
            || tokens[k].like(text, &["dirinya"]) && tokens[k - 1].like(text, &["menyebut"])
            || tokens[k].like(text, &["disapa", "dipanggil"])
    })?;
    let name = tokens
        .get(called + 1)
        .filter(|t| t.capital && t.gap == Break::None)?;
    if tokens[called].like(text, &["disapa", "dipanggil"]) {
        return (!one && tokens[1..called].iter().any(|t| t.like(text, &["yang"])))
            .then_some(Said::Latest);
    }
    // `yang berinisial RY`
    if name.upper {
        return None;
    }
    let behind = tokens[called + 1..].iter();
    let run = behind.take_while(|t| t.capital).enumerate();
    let run = run
        .take_while(|(i, t)| *i == 0 || t.gap == Break::None)
        .count();
    let (first, last) = name_in(text, tokens, called + 1, called + 1 + run, known)?;
    Some(Said::Named {
        first,
        last,
        role: None,
    })
}

/// `ujar politikus Partai … itu`, `kata pria yang juga Ketua …`, `juara dunia 2012 ini`: a
/// description of the latest speaker instead of a name.
pub fn pointed(text: &str, tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let numerals = [
        "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    ];
    let human = first.is(Kinds::HUMAN) || !first.capital && agent(text, first);
    if first.gap != Break::None || !(human || first.like(text, &numerals)) {
        return false;
    }
    if first.like(text, ENVOYS) {
        return false;
    }
    let plain = first.like(
        text,
        &["pria", "wanita", "perempuan", "lelaki", "laki-laki"],
    );
    // `figur yang begitu melegenda ini`
    let mut clause = false;
    for (i, t) in tokens.iter().enumerate().take(REACH).skip(1) {
        if matches!(
            t.gap,
            Break::Comma | Break::Colon | Break::Quote | Break::Sentence | Break::Dash
        ) {
            return false;
        }
        match t.text(text) {
            "itu" | "ini" | "tersebut" => {
                return tokens.get(i + 1).is_none_or(|n| {
                    // `…, Rabu (4/3)` is when, not who.
                    n.gap > Break::Comma || !n.capital || n.is(Kinds::WEEKDAY)
                });
            }
            "yang" if plain => return true,
            // `pembalap yang juga pernah …`: somebody who was named.
            "yang"
                if i == 1
                    && !first.is(Kinds::SOMEONE)
                    && tokens.get(2).is_some_and(|t| t.like(text, &["juga"])) =>
            {
                return !names_follow(text, tokens);
            }
            "yang" => clause = true,
            "bernama" | "berinisial" => return false,
            word if !t.capital
                && t.is(Kinds::STOP)
                && !clause
                && word != "dengan"
                && !t.is(Kinds::CONNECTOR) =>
            {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// Whether a name stands behind a comma in the same clause: `warga yang juga petani, Reni`.
fn names_follow(text: &str, tokens: &[Token]) -> bool {
    let near = tokens
        .iter()
        .take(REACH)
        .take_while(|t| t.gap < Break::Colon);
    near.skip(1)
        .take_while(|t| !t.like(text, &["di", "saat", "usai", "dalam"]))
        .any(|t| t.capital && t.gap == Break::Comma && !t.is(Kinds::WEEKDAY))
}

/// Words for a text before whoever published it.
pub const SOURCE: &[&str] = &[
    "data",
    "laporan",
    "rilis",
    "siaran",
    "pers",
    "pernyataan",
    "keterangan",
    "resmi",
    "isi",
    "pengumuman",
    "penjelasan",
    "pihak",
];

/// Descriptions of somebody by what they were or won.
const FORMER: &[&str] = &[
    "mantan", "bekas", "eks", "peraih", "juara", "jebolan", "lulusan", "alumnus", "alumni", "sang",
];

/// Who an office or an organisation without a name behind it is, in tokens `first..=last`.
pub fn nameless(
    text: &str,
    tokens: &[Token],
    (first, last): (usize, usize),
    known: &Known,
) -> Said {
    let head = &tokens[first];
    let small = || tokens[first + 1..=last].iter().take_while(|t| !t.capital);
    // `terang pembalap asal Bogor`: a description of whoever spoke last.
    let origin = |t: &Token| t.like(text, &["asal", "berasal", "kelahiran"]);
    if !head.capital && (head.is(Kinds::HUMAN) && small().any(origin) || head.like(text, FORMER)) {
        return Said::Latest;
    }
    // `tulis salah satu relawan Kopi Kita`
    if head.like(text, &["salah", "seorang", "pasal", "ayat"]) {
        return Said::Unnamed;
    }
    let pointer = tokens[last].points(text);
    let capitals = tokens[first..=last].iter().filter(|t| t.capital).count();
    // `media asal Bogor itu`, but `laporan Kopindo tersebut`
    if head.is(Kinds::BODY) && pointer && (capitals == 0 || small().any(origin)) {
        return Said::Body;
    }
    let last = last - usize::from(pointer && last > first);
    // `ungkap umat Paroki Kebon Kopi ini`, `kata Menteri Kopi, Teh, dan Gula (MKTG) itu`
    let written = head.like(text, ACCOUNT) || head.like(text, SOURCE) || head.like(text, BOOKS);
    if !written && (!head.capital || head.is(Kinds::ROLE)) && points(text, &tokens[first..]) {
        return latest(text, &tokens[first..], known);
    }
    if head.like(text, &["akun"]) {
        return account(text, tokens, (first, last));
    }
    if capitals > 0 {
        // `tulis data Kopindo`, `siaran pers Kopindo`: the source's publisher.
        let first = (first..=last)
            .find(|&k| !tokens[k].like(text, SOURCE))
            .unwrap_or(first);
        if tokens[first].like(text, &["tertanggal"]) {
            return Said::Unnamed;
        }
        if tokens[first].like(text, &["akun"]) {
            return account(text, tokens, (first, last));
        }
        // What is said of it is no part of its name: `Kopindo melalui akun …`, `Badan Kopi di …`.
        let mut capital = false;
        let cut = (first + 1..=last).find(|&k| {
            capital |= tokens[k - 1].capital;
            let word = tokens[k].text(text);
            let adds = !tokens[k].capital
                && !tokens[k].is(Kinds::CONNECTOR)
                && (acts(word)
                    || word.len() > 6 && word.starts_with("di")
                    || tokens[k].is(Kinds::STOP.or(Kinds::COMMON))
                    || word == "melaui"
                    // `Kopindo kepadadetikcom`
                    || word.starts_with("kepada"));
            adds && capital || matches!(tokens[k].text(text), "di" | "pada" | "dari" | "untuk")
        });
        return Said::Role {
            first,
            last: cut.map_or_else(|| listed(text, tokens, last), |k| k - 1),
        };
    }
    // `ujar hakim`: the only judge whom the article names, if there is one.
    if first == last && is_only(text, head) {
        return Said::Role { first, last };
    }
    Said::Unnamed
}

/// The last token of a list of fields that begins at `last`: `Badan Meteorologi, Klimatologi, dan Geofisika`.
fn listed(text: &str, tokens: &[Token], last: usize) -> usize {
    let mut at = last + 1;
    let mut and = false;
    while at < tokens.len().min(last + 8) && tokens[at].gap <= Break::Comma {
        let t = &tokens[at];
        let field = t.capital && !t.upper && !t.is(Kinds::ROLE.or(Kinds::BODY).or(Kinds::WEEKDAY));
        if and && (t.gap == Break::Comma || !field) {
            break;
        }
        match t.text(text) {
            "dan" | "serta" | "&" if at > last + 1 => and = true,
            _ if field && (at > last + 1 || t.gap == Break::Comma) => {}
            _ => return last,
        }
        at += 1;
    }
    if and && tokens[at - 1].capital {
        at - 1
    } else {
        last
    }
}

/// Texts that nobody says but whoever made them.
const BOOKS: &[&str] = &["buku", "dokumen", "surat", "unggahan", "aturan", "beleid"];

/// Whether a description ends in `itu`, `ini` or `tersebut`, behind commas and brackets, too.
pub fn points(text: &str, tokens: &[Token]) -> bool {
    for (i, t) in tokens.iter().enumerate().take(REACH).skip(1) {
        if t.gap >= Break::Colon {
            return false;
        }
        if t.points(text) {
            return tokens
                .get(i + 1)
                // `penulis buku tersebut, Reni Yanita`
                .is_none_or(|n| match n.gap {
                    Break::None => n.is(Kinds::STOP),
                    Break::Comma => !n.capital || n.is(Kinds::WEEKDAY),
                    _ => true,
                });
        }
        if !t.capital && t.is(Kinds::STOP) && !t.is(Kinds::CONNECTOR) {
            return false;
        }
    }
    false
}

/// `seorang petani di Bogor bernama Reni Yanita`: how somebody is called, further behind.
pub fn by_name(text: &str, tokens: &[Token], known: &Known) -> Option<Said> {
    let near = tokens[..tokens.len().min(12)].iter().enumerate();
    let mut near = near.take_while(|(i, t)| *i == 0 || t.gap == Break::None);
    let (at, _) = near.find(|(_, t)| t.like(text, &["bernama"]))?;
    let first = at + 1;
    if !tokens.get(first)?.capital || tokens[first].gap != Break::None {
        return None;
    }
    let (first, last) = name_in(text, tokens, first, run_end(tokens, first), known)?;
    Some(Said::Named {
        first,
        last,
        role: None,
    })
}

/// Behind a bracket, what is called after somebody who does not speak: `Ketua Prodi Kopi (PK)
/// Universitas Reni Yanita`, but `Kepala Dinas Kopi (DK) Kota Bogor Reni Yanita`.
pub const CALLED_AFTER: &[&str] = &[
    "universitas",
    "rsud",
    "stadion",
    "jalan",
    "bandara",
    "gedung",
];

/// Others than whoever is named behind them: `rekan setim Reni`.
pub const FRIENDS: &[&str] = &["kerabat", "partner", "rekan", "sahabat", "teman"];
