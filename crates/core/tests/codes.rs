//! Reply codes and enhanced status codes: whole ranges, every edge.

use std::collections::HashSet;

use smtpcodes::{
    Digit, EnhancedCode, EnhancedMeaning, EnhancedStatus, PseudoCode, ReplyCode, Severity, VendorCode,
};

#[test]
fn every_reply_code_round_trips() {
    for number in 0..=u16::MAX {
        let code = ReplyCode::from_u16(number);
        if !(100..=999).contains(&number) {
            let error = code.unwrap_err().to_string();
            assert_eq!(error, format!("expected a reply code of three digits, 100 to 999, found {number}"));
            continue;
        }
        let code = code.unwrap();
        let text = number.to_string();
        assert_eq!(code.as_u16(), number);
        assert_eq!(code, number);
        assert_eq!(number, code);
        assert_eq!(code.as_str(), text);
        assert_eq!(code.to_string(), text);
        assert_eq!(format!("{code:?}"), text);
        assert_eq!(text.parse(), Ok(code));
        assert_eq!(ReplyCode::try_from(text.as_bytes()), Ok(code));
        assert_eq!(u16::from(code), number);
        let kinds = [code.is_success(), code.is_intermediate(), code.is_transient(), code.is_permanent()];
        let claims = usize::from(code.severity() != Severity::Unknown);
        assert_eq!(kinds.iter().filter(|k| **k).count(), claims);
    }
}

#[test]
fn other_text_is_no_reply_code() {
    for wrong in
        ["", "5", "55", "5500", "099", "000", " 550", "550 ", "5 0", "5.0", "+50", "-55", "５５０", "55a"]
    {
        let error = ReplyCode::try_from(wrong).unwrap_err().to_string();
        assert!(error.starts_with("expected a reply code of three digits, 100 to 999, found "), "{error}");
    }
}

#[test]
fn known_reply_codes_have_texts() {
    let mut names = HashSet::new();
    for code in ReplyCode::known() {
        assert!(code.is_known());
        assert!(names.insert(code.name().unwrap()), "{code}");
        assert!(code.meaning().unwrap().ends_with('.'), "{code}");
        assert!(code.advice().unwrap().sender.ends_with('.'), "{code}");
        assert!(code.source().is_some() && code.class_meaning().is_some(), "{code}");
        assert_eq!(code.class_meaning().unwrap().severity, Some(code.severity()));
    }
    let unknown = ReplyCode::from_u16(999).unwrap();
    assert_eq!((unknown.name(), unknown.meaning(), unknown.popular()), (None, None, None));
    assert_eq!((unknown.advice(), unknown.source(), unknown.class_meaning()), (None, None, None));
    assert_eq!(ReplyCode::MAILBOX_UNAVAILABLE.second_digit_meaning().unwrap().title, "Mail system");
}

#[test]
fn a_bare_550_says_nothing() {
    assert_eq!(ReplyCode::MAILBOX_UNAVAILABLE.category(), None);
    for code in ReplyCode::known() {
        let hard = code.category().is_some_and(|c| c.is_hard());
        assert!(!hard || [521, 556].contains(&code.as_u16()), "{code}");
    }
}

#[test]
fn every_enhanced_code_round_trips() {
    for class in [2, 4, 5] {
        for subject in (0..=9).chain([10, 99, 100, 999]) {
            for detail in 0..=999 {
                let code = EnhancedCode::new(class, subject, detail).unwrap();
                assert_eq!((code.class(), code.subject(), code.detail()), (class, subject, detail));
                let text = format!("{class}.{subject}.{detail}");
                assert_eq!(code.to_string(), text);
                assert_eq!(text.parse(), Ok(code));
                assert_eq!(EnhancedCode::try_from(text.as_bytes()), Ok(code));
            }
        }
    }
}

