//! Who is meant behind a verb of saying: a name, a role, or whoever spoke last.

use super::{
    accounts::{account, is_handle, nickname, posted_by, signed},
    behind::{
        behind_address, behind_aside, behind_body, behind_bracket, behind_description, behind_firm,
        behind_joined, behind_place, field_of_office,
    },
    described::{
        CALLED_AFTER, ENVOYS, FRIENDS, SOURCE, agent, by_name, introduced, latest, nameless,
        pointed, points, sang_office,
    },
    kinds::acts,
    known::Known,
    person::{name_behind, name_in},
    tokens::{Break, Token, run_end},
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
    /// `akun tersebut`: the account that was named last.
    Account,
    /// A role or an organisation without a name.
    Role { first: usize, last: usize },
    /// Somebody without a name.
    Unnamed,
}

/// Tokens that are read behind a verb, at most.
pub const REACH: usize = 28;

/// Reads `after a verb`: `kata Menteri Keuangan Sri Mulyani di Jakarta`.
pub fn after(text: &str, tokens: &[Token], known: &Known) -> Said {
    if tokens
        .first()
        .is_some_and(|t| t.gap == Break::None && t.text(text) == "yang")
    {
        return Said::Unnamed;
    }
    // `tulis pesan dari warganet`
    if let [from, whom, ..] = tokens
        && from.gap == Break::None
        && from.like(text, &["dari"])
        && !whom.capital
        && whom.gap == Break::None
    {
        return Said::Unnamed;
    }
    if let Some(said) = posted_by(text, tokens) {
        return said;
    }
    if let [body, points, ..] = tokens
        && body.gap == Break::None
        && body.is(Kinds::BODY)
        // `kata media tersebut`, `kata kementerian dalam pernyataan`
        && (points.points(text)
            || !body.capital
                && (points.gap > Break::Comma
                    || points.gap == Break::None
                        && points.like(text, &["dalam", "melalui", "pada", "seperti", "kepada"])))
    {
        return Said::Body;
    }
    if let Some(named) = introduced(text, tokens, known) {
        return named;
    }
    if pointed(text, tokens) {
        return latest(text, tokens, known);
    }
    let mut role: Option<(usize, usize)> = None;
    let mut described = false;
    // `Kepala Unit Teknis (UT)`: a name if there is no other behind it.
    let mut fallback: Option<Said> = None;
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
            // `kata Reni Dalam Temu Petani`
            if end > first
                && t.capital
                && t.is(Kinds::STOP)
                && t.like(
                    text,
                    &[
                        "dalam", "saat", "usai", "pada", "kepada", "ketika", "melalui",
                    ],
                )
                && !tokens[first..end]
                    .iter()
                    .any(|t| t.is(Kinds::TITLE.or(Kinds::HUMAN)) || !t.capital)
            {
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
                return match signed(text, tokens) {
                    Some(said) => said,
                    None => nickname(text, &tokens[..tokens.len().min(first + 6)], first),
                };
            }
            // `tulis akun kopi***`, `akun tersebut`
            if segment == 0 && head.like(text, &["akun"]) {
                if tokens.get(first + 1).is_some_and(|t| t.points(text)) {
                    return Said::Account;
                }
                if !tokens[first..end].iter().any(|t| t.capital) {
                    return account(text, tokens, (first, end - 1));
                }
            }
            // `pemeran Reni dalam Kebun Kopi`: whoever spoke last.
            if segment == 0
                && !head.capital
                && head.like(text, &["pemeran", "pelantun"])
                && tokens
                    .get(first + 1)
                    .is_some_and(|t| t.capital || text[..t.start].ends_with('\''))
                && tokens
                    .get(end)
                    .is_some_and(|t| t.like(text, &["dalam", "di", "pada"]))
            {
                return Said::Latest;
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
                    (first..end.min(first + 4)).find(|&k| is_handle(text, &tokens[k]))
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
                    // `Kepala Unit Kopi (UK) Temanggung, Reni Yanita`
                    let (a, b) =
                        behind_firm(text, tokens, first, (a, b), to, known).unwrap_or((a, b));
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
            // `tulis pengumuman Kopi Kita`: whoever made the text.
            let source = segment == 0
                && !head.capital
                && head.like(text, SOURCE)
                && !tokens[first..end].iter().any(|t| t.is(Kinds::ROLE))
                && !(first..end).any(|k| known.lone(tokens[k].text(text)));
            if !source && let Some((from, to)) = name_behind(text, tokens, first, end, led, known) {
                let before = (from > first).then(|| (first, from - 1)).or(role);
                // `Growers for Coffee`: an organisation.
                let joined = |k: usize| {
                    tokens.get(k).is_some_and(|t| {
                        t.gap == Break::None && !t.capital && t.like(text, &["for", "of"])
                    }) && tokens
                        .get(k + 1)
                        .is_some_and(|t| t.capital && t.gap == Break::None)
                };
                let office = |k: usize| tokens[k].is(Kinds::ROLE) || tokens[k].upper;
                if before.is_some()
                    && joined(to + 1)
                    && let Some((a, b)) = behind_joined(text, tokens, to + 2, known)
                {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, a - 1)),
                    };
                }
                if before.is_none() && joined(to + 1) && !(from..=to).any(office) {
                    return Said::Role {
                        first: from,
                        last: run_end(tokens, to + 2) - 1,
                    };
                }
                // `Menteri asal Bogor itu`
                let origin = tokens
                    .get(first + 1)
                    .is_some_and(|t| t.like(text, &["asal"]));
                if segment == 0
                    && from > first
                    && (!head.capital || origin)
                    && (head.is(Kinds::HUMAN) || head.like(text, FRIENDS))
                {
                    // `beber sahabat Reni lainnya`
                    let other = tokens.get(to + 1).is_some_and(|t| {
                        t.gap == Break::None && t.like(text, &["lain", "lainnya"])
                    });
                    // `anak Reni lainnya, Slamet`
                    let apart = |t: &Token| t.gap == Break::Comma && t.capital;
                    if other && !tokens.get(to + 2).is_some_and(apart) {
                        return Said::Unnamed;
                    }
                    // `ucap dosen FH Kopindo, Bogor itu`
                    let called = (from..=to).any(|k| known.lone(tokens[k].text(text)));
                    // `pungkas kakak Reni Yanita.`: somebody else, who spoke last.
                    let near = tokens[first..from].iter().all(|t| !t.capital)
                        && from < first + 3
                        && (first + 1..=from).all(|k| tokens[k].gap == Break::None)
                        && (head.like(text, FRIENDS)
                            || head.is(Kinds::RELATIVE) && !head.like(text, &["ibu", "manajer"]));
                    if near && !points(text, &tokens[first..]) {
                        // `ungkap rekan Reni, Slamet Riyadi`
                        let behind = to + 1 + usize::from(other);
                        let next = tokens.get(behind).is_some_and(apart);
                        let named = next
                            .then(|| name_in(text, tokens, behind, run_end(tokens, behind), known));
                        return match named.flatten() {
                            Some((first, last)) => Said::Named {
                                first,
                                last,
                                role: None,
                            },
                            None => Said::Latest,
                        };
                    }
                    if (near || !called)
                        && !head.like(text, ENVOYS)
                        && points(text, &tokens[first..])
                    {
                        return latest(text, &tokens[first..], known);
                    }
                }
                // `jawab seorang petugas Kopindo`: whose clerk it is.
                let whose = segment == 0
                    && from == to
                    && from > first + 1
                    && head.like(text, &["seorang"])
                    && tokens[first + 1..=to].iter().all(|t| t.gap == Break::None)
                    && !tokens[first..from]
                        .iter()
                        .any(|t| t.is(Kinds::NAMING) || t.like(text, &["bermarga"]))
                    && !tokens
                        .get(to + 1)
                        .is_some_and(|t| t.gap == Break::Comma && t.capital)
                    && !known.called.contains(tokens[from].text(text));
                if whose {
                    return Said::Unnamed;
                }
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
                if before.is_some() && field_of_office(text, tokens, (from, to), known) {
                    fallback = fallback.or(Some(Said::Named {
                        first: from,
                        last: to,
                        role: before,
                    }));
                    role = before;
                    segment += 1;
                    i = end;
                    if tokens[end].gap == Break::Open {
                        match behind_bracket(tokens, end) {
                            Some(close) => i = close,
                            None => break,
                        }
                    }
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
                if segment == 0
                    && from == first
                    && to + 1 == end
                    && !stopped
                    && let Some((a, b)) = behind_body(text, tokens, first, end, known)
                {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, end - 1)),
                    };
                }
                if segment == 0
                    && !stopped
                    && let Some((a, b)) = behind_firm(text, tokens, first, (from, to), end, known)
                {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, end - 1)),
                    };
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
            && let Some((first, last)) = behind_place(text, tokens, end, known)
        {
            return Said::Named {
                first,
                last,
                role: None,
            };
        }
        // `salah satu penumpang yang selamat, Suparman (29)`
        if stopped
            && segment == 0
            && end > first
            && !tokens[first..end].iter().any(|t| t.capital)
            && (tokens[first].is(Kinds::HUMAN.or(Kinds::SOMEONE)) || agent(text, &tokens[first]))
            && let Some((first, last)) = behind_description(text, tokens, end, known)
        {
            return Said::Named {
                first,
                last,
                role: None,
            };
        }
        if stopped
            && fallback.is_none()
            && let Some((first, last)) = role
            && let Some((a, b)) = behind_aside(text, tokens, end, known)
        {
            return Said::Named {
                first: a,
                last: b,
                role: Some((first, last)),
            };
        }
        if stopped || segment >= 6 {
            break;
        }
        // Skip a bracket: `Kepala Badan Narkotika Nasional (BNN) Petrus Golose`.
        if end < tokens.len() && tokens[end].gap == Break::Open {
            match behind_bracket(tokens, end) {
                Some(close) => end = close,
                None => break,
            }
        }
        if end == first {
            break;
        }
        segment += 1;
        i = end;
    }
    if let Some(said) = fallback.filter(|_| !points(text, tokens)) {
        return said;
    }
    let said = match role {
        Some((first, last)) => nameless(text, tokens, (first, last), known),
        None if described => Said::Unnamed,
        None => Said::Latest,
    };
    match said {
        Said::Unnamed => signed(text, tokens)
            .or_else(|| by_name(text, tokens, known))
            .unwrap_or(Said::Unnamed),
        said => said,
    }
}
