//! A record (a JSON object, a CSV row) whose fields are known by name → [`Extracted`].

use std::borrow::Cow;

use jiff::Timestamp;

use super::{
    ExtractError, Extracted, Options, Problem, clean, dateline, fields, html,
    mapping::{FIELDS, Field},
};
use crate::article::{Moment, State};

/// A value of a record, borrowed from its bytes where it can be.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Bool,
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    /// The members that may hold what we look for: `name`, `nama`, `url`, `@value`, …
    Object(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool => "a boolean",
            Value::Number(_) => "a number",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    fn is_absent(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.iter().all(Value::is_absent),
            _ => false,
        }
    }

    /// The text of an object that names something: `{"name": "Siti"}`.
    fn named(&self) -> Option<&str> {
        const NAMES: [&str; 7] = ["name", "nama", "label", "term", "title", "url", "value"];
        let Value::Object(members) = self else {
            return None;
        };
        NAMES.iter().find_map(|name| {
            members.iter().find_map(|(key, value)| match value {
                Value::Text(text) if key == name => Some(text.as_ref()),
                _ => None,
            })
        })
    }
}

/// A value with the name that it has in the record, if it is there and of the right type.
type Taken<'a, T> = Result<Option<(T, Cow<'a, str>)>, Problem>;

/// The fields of a record, with the names they have there.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    slots: [Option<Slot<'a>>; FIELDS],
}

#[derive(Debug)]
struct Slot<'a> {
    rank: u8,
    name: Cow<'a, str>,
    value: Value<'a>,
}

impl<'a> Record<'a> {
    /// Takes a value; a preferred name wins over another, a value over none.
    pub fn set(&mut self, field: Field, rank: u8, name: Cow<'a, str>, value: Value<'a>) {
        if value.is_absent() {
            return;
        }
        let slot = &mut self.slots[field as usize];
        if slot.as_ref().is_none_or(|slot| rank < slot.rank) {
            *slot = Some(Slot { rank, name, value });
        }
    }

