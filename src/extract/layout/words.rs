//! What kind of line a line is, by its words.

use super::super::clean;

/// Running text: long enough, and it ends as sentences end.
pub(in super::super) fn is_sentence(line: &str) -> bool {
    /// "Warga menolak rencana itu karena sawah mereka akan hilang." has 58 bytes.
    const MIN_SENTENCE: usize = 55;
    const MIN_PARAGRAPH: usize = 160;
    let words = line.split(' ').count();
    (line.len() >= MIN_SENTENCE && words >= 7 && ends_like_sentence(line))
        || (line.len() >= MIN_PARAGRAPH && words >= 20)
}

fn ends_like_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '"', '”', '’', '…', ':', ';'])
        || line.ends_with([')', ']'])
        || line.ends_with(".*")
        || line.ends_with("**")
        || ends_with_signature(line)
}

/// "… warga. (Tono)-d", "… warga. 7 ind": a desk's sign behind the last full stop.
fn ends_with_signature(line: &str) -> bool {
    const MAX_SIGNATURE: usize = 24;
    [". ", ".\" ", ".” "]
        .iter()
        .filter_map(|stop| line.rfind(stop).map(|at| at + stop.len()))
        .max()
        .is_some_and(|at| {
            let sign = &line[at..];
            sign.len() <= MAX_SIGNATURE
                && (sign.starts_with('(') || sign.starts_with(|first: char| first.is_ascii_digit()))
        })
}

/// Could be a headline.
pub(super) fn is_title(line: &str) -> bool {
    /// The longest headlines in the archives; measured, rounded up.
    const MAX_TITLE: usize = 220;
    (8..=MAX_TITLE).contains(&line.len())
        // "Tiba-tiba Panen Cabai ..." is a headline.
        && (!line.ends_with(['.', ':', ';', ',']) || line.ends_with(".."))
        && !line.starts_with(['(', '#', '©'])
        && line
            .chars()
            .filter(|character| character.is_alphabetic())
            .count()
            * 2
            > line.len()
        && !clean::is_marker(line)
        && (!is_caption(line) || is_photo_headline(line))
        && !ends_body(line)
}

/// "BERITA FOTO: Panen Cabai di Sukamaju", unlike "Foto: Siti Rahma/Harian".
fn is_photo_headline(line: &str) -> bool {
    const MIN_WORDS: usize = 5;
    let lower = line.to_lowercase();
    (lower.starts_with("foto:") || lower.starts_with("berita foto:"))
        && line.split(' ').count() >= MIN_WORDS
        && is_title_case(line)
        && !line.contains(['(', '/', '['])
}

/// A picture's caption or credit.
pub(in super::super) fn is_caption(line: &str) -> bool {
    const MAX_CAPTION: usize = 320;
    #[rustfmt::skip]
    const INSIDE: &[&str] = &[
        "(foto", "foto:", "foto/", "foto :", "antara foto", "(dok", "dok.", "dok:", "/net", "(kiri)",
        "(kanan)", "(tengah)", "(kedua kiri)", "(kedua kanan)", "getty images", "shutterstock",
        "istimewa", "(ist)", "/reuters", "reuters/", "(reuters", "/afp", "afp/", "/ap photo",
        "(ilustrasi", "sumber foto", "image:", "(image", "photo:", "/antara", "(antara/", "doc:",
        "doc.", "tangkapan layar", "unsplash", "pixabay", "freepik", "pexels", "/ist",
    ];
    if line.len() > MAX_CAPTION {
        return false;
    }
    let lower = line.to_lowercase();
    // "HARIAN.COM/NAMA Petani memanen …", "Republika/Nama".
    let first_word = line.split(' ').next().unwrap_or_default();
    let is_credit = first_word.split_once('/').is_some_and(|(agency, name)| {
        let capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        agency.len() >= 3 && name.len() >= 3 && capital(agency) && capital(name)
    });
    let is_shouted = first_word
        .chars()
        .all(|character| !character.is_lowercase());
    // "Nadira/Ayu ke Semifinal": players, not an agency.
    const MAX_NAMES: usize = 3;
    let is_short = line.len() <= 60
        && line.split(' ').count() <= MAX_NAMES
        && line
            .split(' ')
            .all(|word| !word.starts_with(char::is_lowercase));
    // In capitals as a whole it is a headline.
    let is_shouted = is_shouted && line.contains(char::is_lowercase);
    is_credit && (is_short || is_shouted)
        || ends_with_credit(line)
        || is_picture_label(line)
        || lower.starts_with("ilustrasi")
        || lower.starts_with("foto ")
        || lower.starts_with("caption")
        || lower.starts_with("keterangan foto")
        || lower.starts_with("keterangan gambar")
        || INSIDE.iter().any(|mark| lower.contains(mark))
}

