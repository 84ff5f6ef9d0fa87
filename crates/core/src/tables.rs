//! What `build.rs` made of `codes.yaml`: the enums, a row of facts for each entry, the engine's tables.
//!
//! The machine owns the lists, people own the methods: those are in the file named after each enum.

#![allow(clippy::all, clippy::unreadable_literal, reason = "made by a machine, read by a compiler")]

use crate::advice::Advice;
use crate::axis::Item;
use crate::blocklist::{BlocklistRow, Listed};
use crate::category::CategoryRow;
use crate::command::CommandRow;
use crate::crosswalk::Crosswalk;
use crate::digit::Digit;
use crate::engine::tables::{
    Anchor, CategoryFacts, Clause, Counted, Edge, Element, Ending, EnhancedRange, Hints, Key, Kind, Lists,
    Mask, Names, Node, Op, Set, Term, Word, halves,
};
use crate::engine::{self, Tables};
use crate::enhanced_status::EnhancedStatus;
use crate::provider::{ProviderKind, ProviderRow};
use crate::pseudo_code::PseudoCode;
use crate::reply_code::{ReplyCode, ReplyCodeRow};
use crate::rule::Rule;
use crate::vendor_code::VendorCode;
use crate::vocabulary::{Label, Relation, VocabularyRow};

// Short names for what occurs thousands of times.
const fn n(set: u16, first: u32, low: u32, high: u32) -> Node {
    let ([a, b], [c, d]) = (halves(low), halves(high));
    Node { set, first: halves(first), next: [a, b, c, d] }
}
const fn w(hash: u32, set: u16, node: u16, next: u16) -> Word {
    Word { hash: halves(hash), set, node, next }
}
const fn g(word: u16, more: u16, to: u16) -> Edge {
    Edge { word, more, to }
}
const fn a(clause: u16, bit: u8) -> Anchor {
    Anchor::new(clause, bit)
}
const fn t(kind: Kind, value: u32) -> Term {
    Term { kind, value }
}
const fn s(
    (first, mask, seed): (u32, u16, u16),
    markers: (u16, u16),
    anchors: (u16, u16),
    asked: u16,
    hints: u16,
) -> Set {
    Set { first, mask, seed, markers, anchors, asked, hints }
}
const fn e(term: u16, op: Op, gap: u8) -> Element {
    Element { term, op, gap }
}
const fn c(first: u16, count: u8, rule: u16, at_start: bool, at_end: bool) -> Clause {
    Clause { first, count, rule, at_start, at_end }
}
const fn r(class: u8, subject: u16, from: u16, to: u16) -> EnhancedRange {
    EnhancedRange { class, subject, from, to }
}

include!(concat!(env!("OUT_DIR"), "/tables.rs"));
