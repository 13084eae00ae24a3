//! An HTML page → an article. Each field from the surest statement that there is: JSON-LD
//! `NewsArticle`, then OpenGraph and `meta`, then what the page shows.

mod blocks;
mod body;
mod dates;
mod depth;
mod head;
mod jsonld;
mod people;
mod section;
mod tags;

use std::sync::LazyLock;

use scraper::{Html, Selector};
use serde_json::{Map, Value};

use super::{ExtractError, Extracted, Options, Problem, clean, fields, layout};
use blocks::Take;
use head::{Head, lines_of, selector};
use section::{is_index_path, is_section_path};

static JSON_LD: LazyLock<Selector> = LazyLock::new(|| {
    selector("script[type='application/ld+json'], script[type='application/ld+json;']")
});
static HEADLINE: LazyLock<Selector> = LazyLock::new(|| selector("h1"));
static SUBHEADING: LazyLock<Selector> = LazyLock::new(|| selector("h2, h3"));
/// What pages without headings set their headline in.
static EMPHASIS: LazyLock<Selector> = LazyLock::new(|| selector("b, strong, font[size]"));
static ANY_HEADING: LazyLock<Selector> = LazyLock::new(|| selector("h1, h2, h3"));

/// Reads an HTML page.
pub fn extract(source: &str, options: &Options) -> Result<Extracted, ExtractError> {
    let source = depth::limited(source);
    let document = Html::parse_document(&source);
    let page = Page::read(&document, &source, options);
    page.refuse_index()?;
    page.article()
}

/// Whether a text has markup in it.
pub fn looks_like_markup(text: &str) -> bool {
    memchr::memchr(b'<', text.as_bytes()).is_some()
        && ["</", "<br", "<p>", "<p ", "<div"]
            .iter()
            .any(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some())
}

/// A text that may be HTML, cleaned.
pub(super) fn markup_or_text(text: &str) -> clean::Body {
    if looks_like_markup(text) {
        clean::paragraphs(paragraphs(text).iter().map(String::as_str))
    } else {
        clean::body(text)
    }
}

/// The paragraphs of a fragment of HTML, as in a feed's `content:encoded`.
pub fn paragraphs(fragment: &str) -> Vec<String> {
    let fragment = depth::limited(fragment);
    blocks::lines(Html::parse_fragment(&fragment).root_element(), Take::Story)
}

/// A page and everything that is asked of it more than once.
struct Page<'a> {
    document: &'a Html,
    source: &'a str,
    options: &'a Options,
    head: Head,
    nodes: Vec<Map<String, Value>>,
    url: Option<(String, &'static str)>,
}

/// A title, text or list with its origin.
type Stated<T> = Option<(T, String)>;

impl<'a> Page<'a> {
    fn read(document: &'a Html, source: &'a str, options: &'a Options) -> Self {
        let head = Head::read(document);
        let nodes = jsonld::nodes(
            document
                .select(&JSON_LD)
                .map(|script| script.text().collect()),
        );
        let url = head
            .canonical
            .clone()
            .map(|url| fields::absolute_url(&url, options.url.as_deref()))
            .map(|url| (url, "canonical link"))
            .or_else(|| {
                head.get(&["og:url", "twitter:url"])
                    .map(|(url, name)| (url.to_owned(), name))
            })
            .filter(|(url, _)| url.starts_with("http"));
        Page {
            document,
            source,
            options,
            head,
            nodes,
            url,
        }
    }

    /// The JSON-LD node of the article, if there is one.
    fn node(&self) -> Option<&Map<String, Value>> {
        let mut articles = self.nodes.iter().filter(|node| jsonld::is_article(node));
        // Pages state other stories, too.
        let shown = self
            .head
            .get(&["og:title", "twitter:title"])
            .map(|(title, _)| title.to_lowercase());
        let own = articles.clone().find(|node| {
            let headline = jsonld::text(node, "headline").map(|it| clean::line(&it).to_lowercase());
            shown
                .as_ref()
                .zip(headline)
                .is_some_and(|(shown, headline)| {
                    shown.starts_with(&headline) || headline.starts_with(shown.as_str())
                })
        });
        if own.is_some() {
            return own;
        }
        let best = articles
            .clone()
            .find(|node| node.contains_key("headline") && node.contains_key("datePublished"));
        best.or_else(|| articles.find(|node| node.contains_key("headline")))
    }

    /// The JSON-LD node of the video that the page is about.
    fn video(&self) -> Option<&Map<String, Value>> {
        let (shown, _) = self.head.get(&["og:title"])?;
        self.nodes.iter().find(|node| {
            jsonld::has_type(node, |kind| kind.ends_with("VideoObject"))
                && jsonld::text(node, "name").is_some_and(|name| name == shown)
        })
    }

