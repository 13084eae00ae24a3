//! Lines and phrases that are the page's machinery, not the story: advertisement and scroll
//! markers, embeds, "watch this video", page numbers, share buttons.

use std::{borrow::Cow, sync::LazyLock};

use memchr::memmem::Finder;

/// Longest line that can be a marker, in bytes ("Simak video '…headline…'" is the longest).
const MAX_MARKER: usize = 240;

/// Lines that are markers as a whole, lower case, without the punctuation around them.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "advertisement", "advertisements", "advertisement scroll to continue with content",
    "scroll to continue with content", "scroll to resume content", "scroll untuk melanjutkan",
    "scroll untuk baca artikel", "scroll ke bawah untuk membaca berita",
    "scroll ke bawah untuk lanjut membaca", "gulir untuk lanjut membaca",
    "scroll ke bawah untuk melanjutkan membaca", "gulir ke bawah untuk melanjutkan", "gulir ke bawah untuk melanjutkan membaca",
    "scroll untuk membaca", "scroll untuk membaca artikel", "gulirkan ke bawah untuk lanjut membaca", "geser untuk lanjut membaca",
    "lanjutkan membaca", "lanjut membaca", "artikel lanjut setelah iklan",
    "artikel berlanjut setelah iklan", "konten berlanjut setelah iklan", "iklan", "sponsored",
    "promoted content", "promoted", "sponsored content", "continue reading below",
    "story continues below advertisement", "pilihan redaksi", "pilihan editor",
    "baca juga", "baca selengkapnya", "baca berita lainnya", "simak juga", "lihat juga",
    "tonton juga", "lihat foto", "view this post on instagram", "lihat postingan ini di instagram",
    "halaman selanjutnya", "halaman berikutnya", "baca halaman berikutnya", "selanjutnya",
    "halaman", "next page", "loading", "share", "bagikan", "bagikan artikel ini", "share this",
    "tweet", "copy link", "salin tautan", "link successfully copied", "link copied", "komentar",
    "tulis komentar", "dengarkan artikel", "dengarkan berita", "ukuran font", "perbesar", "perkecil",
    "share on facebook", "share on twitter", "share on google", "share on linkedin", "share on path",
    "share on pinterest", "share on mail", "share on whatsapp", "toggle", "facebook", "twitter", "google+", "pinterest", "email", "line", "pint it", "like", "kirim",
    "rate artikel ini", "laporkan", "simpan", "close", "tutup", "vote photo",
    "whatsapp", "telegram", "cek berita dan artikel yang lain di google news", "ikuti kami di",
    "cek berita dan artikel yang lain di google", "daftar isi", "mute", "video player is loading",
    "play video", "close ads", "close ads x", "tutup iklan", "preview", "follow us", "ikuti kami",
    "image print", "kirim ke teman", "print", "cetak", "memuat", "laporkan tulisan", "zoom out", "zoom in", "zoom out zoom in normal", "a a a", "a+ | reset | a", "reset",
];

/// How marker lines begin, lower case. Each is specific enough to be no sentence's beginning.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "[gambas:", "googletag.", "jangan sampai ketinggalan berita", "like (", "dislike (", "simak video", "simak juga video", "simak juga: video",
    "lihat video", "lihat juga video", "tonton video", "tonton juga video", "tonton juga: video",
    "saksikan video", "saksikan juga video", "saksikan live detik", "simak selengkapnya di halaman",
    "simak berita selengkapnya di halaman", "lihat selengkapnya di halaman", "selengkapnya di halaman",
    "baca halaman selanjutnya", "baca halaman berikutnya", "lanjut ke halaman",
    "selengkapnya di halaman berikut", "scroll to continue", "advertisement. scroll", "gulir ke bawah untuk",
    "gulirkan ke bawah", "cek berita dan artikel yang lain", "dapatkan update berita pilihan",
    "ikuti berita terkini", "ikuti whatsapp channel", "simak breaking news dan berita pilihan",
    "cek google news", "artikel ini telah tayang di", "artikel ini sudah tayang di",
    "berita ini telah tayang di", "disclaimer: artikel ini", "copyright ©", "copyright (c)", "copyright 20",
    "hak cipta ©", "window.", "! function(f, b, e", "!function(f,b,e", "<! [cdata", "fbq('", "gtag('", "document.", "var _", "(function(",
    "jika anda memiliki informasi, silakan hubungi", "simak berita menarik lainnya",
    "dilarang keras mengambil konten", "error: dilarang keras", "dilarang keras copy",
    "baca berita dengan sedikit iklan", "baca berita tanpa iklan", "scroll terus ke bawah", "jangan sampai ketinggalan video", "tulisan ini berasal dari redaksi",
    "cek berita dan artikel yg lain",
    "pilihan editor:", "baca: ", "baca selanjutnya:", "read also:", "also read:", "read more:", "fakta atau hoaks?",
    "the english, chinese, japanese", "idn times community adalah media",
    "follow official whatsapp", "baca juga artikel terkait", "silakan baca konten menarik lainnya",
    "dapatkan berita up to date", "a post shared by", "sebuah kiriman dibagikan oleh", "postingan dibagikan oleh", "klik untuk membagikan", "klik untuk berbagi", "ikuti saluran whatsapp", "gabung di grup telegram",
];

