//! The three protocols, told apart by the first byte of a connection.

mod line;
mod socketmap;
mod tcp_table;

use std::borrow::Cow;

use super::answer::Answerer;

/// Bytes of a request. Postfix takes no answer of more than 100,000, and the classifier reads 16 KiB.
pub(super) const MAX_REQUEST: usize = 64 << 10;

/// How a client asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// `socketmap_table(5)` of Postfix, and Sendmail's socket maps: netstrings, so the first byte is a digit.
    Socketmap,
    /// `tcp_table(5)` of Postfix: `get` or `put`.
    TcpTable,
    /// A line `classify HOST REPLY`, as Exim's `readsocket` can send it.
    Line,
}

/// What the bytes that have come hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed<'a> {
    /// The beginning of a request.
    Incomplete,
    /// A request, and how many bytes it takes.
    Request { request: Request<'a>, length: usize },
    /// A request that is too long, and how many bytes it takes, also of those still to come.
    TooLong { length: usize },
    /// No request, and no hint where one might begin.
    Nonsense,
}

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Request<'a> {
    /// Which status a delivery gets instead of this one.
    Status(Cow<'a, [u8]>),
    /// What a reply means.
    Classify { host: &'a [u8], reply: Cow<'a, [u8]> },
    /// Something else, that is never found.
    Other,
}

impl Protocol {
    /// Of a connection, by its first byte.
    pub(super) fn of(first: u8) -> Self {
        match first {
            b'0'..=b'9' => Self::Socketmap,
            b'g' | b'p' => Self::TcpTable,
            _ => Self::Line,
        }
    }

    /// The first request in what has come.
    pub(super) fn parse(self, input: &[u8]) -> Parsed<'_> {
        match self {
            Self::Socketmap => socketmap::parse(input),
            Self::TcpTable => tcp_table::parse(input),
            Self::Line => line::parse(input),
        }
    }

    /// Appends the answer to a request.
    pub(super) fn answer(self, request: Request<'_>, answerer: &Answerer, out: &mut Vec<u8>) {
        let answer = match request {
            Request::Status(status) => answerer.status(&status),
            Request::Classify { host, reply } => answerer.summary(host, &reply),
            Request::Other => None,
        };
        match (self, answer) {
            (_, None) => self.pass(out),
            (Self::Socketmap, Some(answer)) => socketmap::found(&answer, out),
            (Self::TcpTable, Some(answer)) => tcp_table::found(&answer, out),
            (Self::Line, Some(answer)) => line::found(&answer, out),
        }
    }

    /// Appends the answer that leaves everything as it is.
    pub(super) fn pass(self, out: &mut Vec<u8>) {
        out.extend_from_slice(match self {
            Self::Socketmap => socketmap::NOT_FOUND,
            Self::TcpTable => tcp_table::NOT_FOUND,
            Self::Line => line::NOTHING,
        });
    }
}

/// A request that ends with a line feed: the line, and the bytes that it takes.
fn line(input: &[u8]) -> Result<(&[u8], usize), Parsed<'_>> {
    let within = &input[..input.len().min(MAX_REQUEST)];
    match within.iter().position(|&b| b == b'\n') {
        Some(end) => Ok((within[..end].strip_suffix(b"\r").unwrap_or(&within[..end]), end + 1)),
        None if input.len() < MAX_REQUEST => Err(Parsed::Incomplete),
        None => Err(Parsed::Nonsense),
    }
}
