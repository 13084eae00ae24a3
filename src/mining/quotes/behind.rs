//! Names that stand further behind an office: behind its fields, its address, what it is said of.

use super::{
    kinds::common,
    known::Known,
    names::REACH,
    person::name_in,
    tokens::{Break, Token, run_end},
    words::Kinds,
};
use crate::language::Common;

/// The token behind the bracket that opens before `open`, if it closes soon.
pub fn behind_bracket(tokens: &[Token], open: usize) -> Option<usize> {
    let until = tokens.len().min(open + REACH);
    (open + 1..until)
        .take_while(|&k| tokens[k].gap < Break::Colon)
        .find(|&k| tokens[k].gap == Break::Close)
}

/// Whether what looks like a name behind an office is the office's field, as more of it follows:
/// `Kepala Unit Pelaksana Teknis (UPT) …`, `Dirjen Energi Baru, Terbarukan, dan …`.
pub fn field_of_office(
    text: &str,
    tokens: &[Token],
    (from, to): (usize, usize),
    known: &Known,
) -> bool {
    let Some(next) = tokens.get(to + 1) else {
        return false;
    };
    let bracket = next.gap == Break::Open && !text.as_bytes()[next.start].is_ascii_digit();
    let more = next.gap == Break::Comma
        && !next.is(Kinds::WEEKDAY)
        && (next.capital || next.like(text, &["dan", "serta"]));
    // `Koordinator Masyarakat Anti Korupsi Indonesia (MAKI), Reni Yanita`
    let body = || {
        bracket
            && next.upper
            && tokens[to].is(Kinds::ORGANISATION)
            && !(from..=to).any(|k| known.lone(tokens[k].text(text)))
    };
    body()
        || (bracket || more)
            && (from..=to).all(|k| {
                let word = tokens[k].text(text);
                common(word) != Common::No && !known.lone(word)
            })
}

/// The name behind an address: `Ketua RW Kebon Kopi, Kecamatan Merdeka, Kota Bogor, Reni Yanita`.
pub fn behind_address(
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
        let end = run_end(tokens, at);
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

/// `di Kebun Kopi, Galing saat …`: a name with a word by which somebody is called, behind a place.
pub fn behind_place(
    text: &str,
    tokens: &[Token],
    at: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    if !tokens.get(at)?.like(text, &["di", "asal", "dari"]) {
        return None;
    }
    let comma = (at + 1..tokens.len().min(at + 8)).find(|&k| tokens[k].gap != Break::None)?;
    let t = &tokens[comma];
    if t.gap != Break::Comma || !t.capital {
        return None;
    }
    let end = run_end(tokens, comma);
    let name = name_in(text, tokens, comma, end, known)
        .filter(|&(a, b)| a == comma && b + 1 == end && b - a < 4)
        .unwrap_or((comma, comma));
    let called = (name.0..=name.1).any(|k| known.lone(tokens[k].text(text)));
    called.then_some(name)
}

/// `salah satu penumpang yang selamat, Suparman (29)`: the name behind a description. `stop` is
/// the word that ended its first words.
pub fn behind_description(
    text: &str,
    tokens: &[Token],
    stop: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let until = tokens.len().min(stop + 12);
    let comma = (stop..until)
        .take_while(|&k| tokens[k].gap < Break::Open)
        .find(|&k| k > 0 && tokens[k].gap == Break::Comma)?;
    if !tokens[comma].capital {
        return None;
    }
    let end = run_end(tokens, comma);
    let (a, b) = name_in(text, tokens, comma, end, known)?;
    let plain = |k: usize| {
        let t = &tokens[k];
        !t.upper
            && !t.is(Kinds::PLACE.or(Kinds::ORGANISATION).or(Kinds::TITLE))
            && common(t.text(text)) == Common::No
    };
    let whole = a == comma && b + 1 == end && b - a < 4 && (a..=b).all(plain);
    // `Suparman (29)`
    let age = tokens.get(end).is_some_and(|t| {
        t.gap == Break::Open && t.end - t.start == 2 && text.as_bytes()[t.start].is_ascii_digit()
    });
    let placed = tokens[stop..comma].iter().any(|t| t.capital);
    let called = (a..=b).any(|k| known.lone(tokens[k].text(text)));
    (whole && (age || called || b > a && !placed && closes(text, tokens, end))).then_some((a, b))
}

/// Who is the head of a firm that stands before the name.
const OWNER: &[&str] = &[
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
];

/// What stands before persons only.
pub const TITLES: &[&str] = &[
    "dr", "drg", "drh", "prof", "profesor", "h", "hj", "kh", "ir", "drs", "dra", "pak", "bu",
    "bapak", "ibu", "mas", "mbak", "bang", "gus", "ipda", "iptu", "akp", "kompol", "akbp",
    "kombes", "brigjen", "irjen", "komjen", "jenderal", "letkol", "kolonel", "mayor", "kapten",
    "purn", "ustaz", "kiai",
];

/// What is called after a doctor.
const HOSPITALS: &[&str] = &["rs", "rsu", "rsud", "rsup", "sakit"];

/// The name behind an office and what looks like one but is its firm or place: `Direktur Kopi
/// Kita, Reni Yanita di Bogor`. What looks like one is `from..=to` in the segment `first..end`.
pub fn behind_firm(
    text: &str,
    tokens: &[Token],
    first: usize,
    (from, to): (usize, usize),
    end: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let lone = |k: usize| known.lone(tokens[k].text(text));
    let head = &tokens[first];
    if from <= first || tokens.get(end)?.gap != Break::Comma || tokens[end].is(Kinds::WEEKDAY) {
        return None;
    }
    // `dr Reni Yanita, Poli Gigi RSUD Bogor`: firms have no titles.
    let titled = tokens[from - 1].like(text, TITLES);
    // `kuasa hukum Reni Yanita, Slamet Riyadi,`: the second one speaks.
    let relative = head.is(Kinds::RELATIVE);
    let owner = head.like(text, OWNER);
    if !(relative || owner) && (from..=to).any(lone) {
        return None;
    }
    let until = tokens.len().min(REACH);
    let mut next = end;
    while next < until
        && (tokens[next].capital || next == end && tokens[next].like(text, &["dr", "drg", "drh"]))
        && (next == end || tokens[next].gap == Break::None)
    {
        next += 1;
    }
    let (a, b) = name_in(text, tokens, end, next, known).filter(|_| next > end)?;
    if from == to {
        // `ibu Reni, Yanita`, `Humas RSUP dr. Reni, Yanita`
        let hospital = from >= first + 2 && tokens[from - 2].like(text, HOSPITALS);
        return (!titled || relative || hospital).then_some((a, b));
    }
    // `Ketua RT Rambutan, Slamet,`: what is left of a role may be a place.
    let place = to - from < 2 && tokens[from - 1].is(Kinds::PLACE);
    // `Sekretaris Pertamina Patra Niaga, Reni Yanita`: a firm's last word.
    let firm = tokens[to].is(Kinds::ORGANISATION);
    let doubtful = owner || to - from >= 2 || place || relative || firm || (a..=b).any(lone);
    // `Direktur Kopi Kita, Reni Yanita di Bogor`: only a name goes on so.
    let closed = b > a
        && b + 1 == next
        && closes(text, tokens, next)
        && !(a..=b).any(|k| tokens[k].is(Kinds::ORGANISATION) || tokens[k].upper);
    (a == end && (a < b || firm || lone(a)) && (doubtful || closed && !titled)).then_some((a, b))
}

/// `Center for Coffee Studies Reni Yanita`: the name at the end of the run of capitals behind
/// `for`, where the article calls somebody by a word of it.
pub fn behind_joined(
    text: &str,
    tokens: &[Token],
    from: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let end = run_end(tokens, from);
    let lone = |k: &usize| known.lone(tokens[*k].text(text));
    let first = (from + 1..end).find(lone)?;
    let name = name_in(text, tokens, first, end, known)?;
    (name.1 + 1 == end).then_some(name)
}

/// Whether an attribution goes on at a token as it does behind a name: `di`, `saat`, a comma.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_none_or(|t| {
        let aside = [
            "di", "dalam", "saat", "kepada", "ketika", "melalui", "lewat", "usai",
        ];
        t.gap != Break::None || t.like(text, &aside)
    })
}

