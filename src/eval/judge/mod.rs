//! Judging by people: a pool of results whose origin is hidden, graded 0 to 3.

mod agreement;
mod pool;
mod server;

pub use agreement::{Agreement, Disagreement, agreement};
pub use pool::{Pool, PoolTopic};
pub use server::{Judging, serve};

/// The lowest and the highest grade.
pub const GRADES: std::ops::RangeInclusive<i32> = 0..=3;
