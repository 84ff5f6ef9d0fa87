//! `smtpcodes.Verdict` and `smtpcodes.Evidence`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PySlice, PyString, PyTuple};

use crate::enhanced_code::EnhancedCode;
use crate::members::{Axis, optional, reply_code};
use crate::reply::Reply;

/// What a reply means: what the server claimed, what went wrong, whether the address is dead, whose side
/// the cause lies on, and the one thing to do next.
///
/// Verdicts are made by :func:`classify` and do not change. They compare, hash, pickle and match:
///
/// >>> from smtpcodes import Action, Bounce, Verdict, classify
/// >>> match classify("452 4.2.2 Mailbox full"):
/// ...     case Verdict(bounce=Bounce.HARD):
/// ...         print("retire the address")
/// ...     case Verdict(action=Action.RETRY, retry_after=seconds):
/// ...         print("later", seconds)
/// later None
#[pyclass(frozen, eq, hash, module = "smtpcodes")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Verdict(pub(crate) smtpcodes::Verdict);

#[pymethods]
impl Verdict {
    #[classattr]
    #[allow(non_upper_case_globals)]
    const __match_args__: (&'static str, &'static str, &'static str) = ("category", "bounce", "action");

    /// The reply code, if the text has one.
    #[getter]
    fn reply_code(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.0.reply_code.map(|code| reply_code(code, py)).transpose()
    }

    /// The enhanced status code, if the text has one.
    #[getter]
    fn enhanced_code(&self) -> Option<EnhancedCode> {
        self.0.enhanced_code.map(EnhancedCode)
    }

    /// What the server claimed.
    #[getter]
    fn severity(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.severity.member(py)
    }

    /// What went wrong.
    #[getter]
    fn category(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.category.member(py)
    }

    /// Whether the address is dead.
    #[getter]
    fn bounce(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.bounce.member(py)
    }

    /// On whose side the cause lies.
    #[getter]
    fn side(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.side.member(py)
    }

    /// What to do next.
    #[getter]
    fn action(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.action.member(py)
    }

    /// Who wrote the reply, if that is known.
    #[getter]
    fn provider(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        optional(self.0.provider, py)
    }

    /// The block list that it names.
    #[getter]
    fn blocklist(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        optional(self.0.blocklist, py)
    }

    /// Seconds that it asks to wait: at least 1, at most a week.
    #[getter]
    fn retry_after(&self) -> Option<u32> {
        self.0.retry_after
    }

    /// Whether the witnesses contradict each other: codes, wording, provider.
    #[getter]
    fn conflict(&self) -> bool {
        self.0.conflict
    }

    /// What decided.
    #[getter]
    fn evidence(&self) -> Evidence {
        Evidence(self.0.evidence)
    }

    /// Whether mail failed, for now or for good.
    ///
    /// >>> from smtpcodes import classify
    /// >>> classify("451 try again later").is_failure
    /// True
    #[getter]
    fn is_failure(&self) -> bool {
        self.0.is_failure()
    }

    /// Whether to stop mailing the address.
    ///
    /// >>> from smtpcodes import classify
    /// >>> classify("550 5.1.1 Sorry").should_suppress
    /// True
    /// >>> classify("550 Sorry").should_suppress  # a bare 550 says nothing
    /// False
    #[getter]
    fn should_suppress(&self) -> bool {
        self.0.should_suppress()
    }

    /// Whether to send the same message again later, without a change.
    ///
    /// >>> from smtpcodes import classify
    /// >>> classify("421 4.3.2 Shutting down").is_retryable
    /// True
    #[getter]
    fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// Plain values only, ready for JSON: enums as their ids, codes as numbers and text.
    ///
    /// >>> from smtpcodes import classify
    /// >>> verdict = classify("452 4.2.2 Sorry").to_dict()
    /// >>> verdict["category"], verdict["reply_code"], verdict["evidence"]["id"]
    /// ('mailbox_full', 452, '4.2.2')
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let v = &self.0;
        let dict = PyDict::new(py);
        dict.set_item("reply_code", v.reply_code.map(smtpcodes::ReplyCode::as_u16))?;
        dict.set_item("enhanced_code", v.enhanced_code.map(|code| code.to_string()))?;
        dict.set_item("severity", v.severity.id())?;
        dict.set_item("category", v.category.id())?;
        dict.set_item("bounce", v.bounce.id())?;
        dict.set_item("side", v.side.id())?;
        dict.set_item("action", v.action.id())?;
        dict.set_item("provider", v.provider.map(smtpcodes::Provider::id))?;
        dict.set_item("blocklist", v.blocklist.map(smtpcodes::Blocklist::id))?;
        dict.set_item("retry_after", v.retry_after)?;
        dict.set_item("conflict", v.conflict)?;
        dict.set_item("evidence", Evidence(v.evidence).to_dict(py)?)?;
        Ok(dict)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Verdict {}>", self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let json = serde_json::to_string(&self.0).map_err(|e| PyValueError::new_err(e.to_string()))?;
        let restore = py.import("smtpcodes._native")?.getattr("_verdict")?;
        (restore, (json,)).into_pyobject(py)
    }
}

