//! "Baca juga: …": links to other stories that scrapers leave inside the text.
//!
//! The marker is sure; where the linked headline ends often is not, because line breaks and
//! spaces got lost. Only what is certainly the headline goes with the marker; in doubt only the
//! marker goes, since a headline too many is better than a sentence lost.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use regex::Regex;

/// Longest headline that is believed, in bytes.
const MAX_HEADLINE: usize = 180;

/// All of them in one search: a text is searched once, however many links it has. The first letter
/// is left out, since its case tells a link from a verb.
static MARKERS: LazyLock<Regex> = LazyLock::new(|| {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "aca juga", "aca Juga", "ACA JUGA", "aca lagi", "aca Lagi", "aca Selengkapnya",
        "ihat juga", "ihat Juga", "IHAT JUGA", "imak juga", "imak Juga", "IMAK JUGA",
    ];
    let words = WORDS.join("|");
    Regex::new(&words).unwrap_or_else(|error| unreachable!("{words}: {error}"))
});

/// Whether [`remove`] has anything to look at.
pub(super) fn occurs(text: &str) -> bool {
    MARKERS.is_match(text)
}

/// The line without its "Baca juga" links.
pub(super) fn remove(line: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = line;
    let mut changed = false;
    while let Some(marker) = find_marker(rest) {
        let end = headline_end(rest, marker.clone());
        let before = rest[..marker.start].trim_end();
        let before = before
            .strip_suffix(['(', '[', '*', '-', '•', '|'])
            .unwrap_or(before);
        join(&mut kept, before);
        rest = rest[end..].trim_start_matches([' ', ')', ']', '*']);
        changed = true;
    }
    if !changed {
        return Cow::Borrowed(line);
    }
    join(&mut kept, rest);
    Cow::Owned(kept.trim().to_owned())
}

fn join(kept: &mut String, piece: &str) {
    if !kept.is_empty() && !piece.is_empty() {
        // A link stood between them: what follows is a new paragraph.
        kept.push('\n');
    }
    kept.push_str(piece);
}

/// The first "Baca juga" that is a link, with its colon.
fn find_marker(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while from < text.len() {
        let found = MARKERS.find_at(text, from)?;
        let (at, end) = (found.start(), found.end());
        // The needle leaves the first letter out: "Baca" and "BACA" are links, "baca" is a verb
        // unless a colon follows.
        let initial = at
            .checked_sub(1)
            .and_then(|before| text.as_bytes().get(before));
        let start = at.saturating_sub(1);
        let before = text[..start].chars().next_back();
        let after = &text[end..];
        let colon = after.trim_start().starts_with(':');
        let is_link = match initial {
            Some(b'B') => {
                let after_word = after.chars().next();
                // Glued to what follows ("Baca Juga“Akibat"), before a headline, or alone.
                colon
                    || after_word.is_none()
                    || after.starts_with(['\n', '“', '"'])
                    || after_word.is_some_and(char::is_uppercase)
                    || (before.is_none()
                        && after
                            .trim_start()
                            .starts_with(|next: char| next.is_uppercase() || next.is_ascii_digit()))
            }
            // "Lihat juga" and "Simak juga" begin sentences, too.
            Some(b'L' | b'S') => colon,
            Some(b'b') => colon && !before.is_some_and(char::is_alphabetic),
            _ => false,
        };
        if is_link {
            let end = if colon {
                end + after.find(':').map_or(0, |colon| colon + 1)
            } else {
                end
            };
            return Some(start..end);
        }
        from = end;
    }
    None
}

/// Where the headline after the marker ends: everything up to there goes.
fn headline_end(text: &str, marker: Range<usize>) -> usize {
    let start = marker.end;
    let after = &text[start..];
    let colon = text[..start].ends_with(':');
    // "Baca Juga“Akibat…": the link's text is lost already, what follows is the story.
    if !colon && !after.starts_with(' ') {
        return start;
    }
    // Nothing behind the longest headline is of use.
    let near = super::head(after, MAX_HEADLINE + 4);
    let until = [near.find('\n'), find_marker(near).map(|next| next.start)]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(near.len());
    let candidate = &near[..until];
    if let Some(glued) = glued_end(candidate) {
        return start + glued;
    }
    if candidate.len() <= MAX_HEADLINE && !has_inner_sentence_end(candidate) {
        return start + until;
    }
    // Other invitations stand in the middle of lines too seldom to tell where their headlines end.
    if text[marker.start..].starts_with(['L', 'S']) {
        return start;
    }
    match title_case_end(candidate) {
        Some(end) => start + end,
        None => start,
    }
}

