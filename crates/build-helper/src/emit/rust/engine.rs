//! The tables of the engine. What occurs thousands of times is written through functions of one letter, which
//! `tables.rs` of the core has, to keep the text small.

use std::collections::HashMap;
use std::fmt::{Debug, Display};

use super::text::array;
use crate::compile::Compiled;
use crate::engine::tables::{EnhancedRange, whole};
use crate::model::Model;

pub(super) fn emit(out: &mut String, m: &Model, c: &Compiled) {
    // The engine's rules are those that people know, and one for the tags of each provider's code.
    let codes = || m.vendor_codes.iter().map(|code| code.id.as_str());
    let rules = m.rules.iter().map(|rule| rule.id.as_str());
    array(out, "RULE_PLACES", "u16", places(&c.rule_ids, rules.chain(codes())));
    array(out, "VENDOR_PLACES", "u16", places(&c.vendor_ids, codes()));

    let mut tables = Tables { out, fields: Vec::new() };
    tables.add("seeds", "SEEDS", "u16", &c.seeds);
    let words = c.words.iter();
    let words = words.map(|w| format!("w({},{},{},{})", whole(w.hash), w.set, w.node, w.next));
    tables.add("words", "WORDS", "Word", words);
    tables.add(
        "edges",
        "EDGES",
        "Edge",
        c.edges.iter().map(|e| format!("g({},{},{})", e.word, e.more, e.to)),
    );
    let nodes = c.nodes.iter();
    let nodes = nodes.map(|n| {
        let [a, b, c, d] = n.next;
        format!("n({},{},{},{})", n.set, whole(n.first), whole([a, b]), whole([c, d]))
    });
    tables.add("nodes", "NODES", "Node", nodes);
    let sets = c.sets.iter();
    let sets = sets.map(|s| {
        let members = (s.first, s.mask, s.seed);
        format!("s({members:?},{:?},{:?},{},{})", s.markers, s.anchors, s.asked, s.hints)
    });
    tables.add("sets", "SETS", "Set", sets);
    tables.add("in_names", "IN_NAMES", "u16", &c.in_names);
    tables.add("masks", "MASKS", "Mask", debug(&c.masks));
    tables.add("hints", "HINTS", "Hints", debug(&c.hints));
    tables.add("members", "MEMBERS", "u16", &c.members);
    tables.add("markers", "MARKERS", "u16", &c.markers);
    tables.add(
        "terms",
        "TERMS",
        "Term",
        c.terms.iter().map(|t| format!("t(Kind::{:?},{})", t.kind, t.value)),
    );
    tables.add(
        "anchors",
        "ANCHORS",
        "Anchor",
        c.anchors.iter().map(|a| format!("a({},{})", a.clause(), a.bit)),
    );
    let clauses = c.clauses.iter();
    let clauses =
        clauses.map(|c| format!("c({},{},{},{},{})", c.first, c.count, c.rule, c.at_start, c.at_end));
    tables.add("clauses", "CLAUSES", "Clause", clauses);
    let elements = c.elements.iter().map(|e| format!("e({},Op::{:?},{})", e.term, e.op, e.gap));
    tables.add("elements", "ELEMENTS", "Element", elements);
    rule_tables(&mut tables, c);
    tables.add("guards", "GUARDS", "u16", &c.guards);
    tables.add("reply_ranges", "REPLY_RANGES", "(u16, u16)", debug(&c.reply_ranges));
    tables.add("enhanced_ranges", "ENHANCED_RANGES", "EnhancedRange", c.enhanced_ranges.iter().map(range));
    let vendor = c.vendor_codes.iter().map(|v| {
        format!(
            "engine::tables::VendorCode{{provider:{},alone:{},codes:{},category:{}}}",
            v.provider,
            v.alone,
            range(&v.codes),
            v.category,
        )
    });
    tables.add("vendor_codes", "VENDOR_TABLE", "engine::tables::VendorCode", vendor);
    tables.add("vendor_bits", "VENDOR_BITS", "u64", &c.vendor_bits);
    tables.add("enhanced_category", "ENHANCED_CATEGORY", "(u32, u8)", debug(&c.enhanced_category));
    tables.add("replies", "REPLIES", "(u16, bool)", debug(&c.replies));
    tables.add("reply_category", "REPLY_CATEGORY", "(u16, u8)", debug(&c.reply_category));
    tables.add("categories", "CATEGORY_FACTS", "CategoryFacts", debug(&c.categories));
    tables.add("software", "SOFTWARE", "bool", &c.software);
    tables.add("lists_domains", "LISTS_DOMAINS", "bool", &c.lists_domains);
    let counted = c.counted.iter().map(|(word, counted)| format!("({word:?},Counted::{counted:?})"));
    tables.add("counted", "COUNTED", "(Key, Counted)", counted);
    tables.add("endings", "ENDINGS", "Ending", debug(&c.endings));
    tables.add("texts", "TEXTS", "u8", &c.texts);

    tables.finish(c);
}

/// The statics that the engine's tables are.
struct Tables<'o> {
    out: &'o mut String,
    /// The field and the static of each.
    fields: Vec<(&'static str, &'static str)>,
}

impl Tables<'_> {
    fn add<T: Display>(
        &mut self,
        field: &'static str,
        table: &'static str,
        item: &str,
        rows: impl IntoIterator<Item = T>,
    ) {
        array(self.out, table, item, rows);
        self.fields.push((field, table));
    }

    /// All of them, as the engine takes them.
    fn finish(self, c: &Compiled) {
        line!(self.out, "pub(crate) static TABLES: Tables<'static> = Tables {{");
        for (field, table) in self.fields {
            line!(self.out, "{field}: &{table},");
        }
        line!(self.out, "lists: {:?},\nnames: {:?},\n}};", c.lists, c.names);
    }
}

fn rule_tables(tables: &mut Tables<'_>, c: &Compiled) {
    let pair = |(a, b): (u32, u32)| format!("({a},{b})");
    let rules = c.rules.iter().map(|r| {
        format!(
            "engine::tables::Rule{{category:{},severity:{},generic:{},before:{},provider:{},reply:{},enhanced:{},commands:{},unless:{}}}",
            r.category,
            r.severity,
            r.generic,
            r.before,
            r.provider,
            pair(r.reply),
            pair(r.enhanced),
            r.commands,
            pair(r.unless),
        )
    });
    tables.add("rules", "RULE_TABLE", "engine::tables::Rule", rules);
}

fn range(r: &EnhancedRange) -> String {
    format!("r({},{},{},{})", r.class, r.subject, r.from, r.to)
}

/// Rows that Rust shows as it reads them.
fn debug<T: Debug>(rows: &[T]) -> impl Iterator<Item = String> {
    rows.iter().map(|row| format!("{row:?}"))
}

/// Where each id stands among the rows.
fn places<'m>(ids: &[String], rows: impl Iterator<Item = &'m str>) -> Vec<usize> {
    let places: HashMap<_, _> = rows.zip(0..).collect();
    ids.iter().map(|id| places[id.as_str()]).collect()
}
