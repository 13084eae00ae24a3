use proptest::prelude::*;

use super::*;

const DAY: i64 = 86_400;

fn article(id: &str, day: i64, title: &str, body: &str) -> Article {
    let at = jiff::Timestamp::from_second(1_700_000_000 + day * DAY).expect("a date in range");
    Article {
        id: id.to_owned(),
        title: title.to_owned(),
        body: vec![body.to_owned()],
        published: Some(crate::article::Moment {
            at,
            offset: jiff::tz::Offset::UTC,
        }),
        ..Article::default()
    }
}

/// A small archive: one story of three articles and a copy, and strangers.
fn archive() -> Vec<Article> {
    let mut all = vec![
        article(
            "a",
            0,
            "Jembatan Cikapundung ambruk diterjang banjir",
            "Jembatan gantung Cikapundung ambruk diterjang banjir bandang pada malam hari. Warga Kampung Melati terisolasi dan menunggu jembatan darurat dari pemerintah kota.",
        ),
        article(
            "b",
            1,
            "Warga menanti jembatan darurat Cikapundung",
            "Warga Kampung Melati masih terisolasi sejak jembatan gantung Cikapundung ambruk diterjang banjir bandang. Wali Kota Slamet Riyadi menjanjikan jembatan darurat dalam 5 hari.",
        ),
        article(
            "b2",
            1,
            "Warga menanti jembatan darurat Cikapundung",
            "Warga Kampung Melati masih terisolasi sejak jembatan gantung Cikapundung ambruk diterjang banjir bandang. Wali Kota Slamet Riyadi menjanjikan jembatan darurat dalam 5 hari.",
        ),
        article(
            "c",
            3,
            "Jembatan darurat Cikapundung mulai dipasang",
            "Jembatan darurat dari baja mulai dipasang di Cikapundung setelah jembatan gantung ambruk diterjang banjir bandang. Kampung Melati tidak lagi terisolasi.",
        ),
    ];
    for i in 0..300 {
        all.push(article(
            &format!("x{i}"),
            i % 9,
            &format!("Kabar kebun {i} dari kota nomor {}", i * 7),
            &format!(
                "Petani kebun{i} di desa{} menanam sayur{} dan menjual buah{} ke pasar.",
                i * 3,
                i * 5,
                i * 11
            ),
        ));
    }
    all
}

#[test]
fn follow_ups_are_one_thread_in_time_order_and_copies_collapse() {
    let archive = archive();
    let settings = Settings {
        rare: 0.05,
        ..Settings::default()
    };
    let found = threads(&archive, &settings);
    let story = found
        .iter()
        .find(|t| t.entries[0].id == "a")
        .expect("the story");
    let ids: Vec<&str> = story.entries.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(story.entries[1].copies, ["b2"]);
}

#[test]
fn a_page_that_was_read_twice_is_one_entry() {
    let settings = Settings {
        rare: 0.05,
        ..Settings::default()
    };
    // The second version has the first sentence alone: too little to be a copy by its text.
    let entries = |source: Option<&str>| -> Vec<Vec<String>> {
        let mut archive = archive();
        archive[1].source = source.map(str::to_owned);
        let mut cut = archive[1].clone();
        cut.id = "b3".to_owned();
        cut.body[0].truncate(98);
        archive[2] = cut;
        let found = threads(&archive, &settings);
        let story = found.iter().find(|t| t.entries[0].id == "a");
        let entries = story.expect("the story").entries.iter();
        let ids = |entry: &Entry| [vec![entry.id.clone()], entry.copies.clone()].concat();
        entries.map(ids).collect()
    };
    assert_eq!(
        entries(Some("Kabar Pasundan")),
        [vec!["a"], vec!["b", "b3"], vec!["c"]]
    );
    assert_eq!(entries(None), [["a"], ["b"], ["b3"], ["c"]]);
}

