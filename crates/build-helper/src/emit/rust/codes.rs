//! Codes and rules: arrays of rows, and a constant for each code that a standard names.

use super::text::{advice, array, doc, opt_text, opt_variant, option, slice, text, texts, variant};
use crate::emit::record::Record;
use crate::model::{Digit, Model};

pub(super) fn emit(out: &mut String, m: &Model) {
    digits(out, "REPLY_CLASSES", &m.reply_classes);
    digits(out, "SECOND_DIGITS", &m.second_digits);
    digits(out, "ENHANCED_CLASSES", &m.enhanced_classes);
    digits(out, "SUBJECTS", &m.subjects);
    reply_codes(out, m);
    enhanced_codes(out, m);
    vendor_codes(out, m);
    pseudo_codes(out, m);
    rules(out, m);
}

fn digits(out: &mut String, name: &str, all: &[Digit]) {
    let rows = all.iter().map(|d| {
        Record::named("Digit")
            .with("digit", d.number)
            .with("title", text(&d.title))
            .with("severity", opt_variant("Severity", &d.severity))
            .with("meaning", text(&d.meaning))
            .with("popular", opt_text(&d.popular))
            .with("source", text(&d.source))
    });
    array(out, name, "Digit", rows);
}

fn reply_codes(out: &mut String, m: &Model) {
    let mut all: Vec<_> = m.reply_codes.iter().collect();
    all.sort_by_key(|c| c.code);
    line!(out, "impl ReplyCode {{");
    for c in &all {
        let code = c.code;
        line!(out, "/// {code}: {}", doc(&c.title));
        line!(out, "pub const {}: Self = Self::constant({code});", c.name);
    }
    line!(out, "}}");
    let rows = all.iter().map(|c| {
        Record::named("ReplyCodeRow")
            .with("code", format_args!("ReplyCode::{}", c.name))
            .with("name", text(&c.name))
            .with("title", text(&c.title))
            .with("category", opt_variant("Category", &c.category))
            .with("standard", c.standard)
            .with("meaning", text(&c.meaning))
            .with("popular", opt_text(&c.popular))
            .with("advice", advice(&c.sender, &c.recipient))
            .with("source", text(&c.source))
    });
    array(out, "REPLY_CODES", "ReplyCodeRow", rows);
}

fn enhanced_codes(out: &mut String, m: &Model) {
    let mut all: Vec<_> = m.enhanced_codes.iter().collect();
    all.sort_by_key(|c| (c.subject, c.detail));
    line!(out, "impl EnhancedStatus {{");
    for (i, c) in all.iter().enumerate() {
        let (subject, detail) = (c.subject, c.detail);
        line!(out, "/// X.{subject}.{detail}: {}", doc(&c.title));
        line!(out, "pub const {}: &'static Self = &ENHANCED_CODES[{i}];", c.name);
    }
    line!(out, "}}");
    let rows = all.iter().map(|c| {
        let code = format!("{}.{}", c.subject, c.detail);
        let replies = c.reply_codes.iter().map(|r| format!("ReplyCode::constant({r})"));
        Record::named("EnhancedStatus")
            .with("subject", c.subject)
            .with("detail", c.detail)
            .with("code", format_args!("\"X.{code}\""))
            .with("written", format_args!("[\"2.{code}\", \"4.{code}\", \"5.{code}\"]"))
            .with("name", text(&c.name))
            .with("title", text(&c.title))
            .with("classes", slice(&c.classes))
            .with("reply_codes", slice(replies))
            .with("category", opt_variant("Category", &c.category))
            .with("meaning", text(&c.meaning))
            .with("popular", opt_text(&c.popular))
            .with("advice", advice(&c.sender, &c.recipient))
            .with("source", text(&c.source))
    });
    array(out, "ENHANCED_CODES", "EnhancedStatus", rows);
}

fn vendor_codes(out: &mut String, m: &Model) {
    let rows = m.vendor_codes.iter().map(|v| {
        let range = v.range.map(|r| format!("({}, {}, {}, {})", r.class, r.subject, r.from, r.to));
        Record::named("VendorCode")
            .with("id", text(&v.id))
            .with("provider", variant("Provider", &v.provider))
            .with("code", opt_text(&v.code))
            .with("range", option(range))
            .with("tags", texts(&v.tags))
            .with("distinctive", v.distinctive)
            .with("title", text(&v.title))
            .with("meaning", text(&v.meaning))
            .with("category", opt_variant("Category", &v.category))
            .with("sender", opt_text(&v.sender))
            .with("source", text(&v.source))
            .with("date", opt_text(&v.date))
    });
    array(out, "VENDOR_CODES", "VendorCode", rows);
}

fn pseudo_codes(out: &mut String, m: &Model) {
    let rows = m.pseudo_codes.iter().map(|p| {
        Record::named("PseudoCode")
            .with("code", p.code)
            .with("platform", variant("Provider", &p.platform))
            .with("title", text(&p.title))
            .with("category", variant("Category", &p.category))
            .with("meaning", text(&p.meaning))
            .with("sender", text(&p.sender))
            .with("source", opt_text(&p.source))
    });
    array(out, "PSEUDO_CODES", "PseudoCode", rows);
}

fn rules(out: &mut String, m: &Model) {
    let rows = m.rules.iter().map(|r| {
        Record::named("Rule")
            .with("id", text(&r.id))
            .with("category", variant("Category", &r.category))
            .with("severity", opt_variant("Severity", &r.severity))
            .with("providers", slice(r.providers.iter().map(|(_, p)| variant("Provider", p))))
            .with("source", opt_text(&r.source))
            .with("example", text(r.examples.first().map_or("", |(_, e)| e)))
    });
    array(out, "RULES", "Rule", rows);
}
