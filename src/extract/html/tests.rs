use super::*;

fn read(html: &str) -> Result<Extracted, ExtractError> {
    extract(
        html,
        &Options {
            explain: true,
            ..Options::default()
        },
    )
}

const FULL: &str = r#"<!DOCTYPE html><html lang="en"><head>
<title>Petani Sukamaju Panen Cabai Lebih Awal - HarianFiktif.com</title>
<link rel="canonical" href="https://ekonomi.harianfiktif.com/read/2024/05/03/panen-cabai?page=all">
<meta property="og:site_name" content="HarianFiktif.com"><meta property="og:type" content="article">
<meta property="og:image" content="https://img.harianfiktif.com/a.jpg">
<meta name="description" content="Petani cabai memanen lebih awal karena hujan mundur.">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
 {"@type":"BreadcrumbList","itemListElement":[{"position":1,"name":"Home"},{"position":2,"name":"EKONOMI"},{"position":3,"name":"Pertanian"}]},
 {"@type":"NewsArticle","headline":"Petani Sukamaju Panen Cabai ...","datePublished":"2024-05-03T16:05:00+07:00",
  "dateModified":"2024-05-03T18:00:00+07:00","author":[{"@type":"Person","name":"SITI RAHMA"}],
  "publisher":{"@type":"Organization","name":"HarianFiktif.com"},"keywords":["cabai","panen"],
  "description":"baris
  patah",}]}</script></head>
<body><nav><a href="/">Home</a></nav>
<h1>Petani Sukamaju Panen Cabai Lebih Awal</h1>
<div class="read__time">HarianFiktif.com - 03/05/2024, 16:05 WIB</div>
<div class="read__content"><div class="photo"><figure><img><figcaption>Petani di sawah.</figcaption></figure></div>
<p><strong>SUKAMAJU, HarianFiktif.com</strong> &ndash; Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.</p>
<p><strong>Baca juga: <a href="/x">Harga Bawang Turun di Pasar Induk</a></strong></p>
<div class="ads-on-body"><script>var a = 1;</script>ADVERTISEMENT</div>
<p>&ldquo;Kami panen sejak Rabu (1/5),&rdquo; kata Ketua Kelompok Tani Maju Bersama,
Budi Laksana.</p>
<p><a href="/y">Dinas Pertanian Bagikan Benih kepada Petani Cianjur</a></p>
<h2>Harga Bertahan</h2>
<p>Harga di tingkat petani masih bertahan pada Rp40.000 per kilogram.<br>Dinas setempat memantau.</p>
<ul><li>Cabai rawit</li><li>Cabai merah</li></ul></div>
<aside><h3>Terpopuler</h3><p>Gedung Tua Ambruk di Kota Lama karena Hujan Deras Semalaman.</p></aside>
</body></html>"#;

#[test]
fn reads_json_ld_first() -> Result<(), ExtractError> {
    let found = read(FULL)?;
    let article = &found.article;
    assert_eq!(article.title, "Petani Sukamaju Panen Cabai Lebih Awal");
    assert_eq!(
        article.url.as_deref(),
        Some("https://ekonomi.harianfiktif.com/read/2024/05/03/panen-cabai")
    );
    assert_eq!(
        article.published.map(|m| m.to_string()).as_deref(),
        Some("2024-05-03T16:05:00+07:00")
    );
    assert_eq!(
        article.updated.map(|m| m.to_string()).as_deref(),
        Some("2024-05-03T18:00:00+07:00")
    );
    assert_eq!(article.category, ["Ekonomi", "Pertanian"]);
    assert_eq!(article.authors, ["Siti Rahma"]);
    assert_eq!(article.tags, ["cabai", "panen"]);
    assert_eq!(article.source.as_deref(), Some("harianfiktif.com"));
    assert_eq!(
        article.body,
        [
            "SUKAMAJU, HarianFiktif.com – Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.",
            "“Kami panen sejak Rabu (1/5),” kata Ketua Kelompok Tani Maju Bersama, Budi Laksana.",
            "Harga Bertahan",
            "Harga di tingkat petani masih bertahan pada Rp40.000 per kilogram.",
            "Dinas setempat memantau.",
            "Cabai rawit",
            "Cabai merah",
        ]
    );
    assert_eq!(found.origins["published"], "JSON-LD datePublished");
    assert_eq!(found.origins["body"], "element `.read__content`");
    Ok(())
}

#[test]
fn without_json_ld_the_page_speaks() -> Result<(), ExtractError> {
    let start = FULL.find("<script type").unwrap_or(0);
    let end = FULL.find("</script>").unwrap_or(0) + "</script>".len();
    let html = format!("{}{}", &FULL[..start], &FULL[end..]);
    let found = read(&html)?;
    assert_eq!(
        found.article.title,
        "Petani Sukamaju Panen Cabai Lebih Awal"
    );
    assert_eq!(
        found.article.published.map(|m| m.to_string()).as_deref(),
        Some("2024-05-03T16:05:00+07:00")
    );
    assert_eq!(found.article.category, ["Ekonomi"]);
    assert_eq!(found.origins["category"], "path of the url");
    assert!(found.article.summary.is_some());
    Ok(())
}

#[test]
fn a_stated_utc_yields_to_the_time_that_is_shown() -> Result<(), ExtractError> {
    let html = FULL
        .replace("2024-05-03T16:05:00+07:00", "2024-05-03T16:05:20Z")
        .replace("03/05/2024, 16:05 WIB", "03/05/2024, 16:05 WITA");
    let published = read(&html)?.article.published.map(|m| m.to_string());
    assert_eq!(published.as_deref(), Some("2024-05-03T16:05:00+08:00"));
    Ok(())
}

#[test]
fn an_unknown_site_is_read_by_readability() -> Result<(), ExtractError> {
    let paragraph = "<p>Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan, kata kepala desa.</p>";
    let html = format!(
        "<html><head><title>Panen Cabai Lebih Awal di Sukamaju</title></head><body><div class=menu><a href=/>Home</a><a href=/b>Bola</a></div>\
         <div class=xyz><h2>Panen Cabai Lebih Awal di Sukamaju</h2><span>Jumat, 3 Mei 2024 | 16:05 WIB</span><div class=abc>{}</div></div>\
         <div>© 2024</div></body></html>",
        paragraph.repeat(8).replace("memanen", "memanen,")
    );
    let found = read(&html)?;
    assert_eq!(found.article.title, "Panen Cabai Lebih Awal di Sukamaju");
    assert_eq!(
        found.article.published.map(|m| m.to_string()).as_deref(),
        Some("2024-05-03T16:05:00+07:00")
    );
    assert!(!found.article.body.is_empty());
    Ok(())
}

#[test]
fn home_and_index_pages_are_refused_with_a_reason() {
    for url in [
        "https://www.harianfiktif.com/",
        "https://www.harianfiktif.com/indeks",
        "https://harianfiktif.com/tag/cabai",
    ] {
        let html = FULL.replace(
            "https://ekonomi.harianfiktif.com/read/2024/05/03/panen-cabai?page=all",
            url,
        );
        let problem = read(&html).map(|_| ()).map_err(|error| error.problem);
        assert!(
            matches!(problem, Err(Problem::NotAnArticle { .. })),
            "{url} {problem:?}"
        );
    }
    let list = "<html><head><title>Berita Hari Ini</title></head><body><ul><li><a href=/a>Satu</a></li></ul></body></html>";
    assert!(read(list).is_err());
}

#[test]
fn broken_html_is_no_reason_to_panic() {
    for html in [
        "<",
        "<html",
        "<p>",
        "<script type='application/ld+json'>{",
        "</div></div><p>x",
        "<table><p><td>",
    ] {
        let _ = read(html);
    }
    let deep = "<div>".repeat(20_000) + "x";
    let _ = read(&deep);
}

#[test]
fn what_styles_set_apart_does_not_run_together() -> Result<(), ExtractError> {
    let page = |head: &str, top: &str, body: &str| {
        format!(
            "<html><head>{head}</head><body>{top}<div class=\"entry-content\"><p>Dinas Pertanian \
             membagikan benih kepada dua ratus petani di Kabupaten Sukamaju.</p>{body}<p>Benih itu \
             cukup untuk lahan seluas seratus hektare, kata kepala dinas.</p></div></body></html>"
        )
    };
    // Writer, date and counter in one line; breadcrumbs without a space between them.
    let html = page(
        "<title>Dinas Bagikan Benih kepada Petani</title>",
        "<div class=\"x-breadcrumbs\"><a>Beranda</a><a>Daerah</a></div>\
         <h1>Dinas Bagikan Benih kepada Petani</h1><div><span class=\"author\"><a>Siti Rahma</a></span>\
         <span><time>Rabu, 15 Mei 2024 9:38 WIB</time></span><span>12 Dilihat</span></div>",
        "<table><tr><td><strong>Lihat Juga :</strong></td></tr><tr><td><a href=\"/x\">Harga Bawang \
         Turun</a></td></tr></table>",
    );
    let article = read(&html)?.article;
    assert_eq!(article.authors, ["Siti Rahma"]);
    assert_eq!(article.category, ["Daerah"]);
    assert_eq!(article.body.len(), 2, "{:?}", article.body);
    // The site's name is no headline, a section no site, and the lead names who has no address.
    let html = page(
        "<title>Kabupaten Sukamaju</title>",
        "<h2>Dinas Bagikan Benih kepada Petani</h2><div>Posted by: Diskominfo | Tanggal: \
         15-05-2024</div>",
        "",
    );
    assert_eq!(
        read(&html)?.article.title,
        "Dinas Bagikan Benih kepada Petani"
    );
    let html = page(
        "<meta property=\"og:site_name\" content=\"nasional\">\
         <link rel=\"canonical\" href=\"https://www.kabarfiktif.com/nasional/2024/benih\">",
        "<h1>Dinas Bagikan Benih kepada Petani</h1><p>Rabu, 15 Mei 2024 9:38</p>",
        "",
    );
    assert_eq!(
        read(&html)?.article.source.as_deref(),
        Some("kabarfiktif.com")
    );
    let html = page(
        "",
        "<h1>Dinas Bagikan Benih kepada Petani</h1><p>Rabu, 15 Mei 2024 9:38</p>",
        "",
    );
    let html = html.replace(
        "Dinas Pertanian membagikan",
        "SUKAMAJU, KABAR.COM - Dinas Pertanian membagikan",
    );
    assert_eq!(read(&html)?.article.source.as_deref(), Some("kabar.com"));
    Ok(())
}

#[test]
fn of_several_stories_in_json_ld_the_pages_own_is_read() -> Result<(), ExtractError> {
    let other = r#"{"@type":"NewsArticle","headline":"Gedung Tua Ambruk di Kota Lama",
        "datePublished":"2024-05-01T08:00:00+07:00","author":"Tono Hadi"}"#;
    let own = r#"{"@type":"NewsArticle","headline":"Panen Cabai di Sukamaju Berlimpah",
        "datePublished":"2024-05-03T16:05:00+07:00","author":"Siti Rahma"}"#;
    let html = format!(
        "<html><head><meta property=\"og:title\" content=\"Panen Cabai di Sukamaju Berlimpah\">\
         <script type=\"application/ld+json\">[{other},{own}]</script></head><body>\
         <h1>Panen Cabai di Sukamaju Berlimpah</h1><p>Petani cabai di Desa Sukamaju memanen lebih \
         awal karena musim hujan mundur dua pekan dari biasanya.</p></body></html>"
    );
    let article = read(&html)?.article;
    assert_eq!(article.title, "Panen Cabai di Sukamaju Berlimpah");
    assert_eq!(article.authors, ["Siti Rahma"]);
    Ok(())
}

