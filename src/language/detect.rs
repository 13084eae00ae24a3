//! Which language a text is in: Indonesian, its sister Malay, or something else.
//!
//! Trigrams (whatlang) cannot tell Indonesian from Malay and are unreliable on headlines, so
//! function words decide first: how many there are, and which of the pairs that differ
//! (`karena`/`kerana`, `bahwa`/`bahawa`, `perusahaan`/`syarikat`) occur.

use whatlang::Lang;

use super::fold::fold_into;
use super::words::words_into;

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Indonesian,
    /// Malay as written in Malaysia, Brunei or Singapore.
    Malay,
    /// The ISO 639-3 code that whatlang gives.
    Other(&'static str),
    /// Too short or no words at all.
    Unknown,
}

impl Language {
    /// ISO 639 code: `id`, `ms`, a three-letter code, or `und`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::Malay => "ms",
            Self::Other(code) => code,
            Self::Unknown => "und",
        }
    }
}

/// What was found, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    pub language: Language,
    /// 0 to 1.
    pub confidence: f32,
}

/// Characters of the body that are looked at: more adds nothing.
const LOOK: usize = 4_000;

/// Share of Indonesian function words above which a text is Indonesian or Malay. Running
/// Indonesian has 0.17 to 0.45, English 0.02.
const ENOUGH: f32 = 0.10;

/// Function words that Indonesian and Malay share.
const SHARED: &[&str] = &[
    "ada", "adalah", "akan", "antara", "anak", "atas", "atau", "bagi", "banyak", "baru",
    "beberapa", "belum", "berada", "boleh", "bukan", "dalam", "dan", "dari", "daripada", "dengan",
    "di", "dia", "hari", "hingga", "ia", "ini", "itu", "jika", "juga", "kami", "ke", "kepada",
    "ketika", "kita", "lagi", "lain", "lebih", "maka", "masih", "mereka", "oleh", "orang", "pada",
    "para", "pun", "saat", "sama", "sangat", "satu", "saya", "sebagai", "sebelum", "secara",
    "sejak", "selama", "seluruh", "semua", "seorang", "seperti", "serta", "setelah", "sudah",
    "tahun", "telah", "tentang", "terhadap", "tersebut", "tidak", "untuk", "yang",
];

/// Words of Indonesian that Malay writes otherwise.
const INDONESIAN: &[&str] = &[
    "agustus",
    "aktivitas",
    "bahwa",
    "berbeda",
    "bisa",
    "desember",
    "februari",
    "gubernur",
    "januari",
    "jumat",
    "juli",
    "juni",
    "kabupaten",
    "kamis",
    "karena",
    "kantor",
    "kata",
    "kualitas",
    "maret",
    "minggu",
    "mobil",
    "namun",
    "november",
    "oktober",
    "pekan",
    "perusahaan",
    "polisi",
    "presiden",
    "provinsi",
    "rumah",
    "rupiah",
    "sekadar",
    "senin",
    "situs",
    "sementara",
    "sebesar",
    "selasa",
    "uang",
    "ujar",
    "ujarnya",
    "universitas",
    "usai",
    "wib",
    "wita",
    "yaitu",
    "yakni",
    "mengatakan",
];

/// Words of Malay that Indonesian does not have in this sense or spelling.
const MALAY: &[&str] = &[
    "ahad",
    "ahli",
    "aktiviti",
    "amat",
    "bahawa",
    "bandar",
    "beliau",
    "berkata",
    "berkenaan",
    "berlaku",
    "beza",
    "bilion",
    "cadangan",
    "cuba",
    "datuk",
    "disember",
    "dijangka",
    "ekoran",
    "hospital",
    "iaitu",
    "ianya",
    "ialah",
    "isnin",
    "jabatan",
    "jumaat",
    "julai",
    "kakitangan",
    "kawasan",
    "kemalangan",
    "kempen",
    "kerajaan",
    "kerana",
    "kereta",
    "khamis",
    "komuniti",
    "kualiti",
    "lelaki",
    "mac",
    "mahkamah",
    "mahu",
    "maklumat",
    "majlis",
    "manakala",
    "memandangkan",
    "mereka",
    "ogos",
    "parlimen",
    "pasukan",
    "pegawai",
    "pejabat",
    "pelbagai",
    "peguam",
    "perkhidmatan",
    "perniagaan",
    "polis",
    "ringgit",
    "rm",
    "sahaja",
    "sebarang",
    "seramai",
    "setiausaha",
    "syarikat",
    "tan",
    "tular",
    "universiti",
    "wang",
    "walaupun",
    "sokongan",
    "susulan",
    "sekiranya",
    "pengerusi",
];