/// What decided a verdict, and where in the reply it stands.
///
/// Places count characters if the reply was text, and bytes otherwise, also in Arrow's columns of text. Of a pair ``(code, message)`` they
/// are places in the code, a blank and the message.
///
/// >>> from smtpcodes import classify
/// >>> reply = "452 4.2.2 Sorry"
/// >>> evidence = classify(reply).evidence
/// >>> evidence.kind, evidence.id
/// (<EvidenceKind.ENHANCED_CODE: 'enhanced_code'>, '4.2.2')
/// >>> reply[evidence.start : evidence.end] == evidence.of(reply) == "4.2.2"
/// True
#[pyclass(frozen, eq, hash, module = "smtpcodes")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Evidence(pub(crate) smtpcodes::Evidence);

#[pymethods]
impl Evidence {
    #[classattr]
    #[allow(non_upper_case_globals)]
    const __match_args__: (&'static str, &'static str) = ("kind", "id");

    /// What kind of witness it is.
    #[getter]
    fn kind(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        self.0.kind.member(py)
    }

    /// The id of the rule or of the provider's own code, or the code as text; empty if nothing decided.
    #[getter]
    fn id(&self) -> &'static str {
        self.0.id
    }

    /// Where it starts in the reply that was classified.
    #[getter]
    fn start(&self) -> u32 {
        self.0.start
    }

    /// Where it has ended.
    #[getter]
    fn end(&self) -> u32 {
        self.0.end
    }

    /// The part of the reply that it stands on: text of text, bytes of bytes.
    ///
    /// >>> from smtpcodes import classify
    /// >>> classify(b"452 4.2.2 Sorry").evidence.of(b"452 4.2.2 Sorry")
    /// b'4.2.2'
    #[pyo3(signature = (reply, /))]
    fn of(&self, reply: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        let py = reply.py();
        let (start, end) = (self.0.start as isize, self.0.end as isize);
        if reply.is_instance_of::<PyString>() {
            return reply.get_item(PySlice::new(py, start, end, 1)).map(Bound::unbind);
        }
        let read = Reply::of(reply)?;
        if read.is_text {
            let text = String::from_utf8_lossy(&read.bytes);
            let part = text.chars().skip(self.0.start as usize).take((end - start) as usize);
            part.collect::<String>().into_py_any(py)
        } else {
            PyBytes::new(py, self.0.of(&read.bytes)).into_py_any(py)
        }
    }

    /// Plain values only, ready for JSON.
    ///
    /// >>> from smtpcodes import classify
    /// >>> classify("452 4.2.2 Sorry").evidence.to_dict()
    /// {'kind': 'enhanced_code', 'id': '4.2.2', 'start': 4, 'end': 9}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("kind", self.0.kind.id())?;
        dict.set_item("id", self.0.id)?;
        dict.set_item("start", self.0.start)?;
        dict.set_item("end", self.0.end)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        let smtpcodes::Evidence { kind, id, start, end, .. } = self.0;
        format!("<Evidence {kind} {id} at {start}..{end}>")
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let restore = py.import("smtpcodes._native")?.getattr("_evidence")?;
        let smtpcodes::Evidence { kind, id, start, end, .. } = self.0;
        (restore, (kind.id(), id, start, end)).into_pyobject(py)
    }
}

/// Restores a pickled verdict.
#[pyfunction]
#[pyo3(signature = (json, /))]
pub(crate) fn _verdict(json: &str) -> PyResult<Verdict> {
    let wrong = |e: serde_json::Error| PyValueError::new_err(format!("expected a verdict as JSON: {e}"));
    let mut value: serde_json::Value = serde_json::from_str(json).map_err(wrong)?;
    // The core knows the ids of built-in rules, and of own ones in the process that has loaded them.
    let id = value
        .pointer_mut("/evidence/id")
        .map_or(serde_json::Value::Null, |id| core::mem::replace(id, "".into()));
    let mut verdict: smtpcodes::Verdict = serde_json::from_value(value).map_err(wrong)?;
    verdict.evidence.id = keep(id.as_str().unwrap_or_default());
    Ok(Verdict(verdict))
}

/// Restores pickled evidence.
#[pyfunction]
#[pyo3(signature = (kind, id, start, end, /))]
pub(crate) fn _evidence(kind: &str, id: &str, start: u32, end: u32) -> PyResult<Evidence> {
    let mut evidence = smtpcodes::Evidence::NONE;
    evidence.kind = crate::members::from_id(kind)?;
    evidence.id = keep(id);
    evidence.start = start;
    evidence.end = end;
    Ok(Evidence(evidence))
}

/// An id for as long as the process lives: each different one takes its length in memory, once. Pickles
/// come from a process that may have had rules of its own.
fn keep(id: &str) -> &'static str {
    static IDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut ids = IDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = ids.get(id) {
        return known;
    }
    let id: &'static str = String::leak(id.to_owned());
    ids.insert(id);
    id
}
