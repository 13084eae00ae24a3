//! The keywords that a page gives its story.

use std::sync::LazyLock;

use scraper::{Html, Selector};

use super::{
    Page, Stated,
    head::{lines_of, selector},
    jsonld,
};
use crate::extract::{fields, layout};

static LINK: LazyLock<Selector> = LazyLock::new(|| selector("a"));
static TAG_LINK: LazyLock<Selector> =
    LazyLock::new(|| selector("a[rel~=tag]:not([rel~=category])"));
const MAX_TAGS: usize = 15;

impl Page<'_> {
    pub(super) fn tags(&self, story: &layout::Story) -> Stated<Vec<String>> {
        let stated = self
            .node()
            .map(|node| fields::tags(jsonld::texts(node, "keywords").iter().map(String::as_str)))
            .unwrap_or_default();
        if !stated.is_empty() {
            return Some((stated, "JSON-LD keywords".to_owned()));
        }
        if let Some((text, name)) =
            self.head
                .get(&["news_keywords", "content_tag", "article:tag", "keywords"])
        {
            return Some((fields::tags([text]), format!("meta {name}")));
        }
        if !story.tags.is_empty() {
            let tags = apart(self.document, &story.tags);
            return Some((tags, "listed under the text".to_owned()));
        }
        let links = self.document.select(&TAG_LINK);
        let links: Vec<String> = links.map(|link| link.text().collect()).collect();
        // More of them are a cloud of all the site's keywords.
        let tags = fields::tags(links.iter().map(String::as_str));
        (!tags.is_empty() && links.len() <= MAX_TAGS)
            .then(|| (tags, "links marked as tags".to_owned()))
    }
}

/// The keywords of a line of the page's text, with those apart that are several links side by side,
/// without a sign between them.
fn apart(page: &Html, tags: &[String]) -> Vec<String> {
    if !tags.iter().any(|tag| tag.contains(' ')) {
        return tags.to_vec();
    }
    let links = lines_of(page, &LINK).filter(|text| !text.is_empty());
    let links: Vec<String> = links.collect();
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