#[test]
fn an_address_of_sections_is_an_index_and_photos_have_their_description() {
    let page = |path: &str, body: &str| {
        read(&format!(
            "<html><head><title>Panen Cabai di Sukamaju Berlimpah</title>\
             <link rel=\"canonical\" href=\"https://www.harianfiktif.com/{path}\">\
             <meta property=\"article:published_time\" content=\"2024-05-03T16:05:00+07:00\">\
             <meta property=\"og:description\" content=\"Petani cabai memanen lebih awal di Sukamaju.\">\
             </head><body><h1>Panen Cabai di Sukamaju Berlimpah</h1>{body}</body></html>"
        ))
    };
    let list = "<p>Petani cabai di Desa Sukamaju memanen lebih awal karena hujan mundur.</p>";
    assert!(matches!(
        page("ekonomi/makro", list).map_err(|error| error.problem),
        Err(Problem::NotAnArticle { .. })
    ));
    let photos = page("foto/d-1/panen", "<div>Jumat, 3 Mei 2024 16:05 WIB</div>");
    let body = photos.map(|found| found.article.body).ok();
    let expected = vec!["Petani cabai memanen lebih awal di Sukamaju.".to_owned()];
    assert_eq!(body, Some(expected));
}

/// A page without a head's statements: what it says, and what stands around its text.
fn bare(head: &str, above: &str, below: &str) -> Result<Extracted, ExtractError> {
    read(&format!(
        "<html><head><title>Panen Raya Cabai di Sukamaju</title>{head}</head><body>{above}\
         <h1>Panen Raya Cabai di Sukamaju</h1><div>Rabu, 1 Mei 2024 09:38 WIB</div><div class='isi-berita'>\
         <p>Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.</p>\
         <p>Harga di tingkat petani masih bertahan pada Rp40.000 per kilogram menurut dinas setempat.</p>\
         <p>Dinas pertanian memperkirakan panen berlangsung sampai akhir bulan ini.</p></div>{below}</body></html>"
    ))
}

