//! Text across the border: JavaScript counts UTF-16 units, the core counts bytes.

use std::cell::RefCell;
use std::ptr;

use napi::bindgen_prelude::{FromNapiValue, Result, TypeName, ValidateNapiValue};
use napi::{Env, Error, Status, ValueType, sys};
use smtpcodes::Verdict;

/// As many bytes of a reply as the core reads, and room for a character across that border.
pub(crate) const MOST: usize = 16 * 1024 + 4;

thread_local! {
    /// Where strings are copied to. It grows to the longest batch that `index.js` hands over at once.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// A string that still belongs to JavaScript.
#[derive(Clone, Copy)]
pub struct JsText(sys::napi_value);

impl TypeName for JsText {
    fn type_name() -> &'static str {
        "String"
    }
    fn value_type() -> ValueType {
        ValueType::String
    }
}

impl ValidateNapiValue for JsText {}

impl FromNapiValue for JsText {
    unsafe fn from_napi_value(_: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        Ok(Self(value))
    }
}

impl JsText {
    /// Calls `then` with the first bytes of the text in UTF-8, at most `most`, whole characters only. Half
    /// surrogate pairs are replaced.
    pub(crate) fn with<T>(self, env: Env, most: usize, then: impl FnOnce(&[u8]) -> T) -> Result<T> {
        BUFFER.with_borrow_mut(|buffer| {
            // Node-API puts a NUL behind the text.
            if buffer.len() <= most {
                buffer.resize(most + 1, 0);
            }
            let mut written = 0;
            // SAFETY: the value is an argument of the running call, and so alive; the buffer has the length
            // that is told.
            let status = unsafe {
                sys::napi_get_value_string_utf8(
                    env.raw(),
                    self.0,
                    buffer.as_mut_ptr().cast(),
                    most + 1,
                    ptr::from_mut(&mut written),
                )
            };
            match status {
                sys::Status::napi_ok => Ok(then(&buffer[..written])),
                _ => Err(Error::new(Status::StringExpected, "expected a string".to_owned())),
            }
        })
    }
}

/// How many UTF-16 units the text has that these bytes of UTF-8 are.
pub(crate) fn utf16_len(text: &[u8]) -> usize {
    // Continuation bytes count nothing; what takes four bytes takes two units.
    text.iter().map(|&b| usize::from(b & 0xc0 != 0x80) + usize::from(b >= 0xf0)).sum()
}

/// Changes the places of the evidence from bytes to UTF-16 units.
pub(crate) fn to_utf16(verdict: &mut Verdict, text: &[u8]) {
    let evidence = &mut verdict.evidence;
    let (start, end) = (evidence.start as usize, evidence.end as usize);
    let (Some(before), Some(inside)) = (text.get(..start), text.get(start..end)) else { return };
    if before.is_ascii() && inside.is_ascii() {
        return;
    }
    let units = utf16_len(before);
    // No text is longer in UTF-16 units than in bytes, so that both still fit.
    evidence.start = units as u32;
    evidence.end = (units + utf16_len(inside)) as u32;
}
