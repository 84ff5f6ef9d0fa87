//! The tables hold exactly the codes of the standards, the registry and the popular tables.
//!
//! The two lists beside are facts taken down independently of `codes.yaml`.

use std::collections::BTreeSet;

use smtpcodes::{EnhancedStatus, ReplyCode, explain};

fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

#[test]
fn every_reply_code_is_there_and_no_other() {
    let wanted: BTreeSet<(u16, String)> = rows(include_str!("reply-codes.csv"))
        .map(|row| (row[0].parse().unwrap(), row[1].to_owned()))
        .collect();
    let ours: BTreeSet<(u16, String)> =
        ReplyCode::known().map(|c| (c.as_u16(), c.name().unwrap_or_default().to_owned())).collect();
    assert_eq!(ours, wanted);
}

#[test]
fn every_enhanced_status_code_is_there_and_no_other() {
    let wanted: BTreeSet<(&str, &str, String)> =
        rows(include_str!("enhanced-codes.csv")).map(|row| (row[0], row[1], row[2].to_owned())).collect();
    let ours: BTreeSet<(&str, &str, String)> = EnhancedStatus::ALL
        .iter()
        .map(|s| (s.code, s.name, s.classes.iter().map(u8::to_string).collect::<Vec<_>>().join(" ")))
        .collect();
    assert_eq!(ours, wanted);
}

/// A reader who comes from a popular table finds each of its rows, with what to do.
#[test]
fn every_row_of_the_popular_tables_is_explained() {
    let reply = rows(include_str!("reply-codes.csv")).filter(|r| r[2] == "true").map(|r| r[0].to_owned());
    let enhanced =
        rows(include_str!("enhanced-codes.csv")).filter(|r| r[3] == "true").map(|r| r[0].to_owned());
    let (mut replies, mut others) = (0, 0);
    for code in reply {
        let known: ReplyCode = code.parse().unwrap();
        assert!(known.meaning().is_some() && known.advice().is_some(), "{code}");
        assert!(explain(&code).next().is_some(), "{code}");
        replies += 1;
    }
    for code in enhanced {
        let status = EnhancedStatus::from_code(&code).unwrap();
        assert!(!status.meaning.is_empty() && !status.advice.sender.is_empty(), "{code}");
        assert!(explain(&code.replace('X', &status.classes[0].to_string())).next().is_some(), "{code}");
        others += 1;
    }
    assert_eq!((replies, others), (32, 49));
}
