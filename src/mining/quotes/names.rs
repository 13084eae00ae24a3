//! Who is meant: names, roles and pronouns beside a verb of saying.

use rustc_hash::FxHashSet;

use super::{
    tokens::{Break, Token},
    words,
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
    /// A role or an organisation without a name.
    Role { first: usize, last: usize },
    /// Somebody without a name.
    Unnamed,
}

/// What the article itself tells about its words.
#[derive(Debug, Default)]
pub struct Known {
    /// Words that name somebody by themselves.
    pub names: FxHashSet<String>,
    /// Words that it also has in lower case.
    pub plain: FxHashSet<String>,
    /// Words behind `di`, `ke`, `dari`, `Kota` and the like.
    pub places: FxHashSet<String>,
}

impl Known {
    /// Whether a word names somebody by itself.
    pub fn lone(&self, word: &str) -> bool {
        self.names.contains(word)
    }
}

/// Tokens that are read behind a verb, at most.
const REACH: usize = 28;
/// A name has at most so many words.
const LONGEST_NAME: usize = 5;

/// Whether a token can stand inside a name in lower case.
fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "bin" | "binti" | "van" | "de" | "der" | "den" | "da" | "dos" | "al" | "el" | "al-" | "ibn"
    )
}

fn connects(lower: &str) -> bool {
    matches!(
        lower,
        "dan"
            | "bidang"
            | "dari"
            | "asal"
            | "untuk"
            | "urusan"
            | "of"
            | "for"
            | "and"
            | "&"
            | "the"
            | "pada"
            | "di"
            | "wilayah"
    )
}

