//! Does this short form stand for these words, and which of them?
//!
//! Indonesian shortens by letters (`BPJS`), by syllables from anywhere in a word (`Bawaslu` is
//! BAdan pengAWASpemiLU) and by mixtures of both (`Kemenperin`). So a short form is cut into
//! chunks, one for each word, and every way to cut is scored: dynamic programming in the manner
//! of Schwartz & Hearst (2003, "A simple algorithm for identifying abbreviation definitions in
//! biomedical text") as generalised to weighted matches by Gaudan et al. (2005), with weights
//! for the places in which Indonesian takes its syllables.

use unicode_normalization::UnicodeNormalization;

/// One word of a candidate long form, and where it stands in the text that it came from.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// Folded: lower-case ASCII letters and digits.
    pub folded: String,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Small words that a short form may pass over at no cost.
    pub function: bool,
    /// The second half of a reduplication (`undang-undang`), which may be passed over too.
    pub echo: bool,
    /// Follows a comma.
    pub comma: bool,
}

/// The best reading of a short form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alignment {
    /// First word that belongs to the long form.
    pub first: usize,
    /// Last word that belongs to it.
    pub last: usize,
    /// 1.0 when every letter starts a word or continues from a word's start.
    pub quality: f32,
    /// Content words that gave at least one letter.
    pub words: usize,
    /// Content words that were passed over.
    pub skipped: usize,
}

impl Alignment {
    /// The bytes of the long form in the text; a reduplication is kept whole.
    pub fn span(&self, parts: &[Part]) -> std::ops::Range<usize> {
        // A last word that gave no letter belongs to the name (`Universitas Sebelas Maret`, UNS),
        // unless it only says whose it is (`Kementerian Perindustrian RI`).
        let rest = &parts[self.last + 1..];
        let whose = ["ri", "indonesia", "tbk", "persero"];
        let taken = rest
            .iter()
            .position(|p| whose.contains(&p.folded.as_str()))
            .unwrap_or(rest.len());
        let taken = if rest.first().is_some_and(|p| p.function) {
            0
        } else {
            taken
        };
        parts[self.first].start..parts[self.last + taken].end
    }
}

/// Longest short form, in letters: longer ones are names or sentences.
pub const MAX_SHORT: usize = 16;
/// Most letters that one word may give.
const MAX_CHUNK: usize = 8;
/// Cost of passing over a content word, in letters.
const SKIP: f32 = 0.8;
/// Cost of a comma inside: enumerations are real but rarer than a boundary.
const COMMA: f32 = 0.05;
/// Each further word must earn more than this, so that ties go to the nearest boundary.
const WORD: f32 = 0.01;
/// The same for syllable acronyms, whose words give two letters or more as a rule.
const LONE_LETTER: f32 = 0.3;

const FUNCTION: &[&str] = &[
    "dan", "di", "ke", "dari", "yang", "untuk", "atas", "dengan", "serta", "atau", "pada", "dalam",
    "bagi", "soal", "tentang", "oleh", "sebagai", "secara", "terhadap", "se", "para", "antar",
    "of", "the", "and", "for", "on", "in", "to", "de", "du", "la", "des", "et", "at", "by", "with",
    "as", "from", "a", "an", "y", "und", "der", "fur", "von", "al", "el", "per",
];

/// Whether a folded word is one that short forms pass over.
pub fn is_function(folded: &str) -> bool {
    FUNCTION.contains(&folded)
}

/// Lower-case ASCII letters and digits of a word; marks are taken off letters, the rest is dropped.
pub fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.extend(
            word.chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        );
    } else {
        out.extend(
            word.nfd()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        );
    }
}

/// Aligns a folded short form with words; the last word must be near the end of the long form.
///
/// `anchored` requires the first word to be the long form's first (for `SHORT (Long Form)`).
/// `syllabic` says that the short form has lower-case letters.
pub fn align(short: &str, syllabic: bool, parts: &[Part], anchored: bool) -> Option<Alignment> {
    let mut best = align_letters(short.as_bytes(), syllabic, parts, anchored);
    if short.bytes().any(|b| b.is_ascii_digit()) {
        let spelled = spell_digits(short);
        if spelled != short {
            let other = align_letters(spelled.as_bytes(), syllabic, parts, anchored);
            if other.map(|a| a.quality) > best.map(|a| a.quality) {
                best = other;
            }
        }
    }
    best
}

/// `k3` is `kkk`, `3t` is `ttt`, `p2kp` is `ppkp`: a digit repeats its neighbour.
fn spell_digits(short: &str) -> String {
    let bytes = short.as_bytes();
    let mut out = String::new();
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        if b.is_ascii_digit() && (b'2'..=b'5').contains(&b) {
            let times = usize::from(b - b'0');
            if i == 0 && bytes.len() > 1 {
                out.extend(std::iter::repeat_n(char::from(bytes[1]), times - 1));
            } else if let Some(&before) = bytes.get(i.wrapping_sub(1)) {
                out.extend(std::iter::repeat_n(char::from(before), times - 1));
            }
        } else {
            out.push(char::from(b));
        }
        i += 1;
    }
    out
}

