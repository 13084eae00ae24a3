//! What writes change for searches.

use super::*;

#[test]
fn writing_again_changes_nothing_and_replacing_counts_once() {
    let searcher = searcher();
    let engine = searcher.engine();
    let before = engine.generation();
    assert_eq!(
        engine.write(vec![put(timnas())]).unwrap(),
        [Written::Unchanged]
    );
    assert_eq!(engine.generation(), before);
    let changed = Article {
        title: "Timnas kalah".into(),
        ..timnas()
    };
    assert_eq!(
        engine.write(vec![put(changed)]).unwrap(),
        [Written::Changed]
    );
    assert_ne!(engine.generation(), before);
    assert_eq!(ask(&searcher, "timnas").total, 1);
    let delete = || Write::Delete { id: "c".into() };
    assert_eq!(
        engine.write(vec![delete(), delete()]).unwrap(),
        [Written::Deleted, Written::Missing]
    );
    assert_eq!(ask(&searcher, "timnas").total, 0);
}

#[test]
fn copies_of_a_story_are_shown_once() {
    let searcher = searcher();
    let copy = article(
        "a2",
        "Harga beras naik di Pasar Induk Kota",
        "Harga beras medium naik tiga persen pada pekan ini.",
        "2024-05-01T10:00:00+07:00",
        "Ekonomi/Pasar",
    );
    searcher
        .engine()
        .write(vec![Write::Put {
            article: Box::new(copy),
            story: Story::of("a"),
        }])
        .unwrap();
    let response = ask(&searcher, "\"harga beras\"");
    assert_eq!((response.total, response.hits.len()), (2, 1));
    assert_eq!(response.hits[0].duplicates, 1);
}
