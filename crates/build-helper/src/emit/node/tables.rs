//! Which tables there are, what their keys and their rows are.

use super::rows;
use super::text::text;
use crate::emit::record::Record;
use crate::model::Model;

/// What the keys of a table are.
pub(super) enum Keys {
    /// The ids of one of our lists, and the type that they make.
    Ids(&'static str),
    /// Any text.
    Open,
}
use Keys::{Ids, Open};

pub(super) struct Table {
    pub name: &'static str,
    pub doc: &'static str,
    pub keys: Keys,
    /// The interface of the rows.
    pub row: &'static str,
    pub entries: Vec<(String, Record)>,
}

impl Table {
    /// The table as an object.
    pub(super) fn text(&self) -> String {
        let mut out = "{\n".to_owned();
        for (key, row) in &self.entries {
            line!(out, "  {}: {row},", text(key));
        }
        out.push('}');
        out
    }
}

/// All of them, in the order in which they are written.
pub(super) fn tables(m: &Model) -> [Table; 15] {
    let table = |name, doc, keys, row, entries| Table { name, doc, keys, row, entries };
    let items = rows::items;
    [
        table("severities", "What the server claimed.", Ids("Severity"), "ItemInfo", items(&m.severities)),
        table("bounces", "Whether the address is dead.", Ids("Bounce"), "ItemInfo", items(&m.bounces)),
        table("sides", "On whose side the cause lies.", Ids("Side"), "ItemInfo", items(&m.sides)),
        table("groups", "Families of categories.", Ids("Group"), "ItemInfo", items(&m.groups)),
        table(
            "causes",
            "The common causes by which support people sort bounces.",
            Ids("Cause"),
            "ItemInfo",
            items(&m.causes),
        ),
        table("actions", "The one thing to do next.", Ids("Action"), "ItemInfo", items(&m.actions)),
        table("categories", "What went wrong.", Ids("Category"), "CategoryInfo", rows::categories(m)),
        table("commands", "SMTP commands.", Ids("Command"), "CommandInfo", rows::commands(m)),
        table("providers", "Whose mail system replies.", Ids("Provider"), "ProviderInfo", rows::providers(m)),
        table(
            "blocklists",
            "Block lists that replies name.",
            Ids("Blocklist"),
            "BlocklistInfo",
            rows::blocklists(m),
        ),
        table(
            "vocabularies",
            "Other products' words.",
            Ids("Vocabulary"),
            "VocabularyInfo",
            rows::vocabularies(m),
        ),
        table(
            "replyCodes",
            "Reply codes of the standards and of practice.",
            Open,
            "ReplyCodeRow",
            rows::reply_codes(m),
        ),
        table(
            "enhancedCodes",
            "The registry of enhanced status codes, by `X.1.1`.",
            Open,
            "EnhancedStatusInfo",
            rows::enhanced_codes(m),
        ),
        table(
            "vendorCodes",
            "What providers mean by codes and tags of their own, by id.",
            Open,
            "VendorCodeInfo",
            rows::vendor_codes(m),
        ),
        table(
            "pseudoCodes",
            "Numbers that platforms report and no server sent, by `platform:number`.",
            Open,
            "PseudoCodeInfo",
            rows::pseudo_codes(m),
        ),
    ]
}
