//! What kind of article a headline announces: not all of them tell a story.

/// A headline in small letters, in which its kind is told by words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline(String);

impl Headline {
    /// The headline that a title is.
    pub fn of(title: &str) -> Self {
        Headline(title.to_lowercase())
    }

    /// Whether it announces advice, which tells no event: by a word, by a phrase, or because it
    /// counts things to choose from.
    pub fn is_guide(&self) -> bool {
        let is_word =
            |word: &str| ADVICE.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
        self.0.split([',', ':', ';', '!', '?', '.']).any(counts)
            || self.0.split_whitespace().any(is_word)
            || EXPERTS
                .iter()
                .chain(&RULES)
                .any(|phrase| self.0.contains(phrase))
    }

    /// Whether it announces the day's or the week's news, several stories at once.
    pub fn is_digest(&self) -> bool {
        let title = (self.0).trim_start_matches(|c: char| !c.is_alphanumeric());
        DIGESTS.iter().any(|phrase| title.contains(phrase))
            || DIGEST_SERIES.iter().any(|name| title.starts_with(name))
    }

    /// Whether it is a daily service (`Harga emas hari ini`), by a list of phrases, or, by what the
    /// paragraphs of the body say, a fact check: those all read the same.
    pub fn is_routine(&self, body: &[String]) -> bool {
        let mut phrases = include_str!("routine.txt").lines();
        let is_check = |paragraph: &String| CHECKS.iter().any(|mark| paragraph.contains(mark));
        phrases.any(|phrase| self.0.contains(phrase)) || body.iter().any(is_check)
    }
}

/// Whether a part of a headline counts things: `5 jenis atasan yang cocok`, `ini 5 hal yang …`.
fn counts(part: &str) -> bool {
    let mut words = part.split_whitespace().skip_while(|word| *word == "ini");
    words.next().is_some_and(|word| word.parse::<u32>().is_ok())
        && words.next().is_some_and(|word| COUNTED.contains(&word))
}

const ADVICE: [&str; 12] = [
    "cara",
    "caranya",
    "tips",
    "gejala",
    "kenali",
    "niat",
    "amankah",
    "perlukah",
    "bolehkah",
    "pentingnya",
    "diet",
    "kolesterol",
];

/// Who explains health, food and habits rather than what happened.
const EXPERTS: [&str; 12] = [
    "kata dokter",
    "saran dokter",
    "pesan dokter",
    "penjelasan dokter",
    "menurut dokter",
    "dokter anjurkan",
    "dokter ingatkan",
    "dokter wanti-wanti",
    "dokter gizi",
    "kata ahli gizi",
    "kata internis",
    "kata psikolog",
];

/// What is always so rather than what happened: `Segini Batas Usia Minimal Bikin SIM`.
const RULES: [&str; 3] = ["usia minimal", "kisaran gaji", "besaran gaji"];

/// What lists to choose from count: `5 Jenis Atasan yang Cocok`.
const COUNTED: [&str; 10] = [
    "jenis",
    "model",
    "ide",
    "inspirasi",
    "rekomendasi",
    "manfaat",
    "makanan",
    "buah",
    "hal",
    "produk",
];

const DIGESTS: [&str; 3] = ["berita populer", "berita terpopuler", "berita hari ini"];

/// How digests that come every day begin.
const DIGEST_SERIES: [&str; 5] = [
    "top 3",
    "top 5",
    "terpopuler",
    "populer ",
    "dunia hari ini:",
];

/// What only fact checks say.
const CHECKS: [&str; 3] = ["Tim Pemeriksa Fakta", "Cek Fakta", "[arsip]"];

/// The two sides of a match, by the words beside `vs` in a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match([Vec<String>; 2]);

/// Words of a side: names of teams are short.
const SIDE: usize = 2;

