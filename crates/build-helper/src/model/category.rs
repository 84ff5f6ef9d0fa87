//! A category: what went wrong, what follows from it, and what others call it.

use super::item::Item;
use super::vocabulary::Relation;
use crate::diagnostic::{Diagnostics, Position};
use crate::load::{self, Fields, Value};

/// A category of the taxonomy.
#[derive(Clone, Debug)]
pub struct Category {
    /// Id, number, title, meaning.
    pub item: Item,
    /// Its family.
    pub group: String,
    /// On whose side the cause lies.
    pub side: String,
    /// One of the five common causes.
    pub cause: Option<String>,
    /// Whether it retires the address.
    pub hard: bool,
    /// What to do next.
    pub action: String,
    /// Whether that holds for a transient reply too.
    pub sticky_action: bool,
    /// Whether a server can say it before the recipient is named.
    pub any_stage: bool,
    /// Advice to the sending side.
    pub sender: String,
    /// Advice to the receiving side.
    pub recipient: String,
    /// Vocabulary, relation, label.
    pub crosswalks: Vec<(Position, String, Relation, String)>,
}

impl Category {
    pub(super) fn read(f: &mut Fields<'_>, e: &mut Diagnostics) -> Self {
        let mut crosswalks = Vec::new();
        for (at, vocabulary, node) in f.entries("crosswalks", e) {
            match &node.value {
                Value::Text(none) if none == "none" => {
                    crosswalks.push((*at, vocabulary.clone(), Relation::None, String::new()))
                }
                Value::Map(pair) if pair.len() == 1 => {
                    let (at, name, label) = &pair[0];
                    let label = load::as_text(label, e).unwrap_or_default();
                    crosswalks.push((*at, vocabulary.clone(), Relation::read(*at, name, e), label));
                }
                _ => e.add(node.at, "expected `none` or one pair `relation: label`"),
            }
        }
        Self {
            item: Item::read(f, e),
            group: f.text("group", e),
            side: f.text("side", e),
            cause: f.opt_text("cause", e),
            hard: f.flag("hard", e),
            action: f.text("action", e),
            sticky_action: f.flag("sticky_action", e),
            any_stage: f.flag("any_stage", e),
            sender: f.text("sender", e),
            recipient: f.text("recipient", e),
            crosswalks,
        }
    }
}
