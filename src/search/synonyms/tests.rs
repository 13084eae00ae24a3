//! What is searched in addition.

use jiff::civil::Date;

use super::*;

fn rules() -> Rules {
    Rules::load(None, &[]).expect("the built-in knowledge is sound")
}

fn days(from: &str, to: &str) -> Option<(Option<Date>, Option<Date>)> {
    Some((from.parse().ok(), to.parse().ok()))
}

fn expand(words: &str, days: Option<(Option<Date>, Option<Date>)>) -> Vec<(usize, usize, String)> {
    let words: Vec<&str> = words.split(' ').collect();
    rules()
        .expand(&words, days)
        .into_iter()
        .flat_map(|e| {
            e.alternatives
                .into_iter()
                .map(move |a| (e.words.start, e.words.end, a))
        })
        .collect()
}

fn has(words: &str, alternative: &str) -> bool {
    expand(words, None).iter().any(|(.., a)| a == alternative)
}

#[test]
fn the_built_in_knowledge_is_sound_and_large() {
    assert!(rules().len() > 2000);
}

#[test]
fn another_spelling_of_a_name_counts_as_much_as_the_one_that_was_typed() {
    for (words, other) in [("banjir Jogja", "Yogyakarta"), ("ramadhan", "Ramadan")] {
        let words: Vec<&str> = words.split(' ').collect();
        let found = rules().expand(&words, None);
        let spelling = found
            .iter()
            .find(|expansion| expansion.alternatives.iter().any(|a| a == other))
            .unwrap_or_else(|| panic!("{other} is not added"));
        assert_eq!(spelling.weight, 1.0, "{other}");
    }
}

#[test]
fn what_newsrooms_abbreviate_is_searched_in_full_and_back() {
    for (words, alternative) in [
        ("kpk", "Komisi Pemberantasan Korupsi"),
        ("ketua Komisi Pemberantasan Korupsi", "KPK"),
        ("KJP plus", "Kartu Jakarta Pintar"),
        ("wamil", "wajib militer"),
        ("wajib militer korea", "Wamil"),
        ("curanmor", "pencurian kendaraan bermotor"),
        ("curanmor", "maling motor"),
        ("WA grup", "WhatsApp"),
        ("mpox", "cacar monyet"),
        ("banjir jogja", "Yogyakarta"),
        ("banjir DIY", "Yogyakarta"),
        ("harimau sumatra", "Sumatera"),
        ("harimau Sumatera", "Sumatra"),
        ("al-quran", "Quran"),
        ("ustaz mohammad", "Muhammad"),
        ("achmad yani", "Ahmad"),
        ("maling", "pencuri"),
        ("duit", "uang"),
        ("mobil listrik", "EV"),
        ("corona", "covid-19"),
        ("covid-19", "corona"),
        ("marquez", "Marques"),
        ("korsel", "Korea Selatan"),
        ("perang AS iran", "Amerika Serikat"),
        ("amerika serikat", "AS"),
        ("kencing manis", "diabetes"),
        ("nyogok hakim", "suap"),
        ("umr jakarta", "UMP"),
        ("si nyonya tua", "Juventus"),
        ("hotel di saigon", "Ho Chi Minh"),
        ("utbk 2025", "SNBT"),
        ("brigadir yosua", "Brigadir J"),
        ("pecco juara", "Francesco Bagnaia"),
        ("tuan guru bajang", "Zainul Majdi"),
        ("pemilihan Walkot Solo", "wali kota"),
        ("radang paru", "pneumonia"),
        ("hezbollah israel", "Hizbullah"),
        ("putusan PK", "peninjauan kembali"),
        ("ultah demokrat", "HUT"),
        ("tokoh wafat", "meninggal dunia"),
        ("vaksin manula", "lansia"),
        ("lindu lampung", "gempa"),
        ("pajak rokok", "cukai rokok"),
        ("nadim makarim", "Nadiem Makarim"),
    ] {
        assert!(
            has(words, alternative),
            "{words} → {alternative}: {:?}",
            expand(words, None)
        );
    }
}

#[test]
fn nothing_is_said_twice_by_the_built_in_files() {
    let mut keys = std::collections::HashMap::new();
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, text) in BUILT_IN {
        let file = file::parse(name, text).expect(name);
        let sections = [file.acronyms, file.cased, file.alias, file.oneway];
        for (section, pairs) in sections.iter().enumerate() {
            for (key, _) in pairs {
                // An acronym in capitals only and in any case would be two rules about one thing.
                let before = keys.insert((section.max(1), folded(key)), name);
                assert_eq!(before, None, "{name}: {key}");
            }
        }
        for group in file.equivalent {
            let group: Vec<String> = group.iter().map(|phrase| folded(phrase)).collect();
            let within = |a: &[String], b: &[String]| a.iter().all(|phrase| b.contains(phrase));
            let twin = groups
                .iter()
                .find(|(_, known)| within(&group, known) || within(known, &group));
            assert_eq!(twin, None, "{name}: {group:?}");
            groups.push((name, group));
        }
    }
    assert!(keys.len() > 1000 && groups.len() > 500);
}

#[test]
fn a_phrase_guards_a_short_form_inside_it() {
    assert!(has("JK wapres", "Jusuf Kalla"));
    assert!(!has("buku JK Rowling", "Jusuf Kalla"));
    assert!(!has("registrasi kartu SIM", "surat izin mengemudi"));
}

