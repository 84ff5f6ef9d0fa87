//! Webhooks of sending platforms.

use napi::Env;
use napi::bindgen_prelude::{BufferSlice, Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{Classifier, Context};
use smtpcodes_events::{DeliveryEvent, EventSource, from_event_with};

use crate::context::Known;
use crate::text::to_utf16;
use crate::verdict::Columns;

/// A report about one recipient.
#[napi(object, object_from_js = false, use_nullable = true)]
pub struct EventInfo {
    /// Whose report it is.
    pub source: &'static str,
    /// What it reports.
    pub kind: &'static str,
    /// About whom.
    pub recipient: Option<String>,
    /// The platform's id of the message.
    pub message_id: Option<String>,
    /// When, as the platform wrote it.
    pub time: Option<String>,
    /// The platform's own word.
    pub label: Option<String>,
    /// What that word means.
    pub label_category: Option<&'static str>,
    /// What the receiving server said.
    pub reply: Option<String>,
    /// What was classified.
    pub diagnostic: Option<String>,
    /// Whether word and verdict contradict each other.
    pub label_disagrees: bool,
}

impl From<DeliveryEvent> for EventInfo {
    fn from(event: DeliveryEvent) -> Self {
        Self {
            source: event.source.id(),
            kind: event.kind.id(),
            recipient: event.recipient,
            message_id: event.message_id,
            time: event.time,
            label: event.label,
            label_category: event.label_category.map(smtpcodes::Category::id),
            reply: event.reply,
            diagnostic: event.diagnostic,
            label_disagrees: event.label_disagrees,
        }
    }
}

/// The events of a body, and their verdicts.
#[napi(object, object_from_js = false)]
pub struct EventsRead<'env> {
    /// In their order.
    pub events: Vec<EventInfo>,
    /// Columns of as many rows, as `VerdictColumns` holds them. JavaScript's own memory: ours would wait for the event loop
    /// to be given back.
    pub columns: BufferSlice<'env>,
    /// What is wrong with a body that is not JSON.
    pub mistake: Option<String>,
}

/// The events in the body of a webhook.
#[napi(catch_unwind)]
pub fn read_events<'env>(
    env: &'env Env,
    source: String,
    body: &[u8],
    known: Option<Known>,
) -> Result<EventsRead<'env>> {
    read(env, &Classifier::builtin(), &source, body, known.as_ref())
}

pub(crate) fn read<'env>(
    env: &'env Env,
    classifier: &Classifier,
    source: &str,
    body: &[u8],
    known: Option<&Known>,
) -> Result<EventsRead<'env>> {
    let source: EventSource = source
        .parse()
        .map_err(|e| Error::new(Status::InvalidArg, format!("source: {e}, found {source:?}")))?;
    let context = known.map_or(Ok(Context::new()), Known::context)?;
    let (events, mistake) = match from_event_with(source, body, classifier, &context) {
        Ok(events) => (events, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let verdicts = events.iter().map(|event| {
        let mut verdict = event.verdict;
        if let Some(diagnostic) = &event.diagnostic {
            to_utf16(&mut verdict, diagnostic.as_bytes());
        }
        verdict
    });
    let columns = Columns::filled(&verdicts.collect::<Vec<_>>());
    let columns = BufferSlice::copy_from(env, columns)?;
    Ok(EventsRead { events: events.into_iter().map(EventInfo::from).collect(), columns, mistake })
}
