//! What is shown of an article.

use super::*;

#[test]
fn snippets_are_escaped() {
    let response = ask(&searcher(), "cabai");
    let html = &response.hits[0].snippets[0].html;
    assert!(
        html.contains("&lt;b&gt;tajam&lt;/b&gt; &amp; cepat"),
        "{html}"
    );
}

#[test]
fn snippets_show_the_sentence_of_the_words_wherever_it_stands() {
    let searcher = searcher();
    let mut body = vec!["*** 🙂 ***".to_owned(), "Pembuka. … Lalu isi.".to_owned()];
    for number in 1..60 {
        body.push(format!(
            "Alinea {number} bercerita tentang hal lain. Ada pula kalimat kedua di sini."
        ));
    }
    body.push("Warga menanam bakau di pesisir. Ombak pun reda.".to_owned());
    body.push("Pertanggungjawaban dana dibahas esok. Penutup singkat.".to_owned());
    let mut long = article("panjang", "Tanpa judul khusus", "", "2024-05-03", "Daerah");
    long.body = body;
    searcher.engine().write(vec![put(long)]).unwrap();
    for (q, shown) in [
        (
            "tanam bakau",
            "Warga <mark>menanam</mark> <mark>bakau</mark> di pesisir.",
        ),
        (
            "\"menanam bakau\"",
            "Warga <mark>menanam</mark> <mark>bakau</mark> di pesisir.",
        ),
        (
            "bakau -gabah",
            "Warga menanam <mark>bakau</mark> di pesisir.",
        ),
        ("baka*", "Warga menanam <mark>bakau</mark> di pesisir."),
        ("ombak", "<mark>Ombak</mark> pun reda."),
        (
            "tanggung jawab",
            "<mark>Pertanggungjawaban</mark> dana dibahas esok.",
        ),
        ("penutup", "<mark>Penutup</mark> singkat."),
        ("pembuka", "<mark>Pembuka</mark>."),
    ] {
        let response = ask(&searcher, q);
        let hit = response
            .hits
            .iter()
            .find(|hit| hit.id == "panjang")
            .expect(q);
        assert_eq!(hit.snippets[0].html, shown, "{q}");
    }
}
