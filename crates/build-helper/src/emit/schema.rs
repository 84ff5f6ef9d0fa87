//! A JSON Schema of `codes.yaml`, for editors: completion, and a mistake shown while it is typed.

use serde_json::{Map, Value, json};

/// The type of a key.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    Flag,
    /// A text or a list of them.
    Texts,
    Numbers,
    /// A map from language to phrases.
    Words,
    Other,
}
use Kind::{Flag, Number, Numbers, Other, Text, Texts, Words};

/// Keys of an entry: name, type, whether it must be there.
type Keys = &'static [(&'static str, Kind, bool)];

const ITEM: Keys =
    &[("id", Text, true), ("number", Number, true), ("title", Text, true), ("meaning", Text, true)];
const DIGIT: Keys = &[
    ("digit", Number, true),
    ("title", Text, true),
    ("severity", Text, false),
    ("meaning", Text, true),
    ("popular", Text, false),
    ("source", Text, true),
];

/// The sections and what their entries consist of. A test compares it with what the reader asks for.
const SECTIONS: &[(&str, Keys)] = &[
    ("severities", ITEM),
    ("bounces", ITEM),
    ("sides", ITEM),
    ("groups", ITEM),
    ("causes", ITEM),
    ("actions", ITEM),
    (
        "categories",
        &[
            ("id", Text, true),
            ("number", Number, true),
            ("title", Text, true),
            ("meaning", Text, true),
            ("group", Text, true),
            ("side", Text, true),
            ("cause", Text, false),
            ("hard", Flag, false),
            ("action", Text, true),
            ("sticky_action", Flag, false),
            ("any_stage", Flag, false),
            ("sender", Text, true),
            ("recipient", Text, true),
            ("crosswalks", Other, true),
        ],
    ),
    (
        "vocabularies",
        &[
            ("id", Text, true),
            ("number", Number, true),
            ("title", Text, true),
            ("source", Text, false),
            ("labels", Other, true),
        ],
    ),
    (
        "pseudo_codes",
        &[
            ("code", Number, true),
            ("platform", Text, true),
            ("title", Text, true),
            ("category", Text, true),
            ("meaning", Text, true),
            ("sender", Text, true),
            ("source", Text, false),
        ],
    ),
    ("reply_classes", DIGIT),
    ("second_digits", DIGIT),
    (
        "reply_codes",
        &[
            ("code", Number, true),
            ("name", Text, true),
            ("title", Text, true),
            ("severity", Text, true),
            ("category", Text, false),
            ("standard", Flag, false),
            ("session", Flag, false),
            ("meaning", Text, true),
            ("popular", Text, false),
            ("sender", Text, true),
            ("recipient", Text, true),
            ("source", Text, true),
        ],
    ),
    ("enhanced_classes", DIGIT),
    (
        "subjects",
        &[
            ("number", Number, true),
            ("title", Text, true),
            ("severity", Text, false),
            ("meaning", Text, true),
            ("popular", Text, false),
            ("source", Text, true),
        ],
    ),
    (
        "enhanced_codes",
        &[
            ("code", Text, true),
            ("name", Text, true),
            ("title", Text, true),
            ("classes", Numbers, true),
            ("reply_codes", Numbers, false),
            ("category", Text, false),
            ("meaning", Text, true),
            ("popular", Text, false),
            ("sender", Text, true),
            ("recipient", Text, true),
            ("source", Text, true),
        ],
    ),
    (
        "providers",
        &[
            ("id", Text, true),
            ("number", Number, true),
            ("kind", Text, true),
            ("name", Text, true),
            ("hosts", Texts, false),
            ("domains", Texts, false),
            ("markers", Texts, false),
            ("postmaster", Text, false),
        ],
    ),
    (
        "blocklists",
        &[
            ("id", Text, true),
            ("number", Number, true),
            ("name", Text, true),
            ("operator", Text, true),
            ("lists", Text, true),
            ("markers", Texts, true),
            ("removal", Text, false),
            ("closed", Text, false),
        ],
    ),
    (
        "vendor_codes",
        &[
            ("id", Text, false),
            ("provider", Text, true),
            ("code", Text, false),
            ("tags", Texts, false),
            ("distinctive", Flag, false),
            ("guards", Texts, false),
            ("unless", Texts, false),
            ("title", Text, true),
            ("meaning", Text, true),
            ("category", Text, false),
            ("sender", Text, false),
            ("source", Text, true),
            ("date", Text, false),
        ],
    ),
    ("units", &[("id", Text, true), ("seconds", Number, true), ("words", Words, true)]),
    ("times", &[("id", Text, true), ("seconds", Number, true), ("words", Words, true)]),
    ("numbers", &[("id", Text, true), ("meaning", Text, true), ("words", Words, true)]),
    (
        "frames",
        &[
            ("id", Text, true),
            ("title", Text, true),
            ("leads", Texts, false),
            ("schemes", Texts, false),
            ("line_marks", Texts, false),
            ("brackets", Texts, false),
            ("tails", Texts, false),
            ("next_lines", Texts, false),
            ("passed_on", Texts, false),
            ("past_codes", Texts, false),
            ("past_statuses", Texts, false),
            ("ports", Texts, false),
        ],
    ),
    (
        "commands",
        &[
            ("id", Text, true),
            ("number", Number, true),
            ("title", Text, true),
            ("before_recipient", Flag, false),
            ("names", Texts, false),
            ("words", Texts, true),
        ],
    ),
    ("concepts", &[("id", Text, true), ("meaning", Text, true), ("words", Words, true)]),
    ("guards", &[("id", Text, true), ("meaning", Text, true), ("patterns", Texts, true)]),
    (
        "rules",
        &[
            ("id", Text, true),
            ("provider", Texts, false),
            ("when", Other, false),
            ("match", Texts, true),
            ("guards", Texts, false),
            ("unless", Texts, false),
            ("category", Text, true),
            ("severity", Text, false),
            ("generic", Flag, false),
            ("before", Flag, false),
            ("source", Text, false),
            ("examples", Texts, true),
            ("counter", Texts, false),
        ],
    ),
    ("retired", &[("list", Text, true), ("number", Number, true), ("id", Text, true)]),
];

