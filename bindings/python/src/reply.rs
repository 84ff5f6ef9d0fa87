//! A reply as Python programs have it: text, bytes, or a code and a message.

use std::borrow::Cow;

use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString, PyTuple};

/// Bytes for the core, and how to count places in what the caller gave.
pub(crate) struct Reply<'a> {
    pub(crate) bytes: Cow<'a, [u8]>,
    /// Places count characters rather than bytes.
    pub(crate) is_text: bool,
}

impl<'a> Reply<'a> {
    /// From text that was never Python's.
    pub(crate) fn of_text(text: &'a str) -> Self {
        Self { bytes: Cow::Borrowed(text.as_bytes()), is_text: true }
    }

    /// From `str`, bytes of any kind, or `(code, message)`.
    pub(crate) fn of<'py>(reply: &'a Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = reply.cast::<PyString>() {
            return Ok(Self { bytes: utf8(text)?, is_text: true });
        }
        if let Some(bytes) = bytes(reply)? {
            return Ok(Self { bytes, is_text: false });
        }
        match reply.cast::<PyTuple>() {
            Ok(pair) if pair.len() == 2 => Self::of_pair(&pair.get_item(0)?, &pair.get_item(1)?),
            _ => Err(PyTypeError::new_err(format!(
                "expected str, bytes or a pair (code, message), found {}",
                reply.get_type().name()?
            ))),
        }
    }

    /// Libraries cut the code off, and mark an answer that had none with a number that is no code.
    fn of_pair(code: &Bound<'_, PyAny>, message: &Bound<'_, PyAny>) -> PyResult<Self> {
        let code: i64 = code
            .extract()
            .map_err(|_| PyTypeError::new_err("expected an int as the first of a pair (code, message)"))?;
        let mut text = Vec::new();
        if (100..1000).contains(&code) {
            text.extend_from_slice(code.to_string().as_bytes());
            text.push(b' ');
        }
        let mut is_text = true;
        if let Ok(message) = message.cast::<PyString>() {
            text.extend_from_slice(&utf8(message)?);
        } else if let Some(message) = bytes(message)? {
            text.extend_from_slice(&message);
            is_text = false;
        } else if !message.is_none() {
            return Err(PyTypeError::new_err(format!(
                "expected str, bytes or None as the second of a pair (code, message), found {}",
                message.get_type().name()?
            )));
        }
        Ok(Self { bytes: Cow::Owned(text), is_text })
    }

    /// Tells the places in a verdict on the bytes as the caller counts.
    pub(crate) fn count_as_caller(&self, verdict: &mut smtpcodes::Verdict) {
        if self.is_text {
            count_characters(&self.bytes, verdict);
        }
    }
}

/// Tells the places in a verdict on UTF-8 in characters.
pub(crate) fn count_characters(text: &[u8], verdict: &mut smtpcodes::Verdict) {
    let place = |at: u32| {
        let head = text.get(..at as usize).unwrap_or(text);
        // Each character has one byte that continues no other.
        if head.is_ascii() { at } else { head.iter().filter(|&&b| b & 0xc0 != 0x80).count() as u32 }
    };
    verdict.evidence.start = place(verdict.evidence.start);
    verdict.evidence.end = place(verdict.evidence.end);
}

/// Text as UTF-8. Lone surrogates, by which Python carries bytes that are not UTF-8, keep their places.
pub(crate) fn utf8<'a>(text: &'a Bound<'_, PyString>) -> PyResult<Cow<'a, [u8]>> {
    match text.to_str() {
        Ok(text) => Ok(Cow::Borrowed(text.as_bytes())),
        Err(_) => {
            let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
            Ok(Cow::Owned(bytes.cast::<PyBytes>()?.as_bytes().to_vec()))
        }
    }
}

/// The bytes of `bytes`, or of another object that holds bytes.
pub(crate) fn bytes<'a>(object: &'a Bound<'_, PyAny>) -> PyResult<Option<Cow<'a, [u8]>>> {
    if let Ok(bytes) = object.cast::<PyBytes>() {
        return Ok(Some(Cow::Borrowed(bytes.as_bytes())));
    }
    match PyBuffer::<u8>::get(object) {
        Ok(buffer) => buffer.to_vec(object.py()).map(|bytes| Some(Cow::Owned(bytes))),
        Err(_) => Ok(None),
    }
}
