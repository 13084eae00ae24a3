//! The names of fields, in Indonesian and English.

use super::{FilterField, TextField};

/// What a name before a colon means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Text(TextField),
    Filter(FilterField),
    Date(DateSense),
    Speaker,
    Quoted,
}

/// How a date after a colon bounds the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateSense {
    /// Within.
    On,
    /// Before its first day.
    Before,
    /// After its last day.
    After,
    /// From its first day on.
    Since,
    /// Until its last day.
    Until,
}

/// The field of a name, in any case.
pub(super) fn field(name: &str) -> Option<Field> {
    // The longest name has 9 letters; longer ones need not be folded.
    if name.len() > 12 {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "judul" | "title" => Field::Text(TextField::Title),
        "ringkasan" | "summary" => Field::Text(TextField::Summary),
        "isi" | "body" => Field::Text(TextField::Body),
        "penulis" | "author" => Field::Filter(FilterField::Author),
        "kategori" | "category" => Field::Filter(FilterField::Category),
        "sumber" | "source" => Field::Filter(FilterField::Source),
        "tag" | "tagar" => Field::Filter(FilterField::Tag),
        "tanggal" | "date" => Field::Date(DateSense::On),
        "sebelum" | "before" => Field::Date(DateSense::Before),
        "sesudah" | "setelah" | "after" => Field::Date(DateSense::After),
        "sejak" | "since" => Field::Date(DateSense::Since),
        "sampai" | "hingga" | "until" => Field::Date(DateSense::Until),
        "siapa" | "speaker" => Field::Speaker,
        "kutipan" | "quote" => Field::Quoted,
        _ => return None,
    })
}

impl TextField {
    /// The name in normal form.
    pub(super) fn name(self) -> &'static str {
        match self {
            TextField::Title => "judul",
            TextField::Summary => "ringkasan",
            TextField::Body => "isi",
        }
    }
}

impl FilterField {
    /// All of them, in the order of facets.
    pub const ALL: [FilterField; 4] = [
        FilterField::Category,
        FilterField::Source,
        FilterField::Author,
        FilterField::Tag,
    ];

    /// The name in normal form.
    pub(super) fn name(self) -> &'static str {
        match self {
            FilterField::Category => "kategori",
            FilterField::Source => "sumber",
            FilterField::Author => "penulis",
            FilterField::Tag => "tag",
        }
    }
}
