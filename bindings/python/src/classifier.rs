//! `smtpcodes.classify`, `smtpcodes.classify_batch` and `smtpcodes.Classifier`.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyUnicodeDecodeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;
use smtpcodes::SharedClassifier;

use crate::column::{self, Columns, VerdictColumn};
use crate::context::Known;
use crate::reply::Reply;
use crate::verdict::Verdict;

/// The verdict on a reply: text, bytes, or a pair ``(code, message)`` as SMTP libraries give it.
///
/// What is known besides makes it better: the host that replied (or the name of the MX record), as logs write it
/// (``mx.example.org[192.0.2.1]:25``); the provider, by its id in any case of letters, its name or one of its hosts; the
/// SMTP command that was replied to, by its id or as it is spoken (``RCPT TO:``, ``end of DATA``); the IP address that the
/// mail was sent from. What names no provider or command raises ``ValueError``. Of very long texts the first 16 KiB are
/// read.
///
/// >>> import smtpcodes
/// >>> smtpcodes.classify("550 5.1.1 no such user")
/// <Verdict 550 5.1.1 user_unknown: permanent, hard bounce, side recipient, action suppress, by rule user-unknown>
/// >>> smtpcodes.classify((452, b"4.2.2 Mailbox full")).category.title
/// 'Mailbox is full'
/// >>> smtpcodes.classify("421 4.2.1 slow down", provider="gmail").action
/// <Action.THROTTLE: 'throttle'>
#[pyfunction]
#[pyo3(signature = (reply, /, *, remote_host=None, provider=None, command=None, sending_ip=None))]
pub(crate) fn classify(
    reply: &Bound<'_, PyAny>,
    remote_host: Option<&str>,
    provider: Option<&str>,
    command: Option<&str>,
    sending_ip: Option<&Bound<'_, PyAny>>,
) -> PyResult<Verdict> {
    static BUILTIN: smtpcodes::Classifier = smtpcodes::Classifier::builtin();
    one(&BUILTIN, reply, &Known { remote_host, provider, command, sending_ip })
}

/// The verdicts on a column of replies.
///
/// The column is anything with the Arrow PyCapsule interface (of pyarrow, Polars, pandas, DuckDB, ...), with
/// strings or bytes in it, dictionary-encoded or not; or a list, a NumPy array or another iterable of
/// ``str``, ``bytes`` and pairs ``(code, message)``. What is null, ``None`` or NaN stays null. Of a table, the
/// column ``reply`` is read, and the columns ``remote_host``, ``provider``, ``command`` and ``sending_ip`` if
/// they are there; a table of one column may call it as it likes.
///
/// Each of the keyword arguments is one value for all replies, or a column as long as that of the replies. A
/// sending IP address in a column that cannot be read counts as not known.
///
/// It runs on all processors unless ``threads`` says how many (0 is all of them), with the interpreter lock released.
/// It reads each distinct value of a dictionary once, and a reply that comes again soon not a second time.
///
/// >>> import smtpcodes
/// >>> column = smtpcodes.classify_batch(["550 5.1.1 Sorry", None, b"452 4.2.2 Sorry"])
/// >>> [verdict and verdict.category.value for verdict in column]
/// ['user_unknown', None, 'mailbox_full']
///
/// The result goes wherever Arrow goes:
///
/// >>> import pyarrow
/// >>> pyarrow.array(column).field("category").to_pylist()
/// ['user_unknown', None, 'mailbox_full']
#[pyfunction]
#[pyo3(signature = (replies, /, *, remote_host=None, provider=None, command=None, sending_ip=None, threads=None))]
pub(crate) fn classify_batch(
    py: Python<'_>,
    replies: &Bound<'_, PyAny>,
    remote_host: Option<&Bound<'_, PyAny>>,
    provider: Option<&Bound<'_, PyAny>>,
    command: Option<&Bound<'_, PyAny>>,
    sending_ip: Option<&Bound<'_, PyAny>>,
    threads: Option<isize>,
) -> PyResult<VerdictColumn> {
    let columns = Columns::of(replies, remote_host, provider, command, sending_ip)?;
    column::classify(py, &smtpcodes::Classifier::builtin(), columns, threads)
}

fn one(classifier: &smtpcodes::Classifier, reply: &Bound<'_, PyAny>, known: &Known<'_>) -> PyResult<Verdict> {
    let read = Reply::of(reply)?;
    let mut verdict = classifier.classify_with(&read.bytes, &known.context()?);
    read.count_as_caller(&mut verdict);
    Ok(Verdict(verdict))
}

/// The built-in rules, and the caller's own before them.
///
/// Rules are YAML in the form that ``codes.yaml`` documents: an ``os.PathLike`` names a file of them, a
/// ``str`` is the text itself. A mistake in them raises :class:`RulesError`, which tells line and column.
/// ``file`` is the name that mistakes are reported under, if not that of the file, or ``rules.yaml``.
///
/// >>> import smtpcodes
/// >>> classifier = smtpcodes.Classifier(rules="""
/// ... rules:
/// ...   - id: our-gateway-quarantine
/// ...     match: ["held for the night shift"]
/// ...     category: policy_rejected
/// ...     examples: ["550 held for the night shift"]
/// ... """)
/// >>> classifier.classify("550 Held for the night shift.").evidence.id
/// 'our-gateway-quarantine'
///
/// It can be used by many threads, and its rules can be replaced meanwhile.
#[pyclass(frozen, module = "smtpcodes")]
pub(crate) struct Classifier(SharedClassifier);

