//! Pages as Indonesian news sites build them (the structure is theirs, the stories are invented),
//! and `warta extract` as a command.

use std::path::Path;

use assert_cmd::Command;
use jiff::Timestamp;
use warta::extract::{Extracted, Format, Options, extract};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const TITLE: &str = "Petani Sukamaju Panen Cabai Lebih Awal, Harga Bertahan";
const FIRST: &str =
    "Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.";
const QUOTE: &str =
    "\"Kami panen sejak Rabu (1/5),\" kata Ketua Kelompok Tani Maju Bersama, Budi Laksana.";
const LAST: &str =
    "Dinas pertanian setempat memperkirakan panen berlangsung sampai akhir bulan ini.";

fn options() -> Options {
    Options {
        explain: true,
        now: Timestamp::constant(1_716_000_000, 0),
        ..Options::default()
    }
}

/// A page: what its head says, what stands above the text, what stands in and after it.
struct Site {
    name: &'static str,
    head: &'static str,
    above: &'static str,
    text: &'static str,
    published: &'static str,
    category: &'static [&'static str],
    authors: &'static [&'static str],
}

const NEWS: &[&str] = &["News"];
const SITI: &[&str] = &["Siti Rahma"];

/// `{1}`, `{2}`, `{3}` stand for the story's paragraphs, `{T}` for the headline.
const SITES: &[Site] = &[
    Site {
        name: "detail__body",
        head: r#"<title>{T}</title><meta property="og:title" content="{T}"><meta property="og:site_name" content="harianNews">
            <meta name="publishdate" content="2024/05/03 16:05:00"><meta property="article:section" content="News">
            <link rel="canonical" href="https://news.harian.example/berita/d-1/petani">"#,
        above: r#"<div class="page__breadcrumb"><a href="/">harianNews</a><a href="/b">News</a></div><h1 class="detail__title">{T}</h1>
            <div class="detail__author">Siti Rahma - <span class="detail__label">harianNews</span></div>
            <div class="detail__date">Jumat, 03 Mei 2024 16:05 WIB</div>
            <div class="detail__media"><figure><img><figcaption class="detail__media-caption">Cabai merah. Foto: Siti/harian</figcaption></figure></div>"#,
        text: r#"<div class="detail__body-text itp_bodycontent"><strong>Cianjur</strong> - <p>{1}</p>
            <div class="parallaxindetail scrollpage"><div class="parallax_abs">ADVERTISEMENT</div><div>SCROLL TO CONTINUE WITH CONTENT</div></div>
            <p>{2}</p><table class="linksisip"><tr><td><div class="lihatjg"><strong>Baca juga: </strong><a href="/x">Harga Bawang Turun di Pasar Induk Kramat</a></div></td></tr></table>
            <p>{3}</p><p><strong>(abc/def)</strong></p><div class="detail__body-tag"><a>cabai</a><a>panen</a></div></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "read__content",
        head: r#"<title>{T} - Harian.example</title><meta name="content_PublishedDate" content="2024-05-03 16:05:00">
            <meta name="content_category" content="News"><meta name="author" content="Harian Cyber Media"><meta name="content_author" content="Siti Rahma">"#,
        above: r#"<h1 class="read__title">{T}</h1><div class="read__time">Harian.example - 03/05/2024, 16:05 WIB</div>
            <div class="credit-title"><div class="credit-title-name"><h6>Siti Rahma,</h6></div>Tim Redaksi</div>"#,
        text: r#"<div class="read__content"><div class="clearfix"><p><strong>CIANJUR, HARIAN.example</strong> &ndash; {1}</p>
            <p><strong>Baca juga: <a class="inner-link-baca-juga" href="/x">Harga Bawang Turun di Pasar Induk Kramat</a></strong></p>
            <p>{2}</p><div class="ads-on-body"><script>googletag.cmd.push(1)</script></div><p>{3}</p>
            <span class="fb-quote">Dapatkan update berita pilihan dan breaking news setiap hari dari Harian.</span></div></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "txt-article",
        head: r#"<title>{T} - Harianlampung.example</title>"#,
        above: r#"<div class="breadcrumb"><a href="/">Home</a> <a href="/n">News</a></div><h1 id="arttitle">{T}</h1>
            <time><span>Tayang:</span> <span>Jumat, 3 Mei 2024 16:05 WIB</span></time>
            <div id="penulis">Penulis: <a>Siti Rahma</a> | Editor: <a>Tono Hadi</a></div>"#,
        text: r#"<div class="side-article txt-article multi-fontsize"><p><strong>HARIANLAMPUNG.COM, CIANJUR</strong> - {1}</p><p>{2}</p>
            <p class="baca">Baca juga: <a href="/x">Harga Bawang Turun di Pasar Induk Kramat</a></p><p>{3}</p><p>(*)</p></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "agency",
        head: r#"<title>{T} - KANTOR Kabar</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"{T}",
            "datePublished":"2024-05-03T16:05:00+07:00","author":[{"@type":"Person","name":"Siti Rahma"}],"articleSection":"News","publisher":{"name":"KANTOR Kabar"}}</script>"#,
        above: r#"<div class="wrap__article-detail-title"><h1>{T}</h1></div><span>Jumat, 3 Mei 2024 16:05 WIB</span>"#,
        text: r#"<div class="wrap__article-detail-content post-content">Cianjur (KANTOR) - {1}<br/><br/>{2}<br/><br/>
            <span class="baca-juga"><b>Baca juga: <a href="/x">Harga bawang turun di pasar induk</a></b></span><br/>{3}
            <p class="text-muted small mt10">Pewarta: Siti Rahma<br/>Editor: Tono Hadi<br/>Copyright © KANTOR 2024</p></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "wordpress with true UTC and a theme without known classes",
        head: r#"<title>{T} - Lampung Harian</title><script type="application/ld+json" class="yoast-schema-graph">{"@context":"https://schema.org","@graph":[
            {"@type":"Article","headline":"{T}","datePublished":"2024-05-03T09:05:00+00:00","dateModified":"2024-05-03T09:05:00+00:00",
             "author":{"name":"Siti Rahma","@id":"x"},"articleSection":["News"]},{"@type":"WebPage","name":"{T}"}]}</script>"#,
        above: r#"<h1 class="jeg_post_title">{T}</h1><div class="jeg_meta_author">by Siti Rahma</div><div class="jeg_meta_date"><a>03/05/24 - 16:05</a></div>"#,
        text: r#"<div class="content-inner "><p><strong>CIANJUR (Lampungharian.example)</strong> -- {1}</p><p>{2}</p><p>{3}</p>
            <div class="jp-relatedposts"><p>Harga bawang turun di pasar induk karena panen raya di banyak daerah.</p></div></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "main-content-detail in Makassar",
        head: r#"<title>{T}</title><meta property="og:type" content="article">"#,
        above: r#"<div class="breadcrumb-content"><a href="/">Beranda</a><a href="/n">News</a></div><h1>{T}</h1>
            <div class="main-content-date">Jumat, 3 Mei 2024 - 16:05 WITA</div><div class="content-author">Oleh : <a>Siti Rahma</a></div>"#,
        text: r#"<div class="main-content-detail"><p><strong>VIVA </strong>– {1}</p><p>{2}</p><div class="trending"><p>Trending: Harga bawang turun di mana-mana, kata pedagang.</p></div><p>{3}</p></div>"#,
        published: "2024-05-03T16:05:00+08:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "English month, reporter and editor on one line",
        head: r#"<title>{T} | Harian Online</title><meta property="article:published_time" content="2024-05-03T16:05:00Z">"#,
        above: r#"<ul class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul><h1>{T}</h1>
            <div class="date">Jumat 03 May 2024 16:05 WIB</div><div class="by">Rep: Siti Rahma/ Red: Tono Hadi</div>"#,
        text: r#"<div class="article-content"><article><p>HARIAN.CO.ID, CIANJUR -- {1}</p><p>{2}</p><p>{3}</p></article></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "dateline with reporter above the text, line breaks for paragraphs",
        head: r#"<title>{T}</title><meta property="og:site_name" content="HARIAN.ID">"#,
        above: r#"<div>News</div><h1>{T}</h1><h5>JUMAT, 03 MEI 2024 | 16:05 WIB | OLEH: SITI RAHMA</h5><p class="caption">Ilustrasi/Net</p>"#,
        text: r#"<div class="detail-isi"><div class="article-body">{1}<br><br>{2}<br><br>{3}</div></div>
            <h4>TERPOPULER</h4><p>Gedung Tua Ambruk di Kota Lama karena Hujan Deras Semalaman, Tiga Luka.</p><span>Senin, 01 Desember 2025 | 02:29</span>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
    Site {
        name: "several containers for one story",
        head: r#"<title>{T} - News Harian6.example</title><script type="application/ld+json">[{"@type":"NewsArticle","headline":"{T}","datePublished":"2024-05-03T16:05:00+07:00",
            "author":{"@type":"Person","name":"Siti Rahma"},"keywords":"Topic:Cabai, Editor:Tono Hadi"},{"@type":"BreadcrumbList","itemListElement":[
            {"@type":"ListItem","position":1,"item":{"@id":"/","name":"Home"}},{"@type":"ListItem","position":2,"item":{"@id":"/n","name":"News"}}]}]</script>"#,
        above: r#"<h1 class="read-page--header--title">{T}</h1><p>Diterbitkan 03 Mei 2024, 16:05 WIB</p>"#,
        text: r#"<div class="article-content-body__item-page"><div class="article-content-body__item-content"><p><b>Harian6.example, Jakarta -</b> {1}</p><p>{2}</p>
            <div class="baca-juga-collections"><ul><li><a href="/x">Harga Bawang Turun di Pasar Induk Kramat Jati</a></li></ul></div></div></div>
            <div class="article-content-body__item-page"><p class="article-ad">Advertisement</p><div class="article-content-body__item-content"><p>{3}</p></div></div>"#,
        published: "2024-05-03T16:05:00+07:00",
        category: NEWS,
        authors: SITI,
    },
];

