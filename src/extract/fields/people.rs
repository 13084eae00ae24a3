//! Writers as names.

use super::{capitalize, looks_like_host};
use crate::extract::clean;

/// Writers as names: "RENI ERINA", "Nur Khafifah - detikNews", "A, B dan C", one a line.
pub fn authors(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.split(['\n', ';', '|']) {
        let line = clean::line(line);
        let parts = split_names(&line);
        for name in &parts {
            // "Kontributor Malang, Siti Rahma": a post, and who holds it.
            if parts.len() > 1 && name.trim_start().starts_with("Kontributor ") {
                continue;
            }
            if let Some(name) = author(name)
                && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                names.push(name);
            }
        }
    }
    names
}

fn split_names(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in line.split(" dan ").flat_map(|part| part.split(" & ")) {
        let part = part.trim();
        let mut start = 0;
        for (at, _) in part.match_indices([',', '/']) {
            // "Budi Laksana, S.Pd" is one name with a degree.
            let next = part[at + 1..].trim_start();
            let end = next.find([',', '/']).unwrap_or(next.len());
            let is_degree = next[..end].contains('.') && next[..end].len() <= 8;
            if !is_degree {
                names.push(&part[start..at]);
                start = at + 1;
            }
        }
        names.push(&part[start..]);
    }
    names
}

/// One writer's name, or `None` for what is no name: addresses, the publisher, initials' junk.
fn author(text: &str) -> Option<String> {
    const MAX_NAME: usize = 60;
    let mut name = text.trim();
    for label in [
        "Oleh",
        "By",
        "Reporter",
        "Penulis",
        "Pewarta",
        "Laporan",
        "Kontributor",
        "Wartawan",
        "Jurnalis",
        "Editor",
        "Red",
        "Redaktur",
        "Fotografer",
        "OLEH",
        "BY",
        "REPORTER",
        "PENULIS",
        "LAPORAN",
    ] {
        if let Some(rest) = name.strip_prefix(label)
            && rest.starts_with([':', ' '])
        {
            name = rest.trim_start_matches([':', ' ']);
        }
    }
    // "Nur Khafifah - detikNews", "Budi (Kontributor Malang)".
    for separator in [" -", " –", " ("] {
        if let Some((before, _)) = name.split_once(separator) {
            name = before;
        }
    }
    let name = name.trim().trim_matches(|character: char| {
        matches!(
            character,
            ',' | '.' | '-' | '(' | ')' | '"' | '*' | ':' | '@'
        )
    });
    let lower = name.to_lowercase();
    // "20:16 WIB" and "14/05/2024" stand beside names.
    let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
    let is_time = has_digit && lower.contains([':', '/']);
    let is_name = !name.is_empty()
        && name.len() <= MAX_NAME
        && name.chars().any(char::is_alphabetic)
        && !is_time
        && !lower.contains("http")
        && !lower.contains("www.")
        && !lower.contains("cyber media")
        && !lower.contains("media baru")
        && !looks_like_host(&lower)
        && !matches!(
            lower.as_str(),
            "admin" | "administrator" | "redaksi" | "https" | "http" | "none" | "null" | "unknown" | "author"
        )
        // "Feb", "ren": desk codes, not names.
        && (name.len() > 3 || name.contains(' '));
    is_name.then(|| person_case(name))
}

/// Names shouted or whispered as a whole are written as names; others stand as written.
fn person_case(name: &str) -> String {
    let has_lower = name.chars().any(char::is_lowercase);
    let has_upper = name.chars().any(char::is_uppercase);
    if has_lower && has_upper {
        return name.to_owned();
    }
    if !name.contains(' ') && !has_lower {
        // One word in capitals is an agency or a code: "ANTARA".
        return name.to_owned();
    }
    name.split(' ')
        .map(|word| {
            if word.contains('.') {
                word.to_owned()
            } else {
                capitalize(&word.to_lowercase())
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}
