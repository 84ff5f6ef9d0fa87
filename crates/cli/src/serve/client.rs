//! One connection: bytes in, answers out, and never more of either than is bounded here.

use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags};
use rustix::io::{Errno, read, write};

use super::answer::Answerer;
use super::protocol::{Parsed, Protocol};

/// Bytes that are read at once.
pub(super) const CHUNK: usize = 64 << 10;
/// Bytes of answers that a client may leave unread before nothing more of it is read.
const MAX_UNREAD: usize = 64 << 10;

/// One connection.
pub(super) struct Client {
    stream: OwnedFd,
    /// Known from the first byte on.
    protocol: Option<Protocol>,
    input: Vec<u8>,
    /// Bytes to come of a request that is too long.
    skip: usize,
    output: Vec<u8>,
    sent: usize,
    /// Whether nothing more is read.
    ended: bool,
    heard: u64,
}

impl Client {
    pub(super) fn new(stream: OwnedFd, turn: u64) -> Self {
        Self {
            stream,
            protocol: None,
            input: Vec::new(),
            skip: 0,
            output: Vec::new(),
            sent: 0,
            ended: false,
            heard: turn,
        }
    }

    /// The turn in which it was heard last.
    pub(super) fn heard(&self) -> u64 {
        self.heard
    }

    /// Whether answers have not been sent yet.
    pub(super) fn has_answers(&self) -> bool {
        self.sent < self.output.len()
    }

    /// What it waits for.
    pub(super) fn poll(&self) -> PollFd<'_> {
        let wanted = if self.has_answers() { PollFlags::OUT } else { PollFlags::IN };
        PollFd::from_borrowed_fd(self.stream.as_fd(), wanted)
    }

    /// Does what can be done without waiting. False: the connection is over.
    pub(super) fn serve(&mut self, answerer: &Answerer, chunk: &mut [u8], turn: u64) -> bool {
        self.heard = turn;
        if !self.has_answers() && !self.ended && !self.receive(chunk) {
            return false;
        }
        loop {
            self.answer(answerer);
            if !self.send() {
                return false;
            }
            if self.has_answers() {
                return true;
            }
            // All is sent. Requests are left only where there was no room for their answers.
            if !self.complete() {
                break;
            }
        }
        self.release();
        !self.ended
    }

    /// Reads once. False if the connection broke.
    fn receive(&mut self, chunk: &mut [u8]) -> bool {
        match read(&self.stream, &mut *chunk) {
            Ok(0) => self.ended = true,
            Ok(count) => {
                let skipped = self.skip.min(count);
                self.skip -= skipped;
                self.input.extend_from_slice(&chunk[skipped..count]);
            }
            Err(Errno::AGAIN | Errno::INTR) => {}
            Err(_) => return false,
        }
        true
    }

    fn protocol(&mut self) -> Option<Protocol> {
        if self.protocol.is_none() {
            self.protocol = self.input.first().map(|first| Protocol::of(*first));
        }
        self.protocol
    }

    /// Whether a request is there that can be answered.
    fn complete(&mut self) -> bool {
        let Some(protocol) = self.protocol() else { return false };
        !matches!(protocol.parse(&self.input), Parsed::Incomplete)
    }

    /// Answers what is complete, as long as there is room for answers.
    fn answer(&mut self, answerer: &Answerer) {
        let Some(protocol) = self.protocol() else { return };
        let mut used = 0;
        while self.output.len() < MAX_UNREAD {
            match protocol.parse(&self.input[used..]) {
                Parsed::Incomplete => break,
                Parsed::Request { request, length } => {
                    protocol.answer(request, answerer, &mut self.output);
                    used += length;
                }
                Parsed::TooLong { length } => {
                    protocol.pass(&mut self.output);
                    let there = self.input.len() - used;
                    self.skip = length.saturating_sub(there);
                    used += length.min(there);
                }
                Parsed::Nonsense => {
                    // Where the next request begins, nobody knows.
                    protocol.pass(&mut self.output);
                    used = self.input.len();
                    self.ended = true;
                }
            }
        }
        self.input.drain(..used);
    }

    /// Sends what can be sent now. False if the connection broke.
    pub(super) fn send(&mut self) -> bool {
        while self.has_answers() {
            match write(&self.stream, &self.output[self.sent..]) {
                Ok(count) => self.sent += count,
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return true,
                Err(_) => return false,
            }
        }
        self.output.clear();
        self.sent = 0;
        true
    }

    /// Gives back the memory of an unusually large request or answer.
    fn release(&mut self) {
        const USUAL: usize = 4 << 10;
        if self.input.len() <= USUAL {
            self.input.shrink_to(USUAL);
        }
        self.output.shrink_to(USUAL);
    }
}
