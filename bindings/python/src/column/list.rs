//! Lists and other iterables of Python objects, copied into a column.

use arrow_array::builder::LargeBinaryBuilder;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyFloat, PyString};

use super::text::Chunk;
use crate::reply::Reply;

/// A column of what an object yields: `str`, `bytes`, pairs, `None` or NaN.
pub(super) fn collect(object: &Bound<'_, PyAny>) -> PyResult<Chunk> {
    let one = object.is_instance_of::<PyString>()
        || object.is_instance_of::<PyBytes>()
        || object.is_instance_of::<PyByteArray>()
        || object.is_instance_of::<PyDict>();
    if one {
        return Err(not_a_column(object)?);
    }
    // NumPy makes a list faster than it makes one item after the other.
    let list = if object.hasattr("tolist")? { object.call_method0("tolist")? } else { object.clone() };
    let items = match list.try_iter() {
        Ok(items) => items,
        Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => return Err(not_a_column(object)?),
        Err(error) => return Err(error),
    };
    let mut column = LargeBinaryBuilder::new();
    for (place, item) in items.enumerate() {
        let item = item?;
        if item.is_none() || item.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan()) {
            column.append_null();
            continue;
        }
        let reply = Reply::of(&item).map_err(|error| at(object.py(), place, error))?;
        column.append_value(&reply.bytes);
    }
    Ok(Chunk::Large(column.finish()))
}

fn not_a_column(object: &Bound<'_, PyAny>) -> PyResult<PyErr> {
    let found = object.get_type().name()?;
    Ok(PyTypeError::new_err(format!("expected an Arrow column or an iterable of replies, found {found}")))
}

/// Names the item that an error is about.
fn at(py: Python<'_>, place: usize, error: PyErr) -> PyErr {
    if error.is_instance_of::<PyTypeError>(py) {
        PyTypeError::new_err(format!("item {place}: {}", error.value(py)))
    } else {
        error
    }
}
