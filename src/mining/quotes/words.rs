//! Words that carry a quotation: verbs of saying, pronouns, roles, and words that end a name.
//!
//! Written by hand; the lists of roles and organisations were checked against the words that
//! stand between a verb of saying and a name in news text.

/// Verbs that follow a quotation: `…," kata Reni`. With `-nya` they take the latest speaker.
const AFTER: &str = include_str!("words/after.txt");

/// Verbs that lead to a quotation or a report: `Reni mengatakan, "…`.
const BEFORE: &str = include_str!("words/before.txt");

/// Words behind which no name of the speaker follows.
const STOP: &str = include_str!("words/stop.txt");

/// Words that stand for the latest speaker.
const PRONOUN: &str = "dia ia beliau mereka dirinya doi nya";

/// Roles and titles before a name; lower case.
const ROLE: &str = include_str!("words/role.txt");

/// Words of organisations, fields and places, which may stand between a role and a name.
const ORGANISATION: &str = include_str!("words/organisation.txt");

/// Words that announce a title, a term or a text, not somebody speaking.
const NOT_SPEECH: &str = include_str!("words/not_speech.txt");

/// Weekdays only: `Juli`, `Mei` and `Agustus` are names, too, and a day stands before a month.
const WEEKDAY: &str = "senin selasa rabu kamis jumat jum'at sabtu minggu ahad";

/// A sorted-once set of static words.
macro_rules! test {
    ($(#[$doc:meta])* $name:ident, $list:ident) => {
        $(#[$doc])*
        pub fn $name(lower: &str) -> bool {
            static SET: std::sync::LazyLock<rustc_hash::FxHashSet<&'static str>> =
                std::sync::LazyLock::new(|| $list.split_whitespace().collect());
            SET.contains(lower)
        }
    };
}

test!(
    /// A verb that leads to speech.
    is_before, BEFORE);
test!(
    /// A word behind which no name follows.
    is_stop, STOP);
test!(
    /// A pronoun for the latest speaker.
    is_pronoun, PRONOUN);
test!(
    /// A role or title.
    is_role, ROLE);
test!(
    /// A word of an organisation, field or place.
    is_organisation, ORGANISATION);
test!(
    /// A word that announces a title or term.
    is_not_speech, NOT_SPEECH);
test!(
    /// A weekday.
    is_weekday, WEEKDAY);
test!(is_after_root, AFTER);

/// A verb that follows speech, and whether it ends in `-nya`.
pub fn after_verb(lower: &str) -> Option<(&str, bool)> {
    if is_after_root(lower) {
        return Some((lower, false));
    }
    let stem = lower.strip_suffix("nya")?;
    let stem = stem.strip_suffix('-').unwrap_or(stem);
    is_after_root(stem).then_some((stem, true))
}
