//! The ids of our lists by number, so that JavaScript can name what columns hold.

use napi_derive::napi;
use smtpcodes::{Action, Blocklist, Bounce, Category, EvidenceKind, Provider, Severity, Side};

use crate::evidence_ids;

/// Ids by number; empty where a number is not given.
#[napi(object, object_from_js = false)]
pub struct Ids {
    /// Of severities.
    pub severity: Vec<&'static str>,
    /// Of categories.
    pub category: Vec<&'static str>,
    /// Of kinds of bounces.
    pub bounce: Vec<&'static str>,
    /// Of sides.
    pub side: Vec<&'static str>,
    /// Of actions.
    pub action: Vec<&'static str>,
    /// Of providers.
    pub provider: Vec<&'static str>,
    /// Of block lists.
    pub blocklist: Vec<&'static str>,
    /// Of kinds of evidence.
    pub evidence_kind: Vec<&'static str>,
}

/// All lists that verdicts draw from.
#[napi(catch_unwind)]
pub fn ids() -> Ids {
    macro_rules! by_number {
        ($list:ident) => {
            place($list::ALL.iter().map(|one| (one.number().into(), one.id())))
        };
    }
    Ids {
        severity: by_number!(Severity),
        category: by_number!(Category),
        bounce: by_number!(Bounce),
        side: by_number!(Side),
        action: by_number!(Action),
        provider: by_number!(Provider),
        blocklist: by_number!(Blocklist),
        evidence_kind: place(EvidenceKind::ALL.iter().map(|kind| (*kind as usize, kind.id()))),
    }
}

fn place(all: impl Iterator<Item = (usize, &'static str)>) -> Vec<&'static str> {
    let mut out = Vec::new();
    for (number, id) in all {
        if out.len() <= number {
            out.resize(number + 1, "");
        }
        out[number] = id;
    }
    out
}

/// The ids of evidence that this thread has met, from a number on.
#[napi(catch_unwind)]
pub fn evidence_ids_from(number: u32) -> Vec<&'static str> {
    evidence_ids::from(number)
}
