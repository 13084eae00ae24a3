//! Characters: entities decoded, mojibake repaired, invisible characters removed, white space
//! folded. A line that needs none of it is borrowed unchanged.

use std::borrow::Cow;

/// What a byte asks of the cleaner; most bytes ask nothing.
const PLAIN: u8 = 0;
const SPACE: u8 = 1;
const CONTROL: u8 = 2;
const AMPERSAND: u8 = 3;
/// Leads a character that may be invisible, a special space or the sign of mojibake.
const SUSPECT: u8 = 4;

const CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    let mut byte = 0;
    while byte < 0x20 {
        class[byte] = CONTROL;
        byte += 1;
    }
    class[0x7f] = CONTROL;
    class[b' ' as usize] = SPACE;
    class[b'&' as usize] = AMPERSAND;
    // U+0080–U+00FF, U+2000–U+2FFF, U+E000–U+FFFF.
    class[0xc2] = SUSPECT;
    class[0xc3] = SUSPECT;
    class[0xe2] = SUSPECT;
    class[0xe3] = SUSPECT;
    class[0xef] = SUSPECT;
    class
};

/// One line of plain text: no markup left, single spaces, nothing invisible.
pub fn line(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !needs_work(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut text = Cow::Borrowed(text);
    if memchr::memchr(b'&', text.as_bytes()).is_some() {
        text = Cow::Owned(decode_entities(&text));
    }
    if let Some(repaired) = repair_mojibake(&text) {
        text = Cow::Owned(repaired);
    }
    let folded = fold_space(&text);
    if folded == text {
        text
    } else {
        Cow::Owned(folded)
    }
}

fn needs_work(bytes: &[u8]) -> bool {
    let mut after_space = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match CLASS[byte as usize] {
            PLAIN => after_space = false,
            SPACE if after_space => return true,
            SPACE => after_space = true,
            SUSPECT => {
                // “ ” ‘ ’ – — … are what good text has; they alone are no work.
                let good = byte == 0xe2
                    && bytes.get(at + 1) == Some(&0x80)
                    && matches!(bytes.get(at + 2), Some(0x93 | 0x94 | 0x98..=0x9f | 0xa6));
                if !good {
                    return true;
                }
                after_space = false;
            }
            _ => return true,
        }
    }
    false
}

fn fold_space(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut owes_space = false;
    for character in text.chars() {
        if invisible(character) {
            continue;
        }
        if character.is_whitespace() || character.is_control() {
            owes_space = true;
            continue;
        }
        if owes_space && !folded.is_empty() {
            folded.push(' ');
        }
        owes_space = false;
        folded.push(character);
    }
    folded
}

/// Zero-width and directional characters, soft hyphens, byte order marks, unknown characters.
fn invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{206f}'
            | '\u{fe0f}'
            | '\u{feff}'
            | '\u{fffc}'
            | '\u{fffd}'
    )
}

/// Decodes named and numeric character references, also those encoded twice (`&amp;quot;`).
pub fn decode_entities(text: &str) -> String {
    let once = decode_once(text);
    match memchr::memchr(b'&', once.as_bytes()) {
        Some(_) if once != text => decode_once(&once),
        _ => once,
    }
}

