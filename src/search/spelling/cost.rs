//! How likely a slip is: a weighted Damerau–Levenshtein distance from what was typed to what was
//! meant. 1 is an arbitrary letter; what Indonesians confuse and what fingers do costs less.

use std::sync::LazyLock;

/// The most letters that are compared; longer words are not corrected.
pub(super) const LONGEST: usize = 32;

/// No slip costs less.
pub(super) const LEAST: f32 = 0.35;
const ANY: f32 = 1.0;
const NEIGHBOUR_KEY: f32 = 0.6;
const MISSING: f32 = 0.55;
const SWAP: f32 = 0.52;
const DOUBLED: f32 = 0.45;
const VOWEL: f32 = 0.8;
/// A letter too many that lies beside the one that was meant.
const EXTRA_NEIGHBOUR: f32 = 0.8;
/// People rarely err in the first letter.
const FIRST: f32 = 0.25;

/// Letters that are written for each other: Dutch-era spelling (`oe`, `dj`, `tj`, `j`), Arabic
/// and Latin loans (`kh`, `sy`, `x`, `f`), foreign names (`qu`, `ck`, `ui`), dialects and ears
/// (`h`, final `d`/`t`).
const CONFUSIONS: &[(&str, &str, f32)] = &[
    ("f", "v", 0.35),
    ("f", "p", 0.35),
    ("v", "p", 0.45),
    ("ph", "f", 0.35),
    ("oe", "u", 0.35),
    ("ou", "u", 0.5),
    ("dj", "j", 0.35),
    ("tj", "c", 0.35),
    ("ch", "c", 0.45),
    ("ch", "kh", 0.4),
    ("kh", "k", 0.35),
    ("kh", "h", 0.4),
    ("gh", "g", 0.4),
    ("dh", "d", 0.35),
    ("dz", "z", 0.4),
    ("th", "t", 0.4),
    ("ts", "s", 0.45),
    ("sy", "s", 0.35),
    ("sh", "s", 0.4),
    ("sh", "sy", 0.4),
    ("x", "ks", 0.35),
    ("q", "k", 0.4),
    ("qu", "k", 0.45),
    ("ck", "k", 0.4),
    ("c", "k", 0.5),
    ("c", "s", 0.6),
    ("z", "s", 0.45),
    ("z", "j", 0.5),
    ("y", "i", 0.45),
    ("y", "j", 0.5),
    ("ie", "i", 0.45),
    ("ei", "ai", 0.5),
    ("ui", "ai", 0.6),
    ("w", "u", 0.6),
    ("w", "v", 0.5),
    ("ee", "i", 0.5),
    ("oo", "u", 0.5),
    ("ai", "e", 0.6),
    ("au", "o", 0.6),
    ("ngg", "ng", 0.5),
    ("ny", "n", 0.6),
    ("d", "t", 0.7),
    ("b", "p", 0.7),
    ("g", "k", 0.75),
    ("e", "i", 0.6),
    ("o", "u", 0.6),
    ("a", "e", 0.65),
    ("a", "u", 0.7),
    ("h", "", 0.4),
    ("k", "", 0.75),
];

/// A confusion in one direction.
#[derive(Debug, Clone, Copy)]
struct Confusion {
    typed: &'static str,
    meant: &'static str,
    /// The last letter of what is meant, if anything is.
    end: Option<char>,
    cost: f32,
}

/// Confusions in both directions by the last letter of what was typed, and those where nothing
/// was typed (`h` left out) by the letter that was meant.
struct ByLetter {
    typed: [Vec<Confusion>; 26],
    left_out: [f32; 26],
}

static BY_LETTER: LazyLock<ByLetter> = LazyLock::new(|| {
    let mut table = ByLetter {
        typed: Default::default(),
        left_out: [f32::INFINITY; 26],
    };
    for &(a, b, cost) in CONFUSIONS {
        for (typed, meant) in [(a, b), (b, a)] {
            match typed.chars().last() {
                Some(last) => {
                    if let Some(list) = letter(last).and_then(|i| table.typed.get_mut(i)) {
                        list.push(Confusion {
                            typed,
                            meant,
                            end: meant.chars().last(),
                            cost,
                        });
                    }
                }
                None => {
                    if let Some(i) = meant.chars().next().and_then(letter) {
                        table.left_out[i] = cost;
                    }
                }
            }
        }
    }
    table
});