/// A caption's last word: "(Harian.com/Siti Rahma)", "[Harian/Siti]", "(MI/SITI RAHMA)".
fn ends_with_credit(line: &str) -> bool {
    const MAX_CREDIT: usize = 60;
    let inside = line
        .strip_suffix([')', ']'])
        .or_else(|| line.strip_suffix(").").or_else(|| line.strip_suffix("].")));
    let Some((_, credit)) = inside.and_then(|text| text.rsplit_once(['(', '['])) else {
        return false;
    };
    let capital = |text: &str| text.trim().chars().next().is_some_and(char::is_uppercase);
    credit.len() <= MAX_CREDIT
        && credit.split_once('/').is_some_and(|(agency, name)| {
            agency.contains(".co") || agency.contains(".id") || capital(agency) && capital(name)
        })
        // A desk's code in capitals closes a story: "(BPMI SETPRES/UN)".
        && (credit.contains(' ') || credit.chars().any(char::is_lowercase))
}

/// "3 jam lalu", "5 menit yang lalu", "2 hours ago": when, counted from when the page was read.
pub(super) fn says_ago(line: &str) -> bool {
    const MAX_AGO: usize = 30;
    line.len() <= MAX_AGO
        && line.starts_with(|first: char| first.is_ascii_digit())
        && [" lalu", " ago"].iter().any(|end| line.ends_with(end))
}

/// A label of a picture on pages that read them out.
pub(super) fn is_picture_label(line: &str) -> bool {
    ["Keterangan gambar,", "Sumber gambar,"]
        .iter()
        .any(|label| line.starts_with(label))
}

/// A caption or credit between paragraphs: surer than [`is_caption`], since a subheading may
/// speak of photos.
pub(super) fn is_inline_caption(line: &str) -> bool {
    const LABELS: &[&str] = &[
        "foto:",
        "foto :",
        "sumber foto",
        "keterangan foto",
        "sumber:",
        "photo:",
    ];
    let lower = line.to_lowercase();
    is_picture_label(line)
        || !is_sentence(line)
            && (LABELS.iter().any(|label| lower.starts_with(label))
                || line.ends_with([')', ']']) && is_caption(line))
}

/// A line of facts about an entry: "Oleh Humas ; Diposkan pada 14 Mei 2024 ; Dibaca: 12 Kali".
pub(super) fn says_posted(line: &str) -> bool {
    const MAX_FACTS: usize = 160;
    const WORDS: &[&str] = &[
        "diposkan pada",
        "diposting",
        "dipublikasikan",
        "posted on",
        "posted by",
    ];
    let lower = line.to_lowercase();
    line.len() <= MAX_FACTS && WORDS.iter().any(|word| lower.contains(word))
}

/// What stands above a text as often as under one: buttons, counters, credits.
pub(super) fn stands_above(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.trim_matches([':', ' ']);
    is_button(line)
        || clean::is_marker(line)
        || matches!(bare, "sumber" | "foto" | "video" | "baca juga" | "label")
        || bare.ends_with("komentar")
}

/// Most longer words begin with a capital, as in headlines.
pub(super) fn is_title_case(line: &str) -> bool {
    let long = line.split(' ').filter(|word| word.len() >= 4);
    let (mut words, mut capitals) = (0, 0);
    for word in long {
        words += 1;
        let first = word.chars().find(|character| character.is_alphanumeric());
        capitals += usize::from(first.is_some_and(|first| !first.is_lowercase()));
    }
    capitals * 3 >= words * 2
}

