//! What the analyzer promises, as tables and properties.

mod properties;
mod tokens;
mod words;

use super::Analyzer;

/// `position:exact/light/root` of every token, with a space between.
fn shown(text: &str) -> String {
    let mut out = Vec::new();
    Analyzer::new().analyze(text, |token| {
        out.push(format!(
            "{}:{}/{}/{}",
            token.position, token.exact, token.light, token.root
        ));
    });
    out.join(" ")
}