    fn take(&mut self, field: Field) -> Option<Slot<'a>> {
        self.slots[field as usize].take()
    }

    /// A field that must be text; numbers and booleans of identifiers are text enough.
    fn text(&mut self, field: Field) -> Taken<'a, Cow<'a, str>> {
        let Some(Slot { name, value, .. }) = self.take(field) else {
            return Ok(None);
        };
        let found = value.kind();
        match value {
            Value::Text(text) => Ok(Some((text, name))),
            Value::Number(number) if matches!(field, Field::Id) => {
                Ok(Some((Cow::Owned(number.to_string()), name)))
            }
            Value::Object(_) => match value.named() {
                Some(text) if matches!(field, Field::Source | Field::Image) => {
                    Ok(Some((Cow::Owned(text.to_owned()), name)))
                }
                _ => Err(Problem::WrongType {
                    field: field.name(),
                    expected: "text",
                    found,
                }),
            },
            Value::List(mut items) if items.len() == 1 && matches!(field, Field::Image) => {
                match items.remove(0) {
                    Value::Text(text) => Ok(Some((text, name))),
                    _ => Err(Problem::WrongType {
                        field: field.name(),
                        expected: "text",
                        found,
                    }),
                }
            }
            _ => Err(Problem::WrongType {
                field: field.name(),
                expected: "text",
                found,
            }),
        }
    }

    /// A field that may be text or a list of texts or named objects.
    fn texts(&mut self, field: Field) -> Taken<'a, Vec<String>> {
        let Some(Slot { name, value, .. }) = self.take(field) else {
            return Ok(None);
        };
        let expected = "text or a list of texts";
        let wrong = |value: &Value<'_>| Problem::WrongType {
            field: field.name(),
            expected,
            found: value.kind(),
        };
        let texts = match &value {
            Value::Text(text) => vec![text.to_string()],
            Value::Object(_) => vec![value.named().ok_or_else(|| wrong(&value))?.to_owned()],
            Value::List(items) => {
                let mut texts = Vec::with_capacity(items.len());
                for item in items {
                    match item {
                        Value::Null => {}
                        Value::Text(text) => texts.push(text.to_string()),
                        _ => texts.push(item.named().ok_or_else(|| wrong(item))?.to_owned()),
                    }
                }
                texts
            }
            _ => return Err(wrong(&value)),
        };
        Ok(Some((texts, name)))
    }

    fn moment(&mut self, field: Field, options: &Options) -> Taken<'a, Moment> {
        let Some(Slot { name, value, .. }) = self.take(field) else {
            return Ok(None);
        };
        let moment = match &value {
            Value::Text(text) => {
                // RFC 3339 is the common case of archives.
                match text.parse::<Moment>() {
                    Ok(moment) => moment,
                    Err(_) => dateline::parse(text, options.strict_context())
                        .map(|dateline| dateline.moment)
                        .map_err(|error| Problem::BadDate {
                            field: field.name(),
                            error,
                        })?,
                }
            }
            Value::Number(number) => epoch(*number, options).ok_or_else(|| Problem::BadDate {
                field: field.name(),
                error: dateline::DateError::NotADate {
                    text: number.to_string(),
                },
            })?,
            other => {
                return Err(Problem::WrongType {
                    field: field.name(),
                    expected: "a date as text or seconds since 1970",
                    found: other.kind(),
                });
            }
        };
        Ok(Some((moment, name)))
    }

    /// Makes the article. `kind` names the format in origins ("JSON", "CSV").
    pub fn into_extracted(
        mut self,
        kind: &str,
        options: &Options,
    ) -> Result<Extracted, ExtractError> {
        let mut out = Extracted::default();
        let origin = |name: &str| format!("{kind} field `{name}`");

        let Some((title, name)) = self.text(Field::Title)? else {
            return Err(Problem::Missing { field: "title" }.into());
        };
        out.article.title = clean::line(&title).into_owned();
        if out.article.title.is_empty() {
            return Err(Problem::Missing { field: "title" }.into());
        }
        out.note(options, "title", || origin(&name));

        let byline = self.body(&mut out, options, origin)?;

        if let Some((id, name)) = self.text(Field::Id)? {
            out.article.id = id.trim().to_owned();
            out.note(options, "id", || origin(&name));
        }
        if let Some((url, name)) = self.text(Field::Url)? {
            out.article.url = Some(fields::canonical_url(&url));
            out.note(options, "url", || origin(&name));
        }
        if let Some((summary, name)) = self.text(Field::Summary)? {
            let summary = clean::line(&summary).into_owned();
            out.article.summary = (!summary.is_empty()).then_some(summary);
            out.note(options, "summary", || origin(&name));
        }
        if let Some((moment, name)) = self.moment(Field::Published, options)? {
            out.article.published = Some(moment);
            out.note(options, "published", || origin(&name));
        }
        if let Some((moment, name)) = self.moment(Field::Updated, options)? {
            out.article.updated = Some(moment);
            out.note(options, "updated", || origin(&name));
        }
        if let Some((moment, name)) = self.moment(Field::Embargo, options)? {
            out.article.embargo = Some(moment);
            out.note(options, "embargo", || origin(&name));
        }
        self.lists(&mut out, options, origin)?;
        if out.article.authors.is_empty()
            && let Some(byline) = byline
        {
            out.article.authors = fields::authors(&byline);
            out.note(options, "authors", || "credit at the end of the body");
        }
        if let Some((source, name)) = self.text(Field::Source)? {
            out.article.source = fields::source_name(&source);
            out.note(options, "source", || origin(&name));
        }
        if let Some((language, name)) = self.text(Field::Language)? {
            out.article.language = fields::language(&language);
            out.note(options, "language", || origin(&name));
        }
        if let Some((image, name)) = self.text(Field::Image)? {
            out.article.image = Some(image.trim().to_owned());
            out.note(options, "image", || origin(&name));
        }
        // Many archives have a `status` of their own ("publish", 1); only ours is understood.
        if let Some(Slot {
            value: Value::Text(state),
            name,
            ..
        }) = self.take(Field::State)
        {
            out.article.state = match state.trim().to_ascii_lowercase().as_str() {
                "retracted" | "ditarik" => State::Retracted,
                "corrected" | "dikoreksi" => State::Corrected,
                _ => State::Published,
            };
            out.note(options, "state", || origin(&name));
        }
        Ok(out.finish(options))
    }

    /// Fills the body and returns the credit at its end.
    fn body(
        &mut self,
        out: &mut Extracted,
        options: &Options,
        origin: impl Fn(&str) -> String,
    ) -> Result<Option<String>, ExtractError> {
        const MISSING: Problem = Problem::Missing { field: "body" };
        let Some(Slot { value, name, .. }) = self.take(Field::Body) else {
            return Err(MISSING.into());
        };
        let found = value.kind();
        let body = match &value {
            Value::Text(text) => html::markup_or_text(text),
            Value::List(items) => {
                let mut texts: Vec<&str> = Vec::with_capacity(items.len());
                for item in items {
                    let Value::Text(text) = item else {
                        let expected = "text or a list of paragraphs";
                        return Err(Problem::WrongType {
                            field: "body",
                            expected,
                            found: item.kind(),
                        }
                        .into());
                    };
                    texts.push(text);
                }
                clean::paragraphs(texts)
            }
            _ => {
                let expected = "text or a list of paragraphs";
                return Err(Problem::WrongType {
                    field: "body",
                    expected,
                    found,
                }
                .into());
            }
        };
        if body.paragraphs.is_empty() {
            return Err(MISSING.into());
        }
        out.article.body = body.paragraphs;
        out.note(options, "body", || origin(&name));
        Ok(body.byline)
    }

    fn lists(
        &mut self,
        out: &mut Extracted,
        options: &Options,
        origin: impl Fn(&str) -> String,
    ) -> Result<(), ExtractError> {
        if let Some((tags, name)) = self.texts(Field::Tags)? {
            out.article.tags = fields::tags(tags.iter().map(String::as_str));
            out.note(options, "tags", || origin(&name));
        }
        if let Some((authors, name)) = self.texts(Field::Authors)? {
            out.article.authors = fields::authors(&authors.join("\n"));
            out.note(options, "authors", || origin(&name));
        }
        if let Some((category, name)) = self.texts(Field::Category)? {
            match category.as_slice() {
                // Several lines in one value are a scraper's keywords, not a section.
                [one] if one.trim().contains('\n') => {
                    if out.article.tags.is_empty() {
                        out.article.tags = fields::tags([one.as_str()]);
                        out.note(options, "tags", || format!("{} (a list)", origin(&name)));
                    }
                }
                [one] => {
                    out.article.category = fields::category_path(one);
                    out.note(options, "category", || origin(&name));
                }
                path => {
                    out.article.category = path
                        .iter()
                        .flat_map(|part| fields::category_path(part))
                        .collect();
                    out.note(options, "category", || origin(&name));
                }
            }
        }
        Ok(())
    }
}

/// Seconds or milliseconds since 1970.
fn epoch(number: f64, options: &Options) -> Option<Moment> {
    /// Seconds up to the year 5138; above, the number counts milliseconds.
    const MAX_SECONDS: f64 = 1e11;
    let seconds = if number.abs() > MAX_SECONDS {
        number / 1000.0
    } else {
        number
    };
    let at = Timestamp::from_second(seconds as i64).ok()?;
    Some(Moment {
        at,
        offset: options.zone.to_offset(at),
    })
}
