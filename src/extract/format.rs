//! What the bytes are: by name, by content type, and always by looking at them.

use std::{borrow::Cow, fmt};

use super::{ExtractError, Problem, clean, mapping::Lookup};

/// The formats that extraction reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// The text of a page: headline, dateline, body.
    Page,
    /// An HTML page.
    Html,
    /// One JSON object a line.
    Jsonl,
    /// One JSON document: an array of objects, or one object over several lines.
    Json,
    /// Comma, semicolon or tab separated values with a header.
    Csv,
    /// RSS, Atom, or a news sitemap.
    Feed,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Page => "text page",
            Format::Html => "HTML",
            Format::Jsonl => "JSONL",
            Format::Json => "JSON",
            Format::Csv => "CSV",
            Format::Feed => "feed",
        })
    }
}

/// How much of a document is looked at, in bytes.
pub const SNIFF: usize = 8 * 1024;

/// Says what a document is from its name (path or URL), content type and first bytes (already
/// decompressed; [`SNIFF`] of them are enough). Contents win over names.
pub fn detect(
    name: Option<&str>,
    content_type: Option<&str>,
    head: &[u8],
) -> Result<Format, ExtractError> {
    let head = &head[..head.len().min(SNIFF)];
    if let Some(what) = binary(head) {
        return Err(Problem::Binary { what }.into());
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Err(Problem::Empty.into());
    }
    let hint = extension(name).or_else(|| content_type.and_then(by_content_type));
    Ok(match text.as_bytes()[0] {
        b'{' => match hint {
            Some(Format::Page) => Format::Page,
            _ if one_object_a_line(text) => Format::Jsonl,
            _ => Format::Json,
        },
        b'[' if text[1..].trim_start().starts_with('{') => Format::Json,
        b'<' => markup(text),
        _ => match hint {
            // A page cannot be told from prose by its bytes, so here the name decides.
            Some(Format::Csv) => Format::Csv,
            Some(Format::Jsonl) => Format::Jsonl,
            Some(Format::Page) => Format::Page,
            _ if looks_like_csv(text) => Format::Csv,
            _ => Format::Page,
        },
    })
}

/// What a text that is not UTF-8 was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assumed {
    /// Nothing before the bad byte says that it is UTF-8: an old page.
    Windows1252,
    /// What comes before the bad byte is UTF-8: broken bytes became `�`.
    BrokenUtf8,
}

/// A text that is not UTF-8: read all the same, and said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The first bad byte of the document, from 0.
    pub at: usize,
    /// What was made of it.
    pub assumed: Assumed,
}

impl NotUtf8 {
    /// What to do about it.
    pub fn remedy(&self) -> String {
        match self.assumed {
            Assumed::Windows1252 => Problem::NotUtf8 { at: self.at }.remedy(),
            Assumed::BrokenUtf8 => {
                "fetch it again, or mend the byte, and take it in again".to_owned()
            }
        }
    }
}

impl fmt::Display for NotUtf8 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = Problem::NotUtf8 { at: self.at };
        let assumed = match self.assumed {
            Assumed::Windows1252 => "read as Windows-1252",
            Assumed::BrokenUtf8 => "read as UTF-8 with `�` for what is broken",
        };
        write!(f, "{problem}, {assumed}")
    }
}

/// The text of bytes: UTF-8, else Windows-1252, which never fails.
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<NotUtf8>) {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let error = match std::str::from_utf8(text) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error,
    };
    let before = &text[..error.valid_up_to()];
    if before.is_ascii() && declares_cp1252(text) {
        let decoded = text.iter().filter_map(|byte| clean::cp1252(*byte));
        return (Cow::Owned(decoded.collect()), None);
    }
    // A page in UTF-8 with one broken byte is not a page in Windows-1252.
    let (decoded, assumed) = if before.is_ascii() {
        let decoded = text.iter().filter_map(|byte| clean::cp1252(*byte));
        (Cow::Owned(decoded.collect()), Assumed::Windows1252)
    } else {
        (String::from_utf8_lossy(text), Assumed::BrokenUtf8)
    };
    let at = bytes.len() - text.len() + error.valid_up_to();
    (decoded, Some(NotUtf8 { at, assumed }))
}

