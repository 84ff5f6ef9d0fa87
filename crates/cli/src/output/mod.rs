//! What commands print.

pub(crate) mod csv;
pub(crate) mod page;
pub(crate) mod progress;
pub(crate) mod rows;
pub(crate) mod style;
pub(crate) mod verdict_text;