/// Where a lower-case letter or digit runs into a capital: "…dari Covid-19Yuri menyebut".
fn glued_end(text: &str) -> Option<usize> {
    let reach = &text[..text.floor_char_boundary(MAX_HEADLINE)];
    let bytes = reach.as_bytes();
    for at in 1..bytes.len().saturating_sub(1) {
        let glued = (bytes[at - 1].is_ascii_lowercase()
            || bytes[at - 1].is_ascii_digit()
            || matches!(bytes[at - 1], b'?' | b'!' | b')' | b'"'))
            && bytes[at].is_ascii_uppercase()
            && (bytes[at + 1].is_ascii_lowercase() || bytes[at + 1] == b' ');
        if glued && !camel_case(reach, at) {
            return Some(at);
        }
    }
    None
}

/// Whether the capital at `at` stands inside a name like YouTube or AirAsia.
fn camel_case(text: &str, at: usize) -> bool {
    const NAMES: &[&str] = &[
        "YouTube",
        "TikTok",
        "WhatsApp",
        "LinkedIn",
        "iPhone",
        "iPad",
        "iOS",
        "MotoGP",
        "PayPal",
        "OpenAI",
        "ChatGPT",
        "DeepSeek",
        "McDonald",
        "VinFast",
        "GoTo",
        "GoPay",
        "GoFood",
        "GoJek",
        "GrabFood",
        "ShopeePay",
        "ShopeeFood",
        "AirAsia",
        "AirPods",
        "MacBook",
        "BlackRock",
        "SpaceX",
        "PlayStation",
        "TransJakarta",
        "BeritaSatu",
        "BlackBerry",
        "PeduliLindungi",
        "JakLingko",
        "JakPro",
        "LinkAja",
        "eFootball",
        "FaceApp",
        "ShowBiz",
        "BCAmobile",
        "SpongeBob",
        "StarCraft",
        "PowerPoint",
        "InDrive",
        "McLaren",
        "DiCaprio",
        "LeBron",
        "MacGregor",
        "McGregor",
        "McTominay",
        "GoPro",
        "HarmonyOS",
        "ColorOS",
        "OneDrive",
        "MediaTek",
        "RedDoorz",
        "MyPertamina",
        "BYOND",
        "SATUSEHAT",
    ];
    let start = text[..at]
        .rfind(|character: char| !character.is_alphanumeric())
        .map_or(0, |before| before + 1);
    // The separator found may be longer than one byte.
    let start = text.ceil_char_boundary(start);
    NAMES
        .iter()
        .any(|name| text[start..].starts_with(name) && start + name.len() > at)
}

fn has_inner_sentence_end(text: &str) -> bool {
    let trimmed = text.trim_end();
    let bytes = trimmed.as_bytes();
    (0..bytes.len()).any(|at| {
        bytes[at] == b'.'
            && match bytes.get(at + 1) {
                None => true,
                Some(b' ') => bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase),
                Some(_) => false,
            }
    })
}

/// Where a headline in title case runs into a sentence: the last capitalised word before the
/// first lower-case word that no headline would write in lower case.
fn title_case_end(text: &str) -> Option<usize> {
    /// Fewer words are no headline.
    const MIN_WORDS: usize = 4;
    let mut last_capital: Option<(usize, usize)> = None;
    let mut capitals = 0;
    let mut offset = 0;
    for word in text.split_inclusive(' ') {
        let start = offset;
        offset += word.len();
        if offset > MAX_HEADLINE {
            return None;
        }
        let bare = word.trim_matches(|character: char| !character.is_alphanumeric());
        let Some(first) = bare.chars().next() else {
            continue;
        };
        if first.is_uppercase() {
            capitals += 1;
            last_capital = Some((start, capitals));
        } else if first.is_lowercase() && !small_word(bare) {
            return last_capital
                .filter(|(_, capitals)| *capitals > MIN_WORDS)
                .map(|(start, _)| start);
        }
    }
    None
}

