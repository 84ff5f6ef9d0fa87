//! Every example and counter-example of `codes.yaml`, through the built-in tables.

use smtpcodes::{Bounce, Category, Context, EvidenceKind, Provider, Rule, VendorCode, classify_with};
use smtpcodes_build_helper::{Diagnostics, Model, model};

fn rules() -> Model {
    let mut errors = Diagnostics::new("codes.yaml");
    let model = model::read(include_str!("../codes.yaml"), &mut errors);
    assert!(errors.is_empty(), "{errors}");
    model.unwrap()
}

fn context(rule: &model::Rule) -> Context<'static> {
    match rule.providers.first() {
        Some((_, id)) => Context::new().provider(Provider::from_id(id).unwrap()),
        None => Context::new(),
    }
}

#[test]
fn rules_win_their_examples() {
    for rule in &rules().rules {
        let context = context(rule);
        for (at, example) in &rule.examples {
            let verdict = classify_with(example.as_bytes(), &context);
            assert_eq!(verdict.evidence.kind, EvidenceKind::Rule, "codes.yaml:{}", at.line);
            assert_eq!(verdict.evidence.id, rule.id, "codes.yaml:{}", at.line);
            // A list of domains that the reply names turns one kind of listing into the other.
            let listed = Category::from_id("domain_blocklisted") == Some(verdict.category);
            assert!(verdict.category.id() == rule.category || listed, "codes.yaml:{}", at.line);
        }
    }
}

#[test]
fn rules_lose_their_counter_examples() {
    for rule in &rules().rules {
        let context = context(rule);
        for (at, counter) in &rule.counter {
            let verdict = classify_with(counter.as_bytes(), &context);
            assert_ne!(verdict.evidence.id, rule.id, "codes.yaml:{}", at.line);
        }
    }
}

/// What takes back that an address is done for, wherever a hard reply says it.
const TAKEN_BACK: [&str; 12] = [
    "please try again later",
    "try again in 5 minutes",
    "please retry in 2 hours",
    "please try again tomorrow",
    "temporary failure",
    "LDAP server timeout",
    "database error",
    "the account is being created",
    "bitte versuchen Sie es später erneut",
    "veuillez réessayer plus tard",
    "попробуйте позже",
    "请稍后重试",
];

#[test]
fn no_address_is_retired_by_who_asks_to_try_again() {
    for rule in rules().rules.iter().filter(|r| Category::from_id(&r.category).is_some_and(Category::is_hard))
    {
        let context = context(rule);
        // Where a log line quotes a reply, what follows is said by somebody else.
        for (at, example) in rule.examples.iter().filter(|(_, e)| e.starts_with(['4', '5'])) {
            for tail in TAKEN_BACK {
                let text = format!("{example}, {tail}");
                let verdict = classify_with(text.as_bytes(), &context);
                assert_ne!(verdict.bounce, Bounce::Hard, "codes.yaml:{}: {text}", at.line);
            }
        }
    }
}

#[test]
fn rules_that_weigh_much_are_proved() {
    for rule in &rules().rules {
        let hard = Category::from_id(&rule.category).is_some_and(Category::is_hard);
        assert!(
            !hard || !rule.counter.is_empty(),
            "`{}` retires addresses, and no near miss is shown",
            rule.id
        );
        let meant = rule.providers.is_empty() || rule.source.is_some();
        assert!(meant, "`{}` is what a provider means, and nobody says where that is from", rule.id);
    }
}

#[test]
fn the_public_rows_are_those_of_the_file() {
    let model = rules();
    assert_eq!(Rule::ALL.len(), model.rules.len());
    for (row, rule) in Rule::ALL.iter().zip(&model.rules) {
        assert_eq!(row.id, rule.id);
        assert_eq!(row.category.id(), rule.category);
        assert_eq!(row.example, rule.examples[0].1);
        assert_eq!(row.source, rule.source.as_deref());
        assert!(row.providers.iter().map(|p| p.id()).eq(rule.providers.iter().map(|(_, p)| p.as_str())));
        assert_eq!(Rule::from_id(row.id), Some(row));
    }
    assert_eq!(VendorCode::ALL.len(), model.vendor_codes.len());
}
