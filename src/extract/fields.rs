//! One field at a time: sections, names, addresses, brought to the form in which facets count
//! them, so that "POLITIK", "politik" and "Politik" are one section and "RENI ERINA" is a name.

use std::borrow::Cow;

use super::clean;

/// A section as a path, broadest first: `Ekonomi/Bisnis`, `EKONOMI > BISNIS`, `["Ekonomi"]`.
pub fn category_path(text: &str) -> Vec<String> {
    let text = clean::line(text);
    let text = strip_label(&text);
    // A scraper's list of keywords or a remark is no section.
    const MAX_SECTION: usize = 100;
    if text.is_empty() || text.len() > MAX_SECTION {
        return Vec::new();
    }
    let mut path: Vec<String> = Vec::new();
    for part in text.split(['/', '>', '»', '›', '|', '→']) {
        let part = part.trim_matches(|character: char| {
            character.is_whitespace()
                || matches!(
                    character,
                    '[' | ']' | '(' | ')' | '*' | '.' | ',' | ':' | ';' | '-' | '"' | '#'
                )
        });
        let lower = part.to_lowercase();
        if part.is_empty() || is_no_section(&lower) {
            continue;
        }
        let part = title_case(part);
        // "Home > Bola > Bola" says it once.
        if path.last() != Some(&part) {
            path.push(part);
        }
    }
    path
}

fn is_no_section(lower: &str) -> bool {
    matches!(
        lower,
        "home"
            | "beranda"
            | "depan"
            | "awal"
            | "index"
            | "indeks"
            | "berita"
            | "read"
            | "uncategorized"
            | "tidak diketahui"
            | "tanpa kategori"
            | "lainnya"
            | "unknown"
            | "none"
            | "null"
            | "-"
            | "n/a"
    ) || lower.bytes().all(|byte| byte.is_ascii_digit())
}

/// "Kategori: Hiburan", "Kategori berita ini adalah: agama."
fn strip_label(text: &str) -> &str {
    let has_label = text
        .get(..8)
        .is_some_and(|label| label.eq_ignore_ascii_case("kategori"));
    match text.split_once(':') {
        Some((_, rest)) if has_label => rest.trim(),
        _ => text.trim(),
    }
}

/// Title case for words in one case; words that mix cases (MotoGP, iPhone) stand as written.
/// Capitals of up to three letters are acronyms (DPR, NTT), unless they are ordinary words.
pub fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        for (piece_index, piece) in word.split('-').enumerate() {
            if piece_index > 0 {
                out.push('-');
            }
            out.push_str(&title_case_word(piece, index == 0 && piece_index == 0));
        }
    }
    out
}

fn title_case_word(word: &str, first: bool) -> Cow<'_, str> {
    let letters = word
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let upper = word
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let lower_word = word.to_lowercase();
    if !first && is_small(&lower_word) && (upper == 0 || upper == letters) {
        return Cow::Owned(lower_word);
    }
    if is_acronym(&lower_word) {
        return Cow::Owned(word.to_uppercase());
    }
    if upper == letters && letters > 0 {
        let keeps = letters <= 3 && !is_short_word(&lower_word);
        return if keeps {
            Cow::Borrowed(word)
        } else {
            Cow::Owned(capitalize(&lower_word))
        };
    }
    if upper == 0 {
        Cow::Owned(capitalize(word))
    } else {
        Cow::Borrowed(word)
    }
}

fn capitalize(word: &str) -> String {
    let mut characters = word.chars();
    // A bracket or quote may come first: "(nasional)".
    let mut out = String::with_capacity(word.len());
    for character in characters.by_ref() {
        if character.is_alphanumeric() {
            out.extend(character.to_uppercase());
            break;
        }
        out.push(character);
    }
    out.push_str(characters.as_str());
    out
}

fn is_small(word: &str) -> bool {
    matches!(
        word,
        "dan"
            | "di"
            | "ke"
            | "dari"
            | "untuk"
            | "yang"
            | "and"
            | "of"
            | "the"
            | "in"
            | "on"
            | "for"
            | "atau"
    )
}

/// Acronyms that sections use, however they are written and however long.
fn is_acronym(word: &str) -> bool {
    matches!(
        word,
        "dki"
            | "diy"
            | "ntt"
            | "ntb"
            | "tni"
            | "dpr"
            | "dprd"
            | "mpr"
            | "dpd"
            | "kpk"
            | "ham"
            | "mui"
            | "bumn"
            | "bumd"
            | "umkm"
            | "ukm"
            | "ihsg"
            | "pns"
            | "asn"
            | "pppk"
            | "pssi"
            | "asean"
            | "apbn"
            | "apbd"
            | "ri"
            | "ojk"
            | "tki"
            | "tv"
            | "it"
            | "ai"
            | "ikn"
            | "wni"
            | "uu"
            | "hut"
    )
}

