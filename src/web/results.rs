//! The search page.

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};

use super::{
    Page,
    layout::{help, layout},
    words,
};
use crate::{
    http::params::to_query,
    search::{
        CategoryFacet, DateBucket, DateFacet, FacetValue, Hit, Interval, SearchRequest,
        SearchResponse, Sort, Step,
        explain::{self, Branch},
    },
};

/// Values of a facet that stand open; the others are folded.
const OPEN_VALUES: usize = 8;
/// Height of the histogram and width of a bar, in SVG units.
const CHART_HEIGHT: u64 = 60;
const BAR: usize = 10;

impl Page<'_> {
    /// The address of this search, changed. A change begins again at the first page.
    fn link(&self, change: impl FnOnce(&mut SearchRequest)) -> String {
        let mut request = SearchRequest {
            cursor: None,
            ..self.request.clone()
        };
        change(&mut request);
        format!("{}/?{}", self.base, to_query(&request, self.defaults))
    }

    /// The address of everything that this search finds, as a table.
    fn export(&self) -> String {
        let found = SearchRequest {
            sort: self.defaults.sort,
            interval: self.defaults.interval,
            limit: self.defaults.limit,
            collapse: self.defaults.collapse,
            explain: self.defaults.explain,
            cursor: None,
            ..self.request.clone()
        };
        let query = to_query(&found, self.defaults);
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

    fn title(&self) -> String {
        match self.request.q.trim() {
            "" => "Warta — pencarian berita Indonesia".into(),
            query => format!("{query} — Warta"),
        }
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
    layout(&page.title(), page.base, &page.request.q, main)
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
    layout(&page.title(), page.base, &page.request.q, main)
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
            @let (from, to) = (day(suggestion.from.as_deref()), day(suggestion.to.as_deref()));
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

fn day(text: Option<&str>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

/// Picks one filter of a request.
type List = fn(&mut SearchRequest) -> &mut Vec<String>;

/// The filters in force; a click takes one off.
fn chips(page: &Page<'_>) -> Markup {
    let request = page.request;
    let mut chips: Vec<(String, String)> = Vec::new();
    let lists: [(&str, &Vec<String>, List); 4] = [
        ("Kategori", &request.category, |request| {
            &mut request.category
        }),
        ("Sumber", &request.source, |request| &mut request.source),
        ("Penulis", &request.author, |request| &mut request.author),
        ("Tag", &request.tag, |request| &mut request.tag),
    ];
    for (name, values, list) in lists {
        for value in values {
            let link = page.link(|request| list(request).retain(|other| other != value));
            chips.push((format!("{name}: {value}"), link));
        }
    }
    if request.from.is_some() || request.to.is_some() {
        let link = page.link(|request| (request.from, request.to) = (None, None));
        chips.push((
            format!("Tanggal: {}", words::range(request.from, request.to)),
            link,
        ));
    }
    html! {
        @if !chips.is_empty() {
            ul.chips aria-label="Penyaring aktif" {
                @for (text, link) in &chips {
                    li { a href=(link) title="Hapus penyaring ini" { (text) span aria-hidden="true" { " ×" } } }
                }
            }
        }
    }
}

fn summary(page: &Page<'_>, response: &SearchResponse) -> Markup {
    // Where no word was asked for, nothing is more relevant: the newest come first.
    let has_words = !response.query.understood.is_null();
    let sort = match page.request.sort {
        Sort::Relevance if !has_words => Sort::Newest,
        sort => sort,
    };
    let sorts = [
        ("Relevansi", Sort::Relevance),
        ("Terbaru", Sort::Newest),
        ("Terlama", Sort::Oldest),
    ];
    let sorts = &sorts[usize::from(!has_words)..];
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

fn facets(page: &Page<'_>, response: &SearchResponse) -> Markup {
    let facets = &response.facets;
    html! {
        @if let Some(date) = &facets.date { (chart(page, date)) }
        @if let Some(categories) = facets.category.as_ref().filter(|values| !values.is_empty()) {
            details.facet open { summary { "Kategori" } (category_list(page, categories)) }
        }
        (facet(page, "Sumber", facets.source.as_deref(), |request| &mut request.source))
        (facet(page, "Penulis", facets.author.as_deref(), |request| &mut request.author))
        (facet(page, "Tag", facets.tag.as_deref(), |request| &mut request.tag))
    }
}

fn toggle(list: &mut Vec<String>, value: &str) {
    match list.iter().position(|other| other == value) {
        Some(at) => drop(list.remove(at)),
        None => list.push(value.to_owned()),
    }
}

fn category_list(page: &Page<'_>, values: &[CategoryFacet]) -> Markup {
    let item = |value: &CategoryFacet| {
        html! {
            li {
                a.selected[value.selected] rel="nofollow" aria-current=[value.selected.then_some("true")]
                    href=(page.link(|request| toggle(&mut request.category, &value.path))) {
                    span { (value.value) } span.count { (words::count(value.count)) }
                }
                @if !value.children.is_empty() { (category_list(page, &value.children)) }
            }
        }
    };
    folded(values, item)
}

/// The first values stand open, the others are folded.
fn folded<V>(values: &[V], item: impl Fn(&V) -> Markup) -> Markup {
    let (open, more) = values.split_at(values.len().min(OPEN_VALUES));
    html! {
        ul { @for value in open { (item(value)) } }
        @if !more.is_empty() {
            details.more { summary { (more.len()) " lainnya" } ul { @for value in more { (item(value)) } } }
        }
    }
}

fn facet(page: &Page<'_>, name: &str, values: Option<&[FacetValue]>, list: List) -> Markup {
    let values = values.unwrap_or_default();
    let item = |value: &FacetValue| {
        html! {
            li {
                a.selected[value.selected] rel="nofollow" aria-current=[value.selected.then_some("true")]
                    href=(page.link(|request| toggle(list(request), &value.value))) {
                    span { (value.value) } span.count { (words::count(value.count)) }
                }
            }
        }
    };
    html! {
        @if !values.is_empty() { details.facet open { summary { (name) } (folded(values, item)) } }
    }
}

/// The date histogram: bars that filter when clicked, and two fields for any other range.
fn chart(page: &Page<'_>, facet: &DateFacet) -> Markup {
    let most = facet
        .buckets
        .iter()
        .map(|bucket| bucket.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let width = facet.buckets.len() * BAR;
    let intervals = [
        ("Hari", Interval::Day),
        ("Pekan", Interval::Week),
        ("Bulan", Interval::Month),
        ("Tahun", Interval::Year),
    ];
    html! {
        details.facet open {
            summary { "Tanggal" }
            @if !facet.buckets.is_empty() {
                svg.chart role="group" aria-label="Jumlah berita menurut tanggal" preserveAspectRatio="none"
                    viewBox={ "0 0 " (width) " " (CHART_HEIGHT) } {
                    // Where nothing is, nothing is to be reached by keyboard.
                    @for (number, bucket) in facet.buckets.iter().enumerate().filter(|(_, bucket)| bucket.count > 0) {
                        (bar(page, number, bucket, most))
                    }
                }
                p.axis {
                    span { (words::range(day(facet.buckets.first().map(|bucket| bucket.from.as_str())), day(facet.buckets.first().map(|bucket| bucket.to.as_str())))) }
                    span { (words::range(day(facet.buckets.last().map(|bucket| bucket.from.as_str())), day(facet.buckets.last().map(|bucket| bucket.to.as_str())))) }
                }
                nav.sorts aria-label="Satuan waktu" {
                    @for (name, interval) in intervals {
                        @if facet.interval == interval { strong aria-current="true" { (name) } }
                        @else { a rel="nofollow" href=(page.link(|request| request.interval = interval)) { (name) } }
                    }
                }
            }
            @if facet.undated > 0 { p.small { (words::count(facet.undated)) " berita tanpa tanggal terbit" } }
            form.dates action={ (page.base) "/" } method="get" {
                (hidden_fields(page))
                label { "Dari " input type="date" name="from" value=[page.request.from.map(|day| day.to_string())]; }
                label { "Sampai " input type="date" name="to" value=[page.request.to.map(|day| day.to_string())]; }
                button type="submit" { "Terapkan" }
            }
        }
    }
}

fn bar(page: &Page<'_>, number: usize, bucket: &DateBucket, most: u64) -> Markup {
    let (from, to) = (day(Some(&bucket.from)), day(Some(&bucket.to)));
    // Something stays visible wherever there is something.
    let height = (bucket.count * CHART_HEIGHT).div_ceil(most);
    let text = format!(
        "{}: {} berita",
        words::range(from, to),
        words::count(bucket.count)
    );
    html! {
        a href=(page.link(|request| (request.from, request.to) = (from, to))) rel="nofollow" aria-label=(text) {
            rect.hit-area x=(number * BAR) y="0" width=(BAR) height=(CHART_HEIGHT) {}
            rect.bar x=(number * BAR + 1) y=(CHART_HEIGHT - height) width=(BAR - 2) height=(height) { title { (text) } }
        }
    }
}

/// The rest of the request, for a form that changes the days only.
fn hidden_fields(page: &Page<'_>) -> Markup {
    let rest = SearchRequest {
        cursor: None,
        from: None,
        to: None,
        ..page.request.clone()
    };
    let query = to_query(&rest, page.defaults);
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    html! {
        @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
    }
}
