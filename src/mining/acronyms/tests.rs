use std::path::Path;

use proptest::prelude::*;

use super::*;

fn article(id: &str, source: &str, body: &str) -> Article {
    Article {
        id: id.to_owned(),
        source: Some(source.to_owned()),
        body: body.lines().map(str::to_owned).collect(),
        ..Article::default()
    }
}

fn harvest(texts: &[&str]) -> AcronymTable {
    let mut harvester = Harvester::new();
    for (i, text) in texts.iter().enumerate() {
        harvester.add(&article(&i.to_string(), &format!("situs{}", i % 3), text));
    }
    harvester.table()
}

fn long_of(table: &AcronymTable, short: &str) -> Vec<String> {
    table.long_forms(short).map(|e| e.long.clone()).collect()
}

#[test]
fn every_way_to_explain_a_short_form_is_read() {
    for (text, short, long) in [
        (
            "Rapat di Kementerian Perindustrian (Kemenperin) pagi ini.",
            "Kemenperin",
            "Kementerian Perindustrian",
        ),
        (
            "Iuran BPJS (Badan Penyelenggara Jaminan Sosial) naik.",
            "BPJS",
            "Badan Penyelenggara Jaminan Sosial",
        ),
        (
            "Uji coba Angkutan Sungai Wisata atau disingkat ASW dimulai.",
            "ASW",
            "Angkutan Sungai Wisata",
        ),
        (
            "Program Gelari, kependekan dari Gerakan Lingkungan Asri, dimulai.",
            "Gelari",
            "Gerakan Lingkungan Asri",
        ),
        (
            "Komunitas itu bernama KPS alias Komunitas Pecinta Sepeda.",
            "KPS",
            "Komunitas Pecinta Sepeda",
        ),
        (
            "Panel surya (Badan Tenaga Surya/BTS) dipasang.",
            "BTS",
            "Badan Tenaga Surya",
        ),
    ] {
        assert_eq!(long_of(&harvest(&[text; 3]), short), [long], "{text}");
    }
}

#[test]
fn one_mention_is_not_believed() {
    assert!(harvest(&["Lembaga Riset Kopi Nusantara (LRKN) berdiri."]).is_empty());
}

#[test]
fn reading_an_article_again_does_not_count_again() {
    let mut harvester = Harvester::new();
    for _ in 0..5 {
        harvester.add(&article(
            "satu",
            "situs",
            "Lembaga Riset Kopi Nusantara (LRKN) berdiri.",
        ));
    }
    assert!(harvester.table().is_empty());
}

#[test]
fn meanings_are_ranked_by_support_and_slips_are_dropped() {
    let mut texts = vec!["Pasar Seni Indah (PSI) dibuka."; 12];
    texts.extend(["Partai Sepeda Indonesia (PSI) rapat."; 4]);
    texts.extend(["Pasar Seni Indh (PSI) dibuka."; 2]);
    assert_eq!(
        long_of(&harvest(&texts), "PSI"),
        ["Pasar Seni Indah", "Partai Sepeda Indonesia"]
    );
}

#[test]
fn an_editor_adds_fixes_and_forbids() {
    let corrections: Corrections = toml::from_str(
        "[[add]]\nshort = 'BBM'\nlong = 'bahan bakar minyak'\n\
         [[fix]]\nshort = 'KPS'\nlong = 'Komite Penyelamat Sungai'\n\
         [[forbid]]\nshort = 'ASW'",
    )
    .expect("valid corrections");
    let table = harvest(&[
        "Komunitas Pecinta Sepeda (KPS) dan Angkutan Sungai Wisata (ASW) bertemu.",
        "Komunitas Pecinta Sepeda (KPS) dan Angkutan Sungai Wisata (ASW) bertemu lagi.",
    ])
    .corrected(&corrections);
    assert_eq!(long_of(&table, "bbm"), ["bahan bakar minyak"]);
    assert_eq!(long_of(&table, "KPS"), ["Komite Penyelamat Sungai"]);
    assert!(long_of(&table, "ASW").is_empty());
    assert_eq!(
        table
            .short_forms("Bahan Bakar Minyak")
            .next()
            .map(|e| e.short.as_str()),
        Some("BBM")
    );
}

#[test]
fn a_saved_table_is_loaded_and_a_damaged_one_names_its_line() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(table::FILE);
    let table = harvest(&["Komunitas Pecinta Sepeda (KPS) bertemu."; 3]);
    table.save(&path).expect("saved");
    let again = AcronymTable::load(&path).expect("loaded");
    assert_eq!(again.entries(), table.entries());
    std::fs::write(
        &path,
        "# warta acronyms 1\tshort\tlong\tsupport\tsources\nA\tB\tx\t\n",
    )
    .expect("written");
    let error = AcronymTable::load(&path).expect_err("damaged").to_string();
    assert!(error.contains("line 2"), "{error}");
    assert!(
        AcronymTable::load(Path::new("/nowhere/acronyms.tsv"))
            .expect("absent is empty")
            .is_empty()
    );
}

/// Pairs that were drawn from a news archive with a fixed seed and judged by eye.
#[test]
fn at_least_97_in_100_of_the_checked_pairs_are_right_and_those_still_align() {
    let checked = include_str!("../../../tests/data/acronyms_checked.tsv");
    let (mut right, mut all) = (0, 0);
    for line in checked.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(short), Some(long), Some(verdict)) =
            (columns.next(), columns.next(), columns.next())
        else {
            panic!("three columns expected: {line}");
        };
        all += 1;
        if verdict != "right" {
            continue;
        }
        right += 1;
        let found = harvest(&[format!("{long} ({short}) disebut.").as_str(); 6]);
        assert_eq!(long_of(&found, short), [long], "{short}");
    }
    assert_eq!(all, 200);
    assert!(right * 100 >= all * 97, "{right} of {all}");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*(\\([A-Za-z .,/-]{0,20}\\)|disingkat|alias|[(). ,\"-]|\\PC){0,20}") {
        harvest(&[&text]);
    }
}