const AROUND: (&str, &str) = (
    "<nav><ul><li><a href=/>Home</a></li><li><a href=/b>Bola</a></li><li><a href=/e>Ekonomi</a></li></ul></nav>",
    "<aside><h3>Terpopuler</h3><ul><li><a href=/p>Bupati Larang Wisuda Mewah di Sekolah Negeri</a> <span>Senin, 1 Desember 2025 16:45 WIB</span></li></ul></aside>\
     <div class=\"komentar\"><h3>Komentar</h3><p>Mantap sekali panennya, semoga harga tidak jatuh lagi tahun ini.</p></div><footer>Copyright © 2024 Harian</footer>",
);

fn page(site: &Site) -> String {
    let (before, after) = AROUND;
    let html = format!(
        "<!DOCTYPE html><html><head>{}</head><body>{before}<main>{}{}</main>{after}</body></html>",
        site.head, site.above, site.text
    );
    html.replace("{T}", TITLE)
        .replace("{1}", FIRST)
        .replace("{2}", QUOTE)
        .replace("{3}", LAST)
}

#[test]
fn every_kind_of_page_gives_the_same_story() -> Outcome {
    for site in SITES {
        let name = site.name;
        let found = extract(page(site).as_bytes(), Format::Html, &options())
            .map_err(|error| format!("{name}: {error}"))?;
        let article = &found.article;
        let origins = &found.origins;
        assert_eq!(article.title, TITLE, "{name}");
        let published = article.published.map(|moment| moment.to_string());
        assert_eq!(
            published.as_deref(),
            Some(site.published),
            "{name} {origins:?}"
        );
        assert_eq!(article.category, site.category, "{name} {origins:?}");
        assert_eq!(article.authors, site.authors, "{name} {origins:?}");
        let body = &article.body;
        let text = body.join("\n");
        assert!(
            body[0].ends_with(FIRST) || body[1] == FIRST,
            "{name} {body:#?}"
        );
        assert!(text.contains(QUOTE), "{name} {body:#?}");
        assert_eq!(
            body.last().map(String::as_str),
            Some(LAST),
            "{name} {origins:?}"
        );
        for foreign in [
            "Bawang",
            "bawang",
            "Terpopuler",
            "Wisuda",
            "ADVERTISEMENT",
            "Mantap",
            "Copyright",
            "Pewarta",
            "Foto:",
        ] {
            assert!(!text.contains(foreign), "{name}: {foreign} in {body:#?}");
        }
    }
    Ok(())
}

