//! Built-in defaults → `config.toml` → `WARTA_…` environment → flags, in this order; a later
//! layer wins. In goes what was written ([`Config`], every key checked), out come [`Settings`],
//! resolved and validated. Every value knows which layer it came from.

mod error;
mod key;
mod layers;
mod model;
mod settings;

pub use error::ConfigError;
pub use key::{KeyHash, KeyRing, new_key};
pub use layers::{Effective, Layers, load};
pub use model::Config;
pub(crate) use model::{LogFormat, Search};
pub use settings::Settings;