/// Whether a page or feed says of itself that it is in Windows-1252. ISO-8859-1 is a part of it, and
/// browsers read it as such (WHATWG Encoding Standard, 4.2).
fn declares_cp1252(bytes: &[u8]) -> bool {
    /// Where browsers look for it, in bytes.
    const WITHIN: usize = 1_024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(WITHIN)]).to_ascii_lowercase();
    let value = ["charset", "encoding"].into_iter().find_map(|name| {
        let (_, rest) = head.split_once(name)?;
        rest.trim_start().strip_prefix('=')
    });
    value.is_some_and(|value| {
        let value = value.trim_start_matches([' ', '"', '\'']);
        ["windows-1252", "cp1252", "iso-8859-1", "latin1", "us-ascii"]
            .into_iter()
            .any(|name| {
                value.strip_prefix(name).is_some_and(|rest| {
                    !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
                })
            })
    })
}

fn extension(name: Option<&str>) -> Option<Format> {
    let name = name?.split(['?', '#']).next()?.to_ascii_lowercase();
    let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
    Some(match name.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" | "jl" => Format::Jsonl,
        "json" => Format::Json,
        "csv" | "tsv" => Format::Csv,
        "html" | "htm" | "xhtml" => Format::Html,
        "xml" | "rss" | "atom" | "rdf" => Format::Feed,
        "txt" | "text" | "md" => Format::Page,
        _ => return None,
    })
}

fn by_content_type(content_type: &str) -> Option<Format> {
    let kind = content_type.split(';').next()?.trim().to_ascii_lowercase();
    Some(match kind.as_str() {
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines" => Format::Jsonl,
        "application/json" => Format::Json,
        "text/csv" | "text/tab-separated-values" => Format::Csv,
        "text/html" | "application/xhtml+xml" => Format::Html,
        "application/rss+xml" | "application/atom+xml" | "application/xml" | "text/xml" => {
            Format::Feed
        }
        "text/plain" => Format::Page,
        _ => return None,
    })
}

/// What kind of binary the bytes are, if they are.
fn binary(head: &[u8]) -> Option<&'static str> {
    let magic: [(&[u8], &str); 8] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a zip archive or office document"),
        (b"GIF8", "a GIF picture"),
        (b"\xff\xfe", "UTF-16 text"),
        (b"\xfe\xff", "UTF-16 text"),
        (b"\x7fELF", "a program"),
    ];
    if let Some((_, what)) = magic.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    let control = head
        .iter()
        .filter(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f))
        .count();
    // One stray control character in a page is dirt; one in fifty is no text.
    (memchr::memchr(0, head).is_some() || control * 50 > head.len()).then_some("binary data")
}

fn one_object_a_line(text: &str) -> bool {
    match text.split_once('\n') {
        Some((first, rest)) => {
            let first = first.trim_end();
            // A line that ends like an object, or two objects on two lines.
            first.ends_with('}') && first.len() > 2 || rest.trim_start().starts_with('{')
        }
        None => true,
    }
}

fn markup(text: &str) -> Format {
    /// The first element stands after declarations and comments, not further than this.
    const ROOT_WITHIN: usize = 2_048;
    let head = text[..text.floor_char_boundary(ROOT_WITHIN)].to_ascii_lowercase();
    let feed = ["<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex"];
    let html = head
        .find("<html")
        .or_else(|| head.find("<!doctype html"))
        .unwrap_or(usize::MAX);
    match feed.iter().filter_map(|root| head.find(root)).min() {
        Some(at) if at < html => Format::Feed,
        _ => Format::Html,
    }
}

