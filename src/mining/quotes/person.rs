//! Names among capitalised words: what is left when roles, organisations and places are taken off.

use rustc_hash::FxHashSet;

use super::{
    kinds::{is_balinese, is_common, is_degree, is_ministry, is_nominal, is_part},
    tokens::{Break, Token},
    words,
};
use crate::language::hash_bytes;

/// What the article itself tells about its words.
#[derive(Debug, Default)]
pub struct Known {
    /// Words that name somebody by themselves.
    pub names: NameSet,
    /// Words that it also has in lower case.
    pub plain: WordSet,
    /// Words behind `di`, `ke`, `dari`, `Kota` and the like.
    pub places: FxHashSet<String>,
    /// Short names of organisations, as brackets give them.
    pub organisations: FxHashSet<String>,
    /// Words that stand alone inside sentences, away from verbs of saying.
    pub alone: WordSet,
}

impl Known {
    /// Whether a word names somebody by itself.
    pub fn lone(&self, word: &str) -> bool {
        self.names.contains(word)
    }
}

/// A few names, asked for at every capital of an article.
#[derive(Debug, Default)]
pub struct NameSet {
    names: FxHashSet<String>,
    /// First letters and lengths of the names, a bit each: most words fail by it.
    sieve: u64,
}

impl NameSet {
    fn bit(name: &str) -> u64 {
        let first = name.as_bytes().first().copied().unwrap_or_default();
        1 << ((usize::from(first) + 7 * name.len()) & 63)
    }

    pub fn insert(&mut self, name: &str) {
        if !self.contains(name) {
            self.sieve |= Self::bit(name);
            self.names.insert(name.to_owned());
        }
    }

    pub fn contains(&self, name: &str) -> bool {
        self.sieve & Self::bit(name) != 0 && self.names.contains(name)
    }
}

/// Words of an article, by hash: hundreds of them are asked for a handful of times.
#[derive(Debug, Default)]
pub struct WordSet(FxHashSet<u64>);

impl WordSet {
    /// Room for so many words.
    pub fn reserve(&mut self, words: usize) {
        self.0.reserve(words);
    }

    pub fn insert(&mut self, word: &str) {
        self.0.insert(hash_bytes(word.as_bytes()));
    }

    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(&hash_bytes(word.as_bytes()))
    }
}

/// A name has at most so many words.
const LONGEST_NAME: usize = 5;

/// Whether a token can stand inside a name in lower case.
fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "bin" | "binti" | "van" | "de" | "der" | "den" | "da" | "dos" | "al" | "el" | "al-" | "ibn"
    )
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
        // `Direktur Logistik, Kopi Bubuk dan Rempah Reni Yanita`: a field of the role.
        let field = |(a, b): (usize, usize)| {
            (roles || a > i)
                && to + 1 < end
                && matches!(tokens[to].text(text), "dan" | "&")
                && tokens[to + 1].capital
                && !(a..=b).any(|k| known.lone(tokens[k].text(text)))
        };
        if let Some(found) = person(text, tokens, i, to, roles, known).filter(|f| !field(*f)) {
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
    known: &Known,
) -> Option<(usize, usize)> {
    let lower = |i: usize| tokens[i].lower(text);
    let word = |i: usize| {
        let l = lower(i);
        // `Kejaksaan Agung`, `Jaksa Muda`, but `Agung Laksono`.
        let second = matches!(
            l.as_str(),
            "agung" | "jaya" | "muda" | "airlangga" | "hasanuddin"
        ) && i > from
            && matches!(
                lower(i - 1).as_str(),
                "kejaksaan"
                    | "mahkamah"
                    | "jaksa"
                    | "hakim"
                    | "ahli"
                    | "metro"
                    | "universitas"
                    | "rektor"
                    | "bandara"
                    | "lanud"
                    | "kodam"
            );
        (
            words::is_role(&l),
            second
                || words::is_organisation(&l)
                || is_ministry(&l)
                || known.organisations.contains(tokens[i].text(text)),
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
        && !words::is_role(&lower(first))
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
            // `Direktur Kopindo Reni Ayu Yanita`, where Kopindo is elsewhere alone.
            let firm = first > from
                && role
                && to - first >= 3
                && known.alone.contains(tokens[first].text(text))
                && !known.lone(tokens[first].text(text));
            if r || (o && !known.lone(tokens[first].text(text))) || short || place || firm {
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
        && !(last == first + 2
            && tokens[first].end - tokens[first].start > 2
            && is_part(tokens[last - 1].text(text)))
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
    // `Kepala Balai I Gusti Ayu Yanita`: names of Bali say where they start.
    if let Some(start) = (from..last.saturating_sub(1)).rev().find(|&i| {
        matches!(tokens[i].text(text), "I" | "Ni") && is_balinese(tokens[i + 1].text(text))
    }) {
        first = start;
    }
    let counted = |t: &Token| t.text(text).bytes().any(|b| b.is_ascii_digit());
    // `Command Center Kota Bogor`: nobody is left.
    let nobody = (first..last).all(|i| word(i).1 && !known.lone(tokens[i].text(text)));
    if nobody || tokens[first..last].iter().any(counted) {
        return None;
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
