//! What holds for every entry of our closed lists.

use std::collections::HashSet;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, EvidenceKind, Group, Listed, Provider, ProviderKind,
    Relation, Severity, Side, UnknownId, Vocabulary,
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
            let (relation, label) = category.to_vocabulary(vocabulary);
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
fn block_lists_know_where_to_go() {
    assert!(Blocklist::ALL.iter().any(|l| l.is_closed()));
    for list in Blocklist::ALL {
        assert!(!list.markers().is_empty(), "{list}");
        assert_eq!(list.is_closed(), list.closed().is_some());
        assert!(list.removal().is_none_or(|page| page.starts_with("http")), "{list}");
    }
}