    /// Home, section and index pages are no articles, whatever they say about themselves.
    fn refuse_index(&self) -> Result<(), ExtractError> {
        let refuse = |why: String| Err(Problem::NotAnArticle { why }.into());
        if let Some((url, origin)) = &self.url
            && is_index_path(url)
        {
            return refuse(format!("its {origin} is {url}"));
        }
        // "/ekonomi", "/bisnis/makro".
        if let Some((url, origin)) = &self.url
            && self.node().is_none()
            && is_section_path(url)
        {
            return refuse(format!("its {origin} is {url}"));
        }
        let says_website = self
            .head
            .get(&["og:type"])
            .is_some_and(|(kind, _)| kind.eq_ignore_ascii_case("website"));
        let is_collection = self.nodes.iter().any(|node| {
            jsonld::has_type(node, |kind| {
                matches!(kind, "CollectionPage" | "ItemList" | "SearchResultsPage")
            })
        });
        if self.node().is_none() && is_collection && says_website {
            return refuse("it says that it is a collection of pages".to_owned());
        }
        Ok(())
    }

    fn article(self) -> Result<Extracted, ExtractError> {
        let options = self.options;
        let mut out = Extracted::default();
        let shown = layout::numbered(
            blocks::lines(self.document.root_element(), Take::Shown)
                .iter()
                .enumerate()
                .map(|(index, line)| (index + 1, line.as_str())),
        );
        let Some((title, origin)) = self.title(&shown) else {
            return Err(Problem::Missing { field: "title" }.into());
        };
        out.note(options, "title", || origin);

        let context = options.page_context();
        let mut place = layout::locate(&shown, Some(&title), context);
        if place.headline.is_none() {
            // The headline is worded otherwise on the page; its dateline is still its dateline.
            place = layout::locate(&shown, None, context);
        }
        let story = layout::story(&shown, &place, layout::Tail::Drop, context);

        if let Some((url, origin)) = &self.url {
            out.article.url = Some(fields::canonical_url(url));
            out.note(options, "url", || *origin);
        }
        let published = self.published(&place);
        if let Some((moment, origin)) =
            self.updated(&place, published.as_ref().map(|(moment, _)| *moment))
        {
            out.article.updated = Some(moment);
            out.note(options, "updated", || origin);
        }
        if let Some((moment, origin)) = published {
            out.article.published = Some(moment);
            out.note(options, "published", || origin);
        }

        let summary = self.summary();
        let known = body::Known {
            document: self.document,
            source: self.source,
            url: self.url.as_ref().map(|(url, _)| url.as_str()),
            title: &title,
            context,
            shown: &shown,
            story: &story,
        };
        let (body, origin) = self.body(&known, summary.as_ref().map(|(text, _)| text.as_str()));
        if body.paragraphs.is_empty() {
            return Err(Problem::NotAnArticle {
                why: "no running text".to_owned(),
            }
            .into());
        }
        if out.article.published.is_none() && self.node().is_none() && body::length(&body) < 400 {
            let why = "no date and little text: a list or a landing page".to_owned();
            return Err(Problem::NotAnArticle { why }.into());
        }
        out.note(options, "body", || origin);
        out.article.body = body.paragraphs;
        if let Some((text, origin)) = summary
            && out.article.body.first().is_none_or(|first| *first != text)
        {
            out.article.summary = Some(text);
            out.note(options, "summary", || origin);
        }
        if let Some((authors, origin)) = self.authors(&story, body.byline.as_deref()) {
            out.article.authors = authors;
            out.note(options, "authors", || origin);
        }
        if let Some((path, origin)) = self.category(&shown, &place, &title) {
            out.article.category = path;
            out.note(options, "category", || origin);
        }
        if let Some((tags, origin)) = self.tags(&story) {
            out.article.tags = tags;
            out.note(options, "tags", || origin);
        }
        let lead = || {
            let mut opening = out.article.body.iter().take(2);
            let name = opening.find_map(|text| layout::lead_source(text))?;
            Some((fields::source_name(name)?, "the lead names it".to_owned()))
        };
        // An address names its site.
        let lead = || self.url.is_none().then(lead).flatten();
        if let Some((source, origin)) = self.publisher().or_else(lead) {
            out.article.source = Some(source);
            out.note(options, "source", || origin);
        }
        if let Some((image, origin)) = self.image() {
            out.article.image = Some(image);
            out.note(options, "image", || origin);
        }
        out.article.title = title;
        Ok(out.finish(options))
    }

