//! The text of a page → an article: headline, section, dateline, body, read by where they stand.

use super::{ExtractError, Extracted, Options, Problem, fields, layout};

/// Reads a text page.
pub fn extract(text: &str, options: &Options) -> Result<Extracted, ExtractError> {
    let lines = layout::lines(text);
    if lines.is_empty() {
        return Err(Problem::Empty.into());
    }
    let context = options.page_context();
    let place = layout::locate(&lines, None, context);
    if let Some((at, error)) = place.error {
        let problem = Problem::BadDate {
            field: "published",
            error,
        };
        return Err(ExtractError::from(problem).at_line(lines[at].number as u64));
    }
    let Some(headline) = place.headline else {
        return Err(Problem::NotAnArticle {
            why: "no headline with text under it".to_owned(),
        }
        .into());
    };
    let mut out = Extracted::default();
    out.article.title = lines[headline].text.clone();
    out.note(options, "title", || {
        format!("line {}, beside the dateline", lines[headline].number)
    });

    if let Some((at, dateline)) = &place.dateline {
        out.article.published = Some(dateline.moment);
        out.note(options, "published", || {
            let zone = if dateline.has_zone {
                "its zone"
            } else {
                "the configured zone"
            };
            let time = if dateline.has_time {
                ""
            } else {
                " (a date only)"
            };
            format!("dateline on line {}, {zone}{time}", lines[*at].number)
        });
    }
    if let Some((at, dateline)) = &place.updated
        && Some(dateline.moment) != out.article.published
    {
        out.article.updated = Some(dateline.moment);
        out.note(options, "updated", || format!("line {}", lines[*at].number));
    }
    let mut section = None;
    if let Some((path, at)) = layout::section(&lines, &place) {
        section = Some(at);
        out.article.category = path;
        out.note(options, "category", || {
            format!("line {}, above the headline", lines[at].number)
        });
    }
    let story = layout::story(&lines, &place, layout::Tail::Page, context);
    if story.paragraphs.is_empty() {
        return Err(Problem::NotAnArticle {
            why: "no text under the headline".to_owned(),
        }
        .into());
    }
    if options.source.is_none()
        && let Some((name, origin)) = publisher(&lines, headline, section, &story)
    {
        out.article.source = fields::source_name(&name);
        out.note(options, "source", || origin);
    }
    // What passed for a kicker may be the masthead.
    if let ([only], Some(source)) = (&out.article.category[..], &out.article.source)
        && fields::is_name_of(only, source)
    {
        out.article.category.clear();
        out.origins.remove("category");
    }
    if let Some(text) = story.standfirst {
        out.article.summary = Some(text);
        out.note(options, "summary", || "the sentence above the lead");
    }
    out.article.body = story.paragraphs;
    out.note(options, "body", || match story.lines {
        Some((first, last)) => format!("lines {first} to {last}"),
        None => "under the headline".to_owned(),
    });
    if let Some((names, number)) = story.byline {
        out.article.authors = names;
        out.note(options, "authors", || format!("line {number}"));
    }
    if !story.tags.is_empty() {
        out.article.tags = story.tags;
        out.note(options, "tags", || "under the body");
    }
    Ok(out.finish(options))
}

