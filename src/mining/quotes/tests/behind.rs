//! Names behind an office's fields, firm or aside, and descriptions instead of them.

use super::{read, speakers};

const SAID: &str = "\"Tahun ini naik dua kali lipat,\" ujarnya.";

/// Who speaks when the attribution ends so.
fn said_by(tail: &str) -> Vec<String> {
    speakers(&[&format!("\"Tahun ini naik dua kali lipat,\" {tail}")])
}

#[test]
fn fields_of_an_office_are_no_names() {
    for tail in [
        "kata Kepala Unit Pelaksana Teknis (UPT) Temanggung, Reni Yanita, seperti dikutip warga.",
        "kata Kepala Unit Penjemuran, Penggilingan dan Patroli (Kanit Penggiling), Reni Yanita.",
        "kata Direktur Jenderal Energi Baru, Terbarukan, dan Hijau (EBTH) Kementerian Kopi, Reni Yanita.",
        "kata Direktur Operasional PT Kebun Raya Baru (KRB), Reni Yanita kepada wartawan.",
    ] {
        assert_eq!(said_by(tail), ["Reni Yanita"], "{tail}");
    }
    // Where no other name follows, it is one.
    let name = "kata Ketua Panitia Permata, Jumat (6/6).";
    assert_eq!(said_by(name), ["Permata"]);
}

#[test]
fn a_firm_before_the_comma_is_no_speaker() {
    let tail = "kata Direktur Pemasaran Kopi Kita, Reni Yanita di Temanggung, Jumat (6/6).";
    assert_eq!(said_by(tail), ["Reni Yanita"]);
    // Firms have no titles.
    let doctor = "ujar dr. Reni Yanita, Poli Gigi RSUD Temanggung, Jumat (6/6).";
    assert_eq!(said_by(doctor), ["Reni Yanita"]);
}

#[test]
fn a_name_may_stand_behind_what_is_said_of_an_office() {
    for tail in [
        "ujar juru bicara KPU saat itu, Reni Yanita, di kebun.",
        "kata juru bicara pemerintah untuk urusan kopi dan teh, Reni Yanita, saat dihubungi.",
        "kata pegawai KPU yang turut hadir, Reni Yanita (33).",
    ] {
        assert_eq!(said_by(tail), ["Reni Yanita"], "{tail}");
    }
    // An address, and the next sentence.
    let place = "ujar juru bicara KPU saat panen di Kebun Lama, Tanah Merah, Jumat (6/6).";
    assert_eq!(said_by(place), ["juru bicara KPU"]);
    let next = "jelas Bupati. Direktur Kopindo, Slamet Riyadi, hadir di sana.";
    assert_ne!(said_by(next), ["Slamet Riyadi"]);
}

#[test]
fn descriptions_behind_the_verb_mean_the_latest_speaker() {
    for tail in [
        "ungkap umat Lingkungan Kebon Kopi ini.",
        "kata perempuan kelahiran Temanggung, Jawa Tengah itu.",
        "kata Menteri Koordinator Kopi, Teh, dan Gula (Menko KTG) itu.",
        "ujar mantan pelatih Kopi Kita.",
        "ujar sang gelandang Kopi Kita kepada wartawan.",
    ] {
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        let found = speakers(&["Reni Yanita mengatakan panen akan naik.", &text]);
        assert_eq!(found, ["Reni Yanita"], "{tail}");
    }
}

