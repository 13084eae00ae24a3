//! What the letters of a base tell, whether it is listed or not.

use crate::language::{
    lexicon::{Class, Lexicon},
    morphology::affix::is_vowel,
};

/// `dedaunan` → `daunan`, `pepohonan` → `pohonan`, `lelaki` → `laki`.
pub(super) fn repeated_syllable(word: &str) -> Option<&str> {
    let bytes = word.as_bytes();
    let repeated = bytes.len() >= 6
        && bytes[0] == bytes[2]
        && bytes[1] == b'e'
        && !is_vowel(bytes[0])
        && is_vowel(bytes[3]);
    repeated.then(|| &word[2..])
}

/// Where `base` falls apart into two known roots of four letters or more (`kambing|hitam`);
/// 0 if it does not.
pub(super) fn compound_cut(base: &str, lexicon: &Lexicon) -> u8 {
    if base.len() < 8 || base.len() > 24 {
        return 0;
    }
    let is_root = |part: &str| {
        lexicon
            .get(part)
            .is_some_and(|entry| matches!(entry.class, Class::Root | Class::Usual | Class::Loan))
    };
    (4..=base.len() - 4)
        .find(|&cut| is_root(&base[..cut]) && is_root(&base[cut..]))
        .map_or(0, |cut| cut as u8)
}

/// Whether an unknown base could be a word: it has a vowel and no impossible beginning.
pub(super) fn pronounceable(base: &[u8]) -> bool {
    if base.len() < 3 || !base.iter().any(|&byte| is_vowel(byte)) {
        return false;
    }
    let leading = base.iter().take_while(|&&byte| !is_vowel(byte)).count();
    leading <= 3
}

/// Whether an unknown base begins with a nasal and another consonant: the nasal is the prefix's
/// (`mem-blur`, not `me-mblur`).
pub(super) fn half_nasal(base: &[u8]) -> bool {
    match base {
        [b'n', b'g' | b'y', third, ..] => !is_vowel(*third),
        [b'm' | b'n', second, ..] => !is_vowel(*second),
        _ => false,
    }
}
