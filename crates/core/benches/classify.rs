//! How fast classifying is, next to what else could be done with the same bytes.
//!
//! The replies are the examples of `codes.yaml`, or the lines of the file that `SMTPCODES_REPLIES` names:
//! NDJSON with a key `reply`, or plain text. Each contestant goes over all of them in turn:
//!
//! - `byte_loop` counts spaces as one does in C, up to the zero byte behind a text. That a zero may come keeps the
//!   compiler from looking at many bytes at once.
//! - `regex_set` asks one case-insensitive `RegexSet` of literal phrases of the rules: of every eighth only, as all of them
//!   take seconds for each reply. (On a few dozen replies again and again, its cache makes it faster than we are.)
//! - `classify` is ours, one reply a call; `classify_batch` the same through a slice; `shapes` remembers what it has seen,
//!   `repeats` what it has seen letter for letter, too, as the batches of other languages do.
//!
//! `cargo xtask bench` makes ratios of them.

use std::hint::black_box;
use std::time::Duration;
use std::{env, fs};

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use regex::bytes::{RegexSet, RegexSetBuilder};
use smtpcodes::{Classifier, Context, Repeats, Shapes, Verdict, classify, classify_batch};
use smtpcodes_build_helper::{Diagnostics, Model, model};

criterion_group!(benches, contest);
criterion_main!(benches);

fn contest(c: &mut Criterion) {
    let model = model();
    let replies = replies(&model);
    let mut group = c.benchmark_group("core");
    group.throughput(Throughput::Elements(replies.len() as u64)).measurement_time(Duration::from_secs(3));

    let texts: Vec<_> = replies.iter().map(|reply| [reply.as_bytes(), b"\0"].concat()).collect();
    group.bench_function("byte_loop", |b| b.iter(|| texts.iter().map(|text| spaces(text)).sum::<usize>()));
    group.bench_function("classify", |b| {
        b.iter(|| {
            for reply in &replies {
                black_box(classify(black_box(reply.as_bytes())));
            }
        });
    });
    let mut verdicts = vec![Verdict::default(); replies.len()];
    group.bench_function("classify_batch", |b| {
        b.iter(|| classify_batch(black_box(&replies), &mut verdicts));
    });
    let mut shapes = Shapes::new(Classifier::builtin());
    group.bench_function("shapes", |b| {
        b.iter(|| {
            for reply in &replies {
                black_box(shapes.classify_with(black_box(reply.as_bytes()), &Context::new()));
            }
        });
    });
    let mut repeats = Repeats::new(Classifier::builtin());
    group.bench_function("repeats", |b| {
        b.iter(|| {
            for reply in &replies {
                black_box(repeats.classify_with(black_box(reply.as_bytes()), &Context::new()));
            }
        });
    });

    // It may take its time.
    let set = regex_set(phrases(&model).iter().step_by(8));
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.bench_function("regex_set", |b| {
        b.iter(|| {
            for reply in &replies {
                black_box(set.matches(reply.as_bytes()));
            }
        });
    });
    group.finish();
}

/// Counts spaces up to the zero byte, one byte after the other.
#[inline(never)]
fn spaces(text: &[u8]) -> usize {
    let mut spaces = 0;
    for &byte in text {
        if byte == 0 {
            break;
        }
        spaces += usize::from(byte == b' ');
    }
    spaces
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

fn regex_set<'p>(phrases: impl Iterator<Item = &'p String>) -> RegexSet {
    let patterns = phrases.map(|p| format!(r"(?-u:\b){}(?-u:\b)", regex::escape(p)));
    RegexSetBuilder::new(patterns)
        .case_insensitive(true)
        .size_limit(1 << 30)
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}
