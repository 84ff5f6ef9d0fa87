//! How fast classifying is, as ratios measured side by side in one run.
//!
//! The replies are the examples of `codes.yaml`, or the lines of the file that `SMTPCODES_REPLIES` names:
//! NDJSON with a key `reply`, or plain text. Each contestant goes over all of them in turn:
//!
//! - `byte_loop` counts spaces, a byte at a time. `black_box` around every byte keeps the compiler from
//!   turning the loop into vector instructions, so that it is what a plain loop in C costs.
//! - `regex_set` asks one case-insensitive `RegexSet` of all literal phrases of the rules.
//! - `classify` is ours, one reply a call; `classify_batch` the same through a slice.
//!
//! The ratios are printed at the end. A round goes over the replies often enough to outlast the clock's
//! grain; the shortest of several rounds counts, as noise only ever adds.

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use regex::bytes::{RegexSet, RegexSetBuilder};
use smtpcodes::{Verdict, classify, classify_batch};
use smtpcodes_build_helper::{Diagnostics, Model, model};

const ROUNDS: u32 = 15;
/// How long a round takes at least.
const ROUND: Duration = Duration::from_millis(20);

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let rounds = if env::args().any(|a| a == "--bench") { ROUNDS } else { 1 };
    let model = model();
    let replies = replies(&model);
    let phrases = phrases(&model);
    let set = regex_set(&phrases);
    let bytes: usize = replies.iter().map(String::len).sum();
    println!("{} replies, {} bytes mean, {} phrases", replies.len(), bytes / replies.len(), phrases.len());

    let mut verdicts = vec![Verdict::default(); replies.len()];
    let all = |work: &mut dyn FnMut(&str)| replies.iter().for_each(|r| work(black_box(r)));
    let per_reply = |d: Duration| d.as_nanos() as f64 / replies.len() as f64;

    let byte_loop = fastest(rounds, || {
        all(&mut |r| {
            black_box(spaces(r.as_bytes()));
        });
    });
    let regexes = fastest(rounds.min(3), || {
        all(&mut |r| {
            black_box(set.matches(r.as_bytes()));
        });
    });
    let single = fastest(rounds, || {
        all(&mut |r| {
            black_box(classify(r.as_bytes()));
        });
    });
    let batch = fastest(rounds, || {
        black_box(classify_batch(&replies, &mut verdicts));
    });

    for (name, time) in
        [("byte_loop", byte_loop), ("regex_set", regexes), ("classify", single), ("classify_batch", batch)]
    {
        println!(
            "{name:<16}{:>12.1} ns a reply {:>9.2} GB/s",
            per_reply(time),
            bytes as f64 / time.as_nanos() as f64
        );
    }
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!("classify is {:.0} times as fast as the regular expressions", ratio(regexes, single));
    println!("classify takes {:.2} times as long as the byte loop", ratio(single, byte_loop));
}

fn fastest(rounds: u32, mut work: impl FnMut()) -> Duration {
    let start = Instant::now();
    work();
    let repeats = (ROUND.as_nanos() / start.elapsed().as_nanos().max(1)).clamp(1, 1000) as u32;
    let round = |_| {
        let start = Instant::now();
        (0..repeats).for_each(|_| work());
        start.elapsed() / repeats
    };
    (0..rounds).map(round).min().unwrap_or_default()
}

/// Counts spaces, one byte after the other.
#[inline(never)]
fn spaces(text: &[u8]) -> usize {
    text.iter().filter(|&&b| black_box(b) == b' ').count()
}

fn model() -> Model {
    let mut errors = Diagnostics::new("codes.yaml");
    model::read(include_str!("../codes.yaml"), &mut errors).unwrap_or_else(|| panic!("{errors}"))
}

fn replies(model: &Model) -> Vec<String> {
    let Ok(path) = env::var("SMTPCODES_REPLIES") else {
        return model.rules.iter().flat_map(|r| r.examples.iter().map(|(_, text)| text.clone())).collect();
    };
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let reply = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(value) => value["reply"].as_str().map(str::to_owned),
        Err(_) => Some(line.to_owned()),
    };
    text.lines().filter_map(reply).collect()
}

/// All phrases that concepts, markers and tags are made of, as somebody without our tables would list them.
fn phrases(model: &Model) -> Vec<String> {
    let concepts = model.concepts.iter().flat_map(|c| c.words.iter().map(|(_, _, text)| text));
    let providers = model.providers.iter().flat_map(|p| p.markers.iter().map(|(_, text)| text));
    let lists = model.blocklists.iter().flat_map(|l| l.markers.iter().map(|(_, text)| text));
    let tags = model.vendor_codes.iter().flat_map(|v| v.tags.iter().map(|(_, text)| text));
    let plain = |text: &&String| !text.contains(['{', '(', '<', '*', '&']);
    let mut all: Vec<_> = concepts.chain(providers).chain(lists).chain(tags).filter(plain).cloned().collect();
    all.sort();
    all.dedup();
    all
}

fn regex_set(phrases: &[String]) -> RegexSet {
    let patterns = phrases.iter().map(|p| format!(r"(?-u:\b){}(?-u:\b)", regex::escape(p)));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .size_limit(1 << 30)
        .dfa_size_limit(1 << 28)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}
