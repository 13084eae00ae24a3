//! The progress bar: bytes read of all there are, articles a second, time left. Only on a
//! terminal; elsewhere the summary says it all.

use std::{
    io::{self, IsTerminal},
    sync::Arc,
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ingest::sources::Progress;

/// A bar on standard error, or nothing.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    progress: Arc<Progress>,
}

impl Bar {
    /// Starts drawing, unless nobody would see it.
    pub fn start(progress: Arc<Progress>, hidden: bool) -> Self {
        let target = if hidden || !io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(5)
        };
        let bar = ProgressBar::with_draw_target(Some(progress.total()), target);
        let template = if progress.total() > 0 {
            "{bar:30} {bytes}/{total_bytes}, {msg}, {eta} left"
        } else {
            "{spinner} {bytes}, {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Bar { bar, progress }
    }

    /// So many documents have been read.
    pub fn set(&self, documents: u64) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_position(self.progress.read());
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!(
            "{documents} documents, {:.0}/s",
            documents as f64 / seconds
        ));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
