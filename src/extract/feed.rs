//! RSS, Atom and news sitemaps → articles.

use std::borrow::Cow;

use super::{ExtractError, Extracted, Options, Problem, clean, dateline, fields, html};
use crate::article::Moment;

/// Reads every entry of a feed or news sitemap. An entry that is no article is an error of its
/// own; the others are read.
pub fn extract(
    bytes: &[u8],
    options: &Options,
) -> Result<Vec<Result<Extracted, ExtractError>>, ExtractError> {
    let (text, not_utf8) = super::format::decode(bytes);
    if memchr::memmem::find(text.as_bytes(), b"<sitemapindex").is_some() {
        let detail = "this sitemap lists other sitemaps; give one of those".to_owned();
        return Err(Problem::NotFeed { detail }.into());
    }
    if memchr::memmem::find(text.as_bytes(), b"<urlset").is_some() {
        if !text.contains("<news:title") {
            let detail = "this sitemap has addresses without headlines, and pages are not fetched \
                          from it; give their addresses";
            let detail = detail.to_owned();
            return Err(Problem::NotFeed { detail }.into());
        }
        return Ok(sitemap(&text, options)
            .into_iter()
            .map(|entry| Ok(entry?.decoded(not_utf8, options)))
            .collect());
    }
    let feed = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        .build()
        .parse(text.as_bytes())
        .map_err(|error| Problem::NotFeed {
            detail: error.to_string(),
        })?;
    // The parser turns dates into UTC; the stated offset is read from the text itself.
    let raw = raw_items(&text);
    let raw = if raw.len() == feed.entries.len() {
        raw
    } else {
        Vec::new()
    };
    let title = feed.title.as_ref();
    let site = Site {
        name: title.map(|title| clean::line(&title.content).into_owned()),
        address: alternate(&feed.links)
            .map(|link| link.href.as_str())
            .filter(|href| href.contains("://"))
            .or(options.url.as_deref()),
    };
    Ok(feed
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            let raw = raw.get(index).copied();
            let found = read_entry(entry, raw, &site, options)?;
            Ok(found.decoded(not_utf8, options))
        })
        .collect())
}

/// What a feed says of itself.
struct Site<'a> {
    name: Option<String>,
    /// Links without a host are meant on this site.
    address: Option<&'a str>,
}

/// The link that leads to the thing itself.
fn alternate(links: &[feed_rs::model::Link]) -> Option<&feed_rs::model::Link> {
    let alternate =
        |link: &&feed_rs::model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    links.iter().find(alternate).or(links.first())
}

/// Whether a guid is one in all the world: `77` is the guid of an entry in many feeds.
fn is_global(guid: &str) -> bool {
    guid.contains("://") || guid.starts_with("urn:") || guid.starts_with("tag:")
}

