//! `smtpcodes udf`: an executable user-defined function of ClickHouse.
//!
//! ClickHouse writes rows of arguments, and waits for as many values; with a pool of processes it does so again
//! and again, and the input does not end between. So nothing may be held back: [`Patient`] sends what is
//! written before it waits for more.

mod arrow_stream;
mod row_binary;
mod tab_separated;
mod types;

use std::cell::RefCell;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use smtpcodes::{Command, Context, Provider, Shapes, Verdict};

use crate::command::{Argument, Part, UdfArgs, UdfFormat};
use crate::failure::{Done, Failure};

/// Runs the command.
pub(crate) fn run(args: &UdfArgs) -> Result<Done, Failure> {
    if args.arguments.iter().filter(|a| **a == Argument::Reply).count() != 1 {
        return Err(Failure::Usage("expected `reply` once among the arguments".to_owned()));
    }
    let classifier = args.own.classifier(Some(&[]))?;
    let function = Function {
        shapes: RefCell::new(Shapes::new(classifier)),
        arguments: &args.arguments,
        parts: &args.parts,
        chunk_header: args.chunk_header,
        nullable: args.nullable,
    };
    let output = RefCell::new(BufWriter::with_capacity(BUFFER, io::stdout().lock()));
    let patient = Patient { input: io::stdin().lock(), output: &output };
    let mut input = BufReader::with_capacity(BUFFER, patient);
    let answered = match args.format {
        UdfFormat::TabSeparated => tab_separated::answer(&function, &mut input, &output),
        UdfFormat::RowBinary => row_binary::answer(&function, &mut input, &output),
        UdfFormat::ArrowStream => arrow_stream::answer(&function, &mut input, &output),
    };
    // What was answered before a failure counts. A failure to write comes again here, and is told as one.
    output.borrow_mut().flush()?;
    match answered {
        Ok(()) => Ok(Done::All),
        Err(e) => Err(Failure::Told(format!("stdin: {e}"))),
    }
}

const BUFFER: usize = 64 << 10;

/// Where answers go.
type Output<W> = RefCell<BufWriter<W>>;

/// An input that sends what has been written before it waits for more.
struct Patient<'a, R, W: Write> {
    input: R,
    output: &'a Output<W>,
}

impl<R: Read, W: Write> Read for Patient<'_, R, W> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.output.borrow_mut().flush()?;
        self.input.read(into)
    }
}

/// What is to be done with each row.
struct Function<'a> {
    shapes: RefCell<Shapes>,
    arguments: &'a [Argument],
    parts: &'a [Part],
    chunk_header: bool,
    nullable: bool,
}

impl Function<'_> {
    /// The verdict on a row, the arguments of which `value` gives by their places; `None` if the reply is null.
    fn verdict<'v>(&self, value: impl Fn(usize) -> Option<&'v [u8]>) -> Option<Verdict> {
        let mut reply = None;
        let mut context = Context::new();
        for (place, argument) in self.arguments.iter().enumerate() {
            let Some(bytes) = value(place) else { continue };
            if *argument == Argument::Reply {
                reply = Some(bytes);
                continue;
            }
            // As for `classify`: what cannot be understood is not known.
            let Ok(text) = str::from_utf8(bytes) else { continue };
            match argument {
                Argument::RemoteHost if !text.is_empty() => context = context.remote_host(text),
                Argument::Provider => {
                    context = Provider::from_name(text).map_or(context, |p| context.provider(p));
                }
                Argument::Command => {
                    context = Command::from_name(text).map_or(context, |c| context.command(c));
                }
                Argument::SendingIp => {
                    context = text.trim().parse().map_or(context, |ip| context.sending_ip(ip));
                }
                _ => {}
            }
        }
        reply.map(|reply| self.shapes.borrow_mut().classify_with(reply, &context))
    }

    /// Calls `row` for each row until the input ends: for as many as each header tells, or for all.
    fn rows<R: BufRead>(
        &self,
        input: &mut R,
        mut row: impl FnMut(&mut R) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut done: u64 = 0;
        loop {
            let mut count = 1;
            if self.chunk_header {
                match header(input)? {
                    Some(told) => count = told,
                    None => return Ok(()),
                }
            } else if input.fill_buf()?.is_empty() {
                return Ok(());
            }
            for _ in 0..count {
                done += 1;
                row(input).map_err(|e| io::Error::new(e.kind(), format!("row {done}: {e}")))?;
            }
        }
    }
}

/// The number of rows in the chunk that follows; `None` at the end of the input.
fn header<R: BufRead>(input: &mut R) -> io::Result<Option<u64>> {
    // No number of rows is longer.
    const LONGEST: u64 = 20;
    let mut line = Vec::new();
    input.take(LONGEST + 1).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    let digits = line.strip_suffix(b"\n").and_then(|digits| str::from_utf8(digits).ok());
    let count = digits.and_then(|digits| digits.parse().ok());
    count.map(Some).ok_or_else(|| {
        invalid(format!("expected the number of rows in a chunk, found {:?}", String::from_utf8_lossy(&line)))
    })
}

/// A complaint about what was read.
fn invalid(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message.into())
}

/// A complaint about input that ends too early.
fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the input ends within it")
}
