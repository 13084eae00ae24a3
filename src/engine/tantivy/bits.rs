//! A set of documents of one segment.

/// One bit a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    documents: u32,
}

impl Bits {
    /// No document.
    pub fn empty(documents: u32) -> Self {
        Bits {
            words: vec![0; documents.div_ceil(64) as usize],
            documents,
        }
    }

    /// These documents.
    pub fn of(documents: u32, these: &[u32]) -> Self {
        let mut bits = Bits::empty(documents);
        for &doc in these {
            bits.insert(doc);
        }
        bits
    }

    /// Every document.
    pub fn full(documents: u32) -> Self {
        let mut bits = Bits {
            words: vec![u64::MAX; documents.div_ceil(64) as usize],
            documents,
        };
        bits.trim();
        bits
    }

    /// Clears the bits past the last document.
    fn trim(&mut self) {
        let extra = self.documents % 64;
        if extra != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << extra) - 1;
        }
    }

    /// Adds a document.
    pub fn insert(&mut self, doc: u32) {
        self.words[(doc / 64) as usize] |= 1 << (doc % 64);
    }

    /// Keeps the documents for which `wanted` is true. It is asked about all of them, which is
    /// quicker than walking from bit to bit.
    pub fn keep(&mut self, wanted: impl Fn(usize) -> bool) {
        let documents = self.documents as usize;
        for (at, word) in self.words.iter_mut().enumerate() {
            if *word == 0 {
                continue;
            }
            let first = at * 64;
            let mut mask = 0;
            for bit in 0..64.min(documents - first) {
                mask |= u64::from(wanted(first + bit)) << bit;
            }
            *word &= mask;
        }
    }

    /// Whether a document is in.
    pub fn contains(&self, doc: u32) -> bool {
        self.words[(doc / 64) as usize] & (1 << (doc % 64)) != 0
    }

    /// Keeps those that `other` holds too.
    pub fn intersect(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Adds those that `other` holds.
    pub fn unite(&mut self, other: &Bits) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Swaps those in with those out.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// Visits the documents in ascending order; quicker than an iterator where there are many.
    pub fn each(&self, mut visit: impl FnMut(u32)) {
        for (at, &word) in self.words.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                visit(at as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// Documents in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        ones(self.words.iter().copied())
    }

    /// Those that `other`, in words of 64 bits, holds too.
    pub fn iter_both<'b>(&'b self, other: &'b [u64]) -> impl Iterator<Item = u32> + 'b {
        ones(
            self.words
                .iter()
                .zip(other)
                .map(|(word, other)| word & other),
        )
    }
}

/// The numbers of the bits that are set.
fn ones(words: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    words.enumerate().flat_map(|(at, word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let bit = rest.trailing_zeros();
            rest &= rest - 1;
            Some(at as u32 * 64 + bit)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn inverting_stays_inside_the_segment() {
        let mut bits = Bits::empty(70);
        bits.insert(69);
        bits.invert();
        assert_eq!(bits.iter().count(), 69);
        assert!(!bits.contains(69) && bits.contains(64));
        assert_eq!(Bits::full(70).iter().last(), Some(69));
    }
}