#[test]
fn other_text_is_no_enhanced_code() {
    let wrong = [
        "",
        "5",
        "5.1",
        "5.1.",
        ".1.1",
        "5..1",
        "5.1.1.1",
        "5.1.1 ",
        " 5.1.1",
        "5.01.1",
        "5.1.01",
        "05.1.1",
        "5.1.1000",
        "5.-1.1",
        "5.+1.1",
        "3.1.1",
        "1.1.1",
        "0.0.0",
        "6.1.1",
        "X.1.1",
        "2.0.0.1 w00t",
        "5,1,1",
        "５.1.1",
        "500.1.1",
    ];
    for text in wrong {
        assert!(text.parse::<EnhancedCode>().is_err(), "{text:?}");
    }
    let errors = [
        (EnhancedCode::new(0, 0, 0), "expected class 2, 4 or 5, found 0"),
        (EnhancedCode::new(5, 1000, 0), "expected subject and detail of at most 999, found 1000"),
        (EnhancedCode::new(5, 0, 1000), "expected subject and detail of at most 999, found 1000"),
        ("five".parse(), "expected an enhanced status code such as 5.1.1, found other text"),
    ];
    for (result, message) in errors {
        assert_eq!(result.unwrap_err().to_string(), message);
    }
}

#[test]
fn the_registry_is_sorted_and_found() {
    assert!(EnhancedStatus::ALL.is_sorted_by_key(|s| (s.subject, s.detail)));
    for status in EnhancedStatus::ALL {
        assert_eq!(EnhancedStatus::find(status.subject, status.detail), Some(status));
        assert_eq!(EnhancedStatus::from_code(status.code), Some(status));
        for class in [2, 4, 5] {
            let code = status.with_class(class).unwrap();
            assert_eq!(code.status(), Some(status));
            assert_eq!(code.category(), status.category);
            assert_eq!(code.to_string(), status.code.replace('X', &class.to_string()));
            assert_eq!(code.meaning(), EnhancedMeaning::Registered(status));
        }
    }
    assert_eq!(EnhancedStatus::from_code("X.1"), None);
    assert_eq!(EnhancedStatus::from_code("5.1.1"), None);
}

#[test]
fn what_is_not_registered_says_so() {
    let code = EnhancedCode::new(5, 1, 999).unwrap();
    assert_eq!(code.meaning().to_string(), "not registered; its subject is: Addressing status");
    let code = EnhancedCode::new(5, 99, 1).unwrap();
    assert_eq!(code.meaning().to_string(), "not registered");
    assert_eq!(code.subject_meaning(), None);
    assert_eq!(code.class_meaning().unwrap().digit, 5);
}

#[test]
fn digits_are_complete() {
    let digits = |list: &[Digit]| list.iter().map(|d| d.digit).collect::<Vec<_>>();
    assert_eq!(digits(Digit::REPLY_CLASSES), [1, 2, 3, 4, 5]);
    assert_eq!(digits(Digit::SECOND_DIGITS), [0, 1, 2, 3, 4, 5]);
    assert_eq!(digits(Digit::ENHANCED_CLASSES), [2, 4, 5]);
    assert_eq!(digits(Digit::SUBJECTS), [0, 1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn providers_own_codes_are_found() {
    let mut ids = HashSet::new();
    for code in VendorCode::ALL {
        assert!(ids.insert(code.id), "{}", code.id);
        assert_eq!(VendorCode::from_id(code.id), Some(code));
        assert!(code.code.is_some() || !code.tags.is_empty(), "{}", code.id);
        for tag in code.tags {
            assert!(VendorCode::by_tag(&tag.to_lowercase()).any(|v| v == code), "{}", code.id);
        }
    }
    let in_range = EnhancedCode::new(5, 7, 649).unwrap();
    let behind = EnhancedCode::new(5, 7, 650).unwrap();
    let ranges = |code| VendorCode::by_code(code).filter(|v| v.code == Some("5.7.606-649")).count();
    assert_eq!((ranges(in_range), ranges(behind)), (1, 0));
    assert_eq!(PseudoCode::by_code(605).count(), 1);
    assert_eq!(PseudoCode::by_code(550).count(), 0);
}
