//! Documents from many sources, checked, told apart and written to an engine.

pub(crate) mod checks;
mod gate;
pub(crate) mod similar;
pub mod sources;
mod standing;

pub use gate::{Entry, Gate, Outcome};
pub use standing::{Inventory, Standing, Stock};