#[test]
fn keywords_from_the_surest_statement() -> Result<(), ExtractError> {
    let ld = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Panen Raya Cabai di Sukamaju","keywords":"cabai, panen"}</script>"#;
    let meta =
        "<meta name='keywords' content='umum'><meta name='news_keywords' content='harga, pasar'>";
    let listed = "<div>Tags: <a href='/t/a'>petani</a>, <a href='/t/b'>sawah</a></div>";
    let linked = "<p><a rel='tag' href='/t/c'>kebun</a></p><p><a rel='category tag' href='/k'>Ekonomi</a></p>";
    let cloud: String = (0..16)
        .map(|at| format!("<p><a rel='tag' href='/t/{at}'>awan {at}</a></p>"))
        .collect();
    let table: [(String, String, &[&str]); 5] = [
        (
            format!("{ld}{meta}"),
            listed.to_owned(),
            &["cabai", "panen"],
        ),
        (meta.to_owned(), listed.to_owned(), &["harga", "pasar"]),
        (
            String::new(),
            format!("{listed}{linked}"),
            &["petani", "sawah"],
        ),
        (String::new(), linked.to_owned(), &["kebun"]),
        (String::new(), cloud, &[]),
    ];
    for (head, below, tags) in table {
        assert_eq!(
            bare(&head, "", &below)?.article.tags,
            tags,
            "{head} {below}"
        );
    }
    Ok(())
}

