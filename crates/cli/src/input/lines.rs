//! Lines of bounded length, and word of it when there are none for now.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes of a line that are kept; a reply has dozens of lines of 512 bytes at most (RFC 5321 section
/// 4.5.3.1.5), and the classifier reads 16 KiB.
pub(crate) const MAX_LINE: usize = 1 << 20;
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
        /// Whether it was longer than [`MAX_LINE`].
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
    number: u64,
    /// Part of a line that is not complete yet.
    part: Vec<u8>,
    cut: bool,
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
        Self { source, chunk: Vec::new(), at: 0, number: 0, part: Vec::new(), cut: false, ended: false }
    }

    /// The next line, without its end, into `line`.
    pub(crate) fn next(&mut self, line: &mut Vec<u8>) -> io::Result<Next> {
        loop {
            if self.at < self.chunk.len() {
                let rest = &self.chunk[self.at..];
                let end = rest.iter().position(|&b| b == b'\n');
                let piece = &rest[..end.unwrap_or(rest.len())];
                let room = MAX_LINE - self.part.len();
                self.cut |= piece.len() > room;
                self.part.extend_from_slice(&piece[..piece.len().min(room)]);
                self.at += piece.len() + usize::from(end.is_some());
                if end.is_some() {
                    return Ok(self.finish(line));
                }
            } else if self.ended {
                let rest = !self.part.is_empty();
                return Ok(if rest { self.finish(line) } else { Next::End });
            } else if let Some(silence) = self.fill()? {
                return Ok(silence);
            }
        }
    }

    fn finish(&mut self, line: &mut Vec<u8>) -> Next {
        self.number += 1;
        line.clear();
        line.append(&mut self.part);
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
            line.drain(..3);
        }
        Next::Line { number: self.number, cut: std::mem::take(&mut self.cut) }
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
    fn ends_of_lines_and_marks_are_taken_off() {
        let want = [(1, "a".to_owned(), false), (2, String::new(), false), (3, "b".to_owned(), false)];
        for text in ["a\n\nb\n", "\u{feff}a\r\n\r\nb", "a\n\nb\r\n"] {
            assert_eq!(all(Lines::from_file(source(text))), want);
            assert_eq!(all(Lines::from_pipe(source(text))), want);
        }
        assert_eq!(all(Lines::from_file(source(""))), []);
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}\nb", "a".repeat(3 * MAX_LINE));
        let lines = all(Lines::from_file(source(&text)));
        assert_eq!((lines[0].1.len(), lines[0].2), (MAX_LINE, true));
        assert_eq!(lines[1], (2, "b".to_owned(), false));
        let exact = "a".repeat(MAX_LINE);
        assert!(!all(Lines::from_file(source(&exact)))[0].2);
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
