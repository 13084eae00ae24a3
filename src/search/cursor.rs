//! Opaque cursors: where the page ended, in which state of the index, for which request.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{curation::Actions, understand::Freedom};
use crate::engine::plan::After;

/// What a cursor holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cursor {
    #[serde(rename = "a")]
    pub after: After,
    /// State of the index that answered the first page.
    #[serde(rename = "g")]
    pub generation: u64,
    /// Words that had to match on the first page.
    #[serde(rename = "m")]
    pub minimum: Option<u8>,
    /// "Now" of the first page, so that recency stays the same.
    #[serde(rename = "n")]
    pub now: i64,
    /// Hash of the request without cursor and limit.
    #[serde(rename = "r")]
    pub request: u64,
    /// What editors decided about the first page: rules may change before the next.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub actions: Option<Actions>,
    /// How freely the first page read the query.
    #[serde(rename = "f", default, skip_serializing_if = "Freedom::is_strict")]
    pub freedom: Freedom,
}

/// Guards against cut and edited cursors, not against an attacker: a cursor gives no rights.
const SEED: u64 = 0x7761_7274_6131;

impl Cursor {
    /// The cursor as text for a URL.
    pub fn encode(&self) -> String {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        let sum = xxh3_64_with_seed(&bytes, SEED);
        bytes.extend_from_slice(&sum.to_le_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a cursor; `None` when it was not made by [`Cursor::encode`].
    pub fn decode(text: &str) -> Option<Cursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (json, sum) = bytes.split_last_chunk::<8>()?;
        if xxh3_64_with_seed(json, SEED) != u64::from_le_bytes(*sum) {
            return None;
        }
        serde_json::from_slice(json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edited_cursors_are_refused() {
        let cursor = Cursor {
            after: After {
                score: 1.25,
                seconds: -5,
                id: "a\"b".into(),
            },
            generation: u64::MAX,
            minimum: Some(2),
            now: 1,
            request: 7,
            actions: None,
            freedom: Freedom::Free,
        };
        let text = cursor.encode();
        assert_eq!(Cursor::decode(&text), Some(cursor));
        let mut forged = text.clone().into_bytes();
        forged[5] ^= 1;
        assert_eq!(Cursor::decode(&String::from_utf8(forged).unwrap()), None);
        assert_eq!(Cursor::decode("palsu"), None);
    }
}
