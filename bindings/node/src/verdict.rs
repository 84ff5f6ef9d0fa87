//! Verdicts as columns of numbers.
//!
//! A single verdict is a batch of one: `index.js` keeps three typed arrays for it.

use napi::bindgen_prelude::{Error, Result, Status};
use smtpcodes::{EvidenceKind, Verdict};

use crate::evidence_ids;

/// Columns of 32 bits: enhanced code, retry after, id of the evidence, its start, its end.
const WIDE: usize = 5;
/// Columns of 16 bits: reply code, provider, block list.
const MIDDLE: usize = 3;
/// Columns of 8 bits: severity, category, bounce, side, action, conflict, kind of the evidence.
const NARROW: usize = 7;

/// No seconds to wait: -1 where JavaScript reads the column.
const NO_WAIT: u32 = u32::MAX;

/// Where verdicts go: all columns of one width behind each other, each `rows` long.
pub(crate) struct Columns<'a> {
    wide: &'a mut [u32],
    middle: &'a mut [u16],
    narrow: &'a mut [u8],
    rows: usize,
}

impl<'a> Columns<'a> {
    /// Over three arrays of one length.
    pub(crate) fn new(wide: &'a mut [u32], middle: &'a mut [u16], narrow: &'a mut [u8]) -> Result<Self> {
        let rows = wide.len() / WIDE;
        if wide.len() == rows * WIDE && middle.len() == rows * MIDDLE && narrow.len() == rows * NARROW {
            Ok(Self { wide, middle, narrow, rows })
        } else {
            Err(Error::new(Status::InvalidArg, "columns of different lengths".to_owned()))
        }
    }

    /// Writes a verdict into a row. What is absent is 0, and -1 among the seconds to wait.
    pub(crate) fn write(&mut self, row: usize, verdict: &Verdict) {
        if row >= self.rows {
            return;
        }
        let place = |column: usize| column * self.rows + row;
        let evidence = verdict.evidence;
        let wide = [
            verdict.enhanced_code.map_or(0, |c| {
                u32::from(c.class()) * 1_000_000 + u32::from(c.subject()) * 1_000 + u32::from(c.detail())
            }),
            verdict.retry_after.unwrap_or(NO_WAIT),
            evidence_ids::number(evidence.id),
            evidence.start,
            evidence.end,
        ];
        let middle = [
            verdict.reply_code.map_or(0, u16::from),
            verdict.provider.map_or(0, smtpcodes::Provider::number),
            verdict.blocklist.map_or(0, smtpcodes::Blocklist::number),
        ];
        let narrow = [
            verdict.severity.number(),
            verdict.category.number(),
            verdict.bounce.number(),
            verdict.side.number(),
            verdict.action.number(),
            u8::from(verdict.conflict),
            kind(evidence.kind),
        ];
        for (column, value) in wide.into_iter().enumerate() {
            self.wide[place(column)] = value;
        }
        for (column, value) in middle.into_iter().enumerate() {
            self.middle[place(column)] = value;
        }
        for (column, value) in narrow.into_iter().enumerate() {
            self.narrow[place(column)] = value;
        }
    }
}

/// Its place in `EvidenceKind::ALL`, which is what `ids` tells JavaScript.
fn kind(kind: EvidenceKind) -> u8 {
    kind as u8
}
