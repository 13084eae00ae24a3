use super::*;
use jiff::tz::{Offset, TimeZone};

fn read(text: &str) -> (String, String, Story) {
    let zone = TimeZone::fixed(Offset::constant(7));
    let context = Context {
        zone: &zone,
        near: None,
    };
    let lines = lines(text);
    let place = locate(&lines, None, context);
    let headline = place
        .headline
        .map(|at| lines[at].text.clone())
        .unwrap_or_default();
    let published = place
        .dateline
        .as_ref()
        .map(|(_, d)| d.moment.to_string())
        .unwrap_or_default();
    let story = story(&lines, &place, Tail::Page, context);
    (headline, published, story)
}

#[test]
fn knows_sentences_captions_and_leads() {
    assert!(is_sentence(
        "Warga menolak rencana itu karena sawah mereka akan hilang."
    ));
    assert!(!is_sentence(
        "Warga Desa Sukamaju Menolak Rencana Tambang Pasir di Tepi Sungai"
    ));
    assert!(is_caption(
        "Warga memanen cabai di Sukamaju (Foto: Siti/Harian Fiktif)"
    ));
    assert!(is_caption("Ilustrasi/Net"));
    assert!(!is_caption("Ia memotret sawah itu."));
    for lead in [
        "JAKARTA, HARIAN.com – Harga cabai naik dua kali lipat pekan ini.",
        "HARIAN.CO, Jakarta - Harga cabai naik dua kali lipat pekan ini.",
        "Harian6.com, Jakarta - Harga cabai naik dua kali lipat pekan ini.",
        "Jakarta (ANTARA) - Harga cabai naik dua kali lipat pekan ini.",
        "SURABAYA -- Harga cabai naik dua kali lipat pekan ini di Surabaya.",
        "Jakarta, CNN Indonesia -- Harga cabai naik dua kali lipat pekan ini.",
    ] {
        assert!(is_lead(lead), "{lead}");
    }
    assert!(!is_lead(
        "Harga cabai - terutama cabai rawit - naik dua kali lipat pekan ini."
    ));
}

#[test]
fn a_dateline_above_its_headline_is_found_by_the_title() {
    let text = "Panen Raya Cabai di Sukamaju Berlimpah | Harian Fiktif\nHome\nKamis, 2 Mei 2024\n\
        Senin, 1 Januari 2024 | 10:00\nBerita Lain Sekali\nHome > Ekonomi > Tani\n\
        Rabu, 1 Mei 2024, 09:38 WIB\nPanen Raya Cabai di Sukamaju Berlimpah\nRed: Siti Rahma\n\
        SUKAMAJU -- Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
        Petani berharap harga tidak jatuh seperti pada panen tahun lalu di desa itu.\n\
        Berita Terkait\nPanen Padi di Sukamaju Gagal karena Hama Tikus Menyerang.";
    let (headline, published, story) = read(text);
    assert_eq!(headline, "Panen Raya Cabai di Sukamaju Berlimpah");
    assert_eq!(published, "2024-05-01T09:38:00+07:00");
    assert_eq!(story.paragraphs.len(), 2);
    assert_eq!(
        story.byline.map(|(names, _)| names),
        Some(vec!["Siti Rahma".to_owned()])
    );
}

const LEAD: &str =
    "SUKAMAJU, HARIAN.com - Petani cabai di Desa Sukamaju memanen lebih awal karena hujan mundur.";
const QUOTE: &str = "\"Kami panen sejak Rabu pekan lalu,\" kata Ketua Kelompok Tani Budi Laksana.";

/// A page with these lines over and under the lead and a quotation.
fn page(head: &str, middle: &str, end: &str) -> (String, String, Story) {
    read(&format!("{head}\n{LEAD}\n{middle}\n{QUOTE}\n{end}"))
}

const HEAD: &str = "Ekonomi\nPanen Raya Cabai di Sukamaju Berlimpah\nRabu, 1 Mei 2024 09:38 WIB";

