//! The rows of the tables, by their keys.

use super::text::{advice, list, maybe, relation, text, texts};
use crate::emit::record::Record;
use crate::model::{
    Blocklist, Category, Command, EnhancedCode, Item, Label, Model, Provider, PseudoCode, Relation,
    ReplyCode, VendorCode, Vocabulary,
};

fn item(item: &Item) -> Record {
    Record::new()
        .with("id", text(&item.id))
        .with("number", item.number)
        .with("title", text(&item.title))
        .with("meaning", text(&item.meaning))
}

pub(super) fn items(items: &[Item]) -> Vec<(String, Record)> {
    items.iter().map(|one| (one.id.clone(), item(one))).collect()
}

pub(super) fn categories(m: &Model) -> Vec<(String, Record)> {
    let crosswalks = |c: &Category| {
        let each = |all: Record, (_, vocabulary, how, label): &(_, String, Relation, String)| {
            let label = if *how == Relation::None { "null".to_owned() } else { text(label) };
            all.with(vocabulary, Record::new().with("relation", relation(*how)).with("label", label))
        };
        c.crosswalks.iter().fold(Record::new(), each)
    };
    let row = |c: &Category| {
        item(&c.item)
            .with("group", text(&c.group))
            .with("side", text(&c.side))
            .with("cause", maybe(&c.cause))
            .with("isHard", c.hard)
            .with("action", text(&c.action))
            .with("advice", advice(&c.sender, &c.recipient))
            .with("crosswalks", crosswalks(c))
    };
    m.categories.iter().map(|c| (c.item.id.clone(), row(c))).collect()
}

pub(super) fn commands(m: &Model) -> Vec<(String, Record)> {
    let row = |c: &Command| {
        Record::new().with("id", text(&c.id)).with("number", c.number).with("title", text(&c.title))
    };
    m.commands.iter().map(|c| (c.id.clone(), row(c))).collect()
}

pub(super) fn providers(m: &Model) -> Vec<(String, Record)> {
    let row = |p: &Provider| {
        Record::new()
            .with("id", text(&p.id))
            .with("number", p.number)
            .with("name", text(&p.name))
            .with("kind", text(&p.kind))
            .with("hosts", texts(&p.hosts))
            .with("domains", texts(&p.domains))
            .with("markers", texts(&p.markers))
            .with("postmaster", maybe(&p.postmaster))
    };
    m.providers.iter().map(|p| (p.id.clone(), row(p))).collect()
}

pub(super) fn blocklists(m: &Model) -> Vec<(String, Record)> {
    let row = |b: &Blocklist| {
        Record::new()
            .with("id", text(&b.id))
            .with("number", b.number)
            .with("name", text(&b.name))
            .with("operator", text(&b.operator))
            .with("lists", text(&b.lists))
            .with("markers", texts(&b.markers))
            .with("removal", maybe(&b.removal))
            .with("closed", maybe(&b.closed))
    };
    m.blocklists.iter().map(|b| (b.id.clone(), row(b))).collect()
}

pub(super) fn vocabularies(m: &Model) -> Vec<(String, Record)> {
    let label = |l: &Label| {
        Record::new()
            .with("label", text(&l.label))
            .with("category", maybe(&l.category))
            .with("relation", relation(l.relation))
    };
    let row = |v: &Vocabulary| {
        Record::new()
            .with("id", text(&v.id))
            .with("number", v.number)
            .with("title", text(&v.title))
            .with("source", maybe(&v.source))
            .with("labels", list(v.labels.iter().map(label)))
    };
    m.vocabularies.iter().map(|v| (v.id.clone(), row(v))).collect()
}

pub(super) fn reply_codes(m: &Model) -> Vec<(String, Record)> {
    let row = |c: &ReplyCode| {
        Record::new()
            .with("code", c.code)
            .with("name", text(&c.name))
            .with("title", text(&c.title))
            .with("severity", text(&c.severity))
            .with("category", maybe(&c.category))
            .with("isStandard", c.standard)
            .with("meaning", text(&c.meaning))
            .with("popular", maybe(&c.popular))
            .with("advice", advice(&c.sender, &c.recipient))
            .with("source", text(&c.source))
    };
    m.reply_codes.iter().map(|c| (c.code.to_string(), row(c))).collect()
}

pub(super) fn enhanced_codes(m: &Model) -> Vec<(String, Record)> {
    let key = |c: &EnhancedCode| format!("X.{}.{}", c.subject, c.detail);
    let row = |c: &EnhancedCode| {
        Record::new()
            .with("code", text(&key(c)))
            .with("subject", c.subject)
            .with("detail", c.detail)
            .with("name", text(&c.name))
            .with("title", text(&c.title))
            .with("classes", list(&c.classes))
            .with("replyCodes", list(&c.reply_codes))
            .with("category", maybe(&c.category))
            .with("meaning", text(&c.meaning))
            .with("popular", maybe(&c.popular))
            .with("advice", advice(&c.sender, &c.recipient))
            .with("source", text(&c.source))
    };
    m.enhanced_codes.iter().map(|c| (key(c), row(c))).collect()
}

pub(super) fn vendor_codes(m: &Model) -> Vec<(String, Record)> {
    let row = |v: &VendorCode| {
        Record::new()
            .with("id", text(&v.id))
            .with("provider", text(&v.provider))
            .with("code", maybe(&v.code))
            .with("tags", texts(&v.tags))
            .with("distinctive", v.distinctive)
            .with("title", text(&v.title))
            .with("meaning", text(&v.meaning))
            .with("category", maybe(&v.category))
            .with("sender", maybe(&v.sender))
            .with("source", text(&v.source))
            .with("date", maybe(&v.date))
    };
    m.vendor_codes.iter().map(|v| (v.id.clone(), row(v))).collect()
}

pub(super) fn pseudo_codes(m: &Model) -> Vec<(String, Record)> {
    let row = |p: &PseudoCode| {
        Record::new()
            .with("code", p.code)
            .with("platform", text(&p.platform))
            .with("title", text(&p.title))
            .with("category", text(&p.category))
            .with("meaning", text(&p.meaning))
            .with("sender", text(&p.sender))
            .with("source", maybe(&p.source))
    };
    m.pseudo_codes.iter().map(|p| (format!("{}:{}", p.platform, p.code), row(p))).collect()
}