/// Three-letter words that a section in capitals writes like an acronym.
fn is_short_word(word: &str) -> bool {
    matches!(
        word,
        "hot"
            | "oto"
            | "top"
            | "pop"
            | "art"
            | "our"
            | "new"
            | "now"
            | "fun"
            | "zig"
            | "ibu"
            | "kota"
            | "gol"
            | "haj"
            | "hit"
            | "mom"
            | "kid"
            | "jak"
            | "opi"
            | "era"
            | "tren"
            | "aja"
            | "ada"
            | "apa"
    )
}

/// Writers as names: "RENI ERINA", "Nur Khafifah - detikNews", "A, B dan C", one a line.
pub fn authors(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.split(['\n', ';', '|']) {
        let line = clean::line(line);
        let parts = split_names(&line);
        for name in &parts {
            // "Kontributor Malang, Siti Rahma": a post, and who holds it.
            if parts.len() > 1 && name.trim_start().starts_with("Kontributor ") {
                continue;
            }
            if let Some(name) = author(name)
                && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                names.push(name);
            }
        }
    }
    names
}

fn split_names(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in line.split(" dan ").flat_map(|part| part.split(" & ")) {
        let part = part.trim();
        let mut start = 0;
        for (at, _) in part.match_indices([',', '/']) {
            // "Budi Laksana, S.Pd" is one name with a degree.
            let next = part[at + 1..].trim_start();
            let end = next.find([',', '/']).unwrap_or(next.len());
            let is_degree = next[..end].contains('.') && next[..end].len() <= 8;
            if !is_degree {
                names.push(&part[start..at]);
                start = at + 1;
            }
        }
        names.push(&part[start..]);
    }
    names
}

/// One writer's name, or `None` for what is no name: addresses, the publisher, initials' junk.
fn author(text: &str) -> Option<String> {
    const MAX_NAME: usize = 60;
    let mut name = text.trim();
    for label in [
        "Oleh",
        "By",
        "Reporter",
        "Penulis",
        "Pewarta",
        "Laporan",
        "Kontributor",
        "Wartawan",
        "Jurnalis",
        "Editor",
        "Red",
        "Redaktur",
        "Fotografer",
        "OLEH",
        "BY",
        "REPORTER",
        "PENULIS",
        "LAPORAN",
    ] {
        if let Some(rest) = name.strip_prefix(label)
            && rest.starts_with([':', ' '])
        {
            name = rest.trim_start_matches([':', ' ']);
        }
    }
    // "Nur Khafifah - detikNews", "Budi (Kontributor Malang)".
    for separator in [" -", " –", " ("] {
        if let Some((before, _)) = name.split_once(separator) {
            name = before;
        }
    }
    let name = name.trim().trim_matches(|character: char| {
        matches!(
            character,
            ',' | '.' | '-' | '(' | ')' | '"' | '*' | ':' | '@'
        )
    });
    let lower = name.to_lowercase();
    let is_name = !name.is_empty()
        && name.len() <= MAX_NAME
        && name.chars().any(char::is_alphabetic)
        && !(lower.contains([':', '/']) && lower.bytes().any(|byte| byte.is_ascii_digit()))
        && !lower.contains("http")
        && !lower.contains("www.")
        && !lower.contains("cyber media")
        && !lower.contains("media baru")
        && !looks_like_host(&lower)
        && !matches!(
            lower.as_str(),
            "admin" | "administrator" | "redaksi" | "https" | "http" | "none" | "null" | "unknown" | "author"
        )
        // "Feb", "ren": desk codes, not names.
        && (name.len() > 3 || name.contains(' '));
    is_name.then(|| person_case(name))
}

fn looks_like_host(lower: &str) -> bool {
    !lower.contains(' ')
        && [".com", ".co", ".id", ".net", ".tv", ".org"]
            .iter()
            .any(|end| lower.ends_with(end))
}

