//! Opens an input and refuses what is no text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use indicatif::ProgressBar;

use super::lines::Lines;
use super::{STDIN, decompress};

/// Opens a path, or standard input for `-`; `bar` is told of every byte that is read.
///
/// # Errors
/// What the system says, and files that are no text.
pub(crate) fn open(path: &Path, bar: &ProgressBar) -> io::Result<Lines> {
    let (raw, pauses): (Box<dyn Read + Send>, bool) = if path.as_os_str() == STDIN {
        (Box::new(io::stdin()), true)
    } else {
        let file = File::open(path)?;
        let kind = file.metadata()?;
        if kind.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        (Box::new(bar.wrap_read(file)), !kind.is_file())
    };
    let (text, head) = decompress::reader(raw)?;
    if head.contains(&0) {
        return Err(not_text());
    }
    Ok(if pauses { Lines::from_pipe(text) } else { Lines::from_file(text) })
}

/// The error about input that holds bytes which no text has.
pub(crate) fn not_text() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "not a text file: it holds zero bytes (if it is UTF-16, convert it to UTF-8)",
    )
}
