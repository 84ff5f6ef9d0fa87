//! Rows as comma-separated values (RFC 4180, with line feeds).

use std::io::{self, Write};

use smtpcodes::Verdict;

/// The columns of a verdict.
pub(crate) const VERDICT_COLUMNS: [&str; 15] = [
    "reply_code",
    "enhanced_code",
    "severity",
    "category",
    "bounce",
    "side",
    "action",
    "provider",
    "blocklist",
    "retry_after",
    "conflict",
    "evidence_kind",
    "evidence_id",
    "evidence_start",
    "evidence_end",
];

/// What stands in them; what is absent is empty.
pub(crate) fn verdict_cells(v: &Verdict) -> [String; VERDICT_COLUMNS.len()] {
    fn text<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    [
        text(v.reply_code),
        text(v.enhanced_code),
        v.severity.to_string(),
        v.category.to_string(),
        v.bounce.to_string(),
        v.side.to_string(),
        v.action.to_string(),
        text(v.provider),
        text(v.blocklist),
        text(v.retry_after),
        v.conflict.to_string(),
        v.evidence.kind.to_string(),
        v.evidence.id.to_owned(),
        v.evidence.start.to_string(),
        v.evidence.end.to_string(),
    ]
}

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
