//! The C library: building, installing, testing and packing it.

mod cases;
mod debian;
mod dist;
mod install;
pub(crate) mod library;
mod mta;
mod shell;
mod test;

pub(crate) use dist::dist;
pub(crate) use install::{Layout, install};
pub(crate) use library::{target, triplet};
pub(crate) use mta::milter;
pub(crate) use test::test;

use std::path::{Path, PathBuf};

/// Everything here can only fail with words for people.
pub(crate) type Done<T = ()> = Result<T, String>;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folder of the C library.
fn home() -> PathBuf {
    root().join("bindings/c")
}

/// One version everywhere.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The number in the name of the shared library.
const ABI: &str = "0";
