//! The core against the cases, and the cases against the core's lists.

use std::collections::BTreeSet;
use std::fs;

use smtpcodes::{Action, Blocklist, Bounce, Category, Command, Provider, Severity, Side};
use smtpcodes_conformance::{Case, JSON, load};

use crate::derived;
use crate::verdicts::{differences, document, verdict};

fn cases() -> Vec<Case> {
    let mut all = load().unwrap_or_else(|mistake| panic!("{mistake}"));
    all.extend(derived::cases());
    all
}

#[test]
fn the_core_gives_the_expected_verdicts() {
    let mut wrong = String::new();
    for case in cases().iter().filter(|case| case.known_wrong.is_none()) {
        for (field, want, got) in differences(case) {
            wrong += &format!("{}: {field}: want {want}, got {got}: {:?}\n", case.id, case.reply);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_is_known_to_be_wrong_still_is() {
    for case in cases().iter().filter(|case| case.known_wrong.is_some()) {
        assert!(!differences(case).is_empty(), "`{}` is right now: remove its `known_wrong`", case.id);
    }
}

#[test]
fn whole_verdicts_are_fresh() {
    let committed = fs::read_to_string(JSON).unwrap_or_default();
    let fresh = document(&cases());
    for (old, new) in committed.lines().zip(fresh.lines()) {
        assert_eq!(old, new, "run `cargo xtask codegen`");
    }
    assert_eq!(committed.lines().count(), fresh.lines().count(), "run `cargo xtask codegen`");
}

/// What the cases expect of a field, in those that the core gets right.
fn expected(field: &str) -> BTreeSet<String> {
    cases()
        .iter()
        .filter(|case| case.known_wrong.is_none())
        .filter_map(|case| Some(case.verdict.fields.get(field)?.as_str()?.to_owned()))
        .collect()
}

fn ids<'a>(all: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    all.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_value_of_every_axis_has_a_case() {
    assert_eq!(expected("category"), ids(Category::ALL.iter().map(|it| it.id())));
    assert_eq!(expected("action"), ids(Action::ALL.iter().map(|it| it.id())));
    assert_eq!(expected("bounce"), ids(Bounce::ALL.iter().map(|it| it.id())));
    assert_eq!(expected("side"), ids(Side::ALL.iter().map(|it| it.id())));
    assert_eq!(expected("severity"), ids(Severity::ALL.iter().map(|it| it.id())));
}

#[test]
fn every_provider_and_every_block_list_has_a_case() {
    assert_eq!(expected("provider"), ids(Provider::ALL.iter().map(|it| it.id())));
    assert_eq!(expected("blocklist"), ids(Blocklist::ALL.iter().map(|it| it.id())));
}

#[test]
fn ids_are_unique() {
    let all = cases();
    let ids: BTreeSet<_> = all.iter().map(|case| &case.id).collect();
    assert_eq!(ids.len(), all.len());
}

#[test]
fn every_command_is_the_context_of_a_case() {
    let given: BTreeSet<_> = cases().iter().filter_map(|case| case.command.clone()).collect();
    assert_eq!(given, ids(Command::ALL.iter().map(|it| it.id())));
}

/// Which bytes decided is part of the verdict: they must lie within the reply.
#[test]
fn evidence_lies_within_the_reply() {
    for case in cases() {
        let evidence = verdict(&case).evidence;
        assert!(evidence.start <= evidence.end, "{}", case.id);
        assert!(evidence.end as usize <= case.reply.len(), "{}", case.id);
    }
}