#[test]
fn acronyms_that_are_also_words_need_capitals() {
    assert!(has("kader PAN", "Partai Amanat Nasional"));
    assert!(!has("pan anti lengket", "Partai Amanat Nasional"));
    assert!(!has("as roda", "Amerika Serikat"));
}

#[test]
fn what_readers_call_something_does_not_burden_its_proper_name() {
    assert!(has("haland cetak gol", "Haaland"));
    assert!(!has("juventus", "Nyonya Tua"));
    assert!(!has("jakarta", "jkt"));
}

#[test]
fn a_longer_phrase_covers_what_is_inside() {
    let found = expand("komisi pemberantasan korupsi tahan bupati", None);
    assert_eq!(found, [(0, 3, "KPK".to_owned())]);
}

#[test]
fn what_a_phrase_also_finds_does_not_silence_its_words() {
    for other in ["harga pertalite", "bahan bakar minyak"] {
        assert!(has("harga bbm", other), "{other}");
    }
    assert!(has("maling sandal", "pencuri"));
}

#[test]
fn an_office_is_whoever_holds_it_on_the_days_asked_for() {
    let found = expand("menteri keuangan", days("2015-01-01", "2016-06-30"));
    assert!(
        found.contains(&(0, 2, "Bambang Brodjonegoro".to_owned())),
        "{found:?}"
    );
    assert!(!found.iter().any(|(.., a)| a == "Sri Mulyani"));
    assert!(
        !has("menteri keuangan", "Bambang Brodjonegoro"),
        "no days, no holder"
    );
    let ever = expand("menteri keuangan", days("2000-01-01", "2024-01-01"));
    assert!(
        !ever.iter().any(|(.., a)| a == "Sri Mulyani"),
        "too many to mean anybody: {ever:?}"
    );
}

#[test]
fn harvested_short_forms_come_after_those_of_files() {
    let pairs = [
        ("SPAM", "sistem penyediaan air minum"),
        ("KPK", "Komite Pembela Kucing"),
    ];
    let pairs = pairs.map(|(s, l)| (s.to_owned(), l.to_owned()));
    let rules = Rules::load(None, &pairs).expect("sound");
    let found = rules.expand(&["SPAM"], None);
    assert_eq!(found[0].alternatives, ["sistem penyediaan air minum"]);
    let found = rules.expand(&["kpk"], None);
    assert_eq!(found[0].alternatives, ["Komisi Pemberantasan Korupsi"]);
}

#[test]
fn a_name_is_not_the_acronym_of_its_letters() {
    let pairs = [
        ("SRI", "Satuan Relawan Iklim"),
        ("BAKTI", "Bantuan Kota Tani"),
    ];
    let pairs = pairs.map(|(s, l)| (s.to_owned(), l.to_owned()));
    let rules = Rules::load(None, &pairs).expect("sound");
    for word in ["sri", "Sri", "bakti"] {
        assert!(rules.expand(&[word], None).is_empty(), "{word}");
    }
    let found = rules.expand(&["SRI"], None);
    assert_eq!(found[0].alternatives, ["Satuan Relawan Iklim"]);
    let found = rules.expand(&["satuan", "relawan", "iklim"], None);
    assert_eq!(found[0].alternatives, ["SRI"]);
}

#[test]
fn faults_in_a_file_are_named_with_their_line() {
    for (text, line, reason) in [
        (
            "equivalent = [\n  [\"a\", \"b\"],\n  [\"c\"],\n]",
            3,
            "two different",
        ),
        ("[acronyms]\nKPK = \"Komisi\"\nX = []", 3, "nothing"),
        ("[acronyms]\nKPK = \"kpk\"", 2, "itself"),
        ("[acronym]\nKPK = \"Komisi\"", 1, "unknown field"),
        ("equivalent = [[\"a\", \"...\"]]", 1, "no letters"),
        (
            "\n[[office]]\nnames = [\"x\"]\nholders = [{ name = \"y\", from = \"2024-13-01\" }]",
            2,
            "no date",
        ),
        (
            "[[office]]\nnames = [\"x\"]\nholders = [{ name = \"y\", from = \"2024-01-01\", to = \"2023-01-01\" }]",
            1,
            "leaves office",
        ),
        ("[acronyms\n", 1, ""),
    ] {
        let error = file::parse("synonyms.toml", text)
            .expect_err(text)
            .to_string();
        assert!(
            error.starts_with(&format!("synonyms.toml:{line}: ")),
            "{text}: {error}"
        );
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_sites_own_rules_stand_beside_the_built_in_ones() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("synonyms.toml");
    std::fs::write(
        &path,
        "[oneway]\nsapi = [\"lembu\"]\n[acronyms]\nwamil = \"warta militer\"",
    )
    .expect("written");
    let rules = Rules::load(Some(&path), &[]).expect("sound");
    let wamil = rules.expand(&["wamil"], None);
    assert_eq!(
        wamil.len(),
        1,
        "the site's meaning replaces the built-in one"
    );
    assert_eq!(wamil[0].alternatives, ["warta militer"]);
    assert_eq!(rules.expand(&["sapi"], None)[0].alternatives, ["lembu"]);
    assert_eq!(
        rules.expand(&["kpk"], None)[0].alternatives,
        ["Komisi Pemberantasan Korupsi"]
    );
    let absent = folder.path().join("tidak-ada.toml");
    let error = Rules::load(Some(&absent), &[]).expect_err("absent");
    assert!(error.to_string().contains("`search.synonyms`"), "{error}");
}
