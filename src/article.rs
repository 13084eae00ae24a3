//! What we know about one news story: the type that extraction fills, checks judge and engines store.

pub(crate) mod same;

use std::fmt;

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use xxhash_rust::xxh3::Xxh3;

/// A news article. Text is plain (no markup); absent facts are empty or `None`, never invented.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Article {
    /// Stable identity. See [`Article::derive_id`] for articles that come without one.
    pub id: String,
    /// Canonical address.
    pub url: Option<String>,
    /// The headline.
    pub title: String,
    /// Standfirst or description, when the publisher gives one.
    pub summary: Option<String>,
    /// Paragraphs in reading order.
    pub body: Vec<String>,
    /// When it was published, in the offset that the page states.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub published: Option<Moment>,
    /// When it was last changed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub updated: Option<Moment>,
    /// Section as a path, broadest first: `["Ekonomi", "Bisnis"]`.
    pub category: Vec<String>,
    /// The publisher's keywords.
    pub tags: Vec<String>,
    /// Reporters and writers, as names.
    pub authors: Vec<String>,
    /// The publisher: a name or a host name.
    pub source: Option<String>,
    /// ISO 639-1 code of the text's language.
    pub language: Option<String>,
    /// Address of the lead picture.
    pub image: Option<String>,
    /// Publishing state; searches respect it.
    pub state: State,
    /// Not shown before this moment (an embargo).
    #[schema(value_type = Option<String>, format = DateTime)]
    pub embargo: Option<Moment>,
}

/// Where an article stands with its publisher.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// An ordinary article.
    #[default]
    Published,
    /// Published, and corrected since.
    Corrected,
    /// Withdrawn: kept for the archive, left out of searches.
    Retracted,
}

/// A point in time together with the offset in which it was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// The offset in which the source stated it (WIB is +07:00).
    pub offset: Offset,
}

impl Moment {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(&self) -> i64 {
        self.at.as_second()
    }

    /// The calendar date in the stated offset.
    pub fn local_date(&self) -> Date {
        self.offset.to_datetime(self.at).date()
    }
}

impl fmt::Display for Moment {
    /// RFC 3339, in the stated offset: `2024-05-01T09:38:00+07:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.at.display_with_offset(self.offset))
    }
}

impl std::str::FromStr for Moment {
    type Err = jiff::Error;

    /// Reads RFC 3339 with an offset or `Z`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text)?;
        let at: Timestamp = text.parse()?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Moment { at, offset })
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl Article {
    /// Whether its embargo, if it has one, has ended: in whole seconds, as searches see it.
    pub fn is_released(&self, now: Timestamp) -> bool {
        let ended = |embargo: &Moment| embargo.seconds() <= now.as_second();
        self.embargo.as_ref().is_none_or(ended)
    }

    /// Whether searches may show it now, and what is learned from the archive may tell of it.
    pub fn is_shown(&self, now: Timestamp) -> bool {
        self.state != State::Retracted && self.is_released(now)
    }

    /// The identity of an article that came without one: from its address, else from
    /// source, title and time of publication, so that ingesting it again finds it again.
    pub fn derive_id(&self) -> String {
        let mut hash = Xxh3::new();
        match &self.url {
            Some(url) => hash.update(url.as_bytes()),
            None => {
                hash.update(self.source.as_deref().unwrap_or("").as_bytes());
                hash.update(b"\0");
                hash.update(self.title.as_bytes());
                hash.update(b"\0");
                if let Some(published) = &self.published {
                    hash.update(&published.seconds().to_le_bytes());
                }
            }
        }
        format!("w{:016x}", hash.digest128() as u64)
    }

    /// The article as JSON, as it is stored and sent.
    pub fn to_json(&self) -> String {
        // Most of it is the body; what is not enough for all the rest makes it grow once.
        let body: usize = self.body.iter().map(|paragraph| paragraph.len() + 8).sum();
        let mut json = Vec::with_capacity(body + body / 16 + 768);
        // Cannot fail: the keys are strings and there are no maps of other keys.
        match serde_json::to_writer(&mut json, self) {
            Ok(()) => String::from_utf8(json).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// A hash of everything that a reader or a filter can see; equal means unchanged.
    pub fn content_hash(&self) -> u64 {
        content_hash(&self.to_json())
    }
}

/// [`Article::content_hash`] of an article that is JSON already.
pub fn content_hash(json: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(json.as_bytes())
}

/// The date so many days after 1970-01-01; the nearest one that a calendar has.
pub fn day_of(number: i32) -> Date {
    let nearest = if number < 0 { Date::MIN } else { Date::MAX };
    jiff::Span::new().try_days(number).map_or(nearest, |days| {
        jiff::civil::date(1970, 1, 1).saturating_add(days)
    })
}

/// Days from 1970-01-01 to a date.
pub fn day_number(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}
