//! `smtpcodes events`: the webhooks of a sending platform, each with our verdict beside the platform's word.

use std::io::{self, Write};
use std::path::Path;

use indicatif::ProgressBar;
use serde::de::IgnoredAny;
use serde::ser::{Serialize, SerializeMap, Serializer};
use smtpcodes::{Classifier, Context, Line};
use smtpcodes_events::{DeliveryEvent, EventSource, from_event_with};

use crate::command::EventsArgs;
use crate::failure::{Done, Failure, complain};
use crate::input::lines::Next;
use crate::input::open::open;
use crate::input::record::VERDICT;
use crate::input::{self, name, plain};
use crate::output::csv::{self, verdict_cells};
use crate::output::rows::Rows;
use crate::output::value::Value;

/// Bytes that a document of several lines may have.
const MAX_DOCUMENT: usize = 64 << 20;

/// Runs the command.
pub(crate) fn run(args: &EventsArgs) -> Result<Done, Failure> {
    let classifier = args.own.classifier(Some(&args.files))?;
    let mut output = Rows::new(args.format, FIELDS.map(|(name, _)| name))?;
    let done = input::each(&args.files, |path, bar| {
        let mut reader = Reader {
            source: args.source,
            classifier: &classifier,
            path,
            bar,
            out: &mut output,
            bodies: 0,
            events: 0,
            done: Done::All,
        };
        reader.run()?;
        Ok(reader.done)
    })?;
    output.finish()?;
    Ok(done)
}

/// One input, and how far it has been read.
struct Reader<'a> {
    source: EventSource,
    classifier: &'a Classifier,
    path: &'a Path,
    bar: &'a ProgressBar,
    out: &'a mut Rows,
    bodies: u64,
    events: u64,
    done: Done,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), Failure> {
        match self.read() {
            Ok(()) => {}
            Err(Stop::Unreadable(error)) => self.complain(None, &plain(&error)),
            Err(Stop::Failed(failure)) => return Err(failure),
        }
        // Some bodies tell of nothing; if none tells of anything, they are somebody else's.
        if self.bodies > 0 && self.events == 0 {
            self.complain(None, &format!("holds no event of {}", self.source));
        }
        Ok(())
    }

    /// A document a line, or one for all lines: the first line tells.
    fn read(&mut self) -> Result<(), Stop> {
        let mut lines = open(self.path, self.bar).map_err(Stop::Unreadable)?;
        let mut line = Vec::new();
        let mut document: Option<Vec<u8>> = None;
        let mut first = true;
        loop {
            let (number, cut) = match lines.next(&mut line).map_err(Stop::Unreadable)? {
                Next::Line { number, cut } => (number, cut),
                Next::Idle => {
                    self.out.flush()?;
                    continue;
                }
                Next::Pause => continue,
                Next::End => break,
            };
            if cut {
                self.complain(Some(number), &format!("the line is longer than {} bytes", Line::MAX));
                continue;
            }
            if let Some(document) = &mut document {
                if document.len() + line.len() > MAX_DOCUMENT {
                    self.complain(None, &format!("the document is longer than {MAX_DOCUMENT} bytes"));
                    return Ok(());
                }
                document.push(b'\n');
                document.extend_from_slice(&line);
                continue;
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            match json(&line) {
                Ok(()) => self.body(&line)?,
                Err(error) if first && error.is_eof() => document = Some(std::mem::take(&mut line)),
                Err(error) => self.complain(Some(number), &format!("not JSON: {error}")),
            }
            first = false;
        }
        if let Some(document) = document {
            match json(&document) {
                Ok(()) => self.body(&document)?,
                Err(error) => self.complain(None, &format!("not JSON: {error}")),
            }
        }
        Ok(())
    }

    fn body(&mut self, body: &[u8]) -> Result<(), Stop> {
        self.bodies += 1;
        let events = match from_event_with(self.source, body, self.classifier, &Context::new()) {
            Ok(events) => events,
            // That it is JSON has been asked before, but not of all that its texts hold.
            Err(error) => {
                self.complain(None, &error.to_string());
                return Ok(());
            }
        };
        for event in events {
            self.events += 1;
            write(self.out, &event)?;
        }
        Ok(())
    }

    fn complain(&mut self, line: Option<u64>, message: &str) {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        complain(&format!("{}{line}: {message}", name(self.path)));
        self.done = Done::Partly;
    }
}

/// Whether a text is JSON. What is not UTF-8 in it is replaced later, and no mistake here.
fn json(text: &[u8]) -> serde_json::Result<()> {
    serde_json::from_str::<IgnoredAny>(&String::from_utf8_lossy(text)).map(|_| ())
}

/// What ends the reading of an input: its own failure, or that of the output.
enum Stop {
    Unreadable(io::Error),
    Failed(Failure),
}

/// Writing alone fails without being told what failed.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// What is printed of an event before the verdict.
type Field = (&'static str, fn(&DeliveryEvent) -> Value<'_>);

const FIELDS: [Field; 10] = [
    ("source", |event| event.source.id().into()),
    ("kind", |event| event.kind.id().into()),
    ("recipient", |event| event.recipient.as_deref().into()),
    ("message_id", |event| event.message_id.as_deref().into()),
    ("time", |event| event.time.as_deref().into()),
    ("label", |event| event.label.as_deref().into()),
    ("label_category", |event| event.label_category.map(|category| category.id()).into()),
    ("label_disagrees", |event| event.label_disagrees.into()),
    ("reply", |event| event.reply.as_deref().into()),
    ("diagnostic", |event| event.diagnostic.as_deref().into()),
];

/// An event as NDJSON shows it.
struct Row<'a>(&'a DeliveryEvent);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(FIELDS.len() + 1))?;
        for (name, value) in FIELDS {
            map.serialize_entry(name, &value(self.0))?;
        }
        map.serialize_entry(VERDICT, &self.0.verdict)?;
        map.end()
    }
}

/// Prints an event.
fn write(out: &mut Rows, event: &DeliveryEvent) -> io::Result<()> {
    match out {
        Rows::Text(text) => {
            let (page, report) = &mut **text;
            report.add(
                page,
                event.diagnostic.as_deref().unwrap_or("(what the server said is not passed on)"),
                &event.verdict,
            )?;
            let facts = [Some(event.kind.id()), event.recipient.as_deref(), event.time.as_deref()];
            page.field(4, "event", &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
            let Some(label) = &event.label else { return Ok(()) };
            let meaning = event.label_category.map(|category| format!(" ({category})")).unwrap_or_default();
            let disagrees = if event.label_disagrees { ", which the verdict contradicts" } else { "" };
            page.field(4, "label", &format!("{label}{meaning}{disagrees}"))
        }
        Rows::Ndjson(out) => {
            serde_json::to_writer(&mut *out, &Row(event))?;
            out.write_all(b"\n")
        }
        Rows::Csv(out) => {
            let own = FIELDS.iter().map(|(_, value)| value(event).cell());
            csv::row(out, own.chain(verdict_cells(&event.verdict)))
        }
    }
}