#[test]
fn the_last_short_sentences_are_the_storys() {
    let ends = [
        "Populer\nGedung Tua Ambruk di Kota Lama\nSenin, 01 Desember 2025 | 02:29",
        "(abc)\nFollow Berita Harian di Google News",
        "(*)\nBaca Juga\nGedung Tua Ambruk di Kota Lama\nPasar Malam Dibuka Lagi",
        "*Penulis adalah pengamat pertanian\nTerkini",
        "Editor : Tono Hadi\nTag Terkait\nVideo Lainnya",
        "panen cabai\ndesa sukamaju\nYuk Ngaji Hari Ini",
        "Cabai\nSukamaju",
    ];
    for end in ends {
        let (_, _, story) = page(HEAD, "", &format!("\"Semoga awet,\" katanya.\n{end}"));
        let body = [LEAD, QUOTE, "\"Semoga awet,\" katanya."];
        assert_eq!(story.paragraphs, body, "{end}");
    }
}

#[test]
fn links_captions_and_buttons_between_paragraphs_go() {
    let middles = [
        "Baca Juga:\nViral Petani Menari di Tengah Sawah, Siapakah Sebenarnya Lelaki Itu?",
        "Baca juga\nGedung Tua Ambruk di Kota Lama",
        "Pilihan Redaksi\nGedung Tua Ambruk di Kota Lama Sore Ini\nPasar Malam Dibuka Lagi oleh Wali Kota",
        "Sumber gambar, Getty Images\nKeterangan gambar, Petani menjemur cabai di halaman rumahnya kemarin.",
        "ilustrasi cabai (harian.com/Siti Rahma)",
        "Scroll untuk membaca",
        "PromosiSinergi Petani dan Bank",
    ];
    for middle in middles {
        let (_, _, story) = page(HEAD, middle, "(abc/def)");
        assert_eq!(story.paragraphs, [LEAD, QUOTE], "{middle}");
    }
    let (_, _, story) = page(HEAD, "Harga ikut naik.\nBaca juga:\nGedung Tua Ambruk", "");
    assert_eq!(story.paragraphs, [LEAD, "Harga ikut naik.", QUOTE]);
}

#[test]
fn an_announced_enumeration_stays_to_its_end() {
    let (_, _, story) = page(
        HEAD,
        "",
        "Susunan kelompok tani yang memanen cabai di Desa Sukamaju pekan ini adalah:\n\
         Maju Bersama: Budi, Tono, Siti\nTani Jaya: Asep, Ujang, Lina\nEditor : Tono Hadi",
    );
    assert_eq!(story.paragraphs.len(), 5);
    assert_eq!(story.paragraphs[4], "Tani Jaya: Asep, Ujang, Lina");
    let (_, _, story) = page(
        HEAD,
        "",
        "Hasil panen:\n1. Maju Bersama 2 ton\n2. Tani Jaya\nPopuler",
    );
    assert_eq!(story.paragraphs.len(), 5);
    let (_, _, story) = page(
        HEAD,
        "",
        "Hasil Panen\n1. Maju Bersama 2 ton\n2. Tani Jaya 1 ton\nPopuler",
    );
    assert_eq!(story.paragraphs.len(), 5);
}

#[test]
fn headlines_may_end_with_dots_and_begin_with_photo() {
    for title in [
        "Panen Raya Cabai di Sukamaju, Petani Pulang...",
        "BERITA FOTO: Panen Raya Cabai di Sukamaju",
    ] {
        let head = format!("Nasional\n{title}\nRabu, 1 Mei 2024 09:38 WIB");
        let (headline, _, story) = page(&head, "", "Populer");
        assert_eq!(headline, title);
        assert_eq!(story.paragraphs, [LEAD, QUOTE]);
    }
}