/// A short sentence at the end of a story ("Tidak ada korban.").
pub(super) fn is_short_sentence(line: &str) -> bool {
    const MIN_WORDS: usize = 2;
    let begins = line
        .chars()
        .next()
        .is_some_and(|first| first.is_uppercase() || matches!(first, '"' | '“' | '‘'));
    let text = line.trim_end_matches(['"', '”', '’', '*', ' ']);
    begins
        && line.split(' ').count() >= MIN_WORDS
        && (text.ends_with(['.', '?', '!']) && !text.ends_with("..")
            || line.ends_with(')') && line.contains(". ("))
        && !is_inline_caption(line)
}

/// Where a button shares a page to.
pub(super) fn is_share_target(line: &str) -> bool {
    #[rustfmt::skip]
    const TARGETS: &[&str] = &[
        "facebook", "x", "twitter", "pinterest", "email", "whatsapp", "telegram", "linkedin",
        "tumblr", "dapatkan link", "salin link", "copy link", "aplikasi lainnya",
    ];
    TARGETS.contains(&line.to_lowercase().as_str())
}

/// A button that stands under a dateline as often as under a story.
pub(super) fn is_button(line: &str) -> bool {
    matches!(
        line.to_lowercase().trim_matches([':', ' ']),
        "share"
            | "share this"
            | "bagikan"
            | "bagikan berita"
            | "bagikan artikel"
            | "komentar"
            | "comment"
            | "comments"
            | "print"
            | "cetak"
    )
}

/// Labels that stand before or after a moment and say nothing else.
pub(super) fn is_time_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    let word = lower.trim_matches(|character: char| !character.is_alphanumeric());
    matches!(
        word,
        "diperbarui"
            | "diterbitkan"
            | "tayang"
            | "terbit"
            | "update"
            | "updated"
            | "published"
            | "posted"
            | "posted on"
            | "on"
            | "dipublikasikan"
            | "dipublikasikan pada"
            | "diterbitkan pada"
            | "tanggal rilis"
            | "tanggal terbit"
            | "publikasi"
            | "rilis"
            | "wib"
            | "wita"
            | "wit"
            | "diupdate"
            | "last updated"
            | "published on"
            | "tanggal"
    )
}

/// A heading after which no body comes: lists of other stories, comments, share buttons.
pub(in super::super) fn ends_body(line: &str) -> bool {
    #[rustfmt::skip]
    const WHOLE: &[&str] = &[
        "populer", "terpopuler", "berita populer", "artikel populer", "paling populer", "popular",
        "most popular", "update", "updates", "terkini", "berita terkini", "terbaru", "berita terbaru",
        "artikel terbaru", "latest news", "latest", "berita terkait", "artikel terkait", "terkait",
        "related", "related news", "related articles", "related posts", "kabar terkait", "topik terkait",
        "berita lainnya", "berita lain", "artikel lainnya", "lainnya", "kabar lainnya",
        "baca juga", "baca lainnya", "selengkapnya", "lihat semua", "lihat selengkapnya", "indeks",
        "indeks berita", "index berita", "rekomendasi", "berita rekomendasi", "rekomendasi untuk anda",
        "rekomendasi untukmu", "artikel rekomendasi", "pilihan editor", "pilihan redaksi", "pilihan untukmu",
        "berita pilihan", "editor's pick", "jangan lewatkan", "anda mungkin suka", "mungkin anda suka",
        "mungkin anda tertarik", "tag", "tags", "topik", "topics", "topic", "label", "komentar",
        "tulis komentar", "tambah komentar", "tambah komentar baru", "add new comment", "tinggalkan komentar", "beri komentar", "isi komentar anda", "comments",
        "comment", "leave a reply", "leave a comment", "berikan komentar anda", "kirim komentar",
        "bagikan", "bagikan berita", "bagikan artikel", "share", "share this", "foto terkait",
        "video terkait", "video terbaru", "video populer", "foto terbaru", "foto", "video", "more stories", "more photos",
        "sponsored link", "sponsored links", "sponsored", "advertorial terkait", "trending", "trending tag",
        "trending tags", "trending topic", "disclaimer", "about us", "tentang kami", "redaksi",
        "kontak", "pedoman media siber", "kebijakan privasi", "newsletter", "headline", "headlines",
        "berita utama", "rekomendasi berita", "kata kunci / tags", "tinggalkan balasan", "top news", "news feed", "newsfeed", "terhangat", "hot topic", "terkomentari", "top lima",
        "rating ( voters)", "form rating", "load morelihat semua", "load more", "muat lainnya",
        "nasional lainnya", "artikel selanjutnya", "berita selanjutnya", "berita sebelumnya",
        "next post", "previous post", "print", "cetak", "tag terkait", "tags terkait", "topik berita terkait",
        "tulis komentar anda", "menyukai ini", "navigasi pos", "previous article", "next article",
        "posting komentar", "tidak ada komentar", "video lainnya", "foto lainnya", "artikel menarik lainnya",
        "bagikan ini", "bagikan artikel ini", "baca berita lainnya", "pos sebelumnya",
        "pos berikutnya", "enamplus", "terkini lainnya", "rekomendasi artikel", "sumber", "tagar",
        "posts navigation", "references", "ingin menulis?", "post navigation", "about the author", "tentang penulis",
    ];
    #[rustfmt::skip]
    const BEGINNINGS: &[&str] = &[
        "copyright", "©", "hak cipta", "berita rekomendasi", "berita terkait", "artikel terkait",
        "tags #", "tags:", "tags :", "tag:", "tag :", "topik:", "topik :", "komentar (", "baca berita lainnya",
        "topik terkait", "kata kunci:", "keyword:", "keywords:", "follow berita", "berita lainnya",
        "topic:", "topic :", "label:", "label :", "kata kunci :", "video pilihan", "video terpopuler",
        "foto pilihan", "baca juga artikel terkait", "komentar adalah tanggapan", "belum ada komentar", "saat ini belum ada komentar", "tinggalkan balasan", "disclaimer :", "disclaimer:", "sumber :", "sumber:",
    ];
    const MAX_HEADING: usize = 120;
    if line.len() > MAX_HEADING {
        return line.starts_with("Copyright ©") || line.starts_with('©');
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                ':' | '-' | '»' | '>' | '#' | '|' | '+' | '.' | '…' | '*' | '·' | '•' | '▼' | '▲'
            )
    });
    WHOLE.contains(&bare)
        || BEGINNINGS
            .iter()
            .any(|beginning| lower.starts_with(beginning))
        || (bare.ends_with("komentar")
            && bare
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_digit()))
}

