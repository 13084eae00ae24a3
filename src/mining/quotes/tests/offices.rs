//! Who holds an office by which alone somebody is cited, and names that begin like one.

use super::{read, speakers};

/// Who speaks where only the office stands beside the verb.
fn cited_as(office: &str, before: &str) -> String {
    let said = format!("\"Tahun ini naik dua kali lipat,\" kata {office}.");
    let found = read(&[before, &said]);
    found[0].speaker.clone().unwrap_or_default()
}

#[test]
fn an_office_means_whom_the_article_names_with_it() {
    for (office, before) in [
        (
            "Menhub",
            "Menteri Perhubungan (Menhub) Reni Yanita ingin menambah kereta.",
        ),
        (
            "Menpora",
            "Kemarin Menteri Pemuda dan Olahraga (Menpora), Reni Yanita membuka lomba.",
        ),
        (
            "Kapolres",
            "Acara dipimpin oleh Kapolres Bogor AKBP Reni Yanita.",
        ),
        (
            "Kapolsek",
            "Mereka disambut Kapolsek Kebun Kopi, Iptu Reni Yanita.",
        ),
        (
            "Kapolsek",
            "Kemarin Kapolsek Iptu Reni Yanita menyapa para petani.",
        ),
    ] {
        assert_eq!(cited_as(office, before), "Reni Yanita", "{before}");
    }
    // `tanya jaksa` may be another one.
    let other = "Rahmat mengenalkan petani kepada Jaksa Reni Yanita.";
    assert_eq!(cited_as("jaksa", other), "");
    let list = "Acara dihadiri Mensesneg Reni Yanita, Mendagri Slamet Riyadi, dan warga.";
    assert_eq!(cited_as("Mensesneg", list), "Reni Yanita");
    for before in [
        "Acara dihadiri Kapolres Bogor AKBP Reni Yanita dan Kapolres Depok AKBP Slamet Riyadi.",
        "Acara dihadiri mantan Kapolres Reni Yanita.",
        "Acara dihadiri Kapolres Kebun Kopi.",
    ] {
        assert_eq!(cited_as("Kapolres", before), "Kapolres", "{before}");
    }
}

#[test]
fn titles_and_letters_find_the_full_name() {
    for (short, before, full) in [
        (
            "Sultan",
            "Wakil Ketua DPR RI Sultan Slamet Riyadi mendapat penghargaan.",
            "Sultan Slamet Riyadi",
        ),
        (
            "RPY",
            "Ketua Panitia Reni Putri Yanita memberikan dukungan. RPY mengatakan panen naik.",
            "Reni Putri Yanita",
        ),
    ] {
        let said = format!("\"Tahun ini naik dua kali lipat,\" kata {short}.");
        let again = format!("\"Semua senang,\" kata {full}.");
        let found = read(&[before, &said, &again]);
        assert_eq!(found[0].speaker_full.as_deref(), Some(full), "{short}");
    }
}

#[test]
fn names_of_bali_begin_where_they_say() {
    let text = "\"Tahun ini naik dua kali lipat,\" kata Anak Agung Made Yanita.";
    assert_eq!(speakers(&[text]), ["Anak Agung Made Yanita"]);
    let airport = "\"Tahun ini naik dua kali lipat,\" kata General Manager Bandara Internasional I Gusti Putu Riyadi, Reni, kepada wartawan.";
    assert_eq!(speakers(&[airport]), ["Reni"]);
    let rank = "\"Tahun ini naik dua kali lipat,\" kata Kapolres Bogor AKBP Agung Yanita Riyadi.";
    assert_eq!(speakers(&[rank]), ["Agung Yanita Riyadi"]);
}

#[test]
fn ministers_are_known_by_their_short_offices() {
    for (before, short, holder) in [
        (
            "Menteri Dalam Negeri Reni Yanita mengapresiasi petani.",
            "Mendagri",
            "Reni Yanita",
        ),
        (
            "Wakil Presiden Reni Yanita berharap hujan turun.",
            "Wapres",
            "Reni Yanita",
        ),
        (
            "Mantan Menteri Agama Reni Yanita berharap hujan turun.",
            "Menag",
            "Menag",
        ),
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" kata {short} di Bogor.");
        assert_eq!(speakers(&[before, &text]), [holder], "{before}");
    }
}

#[test]
fn an_office_that_says_something_is_its_holder() {
    let text = [
        "Hakim Reni Yanita memutuskan sidang lanjut. Slamet mengatakan ia pulang.",
        "Hakim menyebut Slamet tidak boleh pulang. \"Tidak boleh ada yang pulang,\" tuturnya.",
    ];
    let party = [
        "Polisi menangkap pelaku Reni Yanita di Bogor. Slamet mengatakan ia dicari.",
        "Pelaku mengaku salah. \"Kami tangkap dia di kebun kopi,\" tuturnya.",
    ];
    assert_eq!(speakers(&text), ["Reni Yanita"]);
    assert_eq!(speakers(&party), ["Slamet"]);
}

#[test]
fn an_office_in_small_letters_is_its_only_holder() {
    let body = [
        "Kapolsek Kebun Kopi AKP Slamet Riyadi mengatakan pelaku ditangkap.",
        "\"Kami masih memeriksa saksi,\" jelas kapolsek, Sabtu.",
    ];
    assert_eq!(speakers(&body), ["Slamet Riyadi"]);
    let body = [
        "Wakil Presiden (Wapres) RI, Reni Yanita mengajak petani menanam kopi.",
        "\"Panen kopi harus naik,\" kata Wapres di Bogor.",
    ];
    assert_eq!(speakers(&body), ["Reni Yanita"]);
}
