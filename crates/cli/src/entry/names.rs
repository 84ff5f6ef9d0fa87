//! Who and what a reply is about: providers, block lists, commands; and the rules that tell.

use smtpcodes::{Blocklist, Command, Provider, Rule};

use super::{Entry, Value};

impl From<Provider> for Entry {
    fn from(p: Provider) -> Self {
        Self::new("provider", "id", p.id())
            .with("number", p.number())
            .titled("name", p.name())
            .noted("provider_kind", p.kind().id())
            .with("hosts", p.hosts())
            .with("domains", p.domains())
            .with("markers", p.markers())
            .with("postmaster", p.postmaster())
    }
}

impl From<Blocklist> for Entry {
    fn from(l: Blocklist) -> Self {
        Self::new("blocklist", "id", l.id())
            .with("number", l.number())
            .titled("name", l.name())
            .with("operator", l.operator())
            .noted("lists", l.lists().id())
            .with("markers", l.markers())
            .with("removal", l.removal())
            .with("closed", l.closed())
    }
}

impl From<Command> for Entry {
    fn from(c: Command) -> Self {
        Self::new("command", "id", c.id()).with("number", c.number()).titled("title", c.title())
    }
}

impl From<&Rule> for Entry {
    fn from(r: &Rule) -> Self {
        Self::new("rule", "id", r.id)
            .noted("category", r.category)
            .with("severity", r.severity)
            .with("providers", Value::List(r.providers.iter().map(|p| (*p).into()).collect()))
            .with("source", r.source)
            .titled("example", r.example)
    }
}
