//! The replies of a text input.

use std::io;
use std::path::Path;

use indicatif::ProgressBar;
use smtpcodes::{JoinedReply, Line, LineJoiner};

use super::lines::Next;
use super::open::open;
use super::unreadable;
use crate::failure::{Done, Failure};

/// What reading replies tells.
pub(crate) enum Event {
    /// A reply.
    Reply(JoinedReply),
    /// There is nothing more for now.
    Idle,
}

/// The replies of a text input, and word of its pauses. An input that cannot be read is complained of.
pub(crate) fn replies(
    path: &Path,
    bar: &ProgressBar,
    mut tell: impl FnMut(Event) -> io::Result<()>,
) -> Result<Done, Failure> {
    let mut lines = match open(path, bar) {
        Ok(lines) => lines,
        Err(e) => return Ok(unreadable(path, &e)),
    };
    let mut joiner = LineJoiner::new();
    let mut line = Vec::new();
    loop {
        let next = lines.next(&mut line);
        let reply = match &next {
            Ok(Next::Line { cut, .. }) => joiner.push(Line { text: &line, cut: *cut }),
            Ok(Next::Pause) if joiner.is_complete() => joiner.take(),
            Ok(Next::Pause | Next::Idle) => None,
            Ok(Next::End) | Err(_) => joiner.take(),
        };
        if let Some(reply) = reply {
            tell(Event::Reply(reply))?;
        }
        match next {
            Ok(Next::Idle | Next::Pause) => tell(Event::Idle)?,
            Ok(Next::Line { .. }) => {}
            Ok(Next::End) => return Ok(Done::All),
            Err(e) => return Ok(unreadable(path, &e)),
        }
    }
}
