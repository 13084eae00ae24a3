//! The embedded engine: tantivy.
