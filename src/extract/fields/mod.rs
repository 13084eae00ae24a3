//! One field at a time: sections, names, addresses, brought to the form in which facets count
//! them, so that "POLITIK", "politik" and "Politik" are one section and "RENI ERINA" is a name.

mod address;
mod people;
mod section;

use super::clean;
pub use address::{absolute_url, canonical_url, is_name_of, site, source_name};
pub use people::authors;
pub use section::category_path;

/// ISO 639 code of a stated language: `id-ID` and `ID` are `id`.
pub fn language(stated: &str) -> Option<String> {
    let code = stated.trim().split(['-', '_']).next().unwrap_or_default();
    (!code.is_empty()).then(|| code.to_ascii_lowercase())
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

/// Whether a word is the address of a site: "Harian.com".
pub fn is_host(word: &str) -> bool {
    looks_like_host(&word.to_lowercase())
}

fn looks_like_host(lower: &str) -> bool {
    !lower.contains(' ')
        && [".com", ".co", ".id", ".net", ".tv", ".org"]
            .iter()
            .any(|end| lower.ends_with(end))
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