#[test]
fn writers_in_the_ways_of_the_sites() {
    const TITLE: &str = "Panen Raya Cabai di Sukamaju, Harga Jatuh!";
    const DATE: &str = "Rabu, 01 Mei 2024 09:38 WIB";
    let siti: &[&str] = &["Siti Rahma"];
    let both: &[&str] = &["Siti Rahma", "Tono Hadi"];
    let table = [
        (
            format!("{TITLE}\nSiti Rahma - harianFinance\n{DATE}\n0 komentar\nBAGIKAN"),
            siti,
        ),
        (format!("{TITLE}\nSiti Rahma, CNBC Indonesia\n{DATE}"), siti),
        (
            format!("{TITLE}\nSiti Rahma | Tono Hadi Harian.Com\n{DATE}"),
            both,
        ),
        (
            format!(
                "{TITLE}\n{DATE}\nOleh :\nSiti Rahma\nTono Hadi\nIlustrasi panen.\nSumber :\nU-Report"
            ),
            both,
        ),
        (
            format!("{TITLE}\n{DATE}\nLihat Foto\nSiti Rahma, Tono Hadi\nTim Redaksi"),
            siti,
        ),
        (
            format!("{TITLE}\nSiti Rahma , Jurnalis·Rabu 01 Mei 2024 09:38 WIB\nShare"),
            siti,
        ),
        (format!("{TITLE}\n{DATE}\nSiti Rahma\nShare"), siti),
        (
            format!("Siti Rahma - harianNews\n{DATE}\n{TITLE}\nSHARE"),
            siti,
        ),
        (
            format!(
                "{DATE}\n{TITLE}\nPemerintah kota menilai bahwa kenaikan harga cabai masih terkendali.\nRep: Siti Rahma/ Red: Tono Hadi"
            ),
            siti,
        ),
    ];
    for (head, writers) in &table {
        let (title, published, story) = page(head, "", "(abc/def)");
        assert_eq!(title, TITLE, "{head}");
        assert_eq!(published, "2024-05-01T09:38:00+07:00", "{head}");
        let names = story.byline.map(|(names, _)| names).unwrap_or_default();
        assert_eq!(names, *writers, "{head}");
        assert_eq!(story.paragraphs, [LEAD, QUOTE], "{head}");
    }
}

#[test]
fn keywords_stand_one_a_line_under_their_heading() {
    let ends = [
        "Tag\nharga cabai\nSukamaju\nLihat Ekonomi Selengkapnya\nTerkini Lainnya",
        "Pewarta: Siti Rahma\nEditor: Tono Hadi\nCopyright © KANTOR 2024\nTAGS\nharga cabai\nSukamaju\nKomentar",
        "(abc/def)\nNext Article\nPasar Malam Dibuka\nTags\n#harga cabai\n#Sukamaju",
        "Editor : Tono Hadi\nSumber : Harian\nTags\nharga cabai\nSukamaju\nArtikel Terkait",
        "Editor : Tono Hadi\n#harga cabai #Sukamaju\nTag\n#harga cabai #Sukamaju",
    ];
    for end in ends {
        let (_, _, story) = page(HEAD, "", end);
        assert_eq!(story.tags, ["harga cabai", "Sukamaju"], "{end}");
        assert_eq!(story.paragraphs, [LEAD, QUOTE], "{end}");
    }
    let (_, _, story) = page(
        HEAD,
        "",
        "Topik berita Terkait:\nPeristiwa Terkini\nPasar Malam",
    );
    assert_eq!(story.tags, [""; 0]);
}

#[test]
fn a_paragraph_with_the_desks_sign_is_no_short_line() {
    for sign in ["(Tono)-d", "7 ind", "(Tono-12)"] {
        let text = format!(
            "Panen Raya Cabai di Sukamaju Berlimpah\nRabu, 1 Mei 2024, 09:38 WIB\n\
             Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
             Petani berharap harga tidak jatuh seperti tahun lalu. {sign}\nTerkini\nLain"
        );
        let (_, _, story) = read(&text);
        assert_eq!(story.paragraphs.len(), 2, "{sign}");
    }
}

#[test]
fn share_buttons_stand_between_headline_and_date() {
    let text = "Suara Sukamaju\nPanen Raya Cabai di Sukamaju Berlimpah\nDapatkan link\nFacebook\n\
        X\nPinterest\nEmail\nAplikasi Lainnya\n- Mei 01, 2024\n\
        Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
        Reporter\nSiti Rahma\n#cabai\n#panen\nBerita Terkait\nLain";
    let (headline, _, _) = read(text);
    assert_eq!(headline, "Panen Raya Cabai di Sukamaju Berlimpah");
}