impl Match {
    /// The match that a headline names.
    pub fn of(headline: &Headline) -> Option<Self> {
        let words: Vec<&str> = headline.0.split_whitespace().collect();
        let at = words
            .iter()
            .position(|word| matches!(word.trim_end_matches('.'), "vs" | "versus"))?;
        let ends = |word: &&str| word.ends_with([',', ':', ';', '!', '?', '.', ')']);
        let left = words[..at].iter().rev();
        let left: Vec<&str> = left.copied().take_while(|w| !ends(w)).take(SIDE).collect();
        let mut right: Vec<&str> = Vec::with_capacity(SIDE);
        for word in words[at + 1..].iter().take(SIDE) {
            right.push(word);
            if ends(word) {
                break;
            }
        }
        let side = |words: Vec<&str>| -> Vec<String> {
            let bare = words
                .into_iter()
                .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                // `FC` and `Tim` belong to too many names.
                .filter(|word| word.chars().count() > 2 && !matches!(*word, "tim" | "timnas"));
            bare.map(str::to_owned).collect()
        };
        let sides = [side(left), side(right)];
        sides
            .iter()
            .all(|side| !side.is_empty())
            .then_some(Match(sides))
    }

    /// Whether both sides may be those of another match, in either order.
    pub fn is(&self, other: &Match) -> bool {
        let meet = |a: &[String], b: &[String]| a.iter().any(|word| b.contains(word));
        let ([a, b], [c, d]) = (&self.0, &other.0);
        meet(a, c) && meet(b, d) || meet(a, d) && meet(b, c)
    }
}

/// The result of a match in a headline, `3-1`, the greater number first.
pub fn score(title: &str) -> Option<(u8, u8)> {
    title.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let (a, b) = word.split_once(['-', '–'])?;
        let goals = |text: &str| (text.len() == 1).then(|| text.parse::<u8>().ok()).flatten();
        let (a, b) = (goals(a)?, goals(b)?);
        Some((a.max(b), a.min(b)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_told_apart_by_their_sides() {
        let is = |a, b| match (Match::of(&Headline::of(a)), Match::of(&Headline::of(b))) {
            (Some(a), Some(b)) => Some(a.is(&b)),
            _ => None,
        };
        let cup = "Prediksi Persik vs Melati FC: dua bintang absen";
        assert_eq!(
            is(cup, "Melati FC Vs. Persik, siaran malam ini"),
            Some(true)
        );
        assert_eq!(is(cup, "Jadwal Persik vs Cempaka FC"), Some(false));
        let national = "Jadwal Timnas Indonesia vs Jepang";
        assert_eq!(is(national, "Skor Timnas Indonesia vs Korea"), Some(false));
        assert_eq!(is(national, "Hasil Jepang vs Timnas Indonesia"), Some(true));
        assert_eq!(is(cup, "Persik menang"), None);
        assert_eq!(is(cup, "vs"), None);
    }

    #[test]
    fn results_are_read_from_headlines() {
        assert_eq!(score("Persik Tekuk Melati FC 3-1!"), Some((3, 1)));
        assert_eq!(score("Melati kalah 1–3 dari Persik"), Some((3, 1)));
        assert_eq!(score("Jadwal 12-13 Juni"), None);
        assert_eq!(score("Timnas U-23 menang"), None);
    }

    #[test]
    fn digests_and_lists_are_known_by_their_headlines() {
        let is_digest = |title| Headline::of(title).is_digest();
        let is_guide = |title| Headline::of(title).is_guide();
        assert!(is_digest("5 Berita Populer Ekonomi, Beras hingga Gula"));
        assert!(is_digest("[POPULER MONEY] Beras | Gula"));
        assert!(is_digest("Top 3 Tekno: Ponsel Baru"));
        assert!(!is_digest("Timnas jadi tim terpopuler di Asia"));
        assert!(!is_digest("Atlet itu keluar dari top 3"));
        assert!(is_guide(
            "Jarang Terjadi, Ini 5 Hal yang Perlu Diketahui soal Gerhana"
        ));
        assert!(is_guide("Senasib dengan Tahu, 5 Produk Ini Dikira Mahal"));
        assert!(is_guide("Segini Batas Usia Minimal Naik Perahu"));
        assert!(is_guide("Mengintip Kisaran Gaji Awak Kapal Feri"));
        assert!(!is_guide("Gaji Awak Kapal Feri Terlambat Dua Bulan"));
        assert!(!is_guide("Menteri sebut 4 hal ini memajukan olahraga"));
        assert!(!is_guide("Kapal karam, 3 orang hilang"));
    }
}
