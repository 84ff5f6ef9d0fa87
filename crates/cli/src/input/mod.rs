//! From files and pipes to replies.

mod binary;
pub(crate) mod decompress;
pub(crate) mod lines;
pub(crate) mod open;
pub(crate) mod record;
pub(crate) mod replies;

use std::path::{Path, PathBuf};
use std::{fs, io};

use indicatif::ProgressBar;

use crate::failure::{Done, Failure, complain};
use crate::output::progress;

/// Where a command reads from when no path was given.
pub(crate) const STDIN: &str = "-";

/// Reads files one after the other, or standard input if there are none, and shows how far it is.
pub(crate) fn each(
    files: &[PathBuf],
    mut read: impl FnMut(&Path, &ProgressBar) -> Result<Done, Failure>,
) -> Result<Done, Failure> {
    let paths = if files.is_empty() { vec![PathBuf::from(STDIN)] } else { files.to_vec() };
    let bar = progress::bar(&paths);
    let mut done = Done::All;
    for path in &paths {
        done = done.and(read(path, &bar)?);
    }
    bar.finish_and_clear();
    Ok(done)
}

/// How messages call an input.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == STDIN { "stdin".to_owned() } else { path.display().to_string() }
}

/// All of a file, or of standard input.
pub(crate) fn text(path: &Path) -> Result<String, Failure> {
    let text =
        if path.as_os_str() == STDIN { io::read_to_string(io::stdin()) } else { fs::read_to_string(path) };
    text.map_err(|e| Failure::Told(format!("{}: {}", name(path), plain(&e))))
}

/// Refuses to read standard input both as rules and as these inputs, of which none at all means standard input.
pub(crate) fn once<'p>(
    rules: impl IntoIterator<Item = &'p PathBuf>,
    files: Option<&[PathBuf]>,
) -> Result<(), Failure> {
    let is_stdin = |path: &&PathBuf| path.as_os_str() == STDIN;
    let of_rules = rules.into_iter().filter(is_stdin).count();
    let of_files =
        usize::from(files.is_some_and(|files| files.is_empty() || files.iter().any(|p| is_stdin(&p))));
    if of_rules > 0 && of_rules + of_files > 1 {
        return Err(Failure::Usage(
            "standard input cannot be read twice: name a file for the rules, or for the input".to_owned(),
        ));
    }
    Ok(())
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