/// Reads `after a verb`: `kata Menteri Keuangan Sri Mulyani di Jakarta`.
pub fn after(text: &str, tokens: &[Token], known: &Known) -> Said {
    if tokens
        .first()
        .is_some_and(|t| t.gap == Break::None && t.text(text) == "yang")
    {
        return Said::Unnamed;
    }
    if pointed(text, tokens) {
        return Said::Latest;
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
            let lower = t.lower(text);
            if words::is_weekday(&lower) && t.capital {
                stopped = true;
                break;
            }
            if !t.capital && words::is_stop(&lower) {
                // `Ketua Komisi III dari Fraksi …`: a role may run on, if a name follows.
                let runs_on = connects(&lower)
                    && end > first
                    && words::is_role(&tokens[first].lower(text))
                    && name_in(text, tokens, first, end, known).is_none();
                if !runs_on {
                    stopped = true;
                    break;
                }
            }
            end += 1;
        }
        if end > first {
            let lower = tokens[first].lower(text);
            // `imbuh yang lain`, `tulis warganet`
            if segment == 0
                && matches!(lower.as_str(), "warganet" | "netizen" | "pemeran" | "sang")
                && !tokens[first].capital
            {
                return Said::Unnamed;
            }
            if segment == 0 && words::is_pronoun(&lower) {
                return Said::Latest;
            }
            let last_lower = tokens[end - 1].lower(text);
            if segment == 0 && text[tokens[first].start..].starts_with('@') {
                return Said::Role { first, last: first };
            }
            // `Direktur Kajian Kopi (DKK) Slamet`: the name is behind the bracket.
            if segment == 0
                && words::is_role(&lower)
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
                if let Some((a, b)) = name_in(text, tokens, close, to, known) {
                    return Said::Named {
                        first: a,
                        last: b,
                        role: Some((first, end - 1)),
                    };
                }
            }
            if let Some((from, to)) = name_in(text, tokens, first, end, known) {
                let before = (from > first).then(|| (first, from - 1)).or(role);
                // `Ketua RT Rambutan, Slamet,`: what is left of a role may be a place.
                let place =
                    from > first && to - from < 2 && is_place(&tokens[from - 1].lower(text));
                let doubtful = from > first
                    && (from == to || to - from >= 2 || place)
                    && !(from..=to).any(|k| known.lone(tokens[k].text(text)));
                if doubtful
                    && !stopped
                    && segment == 0
                    && end < tokens.len()
                    && tokens[end].gap == Break::Comma
                {
                    let mut next = end;
                    while next < tokens.len().min(REACH)
                        && tokens[next].capital
                        && (next == end || tokens[next].gap == Break::None)
                    {
                        next += 1;
                    }
                    let weekday = words::is_weekday(&tokens[end].lower(text));
                    if !weekday
                        && next > end
                        && let Some((a, b)) = name_in(text, tokens, end, next, known)
                        && (a < b || from == to)
                        && (from == to || a == end)
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
                && matches!(last_lower.as_str(), "itu" | "ini" | "tersebut" | "tadi")
                && is_human(&lower)
            {
                return Said::Latest;
            }
            if tokens[first..end].iter().any(|t| t.capital) || words::is_role(&lower) {
                role = role.or(Some((first, end - 1)));
            } else {
                described = true;
            }
        }
        if stopped || segment >= 3 {
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
        Some((first, last)) if tokens[first..=last].iter().any(|t| t.capital) => {
            let cut = (first + 1..=last)
                .find(|&k| matches!(tokens[k].text(text), "di" | "pada" | "dari" | "untuk"));
            Said::Role {
                first,
                last: cut.map_or(last, |k| k - 1),
            }
        }
        Some(_) => Said::Unnamed,
        None if described => Said::Unnamed,
        None => Said::Latest,
    }
}

/// `ujar politikus Partai … itu`, `kata pria yang juga Ketua …`, `juara dunia 2012 ini`: a
/// description of the latest speaker instead of a name.
fn pointed(text: &str, tokens: &[Token]) -> bool {
    let Some(first) = tokens.first() else {
        return false;
    };
    let head = first.lower(text);
    let numeral = matches!(
        head.as_str(),
        "dua" | "tiga" | "empat" | "lima" | "enam" | "tujuh" | "delapan" | "sembilan"
    );
    if first.gap != Break::None || !(is_human(&head) || numeral) {
        return false;
    }
    let plain = matches!(
        head.as_str(),
        "pria" | "wanita" | "perempuan" | "lelaki" | "laki-laki"
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
                return tokens
                    .get(i + 1)
                    .is_none_or(|n| n.gap > Break::Comma || !n.capital);
            }
            "yang" if plain => return true,
            "bernama" | "berinisial" => return false,
            word if !t.capital && words::is_stop(word) && word != "yang" && !connects(word) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// The name in tokens `first..end`: the part of the first capitalised run that is no role,
/// organisation or place.
pub fn name_in(
    text: &str,
    tokens: &[Token],
    first: usize,
    end: usize,
    known: &Known,
) -> Option<(usize, usize)> {
    let mut i = first;
    let mut roles = false;
    while i < end {
        let lower = tokens[i].lower(text);
        if !tokens[i].capital {
            roles |= words::is_role(&lower);
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
        if let Some(found) = person(text, tokens, i, to, roles, known) {
            return Some(found);
        }
        roles = true;
        i = to;
    }
    None
}

/// The name inside one capitalised run. `led` says that a role stood before it.
fn person(
    text: &str,
    tokens: &[Token],
    from: usize,
    to: usize,
    led: bool,
    known: &Known,
) -> Option<(usize, usize)> {
    let lower = |i: usize| tokens[i].lower(text);
    let word = |i: usize| {
        let l = lower(i);
        // `Kejaksaan Agung`, `Jaksa Muda`, but `Agung Laksono`.
        let second = matches!(l.as_str(), "agung" | "jaya" | "muda")
            && i > from
            && matches!(
                lower(i - 1).as_str(),
                "kejaksaan" | "mahkamah" | "jaksa" | "hakim" | "ahli" | "metro"
            );
        (
            words::is_role(&l),
            second || words::is_organisation(&l) || is_ministry(&l),
        )
    };
    let mut first = from;
    while first < to
        && (is_common(&lower(first))
            || (first + 1 < to
                && !known.lone(tokens[first].text(text))
                && is_nominal(&lower(first))
                && !words::is_organisation(&lower(first))
                && first == from))
    {
        first += 1;
    }
    // A heading that ran into the name: `… Bayi Sebelum Meninggal Fauzi menjelaskan`.
    while first + 1 < to
        && known.plain.contains(&lower(first))
        && (first + 1..to).any(|i| known.lone(tokens[i].text(text)))
        && !known.lone(tokens[first].text(text))
    {
        first += 1;
    }
    if first == to {
        return None;
    }
    let from = first;
    let (role, organisation) = word(from);
    if role || organisation || led || tokens[from].upper {
        let organised = organisation && !led;
        while first < to {
            let (r, o) = word(first);
            let short = tokens[first].upper && !known.lone(tokens[first].text(text));
            // `DPRD Parepare Kaharuddin Kadir`, `Asosiasi Kopi Reni Yanita` where the text has `kopi`
            let place = first > from
                && to - first >= 2
                && (known.places.contains(tokens[first].text(text))
                    || known.plain.contains(&lower(first)))
                && !known.lone(tokens[first].text(text));
            if r || (o && !known.lone(tokens[first].text(text))) || short || place {
                first += 1;
            } else {
                break;
            }
        }
        // `PT Sinar Terang Budi Santoso`, or an organisation that only starts with a known word.
        if first < to
            && organised
            && !(first..to).any(|i| word(i).0 || known.lone(tokens[i].text(text)))
        {
            let known = (from..first).any(|i| word(i).0);
            if !known {
                return None;
            }
        }
        // A role inside what is left starts over: `Sinar Terang Direktur Budi`.
        if let Some(again) = (first..to)
            .rev()
            .find(|&i| word(i).0 && i + 1 < to && lower(i).len() > 2)
        {
            first = again + 1;
        }
    }
    // A long run holds a role or a place that we know, somewhere: the name is behind it.
    if to - first >= 4
        && let Some(k) = (first..to - 1).rev().find(|&i| {
            let (r, o) = word(i);
            r || ((o || tokens[i].upper) && !known.lone(tokens[i].text(text)))
        })
    {
        first = k + 1;
    }
    let mut last = to;
    // A heading that ran into the name on either side holds words of the plain text.
    if last - first >= 4 {
        let heading = |i: usize| {
            known.plain.contains(&lower(i))
                || words::is_stop(&lower(i))
                || words::is_weekday(&lower(i))
        };
        if let Some(k) = (first + 1..last - 1).rev().find(|&i| heading(i)) {
            if known.lone(tokens[first].text(text)) {
                last = (first + 1..last).find(|&i| heading(i)).unwrap_or(last);
            } else {
                first = k + 1;
            }
        }
    }
    // Degrees and parties behind the name.
    while last > first + 1
        && tokens[last - 1].upper
        && tokens[last - 1].end - tokens[last - 1].start <= 5
    {
        last -= 1;
    }
    if first >= last {
        return None;
    }
    // Words of a role that we do not know: start at the name by which the article calls them.
    if (role || led)
        && last - first >= 4
        && let Some(k) = (first + 1..last)
            .rev()
            .find(|&i| known.lone(tokens[i].text(text)))
        && !(first..k).any(|i| known.lone(tokens[i].text(text)))
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
    if last - first > LONGEST_NAME {
        first = last - 2;
    }
    let letters = tokens[first..last]
        .iter()
        .map(|t| t.end - t.start)
        .max()
        .unwrap_or(0);
    let weekday = words::is_weekday(&lower(first));
    let common = first + 1 == last && (is_common(&lower(first)) || is_nominal(&lower(first)));
    let degree = first + 1 == last && is_degree(tokens[first].text(text));
    (letters >= 2 && !weekday && !common && !degree).then(|| (first, last - 1))
}

/// `Kemenkes`, `Kemenpora`, `Kementerian…`
fn is_ministry(lower: &str) -> bool {
    lower.len() > 6 && (lower.starts_with("kemen") || lower.starts_with("kemko"))
}

/// `SpGK`, `MSi`, `SPd`.
fn is_degree(word: &str) -> bool {
    word.len() <= 6
        && (word.starts_with("Sp") || word.starts_with('M') || word.starts_with('S'))
        && word.chars().filter(|c| c.is_uppercase()).count() >= 2
        && word.chars().any(char::is_lowercase)
}

/// `Penjagaan`, `Kebakaran`: nouns of doing and being.
fn is_nominal(lower: &str) -> bool {
    lower.len() >= 8
        && (lower.starts_with("pe") || lower.starts_with("ke"))
        && lower.ends_with("an")
}

/// Words for a place behind which its name stands.
fn is_place(lower: &str) -> bool {
    matches!(
        lower,
        "desa"
            | "kampung"
            | "kelurahan"
            | "kecamatan"
            | "dusun"
            | "kabupaten"
            | "kota"
            | "rt"
            | "rw"
            | "pasar"
            | "camat"
            | "lurah"
            | "kades"
            | "kadus"
            | "polsek"
            | "polres"
            | "kapolsek"
            | "kapolres"
            | "bupati"
            | "nagari"
            | "bandara"
            | "pantai"
            | "museum"
            | "puskesmas"
            | "rsud"
            | "dukuh"
            | "pt"
            | "hotel"
            | "universitas"
            | "lapas"
            | "banjar"
    )
}

/// Who `itu`, `ini` and `tersebut` can point at.
fn is_human(lower: &str) -> bool {
    words::is_role(lower)
        || matches!(
            lower,
            "pria"
                | "wanita"
                | "perempuan"
                | "lelaki"
                | "laki-laki"
                | "jebolan"
                | "lulusan"
                | "alumnus"
                | "politikus"
                | "orang"
                | "remaja"
                | "peraih"
                | "juara"
                | "penyandang"
                | "sosok"
                | "eks"
                | "bintang"
                | "janda"
                | "duda"
                | "purnawirawan"
                | "pentolan"
                | "runner-up"
                | "kelompok"
                | "menantu"
                | "cucu"
                | "putra"
                | "pesepakbola"
                | "juragan"
                | "tante"
                | "kelahiran"
        )
}

/// Capitalised words that open sentences and are nobody's name.
pub fn is_common(lower: &str) -> bool {
    words::is_stop(lower)
        || words::is_before(lower)
        || words::is_pronoun(lower)
        || words::after_verb(lower).is_some()
        || matches!(
            lower,
            "menurut"
                | "menurutnya"
                | "seingat"
                | "sepengetahuan"
                | "disampaikan"
                | "dikatakan"
                | "dinilai"
                | "sang"
                | "si"
                | "para"
                | "lain"
                | "lainnya"
                | "dijelaskan"
                | "diungkapkan"
                | "jawab"
                | "versi"
                | "bagi"
                | "kisah"
                | "kata"
                | "selain"
                | "sementara"
                | "meski"
                | "meskipun"
                | "walau"
                | "namun"
                | "saya"
                | "kami"
                | "kita"
                | "aku"
                | "anda"
                | "ada"
                | "ini"
                | "itu"
                | "jadi"
                | "apalagi"
                | "bahkan"
                | "hal"
                | "adapun"
                | "selanjutnya"
                | "sebelumnya"
                | "pihaknya"
                | "pihak"
                | "baca"
                | "advertisement"
                | "hingga"
                | "padahal"
                | "sebagai"
                | "atas"
                | "oleh"
                | "nantinya"
                | "juga"
                | "pasalnya"
                | "sebab"
                | "seperti"
                | "salah"
                | "sejumlah"
                | "setiap"
                | "semua"
                | "berita"
                | "tak"
                | "bukan"
                | "lebih"
                | "dengan"
                | "dari"
                | "untuk"
                | "sehingga"
                | "ya"
                | "iya"
                | "lantas"
        )
}

/// Reads what stands before a verb: `Ketua KPU, Hasyim Asy'ari, mengatakan`. `verb` is its
/// index; the sentence is `tokens[start..verb]`.
pub fn subject(text: &str, tokens: &[Token], start: usize, verb: usize, known: &Known) -> Said {
    let mut i = verb;
    // Adverbs between the subject and the verb.
    while i > start {
        let lower = tokens[i - 1].lower(text);
        let adverb = matches!(
            lower.as_str(),
            "juga"
                | "pun"
                | "kemudian"
                | "lalu"
                | "lantas"
                | "telah"
                | "sudah"
                | "pernah"
                | "sempat"
                | "kembali"
                | "turut"
                | "ikut"
                | "hanya"
                | "sebelumnya"
                | "masih"
                | "terus"
                | "lebih"
                | "lanjut"
                | "secara"
                | "tegas"
                | "sendiri"
                | "tak"
                | "tidak"
                | "sangat"
                | "cukup"
                | "terang-terangan"
                | "akhirnya"
                | "sekaligus"
                | "pula"
                | "selanjutnya"
                | "bahkan"
                | "dan"
                | "mulai"
                | "langsung"
                | "pula."
        );
        if !adverb {
            break;
        }
        i -= 1;
    }
    if i == start {
        // `Mengatakan …`: no subject, unless the sentence goes on from the last one.
        return Said::Latest;
    }
    let last = tokens[i - 1].lower(text);
    if words::is_pronoun(&last) {
        return Said::Latest;
    }
    // The whole sentence so far, cut at brackets.
    let head = i - start;
    if head > 40 {
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
    if from < i {
        // Roles in lower case or beyond connectors belong to the run.
        let led = from > start && {
            let before = tokens[from - 1].lower(text);
            words::is_role(&before) || connects(&before)
        };
        if let Some((a, b)) = person(text, tokens, from, i, led, known) {
            let preposition = from > start && {
                let before = tokens[from - 1].lower(text);
                matches!(
                    before.as_str(),
                    "di" | "ke" | "kepada" | "dari" | "asal" | "pada" | "oleh" | "dengan" | "dan"
                ) && !led_by_role(text, tokens, start, from)
            };
            // `Slamet Riyadi, selaku Ketua Asosiasi Kopi Merdeka, mengatakan`: the name comes first.
            let named = (a..=b).any(|k| known.lone(tokens[k].text(text)));
            if !named
                && (led || a > from)
                && let Some(comma) = (start + 1..from).find(|&k| tokens[k].gap == Break::Comma)
                && let Some((c, d)) = name_in(text, tokens, start, comma, known)
                && c == start
                && d > c
                && !words::is_role(&tokens[c].lower(text))
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
    let human = is_human(&tokens[start].lower(text));
    if matches!(last.as_str(), "itu" | "ini" | "tersebut")
        && human
        && !tokens[start..i]
            .iter()
            .any(|t| t.capital && t.start != tokens[start].start)
    {
        return Said::Latest;
    }
    // Otherwise the first name of the sentence, if it is its subject.
    let clause = (start..i)
        .find(|&k| matches!(tokens[k].lower(text).as_str(), "yang" | "saat" | "ketika"))
        .unwrap_or(i);
    if let Some((a, b)) = name_in(text, tokens, start, clause, known)
        && (b > a || known.lone(tokens[a].text(text)))
        && (a..=b).all(|k| !is_common(&tokens[k].lower(text)))
        && (a == start
            || tokens[start..a].iter().all(|t| {
                t.capital
                    || words::is_role(&t.lower(text))
                    || connects(&t.lower(text))
                    || words::is_organisation(&t.lower(text))
            }))
    {
        return Said::Named {
            first: a,
            last: b,
            role: (a > start).then(|| (start, a - 1)),
        };
    }
    if from < i {
        return Said::Role {
            first: from,
            last: i - 1,
        };
    }
    if matches!(last.as_str(), "itu" | "ini" | "tersebut") && human {
        return Said::Latest;
    }
    Said::Unnamed
}

fn led_by_role(text: &str, tokens: &[Token], start: usize, from: usize) -> bool {
    (start..from)
        .rev()
        .take(8)
        .any(|k| words::is_role(&tokens[k].lower(text)))
}
