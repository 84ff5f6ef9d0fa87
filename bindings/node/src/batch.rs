//! Many replies in one call.

use napi::Env;
use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{Classifier, Context};

use crate::context::Known;
use crate::parallel;
use crate::text::{JsText, to_utf16};
use crate::verdict::Columns;

/// The verdicts on strings, which `replies` holds with a line feed between them, from row `first` on.
///
/// `lengths` counts UTF-16 units. `which` has the number of each reply's context among `known`; it is empty
/// if all have the first, or none. `threads` is how many there may be, 0 for as many as there are cores.
#[napi(catch_unwind)]
#[allow(clippy::too_many_arguments, reason = "an object would have to be read property by property")]
pub fn classify_strings(
    env: Env,
    #[napi(ts_arg_type = "string")] replies: JsText,
    lengths: &[u32],
    #[napi(ts_arg_type = "Uint8Array")] out: Columns<'_>,
    first: u32,
    known: Vec<Known>,
    which: &[u32],
    threads: u32,
) -> Result<()> {
    let batch = Batch { lengths, first, known: &known, which, threads };
    batch.strings(&Classifier::builtin(), env, replies, out)
}

/// The verdicts on byte strings, which `replies` holds behind each other, from row `first` on.
///
/// `lengths` counts bytes; the others are as above.
#[napi(catch_unwind)]
#[allow(clippy::too_many_arguments, reason = "an object would have to be read property by property")]
pub fn classify_buffers(
    replies: &[u8],
    lengths: &[u32],
    #[napi(ts_arg_type = "Uint8Array")] out: Columns<'_>,
    first: u32,
    known: Vec<Known>,
    which: &[u32],
    threads: u32,
) -> Result<()> {
    let batch = Batch { lengths, first, known: &known, which, threads };
    batch.buffers(&Classifier::builtin(), replies, out)
}

/// What both kinds of batches have.
pub(crate) struct Batch<'a> {
    pub(crate) lengths: &'a [u32],
    pub(crate) first: u32,
    pub(crate) known: &'a [Known],
    pub(crate) which: &'a [u32],
    pub(crate) threads: u32,
}

impl Batch<'_> {
    pub(crate) fn strings(
        &self,
        classifier: &Classifier,
        env: Env,
        text: JsText,
        mut out: Columns<'_>,
    ) -> Result<()> {
        let contexts = Contexts::read(self.known, self.which)?;
        let units: usize = self.lengths.iter().map(|&l| l as usize + 1).sum();
        // A unit takes at most three bytes; a character of two units takes four.
        text.with(env, units * 3, |all| {
            let replies = cut(all, self.lengths);
            let mut verdicts = parallel::verdicts(classifier, &replies, &contexts, self.threads as usize);
            for (verdict, reply) in verdicts.iter_mut().zip(&replies) {
                to_utf16(verdict, reply);
            }
            out.write_all(self.first as usize, &verdicts);
        })
    }

    pub(crate) fn buffers(&self, classifier: &Classifier, bytes: &[u8], mut out: Columns<'_>) -> Result<()> {
        let contexts = Contexts::read(self.known, self.which)?;
        let mut rest = bytes;
        let mut next = |&length: &u32| {
            let (reply, behind) = rest.split_at((length as usize).min(rest.len()));
            rest = behind;
            reply
        };
        let replies: Vec<&[u8]> = self.lengths.iter().map(&mut next).collect();
        let verdicts = parallel::verdicts(classifier, &replies, &contexts, self.threads as usize);
        out.write_all(self.first as usize, &verdicts);
        Ok(())
    }
}

/// The replies of a text in which line feeds stand between them, by their lengths in UTF-16 units.
fn cut<'a>(text: &'a [u8], lengths: &[u32]) -> Vec<&'a [u8]> {
    let mut rest = text;
    let next = |&length: &u32| {
        let length = length as usize;
        // Where all is ASCII, a unit is a byte.
        let ascii = rest.get(..length).is_some_and(<[u8]>::is_ascii);
        let (reply, behind) = rest.split_at(if ascii { length } else { bytes_of(rest, length) });
        // And the line feed.
        rest = behind.get(1..).unwrap_or_default();
        reply
    };
    lengths.iter().map(next).collect()
}

/// How many bytes the first UTF-16 units of a text take.
fn bytes_of(text: &[u8], units: usize) -> usize {
    let mut seen = 0;
    let mut at = 0;
    while seen < units && at < text.len() {
        let (bytes, units) = match text[at] {
            0x00..=0x7f => (1, 1),
            0x80..=0xdf => (2, 1),
            0xe0..=0xef => (3, 1),
            _ => (4, 2),
        };
        at += bytes;
        seen += units;
    }
    at.min(text.len())
}

/// The contexts of a batch, read once each.
pub(crate) struct Contexts<'a> {
    distinct: Vec<Context<'a>>,
    which: &'a [u32],
}

impl<'a> Contexts<'a> {
    fn read(known: &'a [Known], which: &'a [u32]) -> Result<Self> {
        let mut distinct = known.iter().map(Known::context).collect::<Result<Vec<_>>>()?;
        if distinct.is_empty() {
            distinct.push(Context::new());
        }
        if which.iter().any(|&n| n as usize >= distinct.len()) {
            return Err(Error::new(Status::InvalidArg, "no context of this number".to_owned()));
        }
        Ok(Self { distinct, which })
    }

    pub(crate) fn of(&self, row: usize) -> Context<'a> {
        self.distinct[self.which.get(row).map_or(0, |&n| n as usize)]
    }
}
