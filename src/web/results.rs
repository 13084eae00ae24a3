//! The search page.

use maud::{Markup, PreEscaped, html};

use super::{
    Page,
    filters::{chips, facets},
    layout::{help, layout},
    words,
};
use crate::{
    http::params::to_query,
    search::{
        Hit, SearchRequest, SearchResponse, Sort, Step,
        explain::{self, Branch},
    },
};

impl Page<'_> {
    /// The address of this search, changed. A change begins again at the first page.
    pub(super) fn link(&self, change: impl FnOnce(&mut SearchRequest)) -> String {
        let mut request = SearchRequest {
            cursor: None,
            ..self.request.clone()
        };
        change(&mut request);
        format!("{}/?{}", self.base, to_query(&request, self.defaults))
    }

    /// This search without what says how its hits are shown.
    fn all_found(&self) -> SearchRequest {
        SearchRequest {
            sort: self.defaults.sort,
            interval: self.defaults.interval,
            limit: self.defaults.limit,
            collapse: self.defaults.collapse,
            explain: self.defaults.explain,
            cursor: None,
            ..self.request.clone()
        }
    }

    /// The address of everything that this search finds, as a table.
    fn export(&self) -> String {
        let query = to_query(&self.all_found(), self.defaults);
        format!("{}/v1/export?format=csv&{query}", self.base)
    }

    fn is_front(&self) -> bool {
        let SearchRequest {
            q,
            category,
            source,
            author,
            tag,
            from,
            to,
            cursor,
            ..
        } = self.request;
        q.trim().is_empty()
            && [category, source, author, tag]
                .iter()
                .all(|list| list.is_empty())
            && from.is_none()
            && to.is_none()
            && cursor.is_none()
    }

    /// What the page is about and how much was found, for those who hear it.
    fn heading(&self, total: u64) -> String {
        let total = words::count(total);
        match self.request.q.trim() {
            "" => format!("Hasil pencarian: {total} berita"),
            query => format!("Hasil pencarian untuk “{query}”: {total} berita"),
        }
    }

    /// The address of the newest of what this search finds, as a feed.
    fn feed(&self) -> String {
        let query = to_query(&self.all_found(), self.defaults);
        format!("{}/v1/feed?{query}", self.base)
    }
}

/// What a search is called in the window, and as a feed.
pub fn search_title(query: &str) -> String {
    match query.trim() {
        "" => "Warta — pencarian berita Indonesia".into(),
        query => format!("{query} — Warta"),
    }
}

/// Results, facets, chart.
pub fn search_page(page: &Page<'_>, response: &SearchResponse) -> Markup {
    // Places are known on the first page only.
    let is_ranked = page.request.cursor.is_none() && !page.request.q.trim().is_empty();
    let clicks = is_ranked.then(|| format!("{}/v1/clicks", page.base));
    let main = html! {
        @if page.is_front() {
            section.welcome {
                h1 { "Cari di antara " (words::count(response.total)) " berita" }
                details { summary { "Cara mencari" } (help()) }
            }
        } @else {
            h1.hidden { (page.heading(response.total)) }
        }
        (understanding(page, response))
        (chips(page))
        div.columns {
            // Results come first for those who hear the page or walk through it by keyboard.
            section.results aria-label="Hasil" {
                (summary(page, response))
                @if let Some(steps) = &response.trace { (trace(steps)) }
                @if response.hits.is_empty() { (empty(page)) }
                ol.hits data-clicks=[clicks] data-query=(page.request.q) {
                    @for hit in &response.hits { li { (shown(page, hit)) } }
                }
                (pagination(page, response))
            }
            aside id="penyaring" aria-label="Penyaring" { (facets(page, response)) }
        }
    };
    layout(
        &search_title(&page.request.q),
        page.base,
        &page.request.q,
        Some(&page.feed()),
        main,
    )
}

/// What the API would refuse, explained.
pub fn refused_page(page: &Page<'_>, parameter: Option<&str>) -> Markup {
    let main = html! {
        section.message {
            h1 { "Pencarian ini tidak dapat dijalankan" }
            @if let Some(parameter) = parameter {
                p { "Bagian yang salah: " code { (parameter) } ". " (words::refused(parameter)) }
            }
            p { a href=(page.link(|request| *request = SearchRequest { q: request.q.clone(), ..page.defaults.clone() })) { "Cari tanpa penyaring" } }
        }
    };
    layout(
        &search_title(&page.request.q),
        page.base,
        &page.request.q,
        None,
        main,
    )
}

/// How the query was understood, with a way back from each liberty taken.
fn understanding(page: &Page<'_>, response: &SearchResponse) -> Markup {
    let query = &response.query;
    html! {
        @if let Some(typed) = query.corrected_from.as_ref().filter(|_| response.hits.is_empty()) {
            p.notice { "Dicari juga sebagai " strong { (query.text) } ", tanpa hasil. "
                a href=(page.link(|request| { request.q.clone_from(typed); request.correct = false })) { "Cari “" (typed) "” saja" }
            }
        } @else if let Some(typed) = &query.corrected_from {
            p.notice {
                "Menampilkan hasil untuk " strong { (query.text) } ". "
                a href=(page.link(|request| { request.q.clone_from(typed); request.correct = false })) { "Cari “" (typed) "” saja" }
            }
        }
        @if let Some(better) = &query.did_you_mean {
            p.notice { "Mungkin maksud Anda: " a href=(page.link(|request| request.q.clone_from(better))) { (better) } }
        }
        @for suggestion in &query.suggestions {
            @let (from, to) = (words::parsed_day(suggestion.from.as_deref()), words::parsed_day(suggestion.to.as_deref()));
            p.notice {
                "“" (suggestion.text) "” sebagai tanggal? "
                a href=(page.link(|request| { request.q.clone_from(&suggestion.query); request.from = from; request.to = to })) {
                    "Hanya " (words::range(from, to))
                }
            }
        }
        @if !query.expanded.is_empty() {
            p.notice { "Dicari juga: "
                @for (number, expansion) in query.expanded.iter().enumerate() {
                    @if number > 0 { ", " }
                    span title=(expansion.rule) { (expansion.to) }
                }
            }
        }
        @if !query.curation.is_empty() {
            p.notice { "Urutan diatur redaksi: " (query.curation.join(", ")) "." }
        }
        @for warning in &query.warnings { p.notice.warning { (warning.message) } }
    }
}