fn letter(c: char) -> Option<usize> {
    c.is_ascii_lowercase().then(|| c as usize - 'a' as usize)
}

/// The most letters of what was typed in a confusion (`ngg`).
const LONGEST_STEP: usize = 3;

/// Words whose letters are shifted by more are not compared.
const BAND: usize = 3;

/// Rows of a keyboard; a key's neighbours are those beside it and above and below.
const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Compares words without allocating.
pub(super) struct Distance {
    table: &'static ByLetter,
    rows: Vec<[f32; LONGEST + 1]>,
    typed: Vec<char>,
    meant: Vec<char>,
}

impl Default for Distance {
    fn default() -> Self {
        Distance {
            table: &BY_LETTER,
            rows: Vec::new(),
            typed: Vec::new(),
            meant: Vec::new(),
        }
    }
}

impl Distance {
    /// The cost of typing `typed` for `meant`; `None` above `limit`.
    pub(super) fn cost(&mut self, typed: &str, meant: &str, limit: f32) -> Option<f32> {
        self.typed.clear();
        self.typed.extend(typed.chars());
        self.meant.clear();
        self.meant.extend(meant.chars());
        let (n, m) = (self.typed.len(), self.meant.len());
        if n > LONGEST || m > LONGEST || n.abs_diff(m) > BAND {
            return None;
        }
        self.rows.resize(LONGEST + 1, [0.0; LONGEST + 1]);
        // The least of the last three rows: no step is longer.
        let mut last = [f32::INFINITY; LONGEST_STEP];
        for i in 0..=n {
            let mut least = f32::INFINITY;
            for j in 0..=m {
                let cost = if i.abs_diff(j) > BAND {
                    f32::INFINITY
                } else {
                    self.cell(i, j)
                };
                self.rows[i][j] = cost;
                least = least.min(cost);
            }
            last[i % LONGEST_STEP] = least;
            if last.iter().all(|least| *least > limit) {
                return None;
            }
        }
        let cost = self.rows[n][m];
        (cost <= limit).then_some(cost)
    }

    fn cell(&self, i: usize, j: usize) -> f32 {
        if i == 0 && j == 0 {
            return 0.0;
        }
        let (a, b, rows) = (&self.typed, &self.meant, &self.rows);
        let mut best = f32::INFINITY;
        if i > 0 && j > 0 {
            best = rows[i - 1][j - 1] + substitute(a[i - 1], b[j - 1], i == 1 && j == 1);
            if i > 1
                && j > 1
                && a[i - 1] == b[j - 2]
                && a[i - 2] == b[j - 1]
                && a[i - 1] != a[i - 2]
            {
                let first = if i == 2 && j == 2 { FIRST / 2.0 } else { 0.0 };
                best = best.min(rows[i - 2][j - 2] + SWAP + first);
            }
        }
        if i > 0 {
            best = best.min(rows[i - 1][j] + self.extra(i, j));
        }
        if j > 0 {
            best = best.min(rows[i][j - 1] + self.missing(i, j));
        }
        if best == 0.0 {
            return best;
        }
        if j > 0
            && let Some(at) = letter(b[j - 1])
        {
            best = best.min(rows[i][j - 1] + self.table.left_out[at]);
        }
        if i > 0
            && let Some(at) = letter(a[i - 1])
        {
            for confusion in &self.table.typed[at] {
                best = best.min(self.confused(i, j, confusion));
            }
        }
        best
    }

