//! What an editor can do.

use jiff::civil::date;

use super::*;

const RULES: &str = r#"
[[rule]]
name = "Banjir"
query = ["banjir jakarta", "banjir bandang*"]
from = "2025-01-01"
to = "2025-03-31"
pin = ["a", "b"]
boost = ["sumber:Kantor Berita"]
bury = ["kategori:Iklan"]
hide = ["b"]

[[rule]]
name = "Selalu"
query = ["banjir jakarta"]
pin = ["c", "a"]
"#;

fn curation() -> Curation {
    let rules = file::parse("curation.toml", RULES).expect("sound");
    Curation::of(rules)
}

#[test]
fn rules_apply_to_their_queries_on_their_days() {
    let curation = curation();
    let rules = |query: &str, today| curation.apply(query, today).rules;
    let january = date(2025, 1, 1);
    assert_eq!(rules("Banjir  JAKARTA!", january), ["Banjir", "Selalu"]);
    assert_eq!(rules("banjir jakarta", date(2025, 4, 1)), ["Selalu"]);
    assert_eq!(rules("banjir bandang sumatera", january), ["Banjir"]);
    assert!(rules("banjir", january).is_empty());
    assert!(rules("banjir jakarta selatan", january).is_empty());
    assert!(
        Curation::default()
            .apply("banjir jakarta", january)
            .is_empty()
    );
}

#[test]
fn rules_keep_the_order_of_the_file_however_a_query_fits_them() {
    let rules = r#"
[[rule]]
name = "panjang"
query = ["harga beras naik*", "harga beras*"]
pin = ["a"]

[[rule]]
name = "utuh"
query = ["harga beras naik"]
pin = ["b"]

[[rule]]
name = "pendek"
query = ["har*", "Harga*"]
pin = ["c"]

[[rule]]
name = "lain"
query = ["harga beras naik tajam*", "beras*"]
pin = ["d"]
"#;
    let curation = Curation::of(file::parse("curation.toml", rules).expect("sound"));
    let apply = |query: &str| curation.apply(query, date(2025, 1, 1));
    let actions = apply("harga beras naik");
    assert_eq!(actions.rules, ["panjang", "utuh", "pendek"]);
    assert_eq!(actions.pins, ["a", "b", "c"]);
    assert_eq!(apply("harga beras").rules, ["panjang", "pendek"]);
    assert_eq!(apply("hargai").rules, ["pendek"]);
    let long = "harga beras naik ".repeat(100);
    assert_eq!(apply(&long).rules, ["panjang", "pendek"]);
}

#[test]
fn what_is_hidden_is_not_pinned() {
    let actions = curation().apply("banjir jakarta", date(2025, 2, 1));
    assert_eq!(actions.pins, ["a", "c"], "b is hidden");
}

#[test]
fn faults_are_named_with_their_line() {
    for (text, reason) in [
        (
            "[[rule]]\nname = \"x\"\nquery = []\npin = [\"a\"]",
            "at least one query",
        ),
        (
            "[[rule]]\nname = \"x\"\nquery = [\"?\"]\npin = [\"a\"]",
            "no words",
        ),
        ("[[rule]]\nname = \"x\"\nquery = [\"a\"]", "does nothing"),
        (
            "[[rule]]\nname = \"x\"\nquery = [\"a\"]\npin = [\"a\"]\nfrom = \"31-01-2025\"",
            "no date",
        ),
        (
            "[[rule]]\nname = \"x\"\nquery = [\"a\"]\npin = [\"a\"]\nfrom = \"2025-02-01\"\nto = \"2025-01-01\"",
            "before it begins",
        ),
        (
            "[[rule]]\nname = \"x\"\nquery = [\"a\"]\nhide = [\"sumber:\"]",
            "no value",
        ),
        (
            "[[rule]]\nname = \"x\"\nquery = [\"a\"]\npins = [\"a\"]",
            "unknown field",
        ),
    ] {
        let error = file::parse("c.toml", text).expect_err(text).to_string();
        assert!(
            error.starts_with("c.toml:") && error.contains(reason),
            "{error}"
        );
    }
    let twice = format!("{RULES}\n[[rule]]\nname = \"Selalu\"\nquery = [\"x\"]\npin = [\"y\"]");
    assert!(
        file::parse("c.toml", &twice)
            .expect_err("twice")
            .to_string()
            .starts_with("c.toml:17: there is another")
    );
}