#[test]
fn an_entry_says_what_it_adds() {
    let archive = archive();
    let settings = Settings {
        rare: 0.05,
        ..Settings::default()
    };
    let candidates: Vec<Article> = archive[1..4].to_vec();
    let thread = thread_of(&archive[0], &candidates, &mut |_| 0.01, &settings);
    assert_eq!(thread.entries[0].adds, Adds::default());
    assert!(
        thread.entries[1]
            .adds
            .names
            .iter()
            .any(|n| n.contains("Slamet Riyadi")),
        "{:?}",
        thread.entries[1].adds
    );
    assert!(
        thread.entries[1].adds.numbers.iter().any(|n| n == "5"),
        "{:?}",
        thread.entries[1].adds
    );
    assert!(
        !thread.entries[1]
            .adds
            .names
            .iter()
            .any(|n| n == "Cikapundung")
    );
}

#[test]
fn a_far_date_is_another_story() {
    let mut archive = archive();
    archive[3] = article(
        "c",
        200,
        "Jembatan darurat Cikapundung mulai dipasang",
        &archive[3].body[0].clone(),
    );
    let settings = Settings {
        rare: 0.05,
        ..Settings::default()
    };
    let found = threads(&archive, &settings);
    assert!(found.iter().all(|t| t.entries.iter().all(|e| e.id != "c")));
}

#[test]
fn advice_and_services_of_one_topic_are_not_one_story_but_copies_are() {
    let text = |day: &str| {
        format!(
            "Warga Kampung Melati di Cikapundung diminta merebus air sumur {day} selama 5 menit \
             sebelum diminum, kata Puskesmas Cikapundung Kidul."
        )
    };
    for (first, second, joined) in [
        (
            "Cara merebus air sumur Cikapundung",
            "Air sumur Cikapundung harus direbus",
            false,
        ),
        (
            "Amankah air sumur Cikapundung? Ini kata dokter",
            "Air sumur Cikapundung tidak perlu direbus lama, kata dokter gizi",
            false,
        ),
        (
            "3 jenis panci untuk merebus air sumur Cikapundung",
            "Air sumur Cikapundung harus direbus",
            false,
        ),
        (
            "3 warga Cikapundung sakit karena air sumur",
            "Air sumur Cikapundung harus direbus",
            true,
        ),
        (
            "Jadwal kapal Cikapundung ke Melati",
            "Jadwal kapal Melati ke Cikapundung",
            false,
        ),
        ("Jadwal kapal Cikapundung", "Jadwal kapal Cikapundung", true),
        (
            "Terpopuler: air sumur Cikapundung",
            "Air sumur Cikapundung harus direbus",
            false,
        ),
        (
            "Siaran langsung Melati vs Cikapundung",
            "Siaran langsung Cikapundung vs Melati: air sumur",
            true,
        ),
        (
            "Air sumur dan laga Melati vs Cikapundung",
            "Air sumur dan laga Melati vs Cempaka",
            false,
        ),
        (
            "Air sumur Cikapundung tercemar",
            "Air sumur Cikapundung harus direbus",
            true,
        ),
    ] {
        let mut archive = archive().split_off(4);
        archive.push(article("p", 0, first, &text("pagi ini atau nanti")));
        archive.push(article("q", 0, second, &text("setiap kali hendak mandi")));
        let settings = Settings {
            rare: 0.05,
            ..Settings::default()
        };
        let found = threads(&archive, &settings);
        let story = found.iter().any(|t| {
            let ids: Vec<&str> = t
                .entries
                .iter()
                .flat_map(|e| std::iter::once(&e.id).chain(&e.copies).map(String::as_str))
                .collect();
            ids.contains(&"p") && ids.contains(&"q")
        });
        assert_eq!(story, joined, "{first} / {second}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(title in "\\PC{0,30}", body in "\\PC{0,80}") {
        let all = [article("a", 0, &title, &body), article("b", 0, &title, &body)];
        threads(&all, &Settings::default());
    }
}
