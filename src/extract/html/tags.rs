//! Keywords that stand under the text as links side by side, without a sign between them.

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::head::selector;

static LINK: LazyLock<Selector> = LazyLock::new(|| selector("a"));

/// The keywords of a line of the page's text, with those apart that are several links.
pub(super) fn apart(page: &Html, tags: &[String]) -> Vec<String> {
    if !tags.iter().any(|tag| tag.contains(' ')) {
        return tags.to_vec();
    }
    let texts = page.select(&LINK).map(|link| {
        let text: String = link.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let links: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let apart = tags.iter().flat_map(|tag| match side_by_side(&links, tag) {
        Some(links) => links.to_vec(),
        None => vec![tag.clone()],
    });
    apart.collect()
}

/// The links one behind the other whose texts make up a keyword.
fn side_by_side<'l>(links: &'l [String], tag: &str) -> Option<&'l [String]> {
    (0..links.len()).find_map(|first| {
        let mut rest = tag;
        let fits = |link: &&String| match rest.strip_prefix(link.as_str()) {
            Some(behind) if behind.is_empty() || behind.starts_with(' ') => {
                rest = behind.trim_start();
                true
            }
            _ => false,
        };
        let count = links[first..].iter().take_while(fits).count();
        (rest.is_empty() && count > 0).then(|| &links[first..first + count])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_what_the_links_say() {
        let page = Html::parse_document(
            "<a href='/'>Beranda</a> <a href='/tag/garam'>garam</a>
             <p>Tag: <a href='/t/1'>garam</a> <a href='/t/2'>harga  pangan</a> <a href='/t/3'>Sampang</a></p>",
        );
        let of = |tags: &[&str]| {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            apart(&page, &tags)
        };
        assert_eq!(
            of(&["garam harga pangan Sampang"]),
            ["garam", "harga pangan", "Sampang"]
        );
        assert_eq!(of(&["harga pangan", "garam"]), ["harga pangan", "garam"]);
        assert_eq!(of(&["harga pangan naik"]), ["harga pangan naik"]);
        assert_eq!(of(&["garam Sampangan"]), ["garam Sampangan"]);
    }
}
