//! Rows as comma-separated values (RFC 4180, with line feeds).

use std::io::{self, Write};

/// Writes a row.
pub(crate) fn row<'a>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    for (i, cell) in cells.into_iter().enumerate() {
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
