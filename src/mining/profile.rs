//! What an article is about, as far as its headline and first paragraphs tell: roots with
//! weights, names and numbers. Threads, trends and related terms all read this and no more,
//! because news is written with its news first.

use rustc_hash::{FxHashMap, FxHashSet};

use super::quotes::tokens::{self, Break, Token};
use crate::{
    article::Article,
    language::{Analyzer, Kind},
};

/// Words of the body that count as its lead.
const LEAD_WORDS: usize = 70;
/// A headline's word counts as much as so many of the lead.
const TITLE_WEIGHT: f32 = 2.0;
/// A word of a name counts as much as so many others.
const NAME_WEIGHT: f32 = 1.5;

/// An article's headline and lead, analysed.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Roots and how much they weigh, without inverse document frequency; each once.
    pub terms: Vec<(String, f32)>,
    /// Which of `terms` stand in names.
    pub name_terms: FxHashSet<String>,
    /// Names as written, each once, in order of appearance.
    pub names: Vec<String>,
    /// Numbers in canonical form, each once.
    pub numbers: Vec<String>,
    /// The headline's roots, in order.
    pub title: Vec<String>,
}

/// Makes profiles; keeps an analyzer and its buffers.
#[derive(Debug, Default)]
pub struct Profiler {
    analyzer: Analyzer,
    tokens: Vec<Token>,
}

impl Profiler {
    /// The profile of an article.
    pub fn read(&mut self, article: &Article) -> Profile {
        let mut profile = Profile::default();
        let mut weights: FxHashMap<String, f32> = FxHashMap::default();
        let lead = lead(article);
        let mut names = FxHashSet::default();
        let mut name_words = FxHashSet::default();
        for text in [lead.as_str(), article.title.as_str()] {
            let heading = text == article.title;
            for name in self.names(text, heading) {
                for word in name.split(' ') {
                    name_words.insert(word.to_lowercase());
                }
                // A headline's capitals are no evidence of a name by themselves.
                if !heading && names.insert(name.to_lowercase()) {
                    profile.names.push(name);
                }
            }
        }
        let mut numbers = FxHashSet::default();
        for (text, weight) in [(article.title.as_str(), TITLE_WEIGHT), (lead.as_str(), 1.0)] {
            let heading = weight > 1.0;
            self.analyzer.analyze(text, |token| {
                match token.kind {
                    Kind::Url | Kind::Handle => return,
                    Kind::Number | Kind::Money | Kind::Date => {
                        if numbers.insert(token.root.to_owned()) {
                            profile.numbers.push(token.root.to_owned());
                        }
                        return;
                    }
                    _ => {}
                }
                if token
                    .root
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
                {
                    if numbers.insert(token.root.to_owned()) {
                        profile.numbers.push(token.root.to_owned());
                    }
                    return;
                }
                if token.root.chars().count() < 2 || is_function(token.root) {
                    return;
                }
                let name = token.kind == Kind::Name || name_words.contains(token.exact);
                for root in token.root.split(' ') {
                    if name {
                        profile.name_terms.insert(root.to_owned());
                    }
                    let weight = weight * if name { NAME_WEIGHT } else { 1.0 };
                    *weights.entry(root.to_owned()).or_default() += weight;
                    if heading {
                        profile.title.push(root.to_owned());
                    }
                }
            });
        }
        profile.terms = weights
            .into_iter()
            .map(|(term, weight)| (term, 1.0 + weight.ln_1p()))
            .collect();
        profile.terms.sort_by(|a, b| a.0.cmp(&b.0));
        profile
    }

    /// Runs of capitalised words. In running text a lone word that opens a sentence is no name.
    pub fn names(&mut self, text: &str, heading: bool) -> Vec<String> {
        tokens::tokens(text, &mut self.tokens);
        let mut out = Vec::new();
        let mut i = 0;
        while i < self.tokens.len() {
            let first = self.tokens[i];
            if !first.capital || first.end - first.start < 2 {
                i += 1;
                continue;
            }
            let mut to = i + 1;
            while to < self.tokens.len()
                && to - i < 4
                && self.tokens[to].capital
                && self.tokens[to].gap == Break::None
            {
                to += 1;
            }
            let opens = first.gap >= Break::Quote && !first.upper;
            let words: Vec<&str> = self.tokens[i..to].iter().map(|t| t.text(text)).collect();
            let dated = words.iter().any(|w| is_date(w));
            if !dated && (to - i > 1 || (!opens && !heading)) {
                out.push(words.join(" "));
            }
            i = to;
        }
        out
    }
}

/// The first words of the body, behind a dateline such as `JAKARTA, SITUS.com -`.
pub fn lead(article: &Article) -> String {
    let mut out = String::new();
    let mut left = LEAD_WORDS;
    for paragraph in article.summary.iter().chain(&article.body) {
        if left == 0 {
            break;
        }
        if is_boilerplate(paragraph) {
            continue;
        }
        let text = if out.is_empty() {
            behind_dateline(paragraph)
        } else {
            paragraph
        };
        for word in text.split_whitespace().take(left) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
            left -= 1;
        }
        out.push('\n');
    }
    out
}

fn behind_dateline(text: &str) -> &str {
    let head = &text[..text.char_indices().nth(50).map_or(text.len(), |(i, _)| i)];
    [" - ", " – ", " — ", "-- "]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| at + dash.len()))
        .filter(|&at| {
            head[..at].chars().filter(|c| c.is_uppercase()).count() >= 3
                || head[..at].contains(".com")
        })
        .min()
        .map_or(text, |at| &text[at..])
}

/// Paragraphs that belong to the page, not to the story.
pub fn is_boilerplate(paragraph: &str) -> bool {
    const STARTS: &[&str] = &[
        "baca juga",
        "baca:",
        "simak",
        "scroll to",
        "advertisement",
        "[gambas",
        "lihat juga",
        "saksikan",
        "tonton",
        "klik di sini",
        "dapatkan update",
        "copyright",
        "editor:",
        "pewarta:",
        "ikuti berita",
        "cek berita",
    ];
    let head: String = paragraph
        .trim_start()
        .chars()
        .take(20)
        .flat_map(char::to_lowercase)
        .collect();
    STARTS.iter().any(|start| head.starts_with(start))
}

/// Weekdays and months.
pub fn is_date(word: &str) -> bool {
    matches!(
        word,
        "Senin"
            | "Selasa"
            | "Rabu"
            | "Kamis"
            | "Jumat"
            | "Jum'at"
            | "Sabtu"
            | "Minggu"
            | "Ahad"
            | "Januari"
            | "Februari"
            | "Maret"
            | "April"
            | "Mei"
            | "Juni"
            | "Juli"
            | "Agustus"
            | "September"
            | "Oktober"
            | "November"
            | "Desember"
            | "WIB"
            | "WITA"
            | "WIT"
    )
}

/// Words without a subject of their own.
pub fn is_function(word: &str) -> bool {
    static SET: std::sync::LazyLock<FxHashSet<&'static str>> = std::sync::LazyLock::new(|| {
        include_str!("function_words.txt")
            .split_whitespace()
            .collect()
    });
    SET.contains(word)
}
