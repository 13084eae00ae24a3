//! Whom a pronoun, a description or nobody's name means.

use super::{read, speakers};

const SAID: &str = "\"Tahun ini naik dua kali lipat,\" ujarnya.";
const RENI: &str = "Reni Yanita mengatakan panen akan naik.";

#[test]
fn a_description_with_a_name_in_it_is_the_latest_speaker() {
    for text in [
        "Politikus Partai Kebangkitan Kopi itu mengatakan panen naik.",
        "Bahkan mantan istri Slamet Riyadi itu mengaku senang.",
        "Sang pelatih menegaskan panen naik.",
    ] {
        assert_eq!(speakers(&[RENI, text, SAID]), ["Reni Yanita"], "{text}");
    }
    // The name is not part of a description that only ends so.
    let other = "Bupati Slamet Riyadi yang membuka acara tersebut menekankan pentingnya kopi.";
    assert_eq!(speakers(&[RENI, other, SAID]).len(), 1);
    assert_ne!(speakers(&[RENI, other, SAID]), ["acara"]);
    for tail in [
        "kata sang pelatih.",
        "ucap pebalap dengan gelar juara nasional tujuh kali ini.",
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        assert_eq!(speakers(&[RENI, &text]), ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn whoever_is_reported_or_acted_upon_is_not_the_latest_speaker() {
    for text in [
        "Bahkan, kata Reni, Slamet Riyadi sudah memprediksi hal itu.",
        "Ia bicara di acara Tanya Jawab Slamet Riyadi di Bogor.",
    ] {
        let before = "\"Panen segera mulai,\" kata Reni Yanita.";
        let found = speakers(&[before, text, SAID]);
        assert_eq!(
            found.last().map(String::as_str),
            Some("Reni Yanita"),
            "{text}"
        );
    }
    let body = [
        "Slamet Riyadi mengaku mencuri kopi.",
        "Kapolsek Reni Yanita membenarkan hal itu.",
        "Slamet ditangkap di kebun.",
        SAID,
    ];
    assert_eq!(speakers(&body), ["Reni Yanita"]);
}

#[test]
fn the_subject_stands_before_a_place_a_day_and_degrees() {
    for text in [
        "Dokter spesialis paru Prof Reni Yanita di Bogor, Jumat, mengatakan panen naik.",
        "Kapolresta Bogor, Kombes Pol. Reni Yanita, S.I.K., M.Si., M.H. mengatakan panen naik.",
        "Pelaksana Tugas Kepala Balai Kopi Nasional Reni Yanita, yang juga petani, mengatakan panen naik.",
    ] {
        let before = "Slamet Riyadi mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, text, SAID]), ["Reni Yanita"], "{text}");
    }
}

#[test]
fn a_full_name_that_opens_a_sentence_speaks_where_nobody_else_does() {
    let text = "Reni Yanita, petani di Bogor, membagikan foto kebunnya.";
    assert_eq!(speakers(&[text, SAID]), ["Reni Yanita"]);
    // But no flag.
    assert_eq!(
        speakers(&["Bendera Indonesia berkibar. Bendera Indonesia robek.", SAID]),
        ["-"]
    );
}

#[test]
fn slogans_and_translations_are_no_speech() {
    for text in [
        "Ikuti terus siaran kami. \"Kopi Sore, Jangan Tidur Lagi Ya!\"",
        "Doa itu dibaca pagi hari. Artinya: \"Ya Tuhan, berkahilah kopi kami semua.\"",
    ] {
        assert!(read(&[RENI, text]).is_empty(), "{text}");
    }
    // `Doa` opens the next sentence and is no verb.
    let text = "\"Ya Tuhan, berkahilah kopi kami semua.\" Doa lainnya dibaca sore hari.";
    assert!(read(&[RENI, text]).iter().all(|q| q.verb.is_none()));
}

#[test]
fn verbs_of_saying_within_a_clause_are_nouns() {
    for text in [
        "Ia menilai kritik Slamet Riyadi harus dijadikan masukan.",
        "Ia mengutip pesan Slamet Riyadi di kebun itu.",
        "Ia yakin Slamet Riyadi bisa memanen kopi lebih cepat.",
    ] {
        let before = "\"Panen segera mulai,\" kata Reni Yanita.";
        let found = speakers(&[before, text, SAID]);
        assert_eq!(
            found.last().map(String::as_str),
            Some("Reni Yanita"),
            "{text}"
        );
    }
    // But `kata` and `lanjut` also stand there without a comma.
    let text = "Untuk panen lanjut Slamet Riyadi, petani menunggu hujan.";
    let found = speakers(&["\"Panen segera mulai,\" kata Reni Yanita.", text, SAID]);
    assert_eq!(found, ["Reni Yanita", "Slamet Riyadi"]);
}

#[test]
fn an_office_in_lower_case_leads_to_the_name_behind_its_place() {
    for text in [
        "Pada acara itu, wali kota Bogor Reni Yanita mengatakan panen naik.",
        "Seperti dilansir dari laman Kopi Kita, Reni Yanita dari Universitas Kopi mengatakan panen naik.",
        "Reni Yanita salah satu peneliti kopi mengatakan panen naik.",
    ] {
        let before = "Slamet Riyadi mengatakan harga kopi turun.";
        assert_eq!(speakers(&[before, text, SAID]), ["Reni Yanita"], "{text}");
    }
}

#[test]
fn a_doctor_comes_behind_the_comma_and_one_of_many_before_it() {
    for text in [
        "\"Panen segera mulai,\" kata Konsultan Kopi dan Gudang, dr. Reni Yanita, di Bogor.",
        "Hal itu disampaikan salah seorang penjual kopi, Reni Yanita. \"Panen segera mulai,\" katanya.",
    ] {
        assert_eq!(speakers(&[text]), ["Reni Yanita"], "{text}");
    }
    let text = "Menurut salah seorang warga di Bogor, hujan turun semalaman.";
    let found = speakers(&["\"Panen segera mulai,\" kata Reni Yanita.", text, SAID]);
    assert_eq!(found, ["Reni Yanita", "-"]);
}

#[test]
fn an_office_is_its_holder_even_where_the_holder_says_nothing() {
    let text = "Kapolri Jenderal Pol Reni Yanita meluncurkan gugus tugas kopi.";
    let said = "\"Gugus tugas itu dibentuk hari ini,\" ujar Kapolri.";
    assert_eq!(speakers(&[text, said]), ["Reni Yanita"]);
    let judge = "\"Kopi itu disita,\" ujar ketua majelis hakim Reni Yanita. \"Terdakwa bebas hari ini,\" ujar hakim.";
    assert_eq!(speakers(&[judge]), ["Reni Yanita", "Reni Yanita"]);
    assert_eq!(
        speakers(&["\"Terdakwa bebas hari ini,\" ujar hakim."]),
        ["-"]
    );
    // `Putri` is a name here, not an office.
    let text = "Putri Reni Yanita memanen kopi. \"Panen segera mulai,\" kata Putri.";
    assert_eq!(speakers(&[text]), ["Putri Reni Yanita"]);
}

#[test]
fn sources_are_their_publishers_and_one_of_many_is_nobody() {
    for (text, speaker) in [
        (
            "\"Panen kopi sudah selesai,\" tulis data Kopindo, Rabu.",
            "Kopindo",
        ),
        (
            "\"Panen kopi sudah selesai,\" tulis pernyataan resmi Kopindo.",
            "Kopindo",
        ),
        (
            "\"Panen kopi sudah selesai,\" tulis salah satu relawan Proyek Kopi.",
            "-",
        ),
        (
            "\"Panen kopi sudah selesai,\" kata seorang pejabat Kementerian Kopi.",
            "-",
        ),
    ] {
        assert_eq!(speakers(&[text]), [speaker], "{text}");
    }
}

#[test]
fn a_firm_before_its_head_and_a_place_before_a_known_name_are_passed() {
    for text in [
        "Raksasa kopi, Kopindo, tumbuh. \"Panen segera mulai,\" kata CEO Kopindo, Reni Yanita, di Bogor.",
        "\"Panen segera mulai,\" kata pemandu di kawasan Kebun Kopi, Reni saat ditemui. Reni menambahkan hal lain.",
        "\"Hujan sudah turun,\" kata Reni. \"Panen segera mulai,\" terang petani asal Bogor.",
    ] {
        let found = speakers(&[text]);
        let last = found.last().map(String::as_str);
        assert!(
            matches!(last, Some("Reni" | "Reni Yanita")),
            "{text}: {last:?}"
        );
    }
}

#[test]
fn whatever_is_also_said_by_somebody_is_theirs() {
    let text = [
        "Slamet Riyadi mengatakan hujan turun. Adanya panen juga dijelaskan Reni Yanita, petani Bogor.",
        "\"Tahun ini naik dua kali lipat,\" ucapnya.",
    ];
    assert_eq!(speakers(&text), ["Reni Yanita"]);
    let account = "\"Tahun ini naik dua kali lipat,\" tulis warganet dengan akun kopireni.";
    assert_eq!(speakers(&[account]), ["kopireni"]);
    let nobody = "\"Tahun ini naik dua kali lipat,\" tulis warganet dengan akun tersebut.";
    assert_eq!(speakers(&[nobody]), ["-"]);
}

#[test]
fn whoever_is_said_to_speak_is_the_latest_speaker() {
    for text in [
        "Kepala Dinas Pertanian Slamet Riyadi buka suara.",
        "Di tempat yang sama, Slamet Riyadi memberikan tanggapan.",
        "Dosen Kebun Kopi, Slamet Riyadi memperkuat hal itu. Ia menyatakan panen naik.",
        "Slamet Riyadi, ayah petani itu hadir menyampaikan harapannya.",
        "Sementara itu, Slamet dari Kebun Kopi menyampaikan panen naik.",
    ] {
        let found = speakers(&[RENI, text, SAID]);
        let last = found.last().map(String::as_str);
        assert!(
            last.is_some_and(|s| s.starts_with("Slamet")),
            "{text}: {found:?}"
        );
    }
    // Nothing is said.
    let text = "Kepala Dinas Pertanian Slamet Riyadi memberikan bibit.";
    assert_eq!(speakers(&[RENI, text, SAID]), ["Reni Yanita"]);
}

#[test]
fn a_dateline_begins_a_sentence() {
    let text = "Petani Reni Yanita mengatakan panen naik di Bogor Jakarta (KABAR) - Petani \
        Slamet Riyadi mengatakan harga naik.";
    assert_eq!(speakers(&[text, SAID]), ["Slamet Riyadi"]);
}

#[test]
fn the_subject_stands_before_a_source_and_a_book() {
    for (text, name) in [
        (
            "Slamet Riyadi seperti dikutip Kabar Kopi, Selasa (4/3/2025) mengatakan, \"Panen kopi naik tahun ini.\"",
            "Slamet Riyadi",
        ),
        (
            "Oleh sebab itu, Slamet Riyadi dalam Kebun Kopi (2013) menuliskan, \"Panen kopi naik tahun ini.\"",
            "Slamet Riyadi",
        ),
        (
            "Lewat Kabar Kopi, Kopindo menyampaikan, \"Panen kopi naik tahun ini.\"",
            "Kopindo",
        ),
    ] {
        assert_eq!(speakers(&[text]), [name], "{text}");
    }
}