#[test]
fn accounts_and_texts_are_those_of_their_makers() {
    for (tail, who) in [
        (
            "tulis akun Instagram resmi milik Kopindo (@kopindo).",
            "Kopindo",
        ),
        ("tulis akun X, @kopi_kita.", "@kopi_kita"),
        ("tulis pengumuman Kopindo, Jumat (6/6).", "Kopindo"),
        ("kata laporan Kopindo tersebut.", "Kopindo"),
        (
            "tulis pengumuman KOPI Temanggung, Jumat (6/6).",
            "KOPI Temanggung",
        ),
        ("tulis penjelasan akun Kopi Kita.", "Kopi Kita"),
        ("tulis Dinas PUPR menyoal panen.", "Dinas PUPR"),
        ("demikian ungkapan Reni di media sosial.", "Reni"),
        ("demikian bunyi putusan Kopindo, Jumat (6/6).", "Kopindo"),
    ] {
        assert_eq!(said_by(tail), [who], "{tail}");
    }
    let nobody = read(&["\"Tarif kopi naik tahun depan,\" tulis Pasal 7 aturan tersebut."]);
    assert_eq!(nobody.len(), 1);
    assert_eq!(nobody[0].speaker, None);
}

#[test]
fn whoever_reports_somebody_to_the_police_does_not_speak() {
    let body = [
        "Pengacara Reni Yanita mengatakan panen akan naik.",
        "Sebelumnya, Slamet Riyadi melaporkan Budi Hartono ke polisi.",
        SAID,
    ];
    assert_eq!(speakers(&body), ["Reni Yanita"]);
}

#[test]
fn the_subject_before_dengan_speaks() {
    let text =
        "Dia menantang Slamet Riyadi dengan menuliskan, \"Berani tidak panen kopi sendiri?\"";
    let found = speakers(&["Reni Yanita mengatakan panen akan naik.", text]);
    assert_eq!(found, ["Reni Yanita"]);
}

#[test]
fn a_short_form_has_the_only_full_name_that_begins_so() {
    let body = [
        "Menteri Pertanian Yanitasari Reni mengatakan panen akan naik.",
        "\"Tahun ini naik dua kali lipat,\" kata Yanita di Temanggung.",
    ];
    let found = read(&body);
    assert_eq!(found[0].speaker.as_deref(), Some("Yanita"));
    assert_eq!(found[0].speaker_full.as_deref(), Some("Yanitasari Reni"));
}

#[test]
fn wali_kota_says_nothing_of_places() {
    let body = [
        "Wali Kota Bogor Reni Yanita menyampaikan panen akan naik.",
        SAID,
        "Acara itu dihadiri Wali Kota Reni Yanita dan warga.",
        "\"Tahun depan naik lagi,\" kata Slamet Riyadi.",
    ];
    assert_eq!(speakers(&body), ["Reni Yanita", "Slamet Riyadi"]);
}

#[test]
fn who_takes_a_stance_in_office_speaks_next() {
    let before = "\"Tahun ini naik dua kali lipat,\" kata Slamet Riyadi.";
    let stance = "Direktur Keuangan Reni Yanita mencermati harga kopi dunia.";
    assert_eq!(speakers(&[before, stance, SAID])[1], "Reni Yanita");
    // What somebody is said to have done is not theirs to say.
    let other = "Jaksa mendakwa Direktur Keuangan Reni Yanita menyetujui harga kopi.";
    assert_eq!(speakers(&[before, other, SAID])[1], "Slamet Riyadi");
}

#[test]
fn degrees_doctors_and_datelines_hide_no_names() {
    for text in [
        "Meski begitu, ahli kopi Reni Yanita, SP, MSi mengingatkan warga.",
        "Ibu Slamet yang bernama Reni Yanita berharap panen naik.",
        "JAKARTA-Reni Yanita mengatakan panen akan naik.",
    ] {
        assert_eq!(speakers(&[text, SAID]), ["Reni Yanita"], "{text}");
    }
    let doctor = "ujar Kepala Dinas Kesehatan Temanggung dr. Reni Yanita saat dihubungi.";
    assert_eq!(said_by(doctor), ["Reni Yanita"]);
    let office = "kata Dirdik Jampidsus Kejagung, Reni Yanita, dalam jumpa pers.";
    assert_eq!(said_by(office), ["Reni Yanita"]);
}

