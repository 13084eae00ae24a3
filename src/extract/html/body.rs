//! The story of an HTML page: the container that publishers are known to use, else what a
//! readability algorithm finds.

use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use super::{
    blocks::{self, Take},
    head::selector,
};
use crate::extract::clean;

/// Containers of the text on Indonesian news sites and on common platforms, the surest first.
#[rustfmt::skip]
const CONTAINERS: &[&str] = &[
    "[itemprop~=articleBody]", ".detail__body-text", ".itp_bodycontent", "#detikdetailtext",
    ".detail_text", ".detail-text", ".read__content", ".kcm-read-text", ".kcm-read-content-text",
    ".article-content-body__item-content", ".read-page--content", ".side-article.txt-article",
    ".txt-article", ".wrap__article-detail-content", ".post-content", "#article-content",
    ".article__content", ".article-content", ".content-article", "#contentx", "#newsBody",
    ".main-content-detail", ".detail-content", ".content-detail", ".detail-konten", ".isi-berita",
    ".detail-berita", ".berita-isi", "#isi", ".artikel", ".konten-artikel", ".isi-artikel",
    ".entry-content", ".td-post-content", ".single-content", ".story-content", ".story__content",
    ".article-body", ".article__body", ".news-content", ".news-detail", ".post-body", ".entry",
    ".text-detail", ".teks-berita", ".content-text", ".berita-content", ".body-content", ".bodytext",
    "article",
];

static SELECTORS: LazyLock<Vec<(&'static str, Selector)>> =
    LazyLock::new(|| CONTAINERS.iter().map(|css| (*css, selector(css))).collect());

/// The cleaned story and where it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub body: clean::Body,
    pub origin: String,
}

/// Shortest text of a container that is believed to be the story, in bytes.
const MIN_STORY: usize = 200;

/// Finds the story.
pub(super) fn find(document: &Html, source: &str, url: Option<&str>) -> Option<Found> {
    for (css, selector) in SELECTORS.iter() {
        let matches: Vec<ElementRef<'_>> = document.select(selector).collect();
        if matches.is_empty() || *css == "article" && matches.len() > 2 {
            continue;
        }
        // Long stories come in several containers; nested ones are the same text again.
        let outer = matches.iter().filter(|element| {
            !element
                .ancestors()
                .any(|ancestor| matches.iter().any(|other| other.id() == ancestor.id()))
        });
        let mut lines = Vec::new();
        for element in outer {
            lines.extend(blocks::lines(*element, Take::Story));
        }
        let body = cleaned(&lines);
        if length(&body) >= MIN_STORY {
            return Some(Found {
                body,
                origin: format!("element `{css}`"),
            });
        }
    }
    readable(source, url)
}

/// What the readability algorithm finds.
fn readable(source: &str, url: Option<&str>) -> Option<Found> {
    let config = dom_smoothie::Config {
        disable_json_ld: true,
        ..Default::default()
    };
    let url = url.filter(|url| url::Url::parse(url).is_ok());
    let mut readability = dom_smoothie::Readability::new(source, url, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let fragment = Html::parse_fragment(&article.content);
    let body = cleaned(&blocks::lines(fragment.root_element(), Take::Story));
    (!body.paragraphs.is_empty()).then(|| Found {
        body,
        origin: "readability".to_owned(),
    })
}

/// Cleans lines, and cuts lists of other stories off their end.
pub(super) fn cleaned(lines: &[String]) -> clean::Body {
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let ends = |line: &&str| super::super::layout::ends_body(line);
    // Only after the text: a heading "Video" may stand above it.
    if let Some(last_text) = lines
        .iter()
        .rposition(|line| super::super::layout::is_sentence(line))
    {
        let first_text = lines
            .iter()
            .position(|line| super::super::layout::is_sentence(line))
            .unwrap_or(0);
        let middle = (first_text + last_text).div_ceil(2);
        if let Some(end) = (middle + 1..lines.len()).find(|at| ends(&lines[*at])) {
            lines.truncate(end);
        }
    }
    clean::paragraphs(lines)
}

pub(super) fn length(body: &clean::Body) -> usize {
    body.paragraphs.iter().map(String::len).sum()
}