/// Phrases that are cut out wherever they stand. Their exact case tells them from words.
#[rustfmt::skip]
static PHRASES: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    [
        "ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT", "SCROLL TO CONTINUE WITH CONTENT",
        "SCROLL TO RESUME CONTENT", "ADVERTISEMENT", "PROMOTED CONTENT",
        "Gulir ke bawah untuk melanjutkan", "Artikel lanjut setelah iklan",
        "googletag.cmd.push(function() {",
    ]
    .into_iter()
    .map(Finder::new)
    .collect()
});

static CDATA: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("CDATA"));

static EMBED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("[Gambas:"));

/// How "watch this video" begins in running text; the title in quotes or an embed follows.
static WATCH: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    ["Simak", "Lihat", "Tonton", "Saksikan"]
        .into_iter()
        .map(Finder::new)
        .collect()
});

/// Whether a line is a marker and nothing else.
pub(super) fn is_marker(line: &str) -> bool {
    // A script that a scraper took for text.
    if CDATA.find(line.as_bytes()).is_some()
        && (line.contains("CDATA [") || line.contains("<![CDATA["))
    {
        return true;
    }
    if line.len() > MAX_MARKER {
        return false;
    }
    let bare =
        line.trim_matches(|character: char| !character.is_alphanumeric() && character != '[');
    if bare.is_empty() {
        return true;
    }
    let lower = bare.to_lowercase();
    WHOLE_SET.contains(lower.as_str())
        || BEGINNINGS
            .iter()
            .any(|beginning| lower.starts_with(beginning))
        || is_page_number(&lower)
        || is_counter(&lower)
        || is_invitation(&lower)
        || is_skip_link(&lower)
        || is_scroll(&lower)
        || is_post(line)
        || is_row_of_buttons(&lower)
        || is_promotion(bare)
        || lower.starts_with("tulisan dari ") && lower.contains("tidak mewakili")
}

/// What an embedded post leaves: "— Siti (@siti) March 12, 2025", "@siti Antre dulu ♬ suara asli".
fn is_post(line: &str) -> bool {
    line.starts_with(['—', '–']) && line.contains("(@")
        || line.starts_with('@') && line.contains('♬')
}

/// "Gulir untuk melanjutkan".
fn is_scroll(lower: &str) -> bool {
    const MAX_WORDS: usize = 7;
    let first = lower.split(' ').next().unwrap_or_default();
    matches!(first, "gulir" | "gulirkan" | "scroll" | "geser" | "swipe")
        && lower.split(' ').count() <= MAX_WORDS
        && ["lanjut", "baca", "continue"]
            .iter()
            .any(|word| lower.contains(word))
}

/// "Langsung ke konten utama", "Skip to content".
fn is_skip_link(lower: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "langsung ke ",
        "lewati ke ",
        "lompat ke ",
        "loncat ke ",
        "menuju ke ",
        "skip to ",
    ];
    const TARGETS: &[&str] = &[
        "konten",
        "isi",
        "bagian",
        "navigasi",
        "menu",
        "content",
        "main",
        "navigation",
    ];
    BEGINNINGS
        .iter()
        .filter_map(|beginning| lower.strip_prefix(beginning))
        .any(|target| {
            let mut words = target.split(' ');
            words.next().is_some_and(|word| TARGETS.contains(&word)) && words.count() <= 2
        })
}

/// "Cetak | Kirim ke teman".
fn is_row_of_buttons(lower: &str) -> bool {
    lower.contains(" | ")
        && lower
            .split(" | ")
            .all(|part| WHOLE_SET.contains(part.trim()))
}

