//! Documents from many sources, checked, told apart and written to an engine.

pub mod sources;