    /// The cost when this confusion happened here.
    fn confused(&self, i: usize, j: usize, confusion: &Confusion) -> f32 {
        let (n, m) = (confusion.typed.len(), confusion.meant.len());
        if n > i || m > j {
            return f32::INFINITY;
        }
        // Most end in another letter.
        if confusion.end.is_some_and(|end| end != self.meant[j - 1]) {
            return f32::INFINITY;
        }
        let same = |letters: &[char], text: &str| letters.iter().copied().eq(text.chars());
        if same(&self.meant[j - m..j], confusion.meant)
            && same(&self.typed[i - n..i], confusion.typed)
        {
            self.rows[i - n][j - m] + confusion.cost
        } else {
            f32::INFINITY
        }
    }

    /// A letter was typed that does not belong.
    fn extra(&self, i: usize, j: usize) -> f32 {
        let letter = self.typed[i - 1];
        if i > 1 && self.typed[i - 2] == letter {
            return DOUBLED;
        }
        if i == 1 && j == 0 {
            return ANY + FIRST;
        }
        let beside = |other: Option<&char>| other.is_some_and(|&c| are_neighbours(letter, c));
        if beside(j.checked_sub(1).and_then(|j| self.meant.get(j))) || beside(self.meant.get(j)) {
            return EXTRA_NEIGHBOUR;
        }
        ANY
    }

    /// A letter was left out.
    fn missing(&self, i: usize, j: usize) -> f32 {
        let letter = self.meant[j - 1];
        if j > 1 && self.meant[j - 2] == letter {
            return DOUBLED;
        }
        if i == 0 && j == 1 {
            return ANY + FIRST;
        }
        MISSING
    }
}

fn substitute(a: char, b: char, first: bool) -> f32 {
    if a == b {
        return 0.0;
    }
    let cost = if are_neighbours(a, b) {
        NEIGHBOUR_KEY
    } else if is_vowel(a) && is_vowel(b) {
        VOWEL
    } else {
        ANY
    };
    if first { cost + FIRST } else { cost }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether two keys touch.
pub(crate) fn are_neighbours(a: char, b: char) -> bool {
    static NEIGHBOURS: LazyLock<[u32; 26]> = LazyLock::new(|| {
        let letters = || 'a'..='z';
        let touching = |a| {
            let others = letters().enumerate().filter(|(_, b)| touch(a, *b));
            others.fold(0, |bits, (at, _)| bits | 1 << at)
        };
        let mut table = [0; 26];
        for (place, letter) in table.iter_mut().zip(letters()) {
            *place = touching(letter);
        }
        table
    });
    match (letter(a), letter(b)) {
        (Some(a), Some(b)) => NEIGHBOURS[a] & 1 << b != 0,
        _ => false,
    }
}

fn touch(a: char, b: char) -> bool {
    let place = |c: char| {
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            let column = keys.iter().position(|&k| k as char == c)?;
            Some((row as i32, column as i32))
        })
    };
    let (Some((row_a, column_a)), Some((row_b, column_b))) = (place(a), place(b)) else {
        return false;
    };
    let across = column_b - column_a;
    match row_b - row_a {
        0 => across.abs() == 1,
        // Each row is half a key to the right of the one above.
        1 => across == 0 || across == -1,
        -1 => across == 0 || across == 1,
        _ => false,
    }
}

