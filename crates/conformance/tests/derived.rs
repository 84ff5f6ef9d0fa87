//! Cases that follow from `codes.yaml`: one for each rule, each provider and each block list, so that no binding can lose one.

use smtpcodes::{Blocklist, Provider, Rule, classify};
use smtpcodes_conformance::{Case, Expected};
use toml::{Table, Value};

/// All of them, in the order of `codes.yaml`.
pub(crate) fn cases() -> Vec<Case> {
    let rules = Rule::ALL.iter().map(rule);
    let providers = Provider::ALL.iter().flat_map(|&provider| [Some(told(provider)), marked(provider)]);
    rules.chain(providers.flatten()).chain(Blocklist::ALL.iter().filter_map(|&list| listed(list))).collect()
}

fn case(id: String, reply: String, field: &str, value: &str) -> Case {
    Case {
        id,
        reply,
        remote_host: None,
        provider: None,
        command: None,
        sending_ip: None,
        source: "codes.yaml".to_owned(),
        known_wrong: None,
        verdict: Expected {
            absent: Vec::new(),
            fields: Table::from_iter([(field.to_owned(), Value::from(value))]),
        },
    }
}

/// A rule's example.
fn rule(rule: &Rule) -> Case {
    let provider = rule.providers.first().map(|provider| provider.id().to_owned());
    let case = case(format!("rule-{}", rule.id), rule.example.to_owned(), "category", rule.category.id());
    Case { provider, ..case }
}

/// A provider that the caller names.
fn told(provider: Provider) -> Case {
    let case =
        case(format!("told-{}", provider.id()), "450 4.0.0 not now".to_owned(), "provider", provider.id());
    Case { provider: Some(provider.id().to_owned()), ..case }
}

/// A provider that a reply names, by the first of its markers and hosts that no other provider has as well.
fn marked(provider: Provider) -> Option<Case> {
    let mut replies =
        provider.markers().iter().chain(provider.hosts()).map(|text| format!("550 5.0.0 {text}"));
    let reply = replies.find(|reply| classify(reply.as_bytes()).provider == Some(provider))?;
    Some(case(format!("marked-{}", provider.id()), reply, "provider", provider.id()))
}

/// A block list that a reply names.
fn listed(list: Blocklist) -> Option<Case> {
    let mut replies = list.markers().iter().map(|text| format!("554 5.7.1 blocked using {text}"));
    let reply = replies.find(|reply| classify(reply.as_bytes()).blocklist == Some(list))?;
    Some(case(format!("listed-{}", list.id()), reply, "blocklist", list.id()))
}
