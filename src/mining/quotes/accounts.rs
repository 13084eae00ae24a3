//! Accounts that speak: `tulis akun @kopi`, `Akun reni_kopi menulis`.

use super::{
    Paragraph,
    kinds::common,
    names::Said,
    tokens::{Break, Token, run_end},
    who::Who,
    words::Kinds,
};
use crate::language::Common;

/// Words between an account and whose it is.
pub const ACCOUNT: &[&str] = &[
    "akun",
    "resmi",
    "milik",
    "media",
    "sosial",
    "instagram",
    "twitter",
    "x",
    "tiktok",
    "facebook",
    "youtube",
    "threads",
    "bernama",
];

/// What lies between a text and an account that did not write it.
const NOT_ITS_OWN: &[&str] = &[
    "balasan",
    "dikutip",
    "dilansir",
    "dilihat",
    "kolom",
    "komentar",
    "komen",
    "membalas",
    "mengomentari",
    "menanggapi",
    "mengutip",
];

/// What somebody writes beside a video.
const CAPTIONS: &[&str] = &[
    "caption",
    "deskripsi",
    "judul",
    "keterangan",
    "narasi",
    "takarir",
    "unggahan",
];

/// What was done with a video that may show anybody.
const POSTED: &[&str] = &[
    "dibagikan",
    "diposting",
    "disebarkan",
    "diunggah",
    "unggahan",
    "viral",
];

/// Whether a word can only be the name of an account: `@kopi`, `reni_kopi`, `kopi***`.
pub fn is_handle(text: &str, t: &Token) -> bool {
    let bytes = text.as_bytes();
    let word = &bytes[t.start..t.end];
    word[0] == b'@'
        || !t.upper && word.contains(&b'_')
        || bytes[t.end..].starts_with(b"**") && word.len() > 1
}

/// The account as which somebody without a name wrote, behind a verb: `rekan korban dengan akun
/// @kopi`, `keterangan video yang dibagikan akun @kopi`.
pub fn signed(text: &str, tokens: &[Token]) -> Option<Said> {
    let until = tokens.len().min(12);
    let near = tokens[..until].iter().enumerate();
    let near = near.take_while(|(i, t)| *i == 0 || t.gap == Break::None);
    let near = near.take_while(|(_, t)| !t.like(text, NOT_ITS_OWN)).count();
    // `ucap warga dalam video yang diunggah akun @kopi`: somebody else than who shared it.
    let posted = |t: &Token| t.like(text, POSTED);
    let head = tokens[..near].iter().position(|t| t.like(text, &["video"]));
    if let Some(video) = head
        && (video == 0 || !tokens[video - 1].like(text, CAPTIONS))
        && tokens[video..near].iter().any(posted)
    {
        return None;
    }
    let handle = (1..near).find(|&k| is_handle(text, &tokens[k]))?;
    let before = &tokens[handle - 1];
    let led = before.like(text, ACCOUNT) || before.is(Kinds::SOMEONE);
    led.then_some(Said::Role {
        first: handle,
        last: handle,
    })
}

/// `demikian dikutip dari akun Instagram resmi Kopindo`: whose account it was.
pub fn quoted_from(text: &str, tokens: &[Token]) -> Option<Said> {
    let until = tokens.len().min(6);
    let account = (0..until)
        .take_while(|&k| tokens[k].gap == Break::None)
        .find(|&k| tokens[k].like(text, &["akun"]))?;
    let owner = (account + 1..tokens.len().min(account + 6))
        .take_while(|&k| tokens[k].gap == Break::None)
        .find(|&k| !tokens[k].like(text, ACCOUNT))?;
    let handle = is_handle(text, &tokens[owner]);
    (handle || tokens[owner].capital).then(|| Said::Role {
        first: owner,
        last: if handle {
            owner
        } else {
            run_end(tokens, owner) - 1
        },
    })
}

/// `tulis dalam akun resmi Kopindo`: whose account it is.
pub fn posted_by(text: &str, tokens: &[Token]) -> Option<Said> {
    let first = tokens.first()?;
    if first.gap != Break::None || !first.like(text, &["dalam", "di"]) {
        return None;
    }
    let near = tokens[1..].iter();
    let words = near.take_while(|t| t.gap == Break::None && t.like(text, ACCOUNT));
    let owner = 1 + words.count();
    let official = tokens[1..owner].iter().any(|t| t.like(text, &["resmi"]));
    let whose = tokens.get(owner)?;
    (official && whose.capital && whose.gap == Break::None).then(|| Said::Role {
        first: owner,
        last: run_end(tokens, owner) - 1,
    })
}

/// `warganet dengan akun reni_kopi`: the account, else nobody.
pub fn nickname(text: &str, tokens: &[Token], first: usize) -> Said {
    let account = (first..tokens.len())
        .take_while(|&k| !tokens[k].like(text, NOT_ITS_OWN))
        .find(|&k| tokens[k].like(text, &["akun"]));
    let name =
        account.and_then(|k| (k + 1..tokens.len()).find(|&i| !tokens[i].like(text, ACCOUNT)));
    let named = |k: &usize| {
        let t = &tokens[*k];
        t.gap == Break::None
            && (is_handle(text, t)
                || t.end - t.start > 3
                    && !t.is(Kinds::STOP.or(Kinds::COMMON))
                    && common(t.text(text)) == Common::No)
    };
    name.filter(named)
        .map_or(Said::Unnamed, |k| Said::Role { first: k, last: k })
}

/// `akun Instagram resmi Kopindo`: whose account it is, or how it is called.
pub fn account(text: &str, tokens: &[Token], (first, last): (usize, usize)) -> Said {
    let handle = |k: &usize| text[tokens[*k].start..].starts_with('@');
    let owner = (first..=last).find(|&k| !tokens[k].like(text, ACCOUNT));
    if let Some(owner) = owner.filter(|&k| tokens[k].capital) {
        let end = (owner + 1..=last).find(|k| handle(k) || !tokens[*k].capital);
        return Said::Role {
            first: owner,
            last: end.map_or(last, |k| k - 1),
        };
    }
    match (first..tokens.len().min(last + 4)).find(handle) {
        Some(at) => Said::Role {
            first: at,
            last: at,
        },
        None => nickname(text, &tokens[..tokens.len().min(last + 4)], first),
    }
}

/// The account that was named last before a place: `tulis akun tersebut`.
pub fn latest<'a>(paragraphs: &[Paragraph<'a>], number: usize, at: usize) -> Option<Who<'a>> {
    let here = paragraphs.get(number)?;
    let before = paragraphs[..number].iter().rev().map(|p| p.text);
    let mut texts = std::iter::once(&here.text[..at]).chain(before);
    let name = texts.find_map(|text| {
        let mut signs = text.rmatch_indices('@').map(|(sign, _)| sign);
        let sign = signs.find(|&sign| !text[..sign].ends_with(char::is_alphanumeric))?;
        let rest = &text[sign..];
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '@' | '_' | '.' | '*');
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        Some(rest[..end].trim_end_matches(['.', '*'])).filter(|name| name.len() > 2)
    })?;
    Some(Who {
        full: name,
        name,
        role: None,
    })
}
