//! What the core knows about the entries of its lists, for the properties of Python's enums.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple};
use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, EvidenceKind, ExplanationKind, Group, Listed,
    Provider, ProviderKind, Relation, ReplyCode, Rule, Severity, Side, Vocabulary,
};
use smtpcodes_events::{EventKind, EventSource};

use crate::members::{Axis, from_id, from_name, optional};

/// What each side can do, to become a `smtpcodes.Advice`.
pub(crate) struct Advice(pub(crate) smtpcodes::Advice);

impl Advice {
    pub(crate) fn object(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        static CLASS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let class = CLASS
            .get_or_try_init(py, || PyResult::Ok(py.import("smtpcodes")?.getattr("Advice")?.unbind()))?;
        class.call1(py, (self.0.sender, self.0.recipient))
    }
}

/// The complaint about an entry that a list has not.
fn unknown(list: &str, found: &str) -> PyErr {
    PyValueError::new_err(format!("expected the id of a {list}, found {found:?}"))
}

/// Calls `$then` with the type of a list that is named in text.
macro_rules! of_list {
    ($list:expr, $one:ident => $then:expr; $($name:ident)*) => {
        match $list {
            $(stringify!($name) => {
                type $one = $name;
                Some($then)
            })*
            _ => None,
        }
    };
}

/// The few words that the core has for an entry of a list, if it has any.
pub(crate) fn title_of(list: &str, id: &str) -> Option<&'static str> {
    match list {
        "Provider" => Provider::from_id(id).map(Provider::name),
        "Blocklist" => Blocklist::from_id(id).map(Blocklist::name),
        _ => of_list!(list, One => One::from_id(id).map(One::title);
            Action Bounce Category Cause Command Group Severity Side Vocabulary)
        .flatten(),
    }
}

/// The title of an entry of a list: `title("Category", "user_unknown")`.
#[pyfunction]
#[pyo3(signature = (list, id, /))]
pub(crate) fn title(list: &str, id: &str) -> PyResult<&'static str> {
    title_of(list, id).ok_or_else(|| unknown(list, id))
}

/// Id and number of every entry of a list; the number is `None` in lists that have none.
#[pyfunction]
#[pyo3(signature = (list, /))]
// Some lists have smaller numbers.
#[allow(clippy::useless_conversion)]
pub(crate) fn members(list: &str) -> PyResult<Vec<(&'static str, Option<u16>)>> {
    let numbered = of_list!(list, One => One::ALL.iter().map(|one| (one.id(), Some(u16::from(one.number())))).collect();
        Action Blocklist Bounce Category Cause Command Group Provider Severity Side Vocabulary);
    numbered
        .or_else(|| {
            of_list!(list, One => One::ALL.iter().map(|one| (one.id(), None)).collect();
            EventKind EventSource EvidenceKind ExplanationKind Listed ProviderKind Relation)
        })
        .ok_or_else(|| PyValueError::new_err(format!("expected the name of a list, found {list:?}")))
}

/// The meaning of an entry of a short list.
#[pyfunction]
#[pyo3(signature = (list, id, /))]
pub(crate) fn item_facts(list: &str, id: &str) -> PyResult<&'static str> {
    of_list!(list, One => One::from_id(id).map(One::meaning);
        Action Bounce Category Cause Group Severity Side)
    .flatten()
    .ok_or_else(|| unknown(list, id))
}

/// What is known about a category.
#[pyfunction]
#[pyo3(signature = (id, /))]
pub(crate) fn category_facts<'py>(py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
    let category: Category = from_id(id)?;
    let d = PyDict::new(py);
    d.set_item("group", category.group().member(py)?)?;
    d.set_item("side", category.side().member(py)?)?;
    d.set_item("cause", optional(category.cause(), py)?)?;
    d.set_item("is_hard", category.is_hard())?;
    d.set_item("action", category.action().member(py)?)?;
    d.set_item("advice", Advice(category.advice()).object(py)?)?;
    let actions = PyDict::new(py);
    for severity in Severity::ALL {
        actions.set_item(severity.id(), category.action_on(*severity).member(py)?)?;
    }
    d.set_item("action_on", actions)?;
    Ok(d)
}

/// What is known about a provider.
#[pyfunction]
#[pyo3(signature = (id, /))]
pub(crate) fn provider_facts<'py>(py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
    let provider: Provider = from_id(id)?;
    let d = PyDict::new(py);
    d.set_item("kind", provider.kind().member(py)?)?;
    d.set_item("hosts", PyList::new(py, provider.hosts())?.to_tuple())?;
    d.set_item("domains", PyList::new(py, provider.domains())?.to_tuple())?;
    d.set_item("markers", PyList::new(py, provider.markers())?.to_tuple())?;
    d.set_item("postmaster", provider.postmaster())?;
    Ok(d)
}