fn summary(page: &Page<'_>, response: &SearchResponse) -> Markup {
    let sort = response.sort;
    let sorts = [
        ("Relevansi", Sort::Relevance),
        ("Terbaru", Sort::Newest),
        ("Terlama", Sort::Oldest),
    ];
    let sorts = &sorts[usize::from(!response.is_ranked)..];
    html! {
        div.summary {
            p { strong { (words::count(response.total)) } " berita" span.small { " · " (words::milliseconds(response.took_us)) " milidetik" } }
            // On a phone the filters come after the results.
            a.narrow href="#penyaring" { "Saring" }
            nav.sorts aria-label="Urutan" {
                @for &(name, other) in sorts {
                    @if sort == other { strong aria-current="true" { (name) } }
                    @else { a href=(page.link(|request| request.sort = other)) { (name) } }
                }
                @if !page.request.q.trim().is_empty() {
                    a rel="nofollow" href=(page.link(|request| request.explain = !request.explain)) {
                        @if page.request.explain { "Tanpa penjelasan" } @else { "Jelaskan" }
                    }
                }
                @if response.total > 0 {
                    a rel="nofollow" download href=(page.export()) title="Semua hasil pencarian ini sebagai tabel" { "Unduh semua (CSV)" }
                    a rel="nofollow" href=(page.feed()) title="Berita terbaru dari pencarian ini untuk pembaca umpan" { "Umpan" }
                }
            }
        }
    }
}

fn shown(page: &Page<'_>, hit: &Hit) -> Markup {
    let link = super::article::link(page.base, &hit.id, &page.request.q);
    html! {
        article.hit data-id=(hit.id) {
            p.meta {
                @if let Some(curated) = hit.curated { span.curated { (words::curated(curated)) } }
                @if let Some(source) = &hit.source { span.source { (source) } }
                @if let Some(published) = hit.published.as_deref() {
                    time datetime=(published) { (words::published(published).unwrap_or_default()) }
                }
                @if !hit.category.is_empty() { span { (hit.category.join(" › ")) } }
            }
            h2 { a href=(link) { (PreEscaped(&hit.title_html)) } }
            @for snippet in &hit.snippets {
                p.snippet {
                    (PreEscaped(&snippet.html))
                    @if let Some(speaker) = &snippet.speaker { " — " (speaker) }
                }
            }
            @if !hit.authors.is_empty() { p.meta { "Oleh " (hit.authors.join(", ")) } }
            @if hit.duplicates > 0 {
                p.meta { a href=(page.link(|request| request.collapse = false)) { "+" (hit.duplicates) " versi serupa" } }
            }
            @if let Some(explain) = &hit.explain {
                details.explain {
                    summary { "Mengapa hasil ini?" }
                    p { "Skor " strong { (explain::decimal(explain.value, false)) } ", jumlah dari:" }
                    (branches(&explain.children))
                }
            }
        }
    }
}

/// The parts of a score.
fn branches(parts: &[Branch]) -> Markup {
    html! {
        ul {
            @for part in parts {
                li {
                    (explain::decimal(part.value, true)) " " (part.text)
                    @if !part.children.is_empty() { (branches(&part.children)) }
                }
            }
        }
    }
}

/// What was done, step by step.
fn trace(steps: &[Step]) -> Markup {
    html! {
        details.explain {
            summary { "Bagaimana kueri ini dijalankan?" }
            table {
                @for step in steps {
                    tr {
                        th scope="row" { (words::step(step.name)) }
                        td { (step.text) }
                        td.count { (words::count(step.took_us)) " µs" }
                    }
                }
            }
        }
    }
}

fn pagination(page: &Page<'_>, response: &SearchResponse) -> Markup {
    let is_all = page.request.cursor.is_none() && response.next_cursor.is_none();
    html! {
        @if !is_all { nav.pages aria-label="Halaman" {
            @if page.request.cursor.is_some() { a href=(page.link(|_| ())) { "« Halaman pertama" } }
            @if let Some(cursor) = &response.next_cursor {
                a.next rel="next" href=(page.link(|request| request.cursor = Some(cursor.clone()))) { "Berikutnya »" }
            }
        } }
    }
}

fn empty(page: &Page<'_>) -> Markup {
    let asked = page.request;
    let lists = [&asked.category, &asked.source, &asked.author, &asked.tag];
    let is_filtered = lists.into_iter().any(|values| !values.is_empty())
        || asked.from.is_some()
        || asked.to.is_some();
    let unfiltered = page.link(|request| {
        *request = SearchRequest {
            q: request.q.clone(),
            ..page.defaults.clone()
        }
    });
    html! {
        div.empty {
            h2 { "Tidak ada berita yang cocok" }
            ul {
                li { "Periksa ejaannya, atau pakai kata yang lebih umum." }
                li { "Kurangi jumlah kata atau tanda kutip." }
                @if is_filtered { li { a href=(unfiltered) { "Cari tanpa penyaring" } "." } }
                li { a href={ (page.base) "/" } { "Lihat berita terbaru" } "." }
            }
            (help())
        }
    }
}
