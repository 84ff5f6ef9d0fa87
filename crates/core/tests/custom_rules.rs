//! Rules of the caller's own.

use smtpcodes::{
    Category, Classifier, Context, EvidenceKind, Provider, Rule, Severity, SharedClassifier, classify,
};

const OWN: &str = "
concepts:
  - id: night_shift
    meaning: those who look at it tomorrow
    words:
      en: [night shift, late crew]
      de: [Nachtschicht]
rules:
  - id: own-night-shift
    match: ['held for * {night_shift}']
    category: greylisted
    severity: transient
    examples: ['550 5.1.1 held for the night shift', '550 held for die Nachtschicht']
    counter: ['550 the night shift held it']
  - id: own-gmail
    provider: gmail
    match: ['held by the goblins']
    category: spam_rejected
    examples: ['550 held by the goblins']
";

#[test]
fn own_rules_come_first() {
    let classifier = Classifier::with_rules(OWN, "own.yaml").unwrap();
    let verdict = classifier.classify(b"550 5.1.1 Held for our LATE CREW");
    assert_eq!(verdict.category, Category::Greylisted);
    assert_eq!(verdict.severity, Severity::Transient);
    assert_eq!((verdict.evidence.kind, verdict.evidence.id), (EvidenceKind::Rule, "own-night-shift"));
    assert_eq!(verdict.evidence.of(b"550 5.1.1 Held for our LATE CREW"), b"Held for our LATE CREW");
    assert!(verdict.conflict);
}

#[test]
fn the_built_in_rules_decide_the_rest() {
    let classifier = Classifier::with_rules(OWN, "own.yaml").unwrap();
    for reply in
        Rule::ALL.iter().map(|r| r.example).chain(["550 S3140", "452 4.2.2 x", "550 held by the goblins", ""])
    {
        assert_eq!(classifier.classify(reply.as_bytes()), classify(reply.as_bytes()), "{reply}");
    }
    let gmail = Context::new().provider(Provider::Gmail);
    assert_eq!(classifier.classify_with(b"550 held by the goblins", &gmail).evidence.id, "own-gmail");
}

#[test]
fn a_generic_rule_yields_to_a_specific_code() {
    let yaml = "rules: [{id: own-generic, match: [goblins], category: policy_rejected, generic: true, examples: ['550 goblins']}]";
    let classifier = Classifier::with_rules(yaml, "own.yaml").unwrap();
    assert_eq!(classifier.classify(b"550 goblins").category, Category::PolicyRejected);
    assert_eq!(classifier.classify(b"552 5.2.2 goblins").category, Category::MailboxFull);
}

#[test]
fn rules_share_guards_of_their_own_and_built_in_ones() {
    let yaml = "
guards:
  - {id: party, meaning: what is no raid, patterns: [by invitation, 'at the {group} dance']}
rules:
  - id: own-goblins
    match: ['goblins at the gate']
    guards: [party, name_in_helo]
    category: policy_rejected
    examples: ['550 goblins at the gate']
    counter: ['550 goblins at the gate by invitation', '550 goblins at the gate, invalid HELO']
";
    let classifier = Classifier::with_rules(yaml, "own.yaml").unwrap();
    let own = |reply: &str| classifier.classify(reply.as_bytes()).evidence.id == "own-goblins";
    assert!(own("550 Goblins at the gate"));
    assert!(!own("550 Goblins at the gate, and at the mailing list dance"));
    let error = Classifier::with_rules(&yaml.replace("[party,", "["), "own.yaml").unwrap_err().to_string();
    assert!(error.starts_with("own.yaml:3:5: no rule names guard `party`"), "{error}");
}

#[test]
fn all_mistakes_are_named_with_their_places() {
    let yaml = "\
rules:
  - id: Own Rule
    match: ['{no_such_concept} gone']
    category: no_such_category
    examples: ['550 x']
  - id: own-second
    match: ['gone']
    category: user_unknown
    colour: red
    examples: ['550 gone']
";
    let error = Classifier::with_rules(yaml, "own.yaml").unwrap_err();
    assert_eq!(
        error.to_string(),
        "own.yaml:2:5: `Own Rule` is not kebab-case\n\
         own.yaml:3:13: unknown concept `no_such_concept`\n\
         own.yaml:4:15: unknown category `no_such_category`\n\
         own.yaml:9:5: unknown key `colour`, expected one of before, category, counter, examples, generic, guards, id, match, provider, severity, source, unless, when"
    );
    let places: Vec<_> = error.mistakes().map(|m| (m.line, m.column)).collect();
    assert_eq!(places, [(2, 5), (3, 13), (4, 15), (9, 5)]);
}

#[test]
fn what_is_refused() {
    for (yaml, message) in [
        ("rules: [", "own.yaml:1:"),
        ("- 1", "own.yaml:1:1: expected a map, found a list"),
        ("providers: []", "own.yaml:1:1: unknown key `providers`, expected one of concepts, guards, rules"),
        (
            "rules: [{id: own-x, match: [gone], category: user_unknown, examples: ['550 here']}]",
            "own.yaml:1:71: this example of rule `own-x` is won by no rule",
        ),
        (
            "concepts: [{id: mailbox, meaning: x, words: {en: [box]}}]",
            "own.yaml:1:12: concept `mailbox` is there already",
        ),
    ] {
        let error = Classifier::with_rules(yaml, "own.yaml").unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}

#[test]
fn an_empty_file_changes_nothing() {
    let classifier = Classifier::with_rules("rules: []", "own.yaml").unwrap();
    assert_eq!(classifier.classify(b"452 4.2.2 x"), classify(b"452 4.2.2 x"));
}

#[test]
fn rules_are_replaced_while_others_classify() {
    let shared = SharedClassifier::new(Classifier::builtin());
    let own = Classifier::with_rules(OWN, "own.yaml").unwrap();
    let reply = b"550 held for the night shift";
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            loop {
                let verdict = shared.load().classify(reply);
                if verdict.evidence.id == "own-night-shift" {
                    return verdict;
                }
            }
        });
        shared.replace(own);
        assert_eq!(reader.join().unwrap().category, Category::Greylisted);
    });
}

#[cfg(feature = "serde")]
#[test]
fn verdicts_by_own_rules_come_back() {
    let classifier = Classifier::with_rules(OWN, "own.yaml").unwrap();
    let verdict = classifier.classify(b"550 held for the night shift");
    let json = serde_json::to_string(&verdict).unwrap();
    assert_eq!(serde_json::from_str::<smtpcodes::Verdict>(&json).unwrap(), verdict);
}
