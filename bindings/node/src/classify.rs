//! One reply at a time.

use napi::Env;
use napi::bindgen_prelude::Result;
use napi_derive::napi;
use smtpcodes::{Classifier, Context, Verdict};

use crate::context::Known;
use crate::text::{JsText, MOST, to_utf16};
use crate::verdict::Columns;

/// The verdict on a string, into row 0.
#[napi(catch_unwind)]
pub fn classify(
    env: Env,
    #[napi(ts_arg_type = "string")] reply: JsText,
    #[napi(ts_arg_type = "Uint8Array")] mut out: Columns<'_>,
    known: Option<Known>,
) -> Result<()> {
    string(&Classifier::builtin(), env, reply, known.as_ref(), &mut out)
}

/// The verdict on bytes, into row 0.
#[napi(catch_unwind)]
pub fn classify_bytes(
    reply: &[u8],
    #[napi(ts_arg_type = "Uint8Array")] mut out: Columns<'_>,
    known: Option<Known>,
) -> Result<()> {
    bytes(&Classifier::builtin(), reply, known.as_ref(), &mut out)
}

pub(crate) fn string(
    classifier: &Classifier,
    env: Env,
    reply: JsText,
    known: Option<&Known>,
    out: &mut Columns<'_>,
) -> Result<()> {
    let context = known.map_or(Ok(Context::new()), Known::context)?;
    let verdict = reply.with(env, MOST, |text| of_text(classifier, text, &context))?;
    out.write(0, &verdict);
    Ok(())
}

pub(crate) fn bytes(
    classifier: &Classifier,
    reply: &[u8],
    known: Option<&Known>,
    out: &mut Columns<'_>,
) -> Result<()> {
    let context = known.map_or(Ok(Context::new()), Known::context)?;
    out.write(0, &classifier.classify_with(reply, &context));
    Ok(())
}

/// The verdict on what was a string, its evidence in UTF-16 units.
pub(crate) fn of_text(classifier: &Classifier, text: &[u8], context: &Context<'_>) -> Verdict {
    let mut verdict = classifier.classify_with(text, context);
    to_utf16(&mut verdict, text);
    verdict
}