/// The provider that runs a receiving host.
#[pyfunction]
#[pyo3(signature = (host, /))]
pub(crate) fn provider_from_host(py: Python<'_>, host: &str) -> PyResult<Option<Py<PyAny>>> {
    optional(Provider::from_host(host), py)
}

/// The provider that a text names.
#[pyfunction]
#[pyo3(signature = (name, /))]
pub(crate) fn provider_from_name(py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
    from_name::<Provider>(name)?.member(py)
}

/// The command that a text names.
#[pyfunction]
#[pyo3(signature = (name, /))]
pub(crate) fn command_from_name(py: Python<'_>, name: &str) -> PyResult<Py<PyAny>> {
    from_name::<Command>(name)?.member(py)
}

/// What is known about a block list.
#[pyfunction]
#[pyo3(signature = (id, /))]
pub(crate) fn blocklist_facts<'py>(py: Python<'py>, id: &str) -> PyResult<Bound<'py, PyDict>> {
    let list: Blocklist = from_id(id)?;
    let d = PyDict::new(py);
    d.set_item("operator", list.operator())?;
    d.set_item("lists", list.lists().member(py)?)?;
    d.set_item("markers", PyList::new(py, list.markers())?.to_tuple())?;
    d.set_item("removal", list.removal())?;
    d.set_item("closed", list.closed())?;
    Ok(d)
}

/// What is known about a reply code.
#[pyfunction]
#[pyo3(signature = (code, /))]
pub(crate) fn reply_code_facts(py: Python<'_>, code: u16) -> PyResult<Bound<'_, PyDict>> {
    let code = ReplyCode::from_u16(code).map_err(|e| PyValueError::new_err(e.to_string()))?;
    let d = PyDict::new(py);
    d.set_item("title", code.title())?;
    d.set_item("meaning", code.meaning())?;
    d.set_item("popular", code.popular())?;
    d.set_item("advice", code.advice().map(|a| Advice(a).object(py)).transpose()?)?;
    d.set_item("source", code.source())?;
    d.set_item("category", optional(code.category(), py)?)?;
    d.set_item("severity", code.severity().member(py)?)?;
    d.set_item("is_known", code.is_known())?;
    d.set_item("is_standard", code.is_standard())?;
    Ok(d)
}

/// A built-in rule, as keyword arguments of `smtpcodes.Rule`.
#[pyfunction]
#[pyo3(signature = (id, /))]
pub(crate) fn rule_facts<'py>(py: Python<'py>, id: &str) -> PyResult<Option<Bound<'py, PyDict>>> {
    let Some(rule) = Rule::from_id(id) else { return Ok(None) };
    let providers: Vec<_> = rule.providers.iter().map(|p| p.member(py)).collect::<PyResult<_>>()?;
    let d = PyDict::new(py);
    d.set_item("id", rule.id)?;
    d.set_item("category", rule.category.member(py)?)?;
    d.set_item("severity", optional(rule.severity, py)?)?;
    d.set_item("providers", PyTuple::new(py, providers)?)?;
    d.set_item("source", rule.source)?;
    d.set_item("example", rule.example)?;
    Ok(Some(d))
}

/// The ids of all built-in rules, in their order.
///
/// >>> from smtpcodes import rule_ids
/// >>> "user-unknown" in rule_ids()
/// True
#[pyfunction]
pub(crate) fn rule_ids(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, Rule::ALL.iter().map(|rule| rule.id))
}

/// What another product calls a category: relation and label.
#[pyfunction]
#[pyo3(signature = (category, vocabulary, /))]
pub(crate) fn crosswalk(
    py: Python<'_>,
    category: &str,
    vocabulary: &str,
) -> PyResult<(Py<PyAny>, Option<&'static str>)> {
    let there = from_id::<Category>(category)?.to_vocabulary(from_id(vocabulary)?);
    Ok((there.relation.member(py)?, there.label))
}

/// The product's own page about its labels.
#[pyfunction]
#[pyo3(signature = (vocabulary, /))]
pub(crate) fn vocabulary_source(vocabulary: &str) -> PyResult<Option<&'static str>> {
    Ok(from_id::<Vocabulary>(vocabulary)?.source())
}

/// A label, the category that it means best, and how it stands to that.
type LabelRow = (&'static str, Option<Py<PyAny>>, Py<PyAny>);

/// The labels of a vocabulary, or the one that is asked for, in any case of letters.
#[pyfunction]
#[pyo3(signature = (vocabulary, label=None, /))]
pub(crate) fn labels(py: Python<'_>, vocabulary: &str, label: Option<&str>) -> PyResult<Vec<LabelRow>> {
    let vocabulary: Vocabulary = from_id(vocabulary)?;
    let row = |l: &smtpcodes::Label| Ok((l.label, optional(l.category, py)?, l.relation.member(py)?));
    match label {
        Some(label) => vocabulary.label(label).into_iter().map(row).collect(),
        None => vocabulary.labels().iter().map(row).collect(),
    }
}
