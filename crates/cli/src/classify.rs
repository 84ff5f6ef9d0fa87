//! `smtpcodes classify`: a verdict on each reply.

use std::cell::RefCell;
use std::io::{self, Write};
use std::iter;
use std::path::Path;

use indicatif::ProgressBar;
use serde_json::value::RawValue;
use smtpcodes::{Context, Line, Shapes, Verdict};

use crate::command::{ClassifyArgs, Input};
use crate::failure::{Done, Failure, complain};
use crate::input::lines::Next;
use crate::input::open::open;
use crate::input::record::{Record, VERDICT};
use crate::input::replies::{Event, replies};
use crate::input::{self, name, unreadable};
use crate::output::csv::{self, verdict_cells};
use crate::output::rows::Rows;

/// Runs the command.
pub(crate) fn run(args: &ClassifyArgs) -> Result<Done, Failure> {
    let classifier = args.own.classifier(Some(&args.files))?;
    let shapes = RefCell::new(Shapes::new(classifier));
    let mut output = Rows::new(args.format, ["reply"])?;
    let done = input::each(&args.files, |path, bar| {
        let reader = Reader { shapes: &shapes, path, bar };
        match args.input {
            Input::Lines => reader.lines(&mut output),
            Input::Ndjson => reader.ndjson(&mut output),
        }
    })?;
    output.finish()?;
    Ok(done)
}

/// One input and what to do with it.
struct Reader<'a> {
    /// One for all inputs.
    shapes: &'a RefCell<Shapes>,
    path: &'a Path,
    bar: &'a ProgressBar,
}

impl Reader<'_> {
    /// Text: a reply a line, or several lines a reply.
    fn lines(&self, out: &mut Rows) -> Result<Done, Failure> {
        replies(self.path, self.bar, |event| match event {
            Event::Reply(reply) => {
                if reply.cut {
                    self.warn_of_cut(reply.line);
                }
                // What counts in the verdict are the bytes that are printed.
                let text = String::from_utf8_lossy(&reply.text);
                let verdict = self.classify(text.as_bytes(), &Context::new());
                write(out, &Row { fields: None, reply: &text, verdict: &verdict })
            }
            Event::Idle => out.flush(),
        })
    }

    /// NDJSON: an object a line.
    fn ndjson(&self, out: &mut Rows) -> Result<Done, Failure> {
        let mut lines = match open(self.path, self.bar) {
            Ok(lines) => lines,
            Err(e) => return Ok(unreadable(self.path, &e)),
        };
        let mut done = Done::All;
        let mut line = Vec::new();
        loop {
            let (number, cut) = match lines.next(&mut line) {
                Ok(Next::Line { number, cut }) => (number, cut),
                Ok(Next::Idle) => {
                    out.flush()?;
                    continue;
                }
                Ok(Next::Pause) => continue,
                Ok(Next::End) => return Ok(done),
                Err(e) => return Ok(unreadable(self.path, &e)),
            };
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                continue;
            }
            let read = if cut {
                Err(format!("the line is longer than {} bytes", Line::MAX))
            } else {
                self.record(&text, out)?
            };
            if let Err(message) = read {
                // So that the nth line of the output is about the nth of the input.
                if let Rows::Ndjson(out) = out {
                    error(out, if cut { "" } else { &text }, &message)?;
                }
                complain(&format!("{}:{number}: {message}", name(self.path)));
                done = Done::Partly;
            }
        }
    }

    /// One object; the inner error is about the line.
    fn record(&self, line: &str, out: &mut Rows) -> Result<Result<(), String>, Failure> {
        let read = Record::parse(line).and_then(|record| Ok((record.reply()?, record)));
        let (reply, record) = match read {
            Ok(read) => read,
            Err(message) => return Ok(Err(message)),
        };
        let verdict = record.context(|context| self.classify(&reply, context));
        let fields: Vec<_> = record.passed_through().collect();
        write(
            out,
            &Row { fields: Some(&fields), reply: &String::from_utf8_lossy(&reply), verdict: &verdict },
        )?;
        Ok(Ok(()))
    }

    fn classify(&self, reply: &[u8], context: &Context<'_>) -> Verdict {
        self.shapes.borrow_mut().classify_with(reply, context)
    }

    fn warn_of_cut(&self, line: u64) {
        complain(&format!(
            "{}:{line}: the reply is longer than {} bytes, the rest of it is left out",
            name(self.path),
            Line::MAX
        ));
    }
}

/// What is printed of one reply.
struct Row<'a> {
    /// The fields of the NDJSON object that it came in.
    fields: Option<&'a [(&'a str, &'a RawValue)]>,
    reply: &'a str,
    verdict: &'a Verdict,
}

/// Prints a verdict.
fn write(out: &mut Rows, row: &Row<'_>) -> io::Result<()> {
    match out {
        Rows::Text(text) => {
            let (page, report) = &mut **text;
            report.add(page, row.reply, row.verdict)
        }
        Rows::Ndjson(out) => ndjson(out, row),
        Rows::Csv(out) => csv::row(out, iter::once(row.reply.into()).chain(verdict_cells(row.verdict))),
    }
}

/// In place of the object of a line that has no verdict: the line, unless it is too long, and what is wrong with it.
fn error(out: &mut dyn Write, line: &str, message: &str) -> io::Result<()> {
    out.write_all(b"{\"line\":")?;
    serde_json::to_writer(&mut *out, &Some(line).filter(|line| !line.is_empty()))?;
    out.write_all(b",\"error\":")?;
    serde_json::to_writer(&mut *out, message)?;
    out.write_all(b"}\n")
}

/// The contract's object: the fields that came in, and the verdict.
fn ndjson(out: &mut dyn Write, row: &Row<'_>) -> io::Result<()> {
    out.write_all(b"{")?;
    match row.fields {
        Some(fields) => {
            for (key, value) in fields {
                serde_json::to_writer(&mut *out, key)?;
                write!(out, ":{},", value.get())?;
            }
        }
        None => {
            out.write_all(b"\"reply\":")?;
            serde_json::to_writer(&mut *out, row.reply)?;
            out.write_all(b",")?;
        }
    }
    write!(out, "\"{VERDICT}\":")?;
    serde_json::to_writer(&mut *out, row.verdict)?;
    out.write_all(b"}\n")
}