fn looks_like_csv(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let Some(delimiter) = super::csv::delimiter(header) else {
        return false;
    };
    Lookup::standard_names_in(header.split(delimiter as char)) >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_formats_apart() {
        let table: &[(Option<&str>, Option<&str>, &str, Format)] = &[
            (
                Some("a.jsonl"),
                None,
                "{\"title\":\"A\"}\n{\"title\":\"B\"}\n",
                Format::Jsonl,
            ),
            (Some("a.json"), None, "[{\"title\":\"A\"}]", Format::Json),
            (
                Some("a.json"),
                None,
                "{\n  \"title\": \"A\"\n}",
                Format::Json,
            ),
            (None, None, "{\"title\":\"A\"}", Format::Jsonl),
            (Some("a.jsonl.gz"), None, "bukan json", Format::Jsonl),
            (Some("a.csv"), None, "judul,isi\nA,B", Format::Csv),
            (None, None, "title;body;published\nA;B;C", Format::Csv),
            (
                None,
                None,
                "Harga naik, warga resah\n\nRabu, 1 Mei 2024",
                Format::Page,
            ),
            (Some("a.html"), None, "<!DOCTYPE html><html>", Format::Html),
            (Some("a.txt"), None, "<html lang=id>", Format::Html),
            (
                None,
                Some("application/rss+xml"),
                "<?xml version=\"1.0\"?><rss>",
                Format::Feed,
            ),
            (
                None,
                None,
                "<?xml version=\"1.0\"?>\n<urlset xmlns=\"x\">",
                Format::Feed,
            ),
            (
                None,
                None,
                "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
                Format::Feed,
            ),
            (
                Some("https://contoh.id/berita?id=1.csv"),
                None,
                "<html>",
                Format::Html,
            ),
        ];
        for (name, content_type, head, expected) in table {
            let found = detect(*name, *content_type, head.as_bytes());
            assert_eq!(found, Ok(*expected), "{name:?} {head}");
        }
    }

    #[test]
    fn refuses_what_is_no_text() {
        let problem = |bytes: &[u8]| detect(None, None, bytes).map_err(|error| error.problem);
        assert_eq!(problem(b""), Err(Problem::Empty));
        assert_eq!(problem(b" \n\n"), Err(Problem::Empty));
        assert_eq!(
            problem(b"\x89PNG\r\n"),
            Err(Problem::Binary {
                what: "a PNG picture"
            })
        );
        assert_eq!(
            problem(b"ab\0cd"),
            Err(Problem::Binary {
                what: "binary data"
            })
        );
    }

    #[test]
    fn decodes_old_pages() {
        let read = |bytes: &[u8]| {
            let (text, note) = decode(bytes);
            (text.into_owned(), note.map(|note| (note.at, note.assumed)))
        };
        let sound = "café \u{fffd}";
        assert_eq!(read(sound.as_bytes()), (sound.to_owned(), None));
        assert_eq!(
            read(b"caf\xe9 \x93ya\x94"),
            ("café “ya”".to_owned(), Some((3, Assumed::Windows1252)))
        );
        // Who says so needs not be told.
        for declared in [
            "<meta charset=windows-1252>",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=ISO-8859-1\">",
            "<?xml version='1.0' encoding='cp1252'?>",
        ] {
            let page = [declared.as_bytes(), b"caf\xe9"].concat();
            assert_eq!(read(&page), (format!("{declared}café"), None));
        }
        for other in ["<meta charset=utf-8>", "<meta charset=iso-8859-15>"] {
            let page = [other.as_bytes(), b"caf\xe9"].concat();
            assert_eq!(read(&page).1, Some((other.len() + 3, Assumed::Windows1252)));
        }
        assert_eq!(
            read(b"\xef\xbb\xbfcaf\xc3\xa9 \xe9!"),
            ("café \u{fffd}!".to_owned(), Some((9, Assumed::BrokenUtf8)))
        );
    }
}
