//! Progress on standard error, for people only: rows, rate and time left.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use septet_campaign::input::Origin;

/// A line that shows how far a pass over a campaign has come; gone when it is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    has_length: bool,
}

/// A line on standard error when that is a terminal; otherwise one that shows nothing.
pub(crate) fn bar(stderr_is_terminal: bool) -> Progress {
    let target = if stderr_is_terminal {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    bar.enable_steady_tick(Duration::from_millis(200));
    Progress { bar, has_length: false }
}

impl Progress {
    /// Shows how many rows are done and how much of the input has been read.
    pub(crate) fn at(&mut self, rows: u64, origin: &Origin) {
        if self.bar.is_hidden() {
            return;
        }
        if let (false, Some(total)) = (self.has_length, origin.total_len()) {
            self.has_length = true;
            self.bar.set_length(total);
            let style = "{wide_bar} {percent}% {msg}, {eta} left";
            if let Ok(style) = ProgressStyle::with_template(style) {
                self.bar.set_style(style);
            }
        }
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = rows as f64 / seconds;
        self.bar.set_position(origin.read_len());
        self.bar.set_message(format!("{rows} rows, {rate:.0} a second"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
