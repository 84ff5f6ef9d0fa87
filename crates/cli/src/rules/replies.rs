//! The replies that rules are measured on and compared by.

use std::io;
use std::path::PathBuf;

use crate::failure::{Done, Failure, complain};
use crate::input::record::Record;
use crate::input::replies::{Event, replies};
use crate::input::{self, name};

/// All replies of files: text, or the field `reply` of lines that are objects. `tell` hears whether it is such a field:
/// text may hold no reply.
pub(crate) fn each_reply(
    files: &[PathBuf],
    mut tell: impl FnMut(&str, bool) -> io::Result<()>,
) -> Result<Done, Failure> {
    input::each(files, |path, bar| {
        let mut bad = Done::All;
        let read = replies(path, bar, |event| {
            let Event::Reply(found) = event else { return Ok(()) };
            let text = String::from_utf8_lossy(&found.text);
            match of_object(&text) {
                None => tell(&text, false),
                Some(Ok(reply)) => tell(&reply, true),
                Some(Err(message)) => {
                    complain(&format!("{}:{}: {message}", name(path), found.line));
                    bad = Done::Partly;
                    Ok(())
                }
            }
        })?;
        Ok(read.and(bad))
    })
}

/// The reply in a line of NDJSON, if it is one.
fn of_object(line: &str) -> Option<Result<String, String>> {
    line.starts_with('{').then(|| {
        let reply = Record::parse(line)?.reply()?;
        Ok(String::from_utf8_lossy(&reply).into_owned())
    })
}
