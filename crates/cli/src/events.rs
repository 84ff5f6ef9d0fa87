//! `smtpcodes events`: the webhooks of a sending platform, each with our verdict beside the platform's word.

use std::io::{self, Write};
use std::path::Path;

use indicatif::ProgressBar;
use serde::Serialize;
use serde::de::IgnoredAny;
use smtpcodes::{Classifier, Context, Line, Verdict};
use smtpcodes_events::{DeliveryEvent, EventSource, from_event_with};

use crate::classify::own_rules;
use crate::command::EventsArgs;
use crate::failure::{Done, Failure, complain};
use crate::input::lines::Next;
use crate::input::open::open;
use crate::input::{name, paths, plain};
use crate::output::csv::{self, VERDICT_COLUMNS, verdict_cells};
use crate::output::progress;
use crate::output::rows::Rows;

/// Bytes that a document of several lines may have.
const MAX_DOCUMENT: usize = 64 << 20;

/// Runs the command.
pub(crate) fn run(args: &EventsArgs) -> Result<Done, Failure> {
    let classifier = match &args.rules {
        Some(file) => own_rules(file)?,
        None => Classifier::builtin(),
    };
    let mut output = Rows::new(args.format, COLUMNS.into_iter().chain(VERDICT_COLUMNS))?;
    let paths = paths(&args.files);
    let bar = progress::bar(&paths);
    let mut done = Done::All;
    for path in &paths {
        let mut reader = Reader {
            source: args.source,
            classifier: &classifier,
            path,
            bar: &bar,
            out: &mut output,
            bodies: 0,
            events: 0,
            done: Done::All,
        };
        reader.run()?;
        done = done.and(reader.done);
    }
    bar.finish_and_clear();
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
        for event in from_event_with(self.source, body, self.classifier, &Context::new()) {
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

/// An event as NDJSON shows it.
#[derive(Serialize)]
struct Row<'a> {
    source: &'a str,
    kind: &'a str,
    recipient: Option<&'a str>,
    message_id: Option<&'a str>,
    time: Option<&'a str>,
    label: Option<&'a str>,
    label_category: Option<&'a str>,
    label_disagrees: bool,
    reply: Option<&'a str>,
    diagnostic: Option<&'a str>,
    verdict: &'a Verdict,
}

impl<'a> From<&'a DeliveryEvent> for Row<'a> {
    fn from(event: &'a DeliveryEvent) -> Self {
        Self {
            source: event.source.id(),
            kind: event.kind.id(),
            recipient: event.recipient.as_deref(),
            message_id: event.message_id.as_deref(),
            time: event.time.as_deref(),
            label: event.label.as_deref(),
            label_category: event.label_category.map(|category| category.id()),
            label_disagrees: event.label_disagrees,
            reply: event.reply.as_deref(),
            diagnostic: event.diagnostic.as_deref(),
            verdict: &event.verdict,
        }
    }
}

/// The columns of CSV before those of the verdict.
const COLUMNS: [&str; 10] = [
    "source",
    "kind",
    "recipient",
    "message_id",
    "time",
    "label",
    "label_category",
    "label_disagrees",
    "reply",
    "diagnostic",
];

/// Prints an event.
fn write(out: &mut Rows, event: &DeliveryEvent) -> io::Result<()> {
    let row = Row::from(event);
    match out {
        Rows::Text(text) => {
            let (page, report) = &mut **text;
            report.add(
                page,
                row.diagnostic.unwrap_or("(what the server said is not passed on)"),
                row.verdict,
            )?;
            let facts = [Some(row.kind), row.recipient, row.time];
            page.field(4, "event", &facts.into_iter().flatten().collect::<Vec<_>>().join(" · "))?;
            let Some(label) = row.label else { return Ok(()) };
            let meaning = row.label_category.map(|id| format!(" ({id})")).unwrap_or_default();
            let disagrees = if row.label_disagrees { ", which the verdict contradicts" } else { "" };
            page.field(4, "label", &format!("{label}{meaning}{disagrees}"))
        }
        Rows::Ndjson(out) => {
            serde_json::to_writer(&mut *out, &row)?;
            out.write_all(b"\n")
        }
        Rows::Csv(out) => {
            let text = |text: Option<&'_ str>| text.unwrap_or_default().to_owned();
            let own = [
                row.source.to_owned(),
                row.kind.to_owned(),
                text(row.recipient),
                text(row.message_id),
                text(row.time),
                text(row.label),
                text(row.label_category),
                row.label_disagrees.to_string(),
                text(row.reply),
                text(row.diagnostic),
            ];
            csv::row(out, own.iter().chain(&verdict_cells(row.verdict)).map(String::as_str))
        }
    }
}
