//! Signs besides the text that two articles are one: the same page read twice, once whole and
//! once cut, shares too little text to count as a near-duplicate.

use std::hash::Hasher;

use xxhash_rust::xxh3::Xxh3;

use super::Article;

/// Headlines of fewer words come again by chance: "Harga emas hari ini".
const FEWEST_WORDS: usize = 4;

/// Hashes of what no two different articles share: the headline with publisher and day, and the
/// headline with the address. None for headlines that say too little.
pub fn labels(article: &Article) -> Vec<u64> {
    let headline = headline(&article.title);
    if headline.words < FEWEST_WORDS {
        return Vec::new();
    }
    let mut labels = Vec::with_capacity(2);
    if let (Some(source), Some(published)) = (&article.source, &article.published) {
        let mut hash = headline.hash.clone();
        hash.write_u8(0);
        hash.write(source.as_bytes());
        let day = published.offset.to_datetime(published.at).date();
        hash.write_i32(super::day_number(day));
        labels.push(hash.finish());
    }
    if let Some(url) = &article.url {
        let mut hash = headline.hash;
        hash.write_u8(1);
        // With or without encryption it is the same page.
        let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        hash.write(address.trim_end_matches('/').as_bytes());
        labels.push(hash.finish());
    }
    labels
}

struct Headline {
    words: usize,
    hash: Xxh3,
}

/// A headline by its letters and digits alone.
fn headline(title: &str) -> Headline {
    let mut hash = Xxh3::new();
    let mut words = 0;
    for word in title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        words += 1;
        hash.update(word.to_lowercase().as_bytes());
        hash.update(b" ");
    }
    Headline { words, hash }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, source: &str, published: &str, url: Option<&str>) -> Article {
        Article {
            title: title.into(),
            source: Some(source.into()),
            published: published.parse().ok(),
            url: url.map(Into::into),
            ..Article::default()
        }
    }

    fn share(one: &Article, other: &Article) -> bool {
        let labels = labels(one);
        super::labels(other)
            .iter()
            .any(|label| labels.contains(label))
    }

    #[test]
    fn one_headline_of_one_publisher_and_day_is_one_article() {
        let title = "Harga Cabai di Pasar Melon Naik Lagi";
        let whole = article(title, "Radar Pesisir", "2024-05-03T00:00:00+07:00", None);
        let spelt = "Harga cabai di “Pasar Melon” naik lagi";
        let evening = article(spelt, "Radar Pesisir", "2024-05-03T23:10:00+07:00", None);
        assert!(share(&whole, &evening));
        let next_day = article(title, "Radar Pesisir", "2024-05-04T00:00:00+07:00", None);
        assert!(!share(&whole, &next_day));
        let elsewhere = article(title, "Kabar Nusa", "2024-05-03T00:00:00+07:00", None);
        assert!(!share(&whole, &elsewhere));
        let short = article(
            "Harga emas hari",
            "Kabar Nusa",
            "2024-05-03T00:00:00+07:00",
            None,
        );
        assert!(!share(&short, &short.clone()));
    }

    #[test]
    fn one_address_is_one_article_if_its_headline_is_the_same() {
        let address = |scheme| format!("{scheme}://radarpesisir.id/ekonomi/harga-cabai-naik");
        let title = "Harga cabai di Pasar Melon naik";
        let day = "2024-05-03T08:00:00+07:00";
        let one = article(title, "Radar Pesisir", day, Some(&address("http")));
        let other = article(
            title,
            "radarpesisir.id",
            "2024-05-06",
            Some(&address("https")),
        );
        assert!(share(&one, &other));
        // A section's address given for each of its articles.
        let stranger = article(
            "Nelayan Melon kembali melaut hari ini",
            "Radar",
            day,
            Some(&address("http")),
        );
        assert!(!share(&one, &stranger));
    }
}
