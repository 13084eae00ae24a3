//! What is written against what is read back: postings term by term, and ids write by write.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tantivy::{DocSet, TERMINATED, postings::Postings as _, schema::IndexRecordOption};

use super::{
    schema::{LIGHT_PREFIX, QUOTE_END, QUOTE_START, SENTENCE_END, ZONES},
    *,
};
use crate::language::Analyzer;

/// Words of every kind: roots, affixed, reduplicated, compounds, names, numbers, long ones.
const WORDS: &[&str] = &[
    "menulis",
    "tulisan",
    "pertanggungjawaban",
    "anak-anak",
    "KPK-nya",
    "Reni",
    "Bandung",
    "Rp2,5 miliar",
    "di",
    "yang",
    "beras.",
    "panen,",
    "ditertawakannya",
    "\"Panen",
    "raya,\"",
    "kata",
    "bagus.",
    "1 Mei 2024",
    "#PanenRaya",
    "kopi@contoh.id",
    "membeli",
    "pembelian",
    "Kementerian",
    "orangtua",
];

/// Field and term → document → positions.
type Lists = BTreeMap<(String, String), BTreeMap<String, Vec<u32>>>;

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..40).prop_map(|words| words.join(" "))
}

fn articles() -> impl Strategy<Value = Vec<Article>> {
    let article = (text(), text(), text(), 0..3i64);
    prop::collection::vec(article, 1..12).prop_map(|texts| {
        (0..)
            .zip(texts)
            .map(|(number, (title, first, second, day)): (u32, _)| Article {
                id: format!("a{number}"),
                title,
                body: vec![first, second],
                published: (day > 0)
                    .then(|| format!("2024-05-0{day}T08:00:00Z").parse().expect("a date")),
                ..Article::default()
            })
            .collect()
    })
}

/// An engine whose workshops are full after every piece when `bytes` is small.
fn engine(threads: usize, bytes: usize) -> TantivyEngine {
    let (schema, fields) = schema::schema();
    let index = Index::builder()
        .schema(schema)
        .settings(settings())
        .create_in_ram()
        .expect("an index in memory");
    let options = EngineOptions {
        path: PathBuf::from("memory"),
        memory_budget_bytes: bytes,
        threads,
        zone: TimeZone::UTC,
    };
    TantivyEngine::with_writer(index, fields, &options).expect("an engine")
}

fn puts(articles: &[Article]) -> Vec<Write> {
    let put = |article: &Article| Write::Put {
        story: Story::of(&article.id),
        article: Box::new(article.clone()),
    };
    articles.iter().map(put).collect()
}

/// What the articles' titles and bodies must be posted as, marks aside.
fn expected(articles: &[Article]) -> Lists {
    let mut analyzer = Analyzer::new();
    let mut lists = Lists::new();
    for article in articles {
        let body = article.body.join("\n\n");
        let body = body.strip_prefix("\n\n").unwrap_or(&body).to_owned();
        for (zone, text) in [("title", &article.title), ("body", &body)] {
            let mut post = |level: &str, term: String, position: u32| {
                let list = lists.entry((format!("{zone}_{level}"), term)).or_default();
                let positions = list.entry(article.id.clone()).or_default();
                positions.push(position);
            };
            analyzer.analyze(text, |token| {
                post("exact", token.exact.to_owned(), token.position);
                if token.has_light() {
                    post(
                        "root",
                        format!("{LIGHT_PREFIX}{}", token.light),
                        token.position,
                    );
                }
                if !token.is_root() {
                    for (position, part) in (token.position..).zip(token.root.split(' ')) {
                        post("root", part.to_owned(), position);
                    }
                }
            });
        }
    }
    lists
}