    fn title(&self, shown: &[layout::Line]) -> Stated<String> {
        let publisher = self.publisher().map(|(name, _)| name);
        let names = head::site_names(
            &self.head,
            publisher.as_deref(),
            self.url.as_ref().map(|(url, _)| url.as_str()),
        );
        let mut candidates: Vec<(String, String)> = Vec::new();
        let mut add = |text: &str, origin: &str| {
            let text = head::strip_site(&clean::line(text), &names);
            if !text.is_empty() {
                candidates.push((text, origin.to_owned()));
            }
        };
        if let Some(headline) = self.node().and_then(|node| jsonld::text(node, "headline")) {
            add(&headline, "JSON-LD headline");
        }
        if let Some((title, name)) = self.head.get(&["og:title", "twitter:title", "title"]) {
            add(title, &format!("meta {name}"));
        }
        let headings: Vec<String> = lines_of(self.document, &HEADLINE).collect();
        if let [heading] = headings.as_slice() {
            add(heading, "h1");
        }
        if let Some(title) = &self.head.title {
            add(title, "title element");
        }
        let beside = || {
            let place = layout::locate(shown, None, self.options.page_context());
            let line = &shown[place.headline?].text;
            let is_bare = self.document.select(&ANY_HEADING).next().is_none();
            let headings = if is_bare { &*EMPHASIS } else { &*SUBHEADING };
            lines_of(self.document, headings)
                .any(|heading| heading == *line)
                .then(|| (line.clone(), "heading beside the dateline".to_owned()))
        };
        // The title element of some pages names the site alone.
        if let [(only, _)] = candidates.as_slice()
            && headings.len() != 1
            && layout::occurrences(shown, only).is_empty()
            && let Some(found) = beside()
        {
            return Some(found);
        }
        let (title, origin) = candidates.first()?.clone();
        // What the page shows as its headline is that headline in full, without site or section.
        for (text, _) in &candidates {
            if let Some(at) = layout::occurrences(shown, text).first() {
                let line = &shown[*at].text;
                if line.chars().count() >= 12
                    && title.to_lowercase().starts_with(&line.to_lowercase())
                {
                    return Some((line.clone(), format!("{origin}, as the page shows it")));
                }
            }
        }
        // A statement cut short ("… di Sukamaju ...") yields to a longer one that begins alike.
        let stem = title.trim_end_matches(['.', '…', ' ']);
        let longer = candidates.iter().find(|(text, _)| {
            stem.len() < title.len() && text.len() > title.len() && text.starts_with(stem)
        });
        Some(longer.cloned().unwrap_or((title, origin)))
    }

    fn summary(&self) -> Stated<String> {
        let node = self.node().and_then(|node| {
            Some((
                jsonld::text(node, "description")?,
                "JSON-LD description".to_owned(),
            ))
        });
        let (text, origin) = node.or_else(|| {
            let (text, name) =
                self.head
                    .get(&["og:description", "description", "twitter:description"])?;
            Some((text.to_owned(), format!("meta {name}")))
        })?;
        let text = if looks_like_markup(&text) {
            paragraphs(&text).join(" ")
        } else {
            text
        };
        let text = clean::line(&text).into_owned();
        (text.chars().count() >= 20).then_some((text, origin))
    }

    fn body(&self, known: &body::Known<'_>, summary: Option<&str>) -> (clean::Body, String) {
        let found = known.find();
        let stated = self
            .node()
            .and_then(|node| jsonld::text(node, "articleBody"))
            .map(|text| markup_or_text(&text));
        let shown = clean::Body {
            paragraphs: known.story.paragraphs.clone(),
            byline: None,
        };
        let is_guess = |found: &Option<body::Found>| {
            found
                .as_ref()
                .is_none_or(|it| it.origin == body::READABILITY)
        };
        let found_len = found.as_ref().map_or(0, |found| body::length(&found.body));
        // A guess yields to the page's own statement.
        if let Some(stated) = stated.filter(|stated| found_len * 10 < body::length(stated) * 9)
            && is_guess(&found)
        {
            return (stated, "JSON-LD articleBody".to_owned());
        }
        // A guess that missed most of the text under the dateline missed the story.
        if is_guess(&found) && body::length(&shown) > found_len * 2 {
            return (shown, "text under the dateline".to_owned());
        }
        // A date or a counter is no story; a photo page says more in its description.
        let found = found.filter(|found| {
            let says_something = found
                .body
                .paragraphs
                .iter()
                .any(|text| text.ends_with(['.', '"', '”', '!', '?']));
            says_something || summary.is_none_or(|text| text.len() < body::length(&found.body))
        });
        match (found, summary) {
            (Some(found), _) => (found.body, found.origin),
            // A photo page has nothing but its description.
            (None, Some(text)) => (
                clean::body(text),
                "the description; there is no other text".to_owned(),
            ),
            (None, None) => (clean::Body::default(), String::new()),
        }
    }

    fn publisher(&self) -> Stated<String> {
        let stated = self.node().and_then(|node| {
            Some((
                jsonld::texts(node, "publisher").into_iter().next()?,
                "JSON-LD publisher".to_owned(),
            ))
        });
        let site = || {
            let (name, key) = self.head.get(&["og:site_name"])?;
            // Sections of a large site call themselves sites: the address says which it is.
            if self.url.is_some() && layout::is_known_section(name) {
                return None;
            }
            Some((name.to_owned(), format!("meta {key}")))
        };
        let suffix = || {
            let heading = lines_of(self.document, &HEADLINE).next()?;
            let name = layout::title_suffix(self.head.title.as_deref()?, &heading)?;
            Some((
                name.to_owned(),
                "title element, after the headline".to_owned(),
            ))
        };
        let (name, origin) = stated.or_else(site).or_else(suffix)?;
        Some((fields::source_name(&name)?, origin))
    }

    fn image(&self) -> Stated<String> {
        let (image, name) = self
            .head
            .get(&["og:image", "twitter:image", "twitter:image:src"])?;
        image
            .starts_with("http")
            .then(|| (image.to_owned(), format!("meta {name}")))
    }
}

#[cfg(test)]
mod tests;
