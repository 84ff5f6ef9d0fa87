//! Running other programs, and the files around them.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output};
use std::{fs, io};

use super::Done;

/// A program with its arguments.
pub(super) fn program<A: AsRef<OsStr>>(
    name: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Command {
    let mut command = Command::new(name);
    command.args(arguments);
    command
}

/// Runs a program to its end; what it says is only shown if it fails.
pub(super) fn run(command: &mut Command) -> Done<Output> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    if output.status.success() {
        return Ok(output);
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Err(format!("{command:?}\n{}{}{}", text(&output.stdout), text(&output.stderr), output.status))
}

/// What a program prints.
pub(super) fn print(command: &mut Command) -> Done<String> {
    Ok(String::from_utf8_lossy(&run(command)?.stdout).into_owned())
}

/// Whether a program can be run.
pub(super) fn has(name: &str) -> bool {
    Command::new(name).arg("--version").output().is_ok()
}

pub(super) fn read(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(named(path))
}

/// Writes a file, and the folders that it lies in.
pub(super) fn write(path: &Path, text: impl AsRef<[u8]>) -> Done {
    folder_of(path)?;
    fs::write(path, text).map_err(named(path))
}

/// Copies a file, and makes the folders that it goes to.
pub(super) fn copy(from: &Path, to: &Path) -> Done {
    folder_of(to)?;
    fs::copy(from, to).map(drop).map_err(named(from))
}

/// An empty folder; what was there before goes.
pub(super) fn empty(path: &Path) -> Done {
    match fs::remove_dir_all(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(named(path)(e)),
        _ => {}
    }
    fs::create_dir_all(path).map_err(named(path))
}

pub(super) fn folder_of(path: &Path) -> Done {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(named(folder))
}

/// An error with the file that it is about.
pub(super) fn named(path: &Path) -> impl Fn(io::Error) -> String + '_ {
    move |e| format!("{}: {e}", path.display())
}

/// The files of a folder with this extension, by name.
pub(super) fn files(folder: &Path, extension: &str) -> Done<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder).map_err(named(folder))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == extension));
    files.sort();
    Ok(files)
}
