//! Opens an input and refuses what is no text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use indicatif::ProgressBar;

use super::lines::Lines;
use super::{STDIN, binary, decompress};

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
    if let Some(what) = binary::told(&head) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, format!("not a text file: {what}")));
    }
    Ok(if pauses { Lines::from_pipe(text) } else { Lines::from_file(text) })
}