#[test]
fn nicknames_of_two_words_and_those_somebody_goes_by_have_the_full_name() {
    for (text, nick) in [
        (
            "Menteri Slamet Riyadi (Gus Slam) menegaskan panen naik.",
            "Gus Slam",
        ),
        (
            "Petani Slamet Riyadi yang akrab disapa Kak Slam kebanjiran.",
            "Slam",
        ),
        ("Menurut Slamet Riyadi alias Cak Slam, panen naik.", "Slam"),
        (
            "Slamet Riyadi alias Cak Slam menegaskan panen naik.",
            "Cak Slam",
        ),
    ] {
        let said = format!("\"Tahun ini naik dua kali lipat,\" kata {nick}.");
        let found = read(&[text, &said]);
        assert_eq!(found[0].speaker.as_deref(), Some(nick), "{text}");
        let full = found[0].speaker_full.as_deref();
        assert_eq!(full, Some("Slamet Riyadi"), "{text}");
    }
}

#[test]
fn a_title_that_begins_the_full_name_belongs_to_it() {
    let body = [
        "Sekretaris Raja Reni Yanita mengatakan panen akan naik.",
        "\"Tahun ini naik dua kali lipat,\" ungkap Raja Reni.",
    ];
    assert_eq!(read(&body)[0].speaker.as_deref(), Some("Raja Reni"));
}

#[test]
fn whoever_is_introduced_without_a_verb_of_saying_is_found() {
    let choice = "Ketua DPR RI, Reni Yanita menjagokan kopi dari Temanggung.";
    assert_eq!(speakers(&[choice, SAID]), ["Reni Yanita"]);
    let before = "\"Panen segera mulai,\" kata Slamet Riyadi.";
    let granted = "Semangatnya diakui Pembina Petani Letkol Reni Yanita. \"Ia rajin,\" ujarnya.";
    assert_eq!(speakers(&[before, granted])[1], "Reni Yanita");
    // Without a quotation behind it, what is granted leads to nobody's words.
    let told = "Semangatnya diakui Pembina Petani Letkol Reni Yanita.";
    assert_eq!(speakers(&[before, told, SAID])[1], "Slamet Riyadi");
    let figure = "\"Tahun ini naik dua kali lipat,\" sambung figur yang begitu melegenda ini.";
    assert_eq!(speakers(&[before, figure])[1], "Slamet Riyadi");
}

#[test]
fn places_lists_and_others_of_a_description_are_nobody_s_name() {
    let before = "\"Panen segera mulai,\" kata Slamet Riyadi.";
    for tail in [
        "ucap dosen FH Unkop, Temanggung itu.",
        "papar pemain kelahiran Temanggung, Jawa Tengah, 5 Mei 1990 ini.",
        "ucap eks pemain Kopindo, Tehindo, dan Gulaindo tersebut.",
    ] {
        let said = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        assert_eq!(speakers(&[before, &said])[1], "Slamet Riyadi", "{tail}");
    }
    let envoy = "\"Tahun ini naik dua kali lipat,\" tutur perwakilan Kebun Tehindo, Bogor itu.";
    assert_ne!(speakers(&[before, envoy])[1], "Slamet Riyadi");
    let author = "sebut ahli gempa Kopi College London dan penulis studi tersebut, Reni Yanita.";
    assert_eq!(said_by(author), ["Reni Yanita"]);
    let other = "\"Tahun ini naik dua kali lipat,\" beber sahabat Slamet lainnya.";
    assert_eq!(speakers(&[before, other])[1], "-");
    let list = "tulis Badan Meteorologi, Keuangan, dan Kesehatan (BMKK) di akun resminya.";
    assert_eq!(
        said_by(list),
        ["Badan Meteorologi, Keuangan, dan Kesehatan"]
    );
}

