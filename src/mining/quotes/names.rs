//! Who is meant behind a verb of saying: a name, a role, or whoever spoke last.

use super::{
    known::Known,
    person::{name_behind, name_in},
    tokens::{Break, Token},
    words::Kinds,
};

/// Who speaks, as far as the words beside the verb tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A name (token range), and the words before it that give a role.
    Named {
        first: usize,
        last: usize,
        role: Option<(usize, usize)>,
    },
    /// A pronoun, `-nya`, `pria itu`: whoever spoke last.
    Latest,
    /// `media tersebut`: the organisation that was named last as saying something.
    Body,
    /// A role or an organisation without a name.
    Role { first: usize, last: usize },
    /// Somebody without a name.
    Unnamed,
}

/// Behind a bracket, what is called after somebody who does not speak: `Ketua Prodi Kopi (PK)
/// Universitas Reni Yanita`, but `Kepala Dinas Kopi (DK) Kota Bogor Reni Yanita`.
const CALLED_AFTER: &[&str] = &[
    "universitas",
    "rsud",
    "stadion",
    "jalan",
    "bandara",
    "gedung",
];

/// Tokens that are read behind a verb, at most.
const REACH: usize = 28;

/// Reads `after a verb`: `kata Menteri Keuangan Sri Mulyani di Jakarta`.
pub fn after(text: &str, tokens: &[Token], known: &Known) -> Said {
    if tokens
        .first()
        .is_some_and(|t| t.gap == Break::None && t.text(text) == "yang")
    {
        return Said::Unnamed;
    }
    if let [body, points, ..] = tokens
        && body.gap == Break::None
        && body.is(Kinds::BODY)
        && points.like(text, &["itu", "ini", "tersebut"])
    {
        return Said::Body;
    }
    if pointed(text, tokens) {
        return latest(text, tokens, known);
    }
    let mut role: Option<(usize, usize)> = None;
    let mut described = false;
    let mut segment = 0;
    let mut i = 0;
    while i < tokens.len().min(REACH) {
        // One segment: up to a comma, a stop word or the end of the sentence.
        let first = i;
        if first > 0 && tokens[first].gap >= Break::Colon && tokens[first].gap != Break::Dash {
            break;
        }
        let mut end = first;
        let mut stopped = false;
        let mut inner = false;
        while end < tokens.len().min(REACH) {
            let t = &tokens[end];
            if end > first {
                match t.gap {
                    Break::Comma => break,
                    Break::Open => inner = true,
                    Break::Close => inner = false,
                    Break::None => {}
                    _ => {
                        stopped = true;
                        break;
                    }
                }
            }
            if inner {
                break;
            }
            if t.is(Kinds::WEEKDAY) && t.capital {
                stopped = true;
                break;
            }
            // `teriak salah satu pria memanggil Reni`: whom somebody acts upon does not speak.
            if end > first
                && !t.capital
                && !tokens[first].capital
                && t.end - t.start > 5
                && acts(t.text(text))
                && !t.is(Kinds::TITLE.or(Kinds::HUMAN))
            {
                stopped = true;
                break;
            }
            if !t.capital && t.is(Kinds::STOP) {
                // `Ketua Komisi III dari Fraksi …`: a role may run on, if a name follows.
                let also = t.like(text, &["yang"])
                    && tokens.get(end + 1).is_some_and(|n| n.like(text, &["juga"]));
                let runs_on = (also || t.is(Kinds::CONNECTOR))
                    && end > first
                    && tokens[first].is(Kinds::ROLE)
                    && name_in(text, tokens, first, end, known).is_none();
                if !runs_on {
                    stopped = true;
                    break;
                }
            }
            end += 1;
        }
        if end > first {
            let head = &tokens[first];
            // `imbuh yang lain`, `tulis warganet`
            if segment == 0
                && !head.capital
                && matches!(head.text(text), "warganet" | "netizen" | "pemeran" | "sang")
                && !sang_office(text, &tokens[first..end])
                && !tokens[first..end].iter().any(|t| t.capital)
            {
                return Said::Unnamed;
            }
            if segment == 0 && sang_office(text, &tokens[first..end]) {
                return Said::Latest;
            }
            if segment == 0 && head.like(text, &["mereka"]) {
                return Said::Unnamed;
            }
            if segment == 0 && head.is(Kinds::PRONOUN) {
                return Said::Latest;
            }
            // `tulis @kopi`, `tulis akun @kopi`
            if segment == 0
                && let Some(handle) =
                    (first..end.min(first + 4)).find(|&k| text[tokens[k].start..].starts_with('@'))
            {
                return Said::Role {
                    first: handle,
                    last: handle,
                };
            }
            // `Direktur Kajian Kopi (DKK) Slamet`: the name is behind the bracket.
            if segment == 0
                && head.is(Kinds::ROLE)
                && tokens.get(end).is_some_and(|t| t.gap == Break::Open)
                && !text.as_bytes()[tokens[end].start].is_ascii_digit()
                && let Some(close) =
                    (end + 1..tokens.len().min(end + 5)).find(|&k| tokens[k].gap == Break::Close)
                && tokens[close].capital
                && text[tokens[close - 1].end..tokens[close].start].trim() == ")"
            {
                let mut to = close + 1;
                while to < tokens.len() && tokens[to].capital && tokens[to].gap == Break::None {
                    to += 1;
                }
                let led = !tokens[close].like(text, CALLED_AFTER);
                if let Some((a, b)) = name_behind(text, tokens, close, to, led, known) {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, end - 1)),
                    };
                }
            }
            let led = role.is_some()
                && tokens[first].gap == Break::Close
                && !head.like(text, CALLED_AFTER);
            if let Some((from, to)) = name_behind(text, tokens, first, end, led, known) {
                let before = (from > first).then(|| (first, from - 1)).or(role);
                // `Kepala Bidang Kopi, Penjemuran Biji, dan Gudang Reni`: a list of fields.
                let listed = before.is_some()
                    && tokens.get(end).is_some_and(|t| {
                        t.gap == Break::Comma && t.like(text, &["dan", "serta", "&"])
                    })
                    && tokens.get(end + 1).is_some_and(|t| t.capital)
                    && !(from..=to).any(|k| known.lone(tokens[k].text(text)));
                if listed {
                    role = before;
                    segment += 1;
                    i = end;
                    continue;
                }
                if let Some((a, b)) = behind_address(text, tokens, end, known)
                    && (role.is_some() || from > first)
                    && !stopped
                {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, end - 1)),
                    };
                }
                // `Ketua RT Rambutan, Slamet,`: what is left of a role may be a place.
                let place = from > first && to - from < 2 && tokens[from - 1].is(Kinds::PLACE);
                // `kuasa hukum Reni Yanita, Slamet Riyadi,`: the second one speaks.
                let relative = from > first && head.is(Kinds::RELATIVE);
                // `Sekretaris Pertamina Patra Niaga, Reni Yanita`: a firm's last word.
                let firm = tokens[to].is(Kinds::ORGANISATION);
                // `pemilik Kopi Kita, Reni Yanita`: a firm before its owner.
                let owner = from > first
                    && head.like(
                        text,
                        &[
                            "pemilik",
                            "pendiri",
                            "founder",
                            "owner",
                            "co-founder",
                            "ceo",
                            "coo",
                            "cfo",
                            "cto",
                            "bos",
                        ],
                    );
                let doubtful = from > first
                    && (relative
                        || owner
                        || !(from..=to).any(|k| known.lone(tokens[k].text(text))));
                if doubtful
                    && !stopped
                    && segment == 0
                    && end < tokens.len()
                    && tokens[end].gap == Break::Comma
                {
                    let mut next = end;
                    while next < tokens.len().min(REACH)
                        && (tokens[next].capital
                            || next == end && tokens[next].like(text, &["dr", "drg", "drh"]))
                        && (next == end || tokens[next].gap == Break::None)
                    {
                        next += 1;
                    }
                    let weekday = tokens[end].is(Kinds::WEEKDAY);
                    if !weekday
                        && next > end
                        && let Some((a, b)) = name_in(text, tokens, end, next, known)
                        && (a < b || from == to || firm)
                        && (from == to || a == end)
                        && (owner
                            || from == to
                            || to - from >= 2
                            || place
                            || relative
                            || firm
                            || (a..=b).any(|k| known.lone(tokens[k].text(text))))
                    {
                        return Said::Named {
                            first: a,
                            last: b,
                            role: Some((first, end - 1)),
                        };
                    }
                }
                return Said::Named {
                    first: from,
                    last: to,
                    role: before,
                };
            }
            if segment == 0
                && head.is(Kinds::HUMAN)
                && tokens[end - 1].like(text, &["itu", "ini", "tersebut", "tadi"])
            {
                return latest(text, &tokens[first..], known);
            }
            if tokens[first..end].iter().any(|t| t.capital) || head.is(Kinds::ROLE) {
                role = role.or(Some((first, end - 1)));
            } else {
                described = true;
            }
        }
        // `salah satu pemandu di Kebun Kopi, Galing`: a known name behind a place.
        if stopped
            && segment == 0
            && end > first
            && !tokens[first].capital
            && let Some(one) = behind_place(text, tokens, end, known)
        {
            return Said::Named {
                first: one,
                last: one,
                role: None,
            };
        }
        if stopped || segment >= 6 {
            break;
        }
        // Skip a bracket: `Kepala Badan Narkotika Nasional (BNN) Petrus Golose`.
        if end < tokens.len() && tokens[end].gap == Break::Open {
            while end < tokens.len().min(REACH)
                && tokens[end].gap != Break::Close
                && (tokens[end].gap < Break::Colon)
            {
                end += 1;
                if end < tokens.len() && tokens[end].gap == Break::Close {
                    break;
                }
            }
            if end >= tokens.len() || tokens[end].gap != Break::Close {
                break;
            }
        }
        if end == first {
            break;
        }
        segment += 1;
        i = end;
    }
    match role {
        // `terang pembalap asal Bogor`: a description of whoever spoke last.
        Some((first, last))
            if !tokens[first].capital
                && tokens[first].is(Kinds::HUMAN)
                && tokens[first + 1..=last]
                    .iter()
                    .take_while(|t| !t.capital)
                    .any(|t| t.like(text, &["asal"])) =>
        {
            Said::Latest
        }
        // `tulis salah satu relawan Kopi Kita`
        Some((first, _)) if tokens[first].like(text, &["salah", "seorang"]) => Said::Unnamed,
        Some((first, last)) if tokens[first..=last].iter().any(|t| t.capital) => {
            // `tulis data Kopindo`, `siaran pers Kopindo`: the source's publisher.
            let source = |t: &Token| {
                t.like(
                    text,
                    &[
                        "data",
                        "laporan",
                        "rilis",
                        "siaran",
                        "pers",
                        "pernyataan",
                        "keterangan",
                        "resmi",
                    ],
                )
            };
            let first = (first..=last)
                .find(|&k| !source(&tokens[k]))
                .filter(|&k| tokens[k].capital)
                .unwrap_or(first);
            let cut = (first + 1..=last)
                .find(|&k| matches!(tokens[k].text(text), "di" | "pada" | "dari" | "untuk"));
            Said::Role {
                first,
                last: cut.map_or(last, |k| k - 1),
            }
        }
        // `ujar hakim`: the only judge whom the article names, if there is one.
        Some((first, last)) if first == last && tokens[first].like(text, &["hakim", "jaksa"]) => {
            Said::Role { first, last }
        }
        Some(_) => Said::Unnamed,
        None if described => Said::Unnamed,
        None => Said::Latest,
    }
}

