use super::*;
use jiff::tz::{Offset, TimeZone};

fn read(text: &str) -> (String, String, Story) {
    let zone = TimeZone::fixed(Offset::constant(7));
    let context = Context {
        zone: &zone,
        near: None,
    };
    let lines = lines(text);
    let place = locate(&lines, None, context);
    let headline = place
        .headline
        .map(|at| lines[at].text.clone())
        .unwrap_or_default();
    let published = place
        .dateline
        .as_ref()
        .map(|(_, d)| d.moment.to_string())
        .unwrap_or_default();
    let story = story(&lines, &place, Tail::Keep, context);
    (headline, published, story)
}

#[test]
fn knows_sentences_captions_and_leads() {
    assert!(is_sentence(
        "Warga menolak rencana itu karena sawah mereka akan hilang."
    ));
    assert!(!is_sentence(
        "Warga Desa Sukamaju Menolak Rencana Tambang Pasir di Tepi Sungai"
    ));
    assert!(is_caption(
        "Warga memanen cabai di Sukamaju (Foto: Siti/Harian Fiktif)"
    ));
    assert!(is_caption("Ilustrasi/Net"));
    assert!(!is_caption("Ia memotret sawah itu."));
    for lead in [
        "JAKARTA, HARIAN.com – Harga cabai naik dua kali lipat pekan ini.",
        "HARIAN.CO, Jakarta - Harga cabai naik dua kali lipat pekan ini.",
        "Harian6.com, Jakarta - Harga cabai naik dua kali lipat pekan ini.",
        "Jakarta (ANTARA) - Harga cabai naik dua kali lipat pekan ini.",
        "SURABAYA -- Harga cabai naik dua kali lipat pekan ini di Surabaya.",
        "Jakarta, CNN Indonesia -- Harga cabai naik dua kali lipat pekan ini.",
    ] {
        assert!(is_lead(lead), "{lead}");
    }
    assert!(!is_lead(
        "Harga cabai - terutama cabai rawit - naik dua kali lipat pekan ini."
    ));
}

#[test]
fn a_dateline_above_its_headline_is_found_by_the_title() {
    let text = "Panen Raya Cabai di Sukamaju Berlimpah | Harian Fiktif\nHome\nKamis, 2 Mei 2024\n\
        Senin, 1 Januari 2024 | 10:00\nBerita Lain Sekali\nHome > Ekonomi > Tani\n\
        Rabu, 1 Mei 2024, 09:38 WIB\nPanen Raya Cabai di Sukamaju Berlimpah\nRed: Siti Rahma\n\
        SUKAMAJU -- Panen cabai di Desa Sukamaju melimpah sejak awal pekan ini.\n\
        Petani berharap harga tidak jatuh seperti pada panen tahun lalu di desa itu.\n\
        Berita Terkait\nPanen Padi di Sukamaju Gagal karena Hama Tikus Menyerang.";
    let (headline, published, story) = read(text);
    assert_eq!(headline, "Panen Raya Cabai di Sukamaju Berlimpah");
    assert_eq!(published, "2024-05-01T09:38:00+07:00");
    assert_eq!(story.paragraphs.len(), 2);
    assert_eq!(
        story.byline.map(|(names, _)| names),
        Some(vec!["Siti Rahma".to_owned()])
    );
}