/// Function words that may open a long form: `Antar Kota Antar Provinsi`, `dalam negeri`.
fn opens(part: &Part) -> bool {
    matches!(part.folded.as_str(), "antar" | "dalam")
}

#[derive(Clone, Copy)]
struct Cell {
    score: f32,
    words: u16,
    skipped: u16,
    last: u16,
}

fn align_letters(
    short: &[u8],
    syllabic: bool,
    parts: &[Part],
    anchored: bool,
) -> Option<Alignment> {
    let (n, m) = (parts.len(), short.len());
    if !(2..=MAX_SHORT).contains(&m) || n == 0 || n > 24 {
        return None;
    }
    // best[i][j]: letters j.. given to words i.., where word i gives at least one letter.
    // tail[i][j]: the same, where words before may be passed over.
    let mut chosen = [[None::<Cell>; MAX_SHORT + 1]; 25];
    let mut tail = [[None::<Cell>; MAX_SHORT + 1]; 25];
    for i in (0..n).rev() {
        let free = parts[i].function || parts[i].echo;
        // A word that comes again later (`Presiden dan Wakil Presiden`) gives its letters there.
        let again = syllabic && parts[i + 1..].iter().any(|p| p.folded == parts[i].folded);
        let skip = if free {
            0.0
        } else if again {
            SKIP / 2.0
        } else {
            SKIP
        };
        for j in (0..m).rev() {
            let mut top: Option<Cell> = None;
            for k in 1..=MAX_CHUNK.min(m - j) {
                let Some(mut score) = chunk(parts[i].folded.as_bytes(), &short[j..j + k]) else {
                    continue;
                };
                score -= if syllabic && k == 1 {
                    LONE_LETTER
                } else {
                    WORD
                };
                let content = u16::from(!parts[i].function);
                let cell = if j + k == m {
                    // Words that follow the last letter: one content word at most.
                    let after = parts[i + 1..]
                        .iter()
                        .filter(|p| !p.function && !p.echo)
                        .count();
                    if after > 1 {
                        continue;
                    }
                    Cell {
                        score: score - SKIP * after as f32,
                        words: content,
                        skipped: after as u16,
                        last: i as u16,
                    }
                } else {
                    let Some(rest) = (i + 1 < n).then(|| tail[i + 1][j + k]).flatten() else {
                        continue;
                    };
                    Cell {
                        score: score + rest.score - if parts[i + 1].comma { COMMA } else { 0.0 },
                        words: rest.words + content,
                        skipped: rest.skipped,
                        last: rest.last,
                    }
                };
                if top.is_none_or(|t| cell.score > t.score) {
                    top = Some(cell);
                }
            }
            chosen[i][j] = top;
            // Pass over word i?
            let passed = (i + 1 < n)
                .then(|| tail[i + 1][j])
                .flatten()
                .map(|rest| Cell {
                    score: rest.score - skip,
                    skipped: rest.skipped + u16::from(!free),
                    ..rest
                });
            tail[i][j] = match (top, passed) {
                (Some(a), Some(b)) => Some(if a.score >= b.score { a } else { b }),
                (a, b) => a.or(b),
            };
        }
    }
    let starts = if anchored { 0..1 } else { 0..n };
    let (first, cell) = starts
        .rev()
        .filter_map(|i| Some((i, chosen[i][0]?)))
        .filter(|(i, _)| !parts[*i].echo && (!parts[*i].function || opens(&parts[*i])))
        .reduce(|a, b| if b.1.score > a.1.score + 1e-4 { b } else { a })?;
    (cell.skipped <= 2 && cell.words >= 2).then(|| Alignment {
        first,
        last: usize::from(cell.last),
        quality: (cell.score + WORD * f32::from(cell.words)) / m as f32,
        words: usize::from(cell.words),
        skipped: usize::from(cell.skipped),
    })
}

/// Prefixes behind which a root starts, longest first.
const PREFIXES: &[&[u8]] = &[
    b"peng", b"peny", b"pem", b"pen", b"per", b"pel", b"pe", b"meng", b"meny", b"mem", b"men",
    b"me", b"ber", b"ter", b"ke", b"di", b"se",
];

