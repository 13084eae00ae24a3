//! Which field of a record means what.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize};

/// Names of record fields for each field of an article, the preferred name first. Every archive
/// calls them differently, so the configuration can replace each list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "each is the article's field of the same name")]
pub struct FieldMapping {
    #[serde(deserialize_with = "one_or_more")]
    pub id: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub url: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub title: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub summary: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub body: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub published: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub updated: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub category: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub authors: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub source: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub tags: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub language: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub image: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub state: Vec<String>,
    #[serde(deserialize_with = "one_or_more")]
    pub embargo: Vec<String>,
}

/// `title = "judul"` is as good as `title = ["judul"]`.
fn one_or_more<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a field name or a list of field names")]
    enum Names {
        One(String),
        More(Vec<String>),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::More(names) => names,
    })
}

impl Default for FieldMapping {
    fn default() -> Self {
        let names = |names: &str| names.split(' ').map(str::to_owned).collect();
        FieldMapping {
            id: names("id _id article_id guid"),
            url: names("url link canonical href tautan"),
            title: names("title judul headline"),
            summary: names("summary description ringkasan deskripsi abstract excerpt lead"),
            body: names("body content text isi konten article articleBody full_text"),
            published: names(
                "published date published_at publish_date datePublished tanggal created_at pubDate",
            ),
            updated: names("updated updated_at modified modified_at dateModified"),
            category: names("category section kanal kategori rubrik channel categories"),
            authors: names("authors author penulis reporter byline wartawan"),
            source: names("source publisher sumber site media domain"),
            tags: names("tags keywords tag topik kata_kunci"),
            language: names("language lang bahasa"),
            image: names("image image_url thumbnail gambar foto"),
            state: names("state status"),
            embargo: names("embargo embargo_until"),
        }
    }
}

/// A field of an article that a record can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// See [`crate::article::Article`] for this and the others.
    Id,
    /// The canonical address.
    Url,
    /// The headline.
    Title,
    /// The standfirst.
    Summary,
    /// The text.
    Body,
    /// When it was published.
    Published,
    /// When it was changed.
    Updated,
    /// The section.
    Category,
    /// The writers.
    Authors,
    /// The publisher.
    Source,
    /// The keywords.
    Tags,
    /// The language.
    Language,
    /// The lead picture.
    Image,
    /// The publishing state.
    State,
    /// The embargo.
    Embargo,
}

/// How many fields there are.
pub(super) const FIELDS: usize = 15;

impl Field {
    /// The article's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Url => "url",
            Field::Title => "title",
            Field::Summary => "summary",
            Field::Body => "body",
            Field::Published => "published",
            Field::Updated => "updated",
            Field::Category => "category",
            Field::Authors => "authors",
            Field::Source => "source",
            Field::Tags => "tags",
            Field::Language => "language",
            Field::Image => "image",
            Field::State => "state",
            Field::Embargo => "embargo",
        }
    }
}

/// A [`FieldMapping`] ready for look-up by record field name.
#[derive(Debug, Clone)]
pub struct Lookup {
    names: FxHashMap<Box<str>, (Field, u8)>,
}

impl Lookup {
    /// Prepares a mapping.
    pub fn new(mapping: &FieldMapping) -> Self {
        let lists = [
            (Field::Id, &mapping.id),
            (Field::Url, &mapping.url),
            (Field::Title, &mapping.title),
            (Field::Summary, &mapping.summary),
            (Field::Body, &mapping.body),
            (Field::Published, &mapping.published),
            (Field::Updated, &mapping.updated),
            (Field::Category, &mapping.category),
            (Field::Authors, &mapping.authors),
            (Field::Source, &mapping.source),
            (Field::Tags, &mapping.tags),
            (Field::Language, &mapping.language),
            (Field::Image, &mapping.image),
            (Field::State, &mapping.state),
            (Field::Embargo, &mapping.embargo),
        ];
        let mut names = FxHashMap::default();
        for (field, list) in lists {
            for (rank, name) in list.iter().enumerate() {
                let rank = u8::try_from(rank).unwrap_or(u8::MAX);
                // Two spellings each: as configured, and as a sloppy header writes it.
                names.entry(name.as_str().into()).or_insert((field, rank));
                names
                    .entry(name.to_lowercase().into())
                    .or_insert((field, rank));
            }
        }
        Lookup { names }
    }

    /// The field that a record's field name stands for, and its rank among its names.
    pub fn get(&self, name: &str) -> Option<(Field, u8)> {
        if let Some(found) = self.names.get(name) {
            return Some(*found);
        }
        let tidy = name.trim().trim_start_matches('\u{feff}');
        if tidy.len() == name.len() && !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        self.names.get(tidy.to_lowercase().as_str()).copied()
    }

    /// How many of these are standard names.
    pub(super) fn standard_names_in<'a>(names: impl Iterator<Item = &'a str>) -> usize {
        let standard = Lookup::new(&FieldMapping::default());
        names
            .filter(|name| standard.get(name.trim_matches('"')).is_some())
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_name_replaces_the_standard_ones() {
        let mapping: Result<FieldMapping, _> =
            toml::from_str("title = \"tajuk\"\nbody = [\"a\", \"b\"]");
        let lookup = Lookup::new(&mapping.unwrap_or_default());
        assert_eq!(lookup.get("tajuk"), Some((Field::Title, 0)));
        assert_eq!(lookup.get("title"), None);
        assert_eq!(lookup.get("b"), Some((Field::Body, 1)));
        assert_eq!(lookup.get(" Kanal "), Some((Field::Category, 2)));
        assert_eq!(lookup.get("datePublished"), lookup.get("datepublished"));
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(toml::from_str::<FieldMapping>("titel = \"judul\"").is_err());
    }
}
