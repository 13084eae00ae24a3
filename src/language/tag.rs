//! Accounts and tags: `@akun`, `#DukungKPK2024`.

/// Most words that a tag is parted into; what follows stays with the last.
const MAX_WORDS: usize = 8;

/// An account or a tag.
pub(crate) struct Tag<'a> {
    /// Without the sign.
    pub(crate) name: &'a str,
    /// An account (`@`), not a tag (`#`).
    pub(crate) is_handle: bool,
}

impl<'a> Tag<'a> {
    /// What the sign at `at` begins, up to `end` at most. `None` where no name follows.
    pub(crate) fn read(text: &'a str, at: usize, end: usize) -> Option<Self> {
        let is_handle = text.as_bytes()[at] == b'@';
        let body = &text[at + 1..end];
        let length = body
            .char_indices()
            .find(|&(_, c)| !(c.is_alphanumeric() || c == '_' || (is_handle && c == '.')))
            .map_or(body.len(), |(index, _)| index);
        let name = body[..length].trim_end_matches('.');
        name.chars()
            .any(char::is_alphanumeric)
            .then_some(Self { name, is_handle })
    }

    /// `#DukungKPK2024` is `Dukung`, `KPK`, `2024`: capitals, digits and underscores part the
    /// words.
    pub(crate) fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = vec![String::new()];
        let mut previous = '_';
        let mut chars = self.name.chars().peekable();
        while let Some(c) = chars.next() {
            let next_lower = chars.peek().is_some_and(|c| c.is_lowercase());
            let boundary = c == '_'
                || (c.is_numeric() != previous.is_numeric() && previous != '_')
                || (c.is_uppercase() && previous.is_lowercase())
                || (c.is_uppercase() && previous.is_uppercase() && next_lower);
            if boundary
                && words.last().is_some_and(|word| !word.is_empty())
                && words.len() < MAX_WORDS
            {
                words.push(String::new());
            }
            if c != '_'
                && let Some(word) = words.last_mut()
            {
                word.push(c);
            }
            previous = c;
        }
        words.retain(|word| !word.is_empty());
        words
    }
}
