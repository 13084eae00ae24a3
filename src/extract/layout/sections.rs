//! Names of sections and of sites, where a page shows in which part of it a story stands.

use super::{
    Line, Place, states_year,
    words::{ends_body, is_caption, is_sentence, is_share_target},
    writers::desk_byline,
};
use crate::extract::{clean, fields};

/// The section before a headline, broadest first, and its line.
pub(in super::super) fn section(lines: &[Line], place: &Place) -> Option<(Vec<String>, usize)> {
    let headline = place.headline?;
    let top = place
        .dateline
        .as_ref()
        .map_or(headline, |(at, _)| headline.min(*at));
    let from = top.saturating_sub(6);
    let before = || (from..top).rev();
    // "Home > Nasional > Hukum", "Ekonomi / Bisnis".
    for at in before().chain(top..headline) {
        let text = lines[at].text.as_str();
        // Some trails go on to the headline itself.
        let text = text.strip_suffix(&lines[headline].text).unwrap_or(text);
        let is_trail = [" > ", ">", " » ", " › ", " / "]
            .iter()
            .any(|mark| text.contains(mark));
        // "Rabu Pahing, 1 Mei 2024 / 22 Syawal 1445 H".
        if is_trail && text.len() <= 80 && !is_sentence(text) && !states_year(text) {
            let path = fields::category_path(text);
            if !path.is_empty() {
                return Some((path, at));
            }
        }
    }
    /// More parts, one a line, are a menu.
    const MAX_TRAIL: usize = 3;
    // One part a line, from "Home" on.
    if let Some(home) = before().find(|at| is_home(&lines[*at].text)) {
        let parts = home + 1..top;
        let all_short = parts.clone().all(|at| is_section_like(&lines[at].text));
        if (1..=MAX_TRAIL).contains(&parts.len()) && all_short {
            let path = parts
                .clone()
                .flat_map(|at| fields::category_path(&lines[at].text));
            return Some((path.collect(), parts.end - 1));
        }
    }
    /// A page without menus has its headline near the top; there any short line is a kicker.
    const NEAR_TOP: usize = 10;
    let near_top = headline <= NEAR_TOP;
    let run = || {
        let lines = lines[..top].iter().rev();
        lines.take_while(|line| is_section_like(&line.text))
    };
    let is_menu = run().count() > MAX_TRAIL;
    // Buttons may stand over the one section.
    let sections = run().filter(|line| is_known_section(&line.text)).count();
    // An entry of the menu that stands again right over the headline; "Foto" is a section there.
    let over = top.checked_sub(1).filter(|at| {
        let text = lines[*at].text.as_str();
        let stands_again = || lines[..*at].iter().any(|line| line.text == text);
        is_section_like(text) && stands_again()
            || (!is_menu || sections == 1) && is_known_section(text)
    });
    // "HOME Ekonomi" right over the headline.
    if let Some(at) = top.checked_sub(1)
        && let Some((home, section)) = lines[at].text.split_once(' ')
        && is_home(home)
        && !section.contains(' ')
        && is_section_like(section)
    {
        return Some((fields::category_path(section), at));
    }
    let reach = match (is_menu, near_top) {
        (true, _) => 0,
        (_, true) => 6,
        _ => 3,
    };
    let above = before()
        .take(reach)
        // A kicker does not stand above a trail or the site's own name.
        .take_while(|at| !is_trail_of_home(&lines[*at].text))
        .take_while(|at| !near_top || !is_masthead(&lines[*at].text, *at))
        .find(|at| {
            let text = &lines[*at].text;
            is_section_like(text) && (near_top && !is_caption(text) || is_known_section(text))
        });
    over.or(above)
        .or_else(|| {
            // Between headline and dateline.
            let between = place
                .dateline
                .as_ref()
                .map_or(0..0, |(at, _)| headline + 1..*at);
            between
                .clone()
                .find(|at| is_known_section(&lines[*at].text))
        })
        .map(|at| (fields::category_path(&lines[at].text), at))
        .filter(|(path, _)| !path.is_empty())
}

/// The publisher's name on the first line of a page, above the section.
pub(in super::super) fn masthead(lines: &[Line], section: usize) -> Option<&str> {
    let first = lines.first()?.text.as_str();
    let is_name = section > 0
        && section <= 2
        && is_section_like(first)
        && !is_known_section(first)
        && is_newspaper(first)
        && is_known_section(&lines[section].text)
        && !is_caption(first);
    is_name.then_some(first)
}

/// The name of a news site, or who else publishes the page, where a section could stand.
pub(super) fn is_masthead(line: &str, at: usize) -> bool {
    #[rustfmt::skip]
    const SITES: &[&str] = &[
        "detik", "kompas", "tribun", "liputan6", "okezone", "sindonews", "viva", "republika",
        "antara", "cnn indonesia", "cnbc indonesia", "jawapos", "jawa pos", "jpnn", "tirto",
        "kumparan", "kontan", "media indonesia", "pikiran rakyat", "idn times", "kapanlagi",
        "beritasatu", "inews", "rmol", "medcom", "metrotv", "bbc", "voa", "tempo.co", "katadata",
    ];
    #[rustfmt::skip]
    const OFFICES: &[&str] = &[
        "tribratanews", "info", "seputar", "lintas", "kementerian", "sekretariat", "pemerintah", "dinas", "badan", "kepolisian", "portal", "situs",
        "website", "blog", "universitas",
    ];
    let lower = line.to_lowercase();
    let first = lower.split(' ').next().unwrap_or_default();
    SITES.iter().any(|site| lower.starts_with(site))
        || matches!(lower.as_str(), "voi" | "tempo")
        || at == 0
            && !is_known_section(line)
            && (OFFICES.contains(&first) || is_newspaper(line) && lower.contains(' '))
}