/// Names shouted or whispered as a whole are written as names; others stand as written.
fn person_case(name: &str) -> String {
    let has_lower = name.chars().any(char::is_lowercase);
    let has_upper = name.chars().any(char::is_uppercase);
    if has_lower && has_upper {
        return name.to_owned();
    }
    if !name.contains(' ') && !has_lower {
        // One word in capitals is an agency or a code: "ANTARA".
        return name.to_owned();
    }
    name.split(' ')
        .map(|word| {
            if word.contains('.') {
                word.to_owned()
            } else {
                capitalize(&word.to_lowercase())
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Keywords from one text: separated by commas, semicolons or line breaks.
pub fn tags<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    const MAX_TAG: usize = 80;
    let mut tags: Vec<String> = Vec::new();
    for text in texts {
        for tag in text.split([',', ';', '\n']) {
            let tag = clean::line(tag);
            let tag = tag.trim_start_matches('#').trim();
            // Content systems put more into keywords than keywords: "Topic: Sawah", "Editor:Ani".
            let tag = match tag.split_once(':') {
                Some(("Topic" | "Topik" | "Tag", tag)) => tag.trim(),
                Some(("Editor" | "Author" | "Photo" | "Foto" | "Video" | "Type" | "Kanal", _)) => {
                    continue;
                }
                _ => tag,
            };
            let fits = !tag.is_empty() && tag.len() <= MAX_TAG && tag != "Lihat Selengkapnya";
            if fits
                && !tags
                    .iter()
                    .any(|known| known.to_lowercase() == tag.to_lowercase())
            {
                tags.push(tag.to_owned());
            }
        }
    }
    tags
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections() {
        let table: &[(&str, &[&str])] = &[
            ("politik", &["Politik"]),
            ("POLITIK", &["Politik"]),
            ("tajuk utama", &["Tajuk Utama"]),
            ("Ekonomi/Bisnis", &["Ekonomi", "Bisnis"]),
            ("EKONOMI > BISNIS", &["Ekonomi", "Bisnis"]),
            ("Home » News » Nasional", &["News", "Nasional"]),
            ("HUKUM & KRIMINAL", &["Hukum & Kriminal"]),
            ("HUKUM DAN KRIMINAL", &["Hukum dan Kriminal"]),
            ("DIY", &["DIY"]),
            ("dki jakarta", &["DKI Jakarta"]),
            ("HOT NEWS", &["Hot News"]),
            ("MotoGP", &["MotoGP"]),
            ("Sepak bola", &["Sepak Bola"]),
            ("** Hiburan", &["Hiburan"]),
            ("[hukum]", &["Hukum"]),
            ("Kategori: hiburan", &["Hiburan"]),
            ("Kategori berita ini adalah: agama.", &["Agama"]),
            ("Tidak diketahui", &[]),
            ("Bola > Bola", &["Bola"]),
            ("BUMN", &["BUMN"]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(category_path(text), *expected, "{text}");
        }
    }

    #[test]
    fn writers() {
        let table: &[(&str, &[&str])] = &[
            ("SITI RAHMA", &["Siti Rahma"]),
            ("siti rahma", &["Siti Rahma"]),
            ("Siti Rahma - harianNews", &["Siti Rahma"]),
            ("Siti Rahma -harianOto", &["Siti Rahma"]),
            (
                "Siti Rahma, Budi Laksana dan Tono",
                &["Siti Rahma", "Budi Laksana", "Tono"],
            ),
            ("Siti Rahma/Budi Laksana", &["Siti Rahma", "Budi Laksana"]),
            ("Budi Laksana, S.Pd", &["Budi Laksana, S.Pd"]),
            ("Reporter: Siti Rahma", &["Siti Rahma"]),
            ("Kompas Cyber Media\nSiti Rahma", &["Siti Rahma"]),
            (
                "Siti Rahma\nHttps\nWww.Facebook.Com Harian\nSiti Rahma - Harian",
                &["Siti Rahma"],
            ),
            ("Tim Redaksi", &["Tim Redaksi"]),
            ("harian.co", &[]),
            ("ANTARA", &["ANTARA"]),
            ("M. Ali Hasan", &["M. Ali Hasan"]),
            ("ren", &[]),
            ("Kontributor Malang, Siti Rahma", &["Siti Rahma"]),
            ("Byanca Putri", &["Byanca Putri"]),
        ];
        for (text, expected) in table {
            assert_eq!(authors(text), *expected, "{text}");
        }
    }

    #[test]
    fn addresses() {
        let table = [
            (
                "https://a.id/x?utm_source=fb&id=3#atas",
                "https://a.id/x?id=3",
            ),
            ("https://a.id/x?fbclid=1", "https://a.id/x"),
            ("https://a.id/x?page=all", "https://a.id/x"),
            ("https://a.id/x", "https://a.id/x"),
        ];
        for (url, expected) in table {
            assert_eq!(canonical_url(url), expected, "{url}");
        }
        let sites = [
            ("https://bola.harian.com/x", Some("harian.com")),
            ("http://www.nasional.kabar.co.id/x", Some("kabar.co.id")),
            ("https://desa.go.id", Some("desa.go.id")),
            ("http://127.0.0.1:8080/x", Some("127.0.0.1")),
            ("berkas.html", Some("berkas.html")),
            ("tanpa-titik", None),
        ];
        for (url, expected) in sites {
            assert_eq!(site(url).as_deref(), expected, "{url}");
        }
        assert_eq!(source_name("HARIAN.com").as_deref(), Some("harian.com"));
        assert_eq!(
            source_name("Foto Harian.com").as_deref(),
            Some("harian.com")
        );
        assert_eq!(
            source_name("Harian Fiktif").as_deref(),
            Some("Harian Fiktif")
        );
    }

    #[test]
    fn keywords() {
        assert_eq!(
            tags(["pasar, #cabai; Pasar", "sawah"]),
            ["pasar", "cabai", "sawah"]
        );
    }
}