/// The name behind an address: `Ketua RW Kebon Kopi, Kecamatan Merdeka, Kota Bogor, Reni Yanita`.
fn behind_address(
    text: &str,
    tokens: &[Token],
    mut at: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let mut place = false;
    for _ in 0..5 {
        let head = tokens
            .get(at)
            .filter(|t| t.capital && t.gap == Break::Comma)?;
        let behind = tokens[at + 1..].iter();
        let run = behind.take_while(|t| t.capital && t.gap == Break::None);
        let end = at + 1 + run.count();
        if head.like(
            text,
            &[
                "kota",
                "kabupaten",
                "kecamatan",
                "kelurahan",
                "desa",
                "provinsi",
            ],
        ) {
            place = true;
        } else if place {
            let ends = tokens
                .get(end)
                .is_none_or(|t| t.gap != Break::None || t.is(Kinds::STOP));
            return name_in(text, tokens, at, end, known).filter(|&(a, _)| a == at && ends);
        }
        at = end;
    }
    None
}

/// `di Kebun Kopi, Galing saat …`: the word by which somebody is called, behind a place.
fn behind_place(text: &str, tokens: &[Token], at: usize, known: &Known) -> Option<usize> {
    if !tokens.get(at)?.like(text, &["di", "asal", "dari"]) {
        return None;
    }
    let comma = (at + 1..tokens.len().min(at + 8)).find(|&k| tokens[k].gap != Break::None)?;
    let t = &tokens[comma];
    (t.gap == Break::Comma && t.capital && known.lone(t.text(text))).then_some(comma)
}

