//! Searching through the public API, as HTTP and the command line do.

#[path = "search/facets.rs"]
mod facets;
#[path = "search/matching.rs"]
mod matching;
#[path = "search/paging.rs"]
mod paging;
#[path = "search/ranking.rs"]
mod ranking;
#[path = "search/snippets.rs"]
mod snippets;
#[path = "search/writing.rs"]
mod writing;

use std::sync::Arc;

use warta::{
    article::Article,
    engine::{Engine, Story, Write, Written, tantivy::TantivyEngine},
    search::{SearchRequest, SearchResponse, SearchSettings, Searcher, Sort},
};

fn article(id: &str, title: &str, body: &str, published: &str, category: &str) -> Article {
    Article {
        id: id.into(),
        title: title.into(),
        body: body.split("\n\n").map(str::to_owned).collect(),
        published: published.parse().ok(),
        category: category.split('/').map(str::to_owned).collect(),
        source: Some("Kabar Nusa".into()),
        authors: vec!["Ratna Wibisana".into()],
        ..Article::default()
    }
}

fn put(article: Article) -> Write {
    let story = Story::of(&article.id);
    Write::Put {
        article: Box::new(article),
        story,
    }
}

fn timnas() -> Article {
    article(
        "c",
        "Timnas menang di laga perdana",
        "Timnas menang dua gol tanpa balas. Pelatih memuji lini belakang.",
        "2023-12-31T23:30:00+07:00",
        "Olahraga",
    )
}

fn searcher() -> Searcher {
    let settings = SearchSettings {
        now: "2024-06-01T00:00:00Z".parse().ok(),
        ..SearchSettings::default()
    };
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let writes = vec![
        put(article(
            "a",
            "Harga beras naik di Pasar Induk",
            "Harga beras medium naik tiga persen pada pekan ini. Pedagang mengeluh soal pasokan.\n\nBulog menyiapkan operasi pasar.",
            "2024-05-01T09:38:00+07:00",
            "Ekonomi/Pasar",
        )),
        put(article(
            "b",
            "Petani menanam padi lebih awal",
            "Musim tanam dimulai lebih awal tahun ini. Harga gabah ikut naik.",
            "2024-04-20T08:00:00+08:00",
            "Ekonomi/Bisnis",
        )),
        put(timnas()),
        put(article(
            "d",
            "Harga cabai turun",
            "Setelah beras, giliran harga cabai yang turun <b>tajam</b> & cepat.",
            "2024-05-02T07:00:00+07:00",
            "Ekonomi/Pasar",
        )),
    ];
    assert_eq!(engine.write(writes).unwrap(), [Written::Added; 4]);
    Searcher::new(Arc::new(engine), settings)
}

fn ask(searcher: &Searcher, q: &str) -> SearchResponse {
    let request = SearchRequest {
        q: q.into(),
        ..SearchRequest::default()
    };
    searcher.search(&request).unwrap()
}

fn ids(response: &SearchResponse) -> Vec<&str> {
    response.hits.iter().map(|hit| hit.id.as_str()).collect()
}
