//! Rust for the core: its enums, what is known about each entry, and the tables of the engine.
//!
//! The text is included by `tables.rs` of the core and by nothing else. It names types that are written
//! by hand there (`Item`, `CategoryRow`, `EnhancedStatus`, ...): the machine owns the lists, people own
//! the types and their methods.

use std::fmt::Write;

use super::camel;
use crate::compile::Compiled;
use crate::engine::tables::{Clause, EnhancedRange, Node};
use crate::model::{self, Model, Relation};

/// The whole text. The same model gives the same text.
pub fn emit(model: &Model, compiled: &Compiled) -> String {
    let mut out = String::with_capacity(2 << 20);
    out.push_str("// Generated from codes.yaml by build.rs. Do not edit.\n\n");
    items(&mut out, "Severity", "What the server claimed.", &model.severities);
    items(&mut out, "Bounce", "Whether the address is dead.", &model.bounces);
    items(&mut out, "Side", "On whose side the cause lies.", &model.sides);
    items(&mut out, "Group", "A family of categories.", &model.groups);
    items(
        &mut out,
        "Cause",
        "One of the five common causes by which support people sort bounces.",
        &model.causes,
    );
    items(&mut out, "Action", "The one thing to do next.", &model.actions);
    categories(&mut out, model);
    commands(&mut out, model);
    vocabularies(&mut out, model);
    providers(&mut out, model);
    blocklists(&mut out, model);
    digits(&mut out, "REPLY_CLASSES", &model.reply_classes);
    digits(&mut out, "SECOND_DIGITS", &model.second_digits);
    digits(&mut out, "ENHANCED_CLASSES", &model.enhanced_classes);
    digits(&mut out, "SUBJECTS", &model.subjects);
    reply_codes(&mut out, model);
    enhanced_codes(&mut out, model);
    vendor_codes(&mut out, model);
    pseudo_codes(&mut out, model);
    rules(&mut out, model);
    engine(&mut out, compiled);
    out
}

/// `writeln!` into a text, which cannot fail.
macro_rules! line {
    ($out:expr, $($what:tt)*) => {{ let _ = writeln!($out, $($what)*); }};
}

/// A variant of a generated enum.
struct Variant<'a> {
    number: u16,
    id: &'a str,
    doc: String,
    row: String,
}

/// An enum, its list of all, and its rows, found by number through a table of places (0 for none).
fn axis(out: &mut String, name: &str, repr: &str, row_type: &str, doc: &str, mut variants: Vec<Variant<'_>>) {
    variants.sort_by_key(|v| v.number);
    line!(out, "/// {doc}");
    line!(out, "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]");
    line!(out, "#[non_exhaustive]\n#[repr({repr})]\npub enum {name} {{");
    for v in &variants {
        line!(out, "/// {}\n{} = {},", doc_text(&v.doc), camel(v.id), v.number);
    }
    line!(out, "}}");
    let all: Vec<_> = variants.iter().map(|v| format!("Self::{}", camel(v.id))).collect();
    let table = constant(name);
    line!(out, "impl {name} {{\n/// All of them, in the order of their numbers.");
    line!(out, "pub const ALL: &'static [Self] = &[{}];", all.join(", "));
    line!(out, "pub(crate) const ROWS: &'static [{row_type}] = &{table}_ROWS;");
    line!(out, "pub(crate) const PLACES: &'static [u16] = &{table}_PLACES;\n}}");
    let rows: Vec<_> = variants.iter().map(|v| v.row.clone()).collect();
    array(out, &format!("{table}_ROWS"), row_type, &rows);
    let top = variants.last().map_or(0, |v| v.number);
    let place = |n| variants.iter().position(|v| v.number == n).map_or(0, |p| p + 1).to_string();
    array(out, &format!("{table}_PLACES"), "u16", &(0..=top).map(place).collect::<Vec<_>>());
}

/// A static array, a few items a line.
fn array(out: &mut String, name: &str, item: &str, values: &[String]) {
    line!(out, "pub(crate) static {name}: [{item}; {}] = [", values.len());
    let mut width = 0;
    for value in values {
        if width > 0 && width + value.len() > 110 {
            out.push('\n');
            width = 0;
        }
        width += value.len() + 1;
        out.push_str(value);
        out.push(',');
    }
    line!(out, "\n];");
}

fn numbers<T: std::fmt::Display>(out: &mut String, name: &str, item: &str, values: &[T]) {
    array(out, name, item, &values.iter().map(T::to_string).collect::<Vec<_>>());
}

/// `ReplyCode` as `REPLY_CODE`.
fn constant(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
    }
    out
}

