//! Names among capitalised words: what is left when roles, organisations and places are taken off.

use super::{
    behind::TITLES,
    given::{FIRST_HOMOGRAPHS, FORENAMES, GIVEN, between_cuts},
    kinds::{
        BEFORE_SECOND, common, is_balinese, is_degree, is_ministry, is_nominal, is_number, is_part,
        joins, regions,
    },
    known::Known,
    tokens::{Break, Token},
    words::Kinds,
};
use crate::language::Common;

/// Titles that are first names, too.
pub const ROYAL: &[&str] = &["raja", "putra", "putri", "sultan", "ratu", "adik"];

/// Offices that are also somebody's later name: `Lukman Hakim`.
const LATER: &[&str] = &["hakim", "karo", "duta", "pangeran"];

/// Heads of places that stand between the office and the name.
const HEADS: &[&str] = &["lurah", "camat", "kades", "kadus", "kapolsek"];

/// A name has at most so many words.
const LONGEST_NAME: usize = 5;

/// The name in tokens `first..end`: the part of the first capitalised run that is no role,
/// organisation or place.
pub fn name_in(
    text: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    known: &Known<'_>,
) -> Option<(usize, usize)> {
    name_behind(text, tokens, first, end, false, known)
}

/// The name in tokens `first..end`; `led` says that a role stood before them.
pub fn name_behind(
    text: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    led: bool,
    known: &Known<'_>,
) -> Option<(usize, usize)> {
    let mut i = first;
    let mut roles = led;
    while i < end {
        if !tokens[i].capital {
            roles |= tokens[i].is(Kinds::ROLE);
            i += 1;
            continue;
        }
        let mut to = i + 1;
        while to < end {
            let same = tokens[to].gap == Break::None;
            let joined = joins(tokens[to].text(text)) && to + 1 < end && tokens[to + 1].capital;
            if !same || !(tokens[to].capital || joined) {
                break;
            }
            to += 1;
        }
        // `Direktur Logistik, Kopi Bubuk dan Rempah Reni Yanita`: a field of the role.
        let field = |(a, b): (usize, usize)| {
            (roles || a > i)
                && to + 1 < end
                && (matches!(tokens[to].text(text), "dan" | "&")
                    // `Ketua Panitia Piala Kopi 2026 Reni Yanita`
                    || tokens[to].gap == Break::None && is_number(tokens[to].text(text)))
                && tokens[to + 1].capital
                && !(a..=b).any(|k| known.lone(tokens[k].text(text)))
        };
        // `Direktur Kopi dan Rempah Reni Yanita`: the last field of the role.
        let from = if roles
            && i > first
            && to - i >= 2
            && matches!(tokens[i - 1].text(text), "dan" | "&")
            && !known.lone(tokens[i].text(text))
            && !tokens[i].is(Kinds::ORGANISATION)
        {
            i + 1
        } else {
            i
        };
        // `Kepala Kantor Kopi di Kebun Baru, Reni`: a place.
        let placed = i > first
            && matches!(tokens[i - 1].text(text), "di" | "ke")
            && !tokens[i..to].iter().any(|t| t.is(Kinds::ROLE));
        // `Kepala Dinas Kesehatan Bogor dr. Reni Yanita`
        let doctor = to + 1 < end
            && tokens[to].gap == Break::None
            && matches!(tokens[to].text(text), "dr" | "drg" | "drh")
            && tokens[to + 1].capital
            && (roles || tokens[i..to].iter().any(|t| t.is(Kinds::ROLE)));
        if !placed
            && !doctor
            && let Some(found) = person(text, tokens, from, to, roles, known).filter(|f| !field(*f))
        {
            return Some(found);
        }
        roles = true;
        i = to;
    }
    None
}