fn read_entry(
    entry: &feed_rs::model::Entry,
    raw: Option<&str>,
    site: &Site<'_>,
    options: &Options,
) -> Result<Extracted, ExtractError> {
    let mut out = Extracted::default();
    let title = entry
        .title
        .as_ref()
        .map(|title| plain(&title.content))
        .unwrap_or_default();
    if title.is_empty() {
        return Err(Problem::Missing { field: "title" }.into());
    }
    out.article.title = title;
    out.note(options, "title", || "feed title");
    let link = alternate(&entry.links).map(|link| link.href.trim());
    // An empty one would lead to the site's own page, as those of all other entries.
    let link = link.filter(|link| !link.is_empty());
    if let Some(link) = link {
        let address = fields::absolute_url(link, site.address);
        out.article.url = Some(fields::canonical_url(&address));
        out.note(options, "url", || "feed link");
    }

    let guid = raw.and_then(|raw| element(raw, "guid").or_else(|| element(raw, "id")));
    // Where the guid says nothing else, the address is the identity, as it is for the page itself.
    let address = out.article.url.as_deref();
    let adds = |guid: &str| {
        address.is_none_or(|address| is_global(guid) && fields::canonical_url(guid) != address)
    };
    if let Some(guid) = guid.filter(|guid| adds(guid)) {
        out.article.id = match site.address {
            Some(address) if !is_global(&guid) => format!("{address}#{guid}"),
            _ => guid.into_owned(),
        };
        out.note(options, "id", || "feed guid");
    }

    let content = entry
        .content
        .as_ref()
        .and_then(|content| content.body.as_deref());
    let summary = entry
        .summary
        .as_ref()
        .map(|summary| summary.content.as_str());
    let full = content
        .map(paragraphs)
        .filter(|body| !body.paragraphs.is_empty());
    let short = summary
        .map(paragraphs)
        .filter(|body| !body.paragraphs.is_empty());
    let (body, origin) = match (full, short) {
        (Some(full), short) => {
            out.article.summary = short.map(|short| short.paragraphs.join(" "));
            (full, "feed content")
        }
        (None, Some(short)) => (short, "feed description; the feed has no full text"),
        (None, None) => return Err(Problem::Missing { field: "body" }.into()),
    };
    out.article.body = body.paragraphs;
    out.note(options, "body", || origin);
    if out.article.summary.is_some() {
        out.note(options, "summary", || "feed description");
    }

    let moment = |names: &[&str]| {
        let raw = raw?;
        let text = names.iter().find_map(|name| element(raw, name))?;
        dateline::parse(&clean::line(&text), options.strict_context())
            .ok()
            .map(|dateline| dateline.moment)
    };
    let utc = |at: &Option<_>| at.as_ref().and_then(|at| to_moment(at, options));
    let published = moment(&["pubDate", "published", "dc:date", "issued"])
        .or_else(|| utc(&entry.published))
        .or_else(|| moment(&["updated"]))
        .or_else(|| utc(&entry.updated));
    out.article.published = published;
    if published.is_some() {
        out.note(options, "published", || "feed date");
    }
    if let Some(updated) = moment(&["updated", "dc:modified", "atom:updated"])
        && published.is_some_and(|published| updated.at > published.at)
    {
        out.article.updated = Some(updated);
        out.note(options, "updated", || "feed date of change");
    }

    let names: Vec<&str> = entry
        .authors
        .iter()
        .filter_map(|person| person.name.as_deref())
        .collect();
    let authors = fields::authors(&names.join("\n"));
    let authors = match (authors.is_empty(), &body.byline) {
        (true, Some(byline)) => fields::authors(byline),
        _ => authors,
    };
    if !authors.is_empty() {
        out.article.authors = authors;
        out.note(options, "authors", || "feed author");
    }
    // The first category is the section, the others are keywords.
    let mut terms = entry
        .categories
        .iter()
        .map(|category| category.label.as_deref().unwrap_or(&category.term));
    if let Some(first) = terms.next() {
        out.article.category = fields::category_path(first);
        out.note(options, "category", || "first feed category");
    }
    out.article.tags = fields::tags(terms);
    if let Some(site) = site.name.as_deref().filter(|_| options.source.is_none()) {
        out.article.source = fields::source_name(site);
        out.note(options, "source", || "feed title");
    }
    out.article.image = entry
        .media
        .iter()
        .flat_map(|media| {
            media
                .content
                .iter()
                .filter_map(|content| content.url.as_ref())
                .map(ToString::to_string)
                .chain(
                    media
                        .thumbnails
                        .iter()
                        .map(|thumbnail| thumbnail.image.uri.clone()),
                )
        })
        .find(|url| url.starts_with("http"));
    Ok(out.finish(options))
}

fn to_moment<T: std::fmt::Debug>(at: &T, options: &Options) -> Option<Moment> {
    // The feed's own type prints as RFC 3339.
    let moment = format!("{at:?}").parse::<Moment>().ok()?;
    Some(Moment {
        offset: options.zone.to_offset(moment.at),
        ..moment
    })
}

/// Text that may be HTML, as paragraphs.
fn paragraphs(text: &str) -> clean::Body {
    // Escaped once too often: `&lt;p&gt;`.
    let text = match memchr::memmem::find(text.as_bytes(), b"&lt;") {
        Some(_) if !html::looks_like_markup(text) => Cow::Owned(clean::decode_entities(text)),
        _ => Cow::Borrowed(text),
    };
    if html::looks_like_markup(&text) || text.contains("<img") {
        clean::paragraphs(html::paragraphs(&text).iter().map(String::as_str))
    } else {
        clean::body(&text)
    }
}

fn plain(text: &str) -> String {
    if html::looks_like_markup(text) {
        html::paragraphs(text).join(" ")
    } else {
        clean::line(text).into_owned()
    }
}

