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

#[test]
fn hits_of_speakers_show_what_they_said() {
    let searcher = searcher();
    let mut article = article(
        "kutip",
        "Waduk Sumber Rejo surut",
        "",
        "2024-05-03",
        "Daerah",
    );
    article.body = [
        "Bupati Ratih Kusuma meninjau waduk yang surut. Ratih Kusuma datang bersama camat.",
        "“Air hanya cukup untuk dua pekan. Kami mengirim tangki ke desa-desa sejak Senin. \
         Sumur bor menyusul bulan depan,” kata Ratih Kusuma.",
        "Kepala desa, Darto Wiyono, meminta bantuan tangki lebih banyak. “Warga kami berjalan \
         tiga kilometer demi seember air,” ujar Darto Wiyono.",
        "“Anggaran sudah saya teken tadi pagi,” ujar Ratih Kusuma saat ditanya soal tangki.",
        "Ratih Kusuma lalu pulang. Ratih Kusuma tidak menjawab pertanyaan tentang pompa.",
    ]
    .map(str::to_owned)
    .to_vec();
    searcher.engine().write(vec![put(article)]).unwrap();
    let ratih = Some("Ratih Kusuma");
    for (q, chars, shown, speaker) in [
        // The first of what she said; as much of the quotation as there is room for.
        (
            "siapa:\"Ratih Kusuma\"",
            240,
            "“Air hanya cukup untuk dua pekan. Kami mengirim tangki ke desa-desa sejak Senin. \
             Sumur bor menyusul bulan depan,” kata <mark>Ratih</mark> <mark>Kusuma</mark>.",
            ratih,
        ),
        // The other words where she says them, not where others do.
        (
            "siapa:\"Ratih Kusuma\" tangki",
            60,
            "Kami mengirim <mark>tangki</mark> ke desa-desa sejak Senin.",
            ratih,
        ),
        (
            "siapa:\"Ratih Kusuma\" teken",
            240,
            "“Anggaran sudah saya <mark>teken</mark> tadi pagi,” ujar <mark>Ratih</mark> \
             <mark>Kusuma</mark> saat ditanya soal tangki.",
            ratih,
        ),
        (
            "siapa:\"Darto Wiyono\"",
            240,
            "“Warga kami berjalan tiga kilometer demi seember air,” ujar <mark>Darto</mark> \
             <mark>Wiyono</mark>.",
            Some("Darto Wiyono"),
        ),
        (
            "kutipan:kilometer",
            240,
            "“Warga kami berjalan tiga <mark>kilometer</mark> demi seember air,” ujar Darto Wiyono.",
            Some("Darto Wiyono"),
        ),
        // Of a sentence that is too long, what was said.
        (
            "siapa:\"Darto Wiyono\"",
            42,
            "“Warga kami berjalan tiga kilometer demi…",
            Some("Darto Wiyono"),
        ),
        // Mentioned, not quoted: the words where they stand.
        (
            "pompa",
            240,
            "Ratih Kusuma tidak menjawab pertanyaan tentang <mark>pompa</mark>.",
            None,
        ),
    ] {
        let request = SearchRequest {
            q: q.into(),
            snippet_chars: chars,
            ..SearchRequest::default()
        };
        let response = searcher.search(&request).unwrap();
        let hit = response.hits.iter().find(|hit| hit.id == "kutip").expect(q);
        let [snippet] = hit.snippets.as_slice() else {
            panic!("{q}: {:?}", hit.snippets);
        };
        assert_eq!(snippet.html, shown, "{q}");
        assert_eq!(snippet.speaker.as_deref(), speaker, "{q}");
    }
}
