//! Fields of the index and what each is for.

use tantivy::{
    schema::{
        FAST, Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
        TextOptions,
    },
    tokenizer::RAW_TOKENIZER_NAME,
};

use crate::query::FilterField;

/// Raised whenever the fields change; an index of another version is refused.
pub const SCHEMA_VERSION: u32 = 3;

/// Starts a light form in the root fields, so that both share positions and a dictionary.
pub const LIGHT_PREFIX: &str = "\u{1}";
/// The term that stands at the last position of each sentence of a body.
pub const SENTENCE_END: &str = "\u{2}";

/// `seconds` of an article without a date; sorts after all others.
pub const UNDATED_SECONDS: i64 = -100_000_000_000;
/// `day` of an article without a date.
pub const UNDATED_DAY: i32 = -1_000_000;

/// The term that stands at the first position of each direct quotation in a body…
pub const QUOTE_START: &str = "\u{3}";
/// … and at the last.
pub const QUOTE_END: &str = "\u{4}";

/// Text zones in the order in which arrays hold them.
pub const ZONES: usize = 3;

/// Handles of all fields.
#[derive(Debug, Clone)]
pub struct Fields {
    pub id: Field,
    /// The article as JSON, stored only.
    pub article: Field,
    /// Exact forms of title, summary (with authors and tags) and body.
    pub exact: [Field; ZONES],
    /// Their roots and light forms where they differ from the exact form: a root matches here
    /// and among the exact forms.
    pub root: [Field; ZONES],
    /// Roots of speakers' names.
    pub speaker: Field,
    pub category: Field,
    pub source: Field,
    pub author: Field,
    pub tag: Field,
    pub seconds: Field,
    pub day: Field,
    /// Hash of the story that near-duplicates share.
    pub story: Field,
    /// [`crate::article::Article::content_hash`].
    pub content: Field,
    /// Hashed roots that say what it is about.
    pub keys: Field,
    /// Seconds from which it may be shown; [`i64::MAX`] when retracted.
    pub visible: Field,
}

impl Fields {
    /// The fast field behind a filter.
    pub fn filter_name(field: FilterField) -> &'static str {
        match field {
            FilterField::Category => "category",
            FilterField::Source => "source",
            FilterField::Author => "author",
            FilterField::Tag => "tag",
        }
    }
}

/// The schema and its handles.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |option, norms| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                // Texts never reach tantivy: `segment` writes their terms.
                .set_tokenizer(RAW_TOKENIZER_NAME)
                .set_index_option(option)
                .set_fieldnorms(norms),
        )
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let facet = TextOptions::default().set_fast(RAW_TOKENIZER_NAME);
    let number = NumericOptions::default() | FAST;
    let fields = Fields {
        id: builder.add_text_field("id", STRING | FAST),
        article: builder.add_text_field("article", STORED),
        exact: [
            builder.add_text_field("title_exact", text(positions, true)),
            builder.add_text_field("summary_exact", text(positions, true)),
            builder.add_text_field("body_exact", text(positions, true)),
        ],
        root: [
            builder.add_text_field("title_root", text(positions, false)),
            builder.add_text_field("summary_root", text(positions, false)),
            builder.add_text_field("body_root", text(positions, false)),
        ],
        speaker: builder.add_text_field("speaker", text(positions, false)),
        category: builder.add_text_field("category", facet.clone()),
        source: builder.add_text_field("source", facet.clone()),
        author: builder.add_text_field("author", facet.clone()),
        tag: builder.add_text_field("tag", facet),
        seconds: builder.add_i64_field("seconds", number.clone()),
        day: builder.add_i64_field("day", number.clone()),
        story: builder.add_u64_field("story", number.clone()),
        content: builder.add_u64_field("content", number.clone()),
        keys: builder.add_u64_field("keys", number.clone()),
        visible: builder.add_i64_field("visible", number),
    };
    (builder.build(), fields)
}