/// The name inside one capitalised run. `led` says that a role stood before it.
pub fn person(
    text: &str,
    tokens: &[Token],
    from: usize,
    to: usize,
    led: bool,
    known: &Known<'_>,
) -> Option<(usize, usize)> {
    let written = |i: usize| tokens[i].text(text);
    let lone = |i: usize| known.lone(written(i));
    let plain = |i: usize| known.plain.contains(&tokens[i]);
    // `Menteri Kehutanan Raja Reni Yanita`, `Reni Putri Yanita`: titles that are names.
    let royal = |i: usize| (i > from || led) && i + 1 < to && tokens[i].like(text, ROYAL);
    // `Lukman Hakim`, but `Majelis Hakim Reni`.
    let later =
        |i: usize| i > from && tokens[i].like(text, LATER) && !tokens[i - 1].is(Kinds::TITLE);
    // `Sultan Slamet Riyadi`, where the article goes on with `kata Sultan`.
    let called = |i: usize| i + 1 < to && lone(i) && tokens[i].like(text, ROYAL);
    let role = |i: usize| tokens[i].is(Kinds::ROLE) && !royal(i) && !later(i) && !called(i);
    let organisation = |i: usize| {
        // `Kejaksaan Agung`, `Jaksa Muda`, but `Agung Laksono`.
        let second = || {
            tokens[i].is(Kinds::SECOND)
                && i > from
                && (tokens[i - 1].like(text, BEFORE_SECOND)
                    || tokens[i - 1].upper && !tokens[i - 1].is(Kinds::ROLE))
        };
        tokens[i].is(Kinds::ORGANISATION)
            || second()
            || is_ministry(written(i))
            || regions(written(i))
            || known.organisations.contains(written(i))
    };
    // `kata Hari Yanita`, but not `Hari Senin`.
    let homograph = |i: usize| {
        i + 1 < to
            && i == from
            && tokens[i].like(text, FIRST_HOMOGRAPHS)
            && !tokens[i + 1].is(Kinds::COMMON
                .or(Kinds::TITLE)
                .or(Kinds::WEEKDAY)
                .or(Kinds::STOP))
            && common(written(i + 1)) == Common::No
    };
    let mut first = from;
    while first < to
        && (tokens[first].is(Kinds::COMMON) && !homograph(first)
            || (first + 1 < to
                && first == from
                && is_nominal(written(first))
                && !tokens[first].is(Kinds::ORGANISATION)
                && !lone(first)))
    {
        first += 1;
    }
    // A heading that ran into the name: `… Bayi Sebelum Meninggal Fauzi menjelaskan`.
    while first + 1 < to
        && !role(first)
        && plain(first)
        && (first + 1..to).any(lone)
        && !lone(first)
    {
        first += 1;
    }
    if first == to {
        return None;
    }
    let from = first;
    let titled = role(from);
    let organised = organisation(from);
    // `Reni Yanita Kabid Pembinaan Kopi`: an office behind the name.
    let office = (from + 2..to)
        .find(|&i| role(i) && !lone(i) && !tokens[i].like(text, ROYAL))
        // `LinkedIn Learning Editor Reni Yanita` begins with a firm.
        .filter(|&office| {
            (from..office).any(lone) && !(from..office).any(|i| tokens[i].is(Kinds::ORGANISATION))
        });
    let to = office
        .filter(|_| !(titled || organised || led || tokens[from].upper))
        .unwrap_or(to);
    if titled || organised || led || tokens[from].upper {
        let organised = organised && !led;
        while first < to {
            let named = lone(first);
            // `anggota DKPP Reni Yanita`, where `DKPP menilai` made it a name.
            let short = || {
                // `kata DNT Lawyers`, `kata AH Yanita`
                let whole = first == from
                    && !led
                    && to - first == 2
                    && tokens[first].end - tokens[first].start < 4
                    && !tokens[first + 1].upper
                    && !organisation(first)
                    && !organisation(first + 1)
                    && !lone(first + 1)
                    && !tokens[first + 1].is(Kinds::COMMON.or(Kinds::STOP))
                    && common(written(first + 1)) != Common::Derived;
                tokens[first].upper
                    && !whole
                    && (!named || (titled || led) && to - first >= 3 && !tokens[first + 1].upper)
            };
            // `DPRD Parepare Kaharuddin Kadir`, `Asosiasi Kopi Reni Yanita` where the text has `kopi`
            let place = || {
                first > from
                    && to - first >= 2
                    && !named
                    && (known.places.contains(written(first))
                        || plain(first)
                        || to - first >= 3 && tokens[first - 1].like(text, HEADS))
            };
            // `Direktur Kopindo Reni Ayu Yanita`, where Kopindo is elsewhere alone.
            let firm = || {
                first > from
                    && (titled || led)
                    && to - first >= 3
                    && !named
                    && known.alone.contains(written(first))
            };
            // `CEO Kopindo Reni Yanita`, where Kopindo says something, too, but nobody is called so.
            let speaking = || {
                let plain = |i: usize| {
                    !tokens[i].upper
                        && !role(i)
                        && (!organisation(i) || tokens[i].like(text, &["tim", "dan"]))
                };
                to - first == 3
                    && (first > from || led && first > 0)
                    && (first..to).all(plain)
                    && !tokens[first - 1].like(text, TITLES)
                    && !known.called.contains(written(first))
                    && known.alone.contains(written(first))
                    && tokens[first + 1].end - tokens[first + 1].start > 1
                    && !tokens[first].like(text, FORENAMES)
                    && !tokens[first].like(text, GIVEN)
            };
            if speaking() {
                first += 1;
                break;
            }
            // `Direktur PT Kopi Merdeka Reni Yanita`, where the article has `PT Kopi Merdeka`.
            let listed = || {
                (titled || led)
                    && to - first >= 3
                    && !known.called.contains(written(first))
                    && known.firms.contains(written(first))
            };
            // `bos tim Kopindo Reni Yanita`, where the text has `dari Kopindo`.
            let led_there = || {
                first == from
                    && led
                    && to - first >= 3
                    && !named
                    && known.places.contains(written(first))
            };
            // `Direktur Kopindo Karya Reni Yanita`: the firm's second word.
            let second = || {
                first > from + 1
                    && (titled || led)
                    && to - first >= 3
                    && !named
                    && known.alone.contains(written(first - 1))
                    && tokens[first].like(text, &["karya"])
            };
            // `CEO XL Axiata Reni Yanita`, where the article has `XL Axiata`.
            let half = || {
                first > from
                    && to - first >= 2
                    && !named
                    && tokens[first + 1].capital
                    && !role(first - 1)
                    && known.ends_as(&tokens[first - 1], &tokens[first])
            };
            // `Pedagang Pasar Rambutan Yanita`, where the article goes on with `Yanita`.
            let spot = || {
                first > from
                    && to - first == 2
                    && !named
                    && lone(first + 1)
                    && !organisation(first + 1)
                    && !tokens[first].like(text, FORENAMES)
                    && !tokens[first].like(text, GIVEN)
                    && tokens[first - 1].is(Kinds::PLACE)
            };
            let skipped = role(first)
                || spot()
                || (!named && organisation(first))
                || short()
                || place()
                || firm()
                || listed()
                || second()
                || half()
                || led_there();
            if skipped {
                first += 1;
            } else {
                break;
            }
        }
        // `PT Sinar Terang Budi Santoso`, or an organisation that only starts with a known word.
        if first < to
            && organised
            && !(first..to).any(|i| role(i) || lone(i))
            && !(from..first).any(role)
        {
            return None;
        }
        // A role inside what is left starts over: `Sinar Terang Direktur Budi`.
        if let Some(again) = (first..to)
            .rev()
            .find(|&i| role(i) && i + 1 < to && written(i).len() > 2)
        {
            first = again + 1;
            while first + 1 < to && (organisation(first) || role(first)) && !lone(first) {
                first += 1;
            }
        }
    }
    // A long run holds a role or a place that we know, somewhere: the name is behind it.
    if to - first >= 4
        && let Some(k) = (first..to - 1)
            .rev()
            .find(|&i| role(i) || ((tokens[i].upper || organisation(i)) && !lone(i)))
    {
        first = k + 1;
    }
    // `Direktur Bisnis Mikro KOPI Reni Yanita`: a firm that is an acronym.
    if (titled || led)
        && let Some(k) = (first..to - 1)
            .rev()
            .find(|&i| tokens[i].upper && written(i).len() > 2 && !lone(i))
    {
        first = k + 1;
    }
    let mut last = to;
    // A heading that ran into the name on either side holds words of the plain text.
    if last - first >= 4 {
        let heading = |i: usize| tokens[i].is(Kinds::STOP.or(Kinds::WEEKDAY)) || plain(i);
        if let Some(k) = (first + 1..last - 1).rev().find(|&i| heading(i)) {
            if lone(first) {
                last = (first + 1..last).find(|&i| heading(i)).unwrap_or(last);
            } else {
                first = k + 1;
            }
        }
    }
    // `Reni M.Si`: one degree, two words.
    if last > first + 2
        && matches!(written(last - 2), "M" | "S")
        && &text[tokens[last - 2].end..tokens[last - 1].start] == "."
    {
        last -= 2;
    }
    // Degrees and parties behind the name.
    while last > first + 1
        && (tokens[last - 1].upper && tokens[last - 1].end - tokens[last - 1].start <= 5
            || is_degree(written(last - 1)))
        && !(last == first + 2
            && tokens[first].end - tokens[first].start > 2
            && is_part(tokens[last - 1].text(text)))
    {
        last -= 1;
    }
    // `Direktur Utama Kopindo Reni Yanita`, where the article goes on with `Kopindo` and `Reni`.
    if (titled || led)
        && last - first == 3
        && lone(first + 1)
        && !lone(first)
        && !tokens[first].like(text, FORENAMES)
        && known.apart(&tokens[first])
    {
        first += 1;
    }
    // `kata Reni Reni menambahkan`: the full stop is lost, but `Gun Gun Yanita`.
    if first + 2 == last && written(first + 1) == written(first) {
        last = first + 1;
    }
    // `kata Reni Tim khusus …`, `kata Reni Sebelumnya …`
    if last == first + 2 && lone(first) && !lone(first + 1) {
        let next = &tokens[first + 1];
        if plain(first + 1) && !next.upper {
            last = first + 1;
        }
    }
    if first >= last {
        return None;
    }
    // Words of a role that we do not know: start at the name by which the article calls them.
    if (titled || led)
        && last - first >= 4
        && let Some(k) = (first + 1..last).rev().find(|&i| lone(i))
        && !(first..k).any(lone)
    {
        first = if last - k >= 2 || last - first <= 3 {
            k
        } else {
            k - 1
        };
        if last - first < 1 {
            first = last - 1;
        }
    }
    // `Menteri Kopi Muhammad Reni Ayu Yanita`
    if first > from
        && last - first > 1
        && !role(first - 1)
        && tokens[first - 1].like(text, FORENAMES)
    {
        first -= 1;
    }
    if last - first > LONGEST_NAME {
        first = last - 2;
    }
    // `Kepala Balai I Gusti Ayu Yanita`: names of Bali say where they start.
    if let Some(start) = (from..last.saturating_sub(1)).rev().find(|&i| {
        matches!(written(i), "I" | "Ni") && is_balinese(written(i + 1))
            || written(i) == "Anak" && written(i + 1) == "Agung"
    }) {
        // `Bandara Internasional I Gusti Putu Yanita`
        if start > from && tokens[start - 1].like(text, &["bandara", "internasional"]) {
            return None;
        }
        first = start;
    }
    (first, last) = between_cuts(text, tokens, first..last, titled || led, known)?;
    // `Ketua RW 01 Bogor Reni Yanita`
    if last - first == 3
        && first == from
        && first > 1
        && is_number(written(first - 1))
        && tokens[first - 2].is(Kinds::PLACE)
        && !lone(first)
    {
        first += 1;
    }
    // `Ketua RT Rambutan`, `Kepala Cabang Merak`: the place of an office.
    let placed = first > from
        && first + 1 == last
        && !lone(first)
        && tokens[first - 1].is(Kinds::PLACE)
        && !tokens[first - 1].is(Kinds::ROLE)
        && !(first > 1 && tokens[first - 2].like(text, &["wali"]));
    // `Reni B3` is somebody's stage name.
    let stage =
        |t: &Token| t.end - t.start == 2 && t.end == tokens[last - 1].end && last - first == 2;
    let counted = |t: &Token| t.text(text).bytes().any(|b| b.is_ascii_digit()) && !stage(t);
    // `Command Center Kota Bogor`: nobody is left.
    let nobody = (first..last).all(|i| organisation(i) && !lone(i));
    if nobody || tokens[first..last].iter().any(counted) {
        return None;
    }
    let letters = tokens[first..last]
        .iter()
        .map(|t| t.end - t.start)
        .max()
        .unwrap_or(0);
    let weekday = tokens[first].is(Kinds::WEEKDAY);
    // `Kopi & Teh`: a firm.
    let firm = (first + 1..last).any(|i| text[tokens[i - 1].end..tokens[i].start].contains('&'));
    let no_name =
        first + 1 == last && (tokens[first].is(Kinds::COMMON) || is_nominal(written(first)));
    let degree = first + 1 == last && is_degree(written(first));
    // `5 Mei 1990`, `Kepala SMAN 1 Bogor`, but `Ketua RW 4 Reni`.
    let numbered = first > 0
        && first + 1 == last
        && tokens[first].gap == Break::None
        && is_number(written(first - 1))
        && !lone(first)
        && !(first > 1 && tokens[first - 2].like(text, &["rt", "rw", "urut"]));
    // `Reni-Slamet`: two people whom the article names one by one.
    let pair = first + 1 == last
        && written(first).split_once('-').is_some_and(|(one, other)| {
            let named = |part: &str| {
                part.starts_with(char::is_uppercase) && part.len() > 2 && known.plain.has(part)
            };
            named(one) && named(other)
        });
    (letters >= 2 && !weekday && !no_name && !degree && !numbered && !pair && !firm && !placed)
        .then(|| (first, last - 1))
}
