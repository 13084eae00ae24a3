//! What becomes of everything in news text that is not a plain word.

use super::shown;
use crate::language::{Analyzer, Kind};

#[test]
fn special_tokens_are_treated_on_purpose() {
    for (text, expected) in [
        ("anak-anak", "0:anak-anak/anak/anak"),
        ("KPK-nya", "0:kpk-nya/kpk/kpk"),
        ("di-PHK", "0:di-phk/phk/phk"),
        ("mem-PHK", "0:mem-phk/phk/phk"),
        ("memPHK", "0:memphk/phk/phk"),
        ("memphk", "0:memphk/phk/phk"),
        ("meng-OTT-kan", "0:meng-ott-kan/ott/ott"),
        ("ke-12", "0:ke-12/12/12"),
        ("ke-XXI", "0:ke-xxi/21/21"),
        ("1970-an", "0:1970-an/1970/1970"),
        ("90an", "0:90an/90an/90"),
        ("anak2", "0:anak2/anak/anak"),
        ("COVID-19", "0:covid-19/covid19/covid 19"),
        (
            "covid19 parah",
            "0:covid19/covid19/covid 19 2:parah/parah/parah",
        ),
        ("U-23", "0:u-23/u23/u23"),
        ("F-16", "0:f-16/f16/f16"),
        ("5G", "0:5g/5g/5g"),
        ("100km", "0:100km/100km/100 km"),
        ("@akun_resmi.", "0:@akun_resmi/akun_resmi/akun_resmi"),
        ("#tagar", "0:#tagar/tagar/tagar"),
        (
            "#SaveKPK2024 ya",
            "0:#savekpk2024/savekpk2024/save kpk 2024 3:ya/ya/ya",
        ),
        ("Jum'at", "0:jumat/jumat/jumat"),
        ("Ma’ruf", "0:maruf/maruf/maruf"),
        ("Ma`ruf", "0:maruf/maruf/maruf"),
        ("S.H.", "0:s.h/sh/sh"),
        ("e-KTP", "0:e-ktp/e-ktp/e ktp"),
        ("kakak-adik", "0:kakak-adik/kakak-adik/kakak adik"),
        ("Solo-Ngawi", "0:solo/solo/solo 1:ngawi/ngawi/ngawi"),
        ("beras/gula", "0:beras/beras/beras 1:gula/gula/gula"),
        ("habis.Lalu", "0:habis/habis/habis 1:lalu/lalu/lalu"),
        ("contoh.co.id", "0:contoh.co.id/contoh.co.id/contoh"),
        (
            "https://www.contoh.com/a?b=1.",
            "0:https://www.contoh.com/a?b=1/contoh.com/contoh",
        ),
        (
            "redaksi@contoh.id",
            "0:redaksi@contoh.id/redaksi@contoh.id/redaksi@contoh.id",
        ),
        ("'kata'", "0:kata/kata/kata"),
        ("pem\u{200B}bangunan", "0:pembangunan/pembangunan/bangun"),
        ("", ""),
        ("🙂 — … \u{200B}", ""),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn numbers_money_and_times_have_one_form() {
    for (text, expected) in [
        ("Rp2.499", "0:rp2499/2499/2499"),
        ("Rp. 2.499,-", "0:rp2499/2499/2499"),
        (
            "Rp1,5 triliun",
            "0:rp1500000000000/1500000000000/1500000000000",
        ),
        (
            "Rp 1.500.000.000.000",
            "0:rp1500000000000/1500000000000/1500000000000",
        ),
        ("1,5 triliun", "0:1500000000000/1500000000000/1500000000000"),
        ("Rp 2 M", "0:rp2000000000/2000000000/2000000000"),
        ("Rp50rb", "0:rp50000/50000/50000"),
        ("Rp0,5 juta", "0:rp500000/500000/500000"),
        ("US$ 2,50", "0:usd2,5/2,5/2,5"),
        ("3,2", "0:3,2/3,2/3,2"),
        ("10.000", "0:10000/10000/10000"),
        ("10,5 10.5", "0:10,5/10,5/10,5 1:10,5/10,5/10,5"),
        ("1.250,75", "0:1250,75/1250,75/1250,75"),
        ("4.0", "0:4,0/4,0/4,0"),
        ("1.2.3", "0:1.2.3/1.2.3/1.2.3"),
        (
            "pukul 19.30 WIB",
            "0:pukul/pukul/pukul 1:19.30/19.30/19.30 2:wib/wib/wib",
        ),
        ("19:30", "0:19.30/19.30/19.30"),
        ("2020-2024", "0:2020/2020/2020 1:2024/2024/2024"),
        ("50%", "0:50/50/50"),
        ("12.Lalu", "0:12/12/12 1:lalu/lalu/lalu"),
    ] {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn a_date_is_the_same_three_terms_however_it_is_written() {
    let date = "0:1/1/1 1:mei/mei/mei 2:2024/2024/2024";
    for text in [
        "1 Mei 2024",
        "01 MEI 2024",
        "01/05/2024",
        "1-5-2024",
        "01.05.2024",
        "1\u{A0}Mei 2024",
    ] {
        assert_eq!(shown(text), date, "{text}");
    }
    assert_eq!(
        shown("2024-05-01"),
        "0:2024/2024/2024 1:mei/mei/mei 2:1/1/1"
    );
    assert_eq!(shown("(1/5)"), "0:1/1/1 1:mei/mei/mei");
    assert_eq!(shown("3/5"), "0:3/3/3 1:5/5/5");
    assert_eq!(
        shown("31/13/2024"),
        "0:31/31/31 1:13/13/13 2:2024/2024/2024"
    );
}

#[test]
fn compounds_take_as_many_positions_as_parts() {
    assert_eq!(
        shown("kerjasama erat"),
        "0:kerjasama/kerja sama/kerja sama 2:erat/erat/erat"
    );
    assert_eq!(
        shown("kerja sama erat"),
        "0:kerja/kerja/kerja 1:sama/sama/sama 2:erat/erat/erat"
    );
}

#[test]
fn a_capital_inside_a_sentence_protects_an_unlisted_name() {
    let root_of_second = |text: &str| {
        let mut roots = Vec::new();
        Analyzer::new().analyze(text, |token| {
            roots.push((token.kind, token.root.to_owned()))
        });
        roots.swap_remove(1)
    };
    // No list has this name; lower-case it would be `melati` with a suffix.
    assert_eq!(root_of_second("kata Melatian kemarin").1, "melatian");
    assert_eq!(root_of_second("kata Melatian kemarin").0, Kind::Name);
    assert_eq!(root_of_second("kata melatian kemarin").1, "melati");
    // A headline in title case or in capitals is no evidence for a name.
    assert_eq!(
        root_of_second("Warga Dihubungkan Jembatan Baru Menuju Kota").1,
        "hubung"
    );
    assert_eq!(
        root_of_second("WARGA DIHUBUNGKAN JEMBATAN BARU").1,
        "hubung"
    );
    // The second of a pair is no beginning of a sentence.
    assert_eq!(root_of_second("Bali-Melatian ramai").1, "melatian");
    // Listed words are one term however they are cased.
    for name in ["Bali", "bali", "BALI"] {
        assert_eq!(root_of_second(&format!("di {name}")).1, "bali");
    }
    assert_eq!(root_of_second("di Kecamatan itu").1, "camat");
}
