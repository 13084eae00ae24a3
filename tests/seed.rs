//! The page that the project was born from, taken in with no configuration. Its text belongs to
//! its publisher and is not in the repository: where it is absent, an invented page of the same
//! manner stands for it.

mod common;

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

struct Page {
    file: PathBuf,
    section: &'static str,
    reporter: &'static str,
    published: &'static str,
    finds: &'static [&'static str],
    /// Words that stand only in the lists beside the article.
    not_body: &'static [&'static str],
}

fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![Page {
        file: root.join("src/sample/pages/cakrawala-ikm-alas-kaki.txt"),
        section: "Bisnis",
        reporter: "Wulan Prameswari",
        published: "2024-05-14T09:38:00+07:00",
        finds: &[
            "alas kaki",
            "\"mesin potong digital\"",
            "industri kecil menengah",
            "penulis:\"Wulan Prameswari\"",
        ],
        not_body: &["Lebak", "Tuban", "meriam"],
    }];
    let seed = ["../shared/seed", "../../shared/seed"]
        .map(|folder| root.join(folder).join("rmol-bisnis.txt"));
    if let Some(file) = seed.into_iter().find(|file| file.is_file()) {
        pages.push(Page {
            file,
            section: "Bisnis",
            reporter: "Reni Erina",
            published: "2024-05-01T09:38:00+07:00",
            finds: &[
                "alas kaki",
                "\"pendampingan teknologi\"",
                "industri kecil menengah",
                "penulis:\"Reni Erina\"",
                "reni erina",
            ],
            not_body: &["Muhammadiyah", "Mandiri", "Bahlil"],
        });
    }
    pages
}

fn warta(folder: &Path, arguments: &[&str]) -> Value {
    let output = Command::cargo_bin("warta")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .arg("--json")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_raw_page_is_found_by_its_words_phrases_and_reporter_and_not_by_its_surroundings() {
    for page in pages() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        let report = warta(here, &["ingest", page.file.to_str().unwrap()]);
        assert_eq!(report["added"], 1, "{report}");
        for query in page.finds {
            let response = warta(here, &["search", query]);
            assert_eq!(response["total"], 1, "{query}");
            let hit = &response["hits"][0];
            assert_eq!(hit["published"], page.published);
            assert_eq!(hit["category"], serde_json::json!([page.section]));
            assert_eq!(hit["authors"], serde_json::json!([page.reporter]));
            let facets = &response["facets"];
            assert_eq!(facets["category"][0]["value"], page.section);
            assert_eq!(facets["category"][0]["count"], 1);
            assert_eq!(
                facets["author"],
                serde_json::json!([{"value": page.reporter, "count": 1, "selected": false}])
            );
            let counts: u64 = facets["date"]["buckets"]
                .as_array()
                .unwrap()
                .iter()
                .map(|bucket| bucket["count"].as_u64().unwrap())
                .sum();
            assert_eq!(counts, 1);
        }
        for query in page.not_body {
            assert_eq!(
                warta(here, &["search", query])["total"],
                0,
                "{query} stands only beside the article"
            );
        }
    }
}