/// What the index holds of titles and bodies, marks aside.
fn found(engine: &TantivyEngine) -> Lists {
    let snapshot = engine.snapshots.current();
    let mut lists = Lists::new();
    for (number, segment) in snapshot.searcher.segment_readers().iter().enumerate() {
        let fields =
            [0, ZONES - 1].map(|zone| [engine.fields.exact[zone], engine.fields.root[zone]]);
        for field in fields.into_iter().flatten() {
            let name = segment.schema().get_field_name(field).to_owned();
            let inverted = segment.inverted_index(field).expect("an inverted index");
            let mut terms = inverted.terms().stream().expect("terms");
            while terms.advance() {
                let term = std::str::from_utf8(terms.key()).expect("UTF-8").to_owned();
                if [SENTENCE_END, QUOTE_START, QUOTE_END].contains(&term.as_str()) {
                    continue;
                }
                let info = terms.value().clone();
                let mut postings = inverted
                    .read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)
                    .expect("postings");
                let mut documents = 0;
                while postings.doc() != TERMINATED {
                    documents += 1;
                    let article = snapshot.article(&engine.fields, number, postings.doc());
                    let mut positions = Vec::new();
                    postings.positions(&mut positions);
                    let list = lists.entry((name.clone(), term.clone())).or_default();
                    list.insert(article.expect("an article").id, positions);
                    postings.advance();
                }
                assert_eq!(documents, info.doc_freq, "{name} {term}");
            }
        }
    }
    lists
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_term_is_posted_where_it_stands(articles in articles(), threads in 1usize..3) {
        let engine = engine(threads, LEAST_THREAD_BYTES);
        engine.write(puts(&articles)).expect("written");
        // A second segment, after the workshops have been emptied.
        let mut more = articles.clone();
        for article in &mut more {
            article.id.insert(0, 'b');
        }
        engine.write(puts(&more)).expect("written");
        more.extend(articles);
        prop_assert_eq!(found(&engine), expected(&more));
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    /// Few ids and contents, so that within one commit an article is replaced, deleted and put
    /// back as it was; more writes than one piece holds, so that some are in segments by then.
    #[test]
    fn the_last_write_of_an_id_counts(
        batches in prop::collection::vec(
            prop::collection::vec((0..4usize, prop::option::weighted(0.8, 0..3u32)), 1..700),
            1..3,
        ),
    ) {
        let engine = engine(2, 1);
        let mut model: BTreeMap<String, u32> = BTreeMap::new();
        for batch in batches {
            let mut writes = Vec::new();
            let mut expected = Vec::new();
            for (id, content) in batch {
                let id = format!("a{id}");
                let before = model.get(&id).copied();
                expected.push(match (before, content) {
                    (None, None) => Written::Missing,
                    (Some(_), None) => Written::Deleted,
                    (None, Some(_)) => Written::Added,
                    (Some(before), Some(content)) if before == content => Written::Unchanged,
                    (Some(_), Some(_)) => Written::Changed,
                });
                match content {
                    None => {
                        model.remove(&id);
                        writes.push(Write::Delete { id });
                    }
                    Some(content) => {
                        model.insert(id.clone(), content);
                        let article = Article {
                            id,
                            title: format!("Panen {content}"),
                            ..Article::default()
                        };
                        writes.extend(puts(&[article]));
                    }
                }
            }
            prop_assert_eq!(engine.write(writes).expect("written"), expected);
            let mut seen = BTreeSet::new();
            engine
                .scan(&mut |article| seen.insert((article.id, article.title)))
                .expect("readable");
            let wanted: BTreeSet<_> = model
                .iter()
                .map(|(id, content)| (id.clone(), format!("Panen {content}")))
                .collect();
            prop_assert_eq!(seen, wanted);
            prop_assert_eq!(engine.articles(), model.len() as u64);
        }
    }
}

fn numbered(numbers: std::ops::Range<usize>, title: &str) -> Vec<Article> {
    let article = |number| Article {
        id: format!("a{number}"),
        title: format!("{title} {number}"),
        ..Article::default()
    };
    numbers.map(article).collect()
}

#[test]
fn of_writes_that_are_broken_off_nothing_is_stored_and_the_next_go_on() {
    let engine = engine(2, 1);
    engine
        .write(puts(&numbered(0..1, "Beras")))
        .expect("written");
    let mut broken_off = engine.begin().expect("open");
    for title in ["Panen", "Beras", "Panen"] {
        broken_off
            .add(puts(&numbered(0..3_000, title)))
            .expect("taken");
    }
    drop(broken_off);
    let written = engine.write(puts(&numbered(0..2, "Beras")));
    assert_eq!(
        written.expect("written"),
        [Written::Unchanged, Written::Added]
    );
    assert_eq!(engine.articles(), 2);
}

#[test]
fn writes_that_are_broken_off_leave_no_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = EngineOptions {
        path: folder.path().to_owned(),
        memory_budget_bytes: 1,
        threads: 2,
        zone: TimeZone::UTC,
    };
    let engine = TantivyEngine::create_or_open(&options).expect("an engine");
    let one = puts(&numbered(0..1, "Beras"));
    engine.write(one.clone()).expect("written");
    let mut broken_off = engine.begin().expect("open");
    broken_off
        .add(puts(&numbered(1..3_000, "Panen")))
        .expect("taken");
    drop(broken_off);
    // Nothing to commit, which would tidy up as well.
    assert_eq!(engine.write(one).expect("written"), [Written::Unchanged]);
    let files = fs::read_dir(folder.path()).expect("a folder");
    let stores = files.filter_map(Result::ok).filter(|file| {
        let path = file.path();
        path.extension()
            .is_some_and(|extension| extension == "store")
    });
    assert_eq!(stores.count(), 1);
}

#[test]
fn replaced_articles_give_their_space_back_even_after_writes_were_broken_off() {
    let engine = engine(1, LEAST_THREAD_BYTES);
    drop(engine.begin().expect("open"));
    engine
        .write(puts(&numbered(0..100, "Beras")))
        .expect("written");
    engine
        .write(puts(&numbered(0..30, "Panen")))
        .expect("written");
    let merged = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        engine.snapshots.reload().expect("readable");
        engine.stats().expect("readable").deleted == 0
    });
    assert!(merged, "{:?}", engine.stats());
}
