mod accounts;
mod behind;
mod causes;
mod names;
mod offices;
mod speakers;

use proptest::prelude::*;

use super::*;

fn read(body: &[&str]) -> Vec<Quote> {
    quotes(&Article {
        body: body.iter().map(|p| (*p).to_owned()).collect(),
        ..Article::default()
    })
}

/// The speakers' full names, in order.
fn speakers(body: &[&str]) -> Vec<String> {
    read(body)
        .into_iter()
        .map(|q| q.speaker_full.unwrap_or_else(|| "-".into()))
        .collect()
}

#[test]
fn a_name_beside_the_verb_is_the_speaker() {
    for (text, speaker) in [
        (
            "\"Kopi kami segera diekspor,\" kata Reni Yanita di Bogor, Senin (4/3).",
            "Reni Yanita",
        ),
        (
            "“Kopi kami segera diekspor,” ujar Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Menurut Reni Yanita, \"Kopi kami segera diekspor bulan depan.\"",
            "Reni Yanita",
        ),
        (
            "Reni Yanita mengatakan, \"Kopi kami segera diekspor bulan depan.\"",
            "Reni Yanita",
        ),
        (
            "Reni Yanita: \"Kopi kami segera diekspor bulan depan.\"",
            "Reni Yanita",
        ),
        (
            "\"Kopi kami segera diekspor,\" Reni Yanita menambahkan.",
            "Reni Yanita",
        ),
        (
            "\"Kopi kami segera diekspor, \"kata Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Kopi kami segera diekspor,\" kata Reni Yanita.",
            "Reni Yanita",
        ),
    ] {
        assert_eq!(speakers(&[text]), [speaker], "{text}");
    }
}

#[test]
fn roles_and_titles_around_a_name_are_not_part_of_it() {
    for (tail, speaker) in [
        (
            "Kepala Dinas Pertanian Kota Bogor Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Kepala Dinas Pertanian Kota Bogor, Reni Yanita, di Bogor.",
            "Reni Yanita",
        ),
        (
            "Kepala Dinas Pertanian (Distan) Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Kapolres Bogor AKBP Slamet Riyadi, Senin (4/3/2024).",
            "Slamet Riyadi",
        ),
        ("Reni Yanita, Ketua Asosiasi Kopi.", "Reni Yanita"),
        ("Reni Yanita (34) kepada wartawan.", "Reni Yanita"),
        ("seorang petani bernama Reni Yanita.", "Reni Yanita"),
        (
            "seorang petani di Bogor bernama Reni Yanita.",
            "Reni Yanita",
        ),
        ("Karumkit RS Bogor AKBP dr Yanita, di Bogor.", "Yanita"),
        (
            "kuasa hukum Slamet Riyadi, Reni Yanita, di Bogor.",
            "Reni Yanita",
        ),
    ] {
        assert_eq!(
            speakers(&[&format!("\"Panen kopi tahun ini naik,\" kata {tail}")]),
            [speaker],
            "{tail}"
        );
    }
}