/// Words that Indonesian headlines in title case write small.
fn small_word(word: &str) -> bool {
    matches!(
        word,
        "di" | "ke"
            | "dari"
            | "dan"
            | "yang"
            | "untuk"
            | "pada"
            | "dalam"
            | "dengan"
            | "atau"
            | "oleh"
            | "bagi"
            | "para"
            | "the"
            | "of"
            | "and"
            | "vs"
            | "ini"
            | "itu"
            | "tak"
            | "hingga"
            | "usai"
            | "soal"
            | "saat"
            | "agar"
            | "jadi"
            | "akan"
            | "lewat"
            | "karena"
            | "sebagai"
            | "secara"
            | "tapi"
            | "juga"
            | "se"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_links_and_keeps_the_story() {
        let table = [
            // A line of its own.
            ("Baca juga: Harga Cabai Naik Lagi di Pasar Induk", ""),
            ("Baca Juga : Warga Desa Sukamaju menolak tambang pasir", ""),
            ("BACA JUGA: 5 Fakta Banjir Kota Lama", ""),
            ("(Baca juga: Harga Cabai Naik)", ""),
            ("Lihat juga: Harga Cabai Naik", ""),
            (
                "Warga pulang. Lihat juga: Harga Cabai Naik Lagi di Pasar Kepala Dinas Budi menyebut harga itu wajar. Ia meminta warga tenang.",
                "Warga pulang.\nHarga Cabai Naik Lagi di Pasar Kepala Dinas Budi menyebut harga itu wajar. Ia meminta warga tenang.",
            ),
            (
                "Warga pulang. Simak Juga: Harga Cabai Naik",
                "Warga pulang.",
            ),
            ("Baca Juga", ""),
            ("Baca juga 7 Cara Menanam Cabai di Rumah", ""),
            // In the middle, spaces lost.
            (
                "Harga naik, Sabtu (6/6/2020).Baca juga: Pedagang Mengeluh Soal Covid-19Yuni menyebut harga turun.",
                "Harga naik, Sabtu (6/6/2020).\nYuni menyebut harga turun.",
            ),
            (
                "mahal.Baca Juga“Akibat kondisi ini, pedagang rugi,” kata dia.",
                "mahal.\n“Akibat kondisi ini, pedagang rugi,” kata dia.",
            ),
            // In the middle, spaces kept: title case tells.
            (
                "komentar. Baca juga: Pedagang Pasar Lama Keluhkan Sewa Kios Mahal Saat ini ungkap dia, harga sewa mencapai dua kali lipat dari tahun lalu dan belum ada tanda akan turun dalam waktu dekat, begitu pula pajaknya.",
                "komentar.\nSaat ini ungkap dia, harga sewa mencapai dua kali lipat dari tahun lalu dan belum ada tanda akan turun dalam waktu dekat, begitu pula pajaknya.",
            ),
            // In doubt only the marker goes.
            (
                "naik. Baca juga: harga cabai naik dua kali lipat pekan ini, kata pedagang. Sementara itu harga bawang turun. Pemerintah daerah berjanji menggelar pasar murah di sepuluh kecamatan mulai pekan depan.",
                "naik.\nharga cabai naik dua kali lipat pekan ini, kata pedagang. Sementara itu harga bawang turun. Pemerintah daerah berjanji menggelar pasar murah di sepuluh kecamatan mulai pekan depan.",
            ),
            (
                "Satu. Baca juga: Judul Satu Tentang Pasar Baca juga: Judul Dua Tentang Sawah",
                "Satu.",
            ),
            // Names with a capital inside are not where a headline ends.
            (
                "Baca juga: Cara Unduh Video YouTube dan TikTok di iPhone",
                "",
            ),
        ];
        for (text, expected) in table {
            assert_eq!(remove(text), expected, "{text}");
        }
    }

    #[test]
    fn the_verb_stays() {
        for text in [
            "Ia membaca juga buku itu.",
            "Anak-anak baca juga komik lama.",
            "Membaca lagi: sebuah kebiasaan",
            "Baca juga buku ini, kata dia.",
            "Lihat juga kebun di belakang rumah itu, kata dia.",
        ] {
            assert!(matches!(remove(text), Cow::Borrowed(_)), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(Baca juga|Baca Juga|baca juga|:| |\\n|é|“|A|b|Kata Dia|\\.|9){0,12}") {
            let _ = remove(&text);
        }
    }
}
