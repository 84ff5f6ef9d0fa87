//! The closed lists: an enum each, with a row of facts for each variant.

use super::text::{advice, array, doc, opt_text, opt_variant, slice, text, texts, variant};
use crate::emit::camel;
use crate::emit::record::Record;
use crate::model::{Blocklist, Category, Command, Item, Listed, Model, Provider, Relation, Vocabulary};

pub(super) fn emit(out: &mut String, m: &Model) {
    items(out, "Severity", "What the server claimed.", &m.severities);
    items(out, "Bounce", "Whether the address is dead.", &m.bounces);
    items(out, "Side", "On whose side the cause lies.", &m.sides);
    items(out, "Group", "A family of categories.", &m.groups);
    items(out, "Cause", "One of the five common causes by which support people sort bounces.", &m.causes);
    items(out, "Action", "The one thing to do next.", &m.actions);
    categories(out, m);
    COMMAND.emit(out, &m.commands, title, command);
    VOCABULARY.emit(out, &m.vocabularies, title, vocabulary);
    PROVIDER.emit(out, &m.providers, title, provider);
    hosts(out, m);
    // Apart from the rows: a program that never asks for them, as the C library, goes without.
    array(out, "PROVIDER_MARKERS", "&[&str]", m.providers.iter().map(|p| texts(&p.markers)));
    BLOCKLIST.emit(out, &m.blocklists, title, blocklist);
}

const CATEGORY: List = List { name: "Category", repr: "u8", row: "CategoryRow", doc: "What went wrong." };
const COMMAND: List =
    List { name: "Command", repr: "u8", row: "CommandRow", doc: "The SMTP command that a reply answers." };
const VOCABULARY: List = List {
    name: "Vocabulary",
    repr: "u8",
    row: "VocabularyRow",
    doc: "Another product's words for what we call a category.",
};
const PROVIDER: List = List {
    name: "Provider",
    repr: "u16",
    row: "ProviderRow",
    doc: "Whose mail system, or which software, wrote a reply.",
};
const BLOCKLIST: List =
    List { name: "Blocklist", repr: "u16", row: "BlocklistRow", doc: "A block list that a reply may name." };

/// An enum.
struct List {
    name: &'static str,
    /// What holds its numbers.
    repr: &'static str,
    /// The type of its rows.
    row: &'static str,
    doc: &'static str,
}

impl List {
    /// The enum, its list of all, and its rows, found by number through a table of places (0 for none).
    fn emit<T: Listed>(
        &self,
        out: &mut String,
        entries: &[T],
        says: impl Fn(&T) -> String,
        row: impl Fn(&T, Record) -> Record,
    ) {
        let Self { name, repr, row: row_type, doc: about } = self;
        let mut entries: Vec<_> = entries.iter().collect();
        entries.sort_by_key(|entry| entry.number());
        line!(out, "/// {about}");
        line!(out, "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]");
        line!(out, "#[non_exhaustive]\n#[repr({repr})]\npub enum {name} {{");
        for entry in &entries {
            line!(out, "/// {}\n{} = {},", doc(&says(entry)), camel(entry.id()), entry.number());
        }
        line!(out, "}}");
        let table = name.to_ascii_uppercase();
        line!(out, "impl {name} {{\n/// All of them, in the order of their numbers.");
        let all = slice(entries.iter().map(|entry| variant("Self", entry.id())));
        line!(out, "pub const ALL: &'static [Self] = {all};");
        line!(out, "pub(crate) const ROWS: &'static [{row_type}] = &{table}_ROWS;");
        line!(out, "pub(crate) const PLACES: &'static [u16] = &{table}_PLACES;\n}}");
        let rows = entries.iter().map(|entry| row(entry, Record::named(row_type)));
        array(out, &format!("{table}_ROWS"), row_type, rows);
        let top = entries.last().map_or(0, |entry| entry.number());
        let place = |n| entries.iter().position(|entry| entry.number() == n).map_or(0, |p| p + 1);
        array(out, &format!("{table}_PLACES"), "u16", (0..=top).map(place));
    }
}

