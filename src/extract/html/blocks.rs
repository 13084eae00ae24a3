//! A tree of elements → its lines of text, as a reader sees them.

use scraper::{ElementRef, Node, node::Element};

/// What of a tree is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Take {
    /// Everything that is shown: for finding headline and dateline.
    Shown,
    /// The story only: no captions, links to other stories, share buttons, advertisements.
    Story,
}

/// Lines of text under an element, in order.
pub(super) fn lines(root: ElementRef<'_>, take: Take) -> Vec<String> {
    let mut lines = Lines {
        shown: take == Take::Shown,
        ..Lines::default()
    };
    let whole = if take == Take::Story {
        text_len(root)
    } else {
        0
    };
    // Opened and closed by hand: pages nest deeper than a call stack may.
    let mut open = vec![(*root, false)];
    while let Some((node, closing)) = open.pop() {
        match node.value() {
            Node::Text(text) => lines.push(text),
            Node::Element(element) if closing => {
                lines.close(element.name());
                lines.trails -= usize::from(is_trail(element));
            }
            Node::Element(element) => {
                let is_root = node.id() == root.id();
                let left_out = never_shown(element)
                    || !is_root && is_menu(element)
                    || take == Take::Story && !is_root && {
                        // What holds most of the text is the story, whatever its class says.
                        no_story(element)
                            || machinery(element)
                                && ElementRef::wrap(node).is_some_and(|it| text_len(it) * 2 < whole)
                    };
                if left_out {
                    if is_block(element.name()) {
                        lines.end();
                    }
                    continue;
                }
                lines.trails += usize::from(is_trail(element));
                // Cells of a layout hold lines, those of data are parts of one.
                let is_layout = matches!(element.name(), "td" | "th")
                    && node.children().any(|child| {
                        let child = child.value().as_element();
                        child.is_some_and(|it| it.name() == "br" || is_block(it.name()))
                    });
                if is_layout {
                    lines.end();
                }
                lines.open(element.name());
                open.push((node, true));
                open.extend(node.children().rev().map(|child| (child, false)));
            }
            _ => {
                if !closing {
                    open.extend(node.children().rev().map(|child| (child, false)));
                }
            }
        }
    }
    lines.end();
    if take == Take::Story {
        lines.story()
    } else {
        lines.all()
    }
}

#[derive(Default)]
struct Lines {
    done: Vec<(String, bool)>,
    text: String,
    /// How many links are open, and how much of the line stood inside links.
    links: usize,
    linked: usize,
    /// For finding headline and dateline: what styles set apart is set apart.
    shown: bool,
    /// How many breadcrumbs are open; each of their parts is a line.
    trails: usize,
    /// An inline element was closed and nothing stands behind it yet.
    closed: bool,
}

impl Lines {
    fn push(&mut self, text: &str) {
        self.closed = false;
        self.text.push_str(text);
        if self.links > 0 {
            self.linked += text.trim().len();
        }
    }

    fn open(&mut self, name: &str) {
        match name {
            "td" | "th" => self.text.push(' '),
            "a" | "span" | "li" if self.trails > 0 => {
                self.end();
                self.links += usize::from(name == "a");
            }
            "a" => {
                self.set_apart();
                self.links += 1;
            }
            "span" | "time" => self.set_apart(),
            _ if name == "br" || is_block(name) => self.end(),
            _ => {}
        }
    }

    /// A name, a date and a counter side by side have no space between them, only a margin.
    fn set_apart(&mut self) {
        if self.shown && std::mem::take(&mut self.closed) {
            self.text.push(' ');
        }
    }

    fn close(&mut self, name: &str) {
        if matches!(name, "a" | "span" | "time") {
            self.closed = true;
        }
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            _ if is_block(name) => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        let trimmed = text.trim();
        if !trimmed.is_empty() {
            // A line break in the source is a space.
            let line = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
            let only_link = linked + 3 >= trimmed.len() && linked > 0;
            self.done.push((line, only_link));
        }
    }

    fn all(self) -> Vec<String> {
        self.done.into_iter().map(|(line, _)| line).collect()
    }

    /// Without lines that are nothing but a link to another story.
    fn story(self) -> Vec<String> {
        /// A linked name alone on a line may be a list item; a linked headline is long.
        const HEADLINE: usize = 25;
        let mut invited = false;
        self.done
            .into_iter()
            .filter(|(line, only_link)| {
                // Behind "Lihat juga:" a short one is a headline, too.
                let other = *only_link
                    && (invited || line.len() >= HEADLINE && !line.ends_with(['.', '!', '”', '"']));
                invited = invites(line) || invited && other;
                !other
            })
            .map(|(line, _)| line)
            .collect()
    }
}

