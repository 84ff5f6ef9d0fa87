//! Lists and other iterables of Python objects, copied into a column.

use arrow_array::builder::{ArrayBuilder, LargeBinaryBuilder};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyDict, PyFloat, PyString};

use super::text::Chunk;
use crate::reply::Reply;

/// A column of what an object yields: `str`, `bytes`, pairs, `None` or NaN; and in which rows places count characters
/// that take more than a byte, if there is such a row.
pub(super) fn collect(object: &Bound<'_, PyAny>) -> PyResult<(Chunk, Option<BooleanBuffer>)> {
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
    let mut wide = BooleanBufferBuilder::new(0);
    for (place, item) in items.enumerate() {
        let item = item?;
        if item.is_none() || item.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan()) {
            column.append_null();
            continue;
        }
        let reply = Reply::of(&item).map_err(|error| at(object.py(), place, error))?;
        column.append_value(&reply.bytes);
        if reply.is_text && !reply.bytes.is_ascii() {
            wide.resize(place);
            wide.append(true);
        }
    }
    let wide = (!wide.is_empty()).then(|| {
        wide.resize(column.len());
        wide.finish()
    });
    Ok((Chunk::Large(column.finish()), wide))
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
