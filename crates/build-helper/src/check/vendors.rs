//! Providers, block lists, and what providers mean by codes of their own.

use std::collections::HashMap;

use super::{known, unknown};
use crate::diagnostic::Diagnostics;
use crate::model::Model;

pub(super) fn check(m: &Model, e: &mut Diagnostics) {
    providers(m, e);
    for l in &m.blocklists {
        if !["ip", "domain", "url"].contains(&l.lists.as_str()) {
            unknown(l.at, "kind of list", &l.lists, e);
        }
        if l.markers.is_empty() {
            e.add(l.at, format!("`{}` has no markers", l.id));
        }
    }
    vendor_codes(m, e);
}

fn providers(m: &Model, e: &mut Diagnostics) {
    let mut hosts = HashMap::new();
    for p in &m.providers {
        if !["mailbox", "gateway", "mta", "platform"].contains(&p.kind.as_str()) {
            unknown(p.at, "kind of provider", &p.kind, e);
        }
        for (at, host) in &p.hosts {
            if host.bytes().any(|b| b.is_ascii_uppercase()) {
                e.add(*at, format!("host `{host}` is not in lower case"));
            }
            if let Some(other) = hosts.insert(host, &p.id) {
                e.add(*at, format!("host `{host}` belongs to `{other}` already"));
            }
        }
    }
}

fn vendor_codes(m: &Model, e: &mut Diagnostics) {
    let mut seen = HashMap::new();
    for v in &m.vendor_codes {
        known(v.at, "provider", &v.provider, &m.providers, e);
        if let Some(category) = &v.category {
            known(v.at, "category", category, &m.categories, e);
        }
        if let Some(before) = seen.insert(&v.id, v.at) {
            e.add(
                v.at,
                format!("`{}` is there already, in line {}: give one of them an `id`", v.id, before.line),
            );
        }
    }
}