#[test]
fn pages_of_tables_without_headings() -> Result<(), ExtractError> {
    let found = read(
        "<html><head><title>Harian Sukamaju Daring</title></head><body><table><tr>\
         <td><a href='/'>Home</a><br><a href='/n'>Nasional</a><br><a href='/d'>Daerah</a><br><a href='/o'>Olahraga</a><br><a href='/s'>Seni</a></td>\
         <td><font size=2>Daerah</font><br><b><font size=4>Panen Raya Cabai di Sukamaju</font></b><br>Rabu, 1 Mei 2024<br>Oleh: Siti Rahma<br><br>\
         Petani cabai di Desa Sukamaju memanen lebih awal karena musim hujan mundur dua pekan.<br><br>\
         Harga di tingkat petani masih bertahan pada Rp40.000 per kilogram menurut dinas setempat.<br><br>\
         Dinas pertanian memperkirakan panen berlangsung sampai akhir bulan ini.<br><br>\
         <a href='/p'>Cetak</a> | <a href='/k'>Kirim ke teman</a></td></tr></table>\
         <table><tr><td>Cabai</td><td>Rp40.000</td></tr></table></body></html>",
    )?;
    let article = &found.article;
    assert_eq!(article.title, "Panen Raya Cabai di Sukamaju");
    assert_eq!(article.category, ["Daerah"]);
    assert_eq!(article.authors, ["Siti Rahma"]);
    assert_eq!(article.body.len(), 3);
    Ok(())
}

#[test]
fn a_box_that_holds_most_of_the_text_is_the_story() {
    let lines = |html: &str| blocks::lines(Html::parse_fragment(html).root_element(), Take::Story);
    assert_eq!(
        lines("<p>Petani memanen cabai.</p><div class='share-box'><p>Bagikan</p></div>"),
        ["Petani memanen cabai."]
    );
    assert_eq!(
        lines("<p>Cabai</p><div class='share-box'><p>Petani memanen sejak Rabu.</p></div>"),
        ["Cabai", "Petani memanen sejak Rabu."]
    );
}