#[test]
fn pronouns_and_descriptions_mean_the_latest_speaker() {
    for tail in [
        "katanya.",
        "ujar dia.",
        "imbuhnya kepada wartawan.",
        "kata perempuan 34 tahun itu.",
        "pungkas mantan Ketua Asosiasi Kopi itu.",
    ] {
        let found = speakers(&[
            "Ketua Asosiasi Kopi Reni Yanita menyebut panen akan naik.",
            &format!("\"Panen kopi tahun ini naik sekali,\" {tail}"),
        ]);
        assert_eq!(found, ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn a_short_name_gets_its_full_one() {
    let found = read(&[
        "Reni Yanita menanam kopi sejak 2010. Reni mengatakan panen akan naik.",
        "\"Tahun ini naik dua kali,\" kata Reni.",
    ]);
    assert_eq!(found[0].speaker.as_deref(), Some("Reni"));
    assert_eq!(found[0].speaker_full.as_deref(), Some("Reni Yanita"));
    assert_eq!(found[0].verb.as_deref(), Some("kata"));
    assert_eq!(found[0].text, "Tahun ini naik dua kali,");
}

#[test]
fn neighbours_and_paragraphs_share_a_speaker() {
    assert_eq!(
        speakers(&["\"Panen naik dua kali.\" \"Harga juga ikut membaik,\" kata Reni Yanita."]),
        ["Reni Yanita", "Reni Yanita"]
    );
    assert_eq!(
        speakers(&[
            "\"Panen naik dua kali,\" kata Reni Yanita. \"Harga juga ikut membaik sejak Mei.\""
        ]),
        ["Reni Yanita", "Reni Yanita"]
    );
}

#[test]
fn titles_and_scare_quotes_are_not_speech() {
    for text in [
        "Film \"Laskar Kopi Nusantara Raya\" tayang pekan depan.",
        "Ia menyebut kebijakan itu \"aneh\" dan pergi.",
        "Buku berjudul \"Cara Menanam Kopi di Kebun Sendiri\" laris di pasar.",
    ] {
        assert!(read(&[text]).is_empty(), "{text}");
    }
}

#[test]
fn narration_between_two_quotations_is_not_one() {
    let text =
        "\"Panen kopi naik,\" kata Reni. \" Ia lalu pulang ke kebun di Bogor. \" Semua senang.";
    assert_eq!(read(&[text]).len(), 1);
}

#[test]
fn offsets_cut_the_text_out_of_its_paragraph() {
    let body = ["Di Bogor. “ Panen naik dua kali, ” kata Réni Yanita."];
    for q in read(&body) {
        assert_eq!(&body[q.paragraph][q.start..q.end], q.text);
    }
}

#[test]
fn a_short_name_gets_the_full_one_that_stands_away_from_verbs_of_saying() {
    for (opening, short, full) in [
        ("Panen dihadiri Menteri Reni Yanita.", "Reni", "Reni Yanita"),
        (
            "Sementara Reni Yanita sudah lama menanam kopi.",
            "Reni",
            "Reni Yanita",
        ),
        (
            "Panen dihadiri Menteri Koordinator Bidang Perekonomian Airlangga Yanita.",
            "Airlangga",
            "Airlangga Yanita",
        ),
        (
            "Slamet Riyadi/Reni Yanita menang di Bogor.",
            "Reni",
            "Reni Yanita",
        ),
        (
            "Reni Yanitamengembangkan kebun kopi.",
            "Reni",
            "Reni Yanita",
        ),
        (
            "Reni Ayu Yanita menanam kopi bersama anaknya, Slamet Adi Yanita.",
            "Yanita",
            "Reni Ayu Yanita",
        ),
        ("Panen dibuka Bupati Reni MD dengan doa.", "Reni", "Reni MD"),
    ] {
        let said = format!("\"Tahun ini naik dua kali,\" kata {short}.");
        assert_eq!(speakers(&[opening, &said]), [full], "{opening}");
    }
}

#[test]
fn a_firm_is_not_the_first_name_of_its_head() {
    let said = "\"Panen kopi tahun ini naik,\" kata CEO Kopindo Reni Yanita.";
    for opening in [
        "PT Kopi Indonesia (Kopindo) panen lebih awal. Kopindo menyatakan panen naik.",
        "Tahun lalu karyawan Kopindo pulang lebih awal.",
    ] {
        assert_eq!(speakers(&[opening, said]), ["Reni Yanita"], "{opening}");
    }
    assert_eq!(
        speakers(&["\"Panen kopi tahun ini naik,\" kata Kepala Balai Kopi I Wayan Slamet."]),
        ["I Wayan Slamet"]
    );
}

#[test]
fn a_passive_verb_introduces_who_speaks_next() {
    let said = "\"Tahun ini naik dua kali lipat,\" ujarnya.";
    for (opening, speaker) in [
        ("Hal itu disampaikan Reni Yanita usai panen.", "Reni Yanita"),
        (
            "Hal itu disampaikan oleh Reni Yanita usai panen.",
            "Reni Yanita",
        ),
        (
            "Ia menolak semua yang disampaikan Reni Yanita.",
            "Slamet Riyadi",
        ),
    ] {
        let before = "Slamet Riyadi mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, opening, said]), [speaker], "{opening}");
    }
    for (tail, speaker) in [
        ("demikian pernyataan Reni Yanita di Bogor.", "Reni Yanita"),
        ("demikian dituturkan Reni Yanita.", "Reni Yanita"),
        ("demikian pernyataan resmi Kopindo.", "Kopindo"),
        ("demikian pernyataan bersama yang dibagikan Kopindo.", "-"),
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        assert_eq!(speakers(&[&text]), [speaker], "{tail}");
    }
}

#[test]
fn neither_a_place_nor_a_relative_nor_a_number_speaks_for_the_latest_speaker() {
    for text in [
        "Perempuan yang menanam kopi di Temanggung mengatakan, \"Tahun ini naik dua kali.\"",
        "Kedatangan Slamet Riyadi dalam rangka menyambut panen. \"Tahun ini naik dua kali,\" ujarnya.",
        "Istri Slamet Riyadi itu mengatakan, \"Tahun ini naik dua kali.\"",
        "Ia menambahkan, sesuai UU No 1/2022, panen naik. \"Tahun ini naik dua kali,\" ujarnya.",
    ] {
        let found = speakers(&["Reni Yanita mengatakan panen akan naik.", text]);
        assert_eq!(found, ["Reni Yanita"], "{text}");
    }
}

#[test]
fn the_subject_stands_behind_a_source_and_before_an_occasion() {
    for (text, speaker) in [
        (
            "Dilansir dari Kabar Kopi (grup Kabar), Reni Yanita mengatakan, \"Tahun ini naik dua kali.\"",
            "Reni Yanita",
        ),
        (
            "Presiden Reni dalam arahannya mengatakan agar panen naik. \"Tahun ini naik dua kali,\" ujarnya.",
            "Reni",
        ),
        (
            "Lagi-lagi Reni mengatakan panen naik. \"Tahun ini naik dua kali,\" ujarnya.",
            "Reni",
        ),
        (
            "Bupati Reni Yanita mendeskripsikan panen itu. \"Tahun ini naik dua kali,\" ujarnya.",
            "Reni Yanita",
        ),
    ] {
        let before = "Slamet Riyadi mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, text]), [speaker], "{text}");
    }
}

#[test]
fn a_description_with_a_day_behind_it_is_the_latest_speaker() {
    for tail in [
        "terang mantan aktivis kampus Kopindo itu, Rabu (18/10).",
        "tegas pahlawan rakyat Temanggung itu.",
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        let before = "Reni Yanita mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, &text]), ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn fields_and_regencies_of_an_office_are_no_names_and_many_are_nobody() {
    for (tail, speaker) in [
        (
            "terang Direktur Panen dan Penjemuran Bulog Reni Yanita.",
            "Reni Yanita",
        ),
        ("terang Bupati Poso Reni Yanita.", "Reni Yanita"),
        ("tulis mereka dalam surat.", "-"),
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        let before = "Slamet Riyadi mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, &text]), [speaker], "{tail}");
    }
}

#[test]
fn nobody_is_quoted_with_their_own_name() {
    let body = [
        "\"Kami menanam kopi sejak tahun lalu,\" kata Reni Yanita.",
        "\" Kemudian Reni Yanita kembali menanyakan harga kopi. Namun jawabannya tidak ada. \"",
        "\"Kami menanam kopi sejak tahun lalu dan akan menanam lagi.\"",
    ];
    let found = read(&body);
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn words_glued_by_a_lost_blank_are_cut() {
    for text in [
        "Menteri BUMNReni Yanita mengatakan, \"Tahun ini naik dua kali.\"",
        "\"Tahun ini naik dua kali,\" kataReni Yanita di Bogor.",
        "Reni Yanitamengatakan, \"Tahun ini naik dua kali.\"",
    ] {
        assert_eq!(speakers(&[text]), ["Reni Yanita"], "{text}");
    }
}

#[test]
fn an_office_stands_for_its_holder_and_nobody_for_somebody() {
    let said = "\"Tahun ini naik dua kali lipat,\"";
    for (opening, tail, speaker) in [
        (
            "Kapolsek Reni Yanita mengatakan panen naik. Slamet Riyadi mengatakan panen turun.",
            "kata Kapolsek.",
            "Reni Yanita",
        ),
        ("Seorang warga mengaku senang.", "ujar warga tersebut.", "-"),
        (
            "Slamet Riyadi mengatakan panen turun.",
            "demikian Kepala Dinas Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Slamet Riyadi mengatakan panen turun.",
            "kata Menteri Kehutanan Raja Reni Yanita.",
            "Raja Reni Yanita",
        ),
        (
            "Slamet Riyadi mengatakan panen turun.",
            "kata CEO Kopi & Teh, Reni Yanita.",
            "Reni Yanita",
        ),
    ] {
        let text = format!("{said} {tail}");
        assert_eq!(speakers(&[opening, &text]), [speaker], "{tail}");
    }
}

#[test]
fn a_name_comes_before_its_description_and_a_heading_names_nobody() {
    let said = "\"Tahun ini naik dua kali lipat,\" ujarnya.";
    assert_eq!(
        speakers(&["Reni Yanita selaku petani mengatakan panen naik.", said]),
        ["Reni Yanita"]
    );
    for opening in [
        "Slamet Riyadi Panen Kopi Arabika di Bogor",
        "Simak juga: Slamet Riyadi Panen Kopi",
    ] {
        assert_eq!(
            speakers(&["Reni Yanita mengatakan panen naik.", opening, said]),
            ["Reni Yanita"],
            "{opening}"
        );
    }
}

#[test]
fn what_stands_between_an_office_and_a_name_is_no_name() {
    let said = "\"Tahun ini naik dua kali lipat,\"";
    for tail in [
        "kata Ketua RW Kebon Kopi, Kecamatan Merdeka, Kota Bogor, Reni Yanita.",
        "ujar pemilik Kopi Kita, Reni Yanita.",
        "kata salah satu pemilik kebun, Reni Yanita, Rabu (1/5).",
    ] {
        assert_eq!(
            speakers(&[&format!("{said} {tail}")]),
            ["Reni Yanita"],
            "{tail}"
        );
    }
}

#[test]
fn whoever_is_acted_upon_does_not_speak() {
    let text = "\"Tahun ini naik dua kali lipat,\" teriak salah satu pria memanggil Reni Yanita.";
    assert_eq!(speakers(&[text]), ["-"]);
}

#[test]
fn texts_that_are_quoted_have_no_speaker() {
    let speaker = "Reni Yanita mengatakan panen naik.";
    let law = "Pasal itu berbunyi: \"Petani kopi berhak atas pupuk yang disubsidi negara.\"";
    assert!(speakers(&[speaker, law]).iter().all(|name| name == "-"));
}

#[test]
fn unnamed_speakers_stay_unnamed() {
    let found = read(&["\"Panen kopi tahun ini naik,\" kata warga."]);
    assert_eq!(found[0].speaker, None);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|\"|“|”|''|kata |ujarnya |Reni |, |\\. |mengatakan |\\(|\\)|\n){0,60}") {
        for q in read(&[&text, &text]) {
            prop_assert_eq!(&text[q.start..q.end], q.text.as_str());
        }
    }
}

#[test]
fn accounts_speak_for_themselves_and_a_shared_video_does_not() {
    for (text, speaker) in [
        (
            "Akun resmi @kopindo menjawab. Dalam cuitan lain, @kopindo menambahkan, \"Panen kopi naik.\"",
            Some("@kopindo"),
        ),
        (
            "Reni Yanita menang. \"Panen kopi tahun ini naik,\" tulis dalam twitter resmi Kopindo.",
            Some("Kopindo"),
        ),
        (
            "\"Panen kopi tahun ini naik,\" ucap warga dalam video yang diunggah akun @kopindo.",
            None,
        ),
    ] {
        let found = read(&[text]);
        assert_eq!(found[0].speaker.as_deref(), speaker, "{text}");
    }
}

#[test]
fn half_of_a_firm_is_no_part_of_a_name() {
    let found = speakers(&[
        "Layanan XL Axiata dipakai petani.",
        "\"Panen kopi tahun ini naik,\" kata Direktur XL Axiata Reni Yanita.",
    ]);
    assert_eq!(found, ["Reni Yanita"]);
}