fn title<T: Listed>(entry: &T) -> String {
    entry.title().to_owned()
}

fn items(out: &mut String, name: &'static str, doc: &'static str, all: &[Item]) {
    List { name, repr: "u8", row: "Item", doc }.emit(out, all, explained, item);
}

fn explained(i: &Item) -> String {
    format!("{}. {}", i.title, i.meaning)
}

/// The fields that all short lists share.
fn item(i: &Item, row: Record) -> Record {
    row.with("id", text(&i.id)).with("title", text(&i.title)).with("meaning", text(&i.meaning))
}

fn categories(out: &mut String, m: &Model) {
    // A row holds one entry for each vocabulary, in the order of their numbers.
    let mut vocabularies: Vec<_> = m.vocabularies.iter().collect();
    vocabularies.sort_by_key(|v| v.number);
    let crosswalk = |c: &Category, v: &Vocabulary| {
        let (r, label) = match c.crosswalks.iter().find(|(_, id, ..)| *id == v.id) {
            Some((_, _, r, label)) if *r != Relation::None => (*r, format!("Some({})", text(label))),
            _ => (Relation::None, "None".to_owned()),
        };
        Record::named("Crosswalk").with("relation", relation(r)).with("label", label)
    };
    let row = |c: &Category, row: Record| {
        item(&c.item, row)
            .with("group", variant("Group", &c.group))
            .with("side", variant("Side", &c.side))
            .with("cause", opt_variant("Cause", &c.cause))
            .with("hard", c.hard)
            .with("action", variant("Action", &c.action))
            .with("sticky", c.sticky_action)
            .with("advice", advice(&c.sender, &c.recipient))
            .with("crosswalks", slice(vocabularies.iter().map(|v| crosswalk(c, v))))
    };
    CATEGORY.emit(out, &m.categories, |c| explained(&c.item), row);
}

fn relation(r: Relation) -> String {
    format!("Relation::{r:?}")
}

fn command(c: &Command, row: Record) -> Record {
    row.with("id", text(&c.id)).with("title", text(&c.title)).with("names", texts(&c.names))
}

fn vocabulary(v: &Vocabulary, row: Record) -> Record {
    let labels = v.labels.iter().map(|l| {
        Record::named("Label")
            .with("label", text(&l.label))
            .with("category", opt_variant("Category", &l.category))
            .with("relation", relation(l.relation))
    });
    row.with("id", text(&v.id))
        .with("title", text(&v.title))
        .with("source", opt_text(&v.source))
        .with("labels", slice(labels))
}

fn provider(p: &Provider, row: Record) -> Record {
    row.with("id", text(&p.id))
        .with("name", text(&p.name))
        .with("kind", variant("ProviderKind", &p.kind))
        .with("hosts", texts(&p.hosts))
        .with("domains", texts(&p.domains))
        .with("postmaster", opt_text(&p.postmaster))
}

/// Whose a host is, and which of its hosts it is: in the order of their names, so that they can be searched.
fn hosts(out: &mut String, m: &Model) {
    let mut hosts = Vec::new();
    for p in &m.providers {
        hosts.extend((0u8..).zip(&p.hosts).map(|(place, (_, host))| (host, &p.id, place)));
    }
    hosts.sort();
    let hosts = hosts.iter().map(|(_, id, place)| format!("({}, {place})", variant("Provider", id)));
    array(out, "PROVIDER_HOSTS", "(Provider, u8)", hosts);
}

fn blocklist(l: &Blocklist, row: Record) -> Record {
    row.with("id", text(&l.id))
        .with("name", text(&l.name))
        .with("operator", text(&l.operator))
        .with("lists", variant("Listed", &l.lists))
        .with("markers", texts(&l.markers))
        .with("removal", opt_text(&l.removal))
        .with("closed", opt_text(&l.closed))
}
