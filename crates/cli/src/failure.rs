//! How a command can end.

use std::io::{self, Write};

/// How far a command came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it: exit code 0.
    All,
    /// Something could not be done and was complained of: exit code 1.
    Partly,
}

impl Done {
    /// Of two parts.
    pub(crate) fn and(self, other: Self) -> Self {
        if self == Self::All { other } else { self }
    }
}

/// What stops a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A message for people: exit code 1.
    Told(String),
    /// A wrong use of the program: exit code 2.
    Usage(String),
    /// Writing failed.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Writes a message to standard error. If even that fails, there is nobody left to tell.
pub(crate) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
