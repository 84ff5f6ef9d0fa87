//! Webhooks of sending platforms.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use smtpcodes_events::{DeliveryEvent, EventSource, UnknownSource, from_event_with};

use crate::classifier::Classifier;
use crate::context::Known;
use crate::members::optional;
use crate::reply::{Reply, bytes};
use crate::verdict::Verdict;

/// The events in the body of a webhook, as keyword arguments of `smtpcodes.DeliveryEvent`.
#[pyfunction]
#[pyo3(signature = (source, body, classifier, /, *, remote_host, provider, command, sending_ip))]
#[allow(clippy::too_many_arguments)]
pub(crate) fn read_events<'py>(
    py: Python<'py>,
    source: &str,
    body: &Bound<'py, PyAny>,
    classifier: Option<&Classifier>,
    remote_host: Option<&str>,
    provider: Option<&str>,
    command: Option<&str>,
    sending_ip: Option<&Bound<'py, PyAny>>,
) -> PyResult<Vec<Bound<'py, PyDict>>> {
    let source: EventSource = source
        .parse()
        .map_err(|e: UnknownSource| PyValueError::new_err(format!("source: {e}, found {source:?}")))?;
    let Some(body) = bytes(body)? else {
        let found = body.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "expected a body as str, bytes or what json.loads gave, found {found}"
        )));
    };
    let context = Known { remote_host, provider, command, sending_ip }.context()?;
    let events = match classifier {
        Some(own) => from_event_with(source, &body, &own.load(), &context),
        None => from_event_with(source, &body, &smtpcodes::Classifier::builtin(), &context),
    };
    let events = events.map_err(|e| PyValueError::new_err(format!("body: {e}")))?;
    events.into_iter().map(|event| facts(py, event)).collect()
}

fn facts(py: Python<'_>, event: DeliveryEvent) -> PyResult<Bound<'_, PyDict>> {
    let mut verdict = event.verdict;
    if let Some(diagnostic) = &event.diagnostic {
        Reply::of_text(diagnostic).count_as_caller(&mut verdict);
    }
    let d = PyDict::new(py);
    d.set_item("source", event.source.id())?;
    d.set_item("kind", event.kind.id())?;
    d.set_item("recipient", event.recipient)?;
    d.set_item("message_id", event.message_id)?;
    d.set_item("time", event.time)?;
    d.set_item("label", event.label)?;
    d.set_item("label_category", optional(event.label_category, py)?)?;
    d.set_item("reply", event.reply)?;
    d.set_item("diagnostic", event.diagnostic)?;
    d.set_item("verdict", Bound::new(py, Verdict(verdict))?)?;
    d.set_item("label_disagrees", event.label_disagrees)?;
    Ok(d)
}
