//! Verdicts as columns of numbers. A single verdict is a batch of one.

use napi::ValueType;
use napi::bindgen_prelude::{Error, FromNapiValue, Result, Status, TypeName, ValidateNapiValue};
use napi::sys;
use smtpcodes::{Blocklist, EvidenceKind, Provider, Verdict};

use crate::evidence_ids;

/// Columns of 32 bits: enhanced code, retry after, id of the evidence, its start, its end.
const WIDE: usize = 5;
/// Columns of 16 bits: reply code, provider, block list.
const MIDDLE: usize = 3;
/// Columns of 8 bits: severity, category, bounce, side, action, conflict, kind of the evidence.
const NARROW: usize = 7;
/// Bytes of a row in all columns.
const ROW: usize = 4 * WIDE + 2 * MIDDLE + NARROW;

/// No seconds to wait: -1 where JavaScript reads the column.
const NO_WAIT: u32 = u32::MAX;

/// Where verdicts go: whole columns behind each other, the widest first. It arrives as a `Uint8Array`, of
/// which `index.js` has views of the right widths.
pub struct Columns<'a> {
    bytes: &'a mut [u8],
    rows: usize,
}

impl TypeName for Columns<'_> {
    fn type_name() -> &'static str {
        "Uint8Array"
    }
    fn value_type() -> ValueType {
        ValueType::Object
    }
}

impl ValidateNapiValue for Columns<'_> {}

impl FromNapiValue for Columns<'_> {
    unsafe fn from_napi_value(env: sys::napi_env, value: sys::napi_value) -> Result<Self> {
        // SAFETY: as our caller promises; the array is an argument of the running call, and so outlives it.
        let bytes = unsafe { <&mut [u8]>::from_napi_value(env, value)? };
        let rows = bytes.len() / ROW;
        if bytes.len() == rows * ROW {
            Ok(Self { bytes, rows })
        } else {
            Err(Error::new(Status::InvalidArg, format!("columns of {} bytes", bytes.len())))
        }
    }
}

impl Columns<'_> {
    /// Columns of as many rows as there are verdicts.
    pub(crate) fn filled(verdicts: &[Verdict]) -> Vec<u8> {
        let mut bytes = vec![0; verdicts.len() * ROW];
        Columns { bytes: &mut bytes, rows: verdicts.len() }.write_all(0, verdicts);
        bytes
    }

    /// Writes a verdict into a row, if there is such a row. What is absent is 0, and -1 among the seconds to
    /// wait.
    pub(crate) fn write(&mut self, row: usize, verdict: &Verdict) {
        if row >= self.rows {
            return;
        }
        let evidence = verdict.evidence;
        let wide: [u32; WIDE] = [
            verdict.enhanced_code.map_or(0, |c| {
                u32::from(c.class()) * 1_000_000 + u32::from(c.subject()) * 1_000 + u32::from(c.detail())
            }),
            verdict.retry_after.unwrap_or(NO_WAIT),
            evidence_ids::number(evidence.id),
            evidence.start,
            evidence.end,
        ];
        let middle: [u16; MIDDLE] = [
            verdict.reply_code.map_or(0, u16::from),
            verdict.provider.map_or(0, Provider::number),
            verdict.blocklist.map_or(0, Blocklist::number),
        ];
        let narrow: [u8; NARROW] = [
            verdict.severity.number(),
            verdict.category.number(),
            verdict.bounce.number(),
            verdict.side.number(),
            verdict.action.number(),
            u8::from(verdict.conflict),
            kind(evidence.kind),
        ];
        let rows = self.rows;
        for (column, value) in wide.into_iter().enumerate() {
            self.put((column * rows + row) * 4, value.to_ne_bytes());
        }
        let middle_at = WIDE * 4 * rows;
        for (column, value) in middle.into_iter().enumerate() {
            self.put(middle_at + (column * rows + row) * 2, value.to_ne_bytes());
        }
        let narrow_at = middle_at + MIDDLE * 2 * rows;
        for (column, value) in narrow.into_iter().enumerate() {
            self.put(narrow_at + column * rows + row, [value]);
        }
    }

    /// Writes verdicts into the rows from this one on.
    pub(crate) fn write_all(&mut self, first: usize, verdicts: &[Verdict]) {
        for (row, verdict) in verdicts.iter().enumerate() {
            self.write(first + row, verdict);
        }
    }

    fn put<const N: usize>(&mut self, at: usize, value: [u8; N]) {
        self.bytes[at..at + N].copy_from_slice(&value);
    }
}

/// Its number to JavaScript: its place in the list that `ids` gives.
fn kind(kind: EvidenceKind) -> u8 {
    kind as u8
}
