//! Who is meant before a verb of saying.

use super::{
    accounts::is_handle,
    described::{agent, latest, sang_office},
    kinds::{acts, common, is_degree},
    known::Known,
    names::Said,
    person::{name_in, person},
    tokens::{Break, Token},
    words::Kinds,
};
use crate::language::Common;

/// By what or where something is said: no subject.
const BY_WAY: &[&str] = &[
    "via", "lewat", "melalui", "dalam", "di", "pada", "menurut", "kepada",
];

/// Reads what stands before a verb: `Ketua KPU, Hasyim Asy'ari, mengatakan`. `verb` is its
/// index; the sentence is `tokens[start..verb]`.
pub fn subject(text: &str, tokens: &[Token], start: usize, verb: usize, known: &Known) -> Said {
    let start = behind_source(text, tokens, start, verb);
    let mut i = verb;
    // Adverbs between the subject and the verb.
    while i > start {
        if !tokens[i - 1].is(Kinds::ADVERB) {
            break;
        }
        i -= 1;
    }
    // `dalam rangka menyambut`, `akan menyampaikan`: nothing is said yet.
    if i == verb
        && i > start
        && matches!(
            tokens[i - 1].text(text),
            "rangka" | "untuk" | "guna" | "demi" | "agar" | "bisa" | "dapat" | "akan" | "hendak"
        )
    {
        return Said::Unnamed;
    }
    // `Reni menangis sambil berujar`
    if i > start + 1 && tokens[i - 1].like(text, &["sambil", "seraya", "sembari"]) {
        i -= 1;
    }
    // `dia menantang Slamet dengan menuliskan`
    if i > start + 1 && tokens[i - 1].like(text, &["dengan"]) {
        let opens = |k: &usize| *k == start || tokens[*k].gap == Break::Comma;
        let clause = (start..i).rev().find(opens).unwrap_or(start);
        if tokens[clause].is(Kinds::PRONOUN) {
            return Said::Latest;
        }
        if let Some((a, b)) = name_in(text, tokens, clause, i - 1, known)
            && a == clause
            && (b > a || known.lone(tokens[a].text(text)))
        {
            return Said::Named {
                first: a,
                last: b,
                role: None,
            };
        }
    }
    i = before_aside(text, tokens, start, i);
    i = before_occasion(text, tokens, start, i);
    i = before_degrees(text, tokens, start, i);
    // `Ibu Slamet yang bernama Reni mengatakan`
    if let Some(named) =
        (start + 1..i).find(|&k| tokens[k].capital && tokens[k - 1].like(text, &["bernama"]))
        && let Some((a, b)) = name_in(text, tokens, named, i, known)
        && a == named
    {
        return Said::Named {
            first: a,
            last: b,
            role: None,
        };
    }
    if i == start {
        // `Mengatakan …`: no subject, unless the sentence goes on from the last one.
        return Said::Latest;
    }
    let last = &tokens[i - 1];
    // `Dia menyebut panen "baik", tetapi menambahkan bahwa "…"`: whoever said the first of it.
    let goes_on = || {
        last.like(
            text,
            &[
                "tetapi", "tapi", "namun", "lalu", "kemudian", "seraya", "sambil",
            ],
        )
    };
    let named = |t: &Token| t.capital || t.is(Kinds::PRONOUN);
    if start > 0
        && tokens[start].gap == Break::Quote
        && !last.capital
        && goes_on()
        && !tokens[start..i].iter().any(named)
    {
        return Said::Latest;
    }
    if last.is(Kinds::PRONOUN) || i == start + 2 && sang_office(text, &tokens[start..i]) {
        return Said::Latest;
    }
    // `Akun @kopi menulis`
    let sign = text[last.start..].starts_with('@');
    if sign || last.gap == Break::None && is_handle(text, last) {
        return Said::Role {
            first: i - 1,
            last: i - 1,
        };
    }
    // The whole sentence so far, cut at brackets.
    let length = i - start;
    if length > 40 {
        return Said::Unnamed;
    }
    // The run directly before the verb.
    let mut from = i;
    while from > start {
        let t = &tokens[from - 1];
        let boundary = from < i && tokens[from].gap != Break::None;
        if !t.capital || boundary {
            break;
        }
        from -= 1;
    }
    // `Slamet Riyadi (Gus Slam) mengatakan`
    if from > start && from + 2 == i && tokens[from].gap == Break::Open && !tokens[from].upper {
        match subject(text, tokens, start, from, known) {
            named @ Said::Named { last, .. } if last + 1 == from => return named,
            _ => {}
        }
    }
    // `Reni Yanita, Direktur Yayasan Kopi (Kopindo), mengatakan`: a bracket closes before the verb.
    if from > start
        && from + 1 == i
        && tokens[from].gap == Break::Open
        && tokens.get(i).is_some_and(|t| t.gap == Break::Close)
        && let named @ Said::Named { first, last, .. } = subject(text, tokens, start, from, known)
        && first == start
        && last > first
        && last + 1 < from
        && (first..=last).all(|k| common(tokens[k].text(text)) == Common::No)
    {
        return named;
    }
    // `Reni, seorang petani dari Kebun Kopi, mengatakan`: the name comes first.
    if let Some((a, b)) = set_apart(text, tokens, start, i, verb, known) {
        return Said::Named {
            first: a,
            last: b,
            role: (a > start && tokens[start].is(Kinds::TITLE)).then(|| (start, a - 1)),
        };
    }
    // A bracket directly before the verb: `Budi (34) mengatakan`.
    if from == i
        && (start..i)
            .rev()
            .take(4)
            .any(|k| tokens[k].gap == Break::Open)
        && let Some(open) = (start..i).rev().find(|&k| tokens[k].gap == Break::Open)
        && open > start
    {
        return subject(text, tokens, start, open, known);
    }
    let mut placed = false;
    if from < i {
        // Roles in lower case or beyond connectors belong to the run.
        let led = from > start && tokens[from - 1].is(Kinds::ROLE.or(Kinds::CONNECTOR))
            || from > start + 1
                && tokens[from - 2].is(Kinds::ROLE)
                && tokens[from - 1..=from].iter().all(|t| t.gap == Break::None)
                && !acts(tokens[from - 1].text(text))
            // `Kepala Dinas Kopi (DK) Bogor Reni`, `Kepala Dinas Kopi kabupaten Bogor Reni Yanita`
            || from > start
                && (tokens[from].gap == Break::Close
                    || tokens[from].gap == Break::None && tokens[from - 1].is(Kinds::PLACE))
                && (tokens[start].is(Kinds::ROLE) || led_by_role(tokens, start, from));
        let preposition = from > start && {
            let before = &tokens[from - 1];
            // `melalui unggahannya di forum Kopindo`
            let within = from > start + 1
                && tokens[from].gap == Break::None
                && tokens[from - 1].gap == Break::None
                && !before.capital
                && !before.is(Kinds::HUMAN)
                && tokens[from - 2].like(text, &["di", "ke", "pada"]);
            placed = within || before.like(text, &["di", "ke", "pada", "dalam"]);
            let found =
                placed || before.like(text, &["kepada", "dari", "asal", "oleh", "dengan", "dan"]);
            found && !led_by_role(tokens, start, from)
        };
        placed &= preposition;
        if let Some((a, b)) = person(text, tokens, from, i, led, known) {
            // `Slamet Riyadi, selaku Ketua Asosiasi Kopi Merdeka, mengatakan`: the name comes first.
            let named = (a..=b).any(|k| known.lone(tokens[k].text(text)));
            if !named
                && (led || a > from)
                && let Some(comma) = (start + 1..from + usize::from(a == b && a > from))
                    .find(|&k| tokens[k].gap == Break::Comma)
                && let Some((c, d)) = name_in(text, tokens, start, comma, known)
                && c == start
                && d > c
                && !tokens[c].is(Kinds::ROLE)
            {
                return Said::Named {
                    first: c,
                    last: d,
                    role: None,
                };
            }
            if !preposition {
                let role = (a > from).then(|| (from, a - 1));
                return Said::Named {
                    first: a,
                    last: b,
                    role,
                };
            }
        }
    }
    // `Lewat Kabar Kopi, Kopindo menyampaikan`: an organisation begins the clause.
    if from < i
        && from > start
        && i == verb
        && tokens[i].gap == Break::None
        && tokens[from].gap == Break::Comma
        && !tokens[start].is(Kinds::ROLE)
        && tokens[start].like(text, BY_WAY)
        && (from..i).all(|k| !tokens[k].is(Kinds::ROLE.or(Kinds::WEEKDAY).or(Kinds::COMMON)))
    {
        return Said::Role {
            first: from,
            last: i - 1,
        };
    }
    // `Bahkan mantan istri Reni itu mengaku`: the description begins behind the opening word.
    let opens = tokens[start].is(Kinds::COMMON) && !tokens[start].is(Kinds::HUMAN);
    let head = start + usize::from(opens && start + 1 < i);
    // `Pelantun Panen Kopi itu mengaku`
    let human = tokens[head].is(Kinds::HUMAN) || agent(text, &tokens[head]);
    let points = last.points(text);
    // `Politikus Partai Kopi itu mengatakan`, `Kekasih Reni itu mengatakan`: who spoke last.
    let named = tokens[head + 1..i].iter().any(|t| t.capital);
    if points && human && (!named || i > head + 2 && tokens[i - 2].capital) {
        return latest(text, &tokens[head..i], known);
    }
    // `Sementara itu, Reni dari Kebun Kopi menyebut`: behind the opening words.
    let begins = (start + 1..i.min(start + 7)).find(|&k| {
        let small = tokens[start + 1..k].iter().all(|t| !t.capital);
        k > start + 1 && tokens[k].gap == Break::Comma && tokens[k].capital && small
    });
    // Otherwise the first name of the sentence, if it is its subject.
    let clause = (start..i)
        .find(|&k| tokens[k].like(text, &["yang", "saat", "ketika"]))
        .unwrap_or(i);
    if let Some((a, b)) = name_in(text, tokens, start, clause, known)
        && (b > a
            || known.lone(tokens[a].text(text))
            || a > start && tokens[start].is(Kinds::ROLE) && b + 1 == clause && clause < i
            // `Sementara itu, Reni dari Kebun Kopi menyebut`
            || (a == start || begins == Some(a))
                && tokens.get(b + 1).is_some_and(|n| n.gap == Break::None && n.like(text, &["dari"]))
                && !tokens[a].upper
                && !tokens[a].is(Kinds::ORGANISATION)
                && common(tokens[a].text(text)) == Common::No
            // `Reni, Ketua Asosiasi Kopi, mengatakan`
            || tokens[verb].gap == Break::Comma
                && tokens.get(b + 1).is_some_and(|n| n.gap == Break::Comma && n.is(Kinds::ROLE))
                && common(tokens[a].text(text)) == Common::No)
        && (a..=b).all(|k| !tokens[k].is(Kinds::COMMON))
        // `Lebih lanjut, Ketua Muslimat Kopi itu berharap`, `Di sisi lain, Asita Bali siap`
        && (begins.is_none_or(|k| a < k)
            || tokens
                .get(b + 1)
                .is_none_or(|n| !n.points(text))
                && !(a..=b).any(|k| {
                    tokens[k].is(Kinds::ORGANISATION) && !known.lone(tokens[k].text(text))
                }))
        && (a == start
            || begins == Some(a)
            // `Bakal Calon Bupati pada Pilkada Bogor 2024, Reni Yanita dengan tegas mengatakan`
            || b > a
                && tokens[a].gap == Break::Comma
                && tokens[start..a].iter().any(|t| t.is(Kinds::ROLE))
                && !tokens[start..a].iter().any(|t| acts(t.text(text)))
                && tokens[b + 1..i].iter().all(|t| t.gap == Break::None && !t.capital)
                && tokens.get(b + 1).is_some_and(|t| t.is(Kinds::STOP))
            || tokens[begins.filter(|&k| k < a).unwrap_or(start)..a]
                .iter()
                .all(|t| t.capital || t.is(Kinds::TITLE.or(Kinds::CONNECTOR)))
            // `Dokter spesialis paru Prof Reni Yanita di Bogor, Jumat, mengatakan`
            || tokens[start].is(Kinds::ROLE)
                && tokens[start + 1..=a]
                    .iter()
                    .all(|t| t.gap == Break::None && !acts(t.text(text))))
    {
        return Said::Named {
            first: a,
            last: b,
            role: (a > start).then(|| (start, a - 1)),
        };
    }
    // `Pria yang menanam kopi di Temanggung mengatakan`: the place does not speak.
    if placed {
        return if human { Said::Latest } else { Said::Unnamed };
    }
    // `Selain menargetkan juara, "Laskar Kopi" …`, but a letter is left of a degree (`Ph.D`).
    let lost = |t: &Token| {
        let letter = t.end - t.start < 2 && (text[..t.start].ends_with('.') || t.text(text) == "X");
        t.is(Kinds::STOP.or(Kinds::CONNECTOR)) || letter
    };
    if from < i && !(from + 1 == i && lost(&tokens[from])) {
        return Said::Role {
            first: from,
            last: i - 1,
        };
    }
    Said::Unnamed
}

