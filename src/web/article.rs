//! The page of one article.

use maud::{Markup, PreEscaped, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded::byte_serialize;

use super::{layout::layout, words};
use crate::{
    article::{Article, State},
    mining::{quotes::Quote, threads::Adds},
    search::{Searcher, StoryEntry, StoryVersion},
};

/// What may stand unescaped in one segment of a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Where an article stands; its page marks the words of the query.
pub fn link(base: &str, id: &str, query: &str) -> String {
    let id = utf8_percent_encode(id, SEGMENT);
    match query {
        "" => format!("{base}/artikel/{id}"),
        query => format!(
            "{base}/artikel/{id}?q={}",
            byte_serialize(query.as_bytes()).collect::<String>()
        ),
    }
}

/// Where its publisher has it, if that can be opened: a publisher may state anything.
pub fn original(url: Option<&str>) -> Option<&str> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

fn filter_link(base: &str, name: &str, value: &str) -> String {
    format!(
        "{base}/?{name}={}",
        byte_serialize(value.as_bytes()).collect::<String>()
    )
}

/// What the page of an article is made from.
#[derive(Debug)]
pub struct ArticleView<'a> {
    pub article: &'a Article,
    /// Whose words are marked.
    pub query: &'a str,
    pub quotes: Vec<Quote>,
    pub story: Vec<StoryEntry>,
}

/// Headline, facts, text, who said what, how the story went on.
pub fn article_page(view: &ArticleView<'_>, searcher: &Searcher, base: &str) -> Markup {
    let (article, query) = (view.article, view.query);
    let mut texts = vec![article.title.as_str()];
    texts.extend(article.summary.as_deref());
    texts.extend(article.body.iter().map(String::as_str));
    let marked = searcher.mark_html(query, &texts);
    let mut marked = marked.iter().map(PreEscaped);
    let title = marked.next();
    let summary = article.summary.as_ref().and_then(|_| marked.next());
    let original = original(article.url.as_deref());
    let main = html! {
        article.story {
            @if !query.is_empty() {
                p.small { a href=(filter_link(base, "q", query)) { "« Hasil untuk “" (query) "”" } }
            }
            @if article.state == State::Retracted { p.notice.warning { "Berita ini telah ditarik oleh penerbitnya." } }
            @if article.state == State::Corrected { p.notice { "Berita ini telah dikoreksi oleh penerbitnya." } }
            p.path {
                @for depth in 1..=article.category.len() {
                    @if depth > 1 { " › " }
                    a href=(filter_link(base, "category", &article.category[..depth].join("/"))) { (article.category[depth - 1]) }
                }
            }
            @if let Some(title) = title { h1 { (title) } }
            @if let Some(summary) = summary { p.lead { (summary) } }
            p.meta {
                @if let Some(source) = &article.source { a.source href=(filter_link(base, "source", source)) { (source) } }
                @for author in &article.authors { a rel="author" href=(filter_link(base, "author", author)) { (author) } }
                @if let Some(published) = &article.published { time datetime=(published) { (words::moment(published)) } }
                @if let Some(updated) = article.updated.as_ref().filter(|updated| Some(*updated) != article.published.as_ref()) { span { "diperbarui " time datetime=(updated) { (words::moment(updated)) } } }
            }
            @for paragraph in marked { p { (paragraph) } }
            (quotations(&view.quotes, base))
            (story(&view.story, base))
            @if let Some(url) = original {
                p { a.original href=(url) rel="noopener external" { "Baca di sumber aslinya" } }
            }
            @if !article.tags.is_empty() {
                ul.chips aria-label="Tag" {
                    @for tag in &article.tags { li { a href=(filter_link(base, "tag", tag)) { (tag) } } }
                }
            }
        }
    };
    layout(
        &format!("{} — Warta", article.title),
        base,
        query,
        None,
        main,
    )
}

/// Direct quotations; a name finds what else that person said.
fn quotations(quotes: &[Quote], base: &str) -> Markup {
    html! {
        @if !quotes.is_empty() {
            details.quotes {
                summary { (quotes.len()) " kutipan langsung" }
                @for quote in quotes {
                    blockquote {
                        p { "“" (quote.text) "”" }
                        @if let Some(speaker) = quote.speaker_full.as_ref().or(quote.speaker.as_ref()) {
                            footer {
                                a rel="nofollow" href=(filter_link(base, "q", &format!("siapa:\"{}\"", speaker.replace('"', "")))) { (speaker) }
                                @if let Some(role) = &quote.role { ", " (role) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How the story went on, when it did.
fn story(entries: &[StoryEntry], base: &str) -> Markup {
    let alone = entries.len() < 2 && entries.iter().all(|entry| entry.copies.is_empty());
    html! {
        @if !alone {
            section.thread {
                h2 { "Perkembangan berita ini" }
                ol {
                    @for entry in entries {
                        li {
                            (version(&entry.version, entry.current, base))
                            (additions(&entry.adds))
                            @if !entry.copies.is_empty() {
                                p.small { "Versi serupa: "
                                    @for (number, copy) in entry.copies.iter().enumerate() {
                                        @if number > 0 { ", " }
                                        a href=(link(base, &copy.id, "")) { (copy.source.as_deref().unwrap_or(&copy.title)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn version(version: &StoryVersion, current: bool, base: &str) -> Markup {
    html! {
        @if current { strong aria-current="true" { (version.title) } }
        @else { a href=(link(base, &version.id, "")) { (version.title) } }
        p.meta {
            @if let Some(source) = &version.source { span { (source) } }
            @if let Some(published) = version.published.as_deref() {
                time datetime=(published) { (words::published(published).unwrap_or_default()) }
            }
        }
    }
}

fn additions(adds: &Adds) -> Markup {
    let kinds = [
        ("Nama baru", &adds.names),
        ("Angka baru", &adds.numbers),
        ("Kata baru", &adds.terms),
    ];
    html! {
        @for (name, found) in kinds {
            @if !found.is_empty() { p.small { (name) ": " (found.join(", ")) } }
        }
    }
}
