//! What narrows a search: the filters in force, the facets, and the date histogram.

use maud::{Markup, html};

use super::{
    Page,
    words::{self, parsed_day},
};
use crate::{
    http::params::to_query,
    search::{
        CategoryFacet, DateBucket, DateFacet, FacetValue, Interval, SearchRequest, SearchResponse,
    },
};

/// Values of a facet that stand open; the others are folded.
const OPEN_VALUES: usize = 8;
/// Height of the histogram and width of a bar, in SVG units.
const CHART_HEIGHT: u64 = 60;
const BAR: usize = 10;

/// Picks one filter of a request.
type List = fn(&mut SearchRequest) -> &mut Vec<String>;

/// The filters in force; a click takes one off.
pub fn chips(page: &Page<'_>) -> Markup {
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

/// Every facet that has values; a click widens, narrows or chooses days.
pub fn facets(page: &Page<'_>, response: &SearchResponse) -> Markup {
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

/// The days of a bucket, in words.
fn days(bucket: Option<&DateBucket>) -> String {
    let from = bucket.map(|bucket| bucket.from.as_str());
    let to = bucket.map(|bucket| bucket.to.as_str());
    words::range(parsed_day(from), parsed_day(to))
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
                    span { (days(facet.buckets.first())) }
                    span { (days(facet.buckets.last())) }
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
    let (from, to) = (parsed_day(Some(&bucket.from)), parsed_day(Some(&bucket.to)));
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