#[test]
fn firms_with_a_full_stop_and_doubled_names_stay_whole() {
    for text in [
        "Di sisi lain, Dirut PT. KBR Reni Yanita sebagai pihak pengembang mengaku siap.",
        "Reni Yanita, CEO Kopi Kita selaku penyelenggara pameran menjelaskan acaranya.",
    ] {
        assert_eq!(speakers(&[text, SAID]), ["Reni Yanita"], "{text}");
    }
    let school = "kata Kepala SMAN 1 Kopindo, Reni saat ditemui.";
    assert_eq!(said_by(school), ["Reni"]);
    let firm = "ujar Direktur Utama PT. Kebun Sari Indonesia, Reni.";
    assert_eq!(said_by(firm), ["Reni"]);
    let doubled = "kata Staf Ahli Menteri Perkebunan, Ren Ren Yanita di Bogor.";
    assert_eq!(said_by(doubled), ["Ren Ren Yanita"]);
}

#[test]
fn relatives_and_friends_of_somebody_are_who_spoke_last() {
    let before = "\"Panen segera mulai,\" kata Slamet Riyadi.";
    for tail in [
        "pungkas kakak Reni Yanita.",
        "papar rekan setim Reni Yanita.",
        "ungkap kuasa hukum Reni Yanita.",
        "kata Menteri asal Temanggung, Jawa Tengah itu di Bogor.",
    ] {
        let said = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        assert_eq!(speakers(&[before, &said])[1], "Slamet Riyadi", "{tail}");
    }
    for tail in [
        "ungkap rekan Slamet Riyadi, Reni Yanita saat ditemui.",
        "beber anak Slamet Riyadi lainnya, Reni Yanita.",
    ] {
        assert_eq!(said_by(tail), ["Reni Yanita"], "{tail}");
    }
    let reader = "\"Tahun ini naik dua kali lipat,\" tulis pesan dari warganet.";
    assert_eq!(speakers(&[before, reader])[1], "-");
}

#[test]
fn a_name_before_its_description_is_the_subject() {
    for text in [
        "Reni Yanita yang menjadi lawan main Slamet Riyadi mengatakan panen naik.",
        "Reni Yanita, pengajar kopi di Universitas Slamet Riyadi, mengatakan panen naik.",
        "Dokter spesialis kopi dr Reni Yanita, SpPD-KGEH, mengatakan panen naik.",
        "Sementara itu, Reni Yanita dari Kebun Kopi Temanggung menyebut panen naik.",
        "Di sisi lain, Ketua Panitia Reni Yanita yang ikut hadir menyebut panen naik.",
    ] {
        assert_eq!(speakers(&[text, SAID]), ["Reni Yanita"], "{text}");
    }
    let before = "\"Panen segera mulai,\" kata Slamet Riyadi.";
    let union = "Lebih lanjut, Ketua Persatuan Tani Kopindo itu berharap panen naik.";
    assert_eq!(speakers(&[before, union, SAID])[1], "Slamet Riyadi");
    let royal = "Menteri Kehutanan Raja Reni Yanita menyampaikan harapannya.";
    let said = "\"Tahun ini naik dua kali lipat,\" ujar Raja Reni Yanita.";
    assert_eq!(speakers(&[royal, said]), ["Raja Reni Yanita"]);
}

#[test]
fn described_speakers_with_a_name_behind() {
    for (tail, speaker) in [
        ("kata pemuda yang disebut bernama Reni itu.", "Reni"),
        (
            "ujar salah satu mahasiswa yang menyebut dirinya Reni.",
            "Reni",
        ),
        (
            "kata dokter yang akrab disapa Awi kepada wartawan.",
            "Slamet Riyadi",
        ),
        ("kata Growers for Coffee.", "Growers for Coffee"),
    ] {
        let before = "Slamet Riyadi mengatakan panen naik.";
        let text = format!("\"Tahun ini naik dua kali lipat,\" {tail}");
        assert_eq!(speakers(&[before, &text]), [speaker], "{tail}");
    }
}