/// Text as Markdown that means itself, in one line, with a full stop.
fn doc_text(text: &str) -> String {
    let mut out = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '_' | '*' | '`' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    if !out.ends_with(['.', '!', '?']) {
        out.push('.');
    }
    out
}

/// Text as a literal.
fn text(text: &str) -> String {
    format!("{:?}", text.trim_end())
}

fn option(value: Option<String>) -> String {
    value.map_or_else(|| "None".to_owned(), |v| format!("Some({v})"))
}

fn opt_text(value: Option<&String>) -> String {
    option(value.map(|t| text(t)))
}

fn texts<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    format!("&[{}]", all.into_iter().map(text).collect::<Vec<_>>().join(", "))
}

fn variant(name: &str, id: &str) -> String {
    format!("{name}::{}", camel(id))
}

fn opt_variant(name: &str, id: Option<&String>) -> String {
    option(id.map(|id| variant(name, id)))
}

fn advice(sender: &str, recipient: &str) -> String {
    format!("Advice {{ sender: {}, recipient: {} }}", text(sender), text(recipient))
}

fn relation(r: Relation) -> &'static str {
    match r {
        Relation::Exact => "Relation::Exact",
        Relation::Broader => "Relation::Broader",
        Relation::Narrower => "Relation::Narrower",
        Relation::None => "Relation::None",
    }
}

/// The fields that all short lists share.
fn item(i: &model::Item) -> String {
    format!("id: {}, title: {}, meaning: {}", text(&i.id), text(&i.title), text(&i.explanation))
}

fn item_doc(i: &model::Item) -> String {
    format!("{}. {}", i.title, i.explanation)
}

fn items(out: &mut String, name: &str, doc: &str, all: &[model::Item]) {
    let variants = all
        .iter()
        .map(|i| Variant {
            number: i.number,
            id: &i.id,
            doc: item_doc(i),
            row: format!("Item {{ {} }}", item(i)),
        })
        .collect();
    axis(out, name, "u8", "Item", doc, variants);
}

fn categories(out: &mut String, m: &Model) {
    // A row holds one entry for each vocabulary, in the order of their numbers.
    let mut vocabularies: Vec<_> = m.vocabularies.iter().collect();
    vocabularies.sort_by_key(|v| v.number);
    let row = |c: &model::Category| {
        let maps: Vec<_> = vocabularies
            .iter()
            .map(|v| match c.maps.iter().find(|(_, id, ..)| *id == v.id) {
                Some((_, _, r, label)) if *r != Relation::None => {
                    format!("({}, Some({}))", relation(*r), text(label))
                }
                _ => "(Relation::None, None)".to_owned(),
            })
            .collect();
        format!(
            "CategoryRow {{ {}, group: {}, side: {}, cause: {}, hard: {}, action: {}, sticky: {}, advice: {}, maps: &[{}] }}",
            item(&c.item),
            variant("Group", &c.group),
            variant("Side", &c.side),
            opt_variant("Cause", c.cause.as_ref()),
            c.hard,
            variant("Action", &c.action),
            c.sticky_action,
            advice(&c.sender, &c.recipient),
            maps.join(", "),
        )
    };
    let variants = m
        .categories
        .iter()
        .map(|c| Variant { number: c.item.number, id: &c.item.id, doc: item_doc(&c.item), row: row(c) })
        .collect();
    axis(out, "Category", "u8", "CategoryRow", "What went wrong.", variants);
}

fn commands(out: &mut String, m: &Model) {
    let variants = m
        .commands
        .iter()
        .map(|c| Variant {
            number: c.number,
            id: &c.id,
            doc: c.title.clone(),
            row: format!("CommandRow {{ id: {}, title: {} }}", text(&c.id), text(&c.title)),
        })
        .collect();
    axis(out, "Command", "u8", "CommandRow", "The SMTP command that a reply answers.", variants);
}

fn vocabularies(out: &mut String, m: &Model) {
    let row = |v: &model::Vocabulary| {
        let labels: Vec<_> = v
            .labels
            .iter()
            .map(|l| {
                format!(
                    "Label {{ label: {}, category: {}, relation: {} }}",
                    text(&l.label),
                    opt_variant("Category", l.category.as_ref()),
                    relation(l.relation),
                )
            })
            .collect();
        format!(
            "VocabularyRow {{ id: {}, title: {}, source: {}, labels: &[{}] }}",
            text(&v.id),
            text(&v.title),
            opt_text(v.source.as_ref()),
            labels.join(", "),
        )
    };
    let variants = m
        .vocabularies
        .iter()
        .map(|v| Variant { number: v.number, id: &v.id, doc: v.title.clone(), row: row(v) })
        .collect();
    axis(
        out,
        "Vocabulary",
        "u8",
        "VocabularyRow",
        "Another product's words for what we call a category.",
        variants,
    );
}

