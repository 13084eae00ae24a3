//! Who a page says wrote its story.

use std::sync::LazyLock;

use scraper::Selector;

use super::{
    Page, Stated,
    head::{self, selector},
    jsonld,
};
use crate::extract::{fields, layout};

static AUTHOR: LazyLock<Selector> = LazyLock::new(|| {
    selector(
        "[itemprop~=author] [itemprop~=name], [itemprop~=author]:not(meta), .detail__author, .read__credit__item, \
         a[rel~=author], .author-name, .nama-penulis, .read-page--header--author__name, #author, .content-author",
    )
});

impl Page<'_> {
    pub(super) fn authors(
        &self,
        story: &layout::Story,
        credit: Option<&str>,
    ) -> Stated<Vec<String>> {
        let publisher = self.publisher().map(|(name, _)| name.to_lowercase());
        let site = self.url.as_ref().and_then(|(url, _)| fields::site(url));
        let real = |names: Vec<String>| -> Vec<String> {
            names
                .into_iter()
                .filter(|name| {
                    let lower = name.to_lowercase();
                    Some(&lower) != publisher.as_ref()
                        && Some(&lower) != site.as_ref()
                        && !head::site_names(&self.head, None, None)
                            .iter()
                            .any(|site| site.to_lowercase() == lower)
                })
                .collect()
        };
        let stated = self
            .node()
            .map(|node| fields::authors(&jsonld::texts(node, "author").join("\n")))
            .map(real)
            .unwrap_or_default();
        if !stated.is_empty() {
            return Some((stated, "JSON-LD author".to_owned()));
        }
        for name in [
            "content_author",
            "dable:author",
            "article:author",
            "cxenseparse:author",
            "author",
        ] {
            if let Some((text, _)) = self.head.get(&[name]) {
                let names = real(fields::authors(text));
                let person = names.iter().any(|name| name.contains(' '));
                // The meta `author` of many sites is the company.
                if person && (name != "author" || !is_company(text)) {
                    return Some((names, format!("meta {name}")));
                }
            }
        }
        if let Some((names, number)) = &story.byline {
            let names = real(names.clone());
            if !names.is_empty() {
                return Some((
                    names,
                    format!("byline shown on the page, text line {number}"),
                ));
            }
        }
        for element in self.document.select(&AUTHOR) {
            let text: String = element.text().collect();
            let names = real(fields::authors(&text));
            if !names.is_empty() && names.iter().all(|name| name.split(' ').count() <= 5) {
                return Some((names, "author element".to_owned()));
            }
        }
        let names = real(fields::authors(credit?));
        (!names.is_empty()).then(|| (names, "credit at the end of the body".to_owned()))
    }
}

fn is_company(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "media",
        "pt.",
        "pt ",
        "network",
        "tbk",
        "indonesia",
        ".com",
        ".co",
        "redaksi",
        "digital",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
