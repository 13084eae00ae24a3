//! Where a name begins and ends.

use super::speakers;

const SAID: &str = "\"Tahun ini naik dua kali lipat,\"";

/// The speaker by what stands behind a quotation.
fn behind(tail: &str) -> Vec<String> {
    speakers(&[&format!("{SAID} {tail}")])
}

#[test]
fn no_name_holds_a_derived_word() {
    for (tail, speaker) in [
        (
            "kata Kepala Pengendalian Panen di kebun, Reni Yanita.",
            "Reni Yanita",
        ),
        ("kata Reni Yanita Menurutnya panen naik.", "Reni Yanita"),
        ("jelas Menko Bidang Kemaritiman Reni Yanita.", "Reni Yanita"),
        ("ucap Reni Yanita Lebih lanjut panen naik.", "Reni Yanita"),
    ] {
        assert_eq!(behind(tail), [speaker], "{tail}");
    }
    // What everybody calls somebody by stays, common or not.
    assert_eq!(
        behind("kata Bupati Hari Putra Yanita."),
        ["Hari Putra Yanita"]
    );
}

#[test]
fn captions_and_sites_glued_to_a_name_are_cut() {
    for text in [
        "PanenReni Yanita mengatakan, \"Tahun ini naik dua kali.\"",
        "\"Tahun ini naik dua kali,\" kata Reni Yanitapada Rabu (4/3).",
        "\"Tahun ini naik dua kali,\" kata Reni Yanita.detikcom bersama petani.",
    ] {
        assert_eq!(speakers(&[text]), ["Reni Yanita"], "{text}");
    }
    assert_eq!(
        behind("tulis @kopi.nusantara di laman itu."),
        ["@kopi.nusantara"]
    );
}

#[test]
fn places_and_years_before_a_name_are_no_part_of_it() {
    for (opening, tail, speaker) in [
        (
            "Kapal sandar di Pelabuhan Merah.",
            "kata Kepala Cabang Merah Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Panen naik.",
            "kata Ketua Panitia Piala Kopi 2026 Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Panen naik.",
            "kata Kepala Kantor di Kebun Baru, Reni, Rabu.",
            "Reni",
        ),
        (
            "Piala itu direbut dari Kopindo.",
            "kata bos tim Kopindo Reni Yanita.",
            "Reni Yanita",
        ),
        (
            "Panen naik.",
            "kata Ketua RT Rambutan, Slamet, di kebun.",
            "Slamet",
        ),
        ("Panen naik.", "kata Wakil Wali Kota Slamet.", "Slamet"),
    ] {
        let said = format!("{SAID} {tail}");
        assert_eq!(speakers(&[opening, &said]), [speaker], "{tail}");
    }
}

