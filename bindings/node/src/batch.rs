//! Many replies in one call.

use napi::Env;
use napi::bindgen_prelude::{Error, Result, Status};
use napi_derive::napi;
use smtpcodes::{Classifier, Context};

use crate::classify::of_text;
use crate::context::Known;
use crate::text::JsText;
use crate::verdict::Columns;

/// The verdicts on strings, which `replies` holds with a line feed between them, from row `first` on.
///
/// `lengths` counts UTF-16 units. `which` has the number of each reply's context among `known`; it is empty
/// if all have the first, or none.
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
) -> Result<()> {
    strings(&Classifier::builtin(), env, replies, lengths, out, first, &known, which)
}

/// The verdicts on byte strings, which `replies` holds behind each other, from row `first` on.
///
/// `lengths` counts bytes.
#[napi(catch_unwind)]
#[allow(clippy::too_many_arguments, reason = "an object would have to be read property by property")]
pub fn classify_buffers(
    replies: &[u8],
    lengths: &[u32],
    #[napi(ts_arg_type = "Uint8Array")] out: Columns<'_>,
    first: u32,
    known: Vec<Known>,
    which: &[u32],
) -> Result<()> {
    buffers(&Classifier::builtin(), replies, lengths, out, first, &known, which)
}

#[allow(clippy::too_many_arguments, reason = "as above")]
pub(crate) fn strings(
    classifier: &Classifier,
    env: Env,
    replies: JsText,
    lengths: &[u32],
    mut out: Columns<'_>,
    first: u32,
    known: &[Known],
    which: &[u32],
) -> Result<()> {
    let contexts = Contexts::read(known, which)?;
    let units: usize = lengths.iter().map(|&l| l as usize + 1).sum();
    // A unit takes at most three bytes; a character of two units takes four.
    replies.with(env, units * 3, |all| {
        let mut rest = all;
        for (row, &length) in lengths.iter().enumerate() {
            let context = contexts.of(row);
            let ascii = rest.get(..length as usize).filter(|reply| reply.is_ascii());
            let (reply, verdict) = match ascii {
                Some(reply) => (reply, classifier.classify_with(reply, context)),
                None => {
                    let reply = &rest[..bytes_of(rest, length as usize)];
                    (reply, of_text(classifier, reply, context))
                }
            };
            out.write(first as usize + row, &verdict);
            // And the line feed.
            rest = rest.get(reply.len() + 1..).unwrap_or_default();
        }
    })
}

#[allow(clippy::too_many_arguments, reason = "as above")]
pub(crate) fn buffers(
    classifier: &Classifier,
    replies: &[u8],
    lengths: &[u32],
    mut out: Columns<'_>,
    first: u32,
    known: &[Known],
    which: &[u32],
) -> Result<()> {
    let contexts = Contexts::read(known, which)?;
    let mut rest = replies;
    for (row, &length) in lengths.iter().enumerate() {
        let (reply, behind) = rest.split_at((length as usize).min(rest.len()));
        rest = behind;
        out.write(first as usize + row, &classifier.classify_with(reply, contexts.of(row)));
    }
    Ok(())
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
struct Contexts<'a> {
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

    fn of(&self, row: usize) -> &Context<'a> {
        &self.distinct[self.which.get(row).map_or(0, |&n| n as usize)]
    }
}
