//! What `build.rs` made of `codes.yaml`: the enums, a row of facts for each entry, the engine's tables.
//!
//! The machine owns the lists, people own the methods: those are in the file named after each enum.

#![allow(clippy::all, clippy::unreadable_literal, reason = "made by a machine, read by a compiler")]

use crate::advice::Advice;
use crate::axis::Item;
use crate::blocklist::{BlocklistRow, Listed};
use crate::category::CategoryRow;
use crate::command::CommandRow;
use crate::digit::Digit;
use crate::engine::tables::{
    Anchor, CategoryFacts, Clause, Edge, Element, EnhancedRange, Kind, Mask, Names, Node, Op, Set, Term, Word,
};
use crate::engine::word::Key;
use crate::engine::{self, Tables};
use crate::enhanced_status::EnhancedStatus;
use crate::provider::{ProviderKind, ProviderRow};
use crate::pseudo_code::PseudoCode;
use crate::reply_code::{ReplyCode, ReplyCodeRow};
use crate::rule::Rule;
use crate::vendor_code::VendorCode;
use crate::vocabulary::{Label, Relation, VocabularyRow};

// Short names for what occurs thousands of times.
const fn w(lo: u64, hi: u64, number: u16, set: u16, name_set: u16, next: u64) -> Word {
    Word { key: Key { lo, hi }, to: Node { number, set, name_set, next } }
}
const fn g(key: u32, number: u16, set: u16, name_set: u16, next: u64) -> Edge {
    Edge { key, to: Node { number, set, name_set, next } }
}
const fn a(clause: u16, rule: u16, bits: [u8; 2], alone: bool) -> Anchor {
    Anchor { clause, rule, bits, alone }
}
const fn t(kind: Kind, value: u32) -> Term {
    Term { kind, value }
}
const fn s(mask: Mask, hints: u64, members: (u32, u32), markers: (u32, u32), anchors: (u32, u32)) -> Set {
    Set { mask, hints, members, markers, anchors }
}
const fn e(term: u16, op: Op, gap: u8) -> Element {
    Element { term, op, gap }
}
const fn c(rule: u16, elements: (u32, u32), mask: Mask, at_start: bool, at_end: bool) -> Clause {
    Clause { rule, elements, mask, at_start, at_end }
}
const fn r(class: u8, subject: u16, from: u16, to: u16) -> EnhancedRange {
    EnhancedRange { class, subject, from, to }
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
