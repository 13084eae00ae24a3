//! How deep elements may stand in one another.
//!
//! Parsers walk the open elements at each tag, so that a page of a hundred thousand nested `<div>`s
//! would take hours. Browsers stop at 512 levels, too.

use std::borrow::Cow;

/// Elements that stay open deeper than this are left out; their text stays.
const MAX_DEPTH: usize = 512;

/// A page without the tags of elements that stand too deep.
pub(super) fn limited(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let (mut depth, mut too_deep) = (0usize, 0usize);
    for at in memchr::memchr_iter(b'<', bytes) {
        let closes = bytes.get(at + 1) == Some(&b'/');
        let name = at + 1 + usize::from(closes);
        let length = bytes[name..]
            .iter()
            .take(MAX_NAME)
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
            .count();
        if !nests(&bytes[name..name + length]) {
            continue;
        }
        let left_out = if closes {
            let left_out = too_deep > 0;
            too_deep -= usize::from(left_out);
            depth -= usize::from(!left_out && depth > 0);
            left_out
        } else {
            let left_out = depth >= MAX_DEPTH;
            too_deep += usize::from(left_out);
            depth += usize::from(!left_out);
            left_out
        };
        if left_out {
            /// Attributes of one tag.
            const MAX_TAG: usize = 4_000;
            let reach = source.floor_char_boundary(name + MAX_TAG);
            let Some(end) = memchr::memchr(b'>', &bytes[name..reach.max(name)]) else {
                continue;
            };
            kept.push_str(&source[copied.min(at)..at]);
            // What stood on both sides of it stays apart.
            kept.push(' ');
            copied = name + end + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(&source[copied..]);
    Cow::Owned(kept)
}

/// Longest name that is asked for, in bytes.
const MAX_NAME: usize = 12;

/// Elements that stand in themselves as often as a page likes. Paragraphs, items and rows end where
/// the next one begins.
fn nests(name: &[u8]) -> bool {
    #[rustfmt::skip]
    const NAMES: &[&str] = &[
        "div", "span", "section", "article", "main", "table", "ul", "ol", "dl", "blockquote", "b",
        "i", "u", "em", "strong", "font", "a", "center", "small", "big", "form", "aside", "header",
        "footer", "nav", "figure", "tt", "code", "pre", "s", "strike", "button", "fieldset", "svg", "g",
    ];
    // Elements of a page's own making have a hyphen.
    name.contains(&b'-')
        || NAMES
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_too_deep_keeps_its_text() {
        let page = "<div><p>Panen <b>cabai</b></p></div>";
        assert!(matches!(limited(page), Cow::Borrowed(_)));
        let many = MAX_DEPTH + 3;
        let deep = format!(
            "{}<DIV class='x'>Panen</DIV><p>cabai</p>{}<p>Selesai</p>",
            "<div>".repeat(many),
            "</div>".repeat(many)
        );
        let flat = limited(&deep);
        assert_eq!(flat.matches("<div>").count(), MAX_DEPTH);
        assert_eq!(flat.matches("</div>").count(), MAX_DEPTH);
        assert!(flat.contains("  Panen <p>cabai</p>"));
        assert!(flat.ends_with("</div><p>Selesai</p>"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(<div>|<div|</div>|<b|>|é|<p>|<|/){0,40}", times in 0usize..40) {
            let _ = limited(&text.repeat(times));
        }
    }
}