#[test]
fn credits_and_keywords_one_a_line() {
    let text = "Badan Cabai Kabupaten Sukamaju\nPanen Raya Cabai di Sukamaju Berlimpah\n\
        Siti Rahma,\nTono Hadi\nTim Redaksi\nTanggal Rilis : 1 Mei 2024\n\
        Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
        #cabai\n#panen\nBerita Terkait\nBadan Cabai Kabupaten Sukamaju\nJalan Merdeka 1";
    let (headline, published, story) = read(text);
    assert_eq!(headline, "Panen Raya Cabai di Sukamaju Berlimpah");
    assert!(published.starts_with("2024-05-01"));
    assert_eq!(
        story.byline.map(|(names, _)| names),
        Some(vec!["Siti Rahma".to_owned()])
    );
    assert_eq!(story.tags, ["cabai", "panen"]);
    assert_eq!(story.paragraphs.len(), 1);

    let text = "Panen Raya Cabai di Sukamaju Berlimpah\nRabu, 1 Mei 2024, 09:38 WIB\n\
        Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
        Tags:\ncabai\nReporter\nSiti Rahma\nEditor\nTono Hadi";
    let (_, _, story) = read(text);
    assert_eq!(story.tags, ["cabai"]);
    assert_eq!(
        story.byline.map(|(names, _)| names),
        Some(vec!["Siti Rahma".to_owned()])
    );
}

#[test]
fn menus_slogans_and_calendars_are_no_sections() {
    let table: [(&str, &[&str]); 9] = [
        ("Harian Maju\nMenulis dengan Hati", &[]),
        ("Harian Maju\nLangsung ke konten utama", &[]),
        ("Harian Maju\nHome\nPolitik\nEkonomi\nDesa\nSeni", &[]),
        (
            "Harian Maju\nHome\nPolitik\nDesa Kita\nSeni\nRagam\nLogin\nDesa Kita",
            &["Desa Kita"],
        ),
        (
            "Ekonomi\nRabu Pahing, 1 Mei 2024 / 22 Syawal 1445 H",
            &["Ekonomi"],
        ),
        ("Home Politik Ekonomi", &[]),
        ("HOME Cabai", &["Cabai"]),
        ("Foto", &["Foto"]),
        ("Skormania\nLiga 2", &["Liga 2"]),
    ];
    let zone = TimeZone::fixed(Offset::constant(7));
    let context = Context {
        zone: &zone,
        near: None,
    };
    for (head, path) in table {
        let title = "Panen Raya Cabai di Sukamaju Berlimpah";
        let lines = lines(&format!(
            "{head}\n{title}\nRabu, 1 Mei 2024 09:38 WIB\n{LEAD}\n{QUOTE}"
        ));
        let place = locate(&lines, None, context);
        assert_eq!(
            place.headline.map(|at| lines[at].text.as_str()),
            Some(title)
        );
        let found = section(&lines, &place).map(|(path, _)| path);
        assert_eq!(found.unwrap_or_default(), path, "{head}");
    }
}

#[test]
fn a_name_with_the_sites_name_is_a_writer() {
    const DATE: &str = "Rabu, 01 Mei 2024 09:38 WIB";
    const TITLE: &str = "Panen Raya Cabai di Sukamaju Berlimpah";
    let heads = [
        format!("Pelita Ekonomi\nBisnis\n{TITLE}\nSiti Nur Rahma Dewi, Pelita\n{DATE}"),
        format!("Bisnis\n{TITLE}\nSiti Nur Rahma Dewi, Harian.com\n{DATE}"),
        format!("Bisnis\n{TITLE}\n{DATE}\nLaporan Wartawan HARIAN.COM, Siti Nur Rahma Dewi"),
        format!("Bisnis\n{TITLE}\nSiti Nur Rahma Dewi\n3 jam lalu\n2 menit baca"),
        format!("Bisnis\n{TITLE}\nDitulis oleh Siti Nur Rahma Dewi pada {DATE}"),
    ];
    for head in heads {
        let (title, _, story) = page(&head, "", "");
        assert_eq!(title, TITLE, "{head}");
        let names = story.byline.map(|(names, _)| names).unwrap_or_default();
        assert_eq!(names, ["Siti Nur Rahma Dewi"], "{head}");
        assert_eq!(story.paragraphs, [LEAD, QUOTE], "{head}");
    }
    let (title, _, story) = page(
        &format!("{TITLE}\nPhoto Author\nSiti Rahma\n{DATE}"),
        "",
        "",
    );
    assert_eq!(title, TITLE);
    let names = story.byline.map(|(names, _)| names);
    assert_eq!(names, Some(vec!["Siti Rahma".to_owned()]));
    let (title, _, story) = page(&format!("{TITLE}\nRina, Harian.com\n{DATE}"), "", "");
    assert_eq!(title, TITLE);
    assert_eq!(
        story.byline.map(|(names, _)| names),
        Some(vec!["Rina".to_owned()])
    );
}