/// A paragraph that begins as news agencies and papers begin: "JAKARTA, HARIAN.com – …",
/// "Harian.com, Jakarta - …", "Jakarta (KANTOR) - …", "SURABAYA -- …".
pub(in super::super) fn is_lead(line: &str) -> bool {
    let Some(place) = opening(line) else {
        return false;
    };
    let letters = place
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let upper = place
        .chars()
        .filter(|character| character.is_uppercase())
        .count();
    let words: Vec<&str> = place.split(' ').collect();
    let is_names = words.len() <= 4
        && words
            .iter()
            .all(|word| word.chars().next().is_some_and(char::is_uppercase));
    letters >= 3
        && (letters == upper || publisher(place).is_some() || place.contains(", ") && is_names)
}

/// What stands before the dash of a lead.
fn opening(line: &str) -> Option<&str> {
    const MAX_OPENING: usize = 70;
    const MIN_LEAD: usize = 50;
    if line.len() < MIN_LEAD {
        return None;
    }
    let opening = clean::head(line, MAX_OPENING);
    let dash = [" - ", " -- ", " – ", " — ", "—", "-- ", "- ", "– "]
        .iter()
        .filter_map(|dash| opening.find(dash))
        .min()?;
    Some(opening[..dash].trim())
}

/// The publisher or agency that a lead names ("JAKARTA, HARIAN.com – …", "Jakarta (ANTARA) - …").
pub(in super::super) fn lead_source(line: &str) -> Option<&str> {
    publisher(opening(line)?)
}

fn publisher(place: &str) -> Option<&str> {
    if let Some((_, rest)) = place.split_once('(')
        && let Some((agency, _)) = rest.split_once(')')
        && agency.len() >= 4
        && agency.chars().all(char::is_uppercase)
    {
        return Some(agency);
    }
    place.split(',').map(str::trim).find(|part| {
        let lower = part.to_lowercase();
        let is_host = !lower.contains(' ')
            && [".com", ".co", ".id", ".net", ".tv", ".co.id"]
                .iter()
                .any(|end| lower.ends_with(end));
        is_host
            || matches!(
                lower.as_str(),
                "cnn indonesia" | "cnbc indonesia" | "idn times" | "antara"
            )
    })
}