/// "PromosiJudul Iklan": a label and the advertisement's headline without a space between them.
fn is_promotion(line: &str) -> bool {
    line.strip_prefix("Promosi")
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// "Baca berita Warta lainnya di Google News", "Follow saluran WhatsApp kami".
fn is_invitation(lower: &str) -> bool {
    const INVITES: &[&str] = &[
        "baca ",
        "ikuti ",
        "cek ",
        "simak ",
        "dapatkan ",
        "terima ",
        "update ",
        "follow ",
        "temukan ",
        "yuk ",
        "mau ",
        "gabung ",
        "klik ",
    ];
    const PLACES: &[&str] = &[
        "google news",
        "googlenews",
        "google berita",
        "whatsapp channel",
        "channel whatsapp",
        "saluran whatsapp",
        "kanal whatsapp",
        "grup telegram",
        "channel telegram",
        "kanal telegram",
        "surel anda",
        "email anda",
        "e-mail anda",
        "inbox anda",
        "kotak masuk anda",
    ];
    INVITES.iter().any(|word| lower.starts_with(word))
        && PLACES.iter().any(|place| lower.contains(place))
        // Somebody may be quoted on such a channel.
        && !lower.contains(['"', '“'])
}

static WHOLE_SET: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| WHOLE.iter().copied().collect());

/// "Halaman 2 dari 3", "1 2 3 Selanjutnya", "Halaman 1 2 Selanjutnya".
fn is_page_number(lower: &str) -> bool {
    const MAX_LENGTH: usize = 40;
    lower.len() <= MAX_LENGTH
        && (lower.contains("halaman") || lower.ends_with("selanjutnya"))
        && lower
            .split([' ', ':', '|'])
            .filter(|word| !word.is_empty())
            .all(|word| {
                word.bytes().all(|byte| byte.is_ascii_digit())
                    || matches!(
                        word,
                        "halaman" | "dari" | "selanjutnya" | "sebelumnya" | "next" | "prev"
                    )
            })
}

/// "17Shares", "0 Komentar", "2.3k views", "0".
fn is_counter(lower: &str) -> bool {
    let rest = lower.trim_start_matches(|character: char| {
        character.is_ascii_digit() || matches!(character, '.' | ',')
    });
    rest.len() < lower.len()
        && matches!(
            rest.trim_start_matches('k').trim(),
            "" | "share"
                | "shares"
                | "komentar"
                | "comments"
                | "views"
                | "likes"
                | "dibaca"
                | "bagikan"
        )
        && !(rest.is_empty() && lower.len() >= 4)
}

/// The line without the markers inside it.
pub(super) fn remove(line: &str) -> Cow<'_, str> {
    let mut line = Cow::Borrowed(line);
    for phrase in PHRASES.iter() {
        let mut pieces = Pieces::default();
        let mut from = 0;
        for at in phrase.find_iter(line.as_bytes()) {
            pieces.push(&line[from..at]);
            from = at + phrase.needle().len();
        }
        if from > 0 {
            pieces.push(&line[from..]);
            line = Cow::Owned(pieces.joined);
        }
    }
    let mut pieces = Pieces::default();
    let mut from = 0;
    while let Some(at) = EMBED.find(&line.as_bytes()[from..]) {
        // "[Gambas:Video 20detik]"; without its bracket it ends with the word.
        const MAX_EMBED: usize = 60;
        let at = from + at;
        let reach = line.floor_char_boundary(at + MAX_EMBED);
        let end = line[at..reach]
            .find(']')
            .map_or(at + "[Gambas:".len(), |end| at + end + 1);
        let start = watch_before(&line[from..], at - from).map_or(at, |start| from + start);
        pieces.push(&line[from..start]);
        from = end;
    }
    if from > 0 {
        pieces.push(&line[from..]);
        line = Cow::Owned(pieces.joined);
    }
    line
}

/// What stood between markers: a line each.
#[derive(Default)]
struct Pieces {
    joined: String,
}

impl Pieces {
    fn push(&mut self, piece: &str) {
        let piece = piece.trim();
        if !self.joined.is_empty() && !piece.is_empty() {
            self.joined.push('\n');
        }
        self.joined.push_str(piece);
    }
}

/// Whether [`remove`] has anything to look at.
pub(super) fn occurs(text: &str) -> bool {
    EMBED.find(text.as_bytes()).is_some()
        || PHRASES
            .iter()
            .any(|phrase| phrase.find(text.as_bytes()).is_some())
}