#[test]
fn a_sentence_over_dateline_or_writer_is_the_standfirst() {
    const TITLE: &str = "Panen Raya Cabai di Sukamaju Berlimpah";
    const SAYS: &str = "Petani berharap harga tidak jatuh lagi seperti pada panen tahun lalu.";
    const DATE: &str = "Rabu, 1 Mei 2024 09:38 WIB";
    const PLAIN: &str = "Petani cabai di Desa Sukamaju memanen lebih awal karena hujan mundur.";
    let texts = [
        format!(
            "{TITLE}\n{SAYS}\nOleh\nSITI RAHMA\n{DATE}\nPetani memanen cabai di lereng gunung yang subur, Rabu (1/5/2024).\nHARIAN/SITI RAHMA\n{LEAD}\n{QUOTE}"
        ),
        format!("{TITLE}\n{DATE}\n{SAYS}\nReporter: Siti Rahma\n{PLAIN}\n{QUOTE}"),
    ];
    for text in texts {
        let (_, _, story) = read(&text);
        assert_eq!(story.standfirst.as_deref(), Some(SAYS), "{text}");
        assert_eq!(story.paragraphs.len(), 2, "{text}");
        assert_eq!(story.paragraphs[1], QUOTE);
    }
}

#[test]
fn keywords_may_have_no_heading() {
    for end in [
        "(abc/def)\nharga cabai\ndesa sukamaju\nHalaman Selanjutnya\nPetani senang.",
        "Editor : Tono Hadi\n#harga_cabai\n#desa_sukamaju",
        "Editor : Tono Hadi\nIkuti saluran WhatsApp kami\nBagikan Artikel:\n#harga_cabai\n#desa_sukamaju\nTerkait",
    ] {
        let (_, _, story) = page(HEAD, "", end);
        let tags: Vec<String> = story.tags.iter().map(|tag| tag.replace('_', " ")).collect();
        assert_eq!(tags, ["harga cabai", "desa sukamaju"], "{end}");
        assert_eq!(story.paragraphs, [LEAD, QUOTE], "{end}");
    }
    let (_, _, story) = page(
        HEAD,
        "",
        "Editor : Tono Hadi\nPasar Malam Dibuka\nKota Lama",
    );
    assert_eq!(story.tags, [""; 0]);
}

#[test]
fn sites_and_players_are_no_headlines_and_credits() {
    for title in [
        "Siti/Rahma ke Semifinal Kejuaraan Cabai",
        "SITI/RAHMA TEMBUS SEMIFINAL KEJUARAAN CABAI",
    ] {
        let head = format!(
            "HarianSukamaju.com\nHome\nOlahraga\nHARIANSUKAMAJU.COM\nLogo Header Harian Maju\n{title}\nRabu, 1 Mei 2024 09:38 WIB\nPANEN - Petani memanen cabai di lereng gunung, Rabu (1/5/2024)."
        );
        let (headline, _, story) = page(&head, "", "Populer");
        assert_eq!(headline, title);
        assert_eq!(story.paragraphs, [LEAD, QUOTE]);
    }
    assert!(is_caption("Harian/Siti Rahma"));
    assert!(is_caption(
        "HARIAN.COM/SITI RAHMA Petani memanen cabai di Sukamaju."
    ));
}