/// Who published the page, and what says so.
fn publisher(
    lines: &[layout::Line],
    headline: usize,
    section: Option<usize>,
    story: &layout::Story,
) -> Option<(String, &'static str)> {
    let beside = || Some((story.publisher.clone()?, "the dateline names it"));
    let lead = || {
        // "Kabar Kita (SUKAMAJU) – …": what stands in parentheses is the place.
        let (first, lead) = (&lines[0].text, story.paragraphs.first()?);
        if lead
            .strip_prefix(first.as_str())
            .is_some_and(|rest| rest.starts_with(" ("))
        {
            return Some((first.clone(), "the lead names it"));
        }
        let mut opening = story.paragraphs.iter().take(2);
        let name = opening.find_map(|text| layout::lead_source(text))?;
        Some((name.to_owned(), "the lead names it"))
    };
    let title = || {
        let name = layout::title_suffix(&lines[0].text, &lines[headline].text)?;
        Some((name.to_owned(), "the page's title names it"))
    };
    let masthead = || {
        let name = layout::masthead(lines, section?)?;
        Some((name.to_owned(), "line 1, above the section"))
    };
    beside().or_else(lead).or_else(title).or_else(masthead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Extracted, ExtractError> {
        page_with(
            text,
            Options {
                explain: true,
                ..Options::default()
            },
        )
    }

    fn page_with(text: &str, options: Options) -> Result<Extracted, ExtractError> {
        extract(text, &options)
    }

    const PLAIN: &str = "Berita

Ilustrasi/Net

Pertanian

Petani Sukamaju Panen Cabai Lebih Awal

JUMAT, 03 MEI 2024 | 16:05 WITA | LAPORAN: SITI RAHMA

Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.

\"Kami panen sejak Rabu (1/5),\" kata Ketua Kelompok Tani Maju Bersama, Budi Laksana.
Baca juga: Harga Bawang Turun

Harga di tingkat petani masih bertahan pada Rp40.000 per kilogram menurut dinas setempat.

Populer

Gedung Tua Ambruk di Kota Lama

Senin, 01 Desember 2025 | 02:29

UPDATE

Pasar Malam Dibuka Lagi oleh Wali Kota

Jumat, 05 Desember 2025 | 15:44

Selengkapnya";

    #[test]
    fn reads_a_page_without_menus() -> Result<(), ExtractError> {
        let found = read(PLAIN)?;
        let article = &found.article;
        assert_eq!(article.title, "Petani Sukamaju Panen Cabai Lebih Awal");
        assert_eq!(article.category, ["Pertanian"]);
        assert_eq!(article.authors, ["Siti Rahma"]);
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-03T16:05:00+08:00")
        );
        assert_eq!(article.body.len(), 3);
        assert!(article.body[0].starts_with("Petani cabai"));
        assert!(article.body[2].ends_with("dinas setempat."));
        assert_eq!(found.origins["published"], "dateline on line 9, its zone");
        assert_eq!(found.origins["category"], "line 5, above the headline");
        Ok(())
    }

    #[test]
    fn a_day_that_does_not_exist_is_an_error() {
        let text = PLAIN.replace("03 MEI", "31 FEBRUARI");
        let error = read(&text)
            .map(|_| ())
            .map_err(|error| (error.line, error.field()));
        assert_eq!(error, Err((Some(9), Some("published"))));
    }

    #[test]
    fn headline_byline_and_dateline_in_other_orders() -> Result<(), ExtractError> {
        let body = "HARIAN.com, Jakarta - Dinas Pertanian membagikan benih kepada dua ratus petani di Cianjur.\nBenih itu cukup untuk lahan seluas seratus hektare, kata kepala dinas.";
        let heads = [
            "Ekonomi\nDinas Bagikan Benih kepada Petani\nPenulis: Siti Rahma\nHarian.com - 01/05/2024, 09:38 WIB",
            "Ekonomi\nDinas Bagikan Benih kepada Petani\nSiti Rahma\nRabu, 1 Mei 2024 09:38",
            "Ekonomi\nDinas Bagikan Benih kepada Petani\nRabu, 1 Mei 2024 - 09.38 WIB\nOleh: Siti Rahma\nPetani menerima benih (Foto: Tono/Harian)",
            "Home > Ekonomi\nRabu, 01 Mei 2024, 09:38 WIB\nDinas Bagikan Benih kepada Petani\nReporter : Siti Rahma",
            "Ekonomi\nDinas Bagikan Benih kepada Petani\nSiti Rahma | Rabu, 1 Mei 2024 - 09:38 wib",
        ];
        for head in heads {
            let article = read(&format!("{head}\n{body}"))?.article;
            assert_eq!(article.title, "Dinas Bagikan Benih kepada Petani", "{head}");
            assert_eq!(
                article.published.map(|m| m.to_string()).as_deref(),
                Some("2024-05-01T09:38:00+07:00"),
                "{head}"
            );
            assert_eq!(article.authors, ["Siti Rahma"], "{head}");
            assert_eq!(article.category, ["Ekonomi"], "{head}");
            assert_eq!(article.body.len(), 2, "{head}");
            assert!(article.body[0].starts_with("HARIAN.com"), "{head}");
        }
        Ok(())
    }

    #[test]
    fn subheadings_and_lists_stay() -> Result<(), ExtractError> {
        let text = "Lima Cara Menanam Cabai di Rumah\nRabu, 1 Mei 2024 09:38 WIB\n\
            Menanam cabai di rumah tidak sulit asalkan tanahnya gembur dan cukup air.\n\
            Pilih Benih\nBenih yang baik tenggelam dalam air, sedangkan yang buruk mengapung di atasnya.\n\
            Berikut bahan yang perlu disiapkan sebelum mulai menanam cabai di pot:\n\
            1. Pot berdiameter 30 sentimeter\n2. Tanah dan kompos\nTags: cabai, kebun\nBerita Terkait\nLain";
        let article = read(text)?.article;
        assert_eq!(article.body[1], "Pilih Benih");
        assert_eq!(
            article.body.last().map(String::as_str),
            Some("2. Tanah dan kompos")
        );
        assert_eq!(article.tags, ["cabai", "kebun"]);
        Ok(())
    }

    #[test]
    fn what_stands_between_and_under_the_text_is_told_from_it() -> Result<(), ExtractError> {
        let lead =
            "Dinas Pertanian membagikan benih kepada dua ratus petani di Kabupaten Sukamaju.";
        let more = "Benih itu cukup untuk lahan seluas seratus hektare, kata kepala dinas.";
        let text = format!(
            "Dinas Bagikan Benih kepada Petani\nRabu, 15 Mei 2024 09:38 WIB\n{lead}\n\
             Baca juga:\nHarga Cabai Naik Lagi di Pasar Induk\n{more}\n\
             Foto: Tono/Harian\nTidak ada pungutan.\n(abc/def)\n\
             Tag Terkait\ncabai\nharga pangan\nBerita Lainnya\nHarga Bawang Turun"
        );
        let article = read(&text)?.article;
        assert_eq!(article.body, [lead, more, "Tidak ada pungutan."]);
        assert_eq!(article.tags, ["cabai", "harga pangan"]);

        let text = format!(
            "Dinas Bagikan Benih kepada Petani\nRabu, 15 Mei 2024 09:38 WIB\n{lead}\n{more}\n\
             *Penulis adalah pengamat pertanian\nTags\n#benih #tani"
        );
        let article = read(&text)?.article;
        assert_eq!(article.body, [lead, more]);
        assert_eq!(article.tags, ["benih", "tani"]);
        Ok(())
    }

    #[test]
    fn the_publisher_comes_from_the_dateline_or_the_hint() -> Result<(), ExtractError> {
        let text = "Dinas Bagikan Benih kepada Petani\nHarian.com - 01/05/2024, 09:38 WIB\nDinas Pertanian membagikan benih kepada dua ratus petani di Cianjur.";
        assert_eq!(read(text)?.article.source.as_deref(), Some("harian.com"));
        let options = Options {
            source: Some("Kabar Fiktif".to_owned()),
            ..Options::default()
        };
        assert_eq!(
            page_with(text, options)?.article.source.as_deref(),
            Some("Kabar Fiktif")
        );
        Ok(())
    }

    #[test]
    fn buttons_breadcrumbs_and_mastheads_are_told_from_the_story() -> Result<(), ExtractError> {
        let lead =
            "Dinas Pertanian membagikan benih kepada dua ratus petani di Kabupaten Sukamaju.";
        let text = format!(
            "kabarsukamaju\nMinggu, 19 Januari 2025\nDinas Bagikan Benih kepada Petani\n\
             Rabu, 15 Mei 2024 - 09:38 WITA\nShare\nDok. kabarsukamaju.id\n\
             SUKAMAJU, KABARSUKAMAJU.ID – {lead}\nLaporan: Siti Rahma\n\
             error: Dilarang Keras Copy Paste!"
        );
        let article = read(&text)?.article;
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-15T09:38:00+08:00")
        );
        assert_eq!(article.category, [""; 0]);
        assert_eq!(article.authors, ["Siti Rahma"]);
        assert_eq!(article.body.len(), 1);

        let text = format!(
            "Seputar Sukamaju\nBeranda » Daerah » Dinas Bagikan Benih kepada Petani\n\
             Dinas Bagikan Benih kepada Petani\nRabu, 15 Mei 2024\n\
             Seputar Sukamaju (SUKAMAJU) – {lead}\nKata Kunci: benih, tani\nTinggalkan Balasan\n\
             Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"
        );
        let article = read(&text)?.article;
        assert_eq!(article.category, ["Daerah"]);
        assert_eq!(article.source.as_deref(), Some("Seputar Sukamaju"));
        assert_eq!(article.tags, ["benih", "tani"]);
        assert_eq!(article.body.len(), 1);
        Ok(())
    }

    #[test]
    fn the_writer_may_stand_between_dateline_and_headline() -> Result<(), ExtractError> {
        let text = "EKONOMI\nKAMIS, 16 MEI 2024 | 14:05 WIT\nLAPORAN: SITI RAHMA\n\
            Dinas Bagikan Benih kepada Petani\n\
            Dinas Pertanian membagikan benih kepada dua ratus petani di Kabupaten Sukamaju.";
        let article = read(text)?.article;
        assert_eq!(article.title, "Dinas Bagikan Benih kepada Petani");
        assert_eq!(article.authors, ["Siti Rahma"]);
        Ok(())
    }

    #[test]
    fn a_list_is_no_article() {
        let text = "Indeks\nBerita Satu Hari Ini di Kota\nRabu, 1 Mei 2024 | 09:38\nBerita Dua Hari Ini di Desa\nRabu, 1 Mei 2024 | 09:30";
        assert!(matches!(
            read(text).map_err(|error| error.problem),
            Err(Problem::NotAnArticle { .. })
        ));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(Rabu, 1 Mei 2024 \\| 09:38 WIB|Judul Berita Panjang Sekali|Home|Populer|Oleh: Ani|\\n|Kalimat yang cukup panjang untuk sebuah paragraf dalam berita ini\\.|é|“| ){0,25}") {
            let _ = read(&text);
        }
    }
}