fn decode_once(text: &str) -> String {
    /// `&thetasym;` is about the longest reference that anybody writes.
    const MAX_REFERENCE: usize = 12;
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let reach = rest.floor_char_boundary(MAX_REFERENCE);
        let decoded_one = memchr::memchr(b';', &rest.as_bytes()[..reach])
            .and_then(|end| Some((reference(&rest[1..end])?, end + 1)));
        match decoded_one {
            Some((character, length)) => {
                decoded.push_str(character.encode_utf8(&mut [0; 4]));
                rest = &rest[length..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // Numbers 128–159 mean Windows-1252 in HTML.
        if let Some(character) = (0x80..0xa0)
            .contains(&code)
            .then(|| cp1252(code as u8))
            .flatten()
        {
            return Some(character);
        }
        return char::from_u32(code).filter(|character| *character != '\0');
    }
    Some(match name {
        "amp" | "AMP" => '&',
        "lt" | "LT" => '<',
        "gt" | "GT" => '>',
        "quot" | "QUOT" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "hellip" => '…',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "lsquo" => '‘',
        "rsquo" => '’',
        "sbquo" => '‚',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "laquo" => '«',
        "raquo" => '»',
        "bull" => '•',
        "middot" => '·',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "deg" => '°',
        "plusmn" => '±',
        "times" => '×',
        "frac12" => '½',
        "frac14" => '¼',
        "sup2" => '²',
        "sup3" => '³',
        "euro" => '€',
        "pound" => '£',
        "yen" => '¥',
        "cent" => '¢',
        "sect" => '§',
        "zwj" | "zwnj" | "shy" => '\u{200b}',
        "eacute" => 'é',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "euml" => 'ë',
        "aacute" => 'á',
        "agrave" => 'à',
        "acirc" => 'â',
        "auml" => 'ä',
        "aring" => 'å',
        "atilde" => 'ã',
        "iacute" => 'í',
        "oacute" => 'ó',
        "ocirc" => 'ô',
        "ouml" => 'ö',
        "uacute" => 'ú',
        "uuml" => 'ü',
        "ccedil" => 'ç',
        "ntilde" => 'ñ',
        "Eacute" => 'É',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        _ => return None,
    })
}

/// Repairs UTF-8 that was read as Windows-1252 (`â€œ` → `“`, `Ã©` → `é`). `None` if there is
/// nothing to repair.
fn repair_mojibake(text: &str) -> Option<String> {
    // Every such accident begins with one of these.
    if !text.contains(['Ã', 'Â', 'â', 'ð', 'Å', 'Ä']) {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut changed = false;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some((character, length)) = mojibake_at(rest) {
            if character != '\u{200b}' {
                repaired.push(character);
            }
            rest = &rest[length..];
            changed = true;
        } else {
            repaired.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    changed.then_some(repaired)
}

/// The character that the text's first characters are the mangled bytes of, and their length.
fn mojibake_at(text: &str) -> Option<(char, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let expected = match cp1252_byte(first)? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [0u8; 4];
    let mut length = 0;
    for (slot, character) in bytes.iter_mut().zip(text.chars()).take(expected) {
        *slot = match cp1252_byte(character) {
            Some(byte) => byte,
            None => break,
        };
        length += character.len_utf8();
    }
    if let Ok(decoded) = std::str::from_utf8(&bytes[..expected])
        && let Some(character) = decoded.chars().next()
        && decoded.chars().count() == 1
    {
        return Some((character, length));
    }
    // Accidents that lost a byte on the way.
    if let Some(after) = text.strip_prefix("â€") {
        return match after.chars().next() {
            Some('"') => Some(('–', "â€\"".len())),
            _ => Some(('”', "â€".len())),
        };
    }
    // A no-break space of which only the first half is left: "Azores  akhir", "2008. Seorang".
    let next = text['Â'.len_utf8().min(text.len())..].chars().next();
    let lone =
        first == 'Â' && next.is_none_or(|next| next.is_whitespace() || next.is_ascii_uppercase());
    lone.then_some((' ', 'Â'.len_utf8()))
}

/// The character of a Windows-1252 byte.
pub fn cp1252(byte: u8) -> Option<char> {
    match byte {
        0x80..0xa0 => HIGH[usize::from(byte - 0x80)],
        _ => Some(char::from(byte)),
    }
}

/// The Windows-1252 byte of a character above ASCII.
fn cp1252_byte(character: char) -> Option<u8> {
    match character as u32 {
        0x80..=0xff => Some(character as u8),
        _ => HIGH
            .iter()
            .position(|high| *high == Some(character))
            .map(|at| at as u8 + 0x80),
    }
}

#[rustfmt::skip]
const HIGH: [Option<char>; 32] = [
    Some('€'), None, Some('‚'), Some('ƒ'), Some('„'), Some('…'), Some('†'), Some('‡'),
    Some('ˆ'), Some('‰'), Some('Š'), Some('‹'), Some('Œ'), None, Some('Ž'), None,
    None, Some('‘'), Some('’'), Some('“'), Some('”'), Some('•'), Some('–'), Some('—'),
    Some('˜'), Some('™'), Some('š'), Some('›'), Some('œ'), None, Some('ž'), Some('Ÿ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans_a_line() {
        let table = [
            ("biasa saja", "biasa saja"),
            ("  dua   spasi\tdan\u{a0}tab \n", "dua spasi dan tab"),
            ("nol\u{200b}lebar \u{feff}hilang", "nollebar hilang"),
            (
                "Tom &amp; Jerry &#8220;lucu&#8221; &quot;ya&quot;",
                "Tom & Jerry “lucu” \"ya\"",
            ),
            ("AT&amp;amp;T", "AT&T"),
            ("AT&T; R&D tetap & utuh", "AT&T; R&D tetap & utuh"),
            ("&#150; &#x2013;", "– –"),
            ("â€œkutipanâ€\u{9d} dan â€˜satuâ€™", "“kutipan” dan ‘satu’"),
            ("â€œkutipanâ€ akhir", "“kutipan” akhir"),
            ("CafÃ© TÃ¼rkiye 2,5Â±1% Â£79", "Café Türkiye 2,5±1% £79"),
            ("tembok â€\"siapa", "tembok –siapa"),
            ("AzoresÂ akhir", "Azores akhir"),
            ("2008.ÂSeorang", "2008. Seorang"),
            ("“bagus” – kata dia…", "“bagus” – kata dia…"),
            (
                "Château, Ångström, São Paulo, crème brûlée",
                "Château, Ångström, São Paulo, crème brûlée",
            ),
            ("TÃV Rheinland", "TÃV Rheinland"),
            ("日本 😀", "日本 😀"),
        ];
        for (text, expected) in table {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(
            line("“Tidak ada,” kata dia – singkat."),
            Cow::Borrowed(_)
        ));
    }

    proptest::proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in "[a-zé“”’ ÂÃâ€œ&;\u{a0}\u{200b}]{0,40}") {
            let once = line(&text).into_owned();
            // Entities and mojibake may be nested deeper than anybody nests them; letters stay.
            let _ = line(&once);
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = line(&text);
        }
    }
}