fn strings(all: &[(crate::Position, String)]) -> String {
    texts(all.iter().map(|(_, t)| t.as_str()))
}

fn providers(out: &mut String, m: &Model) {
    let row = |p: &model::Provider| {
        format!(
            "ProviderRow {{ id: {}, name: {}, kind: {}, hosts: {}, domains: {}, markers: {}, postmaster: {} }}",
            text(&p.id),
            text(&p.name),
            variant("ProviderKind", &p.kind),
            strings(&p.hosts),
            strings(&p.domains),
            strings(&p.markers),
            opt_text(p.postmaster.as_ref()),
        )
    };
    let variants = m
        .providers
        .iter()
        .map(|p| Variant { number: p.number, id: &p.id, doc: p.name.clone(), row: row(p) })
        .collect();
    axis(
        out,
        "Provider",
        "u16",
        "ProviderRow",
        "Whose mail system, or which software, wrote a reply.",
        variants,
    );
    let mut hosts: Vec<_> = m
        .providers
        .iter()
        .flat_map(|p| p.hosts.iter().map(move |(_, h)| (h.to_ascii_lowercase(), variant("Provider", &p.id))))
        .collect();
    hosts.sort();
    let hosts: Vec<_> = hosts.iter().map(|(h, p)| format!("({}, {p})", text(h))).collect();
    array(out, "PROVIDER_HOSTS", "(&str, Provider)", &hosts);
}

fn blocklists(out: &mut String, m: &Model) {
    let row = |l: &model::Blocklist| {
        format!(
            "BlocklistRow {{ id: {}, name: {}, operator: {}, lists: {}, markers: {}, removal: {}, closed: {} }}",
            text(&l.id),
            text(&l.name),
            text(&l.operator),
            variant("Listed", &l.lists),
            strings(&l.markers),
            opt_text(l.removal.as_ref()),
            opt_text(l.closed.as_ref()),
        )
    };
    let variants = m
        .blocklists
        .iter()
        .map(|l| Variant { number: l.number, id: &l.id, doc: l.name.clone(), row: row(l) })
        .collect();
    axis(out, "Blocklist", "u16", "BlocklistRow", "A block list that a reply may name.", variants);
}

fn digits(out: &mut String, name: &str, all: &[model::Digit]) {
    let rows: Vec<_> = all
        .iter()
        .map(|d| {
            format!(
                "Digit {{ digit: {}, title: {}, severity: {}, meaning: {}, popular: {}, source: {} }}",
                d.number,
                text(&d.title),
                opt_variant("Severity", d.severity.as_ref()),
                text(&d.meaning),
                opt_text(d.popular.as_ref()),
                text(&d.source),
            )
        })
        .collect();
    array(out, name, "Digit", &rows);
}

fn reply_codes(out: &mut String, m: &Model) {
    let mut all: Vec<_> = m.reply_codes.iter().collect();
    all.sort_by_key(|c| c.code);
    line!(out, "impl ReplyCode {{");
    for c in &all {
        line!(
            out,
            "/// {}: {}\npub const {}: Self = Self::constant({});",
            c.code,
            doc_text(&c.title),
            c.name,
            c.code
        );
    }
    line!(out, "}}");
    let rows: Vec<_> = all
        .iter()
        .map(|c| {
            format!(
                "ReplyCodeRow {{ code: ReplyCode::{}, name: {}, title: {}, category: {}, standard: {}, meaning: {}, popular: {}, advice: {}, source: {} }}",
                c.name,
                text(&c.name),
                text(&c.title),
                opt_variant("Category", c.category.as_ref()),
                c.standard,
                text(&c.meaning),
                opt_text(c.popular.as_ref()),
                advice(&c.sender, &c.recipient),
                text(&c.source),
            )
        })
        .collect();
    array(out, "REPLY_CODES", "ReplyCodeRow", &rows);
}

