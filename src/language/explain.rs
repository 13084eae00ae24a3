//! Why a token has the forms it has, step by step, for people.

use super::token::{Kind, Token};
use super::word::Word;

/// The reasoning behind `token`, which stands in `text`.
pub fn explain(text: &str, token: &Token<'_>) -> Vec<String> {
    let surface = text.get(token.start..token.end).unwrap_or_default();
    match token.kind {
        Kind::Number => vec![format!("number in canonical form: {}", token.exact)],
        Kind::Money => vec![format!(
            "amount in canonical form: {}; light and root without the currency",
            token.exact
        )],
        Kind::Date => vec![format!("part of a date in canonical form: {}", token.exact)],
        Kind::Handle => vec!["account; light and root without the sign".to_owned()],
        Kind::Hashtag => vec![format!(
            "tag, parted at capitals and digits: {}",
            token.root
        )],
        Kind::Url => vec![format!(
            "address; light is its host, root the site's name: {}",
            token.root
        )],
        Kind::Word | Kind::Name | Kind::Acronym | Kind::Code | Kind::Foreign => {
            let mut word = Word::default();
            word.analyse(surface, false, true);
            if word.case_matters && token.kind == Kind::Name {
                word.analyse(surface, true, true);
            }
            word.steps
        }
    }
}