/// `Reni, seorang petani dari Kebun Kopi, mengatakan`, `Hari ini Reni selaku petani kopi
/// mengatakan`: a name before its description.
fn set_apart(
    text: &str,
    tokens: &[Token],
    start: usize,
    end: usize,
    verb: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    // `Di sisi lain, Reni sebagai petani`: the clause has nothing else before her.
    let opens_clause = |k: usize| {
        let small = (start..k).rev().find(|&i| !tokens[i].capital);
        small.is_none_or(|i| tokens[i + 1].gap == Break::Comma)
    };
    // `Reni Yanita yang menjadi lawan main Slamet mengatakan`
    let opens_whole = |k: usize| {
        k > start + 1
            && tokens[start..k].iter().all(|t| t.capital)
            && !tokens[k - 1].is(Kinds::ORGANISATION)
            && tokens[k..=verb].iter().all(|t| t.gap == Break::None)
    };
    let as_who = |k: &usize| {
        let t = &tokens[*k];
        let apart = *k < start + 10 && t.gap == Break::Comma && tokens[verb].gap == Break::Comma;
        !t.capital
            && tokens[*k - 1].capital
            && (t.gap <= Break::Comma && t.like(text, &["selaku"])
                || t.like(text, &["sebagai", "salah"]) && opens_clause(*k)
                || t.gap == Break::None && t.like(text, &["yang"]) && opens_whole(*k)
                || apart
                    && (t.like(text, &["seorang", "salah", "yang"])
                        || t.is(Kinds::HUMAN) && t.end - t.start > 3
                        // `Reni Yanita, peramu di Bogor yang …, mengatakan`
                        || *k > start + 1
                            && tokens[*k - 2].capital
                            && tokens[*k + 1].like(text, &["di", "dari", "asal"]))
                // `Reni, ibu korban yang turut hadir menyampaikan`
                || t.gap == Break::Comma
                    && t.is(Kinds::RELATIVE)
                    && tokens[start..*k].iter().all(|t| t.capital)
                    && tokens[*k + 1..=verb].iter().all(|t| t.gap == Break::None))
    };
    let to = (start + 1..end).find(as_who)?;
    let mut from = to - 1;
    while from > start && tokens[from - 1].capital && tokens[from].gap == Break::None {
        from -= 1;
    }
    // `Reni Yanita, CEO Kopi Kita selaku penyelenggara …`
    if from > start && tokens[from].gap == Break::Comma && tokens[from].is(Kinds::ROLE) {
        let named = name_in(text, tokens, start, from, known);
        if let Some((a, b)) = named.filter(|&(a, b)| a <= start + 1 && b > a) {
            return Some((a, b));
        }
    }
    name_in(text, tokens, from, to, known).filter(|&(_, b)| b + 1 == to)
}

