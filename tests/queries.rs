//! What readers type, how it must be understood and what must come first, on the built-in sample.
//!
//! `queries.tsv` has a query a line: the query; its normal form once dates are understood (`=` for
//! as typed); what the response must say, separated by `; `; and what the first headline must hold
//! (`-` for any, `∅` for no hit, `a | b` for either).

use std::{fs, path::Path, sync::Arc};

use warta::{
    engine::{Engine, Story, Write, tantivy::TantivyEngine},
    extract::{self, Format, Options},
    ingest::sources::{Limits, Sources},
    query::{self, ParseContext},
    search::{SearchRequest, SearchResponse, SearchSettings, Searcher},
};

const PUBLISHERS: [(&str, &str); 4] = [
    ("cakrawala", "Harian Cakrawala"),
    ("kabarnusa", "Kabar Nusa"),
    ("pesisir", "Radar Pesisir"),
    ("lintas", "Lintas Warta Timur"),
];

/// A Monday shortly after the latest article of the sample.
const NOW: &str = "2026-01-05T03:00:00Z";

fn context() -> ParseContext {
    let settings = SearchSettings::default();
    ParseContext {
        zone: settings.zone,
        now: NOW.parse().unwrap(),
    }
}

fn searcher() -> Searcher {
    let settings = SearchSettings {
        now: NOW.parse().ok(),
        ..SearchSettings::default()
    };
    let engine = TantivyEngine::in_memory(settings.zone.clone()).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sample");
    let mut articles = Vec::new();
    for (folder, format) in [("pages", Format::Page), ("html", Format::Html)] {
        let mut files: Vec<_> = fs::read_dir(sample.join(folder))
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        files.sort();
        for path in files {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let source = PUBLISHERS
                .iter()
                .find(|(prefix, _)| name.starts_with(prefix));
            let options = Options {
                source: source.map(|(_, s)| (*s).to_owned()),
                ..Options::default()
            };
            articles.push(
                extract::extract(&fs::read(&path).unwrap(), format, &options)
                    .unwrap()
                    .article,
            );
        }
    }
    let options = Options::default();
    let archives =
        ["kabarnusa.jsonl", "feed.xml", "atom.xml"].map(|f| sample.join(f).display().to_string());
    for document in Sources::new(archives, &options, Limits::default()) {
        articles.push(document.unwrap().extract(&options).unwrap().article);
    }
    assert!(articles.len() > 100);
    let writes = articles.into_iter().map(|article| {
        let story = Story::of(&article.id);
        Write::Put {
            article: Box::new(article),
            story,
        }
    });
    engine.write(writes.collect()).unwrap();
    let searcher = Searcher::new(Arc::new(engine), settings);
    searcher
        .knowledge()
        .learn(searcher.engine().as_ref())
        .unwrap();
    searcher
}

/// What is wrong with the answer to one line; nothing when all is well.
fn faults(searcher: &Searcher, line: &str) -> Vec<String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [typed, form, says, first] = columns[..] else {
        return vec![format!("four columns are needed, not {}", columns.len())];
    };
    let mut faults = Vec::new();
    let mut query = query::parse(typed, &context());
    query::understand_dates(&mut query, &context());
    let wanted = if form == "=" { typed } else { form };
    if query.normal_form() != wanted {
        faults.push(format!(
            "is understood as `{}`, not `{wanted}`",
            query.normal_form()
        ));
    }
    let request = SearchRequest {
        q: typed.into(),
        ..SearchRequest::default()
    };
    let response = match searcher.search(&request) {
        Ok(response) => response,
        Err(error) => return vec![error.to_string()],
    };
    for wanted in says.split("; ").filter(|s| !s.is_empty() && *s != "-") {
        if !says_so(&response, wanted) {
            faults.push(format!("does not say `{wanted}`: {:?}", response.query));
        }
    }
    let title = response.hits.first().map(|hit| hit.title.as_str());
    let is_right = match (first, title) {
        ("-", _) => true,
        ("∅", title) => title.is_none(),
        (_, None) => false,
        (first, Some(title)) => first.split(" | ").any(|part| title.contains(part)),
    };
    if !is_right {
        let titles: Vec<&str> = response
            .hits
            .iter()
            .take(3)
            .map(|hit| hit.title.as_str())
            .collect();
        faults.push(format!("first is {titles:?}, not `{first}`"));
    }
    faults
}

/// `warns code`, `adds phrase`, `offers from..to`, `corrects to text`, `means text`.
fn says_so(response: &SearchResponse, wanted: &str) -> bool {
    let query = &response.query;
    let Some((what, rest)) = wanted.split_once(' ') else {
        return false;
    };
    match what {
        "warns" => query.warnings.iter().any(|warning| warning.code == rest),
        "adds" => query.expanded.iter().any(|expansion| expansion.to == rest),
        "offers" => query.suggestions.iter().any(|suggestion| {
            let day = |day: &Option<String>| day.clone().unwrap_or_default();
            format!("{}..{}", day(&suggestion.from), day(&suggestion.to)) == rest
        }),
        "corrects" => query.corrected_from.is_some() && query.text == rest,
        "means" => query.did_you_mean.as_deref() == Some(rest),
        _ => false,
    }
}

#[test]
fn queries_are_understood_and_find_what_they_should() {
    let searcher = searcher();
    let lines = include_str!("queries.tsv");
    let lines = lines
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut count = 0;
    let mut all = String::new();
    for line in lines {
        count += 1;
        for fault in faults(&searcher, line) {
            let typed = line.split('\t').next().unwrap_or_default();
            all.push_str(&format!("{typed}\n    {fault}\n"));
        }
    }
    assert!(count >= 120, "only {count} queries");
    assert!(all.is_empty(), "of {count} queries:\n{all}");
}
