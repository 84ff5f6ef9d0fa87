//! Texts made to be slow. What is measured is work, not time, so that no busy machine fails a test.

use std::sync::LazyLock;

use smtpcodes::{Reply, Rule, classify, help_url};
use smtpcodes_build_helper::engine::{self, Given, MAX_REPLY, MAX_STEPS};
use smtpcodes_build_helper::{Compiled, build};

/// The engine counts its steps; the public verdict does not show them.
static COMPILED: LazyLock<Compiled> =
    LazyLock::new(|| build("codes.yaml", include_str!("../codes.yaml")).unwrap_or_else(|e| panic!("{e}")).1);

/// Ten megabytes, or one where the compiler has not optimised.
const LONG: usize = if cfg!(debug_assertions) { 1 << 20 } else { 10 << 20 };

fn long(unit: &str) -> Vec<u8> {
    unit.bytes().cycle().take(LONG).collect()
}

fn texts() -> Vec<Vec<u8>> {
    let examples: String = Rule::ALL.iter().map(|r| format!("{} ", r.example)).collect();
    let half = |text: &str| text.chars().take(text.chars().count() / 2).chain([' ']).collect::<String>();
    let beginnings: String = Rule::ALL.iter().map(|r| half(r.example)).collect();
    let mut all: Vec<_> = [
        "user mailbox address recipient unknown not found over quota blocked listed ",
        "no such no such no such ",
        "5",
        "550-",
        "550 ",
        "5.",
        "5.1.1",
        "1.1.1.1",
        "::",
        "0:0:",
        ".",
        "@",
        "a@",
        "@a",
        "a.",
        "a@a.",
        "/",
        "://",
        "http://",
        "https://a.",
        "\\",
        "\\n",
        "\\\\n",
        "\r\n",
        "\n550-",
        "\"",
        "b'",
        "'",
        "(",
        "[",
        "#",
        "-",
        " ",
        "é",
        "\u{300}",
        "邮",
        "a",
        "try again in 5 minutes ",
        "00:00:01 ",
        "300s ",
        &examples,
        &beginnings,
    ]
    .iter()
    .map(|unit| long(unit))
    .collect();
    all.push(vec![0; LONG]);
    all.push(vec![0xff; LONG]);
    all
}

/// The steps that the first bytes of a text take.
fn steps(text: &[u8], len: usize) -> u32 {
    engine::classify(&COMPILED.tables(), &text[..len], Given::default()).steps
}

#[test]
fn long_texts_take_bounded_work() {
    for text in texts() {
        let shown = String::from_utf8_lossy(&text[..40]).into_owned();
        // From a word at most 24 steps go on, where all words are numbers of three digits; and rules are looked for in a
        // bounded number of them.
        let most = 24 * MAX_REPLY as u32 / 4 + MAX_STEPS;
        let whole = steps(&text, text.len());
        assert!(whole <= most, "{shown:?}: {whole} steps");
        // What stands behind the limit is not read.
        assert_eq!(whole, steps(&text, MAX_REPLY));
        assert_eq!(classify(&text), classify(&text[..MAX_REPLY]));
    }
}

#[test]
fn work_grows_with_the_text() {
    for text in texts() {
        for len in [MAX_REPLY / 8, MAX_REPLY / 4, MAX_REPLY / 2] {
            let (half, whole) = (steps(&text, len), steps(&text, 2 * len));
            // Rules may begin to be looked for in the second half.
            let most = 2 * half + half / 8 + MAX_STEPS;
            let shown = String::from_utf8_lossy(&text[..40]);
            assert!(whole <= most, "{shown:?}: {half} steps for {len} bytes, {whole} for twice as many");
        }
    }
}

#[test]
fn reading_long_texts_ends() {
    for text in texts() {
        let shown = String::from_utf8_lossy(&text[..40]).into_owned();
        let bytes: usize = Reply::parse(&text).lines().map(<[u8]>::len).sum();
        assert!(bytes <= text.len(), "{shown}");
        assert!(help_url(&text).is_none_or(|url| url.len() <= text.len()), "{shown}");
    }
}

#[test]
fn a_clock_time_of_many_digits_is_none() {
    for text in ["451 try again in 4294967295:00:00", "451 try again in 99999999999:59:59"] {
        assert_eq!(classify(text.as_bytes()).retry_after, None, "{text}");
    }
    assert_eq!(classify(b"451 try again in 00:05:00").retry_after, Some(300));
}