#[test]
fn a_bracket_leads_to_the_name_unless_something_is_called_after_somebody() {
    for tail in [
        "kata Kepala Dinas Kopi dan Rempah (Diskop) Kota Bogor Reni Yanita.",
        "kata Ketua Prodi Hukum (PH) Universitas Slamet Riyadi (Unisri) Reni Yanita, Senin.",
    ] {
        assert_eq!(behind(tail), ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn a_firm_before_a_comma_is_not_its_head() {
    let later = "\"Panen berikutnya bulan depan,\" kata Dani.";
    for tail in [
        "kata vokalis Kopi Jaya Abadi, Dani Yanita ketika panen.",
        "ujar General Manager Kopi Land, Dani Yanita.",
    ] {
        let said = format!("{SAID} {tail}");
        let found = speakers(&[&said, later]);
        assert_eq!(found, ["Dani Yanita", "Dani Yanita"], "{tail}");
    }
}

#[test]
fn what_stands_behind_a_name_is_no_part_of_it() {
    let called = "Reni mengatakan panen naik.";
    let said = format!("{SAID} kata Reni Yanita Kabid Pembinaan Balai.");
    assert_eq!(speakers(&[called, &said]), ["Reni Yanita"]);
    for tail in [
        "kata Kepala Balai Reni Yanita MSi.",
        "kata Bupati Reni Yanita, S.H., M.H. di Bogor.",
    ] {
        assert_eq!(behind(tail), ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn titles_inside_a_name_are_names() {
    for speaker in [
        "Reni Putri Yanita",
        "Lukman Hakim Yanita",
        "Slamet ten Brink",
    ] {
        assert_eq!(
            behind(&format!("kata Menteri Kehutanan {speaker}.")),
            [speaker]
        );
    }
}

#[test]
fn first_letters_stand_for_a_name_with_more_than_one_blank_in_it() {
    let body = [
        "\"Tahun ini naik dua kali lipat,\" kata Reni  Slamet Yanita di Bogor.",
        "\"Tahun depan naik lagi dua kali lipat,\" kata RSY.",
    ];
    assert_eq!(speakers(&body)[1], "Reni  Slamet Yanita");
}

#[test]
fn firms_and_places_that_stand_apart_are_no_first_names() {
    let again = "Reni menambahkan panen naik. Kopindo juga punya kebun. Di Cikopi ada pabrik.";
    for tail in [
        "kata Direktur Utama Kopindo Reni Yanita.",
        "kata pengelola wisata Cikopi Reni Yanita (50).",
        "kata Kepala Dinas Kopi dan Teh (Diskopi) Cikopi Reni Yanita.",
        "ujar drs. Reni Yanita M.Si, Ketua Panitia Panen, di Bogor.",
    ] {
        assert_eq!(
            speakers(&[&format!("{SAID} {tail}"), again]),
            ["Reni Yanita"],
            "{tail}"
        );
    }
    // A first name by which nobody calls her is hers.
    let other = "Reni menambahkan panen naik. Ayu juga menyebut hujan.";
    let text = format!("{SAID} kata Direktur Utama Ayu Reni Yanita.");
    assert_eq!(speakers(&[&text, other]), ["Ayu Reni Yanita"]);
    assert_eq!(behind("kata Reni B3 diiringi tawa."), ["Reni B3"]);
}

#[test]
fn subjects_behind_a_bracket_or_a_song() {
    for (before, speaker) in [
        (
            "Kepala Badan Kopi dan Teh (Bakop) Metro Yanita mengatakan panen naik.",
            "Yanita",
        ),
        (
            "Reni Yanita mengatakan ia senang. Pelantun Di Kebun Kopi itu mengaku baru tahu.",
            "Reni Yanita",
        ),
    ] {
        let text = format!("{SAID} ujarnya.");
        assert_eq!(speakers(&[before, &text]), [speaker], "{before}");
    }
}

#[test]
fn short_names_have_the_full_one_that_the_article_gives() {
    for (before, short, full) in [
        (
            "Badan Kopi, Teh, dan Gula (BKTG) mengadakan rapat.",
            "BKTG",
            "Badan Kopi, Teh, dan Gula",
        ),
        (
            "Wakil Ketua Badan Kopi (Bako) DPR Reni Yanita alias Awi mengakui hal itu. Awi senang.",
            "Awi",
            "Reni Yanita",
        ),
        (
            "Menteri Kopi (Menko) Reni Yanita atau akrab disapa Gus Awi mengunjungi kebun.",
            "Gus Awi",
            "Reni Yanita",
        ),
        (
            "Bupati Bogor I Made Yanita Riyadi mengakui hal itu. Yanita Riyadi senang.",
            "Yanita Riyadi",
            "I Made Yanita Riyadi",
        ),
        (
            "Menteri Keuangan Reni Ayu Yanita mengatakan panen naik.",
            "Reni Yanita",
            "Reni Ayu Yanita",
        ),
        (
            "Manajer Leonora Yanita mengatakan panen naik.",
            "Leo",
            "Leonora Yanita",
        ),
    ] {
        let text = format!("{SAID} kata {short}.");
        assert_eq!(speakers(&[before, &text]), [full], "{before}");
    }
}

#[test]
fn a_short_name_of_two_words_in_a_bracket_is_a_firm() {
    let before = "Dewan Pengurus Pusat Gabungan Petani Kopi (DPP Gapeko) meminta bibit. \
        Ketua Umum DPP Gapeko Reni Yanita mengatakan panen naik. Gapeko berharap hujan turun.";
    let text = format!("{SAID} ujarnya.");
    assert_eq!(speakers(&[before, &text]), ["Reni Yanita"]);
}

#[test]
fn words_glued_to_a_full_name_are_no_part_of_it() {
    let before = "Bupati Bogor Reni Yanitaterkait panen kopi.";
    let text = format!("{SAID} kata Reni.");
    assert_eq!(speakers(&[before, &text]), ["Reni Yanita"]);
}

#[test]
fn a_common_word_that_opens_a_sentence_is_no_first_name() {
    let before = "Rencana Reni Yanita untuk panen harus batal.";
    let text = format!("{SAID} kata Reni.");
    assert_eq!(speakers(&[before, &text]), ["Reni Yanita"]);
}

#[test]
fn forenames_stay_and_foreign_degrees_go() {
    for (tail, speaker) in [
        (
            "kata Direktur Kopi Merdeka Muhammad Reni Ayu Yanita.",
            "Muhammad Reni Ayu Yanita",
        ),
        ("kata pakar kopi Reni Yanita PhD.", "Reni Yanita"),
    ] {
        let again = "Reni menambahkan panen naik.";
        let text = format!("{SAID} {tail}");
        assert_eq!(speakers(&[&text, again]), [speaker], "{tail}");
    }
    let before = "Pertemuan itu di Reni Tower. Presiden Slamet Reni bertemu petani.";
    let text = format!("{SAID} kata Reni.");
    assert_eq!(speakers(&[before, &text]), ["Slamet Reni"]);
}

#[test]
fn a_firm_that_only_says_something_is_no_first_name() {
    let body = [
        "Menurut laporan itu, saham Kopindo naik. Kopindo mengumumkan laba.",
        "\"Kopi kami segera diekspor,\" kata CEO Kopindo Slamet Riyadi.",
    ];
    assert_eq!(speakers(&body), ["Slamet Riyadi"]);
    let body = [
        "Bendungan itu dibangun PT Kopi Merdeka sejak lama.",
        "\"Kopi kami segera diekspor,\" kata Direktur PT Kopi Merdeka Reni Ayu Yanita.",
    ];
    assert_eq!(speakers(&body), ["Reni Ayu Yanita"]);
}

#[test]
fn common_words_can_be_first_names() {
    let text = "\"Kopi kami segera diekspor,\" kata petani Hari Yanita.";
    assert_eq!(speakers(&[text]), ["Hari Yanita"]);
}

#[test]
fn words_that_lost_two_blanks_are_cut_twice() {
    let text = "\"Kopi kami segera diekspor,\" kataSlametmenambahkan.";
    assert_eq!(speakers(&[text]), ["Slamet"]);
}

#[test]
fn a_name_stands_behind_a_description_and_behind_an_unknown_head() {
    for (tail, name) in [
        (
            "kata salah satu petani yang selamat, Slamet (29), Senin.",
            "Slamet",
        ),
        (
            "kata Danru Damkar Bogor, Slamet Riyadi, di kebun.",
            "Slamet Riyadi",
        ),
    ] {
        let text = format!("\"Kopi kami segera diekspor,\" {tail}");
        assert_eq!(speakers(&[&text]), [name], "{tail}");
    }
    let tail = "kata salah satu petani yang pulang dari kebun, Bogor.";
    let text = format!("\"Kopi kami segera diekspor,\" {tail}");
    assert_eq!(speakers(&[&text]), ["-"]);
}

#[test]
fn initials_before_a_name_stay_and_numbered_places_go() {
    for (tail, name) in [
        ("kata DNT Lawyers.", "DNT Lawyers"),
        ("kata OC Yanita.", "OC Yanita"),
        ("kata Ketua RW 01 Kebonbaru Slamet Riyadi.", "Slamet Riyadi"),
        ("kata Slamet Dalam Temu Petani di Bogor.", "Slamet"),
        (
            "kata Koordinator Kebun Kopi Merdeka, Slamet, Selasa.",
            "Slamet",
        ),
    ] {
        let text = format!("\"Kopi kami segera diekspor,\" {tail}");
        let again = "\"Panen kopi naik,\" tutur Slamet.";
        let found = match tail.contains("Slamet,") {
            true => speakers(&[&text, again]),
            false => speakers(&[&text]),
        };
        assert_eq!(found[0], name, "{tail}");
    }
}
