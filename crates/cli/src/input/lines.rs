//! The lines of files and pipes, and word of it when there are none for now.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

use smtpcodes::LineSplitter;

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;
/// Chunks that a pipe may be ahead.
const AHEAD: usize = 4;
/// How long a pipe is silent before what is there counts as complete.
const SILENCE: Duration = Duration::from_millis(100);

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A line is in the buffer that was given.
    Line {
        /// Its number, from 1.
        number: u64,
        /// Whether it was too long, and the rest left out.
        cut: bool,
    },
    /// Nothing has come yet: show what there is.
    Idle,
    /// Nothing has come for a while: do not wait for the rest of a reply.
    Pause,
    /// That was all.
    End,
}

/// Where chunks come from.
enum Source {
    /// A file: whatever is not there will not come.
    File(Box<dyn Read + Send>),
    /// A pipe or a terminal, read by a thread of its own.
    Pipe { chunks: Receiver<io::Result<Vec<u8>>>, told: Told },
}

/// What has been said about the present silence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Nothing,
    Idle,
    Pause,
}

/// The lines of one input.
pub(crate) struct Lines {
    source: Source,
    chunk: Vec<u8>,
    at: usize,
    splitter: LineSplitter,
    number: u64,
    ended: bool,
}

impl Lines {
    /// The lines of a file.
    pub(crate) fn from_file(source: Box<dyn Read + Send>) -> Self {
        Self::new(Source::File(source))
    }

    /// The lines of something that may have to be waited for.
    pub(crate) fn from_pipe(mut source: Box<dyn Read + Send>) -> Self {
        let (send, chunks) = sync_channel(AHEAD);
        thread::spawn(move || {
            loop {
                let mut chunk = Vec::new();
                let read = read_chunk(&mut source, &mut chunk);
                let last = !matches!(read, Ok(n) if n > 0);
                // Nobody listens any more: the program is done.
                if send.send(read.map(|_| chunk)).is_err() || last {
                    return;
                }
            }
        });
        Self::new(Source::Pipe { chunks, told: Told::Nothing })
    }

    fn new(source: Source) -> Self {
        Self { source, chunk: Vec::new(), at: 0, splitter: LineSplitter::new(), number: 0, ended: false }
    }

    /// The next line, without its end, into `line`.
    pub(crate) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Next> {
        loop {
            let mut rest = &self.chunk[self.at..];
            let found = match self.splitter.next(&mut rest) {
                None if self.ended => self.splitter.finish(),
                found => found,
            };
            self.at = self.chunk.len() - rest.len();
            if let Some(found) = found {
                line.clear();
                line.extend_from_slice(found.text);
                self.number += 1;
                return Ok(Next::Line { number: self.number, cut: found.cut });
            }
            if self.ended {
                return Ok(Next::End);
            }
            if let Some(silence) = self.fill()? {
                return Ok(silence);
            }
        }
    }

    /// More bytes, or the news that there are none for now.
    fn fill(&mut self) -> io::Result<Option<Next>> {
        self.at = 0;
        self.chunk.clear();
        match &mut self.source {
            Source::File(file) => {
                self.ended = read_chunk(file, &mut self.chunk)? == 0;
            }
            Source::Pipe { chunks, told } => {
                let chunk = match told {
                    Told::Nothing => match chunks.try_recv() {
                        Ok(chunk) => Some(chunk),
                        Err(TryRecvError::Disconnected) => None,
                        Err(TryRecvError::Empty) => {
                            *told = Told::Idle;
                            return Ok(Some(Next::Idle));
                        }
                    },
                    Told::Idle => match chunks.recv_timeout(SILENCE) {
                        Ok(chunk) => Some(chunk),
                        Err(RecvTimeoutError::Disconnected) => None,
                        Err(RecvTimeoutError::Timeout) => {
                            *told = Told::Pause;
                            return Ok(Some(Next::Pause));
                        }
                    },
                    Told::Pause => chunks.recv().ok(),
                };
                *told = Told::Nothing;
                self.chunk = chunk.transpose()?.unwrap_or_default();
                self.ended = self.chunk.is_empty();
            }
        }
        Ok(None)
    }
}

/// Reads once into an empty chunk.
fn read_chunk(source: &mut dyn Read, chunk: &mut Vec<u8>) -> io::Result<usize> {
    chunk.resize(CHUNK, 0);
    loop {
        match source.read(chunk) {
            Ok(n) => {
                chunk.truncate(n);
                return Ok(n);
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => {
                chunk.clear();
                return Err(e);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use smtpcodes::Line;

    use super::*;

    fn all(mut lines: Lines) -> Vec<(u64, String, bool)> {
        let mut out = Vec::new();
        let mut line = Vec::new();
        loop {
            match lines.next(&mut line).unwrap() {
                Next::Line { number, cut } => {
                    out.push((number, String::from_utf8(line.clone()).unwrap(), cut))
                }
                Next::Idle | Next::Pause => {}
                Next::End => return out,
            }
        }
    }

    fn source(text: &str) -> Box<dyn Read + Send> {
        Box::new(io::Cursor::new(text.to_owned().into_bytes()))
    }

    #[test]
    fn files_and_pipes_have_the_same_lines() {
        let long = "a".repeat(3 * CHUNK);
        let text = format!("\u{feff}a\r\n\n{long}\n{}\nb", "c".repeat(Line::MAX + 1));
        let want = [
            (1, "a".to_owned(), false),
            (2, String::new(), false),
            (3, long, false),
            (4, "c".repeat(Line::MAX), true),
            (5, "b".to_owned(), false),
        ];
        assert_eq!(all(Lines::from_file(source(&text))), want);
        assert_eq!(all(Lines::from_pipe(source(&text))), want);
        assert_eq!(all(Lines::from_file(source(""))), []);
    }

    #[test]
    fn a_silent_pipe_is_told_of_once() {
        let (send, chunks) = sync_channel(AHEAD);
        let mut lines = Lines::new(Source::Pipe { chunks, told: Told::Nothing });
        let mut line = Vec::new();
        assert_eq!(lines.next(&mut line).unwrap(), Next::Idle);
        assert_eq!(lines.next(&mut line).unwrap(), Next::Pause);
        send.send(Ok(b"a\nb".to_vec())).unwrap();
        assert_eq!(lines.next(&mut line).unwrap(), Next::Line { number: 1, cut: false });
        assert_eq!(lines.next(&mut line).unwrap(), Next::Idle);
        drop(send);
        assert_eq!(lines.next(&mut line).unwrap(), Next::Line { number: 2, cut: false });
        assert_eq!(lines.next(&mut line).unwrap(), Next::End);
    }
}
