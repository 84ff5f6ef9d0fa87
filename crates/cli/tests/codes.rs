//! `smtpcodes codes`: the tables hold what `codes.yaml` holds, no more and no less.

use std::collections::BTreeSet;

use serde_json::Value;
use smtpcodes_build_helper::{Diagnostics, Model, model};

use crate::support::{ok, run};

fn facts() -> Model {
    let mut errors = Diagnostics::new("codes.yaml");
    let model = model::read(include_str!("../codes.yaml"), &mut errors);
    assert!(errors.is_empty(), "{errors}");
    model.unwrap()
}

/// The names in each table of `codes.yaml`.
fn tables(m: &Model) -> Vec<(&'static str, Vec<String>)> {
    let items = |list: &[model::Item]| list.iter().map(|i| i.id.clone()).collect();
    let digits = |list: &[model::Digit]| list.iter().map(|d| d.number.to_string()).collect();
    vec![
        ("reply-codes", m.reply_codes.iter().map(|c| c.code.to_string()).collect()),
        (
            "enhanced-codes",
            m.enhanced_codes.iter().map(|c| format!("X.{}.{}", c.subject, c.detail)).collect(),
        ),
        ("categories", m.categories.iter().map(|c| c.item.id.clone()).collect()),
        ("actions", items(&m.actions)),
        ("providers", m.providers.iter().map(|p| p.id.clone()).collect()),
        ("blocklists", m.blocklists.iter().map(|l| l.id.clone()).collect()),
        ("vendor-codes", m.vendor_codes.iter().map(|v| v.id.clone()).collect()),
        ("pseudo-codes", m.pseudo_codes.iter().map(|p| p.code.to_string()).collect()),
        ("rules", m.rules.iter().map(|r| r.id.clone()).collect()),
        ("severities", items(&m.severities)),
        ("causes", items(&m.causes)),
        ("vocabularies", m.vocabularies.iter().map(|v| v.id.clone()).collect()),
        ("bounces", items(&m.bounces)),
        ("sides", items(&m.sides)),
        ("groups", items(&m.groups)),
        ("commands", m.commands.iter().map(|c| c.id.clone()).collect()),
        ("reply-classes", digits(&m.reply_classes)),
        ("second-digits", digits(&m.second_digits)),
        ("enhanced-classes", digits(&m.enhanced_classes)),
        ("subjects", digits(&m.subjects)),
    ]
}

fn names(table: &Value) -> Vec<String> {
    let name = |e: &Value| {
        ["id", "code", "digit"].iter().find_map(|key| e.get(*key)).unwrap().to_string().replace('"', "")
    };
    table.as_array().unwrap().iter().map(name).collect()
}

fn set(all: &[String]) -> BTreeSet<&str> {
    all.iter().map(String::as_str).collect()
}

#[test]
fn every_table_is_that_of_codes_yaml() {
    let facts = facts();
    let all: Value = serde_json::from_str(&ok(&["codes", "--format", "json"])).unwrap();
    let tables = tables(&facts);
    let known: Vec<_> = tables.iter().map(|(kind, _)| kind.replace('-', "_")).collect();
    let shown: Vec<_> = all.as_object().unwrap().keys().cloned().collect();
    assert_eq!(set(&shown), set(&known));
    for (kind, want) in &tables {
        let table = &all[kind.replace('-', "_")];
        let names = names(table);
        assert_eq!((set(&names), names.len()), (set(want), want.len()), "{kind}");
        assert_eq!(
            &serde_json::from_str::<Value>(&ok(&["codes", kind, "--format", "json"])).unwrap(),
            table,
            "{kind}"
        );
    }
}

#[test]
fn all_formats_say_the_same() {
    for (kind, want) in tables(&facts()) {
        let json: Value = serde_json::from_str(&ok(&["codes", kind, "--format", "json"])).unwrap();
        let yaml: Value = serde_yaml::from_str(&ok(&["codes", kind, "--format", "yaml"])).unwrap();
        assert_eq!(yaml, json, "{kind}");
        let text = ok(&["codes", kind]);
        assert_eq!(text.lines().count(), want.len(), "{kind}");
        assert!(text.lines().all(|l| l.chars().count() <= 80), "{kind}\n{text}");
        let csv = rows(&ok(&["codes", kind, "--format", "csv"]));
        let advice = ["advice_sender", "advice_recipient"].map(|c| csv[0].iter().any(|name| name == c));
        assert_eq!(advice, [json[0].get("advice").is_some(); 2], "{kind}");
        assert_eq!(csv.len(), want.len() + 1, "{kind}");
        assert!(csv.iter().all(|row| row.len() == csv[0].len()), "{kind}");
        let place = csv[0].iter().position(|c| ["id", "code", "digit"].contains(&c.as_str())).unwrap();
        assert_eq!(csv[1..].iter().map(|r| r[place].clone()).collect::<Vec<_>>(), names(&json), "{kind}");
    }
}

/// Reads CSV.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                row.last_mut().unwrap().push(chars.next().unwrap())
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => rows.push(vec![String::new()]),
            c => row.last_mut().unwrap().push(c),
        }
    }
    rows.pop();
    rows
}

#[test]
fn without_a_kind_there_is_an_overview() {
    let text = ok(&["codes"]);
    for (kind, names) in tables(&facts()) {
        assert!(
            text.lines().any(|l| l.starts_with(kind) && l.contains(&format!(" {} ", names.len()))),
            "{kind}\n{text}"
        );
    }
    assert_eq!(run(&["codes", "--format", "csv"]).code, 2);
    assert_eq!(run(&["codes", "nonsense"]).code, 2);
    // As JSON names them.
    for (kind, _) in tables(&facts()) {
        assert_eq!(ok(&["codes", &kind.replace('-', "_")]), ok(&["codes", kind]), "{kind}");
    }
}
