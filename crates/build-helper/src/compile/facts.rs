//! What the decision asks besides words: what follows from a category, what codes mean, which numbers have names.

use super::{TAKE_BACK, UNKNOWN};
use crate::engine::tables::{CategoryFacts, EnhancedRange, NONE, Names, VendorCode, vendor_bit};
use crate::model::{Category, Command, Listed, Model, by_id};

/// A number by its id; 255 if the id is wrong, which the checks have reported.
pub(super) fn number<T: Listed>(list: &[T], id: &str) -> u8 {
    by_id(list, id).map_or(u8::MAX, |entry| entry.number() as u8)
}

/// A number by its id; 255 if the id is wrong, which the checks have reported.
pub fn category_number(model: &Model, id: &str) -> u8 {
    number(&model.categories, id)
}

pub(super) fn provider_number(model: &Model, id: &str) -> u16 {
    by_id(&model.providers, id).map_or(NONE, |p| p.number)
}

/// A bit for each command.
pub(super) fn command_bits<'m>(commands: impl Iterator<Item = &'m Command>) -> u16 {
    commands.fold(0, |bits, c| bits | 1 << c.number)
}

/// By the numbers of the categories, with gaps where there is none.
pub(super) fn categories(model: &Model) -> Vec<CategoryFacts> {
    const NO_CATEGORY: CategoryFacts = CategoryFacts {
        hard: false,
        side: 0,
        action: 0,
        sticky: false,
        notice: false,
        sender_name: false,
        named: false,
    };
    let facts = |c: &Category| CategoryFacts {
        hard: c.hard,
        side: number(&model.sides, &c.side),
        action: number(&model.actions, &c.action),
        sticky: c.sticky_action,
        notice: c.group == "notice",
        sender_name: c.cause.as_deref() == Some("incorrect_dns"),
        named: c.side == "recipient" && !c.any_stage,
    };
    by_number(&model.categories, |c| c.map_or(NO_CATEGORY, facts))
}

/// Which providers are mail software, by their numbers.
pub(super) fn software(model: &Model) -> Vec<bool> {
    by_number(&model.providers, |p| p.is_some_and(|p| p.kind == "mta"))
}

/// Which block lists are of domains, by their numbers.
pub(super) fn lists_domains(model: &Model) -> Vec<bool> {
    by_number(&model.blocklists, |l| l.is_some_and(|l| l.lists != "ip"))
}

/// What is known of each number from 0 to the highest of a list.
fn by_number<T: Listed, F>(list: &[T], fact: impl Fn(Option<&T>) -> F) -> Vec<F> {
    let top = list.iter().map(T::number).max().unwrap_or(0);
    (0..=top).map(|number| fact(list.iter().find(|entry| entry.number() == number))).collect()
}

/// The categories of enhanced status codes that have one.
pub(super) fn enhanced_category(model: &Model) -> Vec<(u32, u8)> {
    let code = |subject: u16, detail: u16| u32::from(subject) << 16 | u32::from(detail);
    let codes = model.enhanced_codes.iter();
    sorted(
        codes.filter_map(|c| {
            Some((code(c.subject, c.detail), category_number(model, c.category.as_deref()?)))
        }),
    )
}

/// The categories of reply codes that have one.
pub(super) fn reply_category(model: &Model) -> Vec<(u16, u8)> {
    let codes = model.reply_codes.iter();
    sorted(codes.filter_map(|c| Some((c.code, category_number(model, c.category.as_deref()?)))))
}

/// Reply codes that report no failure, and whether they are about the session alone.
pub(super) fn replies(model: &Model) -> Vec<(u16, bool)> {
    sorted(model.reply_codes.iter().filter(|c| c.code < 400).map(|c| (c.code, c.session)))
}

/// The engine searches them.
fn sorted<T: Ord>(rows: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = rows.collect();
    all.sort_unstable();
    all
}

/// Providers' own codes.
pub(super) struct Vendor {
    pub codes: Vec<VendorCode>,
    pub ids: Vec<String>,
    /// See [`Tables::vendor_bits`](crate::engine::tables::Tables::vendor_bits).
    pub bits: Vec<u64>,
}

impl Vendor {
    /// Those without a tag: one with a tag is a rule. The narrowest range comes first, as it says most.
    pub(super) fn of(model: &Model) -> Self {
        let own = model.vendor_codes.iter().filter(|v| v.tags.is_empty());
        let mut own: Vec<_> = own.filter_map(|v| Some((v, v.range?))).collect();
        own.sort_by_key(|(_, range)| range.to - range.from);
        let code = |(v, range): &(&crate::model::VendorCode, EnhancedRange)| VendorCode {
            provider: provider_number(model, &v.provider),
            // Details of three digits are one vendor's, whoever relays them.
            alone: v.distinctive || range.from >= 100,
            codes: *range,
            category: v.category.as_ref().map_or(u8::MAX, |id| category_number(model, id)),
        };
        Self {
            codes: own.iter().map(code).collect(),
            ids: own.iter().map(|(v, _)| v.id.clone()).collect(),
            bits: vendor_bits(own.iter().map(|(_, range)| range)),
        }
    }
}

fn vendor_bits<'r>(ranges: impl Iterator<Item = &'r EnhancedRange>) -> Vec<u64> {
    let mut bits = Vec::new();
    for range in ranges {
        for detail in range.from..=range.to {
            let bit = vendor_bit(range.subject, detail);
            bits.resize(bits.len().max(bit / 64 + 1), 0u64);
            bits[bit / 64] |= 1 << (bit % 64);
        }
    }
    bits
}

/// Numbers that the decision refers to by name.
pub(super) fn names(
    model: &Model,
    take_back: [u16; TAKE_BACK.len()],
    [first_named, first_marker]: [u16; 2],
) -> Names {
    Names {
        accepted: category_number(model, "accepted"),
        unknown: category_number(model, UNKNOWN),
        retry: number(&model.actions, "retry"),
        no_action: number(&model.actions, "none"),
        ip_blocklisted: category_number(model, "ip_blocklisted"),
        domain_blocklisted: category_number(model, "domain_blocklisted"),
        before_recipient: command_bits(model.commands.iter().filter(|c| c.before_recipient)),
        take_back,
        first_named,
        first_marker,
    }
}