/// Whether a word in lower case is somebody who does something: `perenang`, but not `pelarian`.
fn agent(word: &str) -> bool {
    word.len() > 5 && word.starts_with("pe") && !word.ends_with("an") && !word.ends_with("nya")
}

/// `Sang pelatih`: whoever was named with that office, but not `sang ibu`, `sang sumber`.
pub fn sang_office(text: &str, tokens: &[Token]) -> bool {
    matches!(tokens, [sang, who, ..] if sang.like(text, &["sang"])
        && !who.capital && who.is(Kinds::ROLE) && !who.is(Kinds::RELATIVE))
        && !tokens[1..].iter().any(|t| t.capital)
}

/// Whether a word in lower case is a verb of doing: `memanggil`.
pub fn acts(word: &str) -> bool {
    ["mem", "men", "meny", "meng"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
}

/// Who `warga tersebut` is: whoever spoke last, but nobody where the article has only `seorang
/// warga` without a name.
pub fn latest(text: &str, tokens: &[Token], known: &Known) -> Said {
    let nameless = |head: &Token, points: &Token| {
        points.like(text, &["itu", "ini", "tersebut"]) && known.plain.is_nameless(head)
    };
    match tokens {
        [head, points, ..] if nameless(head, points) => Said::Unnamed,
        _ => Said::Latest,
    }
}

/// `ujar politikus Partai … itu`, `kata pria yang juga Ketua …`, `juara dunia 2012 ini`: a
/// description of the latest speaker instead of a name.
fn pointed(text: &str, tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let numerals = [
        "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    ];
    let human = first.is(Kinds::HUMAN) || agent(first.text(text));
    if first.gap != Break::None || !(human || first.like(text, &numerals)) {
        return false;
    }
    // `perwakilan Reni itu` is somebody else.
    if first.like(text, &["perwakilan", "jubir"]) {
        return false;
    }
    let plain = first.like(
        text,
        &["pria", "wanita", "perempuan", "lelaki", "laki-laki"],
    );
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
            "bernama" | "berinisial" => return false,
            word if !t.capital
                && t.is(Kinds::STOP)
                && word != "yang"
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
