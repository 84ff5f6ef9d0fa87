//! Classifies a column on several threads.

use core::fmt;
use core::net::IpAddr;
use core::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

use smtpcodes::{Classifier, Context, Repeats, UnknownId};

use super::input::{Columns, Known};
use super::output::Output;
use super::rows::{Interners, Rows, Slots};
use super::text::Texts;
use crate::members::Named;
use crate::reply::count_characters;

/// So many rows are worth a thread.
const PART: usize = 8192;

/// A value in a column that names nothing.
#[derive(Debug)]
pub(super) struct Unknown {
    row: usize,
    error: UnknownId,
    found: String,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}, found {:?}", self.row, self.error, self.found)
    }
}

/// The verdicts on a column.
pub(super) fn classify(
    classifier: &Classifier,
    columns: &Columns,
    threads: Option<NonZeroUsize>,
) -> Result<Output, Unknown> {
    let distinct = if columns.same_for_all() { columns.replies.distinct() } else { None };
    let replies = distinct.as_ref().map_or(&columns.replies, |(values, _)| values);
    let (rows, interners) = on_threads(classifier, replies, columns, threads)?;
    let rows = distinct.map_or_else(|| None, |(_, places)| Some(rows.gather(&places))).unwrap_or(rows);
    Ok(Output::new(rows, interners))
}

/// A part of the column: its first row, and where its verdicts go.
type Part<'a> = (usize, Slots<'a>);

fn on_threads(
    classifier: &Classifier,
    replies: &Texts,
    columns: &Columns,
    threads: Option<NonZeroUsize>,
) -> Result<(Rows, Interners), Unknown> {
    let len = replies.len();
    let mut rows = Rows::new(len);
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(len / PART + 1);
    let mut rest = rows.slots();
    for first in (0..len).step_by(PART) {
        let (part, behind) = rest.split_at(PART.min(len - first));
        parts.push((first, part));
        rest = behind;
    }
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    let count = threads.map_or(1, usize::from).min(parts.len());

    let job = Job { replies, columns };
    let parts = Mutex::new(parts);
    let take = || parts.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let worker = || {
        let mut repeats = Repeats::new(classifier.clone());
        let mut interners = Interners::new();
        let mut done = Vec::new();
        let mut failed = None;
        while let Some((first, mut slots)) = take() {
            let result = job.run(first, &mut slots, PART.min(len - first), &mut repeats, &mut interners);
            // The earliest row with a mistake is told, however the parts were shared out.
            failed = earlier(failed, result.err());
            done.push(slots);
        }
        (done, interners, failed)
    };
    let results = thread::scope(|scope| {
        let others: Vec<_> = (1..count).map(|_| scope.spawn(worker)).collect();
        let mut results = vec![worker()];
        for other in others {
            match other.join() {
                Ok(result) => results.push(result),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });

    let mut all = Interners::new();
    let mut failed = None;
    for (done, interners, mistake) in results {
        let (codes, ids) = (all.codes.merge(&interners.codes), all.ids.merge(&interners.ids));
        for mut slots in done {
            slots.renumber(&codes, &ids);
        }
        failed = earlier(failed, mistake);
    }
    drop(parts);
    failed.map_or(Ok((rows, all)), Err)
}

fn earlier(one: Option<Unknown>, other: Option<Unknown>) -> Option<Unknown> {
    one.into_iter().chain(other).min_by_key(|mistake| mistake.row)
}

/// What all threads read.
struct Job<'a> {
    replies: &'a Texts,
    columns: &'a Columns,
}

impl<'a> Job<'a> {
    fn run(
        &self,
        first: usize,
        slots: &mut Slots<'_>,
        len: usize,
        repeats: &mut Repeats<'a>,
        interners: &mut Interners,
    ) -> Result<(), Unknown> {
        let mut facts = Facts::from(self.columns, first);
        for (place, reply) in self.replies.from(first).enumerate().take(len) {
            let context = facts.next(first + place)?;
            if let Some(reply) = reply {
                let mut verdict = repeats.classify_with(reply, &context);
                if self.columns.is_wide(first + place) {
                    count_characters(reply, &mut verdict);
                }
                slots.set(place, &verdict, interners);
            }
        }
        Ok(())
    }
}

/// A column that is read along with the replies.
type Along<'a> = Option<Box<dyn Iterator<Item = Option<&'a [u8]>> + 'a>>;

/// What is known about one reply after the other.
struct Facts<'a> {
    all: Context<'a>,
    remote_host: Along<'a>,
    provider: Along<'a>,
    command: Along<'a>,
    sending_ip: Along<'a>,
}

impl<'a> Facts<'a> {
    fn from(columns: &'a Columns, first: usize) -> Self {
        let along = |texts: Option<&'a Texts>| -> Along<'a> {
            texts.map(|texts| Box::new(texts.from(first)) as Box<dyn Iterator<Item = _>>)
        };
        let mut all = Context::new();
        if let Known::All(host) = &columns.remote_host {
            all = all.remote_host(host);
        }
        if let Known::All(provider) = columns.provider {
            all = all.provider(provider);
        }
        if let Known::All(command) = columns.command {
            all = all.command(command);
        }
        if let Known::All(ip) = columns.sending_ip {
            all = all.sending_ip(ip);
        }
        Self {
            all,
            remote_host: along(columns.remote_host.each()),
            provider: along(columns.provider.each()),
            command: along(columns.command.each()),
            sending_ip: along(columns.sending_ip.each()),
        }
    }

    fn next(&mut self, row: usize) -> Result<Context<'a>, Unknown> {
        let mut context = self.all;
        // A host name that is not UTF-8 is of nobody that we know.
        if let Some(host) = next(&mut self.remote_host).and_then(|host| str::from_utf8(host).ok()) {
            context = context.remote_host(host);
        }
        if let Some(name) = next(&mut self.provider) {
            context = context.provider(entry(name, row)?);
        }
        if let Some(name) = next(&mut self.command) {
            context = context.command(entry(name, row)?);
        }
        if let Some(ip) = next(&mut self.sending_ip).and_then(ip_address) {
            context = context.sending_ip(ip);
        }
        Ok(context)
    }
}

fn next<'a>(column: &mut Along<'a>) -> Option<&'a [u8]> {
    column.as_mut()?.next()?
}

fn entry<T: Named>(name: &[u8], row: usize) -> Result<T, Unknown> {
    // What is not UTF-8 names nothing either.
    let name = String::from_utf8_lossy(name);
    T::from_name(&name).map_err(|error| Unknown { row, error, found: name.into_owned() })
}

/// Logs have all sorts of things in the place of an address: those count as not known.
fn ip_address(text: &[u8]) -> Option<IpAddr> {
    str::from_utf8(text).ok()?.trim().parse().ok()
}
