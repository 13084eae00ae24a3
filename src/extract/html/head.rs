//! What a page's head states: meta elements, canonical link, title; and the title's site suffix.

use std::collections::HashMap;
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Selector};

use crate::extract::{clean, fields};

/// What some elements of a page say, each as one line.
pub(super) fn lines_of<'p>(page: &'p Html, of: &'p Selector) -> impl Iterator<Item = String> + 'p {
    let say = |element: ElementRef<'_>| {
        let text: String = element.text().collect();
        clean::line(&text).into_owned()
    };
    page.select(of).map(say)
}

/// A selector that is known to be right.
pub(super) fn selector(css: &'static str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| unreachable!("{css}: {error}"))
}

static META: LazyLock<Selector> = LazyLock::new(|| selector("meta[content]"));
static CANONICAL: LazyLock<Selector> = LazyLock::new(|| selector("link[rel~=canonical][href]"));
static TITLE: LazyLock<Selector> = LazyLock::new(|| selector("title"));

/// The head's statements.
#[derive(Debug, Default)]
pub(super) struct Head {
    meta: HashMap<String, String>,
    /// The canonical link.
    pub canonical: Option<String>,
    /// The `<title>`.
    pub title: Option<String>,
}

impl Head {
    pub fn read(document: &Html) -> Self {
        let mut head = Head::default();
        for element in document.select(&META) {
            let content = clean::line(element.attr("content").unwrap_or_default()).into_owned();
            if content.is_empty() {
                continue;
            }
            for key in ["property", "name", "itemprop"] {
                if let Some(name) = element.attr(key) {
                    // The first statement counts; templates repeat with site-wide defaults.
                    head.meta
                        .entry(name.trim().to_ascii_lowercase())
                        .or_insert_with(|| content.clone());
                }
            }
        }
        head.canonical = document
            .select(&CANONICAL)
            .next()
            .and_then(|link| link.attr("href"))
            .map(|href| href.trim().to_owned())
            .filter(|href| !href.is_empty());
        let title = lines_of(document, &TITLE).next();
        head.title = title.filter(|title| !title.is_empty());
        head
    }

    /// The first of these names that is stated, and which it was.
    pub fn get(&self, names: &[&'static str]) -> Option<(&str, &'static str)> {
        names.iter().find_map(|name| {
            self.meta
                .get(*name)
                .map(|content| (content.as_str(), *name))
        })
    }
}

/// A title without its site's name: "Panen Raya - Harian.com", "Panen Raya | Ekonomi | Harian".
pub(super) fn strip_site(title: &str, site_names: &[String]) -> String {
    const SEPARATORS: &[&str] = &[
        " - ", " | ", " :: ", " : ", " — ", " – ", " · ", " » ", " ~ ", "| ", " |",
    ];
    let mut title = title.trim();
    loop {
        let cut = SEPARATORS
            .iter()
            .filter_map(|separator| title.rfind(separator).map(|at| (at, separator.len())))
            .max();
        let Some((at, length)) = cut else { break };
        let tail = title[at + length..].trim();
        let head = title[..at].trim_end();
        let is_site = tail.is_empty()
            || site_names.iter().any(|name| same_site(tail, name))
            || is_news_site(tail);
        if !is_site || head.len() < 8 {
            break;
        }
        title = head;
    }
    title.to_owned()
}

/// Whether a tail names the site: one contains the other, letters and digits only.
fn same_site(tail: &str, name: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (tail, name) = (letters(tail), letters(name));
    name.len() >= 4
        && tail.len() >= 3
        && (tail.contains(&name) || (name.contains(&tail) && tail.len() * 2 >= name.len()))
}

/// Sites that put their name behind titles in forms which the page does not state elsewhere.
fn is_news_site(tail: &str) -> bool {
    #[rustfmt::skip]
    const SITES: &[&str] = &[
        "kompas", "detik", "tempo", "liputan6", "okezone", "republika", "viva", "tribun",
        "cnn indonesia", "cnbc indonesia", "antara", "rmol", "lampost", "sindonews", "suara.com",
        "merdeka.com", "kumparan", "jpnn", "bisnis.com", "kontan", "jawapos", "pikiran rakyat",
        "mediaindonesia", "media indonesia", "inews", "grid.id", "idn times", "tirto", "beritasatu",
        "katadata", "indonesian news portal", "berita terkini", "berita terbaru",
    ];
    const MAX_TAIL: usize = 50;
    let lower = tail.to_lowercase();
    tail.len() <= MAX_TAIL
        && (SITES.iter().any(|site| lower.contains(site))
            || [".com", ".co.id", ".id", ".co", ".net"]
                .iter()
                .any(|end| lower.ends_with(end))
                && !lower.contains(' '))
}

/// The names by which a site may call itself in its titles.
pub(super) fn site_names(head: &Head, publisher: Option<&str>, url: Option<&str>) -> Vec<String> {
    let mut names = Vec::new();
    names.extend(
        head.get(&[
            "og:site_name",
            "application-name",
            "twitter:site",
            "copyright",
        ])
        .map(|(name, _)| name.to_owned()),
    );
    names.extend(publisher.map(str::to_owned));
    if let Some(site) = url.and_then(fields::site) {
        if let Some((name, _)) = site.split_once('.') {
            names.push(name.to_owned());
        }
        names.push(site);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_site() {
        let names = ["Harian Fiktif".to_owned(), "harianfiktif".to_owned()];
        let table = [
            (
                "Panen Raya di Sukamaju - Harian Fiktif",
                "Panen Raya di Sukamaju",
            ),
            (
                "Panen Raya di Sukamaju | HarianFiktif.com",
                "Panen Raya di Sukamaju",
            ),
            (
                "Panen Raya - Cabai Melimpah - Harian Fiktif",
                "Panen Raya - Cabai Melimpah",
            ),
            ("Panen Raya: Cabai Melimpah", "Panen Raya: Cabai Melimpah"),
            (
                "Polres Serahkan Berkas ke Kejaksaan - Kompas.com Regional",
                "Polres Serahkan Berkas ke Kejaksaan",
            ),
            (
                "Cara Menanam Cabai : Okezone Celebrity",
                "Cara Menanam Cabai",
            ),
            (
                "Peat Fires | National | Tempo.Co :: Indonesian News Portal",
                "Peat Fires | National",
            ),
            (
                "Persib vs Persija 2-1 - Laga Panas",
                "Persib vs Persija 2-1 - Laga Panas",
            ),
        ];
        for (title, expected) in table {
            assert_eq!(strip_site(title, &names), expected, "{title}");
        }
    }
}
