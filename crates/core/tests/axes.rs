//! What holds for every entry of our closed lists.

use std::collections::HashSet;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, Context, Crosswalk, EvidenceKind, ExplanationKind,
    Group, Listed, Provider, ProviderKind, Relation, Severity, Side, UnknownId, Vocabulary, classify_with,
};

/// Ids come back as what they were, print as themselves, and occur once.
fn ids_round_trip<T>(all: &[T], id: fn(T) -> &'static str, from_id: fn(&str) -> Option<T>)
where
    T: Copy + Debug + Display + Eq + Hash + FromStr<Err = UnknownId>,
{
    assert!(!all.is_empty());
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    for &one in all {
        assert_eq!(from_id(id(one)), Some(one));
        assert_eq!(one.to_string(), id(one));
        assert_eq!(id(one).parse(), Ok(one));
        assert!(id(one).bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'), "{one}");
    }
    for wrong in ["", " ", "no such id", &id(all[0]).to_uppercase()] {
        assert_eq!(from_id(wrong), None);
        assert!(wrong.parse::<T>().unwrap_err().to_string().starts_with("expected the id of a "));
    }
}

macro_rules! check {
    ($($list:ident($number:ty))*) => {$(
        ids_round_trip($list::ALL, $list::id, $list::from_id);
        let known: Vec<$number> = $list::ALL.iter().map(|one| one.number()).collect();
        assert!(known.is_sorted_by(|a, b| a < b), "in the order of their numbers: {known:?}");
        for number in 0..=<$number>::MAX {
            match $list::from_number(number) {
                Some(one) => assert_eq!(one.number(), number),
                None => assert!(!known.contains(&number)),
            }
        }
    )*};
}

#[test]
fn ids_and_numbers_round_trip() {
    check!(Severity(u8) Bounce(u8) Side(u8) Group(u8) Cause(u8) Action(u8) Category(u8) Command(u8) Vocabulary(u8)
        Provider(u16) Blocklist(u16));
    ids_round_trip(EvidenceKind::ALL, EvidenceKind::id, EvidenceKind::from_id);
    ids_round_trip(ExplanationKind::ALL, ExplanationKind::id, ExplanationKind::from_id);
    ids_round_trip(Listed::ALL, Listed::id, Listed::from_id);
    ids_round_trip(ProviderKind::ALL, ProviderKind::id, ProviderKind::from_id);
    ids_round_trip(Relation::ALL, Relation::id, Relation::from_id);
}

#[test]
fn texts_are_sentences() {
    for category in Category::ALL {
        let advice = category.advice();
        for text in [category.meaning(), advice.sender, advice.recipient] {
            assert!(text.ends_with('.') && !text.contains('\n'), "{category}: {text:?}");
        }
        assert!(!category.title().ends_with('.'), "{category}");
    }
    for action in Action::ALL {
        assert!(action.meaning().ends_with('.'), "{action}");
    }
}

#[test]
fn only_the_recipients_side_is_hard() {
    for category in Category::ALL.iter().filter(|c| c.is_hard()) {
        assert_eq!(category.side(), Side::Recipient, "{category}");
        assert_eq!(category.action(), Action::Suppress, "{category}");
        assert_eq!(category.cause(), Some(Cause::UnidentifiedUser), "{category}");
    }
}

#[test]
fn labels_lead_back_to_categories() {
    for &vocabulary in Vocabulary::ALL {
        for label in vocabulary.labels() {
            assert_eq!(Category::from_vocabulary(vocabulary, label.label), label.category);
            assert_eq!(Category::from_vocabulary(vocabulary, &label.label.to_uppercase()), label.category);
            assert_eq!(label.category.is_none(), label.relation == Relation::None);
        }
        for &category in Category::ALL {
            let Crosswalk { relation, label, .. } = category.to_vocabulary(vocabulary);
            assert_eq!(relation == Relation::None, label.is_none(), "{category} in {vocabulary}");
            assert!(label.is_none_or(|l| vocabulary.label(l).is_some()), "{category} in {vocabulary}");
        }
    }
}

#[test]
fn hosts_lead_to_their_provider() {
    for &provider in Provider::ALL {
        for host in provider.hosts() {
            assert_eq!(Provider::from_host(host), Some(provider), "{host}");
            assert_eq!(
                Provider::from_host(&format!("MX1.{}.", host.to_uppercase())),
                Some(provider),
                "{host}"
            );
            // `notgoogle.com` is not Google's, but whatever ends in `.att.net` is AT&T's.
            let parent = host.split_once('.').and_then(|(_, parent)| Provider::from_host(parent));
            assert_eq!(Provider::from_host(&format!("not{host}")), parent, "{host}");
        }
    }
    for none in ["", ".", "..", "com", "localhost", "example.org", "gmäil.example", &"a.".repeat(500)] {
        assert_eq!(Provider::from_host(none), None, "{none}");
    }
}

#[test]
fn hosts_are_read_as_logs_write_them() {
    for text in [
        "mx.google.com[192.0.2.1]",
        "mx.google.com[192.0.2.1]:25",
        "mx.google.com[2001:db8::1]:25",
        "mx.google.com[private/lmtp]",
        "mx.google.com:25",
        "mx.google.com.",
        "mx.google.com.:25",
        "MX.Google.com. [192.0.2.1]",
        "mx.google.com (192.0.2.1)",
        "mx.google.com(192.0.2.1)",
        "[mx.google.com]:587",
        "[mx.google.com]",
        "dns;mx.google.com",
        "DNS; mx.google.com",
        " mx.google.com\n",
    ] {
        assert_eq!(Provider::from_host(text), Some(Provider::Gmail), "{text}");
    }
    for none in [
        "none",
        "[192.0.2.1]",
        "[192.0.2.1]:25",
        "192.0.2.1",
        "2001:db8::1",
        "unknown[192.0.2.1]",
        "local[google.com]",
        "[local]google.com",
        ":google.com",
        "x-unix; google.com",
        "dns;",
        "dns;[",
        "dñs;google.com",
        &"[".repeat(500),
    ] {
        assert_eq!(Provider::from_host(none), None, "{none}");
    }
    let context = Context::new().remote_host("gmail-smtp-in.l.google.com[192.0.2.1]:25");
    assert_eq!(classify_with(b"421 4.2.1 not now", &context).provider, Some(Provider::Gmail));
}

#[test]
fn people_write_commands_in_their_own_way() {
    for (text, want) in [
        ("rcpt", Command::Rcpt),
        ("Rcpt", Command::Rcpt),
        ("RCPT TO", Command::Rcpt),
        ("RCPT TO:", Command::Rcpt),
        ("RCPT TO:<a@example.org>", Command::Rcpt),
        ("rcpt_to", Command::Rcpt),
        ("MAIL", Command::Mail),
        (" MAIL FROM ", Command::Mail),
        ("MAIL FROM:<> SIZE=1", Command::Mail),
        ("MAIL FROM command", Command::Mail),
        ("CONN", Command::Connect),
        ("CONNECT", Command::Connect),
        ("initial connection", Command::Connect),
        ("HELO", Command::Ehlo),
        ("EHLO mx.example.org", Command::Ehlo),
        ("LHLO", Command::Ehlo),
        ("STARTTLS", Command::Starttls),
        ("AUTH PLAIN", Command::Auth),
        ("DATA", Command::Data),
        ("DATA command", Command::Data),
        ("end of DATA", Command::EndOfData),
        ("End-of-Data", Command::EndOfData),
        ("end of DATA command", Command::EndOfData),
        ("END-OF-MESSAGE", Command::EndOfData),
        ("data end", Command::EndOfData),
        ("BDAT 86 LAST", Command::EndOfData),
        (".", Command::EndOfData),
    ] {
        assert_eq!(Command::from_name(text), Ok(want), "{text}");
    }
    for &command in Command::ALL {
        assert_eq!(Command::from_name(&command.id().to_uppercase().replace('_', " ")), Ok(command));
    }
    for none in ["", " ", "..", "NOOP", "mailer", "mail.example.org", "DATABASE", "endofdata", "données", "é"]
    {
        assert!(Command::from_name(none).is_err(), "{none}");
    }
}

#[test]
fn people_write_providers_in_their_own_way() {
    for text in ["gmail", "Gmail", " GMAIL ", "gmail-smtp-in.l.google.com", "mx.google.com[192.0.2.1]:25"] {
        assert_eq!(Provider::from_name(text), Ok(Provider::Gmail), "{text}");
    }
    for &provider in Provider::ALL {
        assert_eq!(Provider::from_name(&provider.id().to_uppercase().replace('_', "-")), Ok(provider));
        // A name may be the id of another one.
        let named = Provider::from_name(&provider.name().to_ascii_uppercase()).unwrap();
        assert!(named == provider || named.id().eq_ignore_ascii_case(provider.name()), "{provider}");
    }
    for none in ["", "of nobody", "nowhere.example", "com", "gmäil"] {
        assert!(Provider::from_name(none).is_err(), "{none}");
    }
}

#[test]
fn what_is_no_id_is_told_what_would_be() {
    let told = |error: UnknownId| error.to_string();
    assert_eq!(
        told("HARD".parse::<Bounce>().unwrap_err()),
        "expected the id of a bounce: none, soft or hard"
    );
    for (text, near) in [("gmial", "gmail"), ("Gmail!", "gmail"), ("exchangeonline", "exchange_online")] {
        let expected = format!("expected the id of a provider, such as {near}");
        assert_eq!(told(Provider::from_name(text).unwrap_err()), expected);
    }
    for far in ["", "xyzzy", "of nobody at all", &"gmail".repeat(100)] {
        assert_eq!(told(Provider::from_name(far).unwrap_err()), "expected the id of a provider", "{far}");
    }
}

#[test]
fn block_lists_know_where_to_go() {
    assert!(Blocklist::ALL.iter().any(|l| l.is_closed()));
    for list in Blocklist::ALL {
        assert!(!list.markers().is_empty(), "{list}");
        assert_eq!(list.is_closed(), list.closed().is_some());
        assert!(list.removal().is_none_or(|page| page.starts_with("http")), "{list}");
    }
}
