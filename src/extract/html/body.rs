//! The story of an HTML page: the container that publishers are known to use, else what a
//! readability algorithm finds.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use scraper::{ElementRef, Html, Selector};

use super::{
    blocks::{self, Take},
    head::selector,
};
use crate::extract::{
    clean,
    dateline::{self, Context},
    layout::{self, Line, Place, Story, Tail},
};

/// Containers of the text on Indonesian news sites and on common platforms, the surest first.
#[rustfmt::skip]
const CONTAINERS: &[&str] = &[
    "[itemprop~=articleBody]", ".detail__body-text", ".itp_bodycontent", "#detikdetailtext",
    ".detail_text", ".detail-text", ".read__content", ".kcm-read-text", ".kcm-read-content-text",
    ".article-content-body",
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

/// What is known of the page when its story is looked for.
pub(super) struct Known<'a> {
    pub document: &'a Html,
    pub source: &'a str,
    pub url: Option<&'a str>,
    pub title: &'a str,
    pub context: Context<'a>,
    /// The lines that the page shows, and the story as they stand there.
    pub shown: &'a [Line],
    pub story: &'a Story,
}

/// Shortest text of a container that is believed to be the story, in bytes.
const MIN_STORY: usize = 200;

impl Known<'_> {
    /// The story in the first container that holds one, else by readability.
    pub fn find(&self) -> Option<Found> {
        for (css, selector) in SELECTORS.iter() {
            let matches: Vec<ElementRef<'_>> = self.document.select(selector).collect();
            if matches.is_empty() || *css == "article" && matches.len() > 2 {
                continue;
            }
            // Long stories come in several containers; nested ones are the same text again.
            let ids: FxHashSet<_> = matches.iter().map(|element| element.id()).collect();
            let outer = matches.iter().filter(|element| {
                !element
                    .ancestors()
                    .any(|ancestor| ids.contains(&ancestor.id()))
            });
            let lines = outer.flat_map(|element| blocks::lines(*element, Take::Story));
            let body = self.clean(lines.collect());
            if length(&body) >= MIN_STORY && self.stands_under_the_headline(&body) {
                let origin = format!("element `{css}`");
                return Some(Found { body, origin });
            }
        }
        self.readable()
    }

    /// What the readability algorithm finds.
    fn readable(&self) -> Option<Found> {
        let config = dom_smoothie::Config {
            disable_json_ld: true,
            // The classes tell related links from text.
            keep_classes: true,
            ..Default::default()
        };
        let url = self.url.filter(|url| url::Url::parse(url).is_ok());
        let mut readability =
            dom_smoothie::Readability::new(self.source, url, Some(config)).ok()?;
        let article = readability.parse().ok()?;
        let fragment = Html::parse_fragment(&article.content);
        let lines = blocks::lines(fragment.root_element(), Take::Story);
        let body = self.clean(self.without_machinery(lines));
        let origin = READABILITY.to_owned();
        (!body.paragraphs.is_empty()).then_some(Found { body, origin })
    }

    /// Readability unwraps elements and loses the classes that tell related links from text;
    /// the page itself still has them.
    fn without_machinery(&self, lines: Vec<String>) -> Vec<String> {
        let story = blocks::lines(self.document.root_element(), Take::Story);
        let story: std::collections::HashSet<&str> = story.iter().map(String::as_str).collect();
        let size = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
        let kept: Vec<String> = lines
            .iter()
            .filter(|line| story.contains(line.as_str()))
            .cloned()
            .collect();
        // Lines that were put together otherwise match nothing; then nothing is known.
        if size(&kept) * 10 >= size(&lines) * 7 {
            kept
        } else {
            lines
        }
    }

    /// Whether a text begins where the page's story begins. Class names are reused: lists of
    /// other stories have "content" too.
    fn stands_under_the_headline(&self, body: &clean::Body) -> bool {
        /// A container may leave out a standfirst, or have a caption more.
        const TOLERANCE: usize = 12;
        const PREFIX: usize = 40;
        let Some((first, _)) = self.story.lines else {
            return true;
        };
        let begin = |text: &str| clean::head(text, PREFIX).to_owned();
        let Some(opening) = body.paragraphs.first().map(|text| begin(text)) else {
            return false;
        };
        let at = self
            .shown
            .iter()
            .find(|line| line.text.starts_with(&opening));
        at.is_none_or(|line| line.number <= first + TOLERANCE)
    }

    /// A container's lines as a story: without the headline, byline and caption at its beginning
    /// and the lists at its end.
    fn clean(&self, lines: Vec<String>) -> clean::Body {
        let numbered = (1..).zip(lines.iter().map(String::as_str));
        let lines = layout::numbered(numbered);
        let is_text = |line: &Line| layout::is_sentence(&line.text) || layout::is_lead(&line.text);
        let first = lines.iter().position(is_text).unwrap_or(0);
        let title = self.title.to_lowercase();
        let last_of_head = lines[..first].iter().rposition(|line| {
            line.text.to_lowercase() == title
                || dateline::find(&line.text, self.context)
                    .and_then(Result::ok)
                    .is_some_and(|found| dateline::is_dateline(&line.text, &found))
        });
        let place = Place {
            headline: last_of_head,
            ..Place::default()
        };
        let story = layout::story(&lines, &place, Tail::Keep, self.context);
        let careful = clean::Body {
            paragraphs: story.paragraphs,
            byline: None,
        };
        let plain = plain(&lines[place.after()..]);
        // A heading that the layout took for the end may stand in the middle of a long story.
        if length(&careful) * 10 >= length(&plain) * 7 {
            let byline = plain.byline;
            clean::Body { byline, ..careful }
        } else {
            plain
        }
    }
}

/// The origin of what readability found.
pub(super) const READABILITY: &str = "readability";

/// Lines without captions at their beginning and without lists of other stories at their end.
fn plain(lines: &[Line]) -> clean::Body {
    let mut lines: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let sentence = |line: &&str| layout::is_sentence(line);
    if let Some(last_text) = lines.iter().rposition(sentence) {
        let first_text = lines.iter().position(sentence).unwrap_or(0);
        // Only after the text: a heading "Video" may stand above it.
        let middle = (first_text + last_text).div_ceil(2);
        let end = (middle + 1..lines.len()).find(|at| layout::ends_body(lines[*at]));
        lines.truncate(end.unwrap_or(lines.len()));
    }
    let captions = lines
        .iter()
        .take_while(|line| layout::is_caption(line))
        .count();
    if captions < lines.len() {
        lines.drain(..captions);
    }
    clean::paragraphs(lines)
}

pub(super) fn length(body: &clean::Body) -> usize {
    body.paragraphs.iter().map(String::len).sum()
}
