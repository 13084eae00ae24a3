//! API keys: 256 random bits, shown once; only their SHA-256 is kept. A hash without salt or
//! stretching is right here, because there is nothing to guess: the keys are not passwords.

use std::fmt::Write as _;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{TryRng, rngs::SysRng};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Marks our keys, so that scanners for leaked secrets can know them.
const PREFIX: &str = "warta_";

/// A key's name and hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyHash {
    /// Who it was given to; it stands in logs in place of the key.
    pub name: String,
    hash: [u8; 32],
}

impl KeyHash {
    /// The hash of a key.
    pub fn of(name: &str, key: &str) -> Self {
        KeyHash {
            name: name.to_owned(),
            hash: Sha256::digest(key.as_bytes()).into(),
        }
    }

    /// Reads `name:hex`.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, hex) = text.trim().rsplit_once(':')?;
        if hex.len() != 64 || !hex.is_ascii() || name.is_empty() {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(hex.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(KeyHash {
            name: name.to_owned(),
            hash,
        })
    }
}

impl std::fmt::Display for KeyHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut hex = String::with_capacity(64);
        for byte in self.hash {
            write!(hex, "{byte:02x}")?;
        }
        write!(f, "{}:{hex}", self.name)
    }
}

/// The keys that may write.
#[derive(Debug, Clone, Default)]
pub struct KeyRing(Vec<KeyHash>);

impl KeyRing {
    /// A ring of these keys.
    pub fn new(keys: Vec<KeyHash>) -> Self {
        KeyRing(keys)
    }

    /// Whether nobody can write.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name of a key, if it is one of ours. Takes as long for a wrong key as for a right one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let hash: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        let mut found = None;
        for known in &self.0 {
            if bool::from(known.hash.ct_eq(&hash)) {
                found = Some(known.name.as_str());
            }
        }
        found
    }
}

/// A new key, from the operating system's randomness.
pub fn new_key() -> std::io::Result<String> {
    let mut bits = [0; 32];
    SysRng
        .try_fill_bytes(&mut bits)
        .map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(format!("{PREFIX}{}", BASE64_URL_SAFE_NO_PAD.encode(bits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_only_its_own_lock() -> std::io::Result<()> {
        let (key, other) = (new_key()?, new_key()?);
        assert_ne!(key, other);
        let written = KeyHash::of("redaksi", &key).to_string();
        let ring = KeyRing::new(KeyHash::parse(&written).into_iter().collect());
        assert_eq!(ring.find(&key), Some("redaksi"));
        assert_eq!(ring.find(&other), None);
        assert_eq!(ring.find(""), None);
        Ok(())
    }

    #[test]
    fn what_is_no_hash_is_refused() {
        for text in [
            "",
            "name",
            "name:12",
            ":00",
            &format!("n:{}", "zz".repeat(32)),
            &"é".repeat(40),
        ] {
            assert_eq!(KeyHash::parse(text), None, "{text}");
        }
    }
}
