//! `smtpcodes.join_lines`.

use std::collections::VecDeque;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyString};
use smtpcodes::{JoinedReply, LineJoiner, LineSplitter};

use crate::reply::{bytes, utf8};

/// The replies in the lines of a log or a transcript, as ``smtpcodes classify`` joins them.
///
/// Most lines are a reply each. A line ``550-…`` takes the lines of the same code behind it, up to ``550 …``; a line that
/// begins with a blank belongs to the reply above; an empty line ends a reply. Lines are all ``str`` or all bytes, with or
/// without their ends, as open files give them; replies are ``str`` or ``bytes`` accordingly. Of a line, and of a reply,
/// 1 MiB is kept.
///
/// >>> from smtpcodes import classify_batch, join_lines
/// >>> replies = list(join_lines(["550-5.1.1 No such account.\n", "550 5.1.1 Check it.\n", "452 4.2.2 Full\n"]))
/// >>> replies
/// ['550-5.1.1 No such account.\n550 5.1.1 Check it.', '452 4.2.2 Full']
/// >>> [verdict.category.value for verdict in classify_batch(replies)]
/// ['user_unknown', 'mailbox_full']
#[pyfunction]
#[pyo3(signature = (lines, /))]
pub(crate) fn join_lines(lines: &Bound<'_, PyAny>) -> PyResult<JoinedReplies> {
    // A text is an iterable, too, of its characters.
    if lines.is_instance_of::<PyString>() || lines.is_instance_of::<PyBytes>() {
        let found = lines.get_type().name()?;
        return Err(PyTypeError::new_err(format!("expected an iterable of lines, found {found}")));
    }
    Ok(JoinedReplies {
        lines: lines.try_iter()?.unbind(),
        is_text: None,
        splitter: LineSplitter::new(),
        joiner: LineJoiner::new(),
        found: VecDeque::new(),
        ended: false,
    })
}

/// Goes through the replies of lines.
#[pyclass(module = "smtpcodes._native")]
pub(crate) struct JoinedReplies {
    lines: Py<PyIterator>,
    /// What the lines are; not known before the first.
    is_text: Option<bool>,
    splitter: LineSplitter,
    joiner: LineJoiner,
    found: VecDeque<JoinedReply>,
    ended: bool,
}

#[pymethods]
impl JoinedReplies {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        loop {
            if let Some(reply) = self.found.pop_front() {
                return self.object(py, reply.text).map(Some);
            }
            if self.ended {
                return Ok(None);
            }
            match self.lines.bind(py).clone().next() {
                Some(line) => self.take(&line?)?,
                None => {
                    self.ended = true;
                    self.found.extend(self.joiner.take());
                }
            }
        }
    }
}

impl JoinedReplies {
    /// Takes what the iterable gives: a line, or several.
    fn take(&mut self, line: &Bound<'_, PyAny>) -> PyResult<()> {
        let text = line.cast::<PyString>().ok();
        let given = match text {
            Some(text) => Some(utf8(text)?),
            None => bytes(line)?,
        };
        let Some(given) = given else {
            let found = line.get_type().name()?;
            return Err(PyTypeError::new_err(format!("expected lines as str or bytes, found {found}")));
        };
        if *self.is_text.get_or_insert(text.is_some()) != text.is_some() {
            return Err(PyTypeError::new_err("expected lines that are all str or all bytes"));
        }
        let mut rest = &*given;
        // To the splitter this were nothing: here it is a line without its end.
        if rest.is_empty() {
            self.found.extend(self.joiner.push(""));
        }
        while let Some(line) = self.splitter.next(&mut rest) {
            self.found.extend(self.joiner.push(line));
        }
        if let Some(line) = self.splitter.finish() {
            self.found.extend(self.joiner.push(line));
        }
        Ok(())
    }

    /// A reply as the lines are.
    fn object(&self, py: Python<'_>, reply: Vec<u8>) -> PyResult<Py<PyAny>> {
        if self.is_text != Some(true) {
            return PyBytes::new(py, &reply).into_py_any(py);
        }
        match String::from_utf8(reply) {
            Ok(text) => text.into_py_any(py),
            // Lone surrogates, as they came.
            Err(error) => {
                let bytes = PyBytes::new(py, error.as_bytes());
                bytes.call_method1("decode", ("utf-8", "surrogatepass"))?.into_py_any(py)
            }
        }
    }
}
