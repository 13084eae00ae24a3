//! wip
use super::*;
/// wip
pub fn extract(_text: &str, _options: &Options) -> Result<Extracted, ExtractError> { Err(Problem::Empty.into()) }
/// wip
pub fn looks_like_markup(text: &str) -> bool { text.contains("</") }
/// wip
pub fn paragraphs(_text: &str) -> Vec<String> { vec![] }
