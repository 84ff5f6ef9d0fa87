//! Mistakes in a YAML file, each with its line and column, collected so that all are shown at once.

use std::fmt;

/// A place in a file, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

impl Position {
    /// Where a mistake stands that is no line's own.
    pub const START: Self = Self { line: 1, column: 1 };
}

/// The mistakes of one file.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    file: String,
    found: Vec<(Position, String)>,
}

impl Diagnostics {
    /// No mistakes yet in the file of this name.
    pub fn new(file: &str) -> Self {
        Self { file: file.to_owned(), found: Vec::new() }
    }

    /// The name of the file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Adds a mistake.
    pub fn add(&mut self, at: Position, message: impl Into<String>) {
        self.found.push((at, message.into()));
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The mistakes in the order of the file.
    pub fn sorted(&self) -> Vec<(Position, &str)> {
        let mut all: Vec<_> = self.found.iter().map(|(at, m)| (*at, m.as_str())).collect();
        all.sort();
        all.dedup();
        all
    }
}

/// `FILE:LINE:COLUMN: message`, a line each.
impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (at, message)) in self.sorted().into_iter().enumerate() {
            let end = if i == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{}:{}: {message}", self.file, at.line, at.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
