//! One interpreter a process.

use std::sync::OnceLock;

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// Refuses a second interpreter of the process. Members of enums are kept for all calls: to another interpreter,
/// which has enums of its own, they would be strangers.
pub(crate) fn only_one(_py: Python<'_>) -> PyResult<()> {
    static FIRST: OnceLock<i64> = OnceLock::new();
    // SAFETY: this thread is attached to an interpreter, as `_py` shows.
    let this = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if *FIRST.get_or_init(|| this) == this {
        return Ok(());
    }
    Err(PyImportError::new_err("smtpcodes does not support subinterpreters: one of a process can load it"))
}