/// "Baca juga:", alone on its line.
fn invites(line: &str) -> bool {
    matches!(
        line.trim_end_matches([' ', ':']).to_lowercase().as_str(),
        "baca juga" | "lihat juga" | "simak juga" | "baca lagi" | "tonton juga" | "berita terkait"
    )
}

/// The length of an element's shown text, roughly.
fn text_len(element: ElementRef<'_>) -> usize {
    let shown_len = |text: &str, parent: Option<&Element>| {
        let shown = parent.is_none_or(|parent| !never_shown(parent));
        if shown { text.trim().len() } else { 0 }
    };
    element
        .descendants()
        .filter_map(|node| {
            let text = node.value().as_text()?;
            let parent = node.parent();
            let parent = parent.and_then(|parent| parent.value().as_element());
            Some(shown_len(text, parent))
        })
        .sum()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "thead"
            | "tbody"
            | "header"
            | "footer"
            | "figure"
            | "figcaption"
            | "aside"
            | "nav"
            | "form"
            | "fieldset"
            | "hr"
            | "address"
            | "details"
            | "summary"
            | "center"
            | "body"
            | "html"
    )
}

fn never_shown(element: &Element) -> bool {
    matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "head"
            | "select"
            | "option"
            | "textarea"
            | "iframe"
            | "object"
            | "video"
            | "audio"
            | "canvas"
            | "math"
    ) || element.attr("hidden").is_some()
        || element.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none")
        })
}

/// A menu of sections; its last entry would pass for the section of what follows.
fn is_menu(element: &Element) -> bool {
    element.name() == "nav" && !is_trail(element)
}

/// Breadcrumbs: from the home page to the story.
fn is_trail(element: &Element) -> bool {
    let mut words = element.classes().chain(element.id());
    words.any(|word| word.to_ascii_lowercase().contains("breadcrumb"))
        || element
            .attr("aria-label")
            .is_some_and(|it| it.eq_ignore_ascii_case("breadcrumb"))
}

/// Elements that hold no story by what they are.
fn no_story(element: &Element) -> bool {
    matches!(
        element.name(),
        "figcaption" | "nav" | "aside" | "footer" | "form" | "button" | "input" | "figure"
    )
}

/// Elements that their class or id gives away: captions, related links, share buttons, comments.
fn machinery(element: &Element) -> bool {
    #[rustfmt::skip]
    const INSIDE: &[&str] = &[
        "baca-juga", "bacajuga", "baca_juga", "bacajg", "lihatjg", "linksisip", "related", "terkait",
        "rekomendasi", "recommend", "populer", "popular", "share", "sharing", "sosmed", "social",
        "comment", "komentar", "advert", "iklan", "adsense", "banner", "newsletter", "breadcrumb",
        "caption", "photo-credit", "sponsor", "tagging", "outbrain", "taboola", "mgid", "pagination",
        "paging", "parallax", "video-js", "jwplayer", "instagram-media", "twitter-tweet", "tiktok-embed",
        "subscribe", "google-news", "googlenews", "follow-us", "author-box", "box-author", "byline",
        "kg-bookmark", "readmore", "read-more", "inline-link", "inner-link", "insertlink", "jp-relatedposts", "addtoany",
        "sticky", "popup", "modal", "widget", "toolbar", "editor-by", "pbyline", "para_caption", "imgcredit",
        "detail__media", "read__credit", "foto-credit", "video-20detik", "wp-caption", "table-of-contents",
        "ez-toc", "pic_artikel", "topiksisip", "sisip_video", "halaman-selanjutnya", "entry-crumbs", "daftar-isi", "trending", "sidebar", "side-bar", "disclaimer", "copyright",
    ];
    #[rustfmt::skip]
    const WHOLE: &[&str] = &[
        "ad", "ads", "tag", "tags", "topik", "adv", "foto", "img", "print", "toc", "meta", "credit",
        "penulis", "editor", "reporter", "date", "author", "label", "share", "next", "prev", "captions",
    ];
    // The page's own wrappers carry every word there is.
    if matches!(element.name(), "body" | "html" | "main" | "article") {
        return false;
    }
    element.classes().chain(element.id()).any(|word| {
        let word = word.to_ascii_lowercase();
        WHOLE.contains(&word.as_str())
            || word.starts_with("ad-")
            || word.starts_with("ads-")
            || word.starts_with("ads_")
            || word.starts_with("div-gpt-ad")
            || word.ends_with("-ad")
            || word.ends_with("-ads")
            || word.ends_with("_ads")
            || INSIDE.iter().any(|part| word.contains(part))
    })
}