/// The text of each `<item>` or `<entry>`.
fn raw_items(text: &str) -> Vec<&str> {
    let (open, close) = if text.contains("<item") {
        ("<item", "</item>")
    } else {
        ("<entry", "</entry>")
    };
    elements(text, open, close)
}

fn elements<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(open) {
        let after = &rest[at + open.len()..];
        // `<items>` is not `<item>`.
        if !after.starts_with(['>', ' ', '\n', '\r', '\t']) {
            rest = after;
            continue;
        }
        let Some(end) = after.find(close) else { break };
        found.push(&after[..end]);
        rest = &after[end + close.len()..];
    }
    found
}

/// The text of the first element with this name.
fn element<'a>(text: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let found = elements(text, &format!("<{name}"), &format!("</{name}>"))
        .into_iter()
        .next()?;
    let inner = found
        .split_once('>')
        .map_or(found, |(_, inner)| inner)
        .trim();
    let inner = inner
        .strip_prefix("<![CDATA[")
        .and_then(|inner| inner.strip_suffix("]]>"))
        .unwrap_or(inner);
    let inner = inner.trim();
    (!inner.is_empty()).then(|| clean::line(inner))
}

/// A news sitemap: addresses with titles and dates, without text.
fn sitemap(text: &str, options: &Options) -> Vec<Result<Extracted, ExtractError>> {
    elements(text, "<url", "</url>")
        .into_iter()
        .map(|item| {
            let mut out = Extracted::default();
            let title = element(item, "news:title").ok_or(Problem::Missing { field: "title" })?;
            out.article.title = title.into_owned();
            out.note(options, "title", || "sitemap news:title");
            out.article.url = element(item, "loc").map(|url| fields::canonical_url(&url));
            out.note(options, "url", || "sitemap loc");
            if let Some(date) = element(item, "news:publication_date") {
                let dateline =
                    dateline::parse(&date, options.strict_context()).map_err(|error| {
                        Problem::BadDate {
                            field: "published",
                            error,
                        }
                    })?;
                out.article.published = Some(dateline.moment);
                out.note(options, "published", || "sitemap news:publication_date");
            }
            if let Some(keywords) = element(item, "news:keywords") {
                out.article.tags = fields::tags([keywords.as_ref()]);
                out.note(options, "tags", || "sitemap news:keywords");
            }
            if let Some(name) = element(item, "news:name") {
                out.article.source = fields::source_name(&name);
                out.note(options, "source", || "sitemap news:name");
            }
            out.article.language =
                element(item, "news:language").and_then(|code| fields::language(&code));
            out.article.image = element(item, "image:loc").map(Cow::into_owned);
            Ok(out.finish(options))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Vec<Result<Extracted, String>> {
        let options = Options {
            explain: true,
            ..Options::default()
        };
        match extract(xml.as_bytes(), &options) {
            Ok(entries) => entries
                .into_iter()
                .map(|entry| entry.map_err(|error| error.to_string()))
                .collect(),
            Err(error) => vec![Err(error.to_string())],
        }
    }

    #[test]
    fn rss_with_full_text() {
        let entries = read(
            r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harian Fiktif</title>
            <item><title><![CDATA[Panen &amp; Harga Cabai]]></title><link>https://harian.id/a?utm_source=rss</link>
            <pubDate>Fri, 03 May 2024 16:05:00 +0700</pubDate><category>EKONOMI</category><category>cabai</category><dc:creator>SITI RAHMA</dc:creator>
            <description>Ringkas saja.</description>
            <content:encoded><![CDATA[<p>Satu.</p><p>Baca juga: <a href="/x">Lain Lagi Soal Bawang</a></p><p>Dua.</p>]]></content:encoded></item>
            <item><title>Tanpa isi</title><link>https://harian.id/b</link></item></channel></rss>"#,
        );
        assert_eq!(entries.len(), 2);
        let article = entries[0]
            .as_ref()
            .map(|found| found.article.clone())
            .unwrap_or_default();
        assert_eq!(article.title, "Panen & Harga Cabai");
        assert_eq!(article.url.as_deref(), Some("https://harian.id/a"));
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-03T16:05:00+07:00")
        );
        assert_eq!(article.category, ["Ekonomi"]);
        assert_eq!(article.tags, ["cabai"]);
        assert_eq!(article.authors, ["Siti Rahma"]);
        assert_eq!(article.summary.as_deref(), Some("Ringkas saja."));
        assert_eq!(article.body, ["Satu.", "Dua."]);
        assert_eq!(article.source.as_deref(), Some("Harian Fiktif"));
        assert!(
            entries[1]
                .as_ref()
                .is_err_and(|error| error.starts_with("`body` is missing"))
        );
    }

    #[test]
    fn atom_with_a_summary_only() {
        let entries = read(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar Fiktif</title><id>k</id><updated>2024-05-03T16:05:00+07:00</updated>
            <entry><id>1</id><title>Panen Cabai</title><link href="https://kabar.id/a"/><published>2024-05-03T16:05:00+08:00</published>
            <updated>2024-05-03T17:05:00+08:00</updated><summary type="html">&lt;p&gt;Petani memanen.&lt;/p&gt;</summary></entry></feed>"#,
        );
        let found = entries[0].clone().unwrap_or_default();
        assert_eq!(
            found.article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-03T16:05:00+08:00")
        );
        assert_eq!(
            found.article.updated.map(|m| m.to_string()).as_deref(),
            Some("2024-05-03T17:05:00+08:00")
        );
        assert_eq!(found.article.body, ["Petani memanen."]);
        assert_eq!(
            found.origins["body"],
            "feed description; the feed has no full text"
        );
    }

    #[test]
    fn news_sitemaps() {
        let entries = read(
            r#"<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://harian.id/a</loc><news:news><news:publication><news:name>Harian Fiktif</news:name><news:language>id-ID</news:language></news:publication>
            <news:publication_date>2024-05-03T16:05:00+07:00</news:publication_date><news:title>Panen Cabai</news:title><news:keywords>cabai, panen</news:keywords></news:news></url>
            <url><loc>https://harian.id/b</loc></url></urlset>"#,
        );
        let article = entries[0].clone().unwrap_or_default().article;
        assert_eq!(
            (article.title.as_str(), article.source.as_deref()),
            ("Panen Cabai", Some("Harian Fiktif"))
        );
        assert_eq!(article.tags, ["cabai", "panen"]);
        assert_eq!(article.language.as_deref(), Some("id"));
        assert!(entries[1].is_err());
    }

    /// The same number in two feeds must not make one article of two, and links may have no host.
    #[test]
    fn an_entry_is_known_by_what_is_its_own() {
        let feed = |link: &str, guid: &str| {
            let xml = format!(
                "<rss version=\"2.0\"><channel><title>A</title><link>https://a.id/</link><item><title>Satu</title>\
                 <link>{link}</link><guid>{guid}</guid><description>Isi berita.</description></item></channel></rss>"
            );
            read(&xml)[0].clone().unwrap_or_default().article
        };
        let first = feed("/satu", "77");
        assert_eq!(first.url.as_deref(), Some("https://a.id/satu"));
        assert_eq!(first.id, first.derive_id());
        let second = feed("https://b.id/dua", "77");
        assert_ne!(first.id, second.id);
        // As the page itself is known.
        let page = feed("https://b.id/dua?utm_source=rss", "https://b.id/dua");
        assert_eq!(page.id, second.id);
        // Without a link, as the feed's own.
        let unlinked = feed(" ", "77");
        assert_eq!(
            (unlinked.id.as_str(), unlinked.url),
            ("https://a.id/#77", None)
        );
        assert_eq!(
            feed("https://b.id/dua", "https://b.id/?p=7").id,
            "https://b.id/?p=7"
        );
    }

    #[test]
    fn a_sitemap_without_headlines_is_refused_once() {
        let entries = read(
            "<urlset><url><loc>https://a.id/1</loc></url><url><loc>https://a.id/2</loc></url></urlset>",
        );
        assert_eq!(entries.len(), 1);
        let error = entries[0].clone().unwrap_err();
        assert!(error.contains("addresses without headlines"), "{error}");
    }

    #[test]
    fn what_is_no_feed_says_so() {
        assert!(
            read("<rss><channel>")[0]
                .as_ref()
                .is_err_and(|error| error.starts_with("not a feed"))
        );
        assert!(
            read("<sitemapindex></sitemapindex>")[0]
                .as_ref()
                .is_err_and(|error| error.contains("lists other sitemaps"))
        );
    }
}
