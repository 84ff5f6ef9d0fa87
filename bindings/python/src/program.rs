//! The program `smtpcodes`, for `python -m smtpcodes`.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs the program with its arguments, the first of which is its name, and gives its exit code. It reads and
/// writes the standard streams of the process.
#[pyfunction]
#[pyo3(signature = (arguments, /))]
pub(crate) fn _program(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| smtpcodes_cli::run(arguments))
}