/// `Dilansir dari Kantor Berita (KB), Reni mengatakan`: the sentence begins behind the source.
fn behind_source(text: &str, tokens: &[Token], start: usize, verb: usize) -> usize {
    let opening = tokens[start].text(text);
    let opens = matches!(
        opening,
        "Dilansir" | "Dikutip" | "Melansir" | "Mengutip" | "Sebagai"
    ) || opening == "Seperti"
        && tokens[start..verb]
            .iter()
            .take(3)
            .any(|t| t.like(text, &["dilansir", "dikutip", "dilaporkan"]));
    if start >= verb || !opens {
        return start;
    }
    (start + 1..verb)
        .find(|&k| {
            let between = &text[tokens[k - 1].end..tokens[k].start];
            between.contains(',') && !between.contains('(')
        })
        .filter(|&k| tokens[k].capital)
        .unwrap_or(start)
}

/// `Reni Yanita, SP, MSi mengatakan`: the subject stands before the degrees.
fn before_degrees(text: &str, tokens: &[Token], start: usize, end: usize) -> usize {
    let mut at = end;
    let mut sure = false;
    while at > start + 1 && tokens[at - 1].gap == Break::Comma {
        let t = &tokens[at - 1];
        sure |= is_degree(t.text(text)) || at < end;
        if !(is_degree(t.text(text)) || t.upper && t.end - t.start < 7) {
            break;
        }
        at -= 1;
    }
    if sure && at < end && tokens[at - 1].capital {
        at
    } else {
        end
    }
}

