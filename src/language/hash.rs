//! A small, fast, deterministic hash for short byte strings (words).

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn load8(bytes: &[u8]) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[..8]);
    u64::from_le_bytes(word)
}

#[inline]
fn load4(bytes: &[u8]) -> u64 {
    let mut word = [0; 4];
    word.copy_from_slice(&bytes[..4]);
    u64::from(u32::from_le_bytes(word))
}

#[inline]
fn fold(left: u64, right: u64) -> u64 {
    let wide = u128::from(left) * u128::from(right);
    (wide as u64) ^ ((wide >> 64) as u64)
}

/// The bytes of a word of at most 16 bytes as two numbers; with the length they tell any two such
/// words apart.
#[inline]
pub(crate) fn short_word(bytes: &[u8]) -> Option<(u64, u64)> {
    let length = bytes.len();
    Some(match length {
        0 => (0, 0),
        1..=3 => (
            u64::from(bytes[0])
                | u64::from(bytes[length / 2]) << 8
                | u64::from(bytes[length - 1]) << 16,
            0,
        ),
        4..=8 => (load4(bytes), load4(&bytes[length - 4..])),
        9..=16 => (load8(bytes), load8(&bytes[length - 8..])),
        _ => return None,
    })
}

/// Hash of `bytes`: one wide multiplication per 16 bytes, which is one for most words.
#[inline]
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let words = short_word(bytes).unwrap_or_else(|| {
        let mut state = MULTIPLIER;
        let mut rest = bytes;
        while rest.len() > 16 {
            state = fold(load8(rest) ^ state, load8(&rest[8..]) ^ MULTIPLIER);
            rest = &rest[16..];
        }
        let tail = &bytes[bytes.len() - 16..];
        (load8(tail) ^ state, load8(&tail[8..]))
    });
    hash_words(words, bytes.len())
}

/// [`hash_bytes`] of a word of which [`short_word`] is known.
#[inline]
pub(crate) fn hash_words((low, high): (u64, u64), length: usize) -> u64 {
    fold(
        low ^ MULTIPLIER,
        high ^ 0xD6E8_FEB8_6659_FD93 ^ (length as u64) << 56,
    )
}
