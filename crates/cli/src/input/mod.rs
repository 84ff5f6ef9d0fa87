//! From files and pipes to replies.

pub(crate) mod decompress;
pub(crate) mod lines;
pub(crate) mod open;
pub(crate) mod record;
pub(crate) mod replies;

use std::io;
use std::path::{Path, PathBuf};

/// Where a command reads from when no path was given.
pub(crate) const STDIN: &str = "-";

/// The paths to read: standard input if there are none.
pub(crate) fn paths(given: &[PathBuf]) -> Vec<PathBuf> {
    if given.is_empty() { vec![PathBuf::from(STDIN)] } else { given.to_vec() }
}

/// How messages call an input.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == STDIN { "stdin".to_owned() } else { path.display().to_string() }
}

/// What the system says about a failure, in plain words.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory, expected a file".to_owned(),
        _ => error.to_string(),
    }
}
