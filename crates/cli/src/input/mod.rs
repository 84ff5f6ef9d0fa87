//! From files and pipes to replies.

pub(crate) mod decompress;
pub(crate) mod lines;
pub(crate) mod open;
pub(crate) mod record;
pub(crate) mod replies;

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::failure::{Done, Failure, complain};

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

/// All of a file.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|e| Failure::Told(format!("{}: {}", path.display(), plain(&e))))
}

/// Complains of an input that cannot be read; the others are read all the same.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Done {
    complain(&format!("{}: {}", name(path), plain(error)));
    Done::Partly
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