/// Short, letters only: could be a section.
pub(super) fn is_section_like(line: &str) -> bool {
    const MAX_SECTION: usize = 32;
    // "Liga 2".
    let name = match line.rsplit_once(' ') {
        Some((name, number)) if number.len() == 1 && number.as_bytes()[0].is_ascii_digit() => name,
        _ => line,
    };
    line.len() <= MAX_SECTION
        && line.split(' ').count() <= 4
        && name.chars().all(|character| {
            character.is_alphabetic() || matches!(character, ' ' | '&' | '-' | '/' | '+' | '\'')
        })
        && !is_slogan(line)
        && !clean::is_marker(line)
        && !ends_body(line)
        && !is_home(line)
        && !is_trail_of_home(line)
        && desk_byline(line).is_none()
        && !is_share_target(line)
        && !matches!(
            line.to_lowercase().as_str(),
            "berita" | "close search" | "index" | "follow" | "menu" | "masuk" | "login" | "x"
        )
}

/// What a site says of itself under its name: "Menulis dengan Hati", "Tajam Terpercaya".
fn is_slogan(line: &str) -> bool {
    // Sections are names of things; "dan" joins two of them.
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "dengan", "untuk", "yang", "tanpa", "bukan", "lebih", "selalu", "terpercaya", "tepercaya",
        "terdepan", "akurat", "aktual", "berimbang", "independen", "inspiratif", "mencerahkan",
        "mencerdaskan", "tajam", "lugas", "resmi",
    ];
    line.split(' ')
        .any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// Begins like the name of a newspaper or news site.
pub(super) fn is_newspaper(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default().to_lowercase();
    matches!(
        first.as_str(),
        "harian"
            | "koran"
            | "kabar"
            | "radar"
            | "suara"
            | "warta"
            | "media"
            | "tribun"
            | "pos"
            | "surya"
            | "majalah"
            | "kantor"
            | "berita"
            | "jurnal"
            | "kompas"
            | "tempo"
            | "republika"
            | "kedaulatan"
            | "pikiran"
            | "sinar"
            | "jawa"
            | "lampung"
            | "banjarmasin"
            | "serambi"
    )
}

/// The first part of a breadcrumb.
pub(super) fn is_home(line: &str) -> bool {
    matches!(
        line.to_lowercase().as_str(),
        "home" | "beranda" | "halaman depan" | "awal"
    )
}

/// "Home / Berita", "Home Nasional Daerah".
fn is_trail_of_home(line: &str) -> bool {
    line.split_once(' ')
        .is_some_and(|(first, _)| is_home(first))
}

/// A section that Indonesian news sites have.
pub(in super::super) fn is_known_section(line: &str) -> bool {
    #[rustfmt::skip]
    const SECTIONS: &[&str] = &[
        "nasional", "politik", "hukum", "hukum & kriminal", "kriminal", "ekonomi", "bisnis",
        "ekonomi bisnis", "ekbis", "ekonomi & bisnis", "keuangan", "finansial", "finance", "market",
        "pasar", "saham", "makro", "mikro", "energi", "industri", "properti", "otomotif", "oto",
        "teknologi", "tekno", "techno", "inet", "sains", "iptek", "internet", "gadget", "olahraga",
        "sport", "sports", "bola", "sepak bola", "sepakbola", "liga inggris", "liga spanyol",
        "liga indonesia", "raket", "balap", "hiburan", "seleb", "selebritas", "selebriti",
        "celebrity", "hot gossip", "showbiz", "musik", "film", "gaya", "gaya hidup", "lifestyle",
        "life style", "kesehatan", "health", "kuliner", "food", "wisata", "travel", "pariwisata",
        "pendidikan", "edukasi", "kampus", "sekolah", "budaya", "seni", "religi", "agama", "islami",
        "khazanah", "hikmah", "internasional", "dunia", "global", "mancanegara", "daerah",
        "regional", "nusantara", "metro", "metropolitan", "megapolitan", "jabodetabek",
        "jakarta", "perkotaan", "peristiwa", "sosial", "humaniora", "lingkungan", "opini", "kolom",
        "tajuk", "editorial", "analisis", "cek fakta", "foto", "video", "infografis", "pemilu",
        "pilkada", "pertahanan", "hankam", "keamanan", "parlemen", "pemerintahan", "desa",
        "pertanian", "peternakan", "perikanan", "kelautan", "cuaca", "bencana", "mudik",
        "transportasi", "infrastruktur", "umkm", "ketenagakerjaan", "national", "business",
        "economy", "politics", "world", "fashion", "beauty", "parenting", "keluarga", "wanita",
        "lampung", "jawa barat", "jawa tengah", "jawa timur", "bali", "sumatera utara", "aceh",
        "news", "umum", "ragam", "fotobisnis", "foto bisnis", "liga 1", "liga 2", "liga 3", "siaran pers",
        "advertorial", "viral", "motogp", "bulu tangkis",
    ];
    let lower = line.to_lowercase();
    SECTIONS.contains(&lower.as_str())
}