/// `Seorang petani, seperti dilansir Kopindo, Jumat (4/3), mengatakan`: the subject stands before
/// what says where and when.
fn before_aside(text: &str, tokens: &[Token], start: usize, end: usize) -> usize {
    let told = |t: &Token| {
        t.like(
            text,
            &[
                "dikutip",
                "dilansir",
                "dikabarkan",
                "dilaporkan",
                "diberitakan",
                "mengutip",
            ],
        )
    };
    let led = |k: usize| tokens[k - 1].like(text, &["seperti", "sebagaimana"]);
    let source =
        (start + 1..end).find(|&k| told(&tokens[k]) && (led(k) || tokens[k].gap == Break::Comma));
    // `seperti dikutip Kopindo, Reni mengatakan`
    let another = |k: usize| {
        let t = &tokens[k];
        t.gap == Break::Comma && t.capital && !t.is(Kinds::WEEKDAY)
    };
    if let Some(k) = source {
        let before = k - usize::from(led(k));
        return if before > start && !(k..end).any(another) {
            before
        } else {
            end
        };
    }
    // `Reni, Jumat (4/3), mengatakan`
    let day = (start + 1..end).rev().find(|&k| {
        let t = &tokens[k];
        t.is(Kinds::WEEKDAY) && t.capital && t.gap == Break::Comma
    });
    let date = |t: &Token| t.text(text).bytes().all(|b| b.is_ascii_digit()) || t.gap == Break::None;
    // `Reni di Bogor, Senin, mengatakan`: a place stands between.
    let placed = |k: usize| {
        let small = (start..k).rev().find(|&i| !tokens[i].capital);
        small.is_some_and(|i| tokens[i].is(Kinds::STOP.or(Kinds::CONNECTOR)))
    };
    day.filter(|&k| tokens[k + 1..end].iter().all(date) && end - k < 6 && !placed(k))
        .unwrap_or(end)
}

/// `Reni dalam sambutannya mengatakan`: the subject stands before the occasion.
fn before_occasion(text: &str, tokens: &[Token], start: usize, end: usize) -> usize {
    if end < start + 3 || !tokens[end - 1].text(text).ends_with("nya") {
        return end;
    }
    (end.saturating_sub(3).max(start + 1)..end - 1)
        .find(|&k| matches!(tokens[k].text(text), "dalam" | "lewat" | "melalui"))
        .filter(|&k| tokens[k - 1].capital && (k..end).all(|k| tokens[k].gap == Break::None))
        .unwrap_or(end)
}

fn led_by_role(tokens: &[Token], start: usize, from: usize) -> bool {
    (start..from)
        .rev()
        .take(8)
        .any(|k| tokens[k].is(Kinds::ROLE))
}
