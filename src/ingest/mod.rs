//! Documents from many sources, checked, told apart and written to an engine.

pub mod checks;
mod gate;
pub mod similar;
pub mod sources;

pub use gate::{Entry, Gate, Outcome};