/// The same pages as somebody copies them: text only.
#[test]
fn the_text_of_a_page_is_enough() -> Outcome {
    for above in [
        "News\n{T}\nJUMAT, 03 MEI 2024 | 16:05 WIB | LAPORAN: SITI RAHMA",
        "Harian.example\nHome\nNews\n{T}\nSiti Rahma - harianNews\nJumat, 03 Mei 2024 16:05 WIB\nCabai merah. Foto: Siti/harian",
        "Home > News\n{T}\nHarian.example - 03/05/2024, 16:05 WIB\nSiti Rahma,\nTim Redaksi\nLihat Foto",
        "Home\nNews\n{T}\nTayang: Jumat, 3 Mei 2024 16:05 WIB\nPenulis: Siti Rahma | Editor: Tono Hadi\nlihat foto",
        "News\nJumat 03 May 2024 16:05 WIB\n{T}\nRep: Siti Rahma/ Red: Tono Hadi",
        "{T} | Harian Online\nMenu\nBola\nEkonomi\nNews\n{T}\nSiti Rahma | Jum'at, 3 Mei 2024 - 16:05 wib\nShare on Facebook\nA A A",
    ] {
        let text = format!("{above}\n\n{{1}}\n\n{{2}}\nBaca juga: Harga Bawang Turun\n\n{{3}}\n\n(abc/def)\n\nTerpopuler\n\nBupati Larang Wisuda Mewah\n\nSenin, 1 Desember 2025 16:45 WIB\n")
            .replace("{T}", TITLE)
            .replace("{1}", FIRST)
            .replace("{2}", QUOTE)
            .replace("{3}", LAST);
        let Extracted {
            article, origins, ..
        } = extract(text.as_bytes(), Format::Page, &options())?;
        assert_eq!(article.title, TITLE, "{above}");
        let published = article.published.map(|moment| moment.to_string());
        assert_eq!(
            published.as_deref(),
            Some("2024-05-03T16:05:00+07:00"),
            "{above}"
        );
        assert_eq!(article.authors, ["Siti Rahma"], "{above} {origins:?}");
        assert_eq!(article.category, ["News"], "{above} {origins:?}");
        assert_eq!(article.body, [FIRST, QUOTE, LAST], "{above}");
    }
    Ok(())
}

