//! JSON-LD: the facts that a page states for search engines, also where its JSON is broken.

use serde_json::{Map, Value};

/// The nodes of all JSON-LD blocks: arrays, `@graph` and nesting unfolded.
pub(super) fn nodes(scripts: impl Iterator<Item = String>) -> Vec<Map<String, Value>> {
    let mut nodes = Vec::new();
    for script in scripts {
        if let Some(value) = parse(&script) {
            unfold(value, &mut nodes, 0);
        }
    }
    nodes
}

fn unfold(value: Value, nodes: &mut Vec<Map<String, Value>>, depth: usize) {
    const MAX_DEPTH: usize = 6;
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items
            .into_iter()
            .for_each(|item| unfold(item, nodes, depth + 1)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = object.remove(key) {
                    unfold(inner, nodes, depth + 1);
                }
            }
            nodes.push(object);
        }
        _ => {}
    }
}

/// Parses a block; repairs what newsroom templates get wrong.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim();
    let text = text
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let text = text
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text)
        .ok()
        .or_else(|| serde_json::from_str(&repair(text)).ok())
}

/// Raw line breaks and tabs inside strings are escaped, unescaped quotes inside strings too,
/// commas before a closing bracket dropped.
fn repair(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len() + 64);
    let mut in_string = false;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if in_string {
            if escaped {
                escaped = false;
                // `\'` and the like are no escapes in JSON.
                if !matches!(
                    character,
                    '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u'
                ) {
                    repaired.pop();
                }
                repaired.push(character);
                continue;
            }
            match character {
                '\\' => {
                    escaped = true;
                    repaired.push(character);
                }
                '\n' | '\r' => repaired.push(' '),
                '\t' => repaired.push(' '),
                character if character.is_control() => {}
                '"' if closes(&text[at + 1..]) => {
                    in_string = false;
                    repaired.push('"');
                }
                '"' => repaired.push_str("\\\""),
                _ => repaired.push(character),
            }
        } else {
            match character {
                '"' => {
                    in_string = true;
                    repaired.push('"');
                }
                ',' if text[at + 1..].trim_start().starts_with(['}', ']']) => {}
                _ => repaired.push(character),
            }
        }
    }
    repaired
}

/// Whether a quote ends its string: what comes next is JSON's punctuation.
fn closes(after: &str) -> bool {
    let after = after.trim_start();
    match after.as_bytes().first() {
        None | Some(b':' | b'}' | b']') => true,
        // A comma may also stand in a text after a quote: then no key or value follows it.
        Some(b',') => {
            let next = after[1..].trim_start();
            next.starts_with(['"', '{', '[', '}', ']'])
                || next.starts_with(|c: char| c.is_ascii_digit())
                || ["true", "false", "null"]
                    .iter()
                    .any(|word| next.starts_with(word))
        }
        _ => false,
    }
}

/// Whether a node has a type whose name satisfies `test`.
pub(super) fn has_type(node: &Map<String, Value>, test: impl Fn(&str) -> bool) -> bool {
    match node.get("@type") {
        Some(Value::String(kind)) => test(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(test),
        _ => false,
    }
}

/// Whether a node describes an article.
pub(super) fn is_article(node: &Map<String, Value>) -> bool {
    has_type(node, |kind| {
        let kind = kind.rsplit('/').next().unwrap_or(kind);
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "Report" | "LiveBlogPosting" | "Blog")
    })
}

/// The text of a member: a string, or the first of several.
pub(super) fn text(node: &Map<String, Value>, key: &str) -> Option<String> {
    first_text(node.get(key)?)
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(object) => ["@value", "name", "url", "@id"].iter().find_map(|key| {
            object
                .get(*key)
                .and_then(Value::as_str)
                .map(|text| text.trim().to_owned())
        }),
        _ => None,
    }
}

/// All texts of a member: strings and names, of one or several.
pub(super) fn texts(node: &Map<String, Value>, key: &str) -> Vec<String> {
    match node.get(key) {
        Some(Value::Array(items)) => items.iter().filter_map(name_of).collect(),
        Some(value) => name_of(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Object(object) => first_text(object.get("name")?),
        _ => None,
    }
}

/// The names of a breadcrumb list, in order, without the page itself.
pub(super) fn breadcrumb(nodes: &[Map<String, Value>]) -> Vec<String> {
    let list = nodes
        .iter()
        .find(|node| has_type(node, |kind| kind.ends_with("BreadcrumbList")));
    let Some(Value::Array(items)) = list.and_then(|node| node.get("itemListElement")) else {
        return Vec::new();
    };
    let mut named: Vec<(i64, String)> = items
        .iter()
        .filter_map(|item| {
            let item = item.as_object()?;
            let position = match item.get("position") {
                Some(Value::Number(number)) => number.as_i64().unwrap_or(0),
                Some(Value::String(text)) => text.parse().unwrap_or(0),
                _ => 0,
            };
            let name =
                text(item, "name").or_else(|| text(item.get("item")?.as_object()?, "name"))?;
            Some((position, name))
        })
        .collect();
    named.sort_by_key(|(position, _)| *position);
    named.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(script: &str) -> Option<String> {
        let nodes = nodes(std::iter::once(script.to_owned()));
        nodes
            .iter()
            .find(|node| is_article(node))
            .and_then(|node| text(node, "headline"))
    }

    #[test]
    fn finds_the_article_in_any_shape() {
        for script in [
            r#"{"@type": "NewsArticle", "headline": "A"}"#,
            r#"[{"@type": "Organization"}, {"@type": ["Article"], "headline": "A"}]"#,
            r#"{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle", "headline": "A"}]}"#,
            r#"<!-- {"@type": "https://schema.org/NewsArticle", "headline": "A",} -->"#,
            "{\"@type\": \"NewsArticle\", \"description\": \"satu\ndua\tkata \"kutip\" di dalam\", \"headline\": \"A\",}",
            r#"{"@type": "NewsArticle", "alternateName": "d\'Preneur", "headline": ["A", "B"]};"#,
        ] {
            assert_eq!(headline(script).as_deref(), Some("A"), "{script}");
        }
        assert_eq!(headline("bukan json"), None);
    }

    #[test]
    fn reads_breadcrumbs_in_order() {
        let script = r#"{"@type": "BreadcrumbList", "itemListElement": [
            {"position": 2, "item": {"name": "Ekonomi"}}, {"position": "1", "name": "Home"}]}"#;
        assert_eq!(
            breadcrumb(&nodes(std::iter::once(script.to_owned()))),
            ["Home", "Ekonomi"]
        );
    }

    proptest::proptest! {
        #[test]
        fn repair_never_panics(text in "([{}\\[\\]\":, \\\\\n]|é|a){0,40}") {
            let _ = parse(&text);
        }
    }
}