/// Where a "Simak video '…':" begins that ends right before the embed at `embed`.
fn watch_before(line: &str, embed: usize) -> Option<usize> {
    /// "Simak juga video" and a headline.
    const MAX_WATCH: usize = 220;
    let from = line.ceil_char_boundary(embed.saturating_sub(MAX_WATCH));
    let window = &line[from..embed];
    let window_ends_with_link = window.trim_end().ends_with([':', '\'', '"', '”', '’', ')']);
    if !window_ends_with_link {
        return None;
    }
    WATCH
        .iter()
        .filter_map(|word| {
            memchr::memmem::rfind(window.as_bytes(), word.needle())
                .filter(|at| window[*at..].to_lowercase().contains("video"))
        })
        .max()
        .map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_markers() {
        for line in [
            "ADVERTISEMENT",
            "Advertisement",
            "SCROLL TO CONTINUE WITH CONTENT",
            "[Gambas:Video 20detik]",
            "Simak Video: Warga Sukamaju Panen Raya",
            "Tonton juga video \"Panen Raya\" di sini:",
            "Halaman 2 dari 3",
            "Halaman 1 2 3 Selanjutnya",
            "Gulir ke bawah untuk melanjutkan",
            "---",
            "* * *",
            "Bagikan:",
            "Baca Juga:",
            "Artikel ini telah tayang di Harian Fiktif dengan judul Panen Raya",
            "Baca berita FIKTIF lainnya di Google News",
            "Follow saluran WhatsApp kami untuk kabar terbaru.",
            "Baca berita fiktif.id lainnya di GoogleNews",
            "Baca berita dengan sedikit iklan, klik di sini",
            "error: Dilarang Keras Copy Paste!",
            "Tulisan dari Siti Rahma tidak mewakili pandangan dari redaksi fiktif",
            "PromosiPanen Raya, Diskon Besar",
            "A post shared by Panen Raya (@panenraya)",
            "— Siti Rahma (@sitirahma) March 12, 2025",
            "@sitirahma Panen dulu #cabai ♬ suara asli - Siti",
            "Cetak | Kirim ke teman",
            "Dapatkan kabar panen langsung di surel Anda.",
            "Skip to content",
            "Langsung ke Konten Utama",
            "Gulir untuk melanjutkan",
            "Baca: Warga Sukamaju Panen Raya",
            "Mau Kabar Panen Lainnya? Yuk Follow Kami di Google News",
        ] {
            assert!(is_marker(line), "{line}");
        }
    }

    #[test]
    fn sentences_stay() {
        for line in [
            "Kompetisi bergulir pada Sabtu.",
            "Halaman masjid dipenuhi warga.",
            "Iklan layanan masyarakat itu tayang selama sebulan.",
            "Simak saja apa kata warga.",
            "Video itu beredar luas.",
            "Google News menampilkan artikel dari puluhan media.",
            "Dilarang keras membakar sampah di tepi sungai.",
            "Ikuti saran dokter, jangan hanya kabar di grup keluarga.",
            "Komentar pedas datang dari warganet.",
            "Tulisan dari abad ke-14 itu disimpan di museum.",
            "Promosi wisata digencarkan.",
            "— Siti Rahma, petani cabai di Sukamaju",
            "@sitirahma menulis bahwa panen sudah dimulai.",
            "Cetak | Kirim | Cabai",
            "Terima kasih kepada petani.",
            "Geser meja itu ke kiri.",
            "Langsung ke isi pidato, menteri menyebut harga cabai.",
            "\"Lihat, ini buktinya,\" kata dia.",
        ] {
            assert!(!is_marker(line), "{line}");
            assert_eq!(remove(line), line);
        }
    }

    #[test]
    fn cuts_markers_out_of_lines() {
        let table = [
            (
                "kata dia, Kamis. SCROLL TO CONTINUE WITH CONTENT Kepada polisi ia mengaku.",
                "kata dia, Kamis.\nKepada polisi ia mengaku.",
            ),
            (
                "sebut Idha. Simak Video 'Panen Raya di Sukamaju': [Gambas:Video 20detik] Panen itu",
                "sebut Idha.\nPanen itu",
            ),
            (
                "tuturnya. [Gambas:Instagram] Di tengah",
                "tuturnya.\nDi tengah",
            ),
        ];
        for (line, expected) in table {
            assert_eq!(remove(line), expected);
        }
    }
}
