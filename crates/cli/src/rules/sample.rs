//! Texts that a pattern describes, made from the pattern itself.

use smtpcodes_build_helper::compile::UNKNOWN;
use smtpcodes_build_helper::model::{Model, Rule};

use super::words::{Languages, Node, Split, of_concept, split};

/// An address for documentation (RFC 5737).
pub(crate) const SENDING_IP: &str = "192.0.2.99";

/// How often concepts are put into concepts.
const DEPTH: u8 = 4;

/// A text that a pattern should recognise; another `turn` takes other words where there is a choice.
pub(crate) fn text(model: &Model, languages: &Languages, pattern: &str, turn: usize) -> String {
    let Split { parts, .. } = split(pattern);
    let mut out = String::new();
    for (_, run) in &parts {
        add(model, languages, run, turn, DEPTH, &mut out);
    }
    out.trim().to_owned()
}

/// A text that a rule should recognise by one of its patterns: with the codes that it asks for. Notices have none.
pub(crate) fn reply(model: &Model, rule: &Rule, pattern: &str, turn: usize) -> String {
    let notice = model
        .categories
        .iter()
        .any(|c| c.item.id == rule.category && c.group == "notice" && c.item.id != UNKNOWN);
    if notice && rule.reply.is_empty() && rule.enhanced.is_empty() {
        return text(model, &Languages::All, pattern, turn);
    }
    let reply = rule.reply.first().map_or("550", |(_, text)| text.as_str());
    let reply: String = reply.chars().take(3).map(|c| if matches!(c, 'x' | 'X') { '0' } else { c }).collect();
    let class = &reply[..1];
    let enhanced = rule.enhanced.first().map_or(String::new(), |(_, code)| {
        let code = code.split('-').next().unwrap_or(code);
        let mut parts = code.split('.').map(|p| p.replace(['x', 'X'], "0"));
        let first = parts.next().filter(|p| p != "0").unwrap_or_else(|| class.to_owned());
        format!("{first}.{} ", parts.collect::<Vec<_>>().join("."))
    });
    format!("{reply} {enhanced}{}", text(model, &Languages::All, pattern, turn))
}

fn add(model: &Model, languages: &Languages, run: &[Node], turn: usize, depth: u8, out: &mut String) {
    for node in run {
        match node {
            Node::Word(word) => {
                let word = match word.as_str() {
                    "<ip>" => "192.0.2.1",
                    "<sending_ip>" => SENDING_IP,
                    "<address>" => "user@example.com",
                    word => word,
                };
                out.push_str(word);
                out.push(' ');
            }
            Node::Concept(id) => {
                let words = of_concept(model, id, languages);
                if let (Some(word), true) = (pick(&words, turn), depth > 0) {
                    add(model, languages, &super::words::run(word), turn, depth - 1, out);
                }
            }
            Node::Any(all) => {
                if let Some(one) = pick(all, turn) {
                    add(model, languages, one, turn, depth, out);
                }
            }
        }
    }
}

fn pick<T>(all: &[T], turn: usize) -> Option<&T> {
    all.get(turn % all.len().max(1))
}
