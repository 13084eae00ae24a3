//! What programs that print a page as text put into it, taken out again: lines broken at a fixed
//! width, Markdown's signs, numbers of links.

use std::borrow::Cow;

use memchr::memmem;

use crate::extract::clean;

/// The lines of a text with their numbers, from 1, as the page's author wrote them.
pub(super) fn lines(text: &str) -> Vec<(usize, Cow<'_, str>)> {
    let mut lines: Vec<(usize, Cow<'_, str>)> = text
        .split('\n')
        .enumerate()
        .map(|(index, line)| (index + 1, Cow::Borrowed(line)))
        .collect();
    if let Some(width) = wrapped_at(&lines) {
        lines = unwrapped(lines, width);
    }
    /// So many links are no accident.
    const MIN_LINKS: usize = 2;
    if memmem::find_iter(text.as_bytes(), "](")
        .nth(MIN_LINKS - 1)
        .is_some()
    {
        for (_, line) in &mut lines {
            let plain = without_marks(line);
            if *plain != **line {
                *line = Cow::Owned(plain);
            }
        }
    }
    // The list of addresses that the numbers stand for.
    let is_list = |line: &str| clean::line(line) == "References";
    if memmem::find(text.as_bytes(), b"References").is_some()
        && lines.iter().any(|(_, line)| is_list(line))
    {
        for (_, line) in &mut lines {
            if line.contains('[') {
                *line = Cow::Owned(without_numbers(line));
            }
        }
    }
    lines
}

fn width(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Whether a line is broken before `next` because its first word would not fit.
fn is_broken(line: &str, next: &str, width_of_page: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or_default();
    !line.trim().is_empty()
        && !word.is_empty()
        && !word.starts_with(['*', '#', '•'])
        && width(line) + 1 + word.chars().count() > width_of_page
}

/// The width at which a text's lines are broken, if they are.
fn wrapped_at(lines: &[(usize, Cow<'_, str>)]) -> Option<usize> {
    const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;
    /// So many sentences go on in the next line.
    const MIN_BROKEN: usize = 3;
    // Bytes are counted faster than characters.
    const MOST_BYTES: usize = 4;
    let has_address = |line: &str| line.contains("://") || line.contains("](");
    let is_long = |line: &str| line.len() > WIDTHS.end() * MOST_BYTES && !has_address(line);
    if lines.iter().any(|(_, line)| is_long(line)) {
        return None;
    }
    let mut widest = 0;
    for (_, line) in lines {
        // Addresses are not broken.
        if has_address(line) {
            continue;
        }
        widest = widest.max(width(line));
        if widest > *WIDTHS.end() {
            return None;
        }
    }
    let goes_on = |pair: &&[(usize, Cow<'_, str>)]| {
        let [(_, line), (_, next)] = pair else {
            return false;
        };
        next.trim_start().starts_with(char::is_lowercase) && is_broken(line, next, widest)
    };
    let broken = lines.windows(2).filter(goes_on).count();
    (WIDTHS.contains(&widest) && broken >= MIN_BROKEN).then_some(widest)
}

fn unwrapped(lines: Vec<(usize, Cow<'_, str>)>, width: usize) -> Vec<(usize, Cow<'_, str>)> {
    let mut whole: Vec<(usize, Cow<'_, str>)> = Vec::with_capacity(lines.len());
    let mut last = String::new();
    for (number, line) in lines {
        match whole.last_mut() {
            Some((_, text)) if is_broken(&last, &line, width) => {
                let text = text.to_mut();
                text.truncate(text.trim_end().len());
                text.push(' ');
                text.push_str(line.trim_start());
                last.clear();
                last.push_str(&line);
            }
            _ => {
                last.clear();
                last.push_str(&line);
                whole.push((number, line));
            }
        }
    }
    whole
}

/// A line of Markdown as plain text: links are their texts, pictures nothing.
fn without_marks(line: &str) -> String {
    const MAX_ADDRESS: usize = 2_000;
    let text = line.trim_start();
    let text = match text.trim_start_matches('#') {
        heading if heading.len() < text.len() && heading.starts_with(char::is_whitespace) => {
            heading
        }
        _ => text.strip_prefix("> ").unwrap_or(text),
    };
    let mut plain = String::with_capacity(text.len());
    // Where brackets were opened, and whether a picture's.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("![") {
            open.push((plain.len(), true));
            plain.push('[');
            rest = &rest[2..];
        } else if next == '[' {
            open.push((plain.len(), false));
            plain.push('[');
            rest = &rest[1..];
        } else if rest.starts_with("](")
            && let Some(end) = rest[..rest.floor_char_boundary(MAX_ADDRESS)].find(')')
            && let Some((start, is_picture)) = open.pop()
        {
            if is_picture {
                plain.truncate(start);
            } else {
                plain.remove(start);
            }
            rest = &rest[end + 1..];
        } else if rest.starts_with("**") || rest.starts_with("__") {
            rest = &rest[2..];
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    let plain = plain.trim();
    // "* Home" is an entry of a menu.
    let is_entry = text.starts_with("* [") || text.starts_with("- [");
    let plain = if is_entry { &plain[1..] } else { plain };
    plain.trim().to_owned()
}

/// "[4]Kapal Hilang" without the number of its link.
fn without_numbers(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut pieces = line.split('[');
    plain.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let rest = piece.trim_start_matches(|digit: char| digit.is_ascii_digit());
        match rest.strip_prefix(']') {
            Some(text) if rest.len() < piece.len() => plain.push_str(text),
            _ => {
                plain.push('[');
                plain.push_str(piece);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let lines = lines(text).into_iter();
        let full = lines.filter(|(_, line)| !line.trim().is_empty());
        full.map(|(_, line)| line.trim().to_owned()).collect()
    }

    #[test]
    fn lines_broken_at_a_width_are_whole_again() {
        let text = "   Harian Sukamaju\n\n   [1]Home [2]Ekonomi\n\n   Panen Cabai di Sukamaju\n\n\
            \u{20}  Petani cabai di Desa Sukamaju memanen lebih awal karena\n   musim hujan mundur.\n\n\
            \u{20}  \"Kami panen sejak Rabu pekan lalu,\" kata Budi Laksana\n   yang memimpin kelompok tani.\n\n\
            \u{20}  Harga di tingkat petani masih bertahan sampai kemarin\n   menurut dinas setempat.\n   Cabai rawit\n\
            \u{20}  Cabai merah\n\nReferences\n\n   1. https://harian.example/panjang/sekali/alamat/ini/semua/jadi\n";
        assert_eq!(
            read(text),
            [
                "Harian Sukamaju",
                "Home Ekonomi",
                "Panen Cabai di Sukamaju",
                "Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur.",
                "\"Kami panen sejak Rabu pekan lalu,\" kata Budi Laksana yang memimpin kelompok tani.",
                "Harga di tingkat petani masih bertahan sampai kemarin menurut dinas setempat.",
                "Cabai rawit",
                "Cabai merah",
                "References",
                "1. https://harian.example/panjang/sekali/alamat/ini/semua/jadi",
            ]
        );
        let short = "Harga cabai di pasar induk naik.\nPetani senang [1].\nDinas memantau.";
        assert_eq!(read(short), short.split('\n').collect::<Vec<_>>());
    }

    #[test]
    fn markdown_is_its_text() {
        let text = "[ ![Logo](/l.png) ](https://a.example/)\n  * [Home](/)\n# Panen Cabai\n\
            **SUKAMAJU** – Petani [memanen](/p) cabai [besar].\n* Cabai rawit\n![Petani](/f.jpg)";
        assert_eq!(
            read(text),
            [
                "Home",
                "Panen Cabai",
                "SUKAMAJU – Petani memanen cabai [besar].",
                "* Cabai rawit"
            ]
        );
        let one = "Lihat [peta](/p) di sini.\n# bukan judul";
        assert_eq!(read(one), one.split('\n').collect::<Vec<_>>());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(\\[|\\]|\\(|\\)|!|\\*\\*|# |\\n|é|kata yang panjang sekali dan masih terus |a| |References\\n){0,60}") {
            let _ = lines(&text);
        }
    }
}