/// Malay words that Indonesian uses too: they count only beside surer ones.
const WEAK: &[&str] = &[
    "ahli",
    "amat",
    "bandar",
    "beliau",
    "berkata",
    "berlaku",
    "cadangan",
    "datuk",
    "ekoran",
    "hospital",
    "kawasan",
    "kerajaan",
    "kereta",
    "lelaki",
    "mahu",
    "majlis",
    "manakala",
    "mereka",
    "pasukan",
    "pegawai",
    "pejabat",
    "perniagaan",
    "tan",
    "walaupun",
    "wang",
    "susulan",
    "mac",
    "ialah",
    "cuba",
    "jabatan",
    "sokongan",
    "rm",
    "kemalangan",
];

/// The language of an article, from its headline and body.
///
/// ```
/// use warta::language::{Language, detect};
/// let found = detect("Harga beras naik", "Harga beras di pasar naik karena hujan, kata pedagang.");
/// assert_eq!(found.language, Language::Indonesian);
/// ```
pub fn detect(title: &str, body: &str) -> Detection {
    let body = match body.char_indices().nth(LOOK) {
        Some((end, _)) => &body[..end],
        None => body,
    };
    let mut counts = Counts::default();
    counts.add(title);
    counts.add(body);
    let share = counts.shared as f32 / counts.words.max(1) as f32;
    if counts.words >= 3 && share >= ENOUGH {
        return counts.indonesian_or_malay(share);
    }
    let text = format!("{title}\n{body}");
    match whatlang::detect(&text) {
        None => Detection {
            language: Language::Unknown,
            confidence: 0.0,
        },
        Some(info) if info.lang() == Lang::Ind && (info.is_reliable() || share > 0.05) => {
            counts.indonesian_or_malay(share)
        }
        Some(info) if counts.words < 8 && !info.is_reliable() => Detection {
            language: Language::Unknown,
            confidence: info.confidence() as f32,
        },
        Some(info) => Detection {
            language: Language::Other(info.lang().code()),
            confidence: info.confidence() as f32,
        },
    }
}

#[derive(Debug, Default)]
struct Counts {
    words: usize,
    shared: usize,
    indonesian: usize,
    malay: usize,
    weak: usize,
}

impl Counts {
    fn add(&mut self, text: &str) {
        let mut ranges = Vec::new();
        words_into(text, 0, &mut ranges);
        let mut word = String::new();
        for (start, end) in ranges {
            word.clear();
            fold_into(&text[start as usize..end as usize], &mut word);
            let word = word.as_str();
            self.words += 1;
            let indonesian = INDONESIAN.contains(&word);
            self.indonesian += usize::from(indonesian);
            self.shared += usize::from(indonesian || SHARED.contains(&word));
            if WEAK.contains(&word) {
                self.weak += 1;
            } else {
                self.malay += usize::from(MALAY.contains(&word));
            }
        }
    }

    fn indonesian_or_malay(&self, share: f32) -> Detection {
        let malay = self.malay as f32 + 0.3 * self.weak as f32;
        let indonesian = self.indonesian as f32;
        // One sure Malay word may be a name or a quotation.
        let is_malay = (self.malay >= 3 && malay > indonesian)
            || (self.malay >= 1 && self.indonesian == 0 && self.words < 60);
        let sum = (malay + indonesian).max(1.0);
        if is_malay {
            Detection {
                language: Language::Malay,
                confidence: (malay / sum).min(1.0),
            }
        } else {
            Detection {
                language: Language::Indonesian,
                confidence: (0.5 + share).min(1.0)
                    * (1.0 - 0.5 * malay / (malay + indonesian + 1.0)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sisters_are_told_apart() {
        for (text, expected) in [
            (
                "Presiden mengatakan bahwa harga pangan akan turun karena panen raya",
                "id",
            ),
            (
                "Polis berkata mangsa ditemui selepas kereta terbabas kerana jalan licin, kata syarikat itu",
                "ms",
            ),
            (
                "Kerajaan Malaysia mengumumkan bahawa bantuan itu hanya untuk ahli sahaja pada Isnin",
                "ms",
            ),
            (
                "The central bank said on Monday that it would keep its policy rate unchanged for now",
                "eng",
            ),
            ("Rakyat menuntut keadilan di depan kantor gubernur", "id"),
            ("", "und"),
            ("🙂🙂", "und"),
        ] {
            assert_eq!(detect("", text).language.code(), expected, "{text}");
        }
    }
}
