//! What a word may be in a name or instead of one, by its shape.

use super::words::{Kinds, kinds};
use crate::language::{self, Common};

/// Whether a word starts so, whatever its case.
fn starts(word: &str, lower: &str) -> bool {
    word.get(..lower.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(lower))
}

/// `Kemenkes`, `Kemenpora`, `Kementerian…`
pub fn is_ministry(word: &str) -> bool {
    word.len() > 6 && (starts(word, "kemen") || starts(word, "kemko"))
}

/// `SpGK`, `MSi`, `SPd`.
pub fn is_degree(word: &str) -> bool {
    // `SpPD-KGEH`
    let word = word.split_once('-').map_or(word, |(degree, _)| degree);
    matches!(word, "PhD" | "Sp")
        || word.len() > 5 && word.starts_with("Subsp")
        || word.len() <= 6
            && (word.starts_with("Sp") || word.starts_with('M') || word.starts_with('S'))
            && word.chars().filter(|c| c.is_uppercase()).count() >= 2
            && word.chars().any(char::is_lowercase)
}

/// Behind `I` or `Ni` at the start of a name.
pub fn is_balinese(word: &str) -> bool {
    matches!(
        word,
        "Gusti"
            | "Gde"
            | "Gede"
            | "Made"
            | "Wayan"
            | "Putu"
            | "Nyoman"
            | "Ketut"
            | "Komang"
            | "Kadek"
            | "Nengah"
            | "Dewa"
            | "Ngurah"
            | "Luh"
            | "Gst"
    )
}

/// Two capitals that belong to the one word before them (`Mahfud MD`), other than degrees and
/// organisations.
pub fn is_part(word: &str) -> bool {
    word.len() == 2
        && !matches!(
            word,
            "SH" | "SE" | "ST" | "SP" | "SS" | "MM" | "MH" | "MA" | "MT" | "MP" | "MK" | "AS"
        )
        && !kinds(word).has(Kinds::ORGANISATION)
}

/// `Penjagaan`, `Kebakaran`: nouns of doing and being.
pub fn is_nominal(word: &str) -> bool {
    word.len() >= 8
        && (starts(word, "pe") || starts(word, "ke"))
        && word
            .get(word.len() - 2..)
            .is_some_and(|tail| tail.eq_ignore_ascii_case("an"))
}

/// Longest word that the lexicon is asked for.
const LONGEST: usize = 24;

/// What the lexicon says of a word as written.
pub fn common(word: &str) -> Common {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) else {
        return Common::No;
    };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).map_or(Common::No, language::common)
}

/// `Menurutnya`, `Petugas`, `Serahkan`: a word derived from another, as hardly anybody's name is.
/// Only what has an affix is looked up.
pub fn is_derived(word: &str) -> bool {
    let affixed = ["me", "be", "di", "te", "pe", "ke", "se"]
        .iter()
        .any(|prefix| starts(word, prefix))
        || word.ends_with("an")
        || word.contains('-');
    word.len() > 4
        && (word.len() >= 8 && word.ends_with("nya")
            || (affixed || word.ends_with("nya")) && common(word) == Common::Derived)
}

/// Whether a word in lower case is a verb of doing: `memanggil`.
pub fn acts(word: &str) -> bool {
    // `penyakit menular`, `sekolah menengah`, `kesehatan mental`
    if matches!(
        word,
        "menular" | "menengah" | "mendatang" | "mental" | "menteri"
    ) {
        return false;
    }
    ["mem", "men", "meny", "meng"]
        .iter()
        .any(|prefix| word.starts_with(prefix))
}

/// `Aceh-Sumut`: two regions.
pub fn regions(word: &str) -> bool {
    word.split_once('-').is_some_and(|(one, other)| {
        kinds(one).has(Kinds::ORGANISATION) && kinds(other).has(Kinds::ORGANISATION)
    })
}

/// Whether a word is a number.
pub fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word can stand inside a name in lower case.
pub fn joins(lower: &str) -> bool {
    matches!(
        lower,
        "bin"
            | "binti"
            | "ten"
            | "ter"
            | "van"
            | "de"
            | "der"
            | "den"
            | "da"
            | "dos"
            | "al"
            | "el"
            | "al-"
            | "ibn"
    )
}

/// Words behind which a [`Kinds::SECOND`] is part of an office.
pub const BEFORE_SECOND: &[&str] = &[
    "uskup",
    "kejaksaan",
    "mahkamah",
    "jaksa",
    "hakim",
    "ahli",
    "metro",
    "universitas",
    "rektor",
    "bandara",
    "lanud",
    "kodam",
];
