//! In which section a page says that its story stands.

use std::sync::LazyLock;

use scraper::Selector;

use super::{
    Page, Stated,
    head::{self, selector},
    jsonld,
};
use crate::extract::{clean, fields, layout};

static TRAIL: LazyLock<Selector> = LazyLock::new(|| {
    selector(
        "[itemtype*=BreadcrumbList] [itemprop~=name], .breadcrumb a, [class*=breadcrumbs] a, .page__breadcrumb a, \
         .breadcrumb__link, #breadcrumb a, ul.breadcrumb li, .breadcrumb-content a, a.entry-crumb",
    )
});

static CATEGORY_LINK: LazyLock<Selector> =
    LazyLock::new(|| selector(".cat-links a[rel~=category], article a[rel~=category]"));

impl Page<'_> {
    pub(super) fn category(
        &self,
        shown: &[layout::Line],
        place: &layout::Place,
        title: &str,
    ) -> Stated<Vec<String>> {
        /// "Viral Petani Menari …" may stand in the section "Viral".
        const MIN_TITLE: usize = 15;
        let title = title.to_lowercase();
        let path_of = |parts: Vec<String>| -> Vec<String> {
            let parts: Vec<String> = parts
                .iter()
                .filter(|part| {
                    let part = clean::line(part).to_lowercase();
                    // The last part of some trails is the headline, cut short.
                    let is_title =
                        part == title || part.len() >= MIN_TITLE && title.starts_with(&part);
                    !is_title && part.len() <= 40
                })
                .flat_map(|part| fields::category_path(part))
                .collect();
            let mut path = self.without_site(parts);
            path.dedup();
            path
        };
        let trail = path_of(jsonld::breadcrumb(&self.nodes));
        if !trail.is_empty() {
            return Some((trail, "JSON-LD breadcrumb".to_owned()));
        }
        let elements = head::lines_of(self.document, &TRAIL).take(6);
        let trail = path_of(elements.collect());
        if !trail.is_empty() {
            return Some((trail, "breadcrumb".to_owned()));
        }
        let sections = self
            .node()
            .map(|node| path_of(jsonld::texts(node, "articleSection")))
            .unwrap_or_default();
        if !sections.is_empty() {
            return Some((sections, "JSON-LD articleSection".to_owned()));
        }
        if let Some((text, name)) = self.head.get(&[
            "article:section",
            "content_category",
            "kompas:category",
            "dtk:kanal",
            "articlesection",
            "dable:section",
            "content_subcategory",
        ]) {
            let sections = path_of(vec![text.to_owned()]);
            if !sections.is_empty() && !text.contains(".com") {
                return Some((sections, format!("meta {name}")));
            }
        }
        let linked = head::lines_of(self.document, &CATEGORY_LINK).take(1);
        let linked = path_of(linked.collect());
        if !linked.is_empty() {
            return Some((linked, "link to its category".to_owned()));
        }
        if let Some((path, at)) = layout::section(shown, place) {
            let path = self.without_site(path);
            if !path.is_empty() {
                return Some((
                    path,
                    format!("shown above the headline, text line {}", at + 1),
                ));
            }
        }
        let (url, _) = self.url.as_ref()?;
        let path = section_of_url(url);
        (!path.is_empty()).then(|| (path, "path of the url".to_owned()))
    }

    /// The path without a first part that is the site itself.
    fn without_site(&self, mut path: Vec<String>) -> Vec<String> {
        let names = head::site_names(
            &self.head,
            None,
            self.url.as_ref().map(|(url, _)| url.as_str()),
        );
        while path
            .first()
            .is_some_and(|first| names.iter().any(|name| name.eq_ignore_ascii_case(first)))
        {
            path.remove(0);
        }
        path
    }
}

/// The sections that an address names: "nasional.x.co.id/berita/nasional/hukum/15/11/05/…".
fn section_of_url(url: &str) -> Vec<String> {
    let Some((_, rest)) = url.split_once("://") else {
        return Vec::new();
    };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut sections: Vec<String> = Vec::new();
    let mut add = |part: &str| {
        let text = part.replace(['-', '_'], " ");
        let words = text.split(' ').count();
        // "/read/news/2015/" says nothing.
        let known = layout::is_known_section(&text) && text != "news";
        if known
            && words <= 3
            && !sections
                .iter()
                .any(|section| section.eq_ignore_ascii_case(&text))
        {
            sections.extend(fields::category_path(&text));
        }
    };
    if let Some(site) = fields::site(url)
        && let Some(subdomain) = host.strip_suffix(&site)
    {
        add(subdomain
            .trim_end_matches('.')
            .rsplit('.')
            .next()
            .unwrap_or_default());
    }
    path.split('/').take(4).for_each(add);
    sections.dedup();
    sections
}

/// Whether an address has nothing but sections in its path.
pub(super) fn is_section_path(url: &str) -> bool {
    let path = url
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'));
    let path = path.map_or("", |(_, path)| path).trim_matches('/');
    !path.is_empty()
        && path
            .split('/')
            .all(|part| layout::is_known_section(&part.replace('-', " ")))
}

/// Whether an address is a home page, an index or a list.
pub(super) fn is_index_path(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_matches('/')
        .to_ascii_lowercase();
    let last = path.rsplit('/').next().unwrap_or_default();
    path.is_empty()
        || matches!(
            path.as_str(),
            "index.php" | "index.html" | "home" | "engine" | "id"
        )
        || matches!(
            last,
            "indeks"
                | "index"
                | "terkini"
                | "terpopuler"
                | "populer"
                | "trending"
                | "search"
                | "latest"
        )
        || path.split('/').next().is_some_and(|first| {
            matches!(
                first,
                "tag"
                    | "tags"
                    | "topik"
                    | "topic"
                    | "category"
                    | "kategori"
                    | "kanal"
                    | "search"
                    | "indeks"
                    | "author"
                    | "penulis"
            )
        })
}
