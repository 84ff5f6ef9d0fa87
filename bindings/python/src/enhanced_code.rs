//! `smtpcodes.EnhancedCode`.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pyclass::CompareOp;
use pyo3::types::{PyString, PyTuple};

use crate::facts::Advice;
use crate::members::{Axis, optional};

/// An enhanced status code: class, subject and detail.
///
/// Any code of class 2, 4 or 5 can be one, registered or not; the texts of one that is not registered are
/// ``None``. Codes compare by number, and equal their own text.
///
/// >>> from smtpcodes import EnhancedCode
/// >>> code = EnhancedCode("5.7.26")
/// >>> code == EnhancedCode(5, 7, 26) == "5.7.26"
/// True
/// >>> code.category
/// <Category.EMAIL_AUTH_FAILED: 'email_auth_failed'>
/// >>> EnhancedCode("5.1.2") < EnhancedCode("5.1.10")
/// True
#[pyclass(frozen, module = "smtpcodes")]
pub(crate) struct EnhancedCode(pub(crate) smtpcodes::EnhancedCode);

#[pymethods]
impl EnhancedCode {
    #[classattr]
    #[allow(non_upper_case_globals)]
    const __match_args__: (&'static str, &'static str, &'static str) = ("class_", "subject", "detail");

    #[new]
    #[pyo3(signature = (code, subject=None, detail=None, /))]
    fn new(code: &Bound<'_, PyAny>, subject: Option<i64>, detail: Option<i64>) -> PyResult<Self> {
        let invalid = |e: smtpcodes::InvalidEnhancedCode| PyValueError::new_err(e.to_string());
        match (subject, detail) {
            (None, None) => {
                let text = code.cast::<PyString>()?.to_cow()?;
                text.parse().map(Self).map_err(|e: smtpcodes::InvalidEnhancedCode| {
                    // The core keeps no text: what was found is said here.
                    let message = e.to_string().replace("found other text", &format!("found {text:?}"));
                    PyValueError::new_err(message)
                })
            }
            (Some(subject), Some(detail)) => {
                // What does not fit is too large in any case.
                let part = |n: i64| u16::try_from(n).unwrap_or(u16::MAX);
                let class = u8::try_from(code.extract::<i64>()?).unwrap_or(u8::MAX);
                smtpcodes::EnhancedCode::new(class, part(subject), part(detail)).map(Self).map_err(invalid)
            }
            _ => Err(PyTypeError::new_err("expected a text, or class, subject and detail")),
        }
    }

    /// 2, 4 or 5.
    #[getter]
    fn class_(&self) -> u8 {
        self.0.class()
    }

    /// What the status is about.
    #[getter]
    fn subject(&self) -> u16 {
        self.0.subject()
    }

    /// What exactly.
    #[getter]
    fn detail(&self) -> u16 {
        self.0.detail()
    }

    /// What its class claims.
    #[getter]
    fn severity(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.severity().member(py)
    }

    /// The category that the code says by itself, if it says one.
    #[getter]
    fn category(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        optional(self.0.category(), py)
    }

    /// The registry's title.
    #[getter]
    fn title(&self) -> Option<&'static str> {
        self.0.status().map(|s| s.title)
    }

    /// What it means, and what it tends to mean; of a code that is not registered, what its subject means.
    #[getter]
    fn meaning(&self) -> Option<&'static str> {
        match self.0.meaning() {
            smtpcodes::EnhancedMeaning::Registered(status) => Some(status.meaning),
            smtpcodes::EnhancedMeaning::Subject(subject) => Some(subject.meaning),
            _ => None,
        }
    }

    /// What popular tables and big providers mean instead.
    #[getter]
    fn popular(&self) -> Option<&'static str> {
        self.0.status().and_then(|s| s.popular)
    }

    /// What each side can do.
    #[getter]
    fn advice(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.0.status().map(|s| Advice(s.advice).object(py)).transpose()
    }

    /// The standard that defines it, or its subject.
    #[getter]
    fn source(&self) -> Option<&'static str> {
        self.0.status().map(|s| s.source).or(self.0.subject_meaning().map(|s| s.source))
    }

    /// Whether it is in the registry.
    #[getter]
    fn is_registered(&self) -> bool {
        self.0.is_registered()
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("EnhancedCode('{}')", self.0)
    }

    /// That of its text, as it equals its text.
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.0.to_string()).hash()
    }

    fn __richcmp__(&self, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let py = other.py();
        let result = if let Ok(other) = other.cast::<Self>() {
            Some(op.matches(self.0.cmp(&other.get().0)))
        } else if let (Ok(text), CompareOp::Eq | CompareOp::Ne) = (other.cast::<PyString>(), op) {
            let equal = text.to_cow().is_ok_and(|text| self.0.to_string() == text);
            Some(equal == matches!(op, CompareOp::Eq))
        } else {
            None
        };
        match result {
            Some(result) => {
                result.into_pyobject(py).map(|b| b.to_owned().into_any().unbind()).map_err(Into::into)
            }
            None => Ok(py.NotImplemented()),
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let arguments = (slf.get().0.to_string(),);
        (slf.get_type(), arguments).into_pyobject(slf.py())
    }
}
