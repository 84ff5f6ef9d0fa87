//! The Arrow PyCapsule interface: <https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>
//!
//! All that is unsafe about columns is in this file. As everywhere in Arrow's C interface, what the other side says about
//! its buffers is believed.

use core::ffi::CStr;
use core::ptr::NonNull;

use arrow_array::ffi::{FFI_ArrowArray, from_ffi, to_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, StructArray, make_array};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// A column of the wrong type is Python's `TypeError`.
pub(super) fn error(error: ArrowError) -> PyErr {
    match error {
        ArrowError::SchemaError(message) => PyTypeError::new_err(message),
        other => PyValueError::new_err(other.to_string()),
    }
}

/// The chunks of an object that has the interface; `None` if it has not.
pub(super) fn import(object: &Bound<'_, PyAny>) -> PyResult<Option<Vec<ArrayRef>>> {
    if object.hasattr("__arrow_c_stream__")? {
        return import_stream(&object.call_method0("__arrow_c_stream__")?).map(Some);
    }
    if object.hasattr("__arrow_c_array__")? {
        let pair = object.call_method0("__arrow_c_array__")?;
        let (schema, array) = pair.extract()?;
        return import_array(&schema, &array).map(|array| Some(vec![array]));
    }
    Ok(None)
}

fn import_stream(capsule: &Bound<'_, PyAny>) -> PyResult<Vec<ArrayRef>> {
    let pointer = content::<FFI_ArrowArrayStream>(capsule, STREAM)?;
    // SAFETY: a capsule of this name holds a stream. It is moved out, so that the capsule releases nothing.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    // A stream may run a query whose threads need the interpreter.
    capsule.py().detach(|| ArrayStreamReader::try_new(stream)?.collect::<Result<_, _>>()).map_err(error)
}

fn import_array(schema: &Bound<'_, PyAny>, array: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    let schema = content::<FFI_ArrowSchema>(schema, SCHEMA)?;
    let array = content::<FFI_ArrowArray>(array, ARRAY)?;
    // SAFETY: capsules of these names hold a schema, which is only read while its capsule lives, and an array,
    // which is moved out, so that the capsule releases nothing.
    let data = unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) };
    let mut data = data.map_err(error)?;
    data.align_buffers();
    Ok(make_array(data))
}

/// The pointer in a capsule of this name.
fn content<T>(capsule: &Bound<'_, PyAny>, name: &'static CStr) -> PyResult<NonNull<T>> {
    let capsule = capsule
        .cast::<PyCapsule>()
        .map_err(|_| PyTypeError::new_err(format!("expected a capsule {}", name.to_string_lossy())))?;
    Ok(capsule.pointer_checked(Some(name))?.cast())
}

pub(super) fn export_schema<'py>(py: Python<'py>, field: &Field) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowSchema::try_from(field).map_err(error)?, SCHEMA)
}

pub(super) fn export_array<'py>(
    py: Python<'py>,
    field: &Field,
    array: &StructArray,
) -> PyResult<Bound<'py, PyTuple>> {
    let (array, _) = to_ffi(&array.to_data()).map_err(error)?;
    (export_schema(py, field)?, PyCapsule::new_with_value(py, array, ARRAY)?).into_pyobject(py)
}

pub(super) fn export_table(py: Python<'_>, table: RecordBatch) -> PyResult<Bound<'_, PyCapsule>> {
    let schema = table.schema();
    let reader = RecordBatchIterator::new([Ok(table)], schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
}

/// Whether a consumer asks for strings where we have dictionaries of them.
pub(super) fn wants_plain_text(requested: Option<&Bound<'_, PyCapsule>>) -> bool {
    let Some(requested) = requested else { return false };
    let Ok(pointer) = content::<FFI_ArrowSchema>(requested, SCHEMA) else { return false };
    // SAFETY: a capsule of this name holds a schema, which is only read while its capsule lives.
    let requested = unsafe { pointer.as_ref() };
    match DataType::try_from(requested) {
        Ok(DataType::Struct(fields)) => fields
            .iter()
            .any(|f| matches!(f.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)),
        // What cannot be read cannot be met: the interface leaves it to the consumer to convert.
        _ => false,
    }
}
