//! Addresses and publishers.

use super::looks_like_host;
use crate::extract::clean;

/// The address without fragment and tracking parameters.
pub fn canonical_url(url: &str) -> String {
    let url = url.trim();
    let url = url.split('#').next().unwrap_or(url);
    let Some((base, query)) = url.split_once('?') else {
        return url.to_owned();
    };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| {
            let key = pair.split('=').next().unwrap_or(pair);
            !(key.is_empty()
                || key.starts_with("utm_")
                || matches!(
                    key,
                    "fbclid"
                        | "gclid"
                        | "amp"
                        | "ref"
                        | "from"
                        | "source"
                        | "page"
                        | "single"
                        | "tag_from"
                ))
        })
        .collect();
    if kept.is_empty() {
        base.to_owned()
    } else {
        format!("{base}?{}", kept.join("&"))
    }
}

/// A link as an address of its own: one without a host is meant on the site of `base`.
pub fn absolute_url(link: &str, base: Option<&str>) -> String {
    let link = link.trim();
    match (url::Url::parse(link), base.map(url::Url::parse)) {
        (Err(_), Some(Ok(base))) => base.join(link).map_or(link.to_owned(), String::from),
        _ => link.to_owned(),
    }
}

/// Whether a name is that of a publisher: "Kabarkita" of `kabarkita.com`.
pub fn is_name_of(name: &str, source: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|character| character.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    let stem = source.split_once('.').map_or(source, |(stem, _)| stem);
    let name = letters(name);
    !name.is_empty() && (name == letters(stem) || name == letters(source))
}

/// The site of an address: its host without `www.` and section subdomains (`bola.okezone.com`
/// is `okezone.com`).
pub fn site(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) {
        return None;
    }
    if labels
        .iter()
        .all(|label| label.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Some(host);
    }
    // "kompas.com" has two labels, "republika.co.id" and "jakarta.go.id" three.
    let second = labels[labels.len() - 2];
    let two_level = labels[labels.len() - 1].len() == 2
        && matches!(
            second,
            "co" | "or" | "go" | "ac" | "sch" | "web" | "net" | "my" | "biz" | "com" | "desa"
        );
    let keep = if two_level { 3 } else { 2 };
    Some(labels[labels.len().saturating_sub(keep)..].join("."))
}

/// A publisher's name as sources count it: host-like names become the site.
pub fn source_name(name: &str) -> Option<String> {
    let name = clean::line(name);
    if name.is_empty() {
        return None;
    }
    // "HARIAN.com", "Foto Harian.com".
    let host = name
        .split(' ')
        .find(|word| looks_like_host(&word.to_lowercase()));
    if let Some(host) = host {
        return site(host);
    }
    Some(name.into_owned())
}
