//! What pages have in common, and the pages that only say something.

use maud::{DOCTYPE, Markup, html};

use super::VERSION;

/// A whole page; `feed` is the address of what it shows as a feed.
pub(super) fn layout(
    title: &str,
    base: &str,
    query: &str,
    feed: Option<&str>,
    main: Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="id" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href={ (base) "/assets/style.css?v=" (format!("{VERSION:x}")) };
                link rel="icon" type="image/svg+xml" href={ (base) "/assets/icon.svg" };
                @if let Some(feed) = feed {
                    link rel="alternate" type="application/atom+xml" title=(title) href=(feed);
                }
                script src={ (base) "/assets/warta.js?v=" (format!("{VERSION:x}")) } defer {}
            }
            body {
                a.skip href="#isi" { "Langsung ke isi" }
                header.top {
                    a.brand href={ (base) "/" } { "Warta" }
                    form.search role="search" action={ (base) "/" } method="get" {
                        label.hidden for="q" { "Cari berita" }
                        input #q type="search" name="q" value=(query) placeholder="Cari berita…" maxlength="2000"
                            autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search"
                            data-suggest={ (base) "/v1/suggest" };
                        button type="submit" { "Cari" }
                        ul #saran role="listbox" aria-label="Saran" hidden {}
                        span #saran-ada .hidden role="status" {}
                    }
                }
                main #isi { (main) }
                footer {
                    p {
                        "Warta — pencarian berita Indonesia · "
                        a href={ (base) "/docs/" } { "API" }
                    }
                }
            }
        }
    }
}

/// How to search, for empty results and the front page.
pub(super) fn help() -> Markup {
    html! {
        dl.help {
            dt { code { "harga beras" } } dd { "kata apa saja beserta kata turunannya (" em { "harga, seharga; beras" } ")" }
            dt { code { "\"kata persis\"" } } dd { "frasa persis seperti tertulis" }
            dt { code { "banjir -Jakarta" } } dd { "tanpa kata tertentu" }
            dt { code { "inflasi ATAU deflasi" } } dd { "salah satu di antaranya" }
            dt { code { "korup*" } } dd { "semua kata yang diawali huruf-huruf ini" }
            dt { code { "judul:pemilu penulis:\"Nama Lengkap\"" } } dd { "di judul saja, oleh penulis tertentu; juga kategori:, sumber:, tag:" }
            dt { code { "tanggal:2024-05 sesudah:2024-01-31" } } dd { "menurut tanggal terbit" }
        }
    }
}

/// What stands where something went wrong.
pub fn error_page(status: u16, request_id: &str, base: &str) -> Markup {
    let (title, text) = match status {
        404 => (
            "Halaman tidak ditemukan",
            "Alamat ini tidak ada, atau beritanya sudah dihapus.",
        ),
        429 => (
            "Terlalu banyak permintaan",
            "Tunggu sebentar, lalu coba lagi.",
        ),
        400..500 => (
            "Permintaan ini tidak dapat dipenuhi",
            "Periksa alamatnya, lalu coba lagi.",
        ),
        503 | 504 => ("Layanan sedang sibuk", "Coba lagi sebentar lagi."),
        _ => (
            "Terjadi kesalahan",
            "Ini bukan kesalahan Anda. Coba lagi nanti.",
        ),
    };
    let main = html! {
        section.message {
            h1 { (title) }
            p { (text) }
            p { a href={ (base) "/" } { "Kembali ke pencarian" } }
            p.small { "Nomor permintaan: " code { (request_id) } }
        }
    };
    layout(title, base, "", None, main)
}

/// What a problem type means. For developers, therefore in English.
pub fn problem_page(name: &str, status: u16, title: &str, meaning: &str, base: &str) -> Markup {
    let main = html! {
        section.message lang="en" {
            h1 { (title) }
            p { code { (name) } " · HTTP " (status) }
            p { (meaning) }
        }
    };
    layout(title, base, "", None, main)
}
