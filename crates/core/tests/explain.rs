//! What queries mean.

use smtpcodes::{
    Blocklist, Category, Explanation, Explanations, Provider, ReplyCode, Rule, VendorCode, explain,
};

fn first(query: &str) -> String {
    explain(query).next().map(|e| e.to_string()).unwrap_or_default()
}

#[test]
fn the_nearest_meaning_comes_first() {
    for (query, meaning) in [
        ("550", "reply code 550"),
        (" 550 ", "reply code 550"),
        ("999", "reply code 999"),
        ("605", "number of a sending platform mailgun 605"),
        ("5.7.26", "enhanced status code 5.7.26"),
        ("#5.1.0", "enhanced status code 5.1.0"),
        ("X.2.2", "enhanced status code X.2.2"),
        ("550 5.1.1", "reply code 550"),
        ("user_unknown", "category user_unknown"),
        ("User unknown", "category user_unknown"),
        ("suppress", "action suppress"),
        ("transient", "severity transient"),
        ("hard", "bounce hard"),
        ("gmail", "provider gmail"),
        ("mx1.hotmail.com", "provider outlook"),
        ("spamhaus_zen", "block list spamhaus_zen"),
        ("Spamhaus ZEN", "block list spamhaus_zen"),
        ("zen.spamhaus.org", "block list spamhaus_zen"),
        ("S3140", "code of a provider outlook-s3140"),
        ("outlook-s3140", "code of a provider outlook-s3140"),
        ("MAILBOX_UNAVAILABLE", "reply code 550"),
        ("mailboxfull", "label mailboxfull of sisimai"),
        ("421 4.3.2 shutting down", "reply code 421"),
    ] {
        assert_eq!(first(query), meaning, "{query}");
    }
}

#[test]
fn a_reply_gives_its_codes_and_its_verdict() {
    let all: Vec<_> = explain("452 4.2.2 Sorry").collect();
    assert!(all.contains(&Explanation::ReplyCode(ReplyCode::from_u16(452).unwrap())));
    assert!(all.contains(&Explanation::Category(Category::MailboxFull)));
}

#[test]
fn nonsense_means_nothing() {
    for query in ["", "   ", "xyzzy", "5.", "..", "\u{0}", "邮"] {
        assert_eq!(explain(query).next(), None, "{query:?}");
    }
}

#[test]
fn whatever_has_a_name_is_found() {
    let found = |query: &str, what: Explanation| {
        let all = explain(query);
        let mut all = all.take(Explanations::MAX);
        assert!(all.any(|e| e == what), "{query}");
    };
    Category::ALL.iter().for_each(|c| found(c.id(), Explanation::Category(*c)));
    Provider::ALL.iter().for_each(|p| found(p.id(), Explanation::Provider(*p)));
    Blocklist::ALL.iter().for_each(|l| found(l.id(), Explanation::Blocklist(*l)));
    VendorCode::ALL.iter().for_each(|v| found(v.id, Explanation::VendorCode(v)));
    Rule::ALL.iter().for_each(|r| found(r.id, Explanation::Rule(r)));
    ReplyCode::known().for_each(|c| found(c.as_str(), Explanation::ReplyCode(c)));
}
