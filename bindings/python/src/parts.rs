//! The parts of a reply.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};

use crate::enhanced_code::EnhancedCode;
use crate::members::{Axis, reply_code};
use crate::reply::Reply;

/// What a reply is made of, as keyword arguments of `smtpcodes.Reply`.
#[pyfunction]
#[pyo3(signature = (reply, /))]
pub(crate) fn reply_parts<'py>(reply: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let py = reply.py();
    let read = Reply::of(reply)?;
    let parts = smtpcodes::Reply::parse(&read.bytes);
    let lines = parts.lines().map(|line| text(py, line)).collect::<PyResult<Vec<_>>>()?;
    let d = PyDict::new(py);
    d.set_item("code", parts.code().map(|code| reply_code(code, py)).transpose()?)?;
    d.set_item("enhanced_code", parts.enhanced_code().map(EnhancedCode))?;
    d.set_item("severity", parts.severity().member(py)?)?;
    d.set_item("lines", PyTuple::new(py, lines)?)?;
    d.set_item("text", parts.text().to_string())?;
    d.set_item("help_url", smtpcodes::help_url(&read.bytes))?;
    Ok(d)
}

/// Bytes as text; lone surrogates and other bytes that are no UTF-8 are replaced.
fn text<'py>(py: Python<'py>, line: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    PyBytes::new(py, line).call_method1("decode", ("utf-8", "replace"))
}
