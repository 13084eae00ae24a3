//! Writes to files in large pieces of one size.
//!
//! The system keeps what is written in its cache of pages. A large piece that begins where a page
//! does goes there as a whole, whereas each end of a small one costs a page that is cleared first.

use std::io::{self, Write};

use tantivy::directory::{AntiCallToken, TerminatingWrite};

/// Bytes of a piece: a power of two, larger than any page.
pub const PIECE: usize = 256 << 10;

/// Hands on what is written in whole pieces; only the last may be smaller.
#[derive(Debug)]
pub struct Pieces<W> {
    to: W,
    piece: Vec<u8>,
}

impl<W: Write> Pieces<W> {
    /// Writes to `to`, which stands at the beginning of a piece.
    pub fn new(to: W) -> Self {
        Pieces {
            to,
            piece: Vec::with_capacity(PIECE),
        }
    }

    fn hand_on(&mut self) -> io::Result<()> {
        self.to.write_all(&self.piece)?;
        self.piece.clear();
        Ok(())
    }
}

impl<W: Write> Write for Pieces<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() == PIECE {
            self.hand_on()?;
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_on()?;
        self.to.flush()
    }
}

impl<W: TerminatingWrite> TerminatingWrite for Pieces<W> {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        self.hand_on()?;
        self.to.terminate_ref(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes how long each write was.
    #[derive(Default)]
    struct Noted {
        bytes: Vec<u8>,
        lengths: Vec<usize>,
    }

    impl Write for Noted {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.bytes.extend_from_slice(bytes);
            self.lengths.push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn all_arrives_in_whole_pieces() {
        let text: Vec<u8> = (0..3 * PIECE + 1234).map(|i| (i % 251) as u8).collect();
        let mut pieces = Pieces::new(Noted::default());
        let mut rest = text.as_slice();
        for length in [1, 8190, PIECE - 3, 2 * PIECE, 77, PIECE]
            .into_iter()
            .cycle()
        {
            let (now, then) = rest.split_at(length.min(rest.len()));
            pieces.write_all(now).unwrap();
            rest = then;
            if rest.is_empty() {
                break;
            }
        }
        pieces.flush().unwrap();
        assert_eq!(pieces.to.lengths, [PIECE, PIECE, PIECE, 1234]);
        assert!(pieces.to.bytes == text);
    }
}
