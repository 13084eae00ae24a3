//! Titles before and degrees behind a name (`Prof. Dr. Boediono`, `Budi Santoso, S.H., M.H.`). Who
//! pastes a name as a document writes it asks for the person; most articles leave the titles out.
//! They count little, and only beside what looks like a name: in `gelar Dr`, `SE Menaker` and
//! `RM Padang` such a word is what is asked for.

use std::ops::Range;

use crate::{
    language::{Common, common, stopword_weight},
    query::{Query, QueryWord},
};

/// Stand before names and mean nothing else in a query.
const BEFORE: [&str; 20] = [
    "prof", "dr", "drg", "drh", "ir", "drs", "dra", "hj", "kh", "ust", "tgk", "tgh", "tuanku",
    "krmt", "krht", "krt", "kph", "gph", "apt", "pdt",
];
/// Stand before names, but are other things as well (`hari H`, rumah makan): they need a full stop
/// or another title before them.
const BEFORE_IF_DOTTED: [&str; 8] = ["h", "r", "rm", "ra", "rr", "hm", "hr", "bp"];
/// Ranks, which readers use like names of offices; titles only together with others.
const RANKS: [&str; 32] = [
    "jenderal",
    "jend",
    "letjen",
    "letnan",
    "mayjen",
    "mayor",
    "brigjen",
    "brigadir",
    "kolonel",
    "kol",
    "letkol",
    "kapten",
    "lettu",
    "letda",
    "laksamana",
    "laksdya",
    "laksda",
    "laksma",
    "marsekal",
    "marsdya",
    "marsda",
    "marsma",
    "komjen",
    "irjen",
    "kombes",
    "akbp",
    "kompol",
    "akp",
    "iptu",
    "ipda",
    "ajun",
    "aiptu",
];
/// Stand behind ranks.
const BEHIND_RANKS: [&str; 10] = [
    "tni",
    "pol",
    "polri",
    "purn",
    "purnawirawan",
    "inf",
    "mar",
    "kav",
    "arm",
    "pnb",
];
/// Degrees behind names, without their full stops.
const DEGREES: [&str; 66] = [
    "sh", "mh", "se", "mm", "st", "mt", "ss", "ma", "mba", "mpa", "mph", "msc", "bsc", "ba", "bba",
    "llm", "llb", "phd", "lc", "sag", "mag", "shi", "mhi", "sthi", "spd", "mpd", "spdi", "mpdi",
    "ssi", "msi", "sos", "ssos", "skom", "mkom", "sip", "mip", "map", "mhum", "shum", "ssn", "msn",
    "skm", "mkm", "mkes", "skep", "sfarm", "sked", "spsi", "mpsi", "spt", "spi", "sp", "mp", "mak",
    "msm", "mti", "sik", "mpp", "amd", "ak", "ca", "cpa", "mars", "mkn", "med", "mhan",
];
/// First parts of degrees that are written with a full stop inside (`S.Farm`, `Sp.OG`).
const DEGREE_BEGINNINGS: [&str; 7] = ["s", "m", "sp", "ph", "a", "b", "lc"];
/// Of lower-case words, only those of at least so many letters may be names: shorter ones are
/// most often short for something.
const SHORTEST_NAME: usize = 4;

/// A word with what stands around it.
struct Piece<'q> {
    text: &'q str,
    folded: String,
    /// A full stop stands inside or behind it.
    dotted: bool,
    /// A comma stands before it.
    comma: bool,
}

/// Which of [`Query::words`] are titles, ascending.
pub fn titles(query: &Query) -> Vec<usize> {
    let mut found = Vec::new();
    let words = query.words();
    for run in runs(query) {
        let pieces: Vec<Piece> = run
            .clone()
            .map(|at| piece(query, at, at > run.start))
            .collect();
        let mut marked = vec![false; pieces.len()];
        mark_before(&pieces, &mut marked);
        mark_behind(&pieces, &mut marked);
        let titles = run.zip(marked).filter(|(_, is_title)| *is_title);
        found.extend(titles.map(|(at, _)| at));
    }
    let mut others = (0..words.len()).filter(|at| found.binary_search(at).is_err());
    match others.any(|at| stopword_weight(&words[at].text.to_lowercase()) >= 1.0) {
        true => found,
        false => Vec::new(),
    }
}