fn warta() -> Result<Command, Box<dyn std::error::Error>> {
    let mut command = Command::cargo_bin("warta")?;
    // The committed configuration is not the subject here.
    command.current_dir(std::env::temp_dir());
    Ok(command)
}

fn write(folder: &Path, name: &str, text: &str) -> std::io::Result<String> {
    let path = folder.join(name);
    std::fs::write(&path, text)?;
    Ok(path.display().to_string())
}

#[test]
fn the_command_prints_people_text_json_and_origins() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = write(folder.path(), "panen.html", &page(&SITES[0]))?;
    let people = warta()?.args(["extract", &path]).output()?;
    let people = String::from_utf8(people.stdout)?;
    assert!(
        people.starts_with(&format!("title      {TITLE}\n")),
        "{people}"
    );
    assert!(
        people.contains("published  2024-05-03T16:05:00+07:00\n"),
        "{people}"
    );

    let explained = warta()?.args(["extract", "--explain", &path]).output()?;
    let explained = String::from_utf8(explained.stdout)?;
    assert!(
        explained.contains("[element `.detail__body-text`]"),
        "{explained}"
    );

    let json = warta()?.args(["extract", "--json", &path]).output()?.stdout;
    let again = write(
        folder.path(),
        "panen.jsonl",
        &String::from_utf8(json.clone())?,
    )?;
    let read_back = warta()?
        .args(["extract", "--json", &again])
        .output()?
        .stdout;
    assert_eq!(String::from_utf8(read_back)?, String::from_utf8(json)?);
    Ok(())
}

