//! Evaluations and comparisons for people: text tables for a terminal, one HTML file for the rest.

mod chart;
pub mod html;
pub mod text;
pub mod tune;

use crate::search::snippet;

/// The page's style, shared by every report.
const STYLE: &str = include_str!("report.css");

/// Escapes text for HTML content and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    snippet::escape(text, &mut escaped);
    escaped
}

/// Microseconds as people read them.
pub fn duration(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..1_000_000 => format!("{:.2} ms", us as f64 / 1e3),
        _ => format!("{:.2} s", us as f64 / 1e6),
    }
}