fn enhanced_codes(out: &mut String, m: &Model) {
    let mut all: Vec<_> = m.enhanced_codes.iter().collect();
    all.sort_by_key(|c| (c.subject, c.detail));
    line!(out, "impl EnhancedStatus {{");
    for (i, c) in all.iter().enumerate() {
        let (subject, detail) = (c.subject, c.detail);
        line!(out, "/// X.{subject}.{detail}: {}", doc_text(&c.title));
        line!(out, "pub const {}: &'static Self = &ENHANCED_CODES[{i}];", c.name);
    }
    line!(out, "}}");
    let rows: Vec<_> = all
        .iter()
        .map(|c| {
            let code = format!("{}.{}", c.subject, c.detail);
            let classes: Vec<_> = c.classes.iter().map(u8::to_string).collect();
            let replies: Vec<_> = c.reply_codes.iter().map(|r| format!("ReplyCode::constant({r})")).collect();
            format!(
                "EnhancedStatus {{ subject: {}, detail: {}, code: \"X.{code}\", written: [\"2.{code}\", \"4.{code}\", \"5.{code}\"], name: {}, title: {}, classes: &[{}], reply_codes: &[{}], category: {}, meaning: {}, popular: {}, advice: {}, source: {} }}",
                c.subject,
                c.detail,
                text(&c.name),
                text(&c.title),
                classes.join(", "),
                replies.join(", "),
                opt_variant("Category", c.category.as_ref()),
                text(&c.meaning),
                opt_text(c.popular.as_ref()),
                advice(&c.sender, &c.recipient),
                text(&c.source),
            )
        })
        .collect();
    array(out, "ENHANCED_CODES", "EnhancedStatus", &rows);
}

fn vendor_codes(out: &mut String, m: &Model) {
    let rows: Vec<_> = m
        .vendor_codes
        .iter()
        .map(|v| {
            let range = v.range.map(|r| format!("({}, {}, {}, {})", r.class, r.subject, r.from, r.to));
            format!(
                "VendorCode {{ id: {}, provider: {}, code: {}, range: {}, tags: {}, distinctive: {}, title: {}, meaning: {}, category: {}, sender: {}, source: {}, date: {} }}",
                text(&v.id),
                variant("Provider", &v.provider),
                opt_text(v.code.as_ref()),
                option(range),
                strings(&v.tags),
                v.distinctive,
                text(&v.title),
                text(&v.meaning),
                opt_variant("Category", v.category.as_ref()),
                opt_text(v.sender.as_ref()),
                text(&v.source),
                opt_text(v.date.as_ref()),
            )
        })
        .collect();
    array(out, "VENDOR_CODES", "VendorCode", &rows);
}

fn pseudo_codes(out: &mut String, m: &Model) {
    let rows: Vec<_> = m
        .pseudo_codes
        .iter()
        .map(|p| {
            format!(
                "PseudoCode {{ code: {}, platform: {}, title: {}, category: {}, meaning: {}, sender: {}, source: {} }}",
                p.code,
                variant("Provider", &p.platform),
                text(&p.title),
                variant("Category", &p.category),
                text(&p.meaning),
                text(&p.sender),
                opt_text(p.source.as_ref()),
            )
        })
        .collect();
    array(out, "PSEUDO_CODES", "PseudoCode", &rows);
}

fn rules(out: &mut String, m: &Model) {
    let rows: Vec<_> = m
        .rules
        .iter()
        .map(|r| {
            let providers: Vec<_> = r.providers.iter().map(|(_, p)| variant("Provider", p)).collect();
            format!(
                "Rule {{ id: {}, category: {}, severity: {}, providers: &[{}], source: {}, example: {} }}",
                text(&r.id),
                variant("Category", &r.category),
                opt_variant("Severity", r.severity.as_ref()),
                providers.join(", "),
                opt_text(r.source.as_ref()),
                text(r.examples.first().map_or("", |(_, e)| e)),
            )
        })
        .collect();
    array(out, "RULES", "Rule", &rows);
}