/// The name of two words or more behind what is said of an office: `juru bicara KPK saat itu,
/// Reni Yanita, …`. `stop` is the word that ended the office.
pub fn behind_aside(
    text: &str,
    tokens: &[Token],
    stop: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let ends = |t: &Token| t.gap >= Break::Colon && t.gap != Break::Dash;
    if ends(tokens.get(stop)?) {
        return None;
    }
    let until = tokens.len().min(REACH);
    let comma = (stop + 1..until)
        .take_while(|&k| !ends(&tokens[k]))
        .find(|&k| tokens[k].gap == Break::Comma)?;
    let end = run_end(&tokens[..until], comma);
    if !tokens[comma].capital || !closes(text, tokens, end) {
        return None;
    }
    let (a, b) = name_in(text, tokens, comma, end, known)?;
    let led = (comma..a).all(|k| tokens[k].is(Kinds::ROLE));
    let plain = !(a..=b).any(|k| tokens[k].is(Kinds::PLACE.or(Kinds::ORGANISATION)));
    // `di Kebun Kopi, Tanah Merah`: an address.
    let placed = (stop..comma)
        .any(|k| tokens[k].like(text, &["di", "ke", "dari", "pada"]) && tokens[k + 1].capital);
    let called = (a..=b).any(|k| known.lone(tokens[k].text(text)));
    (led && plain && b > a && b + 1 == end && (called || !placed)).then_some((a, b))
}

/// `Danru Damkar Tangsel, Reni Yanita, di …`: what stands first has an organisation in it and no
/// name, whatever its head is called. `first..end` is the run of capitals.
pub fn behind_body(
    text: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let body = |k: usize| tokens[k].is(Kinds::ORGANISATION) || tokens[k].upper;
    let lone = |k: usize| known.lone(tokens[k].text(text));
    let next = tokens
        .get(end)
        .filter(|t| t.gap == Break::Comma && t.capital)?;
    if next.is(Kinds::WEEKDAY) || !(first + 1..end).any(body) || (first..end).any(lone) {
        return None;
    }
    let until = run_end(tokens, end);
    let (a, b) = name_in(text, tokens, end, until, known)?;
    let led = (end..a).all(|k| tokens[k].is(Kinds::ROLE));
    let plain = |k: usize| {
        let t = &tokens[k];
        !t.upper && !t.is(Kinds::PLACE.or(Kinds::TITLE)) && common(t.text(text)) == Common::No
    };
    let whole = led && b > a && b + 1 == until && b - a < 4 && (a..=b).all(plain);
    (whole && closes(text, tokens, until)).then_some((a, b))
}