#[pymethods]
impl Classifier {
    #[new]
    #[pyo3(signature = (rules=None, *, file=None))]
    fn new(rules: Option<&Bound<'_, PyAny>>, file: Option<String>) -> PyResult<Self> {
        Ok(Self(SharedClassifier::new(compile(rules, file)?)))
    }

    /// Replaces the rules for whoever classifies from now on. If there are mistakes in them, nothing changes.
    ///
    /// >>> import smtpcodes
    /// >>> classifier = smtpcodes.Classifier()
    /// >>> classifier.replace("rules: []")
    #[pyo3(signature = (rules=None, *, file=None))]
    fn replace(&self, rules: Option<&Bound<'_, PyAny>>, file: Option<String>) -> PyResult<()> {
        self.0.replace(compile(rules, file)?);
        Ok(())
    }

    /// As :func:`smtpcodes.classify`.
    #[pyo3(signature = (reply, /, *, remote_host=None, provider=None, command=None, sending_ip=None))]
    fn classify(
        &self,
        reply: &Bound<'_, PyAny>,
        remote_host: Option<&str>,
        provider: Option<&str>,
        command: Option<&str>,
        sending_ip: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Verdict> {
        one(&self.0.load(), reply, &Known { remote_host, provider, command, sending_ip })
    }

    /// As :func:`smtpcodes.classify_batch`. One batch has one set of rules.
    #[pyo3(signature = (replies, /, *, remote_host=None, provider=None, command=None, sending_ip=None, threads=None))]
    #[allow(clippy::too_many_arguments)]
    fn classify_batch(
        &self,
        py: Python<'_>,
        replies: &Bound<'_, PyAny>,
        remote_host: Option<&Bound<'_, PyAny>>,
        provider: Option<&Bound<'_, PyAny>>,
        command: Option<&Bound<'_, PyAny>>,
        sending_ip: Option<&Bound<'_, PyAny>>,
        threads: Option<isize>,
    ) -> PyResult<VerdictColumn> {
        let columns = Columns::of(replies, remote_host, provider, command, sending_ip)?;
        column::classify(py, &self.0.load(), columns, threads)
    }
}

impl Classifier {
    /// What classifies at this moment.
    pub(crate) fn load(&self) -> Arc<smtpcodes::Classifier> {
        self.0.load()
    }
}

/// Compiles rules, with the lock released: it takes a moment.
fn compile(rules: Option<&Bound<'_, PyAny>>, file: Option<String>) -> PyResult<smtpcodes::Classifier> {
    let Some(rules) = rules else { return Ok(smtpcodes::Classifier::builtin()) };
    let py = rules.py();
    let (text, name) = if let Ok(text) = rules.cast::<PyString>() {
        (text.to_cow()?.into_owned(), "rules.yaml".to_owned())
    } else if rules.hasattr("__fspath__")? {
        let path: PathBuf = rules.extract()?;
        let bytes = fs::read(&path).map_err(|e| file_error(py, &e, &path))?;
        let text = String::from_utf8(bytes)
            .map_err(|e| PyUnicodeDecodeError::new_err_from_utf8(py, e.as_bytes(), e.utf8_error()))?;
        (text, path.display().to_string())
    } else {
        let found = rules.get_type().name()?;
        return Err(PyTypeError::new_err(format!("expected rules as str or os.PathLike, found {found}")));
    };
    let file = file.unwrap_or(name);
    py.detach(|| smtpcodes::Classifier::with_rules(&text, &file)).map_err(|e| {
        let error = rules_error(py, &e, &file);
        if rules.is_instance_of::<PyString>() && !text.contains('\n') {
            // The name of a file, most likely. A note that cannot be added is no reason to hide the mistakes.
            let _ = error.value(py).call_method1("add_note", ("a file of rules is given as a pathlib.Path",));
        }
        error
    })
}

/// An `OSError` that names its file, as `open` raises it.
fn file_error(py: Python<'_>, error: &std::io::Error, path: &std::path::Path) -> PyErr {
    match error.raw_os_error() {
        Some(number) => {
            let text = py.import("os").and_then(|os| os.call_method1("strerror", (number,)));
            match text {
                Ok(text) => {
                    pyo3::exceptions::PyOSError::new_err((number, text.unbind(), path.as_os_str().to_owned()))
                }
                Err(error) => error,
            }
        }
        None => pyo3::exceptions::PyOSError::new_err(error.to_string()),
    }
}

/// `smtpcodes.RulesError` with every mistake.
fn rules_error(py: Python<'_>, error: &smtpcodes::RulesError, file: &str) -> PyErr {
    static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let class =
        CLASS.get_or_try_init(py, || PyResult::Ok(py.import("smtpcodes")?.getattr("RulesError")?.unbind()));
    let mistakes: Vec<_> = error.mistakes().map(|m| (m.line, m.column, m.message.to_owned())).collect();
    match class.and_then(|class| class.call1(py, (file, mistakes))) {
        Ok(error) => PyErr::from_value(error.into_bound(py)),
        Err(error) => error,
    }
}
