//! A progress bar for long inputs, where somebody can see it.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};

/// Less is read before anybody looks.
const WORTH_A_BAR: u64 = 8 << 20;

/// A bar for these files: hidden unless they are large, messages go to a terminal and results do not.
pub(crate) fn bar(paths: &[PathBuf]) -> ProgressBar {
    let bytes = paths.iter().filter_map(|p| p.metadata().ok()).filter(|m| m.is_file()).map(|m| m.len()).sum();
    if bytes < WORTH_A_BAR || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {percent:>3} %  {bytes_per_sec}  {eta} left")
    {
        bar.set_style(style);
    }
    bar
}
