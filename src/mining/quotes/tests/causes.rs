//! Causes of wrong speakers that an independent reader found.

use super::{read, speakers};

const SAID: &str = "\"Tahun ini naik dua kali lipat,\" ujarnya.";
const SLAMET: &str = "\"Harga kopi turun,\" kata Slamet Riyadi.";

/// The last speaker's full name.
fn last(body: &[&str]) -> Option<String> {
    speakers(body).pop()
}

#[test]
fn titles_and_degrees_are_nobody() {
    for text in [
        "Guru Besar Universitas Kopi Prof dr Reni Yanita, MS, PKK, PGDRM, SpOk., Ph.D menyampaikan panen naik.",
        "Dokter kulit dr Reni Yanita, SpDVE, SubspOBK mengatakan panen naik.",
    ] {
        assert_eq!(
            last(&[text, SAID]).as_deref(),
            Some("Reni Yanita"),
            "{text}"
        );
    }
}

#[test]
fn an_office_without_a_name_is_whoever_was_named_with_it() {
    for text in [
        "Bupati Rambutan, Reni Yanita, sebelumnya menanam kopi.",
        "Kopi itu dibawa Bupati Rambutan (BR) Reni Yanita ke kebun.",
        "Acara itu dihadiri Bupati Rambutan, Reni Yanita didampingi petani.",
    ] {
        let said = "\"Panen kopi naik tahun ini,\" tegas Bupati.";
        assert_eq!(
            last(&[text, said]).as_deref(),
            Some("Reni Yanita"),
            "{text}"
        );
        let reported = "Bupati menyatakan panen kopi naik.";
        let found = last(&[SLAMET, text, reported, SAID]);
        assert_eq!(found.as_deref(), Some("Reni Yanita"), "{text}");
    }
    let body = [
        "Kapolsek Rambutan, Kompol Reni, menerangkan pencuri kopi ditangkap.",
        "\"Kami masih memeriksa saksi,\" ungkap Kapolsek.",
    ];
    assert_eq!(last(&body).as_deref(), Some("Reni"));
}

#[test]
fn a_name_stands_behind_an_english_body() {
    let text =
        "\"Kopi kami segera diekspor,\" ujar Direktur Kebon Center for Coffee Studies Reni Yanita.";
    let more = "Reni menegaskan panen naik.";
    assert_eq!(speakers(&[text, more]), ["Reni Yanita"]);
}

#[test]
fn whoever_is_sure_notes_or_posts_speaks_next() {
    for text in [
        "Reni Yanita, Direktur Pemasaran Kopindo yakin, panen kopi naik.",
        "Ketua Kopindo, Reni Yanita yakin bahwa panen kopi naik.",
        "Petani Reni Yanita mencatat bahwa panen kopi naik.",
        "Reni Yanita memberikan apresiasi kepada petani. Ia berpesan agar panen naik.",
        "Reni Yanita menanam kopi di Bogor. Ia berpesan agar panen naik.",
        "Pemain band itu, Reni Yanita juga mengunggah foto kebun kopi.",
        "Peramu kopi paling senior Reni Yanita, pengajar di Bogor yang suka teh, mengatakan panen naik.",
    ] {
        assert_eq!(
            last(&[SLAMET, text, SAID]).as_deref(),
            Some("Reni Yanita"),
            "{text}"
        );
    }
    // In a clause of time, somebody else's picture.
    let text = "Kabar itu ramai ketika istri Budi, Reni Yanita, mengunggah foto kebun kopi.";
    assert_eq!(
        last(&[SLAMET, text, SAID]).as_deref(),
        Some("Slamet Riyadi")
    );
}

#[test]
fn who_is_only_cited_does_not_speak() {
    let body = [
        "Mengutip Kebon Kita, panen kopi akan naik.",
        "Reni Yanita menanam kopi di Bogor.",
        "\"Tahun ini naik dua kali lipat,\" tulisnya. Kebon Kita memuat fotonya.",
    ];
    assert_ne!(last(&body).as_deref(), Some("Kebon Kita"));
}

#[test]
fn a_clause_goes_on_with_whoever_said_its_first_part() {
    let text = "Dia mengatakan petani \"sangat senang\" menanam kopi, tetapi menambahkan bahwa \"harga kopi belum naik sejauh ini\".";
    let reni = "Reni Yanita mengatakan panen akan naik.";
    assert_eq!(last(&[reni, text]).as_deref(), Some("Reni Yanita"));
}

#[test]
fn a_story_is_told_by_another() {
    let body = [
        "\"Saya menanam kopi sejak lama,\" tutur Slamet.",
        "\"Ia petani yang tekun,\" terang Reni Yanita. Ia menambahkan, kisah Slamet adalah bukti ketekunan.",
        SAID,
    ];
    assert_eq!(last(&body).as_deref(), Some("Reni Yanita"));
}

#[test]
fn an_example_with_an_age_speaks_next() {
    let text = "Kopi itu disukai anak-anak. Salah satunya Reni Yanita (12) yang datang ke kebun.";
    assert_eq!(last(&[SLAMET, text, SAID]).as_deref(), Some("Reni Yanita"));
}

#[test]
fn nobody_says_a_law_and_who_asks_is_none_of_the_others() {
    let law = "\"Setiap orang dilarang menolak kopi yang ditawarkan dengan baik.\"";
    assert_eq!(read(&[SLAMET, law]).len(), 1);
    let asked = "\"Apakah panen kopi naik tahun ini?\" tanya wartawan itu kepada Slamet.";
    assert_eq!(speakers(&[SLAMET, asked]), ["Slamet Riyadi", "-"]);
    let asks = "\"Apakah panen kopi naik tahun ini?\" Reni bertanya.";
    assert_eq!(last(&[SLAMET, asks]).as_deref(), Some("Reni"));
}

#[test]
fn lost_blanks_are_found() {
    for (tail, name) in [
        ("kata KBRI Merdeka kepadadetikcom, Selasa.", "KBRI Merdeka"),
        ("kata YanitaDia melanjutkan panen.", "Yanita"),
        ("kata YanitaBerdasarkan data panen.", "Yanita"),
    ] {
        let text = format!("\"Kopi kami segera diekspor,\" {tail}");
        assert_eq!(speakers(&[&text]), [name], "{tail}");
    }
    let caption = "PerbesarYanita menambahkan, panen kopi naik.";
    assert_eq!(last(&[caption, SAID]).as_deref(), Some("Yanita"));
}

#[test]
fn a_market_is_no_first_name() {
    let body = [
        "Pedagang Pasar Rambutan Yanita mengatakan harga kopi turun.",
        SAID,
        "Yanita mengatakan panen melimpah.",
    ];
    assert_eq!(speakers(&body), ["Yanita"]);
}

#[test]
fn a_blend_is_short_for_a_full_name() {
    let body = [
        "Presiden Reno Yanita menanam kopi.",
        "\"Kopi kami segera diekspor,\" kata Renoya.",
    ];
    assert_eq!(speakers(&body), ["Reno Yanita"]);
}