/// The schema as text.
pub fn schema() -> String {
    let sections: Map<String, Value> =
        SECTIONS.iter().map(|(name, keys)| ((*name).to_owned(), section(keys))).collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Generated by `cargo xtask codegen`: do not edit.",
        "title": "codes.yaml, or a file of rules of one's own",
        "type": "object",
        "additionalProperties": false,
        "properties": sections,
    });
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn section(keys: Keys) -> Value {
    let properties: Map<String, Value> =
        keys.iter().map(|(name, kind, _)| ((*name).to_owned(), shape(*kind))).collect();
    let required: Vec<&str> = keys.iter().filter(|(.., needed)| *needed).map(|(name, ..)| *name).collect();
    json!({"type": "array", "items": {
        "type": "object", "additionalProperties": false, "properties": properties, "required": required,
    }})
}

fn shape(kind: Kind) -> Value {
    let text = json!({"type": ["string", "number"]});
    let texts = json!({"anyOf": [text, {"type": "array", "items": text}]});
    match kind {
        Text => text,
        Number => json!({"type": "integer", "minimum": 0}),
        Flag => json!({"type": "boolean"}),
        Texts => texts,
        Numbers => json!({"type": "array", "items": {"type": "integer", "minimum": 0}}),
        Words => json!({"type": "object", "additionalProperties": texts}),
        Other => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::SECTIONS;
    use crate::{Diagnostics, model};

    /// The reader says which keys it knows when it meets one that it does not.
    #[test]
    fn the_schema_has_the_keys_that_the_reader_asks_for() {
        for (section, keys) in SECTIONS {
            let mut errors = Diagnostics::new("x");
            model::read(&format!("{section}:\n  - zzz: 1\n"), &mut errors);
            let said = errors.to_string();
            let known = said
                .lines()
                .find_map(|l| l.split_once("unknown key `zzz`, expected one of "))
                .map(|(_, k)| k);
            let mut asked: Vec<&str> = known.unwrap_or_default().split(", ").collect();
            let mut ours: Vec<&str> = keys.iter().map(|(name, ..)| *name).collect();
            asked.sort_unstable();
            ours.sort_unstable();
            assert_eq!(asked, ours, "in section {section}");
            for (key, _, needed) in *keys {
                assert_eq!(
                    said.contains(&format!("`{key}` is missing")),
                    *needed
                        && *key != "words"
                        && !matches!(
                            *key,
                            "crosswalks"
                                | "labels"
                                | "classes"
                                | "match"
                                | "examples"
                                | "markers"
                                | "patterns"
                        ),
                    "{section}.{key}"
                );
            }
        }
    }

    #[test]
    fn the_schema_has_every_section() {
        let mut errors = Diagnostics::new("x");
        model::read("zzz: 1\n", &mut errors);
        let said = errors.to_string();
        for (section, _) in SECTIONS {
            assert!(said.contains(section), "{section} is no section of the reader");
        }
        assert_eq!(said.split(", ").count(), SECTIONS.len() + 1);
    }
}
