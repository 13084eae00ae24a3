//! Documents from many sources, checked, told apart and written to an engine.

pub mod checks;
pub mod similar;
pub mod sources;
