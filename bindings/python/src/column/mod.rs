//! Columns of replies, and of verdicts on them.

mod capsule;
mod input;
mod intern;
mod list;
mod output;
mod rows;
mod text;
mod work;

use core::num::NonZeroUsize;
use core::sync::atomic::{AtomicUsize, Ordering};

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyIndexError, PyStopIteration, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use smtpcodes::Classifier;

pub(crate) use self::input::Columns;
use self::output::Output;
use crate::verdict::Verdict;

/// Classifies with the lock released. The columns are let go where it is held again: what they borrow may
/// belong to Python objects.
pub(crate) fn classify(
    py: Python<'_>,
    classifier: &Classifier,
    columns: Columns,
    threads: Option<isize>,
) -> PyResult<VerdictColumn> {
    // As elsewhere, 0 stands for as many as there are processors.
    let threads = usize::try_from(threads.unwrap_or(0)).map_err(|_| {
        let found = threads.unwrap_or_default();
        PyValueError::new_err(format!(
            "expected a number of threads, or 0 for one a processor, found {found}"
        ))
    })?;
    let threads = NonZeroUsize::new(threads);
    let output = py.detach(|| work::classify(classifier, &columns, threads));
    drop(columns);
    match output {
        Ok(output) => Ok(VerdictColumn(output)),
        Err(error) => Err(PyValueError::new_err(error.to_string())),
    }
}

/// The verdicts on a column of replies, made by :func:`classify_batch`.
///
/// To Arrow it is a column of structs (``__arrow_c_array__``), or a table with one row a reply
/// (``__arrow_c_stream__``); its fields are those of :meth:`Verdict.to_dict`, with dictionary-encoded text.
/// A consumer that asks for plain strings instead gets them. To Python it is a sequence of verdicts, each
/// made when it is asked for. Places in the evidence count characters where the reply was given as ``str`` in a list or
/// another iterable, as :func:`classify` counts them, and bytes of UTF-8 where it was bytes or came in an Arrow column.
///
/// >>> import smtpcodes
/// >>> column = smtpcodes.classify_batch(["550 5.1.1 Sorry", None])
/// >>> len(column), column[0].category.value, column[1]
/// (2, 'user_unknown', None)
#[pyclass(frozen, sequence, module = "smtpcodes")]
pub(crate) struct VerdictColumn(Output);

#[pymethods]
impl VerdictColumn {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<Option<Verdict>> {
        let place =
            if index < 0 { self.0.len().checked_add_signed(index) } else { Some(index.unsigned_abs()) };
        match place.filter(|&at| at < self.0.len()) {
            Some(at) => Ok(self.0.verdict(at).map(Verdict)),
            None => {
                Err(PyIndexError::new_err(format!("expected an index below {}, found {index}", self.0.len())))
            }
        }
    }

    fn __iter__(slf: Py<Self>) -> Verdicts {
        Verdicts { column: slf, next: 0.into() }
    }

    /// The schema of the table, as an Arrow capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::export_schema(py, &output::field(false))
    }

    /// The column of structs, as Arrow capsules of schema and array.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let plain = capsule::wants_plain_text(requested_schema.as_ref());
        let array = py.detach(|| self.0.array(plain)).map_err(capsule::error)?;
        capsule::export_array(py, &output::field(plain), &array)
    }

    /// The table, as an Arrow capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let plain = capsule::wants_plain_text(requested_schema.as_ref());
        let table = py.detach(|| self.0.table(plain)).map_err(capsule::error)?;
        capsule::export_table(py, table)
    }

    fn __repr__(&self) -> String {
        format!("<VerdictColumn of {}>", self.0.len())
    }
}

/// Goes through a column.
#[pyclass(frozen, module = "smtpcodes._native")]
pub(crate) struct Verdicts {
    column: Py<VerdictColumn>,
    next: AtomicUsize,
}

#[pymethods]
impl Verdicts {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    // An `Option` would end the iteration at the first null.
    fn __next__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let at = self.next.fetch_add(1, Ordering::Relaxed);
        let output = &self.column.get().0;
        if at < output.len() {
            output.verdict(at).map(Verdict).into_py_any(py)
        } else {
            Err(PyStopIteration::new_err(()))
        }
    }
}
