//! What commands print.

pub(crate) mod csv;
pub(crate) mod page;
mod part;
pub(crate) mod progress;
pub(crate) mod rows;
pub(crate) mod style;
pub(crate) mod value;
pub(crate) mod verdict_text;

use std::io::{self, BufWriter, Write};

use serde::Serialize;

/// Prints one JSON document.
pub(crate) fn json(what: &impl Serialize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, what)?;
    out.write_all(b"\n")?;
    out.flush()
}
