//! Random queries against parser, dates, spelling and suggestions: no panic, nothing slow, and the
//! normal form of a tree parses to that tree.
//!
//! Runs for two seconds; `WARTA_FUZZ_SECONDS=1200 WARTA_FUZZ_SEED=7 cargo test --release --test
//! fuzz_queries` runs for twenty minutes from another seed.

use std::time::{Duration, Instant};

use warta::{
    article::Article,
    eval::random::SplitMix,
    query::{self, MAX_CHARS, ParseContext},
    search::{
        spelling::Speller,
        suggest::{SuggestOptions, Suggester},
        synonyms::Rules,
    },
};

/// Whatever one query costs, it is no more than this, on a busy machine and unoptimised.
const SLOW: Duration = Duration::from_millis(500);

const PIECES: &[&str] = &[
    "OR",
    "ATAU",
    "|",
    "AND",
    "DAN",
    "NOT",
    "BUKAN",
    "-",
    "+",
    "=",
    "*",
    "(",
    ")",
    "\"",
    "~3",
    "~999999",
    "^2",
    "DEKAT/5",
    "NEAR/99999999999",
    "KALIMAT",
    "judul:",
    "isi:",
    "kutipan:",
    "siapa:",
    "kategori:",
    "tag:",
    "tanggal:",
    "sebelum:",
    "sejak:",
    "2024-05",
    "..",
    "2023",
    "#",
    "@",
    ",",
    ":",
    "“",
    "，",
    "–",
    "foo:",
    "hari ini",
    "Mei 2024",
    "pekan lalu",
    "sejak",
    "sebelum",
    "antara",
    "dan",
    "sampai",
    "awal",
    "3 hari terakhir",
    "Lebaran",
    "1445 H",
    "tahun 90-an",
    "17 Agustus 1945",
    "1-5",
    "harga",
    "beras",
    "hraga",
    "brs",
    "kpk",
    "KPK",
    "menteri keuangan",
    "maling motor",
    "jogja",
    "pencuri",
    "\u{200B}",
    "é",
    "e\u{301}",
    "😀",
    "ｆｕｌｌ",
    "ß",
    "İ",
    "\u{1FEF}",
    "\u{0}",
    "\n",
    "\t",
    "०१२",
    "中文",
    "a",
    "x",
    "0",
    "99999999999999999999",
    "31/12/2024",
    "-5",
    "--",
];

fn random_query(random: &mut SplitMix) -> String {
    let mut text = String::new();
    let style = random.below(20);
    if style == 0 {
        // One piece, very often.
        let piece = PIECES[random.below(PIECES.len())];
        let times = random.below(12_000 / piece.len().max(1));
        return piece.repeat(times);
    }
    for _ in 0..random.below(if style < 4 { 400 } else { 14 }) {
        match random.below(8) {
            0 => text.extend(char::from_u32(random.below(0x11_0000) as u32)),
            1 => text.extend((0..random.below(9)).map(|_| (b'a' + random.below(26) as u8) as char)),
            _ => text.push_str(PIECES[random.below(PIECES.len())]),
        }
        if random.below(4) > 0 {
            text.push(' ');
        }
    }
    text
}

/// Whether the normal form of a query has the same tree.
fn reparses(text: &str, context: &ParseContext) -> Result<(), String> {
    let query = query::parse(text, context);
    let normal = query.normal_form();
    let is_cut = |query: &query::Query| {
        let codes = ["query-cut", "too-many-terms", "nesting-too-deep"];
        query
            .warnings
            .iter()
            .any(|warning| codes.contains(&warning.code))
    };
    if is_cut(&query) {
        return Ok(());
    }
    let again = query::parse(&normal, context);
    if is_cut(&again) || again.root == query.root {
        return Ok(());
    }
    Err(format!(
        "{text:?} -> {normal:?} -> {:?}",
        again.normal_form()
    ))
}

/// The text with as much left out as possible so that it still fails.
fn shrink(mut text: String, fails: impl Fn(&str) -> bool) -> String {
    let mut length = text.chars().count() / 2;
    while length > 0 {
        let mut at = 0;
        let mut smaller = false;
        while at < text.chars().count() {
            let shorter: String = text
                .chars()
                .take(at)
                .chain(text.chars().skip(at + length))
                .collect();
            if fails(&shorter) {
                text = shorter;
                smaller = true;
            } else {
                at += length;
            }
        }
        if !smaller {
            length /= 2;
        }
    }
    text
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}

#[test]
fn random_queries_are_answered_in_time() {
    let context = ParseContext {
        zone: jiff::tz::TimeZone::fixed(jiff::tz::offset(7)),
        now: "2024-05-15T03:00:00Z".parse().unwrap(),
    };
    let articles = (0..20).map(|day| Article {
        title: "Harga Beras Naik, Pencuri Motor Ditangkap KPK".into(),
        body: vec!["Menteri Sri Mulyani bertemu Joko Widodo di Tanjung Priok.".into()],
        published: format!("2024-05-{:02}T10:00:00+07:00", day + 1)
            .parse()
            .ok(),
        ..Article::default()
    });
    let suggester = Suggester::from_articles(articles, &SuggestOptions::default());
    let words = [
        "harga",
        "beras",
        "pencuri",
        "motor",
        "menteri",
        "keuangan",
        "pemerintah",
    ];
    let speller = Speller::from_words(
        words.map(|w| (w.to_owned(), 50)).to_vec(),
        ["harga beras"],
        100,
    );
    let rules = Rules::load(None, &[]).unwrap();

    let answer = |text: &str| {
        let started = Instant::now();
        let mut query = query::parse(text, &context);
        assert!(query.text.chars().count() <= MAX_CHARS);
        if let Err(fault) = reparses(text, &context) {
            let text = shrink(text.to_owned(), |text| reparses(text, &context).is_err());
            panic!(
                "{fault}\nin short: {text:?}\n{:?}",
                reparses(&text, &context)
            );
        }
        let mut end = 0;
        for word in query.words() {
            let span = word.span.clone();
            assert!(query.text.get(span.clone()).is_some(), "{text:?}");
            assert!(end <= span.start, "words out of order in {text:?}");
            end = span.end;
        }
        let typed: Vec<String> = query.words().iter().map(|w| w.text.clone()).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        rules.expand(&typed, Some((None, None)));
        speller.correct_query(&query);
        query::find_dates(text, &context);
        query::understand_dates(&mut query, &context);
        suggester.suggest(text, 8);
        started.elapsed()
    };

    let end = Instant::now() + Duration::from_secs(number("WARTA_FUZZ_SECONDS", 2));
    let mut random = SplitMix::new(number("WARTA_FUZZ_SEED", 1));
    let mut count = 0u64;
    let mut slowest = Duration::ZERO;
    while Instant::now() < end {
        let text = random_query(&mut random);
        let mut took = answer(&text);
        // A pause of the machine is not the query's fault.
        for _ in 0..2 {
            if took >= SLOW {
                took = took.min(answer(&text));
            }
        }
        assert!(took < SLOW, "{took:?} for {text:?}");
        slowest = slowest.max(took);
        count += 1;
    }
    println!("{count} queries, the slowest in {slowest:?}");
}