/// The tables of the engine. Its structs are written through short functions, to keep the text small.
fn engine(out: &mut String, c: &Compiled) {
    let id_list = |ids: &[String]| ids.iter().map(|i| text(i)).collect::<Vec<_>>();
    array(out, "RULE_IDS", "&str", &id_list(&c.rule_ids));
    array(out, "VENDOR_IDS", "&str", &id_list(&c.vendor_ids));

    let each =
        |out: &mut String, name: &str, item: &str, values: Vec<String>| array(out, name, item, &values);
    let pair = |(a, b): (u32, u32)| format!("({a},{b})");
    let clause = |c: &Clause| format!("c({},{},{},{},{})", c.first, c.count, c.rule, c.at_start, c.at_end);
    let range = |r: &EnhancedRange| format!("r({},{},{},{})", r.class, r.subject, r.from, r.to);

    let node = |n: &Node| format!("n({},{},{},{},{})", n.set, n.name_set, n.first, n.next[0], n.next[1]);
    let words =
        c.words.iter().map(|w| format!("w({},{},{},{},{})", w.hash, w.set, w.name_set, w.node, w.next));
    numbers(out, "SEEDS", "u16", &c.seeds);
    each(out, "WORDS", "Word", words.collect());
    let edges = c.edges.iter().map(|e| format!("g({},{},{})", e.word, e.more, e.to));
    each(out, "EDGES", "Edge", edges.collect());
    each(out, "NODES", "Node", c.nodes.iter().map(node).collect());
    let sets = c
        .sets
        .iter()
        .map(|s| format!("s({:?},{:?},{:?},{:?},{})", s.terms, s.more, s.markers, s.anchors, s.signs));
    each(out, "SETS", "Set", sets.collect());
    let signs = c.signs.iter().map(|s| format!("b({:?},{})", s.mask, s.hints));
    each(out, "SIGNS", "Signs", signs.collect());
    numbers(out, "MEMBERS", "u16", &c.members);
    numbers(out, "MARKERS", "u16", &c.markers);
    each(
        out,
        "TERMS",
        "Term",
        c.terms.iter().map(|t| format!("t(Kind::{:?},{})", t.kind, t.value)).collect(),
    );
    let anchors = c.anchors.iter().map(|a| format!("a({},{})", a.clause, a.bit));
    each(out, "ANCHORS", "Anchor", anchors.collect());
    each(out, "CLAUSES", "Clause", c.clauses.iter().map(clause).collect());
    let elements = c.elements.iter().map(|e| format!("e({},Op::{:?},{})", e.term, e.op, e.gap));
    each(out, "ELEMENTS", "Element", elements.collect());
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
    each(out, "RULE_TABLE", "engine::tables::Rule", rules.collect());
    numbers(out, "GUARDS", "u16", &c.guards);
    each(out, "REPLY_RANGES", "(u16, u16)", c.reply_ranges.iter().map(|r| format!("{r:?}")).collect());
    each(out, "ENHANCED_RANGES", "EnhancedRange", c.enhanced_ranges.iter().map(range).collect());
    let vendor = c.vendor_codes.iter().map(|v| {
        format!(
            "engine::tables::VendorCode{{provider:{},alone:{},codes:{},category:{}}}",
            v.provider,
            v.alone,
            range(&v.codes),
            v.category,
        )
    });
    each(out, "VENDOR_TABLE", "engine::tables::VendorCode", vendor.collect());
    numbers(out, "VENDOR_BITS", "u64", &c.vendor_bits);
    each(
        out,
        "ENHANCED_CATEGORY",
        "(u32, u8)",
        c.enhanced_category.iter().map(|r| format!("{r:?}")).collect(),
    );
    each(out, "REPLIES", "(u16, bool)", c.replies.iter().map(|r| format!("{r:?}")).collect());
    each(out, "REPLY_CATEGORY", "(u16, u8)", c.reply_category.iter().map(|r| format!("{r:?}")).collect());
    each(out, "CATEGORY_FACTS", "CategoryFacts", c.categories.iter().map(|f| format!("{f:?}")).collect());
    numbers(out, "SOFTWARE", "bool", &c.software);
    numbers(out, "LISTS_DOMAINS", "bool", &c.lists_domains);
    line!(out, "pub(crate) static TABLES: Tables<'static> = Tables {{");
    for (field, table) in TABLES {
        line!(out, "{field}: &{table},");
    }
    line!(out, "names: {:?},\n}};", c.names);
}

/// The fields of the engine's tables, and the static that each one is.
const TABLES: [(&str, &str); 24] = [
    ("seeds", "SEEDS"),
    ("words", "WORDS"),
    ("edges", "EDGES"),
    ("nodes", "NODES"),
    ("sets", "SETS"),
    ("signs", "SIGNS"),
    ("members", "MEMBERS"),
    ("markers", "MARKERS"),
    ("terms", "TERMS"),
    ("anchors", "ANCHORS"),
    ("clauses", "CLAUSES"),
    ("elements", "ELEMENTS"),
    ("rules", "RULE_TABLE"),
    ("guards", "GUARDS"),
    ("reply_ranges", "REPLY_RANGES"),
    ("enhanced_ranges", "ENHANCED_RANGES"),
    ("vendor_codes", "VENDOR_TABLE"),
    ("vendor_bits", "VENDOR_BITS"),
    ("enhanced_category", "ENHANCED_CATEGORY"),
    ("replies", "REPLIES"),
    ("reply_category", "REPLY_CATEGORY"),
    ("categories", "CATEGORY_FACTS"),
    ("software", "SOFTWARE"),
    ("lists_domains", "LISTS_DOMAINS"),
];