fn vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// What a word earns by giving this chunk of letters; `None` when it cannot give it.
fn chunk(word: &[u8], letters: &[u8]) -> Option<f32> {
    let k = letters.len() as f32;
    if letters.len() > word.len() {
        return None;
    }
    if word.starts_with(letters) {
        // A whole word is its own short form only in compounds such as `Menko PMK`.
        return Some(k);
    }
    if letters[0].is_ascii_digit() || word[0].is_ascii_digit() {
        return None;
    }
    let mut best: Option<f32> = None;
    let mut offer = |score: f32| best = Some(best.map_or(score, |b: f32| b.max(score)));
    for at in memchr::memchr_iter(letters[0], word) {
        if at == 0 || !word[at..].starts_with(letters) {
            continue;
        }
        let root = PREFIXES
            .iter()
            .any(|p| p.len() == at && word.starts_with(p));
        let onset = !vowel(word[at]) && word.get(at + 1).is_some_and(|&b| vowel(b));
        let end = at + letters.len() == word.len();
        let each = match (root, letters.len() == 1) {
            (true, true) => 0.6,
            (true, false) => 0.85,
            (false, true) => 0.2,
            (false, false) if onset => 0.75,
            (false, false) if end => 0.45,
            (false, false) => 0.4,
        };
        offer(k * each);
    }
    if letters.len() > 1 && letters[0] == word[0] {
        let rest = &letters[1..];
        if let Some(at) = find(&word[1..], rest) {
            let end = 1 + at + rest.len() == word.len();
            // `pil` from PemILihan, `per` from PengERtian: the prefix's first letter, then the root.
            let root = PREFIXES
                .iter()
                .any(|p| word.starts_with(p) && word[p.len()..].starts_with(rest));
            let each = match (root, end || rest.len() > 1) {
                (true, _) => 0.9,
                (false, true) => 0.65,
                (false, false) => 0.55,
            };
            offer(1.0 + (k - 1.0) * each);
        } else if subsequence(&word[1..], rest) {
            offer(1.0 + (k - 1.0) * 0.35);
        }
    }
    best
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}

fn subsequence(mut haystack: &[u8], needle: &[u8]) -> bool {
    needle.iter().all(|&b| match memchr::memchr(b, haystack) {
        Some(at) => {
            haystack = &haystack[at + 1..];
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mining::acronyms::find::parts_of;

    fn long_of(short: &str, text: &str) -> Option<(String, f32)> {
        let mut folded = String::new();
        fold(short, &mut folded);
        let parts = parts_of(text, 0);
        let a = align(
            &folded,
            short.chars().any(char::is_lowercase),
            &parts,
            false,
        )?;
        Some((text[a.span(&parts)].to_owned(), a.quality))
    }

    #[test]
    fn letters_syllables_and_mixtures_are_aligned() {
        for (short, text, long) in [
            (
                "KPK",
                "penyidik Komisi Pemberantasan Korupsi",
                "Komisi Pemberantasan Korupsi",
            ),
            (
                "Kemenperin",
                "rilis Kementerian Perindustrian",
                "Kementerian Perindustrian",
            ),
            (
                "Bawaslu",
                "anggota Badan Pengawas Pemilu",
                "Badan Pengawas Pemilu",
            ),
            (
                "Puskesmas",
                "di Pusat Kesehatan Masyarakat",
                "Pusat Kesehatan Masyarakat",
            ),
            (
                "Polri",
                "Kepolisian Negara Republik Indonesia",
                "Kepolisian Negara Republik Indonesia",
            ),
            (
                "Kapolda",
                "kata Kepala Kepolisian Daerah",
                "Kepala Kepolisian Daerah",
            ),
            (
                "Kemenkumham",
                "Kementerian Hukum dan HAM",
                "Kementerian Hukum dan HAM",
            ),
            ("UU", "pembahasan undang-undang", "undang-undang"),
            (
                "K3",
                "soal Keselamatan dan Kesehatan Kerja",
                "Keselamatan dan Kesehatan Kerja",
            ),
            (
                "BMKG",
                "Badan Meteorologi, Klimatologi, dan Geofisika",
                "Badan Meteorologi, Klimatologi, dan Geofisika",
            ),
            (
                "UNS",
                "rektor Universitas Sebelas Maret",
                "Universitas Sebelas Maret",
            ),
            (
                "Pilkada",
                "pelaksanaan Pemilihan Kepala Daerah",
                "Pemilihan Kepala Daerah",
            ),
            ("sidak", "melakukan inspeksi mendadak", "inspeksi mendadak"),
        ] {
            let found = long_of(short, text);
            assert_eq!(
                found.as_ref().map(|f| f.0.as_str()),
                Some(long),
                "{short}: {found:?}"
            );
        }
    }

    #[test]
    fn strangers_are_not_aligned() {
        for (short, text) in [
            ("foto", "Kamis sore di Jakarta"),
            ("KPK", "gubernur Jawa Tengah"),
        ] {
            assert!(long_of(short, text).is_none_or(|f| f.1 < 0.6), "{short}");
        }
    }
}