/// A key that words share which sound alike: confusions undone, doubled letters single, no `h`.
pub(super) fn sound(word: &str, key: &mut String) {
    key.clear();
    let letters: Vec<char> = word.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let (sound, length) = match (letters[at], next) {
            ('o', 'e') => ("u", 2),
            ('o', 'o') => ("u", 2),
            ('o', 'u') => ("u", 2),
            ('d', 'j') => ("j", 2),
            ('t', 'j') => ("c", 2),
            ('c', 'h') => ("k", 2),
            ('k', 'h') => ("k", 2),
            ('s', 'y' | 'h') => ("s", 2),
            ('t', 's') => ("s", 2),
            ('d', 'z') => ("s", 2),
            ('p', 'h') => ("p", 2),
            ('f' | 'v', _) => ("p", 1),
            ('q', 'u') if matches!(letters.get(at + 2), Some('e' | 'i')) => ("k", 2),
            ('c', 'k') => ("k", 2),
            ('c', 'e' | 'i' | 'y') => ("s", 1),
            ('x', _) => ("ks", 1),
            ('z', _) => ("s", 1),
            ('q', _) => ("k", 1),
            ('y', _) => ("i", 1),
            ('h' | '\'' | '-', _) => ("", 1),
            (c, _) => {
                if !key.ends_with(c) {
                    key.push(c);
                }
                ("", 1)
            }
        };
        for c in sound.chars() {
            if !key.ends_with(c) {
                key.push(c);
            }
        }
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(typed: &str, meant: &str) -> f32 {
        Distance::default().cost(typed, meant, 9.0).unwrap_or(99.0)
    }

    #[test]
    fn likely_slips_cost_less() {
        assert_eq!(cost("beras", "beras"), 0.0);
        for (likely, unlikely) in [
            (("aktip", "aktif"), ("aktir", "aktif")),
            (("soekarno", "sukarno"), ("sakarno", "sukarno")),
            (("djakarta", "jakarta"), ("bjakarta", "jakarta")),
            (("tjepat", "cepat"), ("xepat", "cepat")),
            (("bers", "beras"), ("bezaras", "beras")),
            (("pemeirntah", "pemerintah"), ("pemexantah", "pemerintah")),
            (("massalah", "masalah"), ("maksalah", "masalah")),
            (("tuhan", "tuan"), ("tuzan", "tuan")),
            (("ekstra", "extra"), ("emstra", "extra")),
            (("harag", "harga"), ("harxa", "harga")),
            (("hsrga", "harga"), ("hprga", "harga")),
        ] {
            assert!(
                cost(likely.0, likely.1) < cost(unlikely.0, unlikely.1),
                "{likely:?} {unlikely:?}"
            );
        }
    }

    /// What [`Distance::cost`] leaves off early, and who calls it with a limit, relies on these.
    #[test]
    fn no_slip_costs_less_or_reaches_further_than_is_said() {
        for (typed, meant, cost) in CONFUSIONS {
            assert!(*cost >= LEAST, "{typed} {meant}");
            assert!(
                typed.len().max(meant.len()) <= LONGEST_STEP,
                "{typed} {meant}"
            );
        }
        let others = [
            ANY,
            NEIGHBOUR_KEY,
            MISSING,
            SWAP,
            DOUBLED,
            VOWEL,
            EXTRA_NEIGHBOUR,
        ];
        assert!(others.iter().all(|cost| *cost >= LEAST));
        for (typed, meant) in [
            ("pemeirntah", "pemerintah"),
            ("manngga", "mangga"),
            ("tinnggi", "tingi"),
            ("xpor", "ekspor"),
            ("ksenon", "xenon"),
        ] {
            let whole = cost(typed, meant);
            assert!((LEAST..9.0).contains(&whole), "{typed} {meant}");
            let within = |limit| Distance::default().cost(typed, meant, limit);
            assert_eq!(within(whole), Some(whole), "{typed} {meant}");
            assert_eq!(within(whole - 0.01), None, "{typed} {meant}");
        }
    }

    #[test]
    fn keys_have_neighbours() {
        for (a, b) in [
            ('a', 's'),
            ('q', 'a'),
            ('s', 'z'),
            ('s', 'w'),
            ('i', 'o'),
            ('g', 'b'),
        ] {
            assert!(are_neighbours(a, b) && are_neighbours(b, a), "{a}{b}");
        }
        assert!(
            !are_neighbours('a', 'p') && !are_neighbours('a', 'a') && !are_neighbours('q', 'z')
        );
    }

    #[test]
    fn words_that_sound_alike_share_a_key() {
        for (a, b) in [
            ("soekarno", "sukarno"),
            ("djakarta", "jakarta"),
            ("khusus", "kusus"),
            ("aktif", "aktiv"),
            ("massa", "masa"),
            ("syarat", "sarat"),
            ("taxi", "taksi"),
            ("markes", "marquez"),
            ("pecky", "peky"),
            ("siti", "city"),
        ] {
            let (mut x, mut y) = (String::new(), String::new());
            sound(a, &mut x);
            sound(b, &mut y);
            assert_eq!(x, y, "{a} {b}");
        }
    }
}
