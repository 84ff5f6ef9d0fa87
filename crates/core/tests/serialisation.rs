//! The JSON that programs are written against.

use smtpcodes::{Category, EnhancedCode, Listed, Provider, ReplyCode, Rule, VendorCode, Verdict, classify};

#[test]
fn a_verdict_is_exactly_this() {
    let json = |reply: &str| serde_json::to_string(&classify(reply.as_bytes())).unwrap();
    assert_eq!(
        json("452 4.2.2 Sorry"),
        concat!(
            r#"{"reply_code":452,"enhanced_code":"4.2.2","severity":"transient","category":"mailbox_full","#,
            r#""bounce":"soft","side":"recipient","action":"retry","provider":null,"blocklist":null,"retry_after":null,"#,
            r#""conflict":false,"evidence":{"kind":"enhanced_code","id":"4.2.2","start":4,"end":9}}"#,
        )
    );
    assert_eq!(
        json(""),
        concat!(
            r#"{"reply_code":null,"enhanced_code":null,"severity":"unknown","category":"unknown","bounce":"none","#,
            r#""side":"none","action":"none","provider":null,"blocklist":null,"retry_after":null,"conflict":false,"#,
            r#""evidence":{"kind":"none","id":"","start":0,"end":0}}"#,
        )
    );
}

#[test]
fn verdicts_come_back_as_they_were() {
    let tags = VendorCode::ALL.iter().flat_map(|v| v.tags).map(|tag| format!("550 {tag}"));
    let examples = Rule::ALL.iter().map(|r| r.example.to_owned());
    for reply in examples.chain(tags).chain(["550 5.1.1 x".to_owned(), "535 x".to_owned(), String::new()]) {
        let verdict = classify(reply.as_bytes());
        let json = serde_json::to_string(&verdict).unwrap();
        assert_eq!(serde_json::from_str::<Verdict>(&json).unwrap(), verdict, "{json}");
    }
}

#[test]
fn wrong_values_are_named() {
    let error = |json: &str| serde_json::from_str::<Category>(json).unwrap_err().to_string();
    assert!(error(r#""user""#).starts_with(r#"invalid value: string "user", expected the id of a category"#));
    let error = serde_json::from_str::<ReplyCode>("42").unwrap_err().to_string();
    assert!(error.starts_with("expected a reply code of three digits, 100 to 999, found 42"), "{error}");
    assert!(serde_json::from_str::<EnhancedCode>(r#""5.1""#).is_err());
    let json = serde_json::to_string(&classify(b"452 4.2.2 x"))
        .unwrap()
        .replace(r#""id":"4.2.2""#, r#""id":"no-such""#);
    assert!(
        serde_json::from_str::<Verdict>(&json)
            .unwrap_err()
            .to_string()
            .contains("the id of a rule, or a code")
    );
}

#[test]
fn axes_are_their_ids() {
    assert_eq!(serde_json::to_string(Provider::ALL).unwrap().matches('"').count(), 2 * Provider::ALL.len());
    assert_eq!(serde_json::to_string(&Listed::Ip).unwrap(), r#""ip""#);
    for provider in Provider::ALL {
        let json = serde_json::to_string(provider).unwrap();
        assert_eq!(serde_json::from_str::<Provider>(&json).unwrap(), *provider);
    }
}
