//! Rows as comma-separated values (RFC 4180, with line feeds).

use std::borrow::Cow;
use std::io::{self, Write};

use smtpcodes::Verdict;

use crate::command::Part;

/// The columns of a verdict.
pub(crate) fn verdict_columns<'c>() -> impl Iterator<Item = Cow<'c, str>> {
    Part::COLUMNS.iter().map(|part| part.name().into())
}

/// What stands in them.
pub(crate) fn verdict_cells<'c>(v: &Verdict) -> impl Iterator<Item = Cow<'c, str>> {
    Part::COLUMNS.iter().map(|part| part.of(v).cell())
}

/// Writes a row.
pub(crate) fn row<T: AsRef<str>>(out: &mut dyn Write, cells: impl IntoIterator<Item = T>) -> io::Result<()> {
    for (i, cell) in cells.into_iter().enumerate() {
        let cell = cell.as_ref();
        if i > 0 {
            out.write_all(b",")?;
        }
        if cell.contains([',', '"', '\n', '\r']) {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_needs_quotes_gets_them() {
        let mut out = Vec::new();
        super::row(&mut out, ["a", "", "b,c", "d\"e", "f\ng"]).unwrap();
        assert_eq!(out, b"a,,\"b,c\",\"d\"\"e\",\"f\ng\"\n");
    }
}
