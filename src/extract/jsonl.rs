//! One JSON object → an article. The hot path of ingest: values are borrowed from the line, and
//! only the fields that the mapping names are kept.

use std::{borrow::Cow, fmt};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::{
    ExtractError, Extracted, Options, Problem,
    mapping::Lookup,
    record::{Record, Value},
};

/// Reads one JSON object.
pub fn extract(bytes: &[u8], options: &Options) -> Result<Extracted, ExtractError> {
    let text = std::str::from_utf8(bytes).map_err(|error| Problem::NotUtf8 {
        at: error.valid_up_to(),
    })?;
    if text.trim().is_empty() {
        return Err(Problem::Empty.into());
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let record = RecordSeed(&options.lookup)
        .deserialize(&mut deserializer)
        .and_then(|record| deserializer.end().map(|()| record))
        .map_err(|error| Problem::NotJson {
            detail: detail(&error),
        })?;
    record.into_extracted("JSON", options)
}

/// The parser's words, with the column only: the line is the source's, not the document's.
fn detail(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let words = text.split(" at line ").next().unwrap_or(&text);
    format!("{words} at column {}", error.column())
}

/// Cuts a JSON document (an array of objects, or one object) into objects, as text.
pub fn split(bytes: &[u8]) -> Result<Vec<Vec<u8>>, ExtractError> {
    let not_json = |error: serde_json::Error| Problem::NotJson {
        detail: error.to_string(),
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(not_json)?;
    let objects = match value {
        serde_json::Value::Array(items) => items,
        other => vec![other],
    };
    let texts: Result<Vec<_>, _> = objects.iter().map(serde_json::to_vec).collect();
    Ok(texts.map_err(not_json)?)
}

struct RecordSeed<'l>(&'l Lookup);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(Key(key)) = map.next_key()? {
            match self.0.get(&key) {
                Some((field, rank)) => {
                    let value = map.next_value()?;
                    record.set(field, rank, key, value);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(record)
    }
}

/// A key, borrowed unless it has escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueVisitor;
        impl<'de> Visitor<'de> for ValueVisitor {
            type Value = Value<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON value")
            }
            fn visit_unit<E>(self) -> Result<Value<'de>, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
                Ok(Value::Bool)
            }
            fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
                Ok(Value::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
                Ok(Value::Number(number as f64))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
                Ok(Value::Number(number))
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
                Ok(Value::Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
                Ok(Value::Text(Cow::Owned(text.to_owned())))
            }
            fn visit_string<E>(self, text: String) -> Result<Value<'de>, E> {
                Ok(Value::Text(Cow::Owned(text)))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value<'de>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some((Key(key), value)) = map.next_entry()? {
                    members.push((key, value));
                }
                Ok(Value::Object(members))
            }
        }
        deserializer.deserialize_any(ValueVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::State;

    fn read(json: &str) -> Result<Extracted, ExtractError> {
        extract(
            json.as_bytes(),
            &Options {
                explain: true,
                ..Options::default()
            },
        )
    }

    #[test]
    fn reads_a_full_record() -> Result<(), ExtractError> {
        let extracted = read(
            r#"{"id": 7, "link": "https://bola.harian.id/a?utm_source=x", "judul": "Harga Cabai Naik",
                "isi": "Harga cabai naik.\n\nPedagang resah.", "tanggal": "Rabu, 1 Mei 2024 09:38 WITA",
                "kanal": "EKONOMI > PASAR", "penulis": ["SITI RAHMA", {"name": "Budi Laksana"}],
                "tags": "cabai, pasar", "bahasa": "id-ID", "extra": {"a": [1, 2]}, "image": {"url": "https://a/b.jpg"}}"#,
        )?;
        let article = extracted.article;
        assert_eq!(article.id, "7");
        assert_eq!(article.url.as_deref(), Some("https://bola.harian.id/a"));
        assert_eq!(article.title, "Harga Cabai Naik");
        assert_eq!(article.body, ["Harga cabai naik.", "Pedagang resah."]);
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-01T09:38:00+08:00")
        );
        assert_eq!(article.category, ["Ekonomi", "Pasar"]);
        assert_eq!(article.authors, ["Siti Rahma", "Budi Laksana"]);
        assert_eq!(article.tags, ["cabai", "pasar"]);
        assert_eq!(article.source.as_deref(), Some("harian.id"));
        assert_eq!(article.language.as_deref(), Some("id"));
        assert_eq!(article.image.as_deref(), Some("https://a/b.jpg"));
        assert_eq!(extracted.origins["published"], "JSON field `tanggal`");
        assert_eq!(extracted.origins["source"], "host of the url");
        Ok(())
    }

    #[test]
    fn reads_back_what_warta_writes() -> Result<(), ExtractError> {
        let article = read(
            r#"{"id": "x", "title": "A", "body": ["Satu.", "Dua."], "category": ["Ekonomi", "Bisnis"],
                "published": "2024-05-01", "state": "retracted", "embargo": "2024-06-01T00:00:00+07:00"}"#,
        )?
        .article;
        let json = serde_json::to_string(&article).unwrap_or_default();
        assert_eq!(read(&json)?.article, article);
        assert_eq!(article.state, State::Retracted);
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-01T00:00:00+07:00")
        );
        Ok(())
    }

    #[test]
    fn errors_name_the_field_and_the_remedy() {
        let table = [
            ("", "the input is empty; check"),
            (
                "{\"title\": \"A\"",
                "not a JSON object: EOF while parsing an object at column 13; write one",
            ),
            (
                "[1]",
                "not a JSON object: invalid type: sequence, expected an object",
            ),
            (
                "{\"title\": \"A\"} {}",
                "not a JSON object: trailing characters",
            ),
            (
                "{\"body\": \"A\"}",
                "`title` is missing; fill `title`, or name the field",
            ),
            ("{\"title\": \" \", \"body\": \"A\"}", "`title` is missing"),
            ("{\"title\": null, \"body\": \"A\"}", "`title` is missing"),
            ("{\"title\": \"A\"}", "`body` is missing"),
            (
                "{\"title\": 5, \"body\": \"A\"}",
                "`title` must be text, found a number; write text",
            ),
            (
                "{\"title\": [\"A\"], \"body\": \"A\"}",
                "`title` must be text, found a list",
            ),
            (
                "{\"title\": \"A\", \"body\": {}}",
                "`body` must be text or a list of paragraphs, found an object",
            ),
            (
                "{\"title\": \"A\", \"body\": \"B\", \"tags\": 3}",
                "`tags` must be text or a list of texts, found a number",
            ),
            (
                "{\"title\": \"A\", \"body\": \"B\", \"url\": true}",
                "`url` must be text, found a boolean",
            ),
            (
                "{\"title\": \"A\", \"body\": \"B\", \"date\": \"31 Februari 2024\"}",
                "`published`: \"31 Februari 2024\" is a day that does not exist; correct the day",
            ),
            (
                "{\"title\": \"A\", \"body\": \"B\", \"date\": [1]}",
                "`published` must be a date as text",
            ),
            (
                "{\"title\": \"A\", \"body\": \"B\", \"date\": \"Jumat (3/5)\"}",
                "`published`: \"Jumat (3/5\" has no year",
            ),
        ];
        for (json, expected) in table {
            let error = read(json).map(|_| ()).map_err(|error| error.to_string());
            let starts = error.as_ref().is_err_and(|text| text.starts_with(expected));
            assert!(starts, "{json}\n  {error:?}\n  {expected}");
        }
        let invalid = extract(b"{\"title\": \"\xff\"}", &Options::default());
        assert_eq!(
            invalid.map_err(|error| error.problem),
            Err(Problem::NotUtf8 { at: 11 })
        );
    }

    #[test]
    fn a_preferred_name_wins_and_an_empty_one_does_not() -> Result<(), ExtractError> {
        let article = read(r#"{"description": "D", "content": "C", "body": "", "title": "", "judul": "J", "date": 1714530000}"#)?.article;
        assert_eq!(article.title, "J");
        assert_eq!(article.body, ["C"]);
        assert_eq!(
            article.published.map(|m| m.to_string()).as_deref(),
            Some("2024-05-01T09:20:00+07:00")
        );
        Ok(())
    }

    #[test]
    fn the_same_record_gets_the_same_id() -> Result<(), ExtractError> {
        let one = read(r#"{"title": "A", "body": "B", "url": "https://a.id/x#k"}"#)?.article;
        let two = read(r#"{"title": "A2", "body": "B2", "url": "https://a.id/x"}"#)?.article;
        assert_eq!(one.id, two.id);
        Ok(())
    }

    #[test]
    fn a_body_in_html_becomes_paragraphs() -> Result<(), ExtractError> {
        let article = read(r#"{"title": "A", "body": "<p>Satu &amp; dua.</p><p>Tiga<br>Empat</p><script>x()</script>"}"#)?.article;
        assert_eq!(article.body, ["Satu & dua.", "Tiga", "Empat"]);
        Ok(())
    }

    #[test]
    fn a_json_array_is_cut_into_objects() {
        let parts = split(br#"[{"title": "A"}, {"title": "B"}]"#).unwrap_or_default();
        assert_eq!(
            parts,
            [br#"{"title":"A"}"#.to_vec(), br#"{"title":"B"}"#.to_vec()]
        );
    }
}