#[test]
fn the_command_reads_standard_input_and_names_what_it_refused() -> Outcome {
    let text = format!("News\n{TITLE}\nJumat, 31 Februari 2024 | 16:05 WIB\n\n{FIRST}\n\n{LAST}\n");
    let output = warta()?.args(["extract", "-"]).write_stdin(text).output()?;
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr)?;
    assert!(error.contains("stdin:3: `published`: \"Jumat, 31 Februari 2024 | 16:05 WIB\" is a day that does not exist; correct the day"), "{error}");

    let good = format!("News\n{TITLE}\nJumat, 3 Mei 2024 | 16:05\n\n{FIRST}\n\n{LAST}\n");
    let output = warta()?
        .args(["extract", "--zone", "WIT", "-"])
        .write_stdin(good)
        .output()?;
    assert!(String::from_utf8(output.stdout)?.contains("2024-05-03T16:05:00+09:00"));

    let folder = tempfile::tempdir()?;
    let lines = "{\"title\":\"A\",\"body\":\"Isi.\"}\n{\"title\":\"B\"}\n{\"title\":\"C\",\"body\":\"Isi.\"}\n";
    let path = write(folder.path(), "a.jsonl", lines)?;
    let output = warta()?.args(["extract", "--json", &path]).output()?;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout)?.lines().count(), 2);
    assert!(
        String::from_utf8(output.stderr)?.contains("a.jsonl:2: `body` is missing; fill `body`")
    );
    Ok(())
}

/// Pages as they come when somebody copies them, one of them with everything on it.
const COPIED: &str = "Harian Sukamaju
Langsung ke konten utama
Home
Ekonomi
Pertanian
Petani Sukamaju Panen Cabai Lebih Awal, Harga Bertahan
Siti Rahma, Sukamaju
Jumat, 3 Mei 2024 | 16:05 WIB
Bagikan
Cabai merah di lahan warga. (Foto: Siti/Harian)
SUKAMAJU, HARIAN.com - Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur.
ADVERTISEMENT
\"Kami panen sejak Rabu (1/5),\" kata Ketua Kelompok Tani Maju Bersama, Budi Laksana.
Lihat juga: Harga Bawang Turun di Pasar Induk
Harga Bertahan
Dinas pertanian setempat memperkirakan panen berlangsung sampai akhir bulan ini. (abc)
Editor: Tono Hadi
Tags
cabai
panen raya
Berita Terkait
Kamis, 2 Mei 2024 | 10:00 WIB
Gedung Tua Ambruk di Kota Lama";

fn read_page(text: &str) -> Result<Extracted, warta::extract::ExtractError> {
    extract(text.as_bytes(), Format::Page, &options())
}

