//! What must hold for any text at all.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use smtpcodes::{
    Bounce, Category, Classifier, Context, EnhancedCode, EvidenceKind, Provider, Reply, ReplyCode, Rule,
    Severity, Shapes, Side, Verdict, classify, classify_with, explain, help_url,
};

/// Bytes that a failed case prints as text.
#[derive(Clone)]
struct Bytes(Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// Texts that look like replies: pieces of real ones, codes, and noise, in any order.
fn reply() -> impl Strategy<Value = Bytes> {
    let examples: Vec<&'static str> = Rule::ALL.iter().map(|r| r.example).collect();
    let word = prop::sample::select(examples).prop_flat_map(|example| {
        let words: Vec<&'static str> = example.split_whitespace().collect();
        (0..words.len(), 1..8usize).prop_map(move |(from, n)| {
            let to = (from + n).min(words.len());
            words[from..to].join(" ").into_bytes()
        })
    });
    let piece = prop_oneof![
        8 => word,
        2 => (100..1000u16).prop_map(|c| c.to_string().into_bytes()),
        2 => (2..6u8, 0..10u16, 0..1000u16).prop_map(|(a, b, c)| format!("{a}.{b}.{c}").into_bytes()),
        1 => prop::sample::select(vec!["\r\n550-", "\\n", " ", "-", ". ", "a@b.example", "https://x.example/y ", "\"", "192.0.2.1"])
            .prop_map(|s| s.as_bytes().to_vec()),
        1 => prop::sample::select(vec![
            "\\xd0\\xa1", "\\320\\241", "\\u0421", "\\u003c", "\\ud83d\\ude00", "\\u{421}", "\\\\", "=C3=A9t=\n", "=F6", "%D0%A1",
            "&#233;", "&#x", "Ã©", "â€™",
        ])
            .prop_map(|s| s.as_bytes().to_vec()),
        1 => (prop::sample::select(vec!["try again in", "for", ""]), 0..200_000u32, prop::sample::select(vec!["seconds", "min", "h", "минут", "."]))
            .prop_map(|(wait, number, unit)| format!("{wait} {number} {unit}").into_bytes()),
        1 => "[0-9]{1,12}([:.,/-][0-9]{0,12}){1,4}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..12),
    ];
    vec(piece, 0..14).prop_map(|pieces| Bytes(pieces.join(&b' ')))
}

/// A reply, and others that differ from it in a few bytes: in digits and letters, or in what stands between words.
fn kin() -> impl Strategy<Value = Vec<Bytes>> {
    let change =
        (any::<prop::sample::Index>(), prop::sample::select(b"0123456789abxy@.,;:\"'()[]<>-_ \n\\".to_vec()));
    (reply(), vec(vec(change, 0..4), 1..12)).prop_map(|(Bytes(first), changes)| {
        let others = changes.into_iter().map(|changes| {
            let mut other = first.clone();
            for (at, byte) in changes.into_iter().filter(|_| !first.is_empty()) {
                let at = at.index(first.len());
                // Most others have the same shape: what is a digit stays one, what is a letter stays one.
                let alike = |a: u8, b: u8| {
                    a.is_ascii_digit() && b.is_ascii_digit()
                        || a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
                };
                if alike(first[at], byte) || at % 4 == 0 {
                    other[at] = byte;
                }
            }
            Bytes(other)
        });
        others.collect()
    })
}

/// What a server says to everybody, each time with other addresses, hosts, ids and numbers.
fn one_server() -> impl Strategy<Value = Vec<Bytes>> {
    let token = prop::sample::select(vec![
        "[a-z0-9][a-z0-9._+-]{0,8}@[a-z]{1,5}\\.[a-z]{2,3}",
        "([a-z]{1,4}[0-9]?\\.){1,3}(to|org|com|Org)",
        "(1|20|203)(\\.[0-9]{1,3}){3}",
        "[0-9]{1,2}:[0-9]{2}:[0-9]{2}",
        "[0-9a-f]{1,4}:[0-9a-f]{0,2}:[0-9a-f:.]{0,6}",
        "[0-9]{1,9}",
        "[A-Za-z0-9]{4,14}",
        "[0-9]{1,4}(\\.[0-9]{1,3}){1,4}",
        "(http|code|to|v|kb|s|min|expected)[0-9.]{1,3}[a-z]{0,3}",
        "(code|to|error)[a-z]?",
    ]);
    let between = prop::sample::select(vec![
        " ",
        " seconds ",
        " min try again in ",
        ": ",
        " <",
        "> ",
        "[",
        "] ",
        "(",
        ")",
        "=",
        " - ",
        "/",
        ": \"",
        "\\n",
        "\n550-",
        ", ",
        ".",
        " -> 550 ",
    ]);
    let slot =
        token.prop_flat_map(|kind| vec(prop::string::string_regex(kind).expect("a regular expression"), 8));
    vec((reply(), between.clone(), slot, between), 1..4).prop_map(|parts| {
        let text = |n: usize| {
            let part = |(Bytes(words), a, tokens, b): &(Bytes, &str, Vec<String>, &str)| {
                let words = &words[..words.len().min(60)];
                [words, a.as_bytes(), tokens[n].as_bytes(), b.as_bytes()].concat()
            };
            Bytes(parts.iter().flat_map(part).collect())
        };
        (0..8).map(text).collect()
    })
}

/// The promises of the taxonomy.
fn check(text: &[u8], v: &Verdict) -> Result<(), TestCaseError> {
    let e = v.evidence;
    prop_assert!(e.start <= e.end && e.end as usize <= text.len());
    let on = &text[e.start as usize..e.end as usize];
    prop_assert_eq!(e.of(text), on);
    match e.kind {
        EvidenceKind::None => {
            prop_assert_eq!((e.id, e.start, e.end), ("", 0, 0));
            prop_assert_eq!(v.category, Category::Unknown);
        }
        EvidenceKind::Rule => prop_assert!(!e.id.is_empty() && !on.is_empty()),
        EvidenceKind::EnhancedCode => {
            let code = v.enhanced_code.unwrap();
            let class_alone = || format!("{}.0.0", code.class());
            prop_assert_eq!(e.id, code.status().map_or_else(class_alone, |_| code.to_string()));
            let written = code.to_string();
            prop_assert_eq!(on, written.as_bytes());
        }
        EvidenceKind::ReplyCode => {
            prop_assert_eq!(e.id, v.reply_code.unwrap().as_str());
            prop_assert_eq!(on, e.id.as_bytes());
        }
        _ => unreachable!(),
    }
    if v.bounce == Bounce::Hard {
        prop_assert!(v.category.is_hard());
        prop_assert_eq!(v.side, Side::Recipient);
        prop_assert_ne!(v.severity, Severity::Transient);
        // Who asks to wait has not given the address up.
        prop_assert_eq!(v.retry_after, None);
        // 521 and 556 alone say by themselves that a domain takes no mail.
        prop_assert!(e.kind != EvidenceKind::ReplyCode || ["521", "556"].contains(&e.id));
    }
    if v.should_suppress() {
        prop_assert!(v.category.is_hard() || v.category == Category::Complaint);
    }
    if !v.is_failure() {
        prop_assert!(!v.is_retryable());
    } else {
        prop_assert_eq!(v.action, v.category.action_on(v.severity));
    }
    prop_assert_eq!(v.side, v.category.side());
    // No code is invented: its digits stand in the text.
    let holds = |needle: &str| text.windows(needle.len()).any(|w| w == needle.as_bytes());
    prop_assert!(v.reply_code.is_none_or(|c| holds(c.as_str())));
    let read = Reply::parse(text);
    prop_assert_eq!(read.code(), v.reply_code);
    prop_assert_eq!(read.enhanced_code(), v.enhanced_code);
    Ok(())
}

/// Whether one slice is a part of the other's memory.
fn is_within(part: &[u8], whole: &[u8]) -> bool {
    let (part, whole) = (part.as_ptr_range(), whole.as_ptr_range());
    whole.start <= part.start && part.end <= whole.end
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn any_bytes(text in vec(any::<u8>(), 0..600)) {
        check(&text, &classify(&text))?;
    }

    #[test]
    fn any_reply(text in reply()) {
        check(&text.0, &classify(&text.0))?;
    }

    #[test]
    fn any_context(text in reply(), provider in 0..160u16, ip in any::<[u8; 16]>(), command in 0..16u8) {
        let mut context = Context::new().sending_ip(ip.into());
        if let Some(provider) = Provider::from_number(provider) {
            context = context.provider(provider);
        }
        if let Some(command) = smtpcodes::Command::from_number(command) {
            context = context.command(command);
        }
        check(&text.0, &classify_with(&text.0, &context))?;
    }

    #[test]
    fn what_is_remembered_is_what_is_read(replies in prop_oneof![kin(), one_server()], provider in 0..400u16) {
        let context = Provider::from_number(provider).map_or(Context::new(), |p| Context::new().provider(p));
        let mut shapes = Shapes::new(Classifier::builtin());
        for Bytes(reply) in replies.iter().chain(&replies) {
            prop_assert_eq!(shapes.classify_with(reply, &context), classify_with(reply, &context));
        }
    }

    #[test]
    fn lines_and_links_are_parts_of_the_reply(Bytes(text) in reply()) {
        for line in Reply::parse(&text).lines() {
            prop_assert!(!line.is_empty() && is_within(line, &text));
        }
        if let Some(url) = help_url(&text) {
            prop_assert!(url.starts_with("http") && is_within(url.as_bytes(), &text));
        }
        let _ = Reply::parse(&text).text().to_string();
    }

    #[test]
    fn any_query(query in "\\PC{0,40}") {
        explain(&query).for_each(drop);
        let _ = Provider::from_host(&query);
    }

    #[test]
    fn what_parses_prints_the_same(text in "[0-9X.]{0,9}") {
        if let Ok(code) = text.parse::<ReplyCode>() {
            prop_assert_eq!(code.to_string(), text.as_str());
        }
        if let Ok(code) = text.parse::<EnhancedCode>() {
            prop_assert_eq!(code.to_string(), text);
        }
    }
}
