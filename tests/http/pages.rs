//! The pages, as they come before any script runs.

use crate::common::Server;

const HTML: (&str, &str) = ("accept", "text/html");

#[test]
fn the_front_page_shows_the_newest_articles_and_how_to_search() {
    let server = Server::start();
    let page = server.send("GET", "/", &[HTML], None);
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("Cari di antara 6 berita"), "{text}");
    assert!(text.contains("Cara mencari"));
    // The order is named as it is, and none that would change nothing is offered.
    assert!(text.contains("<strong aria-current=\"true\">Terbaru</strong>"));
    assert!(!text.contains("Relevansi"), "{text}");
    assert!(text.find("KPU Tetapkan").unwrap() < text.find("Banjir Rendam").unwrap());
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(!text.contains("style=") && !text.contains("onclick="));
}

#[test]
fn results_are_marked_and_filters_are_links() {
    let server = Server::start();
    let text = server.get("/?q=alas+kaki&category=Ekonomi").text();
    assert!(text.contains("<strong>1</strong> berita"), "{text}");
    assert!(text.contains("<mark>Alas</mark> <mark>Kaki</mark>"));
    assert!(text.contains("Kategori: Ekonomi"));
    assert!(text.contains("source=Harian+Cakrawala"));
    assert!(text.contains("1 Mei 2024, 11.00 WIB"));
    assert!(text.contains("<svg"));
    assert!(text.contains("<strong aria-current=\"true\">Relevansi</strong>"));
    let heading = "<h1 class=\"hidden\">Hasil pencarian untuk “alas kaki”: 1 berita</h1>";
    assert!(text.contains(heading));
    assert!(text.find("<ol class=\"hits\"").unwrap() < text.find("<aside").unwrap());
    assert!(
        !text.contains("aria-label=\"Halaman\""),
        "one page needs no paging"
    );
    assert!(
        !text.contains("<script>alert"),
        "what articles hold is escaped"
    );
    assert!(text.contains("href=\"/artikel/sepatu?q=alas+kaki\""));
}

#[test]
fn what_has_nothing_to_rank_by_comes_newest_first_and_says_so() {
    let server = Server::start();
    let is = |name: &str| format!("<strong aria-current=\"true\">{name}</strong>");
    for q in [
        "kategori:Ekonomi",
        "-beras",
        "tanggal:2024-05",
        "korup*",
        "kategori:Ekonomi -beras",
    ] {
        let q = q.replace(' ', "+");
        let text = server.get(&format!("/?q={q}")).text();
        assert!(text.contains(&is("Terbaru")), "{q}");
        assert!(!text.contains("Relevansi"), "{q}");
        let newest = server.get(&format!("/v1/search?q={q}")).json();
        assert_eq!(newest["sort"], "newest", "{q}");
        let oldest = server.get(&format!("/v1/search?q={q}&sort=oldest")).json();
        assert_eq!(oldest["sort"], "oldest", "{q}");
    }
    for q in [
        "beras",
        "kategori:Ekonomi+beras",
        "judul:beras",
        "%22harga+beras%22",
    ] {
        assert!(
            server
                .get(&format!("/?q={q}"))
                .text()
                .contains(&is("Relevansi")),
            "{q}"
        );
        assert_eq!(
            server.get(&format!("/v1/search?q={q}")).json()["sort"],
            "relevance",
            "{q}"
        );
    }
}

#[test]
fn nothing_found_says_what_to_try() {
    let server = Server::start();
    let text = server.get("/?q=xyzzyq&source=Kabar+Nusa").text();
    assert!(text.contains("Tidak ada berita yang cocok"));
    assert!(text.contains("Cari tanpa penyaring"));
    let unfiltered = server.get("/?q=xyzzyq").text();
    assert!(!unfiltered.contains("Cari tanpa penyaring"));
}

#[test]
fn pages_follow_each_other_by_cursor() {
    let server = Server::start();
    let text = server.get("/?sort=oldest&limit=4").text();
    let at = text.find("rel=\"next\" href=\"").unwrap() + "rel=\"next\" href=\"".len();
    let link = text[at..].split('"').next().unwrap().replace("&amp;", "&");
    let next = server.get(&link).text();
    assert!(
        next.contains("KPU Tetapkan") && !next.contains("Banjir Rendam"),
        "{next}"
    );
    assert!(next.contains("Halaman pertama"));
}

#[test]
fn a_first_page_of_hits_says_where_opened_ones_are_reported() {
    let server = Server::start();
    let page = server.get("/?q=beras").text();
    assert!(
        page.contains("<ol class=\"hits\" data-clicks=\"/v1/clicks\" data-query=\"beras\">"),
        "{page}"
    );
    assert!(page.contains("<article class=\"hit\" data-id=\""), "{page}");
    // Nobody asked for what the front page shows.
    assert!(!server.get("/").text().contains("data-clicks"));
}

#[test]
fn an_article_has_a_page_with_its_facts() {
    let server = Server::start();
    let text = server.get("/artikel/sepatu?q=pendampingan").text();
    assert!(
        text.contains("<h1>IKM Alas Kaki Didampingi</h1>")
            || text.contains("<mark>Didampingi</mark></h1>"),
        "{text}"
    );
    assert!(text.contains("Reni Asmara"));
    assert!(
        text.contains("<mark>pendampingan</mark> teknologi &lt;script&gt;"),
        "{text}"
    );
    assert!(text.contains("href=\"https://sepatu.example/berita\""));
    let missing = server.send("GET", "/artikel/tidak-ada", &[HTML], None);
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("Halaman tidak ditemukan"));
}

#[test]
fn what_cannot_be_searched_is_explained_on_the_page() {
    let server = Server::start();
    let page = server.send("GET", "/?q=beras&from=2024-02-31", &[HTML], None);
    assert_eq!(page.status, 400);
    assert!(page.text().contains("Pencarian ini tidak dapat dijalankan"));
    assert!(page.text().contains("value=\"beras\""));
}

#[test]
fn what_other_sites_add_to_an_address_is_ignored_on_pages() {
    let server = Server::start();
    let marked = server.get("/?q=alas+kaki&utm_source=wa&fbclid=IwAR0&ref=x");
    assert_eq!(marked.status, 200);
    assert!(marked.text().contains("<strong>1</strong> berita"));
    assert_eq!(server.get("/artikel/beras?utm_source=wa").status, 200);
    // A mistyped filter must not pass for one that was applied.
    let mistyped = server.get("/?q=alas+kaki&sorce=Kabar+Nusa");
    assert_eq!(mistyped.status, 400);
    assert!(mistyped.text().contains("sorce"));
}

#[test]
fn assets_widget_and_problem_pages_are_served() {
    let server = Server::start();
    for (path, kind) in [
        ("/assets/style.css", "text/css"),
        ("/assets/warta.js", "text/javascript"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/widget.js", "text/javascript"),
        ("/problems/bad-parameter", "text/html"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert!(
            answer.header("content-type").unwrap().starts_with(kind),
            "{path}"
        );
    }
    assert_eq!(server.get("/assets/../Cargo.toml").status, 404);
    assert_eq!(server.get("/problems/none").status, 404);
}
