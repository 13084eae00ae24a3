//! Log lines, on standard error.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogFormat, Settings};

/// Starts logging as configured. A second start in one process changes nothing.
pub fn start(settings: &Settings) {
    let filter = EnvFilter::new(&settings.log_level);
    let builder = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // In a file or a journal colours are only signs that get in the way of searching it.
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // An error means that logging has been started already.
    let _ = match settings.log_format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