/// Plain words between which nothing stands but what names are written with.
fn runs(query: &Query) -> Vec<Range<usize>> {
    let words = query.words();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // `(Purn)` stands in parentheses.
        if word.negated || !word.plain && !word.text.eq_ignore_ascii_case("purn") {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at && is_inside_name(between(query, at)) => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn piece(query: &Query, at: usize, has_before: bool) -> Piece<'_> {
    let word = &query.words()[at];
    let behind = query.text.get(end_of(query, word)..).unwrap_or("");
    Piece {
        text: &word.text,
        folded: word.text.replace('.', "").to_lowercase(),
        dotted: word.text.contains('.') || behind.starts_with('.'),
        comma: has_before && between(query, at).contains(','),
    }
}

/// Where a word ends, without the signs behind it.
fn end_of(query: &Query, word: &QueryWord) -> usize {
    let place = query.text.get(word.span.clone()).unwrap_or("");
    place.find(&word.text).map_or(word.span.end, |start| {
        word.span.start + start + word.text.len()
    })
}

/// What stands between a word and the one before.
fn between(query: &Query, at: usize) -> &str {
    let words = query.words();
    let start = at
        .checked_sub(1)
        .map_or(0, |before| end_of(query, &words[before]));
    query.text.get(start..words[at].span.start).unwrap_or("|")
}

fn is_inside_name(signs: &str) -> bool {
    let is_allowed = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | '(' | ')' | ';');
    signs.chars().all(is_allowed)
}

/// Marks titles that lead up to a name.
fn mark_before(pieces: &[Piece], marked: &mut [bool]) {
    let mut at = 0;
    while at < pieces.len() {
        let chain = at..at + chain_length(&pieces[at..], at == 0);
        if chain.is_empty() {
            at += 1;
            continue;
        }
        let sure = chain.len() > 1 || pieces[at].dotted;
        if is_name(pieces, chain.end, sure) {
            marked[chain.clone()].fill(true);
        }
        at = chain.end;
    }
}

/// How many titles stand here in a row.
fn chain_length(pieces: &[Piece], begins: bool) -> usize {
    let is = |list: &[&str], piece: &Piece| list.contains(&piece.folded.as_str());
    let mut length = 0;
    let mut ranks = 0;
    for piece in pieces {
        let is_next = if is(&RANKS, piece) {
            length == 0 || ranks > 0
        } else if is(&BEHIND_RANKS, piece) {
            ranks > 0
        } else if is_before(piece) {
            // In a sentence, `dr` is short for `dari`.
            length > 0 || begins || piece.dotted || is_capital(piece)
        } else {
            is(&BEFORE_IF_DOTTED, piece)
                && (length > 0 || piece.dotted || begins && piece.text == "H")
        };
        if !is_next || length > 0 && piece.comma {
            break;
        }
        ranks += usize::from(is(&RANKS, piece));
        length += 1;
    }
    // `jenderal` alone, and `letnan kolonel`.
    if length == ranks { 0 } else { length }
}

/// `Prof`, `K.H`, and `Prof.Dr` without a blank.
fn is_before(piece: &Piece) -> bool {
    let is = |part: &str| BEFORE.contains(&part);
    is(&piece.folded) || piece.text.contains('.') && piece.text.to_lowercase().split('.').all(is)
}

/// Whether what stands here looks like the beginning of a name; behind titles that are `sure`,
/// any two words with capital letters do.
fn is_name(pieces: &[Piece], at: usize, sure: bool) -> bool {
    let Some(piece) = pieces.get(at) else {
        return false;
    };
    let is_nothing_else = |piece: &Piece| common(&piece.folded) == Common::No;
    if piece.comma || stopword_weight(&piece.folded) < 1.0 || is_degree(piece) {
        return false;
    }
    if is_capital(piece) && !is_short_form(piece) {
        let is_derived = common(&piece.folded) == Common::Derived;
        // `Dr. Tirta`: beside one common word, the title says that it is a name.
        let goes_on = |next: &Piece| {
            let is_part = is_capital(next) && !next.comma && !is_degree(next);
            is_part && sure || is_nothing_else(next)
        };
        let next = pieces.get(at + 1);
        return !is_derived && (is_nothing_else(piece) || next.is_some_and(goes_on));
    }
    is_nothing_else(piece)
        && piece.text.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST_NAME
}

/// Marks degrees that follow a name.
fn mark_behind(pieces: &[Piece], marked: &mut [bool]) {
    let mut at = 1;
    while at < pieces.len() {
        let length = match degrees_length(&pieces[at..]) {
            0 => {
                at += 1;
                continue;
            }
            length => length,
        };
        let chain = at..at + length;
        let first = &pieces[at];
        let before = &pieces[at - 1];
        let is_spelled_out = pieces[chain.clone()]
            .iter()
            .any(|one| one.text.contains('.'));
        let is_closed = pieces.get(chain.end).is_none_or(|next| next.comma);
        let is_person = is_capital(before) && !marked[at - 1] && !is_short_form(before);
        let is_nothing_else = |at: usize| common(&pieces[at].folded) == Common::No;
        let is_known_as_name = is_nothing_else(at - 1) || at > 1 && is_nothing_else(at - 2);
        let follows = if first.comma {
            is_person && (is_spelled_out || is_closed)
        } else if is_spelled_out {
            is_person && is_known_as_name
        } else {
            length > 1 && is_closed && is_known_as_name && !marked[at - 1]
        };
        if follows {
            marked[chain.clone()].fill(true);
        }
        at = chain.end;
    }
}

