//! Term streams: how terms that are already analysed reach tantivy.
//!
//! An article's text is analysed once, by the caller's thread; what a field gets is not text but
//! its terms in order, each behind a byte that says how far it stands from the one before. The
//! tokenizer that tantivy calls has nothing left to do but cut them apart.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

use super::schema::STREAM;

/// Before a term that stands where the one before it stands; the codes after it count up.
/// Terms may start with the marks U+0001 and U+0002; no text has other control characters.
const SAME: u8 = 0x0e;
/// Moves on without a term.
const FAR: u8 = 0x0d;
/// Positions that [`FAR`] moves on.
const FAR_STEP: u32 = (LAST - SAME) as u32;
const LAST: u8 = 0x1f;

/// Writes a stream.
#[derive(Debug, Default)]
pub struct StreamWriter {
    text: String,
    position: u32,
}

impl StreamWriter {
    /// Starts anew, keeping the space.
    pub fn clear(&mut self) {
        self.text.clear();
        self.position = 0;
    }

    /// Adds a term. Positions never go back.
    pub fn push(&mut self, position: u32, parts: &[&str]) {
        let mut delta = position.saturating_sub(self.position);
        while delta > FAR_STEP {
            self.text.push(char::from(FAR));
            delta -= FAR_STEP;
        }
        self.text.push(char::from(SAME + delta as u8));
        for part in parts {
            self.text.push_str(part);
        }
        self.position = self.position.max(position);
    }

    /// The stream so far.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Registers the tokenizer under the name that the schema uses.
pub fn register(manager: &TokenizerManager) {
    manager.register(STREAM, StreamReader::default());
}

/// Cuts a stream into its terms.
#[derive(Debug, Clone, Default)]
struct StreamReader {
    token: Token,
}

impl Tokenizer for StreamReader {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        Terms {
            text,
            at: 0,
            position: 0,
            token: &mut self.token,
        }
    }
}

struct Terms<'a> {
    text: &'a str,
    at: usize,
    position: u32,
    token: &'a mut Token,
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        while let Some(&code) = bytes.get(self.at) {
            self.at += 1;
            if code == FAR {
                self.position += FAR_STEP;
                continue;
            }
            self.position += u32::from(code.saturating_sub(SAME));
            let start = self.at;
            let rest = &bytes[start..];
            let length = rest
                .iter()
                .position(|byte| (FAR..=LAST).contains(byte))
                .unwrap_or(rest.len());
            self.at += length;
            self.token.text.clear();
            self.token.text.push_str(&self.text[start..self.at]);
            self.token.position = self.position as usize;
            self.token.position_length = 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tantivy::tokenizer::{TokenStream, Tokenizer};

    use super::{StreamReader, StreamWriter};

    fn read(text: &str) -> Vec<(u32, String)> {
        let mut reader = StreamReader::default();
        let mut stream = reader.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push((token.position as u32, token.text.clone()));
        }
        found
    }

    proptest! {
        #[test]
        fn a_stream_gives_back_what_was_written(
            terms in prop::collection::vec((0u32..90, "[\u{1}\u{2}]?[a-z0-9.é☃-]{1,8}"), 0..40)
        ) {
            let mut writer = StreamWriter::default();
            let mut position = 0;
            let mut expected = Vec::new();
            for (step, term) in terms {
                position += step;
                writer.push(position, &[&term]);
                expected.push((position, term));
            }
            prop_assert_eq!(read(writer.text()), expected);
        }
    }

    #[test]
    fn nothing_written_is_nothing_read() {
        assert!(read("").is_empty());
    }
}