#[test]
fn a_copied_page_says_the_same_however_its_lines_end() -> Outcome {
    let as_written = read_page(COPIED)?.article;
    assert_eq!(as_written.title, TITLE);
    assert_eq!(as_written.authors, SITI);
    assert_eq!(as_written.category, ["Ekonomi", "Pertanian"]);
    assert_eq!(as_written.tags, ["cabai", "panen raya"]);
    assert_eq!(as_written.body.len(), 4);
    let copies = [
        COPIED.replace('\n', "\r\n"),
        COPIED.replace('\n', "\n\n"),
        COPIED.replace('\n', "\n\n\n \n"),
        COPIED.replace(' ', "\u{a0}"),
        COPIED.replace(' ', " \u{200b}"),
        COPIED.replace('\n', "\u{200b}\n\u{feff}"),
        format!("\u{feff}{COPIED}\n\n"),
    ];
    for copy in copies {
        let article = read_page(&copy)?.article;
        assert_eq!(article.title, as_written.title, "{copy}");
        assert_eq!(article.published, as_written.published, "{copy}");
        assert_eq!(article.authors, as_written.authors, "{copy}");
        assert_eq!(article.category, as_written.category, "{copy}");
        assert_eq!(article.tags, as_written.tags, "{copy}");
        assert_eq!(article.body, as_written.body, "{copy}");
    }
    Ok(())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// Torn and shuffled pages are read or refused; nothing panics.
    #[test]
    fn no_page_is_too_broken(
        at in 0..COPIED.len(),
        order in proptest::sample::subsequence((0..23usize).collect::<Vec<_>>(), 0..=23),
        shuffled in proptest::strategy::Strategy::prop_shuffle(proptest::strategy::Just((0..23usize).collect::<Vec<_>>())),
        separator in proptest::sample::select(vec!["\n", "\r\n", " ", "\t", "\u{2028}", ""]),
        kept in 0..4000usize,
    ) {
        let lines: Vec<&str> = COPIED.lines().collect();
        let some = |order: &[usize]| order.iter().filter_map(|at| lines.get(*at)).copied().collect::<Vec<_>>();
        let site = &SITES[at % SITES.len()];
        let html = page(site);
        let pages = [
            (COPIED[..COPIED.floor_char_boundary(at)].to_owned(), Format::Page),
            (some(&order).join(separator), Format::Page),
            (some(&shuffled).join(separator), Format::Page),
            (html[..html.floor_char_boundary(kept)].to_owned(), Format::Html),
        ];
        for (page, format) in pages {
            if let Err(error) = extract(page.as_bytes(), format, &options()) {
                proptest::prop_assert!(error.problem != warta::extract::Problem::Defect, "{page}");
            }
        }
    }
}

/// Four times the page takes about four times as long, whatever it repeats.
#[test]
fn the_time_grows_with_the_page_and_not_faster() {
    const SENTENCE: &str =
        "Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur. ";
    let top = format!("{TITLE}\nJumat, 3 Mei 2024 16:05 WIB\n");
    let page = |text: String| {
        (
            format!("<title>{TITLE}</title><h1>{TITLE}</h1><p>3 Mei 2024 16:05 WIB</p>{text}"),
            Format::Html,
        )
    };
    type Make<'a> = (&'a str, usize, Box<dyn Fn(usize) -> (String, Format) + 'a>);
    let text = |unit: &'static str| {
        let top = top.clone();
        Box::new(move |n: usize| (format!("{top}{}", unit.repeat(n)), Format::Page))
    };
    let pages: [Make<'_>; 9] = [
        (
            "markers",
            4_000,
            text("Petani memanen cabai di desa. ADVERTISEMENT "),
        ),
        (
            "links",
            4_000,
            text("Petani memanen cabai di desa. Baca juga: Harga Cabai Naik "),
        ),
        ("quotes", 20_000, text("kata.\"dan ")),
        ("datelines", 4_000, text("Rabu, 1 Mei 2024 08:15 WIB\n")),
        (
            "headlines",
            1_500,
            Box::new(|n| (top.repeat(n) + SENTENCE, Format::Page)),
        ),
        ("brackets", 20_000, text("[cabai](")),
        (
            "nesting",
            10_000,
            Box::new(|n| page("<div>".repeat(n) + SENTENCE + &"</div>".repeat(n))),
        ),
        (
            "boxes",
            4_000,
            Box::new(|n| page("<div class=share>".repeat(n) + SENTENCE + &"</div>".repeat(n))),
        ),
        (
            "links of a page",
            4_000,
            Box::new(|n| page("<a href='/cabai'>cabai</a> ".repeat(n))),
        ),
    ];
    for (name, size, make) in pages {
        let time = |n: usize| {
            let (page, format) = make(n);
            let once = || {
                let start = std::time::Instant::now();
                let _ = extract(page.as_bytes(), format, &options());
                start.elapsed()
            };
            once().min(once())
        };
        let (short, long) = (time(size), time(size * 4));
        // What takes the square of it takes sixteen times as long; other work disturbs short times.
        let bound = (short * 10).max(std::time::Duration::from_millis(500));
        assert!(
            long < bound,
            "{name}: {short:?}, four times the page {long:?}"
        );
    }
}