/// How many pieces of degrees stand here in a row.
fn degrees_length(pieces: &[Piece]) -> usize {
    let mut length = 0;
    while let Some(piece) = pieces.get(length) {
        let next = pieces.get(length + 1);
        if is_degree(piece) && (is_capital(piece) || length > 0 || piece.folded.len() > 1) {
            length += 1;
        } else if let Some(next) = next
            && is_apart(piece, next)
        {
            length += 2;
        } else {
            break;
        }
    }
    length
}

/// `S.H`, `MSi`, `Sp.OG`.
fn is_degree(piece: &Piece) -> bool {
    let beginning = piece
        .text
        .split_once('.')
        .map(|(first, _)| first.to_lowercase());
    DEGREES.contains(&piece.folded.as_str())
        || beginning.is_some_and(|first| DEGREE_BEGINNINGS.contains(&first.as_str()))
            && is_capital(piece)
}

/// `M. Si`, `Sp. OG`: a degree with a blank inside.
fn is_apart(first: &Piece, second: &Piece) -> bool {
    let joined = format!("{}{}", first.folded, second.folded);
    first.dotted
        && !second.comma
        && DEGREE_BEGINNINGS.contains(&first.folded.as_str())
        && (DEGREES.contains(&joined.as_str()) || first.folded == "sp" && second.folded.len() < 4)
}

fn is_capital(piece: &Piece) -> bool {
    piece.text.starts_with(char::is_uppercase)
}

/// Short and all in capitals: an institution rather than a person.
fn is_short_form(piece: &Piece) -> bool {
    piece.text.chars().count() <= 5 && piece.text.chars().all(|c| c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{ParseContext, parse};

    fn context() -> ParseContext {
        ParseContext {
            zone: jiff::tz::TimeZone::UTC,
            now: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn marked(text: &str) -> String {
        let query = parse(text, &context());
        let titles = titles(&query);
        let words: Vec<&str> = titles
            .iter()
            .map(|&at| query.words()[at].text.as_str())
            .collect();
        words.join(" ")
    }

    #[test]
    fn titles_beside_names_are_found() {
        for (query, titles) in [
            ("Prof. Dr. Boediono", "Prof Dr"),
            ("prof boediono", "prof"),
            ("Prof.Dr. Boediono", "Prof.Dr"),
            ("Ir. H. Joko Widodo", "Ir H"),
            ("H. Anies Baswedan", "H"),
            ("H Anies Baswedan", "H"),
            ("Jenderal (Purn) Prabowo", "Jenderal Purn"),
            (
                "Letjen TNI (Purn) Dr. Sjafrie Sjamsoeddin",
                "Letjen TNI Purn Dr",
            ),
            (
                "Komjen Pol. Drs. Budi Gunawan, S.H., MSi., Ph.D",
                "Komjen Pol Drs S.H MSi Ph.D",
            ),
            ("KH Ma'ruf Amin", "KH"),
            ("K.H. Ma'ruf Amin", "K.H"),
            ("Dr. Tirta Mandira", "Dr"),
            ("Budi Santoso, S.H., M.H.", "S.H M.H"),
            ("Budi Santoso, S. H., M. Si.", "S H M Si"),
            ("Hotman Paris SH MH", "SH MH"),
            ("dr. H. Hasto Wardoyo, Sp.OG", "dr H Sp.OG"),
            ("Erny Tajib, SE, MM", "SE MM"),
            ("kasus suap Prof. Karomani", "Prof"),
        ] {
            assert_eq!(marked(query), titles, "{query}");
        }
    }

    #[test]
    fn what_is_asked_for_is_no_title() {
        for query in [
            "gelar Dr",
            "Dr. Tirta",
            "profesor",
            "Prof",
            "Prof Dr",
            "SE Menaker",
            "THR, SE Menaker",
            "RM Padang",
            "RM Sederhana",
            "MM",
            "kuliah MM",
            "gelar S.H.",
            "hari H Lebaran",
            "jenderal TNI",
            "jenderal TNI tersangka korupsi",
            "Jenderal Andika",
            "prof palsu",
            "prof UGM",
            "berita dr Jakarta",
            "ustadz abdul somad",
            "gula, beras, MM",
            "\"Prof. Dr. Boediono\"",
            "Prof ATAU Dr",
            "judul:Prof",
        ] {
            assert_eq!(marked(query), "", "{query}");
        }
    }
}
